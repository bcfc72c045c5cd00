#include "models/market/report/report.hpp"

#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

struct Entry {
  std::string_view id;
  std::optional<Section> (*make)(const Facts&);
};

/// In the order in which they are read.
constexpr Entry entries[] = {
    {"answer", answer_section},       {"plans", plans_section},
    {"flows", flows_section},         {"bridge", bridge_section},
    {"risk", risk_section},           {"time", time_section},
    {"where", where_section},         {"partners", partners_section},
    {"roadmap", roadmap_section},     {"assumptions", assumptions_section},
    {"base_year", base_year_section}, {"trust", trust_section},
};

std::string warning_of(const Facts& facts) {
  const Results& results = facts.results();
  std::vector<std::string> warnings;
  if (!results.failures().empty())
    warnings.push_back(facts.words("report.failed",
                                   fmt::arg("failed", facts.say.count(results.failures().size()))));
  if (!results.finished())
    warnings.push_back(
        facts.words("report.incomplete",
                    fmt::arg("done", facts.say.count(results.common_replications().size())),
                    fmt::arg("all", facts.say.count(results.replications()))));
  return in_a_row(warnings, facts.words);
}

/// Units as the language writes them; drawings format shares by themselves.
void translate_units(const Facts& facts, Section& section) {
  for (DataTable& table : section.tables)
    for (DataColumn& column : table.columns)
      if (column.unit != "share") column.unit = facts.say.unit(column.unit);
}

/// Sentences and titles may start with the name of a figure, which is written small elsewhere.
void begin_with_capitals(Section& section) {
  const auto capital = [](std::string& text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
      text[0] = static_cast<char>(text[0] - 'a' + 'A');
  };
  for (std::string& sentence : section.sentences) capital(sentence);
  for (DataTable& table : section.tables) capital(table.title);
  for (Picture& picture : section.pictures) capital(picture.title);
}

}  // namespace

const std::vector<std::string_view>& section_ids() {
  static const std::vector<std::string_view> ids = [] {
    std::vector<std::string_view> all;
    for (const Entry& entry : entries) all.push_back(entry.id);
    return all;
  }();
  return ids;
}

Document report_of(const Telling& telling, std::vector<Remark> remarks) {
  const Facts facts(telling);
  const Scenario<Parameter>& scenario = telling.study.scenario;
  Document document;
  document.language = telling.words.language();
  document.title = scenario.title;
  document.question = scenario.question;
  document.audience = scenario.audience;
  document.warning = warning_of(facts);
  for (std::size_t plan = 0; plan < facts.plans(); ++plan)
    document.plans.push_back({telling.results.plans()[plan].name, facts.plan(plan),
                              plan == facts.baseline,
                              telling.analysis.decision.recommended == plan});
  for (const Entry& entry : entries) {
    std::optional<Section> section = entry.make(facts);
    if (!section) continue;
    section->id = entry.id;
    section->title = telling.words(fmt::format("section.{}.title", entry.id));
    translate_units(facts, *section);
    begin_with_capitals(*section);
    document.sections.push_back(std::move(*section));
  }
  document.remarks = std::move(remarks);
  document.footer = telling.words("report.footer", fmt::arg("seed", telling.label.seed),
                                  fmt::arg("digest", telling.label.digest));
  return document;
}

}  // namespace channelsim::market
