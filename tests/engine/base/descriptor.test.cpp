#include "engine/base/descriptor.hpp"

#include <fcntl.h>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
bool is_open(int number) { return ::fcntl(number, F_GETFD) >= 0; }
Descriptor opened() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }
}  // namespace

TEST_CASE("a descriptor is closed once, by whoever owns it last") {
  int number = -1;
  {
    Descriptor first = opened();
    number = first.get();
    REQUIRE(is_open(number));
    const Descriptor second = std::move(first);
    CHECK_FALSE(first.is_open());
    CHECK(second.get() == number);
    CHECK(is_open(number));
  }
  CHECK_FALSE(is_open(number));

  Descriptor file = opened();
  number = file.get();
  file = Descriptor();
  CHECK_FALSE(is_open(number));
}

TEST_CASE("to close a descriptor tells whether it went well") {
  Descriptor file = opened();
  CHECK(file.close());
  CHECK_FALSE(file.is_open());
  Descriptor nothing(1 << 20);
  CHECK_FALSE(nothing.close());
}
