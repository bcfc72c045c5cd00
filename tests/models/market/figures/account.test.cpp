// The manufacturer's account adds up to its profit, and flows to what was made and sold.

#include "models/market/figures/account.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/told.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

double sum_of(const Results& results, std::size_t plan, std::uint32_t replication,
              const std::string& start, const std::string& end = "]") {
  double sum = 0;
  for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi)
    if (const std::string& name = results.kpis()[kpi].name;
        name.starts_with(start) && name.ends_with(end))
      sum += results.row(plan, replication)[kpi];
  return sum;
}

double figure(const Results& results, std::size_t plan, std::uint32_t replication,
              const std::string& name) {
  return results.row(plan, replication)[results.find_kpi(name).value()];
}

/// The names of all scenarios that are shipped, benchmarks aside.
std::vector<std::string> scenarios() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(shipped_scenarios()))
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem());
  return names;
}

/// A distributor, its shop and an own shop that start and end with the same stock.
constexpr const char* chain =
    "horizon: 20\n"
    "replications: 16\n"
    "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
    "regions: [{name: city, consumers: 5000}]\n"
    "segments: [{name: everyone, share: 1, purchase_rate: 0.1, price_sensitivity: 0.04}]\n"
    "members:\n"
    "- {name: depot, channel: distributor, purchase_discount: 0.15}\n"
    "- {name: corner, channel: independent_retailer, region: city, supplier: depot}\n"
    "- {name: kiosk, channel: own_shop, region: city}\n"
    "- {name: web, channel: web_shop, holds_stock: false, active: false}\n"
    "strategies: [{name: as_is}, {name: online, set: {members.web.active: true}}]\n";

}  // namespace

TEST_CASE("the lines of the account add up to the manufacturer's profit in every replication") {
  for (const std::string& name : scenarios()) {
    INFO(name);
    const Told told(shipped(name, 16));
    const Results& results = told.results();
    for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
      for (std::uint32_t r = 0; r < results.replications(); ++r) {
        const double profit = figure(results, plan, r, "manufacturer_profit");
        const double lines = sum_of(results, plan, r, "manufacturer_account[item=");
        double size = 1;
        for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi)
          if (results.kpis()[kpi].name.starts_with("manufacturer_account[item="))
            size += std::abs(results.row(plan, r)[kpi]);
        CHECK(std::abs(lines - profit) <= 1e-12 * size);
      }
  }
}

TEST_CASE("lines that no plan can post to are no columns") {
  const Study study = study_of(chain);
  const auto lines = account_lines(study.scenario);
  const auto has = [&](const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  CHECK(has("sales"));
  CHECK(has("production"));
  CHECK(has("stock"));
  CHECK_FALSE(has("royalty"));
  CHECK_FALSE(has("tax"));
  CHECK_FALSE(has("rebate"));
  CHECK_FALSE(has("fittings"));
}

TEST_CASE("what consumers get and pay by flows is what the channels sold") {
  for (const std::string& name : scenarios()) {
    INFO(name);
    const Told told(shipped(name, 16));
    const Results& results = told.results();
    for (std::size_t plan = 0; plan < results.plans().size(); ++plan) {
      const double sold = figure(results, plan, 3, "units_sold");
      const double paid = figure(results, plan, 3, "consumer_spending");
      CHECK(sum_of(results, plan, 3, "goods_flow[", ",to=consumers]") ==
            Approx(sold).epsilon(1e-12));
      CHECK(sum_of(results, plan, 3, "money_flow[from=consumers,") == Approx(paid).epsilon(1e-12));
    }
  }
}

TEST_CASE("goods that go into a channel leave it or are its stock") {
  const Told told(study_of(chain));
  const Results& results = told.results();
  const auto at = [&](std::size_t plan, std::uint32_t r, const char* name) {
    return figure(results, plan, r, name);
  };
  for (std::uint32_t r = 0; r < results.replications(); ++r) {
    // The depot buys at 15 % off the list price; what the trade pays the manufacturer is its
    // invoice.
    const double pieces = at(0, r, "goods_flow[from=manufacturer,to=distributor]");
    const double money = at(0, r, "money_flow[from=distributor,to=manufacturer]");
    CHECK(pieces > 0);
    CHECK(money == Approx(at(0, r, "invoiced_sales")).epsilon(1e-12));
    CHECK(money == Approx(34 * pieces).epsilon(1e-12));
    CHECK(at(0, r, "money_flow[from=independent_retailer,to=distributor]") >
          at(0, r, "goods_flow[from=distributor,to=independent_retailer]") * money / pieces);
    // A web shop that is not there moves nothing.
    CHECK(at(0, r, "goods_flow[from=web_shop,to=consumers]") == 0);
    CHECK(at(1, r, "goods_flow[from=web_shop,to=consumers]") > 0);
    CHECK(at(1, r, "goods_flow[from=manufacturer,to=web_shop]") ==
          at(1, r, "goods_flow[from=web_shop,to=consumers]"));
  }
}

TEST_CASE("an agent's customers pay the manufacturer") {
  const Told told(shipped("pumps_europe", 16));
  const Results& results = told.results();
  const auto agents = results.plans()[1].name == "agents" ? 1u : 0u;
  CHECK(figure(results, agents, 0, "money_flow[from=consumers,to=manufacturer]") > 0);
  CHECK_FALSE(results.find_kpi("money_flow[from=consumers,to=commission_agent]"));
  CHECK(figure(results, agents, 0, "goods_flow[from=commission_agent,to=consumers]") > 0);
}

TEST_CASE("further columns leave every other figure as it was") {
  Study study = study_of(chain);
  const Told told(study);
  study.scenario.breakdown = {};
  for (Plan& plan : study.plans)
    for (Stage& stage : plan.stages) stage.market.breakdown = {};
  const Told fewer(study);
  for (const Kpi& kpi : fewer.results().kpis())
    CHECK(figure(fewer.results(), 1, 5, kpi.name) == figure(told.results(), 1, 5, kpi.name));
}

TEST_CASE("what passes between the manufacturer and its own members comes out as exactly nothing") {
  std::string shops;  // that buy the same amount so often that rounding does not average out
  for (int shop = 0; shop < 40; ++shop)
    shops += "- {name: s" + std::to_string(shop) + ", channel: own_shop, region: city}\n";
  const Told told(study_of(
      "horizon: 260\n"
      "replications: 16\n"
      "products: [{name: tea, unit_cost: 0.07, list_price: 0.1, recommended_price: 0.3, divisible: "
      "true}]\n"
      "regions: [{name: city, consumers: 5000}]\n"
      "demand: {incidence: expected}\n"
      "segments: [{name: everyone, share: 1, purchase_rate: 0.1, price_sensitivity: 4}]\n"
      "members:\n" +
      shops));
  const Results& results = told.results();
  for (std::uint32_t r = 0; r < results.replications(); ++r) {
    CHECK(figure(results, 0, r, "consumer_spending") > 0);
    CHECK(figure(results, 0, r, "invoiced_sales") == 0);
    CHECK(figure(results, 0, r, "trade_spend") == 0);
    CHECK(figure(results, 0, r, "manufacturer_account[item=goods]") == 0);
  }
}
