#pragma once
// How a plan looks by its place: the same colour, line and marker on the terminal, the page and in
// the workbook.

#include <array>
#include <cstddef>
#include <cstdint>

namespace channelsim {

/// How a line is drawn, so that plans can be told apart without colours.
enum class Dash : std::uint8_t { solid, dashed, dotted, dash_dot, long_dashed };
enum class Marker : std::uint8_t { circle, square, triangle, diamond, cross };

struct PlanLook {
  std::uint32_t colour;  // 0xRRGGBB
  Dash dash;
  Marker marker;
};

/// Colours that colour-blind people can tell apart [Okabe & Ito 2008], without the yellow, which is
/// too pale for lines, and the black, which is for text.
inline constexpr std::array<std::uint32_t, 6> plan_colours = {0x0072b2, 0xd55e00, 0x009e73,
                                                              0xcc79a7, 0xe69f00, 0x56b4e9};

/// Colour, dash and marker repeat after different numbers, so that no two of 30 plans look alike.
constexpr PlanLook look_of(std::size_t plan) {
  return {plan_colours[plan % plan_colours.size()], static_cast<Dash>(plan % 5),
          static_cast<Marker>(plan % 5)};
}

}  // namespace channelsim
