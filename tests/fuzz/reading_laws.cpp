#include "tests/fuzz/reading_laws.hpp"

#include <cstdio>
#include <cstdlib>

#include "engine/base/text.hpp"
#include "models/market/language.hpp"

namespace channelsim::market {

void fail(const char* law, const std::string& found) {
  std::fprintf(stderr, "broken law: %s\n%s\n", law, found.c_str());
  std::abort();
}

namespace {

/// The study of a text, or what was said instead.
struct Loaded {
  std::optional<Study> study;
  std::string refusal;
};
Loaded load(const std::string& text) {
  try {
    return {load_text(text, {}), {}};
  } catch (const InputError& error) {
    std::string told;
    for (const Issue& issue : error.issues()) told += to_text(issue);
    return {{}, told};
  }
}

/// All values in force: those of the market, then those of each plan's stages.
std::string values_of(const Study& study) {
  const auto text_of = [&](const Scenario<Parameter>& scenario) {
    return scenario_text(scenario, study.assumptions);
  };
  std::string text = text_of(study.scenario);
  for (const Plan& plan : study.plans) {
    text += "# plan " + plan.label.name + "\n";
    for (const Stage& stage : plan.stages)
      text += "# from " + std::to_string(stage.from) + "\n" + text_of(stage.market);
  }
  return text;
}

std::string first_difference(const std::string& before, const std::string& after) {
  std::size_t at = 0, line = 0;
  for (; at < before.size() && at < after.size() && before[at] == after[at]; ++at)
    if (before[at] == '\n') line = at + 1;
  return "before: " + before.substr(line, before.find('\n', at) - line) +
         "\nafter:  " + after.substr(line, after.find('\n', at) - line);
}

}  // namespace

std::optional<Study> read_by_law(const std::string& text) {
  Loaded written = load(text);
  if (!written.study) {
    if (written.refusal.empty()) fail("a refusal says why", text);
    if (first_invalid_utf8(written.refusal) || first_control(written.refusal))
      fail("messages are plain text", written.refusal);
    return {};
  }
  const std::string& resolved = written.study->resolved;
  const Loaded read_back = load(resolved);
  if (!read_back.study) fail("what was accepted is accepted again", read_back.refusal + resolved);
  const std::string before = values_of(*written.study), after = values_of(*read_back.study);
  if (before != after) fail("it reads back to the same values", first_difference(before, after));
  return std::move(written.study);
}

}  // namespace channelsim::market
