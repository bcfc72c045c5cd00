#include "engine/report/json_schema.hpp"

#include <nlohmann/json.hpp>

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
  CHECK(bed["properties"]["rows"]["type"] == "integer");
  CHECK(bed["properties"]["rows"]["minimum"] == 1);
  CHECK(bed["properties"]["rows"]["maximum"] == 40);
  CHECK(bed["properties"]["rows"]["default"] == 3);
  CHECK(bed["properties"]["rows"]["description"] == "How many rows. In rows.");
  CHECK(bed["properties"]["soil"]["enum"] == json({"clay", "sand"}));
  CHECK(bed["properties"]["shaded"]["type"] == "boolean");
  CHECK(bed["properties"]["name"]["maxLength"] == 100);
  CHECK(bed["properties"]["tools"]["items"]["type"] == "string");
  CHECK(document["definitions"]["can"]["properties"]["refill"]["exclusiveMinimum"] == 0);
  CHECK(document["properties"]["beds"]["minItems"] == 1);
  CHECK_FALSE(document["properties"]["tools"].contains("minItems"));
}

TEST_CASE("an alternative is a map with its type or the bare word; a row may come from a table") {
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
