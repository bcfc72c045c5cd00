#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/layout.hpp"
#include "engine/report/reference.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/distribution.hpp"
#include "engine/schema/table_file.hpp"
#include "models/market/language.hpp"
#include "models/market/limits.hpp"
#include "models/market/market.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

/// By what the figure is told beside the total.
std::string breakdown_of(const market::KpiText& kpi) {
  switch (kpi.about) {
    case market::About::members:
      return fmt::format("  also  {}[channel=…], [region=…], [member=…] (`breakdown`)\n", kpi.name);
    case market::About::consumers:
      return fmt::format(
          "  also  {}[segment=…], [region=…] (`breakdown`)\n  needs `consumers: "
          "{{memory: true}}`\n",
          kpi.name);
    case market::About::switching:
      return fmt::format(
          "  as    {}[from=…,to=…] (`breakdown: [switching]`)\n  needs "
          "`consumers: {{memory: true}}`\n",
          kpi.name);
    case market::About::items:
      return fmt::format("  as    {}[item=…], for each line of the account\n", kpi.name);
    case market::About::flows:
      return fmt::format("  as    {}[from=…,to=…], for each pair that deals with each other\n",
                         kpi.name);
    case market::About::market:
      break;
  }
  return "";
}

std::string text_of(const market::KpiText& kpi) {
  return fmt::format("{}: {}\n  unit  {}\n  goal  {}\n  time  {}: a series tells {}\n{}", kpi.name,
                     kpi.doc, kpi.unit, to_string(kpi.goal), to_string(kpi.over_time),
                     meaning(kpi.over_time), breakdown_of(kpi));
}

/// An unknown subject: the nearest one there is.
ExitCode unknown(std::string_view kind, std::string_view wanted,
                 const std::vector<std::string_view>& known) {
  const auto nearest = nearest_word(wanted, known);
  fmt::print(stderr, "error: there is no {} '{}'{}\n  = known: {}\n", kind, printable(wanted),
             nearest ? fmt::format("; did you mean '{}'?", *nearest) : "", listed(known));
  return ExitCode::invalid;
}

ExitCode explain_kpi(const std::string& name) {
  const auto texts = market::kpi_texts();
  std::vector<std::string_view> known;
  for (const auto& kpi : texts) {
    known.push_back(kpi.name);
    if (name.substr(0, name.find('[')) == kpi.name) {
      fmt::print("{}", text_of(kpi));
      return ExitCode::done;
    }
  }
  if (!name.empty()) return unknown("figure", name, known);
  for (const auto& kpi : texts)
    fmt::print("{:22} {:7} {:6} {}\n", kpi.name, kpi.unit, to_string(kpi.goal), kpi.doc);
  return ExitCode::done;
}

ExitCode explain_issue(const std::string& code) {
  std::vector<std::string> codes;
  for (const IssueKind& kind : issue_kinds()) {
    codes.push_back(to_string(kind.code));
    if (codes.back() == code) {
      fmt::print("{}: {}\n\n{}\n", code, kind.title, kind.explanation);
      return ExitCode::done;
    }
  }
  return unknown("error code", code, {codes.begin(), codes.end()});
}

ExitCode explain_schedule() {
  for (const auto& phase : market::schedule_texts()) {
    fmt::print("{:14} {}\n", phase.phase, phase.meaning);
    for (const auto& system : phase.systems) fmt::print("{:14} - {}\n", "", system);
  }
  return ExitCode::done;
}

ExitCode explain_channel(const std::string& presets) {
  fmt::print("The presets; a scenario varies them under `channels`, or adds its own.\n{}", presets);
  return ExitCode::done;
}

ExitCode explain_family(const RecordDescription& family) {
  UnknownKey none;
  fmt::print("{}: {}\n", family.tag, *explain_path(family, "", none));
  return ExitCode::done;
}

/// What may stand where a number may be uncertain.
ExitCode explain_distributions() {
  fmt::print(
      "A number may be uncertain: `{{dist: pert, min: 9, mode: 14, max: 21}}`, or in a line "
      "`pert(9, 14, 21)`.\n\n");
  for (const RecordDescription* family : value_description<Distribution>().alternatives)
    explain_family(*family);
  return ExitCode::done;
}

/// What holds for all that changes something else, and so stands at no field.
ExitCode explain_patches() {
  fmt::print("{}",
             R"(How files, plans, levers and options change a scenario.

  set      `PATH: VALUE` with entries by name: `members.web.active: true`. A map merges into the
           entry (`members.web: {active: true, site: 0.2}`), null deletes (`members.web: null`).
  extends  What a file says is laid over the files it extends, in their order: maps merge, lists of
           named entries merge by name, a map of names changes those entries (`members: {web: {site:
           0.2}, kiosk: null}`), null deletes. Lists without names (changes, tastes, correlations)
           and single values are replaced. `- name: NEW` adds an entry.
  plans    A strategy is what it `extends`, then its levers, then its own `set`; later ones win. Two
           levers that set one value differently are refused.
  dates    `changes: [{from: DATE, set: {...}}]` of the scenario, a lever or a strategy hold from the
           first step that begins on the date or after it, also over a `set` without a date. At one
           date the strategy's come after the scenario's.
  --set    Holds under every plan and at all dates; `--set strategies.NAME.PATH=VALUE` under one.

  `channelsim why FILE PATH` tells which of them set a value.
)");
  return ExitCode::done;
}

ExitCode explain_units() {
  fmt::print("A number may carry its unit; a bare number counts in the field's own unit.\n\n{}",
             unit_help());
  return ExitCode::done;
}

ExitCode explain_limits() {
  std::vector<std::vector<Cell>> rows;
  for (const auto& [what, limit, issue] : market::limit_texts())
    rows.push_back({{what}, {limit}, {issue}});
  fmt::print("{}", table(rows, "", false));
  return ExitCode::done;
}

/// What stands in place of list entries, and so under no path.
ExitCode explain_table() {
  UnknownKey none;
  fmt::print(
      "An entry of any list may be `from_csv: {{…}}`; its other keys hold for every row.\n{}",
      *explain_path(table_source_description(), "", none));
  return ExitCode::done;
}

ExitCode explain(const std::string& subject, const std::string& name) {
  if (subject == "kpi") return explain_kpi(name);
  if (subject == "schedule") return explain_schedule();
  if (subject == "limits") return explain_limits();
  if (subject == "patches") return explain_patches();
  if (subject == "units") return explain_units();
  if (subject == "distribution" || subject == "distributions") return explain_distributions();
  for (const RecordDescription* family : value_description<Distribution>().alternatives)
    if (subject == family->tag) return explain_family(*family);
  if (subject == "from_csv") return explain_table();
  if (subject == "presets") return explain_channel(std::string(market::channel_presets()));
  if (subject.size() == 4 && (subject[0] == 'E' || subject[0] == 'e') &&
      subject.find_first_not_of("0123456789", 1) == std::string::npos)
    return explain_issue("E" + subject.substr(1));
  UnknownKey wrong;
  if (const auto text = explain_path(market::scenario_description(), subject, wrong)) {
    fmt::print("{}", *text);
    return ExitCode::done;
  }
  std::vector<std::string_view> known = wrong.known;
  if (wrong.key == subject)
    known.insert(known.end(), {"kpi", "schedule", "presets", "from_csv", "distributions", "units",
                               "patches", "limits"});
  return unknown("field", wrong.key, known);
}

}  // namespace

void add_explain(CLI::App& app, ExitCode& code) {
  CLI::App* command =
      app.add_subcommand("explain",
                         "Explain a field (members.pricing), a figure (kpi NAME), "
                         "the schedule, presets, distributions, limits or an error (E104)");
  auto subject = std::make_shared<std::string>(), name = std::make_shared<std::string>();
  command->add_option("SUBJECT", *subject,
                      "A path, kpi, schedule, presets, distributions, from_csv, limits or an error "
                      "code; nothing for "
                      "the whole scenario");
  command->add_option("NAME", *name, "The figure, after kpi");
  command->callback([subject, name, &code] { code = explain(*subject, *name); });
}

}  // namespace channelsim
