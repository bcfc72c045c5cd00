// Each section on a small study: what it must hold, and when it is left out.

#include <numeric>

#include "models/market/report/changes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/told.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

/// Two regions, a distributor with a shop and an own shop; plans that open a web shop at a date.
std::string shops(const std::string& more = "", unsigned replications = 48) {
  return "question: Should we sell online?\n"
         "audience: the board\n"
         "start: 2027-01-04\n"
         "horizon: 40\n"
         "replications: " +
         std::to_string(replications) +
         "\n"
         "decision: {objective: manufacturer_profit}\n"
         "breakdown: [channel, region, member]\n"
         "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
         "regions: [{name: city, label: The city, consumers: 5000}, {name: coast, consumers: "
         "3000}]\n"
         "segments: [{name: everyone, share: 1, purchase_rate: {dist: uniform, min: 0.08, max: "
         "0.12, source: a panel, confidence: medium}, price_sensitivity: 0.04}]\n"
         "members:\n"
         "- {name: depot, channel: distributor}\n"
         "- {name: corner, channel: independent_retailer, region: city, supplier: depot}\n"
         "- {name: kiosk, channel: own_shop, region: coast}\n"
         "- {name: web, label: Own web shop, channel: web_shop, active: false,\n"
         "   investment: {capital: 3000, one_off: 500}}\n"
         "strategies:\n"
         "- {name: as_is, label: As it is, baseline: true}\n"
         "- {name: online, label: Online, changes: [{from: 10, set: {members.web.active: "
         "true}}]}\n" +
         more;
}

const Told& small() {
  static const Told told(study_of(shops()));
  return told;
}
const Document& english() {
  static const Document document = small().in(Language::english);
  return document;
}
const Section& section(const std::string& id) {
  const Section* found = find_section(english(), id);
  REQUIRE(found);
  return *found;
}
const DataTable& table(const std::string& id, const std::string& name) {
  const DataTable* found = find_table(section(id), name);
  REQUIRE(found);
  return *found;
}
double number(const DataTable& table, std::size_t row, std::size_t column) {
  return std::get<double>(table.rows.at(row).cells.at(column));
}
std::string words(const DataTable& table, std::size_t row, std::size_t column) {
  return std::get<std::string>(table.rows.at(row).cells.at(column));
}

/// The shape that a drawing relies on.
bool fits(const DataTable& table, PictureKind kind) {
  const std::size_t columns = table.columns.size();
  switch (kind) {
    case PictureKind::intervals:
      return columns == 4;
    case PictureKind::fan:
      return columns == 7;
    case PictureKind::sankey:
      return columns == 3;
    case PictureKind::waterfall:
      return columns == 2 && table.rows.size() > 2;
    default:
      return columns >= 2;
  }
}

}  // namespace

TEST_CASE("a document says whom it answers, and which plan has which colour") {
  CHECK(english().question == "Should we sell online?");
  CHECK(english().audience == "the board");
  CHECK(english().warning.empty());
  REQUIRE(english().plans.size() == 2);
  CHECK(english().plans[0].baseline);
  CHECK(english().plans[1].label == "Online");
}

TEST_CASE("sections stand in their order, each with its data, its sentences, its pictures") {
  std::vector<std::string> ids;
  for (const Section& each : english().sections) ids.push_back(each.id);
  // The baseline is the best here: nothing changes, so there is no roadmap.
  REQUIRE(small().analysis().decision.ranking.front() == 0);
  const std::vector<std::string> expected = {"answer", "plans", "flows",    "bridge",      "risk",
                                             "time",   "where", "partners", "assumptions", "trust"};
  CHECK(ids == expected);
  std::set<std::string> tables;
  for (const Language language : {Language::english, Language::chinese})
    for (const Section& each : small().in(language).sections) {
      INFO(each.id);
      CHECK_FALSE(each.sentences.empty());
      CHECK_FALSE(each.tables.empty());
      for (const DataTable& data : each.tables) {
        INFO(data.name);
        if (language == Language::english) CHECK(tables.insert(data.name).second);
        for (const DataRow& row : data.rows) CHECK(row.cells.size() == data.columns.size());
      }
      for (const Picture& picture : each.pictures) {
        REQUIRE(picture.table < each.tables.size());
        CHECK(fits(each.tables[picture.table], picture.kind));
      }
    }
}

TEST_CASE("both languages hold the same figures") {
  const Document chinese = small().in(Language::chinese);
  REQUIRE(chinese.sections.size() == english().sections.size());
  for (std::size_t s = 0; s < chinese.sections.size(); ++s) {
    const Section &one = english().sections[s], &other = chinese.sections[s];
    REQUIRE(one.tables.size() == other.tables.size());
    CHECK(one.sentences.size() == other.sentences.size());
    for (std::size_t t = 0; t < one.tables.size(); ++t) {
      REQUIRE(one.tables[t].rows.size() == other.tables[t].rows.size());
      for (std::size_t r = 0; r < one.tables[t].rows.size(); ++r)
        for (std::size_t c = 0; c < one.tables[t].columns.size(); ++c)
          if (const auto* value = std::get_if<double>(&one.tables[t].rows[r].cells[c]))
            CHECK(*value == std::get<double>(other.tables[t].rows[r].cells[c]));
    }
  }
}

TEST_CASE("the steps of the bridge add up from the one profit to the other") {
  const DataTable& bridge = table("bridge", "bridge");
  double sum = number(bridge, 0, 1), size = std::abs(sum);
  for (std::size_t row = 1; row + 1 < bridge.rows.size(); ++row) {
    sum += number(bridge, row, 1);
    size += std::abs(number(bridge, row, 1));
  }
  CHECK(std::abs(sum - number(bridge, bridge.rows.size() - 1, 1)) <= 1e-12 * size);
  CHECK(number(bridge, 0, 1) ==
        Approx(small().mean(bridge.rows.front().plan.value(), "manufacturer_profit")));
  CHECK(number(table("bridge", "bridge_total"), 0, 1) ==
        Approx(number(bridge, bridge.rows.size() - 1, 1) - number(bridge, 0, 1)));
}

TEST_CASE("flows end at consumers, and their money at the manufacturer") {
  const DataTable& totals = table("flows", "flow_totals");
  for (std::size_t plan = 0; plan < 2; ++plan) {
    CHECK(number(totals, plan, 1) == Approx(small().mean(plan, "units_sold")));
    CHECK(number(totals, plan, 2) == Approx(small().mean(plan, "consumer_spending")));
    const DataTable& goods = table("flows", "goods_flow_" + std::to_string(plan + 1));
    double to_consumers = 0;
    for (std::size_t row = 0; row < goods.rows.size(); ++row)
      if (words(goods, row, 1) == "consumers") to_consumers += number(goods, row, 2);
    CHECK(to_consumers == Approx(number(totals, plan, 1)));
  }
}

TEST_CASE("the answer's three numbers are quantiles of the objective") {
  const DataTable& three = table("answer", "three_numbers");
  REQUIRE(three.rows.size() == 2);
  for (const DataRow& row : three.rows) {
    const Summary& summary =
        small().analysis().summaries[*row.plan][small().analysis().decision.objective];
    CHECK(std::get<double>(row.cells[1]) == *summary.p10);
    CHECK(std::get<double>(row.cells[3]) == *summary.p90);
  }
}

TEST_CASE("the curves of risk rise, and the bad tail lies below the average") {
  const DataTable& outcomes = table("risk", "outcomes");
  for (std::size_t row = 1; row < outcomes.rows.size(); ++row)
    CHECK(number(outcomes, row, 1) >= number(outcomes, row - 1, 1));
  const DataTable& tail = table("risk", "bad_tail");
  CHECK(number(tail, 0, 2) < number(tail, 0, 1));
  CHECK(number(tail, 0, 3) <= number(tail, 0, 2));
}

TEST_CASE("what drives the worst futures stands first among what sets them apart") {
  const DataTable& apart = table("risk", "worst_tenth");
  bool rate = false;
  for (std::size_t row = 0; row < apart.rows.size(); ++row)
    if (words(apart, row, 0).find("purchase_rate") != std::string::npos) {
      rate = true;
      CHECK(number(apart, row, 2) < number(apart, row, 3));
      CHECK(number(apart, row, 4) < -0.5);
    }
  CHECK(rate);
}

TEST_CASE("the fans are quantiles in order, and end where the run does") {
  for (const DataTable& fan : section("time").tables)
    for (std::size_t row = 0; row < fan.rows.size(); ++row)
      for (std::size_t column = 3; column < 7; ++column)
        CHECK(number(fan, row, column) >= number(fan, row, column - 1));
}

TEST_CASE("where the web shop sells, the map shows it") {
  const DataTable& map = table("where", "units_sold_by_channel");
  bool found = false;
  for (std::size_t row = 0; row < map.rows.size(); ++row)
    if (words(map, row, 0) == "Own web shop") {
      found = true;
      CHECK(number(map, row, 1) > 0);
    }
  CHECK(found);
}

TEST_CASE("partners are the members of others") {
  const DataTable& partners = table("partners", "partner_profits");
  std::set<std::string> names;
  for (std::size_t row = 0; row < partners.rows.size(); ++row)
    names.insert(words(partners, row, 0));
  CHECK(names == std::set<std::string>{"corner", "depot"});
}

TEST_CASE("the roadmap tells what a plan changes, from what, to what, when, at which outlay") {
  const Told told(
      study_of(shops("- {name: also, extends: [online], set: {members.kiosk.site: 0.5, "
                     "members.kiosk.fixed_cost: 900}}\n",
                     16)));
  // The web shop of its own brings more than it costs, so that the best plan has it.
  const Document document = told.in(Language::english);
  const Section* roadmap = find_section(document, "roadmap");
  REQUIRE(roadmap);
  const DataTable& steps = *find_table(*roadmap, "roadmap");
  bool opens = false;
  for (std::size_t row = 0; row < steps.rows.size(); ++row)
    if (words(steps, row, 0) == "Own web shop opens") {
      opens = true;
      CHECK(number(steps, row, 1) == 10);
      CHECK(number(steps, row, 2) == 39);
      CHECK(words(steps, row, 3) == "2027-03-15");
      CHECK(words(steps, row, 4) == "false");
      CHECK(words(steps, row, 5) == "true");
      CHECK(number(steps, row, 6) == 3500);
      CHECK(words(steps, row, 7) > "2027-03-15");  // the next value of the series
      CHECK(number(steps, row, 8) > 0);
    }
  CHECK(opens);
}

TEST_CASE("what changes for all plans is what a plan's values are held against") {
  const Told told(
      study_of(shops("- {name: thrifty, changes: [{from: 5, set: {products.tea.unit_cost: 8}}]}\n"
                     "changes:\n- {from: 3, set: {products.tea.unit_cost: 10}}\n"
                     "- {from: 20, set: {products.tea.unit_cost: 30}}\n",
                     16)));
  const PlanChange change = PlanChanges(told.study()).of(2).front();
  CHECK(change.path == "products.tea.unit_cost");
  CHECK(change.from == "10");
  CHECK(change.to == "8");
  CHECK(change.step == 5);
  CHECK(change.until == 20);
}

TEST_CASE("a plan that makes itself more attractive for nothing is told so") {
  const auto says = [](const std::string& more) {
    const Told told(study_of(shops(more, 16)));
    const Document document = told.in(Language::english);
    for (const std::string& sentence : document.sections.front().sentences)
      if (sentence.starts_with("Take care: charming")) return true;
    return false;
  };
  CHECK(says("- {name: charming, set: {members.kiosk.site: 0.5}}\n"));
  CHECK_FALSE(says("- {name: charming, set: {members.kiosk.site: -0.5}}\n"));
  CHECK_FALSE(
      says("- {name: charming, set: {members.kiosk.site: 0.5, members.kiosk.fixed_cost: 900}}\n"));
}

TEST_CASE("assumptions tell path, distribution, source and confidence, and count the defaults") {
  const DataTable& list = table("assumptions", "assumptions");
  REQUIRE(list.rows.size() == 1);
  CHECK(words(list, 0, 0) == "segments.everyone.purchase_rate");
  CHECK(words(list, 0, 1).find("uniform") != std::string::npos);
  CHECK(words(list, 0, 4) == "a panel");
  const DataTable& counts = table("assumptions", "assumption_counts");
  CHECK(number(counts, 0, 1) == 1);
  CHECK(number(counts, 4, 1) > number(counts, 3, 1));  // most values are the program's
}

TEST_CASE("what was measured is held against the baseline, where there is anything") {
  CHECK_FALSE(find_section(english(), "base_year"));
  const Told told(
      study_of(shops("actuals:\n"
                     "- {figure: units_sold, value: 20000, source: ledger}\n"
                     "- {figure: units_sold, until: 2027-03-15, value: 5000}\n",
                     16)));
  const Document document = told.in(Language::english);
  const Section* section = find_section(document, "base_year");
  REQUIRE(section);
  const DataTable& rows = section->tables.front();
  REQUIRE(rows.rows.size() == 2);
  CHECK(number(rows, 0, 3) == 20000);
  CHECK(number(rows, 0, 4) == Approx(told.mean(0, "units_sold")));
  CHECK(number(rows, 0, 5) < number(rows, 0, 4));  // where 95 % of the replications lie
  CHECK(number(rows, 0, 6) > number(rows, 0, 4));
  CHECK(number(rows, 0, 7) == Approx(number(rows, 0, 4) - 20000));
  CHECK(words(rows, 0, 9) == "ledger");
  CHECK(number(rows, 1, 4) < number(rows, 0, 4));
}

TEST_CASE("a measured figure that the series does not tell then is refused") {
  CHECK_THROWS_AS(study_of(shops("actuals: [{figure: units_sold, until: 2027-03-22, value: 1}]\n")),
                  InputError);
  CHECK_THROWS_AS(study_of(shops("actuals: [{figure: lost_sales, until: 2027-03-15, value: 1}]\n")),
                  InputError);
  CHECK_THROWS_AS(study_of(shops("actuals: [{figure: no_figure, value: 1}]\n")), InputError);
  CHECK_NOTHROW(study_of(shops("actuals: [{figure: lost_sales, value: 1}]\n")));
}

TEST_CASE("trust shows how the average settles, and how to repeat the run") {
  const DataTable& settling = table("trust", "convergence");
  CHECK(number(settling, settling.rows.size() - 1, 0) == 48);
  CHECK(number(settling, 0, 3) - number(settling, 0, 2) >
        number(settling, settling.rows.size() - 1, 3) -
            number(settling, settling.rows.size() - 1, 2));
  CHECK(words(table("trust", "repeat"), 0, 1).find("channelsim run scenario.resolved.yaml") !=
        std::string::npos);
}

TEST_CASE("a single plan has no bridge, no map and no partners to compare") {
  Study study = study_of(shops("", 16));
  study.plans.erase(study.plans.begin() + 1);
  const Document document = Told(study).in(Language::english);
  CHECK(find_section(document, "answer"));
  CHECK(find_section(document, "plans"));
  for (const char* id : {"bridge", "where", "partners"}) CHECK_FALSE(find_section(document, id));
}
