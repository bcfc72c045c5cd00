#pragma once
// The numbers of a sentence, read back as a person would read them.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <regex>
#include <string>
#include <vector>

namespace channelsim {

/// A number as it was written: its value, and how far the value it was rounded from may be away.
struct NumberSaid {
  std::string text;
  double value, rounding;
  bool percent;
};

namespace said {

inline double scale_of(const std::string& word) {
  return word == "million"                      ? 1e6
         : word == "billion" || word == "十亿"  ? 1e9
         : word == "trillion" || word == "万亿" ? 1e12
         : word == "万"                         ? 1e4
         : word == "亿"                         ? 1e8
                                                : 1;
}

/// Half a unit of the last digit that tells something: of 12,300 the hundreds, as three digits are
/// told at least.
inline double rounding_of(const std::string& digits) {
  const std::size_t point = digits.find('.');
  if (point != std::string::npos)
    return 0.5 * std::pow(10.0, -static_cast<double>(digits.size() - point - 1));
  std::size_t zeros = 0;
  while (zeros < digits.size() && digits[digits.size() - 1 - zeros] == '0') ++zeros;
  const std::size_t free = digits.size() > 3 ? digits.size() - 3 : 0;
  return 0.5 * std::pow(10.0, static_cast<double>(std::min(zeros, free)));
}

}  // namespace said

/// All numbers of a text, in order. Of "1.10 to 1.38 million" both are millions.
inline std::vector<NumberSaid> numbers_in(const std::string& text) {
  static const std::regex number(
      "(-?[0-9][0-9,]*(?:\\.[0-9]+)?(?:e[+-][0-9]+)?) ?(million|billion|trillion|万亿|万|亿)? ?"
      "(%|percentage points|个百分点)?");
  struct Found {
    NumberSaid number;
    double scale;
    std::size_t begin, end;
  };
  std::vector<Found> all;
  for (std::sregex_iterator each(text.begin(), text.end(), number), end; each != end; ++each) {
    std::string digits = (*each)[1];
    while (digits.ends_with(',')) digits.pop_back();
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    const std::string plain = digits.starts_with('-') ? digits.substr(1) : digits;
    const bool scientific = digits.find('e') != std::string::npos;
    const double value = std::stod(digits);
    all.push_back(
        {{(*each)[0], value, scientific ? std::abs(value) * 0.005 : said::rounding_of(plain),
          (*each)[3].matched},
         said::scale_of((*each)[2]),
         static_cast<std::size_t>(each->position(0)),
         static_cast<std::size_t>(each->position(0) + each->length(0))});
  }
  for (std::size_t i = all.size(); i-- > 1;) {
    Found& left = all[i - 1];
    std::string between = text.substr(left.end, all[i].begin - left.end);
    between.erase(std::remove(between.begin(), between.end(), ' '), between.end());
    if (between != "to" && between != "±" && between != "至") continue;
    if (left.scale == 1) left.scale = all[i].scale;
    left.number.percent |= all[i].number.percent;
    // Both are written with the digits of the coarser one.
    left.number.rounding = all[i].number.rounding =
        std::max(left.number.rounding, all[i].number.rounding);
  }
  std::vector<NumberSaid> numbers;
  for (Found& each : all) {
    each.number.value *= each.scale;
    each.number.rounding *= each.scale;
    numbers.push_back(std::move(each.number));
  }
  return numbers;
}

}  // namespace channelsim
