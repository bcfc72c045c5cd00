#include "models/market/series.hpp"

#include "models/market/estimate.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"
#include "tests/support/tea.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

/// A market in which stock, prices and who is in business change on the way.
std::string changing(unsigned horizon, const std::string& more = "") {
  return "horizon: " + std::to_string(horizon) +
         "\nreplications: 20\n"
         "breakdown: [channel, member]\n"
         "demand: {season: {amplitude: 0.5}}\n"
         "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
         "regions: [{name: city, consumers: 2000}]\n"
         "segments: [{name: everyone, share: 1, purchase_rate: 0.3, price_sensitivity: 0.04}]\n"
         "rivals: [{name: other, price: 50}]\n"
         "members:\n"
         "- {name: depot, channel: distributor}\n"
         "- {name: corner, channel: independent_retailer, region: city, supplier: depot,\n"
         "   replenishment: {type: order_up_to, safety_factor: 1.02}}\n"
         "- {name: kiosk, channel: own_shop, region: city}\n"
         "- {name: web, channel: web_shop, active: false}\n"
         "changes:\n"
         "- {from: 5, set: {members.web.active: true, products.tea.unit_cost: 22}}\n"
         "- {from: 9, set: {members.kiosk.active: false, products.tea.list_price: 37}}\n"
         "strategies: [{name: as_is}]\n" +
         more;
}

std::vector<double> row_of(const Market& market, std::uint32_t replication) {
  const std::size_t size = market.columns().size() + market.series().count();
  std::vector<double> rows(lanes_per_block * size);
  const std::uint32_t first = replication / lanes_per_block * lanes_per_block;
  require_sound(market.evaluate({0, first, lanes_per_block}, rows));
  const auto begin = rows.begin() + static_cast<std::ptrdiff_t>((replication - first) * size);
  return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

std::vector<std::uint32_t> steps_of(const std::string& yaml) {
  return series_of(study_of(yaml)).steps;
}

}  // namespace

TEST_CASE("a figure stands at the end of a step as at the end of a run that ends there") {
  const std::string any = "series: [units_sold]\n";
  Study study = study_of(changing(14, any));
  study.scenario.series = {{}, 1};
  for (const KpiColumn& column : kpi_columns(markets_of(study.plans)))
    study.scenario.series.figures.push_back(column.label.name);
  const SeriesCells series = series_of(study);
  REQUIRE(series.kpis.size() > 40);
  REQUIRE(series.steps.size() == 14);
  const Market market(study.plans, {}, {}, series);
  const std::vector<double> whole = row_of(market, 3);
  for (unsigned ends = 9; ends <= 14; ++ends) {
    const Market shorter(study_of(changing(ends, any)).plans);
    const std::vector<double> last = row_of(shorter, 3);
    for (std::size_t k = 0; k < last.size(); ++k) {
      INFO(market.columns()[k].label.name << " after " << ends << " steps");
      CHECK(whole[market.columns().size() + series.at(k, ends - 1)] == last[k]);
    }
  }
}

TEST_CASE("a series moves no figure") {
  const Study study = study_of(changing(12, "series: {figures: [market_share, units_sold]}\n"));
  const std::vector<double> with = row_of(Market(study.plans, {}, {}, series_of(study)), 0),
                            without = row_of(Market(study.plans), 0);
  REQUIRE(with.size() == without.size() + 2 * 12);
  CHECK(std::vector(with.begin(), with.begin() + std::ptrdiff_t(without.size())) == without);
}

TEST_CASE("there is a value every so many steps, and at the end") {
  CHECK(steps_of(changing(3, "series: units_sold\n")) == std::vector<std::uint32_t>{0, 1, 2});
  const auto every = [](unsigned steps) {
    return steps_of(
        changing(12, "series: {figures: [units_sold], every: " + std::to_string(steps) + "}\n"));
  };
  CHECK(every(4) == std::vector<std::uint32_t>{3, 7, 11});
  CHECK(every(5) == std::vector<std::uint32_t>{4, 9, 11});
  CHECK(every(11) == std::vector<std::uint32_t>{10, 11});
  CHECK(every(12) == std::vector<std::uint32_t>{11});
  CHECK(every(5200) == std::vector<std::uint32_t>{11});
}

TEST_CASE("a few figures are told over time unasked, present values not among them") {
  const auto usual = [](unsigned horizon, const std::string& more = "") {
    const Study study = study_of(changing(horizon, more));
    const auto columns = kpi_columns(markets_of(study.plans));
    std::vector<std::string> names;
    for (const std::size_t kpi : series_of(study).kpis) names.push_back(columns[kpi].label.name);
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(usual(12) == Names{"units_sold", "manufacturer_cash"});
  CHECK(usual(12, "decision: {objective: partner_profit}\n") ==
        Names{"partner_profit", "units_sold", "manufacturer_cash"});
  CHECK(usual(12, "decision: {objective: units_sold}\n") ==
        Names{"units_sold", "manufacturer_cash"});
  CHECK(steps_of(changing(12)).size() == 12);
  CHECK(steps_of(changing(104)).size() == 26);
  CHECK(steps_of(changing(105)).back() == 104);
}

TEST_CASE("a figure over time is one of the results under some plan, and is told once") {
  const auto faults = [](const std::string& series) { return wrong(with(series)); };
  using Lines = garden::Lines;
  CHECK(faults("series: units_sold\n").empty());
  CHECK(faults("series: {figures: 'units_sold[channel=web_shop]', every: 2}\n").empty());
  CHECK(faults("series: units_sol\n") == Lines{"10:9 E401 series"});
  CHECK(faults("series: [units_sold, units_sol]\n") == Lines{"10:22 E401 series[1]"});
  CHECK(faults("series: {figures: ['units_sold[channel=web_shp]']}\n") ==
        Lines{"10:20 E401 series.figures[0]"});
  CHECK(faults("series: [units_sold, units_sold]\n") == Lines{"10:22 E201 series[1]"});
  CHECK(faults("series: {every: 2}\n") == Lines{"10:9 E105 series"});
  CHECK(faults("series: {figures: [units_sold], every: 0}\n") == Lines{"10:40 E302 series.every"});
  CHECK(faults("strategies: [{name: a, set: {series: units_sold}}]\n").size() == 1);
}

TEST_CASE("a group that occurs under one plan only is left out where that plan is") {
  const std::string text = with(
      "series: [units_sold, 'units_sold[channel=kiosk]']\n"
      "channels: [{name: kiosk, reach: everywhere}]\n"
      "strategies: [{name: now}, {name: other, set: {members.web.channel: kiosk}}]\n");
  CHECK(series_of(load(text)).kpis.size() == 2);
  LoadOptions one_plan;
  one_plan.strategies = {"now"};
  CHECK(series_of(load(text, one_plan)).kpis.size() == 1);
}

TEST_CASE("the memory of a study counts the cells of its series") {
  const double without = estimate(study_of(changing(12, "series: units_sold\n"))).bytes,
               with = estimate(study_of(changing(12, "series: [units_sold, lost_sales]\n"))).bytes;
  CHECK(with - without >= 20 * 12 * sizeof(double));
  CHECK(with - without <= (2 * 20 + 16 * 1024) * 12 * sizeof(double));
}
