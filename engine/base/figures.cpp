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

/// From 10^least on, 10^power has a name.
struct Magnitude {
  int least, power;
  std::string_view name;
};
constexpr Magnitude in_words[] = {{12, 12, "trillion"}, {9, 9, "billion"}, {6, 6, "million"}};
constexpr Magnitude in_letters[] = {{12, 12, "tn"}, {9, 9, "bn"}, {6, 6, "M"}, {4, 3, "k"}};
constexpr Magnitude in_chinese[] = {{12, 12, "万亿"}, {8, 8, "亿"}, {4, 4, "万"}};

std::span<const Magnitude> magnitudes(Language language, Scaling scaling) {
  if (language == Language::chinese) return in_chinese;
  if (scaling == Scaling::words) return in_words;
  return in_letters;
}

bool is_chinese(char first_byte) { return static_cast<unsigned char>(first_byte) >= 0xe0; }

/// With a space between; Chinese sets none within "万元" and before "%".
std::string joined(Language language, std::string_view left, std::string_view right) {
  if (left.empty() || right.empty()) return fmt::format("{}{}", left, right);
  const bool close =
      language == Language::chinese &&
      (right.front() == '%' || (is_chinese(left.front()) && is_chinese(right.front())));
  return fmt::format("{}{}{}", left, close ? "" : " ", right);
}

std::string percent(Language language, double share, int decimals) {
  return joined(language, fmt::format("{:.{}f}", share * 100, decimals), "%");
}

std::string_view points(Language language, Scaling scaling) {
  if (language == Language::chinese) return "个百分点";
  return scaling == Scaling::words ? "percentage points" : "points";
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

FigureFormat::FigureFormat(Language language, Scaling scaling, std::string_view unit,
                           double largest, double finest)
    : language_(language), unit_(unit), difference_unit_(unit) {
  if (unit == "share") {
    factor_ = 100;
    unit_ = std::string{"%"};
    difference_unit_ = points(language, scaling);
  }
  largest = std::fabs(largest) * factor_;
  finest = std::fabs(finest) * factor_;
  if (!std::isfinite(largest) || largest == 0) return;
  const int leading = leading_power(largest, 3);
  scientific_ = leading >= 15 || leading < -4;
  if (scientific_) return;
  int power = 0;
  if (factor_ == 1)
    for (const Magnitude& each : magnitudes(language, scaling)) {
      if (leading < each.least) continue;
      power = each.power;
      scale_ = each.name;
      unit_ = difference_unit_ = joined(language, scale_, unit);
      break;
    }
  divisor_ = power_of_ten(power);
  decimals_ = 2 - (leading - power);
  if (std::isfinite(finest) && finest > 0)
    decimals_ = std::max(decimals_, std::min(decimals_ + 3, power - leading_power(finest, 1)));
}

std::string FigureFormat::number(double value) const {
  if (!std::isfinite(value)) return std::string(no_figure(language_));
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

std::string FigureFormat::quantity(double value) const {
  return joined(language_, number(value), unit_);
}

std::string FigureFormat::interval(double low, double high) const {
  const bool each = language_ == Language::chinese && unit_ == "%";
  return range(each ? quantity(low) : number(low), quantity(high));
}

std::string FigureFormat::difference(std::string_view figures) const {
  return joined(language_, figures, difference_unit_);
}

std::string FigureFormat::range(std::string_view low, std::string_view high) const {
  return fmt::format("{} {} {}", low, language_ == Language::chinese ? "至" : "to", high);
}

std::string_view no_figure(Language language) {
  return language == Language::chinese ? "不适用" : "n/a";
}

std::string grouped(std::uint64_t count) { return with_commas(fmt::format("{}", count)); }

std::string confidence_text(Language language, double confidence, Scaling scaling) {
  const bool high = confidence > 0.999;
  if (high || confidence < 0.001) {
    const std::string bound = percent(language, high ? 0.999 : 0.001, 1);
    if (scaling == Scaling::letters) return fmt::format("{} {}", high ? ">" : "<", bound);
    if (language == Language::chinese)
      return high ? fmt::format("{} 以上", bound) : fmt::format("不足 {}", bound);
    return fmt::format("{} than {}", high ? "more" : "less", bound);
  }
  // Near an end a tenth of a percent tells something; in the middle it would be noise.
  return percent(language, confidence, confidence > 0.9895 || confidence < 0.0095 ? 1 : 0);
}

std::string share_text(Language language, double share) {
  const bool chinese = language == Language::chinese;
  if (share <= 0) return chinese ? "无" : "none";
  if (share >= 1) return chinese ? "全部" : "all";
  const int decimals = share > 0.9895 || share < 0.0095 ? 1 : 0;
  return percent(language, std::min(std::max(share, 0.001), 0.999), decimals);
}

}  // namespace channelsim
