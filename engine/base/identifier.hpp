#pragma once
// Names as numbers: the 64-bit hash by which an agent or a purpose is known to the random numbers.

#include <cstdint>
#include <string_view>

namespace channelsim {

/// A bijection of 64 bits that leaves no bit unmoved [Steele, Lea & Flood 2014, SplitMix64
/// finaliser].
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/// FNV-1a over the bytes, mixed [Fowler, Noll & Vo 1991].
constexpr std::uint64_t name_hash(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return mixed(hash);
}

/// The hash of a pair of names, for what belongs to two agents (a member's product, say).
constexpr std::uint64_t name_hash(std::string_view first, std::string_view second) {
  return mixed(name_hash(first) * 0x9e3779b97f4a7c15 + name_hash(second));
}

}  // namespace channelsim
