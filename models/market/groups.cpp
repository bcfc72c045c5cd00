#include "models/market/groups.hpp"

#include <fmt/format.h>

namespace channelsim::market {

namespace {
std::string name_of(const Member<Parameter>& group, std::uint32_t number) {
  return fmt::format("{}#{}", group.name, number);
}
}  // namespace

void expand_counts(Scenario<Parameter>& market) {
  std::vector<Member<Parameter>> members;
  for (const auto& each : market.members) {
    if (each.count == 1) {
      members.push_back(each);
      continue;
    }
    for (std::uint32_t number = 1; number <= each.count; ++number) {
      members.push_back(each);
      members.back().name = name_of(each, number);
      members.back().label =
          fmt::format("{} {}", each.label.empty() ? each.name : each.label, number);
      members.back().count = 1;
    }
    for (auto& promotion : market.promotions) {
      const auto stated = promotion.members;
      promotion.members.clear();
      for (const std::string& name : stated)
        if (name != each.name)
          promotion.members.push_back(name);
        else
          for (std::uint32_t number = 1; number <= each.count; ++number)
            promotion.members.push_back(name_of(each, number));
    }
  }
  market.members = std::move(members);
}

}  // namespace channelsim::market
