// Whatever a scenario says, its resolved text says the same: the same markets at all times, the
// same assumptions, and itself again.

#include <fmt/format.h>

#include <algorithm>

#include "models/market/language.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/chance.hpp"
#include "tests/support/tea.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

/// A valid scenario that uses a little of everything the language has.
class Generated {
 public:
  explicit Generated(std::uint32_t number) : chance_(number) {}

  std::string text() {
    line(0, "channelsim: 1");
    line(0, "title: " + one_of({"Tea", "\"5\"", "'a: b'", "渠道", "\"say \\\"yes\\\"\""}));
    line(0, "start: 2027-0" + std::to_string(chance_.whole(1, 9)) + "-15");
    line(0, "step: " + one_of({"week", "month", "day"}));
    line(0, "horizon: " + one_of({"300", "{value: 300 steps, source: board}", "{value: 300}"}));
    line(0, "vat: " + one_of({"13 %", "0.06"}));
    line(0, "exchange_rates: [{name: USD, worth: 7.2}, {name: EUR, worth: 7.8}]");
    line(0, "replications: " + one_of({"50", "{futures: 20, chances: 3}", "{chances: 2}",
                                       "{futures: {value: 7, source: us}}"}));
    market();
    changes(0, "changes", 2);
    levers();
    strategies();
    correlations();
    return text_;
  }

 private:
  std::string one_of(std::vector<std::string> words) {
    return words[static_cast<std::size_t>(chance_.whole(0, static_cast<int>(words.size()) - 1))];
  }
  void line(int indent, const std::string& text) {
    text_ += std::string(static_cast<std::size_t>(indent), ' ') + text + "\n";
  }
  std::string figure(double low, double high) {
    return fmt::format("{:.4g}", chance_.real(low, high));
  }

  /// A value between `low` and `high`, both above 0, in one of the units; sure or not.
  std::string value(double low, double high, std::vector<std::string> units) {
    const double width = high - low;
    std::string unit;
    const auto within = [&](double from, double to) {
      return figure(low + from * width, low + to * width);
    };
    switch (chance_.whole(0, 11)) {
      case 0:
        return "\"pert(" + within(0, 0.2) + ", " + within(0.3, 0.6) + ", " + within(0.7, 1) + ")\"";
      case 1:
        return "{dist: normal, mean: " + within(0.4, 0.6) +
               ", sd: " + figure(width / 20, width / 9) + ", min: " + within(0, 0.1) +
               ", max: " + within(0.9, 1) + evidence() + "}";
      case 2:
        return "{dist: lognormal, p10: " + within(0.2, 0.3) + ", p90: " + within(0.4, 0.5) +
               ", max: " + within(0.8, 1) + "}";
      case 3:
        return "{dist: discrete, values: [" + within(0.5, 1) + ", " + within(0, 0.4) +
               "], weights: [" + figure(1, 2) + ", " + figure(1, 9) + "]" + evidence() + "}";
      case 4:
        return "{dist: beta, mean: " + within(0.45, 0.55) +
               ", sd: " + figure(width / 20, width / 9) + ", min: " + within(0, 0.1) +
               ", max: " + within(0.9, 1) + "}";
      case 5:
        return "{dist: empirical, values: [" + within(0.5, 1) + ", " + within(0, 1) + "]" +
               evidence() + "}";
      case 6:
        return "{dist: bernoulli, probability: " + figure(0.1, 0.9) + ", yes: " + within(0.5, 1) +
               ", no: " + within(0, 0.5) + "}";
      case 7:
        return "{value: " + within(0, 1) + one_of(units) + evidence() + "}";
      case 8:
        unit = one_of(units);
        return "{dist: triangular, min: " + within(0, 0.2) + unit + ", mode: " + within(0.4, 0.5) +
               unit + ", max: " + within(0.8, 1) + unit + "}";
      default:
        return within(0, 1) + one_of(units);
    }
  }
  std::string evidence() {
    return (chance_.flag() ? ", source: " + one_of({"a study", "\"prices: p. 3\"", "\"5\""}) : "") +
           (chance_.flag() ? ", confidence: " + one_of({"low", "medium", "high"}) : "");
  }
  std::string money(double low, double high) {
    return value(low, high, {"", "", " CNY", " CNY excl. VAT"});
  }
  std::string rent(double low, double high) {
    return value(low, high, {"", "", " CNY/week", "元/年"});
  }
  std::string share(double low, double high) { return value(low, high, {"", ""}); }

  void market() {
    line(0, "products:");
    for (const char* name : {"tea", "oil"}) {
      line(0, std::string("- name: ") + name);
      line(2, "unit_cost: " + money(1, 10));
      line(2, "list_price: " + one_of({money(20, 30), "4 USD", "35 CNY incl. VAT", "¥31"}));
      line(2, "recommended_price: " + money(40, 60));
      if (chance_.flag()) line(2, "attraction: " + share(0.5, 3));
    }
    line(0, "regions:");
    for (const char* name : {"north", "\"south, 2\""})
      line(0, std::string("- {name: ") + name +
                  ", consumers: " + value(1000, 9000, {"", " consumers", "人"}) + "}");
    line(0, "segments:");
    line(0, "- {name: few, share: 30 %, purchase_rate: " + value(0.1, 0.4, {"", " per step"}) +
                ", price_sensitivity: " + share(0.01, 0.05) + "}");
    line(0,
         "- {name: many, share: 0.7, purchase_rate: 26 per year, price_sensitivity: 0.02, tastes: "
         "[{channel: web_shop, attraction: " +
             share(0.1, 0.4) + "}]}");
    line(0, "demand: {season: {amplitude: " + share(0.1, 0.4) + "}, incidence: poisson}");
    if (chance_.flag())
      line(0, "channels: [{name: independent_retailer, fixed_cost: " + rent(100, 300) +
                  ", pricing: {type: markup, rate: " + share(0.2, 0.5) +
                  "}}, {name: kiosk, label: "
                  "\"No. 1\", lead_time: 2 steps}]");
    line(0, "members:");
    line(0, "- {name: hub, channel: distributor}");
    line(0, "- name: corner");
    line(2, "channel: independent_retailer");
    line(2, "region: north");
    if (chance_.flag()) line(2, "supplier: hub");
    if (chance_.flag()) line(2, "products: " + one_of({"tea", "[tea]", "[oil, tea]"}));
    if (chance_.flag()) line(2, "site: " + share(0.5, 2));
    if (chance_.flag()) line(2, "lead_time: {value: 3, source: log}");
    if (chance_.flag()) line(2, "pricing: {rate: " + share(0.2, 0.5) + "}");
    if (chance_.flag())
      line(2, "contract: {revenue_share: " + share(0.1, 0.2) +
                  ", quantity_discounts: [{from: 20 pieces, discount: 5 %}], buy_back: {credit: " +
                  money(1, 9) + "}}");
    if (chance_.flag()) line(2, "clearance: {every: 13 steps, salvage: " + money(1, 9) + "}");
    line(0, "- {name: rack, channel: independent_retailer, region: north, pricing: " +
                one_of({"{type: match, base: {type: recommended}, at_most: 1.1}",
                        "{type: react_to_stock, target_cover: 2 weeks}",
                        "{type: best_response, base: {type: markup, rate: " + share(0.2, 0.5) +
                            "}, joint: true}",
                        "{type: follow_list, price: 50, list_price: 25, pass_through: 50 %}"}) +
                "}");
    line(0, "- {name: web, channel: web_shop, active: " + one_of({"true", "false"}) + "}");
    line(0, "- {name: web.2, channel: web_shop, active: false}");
    line(0, "promotions:");
    line(0, "- {name: fair, channels: " + one_of({"web_shop", "[web_shop, independent_retailer]"}) +
                ", start: " + moment() + ", length: 2 steps, price_cut: " + share(0.1, 0.3) + "}");
  }

  std::string moment() {
    return one_of({std::to_string(chance_.whole(1, 200)),
                   std::to_string(chance_.whole(1, 200)) + " steps",
                   "step " + std::to_string(chance_.whole(1, 200)),
                   "2027-11-0" + std::to_string(chance_.whole(1, 9)), "2028-01",
                   "2027-W5" + std::to_string(chance_.whole(0, 2)), "2 months"});
  }

  /// Settings of different values, so that no two of one date disagree.
  std::string setting(int which) {
    switch (which % 7) {
      case 0:
        return "products.tea.list_price: " + money(20, 30);
      case 1:
        return "members.web.active: " + one_of({"true", "false"});
      case 2:
        return "channels.web_shop.fixed_cost: " + rent(100, 900);
      case 3:
        return "products.oil: {unit_cost: " + money(1, 5) +
               ", recommended_price: " + money(40, 60) + "}";
      case 4:
        return "members.web.2.site: " + share(0.1, 0.9);
      case 5:
        return "segments.few.price_sensitivity: " + share(0.01, 0.05);
      default:
        return "manufacturer.fixed_cost: " + rent(100, 900);
    }
  }
  void changes(int indent, const std::string& key, int most) {
    const int count = chance_.whole(0, most);
    if (count == 0) return;
    line(indent, key + ":");
    const int first = chance_.whole(0, 6);
    for (int i = 0; i < count; ++i) {
      line(indent, "- from: " + moment());
      line(indent + 2, "set:");
      line(indent + 4, setting(first + i));
    }
  }
  void levers() {
    line(0, "levers:");
    for (const int which : {0, 1}) {
      line(0, "- name: lever" + std::to_string(which));
      if (which == 0) line(2, "label: \"Yes: no\"");
      line(2, "set: {" + setting(2 * which) + "}");
    }
  }
  void strategies() {
    line(0, "strategies:");
    const int count = chance_.whole(1, 4);
    for (int i = 0; i < count; ++i) {
      line(0, "- name: plan" + std::to_string(i));
      if (i > 0 && chance_.flag())
        line(2, "extends: " + one_of({"plan0", "[plan" + std::to_string(i - 1) + "]"}));
      if (chance_.flag()) line(2, "levers: " + one_of({"lever0", "[lever0, lever1]", "[lever1]"}));
      if (chance_.flag()) {
        line(2, "set:");
        const int first = chance_.whole(0, 6);
        for (int j = 0; j < 2; ++j) line(4, setting(first + j));
      }
      changes(2, "changes", 2);
    }
  }
  void correlations() {
    if (text_.find("  unit_cost: \"pert") == std::string::npos) return;
    // Only what is surely uncertain may be correlated.
    line(0, "rivals:");
    line(0,
         "- {name: other, price: {dist: uniform, min: 30, max: 40, name: rival}, attraction: "
         "\"normal(1, 0.2)\"}");
    line(0, "correlations: [{between: [rival, rivals.other.attraction], coefficient: " +
                figure(-0.9, 0.9) + "}]");
  }

  Chance chance_;
  std::string text_;
};

/// A text without its comments; the generator writes no '#'.
std::string without_comments(const std::string& text) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    std::string line = text.substr(begin, end - begin);
    line = line.substr(0, line.find('#'));
    while (line.ends_with(' ')) line.pop_back();
    if (!line.empty()) result += line + "\n";
    begin = end + 1;
  }
  return result;
}

std::vector<std::string> told(const std::vector<Assumption>& assumptions) {
  std::vector<std::string> lines;
  for (const Assumption& each : assumptions)
    lines.push_back(fmt::format("{} [{}] {} {} {} {} {}", each.path, each.unit, each.middle,
                                each.distribution ? to_text(*each.distribution) : "sure",
                                each.evidence.name.value_or("-"), each.evidence.source,
                                default_text(each.evidence.confidence)));
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// A study; what is wrong with its text fails the test.
Study in_order(const std::string& text) {
  try {
    return load(text);
  } catch (const InputError& error) {
    for (const Issue& issue : error.issues()) UNSCOPED_INFO(to_text(issue));
    FAIL("a valid scenario was refused");
  }
  return {};
}

}  // namespace

TEST_CASE("the resolved text of any scenario gives the same study, and the same text") {
  int uncertain = 0, stages = 0, sure = 0, correlated = 0;
  for (std::uint32_t number = 1; number <= 200; ++number) {
    const std::string text = Generated(number).text();
    INFO("scenario " << number << "\n" << text);
    const Study study = in_order(text);
    INFO(study.resolved);
    const Study again = in_order(study.resolved);
    REQUIRE(scenario_text(study.scenario, study.assumptions) ==
            scenario_text(again.scenario, again.assumptions));
    REQUIRE(study.plans.size() == again.plans.size());
    for (std::size_t p = 0; p < study.plans.size(); ++p) {
      const auto &before = study.plans[p].stages, &after = again.plans[p].stages;
      CHECK(study.plans[p].label.name == again.plans[p].label.name);
      CHECK(study.plans[p].label.baseline == again.plans[p].label.baseline);
      REQUIRE(before.size() == after.size());
      for (std::size_t s = 0; s < before.size(); ++s) {
        CHECK(before[s].from == after[s].from);
        REQUIRE(scenario_text(before[s].market, study.assumptions) ==
                scenario_text(after[s].market, again.assumptions));
      }
      stages += static_cast<int>(before.size()) - 1;
    }
    REQUIRE(told(study.assumptions.uncertain()) == told(again.assumptions.uncertain()));
    REQUIRE(told(study.assumptions.sure()) == told(again.assumptions.sure()));
    REQUIRE(without_comments(study.resolved) == without_comments(again.resolved));
    uncertain += static_cast<int>(study.assumptions.uncertain().size());
    sure += static_cast<int>(study.assumptions.sure().size());
    correlated += !study.scenario.correlations.empty();
  }
  // Or the test would prove little.
  CHECK(uncertain > 1000);
  CHECK(sure > 200);
  CHECK(stages > 200);
  CHECK(correlated > 5);
}
