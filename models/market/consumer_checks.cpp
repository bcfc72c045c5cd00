#include "models/market/consumer_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/schema/same.hpp"
#include "models/market/places.hpp"

namespace channelsim::market {

namespace {

using Market = Scenario<Parameter>;

class ConsumerChecks {
 public:
  ConsumerChecks(const Market& scenario, const Node& tree, const Assumptions& assumptions,
                 Issues& issues)
      : scenario_(scenario),
        tree_(tree),
        assumptions_(assumptions),
        issues_(issues),
        demand_(scenario.demand),
        remember_(scenario.consumers.remember()),
        persons_(scenario.consumers.resolution == Resolution::persons) {}

  void run() {
    purchase_chances();
    shares_of_unserved();
    demand_without_chance();
    linear_demand();
    what_needs_memory();
    what_needs_persons();
    for (std::size_t i = 0; i < scenario_.segments.size(); ++i) spreads(i);
    sizes_of_regions();
    sources_of_purchases();
    network();
  }

 private:
  /// The greatest value in any future.
  double highest(Parameter parameter) const { return value_at(parameter, assumptions_, 1); }
  bool may_be_above_zero(Parameter parameter) const { return highest(parameter) > 0; }

  void broken(Keys keys, std::string message, std::string hint) {
    issues_.push_back(broken_rule(tree_, keys, std::move(message), std::move(hint)));
  }
  void too_many(std::string_view list, std::string message, std::string hint) {
    issues_.push_back({IssueCode::too_many, place_at(tree_, {list}), std::string(list),
                       std::move(message), std::move(hint)});
  }
  void broken_in_segment(std::size_t i, std::string_view key, std::string message,
                         std::string hint) {
    broken({"segments", std::to_string(i), key}, std::move(message), std::move(hint));
  }

  void purchase_chances() {
    if (!std::holds_alternative<Bernoulli>(demand_.incidence)) return;
    double peak = 1 + highest(demand_.season.amplitude);
    for (const Cycle& cycle : demand_.cycles)
      peak *= *std::max_element(cycle.indices.begin(), cycle.indices.end());
    for (const auto& event : scenario_.events) peak *= 1 + std::max(highest(event.lift), 0.0);
    for (std::size_t i = 0; i < scenario_.segments.size(); ++i)
      if (const double chance = highest(scenario_.segments[i].purchase_rate) * peak; chance > 1)
        broken_in_segment(
            i, "purchase_rate",
            fmt::format("with bernoulli incidence a consumer buys at most once per step, but the "
                        "chance is {} at the height of the season",
                        shortest(chance)),
            "lower the rate, shorten the step, or use poisson incidence");
  }

  void shares_of_unserved() {
    const double both = highest(demand_.stock_out.second_choice) + highest(demand_.stock_out.wait);
    if (both > 1 + 1e-12)
      broken(
          {"demand", "stock_out", "wait"},
          fmt::format("second_choice and wait are shares of the same consumers, but add up to {}",
                      shortest(both)),
          "together they may be at most 1; the rest goes without");
  }

  /// What is drawn by pieces has no expected value to go on with.
  void demand_without_chance() {
    if (!std::holds_alternative<Expected>(demand_.incidence)) return;
    const auto refuse = [&](bool uses, std::string_view what) {
      if (uses)
        broken({"demand", "incidence"}, fmt::format("expected demand knows no {}", what),
               "use poisson incidence");
    };
    refuse(remember_, "consumers who remember");
    refuse(may_be_above_zero(demand_.stock_out.wait) ||
               may_be_above_zero(demand_.stock_out.second_choice),
           "consumers who wait or choose again");
    for (const auto& member : scenario_.members)
      refuse(member.traits.pick_up.has_value(), "orders collected in stores");
    for (std::size_t i = 0; i < scenario_.products.size(); ++i)
      if (!scenario_.products[i].divisible)
        broken({"products", std::to_string(i)},
               fmt::format("expected demand is no whole number of pieces, but '{}' is sold by "
                           "the piece",
                           scenario_.products[i].name),
               "add `divisible: true` to the product");
  }

  /// Purchases of linear demand are no chances of choosing one offer.
  void linear_demand() {
    if (!std::holds_alternative<LinearDemand<Parameter>>(demand_.choice)) return;
    const auto refuse = [&](bool uses, Keys keys, std::string_view what) {
      if (uses)
        broken(keys, fmt::format("linear_demand cannot go with {}", what),
               "use multinomial_logit or nested_logit");
    };
    refuse(remember_, {"demand", "choice"}, "consumers who remember");
    refuse(std::holds_alternative<Bernoulli>(demand_.incidence), {"demand", "incidence"},
           "bernoulli incidence");
    refuse(demand_.price_response != PriceResponse::linear, {"demand", "price_response"},
           "a logarithmic price response");
    refuse(!demand_.may_not_buy, {"demand", "may_not_buy"}, "consumers who buy in any case");
  }

  void needs_memory(bool uses, Keys keys, std::string_view what) {
    if (uses && !remember_)
      broken(keys, fmt::format("{} needs consumers who remember", what),
             "add `consumers: {memory: true}`");
  }
  void what_needs_memory() {
    for (std::size_t i = 0; i < scenario_.segments.size(); ++i) {
      const auto& segment = scenario_.segments[i];
      const std::string at = std::to_string(i);
      needs_memory(may_be_above_zero(segment.habit), {"segments", at, "habit"}, "habit");
      needs_memory(segment.churn.has_value(), {"segments", at, "churn"}, "leaving for good");
      needs_memory(segment.aware_at_start < 1, {"segments", at, "aware_at_start"},
                   "not knowing the offers");
      needs_memory(segment.customers_at_start > 0, {"segments", at, "customers_at_start"},
                   "being a customer");
    }
    needs_memory(std::holds_alternative<Bass<Parameter>>(demand_.incidence),
                 {"demand", "incidence"}, "buying once");
    needs_memory(demand_.awareness.has_value(), {"demand", "awareness"}, "awareness");
    for (std::size_t i = 0; i < scenario_.referrals.size(); ++i)
      needs_memory(true, {"referrals", std::to_string(i)}, "a referral programme");
    for (std::size_t i = 0; i < scenario_.campaigns.size(); ++i)
      needs_memory(may_be_above_zero(scenario_.campaigns[i].awareness),
                   {"campaigns", std::to_string(i), "awareness"}, "learning of the offers");
    for (std::size_t i = 0; i < scenario_.breakdown.size(); ++i) {
      const Breakdown by = scenario_.breakdown[i];
      needs_memory(by == Breakdown::segment || by == Breakdown::switching,
                   {"breakdown", std::to_string(i)}, "this breakdown");
    }
  }

  void needs_persons(bool uses, Keys keys, std::string_view what) {
    if (uses && !persons_)
      broken(keys, fmt::format("{} need consumers who are simulated one by one", what),
             "add `consumers: {resolution: persons}`");
  }
  void what_needs_persons() {
    needs_persons(remember_ && std::holds_alternative<NegativeBinomial>(demand_.incidence),
                  {"demand", "incidence"}, "histories of consumers whose purchase rates differ");
    for (std::size_t i = 0; i < scenario_.segments.size(); ++i) {
      needs_persons(scenario_.segments[i].choice_concentration.has_value(),
                    {"segments", std::to_string(i), "choice_concentration"},
                    "favourites of consumers");
      const auto& churn = scenario_.segments[i].churn;
      if (!churn) continue;
      const auto* per_step = std::get_if<ChurnPerStep<Parameter>>(&*churn);
      needs_persons(!per_step, {"segments", std::to_string(i), "churn"},
                    "customers who leave after a purchase");
      needs_persons(per_step && per_step->concentration > 0,
                    {"segments", std::to_string(i), "churn", "concentration"},
                    "customers whose loyalty differs");
    }
    needs_persons(scenario_.consumers.network.has_value(), {"consumers", "network"},
                  "acquaintances");
  }

  void spreads(std::size_t i) {
    const auto& segment = scenario_.segments[i];
    const std::size_t count = spreads_of(segment);
    if (count > most_spreads)
      broken_in_segment(i, "tastes",
                        fmt::format("{} tastes differ between its consumers; at most {} can", count,
                                    most_spreads),
                        "split the segment in two, or let only the most important ones differ");
  }

  /// Tables of persons are sized before anything is drawn.
  void sizes_of_regions() {
    if (!persons_) return;
    for (std::size_t i = 0; i < scenario_.regions.size(); ++i)
      if (scenario_.regions[i].consumers.uncertain())
        broken({"regions", std::to_string(i), "consumers"},
               "with `resolution: persons` the number of consumers must be sure",
               "give one number, or use cohorts");
      else if (const double count = scenario_.regions[i].consumers.sure; count != std::floor(count))
        broken(
            {"regions", std::to_string(i), "consumers"},
            fmt::format("with `resolution: persons` there can't be {} consumers", shortest(count)),
            "give a whole number, or use cohorts");
    const double persons = consumers_of(scenario_);
    if (persons > most_persons)
      too_many("regions",
               fmt::format("{:.3g} persons; at most {:.3g} are simulated one by one", persons,
                           most_persons),
               "use cohorts, or simulate a sample and scale the figures");
  }

  void sources_of_purchases() {
    if (!persons_) return;
    const std::size_t sources = selling_channels(scenario_).size() + scenario_.referrals.size();
    if (sources > most_sources)
      too_many("members",
               fmt::format("{} channels and referrals; persons remember at most {}", sources,
                           most_sources),
               "use cohorts, or put channels that are alike together");
  }

  void network() {
    const auto& network = scenario_.consumers.network;
    if (!network || !persons_) return;
    const double persons = consumers_of(scenario_);
    const auto told = [&](std::string_view key, std::string message, std::string hint) {
      broken({"consumers", "network", key}, std::move(message), std::move(hint));
    };
    if (const auto* ring = std::get_if<SmallWorld>(&*network)) {
      if (ring->degree % 2 != 0)
        told("degree", "each person knows as many on either side, so degree must be even",
             "take the even number next to it");
      if (ring->degree >= persons)
        told("degree", fmt::format("there are only {} persons", persons), "fewer acquaintances");
    }
    if (const auto* random = std::get_if<RandomNetwork>(&*network);
        random && random->degree >= persons)
      told("degree", fmt::format("there are only {} persons", persons), "fewer acquaintances");
    if (const auto* free = std::get_if<ScaleFree>(&*network); free && free->links >= persons)
      told("links", fmt::format("there are only {} persons", persons), "fewer links");
    if (const auto* known = std::get_if<KnownTies>(&*network))
      for (std::size_t i = 0; i < known->ties.size(); ++i) {
        if (known->ties[i].from == known->ties[i].to) {
          told("ties", fmt::format("ties[{}] ties person {} to itself", i, known->ties[i].from),
               "name two persons, or leave the tie out");
          break;
        }
        if (std::max(known->ties[i].from, known->ties[i].to) >= persons) {
          told("ties",
               fmt::format("ties[{}] names person {}, but there are {}, counted from 0", i,
                           std::max(known->ties[i].from, known->ties[i].to), persons),
               "persons are counted over regions, then segments, in the order of their names");
          break;
        }
      }
  }

  const Market& scenario_;
  const Node& tree_;
  const Assumptions& assumptions_;
  Issues& issues_;
  const Demand<Parameter>& demand_;
  const bool remember_, persons_;
};

bool loyalty_differs(const Segment<Parameter>& segment) {
  return segment.churn &&
         std::visit([](const auto& churn) { return churn.concentration > 0; }, *segment.churn);
}

}  // namespace

void check_consumers(const Scenario<Parameter>& scenario, const Node& tree,
                     const Assumptions& assumptions, Issues& issues) {
  ConsumerChecks(scenario, tree, assumptions, issues).run();
}

void require_same_consumers(const Scenario<Parameter>& was, const Scenario<Parameter>& is,
                            const Node& tree, const std::string& when, Issues& issues) {
  if (!is.consumers.remember()) return;
  const auto add = [&](std::string_view list, std::size_t i, std::string_view key,
                       std::string_view what) {
    issues.push_back(broken_rule(
        tree, {list, std::to_string(i), key},
        fmt::format("consumers who remember keep their {}; it can't change {}", what, when),
        "make the change part of the plan's `set`, or leave memory out"));
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
