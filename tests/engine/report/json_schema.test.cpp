#include "engine/report/json_schema.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "engine/schema/table_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using nlohmann::json;

namespace {
json schema() {
  return json::parse(
      json_schema(description_of<garden::Garden<Parameter>>(), table_source_description()));
}
}  // namespace

TEST_CASE("the JSON Schema has every key with its meaning, bounds, choices and default") {
  const json document = schema();
  CHECK(document["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(document["required"] == json({"title", "beds"}));
  CHECK(document["additionalProperties"] == false);
  const json bed = document["definitions"]["bed"];
  CHECK(bed["properties"].size() == 14);  // 13 keys and from_csv
  const json rows = bed["properties"]["rows"]["anyOf"];
  CHECK(rows[0] == json::parse(R"({"type": "integer", "minimum": 1, "maximum": 40})"));
  CHECK(bed["properties"]["rows"]["default"] == 3);
  CHECK(bed["properties"]["rows"]["description"] == "How many rows. In rows. Default: 3.");
  CHECK(bed["properties"]["soil"]["enum"] == json({"clay", "sand"}));
  CHECK(bed["properties"]["soil"]["enumDescriptions"].size() == 2);
  CHECK(bed["properties"]["shaded"]["type"] == "boolean");
  CHECK(bed["properties"]["name"]["maxLength"] == 100);
  CHECK(bed["properties"]["tools"]["items"]["type"] == json({"string", "number"}));
  CHECK(bed["properties"]["tools"]["type"] == json({"array", "string", "number"}));
  const json refill = document["definitions"]["can"]["properties"]["refill"]["anyOf"];
  CHECK(refill[0]["exclusiveMinimum"] == 0);
  CHECK(document["properties"]["beds"]["minItems"] == 1);
  CHECK_FALSE(document["properties"]["tools"].contains("minItems"));
}

TEST_CASE("an alternative is a map with its type or the bare word, a row may come from a table") {
  const json document = schema();
  const json watering = document["definitions"]["bed"]["properties"]["watering"]["anyOf"];
  CHECK(watering.size() == 4);
  CHECK(watering[3]["enum"] == json({"drip", "can", "rain"}));
  CHECK_FALSE(document["definitions"]["drip"].contains("required"));  // it may be laid over another
  CHECK(document["definitions"]["drip"]["properties"]["type"]["const"] == "drip");
  CHECK(document["definitions"]["bed"]["anyOf"] ==
        json::parse(R"([{"required": ["name"]}, {"required": ["from_csv"]}])"));
  CHECK(document["definitions"]["from_csv"]["required"] == json({"file", "columns"}));
}

TEST_CASE("a number may have a unit or evidence, a distribution only where none shapes the study") {
  const json document = schema();
  const auto forms = [&](const char* record, const char* key) {
    std::set<std::string> references;
    for (const json& form : document["definitions"][record]["properties"][key]["anyOf"])
      references.insert(form.value("$ref", form.value("type", "")));
    return references;
  };
  const std::string with_unit = "#/definitions/number with unit", value = "#/definitions/value",
                    distribution = "#/definitions/distribution";
  CHECK(forms("bed", "rows") == std::set<std::string>{"integer", with_unit, value});
  CHECK(forms("bed", "share") == std::set<std::string>{"number", with_unit, value, distribution});
  CHECK(document["definitions"]["distribution pert"]["properties"]["dist"]["const"] == "pert");
}

TEST_CASE("every reference of the schema leads to a definition") {
  const json document = schema();
  const std::string text = document.dump();
  std::size_t found = 0;
  for (std::size_t i = 0; (i = text.find("#/definitions/", i)) != std::string::npos; ++found) {
    i += 14;
    CHECK(document["definitions"].contains(text.substr(i, text.find('"', i) - i)));
  }
  CHECK(found > 5);
}
