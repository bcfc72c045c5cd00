#pragma once
// A document as JSON, for the script of its page.

#include <string>

#include "engine/report/document.hpp"
#include "engine/report/words.hpp"

namespace channelsim {

/// The kind of a picture as the script names it: "intervals", "bars", ….
std::string_view name_of(PictureKind kind);

/// Plans with their looks, sections with their tables and pictures, and the words the script says.
/// Numbers are in the shortest form that reads back equal; what is no number is null. It may stand
/// in a script element.
std::string page_data(const Document& document, const Words& words);

}  // namespace channelsim
