#pragma once
// The languages in which people are answered.

#include <cstdint>
#include <optional>
#include <string_view>

namespace channelsim {

enum class Language : std::uint8_t { english, chinese };

/// "en" or "zh", as pages and files name it.
constexpr std::string_view code_of(Language language) {
  return language == Language::english ? "en" : "zh";
}
/// The language of a code; none for others.
constexpr std::optional<Language> language_of(std::string_view code) {
  if (code == "en") return Language::english;
  if (code == "zh") return Language::chinese;
  return std::nullopt;
}

}  // namespace channelsim
