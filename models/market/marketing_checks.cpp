#include "models/market/marketing_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "models/market/places.hpp"

namespace channelsim::market {

namespace {

using Market = Scenario<Parameter>;

/// The names of the nests there are.
std::set<std::string> nests_of(const Market& scenario, NestsBy by) {
  std::set<std::string> names;
  if (!scenario.rivals.empty()) names.insert("rivals");
  if (by == NestsBy::product)
    for (const auto& product : scenario.products) names.insert(product.name);
  if (by == NestsBy::channel) names.merge(selling_channels(scenario));
  if (by == NestsBy::format)
    for (const auto& member : scenario.members)
      if (member.traits.sells_to == Customers::consumers)
        names.insert(default_text(member.traits.format));
  return names;
}

class MarketingChecks {
 public:
  MarketingChecks(const Market& scenario, const Node& tree, Issues& issues)
      : scenario_(scenario), tree_(tree), issues_(issues) {}

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
    Issue issue =
        broken_rule(tree_, {list, std::to_string(i), key}, std::move(message), std::move(hint));
    issue.warning = true;
    issues_.push_back(std::move(issue));
  }

  void nests() {
    const auto* rule = std::get_if<NestedLogit<Parameter>>(&scenario_.demand.choice);
    if (!rule) return;
    const std::set<std::string> known = nests_of(scenario_, rule->nests_by);
    const std::vector<std::string_view> words(known.begin(), known.end());
    for (std::size_t i = 0; i < rule->nests.size(); ++i) {
      const std::string& name = rule->nests[i].name;
      if (known.contains(name)) continue;
      const auto nearest = nearest_word(name, words);
      const std::string at = std::to_string(i);
      const Keys keys = {"demand", "choice", "nests", at, "name"};
      issues_.push_back(
          {IssueCode::unknown_reference, place_at(tree_, keys), path_of(keys),
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
    event_says_when(i);
    if (promotion.active && !promotion.event)
      comes_in_time("promotions", i, promotion.start.step, longest_shift());
  }

  /// A resolved scenario writes down defaults, too, so that only other values disagree.
  void event_says_when(std::size_t i) {
    const Promotion<Parameter> usual;
    const auto& promotion = scenario_.promotions[i];
    if (!promotion.event) return;
    const auto refuse = [&](const char* key) {
      issues_.push_back(broken_rule(
          tree_, {"promotions", std::to_string(i), key},
          fmt::format("the event '{}' says when the promotion takes place", *promotion.event),
          fmt::format("leave `{}` out, or the event", key)));
    };
    if (promotion.start != usual.start) refuse("start");
    if (promotion.length != usual.length) refuse("length");
    if (promotion.every != usual.every) refuse("every");
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
  const std::set<std::string> selling_ = selling_channels(scenario_);
};

}  // namespace

void check_marketing(const Scenario<Parameter>& scenario, const Node& tree, Issues& issues) {
  MarketingChecks(scenario, tree, issues).run();
}

}  // namespace channelsim::market
