// Events as sentences of the catalogue.

#include <fmt/format.h>

#include <cmath>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "models/market/events.hpp"

namespace channelsim::market {

namespace {

/// "12,300", "18", "4.5".
std::string plain_text(double value) {
  const double size = std::fabs(value);
  if (size < 100 && size != std::round(size)) return fmt::format("{:.1f}", value);
  const std::string digits = grouped(static_cast<std::uint64_t>(std::llround(size)));
  return value < 0 && digits != "0" ? "-" + digits : digits;
}

/// Large numbers in millions; in Chinese in 万 and 亿, and with a space before what is counted.
std::string number_text(double value, Language language) {
  const double size = std::fabs(value);
  if (language == Language::english)
    return size < 1e6 ? plain_text(value) : FigureFormat(Scaling::words, "", size).quantity(value);
  if (size >= 1e8) return fmt::format("{:.3g} 亿", value / 1e8);
  if (size >= 1e4) return fmt::format("{:.{}f} 万", value / 1e4, size >= 1e6 ? 0 : 1);
  return plain_text(value) + " ";
}

std::string money_text(double value, const Units& units, Language language) {
  if (language == Language::english) return number_text(value, language) + " " + units.currency;
  const std::string number = number_text(value, language);
  return number + (units.currency == "CNY" ? "元" : " " + units.currency);
}

std::string pieces_text(double value, Language language) {
  return language == Language::english ? number_text(value, language) + " pieces"
                                       : number_text(value, language) + "件";
}

std::string when_text(std::uint32_t step, const Words& words, const Units& units) {
  const std::string unit(default_text(units.step));
  const std::string counted = words("event." + unit, fmt::arg("number", step));
  if (!units.start) return counted;
  return words("event.dated",
               fmt::arg("date", to_text(first_day({step}, *units.start, units.step))),
               fmt::arg("step", counted));
}

std::string span_text(std::uint32_t steps, const Words& words, const Units& units) {
  const std::string unit(default_text(units.step));
  return steps == 1 ? words("event.one_" + unit)
                    : words("event." + unit + "s", fmt::arg("number", steps));
}

std::string label_of_member(const std::string& name, const Words& words, const Plan& plan) {
  if (name == "manufacturer") return words("event.manufacturer");
  for (const auto& member : plan.opening().members)
    if (member.name == name) return printable(member.label.empty() ? name : member.label);
  return printable(name);
}

std::string label_of_product(const std::string& name, const Plan& plan) {
  for (const auto& product : plan.opening().products)
    if (product.name == name) return printable(product.label.empty() ? name : product.label);
  return printable(name);
}

/// Up to three by name, more by number.
std::string who_text(const std::vector<std::string>& who, const Words& words, const Plan& plan) {
  if (who.size() > 3) return words("event.members", fmt::arg("number", who.size()));
  std::string text;
  for (std::size_t i = 0; i < who.size(); ++i) {
    if (i > 0) text += i + 1 == who.size() ? words("event.and") : words("event.comma");
    text += label_of_member(who[i], words, plan);
  }
  return text;
}

struct Figures {
  std::string amount, before, after;
};

/// The numbers of an event in the units that its kind has.
Figures figures_of(const TraceEvent& event, const Units& units, Language language) {
  const auto money = [&](double value) { return money_text(value, units, language); };
  const auto price = [&](double value) { return fmt::format("{:.2f} {}", value, units.currency); };
  const auto pieces = [&](double value) { return pieces_text(value, language); };
  switch (event.kind) {
    case TraceEventKind::out_of_stock:
      return {pieces(event.amount), "", ""};
    case TraceEventKind::order_spike:
      return {"", pieces(event.before), pieces(event.after)};
    case TraceEventKind::price_cut:
    case TraceEventKind::price_raised:
      return {"", price(event.before), price(event.after)};
    case TraceEventKind::promotion:
      return {fmt::format("{:.0f} %", 100 * event.amount), "", ""};
    default:
      return {money(event.amount), "", ""};
  }
}

}  // namespace

std::string told(const TraceEvent& event, const Words& words, const Study& study) {
  const Units& units = study.units;
  const Plan& plan = study.plans.front();  // all have the same members and products by name
  const Figures figures = figures_of(event, units, words.language());
  const bool bare = event.kind == TraceEventKind::plan_change && event.what.empty();
  return words(
      "event." + std::string(to_string(event.kind)) + (bare ? ".bare" : ""),
      fmt::arg("when", when_text(event.step, words, units)),
      fmt::arg("span", span_text(event.steps, words, units)),
      fmt::arg("who", who_text(event.who, words, plan)),
      fmt::arg("what", label_of_product(event.what, plan)), fmt::arg("amount", figures.amount),
      fmt::arg("before", figures.before), fmt::arg("after", figures.after),
      fmt::arg("size", std::isfinite(event.size) ? money_text(event.size, units, words.language())
                                                 : std::string()));
}

}  // namespace channelsim::market
