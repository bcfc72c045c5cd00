#pragma once
// What a plan is called.

#include <string>

namespace channelsim {

/// A plan as the results know it.
struct PlanLabel {
  std::string name;
  std::string label;  // for people; the name where none is given
  bool baseline = false;
};

}  // namespace channelsim
