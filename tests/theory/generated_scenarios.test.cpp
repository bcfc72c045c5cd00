// What holds in every scenario of the language: goods and money are conserved and figures finite
// after every step, the resolved scenario is the scenario, and threads change no byte.

#include "tests/support/generated_scenarios.hpp"

#include <array>
#include <fstream>

#include "engine/report/digest.hpp"
#include "engine/run/experiment.hpp"
#include "models/market/language.hpp"
#include "models/market/run_study.hpp"
#include "models/market/series.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

constexpr std::uint32_t scenarios = 500;

Results played(const Study& study, std::vector<Invariant> invariants, int threads) {
  const Market market(study.plans, futures_of(study), std::move(invariants), series_of(study));
  Results results = results_of(study, market);
  const RunOutcome outcome = run(
      {study.plans.size(), results.replications(), lanes_per_block},
      [&](Block block, std::span<double> rows) { return market.evaluate(block, rows); },
      {.threads = threads}, results);
  REQUIRE(outcome.failures.empty());
  return results;
}

std::string written(const Study& study) { return scenario_text(study.scenario, study.assumptions); }

}  // namespace

TEST_CASE(
    "X8 500 generated scenarios: conserved, finite, read back alike, alike with two threads") {
  for (std::uint32_t number = 0; number < scenarios; ++number) {
    const std::string text = GeneratedScenario(number).text();
    INFO(number << "\n" << text);
    const Study study = study_of(text);
    // Every number is looked at after each step, and all invariants are proved.
    const Results watched = played(study, all_invariants(), 1);
    require_sound(watched.failures());
    REQUIRE(watched.finished());

    const TemporaryFolder folder;
    const auto file = folder.path() / "resolved.yaml";
    std::ofstream(file) << study.resolved;
    const Study again = load_study(file, {});
    REQUIRE(written(again) == written(study));
    const Results two = played(again, {}, 2);
    REQUIRE(digest_of(two) == digest_of(watched));
    REQUIRE(digest_of_series(two) == digest_of_series(watched));
  }
}

TEST_CASE("a replication of 150 generated scenarios is the same alone as among others") {
  for (std::uint32_t number = 0; number < 150; ++number) {
    const std::string text = GeneratedScenario(number).text();
    INFO(number << "\n" << text);
    const Study study = study_of(text);
    const Market market(study.plans, futures_of(study));
    const auto row_of_first = [&](std::uint32_t count) {
      std::vector<double> rows(count * market.columns().size());
      require_sound(market.evaluate({0, 0, count}, rows));
      rows.resize(market.columns().size());
      return rows;
    };
    REQUIRE(row_of_first(1) == row_of_first(lanes_per_block));
  }
}
