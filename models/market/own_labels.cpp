#include "models/market/own_labels.hpp"

#include <map>

#include "models/market/range.hpp"

namespace channelsim::market {

namespace {

/// An offer whose price and utility come with the terms of the stage.
Rival<Parameter> label_at(const Member<Parameter>& member) {
  Rival<Parameter> label;
  label.name = own_label_at(member.name);
  label.label = label.name;
  if (member.traits.reach == Reach::region) label.region = member.region;
  label.price.value.sure = 1;
  label.format = member.traits.format;
  return label;
}

}  // namespace

void add_own_labels(std::vector<Plan>& plans) {
  std::map<std::string, Rival<Parameter>> labels;
  for (const Plan& plan : plans)
    for (const Stage& stage : plan.stages)
      for (const auto& member : stage.market.members)
        if (const auto* account = account_of(stage.market, member.name);
            account && account->own_label)
          labels.try_emplace(member.name, label_at(member));
  for (Plan& plan : plans)
    for (Stage& stage : plan.stages)
      for (const auto& [member, label] : labels) stage.market.rivals.push_back(label);
}

}  // namespace channelsim::market
