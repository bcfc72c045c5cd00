#include "engine/report/labels.hpp"

#include <algorithm>

namespace channelsim {
namespace {

std::string with_spaces(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

struct Group {
  std::string_view key, name;
};

/// "region=east", or "from=a,to=b" for a pair.
std::vector<Group> groups_in(std::string_view text) {
  std::vector<Group> groups;
  const std::size_t pair = std::min(text.find(",to="), text.size());
  for (const std::string_view part :
       {text.substr(0, pair), text.substr(std::min(pair + 1, text.size()))}) {
    const std::size_t equals = part.find('=');
    if (equals != std::string_view::npos)
      groups.push_back({part.substr(0, equals), part.substr(equals + 1)});
  }
  return groups;
}

std::string_view without_group(std::string_view kpi) { return kpi.substr(0, kpi.find('[')); }

}  // namespace

std::string label_of(std::string_view kpi, const Words& words) {
  const std::string_view figure = without_group(kpi);
  const std::string label = words.translated(fmt::format("kpi.{}", figure), with_spaces(figure));
  if (figure == kpi) return label;
  std::string told;
  for (const Group& group :
       groups_in(kpi.substr(figure.size() + 1, kpi.size() - figure.size() - 2))) {
    const std::string key = fmt::format("group.{}", group.key);
    if (!words.has(key)) return fmt::format("{} {}", label, kpi.substr(figure.size()));
    told += told.empty() ? "" : words("list.words");
    told += words(key, fmt::arg("name", name_of(group.name, words)));
  }
  if (told.empty()) return fmt::format("{} {}", label, kpi.substr(figure.size()));
  return words("group.of", fmt::arg("figure", label), fmt::arg("group", told));
}

std::string doc_of(const Kpi& kpi, const Words& words) {
  return words.translated(fmt::format("kpi.{}.doc", without_group(kpi.name)), kpi.doc);
}

std::string name_of(std::string_view name, const Words& words) {
  return words.translated(fmt::format("name.{}", name), with_spaces(name));
}

std::string unit_of(std::string_view unit, const Words& words) {
  constexpr std::string_view per = " per ", rate = "per ";
  if (unit.starts_with(rate))
    return words("unit.rate", fmt::arg("one", unit_of(unit.substr(rate.size()), words)));
  if (const std::size_t at = unit.find(per); at != std::string_view::npos)
    return words("unit.per", fmt::arg("unit", unit_of(unit.substr(0, at), words)),
                 fmt::arg("one", unit_of(unit.substr(at + per.size()), words)));
  return words.translated(fmt::format("unit.{}", unit), unit);
}

FigureFormat format_of(const Words& words, Scaling scaling, std::string_view unit, double largest,
                       double finest) {
  return {words.language(), scaling, unit_of(unit, words), largest, finest};
}

std::string span_of(const Span& span, const Words& words) {
  const std::string key = fmt::format("span.{}{}", span.unit, span.count == 1 ? "" : "s");
  return words(key, fmt::arg("count", span.count));
}

std::string listed(std::span<const std::string> items, const Words& words) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += words(i + 1 < items.size() ? "list.comma" : "list.and");
    text += items[i];
  }
  return text;
}

std::string in_a_row(const std::vector<std::string>& sentences, const Words& words) {
  std::string text;
  for (const std::string& each : sentences) {
    if (!text.empty() && !each.empty()) text += words("list.words");
    text += each;
  }
  return text;
}

}  // namespace channelsim
