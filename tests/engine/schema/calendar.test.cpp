#include "engine/schema/calendar.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
Date day(const char* text) { return parse_date(text).value(); }
/// The step that begins on a day or after it; -1 for a day before the start.
int step(const char* of, const char* start, StepLength length) {
  const auto moment = moment_of(day(of), day(start), length);
  return moment ? static_cast<int>(moment->step) : -1;
}
std::string first(std::uint32_t step, const char* start, StepLength length) {
  return to_text(first_day({step}, day(start), length));
}
}  // namespace

TEST_CASE("a year of steps is whole: 365 days, 52 weeks or 12 months") {
  CHECK(steps_in(TimeUnit::year, StepLength::day) == 365);
  CHECK(steps_in(TimeUnit::year, StepLength::week) == 52);
  CHECK(steps_in(TimeUnit::year, StepLength::month) == 12);
  CHECK(steps_in(TimeUnit::quarter, StepLength::week) == 13);
  CHECK(steps_in(TimeUnit::month, StepLength::week) == 52.0 / 12);
  CHECK(steps_in(TimeUnit::week, StepLength::day) == 7);
  CHECK(steps_in(TimeUnit::day, StepLength::week) == 1.0 / 7);
  for (const StepLength length : {StepLength::day, StepLength::week, StepLength::month})
    CHECK(steps_in(TimeUnit::step, length) == 1);
}

TEST_CASE("a day is a day of the Gregorian calendar, written year, month, day") {
  CHECK(day("1970-01-01").days == 0);
  CHECK(day("2027-01-04").days == 20822);
  CHECK(parse_date("2028-02-29"));
  CHECK(parse_date("2000-02-29"));
  CHECK(parse_date("1900-01-01"));
  CHECK(parse_date("2999-12-31"));
  for (const char* text :
       {"2027-02-29", "2100-02-29", "2027-02-30", "2027-13-01", "2027-00-01", "2027-01-00",
        "2027-04-31", "1899-12-31", "3000-01-01", "2027-1-04", "27-01-04", "2027/01/04",
        "04.01.2027", "2027-01-04 ", " 2027-01-04", "2027-01-0x", "-027-01-04", "", "2027-01-04T"})
    CHECK_FALSE(parse_date(text));
  for (int days = -25567; days < 376200; days += 97)
    CHECK(day(to_text({days}).c_str()).days == days);
}

TEST_CASE("a moment is the first step that begins on the day or after it") {
  CHECK(step("2027-01-04", "2027-01-04", StepLength::week) == 0);
  CHECK(step("2027-01-05", "2027-01-04", StepLength::week) == 1);
  CHECK(step("2027-01-11", "2027-01-04", StepLength::week) == 1);
  CHECK(step("2027-01-12", "2027-01-04", StepLength::week) == 2);
  CHECK(step("2027-01-03", "2027-01-04", StepLength::week) == -1);
  CHECK(step("2027-01-12", "2027-01-04", StepLength::day) == 8);
  CHECK(step("2027-01-04", "2027-01-04", StepLength::month) == 0);
  CHECK(step("2027-02-04", "2027-01-04", StepLength::month) == 1);
  CHECK(step("2027-02-05", "2027-01-04", StepLength::month) == 2);
  CHECK(step("2999-12-31", "1900-01-01", StepLength::month) == 13200);
}

TEST_CASE("a month that lacks the day of the start begins on its last day") {
  CHECK(first(0, "2027-01-31", StepLength::month) == "2027-01-31");
  CHECK(first(1, "2027-01-31", StepLength::month) == "2027-02-28");
  CHECK(first(2, "2027-01-31", StepLength::month) == "2027-03-31");
  CHECK(first(13, "2027-01-31", StepLength::month) == "2028-02-29");
  CHECK(first(3, "2027-01-04", StepLength::week) == "2027-01-25");
  CHECK(first(60, "2027-01-01", StepLength::day) == "2027-03-02");
}

TEST_CASE("the first day of every step is the moment of that step") {
  for (const StepLength length : {StepLength::day, StepLength::week, StepLength::month})
    for (const char* start : {"2027-01-04", "2027-01-31", "2028-02-29", "2027-12-30"})
      for (std::uint32_t i = 0; i < 500; ++i) {
        const Date begin = first_day({i}, day(start), length);
        CHECK(moment_of(begin, day(start), length) == Moment{i});
        if (i > 0 && length != StepLength::day)
          CHECK(moment_of({begin.days - 1}, day(start), length) == Moment{i});
      }
}
