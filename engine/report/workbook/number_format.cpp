#include "engine/report/workbook/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace channelsim {

void NumberRange::add(double value) {
  if (!std::isfinite(value)) return;
  largest = std::max(largest, std::fabs(value));
  whole = whole && value == std::floor(value);
}

std::string cell_format(const DataColumn& column, const NumberRange& range) {
  const bool share = column.unit == "share";
  const std::string digits = share                                 ? "0.0%"
                             : range.whole || range.largest >= 100 ? "#,##0"
                             : range.largest >= 1                  ? "0.00"
                                                                   : "0.0000";
  if (column.difference) return fmt::format("+{0};[Red]-{0};{0}", digits);
  return fmt::format("{0};[Red]-{0}", digits);
}

namespace {

/// A power of ten that a language has a short word for.
struct Scale {
  double from, divisor;
  const char* word;
};
constexpr Scale scales[2][3] = {{{1e9, 1e9, "bn"}, {1e6, 1e6, "M"}, {1e4, 1e3, "k"}},
                                {{1e8, 1e8, "亿"}, {1e4, 1e4, "万"}, {1e4, 1e4, "万"}}};

const Scale* scale_of(double largest, Language language) {
  for (const Scale& scale : scales[language == Language::chinese])
    if (largest >= scale.from) return &scale;
  return nullptr;
}

}  // namespace

std::string axis_format(std::string_view unit, const NumberRange& range, Language language) {
  if (unit == "share") return range.largest < 0.1 ? "0.0%" : "0%";
  const Scale* scale = scale_of(range.largest, language);
  if (!scale) return range.largest >= 10 || range.whole ? "#,##0" : "0.0";
  // A comma divides by a thousand. What remains for 万 and 亿 is a point put between the digits.
  if (scale->divisor == 1e4) return "0\\.0,\"万\"";
  if (scale->divisor == 1e8) return "0\\.00,,\"亿\"";
  const char* digits = range.largest / scale->divisor < 20 ? "#,##0.0" : "#,##0";
  const char* commas = scale->divisor == 1e9 ? ",,," : scale->divisor == 1e6 ? ",," : ",";
  return fmt::format("{}{}\"{}\"", digits, commas, scale->word);
}

std::string amount_label(double amount, std::string_view unit, Language language) {
  if (unit == "share") return fmt::format("{:+.1f}%", amount * 100);
  const Scale* scale = scale_of(std::fabs(amount), language);
  const double shown = scale ? amount / scale->divisor : amount;
  const int decimals = std::fabs(shown) >= 100 ? 0 : std::fabs(shown) >= 10 ? 1 : 2;
  return fmt::format("{:+.{}f}{}", shown, decimals, scale ? scale->word : "");
}

}  // namespace channelsim
