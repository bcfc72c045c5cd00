#pragma once
// The tables of a document as HTML.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/figures.hpp"
#include "engine/report/document.hpp"
#include "engine/report/words.hpp"

namespace channelsim {

/// How the numbers of each column of a table are written. Neighbours in one unit share a scale
/// where their sizes allow it; whole numbers of few digits stay whole; where a column holds both
/// very small and very large ones, each has its own scale.
class ColumnFormats {
 public:
  ColumnFormats(const DataTable& table, Language language);

  /// What follows the column's numbers: "M CNY", "%", "points" or nothing.
  std::string unit(std::size_t column) const;
  std::string number(std::size_t column, double value) const;

 private:
  struct Column {
    bool difference = false, apart = false;
    std::string unit;
    FigureFormat format;
  };
  Language language_;
  std::vector<Column> columns_;
};

/// A table with its heading cells; a rounded number has the full one as its title.
std::string html_table(const DataTable& table, const Words& words);

/// The first figures of the recommended plan as tiles, each over the baseline's: for a table with a
/// row per plan. Empty where no plan is recommended.
std::string html_tiles(const DataTable& table, const Document& document, const Words& words);

/// A small mark in the plan's colour; nothing without a plan.
std::string plan_mark(std::optional<std::size_t> plan);

}  // namespace channelsim
