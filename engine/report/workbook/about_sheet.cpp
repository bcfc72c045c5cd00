#include "engine/report/workbook/about_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace channelsim {

namespace {

std::string title_of(const Document& document, const std::string& section) {
  const auto found = std::find_if(document.sections.begin(), document.sections.end(),
                                  [&](const Section& each) { return each.id == section; });
  return found == document.sections.end() ? section : found->title;
}

DataTable glossary(const Words& words) {
  DataTable table{"glossary",
                  words("workbook.glossary"),
                  {{words("workbook.term"), ""}, {words("workbook.meaning"), ""}},
                  {}};
  constexpr std::string_view prefix = "glossary.", term = ".term";
  for (const std::string_view key : words.keys())
    if (key.starts_with(prefix) && key.ends_with(term)) {
      const std::string stem(key.substr(0, key.size() - term.size()));
      table.rows.push_back({{words(key), words(fmt::format("{}.meaning", stem))}, {}});
    }
  return table;
}

/// The plans by label, name, colour and part.
DataTable plans_table(const Document& document, const Words& words) {
  DataTable table{
      "plans",
      words("workbook.plans"),
      {{words("workbook.plan"), ""}, {words("workbook.name"), ""}, {words("workbook.part"), ""}},
      {}};
  for (std::size_t i = 0; i < document.plans.size(); ++i) {
    const DocumentPlan& plan = document.plans[i];
    const std::string part = plan.recommended ? words("workbook.part.recommended")
                             : plan.baseline  ? words("workbook.part.baseline")
                                              : words("workbook.part.alternative");
    table.rows.push_back({{plan.label, plan.name, part}, i});
  }
  return table;
}

}  // namespace

void draw_remarks(const Document& document, const Words& words, Worksheet& sheet) {
  DataTable table{"remarks",
                  words("workbook.remarks.title"),
                  {{words("workbook.section"), ""},
                   {words("workbook.who"), ""},
                   {words("workbook.what"), ""},
                   {words("workbook.status"), ""},
                   {words("workbook.when"), ""}},
                  {}};
  for (const Remark& remark : document.remarks) {
    const std::string key = "workbook.status." + remark.status;
    table.rows.push_back({{title_of(document, remark.section), remark.who, remark.what,
                           words.has(key) ? words(key) : remark.status, remark.when},
                          {}});
  }
  sheet.fit({&table});
  sheet.freeze_below(sheet.table(table, false));
  sheet.finish();
}

void draw_about(const Document& document, const Words& words, Worksheet& sheet) {
  const DataTable plans = plans_table(document, words), terms = glossary(words);
  sheet.fit({&plans, &terms});
  sheet.paragraph(document.title, {.size = 12, .bold = true});
  sheet.paragraph(document.footer, {.colour = ink::quiet});
  sheet.skip();
  sheet.subtitle(words("workbook.reading"));
  for (const char* key : {"workbook.reading.numbers", "workbook.reading.colours",
                          "workbook.reading.inputs", "workbook.reading.workings"})
    sheet.paragraph(words(key));
  sheet.skip();
  sheet.table(plans);
  sheet.table(terms);
  sheet.finish();
}

}  // namespace channelsim
