#pragma once
// What a member's life and purse are at: columns of the world that only markets use in which
// members come, go, owe or invest.

#include <array>
#include <vector>

#include "engine/world/pipeline.hpp"
#include "models/market/terms.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// When something has not happened and is not planned.
inline constexpr double never = 1e12;

/// Row = member. Luck makes members come and go, so that they differ between replications.
struct MemberStates {
  Column<Lanes> in_business;   // 1 or 0: of those the plan has in business, who is by now
  Column<Lanes> opens_at;      // step in which a recruit opens, or never
  Column<Lanes> open_since;    // step in which it opened; far in the past for who was there before
  Column<Lanes> ability;       // of recruits, in standard deviations
  Column<Lanes> place;         // of recruits: how many places of its programme were taken before
  Column<Lanes> profit;        // per step, smoothed; at first, where it has one, what it requires
  Column<Lanes> earned;        // the same of what it really earned since it opened
  Column<Money<Lanes>> worth;  // its account and stock a step ago
  Column<Lanes> effort;        // 1 at a fair margin
  Column<Money<Lanes>> before_opening;  // money it had received less paid when it opened
  Column<Lanes> relation;               // 0 to 1, where relations matter
  Column<Lanes> delisted;               // steps for which it still sells nothing
  Column<Lanes> dearer;                 // what it has added to its commission
  Column<Money<Lanes>> served_at;  // since the start: what the manufacturer paid for serving it
  Column<Lanes> strained;          // steps for which it has been short of a payment
  Column<Money<Lanes>> capital;    // book value of its fittings
  Column<Money<Lanes>> wears_off;  // per step
  // Since the start: from members it supplies, for goods less what they got back of it.
  Column<Money<Lanes>> goods_credited;  // for what went back: what it got less what it gave
  Column<Money<Lanes>> traded;
  Column<Lanes> openings, exits, failures;  // since the start
  Column<Lanes> bought_from;                // by shelf: pieces sold in a step, smoothed
  Column<Lanes> scandal;                    // by incident: utility its channel has lost
  Column<Lanes> scandals;                   // by incident, since the start
  Column<Lanes> gone_over;  // by region: share of consumers who went with a member that left
  // Since the start: consumers who bought here, one a step each, of these for the first time, and
  // pieces they bought, where consumers remember; pieces sold to visitors who were bought.
  Column<Lanes> buyers, new_buyers, bought, paid_pieces;
  Lanes applicants = 0.0, contracts = 0.0;  // since the start, of all programmes
  Lanes invited = 0.0, declined = 0.0;      // who looked at its return, and who then did not join
  Lanes expected_returns = 0.0;             // the sum of what they expected
  Column<Pieces<Lanes>> planned_sales;      // by shelf, per step: as if all places were taken

  /// An applicant of a round that is still open.
  struct Candidate {
    double score, ability;
  };
  using Pool = std::array<std::vector<Candidate>, lanes_per_block>;
  std::vector<Pool> pools;  // by programme
};

/// Invoices that are not paid yet. Row = member x kind: what it owes its supplier, what consumers,
/// or the platform they paid, owe for what it sold, and what the manufacturer owes it of its back
/// margin.
struct Receivables {
  enum Kind : std::size_t { trade, consumers, accrued, kinds };
  static constexpr std::size_t row(std::size_t member, Kind kind) { return member * kinds + kind; }

  Pipeline<Money<Lanes>> due;    // by the step in which they are paid
  Column<Money<Lanes>> overdue;  // due, and the member could not pay
  Column<Money<Lanes>> open;     // all that is not paid
  // Since the start.
  Column<Money<Lanes>> invoiced, paid, total_open;
};

/// What the owners of the manufacturer and of its partners look at.
struct Valuation {
  Money<Lanes> cash_before{0.0};         // of the manufacturer with its own members, a step ago
  Money<Lanes> present{0.0};             // cash flows so far, discounted to the start
  Money<Lanes> lowest{0.0};              // the lowest that cash has been
  Money<Lanes> taxed{0.0};               // the highest profit so far, on which tax is paid
  Lanes discount = 1.0;                  // of money in this step
  Lanes paid_back = never;               // steps after which cash has stayed positive
  Column<Pieces<Lanes>> opening_pieces;  // by shelf
  std::vector<Money<Lanes>> year_before, present_at;  // by mark of the layout
  std::vector<Money<Lanes>> earned;                   // by step, where values are followed
  // By member.
  Column<Money<Lanes>> partner_present, partner_cash_before;
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
