#pragma once
// Random but valid scenarios from the whole language: tiers, partners, accounts, contracts,
// consumers, events, what is uncertain and what changes by date.

#include <fmt/format.h>

#include <string>

#include "tests/support/chance.hpp"

namespace channelsim::market {

class GeneratedScenario {
 public:
  explicit GeneratedScenario(std::uint32_t number) : chance_(number) {}

  std::string text() {
    remembers_ = flag();
    persons_ = remembers_ && flag();
    study();
    consumers();
    demand();
    goods();
    channels();
    members();
    partners();
    marketing();
    plans();
    return std::move(yaml_);
  }

 private:
  bool flag() { return chance_.flag(); }
  bool one_in(int count) { return chance_.whole(1, count) == 1; }
  int whole(int low, int high) { return chance_.whole(low, high); }
  std::string real(double low, double high) {
    return fmt::format("{:.6g}", chance_.real(low, high));
  }
  std::string one_of(std::initializer_list<const char*> words) {
    return words.begin()[chance_.whole(0, static_cast<int>(words.size()) - 1)];
  }
  std::string_view maybe(std::string_view text) { return flag() ? text : ""; }
  /// A number that is sure or not.
  std::string number(double low, double high) {
    const std::string sure = real(low, high), width = fmt::format("{:.6g}", high - low);
    switch (whole(0, 7)) {
      case 0:
        return fmt::format("\"uniform({:.6g}, {:.6g})\"", low, high);
      case 1:
        return fmt::format("\"pert({:.6g}, {}, {:.6g})\"", low, sure, high);
      case 2:
        return fmt::format("{{value: {}, source: a survey, confidence: low}}", sure);
      case 3:
        return fmt::format("\"discrete({:.6g}, {}, {:.6g})\"", low, sure, high);
      default:
        return sure;
    }
  }
  /// In the order of the parts, whose chance is drawn in that order by any compiler.
  static std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text += part;
    return text;
  }
  [[gnu::noinline]] void line(std::initializer_list<std::string_view> parts) { yaml_ += joined(parts) + "\n"; }
  void line(std::string_view text) { line({text}); }

  void study() {
    horizon_ = whole(3, 14);
    nested_ = one_in(6);
    line(fmt::format("horizon: {}", horizon_));
    line(nested_ ? "replications: {futures: 6, chances: 3}" : "replications: 18");
    line(fmt::format("seed: {}", whole(1, 1000000)));
    if (flag()) line({"step: ", one_of({"day", "week", "month"})});
    if (flag()) line("start: 2027-01-04");
    line({"breakdown: [", one_of({"channel", "channel, member", "region, channel"}), "]"});
    if (flag())
      line(fmt::format("series: {{figures: [units_sold, channel_stock], every: {}}}", whole(1, 5)));
    line(
        {"decision: {objective: ", one_of({"manufacturer_profit", "manufacturer_npv", "fill_rate"}),
         maybe(", constraints: [{figure: fill_rate, at_least: 0.1}]"), "}"});
    std::string manufacturer = "fixed_cost: " + number(0, 300);
    manufacturer += maybe(", discount_rate: 0.002, tax_rate: 0.25, closing_multiple: 2");
    manufacturer += maybe(", backorders: true");
    line({"manufacturer: {", manufacturer, "}"});
  }

  void consumers() {
    if (persons_)
      line({"consumers: {resolution: persons",
            maybe(", network: " + one_of({"{type: random, degree: 4}",
                                          "{type: small_world, degree: 4, rewiring: 0.2}",
                                          "{type: scale_free, links: 2}"})),
            "}"});
    else if (remembers_)
      line("consumers: {memory: true}");
    line("regions:");
    for (int i = 0; i < 2; ++i)
      line(fmt::format("  - {{name: r{}, consumers: {}}}", i,
                       whole(persons_ ? 20 : 0, persons_ ? 80 : 900)));
    line("segments:");
    for (int i = 0; i < 2; ++i)
      line({fmt::format("  - {{name: s{}, share: {}, ", i, i == 0 ? 0.25 : 0.75), segment(), "}"});
  }

  std::string segment() {
    std::string text = "purchase_rate: " + number(0.01, 0.3);
    text += ", price_sensitivity: " + number(0, 0.3);
    text += maybe(", tastes: [{channel: web_shop, attraction: " + real(-1, 1) + "}]");
    text += maybe(", stockpiling: {response: 3, use: 0.3}");
    text += maybe(", showrooming_hassle: 3, web_to_store: 0.2");
    if (one_in(4)) text += ", price_spread: {type: lognormal, sd: 0.5}";
    if (!remembers_) return text;
    text += maybe(", habit: " + number(0, 2));
    text += maybe(", aware_at_start: 0.7, customers_at_start: 0.4");
    text += maybe(", churn: {type: per_step, chance: " + real(0, 0.3) + "}");
    return text;
  }

  void demand() {
    line("demand:");
    divisible_only_ = one_in(8) && !remembers_;
    bass_ = remembers_ && one_in(4);
    if (divisible_only_)
      line("  incidence: expected");
    else if (bass_)
      line("  incidence: {type: bass, imitation: 1.2, replacement_rate: 0.1}");
    else if (one_in(4) && (persons_ || !remembers_))
      line("  incidence: {type: nbd, shape: 0.8}");
    else
      line({"  incidence: ", one_of({"poisson", "bernoulli"})});
    if (flag()) line({"  season: {amplitude: ", number(0, 0.8), ", period: 7}"});
    if (flag()) line("  shock: {sd: 0.2, persistence: 0.6}");
    if (flag()) line({"  growth: ", number(-0.05, 0.05)});
    if (flag()) line("  may_not_buy: false");
    if (flag())
      line({"  choice: {type: nested_logit, nests_by: ", one_of({"format", "product"}),
            ", dissimilarity: 0.6}"});
    if (!divisible_only_ && flag())
      line({"  stock_out: {second_choice: 0.4, wait: ", real(0, 0.5), "}"});
    if (flag()) line("  satisfaction: {learning: 1}");
    if (flag()) line("  brand: {exposure: 0.2, service: 0.3}");
    if (remembers_ && flag())
      line({"  awareness: {spontaneous: 0.1, word_of_mouth: 0.4, per_outlet: 0.1, forgetting: ",
            real(0, 0.3), "}"});
  }

  void goods() {
    line("products:");
    for (int i = 0; i < 2; ++i) {
      std::string text = fmt::format("name: p{}, unit_cost: ", i) + number(1, 5);
      text += ", list_price: " + number(5, 10) + ", recommended_price: " + number(10, 20);
      text += divisible_only_ || one_in(3) ? ", divisible: true" : "";
      text += maybe(", attraction: " + number(-1, 1));
      text += maybe(fmt::format(", capacity: {}", whole(0, 300)));
      if (one_in(4)) text += fmt::format(", shelf_life: {}", whole(24, 30));
      line({"  - {", text, "}"});
    }
    if (flag()) {
      line("rivals:");
      line({"  - {name: rival, price: ", number(8, 18), ", attraction: ", number(0, 2),
            maybe(", follow: 0.5, price_noise: 0.1"), maybe(", region: r0"), "}"});
    }
  }

  void channels() {
    line("channels:");
    line({"  - {name: independent_retailer, fixed_cost: 20",
          maybe(", beginning: {ramp: 4, start: 0.4, honeymoon: 0.3, half_life: 3}"),
          maybe(", conduct: {fair_margin: 0.25, effort_response: 0.33, exit_hazard: 0.02, "
                "required_profit: 5}"),
          maybe(", investment: {capital: 300, life: 50, one_off: 20}"),
          maybe(", default_risk: {hazard: 0.02, settlement_delay: 3}"),
          maybe(", relationship: {fading: 0.1, care: 5, half_effect: 10, attraction: 0.3, loyalty: "
                "1}"),
          "}"});
    line({"  - {name: marketplace_shop, fixed_cost: 5",
          maybe(", payout: {delay: 2, reserve: 0.1, release: 5}"),
          maybe(", returns: {rate: 0.3, delay: 2, cost: 1}"),
          maybe(", fees: {slot_fee: 3, coupon: {value: 1, redeemed: 0.3, manufacturer_share: 0.5, "
                "platform_share: 0.2}, "
                "traffic: {share: 0.2, cost: 0.5}}"),
          maybe(", answers: {raise_fees: {above_share: 0.3, by: 0.02}, delist: {below: 0.8, "
                "length: 3}}"),
          "}"});
    line({"  - {name: web_shop, fixed_cost: 8",
          divisible_only_ ? "" : maybe(", pick_up: {share: 0.4, attach: 0.5, value: 3}"), "}"});
  }

  std::string credit() {
    return joined(
        {maybe(", credit: {terms: 2, late: {share: 0.5, median: 2, longest: 6}, bad_debt: 0.01}"),
         maybe(", finance: {opening_cash: 400, overdraft: 200, interest: 0.01}")});
  }
  std::string orders() {
    const std::string policies[] = {"base_stock, level: " + real(0, 60),
                                    "order_up_to, safety_factor: " + real(0, 1.5),
                                    "order_up_to, forecast: {type: moving_average, window: 3}",
                                    "order_up_to, safety_deviations: 1, forecast: trend",
                                    "min_max, minimum: 10, maximum: 90",
                                    "reorder_point, reorder_point: 20, quantity: 30"};
    return joined({", replenishment: {type: ", policies[whole(0, 5)], "}",
                   maybe(", minimum_order: 5"), maybe(", order_multiple: 6"),
                   maybe(", order_inflation: 2, order_cost: 3"),
                   maybe(", loading: {share: 0.4, every: 5}")});
  }
  std::string contract() {
    return one_of({"",
                   ", contract: {fixed_fee: 3, revenue_share: 5 %, target_rebate: {every: 4, "
                   "target: 20, rebate: 1}}",
                   ", contract: {buy_back: {every: 3, credit: 2, up_to: 31 %}, quantity_discounts: "
                   "[{from: 9, discount: 4 %}]}",
                   ", clearance: {every: 4, salvage: 1}"});
  }
  std::string pricing() {
    return one_of({"", ", pricing: {type: match, base: {type: recommended}}",
                   ", pricing: {type: react_to_stock, at_most: 1.2}",
                   ", pricing: {type: best_response, base: {type: recommended}, review: 3}"});
  }

  void members() {
    account_ = flag();
    line("members:");
    for (int i = 0; i < 2; ++i)
      line({fmt::format("  - {{name: hub{}, channel: distributor, fixed_cost: 10, lead_time: {}", i,
                        whole(1, 4)),
            (i == 1 ? maybe(", supplier: hub0") : ""), maybe(", allocation: uniform"), orders(),
            credit(), "}"});
    for (int i = 0; i < 2; ++i)
      line({fmt::format(
                "  - {{name: store{0}, channel: independent_retailer, region: r{0}, lead_time: {1}",
                i, whole(1, 4)),
            ", supplier: " +
                (i == 1 && account_ ? "manufacturer" : one_of({"hub0", "hub1", "manufacturer"})),
            fmt::format(", count: {}", i == 0 ? whole(1, 3) : 1),
            maybe(", purchase_discount: " + number(0, 0.2)), pricing(), contract(), orders(),
            credit(), maybe(", returns: {rate: 0.2, delay: 3, cost: 1}"), "}"});
    line({"  - {name: own, channel: own_shop, region: r0, fixed_cost: 10, lead_time: 2", pricing(),
          orders(), "}"});
    line("  - {name: web, channel: web_shop}");
    line({"  - {name: platform, channel: marketplace_shop", maybe(", holds_stock: false"), "}"});
    agent_ = flag();
    if (agent_) line("  - {name: agent, channel: commission_agent, region: r1, fixed_cost: 4}");
    recruits_ = one_in(3);
    if (recruits_)
      line(
          "  - {name: newcomer, channel: independent_retailer, region: r1, count: 3, supplier: "
          "hub0, lead_time: 1}");
    if (one_in(3))
      line(
          "authorisations: [{name: packs, products: [p1], channels: [marketplace_shop, web_shop, "
          "own_shop]}]");
  }

  void partners() {
    if (recruits_)
      line(
          {"recruiting: [{name: drive, members: newcomer, applicants: 0.7, onboarding: 2, "
           "cost_per_contract: 10",
           one_of({"", ", joining: {hurdle: 0.5, spread: 0.3, horizon: 30, discount_rate: 0.003}",
                   ", screening: {accuracy: 0.7, cost: 5, choose: {type: best, number: 1, every: "
                   "2}}"}),
           "}]"});
    if (one_in(3))
      line({"partner_programmes: [{name: club, window: 4, review: 2, cost: 5, counts: ",
            agent_ ? "sales" : one_of({"sales", "purchases"}),
            ", tiers: [{name: "
            "silver, from: 50, discount: 0.01}, "
            "{name: gold, from: 300, discount: 0.05, rebate: 0.02, marketing_funds: 0.02}], "
            "marketing: {refunded: 0.5, uptake: 0.7, attraction: 0.1, half_effect: 9}",
            maybe(", certification: {cost: 20, training: 2, uptake: 0.6, attraction: 0.2, term: 6, "
                  "renewal: 0.5}"),
            "}]"});
    if (one_in(3))
      line(
          {"multi_unit_owners: [{name: family, members: [store0, store1], overhead_saving: 2, "
           "discount: 0.02",
           maybe(", shared_purse: false"), "}]"});
    else if (account_)
      line({"key_accounts: [{name: chain, members: [store1], review: 3, discount: ", number(0, 0.1),
            ", compares_prices: ", one_of({"none", "claims", "buys"}),
            maybe(", back_margin: {share: 0.1, every: 4}"),
            maybe(", service: {level: 0.9, penalty: 1, share: 0.1, every: 3}"),
            maybe(", own_label: {product: p0, price_gap: 0.3, attraction: -1, push: {below: 0.5, "
                  "by: 1}}"),
            maybe(", demands: {margin: 0.4, patience: 1, length: 3}"),
            maybe(", listed: [p0], listing_fee: 100"), "}]"});
    if (one_in(3))
      line(
          "incidents: [{name: scandal, channel: marketplace_shop, hazard: 0.05, loss: 0.3, "
          "half_life: 4, supervisors: 1, span: 2}]");
  }

  void marketing() {
    const bool event = flag();
    if (event)
      line(fmt::format("events: [{{name: feast, dates: [{}], length: 2, lift: 0.6}}]",
                       whole(0, horizon_ - 1)));
    if (flag())
      line({"promotions: [{name: deal, ",
            event && flag() ? "event: feast" : "start: 1, length: 2, every: 4",
            ", price_cut: ", number(0, 0.4), maybe(", trade_discount: 0.1, cost: 9"), "}]"});
    if (flag())
      line(
          {"campaigns: [{name: posters, start: 1, length: 3, spending: 50, half_saturation: 70, "
           "attraction: ",
           number(0, 1), ", purchase_lift: 0.3", maybe(remembers_ ? ", awareness: 0.5" : ""),
           "}]"});
    if (remembers_ && flag())
      line(
          {"referrals: [{name: friends, contacts: 4, share_chance: 0.5, conversion: 0.4, reward: 1",
           maybe(", seeds: 3"), "}]"});
  }

  void plans() {
    if (flag())
      line({fmt::format("changes: [{{from: {}, set: {{members.own.active: false, ", whole(1, 2)),
            "products.p0.list_price: " + real(5, 10), "}}]"});
    line("levers: [{name: dearer, set: {products.p1.list_price: " + number(5, 10) + "}}]");
    line("strategies:");
    line("  - {name: as_is, baseline: true}");
    line({"  - {name: other, levers: [dearer], changes: [",
          fmt::format("{{from: {}, set: {{members.web.active: {}, ", whole(1, horizon_ - 1),
                      "false"),
          "members.store1.purchase_discount: " + number(0, 0.2), "}}]}"});
  }

  Chance chance_;
  std::string yaml_;
  int horizon_ = 0;
  bool remembers_ = false, persons_ = false, bass_ = false, divisible_only_ = false,
       nested_ = false;
  bool recruits_ = false, agent_ = false, account_ = false;
};

}  // namespace channelsim::market
