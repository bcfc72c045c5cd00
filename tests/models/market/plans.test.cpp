#include "models/market/plans.hpp"

#include "engine/schema/same.hpp"
#include "models/market/correlations.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"
#include "tests/support/tea.hpp"

using namespace channelsim;
using namespace channelsim::market;
using garden::Lines;

namespace {
/// "0:40 13:42": the list price of tea from each date on.
std::string prices(const Plan& plan) {
  std::string text;
  for (const Stage& stage : plan.stages)
    text += (text.empty() ? "" : " ") + std::to_string(stage.from) + ":" +
            shortest(stage.market.products[0].list_price.value.sure);
  return text;
}
/// The same of every plan.
Lines all_prices(const std::string& more, std::vector<std::string> settings = {}) {
  Lines lines;
  for (const Plan& plan : load(with(more), {{}, std::move(settings), {}}).plans)
    lines.push_back(prices(plan));
  return lines;
}
/// A market of two years that begins in 2027, changed at a date.
std::string changed(const std::string& from) {
  std::string text = tea;
  text.replace(text.find("horizon: 10"), 11, "horizon: 104\nstart: 2027-01-04");
  const Study study =
      load(text + "changes:\n- {from: " + from + ", set: {products.tea.list_price: 42}}\n");
  return prices(study.plans.at(0));
}
const std::string price = "products.tea.list_price: ";
std::string sets(int value) { return "set: {" + price + std::to_string(value) + "}"; }
}  // namespace

TEST_CASE("without strategies there is one plan: the market as it stands, with its changes") {
  CHECK(all_prices("") == Lines{"0:40"});
  CHECK(all_prices("changes:\n- {from: 4, " + sets(42) + "}\n- {from: 2, " + sets(41) + "}\n") ==
        Lines{"0:40 2:41 4:42"});
}

TEST_CASE(
    "a strategy changes what it extends, in the order of its bases, then levers, then itself") {
  const std::string levers = "levers: [{name: l, " + sets(30) + "}]\n";
  CHECK(all_prices("strategies: [{name: a, " + sets(50) + "}, {name: b, " + sets(60) +
                   "}, {name: ab, extends: [a, b]}, {name: ba, extends: [b, a]}, {name: own, "
                   "extends: a, " +
                   sets(70) + "}]\n") == Lines{"0:50", "0:60", "0:60", "0:50", "0:70"});
  CHECK(all_prices(levers + "strategies: [{name: a, " + sets(50) +
                   "}, {name: b, extends: a, levers: l}, {name: c, levers: [l], " + sets(80) +
                   "}, {name: d, extends: c}]\n") == Lines{"0:50", "0:30", "0:80", "0:80"});
}

TEST_CASE("plans that are called the same are told apart by their names") {
  Lines labels;
  for (const Plan& plan : load(with("strategies: [{name: a, label: Grow}, {name: b, label: Grow}, "
                                    "{name: c, label: Stay}, {name: d, label: e}, {name: e}, "
                                    "{name: f, label: Grow (a)}]\n"))
                              .plans)
    labels.push_back(plan.label.label);
  CHECK(labels == Lines{"Grow (a) (a)", "Grow (b)", "Stay", "e (d)", "e", "Grow (a) (f)"});
  // Of one name, too, they are refused for it, and reading comes to its end.
  CHECK_THROWS(load(with("strategies: [{name: a, label: Grow}, {name: a, label: Grow}]\n")));
}

TEST_CASE("a strategy may stand before those it extends, and one reached by two ways counts once") {
  // base -> left (changes it) and right; both: left's change is not undone by base through right.
  CHECK(
      all_prices("strategies: [{name: both, extends: [left, right]}, {name: left, extends: base, " +
                 sets(51) + "}, {name: right, extends: base}, {name: base, " + sets(50) + "}]\n") ==
      Lines{"0:51", "0:51", "0:50", "0:50"});
}

TEST_CASE("changes of market, bases, levers and the strategy take their turns by date") {
  const std::string market_changes = "changes: [{from: 2, " + sets(41) + "}, {from: 6, " +
                                     sets(46) + "}]\nlevers: [{name: l, changes: [{from: 4, " +
                                     sets(44) + "}, {from: 6, " + sets(47) + "}]}]\n";
  CHECK(all_prices(market_changes +
                   "strategies: [{name: a}, {name: b, levers: l}, {name: c, "
                   "extends: b, changes: [{from: 2, " +
                   sets(99) + "}]}, {name: d, " + sets(50) + "}]\n") ==
        Lines{"0:40 2:41 6:46", "0:40 2:41 4:44 6:47", "0:40 2:99 4:44 6:47", "0:50 2:41 6:46"});
}

TEST_CASE("a date may be written in every way that people write it") {
  for (const char* from : {"13", "week 13", "13 weeks", "step 13", "3 months", "1 quarter",
                           "2027-04-05", "2027-03-30", "2027-W14"}) {
    INFO(from);
    CHECK(changed(from) == "0:40 13:42");
  }
  CHECK(changed("2027-04") == "0:40 13:42");
  CHECK(changed("2028-01-03") == "0:40 52:42");
  CHECK(changed("2027-01-04") == "0:42");  // the start
}

TEST_CASE("several changes of one date make one stage, two of one value are refused") {
  CHECK(all_prices("changes:\n- {from: 3, " + sets(41) +
                   "}\n- {from: 3 weeks, set: {products.tea.unit_cost: 5}}\n") ==
        Lines{"0:40 3:41"});
  CHECK(wrong(with("changes:\n- {from: 3, " + sets(41) + "}\n- {from: 3 weeks, " + sets(42) +
                   "}\n")) == Lines{"12:25 E305 products.tea.list_price"});
}

TEST_CASE("levers that set one value differently are refused, unless the strategy settles it") {
  const std::string levers = "levers: [{name: l, " + sets(30) + "}, {name: m, " + sets(31) +
                             "}, {name: same, " + sets(30) +
                             "}, {name: whole, set: {products.tea: "
                             "{list_price: 33}}}, {name: late, changes: [{from: 3, " +
                             sets(34) + "}]}]\n";
  const auto refused = [&](const std::string& strategy) {
    return wrong(with(levers + "strategies: [{name: a, " + strategy + "}]\n"));
  };
  CHECK(refused("levers: [l, m]") == Lines{"11:32 E305 strategies[0].levers"});
  CHECK(refused("levers: [l, whole]") == Lines{"11:32 E305 strategies[0].levers"});
  CHECK(refused("levers: [l, same]") == Lines{});
  CHECK(refused("levers: [l, late]") == Lines{});
  CHECK(refused("levers: [l, m], " + sets(32)) == Lines{});
  CHECK(refused("levers: [l, whole], " + sets(32)) == Lines{});
  CHECK(all_prices(levers + "strategies: [{name: a, levers: [m, l], " + sets(32) + "}]\n") ==
        Lines{"0:32"});
  // What settled it in a base is undone by a lever that comes later.
  CHECK(wrong(with(levers + "strategies: [{name: a, levers: l, " + sets(32) +
                   "}, {name: b, extends: a, levers: m}]\n")) ==
        Lines{"11:102 E305 strategies[1].levers"});
}

TEST_CASE("a circle of strategies is told once, by its names") {
  try {
    load(with(
        "strategies: [{name: x, extends: a}, {name: a, extends: b}, {name: b, extends: a}]\n"));
    FAIL("nothing was refused");
  } catch (const InputError& error) {
    REQUIRE(error.issues().size() == 1);
    CHECK(error.issues()[0].code == IssueCode::reference_cycle);
    CHECK(error.issues()[0].message == "the strategies extend each other in a circle: a -> b -> a");
  }
  CHECK(wrong(with("strategies: [{name: a, extends: a}]\n")).size() == 1);
}

TEST_CASE("a setting holds under every plan and at all times") {
  const std::string plans =
      "changes: [{from: 2, " + sets(41) + "}]\nlevers: [{name: l, " + sets(30) +
      ", changes: [{from: 4, set: {products.tea: {list_price: 44, unit_cost: 7}}}]}]\n"
      "strategies: [{name: a}, {name: b, levers: l}, {name: c, extends: b, changes: [{from: 6, " +
      sets(46) + "}]}]\n";
  const std::vector<std::string> setting = {"products.tea.list_price=35"};
  for (const std::string& line : all_prices(plans, setting)) {
    INFO(line);
    std::string rest = line;
    for (std::size_t at = 0; (at = rest.find(':')) != std::string::npos;) {
      CHECK(rest.substr(at + 1, 2) == "35");
      rest = rest.substr(at + 1);
    }
  }
  const Study study = load(with(plans), {{}, setting, {}});
  CHECK(study.plans[1].stages.back().market.products[0].unit_cost.value.sure == 7);  // its own part
}

TEST_CASE("a setting for one strategy holds under it at all times, and under no other") {
  const std::string plans =
      "changes: [{from: 2, " + sets(41) + "}]\nlevers: [{name: l, changes: [{from: 4, " + sets(44) +
      "}]}]\nstrategies: [{name: a}, {name: b, levers: l, " + sets(50) +
      "}, {name: c, extends: b, changes: [{from: week 4, set: {products.tea.unit_cost: 3}}, {from: "
      "6, " +
      sets(46) + "}]}]\n";
  const Lines without = all_prices(plans);
  CHECK(without == Lines{"0:40 2:41", "0:50 2:41 4:44", "0:50 2:41 4:44 6:46"});
  const Lines lines = all_prices(plans, {"strategies.c.products.tea.list_price=35"});
  CHECK(lines[0] == without[0]);
  CHECK(lines[1] == without[1]);
  CHECK(lines[2] == "0:35 2:35 4:35 6:35");
}

TEST_CASE("what settings make of a scenario stands in its resolved text") {
  const std::string plans =
      with("changes: [{from: 2, " + sets(41) + "}]\nstrategies: [{name: a}, {name: b, " + sets(50) +
           ", changes: [{from: 3, " + sets(45) + "}]}]\n");
  for (const std::vector<std::string>& settings :
       {std::vector<std::string>{"products.tea.list_price=35"},
        {"strategies.b.products.tea.list_price=35"},
        {"strategies.b.products.tea.list_price=35", "horizon=7",
         "strategies.a.regions.city.consumers=5k"}}) {
    const Study study = load(plans, {{}, settings, {}}), again = load(study.resolved);
    REQUIRE(again.plans.size() == study.plans.size());
    for (std::size_t i = 0; i < study.plans.size(); ++i) {
      CHECK(prices(again.plans[i]) == prices(study.plans[i]));
      CHECK(same(again.plans[i].opening(), study.plans[i].opening()));
    }
    const Story story(study), from_text(again);
    for (const Plan& plan : study.plans)
      CHECK(story.figures(plan.label.name) == from_text.figures(plan.label.name));
  }
}

TEST_CASE("a change after the last step is a warning, once") {
  const Study study = load(with("changes: [{from: 10, " + sets(41) + "}]\n"));
  CHECK(study.plans[0].stages.size() == 1);
  REQUIRE(study.warnings.size() == 1);
  CHECK(study.warnings[0].warning);
  CHECK(to_string(study.warnings[0].place).ends_with("t.yaml:10:28"));
  CHECK(load(with("changes: [{from: 9, " + sets(41) + "}]\n")).warnings.empty());
  CHECK(load(with("changes: [{from: 10, " + sets(41) + "}]\nstrategies: [{name: a}, {name: b}]\n"))
            .warnings.size() == 1);
}

TEST_CASE("who opens with a plan and would pay for it later is a warning") {
  const auto warnings = [](const std::string& cost, const std::string& plan) {
    std::string text = tea;
    text.replace(text.find("active: false}"), 14, "active: false" + cost + "}");
    return load(text + "strategies: [{name: a}, {name: b, " + plan + "}]\n").warnings;
  };
  const std::string at_once = "set: {members.web.active: true}",
                    later = "changes: [{from: 1, " + at_once + "}]";
  const Issues told = warnings(", investment: {capital: 9}", at_once);
  REQUIRE(told.size() == 1);
  CHECK(told[0].warning);
  CHECK(told[0].message.starts_with("'web' is there from the first step under 'b'"));
  CHECK(told[0].hint.find(later) != std::string::npos);
  CHECK(warnings(", fees: {franchise_fee: \"uniform(0, 9)\"}", at_once).size() == 1);
  CHECK(warnings(", investment: {capital: 9}", later).empty());
  CHECK(warnings("", at_once).empty());
}

TEST_CASE("what holds from the start can't change at a date, where it was written or taken over") {
  const auto changed_to = [](const std::string& setting) {
    return wrong(with("channels: [{name: kiosk, holds_stock: false}]\nchanges: [{from: 3, set: {" +
                      setting + "}}]\n"));
  };
  CHECK(changed_to("members.corner.channel: own_shop") ==
        Lines{"11:51 E305 members[0].channel"});  // its traits follow; they are not told
  CHECK(changed_to("members.corner.opening_forecast: 5") ==
        Lines{"11:60 E305 members[0].opening_forecast"});
  CHECK(changed_to("members.web.owner: independent") == Lines{"11:46 E305 members[1].owner"});
  CHECK(changed_to("products.tea.divisible: true") == Lines{"11:51 E305 products[0].divisible"});
  CHECK(changed_to("demand.incidence: bernoulli") == Lines{"11:45 E305 demand.incidence"});
  CHECK(changed_to("channels.web_shop.owner: independent") ==
        Lines{"11:52 E305 channels[3].owner"});
  CHECK(changed_to("members.corner.region: ~") == Lines{"8:3 E105 members[0].region"});
  CHECK(changed_to("members.corner.lead_time: 5") == Lines{});
  CHECK(changed_to("members.web.active: true") == Lines{});
  CHECK(wrong(with("changes: [{from: 3, set: {horizon: 5}}]\n")) == Lines{"10:27 E305 horizon"});
  // From the start a plan may change all of it.
  CHECK(wrong(with("strategies: [{name: a, set: {members.corner.channel: own_shop, "
                   "demand.incidence: bernoulli}}]\n")) == Lines{});
}

TEST_CASE("an initial value that is deleted at a date is told at the change") {
  std::string text = tea;
  text.replace(text.find("region: city}"), 13, "region: city, opening_forecast: 5}");
  CHECK(wrong(text + "changes: [{from: 3, set: {members.corner.opening_forecast: ~}}]\n") ==
        Lines{"10:27 E305 members[0].opening_forecast"});
}

TEST_CASE("entries can't come or go at a date") {
  CHECK(wrong(with("changes: [{from: 3, set: {members.web: ~}}]\n")) == Lines{"7:1 E305 members"});
  CHECK(wrong(with("changes: [{from: 3, set: {members: [{name: new, channel: web_shop}]}}]\n")) ==
        Lines{"10:27 E305 members"});
  CHECK(wrong(with("changes: [{from: 3, set: {rivals: [{name: new, price: 3}]}}]\n")) ==
        Lines{"10:27 E305 rivals"});
  // A plan may have others than the next.
  CHECK(
      wrong(with("strategies: [{name: a, set: {members: [{name: new, channel: web_shop}]}}]\n")) ==
      Lines{});
}

TEST_CASE("an uncertain value that a plan or a date changes keeps its luck") {
  const Study study = load(with(
      "changes:\n- from: 3\n  set:\n    products.tea.list_price: uniform(50, 60)\n"
      "strategies:\n- name: a\n  set:\n    products.tea.list_price: uniform(40, 50)\n- name: b\n"
      "  set:\n    products.tea.list_price: uniform(10, 20)\n"));
  REQUIRE(study.assumptions.uncertain().size() == 3);
  const FutureValues futures = futures_of(study);
  std::vector<double> values(futures.count * lanes_per_block);
  futures.sample(0, values);
  const auto value = [&](std::size_t plan, std::size_t stage, std::size_t lane) {
    return values[study.plans[plan].stages[stage].market.products[0].list_price.value.slot *
                      lanes_per_block +
                  lane];
  };
  for (std::size_t lane = 0; lane < lanes_per_block; ++lane) {
    CHECK(value(0, 0, lane) == Approx(value(1, 0, lane) + 30).epsilon(1e-12));
    CHECK(value(0, 1, lane) == Approx(value(0, 0, lane) + 10).epsilon(1e-12));
    CHECK(value(0, 1, lane) == value(1, 1, lane));
  }
}
