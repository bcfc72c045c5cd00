#pragma once
// Numbers with units: "2 weeks", "24 %", "12.50 CNY", "1.2M CNY/year", "30 万件". A bare number
// counts in the field's own unit; a unit of another kind is refused.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/schema/calendar.hpp"

namespace channelsim {

/// "CNY": three capital letters [ISO 4217].
constexpr bool is_currency_code(std::string_view text) {
  for (const char c : text)
    if (c < 'A' || c > 'Z') return false;
  return text.size() == 3;
}

/// What one unit of another currency is worth.
struct ExchangeRate {
  std::string name;
  double worth = 1;

  static constexpr auto describe() {
    return record(
        "exchange_rate", "What amounts in another currency are worth.",
        fields(field<&ExchangeRate::name>("The other currency (ISO 4217): EUR.", required),
               field<&ExchangeRate::worth>("Units of the scenario's currency for one of the other.",
                                           required, above(0))),
        rules(rule<ExchangeRate>(
            "a currency is three capital letters (ISO 4217): EUR", "name",
            [](const ExchangeRate& rate) { return is_currency_code(rate.name); })));
  }
};

/// What the units of a document stand for.
struct Units {
  std::string currency = "CNY";
  std::vector<ExchangeRate> exchange_rates;
  std::optional<double> vat;
  StepLength step = StepLength::week;
  std::optional<Date> start;

  static constexpr auto describe() {
    return record(
        "units", "What the units of amounts and times stand for.",
        fields(field<&Units::currency>("The money all amounts are in.", common),
               field<&Units::exchange_rates>("What amounts written in other currencies are worth.",
                                             common),
               field<&Units::vat>("Rate of value added tax, for amounts written `incl. VAT`; all "
                                  "amounts count without it.",
                                  between(0, 1), otherwise("no amount may include it"), common),
               field<&Units::step>("How long a step is; bare rates and durations count in steps.",
                                   common),
               field<&Units::start>("The day on which the first step begins: 2027-01-04.",
                                    otherwise("dates can't be used"), common)),
        rules(rule<Units>("a currency is three capital letters (ISO 4217): CNY", "currency",
                          [](const Units& units) { return is_currency_code(units.currency); }),
              rule<Units>("the scenario's own currency is worth 1", "exchange_rates",
                          [](const Units& units) {
                            for (const ExchangeRate& rate : units.exchange_rates)
                              if (rate.name == units.currency) return false;
                            return true;
                          })));
  }
};

/// A field's or figure's unit as people read it: "EUR per week" for "money per step".
std::string told_unit(std::string_view unit, const Units& units);

/// Of a field that counts as some figure does: any unit will do.
inline constexpr std::string_view unit_of_a_figure = "the figure's unit";

/// What a number counts: powers of money, pieces, people and time. All 0: a plain number or share.
struct UnitKind {
  int money = 0, pieces = 0, people = 0, time = 0;

  bool operator==(const UnitKind&) const = default;
};
/// The kind of a field's unit ("money per piece", "steps"); a plain number where it is no unit.
UnitKind kind_of(std::string_view unit);
/// "money per piece", "a share or plain number".
std::string to_text(const UnitKind&);

/// A text as a number in a field's own unit, or why it is none.
struct Amount {
  std::optional<double> value;
  std::string problem;  // "'24 %' is a share, not money per piece"; empty with a value
  std::string hint;     // what to write instead; may be empty
};

/// Reads a text that begins with a number (or a currency); nothing for any other text. `unit` is
/// the field's own unit. Pieces may stay unsaid in a price ("12.50 CNY").
std::optional<Amount> parse_amount(std::string_view text, std::string_view unit, const Units&);

/// The words for units, for people: a line per kind.
std::string unit_help();

/// What the text was written in, if it carries a unit that can be read.
std::optional<UnitKind> written_kind(std::string_view text, const Units&);

/// The step meant by "13", "week 13", "13 weeks", "2027-04-01", "2027-04" or "2027-W14"; counted
/// from 0.
Amount parse_moment(std::string_view text, const Units&);

}  // namespace channelsim
