#include "engine/run/experiment.hpp"

#include <cmath>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/catch.hpp"
#include "tests/support/toy_experiment.hpp"

using namespace channelsim;

namespace {
const Experiment experiment{3, 50, 16};
}

TEST_CASE("blocks come replication by replication, all plans side by side") {
  std::vector<std::vector<std::uint32_t>> blocks;
  for (std::size_t index = 0; index < block_count({2, 20, 16}); ++index) {
    const Block block = block_at({2, 20, 16}, index);
    blocks.push_back({block.plan, block.first, block.count});
  }
  CHECK(blocks ==
        std::vector<std::vector<std::uint32_t>>{{0, 0, 16}, {1, 0, 16}, {0, 16, 4}, {1, 16, 4}});
}

TEST_CASE("an experiment without plans or replications is complete at once") {
  for (const Experiment& nothing : {Experiment{0, 50, 16}, Experiment{3, 0, 16}}) {
    Results results = toy::empty_results(nothing);
    CHECK(run(nothing, toy::evaluate, {}, results).complete);
  }
}

TEST_CASE("results of another shape than the experiment are refused") {
  Results results = toy::empty_results({3, 49, 16});
  CHECK_THROWS_AS(run(experiment, toy::evaluate, {}, results), std::invalid_argument);
}

TEST_CASE("rows are equal to the byte for 1, 2 and 8 threads, whoever finishes first") {
  std::vector<double> expected;
  for (std::size_t plan = 0; plan < 3; ++plan)
    for (std::uint32_t replication = 0; replication < 50; ++replication)
      for (std::size_t kpi = 0; kpi < 3; ++kpi)
        expected.push_back(toy::cell(plan, replication, kpi));
  for (std::uint64_t schedule = 0; schedule < 20; ++schedule)
    for (const int threads : {1, 2, 8}) {
      const auto dawdling = [&](Block block, std::span<double> rows) {
        const double pause = toy::cell(block.plan, block.first, schedule);
        std::this_thread::sleep_for(std::chrono::microseconds(static_cast<int>(1000 * pause)));
        return toy::evaluate(block, rows);
      };
      Results results = toy::empty_results(experiment);
      const RunOutcome outcome = run(experiment, dawdling, {.threads = threads}, results);
      CHECK(outcome.complete);
      CHECK_FALSE(outcome.interrupted);
      CHECK(toy::numbers(results) == expected);
    }
}

TEST_CASE("each block is evaluated once and told once, and the count of replications grows") {
  std::mutex mutex;
  std::vector<int> evaluated(block_count(experiment)), told(block_count(experiment));
  const auto index_of = [](Block block) { return block.first / 16 * 3 + block.plan; };
  const auto counting = [&](Block block, std::span<double> rows) {
    const std::lock_guard lock(mutex);
    ++evaluated[index_of(block)];
    return toy::evaluate(block, rows);
  };
  std::uint64_t done = 0;
  const auto on_progress = [&](const Progress& progress) {
    ++told[index_of(progress.block)];
    done += progress.block.count;
    CHECK(progress.done == done);
    CHECK(progress.computed == done);
    CHECK(progress.total == 150);
    CHECK(progress.rows[0] == toy::cell(progress.block.plan, progress.block.first, 0));
  };
  Results results = toy::empty_results(experiment);
  run(experiment, counting, {.threads = 4, .on_progress = on_progress}, results);
  CHECK(evaluated == std::vector<int>(12, 1));
  CHECK(told == std::vector<int>(12, 1));
  CHECK(done == 150);
}

TEST_CASE("blocks that throw are reported in order, and all others are there") {
  const auto failing = [](Block block, std::span<double> rows) {
    toy::evaluate(block, rows);
    if (block.plan == 1 && block.first == 16) throw std::runtime_error("stock fell below zero");
    if (block.plan == 0 && block.first == 48) throw 7;
    return std::vector<Failure>{};
  };
  for (const int threads : {1, 8}) {
    Results results = toy::empty_results(experiment);
    const RunOutcome outcome = run(experiment, failing, {.threads = threads}, results);
    CHECK_FALSE(outcome.complete);
    CHECK_FALSE(outcome.interrupted);
    REQUIRE(outcome.failures.size() == 2);
    CHECK(outcome.failures[0].plan == 1);
    CHECK(outcome.failures[0].first == 16);
    CHECK(outcome.failures[0].message == "stock fell below zero");
    CHECK(outcome.failures[1].plan == 0);
    CHECK(outcome.failures[1].message == "an unknown error");
    CHECK(toy::numbers(results).size() == (150 - 16 - 2) * 3);
    CHECK_FALSE(results.has(1, 16));
    CHECK(results.has(1, 15));
  }
}

TEST_CASE("a replication that fails stops nothing: it alone has no row, and the run is complete") {
  const auto failing = [](Block block, std::span<double> rows) {
    std::vector<Failure> failures;
    toy::evaluate(block, rows);
    if (block.plan == 1 && block.first == 16) failures.push_back({1, 18, 3, "stock", NAN});
    if (block.plan == 2 && block.first == 32) failures.push_back({2, 47, 0, "money", 0.5});
    for (const Failure& failure : failures)
      rows[(failure.replication - block.first) * rows.size() / block.count] = NAN;
    return failures;
  };
  for (const int threads : {1, 8}) {
    Results results = toy::empty_results(experiment);
    std::size_t told = 0;
    const auto on_progress = [&](const Progress& progress) {
      told += progress.failures.size();
      for (const double number : progress.rows) CHECK(std::isfinite(number));
    };
    const RunOutcome outcome =
        run(experiment, failing, {.threads = threads, .on_progress = on_progress}, results);
    CHECK(outcome.complete);
    CHECK(outcome.failures.empty());
    CHECK(told == 2);
    CHECK(results.rows() == experiment.plans * experiment.replications - 2);
    CHECK(results.finished());
    REQUIRE(results.failures().size() == 2);
    CHECK(results.failures()[0].variable == "stock");
    CHECK(results.failures()[1].replication == 47);
    CHECK(results.failure_of(1, 18)->step == 3);
    CHECK_FALSE(results.failure_of(1, 17));
    CHECK_FALSE(results.has(1, 18));
    CHECK(results.has(1, 17));
    CHECK(results.common_replications().size() == 48);
    CHECK(toy::numbers(results).size() == 148 * 3);
    CHECK(run(experiment, failing, {.on_progress = on_progress}, results).complete);
    CHECK(told == 2);  // nothing was left to evaluate
  }
}

TEST_CASE("a future fails with a chance of it, and some plans take their failures with them") {
  Results results({{"a", ""}, {"b", ""}}, {{"k", "", Goal::raise, ""}}, 6, 2);
  results.store({0, 0, 6}, std::vector<double>(6, 1.0));
  results.store({1, 0, 6}, std::vector<double>(6, 1.0));
  results.fail({1, 3, 7, "stock", NAN});
  results.fail({1, 2, 9, "stock", NAN});
  const Results means = results.future_means();
  REQUIRE(means.failures().size() == 1);
  CHECK(means.failures()[0].replication == 1);
  CHECK(means.failures()[0].step == 9);
  CHECK(means.finished());
  CHECK(means.common_replications() == std::vector<std::uint32_t>{0, 2});
  CHECK(results.of_plans({1}).failures()[0].plan == 0);
  CHECK(results.of_plans({1}).finished());
  CHECK(results.of_plans({0}).rows() == 6);
}

TEST_CASE("what is no number of a market is told by its kind") {
  const auto problem = [](double value) { return problem_of({0, 0, 0, "", value}); };
  CHECK(problem(NAN) == "not_a_number");
  CHECK(problem(INFINITY) == "infinite");
  CHECK(problem(-INFINITY) == "infinite");
  CHECK(problem(1e308) == "too_large");
  CHECK(problem(-2e100) == "too_large");
  CHECK(problem(-1) == "off");
  CHECK(is_sound(-1e100));
  CHECK_FALSE(is_sound(NAN));
}

TEST_CASE("a stop request keeps what is finished, with the same replications under every plan") {
  std::atomic<bool> stop = false;
  const auto stop_after_six_blocks = [&](const Progress& progress) {
    if (progress.done >= 6 * 16) stop = true;
  };
  Results results = toy::empty_results(experiment);
  const RunOptions options{.threads = 1, .on_progress = stop_after_six_blocks, .stop = &stop};
  const RunOutcome outcome = run(experiment, toy::evaluate, options, results);
  CHECK(outcome.interrupted);
  CHECK_FALSE(outcome.complete);
  CHECK(results.common_replications().size() == 32);
  CHECK(toy::numbers(results).size() == 6 * 16 * 3);
}

TEST_CASE("a block that was stopped in the middle is neither finished nor failed") {
  std::atomic<bool> stop = false;
  const auto stopped_in_the_seventh = [&](Block block, std::span<double> rows) {
    if (block.first == 32) {
      stop = true;
      throw Stopped();
    }
    return toy::evaluate(block, rows);
  };
  Results results = toy::empty_results(experiment);
  const RunOptions options{.threads = 1, .stop = &stop};
  const RunOutcome outcome = run(experiment, stopped_in_the_seventh, options, results);
  CHECK(outcome.interrupted);
  CHECK(outcome.failures.empty());
  CHECK(results.common_replications().size() == 32);
}

TEST_CASE("a stop request that comes after the last block interrupts nothing") {
  std::atomic<bool> stop = false;
  Results results = toy::empty_results({1, 16, 16});
  const RunOptions options{.on_progress = [&](const Progress&) { stop = true; }, .stop = &stop};
  const RunOutcome outcome = run({1, 16, 16}, toy::evaluate, options, results);
  CHECK(outcome.complete);
  CHECK_FALSE(outcome.interrupted);
}

TEST_CASE("a time limit that has passed starts no block") {
  Results results = toy::empty_results(experiment);
  const RunOptions options{.time_limit = std::chrono::seconds(0)};
  const RunOutcome outcome = run(experiment, toy::evaluate, options, results);
  CHECK(outcome.interrupted);
  CHECK(toy::numbers(results).empty());
}

TEST_CASE("only blocks that the results do not have are evaluated") {
  Results results = toy::empty_results(experiment);
  const std::vector<double> kept(16 * 3, 0.5);
  results.store({2, 16, 16}, kept);
  std::atomic<int> calls = 0;
  std::uint64_t done = 0;
  const auto counting = [&](Block block, std::span<double> rows) {
    ++calls;
    return toy::evaluate(block, rows);
  };
  const auto last_told = [&](const Progress& progress) { done = progress.done; };
  CHECK(run(experiment, counting, {.on_progress = last_told}, results).complete);
  CHECK(calls == 11);
  CHECK(done == 150);
  CHECK(results.row(2, 16)[0] == 0.5);
}

TEST_CASE("what the progress callback throws ends the run and is passed on") {
  for (const int threads : {1, 8}) {
    int told = 0;
    const auto disk_full = [&](const Progress&) {
      if (++told == 3) throw std::runtime_error("disk full");
    };
    Results results = toy::empty_results({3, 100'000, 16}, 1);
    const RunOptions options{.threads = threads, .on_progress = disk_full};
    CHECK_THROWS_WITH(run({3, 100'000, 16}, toy::evaluate, options, results), "disk full");
    CHECK(told == 3);
  }
}
