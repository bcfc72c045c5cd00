#pragma once
// Textbook model: the beer distribution game, four stages in a row whose players order by Sterman's
// rule: expected orders, and shares of the gaps in stock and in the supply line [Sterman 1989].

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace channelsim::validation {

/// How the players order: theta, alpha_S, beta and the stock they want, from the retailer to the
/// factory.
struct BeerGameRule {
  double expectation_adjustment, stock_adjustment, supply_line_weight;
  std::array<double, 4> desired_stock;
};

/// What happened to a stage in 36 weeks.
struct BeerGameStage {
  double cost = 0;  // 0.50 for a case on hand, 1 for a case owed, at the end of each week
  std::vector<double> orders;
};

/// The board: from the retailer to the factory.
class BeerGame {
 public:
  explicit BeerGame(const BeerGameRule& rule) : rule_(rule) {}

  /// Shipments arrive and move on; orders that arrived are filled as far as stock reaches.
  void ship(double customer_demand) {
    received_ = {customer_demand, arriving_slips_[0], arriving_slips_[1], arriving_slips_[2]};
    for (std::size_t i = 0; i < 4; ++i) {
      stock_[i] += shipments_[i][0];
      supply_line_[i] -= shipments_[i][0];
      shipments_[i][0] = shipments_[i][1];
    }
    for (std::size_t i = 0; i < 4; ++i) {
      const double wanted = owed_[i] + received_[i], sent = std::min(stock_[i], wanted);
      stock_[i] -= sent;
      owed_[i] = wanted - sent;
      if (i > 0) shipments_[i - 1][1] = sent;
      stages[i].cost += 0.5 * stock_[i] + owed_[i];
    }
    shipments_[3][1] = slips_[3];  // the factory brews what it ordered last week
  }

  /// Order slips move on; each stage orders by the rule, or this much if it may not choose yet.
  void order(std::optional<double> fixed) {
    arriving_slips_ = slips_;
    for (std::size_t i = 0; i < 4; ++i) {
      expected_[i] += rule_.expectation_adjustment * (received_[i] - expected_[i]);
      const double gap = rule_.desired_stock[i] - (stock_[i] - owed_[i]) -
                         rule_.supply_line_weight * supply_line_[i];
      slips_[i] = fixed.value_or(std::max(0.0, expected_[i] + rule_.stock_adjustment * gap));
      supply_line_[i] += slips_[i];
      stages[i].orders.push_back(slips_[i]);
    }
  }

  std::array<BeerGameStage, 4> stages;

 private:
  using Stages = std::array<double, 4>;
  BeerGameRule rule_;
  Stages stock_{12, 12, 12, 12}, owed_{}, supply_line_{16, 16, 16, 12}, expected_{4, 4, 4, 4};
  std::array<std::array<double, 2>, 4> shipments_{{{4, 4}, {4, 4}, {4, 4}, {4, 4}}};  // next first
  Stages received_{};                                      // orders, this week
  Stages slips_{4, 4, 4, 4}, arriving_slips_{4, 4, 4, 4};  // of last week, and of the week before
};

/// An order reaches the next stage two weeks after it was placed, and a shipment takes two weeks;
/// the factory's own orders take three. Customers ask for 4 cases, and for 8 from week 5; until
/// then each stage orders 4.
inline std::array<BeerGameStage, 4> play_beer_game(const BeerGameRule& rule) {
  BeerGame game(rule);
  for (int week = 1; week <= 36; ++week) {
    game.ship(week < 5 ? 4 : 8);
    game.order(week < 5 ? std::optional(4.0) : std::nullopt);
  }
  return game.stages;
}

}  // namespace channelsim::validation
