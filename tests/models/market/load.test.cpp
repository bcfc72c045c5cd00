#include "models/market/load.hpp"

#include <filesystem>
#include <fstream>

#include "engine/schema/same.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tea.hpp"

using namespace channelsim;
using namespace channelsim::market;
using garden::Lines;
namespace fs = std::filesystem;

TEST_CASE("the shipped scenarios are in order, and their resolved text reads back equal") {
  const fs::path root =
      fs::path(__FILE__).parent_path().parent_path().parent_path().parent_path() / "scenarios";
  int count = 0;
  for (const auto& file : fs::recursive_directory_iterator(root)) {
    if (file.path().extension() != ".yaml") continue;
    INFO(file.path());
    ++count;
    const Study study = load_study(file.path(), {});
    const Study again = load(study.resolved);
    CHECK(same(study.scenario, again.scenario));
    REQUIRE(study.plans.size() == again.plans.size());
    for (std::size_t i = 0; i < study.plans.size(); ++i)
      CHECK(same(study.plans[i].opening(), again.plans[i].opening()));
  }
  CHECK(count >= 4);
}

TEST_CASE("a plan that changes a channel changes its members in the resolved text as well") {
  const Study study =
      load(with("channels: [{name: web_shop, pricing: {type: markup, rate: 0.3}}]\n"
                "strategies:\n- {name: a, set: {channels.independent_retailer.commission: 0.2, "
                "channels.web_shop.pricing.rate: 0.5}}\n"));
  const Study again = load(study.resolved);
  CHECK(again.scenario.members[0].traits.commission.sure == 0);
  CHECK(again.plans[0].opening().members[0].traits.commission.sure == 0.2);
  CHECK(std::get<Markup<Parameter>>(again.plans[0].opening().members[1].traits.pricing).rate.sure ==
        0.5);
  CHECK(study.resolved.find("    # commission: 0  # default\n") != std::string::npos);
  CHECK(study.resolved.find("    # lead_time: 2  # preset:") != std::string::npos);
  CHECK(again.resolved.find("    # lead_time: 2  # t.yaml:") != std::string::npos);
}

TEST_CASE("what a member states of its channel's policy stays, as much as it states") {
  std::string text = tea;
  text.replace(text.find("region: city}"), 13,
               "region: city, pricing: {rate: 0.25}, fixed_cost: 7}");
  const Study study =
      load(text + "strategies: [{name: a, set: {channels.independent_retailer.fixed_cost: 9}}]\n");
  const Study again = load(study.resolved);
  CHECK(std::get<Markup<Parameter>>(again.scenario.members[0].traits.pricing).rate.sure == 0.25);
  CHECK(again.plans[0].opening().members[0].traits.fixed_cost.value.sure == 7);
  CHECK(study.resolved.find("      rate: 0.25  # t.yaml:8\n") != std::string::npos);
}

TEST_CASE("a scenario varies a preset, adds channels, and members take their channel's traits") {
  const Study study = load(with("channels:\n- {name: web_shop, commission: 0.1}\n- {name: kiosk, "
                                "fixed_cost: 5, pricing: {type: fixed, price: 9}}\n") +
                           "rivals: []\n");
  const auto& channels = study.scenario.channels;
  CHECK(channels.size() == 13);
  CHECK(study.scenario.members[1].traits.commission.sure == 0.1);
  CHECK(study.scenario.members[1].traits.reach == Reach::everywhere);
  CHECK(channels.back().name == "kiosk");
}

TEST_CASE(
    "a wrong value of a channel is told once, at the channel, however many members share it") {
  CHECK(wrong(with("channels: [{name: independent_retailer, comission: 0.1, lead_time: 0}]\n")) ==
        Lines{"10:41 E104 channels[2]", "10:68 E302 channels[2].lead_time"});
  CHECK(wrong(with("channels: [{name: web_shop}, {name: web_shop, lead_time: 2}]\n")) ==
        Lines{"10:37 E201 channels"});
  CHECK(wrong(with("channels: [{lead_time: 2}]\n")) == Lines{"10:12 E105 channels[12]"});
}

TEST_CASE("a wrong value of the base is told once, however many plans there are") {
  CHECK(wrong(with("seed: x\nstrategies: [{name: a}, {name: b}, {name: c, set: "
                   "{demand.season.period: 0}}]\n")) ==
        Lines{"10:7 E301 seed", "11:74 E302 demand.season.period"});
}

TEST_CASE("issues come in the order of their places") {
  CHECK(wrong("channelsim: 1\nmembers: [{name: x}]\nsegments: [{name: [y]}]\nregions: "
              "[]\nproducts: [{unit_cost: -1}]\nhorizon: 0\n") ==
        Lines{"1:1 E105", "2:11 E105 members[0]", "3:12 E105 segments[0]", "3:12 E105 segments[0]",
              "3:12 E105 segments[0]", "3:19 E301 segments[0].name", "4:10 E105 regions",
              "5:12 E105 products[0]", "5:12 E105 products[0]", "5:24 E302 products[0].unit_cost",
              "6:10 E302 horizon"});
}

TEST_CASE("another version of the language is told before anything else") {
  CHECK(wrong("channelsim: 2\nworld: {}\n") == Lines{"1:13 E110 channelsim"});
  CHECK(wrong("channelsim: 0\n") == Lines{"1:13 E110 channelsim"});
  CHECK(wrong("channelsim: one\n").front() == "1:1 E105");
  CHECK(wrong("") == Lines{"1:1 E109"});
  CHECK(wrong("channelsim:1\n") == Lines{"1:1 E106"});
}

TEST_CASE("a scenario is laid over the file it extends, and its resolved text stands alone") {
  const std::string base = tea;
  const Study study = load(
      "extends: base.yaml\nhorizon: 20\nmembers: {web: {active: true}}\nproducts: {tea: "
      "{list_price: 41}}\n",
      {}, {{"base.yaml", base}});
  CHECK(study.scenario.horizon == 20);
  CHECK(study.scenario.title == "Tea");
  CHECK(study.scenario.members[1].active);
  CHECK(study.scenario.products[0].list_price.value.sure == 41);
  CHECK(study.scenario.products[0].unit_cost.value.sure == 20);
  CHECK(study.sources.size() == 2);
  CHECK(study.resolved.find("title: Tea  # base.yaml:2\n") != std::string::npos);
  CHECK(study.resolved.find("horizon: 20  # t.yaml:2\n") != std::string::npos);
  const Study again = load(study.resolved);
  CHECK(same(study.scenario, again.scenario));
}

TEST_CASE("an error is told in the file in which it stands") {
  std::string base = tea;
  base.replace(base.find("unit_cost: 20"), 13, "unit_cost: -2");
  try {
    load("extends: base.yaml\n", {}, {{"base.yaml", base}});
    FAIL("nothing was refused");
  } catch (const InputError& error) {
    REQUIRE(error.issues().size() == 1);
    CHECK(to_string(error.issues()[0].place).ends_with("base.yaml:4:35"));
  }
  CHECK(wrong("extends: base.yaml\nproducts: {tee: {list_price: 3}}\n", {}, {{"base.yaml", tea}}) ==
        Lines{"2:12 E404 tee"});
  CHECK(wrong("extends: [base.yaml, none.yaml]\n", {}, {{"base.yaml", tea}}) == Lines{"1:22 E402"});
}

TEST_CASE("numbers with units and with evidence are the bare numbers they stand for") {
  std::string text = tea;
  text.replace(text.find("unit_cost: 20"), 13,
               "unit_cost: {value: 3 USD, source: quote, confidence: high}");
  text.replace(text.find("list_price: 40"), 14, "list_price: 45.2 CNY incl. VAT");
  text.replace(text.find("horizon: 10"), 11, "horizon: {value: 1 quarter, source: board}");
  text.replace(text.find("consumers: 20000"), 16, "consumers: 2万人");
  const Study study = load(text + "vat: 13 %\nexchange_rates: [{name: USD, worth: 7}]\n");
  CHECK(study.scenario.products[0].unit_cost.value.sure == 21);
  CHECK(study.scenario.products[0].list_price.value.sure == Approx(40).epsilon(1e-15));
  CHECK(study.scenario.horizon == 13);
  CHECK(study.scenario.regions[0].consumers.sure == 20000);
  REQUIRE(study.assumptions.sure().size() == 2);
  const Study again = load(study.resolved);
  CHECK(same(study.scenario, again.scenario));
  REQUIRE(again.assumptions.sure().size() == 2);
  CHECK(again.assumptions.sure()[0].path == "horizon");
  CHECK(again.assumptions.sure()[0].evidence.source == "board");
  CHECK(again.assumptions.sure()[0].middle == 13);
}

TEST_CASE("members that take a value from their channel share its luck") {
  const Study study = load(
      with("- {name: kiosk, channel: independent_retailer, region: city}\n- {name: stall, channel: "
           "independent_retailer, region: city, fixed_cost: \"uniform(1, 2)\"}\nchannels:\n- name: "
           "independent_retailer\n  fixed_cost: uniform(100, 200)\n"));
  const auto slot = [&](std::size_t member) {
    return study.scenario.members[member].traits.fixed_cost.value.slot;
  };
  CHECK(slot(0) == slot(2));
  CHECK(slot(0) != slot(3));
  CHECK(study.assumptions.uncertain().size() == 2);
  CHECK(study.assumptions.uncertain()[slot(0)].path == "channels.independent_retailer.fixed_cost");
  CHECK(study.assumptions.uncertain()[slot(3)].path == "members.stall.fixed_cost");
}

TEST_CASE("a member's own distribution has luck of its own, in whatever form it is written") {
  for (const char* channel :
       {"\"pert(0.2, 0.3, 0.4)\"", "{dist: pert, min: 0.2, mode: 0.3, max: 0.4}"})
    for (const char* own :
         {"\"pert(0.1, 0.3, 0.4)\"", "{dist: pert, min: 0.1, mode: 0.3, max: 0.4}",
          "{dist: uniform, min: 0.1, max: 0.4}"}) {
      std::string text = tea;
      text.replace(text.find("region: city}"), 13,
                   std::string("region: city, pricing: {rate: ") + own + "}}");
      const Study study = load(text +
                               "channels: [{name: independent_retailer, pricing: {type: "
                               "markup, rate: " +
                               channel + "}}]\n");
      INFO(channel << " and " << own);
      REQUIRE(study.assumptions.uncertain().size() == 2);
      CHECK(study.assumptions.uncertain()[1].path == "members.corner.pricing.rate");
    }
}

TEST_CASE("a bound of a figure may be written in the scenario's own currency, whichever it is") {
  for (const char* currency : {"CNY", "GBP"}) {
    const std::string scenario =
        with("currency: " + std::string(currency) +
             "\nexpect: [{name: bearable, kpi: manufacturer_profit, at_least: -1M " + currency +
             "}]\ndecision: {indifference: ");
    CHECK(wrong(scenario + "25k " + currency + "}\n") == Lines{});
    CHECK(wrong(scenario + "25k pieces}\n") == Lines{"12:26 E306 decision.indifference"});
  }
}

TEST_CASE("a bound that no plan can keep is refused, one of a share beyond 200 % is doubted") {
  const auto bound = [](const std::string& stated) {
    return with("decision: {constraints: [{figure: " + stated + "}]}\n");
  };
  CHECK(wrong(bound("market_share, at_least: 0.5, at_most: 0.4")).size() == 1);
  CHECK(wrong(bound("market_share, at_least: 0.4, at_most: 0.4")) == Lines{});
  const auto doubts = [&](const std::string& stated) { return load(bound(stated)).warnings; };
  const Issues doubt = doubts("market_share, at_least: 25");
  REQUIRE(doubt.size() == 1);
  CHECK(doubt[0].path == "decision.constraints[0].at_least");
  CHECK(doubt[0].message == "market_share is a share: 25 means 2500 %");
  CHECK(doubt[0].hint == "for 25 % write 0.25, or '25%'");
  CHECK(doubts("market_share, at_least: 25%").empty());
  CHECK(doubts("market_share, at_least: 0.25").empty());
  CHECK(doubts("units_sold, at_least: 25").empty());
  CHECK(load(with("expect: [{name: much, kpi: market_share, at_most: 40}]\n")).warnings.size() ==
        1);
}

TEST_CASE("correlated values exist, are uncertain, and are correlated once") {
  std::string text = tea;
  text.replace(text.find("unit_cost: 20, list_price: 40"), 29,
               "unit_cost: \"pert(18, 20, 24)\", list_price: {dist: normal, mean: 40, sd: 2, name: "
               "price}");
  const auto correlated = [&](const std::string& between) {
    return wrong(text + "correlations:\n- {between: " + between + ", coefficient: 0.5}\n");
  };
  CHECK(correlated("[products.tea.unit_cost, price]") == Lines{});
  CHECK(correlated("[products.tea.unit_cost, products.tea.list_price]") == Lines{});
  CHECK(correlated("[products.tea.unit_cost, prize]") ==
        Lines{"11:38 E401 correlations[0].between[1]"});
  CHECK(correlated("[products.tea.unit_cost, regions.city.consumers]") ==
        Lines{"11:38 E401 correlations[0].between[1]"});
  CHECK(correlated("[price, products.tea.list_price]") ==
        Lines{"11:21 E201 correlations[0].between[1]"});
  CHECK(correlated("[price]") == Lines{"11:13 E305 correlations[0].between"});
  CHECK(correlated("[products.tea.unit_cost, price], coefficient: 1.01").front().find("E103") !=
        std::string::npos);
}

TEST_CASE("replications are futures, or futures times chances") {
  CHECK(load(with("replications: 70\n")).scenario.replications.count() == 70);
  const Study nested = load(with("replications: {futures: 70, chances: 3}\n"));
  CHECK(nested.scenario.replications.count() == 210);
  CHECK(nested.scenario.replications.chances == 3);
  CHECK(same(nested.scenario, load(nested.resolved).scenario));
  CHECK(load(with("replications: {chances: 3}\n")).scenario.replications.count() == 3000);
  CHECK(wrong(with("replications: {futures: 10M, chances: 2}\n")) ==
        Lines{"10:25 E305 replications.futures"});
  CHECK(wrong(with("replications: 0\n")) == Lines{"10:15 E302 replications"});
}

TEST_CASE("shares add up to 1 within 1e-9") {
  const std::string halves =
      std::string(tea).replace(std::string(tea).find("{name: everyone"), 72 - 0,
                               "{name: a, share: 0.5, purchase_rate: 1, price_sensitivity: 0}, "
                               "{name: b, share: SHARE, purchase_rate: 1, price_sensitivity: 0}");
  const auto share = [&](const char* value) {
    std::string text = halves;
    return wrong(text.replace(text.find("SHARE"), 5, value));
  };
  CHECK(share("0.5") == Lines{});
  CHECK(share("0.5000000009") == Lines{});
  CHECK(share("0.500000002") == Lines{"6:1 E304 segments"});
  CHECK(share("0.45") == Lines{"6:1 E304 segments"});
}

TEST_CASE("no member is called what stands for its supplier of last resort") {
  std::string text = tea;
  CHECK(wrong(text.replace(text.find("corner"), 6, "manufacturer")) ==
        Lines{"8:10 E202 members[0].name"});
}

TEST_CASE("one plan is the baseline: the one that says so, or the first") {
  CHECK(load(with("strategies: [{name: a}, {name: b}]\n")).plans[0].label.baseline);
  CHECK(load(with("strategies: [{name: a}, {name: b, baseline: true}]\n")).plans[1].label.baseline);
  CHECK_FALSE(
      load(with("strategies: [{name: a}, {name: b, baseline: true}]\n")).plans[0].label.baseline);
  CHECK(wrong(with("strategies: [{name: a, baseline: true}, {name: b, baseline: true}]\n")) ==
        Lines{"10:61 E305 strategies[1].baseline"});
}

TEST_CASE("a setting changes every plan, or one, and comes last") {
  const std::string plans = with(
      "strategies:\n- {name: a}\n- {name: b, set: {products.tea.list_price: 50}}\n- {name: b.c}\n");
  const auto prices = [&](std::vector<std::string> settings) {
    std::string text;
    for (const Plan& plan : load(plans, {{}, std::move(settings), {}}).plans)
      text += shortest(plan.opening().products[0].list_price.value.sure) + " ";
    return text;
  };
  CHECK(prices({}) == "40 50 40 ");
  CHECK(prices({"products.tea.list_price=30"}) == "30 30 30 ");
  CHECK(prices({"strategies.b.products.tea.list_price=31"}) == "40 31 40 ");
  CHECK(prices({"strategies.b.c.products.tea.list_price=32"}) == "40 50 32 ");
  CHECK(prices({"strategies.a.products.tea.list_price=33", "products.tea.unit_cost=1"}) ==
        "33 50 40 ");
  const auto refused = [&](const char* setting) { return wrong(plans, {{}, {setting}, {}}); };
  CHECK(refused("strategies.x.horizon=3") ==
        Lines{"--set strategies.x.horizon=3 E404 strategies.x.horizon"});
  CHECK(prices({"strategies.b.set.products.tea.list_price=34"}) == "40 34 40 ");
  CHECK(refused("strategies.a.label=A") ==
        Lines{"--set strategies.a.label=A E404 strategies.a.label"});
  CHECK(refused("strategies.a=3") == Lines{"--set strategies.a=3 E404 strategies.a"});
  CHECK(refused("products.oil.list_price=3") ==
        Lines{"--set products.oil.list_price=3 E404 products.oil.list_price"});
  CHECK(refused("horizon=0") == Lines{"--set horizon=0 E302 horizon"});
  CHECK(refused("horizonn=5") == Lines{"--set horizonn=5 E104"});
  CHECK(refused("horizon") == Lines{"--set horizon E404"});
}

TEST_CASE("default rates are those of a week, whatever the step is") {
  for (const auto& [step, weeks] :
       {std::pair{"day", 1 / 7.0}, {"week", 1.0}, {"month", 52 / 12.0}}) {
    INFO(step);
    const auto market = [&](const std::string& more) {
      return load(with("step: " + std::string(step) + "\n" + more)).scenario;
    };
    const auto plain = market("");
    CHECK(plain.manufacturer.discount_rate.sure == Approx(0.002 * weeks));
    CHECK(plain.members[0].traits.holding_rate.sure == Approx(0.004 * weeks));
    const auto partly = market(
        "manufacturer: {tax_rate: 0.2}\nconsumers: {memory: true}\n"
        "demand: {satisfaction: {}}\n");
    CHECK(partly.manufacturer.discount_rate.sure == Approx(0.002 * weeks));
    CHECK(partly.demand.satisfaction->fading.sure == Approx(0.02 * weeks));
    CHECK(market("manufacturer: {discount_rate: 0.003}\n").manufacturer.discount_rate.sure ==
          0.003);
  }
}

TEST_CASE("what the study is as a whole can't be changed by one plan") {
  for (const char* key :
       {"horizon", "seed", "replications", "decision.objective", "currency", "breakdown"}) {
    CHECK(wrong(with("strategies:\n- {name: a}\n- {name: b, set: {" + std::string(key) +
                     ": 11}}\n")) == Lines{"12:19 E305 " + std::string(key)});
  }
}

TEST_CASE("a setting for one plan is not lost when the plan has no changes of its own") {
  const Study study = load(with("strategies:\n- {name: a}\n- {name: b, set: }\n"),
                           {{}, {"strategies.b.demand.season.period=7"}, {}});
  CHECK(study.plans[0].opening().demand.season.period == 52);
  CHECK(study.plans[1].opening().demand.season.period == 7);
}

TEST_CASE("strategies may come from the command line") {
  CHECK(load(with(""), {{}, {"strategies=[{name: a}, {name: b}]"}, {}}).plans.size() == 2);
  CHECK(wrong(with(""),
              {{}, {"strategies=[{name: a, baseline: true}, {name: b, baseline: true}]"}, {}})
            .size() == 1);
}

TEST_CASE("plans are chosen by name, and keep a baseline") {
  const std::string plans = with("strategies: [{name: a}, {name: b}, {name: c}]\n");
  const Study study = load(plans, {{}, {}, {"c", "b"}});
  REQUIRE(study.plans.size() == 2);
  CHECK(study.plans[0].label.name == "b");
  CHECK(study.plans[0].label.baseline);
  CHECK(wrong(plans, {{}, {}, {"bb"}}) == Lines{"--strategy bb E401"});
}

TEST_CASE("a file that is not there, a folder and a file too large are told without a line") {
  const TemporaryFolder folder;
  const auto refused = [](const fs::path& file) {
    try {
      load_study(file, {});
    } catch (const InputError& error) {
      CHECK(error.issues().front().place.line == 0);
      return to_string(error.issues().front().code) + " " + error.issues().front().message;
    }
    return std::string();
  };
  CHECK(refused(folder.path() / "none.yaml") == "E402 there is no such file");
  CHECK(refused(folder.path()) == "E402 is a directory, not a scenario file");
  CHECK(refused("/dev/zero").starts_with("E501"));
}
