#include "models/market/report/section_ids.hpp"

namespace channelsim::market {

const std::vector<std::string_view>& section_ids() {
  static const std::vector<std::string_view> ids = {
      "answer", "plans",    "flows",   "bridge",      "risk",      "time",
      "where",  "partners", "roadmap", "assumptions", "base_year", "trust"};
  return ids;
}

}  // namespace channelsim::market
