#include "engine/schema/describe.hpp"

#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;

namespace {
struct Complete {
  std::string name;
  double rate = 0;
  bool open = true;
  static constexpr auto describe() {
    return record(
        "complete", "",
        fields(field<&Complete::name>(""), field<&Complete::rate>(""), field<&Complete::open>("")));
  }
};
struct Forgetful {
  std::string name;
  double rate = 0;
  double forgotten = 0;
  static constexpr auto describe() {
    return record("forgetful", "",
                  fields(field<&Forgetful::name>(""), field<&Forgetful::rate>("")));
  }
};
struct Empty {
  static constexpr auto describe() { return record("empty", "", fields()); }
};
}  // namespace

// A member that describe() leaves out does not compile as a described record.
static_assert(every_member_is_described<Complete>());
static_assert(every_member_is_described<Empty>());
static_assert(!every_member_is_described<Forgetful>());
static_assert(every_member_is_described<garden::Bed<double>>());
static_assert(every_member_is_described<garden::Bed<Parameter>>());
static_assert(every_member_is_described<garden::Bed<Lanes>>());

static_assert(Described<Complete> && !Described<std::string>);
static_assert(Enumeration<garden::Soil> && !Enumeration<IssueCode>);
static_assert(!WholeNumber<bool> && !WholeNumber<int> && WholeNumber<std::uint32_t>);

TEST_CASE("a field is called what its member is called, in templates too") {
  CHECK(member_name<&Complete::rate>() == "rate");
  CHECK(member_name<&garden::Bed<Parameter>::budget>() == "budget");
  CHECK(member_name<&garden::Garden<Lanes>::beds>() == "beds");
}

TEST_CASE("options of a field say what its declaration says") {
  constexpr auto f = field<&Complete::rate>("A rate.", required, above(2), unit("per hour"),
                                            refers_to("beds", "path"), otherwise("the mean"));
  CHECK(f.doc == "A rate.");
  CHECK(f.is_required);
  CHECK(f.limits.low == 2);
  CHECK(f.limits.low_open);
  CHECK(f.unit == "per hour");
  CHECK(f.reference.list == "beds");
  CHECK(f.reference.or_word == "path");
  CHECK(f.otherwise == "the mean");
}
