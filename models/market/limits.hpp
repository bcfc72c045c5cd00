#pragma once
// How large things may be, in one table: what `channelsim explain limits` prints.

#include <string>
#include <vector>

namespace channelsim::market {

struct LimitText {
  std::string what, limit;
  std::string code;  // of the error beyond it
};

/// The limits of inputs, taken from where they are enforced.
std::vector<LimitText> limit_texts();

}  // namespace channelsim::market
