#pragma once
// Time as people write it: how long a step is, the day on which the first one begins, and moments
// within the run.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "engine/schema/describe.hpp"

namespace channelsim {

enum class StepLength { day, week, month };
constexpr auto choices(std::type_identity<StepLength>) {
  return std::array{Choice<StepLength>{StepLength::day, "day", "A step is a day."},
                    Choice<StepLength>{StepLength::week, "week", "A step is a week."},
                    Choice<StepLength>{StepLength::month, "month", "A step is a month."}};
}

/// Units of time that durations and rates are written in.
enum class TimeUnit { step, day, week, month, quarter, year };

/// How many steps a unit of time has. A year has 52 weeks, 12 months or 365 days, as plans count
/// them, so that years of weekly steps are whole; a month of weekly steps is 52/12 weeks.
double steps_in(TimeUnit unit, StepLength step);

/// A day of the Gregorian calendar.
struct Date {
  std::int32_t days = 0;  // since 1970-01-01

  bool operator==(const Date&) const = default;
};
/// Years 1900 to 2999 as 2027-04-01; nothing for anything else.
std::optional<Date> parse_date(std::string_view text);
/// "2027-04-01".
std::string to_text(Date date);

/// A step counted from the start of the run: 0 is the first.
struct Moment {
  std::uint32_t step = 0;

  bool operator==(const Moment&) const = default;
};

/// The first step that begins on the day or after it; nothing for a day before the start.
std::optional<Moment> moment_of(Date day, Date start, StepLength step);
/// The day on which a step begins.
Date first_day(Moment moment, Date start, StepLength step);

}  // namespace channelsim
