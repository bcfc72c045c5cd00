#pragma once
// What a run is called and made of; the same on every machine.

#include <cstdint>
#include <string>

namespace channelsim {

/// A span of time as it was stated: 104 and "week".
struct Span {
  double count = 0;
  std::string unit = {};  // "day", "week", "month" or "year"
};

struct RunLabel {
  std::string title;            // of the scenario
  std::string question;         // that the plans answer; may be empty
  std::string scenario_sha256;  // of its values in force, written without comments; hexadecimal
  std::uint64_t seed = 0;
  std::size_t uncertain_values = 0;  // that are drawn anew for each future
  Span period = {};                  // that a replication covers; a count of 0 says nothing of it
  std::string digest = {};           // of its rows (digest.hpp)
};

}  // namespace channelsim
