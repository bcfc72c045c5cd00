#pragma once
// Changes scenarios as trees, by what their declaration says may stand where: most of what comes
// out is nearly right, so that it reaches what lies behind the reader.

#include <string>
#include <string_view>

namespace channelsim::market {

/// A text with one to four changes: an entry added, dropped or said twice, a value of another type
/// or at a boundary, two values swapped.
std::string mutated(std::string_view text, unsigned seed);

/// The first text with a part of the second laid into it, where the same may stand.
std::string spliced(std::string_view text, std::string_view other, unsigned seed);

}  // namespace channelsim::market
