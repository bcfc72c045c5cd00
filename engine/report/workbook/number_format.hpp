#pragma once
// How numbers look in a spreadsheet; the cells hold them unrounded.

#include <string>
#include <string_view>

#include "engine/report/document.hpp"

namespace channelsim {

/// What is known of numbers that stand in one column or along one axis.
struct NumberRange {
  double largest = 0;  // magnitude
  bool whole = true;

  void add(double value);
};

/// The number format of cells: percent for shares, signs for differences, negative numbers red,
/// as many decimals as the magnitude asks for.
std::string cell_format(const DataColumn& column, const NumberRange& range);

/// The number format of an axis: "1.2M", "120万", "12%".
std::string axis_format(std::string_view unit, const NumberRange& range, Language language);

/// A signed amount beside its bar: "+5.3M", "-384万".
std::string amount_label(double amount, std::string_view unit, Language language);

}  // namespace channelsim
