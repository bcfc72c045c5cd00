// Feeds texts to the reader of scenarios.

#include <cstdint>

#include "tests/fuzz/reading_laws.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  channelsim::market::read_by_law(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
