#include "engine/report/html.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

#include "engine/base/seeded_defect.hpp"
#include "engine/base/text.hpp"
#include "engine/report/digest.hpp"

namespace channelsim {
namespace {
/// A digest as policies want it: base64 [RFC 4648] of the 32 bytes, here given in hexadecimal.
std::string base64_of(std::string_view hex) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 6) {  // three bytes become four letters
    const std::string_view digits = hex.substr(i, 6);
    std::uint32_t bits = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), bits, 16);
    bits <<= 4 * (6 - digits.size());
    for (std::size_t letter = 0; letter < 4; ++letter)
      text += letter * 3 < digits.size() * 2 ? alphabet[bits >> (18 - 6 * letter) & 63] : '=';
  }
  return text;
}
}  // namespace

std::string html_text(std::string_view text) {
  std::string escaped;
  for (const char c : printable(text)) switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += seeded("markup_from_input") ? "<" : "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  return escaped;
}

std::string content_security_policy(std::string_view script, std::string_view style) {
  return fmt::format(
      "default-src 'none'; script-src {}; style-src 'sha256-{}'; style-src-attr 'unsafe-inline'; "
      "img-src blob:; base-uri 'none'; form-action 'none'",
      script.empty() ? "'none'" : fmt::format("'sha256-{}'", base64_of(sha256(script))),
      base64_of(sha256(style)));
}

}  // namespace channelsim
