#pragma once
// How figures are written in the sentences of a report: the one place that knows scales, units and
// the number habits of a language.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/labels.hpp"

namespace channelsim::market {

class FigureWords {
 public:
  explicit FigureWords(const Words& words) : words_(words) {}

  /// "1.24 million CNY", "34.2 %". A distance of `finest` keeps a digit, 0 asks for none.
  std::string quantity(std::string_view unit, double value, double finest = 0) const;
  /// The size of a difference, whose sign is told in words: "1.24 million CNY", "3.2 percentage
  /// points".
  std::string difference(std::string_view unit, double value, double finest = 0) const;
  /// The same and how far chance reaches: "1.24 ± 0.07 million CNY".
  std::string difference_with(std::string_view unit, double value, double half_width) const;
  /// A share of what was counted: "34 %", "all", "none".
  std::string share(double share) const { return share_text(words_.language(), share); }
  /// A share as people count it, never rounded to all or none: "about 8 of 10", "fewer than 1 of
  /// 200".
  std::string out_of(double share) const;
  std::string count(std::uint64_t number) const { return grouped(number); }
  /// "a, b and c".
  std::string list(const std::vector<std::string>& names) const { return listed(names, words_); }
  /// What people call a figure, that of a group included.
  std::string figure(std::string_view kpi) const { return label_of(kpi, words_); }
  std::string unit(std::string_view unit) const { return unit_of(unit, words_); }
  /// "12 weeks".
  std::string span(double count, std::string_view unit) const {
    return span_of({count, std::string(unit)}, words_);
  }

 private:
  const Words& words_;
};

}  // namespace channelsim::market
