// What does not concern a part of the market does not change its numbers: random numbers have
// addresses of names. Comparisons are to the bit.

#include "tests/support/choices.hpp"

using namespace channelsim::market;

namespace {
/// A market with everything that draws numbers; `members`, `channels` and `regions` are added.
std::string market(const std::string& consumers, const std::string& channels = "",
                   const std::string& members = "", const std::string& regions = "") {
  return fmt::format(R"(
horizon: 8
replications: 32
breakdown: [{}]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 3}}]
regions:
  - {{name: town, consumers: 300}}
{}segments:
  - {{name: keen, share: 0.4, purchase_rate: 0.8, price_sensitivity: 0.3}}
  - {{name: cool, share: 0.6, purchase_rate: 0.3, price_sensitivity: 0.5,
     tastes: [{{channel: web, attraction: 0, sd: 0.5}}]}}
consumers: {}
demand: {{incidence: bernoulli, stock_out: {{second_choice: 0.5, wait: 0.3}}}}
channels:
  - {{name: shop, owner: independent, fixed_cost: 0, lead_time: 2}}
  - {{name: web, owner: independent, holds_stock: false, fixed_cost: 0}}
{}members:
  - {{name: m, channel: shop, region: town, attraction: 1, opening_forecast: 60,
     replenishment: {{type: base_stock, level: 80}}}}
  - {{name: n, channel: web, region: town}}
{}rivals: [{{name: other, price: 2, attraction: 0.5, region: town}}]
)",
                     consumers == "{}" ? "member" : "member, segment", regions, consumers, channels,
                     members);
}
const char* const all_consumers[] = {"{}", "{memory: true}", "{resolution: persons}"};

/// All figures of the members m and n are the same, and so are those whose name is given.
void check_same(const Story& before, const Story& after, bool totals) {
  int compared = 0;
  for (const auto& [name, values] : before.figures()) {
    const bool of_member = name.find("member=") != std::string::npos;
    if (!of_member && !totals) continue;
    INFO(name);
    CHECK(after.figure(name) == values);
    ++compared;
  }
  CHECK(compared > 10);
  for (const char* figure : {"units_sold[member=m]", "units_sold[member=n]", "lost_sales"})
    CHECK(before.variance(figure) > 0);  // there is luck to be kept
}
/// A channel whose name comes first and whose only member is as stated.
Story with_first_channel(const std::string& consumers, const std::string& member,
                         const std::string& regions = "") {
  return Story(market(
      consumers, "  - {name: auction, owner: independent, holds_stock: false, fixed_cost: 0}\n",
      "  - {name: a, channel: auction, " + member + "}\n", regions));
}
}  // namespace

TEST_CASE("X3 scenario: a member that is idle changes no number") {
  for (const char* consumers : all_consumers) {
    INFO(consumers);
    check_same(Story(market(consumers)),
               with_first_channel(consumers, "region: town, active: false"), true);
  }
}

TEST_CASE("X3 scenario: an offer that nobody wants changes no number") {
  for (const char* consumers : all_consumers) {
    INFO(consumers);
    check_same(Story(market(consumers)),
               with_first_channel(consumers, "region: town, attraction: -50"), true);
  }
}

TEST_CASE("X3 scenario: a channel in a region of its own changes no number of the others") {
  for (const char* consumers : all_consumers) {
    INFO(consumers);
    check_same(
        Story(market(consumers)),
        with_first_channel(consumers, "region: island", "  - {name: island, consumers: 100}\n"),
        false);
  }
}

TEST_CASE("X3 scenario: the order in which members and channels are written changes no number") {
  for (const char* consumers : all_consumers) {
    INFO(consumers);
    std::string yaml = market(consumers);
    const std::string
        web = "  - {name: web, owner: independent, holds_stock: false, fixed_cost: 0}\n",
        n = "  - {name: n, channel: web, region: town}\n";
    yaml.erase(yaml.find(web), web.size());
    yaml.insert(yaml.find("channels:\n") + 10, web);
    yaml.erase(yaml.find(n), n.size());
    yaml.insert(yaml.find("members:\n") + 9, n);
    check_same(Story(market(consumers)), Story(yaml), true);
  }
}

TEST_CASE("a few replications have the numbers that they have among others, person by person") {
  const auto with = [](std::string yaml, const std::string& from, const std::string& to) {
    return yaml.replace(yaml.find(from), from.size(), to);
  };
  const std::string alike = market("{resolution: persons}");
  const std::string network = "{resolution: persons, network: {type: random, degree: 4}}";
  for (const std::string& yaml :
       {alike, with(alike, "name: keen,", "name: keen, habit: 0.4,"),
        with(alike, "bernoulli", "{type: nbd, shape: 1}"), with(alike, "bernoulli", "poisson"),
        with(market(network), "bernoulli", "{type: bass, imitation: 0.6}"),
        with(market(network), "bernoulli",
             "{type: bass, imitation: 0.6, replacement_rate: 0.1}")}) {
    const Story all(yaml);
    for (const int count : {21, 17, 1}) {  // of the last block some, one, and one of its first
      const Story few(with(yaml, "replications: 32", fmt::format("replications: {}", count)));
      for (const auto& [name, values] : few.figures()) {
        INFO(name);
        CHECK(values == std::vector(all.figure(name).begin(), all.figure(name).begin() + count));
      }
    }
    CHECK(all.variance("units_sold") > 0);
  }
}
