#pragma once
// What a reader of a wrong scenario is told first.

#include <string>

#include "tests/support/market_story.hpp"

namespace channelsim::market {

/// The first thing that is wrong with a scenario text: its path, message and remedy.
inline std::string first_issue(const std::string& yaml) {
  try {
    study_of(yaml);
  } catch (const InputError& error) {
    const Issue& issue = error.issues().front();
    return issue.path + ": " + issue.message + ": " + issue.hint;
  }
  return "nothing";
}

}  // namespace channelsim::market
