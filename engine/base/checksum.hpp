#pragma once
// A checksum against torn and damaged files: CRC-32C, which every x86-64-v2 processor has built in.

#include <nmmintrin.h>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace channelsim {

/// CRC-32C of the bytes [Castagnoli et al. 1993; RFC 3720].
inline std::uint32_t crc32c(std::string_view bytes) {
  std::uint64_t crc = ~std::uint32_t{0};
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    crc = _mm_crc32_u64(crc, word);
  }
  auto rest = static_cast<std::uint32_t>(crc);
  for (const char byte : bytes) rest = _mm_crc32_u8(rest, static_cast<unsigned char>(byte));
  return ~rest;
}

}  // namespace channelsim
