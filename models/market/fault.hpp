#pragma once
// A number made wrong on purpose, for tests of what follows. Only code can ask for it: no file, no
// option and no variable of the environment leads here.

#include <cstdint>
#include <string>
#include <string_view>

namespace channelsim::market {

struct Fault {
  std::uint32_t plan, replication, step;
  std::string_view system;  // after which of the week's systems
  std::string variable;     // "price[member=shop,product=tea]"
  double value;
};

}  // namespace channelsim::market
