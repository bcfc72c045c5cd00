#pragma once
// The script and the style of pages, built from tools/web/ and carried in the program.

#include <string_view>

namespace channelsim {

/// The script that draws pictures from the tables of a page; empty in a program built with
/// -DCHANNELSIM_WEB=OFF.
std::string_view web_script();

std::string_view web_style();

}  // namespace channelsim
