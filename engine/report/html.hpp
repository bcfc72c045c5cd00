#pragma once
// Text that stands in a page and stays text.

#include <string>
#include <string_view>

namespace channelsim {

/// The text as the content of an element or of a quoted attribute: markup is escaped, what can't be
/// seen or is not UTF-8 is shown as on a terminal (see `printable`).
std::string html_text(std::string_view text);

/// The value of a Content-Security-Policy that lets a page run this script and use this style, and
/// nothing else: no network, no other script, no frames, no forms. Attributes may hold styles,
/// since pictures place their text with them, and pictures of the page itself may be saved.
std::string content_security_policy(std::string_view script, std::string_view style);

}  // namespace channelsim
