// Events as sentences of the catalogue.

#include <fmt/format.h>

#include <cmath>

#include "engine/base/text.hpp"
#include "engine/report/labels.hpp"
#include "models/market/events.hpp"

namespace channelsim::market {

namespace {

/// What was counted is told as it is counted, without decimals.
std::string quantity(double value, std::string_view unit, const Words& words) {
  const FigureFormat format = format_of(words, Scaling::words, unit, std::fabs(value));
  if (value < 0 || value >= 1e4 || value != std::floor(value)) return format.quantity(value);
  const std::string digits = grouped(static_cast<std::uint64_t>(value));
  return format.unit().empty() ? digits : fmt::format("{} {}", digits, format.unit());
}

std::string when_text(std::uint32_t step, const Words& words, const Units& units) {
  const std::string unit(default_text(units.step));
  const std::string counted = words(fmt::format("event.{}", unit), fmt::arg("number", step));
  if (!units.start) return counted;
  return words("event.dated",
               fmt::arg("date", to_text(first_day({step}, *units.start, units.step))),
               fmt::arg("step", counted));
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
  std::vector<std::string> names;
  for (const std::string& each : who) names.push_back(label_of_member(each, words, plan));
  return listed(names, words);
}

struct Figures {
  std::string amount, before, after;
};

/// The numbers of an event in the units that its kind has.
Figures figures_of(const TraceEvent& event, const Units& units, const Words& words) {
  const auto money = [&](double value) { return quantity(value, units.currency, words); };
  const auto price = [&](double value) {
    return fmt::format("{:.2f} {}", value, unit_of(units.currency, words));
  };
  const auto pieces = [&](double value) { return quantity(value, "pieces", words); };
  switch (event.kind) {
    case TraceEventKind::out_of_stock:
      return {pieces(event.amount), "", ""};
    case TraceEventKind::order_spike:
      return {"", pieces(event.before), pieces(event.after)};
    case TraceEventKind::price_cut:
    case TraceEventKind::price_raised:
      return {"", price(event.before), price(event.after)};
    case TraceEventKind::promotion:
      return {share_text(words.language(), event.amount), "", ""};
    default:
      return {money(event.amount), "", ""};
  }
}

}  // namespace

std::string told(const TraceEvent& event, const Words& words, const Study& study) {
  const Units& units = study.units;
  const Plan& plan = study.plans.front();  // all have the same members and products by name
  const Figures figures = figures_of(event, units, words);
  const bool bare = event.kind == TraceEventKind::plan_change && event.what.empty();
  const std::string_view kind = bare ? "plan_change_bare" : to_string(event.kind);
  return words(
      fmt::format("event.{}", kind), fmt::arg("when", when_text(event.step, words, units)),
      fmt::arg("span",
               span_of({double(event.steps), std::string(default_text(units.step))}, words)),
      fmt::arg("who", who_text(event.who, words, plan)),
      fmt::arg("what", label_of_product(event.what, plan)), fmt::arg("amount", figures.amount),
      fmt::arg("before", figures.before), fmt::arg("after", figures.after),
      fmt::arg("size", std::isfinite(event.size) ? quantity(event.size, units.currency, words)
                                                 : std::string()));
}

}  // namespace channelsim::market
