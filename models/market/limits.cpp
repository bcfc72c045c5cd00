#include "models/market/limits.hpp"

#include <fmt/format.h>

#include "engine/base/figures.hpp"
#include "engine/report/reference.hpp"
#include "engine/schema/extends.hpp"
#include "models/market/checks.hpp"
#include "models/market/consumer_checks.hpp"
#include "models/market/estimate.hpp"
#include "models/market/language.hpp"

namespace channelsim::market {

namespace {

std::string bytes_text(std::uint64_t bytes) {
  return bytes % (1 << 20) == 0 ? fmt::format("{} MiB", bytes >> 20)
                                : fmt::format("{} KiB", bytes >> 10);
}

/// The bounds of a field.
LimitText of_field(std::string what, std::string_view path) {
  UnknownKey unknown;
  const FieldDescription* field = field_at(scenario_description(), path, unknown);
  return {std::move(what), to_text(field->value.limits, field->value.unit),
          to_string(IssueCode::out_of_range)};
}

}  // namespace

std::vector<LimitText> limit_texts() {
  const std::string large = to_string(IssueCode::too_large), deep = to_string(IssueCode::too_deep),
                    many = to_string(IssueCode::too_many), name = to_string(IssueCode::bad_name),
                    work = to_string(IssueCode::too_much_work);
  return {
      {"a scenario file", "at most " + bytes_text(largest_file), large},
      {"a table (CSV)", "at most " + bytes_text(largest_table), large},
      {"one text", "at most " + bytes_text(longest_text), many},
      {"nesting of maps and lists", fmt::format("at most {} deep", deepest_nesting), deep},
      {"values in a file", "at most " + grouped(most_nodes), many},
      {"keys of one map", "at most " + grouped(most_keys), many},
      {"files a scenario extends",
       fmt::format("at most {}, {} deep, {} together", most_files, deepest_extension,
                   bytes_text(most_bytes_extended)),
       many + ", " + deep},
      {"a name", "1 to 100 characters, none of them a control character or a bracket", name},
      {"strategies", "at most " + grouped(most_entries), many},
      {"segments", "at most " + grouped(most_entries), many},
      {"tastes that differ within a segment", "at most " + grouped(most_spreads),
       to_string(IssueCode::broken_rule)},
      {"consumers simulated one by one",
       "at most " + grouped(static_cast<std::uint64_t>(most_persons)), many},
      {"channels and referral programmes that persons remember", "at most " + grouped(most_sources),
       many},
      of_field("horizon", "horizon"),
      of_field("futures", "replications.futures"),
      of_field("chances within a future", "replications.chances"),
      of_field("consumers of a region", "regions.consumers"),
      of_field("seed", "seed"),
      of_field("lead time", "members.lead_time"),
      {"any number", "finite, at most 1e15 in size", to_string(IssueCode::out_of_range)},
      {"work of a run",
       fmt::format("at most {:.0g} shelf-steps, unless --allow-large", most_shelf_steps), work},
      {"memory of a run", "at most half of what is free, unless --allow-large", work},
      {"disk of a run",
       fmt::format("at most {:.0f} GB and what is free, unless --allow-large",
                   most_disk_bytes / 1e9),
       work},
  };
}

}  // namespace channelsim::market
