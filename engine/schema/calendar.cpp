#include "engine/schema/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace channelsim {

double steps_in(TimeUnit unit, StepLength step) {
  // Steps in a day, week, month, quarter and year.
  constexpr double of_days[] = {1, 7, 365.0 / 12, 365.0 / 4, 365};
  constexpr double of_weeks[] = {1.0 / 7, 1, 52.0 / 12, 13, 52};
  constexpr double of_months[] = {12.0 / 365, 12.0 / 52, 1, 3, 12};
  if (unit == TimeUnit::step) return 1;
  const auto row = static_cast<std::size_t>(unit) - 1;
  switch (step) {
    case StepLength::day:
      return of_days[row];
    case StepLength::week:
      return of_weeks[row];
    case StepLength::month:
      break;
  }
  return of_months[row];
}

namespace {
using std::chrono::year_month_day;

year_month_day calendar_day(Date date) {
  return std::chrono::sys_days(std::chrono::days(date.days));
}

Date date_of(year_month_day day) {
  return {static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count())};
}

/// The number of `count` digits at `begin`, or -1.
int digits(std::string_view text, std::size_t begin, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(begin, count)) {
    if (c < '0' || c > '9') return -1;
    value = 10 * value + (c - '0');
  }
  return value;
}
}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 1900 || year > 2999 || month < 1 || day < 1) return {};
  const year_month_day written{std::chrono::year(year), std::chrono::month(unsigned(month)),
                               std::chrono::day(unsigned(day))};
  if (!written.ok()) return {};
  return date_of(written);
}

std::string to_text(Date date) {
  const year_month_day day = calendar_day(date);
  return fmt::format("{:04d}-{:02d}-{:02d}", int(day.year()), unsigned(day.month()),
                     unsigned(day.day()));
}

Date first_day(Moment moment, Date start, StepLength step) {
  const auto count = static_cast<std::int32_t>(moment.step);
  if (step == StepLength::day) return {start.days + count};
  if (step == StepLength::week) return {start.days + 7 * count};
  const year_month_day begin = calendar_day(start);
  year_month_day day = begin + std::chrono::months(count);
  if (!day.ok()) day = day.year() / day.month() / std::chrono::last;  // the 31st of a short month
  return date_of(day);
}

std::optional<Moment> moment_of(Date day, Date start, StepLength step) {
  if (day.days < start.days) return {};
  const std::int32_t since = day.days - start.days;
  if (step == StepLength::day) return Moment{static_cast<std::uint32_t>(since)};
  if (step == StepLength::week) return Moment{static_cast<std::uint32_t>((since + 6) / 7)};
  Moment moment{static_cast<std::uint32_t>(std::max(since / 31 - 1, 0))};
  while (first_day(moment, start, step).days < day.days) ++moment.step;
  return moment;
}

}  // namespace channelsim
