// How far to trust the figures: replications, convergence, what the model leaves out, how to repeat
// the run.

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "engine/base/text.hpp"
#include "engine/report/failures.hpp"
#include "engine/report/run_folder.hpp"
#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

constexpr int limits = 16;        // sentences on what the model leaves out
constexpr double per_decade = 8;  // points of the picture

/// How the average settles as futures are added: the objective of the plan told of, less that of
/// the other where there is one.
class Convergence {
 public:
  explicit Convergence(const Facts& f) : f_(f) {
    values_ = f.column(f.favourite(), f.objective);
    if (f.other()) values_ = differences_of(values_, f.column(*f.other(), f.objective));
  }

  Summary after(std::size_t count) const {
    return summarise(std::span(values_).first(count), Goal::watch);
  }

  DataTable table() const {
    const std::string& unit = f_.goal().unit;
    const bool difference = f_.other().has_value();
    DataTable table{"convergence",
                    title(),
                    {{f_.words("trust.futures"), ""},
                     {f_.words("trust.running"), unit, f_.favourite(), difference},
                     {f_.words("column.low"), unit, {}, difference},
                     {f_.words("column.high"), unit, {}, difference}},
                    {}};
    std::size_t before = 1;
    for (double point = per_decade;; ++point) {
      const auto count = std::min(
          static_cast<std::size_t>(std::lround(std::pow(10, point / per_decade))), values_.size());
      if (count < 2) break;
      if (count > before) {
        const Summary summary = after(count);
        table.rows.push_back({{double(count), *summary.mean, *summary.mean - *summary.half_width,
                               *summary.mean + *summary.half_width},
                              {}});
      }
      before = count;
      if (count == values_.size()) break;
    }
    return table;
  }

 private:
  std::string title() const {
    const std::string figure = f_.say.figure(f_.goal().name);
    if (!f_.other())
      return f_.words("trust.average", fmt::arg("figure", figure),
                      fmt::arg("plan", f_.plan(f_.favourite())));
    return f_.words("trust.difference", fmt::arg("figure", figure),
                    fmt::arg("plan", f_.plan(f_.favourite())),
                    fmt::arg("other", f_.plan(*f_.other())));
  }

  const Facts& f_;
  std::vector<double> values_;
};

void tell_replications(const Facts& f, Section& section) {
  const Results& results = f.results();
  section.sentences.push_back(
      results.chances() > 1
          ? f.words("trust.nested", fmt::arg("futures", f.say.count(f.futures())),
                    fmt::arg("chances", f.say.count(results.chances())))
          : f.words("trust.replications", fmt::arg("count", f.say.count(f.futures()))));
  section.sentences.push_back(f.words("trust.same_luck"));
}

void tell_convergence(const Facts& f, Section& section) {
  const Convergence convergence(f);
  DataTable table = convergence.table();
  if (table.rows.size() < 2) return;
  const Summary half = convergence.after(f.futures() / 2), all = convergence.after(f.futures());
  const double moved = *all.mean - *half.mean;
  const std::string& unit = f.goal().unit;
  DataTable precision{"precision",
                      f.words("trust.precision"),
                      {f.text_column("column.figure"), {f.words("column.amount"), unit}},
                      {{{f.words("trust.running"), *all.mean}, {}},
                       {{f.words("trust.half_width"), *all.half_width}, {}},
                       {{f.words("trust.moved"), moved}, {}}}};
  section.sentences.push_back(
      f.words("trust.converged", fmt::arg("half_width", f.say.difference(unit, *all.half_width)),
              fmt::arg("moved", f.say.difference(unit, moved))));
  section.pictures.push_back(
      {PictureKind::lines, table.title, f.words("trust.description"), section.tables.size()});
  section.tables.push_back(std::move(table));
  section.tables.push_back(std::move(precision));
}

/// The first of the replications that failed.
void tell_failures(const Facts& f, Section& section) {
  constexpr std::size_t most = 20;
  const std::vector<Failure>& all = f.results().failures();
  if (all.empty()) return;
  DataTable table{"failures",
                  f.words("trust.failures"),
                  {f.text_column("column.plan"),
                   {f.words("risk.replication"), ""},
                   f.text_column("trust.when"),
                   f.text_column("trust.variable"),
                   f.text_column("trust.problem"),
                   f.text_column("trust.command")},
                  {}};
  for (const Failure& each : std::span(all).first(std::min(all.size(), most)))
    table.rows.push_back(
        {{f.plan(each.plan), double(each.replication), f.when(each.step), each.variable,
          problem_text(each, f.words),
          replay_command(each, f.results().plans()[each.plan], run_folder::scenario)},
         {}});
  section.sentences.push_back(f.words("trust.failed"));
  if (all.size() > most)
    section.sentences.push_back(f.words("failure.more",
                                        fmt::arg("count", f.say.count(all.size() - most)),
                                        fmt::arg("file", run_folder::results)));
  section.tables.push_back(std::move(table));
}

/// The file in the run's folder has every value in force, whatever the run was called with.
std::string command_of(const Facts& f) {
  std::string command = fmt::format("channelsim run {}", run_folder::scenario);
  if (f.plans() == f.scenario().strategies.size()) return command;
  std::string names;
  for (std::size_t plan = 0; plan < f.plans(); ++plan)
    names += (plan == 0 ? "" : ",") + f.results().plans()[plan].name;
  return command + " --strategy " + shell_word(names);
}

DataTable repeating(const Facts& f) {
  return {"repeat",
          f.words("trust.repeat"),
          {f.text_column("trust.what"), f.text_column("trust.text")},
          {{{f.words("trust.command"), command_of(f)}, {}},
           {{f.words("trust.seed"), fmt::format("{}", f.telling.label.seed)}, {}},
           {{f.words("trust.scenario"), f.telling.label.scenario_sha256}, {}},
           {{f.words("trust.digest"), f.telling.label.digest}, {}}}};
}

}  // namespace

std::optional<Section> trust_section(const Facts& f) {
  Section section;
  if (f.any()) {
    tell_replications(f, section);
    tell_convergence(f, section);
  }
  tell_failures(f, section);
  section.sentences.push_back(f.words("trust.how_to_repeat"));
  section.tables.push_back(repeating(f));
  section.sentences.push_back(f.words("trust.limits"));
  for (int limit = 1; limit <= limits; ++limit)
    section.sentences.push_back(f.words(fmt::format("trust.limit.{}", limit)));
  return section;
}

}  // namespace channelsim::market
