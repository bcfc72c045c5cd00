#include "engine/report/run_comparison.hpp"

#include "engine/report/digest.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

namespace {

const Words english(Language::english, engine_catalogues());

constexpr std::uint32_t replications = 40;

struct Setting {
  std::uint64_t seed = 1;
  double shift = 0;        // added to the second plan
  std::uint32_t luck = 0;  // which noise
  const char* unit = "CNY";
  std::string scenario = "channelsim: 1\nproducts: [{name: tea, price: 4}]\n";
  const char* second = "then";
};

ComparedRun saved(const Setting& setting) {
  Results results({{"now", "As it is", true}, {setting.second, "", false}},
                  {{"profit", setting.unit, Goal::raise, ""}, {"cost", "CNY", Goal::lower, ""}},
                  replications);
  fill(results, replications, [&](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    return 100 + 10 * standard_normal(replication, 10 * setting.luck + plan) +
           (plan == 1 && kpi == 0 ? setting.shift : 0);
  });
  const TemporaryFolder folder;
  const Analysis analysis = analyse(results, {.objective = "profit", .threads = 1});
  RunLabel label{"t", "", "", setting.seed, 0};
  label.digest = digest_of(results);
  write_results_database(folder.path() / "r",
                         {label, results, analysis, english, {}, setting.scenario, "1", "b"});
  return ComparedRun(ResultsDatabase(folder.path() / "r"));
}

const FigureChange& figure(const RunComparison& comparison, std::string_view plan, bool against) {
  for (const FigureChange& each : comparison.figures)
    if (each.plan == plan && each.baseline.empty() != against) return each;
  throw std::runtime_error("no such figure");
}

}  // namespace

TEST_CASE("runs of the same luck are compared replication by replication") {
  const RunComparison comparison = compare_runs(saved({}), saved({.shift = 2}));
  const FigureChange& then = figure(comparison, "then", false);
  CHECK(then.paired);
  CHECK(*then.change.mean == Approx(2));
  CHECK(*then.change.half_width < 1e-9);  // though each average is uncertain by about 3
  CHECK(*then.before.half_width > 2);
  CHECK(then.exceeds_chance());
  CHECK(then.sentence.find("more than chance explains") != std::string::npos);
  const FigureChange& now = figure(comparison, "now", false);
  CHECK(*now.change.mean == 0);
  CHECK(now.sentence.find("as it was") != std::string::npos);
  CHECK(*figure(comparison, "then", true).change.mean == Approx(2));
}

TEST_CASE(
    "runs of other seeds are independent: a small shift drowns in chance, a large one does not") {
  const Setting before{.seed = 1, .luck = 0};
  const RunComparison small =
      compare_runs(saved(before), saved({.seed = 2, .shift = 0.5, .luck = 1}));
  const FigureChange& then = figure(small, "then", false);
  CHECK(!then.paired);
  // Standard error of a difference of means of 40 with sd 10: 2.2; times Student's 1.99.
  CHECK(*then.change.half_width == Approx(4.45).epsilon(0.25));
  CHECK(then.sentence.find("no more than chance explains") != std::string::npos);
  const RunComparison large =
      compare_runs(saved(before), saved({.seed = 2, .shift = 60, .luck = 1}));
  CHECK(figure(large, "then", false).exceeds_chance());
  CHECK(figure(large, "then", false).change.verdict == Verdict::better);
}

TEST_CASE("Welch's interval is that of a published example") {
  // Two samples of three with means 2 and 5 and standard deviations 1 and 2: standard error
  // sqrt(5 / 3), degrees (5/3)^2 / ((1/3)^2 / 2 + (4/3)^2 / 2) = 2.941, t = 3.2209 [R: qt].
  const auto run = [](std::uint64_t seed, std::vector<double> values) {
    Results results({{"now", ""}}, {{"profit", "CNY", Goal::raise, ""}}, 3);
    for (std::uint32_t i = 0; i < 3; ++i) results.store({0, i, 1}, {{values[i]}});
    const TemporaryFolder folder;
    write_results_database(folder.path() / "r",
                           {{"t", "", "", seed, 0, {}, digest_of(results)},
                            results,
                            analyse(results, {.objective = "profit", .threads = 1}),
                            english,
                            {},
                            "a: 1\n",
                            "1",
                            "b"});
    return ComparedRun(ResultsDatabase(folder.path() / "r"));
  };
  const auto comparison = compare_runs(run(1, {1, 2, 3}), run(2, {3, 5, 7}));
  const Difference& change = comparison.figures.front().change;
  CHECK(*change.mean == Approx(3));
  CHECK(*change.half_width == Approx(student_quantile(0.975, 50.0 / 17) * std::sqrt(5.0 / 3)));
}

TEST_CASE("changed inputs, plans that came and went, and what can't be compared are told") {
  const Setting before{.second = "old plan"};
  const Setting after{.unit = "EUR",
                      .scenario = "channelsim: 1\nproducts: [{name: tea, price: 5}, {name: oil}]\n",
                      .second = "new plan"};
  const RunComparison comparison = compare_runs(saved(before), saved(after), {"cost", "nothing"});
  REQUIRE(comparison.inputs.size() == 2);
  CHECK(comparison.inputs[0].path == "products.tea.price");
  CHECK(comparison.inputs[0].a == "4");
  CHECK(comparison.inputs[0].b == "5");
  CHECK(relative_change(comparison.inputs[0]) == " (+25 %)");
  CHECK(comparison.inputs[1].path == "products.oil");
  CHECK(comparison.plans_new == std::vector<std::string>{"new plan"});
  CHECK(comparison.plans_gone == std::vector<std::string>{"old plan"});
  CHECK(comparison.remarks.size() == 2);  // another currency, no figure of that name
  REQUIRE(comparison.figures.size() == 1);
  CHECK(comparison.figures[0].kpi == "cost");
}
