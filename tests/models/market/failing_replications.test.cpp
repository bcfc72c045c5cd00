// A number made wrong in one replication of a market: it is reported where it went wrong, and no
// other number of the run knows of it.

#include <cmath>
#include <cstring>
#include <limits>

#include "engine/run/experiment.hpp"
#include "models/market/row_check.hpp"
#include "models/market/run_study.hpp"
#include "models/market/trace.hpp"
#include "models/market/week.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

/// A bit of everything that keeps numbers.
const char* const market_text = R"(
horizon: 12
replications: 40
breakdown: [member]
consumers: {memory: true}
demand: {season: {amplitude: 0.3}, shock: {sd: 0.1, persistence: 0.5}, stock_out: {second_choice: 0.3, wait: 0.2}}
products:
  - {name: p0, unit_cost: 3, list_price: 8, recommended_price: 14}
  - {name: p1, unit_cost: 3, list_price: 8, recommended_price: 14, capacity: 300, divisible: true}
regions: [{name: r0, consumers: 1500}, {name: r1, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.3, price_sensitivity: 0.1}]
rivals: [{name: rival, price: 12, attraction: 1, follow: 0.5, price_noise: 0.1}]
manufacturer: {backorders: true}
members:
  - {name: hub, channel: distributor, lead_time: 2}
  - {name: store, channel: independent_retailer, region: r0, supplier: hub, lead_time: 2,
     credit: {terms: 3}, finance: {opening_cash: 30000, overdraft: 10000, interest: 0.01},
     returns: {rate: 0.2, delay: 3, cost: 1}}
  - {name: corner, channel: independent_retailer, region: r1, lead_time: 1}
  - {name: web, channel: marketplace_shop, payout: {delay: 2, reserve: 0.1, release: 5}}
campaigns: [{name: posters, start: 1, length: 8, spending: 500, half_saturation: 700, attraction: 0.5, purchase_lift: 0.3, awareness: 0.5}]
promotions: [{name: deal, start: 2, length: 3, every: 7, members: [store], price_cut: 0.1, trade_discount: 0.2}]
key_accounts: [{name: chain, members: [corner], discount: 0.05, back_margin: {share: 0.1, every: 4}, review: 3}]
strategies: [{name: as_is}, {name: dear, set: {products.p0.list_price: 9}}]
)";

struct Spot {
  const char *system, *variable;
};
/// Where numbers are made wrong: variables of every kind, in every phase from which they are felt.
constexpr Spot places[] = {
    {"receive shipments", "on_hand[member=hub,product=p0]"},
    {"receive shipments", "on_order[member=store,product=p1]"},
    {"pay invoices that are due", "open_invoices[member=store]"},
    {"take back what consumers return", "factory_stock[product=p0]"},
    {"shake the market", "shock"},
    {"turn the season", "season"},
    {"bring dated changes into force, take back goods of who closed", "produced[product=p1]"},
    {"open, leave, fail", "worth[member=store]"},
    {"review prices that move by themselves", "regular_price[member=corner,product=p0]"},
    {"move the rivals' prices", "price_noise[rival=rival]"},
    {"set prices and run promotions", "price[member=store,product=p0]"},
    {"set prices and run promotions", "trade_discount[member=store,product=p0]"},
    {"set prices and run promotions", "offered_price[rival=rival]"},
    {"note average prices", "average_price[region=r0]"},
    {"choose effort", "effort[member=corner]"},
    {"advertise", "adstock[row=0]"},
    {"advertise", "purchase_lift[region=r1]"},
    {"spread the word: learn of offers, forget, recruit",
     "consumers[region=r0,segment=all,standing=1]"},
    {"find what marketing and experience add", "appeal[row=0]"},
    {"weigh the offers", "share[row=1]"},
    {"use up household stocks", "readiness[region=r0,segment=all]"},
    {"buy", "first_choices[member=web,product=p0]"},
    {"serve consumers from stock; second choices, waiting", "purchases[rival=rival]"},
    {"serve consumers from stock; second choices, waiting", "sold[member=corner,product=p0]"},
    {"serve consumers from stock; second choices, waiting", "lost[member=corner,product=p1]"},
    {"serve consumers from stock; second choices, waiting", "on_hand[member=corner,product=p1]"},
    {"collect orders in stores", "total_sold[member=web,product=p1]"},
    {"remember what was bought, leave", "consumers_waiting[region=r1,segment=all,standing=1]"},
    {"remember what was bought, leave", "household_stock[region=r1,segment=all]"},
    {"judge channels and brand", "satisfaction[region=r0,channel=marketplace_shop]"},
    {"judge channels and brand", "brand[region=r1]"},
    {"forecast, order, allocate, ship", "forecast[member=hub,product=p1]"},
    {"forecast, order, allocate, ship", "on_order[member=corner,product=p1]"},
    {"forecast, order, allocate, ship", "shipped[member=store,product=p0]"},
    {"forecast, order, allocate, ship", "made[member=hub,product=p0]"},
    {"settle accounts", "total_revenue[member=web,product=p0]"},
    {"settle with key accounts: back margins, claims, penalties", "account_sales[account=chain]"},
    {"value the business", "present_value"},
    {"take figures", "total_stock[member=store,product=p1]"},
    {"take figures", "total_lost[member=web,product=p0]"},
};
constexpr double values[] = {std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity(), 1e308};

/// All rows of a plan, and what failed.
struct Played {
  std::vector<double> rows;
  std::vector<Failure> failures;
};
Played play(const Market& market, std::uint32_t plan, std::uint32_t replications) {
  const std::size_t width = market.columns().size();
  Played played{std::vector<double>(replications * width), {}};
  for (std::uint32_t first = 0; first < replications; first += lanes_per_block) {
    const std::uint32_t count = std::min<std::uint32_t>(lanes_per_block, replications - first);
    const auto failed = market.evaluate(
        {plan, first, count}, std::span(played.rows).subspan(first * width, count * width));
    played.failures.insert(played.failures.end(), failed.begin(), failed.end());
  }
  return played;
}

bool same_bytes(std::span<const double> a, std::span<const double> b) {
  return std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

}  // namespace

TEST_CASE("P15 a wrong number is reported with plan, replication, step and variable") {
  const Study study = study_of(market_text);
  for (const auto& invariants : {std::vector<Invariant>{}, all_invariants()}) {
    Market market(study.plans, {}, invariants);
    const Played sound = play(market, 1, 40);
    REQUIRE(sound.failures.empty());
    const std::size_t width = market.columns().size();
    for (const Spot& place : places)
      for (const double value : values) {
        const std::uint32_t replication = 16 + static_cast<std::uint32_t>(&place - places) % 24;
        INFO(place.variable << " = " << value << " after '" << place.system << "'");
        market.inject({1, replication, 5, place.system, place.variable, value});
        const Played played = play(market, 1, 40);
        CHECK(played.failures.size() == 1);
        if (played.failures.size() != 1) continue;
        const Failure& failure = played.failures[0];
        CHECK(failure.plan == 1);
        CHECK(failure.replication == replication);
        CHECK(failure.step == 5);
        CHECK(failure.variable == place.variable);
        CHECK((failure.value == value || (std::isnan(failure.value) && std::isnan(value))));
        // No neighbour in the block and no other block knows of it.
        const std::size_t before = replication * width, after = before + width;
        CHECK(
            same_bytes(std::span(played.rows).first(before), std::span(sound.rows).first(before)));
        CHECK(same_bytes(std::span(played.rows).subspan(after),
                         std::span(sound.rows).subspan(after)));
        CHECK(play(market, 0, 16).failures.empty());
      }
  }
}

TEST_CASE("P15 a trace ends with the step before the one in which the replication fails") {
  const Study study = study_of(market_text);
  Market market(study.plans);
  const Trace whole = market.trace(1, 21);
  CHECK(!whole.failure);
  REQUIRE(whole.steps.size() == 12);
  for (const std::uint32_t step : {0u, 5u, 11u}) {
    market.inject({1, 21, step, "settle accounts", "total_revenue[member=web,product=p0]", NAN});
    const Trace trace = market.trace(1, 21);
    REQUIRE(trace.failure);
    CHECK(trace.failure->step == step);
    CHECK(trace.failure->variable == "total_revenue[member=web,product=p0]");
    REQUIRE(trace.steps.size() == step);
    for (std::size_t i = 0; i < trace.steps.size(); ++i)
      CHECK(trace.steps[i].books == whole.steps[i].books);
    CHECK(!market.trace(1, 20).failure);
    CHECK(!market.trace(0, 21).failure);
  }
}

TEST_CASE("P15 a piece that vanishes fails its replication and no other") {
  const Study study = study_of(market_text);
  Market market(study.plans);
  const Played sound = play(market, 0, 16);
  // A stock that is another whole number: every number is one, only the sum is off.
  market.inject({0, 3, 7, "collect orders in stores", "on_hand[member=corner,product=p0]", 1e6});
  const Played played = play(market, 0, 16);
  REQUIRE(played.failures.size() == 1);
  CHECK(played.failures[0].replication == 3);
  CHECK(played.failures[0].step == 7);
  CHECK(played.failures[0].variable == "pieces[product=p0]");
  CHECK(problem_of(played.failures[0]) == "off");
  const std::size_t width = market.columns().size();
  CHECK(same_bytes(std::span(played.rows).subspan(4 * width),
                   std::span(sound.rows).subspan(4 * width)));
}

TEST_CASE("who simulates again is told which replications fail now and which did in the run") {
  const Study study = study_of(market_text);
  Market sound = market_of(study), broken = market_of(study);
  broken.inject({1, 21, 5, "settle accounts", "total_revenue[member=web,product=p0]", NAN});
  const auto told = [&](const Market& then, const Market& now) {
    Results saved = results_of(study, then);
    run(
        {2, 40, lanes_per_block},
        [&](Block block, std::span<double> rows) { return then.evaluate(block, rows); }, {1},
        saved);
    return simulate_again(now, saved, sample_blocks(saved, 1000, 1), 1, nullptr);
  };
  using Failures = std::vector<std::string>;
  const RowCheck both = told(broken, broken);
  CHECK(both.failures.empty());
  CHECK(both.rows == 79);
  CHECK(both.cells_differ == 0);
  CHECK(told(sound, broken).failures ==
        Failures{"dear, replication 21: it fails now, and did not in the run"});
  CHECK(told(broken, sound).failures ==
        Failures{"dear, replication 21: it does not fail now, and did in the run"});
}
