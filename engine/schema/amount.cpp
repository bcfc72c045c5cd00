#include "engine/schema/amount.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <variant>

#include "engine/base/text.hpp"
#include "engine/schema/description.hpp"

namespace channelsim {

namespace {

/// A word for a unit: what it counts, and how many of them make one of the kind's own units.
struct UnitWord {
  std::string_view word;
  UnitKind kind;
  TimeUnit time = TimeUnit::step;
  double divisor = 1;
};

constexpr UnitKind money{1, 0, 0, 0}, pieces{0, 1, 0, 0}, people{0, 0, 1, 0}, time_{0, 0, 0, 1};

constexpr UnitWord unit_words[] = {
    {"%", {}, TimeUnit::step, 100},
    {"percent", {}, TimeUnit::step, 100},
    {"‰", {}, TimeUnit::step, 1000},
    {"times", {}},
    {"time", {}},
    {"次", {}},
    {"money", money},
    {"piece", pieces},
    {"pieces", pieces},
    {"pcs", pieces},
    {"unit", pieces},
    {"units", pieces},
    {"件", pieces},
    {"个", pieces},
    {"台", pieces},
    {"consumer", people},
    {"consumers", people},
    {"person", people},
    {"persons", people},
    {"people", people},
    {"household", people},
    {"households", people},
    {"人", people},
    {"户", people},
    {"step", time_, TimeUnit::step},
    {"steps", time_, TimeUnit::step},
    {"day", time_, TimeUnit::day},
    {"days", time_, TimeUnit::day},
    {"天", time_, TimeUnit::day},
    {"日", time_, TimeUnit::day},
    {"week", time_, TimeUnit::week},
    {"weeks", time_, TimeUnit::week},
    {"周", time_, TimeUnit::week},
    {"month", time_, TimeUnit::month},
    {"months", time_, TimeUnit::month},
    {"月", time_, TimeUnit::month},
    {"个月", time_, TimeUnit::month},
    {"quarter", time_, TimeUnit::quarter},
    {"quarters", time_, TimeUnit::quarter},
    {"季度", time_, TimeUnit::quarter},
    {"year", time_, TimeUnit::year},
    {"years", time_, TimeUnit::year},
    {"年", time_, TimeUnit::year},
};

/// Longer ones first where one begins another.
constexpr std::pair<std::string_view, double> magnitudes[] = {
    {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"bn", 1e9},   {"k", 1e3},
    {"K", 1e3},        {"M", 1e6},       {"万亿", 1e12},   {"百万", 1e6}, {"千万", 1e7},
    {"千", 1e3},       {"万", 1e4},      {"亿", 1e8},
};

constexpr std::string_view with_tax[] = {"incl. VAT", "incl VAT", "including VAT", "含税"};
constexpr std::string_view without_tax[] = {"excl. VAT", "excl VAT", "excluding VAT", "without VAT",
                                            "不含税"};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool take_suffix(std::string_view& text, std::span<const std::string_view> suffixes) {
  const bool is_enclosed = text.ends_with(')');  // "12 CNY (incl. VAT)"
  for (const std::string_view suffix : suffixes)
    if (text.substr(0, text.size() - is_enclosed).ends_with(suffix)) {
      text.remove_suffix(suffix.size() + is_enclosed);
      text = trimmed(text);
      while (text.ends_with(',') || text.ends_with('(')) text.remove_suffix(1);
      return true;
    }
  return false;
}

/// The longest number that the text begins with.
std::optional<double> take_number(std::string_view& text) {
  std::size_t length = std::min(text.find_first_not_of("+-0123456789.eE"), text.size());
  for (; length > 0; --length)
    if (const auto number = parse_number(text.substr(0, length))) {
      text.remove_prefix(length);
      return number;
    }
  return {};
}

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A magnitude at the beginning; one in Latin letters ends where the letters do.
double take_magnitude(std::string_view& text) {
  for (const auto& [word, factor] : magnitudes)
    if (text.starts_with(word) && !(is_word_character(word[0]) && text.size() > word.size() &&
                                    is_word_character(text[word.size()]))) {
      text = trimmed(text.substr(word.size()));
      return factor;
    }
  return 1;
}

/// The currency a word stands for; signs that several use stand for the scenario's own.
std::string currency_of(std::string_view word, const Units& units) {
  if (word == "元" || word == "RMB" || word == "人民币") return "CNY";
  if (word == "€" || word == "欧元") return "EUR";
  if (word == "£") return "GBP";
  if (word == "美元") return "USD";
  if (word == "¥" || word == "￥") return units.currency == "JPY" ? "JPY" : "CNY";
  if (word == "$") return units.currency.ends_with('D') ? units.currency : "USD";
  return is_currency_code(word) ? std::string(word) : "";
}

/// A unit that was read: what it counts, and what a number in it is multiplied with and divided by
/// to count in the kind's own unit. (A quotient of whole numbers is exact where 0.01 is not.)
struct ParsedUnit {
  UnitKind kind;
  double factor = 1, divisor = 1;
  bool is_percent = false;

  bool operator==(const ParsedUnit&) const = default;
  void scale(double by, bool up) { (up ? factor : divisor) *= by; }
};

/// Reads the words of a unit; `problem` tells what was not understood.
class UnitParser {
 public:
  UnitParser(const Units& units, std::string& problem, std::string& hint)
      : units_(units), problem_(problem), hint_(hint) {}

  std::optional<ParsedUnit> parse(std::string_view text) {
    ParsedUnit unit;
    text = trimmed(text);
    for (int sign = 1; !text.empty();) {
      if (take(text, "/") || take(text, "per ") || take(text, "a ") || take(text, "每")) {
        sign = -1;
        text = trimmed(text);
        if (text.empty()) return fail("the unit ends after 'per'", "");
      } else if (!(unit == ParsedUnit{})) {
        return fail(fmt::format("'{}' goes on after the unit", shortened(text, 40)),
                    "a unit is one word, or one per another: `CNY/week`");
      }
      std::size_t end = text.find_first_of("/ ");
      if (const std::size_t each = text.find("每"); each != 0 && each < end) end = each;
      if (!add(text.substr(0, end), sign, unit)) return {};
      text = trimmed(text.substr(std::min(end, text.size())));
    }
    return unit;
  }

 private:
  static bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
  }

  std::optional<ParsedUnit> fail(std::string problem, std::string hint) {
    problem_ = std::move(problem);
    hint_ = std::move(hint);
    return {};
  }

  bool add(std::string_view word, int sign, ParsedUnit& unit) {
    for (const UnitWord& known : unit_words)
      if (word == known.word) {
        unit.kind.money += sign * known.kind.money;
        unit.kind.pieces += sign * known.kind.pieces;
        unit.kind.people += sign * known.kind.people;
        unit.kind.time += sign * known.kind.time;
        if (known.kind.time) unit.scale(steps_in(known.time, units_.step), sign > 0);
        unit.scale(known.divisor, sign < 0);
        unit.is_percent |= known.divisor == 100;
        return true;
      }
    const std::string currency = currency_of(word, units_);
    if (currency.empty()) return unknown(word);
    unit.kind.money += sign;
    if (currency == units_.currency) return true;
    for (const ExchangeRate& rate : units_.exchange_rates)
      if (rate.name == currency) {
        unit.scale(rate.worth, sign > 0);
        return true;
      }
    fail(
        fmt::format("the amount is in {}, the scenario in {}", currency, units_.currency),
        fmt::format("state `exchange_rates: [{{name: {}, worth: ...}}]`, or write the amount in {}",
                    currency, units_.currency));
    return false;
  }

  bool unknown(std::string_view word) {
    std::vector<std::string_view> words;
    for (const UnitWord& known : unit_words) words.push_back(known.word);
    std::string capitals(word);
    for (char& c : capitals)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (capitals == units_.currency) words = {units_.currency};
    const auto nearest = word.size() < 3 ? std::nullopt : nearest_word(word, words);
    fail(fmt::format("the unit '{}' is not known{}", shortened(word, 40),
                     nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
         word == "m" ? "a million is `M`, months are `months`"
                     : fmt::format("units are money ({}), pieces, consumers, %, days, weeks, "
                                   "months, years, and one per another",
                                   units_.currency));
    return false;
  }

  const Units& units_;
  std::string& problem_;
  std::string& hint_;
};

bool fits(const UnitKind& found, const UnitKind& wanted) {
  if (found == wanted) return true;
  UnitKind said = found;
  if (wanted.money == 1 && wanted.pieces == -1) said.pieces = -1;  // "12.50 CNY" is a price
  if (wanted.people == 0 && found.people == -1) said.people = 0;   // "3 per consumer per year"
  return said == wanted;
}

std::string example_of(const UnitKind& kind, const Units& units) {
  if (kind == UnitKind{1, -1, 0, 0}) return fmt::format("for example `12.50 {}`", units.currency);
  if (kind == UnitKind{1, 0, 0, -1})
    return fmt::format("for example `1.2M {}/year`", units.currency);
  if (kind == money) return fmt::format("for example `1.2M {}`", units.currency);
  if (kind == time_) return "for example `2 weeks`";
  if (kind == UnitKind{0, 0, 0, -1}) return "for example `3 per year` or `20 %/year`";
  if (kind == pieces) return "for example `200 pieces`";
  if (kind == people) return "for example `300k consumers`";
  if (kind == UnitKind{0, 1, 0, -1}) return "for example `200 pieces/week`";
  return "for example `24 %`";
}

/// Amounts count without value added tax. `taxed`: it was written with it.
void take_tax_off(bool is_money, bool taxed, const Units& units, Amount& amount) {
  if (!is_money) {
    amount = {{}, "only amounts of money are with or without VAT", ""};
  } else if (taxed && !units.vat) {
    amount = {{},
              "the amount includes VAT, but its rate is not known",
              "state `vat: 13 %`, or write the amount without VAT"};
  } else if (taxed) {
    *amount.value /= 1 + *units.vat;
  }
}

}  // namespace

std::string told_unit(std::string_view unit, const Units& units) {
  const std::string step(default_text(units.step));
  std::string told;
  while (!unit.empty()) {
    const std::size_t end = std::min(unit.find(' '), unit.size());
    const std::string_view word = unit.substr(0, end);
    told += word == "money"   ? units.currency
            : word == "step"  ? step
            : word == "steps" ? step + "s"
                              : std::string(word);
    if (end < unit.size()) told += ' ';
    unit.remove_prefix(std::min(end + 1, unit.size()));
  }
  return told;
}

UnitKind kind_of(std::string_view unit) {
  std::string problem, hint;
  if (unit.empty()) return {};
  const auto parsed = UnitParser({}, problem, hint).parse(unit);
  return parsed ? parsed->kind : UnitKind{};
}

std::string to_text(const UnitKind& kind) {
  if (kind == UnitKind{}) return "a share or plain number";
  std::string above, below;
  const auto add = [&](int power, std::string_view many, std::string_view one) {
    if (power > 0) above += (above.empty() ? "" : " x ") + std::string(many);
    if (power < 0) below += " per " + std::string(one);
  };
  add(kind.money, "money", "money");
  add(kind.pieces, "pieces", "piece");
  add(kind.people, "consumers", "consumer");
  add(kind.time, "a time", "time");
  return above.empty() ? "a number" + below : above + below;
}

std::optional<Amount> parse_amount(std::string_view text, std::string_view unit,
                                   const Units& units) {
  std::string_view rest = trimmed(text);
  const bool untaxed = take_suffix(rest, without_tax);
  const bool taxed = !untaxed && take_suffix(rest, with_tax);
  std::string leading;  // a currency before the number
  if (!rest.empty() && rest.find_first_of("+-.0123456789") != 0) {
    const std::size_t digit = rest.find_first_of("+-.0123456789");
    if (digit == std::string_view::npos) return {};
    leading = trimmed(rest.substr(0, digit));
    if (currency_of(leading, units).empty()) return {};
    rest.remove_prefix(digit);
  }
  const std::string_view from_number = rest;
  const auto number = take_number(rest);
  if (!number) return {};
  const std::string_view digits = from_number.substr(0, from_number.size() - rest.size());
  if (rest.starts_with(',') || rest.starts_with('.') || rest.starts_with('_') ||
      (!rest.empty() && rest[0] >= '0' && rest[0] <= '9'))
    return {};  // digits in groups, or octal-looking: no number at all
  if (*number == 0 && (rest.starts_with('x') || rest.starts_with('o') || rest.starts_with('b')))
    return {};  // another base
  rest = trimmed(rest);
  if (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') return {};  // "40 000"
  const double magnitude = take_magnitude(rest);
  Amount amount;
  const std::string words = leading.empty() ? std::string(rest) : leading + std::string(rest);
  const auto parsed = UnitParser(units, amount.problem, amount.hint).parse(words);
  if (!parsed) return amount;
  const UnitKind wanted = kind_of(unit);
  const bool bare = words.empty();
  if (!bare && unit != unit_of_a_figure && !fits(parsed->kind, wanted)) {
    amount.problem = fmt::format(
        "'{}' is {}; {} is meant here", shortened(text, 60),
        parsed->is_percent && parsed->kind == UnitKind{} ? "a share" : to_text(parsed->kind),
        unit.empty() ? "a share or plain number" : std::string(unit));
    amount.hint = example_of(wanted, units);
    return amount;
  }
  amount.value = *number * magnitude * parsed->factor / parsed->divisor;
  // "98.4 %" is the number nearest to 0.984, not to 98.4 / 100 of what is nearest to 98.4.
  if (magnitude == 1 && parsed->factor == 1 && digits.find_first_of("eE") == digits.npos)
    for (const auto& [divisor, exponent] : {std::pair(100.0, "e-2"), std::pair(1000.0, "e-3")})
      if (parsed->divisor == divisor) amount.value = parse_number(std::string(digits) + exponent);
  if (taxed || untaxed)
    take_tax_off((bare ? wanted : parsed->kind).money == 1, taxed, units, amount);
  return amount;
}

std::string unit_help() {
  std::string plain, goods, persons, time;
  for (const UnitWord& each : unit_words) {
    if (each.kind == money) continue;
    std::string& line = each.kind == pieces   ? goods
                        : each.kind == people ? persons
                        : each.kind == time_  ? time
                                              : plain;
    line += (line.empty() ? "" : " ") + std::string(each.word);
  }
  std::string large;
  for (const auto& magnitude : magnitudes)
    large += (large.empty() ? "" : " ") + std::string(magnitude.first);
  return fmt::format(
      "  money      CNY, any ISO 4217 code with `exchange_rates`, 元 ¥ € $ £; `incl. VAT` or 含税 "
      "with `vat`\n  goods      {}\n  consumers  {}\n  time       {}; a year has 52 weeks, 12 "
      "months or 365 days\n  shares     {}\n  large      {}\n  rates      one per another: "
      "`1.2M CNY/year`, `3 per year`, `200 pieces per week`\n  dates      `week 13`, `3 months`, "
      "2027-04-01, 2027-04, 2027-W14, with `start`; steps count from 0\n",
      goods, persons, time, plain, large);
}

std::optional<UnitKind> written_kind(std::string_view text, const Units& units) {
  std::string_view rest = trimmed(text);
  const std::size_t digit = rest.find_first_of("+-.0123456789");
  if (digit == std::string_view::npos) return {};
  const std::string leading(trimmed(rest.substr(0, digit)));
  rest.remove_prefix(digit);
  if (!take_number(rest)) return {};
  rest = trimmed(rest);
  take_magnitude(rest);
  const std::string words = leading + std::string(rest);
  std::string problem, hint;
  const auto parsed = UnitParser(units, problem, hint).parse(words);
  return words.empty() || !parsed ? std::nullopt : std::optional(parsed->kind);
}

namespace {
Amount no_moment(std::string_view text) {
  return {{},
          fmt::format("'{}' is neither a step nor a date", shortened(text, 60)),
          "write `week 13`, `3 months`, 2027-04-01, 2027-04 or 2027-W14; weeks count from 0"};
}

/// The first day that "2027-04-01", "2027-04" or "2027-W14" names.
std::optional<Date> named_day(std::string_view text) {
  if (text.size() == 7 && text[4] == '-') return parse_date(std::string(text) + "-01");
  if (text.size() == 8 && text.substr(4, 2) == "-W") {
    const auto year = parse_date(std::string(text.substr(0, 4)) + "-01-04");  // in ISO week 1
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!year || !is_digit(text[6]) || !is_digit(text[7])) return {};
    const std::int32_t week = 10 * (text[6] - '0') + text[7] - '0';
    const std::int32_t monday = year->days - (year->days + 3) % 7;  // 1970-01-01 was a Thursday
    const Date day{monday + 7 * (week - 1)};
    // A week belongs to the year of its Thursday: some years have no week 53.
    const bool exists = to_text(Date{day.days + 3}).starts_with(text.substr(0, 4));
    return exists ? std::optional(day) : std::nullopt;
  }
  return parse_date(text);
}
}  // namespace

Amount parse_moment(std::string_view text, const Units& units) {
  if (const auto day = named_day(text)) {
    if (!units.start)
      return {{},
              fmt::format("'{}' is a date, but the scenario does not say when it starts", text),
              "state `start: 2027-01-04`, the first day of the first step"};
    if (const auto moment = moment_of(*day, *units.start, units.step))
      return {moment->step, {}, {}};
    return {{},
            fmt::format("{} lies before the start, {}", text, to_text(*units.start)),
            "what holds from the start needs no date"};
  }
  if (text.size() > 6 && text[4] == '-')
    return {{}, fmt::format("'{}' is no day of the calendar", shortened(text, 60)), ""};
  std::string turned(text);  // "week 13" is "13 week"
  if (const std::size_t space = text.find(' ');
      space != std::string_view::npos && is_word_character(text[0]))
    turned = std::string(text.substr(space + 1)) + " " + std::string(text.substr(0, space));
  auto amount = parse_amount(turned, "steps", units);
  if (!amount) return no_moment(text);
  // "2 months" of weeks end within one; "13.5" is no step at all.
  const bool whole = !amount->value || *amount->value == std::floor(*amount->value);
  if (!whole && turned.find('.') != std::string::npos) return no_moment(text);
  if (amount->value) amount->value = std::ceil(*amount->value - 1e-9);
  return *amount;
}

}  // namespace channelsim
