#include "models/market/report/figure_words.hpp"

#include <cmath>

namespace channelsim::market {

std::string FigureWords::quantity(std::string_view unit, double value, double finest) const {
  return format_of(words_, Scaling::words, unit, std::abs(value), std::abs(finest)).quantity(value);
}

std::string FigureWords::difference(std::string_view unit, double value, double finest) const {
  const FigureFormat format =
      format_of(words_, Scaling::words, unit, std::abs(value), std::abs(finest));
  return format.difference(format.number(std::abs(value)));
}

std::string FigureWords::difference_with(std::string_view unit, double value,
                                         double half_width) const {
  const FigureFormat format =
      format_of(words_, Scaling::words, unit, std::abs(value) + half_width, half_width);
  return format.difference(
      fmt::format("{} ± {}", format.number(std::abs(value)), format.number(half_width)));
}

std::string FigureWords::out_of(double share) const {
  const auto told = [&](const char* key, double parts, int whole) {
    return words_(key, fmt::arg("parts", std::lround(parts)), fmt::arg("whole", whole));
  };
  if (share < 0.005) return told("say.fewer_than_of", 1, 200);
  if (share > 0.995) return told("say.more_than_of", 199, 200);
  const long tenths = std::lround(share * 10);  // none or all of 10 would be too sure
  if (tenths == 0 || tenths == 10) return told("say.about_of", share * 100, 100);
  return told("say.about_of", share * 10, 10);
}

}  // namespace channelsim::market
