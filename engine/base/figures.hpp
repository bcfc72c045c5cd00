#pragma once
// Numbers as people read them in their language: few digits, thousands grouped, large ones in
// millions or in 万 and 亿, and figures that are read side by side in one scale. Never for files
// that programs read (see `shortest`).

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/language.hpp"

namespace channelsim {

/// "1.24 million" in a sentence, "1.24M" in a table; Chinese has "124 万" for both.
enum class Scaling : std::uint8_t { words, letters };

/// How the figures of one unit are written next to each other: one power of ten, one number of
/// decimals. The unit "share" is written in percent; others as they are given, in the language.
class FigureFormat {
 public:
  /// Three significant digits for the figure of magnitude `largest`, and up to three decimals more
  /// while a distance of `finest` (a half-width, say) would otherwise vanish; 0 asks for none.
  FigureFormat(Language language, Scaling scaling, std::string_view unit, double largest,
               double finest = 0);

  std::string number(double value) const;         // "1.24", "12,300", "-0.50", "1.24e+17"
  std::string signed_number(double value) const;  // "+1.24", "-0.50", "0.00"
  /// The power of ten: "million", "M", "万" or nothing.
  const std::string& scale() const { return scale_; }
  /// What follows a number: "million CNY", "M CNY", "万元", "%", "pieces" or nothing.
  const std::string& unit() const { return unit_; }
  /// The same for a difference: shares differ by "percentage points" (in letters, "points").
  const std::string& difference_unit() const { return difference_unit_; }
  /// Number and unit, "1.24 million CNY", "124 万元", "23.4 %".
  std::string quantity(double value) const;
  /// From one number to another with the unit: "1.10 to 1.38 million CNY", "23% 至 25%".
  std::string interval(double low, double high) const;
  /// Written figures that are differences, with their unit: "1.10 to 1.38 percentage points".
  std::string difference(std::string_view figures) const;
  /// From one written figure to another: "1.10 to 1.38", "1.10 至 1.38".
  std::string range(std::string_view low, std::string_view high) const;

 private:
  Language language_;
  std::string scale_, unit_, difference_unit_;
  double factor_ = 1;  // written = value * factor_ / divisor_
  double divisor_ = 1;
  int decimals_ = 0;  // negative: rounded to tens, hundreds, …
  bool scientific_ = false;
};

/// What stands where there is no figure: "n/a".
std::string_view no_figure(Language language);

/// "12,345", in every language.
std::string grouped(std::uint64_t count);

/// A confidence in words that claim no certainty: "more than 99.9 %", "97 %", "less than 0.1 %";
/// in letters "> 99.9 %" and "< 0.1 %".
std::string confidence_text(Language language, double confidence, Scaling scaling);

/// A share of what was counted: "81 %", "all", "none"; "99.6 %" near an end.
std::string share_text(Language language, double share);

}  // namespace channelsim
