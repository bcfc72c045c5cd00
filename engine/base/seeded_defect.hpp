#pragma once
// Mistakes made on purpose, to prove that the tests find them. A build with -DCHANNELSIM_SEEDED_DEFECTS=ON
// holds them all and makes the one that CHANNELSIM_DEFECT names; any other build holds none, at no
// cost. tools/defects tries them one after the other.

#if defined(CHANNELSIM_SEEDED_DEFECTS)
#include <cstdlib>
#include <string_view>
#endif

namespace channelsim {

#if defined(CHANNELSIM_SEEDED_DEFECTS)
inline bool seeded(std::string_view defect) {
  static const char* const active = std::getenv("CHANNELSIM_DEFECT");
  return active && defect == active;
}
#else
constexpr bool seeded(const char*) { return false; }
#endif

}  // namespace channelsim
