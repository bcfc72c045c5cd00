#pragma once
// Random but valid markets in which consumers remember, wait, talk, leave and are brought along.

#include <fmt/format.h>

#include <string>
#include <vector>

#include "tests/support/chance.hpp"

namespace channelsim::market {

/// A scenario whose lists may be written in another order, or with more entries.
struct GeneratedMarket {
  struct List {
    std::string key;
    std::vector<std::string> entries;
  };
  std::string head;
  std::vector<List> lists;

  std::string text(bool reversed = false) const {
    std::string yaml = head;
    for (const List& list : lists) {
      if (list.entries.empty()) continue;
      yaml += list.key + ":\n";
      for (std::size_t i = 0; i < list.entries.size(); ++i)
        yaml += "  - {" + list.entries[reversed ? list.entries.size() - 1 - i : i] + "}\n";
    }
    return yaml;
  }
  std::vector<std::string>& operator[](std::string_view key) {
    for (List& list : lists)
      if (list.key == key) return list.entries;
    lists.push_back({std::string(key), {}});
    return lists.back().entries;
  }
};

/// How consumers are looked at in a generated market.
enum class Looked { as_flow, in_cohorts, in_person };

class ConsumerMarkets {
 public:
  ConsumerMarkets(std::uint32_t number, Looked looked) : chance_(number), looked_(looked) {}

  GeneratedMarket market() {
    market_.head =
        fmt::format("horizon: {}\nreplications: 16\nbreakdown: [channel, region, member{}]\n",
                    chance_.whole(2, 12), remembers() ? ", segment, switching" : "");
    consumers();
    demand();
    for (int i = 0; i < 2; ++i)
      market_["products"].push_back(
          fmt::format("name: p{}, unit_cost: {}, list_price: {}, recommended_price: {}, "
                      "divisible: {}",
                      i, chance_.real(1, 3), chance_.real(3, 5), chance_.real(5, 8), flag()));
    for (int i = 0; i < 2; ++i)
      market_["regions"].push_back(
          fmt::format("name: r{}, consumers: {}", i, chance_.whole(i == 0 ? 12 : 0, 60)));
    for (int i = 0; i < 2; ++i)
      market_["segments"].push_back(
          fmt::format("name: s{}, share: {}, {}", i, i ? 0.7 : 0.3, segment()));
    sellers();
    marketing();
    return std::move(market_);
  }

 private:
  bool remembers() const { return looked_ != Looked::as_flow; }
  bool in_person() const { return looked_ == Looked::in_person; }
  bool flag() { return chance_.flag(); }

  void consumers() {
    if (looked_ == Looked::in_cohorts) market_.head += "consumers: {memory: true}\n";
    if (!in_person()) return;
    const char* networks[] = {"", "", ", network: {type: random, degree: 4}",
                              ", network: {type: small_world, degree: 4, rewiring: 0.2}",
                              ", network: {type: scale_free, links: 2}"};
    market_.head +=
        fmt::format("consumers: {{resolution: persons{}}}\n", networks[chance_.whole(0, 4)]);
  }

  void demand() {
    bass_ = remembers() && chance_.whole(0, 3) == 0;
    std::string incidence = flag() ? "poisson" : "bernoulli";
    if (bass_)
      incidence = fmt::format("{{type: bass, imitation: {}, replacement_rate: {}}}",
                              chance_.real(0, 2), chance_.real(0, 0.3));
    else if (!(looked_ == Looked::in_cohorts) && chance_.whole(0, 3) == 0)
      incidence = "{type: nbd, shape: 0.8}";
    market_.head += fmt::format(
        "demand:\n  incidence: {}\n  season: {{amplitude: {}, period: 7}}\n"
        "  stock_out: {{second_choice: {}, wait: {}}}\n",
        incidence, chance_.real(0, 0.8), chance_.real(0, 0.5), chance_.real(0, 0.5));
    if (flag())
      market_.head +=
          fmt::format("  choice: {{type: nested_logit, nests_by: {}, dissimilarity: {}}}\n",
                      flag() ? "format" : "product", chance_.real(0.3, 1));
    if (flag()) market_.head += "  satisfaction: {learning: 1}\n";
    if (flag()) market_.head += "  brand: {exposure: 0.2, service: 0.3}\n";
    if (remembers() && flag())
      market_.head += fmt::format(
          "  awareness: {{spontaneous: {}, word_of_mouth: {}, per_outlet: 0.1, forgetting: {}}}\n",
          chance_.real(0, 0.3), chance_.real(0, 1), chance_.real(0, 0.5));
  }

  std::string segment() {
    std::string text = fmt::format("purchase_rate: {}, price_sensitivity: {}",
                                   chance_.real(0, 0.25), chance_.real(0, 0.5));
    if (flag()) text += ", stockpiling: {response: 3, use: 0.3}";
    if (flag()) text += ", showrooming_hassle: 3, web_to_store: 0.2";
    if (chance_.whole(0, 3) == 0) text += ", price_spread: {type: lognormal, sd: 0.5}";
    if (!remembers()) return text;
    if (flag()) text += fmt::format(", habit: {}", chance_.real(0, 2));
    const double aware = flag() ? 1 : chance_.real(0, 1);
    text += fmt::format(", aware_at_start: {}, customers_at_start: {}", aware,
                        aware * chance_.real(0, 0.9));
    if (flag()) return text;
    const double concentration = in_person() && flag() ? 3 : 0;
    return text + fmt::format(", churn: {{type: {}, chance: {}, concentration: {}}}",
                              in_person() && flag() ? "per_purchase" : "per_step",
                              chance_.real(0, 0.5), concentration);
  }

  void sellers() {
    const char* channels[] = {"independent_retailer", "own_shop", "web_shop", "marketplace_shop"};
    const int count = chance_.whole(1, 4);
    for (int i = 0; i < count; ++i) {
      const int channel = chance_.whole(0, 3);
      const std::string orders =
          flag() ? fmt::format("base_stock, level: {}", chance_.real(0, 9))
                 : fmt::format("order_up_to, safety_factor: {}", chance_.real(0, 1));
      market_["members"].push_back(fmt::format(
          "name: m{}, channel: {}, region: r{}, lead_time: {}, site: {}, "
          "replenishment: {{type: {}}}{}",
          i, channels[channel], chance_.whole(0, 1), chance_.whole(1, 3), chance_.real(0, 2),
          orders, flag() ? ", pick_up: {share: 0.5, attach: 0.5, value: 3}" : ""));
    }
    const int rivals = chance_.whole(0, 2);
    for (int i = 0; i < rivals; ++i)
      market_["rivals"].push_back(
          fmt::format("name: rival{}, price: {}, attraction: {}, follow: 0.5, price_noise: 0.1{}",
                      i, chance_.real(2, 8), chance_.real(0, 3), flag() ? ", region: r0" : ""));
  }

  void marketing() {
    if (flag())
      market_["promotions"].push_back(
          fmt::format("name: deal, start: {}, length: 2, every: 4, price_cut: {}",
                      chance_.whole(0, 3), chance_.real(0, 0.5)));
    const int campaigns = chance_.whole(0, 2);
    for (int i = 0; i < campaigns; ++i)
      market_["campaigns"].push_back(fmt::format(
          "name: c{}, start: {}, length: 3, spending: 500, half_saturation: 700, attraction: {}, "
          "purchase_lift: {}{}",
          i, chance_.whole(0, 5), chance_.real(0, 1), chance_.real(0, 1),
          remembers() && flag() ? ", awareness: 0.5" : ""));
    const int referrals = remembers() ? chance_.whole(0, 2) : 0;
    for (int i = 0; i < referrals; ++i)
      market_["referrals"].push_back(fmt::format(
          "name: f{}, contacts: {}, share_chance: 0.5, conversion: 0.5, reward: 1, seeds: {}", i,
          chance_.real(0, 12), chance_.whole(0, 5)));
  }

  Chance chance_;
  Looked looked_;
  GeneratedMarket market_;
  bool bass_ = false;
};

inline GeneratedMarket generated_consumers(std::uint32_t number, Looked looked) {
  return ConsumerMarkets(number, looked).market();
}

}  // namespace channelsim::market
