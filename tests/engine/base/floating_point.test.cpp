#include "engine/base/floating_point.hpp"

#include <xmmintrin.h>

#include "engine/run/threads.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
/// The processor computes otherwise as long as this lives.
class Mode {
 public:
  explicit Mode(unsigned bits) { _mm_setcsr(before_ | bits); }
  ~Mode() { _mm_setcsr(before_); }

 private:
  const unsigned before_ = _mm_getcsr();
};
}  // namespace

TEST_CASE("a processor that rounds or flushes otherwise is noticed, whatever else its flags say") {
  CHECK_NOTHROW(require_standard_arithmetic());
  for (const unsigned harmless : {0x0001u, 0x0010u, 0x003fu}) {  // what has happened, not the mode
    const Mode mode(harmless);
    CHECK_NOTHROW(require_standard_arithmetic());
  }
  for (const unsigned bits : {0x8000u, 0x0040u, 0x2000u, 0x4000u, 0x6000u}) {
    INFO(bits);
    const Mode mode(bits);
    CHECK_THROWS_WITH(require_standard_arithmetic(), Catch::Contains("the processor"));
  }
}

TEST_CASE("a thread that computes otherwise takes no work") {
  const Mode mode(0x8000);
  int worked = 0;
  const auto work = [&](std::size_t) { return ++worked > 0; };
  CHECK_THROWS_WITH(for_each_in_order(10, 1, work), Catch::Contains("flushes small results"));
  CHECK(worked == 0);
}
