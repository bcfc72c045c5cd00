#include "engine/schema/description.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using Kind = ValueDescription::Kind;

namespace {
const RecordDescription& bed() { return description_of<garden::Bed<Parameter>>(); }
}  // namespace

TEST_CASE(
    "a record's description has its keys in order, those of nested records in line among them") {
  std::string keys;
  for (const FieldDescription& field : bed().fields) keys += std::string(field.key) + " ";
  CHECK(keys ==
        "name label soil shaded share rows paths budget beside tools plants watering wage ");
  CHECK(bed().rules.size() == 1);
  CHECK(bed().find("rows") != nullptr);
  CHECK(bed().find("care") == nullptr);
}

TEST_CASE("defaults are told as YAML, or in words where they follow from something else") {
  const auto default_of = [](std::string_view key) { return bed().find(key)->default_text; };
  CHECK(default_of("soil") == "sand");
  CHECK(default_of("shaded") == "false");
  CHECK(default_of("share") == "0.25");
  CHECK(default_of("rows") == "3");
  CHECK(default_of("budget") == "what is left");
  CHECK(default_of("watering") == "drip");
  CHECK(default_of("name").empty());
  CHECK(bed().find("name")->is_required);
}

TEST_CASE("what may stand as a value is told in words, with bounds and units") {
  const auto told = [](std::string_view key) { return to_text(bed().find(key)->value); };
  CHECK(told("label") == "a text");
  CHECK(told("soil") == "clay or sand");
  CHECK(told("shaded") == "true or false");
  CHECK(told("share") == "a number or a distribution, 0 to 1");
  CHECK(told("rows") == "a whole number, 1 to 40 rows");
  CHECK(told("budget") == "a number or a distribution, at least 0 money");
  CHECK(told("beside") == "a name from `beds`, or path");
  CHECK(told("tools") == "a list; each is a name from `tools`");
  CHECK(told("plants") == "a list of plant records");
  CHECK(told("watering") == "a map with `type:` drip, can or rain");
  CHECK(told("wage") == "a number or a distribution, at least 0 money per step");
  CHECK(to_text(description_of<garden::Garden<Parameter>>().find("plan")->value) ==
        "a map of dotted paths to values");
}

TEST_CASE("bounds read as a person would say them") {
  CHECK(to_text(Limits{}, "").empty());
  CHECK(to_text(between(0, 1), "") == "0 to 1");
  CHECK(to_text(at_least(0), "pieces") == "at least 0 pieces");
  CHECK(to_text(above(0), "") == "above 0");
  CHECK(to_text(Limits{.high = 5}, "steps") == "at most 5 steps");
  CHECK(to_text(Limits{0, 5, true}, "") == "above 0, at most 5");
  CHECK(to_text(value_description<std::uint64_t>().limits, "") == "0 to 18446744073709551615");
}

TEST_CASE("an example line has a value that the field takes") {
  const auto& garden = description_of<garden::Garden<Parameter>>();
  CHECK(example_line(*garden.find("title")) == "title: TEXT");
  CHECK(example_line(*garden.find("beds")) == "beds: [{name: NAME}]");
  CHECK(example_line(*bed().find("share")) == "share: 0.5");
  CHECK(example_line(*bed().find("rows")) == "rows: 10");
  CHECK(example_line(*bed().find("soil")) == "soil: clay");
  CHECK(example_line(*bed().find("watering")) == "watering: drip");
  CHECK(example_line(*bed().find("shaded")) == "shaded: true");
}
