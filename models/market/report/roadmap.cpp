// The roadmap of the plan that is told of: what changes when, from what to what, at which outlay,
// and where the path should be by then.

#include <algorithm>

#include "engine/base/text.hpp"
#include "models/market/groups.hpp"
#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

constexpr std::size_t most_told = 4;  // changes of a date in a sentence

std::string with_spaces(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// "members.web.active" in its parts.
struct Path {
  std::string list, entry, field;
};
Path parts_of(const std::string& path) {
  const std::size_t first = path.find('.'), second = path.find('.', first + 1);
  if (first == std::string::npos) return {"", "", path};
  if (second == std::string::npos) return {path.substr(0, first), "", path.substr(first + 1)};
  return {path.substr(0, first), path.substr(first + 1, second - first - 1),
          path.substr(second + 1)};
}

std::string entry_name(const Facts& f, const Path& path) {
  if (path.entry.empty()) return f.channel(path.list);
  if (path.list == "members") return f.member(path.entry);
  if (path.list == "channels") return f.channel(path.entry);
  if (path.list == "regions") return f.region(path.entry);
  if (path.list == "segments") return f.segment(path.entry);
  return with_spaces(path.entry);
}

/// "Own web shop opens", "Supermarkets: purchase discount".
std::string told(const Facts& f, const PlanChange& change) {
  const Path path = parts_of(change.path);
  const std::string entry = entry_name(f, path);
  if (path.field == "active") {
    const bool member = path.list == "members";
    const char* key = change.to == "true" ? (member ? "roadmap.opens" : "roadmap.starts")
                                          : (member ? "roadmap.closes" : "roadmap.stops");
    return f.words(key, fmt::arg("entry", entry));
  }
  return f.words("roadmap.change", fmt::arg("entry", entry),
                 fmt::arg("field", with_spaces(path.field)));
}

/// What the manufacturer lays out for members of its own that open; none where nothing is stated.
std::optional<double> outlay_of(const Facts& f, std::size_t plan, const PlanChange& change) {
  const Path path = parts_of(change.path);
  if (path.list != "members" || path.field != "active" || change.to != "true" || change.step == 0)
    return {};
  double sum = 0;
  bool stated = false;
  for (const auto& member : f.study().plans[plan].opening().members) {
    if (group_of(member.name) != path.entry && member.name != path.entry) continue;
    const auto& investment = member.traits.investment;
    if (member.traits.owner != Owner::manufacturer || !investment) continue;
    sum += investment->capital.value.sure + investment->one_off.value.sure;
    stated = true;
  }
  return stated ? std::optional(sum) : std::nullopt;
}

/// The figure of the series by which the way is watched: the objective where it is told.
std::optional<std::size_t> milestone_figure(const Facts& f) {
  const auto& kpis = f.results().series().kpis;
  if (kpis.empty()) return {};
  const auto found = std::find(kpis.begin(), kpis.end(), f.objective);
  return found == kpis.end() ? 0 : static_cast<std::size_t>(found - kpis.begin());
}

/// The median of the milestone figure, and the step before which it stands there.
struct Milestone {
  std::uint32_t before;
  std::optional<double> amount;
};
/// At the end of the first moment from a step on.
std::optional<Milestone> milestone(const Facts& f, std::size_t plan, std::uint32_t step) {
  const auto figure = milestone_figure(f);
  if (!figure) return {};
  const auto& steps = f.results().series().steps;
  const auto moment = std::lower_bound(steps.begin(), steps.end(), step);
  if (moment == steps.end()) return {};
  const auto amounts = f.reached(plan, *figure, static_cast<std::size_t>(moment - steps.begin()));
  return Milestone{*moment + 1, quantile(amounts, 0.5)};
}

DataTable timeline(const Facts& f, std::size_t plan, const std::vector<PlanChange>& changes) {
  const std::string& money = f.study().units.currency;
  DataTable table{"roadmap",
                  f.words("roadmap.table", fmt::arg("plan", f.plan(plan))),
                  {f.text_column("roadmap.what"),
                   {f.words("roadmap.first"), ""},
                   {f.words("roadmap.last"), ""},
                   f.text_column("roadmap.when"),
                   f.text_column("column.from"),
                   f.text_column("column.to"),
                   {f.words("roadmap.outlay"), money}},
                  {}};
  const auto figure = milestone_figure(f);
  if (figure) {
    const Kpi& kpi = f.kpi(f.results().series().kpis[*figure]);
    table.columns.push_back(f.text_column("roadmap.milestone_when"));
    table.columns.push_back(
        {f.words("roadmap.milestone", fmt::arg("figure", f.say.figure(kpi.name))), kpi.unit, plan});
  }
  const auto datum = [](const std::optional<double>& value) {
    return value ? Datum(*value) : Datum();
  };
  for (const PlanChange& change : changes) {
    DataRow row{{told(f, change), double(change.step), double(change.until) - 1,
                 f.when(change.step), change.from, change.to, datum(outlay_of(f, plan, change))},
                plan};
    if (figure) {
      const auto there = milestone(f, plan, change.step);
      row.cells.push_back(there ? Datum(f.when(there->before)) : Datum());
      row.cells.push_back(datum(there ? there->amount : std::nullopt));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// A sentence for each date.
void tell(const Facts& f, Section& section, std::size_t plan,
          const std::vector<PlanChange>& changes) {
  for (std::size_t i = 0; i < changes.size();) {
    std::vector<std::string> names;
    const std::uint32_t step = changes[i].step;
    bool more = false;
    for (; i < changes.size() && changes[i].step == step; ++i)
      names.size() < most_told ? names.push_back(told(f, changes[i])) : void(more = true);
    if (more) names.push_back(f.words("roadmap.further"));
    section.sentences.push_back(f.words("roadmap.sentence", fmt::arg("when", f.when(step)),
                                        fmt::arg("changes", f.say.list(names))));
    const auto there = milestone(f, plan, step);
    if (there && there->amount && step > 0) {
      const Kpi& kpi = f.kpi(f.results().series().kpis[*milestone_figure(f)]);
      section.sentences.push_back(
          f.words("roadmap.by", fmt::arg("when", f.when(there->before)),
                  fmt::arg("figure", f.say.figure(kpi.name)),
                  fmt::arg("amount", f.say.quantity(kpi.unit, *there->amount))));
    }
  }
}

}  // namespace

std::optional<Section> roadmap_section(const Facts& f) {
  if (!f.any()) return {};
  const std::size_t plan = f.favourite();
  const std::vector<PlanChange> changes = f.changes.of(plan);
  if (changes.empty()) return {};
  Section section;
  section.sentences.push_back(
      f.words(f.analysis().decision.recommended ? "roadmap.of_recommended" : "roadmap.of_best",
              fmt::arg("plan", f.plan(plan))));
  tell(f, section, plan, changes);
  section.tables.push_back(timeline(f, plan, changes));
  section.pictures.push_back(
      {PictureKind::timeline, section.tables[0].title, f.words("roadmap.description"), 0});
  return section;
}

}  // namespace channelsim::market
