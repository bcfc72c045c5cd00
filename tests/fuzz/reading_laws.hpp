#pragma once
// What every text must keep to when it is read as a scenario.

#include <optional>
#include <string>

#include "models/market/load.hpp"

namespace channelsim::market {

/// Tells which law is broken by what, and ends the process.
[[noreturn]] void fail(const char* law, const std::string& found);

/// A text is refused in words, or it is accepted and its resolved text reads back to the same
/// values. Returns the study of what is accepted; a text that breaks this ends the process.
std::optional<Study> read_by_law(const std::string& text);

}  // namespace channelsim::market
