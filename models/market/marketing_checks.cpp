#include "models/market/marketing_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "engine/schema/same.hpp"

namespace channelsim::market {

namespace {

using Market = Scenario<Parameter>;

/// The value at tree.list[index].key, or the nearest thing above it that is written down.
Place place_in(const Node& tree, std::string_view list, std::size_t index, std::string_view key) {
  const Node* entries = tree.get(list);
  if (!entries || index >= entries->items.size()) return entries ? entries->place : tree.place;
  const Node& item = entries->items[index];
  const Node* value = item.get(key);
  return value && value->place.source ? value->place : item.place;
}

/// The names of the nests there are.
std::set<std::string> nests_of(const Market& scenario, NestsBy by) {
  std::set<std::string> names;
  if (!scenario.rivals.empty()) names.insert("rivals");
  if (by == NestsBy::product)
    for (const auto& product : scenario.products) names.insert(product.name);
  for (const auto& member : scenario.members) {
    if (member.traits.sells_to != Customers::consumers) continue;
    if (by == NestsBy::format) names.insert(std::string(default_text(member.traits.format)));
    if (by == NestsBy::channel) names.insert(member.channel);
  }
  return names;
}

class MarketingChecks {
 public:
  MarketingChecks(const Market& scenario, const Node& tree, Issues& issues)
      : scenario_(scenario), tree_(tree), issues_(issues) {
    for (const auto& member : scenario.members)
      if (member.traits.sells_to == Customers::consumers) selling_.insert(member.channel);
  }

  void run() {
    nests();
    for (std::size_t i = 0; i < scenario_.events.size(); ++i) event(i);
    for (std::size_t i = 0; i < scenario_.promotions.size(); ++i) promotion(i);
    for (std::size_t i = 0; i < scenario_.campaigns.size(); ++i) {
      const auto& campaign = scenario_.campaigns[i];
      if (campaign.active) comes_in_time("campaigns", i, campaign.start.step, 0);
      channels_sell("campaigns", i, campaign.channels);
    }
    for (std::size_t i = 0; i < scenario_.referrals.size(); ++i) {
      channels_sell("referrals", i, scenario_.referrals[i].channels);
      seeds(i);
    }
  }

 private:
  void warn(std::string_view list, std::size_t i, std::string_view key, std::string message,
            std::string hint) {
    Issue issue{IssueCode::broken_rule, place_in(tree_, list, i, key),
                fmt::format("{}[{}].{}", list, i, key), std::move(message), std::move(hint)};
    issue.warning = true;
    issues_.push_back(std::move(issue));
  }

  void nests() {
    const auto* rule = std::get_if<NestedLogit<Parameter>>(&scenario_.demand.choice);
    if (!rule) return;
    const std::set<std::string> known = nests_of(scenario_, rule->nests_by);
    const std::vector<std::string_view> words(known.begin(), known.end());
    const Node* demand = tree_.get("demand");
    const Node* choice = demand ? demand->get("choice") : nullptr;
    for (std::size_t i = 0; i < rule->nests.size(); ++i) {
      const std::string& name = rule->nests[i].name;
      if (known.contains(name)) continue;
      const auto nearest = nearest_word(name, words);
      issues_.push_back(
          {IssueCode::unknown_reference,
           choice ? place_in(*choice, "nests", i, "name") : tree_.place,
           fmt::format("demand.choice.nests[{}].name", i),
           fmt::format("no offer belongs to a nest '{}'{}", shortened(name, 60),
                       nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
           fmt::format("nests by {}: {}", default_text(rule->nests_by), listed(words))});
    }
  }

  void event(std::size_t i) {
    const auto& dates = scenario_.events[i].dates;
    const bool late = std::all_of(dates.begin(), dates.end(), [&](const Moment& date) {
      return date.step >= scenario_.horizon + longest_shift();
    });
    if (late) too_late("events", i, "dates");
  }

  void promotion(std::size_t i) {
    const auto& promotion = scenario_.promotions[i];
    channels_sell("promotions", i, promotion.channels);
    if (promotion.active && !promotion.event)
      comes_in_time("promotions", i, promotion.start.step, longest_shift());
  }

  /// Members may run a promotion early.
  std::uint32_t longest_shift() const {
    std::uint32_t longest = 0;
    for (const auto& member : scenario_.members)
      longest = std::max(longest, member.promotion_shift);
    return longest;
  }

  void comes_in_time(std::string_view list, std::size_t i, std::uint32_t start,
                     std::uint32_t early) {
    if (start >= scenario_.horizon + early) too_late(list, i, "start");
  }
  void too_late(std::string_view list, std::size_t i, std::string_view key) {
    warn(list, i, key, "it begins after the last step and has no effect",
         fmt::format("the horizon is {} steps, counted from 0", scenario_.horizon));
  }

  void channels_sell(std::string_view list, std::size_t i,
                     const std::vector<std::string>& channels) {
    for (const std::string& channel : channels)
      if (!selling_.contains(channel))
        warn(list, i, "channels",
             fmt::format("no member of the channel '{}' sells to consumers", channel),
             "name a channel that has shops, or leave `channels` out: then all count");
  }

  void seeds(std::size_t i) {
    const auto& referral = scenario_.referrals[i];
    if (referral.seeds.uncertain()) return;
    for (const auto& region : scenario_.regions)
      if (!region.consumers.uncertain() && referral.seeds.sure > region.consumers.sure)
        return warn("referrals", i, "seeds",
                    fmt::format("each region gets {} seeds, but '{}' has {} consumers",
                                shortest(referral.seeds.sure), region.name,
                                shortest(region.consumers.sure)),
                    "seeds are told per region, not for all together");
  }

  const Market& scenario_;
  const Node& tree_;
  Issues& issues_;
  std::set<std::string> selling_;  // channels from which consumers buy
};

bool loyalty_differs(const Segment<Parameter>& segment) {
  return segment.churn &&
         std::visit([](const auto& churn) { return churn.concentration > 0; }, *segment.churn);
}

}  // namespace

void check_marketing(const Scenario<Parameter>& scenario, const Node& tree, Issues& issues) {
  MarketingChecks(scenario, tree, issues).run();
}

void require_same_consumers(const Scenario<Parameter>& was, const Scenario<Parameter>& is,
                            const Node& tree, const std::string& when, Issues& issues) {
  if (!is.consumers.remember()) return;
  const auto add = [&](std::string_view list, std::size_t i, std::string_view key,
                       std::string_view what) {
    issues.push_back(
        {IssueCode::broken_rule, place_in(tree, list, i, key),
         fmt::format("{}[{}].{}", list, i, key),
         fmt::format("consumers who remember keep their {}; it can't change {}", what, when),
         "make the change part of the plan's `set`, or leave memory out"});
  };
  for (std::size_t i = 0; i < std::min(was.regions.size(), is.regions.size()); ++i)
    if (!same(was.regions[i].consumers, is.regions[i].consumers))
      add("regions", i, "consumers", "number");
  for (std::size_t i = 0; i < std::min(was.segments.size(), is.segments.size()); ++i) {
    const auto &before = was.segments[i], &after = is.segments[i];
    if (before.share != after.share) add("segments", i, "share", "segment");
    if ((loyalty_differs(before) || loyalty_differs(after)) && !same(before.churn, after.churn))
      add("segments", i, "churn", "own loyalty (`concentration`)");
  }
}

}  // namespace channelsim::market
