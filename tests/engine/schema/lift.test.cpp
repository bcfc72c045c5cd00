#include "engine/schema/lift.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using namespace channelsim::garden;

namespace {
Parameter uncertain(double middle, std::uint32_t slot) {
  Parameter parameter = middle;
  parameter.slot = slot;
  return parameter;
}

Garden<Parameter> stated() {
  Garden<Parameter> garden;
  garden.title = "Herbs";
  garden.seed = 7;
  Bed<Parameter> mint;
  mint.name = "mint";
  mint.soil = Soil::clay;
  mint.rows = 9;
  mint.share = uncertain(0.5, 1);
  mint.budget = Money<Parameter>{Parameter(100)};
  mint.tools = {"spade", "rake"};
  mint.plants = {{"old", {Parameter(3)}}, {"new", {uncertain(4, 0)}}};
  mint.care.watering = Can<Parameter>{{uncertain(2, 2)}};
  mint.care.wage = {Parameter(8)};
  Bed<Parameter> sage;
  sage.name = "sage";
  sage.care.watering = Rain<Parameter>{};
  garden.beds = {mint, sage};
  garden.tools = {{"spade"}};
  garden.plan.entries = {{"a", {}, Node::scalar("1", {})}};
  return garden;
}
}  // namespace

TEST_CASE("a stated record becomes one of plain numbers, member by member") {
  Garden<double> run;
  lift(stated(), run, Futures<double>{{10, 20, 30}});
  CHECK(run.title == "Herbs");
  CHECK(run.seed == 7);
  REQUIRE(run.beds.size() == 2);
  const Bed<double>& mint = run.beds[0];
  CHECK(mint.soil == Soil::clay);
  CHECK(mint.rows == 9);
  CHECK(mint.share == 20);  // its slot's, not the sure value
  CHECK(mint.budget->value == 100);
  CHECK(mint.tools == std::vector<std::string>{"spade", "rake"});
  CHECK(mint.plants.at(0).count.value == 3);
  CHECK(mint.plants.at(1).count.value == 10);
  CHECK(std::get<Can<double>>(mint.care.watering).refill.value == 30);
  CHECK(mint.care.wage.value == 8);
  CHECK_FALSE(run.beds[1].budget.has_value());
  CHECK(std::holds_alternative<Rain<double>>(run.beds[1].care.watering));
  CHECK(run.plan.entries.at(0).value.text == "1");
}

TEST_CASE("lifting again leaves nothing of what was there before") {
  Garden<double> run;
  run.beds.resize(5);
  run.beds[1].budget = Money<double>{3};
  run.beds[1].care.watering = Drip<double>{9};
  lift(stated(), run, Futures<double>{{10, 20, 30}});
  CHECK(run.beds.size() == 2);
  CHECK_FALSE(run.beds[1].budget.has_value());
  CHECK(std::holds_alternative<Rain<double>>(run.beds[1].care.watering));
}

TEST_CASE("in lanes an uncertain value has one number per future, a sure one the same in all") {
  Futures<Lanes> futures{{Lanes(0.0), Lanes(0.0), Lanes(0.0)}};
  for (int lane = 0; lane < int(lanes_per_block); ++lane) futures.values[1].set(lane, 1.5 * lane);
  Garden<Lanes> run;
  lift(stated(), run, futures);
  for (int lane = 0; lane < int(lanes_per_block); ++lane) {
    CHECK(run.beds[0].share[lane] == 1.5 * lane);
    CHECK(run.beds[0].care.wage.value[lane] == 8);
  }
  CHECK(run.beds[0].rows == 9);
}

TEST_CASE("a slot without a future is a mistake that is noticed") {
  Garden<double> run;
  CHECK_THROWS_AS(lift(stated(), run, Futures<double>{{10, 20}}), std::out_of_range);
}
