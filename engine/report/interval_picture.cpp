#include "engine/report/interval_picture.hpp"

#include <algorithm>
#include <vector>

#include "engine/report/layout.hpp"

namespace channelsim {

IntervalPicture::IntervalPicture(std::span<const Difference> differences, std::size_t cells)
    : cells_(cells) {
  for (const Difference& difference : differences) {
    const double mean = difference.mean.value_or(0), half = difference.half_width.value_or(0);
    low_ = std::min(low_, mean - half);
    high_ = std::max(high_, mean + half);
  }
}

std::size_t IntervalPicture::cell(double value) const {
  if (!(high_ > low_)) return cells_ / 2;
  const double share = (value - low_) / (high_ - low_);
  return static_cast<std::size_t>(share * static_cast<double>(cells_ - 1) + 0.5);
}

std::string IntervalPicture::draw(const Difference& difference) const {
  std::vector<const char*> glyphs(cells_, " ");
  const std::size_t zero = cell(0);
  glyphs[zero] = "│";
  if (difference.mean) {
    const double half = difference.half_width.value_or(0);
    const std::size_t from = cell(*difference.mean - half), to = cell(*difference.mean + half);
    for (std::size_t i = from; i <= to; ++i) glyphs[i] = i == zero ? "┼" : "─";
    if (from < to) {
      glyphs[from] = "├";
      glyphs[to] = "┤";
    }
    glyphs[cell(*difference.mean)] = "●";
  }
  std::string line;
  for (const char* glyph : glyphs) line += glyph;
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

std::string IntervalPicture::axis(const std::string& low, const std::string& high) const {
  const std::size_t zero = cell(0);
  std::string line = low_ < 0 && display_width(low) < zero ? low : "";
  line = padded(line, zero) + "0";
  const std::size_t rest = cells_ - zero - 1;
  if (high_ > 0 && display_width(high) < rest) line += padded(high, rest, true);
  return line;
}

}  // namespace channelsim
