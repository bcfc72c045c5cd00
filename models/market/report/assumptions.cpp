// What the figures rest on: values that are uncertain, values with a source, and how many are
// neither the client's nor measured.

#include <algorithm>
#include <cctype>

#include "engine/base/text.hpp"
#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

/// Numbers of the resolved scenario, by whether somebody stated them.
struct Values {
  std::size_t defaults = 0, stated = 0;
};

/// "  unit_cost: 13  # tea.yaml:30": the value and where it comes from, line by line.
Values count_values(std::string_view resolved) {
  constexpr std::string_view by_default = "# default";
  Values values;
  while (!resolved.empty()) {
    const std::size_t end = std::min(resolved.find('\n'), resolved.size());
    const std::string_view line = resolved.substr(0, end);
    resolved.remove_prefix(std::min(end + 1, resolved.size()));
    const std::size_t key = line.find_first_not_of(" -"), colon = line.find(": ");
    if (key == std::string_view::npos || line[key] == '#' || colon == std::string_view::npos)
      continue;
    const std::string_view value = line.substr(colon + 2);
    const std::size_t digit = value.starts_with('-') ? 1 : 0;
    if (digit >= value.size() || !std::isdigit(static_cast<unsigned char>(value[digit]))) continue;
    ++(value.find(by_default) == std::string_view::npos ? values.stated : values.defaults);
  }
  return values;
}

std::string confidence_of(const Facts& f, Confidence confidence) {
  return f.words("assumptions.confidence." + std::string(default_text(confidence)));
}

std::string basis_of(const Facts& f, const Assumption& each) {
  return each.evidence.source.empty() ? f.words("assumptions.not_measured") : each.evidence.source;
}

DataTable list(const Facts& f) {
  DataTable table{"assumptions",
                  f.words("assumptions.table"),
                  {f.text_column("assumptions.path"),
                   {f.words("assumptions.value"), "", {}, false, true},
                   f.text_column("column.unit"),
                   f.text_column("assumptions.kind"),
                   f.text_column("assumptions.source"),
                   f.text_column("assumptions.confidence")},
                  {}};
  const Assumptions& all = f.study().assumptions;
  const auto add = [&](const Assumption& each) {
    table.rows.push_back(
        {{each.path, each.distribution ? to_text(*each.distribution, false) : shortest(each.middle),
          f.say.unit(each.unit),
          f.words(each.distribution ? "assumptions.uncertain" : "assumptions.sure"),
          basis_of(f, each), confidence_of(f, each.evidence.confidence)},
         {}});
  };
  for (const Assumption& each : all.uncertain()) add(each);
  for (const Assumption& each : all.sure()) add(each);
  return table;
}

}  // namespace

std::optional<Section> assumptions_section(const Facts& f) {
  const Assumptions& all = f.study().assumptions;
  const Values values = count_values(f.study().resolved);
  const auto without_source = static_cast<std::size_t>(
      std::count_if(all.uncertain().begin(), all.uncertain().end(),
                    [](const Assumption& each) { return each.evidence.source.empty(); }));
  Section section;
  DataTable counts{"assumption_counts",
                   f.words("assumptions.counts"),
                   {f.text_column("assumptions.kind"), {f.words("assumptions.count"), ""}},
                   {}};
  const auto note = [&](std::string_view key, std::size_t count) {
    counts.rows.push_back({{f.words(key), double(count)}, {}});
  };
  note("assumptions.uncertain", all.uncertain().size());
  note("assumptions.uncertain_unsourced", without_source);
  note("assumptions.sure", all.sure().size());
  note("assumptions.stated", values.stated);
  note("assumptions.defaults", values.defaults);
  const auto say = [&](std::string_view key, std::size_t count) {
    section.sentences.push_back(f.words(key, fmt::arg("count", f.say.count(count))));
  };
  if (all.uncertain().empty())
    section.sentences.push_back(f.words("assumptions.none_uncertain"));
  else
    say("assumptions.some_uncertain", all.uncertain().size());
  if (without_source > 0) say("assumptions.some_unsourced", without_source);
  if (!all.sure().empty()) say("assumptions.some_sure", all.sure().size());
  say("assumptions.some_stated", values.stated);
  say("assumptions.some_defaults", values.defaults);
  section.tables.push_back(std::move(counts));
  if (DataTable table = list(f); !table.rows.empty())
    section.tables.insert(section.tables.begin(), std::move(table));
  return section;
}

}  // namespace channelsim::market
