// Habit: who bought through a channel is drawn to it again. With two channels and a purchase in
// every step, the channel last bought from is a Markov chain. Thresholds: 4.89 standard errors at
// fixed seeds (false alarm 1e-6 each).

#include "tests/support/choices.hpp"

using namespace channelsim::market;

namespace {
constexpr double taste = 0.5, habit = 1.2;
constexpr int horizon = 20, consumers = 500;

std::string two_channels(const std::string& resolution, int replications,
                         const std::string& demand = "may_not_buy: false") {
  return fmt::format(R"(
horizon: {}
replications: {}
breakdown: [channel, switching]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}}]
regions: [{{name: town, consumers: {}}}]
segments: [{{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0, habit: {}}}]
consumers: {{memory: true, resolution: {}}}
demand: {{incidence: bernoulli, {}}}
channels:
  - {{name: store, owner: independent, holds_stock: false, fixed_cost: 0}}
  - {{name: web, owner: independent, holds_stock: false, fixed_cost: 0, attraction: {}}}
members: [{{name: a, channel: store, region: town}}, {{name: b, channel: web, region: town}}]
)",
                     horizon, replications, consumers, habit, resolution, demand, taste);
}
std::string switch_of(const std::string& from, const std::string& to) {
  return fmt::format("purchases_after[from={},to={}]", from, to);
}
/// The share of those who bought from a channel before that buys from it again, of all purchases.
/// Each is an independent draw: the standard error is the binomial's.
void check_staying(const Story& story, const std::string& channel, const std::string& other,
                   double expected) {
  double stay = 0, all = 0;
  for (const double each : story.figure(switch_of(channel, channel))) stay += each;
  for (const double each : story.figure(switch_of(channel, other))) all += each;
  all += stay;
  INFO(channel << ": " << stay / all << " of " << all << ", expected " << expected);
  REQUIRE(all > 1e5);
  CHECK(std::abs(stay / all - expected) < 4.89 * std::sqrt(expected * (1 - expected) / all));
}
/// Standard error of a sample variance, by the fourth central moment.
double error_of_variance(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  double mean = 0, square = 0, fourth = 0;
  for (const double value : values) mean += value / count;
  for (const double value : values) {
    square += std::pow(value - mean, 2) / count;
    fourth += std::pow(value - mean, 4) / count;
  }
  return std::sqrt(std::max(fourth - square * square, 0.0) / count);
}
}  // namespace

TEST_CASE("habit raises the share who stay with a channel to the closed form") {
  // At least 1e5 purchases after each channel: shifts of 0.008 are seen; habit moves shares by 0.2.
  const double web = std::exp(taste), h = std::exp(habit);
  for (const char* resolution : {"cohorts", "persons"}) {
    INFO(resolution);
    const Story story(two_channels(resolution, resolution[0] == 'c' ? 400 : 100));
    check_staying(story, "web", "store", web * h / (web * h + 1));
    check_staying(story, "store", "web", h / (h + web));
    // Sales of the web shop over all steps: the chain starts without habit.
    double on_web = web / (web + 1), sold = 0;
    for (int step = 0; step < horizon; ++step) {
      sold += consumers * on_web;
      on_web = on_web * web * h / (web * h + 1) + (1 - on_web) * web / (h + web);
    }
    check_mean(story, "units_sold[channel=web]", sold);
    check_mean(story, "units_sold", consumers * horizon);
  }
}

TEST_CASE("without habit where people bought before does not matter") {
  std::string yaml = two_channels("cohorts", 400);
  yaml.replace(yaml.find("habit: 1.2"), 10, "habit: 0");
  const Story story(yaml);
  const double web = std::exp(taste) / (1 + std::exp(taste));
  check_staying(story, "web", "store", web);
  check_staying(story, "store", "web", 1 - web);
}

TEST_CASE("habit keeps customers from not buying, and customers of rivals with rivals") {
  const std::string rest = "rivals: [{name: other, price: 0, attraction: 0.3}]\n";
  const double web = std::exp(taste), rival = std::exp(0.3), h = std::exp(habit);
  for (const char* resolution : {"cohorts", "persons"}) {
    INFO(resolution);
    const Story story(
        two_channels(resolution, resolution[0] == 'c' ? 400 : 100, "may_not_buy: true") + rest);
    // Of purchases that follow one from a rival: the rival's share, not buying left out.
    double stay = 0, all = 0;
    for (const char* to : {"rivals", "web", "store"})
      for (const double each : story.figure(switch_of("rivals", to))) {
        all += each;
        if (to[0] == 'r') stay += each;
      }
    const double expected = rival * h / (rival * h + web + 1);
    REQUIRE(all > 1e5);
    CHECK(std::abs(stay / all - expected) < 4.89 * std::sqrt(expected * (1 - expected) / all));
  }
}

TEST_CASE("cohorts and persons have the same mean and spread of every figure") {
  // Everything at once: tastes, habit, stock-outs, second choices, waiting, rivals, churn.
  const auto market = [](const std::string& resolution) {
    return fmt::format(R"(
horizon: 12
replications: 2000
breakdown: [member, segment, switching]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 3}}]
regions: [{{name: town, consumers: 100}}, {{name: village, consumers: 60}}]
segments:
  - {{name: keen, share: 0.4, purchase_rate: 0.9, price_sensitivity: 0.3, habit: 0.8,
     customers_at_start: 0.5, churn: {{type: per_step, chance: 0.05}},
     tastes: [{{channel: web, attraction: 0.3}}]}}
  - {{name: cool, share: 0.6, purchase_rate: 0.4, price_sensitivity: 0.5, aware_at_start: 0.7}}
consumers: {{memory: true, resolution: {}}}
demand: {{stock_out: {{second_choice: 0.5, wait: 0.3}}, awareness: {{spontaneous: 0.05}}}}
channels:
  - {{name: shop, owner: independent, fixed_cost: 0, lead_time: 2}}
  - {{name: web, owner: independent, holds_stock: false, fixed_cost: 0, reach: everywhere}}
members:
  - {{name: a, channel: shop, region: town, attraction: 1, opening_forecast: 10,
     replenishment: {{type: base_stock, level: 30}}, catchment: [{{region: village, travel_time: 2}}]}}
  - {{name: b, channel: web}}
rivals: [{{name: other, price: 2, attraction: 0.5}}]
)",
                       resolution);
  };
  const Story cohorts(market("cohorts")), persons(market("persons"));
  CHECK(cohorts.mean("lost_sales") > 10);  // the case has what it is meant to have
  for (const auto& [name, values] : cohorts.figures()) {
    // n = 2,000 each: shifts of 0.15 standard deviations are seen, and of near-normal figures
    // spreads that differ by 11 %.
    const double error = std::hypot(cohorts.standard_error(name), persons.standard_error(name));
    INFO(name << ": " << cohorts.mean(name) << " and " << persons.mean(name) << ", sd "
              << std::sqrt(cohorts.variance(name)) << " and " << std::sqrt(persons.variance(name)));
    CHECK(std::abs(cohorts.mean(name) - persons.mean(name)) <= 4.89 * error + 1e-9);
    CHECK(std::abs(cohorts.variance(name) - persons.variance(name)) <=
          4.89 * std::hypot(error_of_variance(values), error_of_variance(persons.figure(name))) +
              1e-9);
  }
}
