#include "engine/report/results_json.hpp"

#include "tests/support/autumn.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
const Words english(Language::english, engine_catalogues());

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("results.json of a tiny run is these bytes") {
  Results results({{"now", "Now", true}, {"new", "N\"ew"}},
                  {{"gain", "CNY", Goal::raise, "What is left."}, {"size", "", Goal::watch, ""}},
                  2);
  fill(results, 2, [](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    return kpi == 1 ? 7.0 : 1.0 + 2 * replication + plan;
  });
  const Analysis analysis = analyse(results, {.objective = "gain", .seed = 42});
  const std::string text =
      results_json({"Title", "", "00ff", 42, 0, {}, "0d19"}, results, analysis, english);
  const std::string expected = R"({
  "schema": "channelsim/results/v1",
  "scenario": {"title": "Title", "sha256": "00ff"},
  "seed": 42,
  "replications": 2,
  "replications_compared": 2,
  "complete": true,
  "failed": [],
  "kpis": [
    {"name": "gain", "unit": "CNY", "goal": "raise", "doc": "What is left."},
    {"name": "size", "unit": "", "goal": "watch", "doc": ""}
  ],
  "strategies": [
    {
      "name": "now",
      "label": "Now",
      "baseline": true,
      "kpis": {
        "gain": {"mean": 2, "half_width": 12.706204736174)";
  CHECK(text.substr(0, expected.size()) == expected);
  CHECK(contains(
      text,
      R"("sd": 1.4142135623730951, "p5": 1.1, "p10": 1.2, "p50": 2, "p90": 2.8, "p95": 2.9, "cvar5": 1})"));
  CHECK(contains(
      text,
      R"("size": {"mean": 7, "half_width": 0, "sd": 0, "p5": 7, "p10": 7, "p50": 7, "p90": 7, "p95": 7, "cvar5": null})"));
  CHECK(contains(
      text,
      R"(    {"baseline": "now", "candidate": "new", "kpi": "gain", "difference": {"mean": 1, "half_width": 0}, "correlation": 1, "verdict": "better"},
    {"baseline": "now", "candidate": "new", "kpi": "size", "difference": {"mean": 0, "half_width": 0}, "correlation": null, "verdict": null}
  ],
  "decision": {
    "objective": "gain",
    "indifference_zone": 0,
    "recommended": "new",
    "withheld": null,
    "confidence_best_mean": {"now": null, "new": null},
    "share_of_futures_best": null,
    "sentence": "Choose N\"ew: its)"));
  CHECK(contains(text, R"("label": "N\"ew")"));
  CHECK(contains(text, "\"digest\": \"0d19\"\n}\n"));
}

TEST_CASE("the same rows give the same results.json, byte for byte") {
  const auto once = [] {
    const Results results = autumn_results();
    return results_json(autumn_label, results,
                        analyse(results, {.objective = "net_profit", .seed = 42}), english);
  };
  CHECK(once() == once());
}

TEST_CASE("what a run of one replication or none cannot say is null") {
  for (const std::uint32_t finished : {0u, 1u}) {
    Results results({{"now", "", true}, {"new", ""}}, {{"gain", "", Goal::raise, ""}}, 5);
    fill(results, finished,
         [](std::uint32_t plan, std::size_t, std::uint32_t) { return plan + 1.0; });
    const std::string text =
        results_json({}, results, analyse(results, {.objective = "gain", .seed = 1}), english);
    CHECK(contains(text, "\"complete\": false"));
    CHECK(contains(text, "\"recommended\": null"));
    CHECK(contains(text, "\"confidence_best_mean\": {\"now\": null, \"new\": null}"));
    CHECK(contains(text, "\"half_width\": null"));
    CHECK(!contains(text, "nan"));
  }
}
