// Members as businesses: who comes, who goes, what they owe and what it is worth.

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// One product and one region whose consumers buy `rate` pieces a step each, whatever the price.
std::string market(const std::string& rest, int horizon, int replications, double consumers = 1000,
                   double rate = 0.05, const std::string& step = "week") {
  return "step: " + step + "\nhorizon: " + std::to_string(horizon) +
         "\nreplications: " + std::to_string(replications) +
         "\nproducts: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
         "regions: [{name: city, consumers: " +
         std::to_string(consumers) +
         "}]\n"
         "segments: [{name: all, share: 1, purchase_rate: " +
         std::to_string(rate) + ", price_sensitivity: 0}]\ndemand: {may_not_buy: false}\n" + rest;
}

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double each : values) sum += each;
  return sum;
}
double mean_of(const std::vector<double>& values) {
  return sum_of(values) / static_cast<double>(values.size());
}

/// Standard error of the mean.
double error_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double each : values) sum += (each - mean_of(values)) * (each - mean_of(values));
  const auto count = static_cast<double>(values.size());
  return std::sqrt(sum / (count - 1) / count);
}

}  // namespace

TEST_CASE("V74: partners who join at random and leave at a hazard are as many as in M/M/inf") {
  // 4 applicants a month, 60 % succeed, 8 % leave a month; a step is a day, a month has 30.
  const std::string yaml = market(
      "members: [{name: shop, channel: independent_retailer, region: city, count: 60,\n"
      "           conduct: {exit_hazard: " +
          std::to_string(0.08 / 30) +
          "}}]\n"
          "recruiting: [{name: drive, members: shop, applicants: " +
          std::to_string(4.0 / 30) + ", signing: 0.6, onboarding: 1}]\n",
      360, 512, 0, 0.0, "day");
  const Story story(yaml);
  const auto count = story.figure("members_in_business", "as_is");
  // Who signs on a day opens on the next and may leave from that day on.
  double expected = 0;
  const double per_day = 4.0 / 30 * 0.6, stay = std::exp(-0.08 / 30);
  for (int signed_on = 0; signed_on < 359; ++signed_on)
    expected += per_day * std::pow(stay, 359 - signed_on);
  CHECK(expected == Approx(18.513213).epsilon(0.006));  // continuous time
  CHECK(std::fabs(mean_of(count) - expected) < 4.89 * std::sqrt(expected / 512));
}

TEST_CASE("V59: members at a constant hazard fail as often as it says") {
  const std::string yaml = market(
      "members: [{name: shop, channel: independent_retailer, region: city, count: 50,\n"
      "           default_risk: {hazard: " +
          std::to_string(0.04 / 52) + "}}]\n",
      260, 256, 0, 0.0);
  const Story story(yaml);
  const double share = story.mean("failures", "as_is") / 50;
  const double hazard = std::stod(std::to_string(0.04 / 52));
  const double expected = 1 - std::exp(-260 * hazard);
  CHECK(expected == Approx(0.181269).epsilon(1e-3));
  CHECK(std::fabs(share - expected) < 4.89 * std::sqrt(expected * (1 - expected) / (50 * 256)));
}

TEST_CASE("V57: receivables are sales times the mean delay of payment") {
  // 30, 40, 20 and 10 % of sales are paid after 0, 30, 60 and 90 days.
  const auto shop = [](const char* name, int terms) {
    return "- {name: " + std::string(name) + ", channel: independent_retailer, region: " + name +
           ", credit: {terms: " + std::to_string(terms) + "}}\n";
  };
  const std::string yaml =
      "step: day\nhorizon: 3000\nreplications: 32\n"
      "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
      "regions: [{name: a, consumers: 300}, {name: b, consumers: 400}, {name: c, consumers: 200},\n"
      "          {name: d, consumers: 100}]\n"
      "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]\n"
      "demand: {may_not_buy: false}\nbreakdown: [member]\nmembers:\n" +
      shop("a", 0) + shop("b", 30) + shop("c", 60) + shop("d", 90);
  const Story story(yaml);
  // An invoice of day t counts at most until the last day.
  const auto truncated = [](double delay) { return delay * (1 - (delay - 1) / 2 / 3000); };
  const double expected = 0.4 * truncated(30) + 0.2 * truncated(60) + 0.1 * truncated(90);
  CHECK(expected == Approx(33).epsilon(0.02));
  const auto dso = story.figure("days_sales_outstanding", "as_is");
  CHECK(std::fabs(mean_of(dso) - expected) < 4.89 * error_of(dso) + 0.02);
  CHECK(story.mean("collection_rate", "as_is") > 0.98);
}

TEST_CASE("V71: screening gains what the order statistics of the scores say") {
  const auto ability = [](const std::string& accuracy, const std::string& choose) {
    const Story story(
        market("members: [{name: shop, channel: independent_retailer, region: city, count: 30}]\n"
               "recruiting: [{name: drive, members: shop, applicants: 5, onboarding: 1,\n"
               "  screening: {accuracy: " +
                   accuracy + ", choose: " + choose +
                   ",\n"
                   "    matters: {financial_strength: 0, reputation: 0, sales_ability: 1, "
                   "willingness: 0, potential: 0},\n"
                   "    criteria: {financial_strength: 0, reputation: 0, sales_ability: 1, "
                   "willingness: 0, potential: 0}}}]\n",
               61, 512, 0, 0.0));
    return story.figure("partner_ability", "as_is");
  };
  // The best of all who came in two steps: a Poisson number of mean 10, and the expected maximum of
  // that many standard normal numbers, found by integration.
  double best = 0, weight = std::exp(-10.0), none = weight;
  for (int n = 1; n < 60; ++n) {
    weight *= 10.0 / n;
    double maximum = 0;
    for (double x = -8; x < 8; x += 0.001) {
      const double below = 0.5 * std::erfc(-x / std::sqrt(2.0));
      maximum +=
          x * n * std::pow(below, n - 1) * std::exp(-x * x / 2) / std::sqrt(2 * M_PI) * 0.001;
    }
    if (n == 10) CHECK(maximum == Approx(1.538753).epsilon(1e-4));
    best += weight * maximum;
  }
  best /= 1 - none;
  const auto sure = ability("1", "{type: best, number: 1, every: 2}");
  const auto vague = ability("0.6", "{type: best, number: 1, every: 2}");
  CHECK(std::fabs(mean_of(sure) - best) < 4.89 * error_of(sure));
  CHECK(std::fabs(mean_of(vague) - 0.6 * best) < 4.89 * error_of(vague));
  const auto any = ability("0", "{type: best, number: 1, every: 2}");
  CHECK(std::fabs(mean_of(any)) < 4.89 * error_of(any));
}

TEST_CASE("a constant loss has the present value of an annuity") {
  const double loss = 1000, rate = 0.002;
  const Story story(
      market("manufacturer: {discount_rate: 0.002, closing_multiple: 2}\n"
             "members: [{name: web, channel: web_shop, fixed_cost: 1000, investment: {}}]\n",
             104, 8, 0, 0.0));
  double present = 0, discount = 1;
  for (int step = 0; step < 104; ++step) {
    discount /= 1 + rate;
    present -= loss * discount;
  }
  present -= 2 * 52 * loss * discount;
  CHECK(story.figure("manufacturer_npv", "as_is").front() == Approx(present).epsilon(1e-12));
  CHECK(story.figure("peak_cash_need", "as_is").front() == Approx(104 * loss));
}

TEST_CASE("without discounting, net present value is profit on goods that were sold on") {
  const std::string yaml = market(
      "manufacturer: {discount_rate: 0, closing_multiple: 0}\n"
      "members:\n- {name: web, channel: web_shop}\n"
      "- {name: shop, channel: independent_retailer, region: city}\n"
      "strategies:\n- {name: as_is}\n- {name: own, set: {members.shop.active: false}}\n",
      80, 16);
  const Story story(yaml);
  const auto profit = story.figure("manufacturer_profit", "own");
  const auto value = story.figure("manufacturer_npv", "own");
  for (std::size_t i = 0; i < profit.size(); ++i)
    CHECK(value[i] == Approx(profit[i]).epsilon(1e-9));
  // A retailer that has stocked up has not earned the manufacturer anything yet.
  const auto with_trade = story.figure("manufacturer_profit", "as_is");
  CHECK(mean_of(with_trade) != Approx(story.mean("manufacturer_npv", "as_is")).epsilon(1e-9));
}

TEST_CASE("an agent earns its commission, the manufacturer the rest") {
  const Story story(
      market("members: [{name: agent, channel: commission_agent, region: city, fixed_cost: 0, "
             "handling_cost: 0,\n"
             "  fees: {agency_commission: 0.08}}]\n",
             52, 16));
  const auto spent = story.figure("consumer_spending", "as_is");
  const auto partner = story.figure("partner_profit", "as_is");
  const auto units = story.figure("units_sold", "as_is");
  const auto maker = story.figure("manufacturer_profit", "as_is");
  for (std::size_t i = 0; i < spent.size(); ++i) {
    CHECK(partner[i] == Approx(0.08 * spent[i]));
    CHECK(maker[i] == Approx(0.92 * spent[i] - 20 * units[i]));
  }
}

TEST_CASE("royalties and franchise fees go to the manufacturer, who pays for being listed") {
  const auto opened = [](const std::string& fees) {
    return Story(market(
        "members:\n- {name: first, channel: independent_retailer, region: city}\n"
        "- {name: second, channel: independent_retailer, region: city, active: false, fees: {" +
            fees +
            "}}\nstrategies:\n- {name: as_is}\n"
            "- {name: open, changes: [{from: 10, set: {members.second.active: true}}]}\n"
            "breakdown: [member]\n",
        62, 16));
  };
  const Story without = opened("royalty: 0");
  const std::string spent = "consumer_spending[member=second]";
  const std::string profit = "channel_profit[member=second]";
  const auto costs = [&](const std::string& fees) {
    return without.mean(profit, "open") - opened(fees).mean(profit, "open");
  };
  const auto makers = [&](const std::string& fees) {
    return opened(fees).mean("manufacturer_profit", "open") -
           without.mean("manufacturer_profit", "open");
  };
  CHECK(costs("royalty: 0.05") == Approx(0.05 * without.mean(spent, "open")));
  CHECK(makers("royalty: 0.05") == Approx(0.05 * without.mean(spent, "open")));
  CHECK(costs("franchise_fee: 7000") == Approx(7000));
  CHECK(makers("franchise_fee: 7000") == Approx(7000));
  CHECK(costs("slotting_fee: 500") == Approx(-500));
  CHECK(makers("slotting_fee: 500") == Approx(-500));
  CHECK(costs("slot_fee: 30") == Approx(30 * 52));
  CHECK(costs("host_commission: 0.2") == Approx(0.2 * without.mean(spent, "open")));
}

TEST_CASE("what a member lays out wears off evenly, and what is gone at once is gone") {
  const auto profit = [](const std::string& investment) {
    const Story story(
        market("members:\n- {name: first, channel: independent_retailer, region: city}\n"
               "- {name: second, channel: independent_retailer, region: city, active: false, "
               "investment: {" +
                   investment +
                   "}}\nstrategies:\n- {name: as_is}\n"
                   "- {name: open, changes: [{from: 10, set: {members.second.active: true}}]}\n"
                   "breakdown: [member]\n",
               62, 16));
    return story.mean("channel_profit[member=second]", "open");
  };
  const double nothing = profit("capital: 0");
  CHECK(nothing - profit("capital: 52000, life: 520") == Approx(52 * 100));  // 52 of 520 steps
  CHECK(nothing - profit("one_off: 900") == Approx(900));
}

TEST_CASE("an own shop that closes and opens again brings its money along") {
  const Story story(
      market("manufacturer: {discount_rate: 0, closing_multiple: 0}\n"
             "members:\n- {name: web, channel: web_shop}\n"
             "- {name: shop, channel: own_shop, region: city, beginning: {honeymoon: 0.5}}\n"
             "strategies:\n- {name: as_is}\n- {name: pause, changes: [\n"
             "  {from: 20, set: {members.shop.active: false}},\n"
             "  {from: 40, set: {members.shop.active: true}}]}\n",
             80, 16));
  CHECK(story.mean("manufacturer_npv", "pause") ==
        Approx(story.mean("manufacturer_profit", "pause")).epsilon(1e-9));
}

TEST_CASE("reminders and agents who are paid on what is collected bring money in earlier") {
  const auto dso = [](const std::string& credit, const std::string& fees) {
    return Story(market("members: [{name: agent, channel: commission_agent, region: city, fees: "
                        "{agency_commission: 0.08" +
                            fees + "}, customer_credit: {terms: 4, late: {share: 0.5, median: 6}" +
                            credit + "}}]\n",
                        156, 32))
        .mean("days_sales_outstanding");
  };
  const double plain = dso("", "");
  CHECK(dso(", dunning: {effect: 0.5, cost: 10}", "") < plain - 0.5);
  CHECK(dso("", ", agency_on: collected") < plain - 0.5);
  CHECK(dso("", ", agency_on: invoiced") == plain);
}

TEST_CASE(
    "a limit is the most that a member owes, and what is never paid is lost to the creditor") {
  const auto shop = [](const std::string& credit) {
    return Story(
        market("members: [{name: shop, channel: independent_retailer, region: city, "
               "credit: {terms: 8" +
                   credit + "}}]\n",
               156, 16));
  };
  const Story free = shop(""), limited = shop(", limit: 6000"), lossy = shop(", bad_debt: 0.02");
  CHECK(free.mean("receivables") > 6000);
  CHECK(limited.mean("receivables") <= 6000);
  CHECK(limited.mean("units_sold") < free.mean("units_sold"));
  CHECK(lossy.mean("bad_debt") == Approx(0.02 * lossy.mean("invoiced_sales")));
}

TEST_CASE("the work of a channel is paid by who does it, per order, drop and case") {
  const auto functions = [](const char* by) {
    return "functions: {storage: member, delivery: {by: " + std::string(by) +
           ", per_order: 2, per_case: 12}, order_taking: member, credit: member,\n"
           "    shelf_work: member, returns: member, after_sales: consumer}";
  };
  const auto told = [&](const char* by) {
    return Story(market(
        "members: [{name: shop, channel: independent_retailer, region: city, order_size: 4, " +
            functions(by) + "}]\n",
        52, 16));
  };
  const Story self = told("member"), maker = told("manufacturer");
  const auto units = self.figure("units_sold", "as_is");
  const auto before = self.figure("manufacturer_profit", "as_is");
  const auto after = maker.figure("manufacturer_profit", "as_is");
  for (std::size_t i = 0; i < units.size(); ++i)
    CHECK(before[i] - after[i] == Approx(units[i] / 4 * 2 + units[i] * 12).epsilon(1e-9));
}

TEST_CASE("visitors who are bought become dearer the more are bought") {
  const auto cost = [](double consumers) {
    const Story story(
        market("members: [{name: web, channel: web_shop, fixed_cost: 0, handling_cost: 0, "
               "holding_rate: 0, fees: {traffic: "
               "{share: 0.5, cost: 4, reference: 25, elasticity: 0.5}}}]\n",
               52, 16, consumers));
    return story.mean("manufacturer_outlay", "as_is");
  };
  const double once = cost(1000), twice = cost(2000);
  CHECK(once == Approx(52 * 25 * 4).epsilon(0.02));  // at the reference
  CHECK(twice / once == Approx(std::pow(2, 1.5)).epsilon(0.02));
}

TEST_CASE("a member without cash orders less, pays late and gives up") {
  const auto shop = [](const char* purse) {
    return Story(market(
        "members: [{name: shop, channel: independent_retailer, region: city, fixed_cost: 900, "
        "credit: {terms: 4, limit: 20000, block_after: 3}" +
            std::string(purse) + "}]\n",
        104, 16));
  };
  const Story rich = shop(""),
              poor = shop(", finance: {opening_cash: 3000, overdraft: 500, patience: 6}");
  CHECK(poor.mean("units_sold", "as_is") < 0.9 * rich.mean("units_sold", "as_is"));
  CHECK(poor.mean("failures", "as_is") > 0.9);
}

TEST_CASE("rivals win over who earns less than it requires, and recruits who earn too little go") {
  const auto exits = [](const std::string& poaching, const std::string& required,
                        const std::string& removal) {
    return Story(
               market("rivals: [{name: other, price: 60, poaching: " + poaching +
                          "}]\nmembers: [{name: shop, channel: independent_retailer, region: city, "
                          "count: 10, conduct: {required_profit: " +
                          required +
                          "}}]\n"
                          "recruiting: [{name: drive, members: shop, applicants: 2, onboarding: 1" +
                          removal + "}]\n",
                      80, 32))
        .mean("exits");
  };
  CHECK(exits("0", "5000", "") == 0);
  CHECK(exits("0.01", "5000", "") > 2);
  CHECK(exits("0.01", "0", "") == 0);  // who requires nothing lacks nothing
  CHECK(exits("0", "5000", ", removal_below: 0.5, probation: 20") > 2);
}

TEST_CASE("members leave the sooner the less they earn, and try harder the more they keep") {
  const auto shop = [](const char* rate) {
    return Story(
        market("members: [{name: shop, channel: independent_retailer, region: city, count: 20, "
               "fixed_cost: 0, "
               "pricing: {type: markup, rate: " +
                   std::string(rate) +
                   "},\n"
                   "  conduct: {exit_hazard: 0.004, return_effect: 2, required_profit: 30, "
                   "fair_margin: 0.3, effort_response: 0.33}}]\n",
               104, 64));
  };
  const Story low = shop("0.1"), high = shop("0.8");
  CHECK(low.mean("exits", "as_is") > high.mean("exits", "as_is") + 1);
  CHECK(low.mean("effort", "as_is") == Approx((1 - 1 / 1.1) / 0.3));
  CHECK(high.mean("effort", "as_is") == Approx((1 - 1 / 1.8) / 0.3));
}

TEST_CASE("what partners get is worth the same, whether anybody lays something out or not") {
  // The second shop, which lays nothing out, is in business under one plan only: under the other,
  // and without its investment, nobody comes or goes.
  const auto worth = [](const std::string& investment) {
    return Story(
        market("members:\n"
               "- {name: old, channel: independent_retailer, region: city}\n"
               "- {name: new, channel: independent_retailer, region: city, active: false" +
                   investment +
                   "}\n"
                   "strategies: [{name: now}, {name: both, changes: [{from: 5, set: "
                   "{members.new.active: true}}]}]\n",
               20, 4));
  };
  const Story laid_out = worth(", investment: {capital: 1000}");
  const Story kept = worth(", conduct: {exit_hazard: 0}");
  CHECK(laid_out.mean("partner_npv", "now") > 1000);
  CHECK(laid_out.figure("partner_npv", "now") == kept.figure("partner_npv", "now"));
  CHECK(laid_out.mean("partner_npv", "now") ==
        Approx(laid_out.mean("partner_profit", "now")).epsilon(0.2));
}

TEST_CASE("who opens late orders for what it expects, whichever way it forecasts") {
  // Certain demand of 50 a step, which the shop expects: it never learns anything new.
  const auto story = [](const std::string& forecast) {
    return Story(
        market("members: [{name: shop, channel: independent_retailer, region: city, "
               "count: 1, lead_time: 2, replenishment: {type: order_up_to, " +
                   forecast +
                   "}}]\n"
                   "recruiting: [{name: drive, members: shop, applicants: 0.1, "
                   "onboarding: 3}]\n",
               60, 16));
  };
  const Story smoothed = story("forecast: {type: exponential_smoothing}");
  for (const char* forecast : {"forecast: {type: moving_average, window: 8}",
                               "forecast: {type: trend}", "safety_deviations: 2"}) {
    INFO(forecast);
    const Story other = story(forecast);
    CHECK(other.mean("units_sold") == Approx(smoothed.mean("units_sold")));
    CHECK(other.mean("lost_sales") == Approx(smoothed.mean("lost_sales")));
  }
}

}  // namespace channelsim::market
