#include "engine/run/progress.hpp"

#include <cmath>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/toy_experiment.hpp"

using namespace channelsim;

namespace {
/// Runs an experiment whose blocks of 10 take `seconds_per_block` each by the clock of the display.
std::string shown(ProgressStyle style, const Experiment& experiment, double seconds_per_block,
                  std::optional<std::size_t> objective = {}, std::size_t found_blocks = 0) {
  std::ostringstream out;
  double now = 1000;
  Results results = toy::empty_results(experiment);
  for (std::size_t index = 0; index < found_blocks; ++index) {
    const Block block = block_at(experiment, index);
    std::vector<double> rows(block.count * 3);
    toy::evaluate(block, rows);
    results.store(block, rows);
  }
  {
    ProgressDisplay display(out, style, results, objective,
                            [&] { return std::chrono::duration<double>(now); });
    const auto on_progress = [&](const Progress& progress) {
      now += seconds_per_block;
      display.update(progress);
    };
    run(experiment, toy::evaluate, {.threads = 1, .on_progress = on_progress}, results);
  }
  return out.str();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}
}  // namespace

TEST_CASE("away from a terminal a line is printed for every 10 %") {
  CHECK(shown(ProgressStyle::lines, {2, 400, 10}, 30) ==
        "80/800 replications, 10 %, 0.33/s, 36 min 00 s left\n"
        "160/800 replications, 20 %, 0.33/s, 32 min 00 s left\n"
        "240/800 replications, 30 %, 0.33/s, 28 min 00 s left\n"
        "320/800 replications, 40 %, 0.33/s, 24 min 00 s left\n"
        "400/800 replications, 50 %, 0.33/s, 20 min 00 s left\n"
        "480/800 replications, 60 %, 0.33/s, 16 min 00 s left\n"
        "560/800 replications, 70 %, 0.33/s, 12 min 00 s left\n"
        "640/800 replications, 80 %, 0.33/s, 8 min 00 s left\n"
        "720/800 replications, 90 %, 0.33/s, 4 min 00 s left\n"
        "800/800 replications, 100 %, 0.33/s, took 40 min 00 s\n");
}

TEST_CASE("few blocks give few lines, and an instant run has no rate") {
  CHECK(shown(ProgressStyle::lines, {1, 30, 10}, 0) ==
        "10/30 replications, 33 %\n20/30 replications, 66 %\n30/30 replications, 100 %\n");
}

TEST_CASE("a resumed run counts what was there, and rates only what it computes") {
  CHECK(shown(ProgressStyle::lines, {1, 40, 10}, 0.5, {}, 2) ==
        "30/40 replications, 75 %, 20/s, 1 s left\n"
        "40/40 replications, 100 %, 20/s, took 1 s\n");
}

TEST_CASE("quiet shows nothing") {
  CHECK(shown(ProgressStyle::quiet, {2, 400, 10}, 30, 0).empty());
}

TEST_CASE("on a terminal one line is redrawn, and ended") {
  CHECK(shown(ProgressStyle::terminal, {1, 30, 10}, 2) ==
        "\r\x1b[K[######..............] 10/30 replications, 33 %, 5/s, 4 s left"
        "\r\x1b[K[#############.......] 20/30 replications, 66 %, 5/s, 2 s left"
        "\r\x1b[K[####################] 30/30 replications, 100 %, 5/s, took 6 s\n");
}

TEST_CASE("on a terminal a run shorter than 0.3 s shows nothing") {
  CHECK(shown(ProgressStyle::terminal, {1, 280, 10}, 0.01).empty());
}

TEST_CASE("a terminal is redrawn at most 10 times a second and never past column 79") {
  const std::string text = shown(ProgressStyle::terminal, {2, 10'000, 10}, 0.001, 0);
  CHECK(count(text, "\r") >= 15);  // over the 1.7 s that follow the first drawing
  CHECK(count(text, "\r") <= 19);
  std::istringstream drawings(text);
  for (std::string drawing; std::getline(drawings, drawing, '\r');)
    CHECK(drawing.size() <= std::string("\x1b[K\n").size() + 79);
}

TEST_CASE("with one plan the half-width is that of the objective's mean") {
  Results results = toy::empty_results({1, 4, 4}, 2);
  ObjectivePrecision precision(results, 1);
  CHECK_FALSE(precision.relative_half_width());
  results.store({0, 0, 4}, std::vector<double>{0, 9, 0, 10, 0, 11, 0, 10});
  precision.add({0, 0, 4});
  const double standard_error = std::sqrt(2.0 / 3 / 4);
  CHECK(precision.relative_half_width().value() == Approx(1.96 * standard_error / 10));
}

TEST_CASE("with several plans the half-width is that of the least sure paired difference") {
  const std::vector<double> baseline{100, 200, 300}, steady{110, 210, 310}, shaky{100, 203, 306};
  Results results = toy::empty_results({3, 3, 3}, 1);
  ObjectivePrecision precision(results, 0);
  const auto finish = [&](std::uint32_t plan, const std::vector<double>& rows) {
    results.store({plan, 0, 3}, rows);
    precision.add({plan, 0, 3});
  };
  finish(1, steady);
  CHECK_FALSE(precision.relative_half_width());
  finish(0, baseline);
  CHECK(precision.relative_half_width() == 0.0);
  finish(2, shaky);
  CHECK(precision.relative_half_width().value() == Approx(1.96 * 3 / std::sqrt(3.0) / 200));
  CHECK(ObjectivePrecision(results, 0).relative_half_width() == precision.relative_half_width());
}

TEST_CASE("an objective that is zero on average has no relative half-width") {
  Results results = toy::empty_results({1, 2, 2}, 1);
  results.store({0, 0, 2}, std::vector<double>{-1, 1});
  CHECK_FALSE(ObjectivePrecision(results, 0).relative_half_width());
}
