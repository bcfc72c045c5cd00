#include "engine/schema/amount.hpp"

#include "engine/base/quantity.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
constexpr std::string_view price = "money per piece", budget = "money", rent = "money per step",
                           share = "", time_unit = "steps", rate = "per step",
                           people_unit = "consumers", goods = "pieces", flow = "pieces per step";

Units units() {
  Units result;
  result.exchange_rates = {{"USD", 7.2}, {"JPY", 0.048}};
  result.vat = 0.13;
  result.start = parse_date("2027-01-04");
  return result;
}
/// The number a text stands for; tests of failures use `problem`.
double value(std::string_view text, std::string_view unit, const Units& in = units()) {
  const auto amount = parse_amount(text, unit, in);
  INFO(text << ": " << (amount ? amount->problem : "no amount"));
  REQUIRE(amount);
  REQUIRE(amount->value);
  CHECK(amount->problem.empty());
  return *amount->value;
}
/// "problem / hint".
std::string problem(std::string_view text, std::string_view unit, const Units& in = units()) {
  const auto amount = parse_amount(text, unit, in);
  if (!amount) return "no amount";
  return amount->value ? "none" : amount->problem + " / " + amount->hint;
}
double moment(std::string_view text, const Units& in = units()) {
  const Amount amount = parse_moment(text, in);
  INFO(text << ": " << amount.problem);
  REQUIRE(amount.value);
  return *amount.value;
}
}  // namespace

TEST_CASE("an amount counts in the field's own unit, however it is written") {
  const std::tuple<const char*, std::string_view, double> cases[] = {
      {"12.50 CNY", price, 12.5},
      {"CNY 12.50", price, 12.5},
      {"12.50 CNY/piece", price, 12.5},
      {"12.50 CNY per piece", price, 12.5},
      {"12.5元", price, 12.5},
      {"¥12.5", price, 12.5},
      {"12.5", price, 12.5},
      {"10 USD", price, 72},
      {"$10", price, 72},
      {"1000 JPY", budget, 48},
      {"1.2M CNY/year", rent, 1.2e6 / 52},
      {"1.2 million CNY per year", rent, 1.2e6 / 52},
      {"120万元/年", rent, 1.2e6 / 52},
      {"5200 CNY/week", rent, 5200},
      {"700 CNY per day", rent, 4900},
      {"1300 CNY/quarter", rent, 100},
      {"24 %", share, 0.24},
      {"24%", share, 0.24},
      {"29 %", share, 0.29},
      {"5 ‰", share, 0.005},
      {"-3 %", share, -0.03},
      {"2 weeks", time_unit, 2},
      {"14 days", time_unit, 2},
      {"1 year", time_unit, 52},
      {"3 months", time_unit, 13},
      {"2 steps", time_unit, 2},
      {"2周", time_unit, 2},
      {"26 per year", rate, 0.5},
      {"26/year", rate, 0.5},
      {"26 times a year", rate, 0.5},
      {"26次/年", rate, 0.5},
      {"26 per consumer per year", rate, 0.5},
      {"20.8 %/year", rate, 0.004},
      {"300k consumers", people_unit, 300'000},
      {"30 万人", people_unit, 300'000},
      {"2k households", people_unit, 2000},
      {"200 pieces", goods, 200},
      {"30 万件", goods, 300'000},
      {"200 pieces/week", flow, 200},
      {"10.4k pieces per year", flow, 200},
      {"11.3 CNY incl. VAT", price, 10},
      {"11.3 CNY (incl. VAT)", price, 10},
      {"11.3 incl. VAT", price, 10},
      {"11.3元含税", price, 10},
      {"10 CNY excl. VAT", price, 10},
  };
  for (const auto& [text, unit, wanted] : cases) {
    INFO(text);
    CHECK(value(text, unit) == Approx(wanted).epsilon(1e-15));
  }
}

TEST_CASE("a percentage is the double nearest to its decimal fraction") {
  for (int i = 0; i <= 1000; ++i) {
    const std::string text = std::to_string(i / 10) + "." + std::to_string(i % 10) + " %";
    CHECK(value(text, share) == i / 1000.0);
  }
}

TEST_CASE("units count in steps of any length") {
  Units daily = units(), monthly = units();
  daily.step = StepLength::day;
  monthly.step = StepLength::month;
  CHECK(value("2 weeks", time_unit, daily) == 14);
  CHECK(value("1 year", time_unit, monthly) == 12);
  CHECK(value("365 CNY/year", rent, daily) == 1);
  CHECK(value("1.2M CNY/year", rent, monthly) == 1e5);
  CHECK(value("1 quarter", time_unit, monthly) == 3);
}

TEST_CASE("a unit of another kind is refused with what it is, what is meant, and an example") {
  CHECK(problem("12 kg", price) ==
        "the unit 'kg' is not known / units are money (CNY), pieces, consumers, %, days, weeks, "
        "months, years, and one per another");
  CHECK(problem("24 %", price) ==
        "'24 %' is a share; money per piece is meant here / for example `12.50 CNY`");
  CHECK(problem("12 CNY", share).starts_with("'12 CNY' is money; a share or plain number is"));
  CHECK(problem("12 CNY/week", price).starts_with("'12 CNY/week' is money per time; money per"));
  CHECK(problem("2 weeks", rent).ends_with("for example `1.2M CNY/year`"));
  CHECK(problem("12 CNY", time_unit).ends_with("for example `2 weeks`"));
  CHECK(problem("3 weekz", time_unit).starts_with("the unit 'weekz' is not known; did you mean"));
  CHECK(problem("3 m", time_unit).ends_with("a million is `M`, months are `months`"));
  CHECK(problem("3 weeks weeks", time_unit).starts_with("'weeks' goes on after the unit"));
  CHECK(problem("3 CNY/", rent).starts_with("the unit ends after 'per'"));
  CHECK(problem("3 CNY per", price) != "none");
}

TEST_CASE("another currency needs its rate, and VAT its rate") {
  CHECK(problem("12 EUR", price) ==
        "the amount is in EUR, the scenario in CNY / state `exchange_rates: [{name: EUR, worth: "
        "...}]`, or write the amount in CNY");
  CHECK(problem("€12", price).starts_with("the amount is in EUR"));
  CHECK(problem("5 CNY incl. VAT", price, {}) ==
        "the amount includes VAT, but its rate is not known / state `vat: 13 %`, or write the "
        "amount without VAT");
  CHECK(problem("5 % incl. VAT", share).starts_with("only amounts of money are with or without"));
  CHECK(problem("5 weeks incl. VAT", time_unit) != "none");
}

TEST_CASE("signs that several currencies share stand for the scenario's own") {
  Units yen = units(), singapore = units();
  yen.currency = "JPY";
  yen.exchange_rates.clear();
  singapore.currency = "SGD";
  singapore.exchange_rates.clear();
  CHECK(value("¥12", price, yen) == 12);
  CHECK(value("$12", price, singapore) == 12);
  CHECK(problem("12 元", price, yen).starts_with("the amount is in CNY, the scenario in JPY"));
}

TEST_CASE("what is no number with a unit is left to others to refuse") {
  for (const char* text : {"abc", "", " ", "-", ".", "%", "CNY", "1,000 CNY", "1.000,50", "1_000",
                           "1'000 CNY", "12,5 %", "1.2.3 CNY", "twelve weeks", "pert(1, 2, 3)"}) {
    INFO(text);
    CHECK(problem(text, price) != "none");
  }
  CHECK(problem("1,000 CNY", price) == "no amount");
  CHECK(problem("abc", price) == "no amount");
}

TEST_CASE("a figure takes an amount of any kind") {
  CHECK(value("1.2M CNY", unit_of_a_figure) == 1.2e6);
  CHECK(value("2 %", unit_of_a_figure) == 0.02);
  CHECK(value("30", unit_of_a_figure) == 30);
}

TEST_CASE("the units of fields have the kinds their names say") {
  CHECK(kind_of(Dimension<1, -1, 0>::name()) == UnitKind{1, -1, 0, 0});
  CHECK(kind_of(Dimension<1, 0, -1>::name()) == UnitKind{1, 0, 0, -1});
  CHECK(kind_of("steps") == UnitKind{0, 0, 0, 1});
  CHECK(kind_of("per step") == UnitKind{0, 0, 0, -1});
  CHECK(kind_of("consumers") == UnitKind{0, 0, 1, 0});
  CHECK(kind_of("") == UnitKind{});
  CHECK(to_text(UnitKind{1, -1, 0, 0}) == "money per piece");
  CHECK(to_text(UnitKind{}) == "a share or plain number");
}

TEST_CASE("a moment is a step, a time from the start, or a date") {
  const std::pair<const char*, double> cases[] = {
      {"0", 0},           {"13", 13},       {"week 13", 13}, {"13 weeks", 13},  {"step 13", 13},
      {"3 months", 13},   {"2 months", 9},  {"1 year", 52},  {"2027-01-04", 0}, {"2027-01-05", 1},
      {"2027-04-05", 13}, {"2027-02", 4},   {"2027-W01", 0}, {"2027-W02", 1},   {"2027-W14", 13},
      {"2027-W52", 51},   {"2028-W01", 52}, {"30 days", 5}};
  for (const auto& [text, wanted] : cases) {
    INFO(text);
    CHECK(moment(text) == wanted);
  }
}

TEST_CASE("a week of a year that has only 52 is no date") {
  CHECK(parse_moment("2027-W53", units()).problem == "'2027-W53' is no day of the calendar");
  CHECK(parse_moment("2027-W00", units()).problem == "'2027-W00' is no day of the calendar");
  CHECK(parse_moment("2027-W5.", units()).problem == "'2027-W5.' is no day of the calendar");
  Units early = units();
  early.start = parse_date("2026-12-28");  // the last Monday of 2026, whose weeks are 53
  CHECK(moment("2026-W53", early) == 0);
  CHECK(moment("2027-W01", early) == 1);
}

TEST_CASE("a moment that is none says why") {
  CHECK(parse_moment("2027-02-30", units()).problem == "'2027-02-30' is no day of the calendar");
  CHECK(parse_moment("2027-13", units()).problem == "'2027-13' is no day of the calendar");
  CHECK(parse_moment("2027-01-03", units()).problem ==
        "2027-01-03 lies before the start, 2027-01-04");
  CHECK(parse_moment("2027-04-01", {}).problem ==
        "'2027-04-01' is a date, but the scenario does not say when it starts");
  CHECK(parse_moment("spring", units()).problem == "'spring' is neither a step nor a date");
  CHECK(parse_moment("", units()).problem == "'' is neither a step nor a date");
  CHECK_FALSE(parse_moment("12 CNY", units()).value);
  CHECK_FALSE(parse_moment("12 %", units()).value);
}
