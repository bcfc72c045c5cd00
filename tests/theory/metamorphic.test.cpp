// What a change of the scenario must do to its figures, whatever they are: to the bit where random
// numbers are shared, in distribution where they are not.

#include "engine/statistics/comparison.hpp"
#include "engine/statistics/summary.hpp"
#include "tests/support/same_distribution.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

const std::string one_segment =
    "  - {name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0.2}\n";
const std::string two_segments =
    "  - {name: keen, share: 0.4, purchase_rate: 0.2, price_sensitivity: 0.1}\n"
    "  - {name: cool, share: 0.6, purchase_rate: 0.05, price_sensitivity: 0.4}\n";

/// Two tiers, a web shop and promotions; `rest` adds whole keys.
std::string scenario(const std::string& segments, const std::string& rest = "",
                     int replications = 64) {
  return fmt::format(R"(
horizon: 20
replications: {}
products: [{{name: good, unit_cost: 4, list_price: 10, recommended_price: 15}}]
regions: [{{name: town, consumers: 2000}}]
segments:
{}members:
  - {{name: hub, channel: distributor}}
  - {{name: shop, channel: independent_retailer, region: town, supplier: hub, site: 1}}
  - {{name: site, channel: marketplace_shop, pricing: {{type: fixed, price: 15}}}}
promotions: [{{name: deal, start: 4, length: 3, every: 10, price_cut: 0.2}}]
{})",
                     replications, segments, rest);
}

/// Every figure of a plan is that of another, to the bit.
void check_same_rows(const Story& one, const std::string& plan, const Story& other,
                     const std::string& other_plan) {
  REQUIRE(one.figures(plan).size() > 20);
  for (const auto& [name, values] : one.figures(plan)) {
    INFO(name << " of " << plan << " and " << other_plan);
    CHECK(other.figure(name, other_plan) == values);
  }
  CHECK(one.variance("units_sold", plan) > 0);  // there is luck to be shared
}

}  // namespace

TEST_CASE("X7 scenario: what plans are called and in which order they stand changes no number") {
  const Story before(scenario(two_segments, R"(strategies:
  - {name: as_is}
  - {name: dear, set: {members.site.pricing.price: 17}}
  - {name: cheap, set: {members.site.pricing.price: 13}}
)"));
  const Story after(scenario(two_segments, R"(strategies:
  - {name: zoned, set: {members.site.pricing.price: 13}}
  - {name: "17", set: {members.site.pricing.price: 17}}
  - {name: today, baseline: true}
)"));
  check_same_rows(before, "as_is", after, "today");
  check_same_rows(before, "dear", after, "17");
  check_same_rows(before, "cheap", after, "zoned");
}

TEST_CASE("X7 scenario: a plan said twice differs from itself by exactly 0, and in no verdict") {
  const Study study = study_of(scenario(two_segments, R"(strategies:
  - {name: as_is}
  - {name: dear, set: {members.site.pricing.price: 17}}
  - {name: dear_again, set: {members.site.pricing.price: 17}}
)"));
  const Story story(study);
  check_same_rows(story, "dear", story, "dear_again");
  const auto& dear = story.figure("manufacturer_profit", "dear");
  const Difference difference =
      compare(dear, story.figure("manufacturer_profit", "dear_again"), Goal::raise);
  CHECK(difference.mean == 0);
  CHECK(difference.half_width == 0);
  CHECK(difference.verdict == Verdict::undecided);
}

TEST_CASE("X7 scenario: the order of segments changes no number, their names change only luck") {
  const std::string turned = two_segments.substr(two_segments.find("  - {name: cool")) +
                             two_segments.substr(0, two_segments.find("  - {name: cool"));
  check_same_rows(Story(scenario(two_segments)), "as_is", Story(scenario(turned)), "as_is");
  // 2,000 replications of two seeds: a mean that is off by 0.20 of its standard deviation is seen.
  std::string renamed = two_segments;
  renamed.replace(renamed.find("keen"), 4, "fond").replace(renamed.find("cool"), 4, "calm");
  CHECK(check_same_distribution(Story(scenario(two_segments, "", 2000)),
                                Story(scenario(renamed, "seed: 43\n", 2000))) > 20);
}

TEST_CASE("X7 scenario: two halves of a segment buy as the whole does") {
  std::string halves;
  for (const char* half : {"left", "right"})
    halves += fmt::format(
        "  - {{name: {}, share: 0.5, purchase_rate: 0.1, price_sensitivity: 0.2}}\n", half);
  // 2,000 replications each: a mean that is off by 0.20 of its standard deviation is seen.
  CHECK(check_same_distribution(Story(scenario(one_segment, "", 2000)),
                                Story(scenario(halves, "seed: 43\n", 2000))) > 20);
}

TEST_CASE("X7 scenario: what has no effect changes no number of what was there") {
  const Story without(scenario(two_segments));
  for (const char* idle :
       {"rivals: [{name: other, price: 1000, attraction: -50}]\n",
        "campaigns: [{name: posters, spending: 0, purchase_lift: 0.5, half_saturation: 10}]\n",
        "changes: [{from: 5, set: {members.site.pricing.price: 15}}]\n",
        "demand: {season: {amplitude: 0}}\n"}) {
    INFO(idle);
    const Story with(scenario(two_segments, idle));
    for (const char* figure :
         {"units_sold", "lost_sales", "channel_stock", "manufacturer_profit", "partner_profit",
          "consumer_spending", "manufacturer_outlay", "fill_rate"})
      CHECK(with.figure(figure) == without.figure(figure));
  }
}

TEST_CASE("X7 scenario: a dearer offer sells no more in any replication") {
  // Purchases are Poisson by inversion, one number an offer and step: a smaller mean, a smaller
  // count.
  std::string plans = "demand: {incidence: poisson}\nstrategies:\n  - {name: as_is}\n";
  for (const int price : {16, 18, 25})
    plans += fmt::format("  - {{name: p{0}, set: {{members.site.pricing.price: {0}}}}}\n", price);
  const Story story(scenario(two_segments, plans, 512));
  std::string cheaper = "as_is";
  for (const char* dearer : {"p16", "p18", "p25"}) {
    const auto& less = story.figure("units_sold[channel=marketplace_shop]", dearer);
    const auto& more = story.figure("units_sold[channel=marketplace_shop]", cheaper);
    for (std::size_t i = 0; i < less.size(); ++i) REQUIRE(less[i] <= more[i]);
    CHECK(story.mean("units_sold[channel=marketplace_shop]", dearer) <
          story.mean("units_sold[channel=marketplace_shop]", cheaper));
    cheaper = dearer;
  }
}

TEST_CASE("X7 scenario: four times the replications halve the interval") {
  // The standard deviations are those of 1,000 and of 4,000 other replications; their ratio is
  // known to sqrt((kurtosis - 1) (1/1000 + 1/4000) / 4), about 2.5 %.
  const Story few(scenario(two_segments, "", 1000)),
      many(scenario(two_segments, "seed: 43\n", 4000));
  for (const char* figure : {"units_sold", "manufacturer_profit", "channel_stock"}) {
    INFO(figure);
    const std::vector<double>&a = few.figure(figure), &b = many.figure(figure);
    const double ratio =
        *summarise(a, Goal::watch).half_width / *summarise(b, Goal::watch).half_width;
    const double error = std::sqrt((Moments(b).kurtosis - 1) * (1.0 / 1000 + 1.0 / 4000) / 4);
    CHECK(std::log(ratio / 2) == Approx(0).margin(z_bound() * error + 0.001));
  }
}
