#include "engine/base/floating_point.hpp"

#include <xmmintrin.h>

#include <limits>
#include <stdexcept>
#include <string>

namespace channelsim {

static_assert(std::numeric_limits<double>::is_iec559, "numbers must be those of IEEE 754");

void require_standard_arithmetic() {
  constexpr unsigned flush_to_zero = 0x8000, denormals_are_zero = 0x0040, rounding = 0x6000;
  const unsigned mode = _mm_getcsr();
  const char* found = mode & rounding             ? "rounds otherwise than to nearest"
                      : mode & flush_to_zero      ? "flushes small results to 0"
                      : mode & denormals_are_zero ? "takes small numbers for 0"
                                                  : nullptr;
  if (found)
    throw std::runtime_error(
        std::string("the processor ") + found +
        ", so results would not be those of other machines; a library that was loaded (LD_PRELOAD, "
        "built with -ffast-math?) has changed its mode");
}

}  // namespace channelsim
