#include "engine/base/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

namespace channelsim {
namespace {
/// The power of ten of the leading digit once rounded to this many digits: 999.6 → 3 for three.
int leading_power(double value, int digits) {
  const std::string text = fmt::format("{:.{}e}", value, digits - 1);
  const std::size_t exponent = text.find('e') + 1;
  int power = 0;
  std::from_chars(text.data() + exponent + (text[exponent] == '+'), text.data() + text.size(),
                  power);
  return power;
}

double power_of_ten(int power) {
  double value = 1;
  for (int i = 0; i < power; ++i) value *= 10;
  return value;
}

struct Magnitude {
  int least, power;  // used from 10^least on; what 10^power is called
  std::string_view word, letter;
};
constexpr std::size_t with_words = 3;  // thousands have a letter only, from 10 k on
constexpr Magnitude magnitudes[] = {
    {12, 12, "trillion", "tn"}, {9, 9, "billion", "bn"}, {6, 6, "million", "M"}, {4, 3, "", "k"}};

std::string joined(std::string_view left, std::string_view right) {
  return fmt::format("{}{}{}", left, left.empty() || right.empty() ? "" : " ", right);
}

/// Commas between groups of three digits before the decimal point.
std::string with_commas(std::string_view text) {
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  const std::size_t end = std::min(text.find('.'), text.size());
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > first && i < end && (end - i) % 3 == 0) result += ',';
    result += text[i];
  }
  return result;
}

/// "-0.00" says nothing that "0.00" doesn't.
std::string without_negative_zero(const std::string& text) {
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return zero && text.starts_with('-') ? text.substr(1) : text;
}
}  // namespace

FigureFormat::FigureFormat(Scaling scaling, std::string_view unit, double largest, double finest)
    : unit_(unit), difference_unit_(unit) {
  if (unit == "share") {
    factor_ = 100;
    unit_ = std::string{"%"};
    difference_unit_ = scaling == Scaling::words ? "percentage points" : "points";
  }
  largest = std::fabs(largest) * factor_;
  finest = std::fabs(finest) * factor_;
  if (!std::isfinite(largest) || largest == 0) return;
  const int leading = leading_power(largest, 3);
  scientific_ = leading >= 15 || leading < -4;
  if (scientific_) return;
  int power = 0;
  const bool words = scaling == Scaling::words;
  if (factor_ == 1)
    for (const Magnitude& each : std::span(magnitudes).first(words ? with_words : 4)) {
      if (leading < each.least) continue;
      power = each.power;
      scale_ = words ? each.word : each.letter;
      unit_ = difference_unit_ = joined(scale_, unit);
      break;
    }
  divisor_ = power_of_ten(power);
  decimals_ = 2 - (leading - power);
  if (std::isfinite(finest) && finest > 0)
    decimals_ = std::max(decimals_, std::min(decimals_ + 3, power - leading_power(finest, 1)));
}

std::string FigureFormat::number(double value) const {
  if (!std::isfinite(value)) return "n/a";
  const double scaled = value * factor_ / divisor_;
  if (scientific_) return fmt::format("{:.2e}", scaled);
  if (decimals_ >= 0)
    return without_negative_zero(with_commas(fmt::format("{:.{}f}", scaled, decimals_)));
  const double step = power_of_ten(-decimals_);
  const double rounded = std::floor(scaled / step + 0.5) * step;
  return without_negative_zero(with_commas(fmt::format("{:.0f}", rounded)));
}

std::string FigureFormat::signed_number(double value) const {
  const std::string text = number(value);
  const bool positive = value > 0 && text.find_first_of("123456789") != std::string::npos;
  return fmt::format("{}{}", positive ? "+" : "", text);
}

std::string FigureFormat::quantity(double value) const { return joined(number(value), unit_); }

std::string FigureFormat::difference(std::string_view figures) const {
  return joined(figures, difference_unit_);
}

std::string grouped(std::uint64_t count) { return with_commas(fmt::format("{}", count)); }

std::string confidence_text(double confidence, Scaling scaling) {
  const bool words = scaling == Scaling::words;
  if (confidence > 0.999) return words ? "more than 99.9 %" : "> 99.9 %";
  if (confidence < 0.001) return words ? "less than 0.1 %" : "< 0.1 %";
  // Near an end a tenth of a percent tells something; in the middle it would be noise.
  const int decimals = confidence > 0.9895 || confidence < 0.0095 ? 1 : 0;
  return fmt::format("{:.{}f} %", confidence * 100, decimals);
}

std::string share_text(double share) {
  if (share <= 0 || share >= 1) return share <= 0 ? "none" : "all";
  const int decimals = share > 0.9895 || share < 0.0095 ? 1 : 0;
  return fmt::format("{:.{}f} %", std::min(std::max(share * 100, 0.1), 99.9), decimals);
}

}  // namespace channelsim
