// Saved runs as a table and as JSON.
#include <fmt/format.h>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "engine/report/layout.hpp"
#include "tools/channelsim/runs.hpp"

namespace channelsim {

namespace {

std::string label_of_plan(const RunFacts& facts, const std::string& name) {
  for (const PlanLabel& plan : facts.plans)
    if (plan.name == name) return name_for_people(plan);
  return name;
}

/// The answer in a few words.
std::string answer_of(const CatalogueEntry& run) {
  if (!run.facts) return std::string(to_string(run.state));
  if (run.state == RunState::interrupted)
    return fmt::format("not complete: {} of {} replications", grouped(run.facts->compared),
                       grouped(run.facts->replications));
  if (!run.facts->withheld.empty())
    return fmt::format("none: {} replications failed", grouped(run.facts->failed));
  if (!run.facts->recommended.empty()) return label_of_plan(*run.facts, run.facts->recommended);
  return run.facts->has_choice() ? "too close to call" : "only one plan";
}

}  // namespace

std::string date_text(const std::string& iso) {
  return iso.size() < 16 ? iso : iso.substr(0, 10) + " " + iso.substr(11, 5);
}

std::string tags_text(const CatalogueEntry& run) {
  const std::vector<std::string_view> tags(run.tags.begin(), run.tags.end());
  return fmt::format("{}", fmt::join(tags, ", "));
}

void add_entry(JsonWriter& json, const CatalogueEntry& run) {
  json.begin_object();
  json.member("folder", run.folder.string());
  json.member("state", to_string(run.state));
  json.member("started", run.started);
  json.member("command", run.command);
  json.key("tags");
  json.begin_array(JsonLayout::one_line);
  for (const std::string& tag : run.tags) json.value(tag);
  json.end_array();
  if (!run.problem.empty()) json.member("problem", run.problem);
  if (run.facts) {
    const RunFacts& facts = *run.facts;
    json.member("title", facts.label.title);
    json.member("question", facts.label.question);
    json.member("seed", facts.label.seed);
    json.member("replications", facts.replications);
    json.member("replications_compared", facts.compared);
    json.key("strategies");
    json.begin_array(JsonLayout::one_line);
    for (const PlanLabel& plan : facts.plans) json.value(plan.name);
    json.end_array();
    json.member("failed", facts.failed);
    json.member("objective", facts.objective);
    json.key("recommended");
    if (facts.recommended.empty())
      json.null();
    else
      json.value(facts.recommended);
    json.member("sentence", facts.sentence);
    json.member("scenario_sha256", facts.label.scenario_sha256);
    json.member("digest", facts.digest);
    json.member("build", facts.build);
  }
  json.end_object();
}

std::string list_table(const std::vector<CatalogueEntry>& runs) {
  constexpr Paint faint{.dim = true};
  std::vector<std::vector<Cell>> rows{{{"folder", false, faint},
                                       {"started (UTC)", false, faint},
                                       {"title", false, faint},
                                       {"plans", true, faint},
                                       {"replications", true, faint},
                                       {"answer", false, faint},
                                       {"tags", false, faint}}};
  for (const CatalogueEntry& run : runs)
    rows.push_back({{printable(run.folder.string())},
                    {date_text(run.started)},
                    {run.facts ? fitted(printable(run.facts->label.title), 40) : ""},
                    {run.facts ? std::to_string(run.facts->plans.size()) : "", true},
                    {run.facts ? grouped(run.facts->replications) : "", true},
                    {fitted(printable(answer_of(run)), 40)},
                    {printable(tags_text(run))}});
  return table(rows, "", false);
}

}  // namespace channelsim
