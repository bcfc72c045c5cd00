#include "models/market/report/facts.hpp"

#include <algorithm>

#include "engine/schema/calendar.hpp"

namespace channelsim::market {

Facts::Facts(const Telling& t)
    : telling(t),
      words(t.words),
      say(t.words),
      objective(t.analysis.decision.objective),
      baseline(t.analysis.baseline),
      changes(t.study) {
  if (t.results.chances() > 1) means_ = t.results.future_means();
  replications_ = t.results.common_replications();
  rows_ = means_ ? means_->common_replications() : replications_;
  columns_.resize(plans() * t.results.kpis().size());
  outcomes_.resize(plans());
}

std::size_t Facts::favourite() const {
  const channelsim::Decision& decision = analysis().decision;
  return decision.recommended.value_or(decision.ranking.front());
}

std::optional<std::size_t> Facts::other() const {
  const std::size_t told = favourite();
  if (told != baseline) return baseline;
  for (const std::size_t plan : analysis().decision.ranking)
    if (plan != told) return plan;
  return {};
}

std::string Facts::plan(std::size_t index) const {
  return name_for_people(results().plans()[index]);
}

namespace {

/// The label that a list of a scenario gives a name, or the name with its underscores as spaces.
template <class Entries>
std::string label_in(const Entries& entries, const std::string& name) {
  for (const auto& entry : entries)
    if (entry.name == name && !entry.label.empty()) return entry.label;
  std::string text = name;
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

}  // namespace

std::string Facts::channel(const std::string& name) const {
  for (const auto& each : scenario().channels) {
    if (each.name != name || each.label.empty()) continue;
    // A preset's label is English; the catalogue knows presets in other languages.
    const bool of_preset =
        channel_presets().find(fmt::format("label: {}\n", each.label)) != std::string_view::npos;
    return of_preset ? words.translated(fmt::format("name.{}", name), each.label) : each.label;
  }
  return name_of(name, words);
}
std::string Facts::region(const std::string& name) const {
  return label_in(scenario().regions, name);
}
std::string Facts::member(const std::string& name) const {
  const std::size_t mark = std::min(name.find('#'), name.size());
  return label_in(scenario().members, name.substr(0, mark)) + name.substr(mark);
}
std::string Facts::segment(const std::string& name) const {
  return label_in(scenario().segments, name);
}

const std::vector<double>& Facts::column(std::size_t plan, std::size_t kpi) const {
  std::vector<double>& values = columns_[plan * results().kpis().size() + kpi];
  if (values.empty()) values = (means_ ? *means_ : results()).column(plan, kpi, rows_);
  return values;
}

const std::vector<double>& Facts::outcomes(std::size_t plan) const {
  if (!means_) return column(plan, objective);
  std::vector<double>& values = outcomes_[plan];
  if (values.empty()) values = results().column(plan, objective, replications_);
  return values;
}

std::vector<double> Facts::reached(std::size_t plan, std::size_t figure, std::size_t moment) const {
  std::vector<double> values = results().on_the_way(plan, figure, moment, replications_);
  sort_ascending(values);
  return values;
}

Difference Facts::difference(std::size_t from, std::size_t to, std::size_t kpi) const {
  return compare(column(from, kpi), column(to, kpi), this->kpi(kpi).goal);
}

std::string Facts::when(std::uint32_t step) const {
  const Units& units = study().units;
  if (units.start) return to_text(first_day({step}, *units.start, units.step));
  if (step == 0) return words("say.start");
  return words("say.step_number",
               fmt::arg("step", words(fmt::format("step.{}", default_text(units.step)))),
               fmt::arg("number", say.count(step)));
}

}  // namespace channelsim::market
