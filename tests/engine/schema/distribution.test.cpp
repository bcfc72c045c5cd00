#include "engine/schema/distribution.hpp"

#include <cmath>

#include "engine/base/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using garden::Lines;

namespace {
Normal normal(double mean, double sd, Cut cut = {}) {
  return {.mean = mean, .sd = sd, .p10 = {}, .p90 = {}, .cut = cut, .evidence = {}};
}
LogNormal lognormal(double mean, double sd, Cut cut = {}) {
  return {.mean = mean, .sd = sd, .p10 = {}, .p90 = {}, .cut = cut, .evidence = {}};
}
template <class T>
T by_quantiles(double p10, double p90) {
  return {.mean = {}, .sd = {}, .p10 = p10, .p90 = p90, .cut = {}, .evidence = {}};
}
Beta beta(double mean, double sd, double min, double max) { return {mean, sd, min, max, {}}; }
Gamma gamma(double mean, double sd, Cut cut = {}) { return {mean, sd, cut, {}}; }
Pert pert(double min, double mode, double max, double shape = 4) {
  return {min, mode, max, shape, {}};
}

/// Mean and standard deviation of the values at the middles of equal shares of u.
std::pair<double, double> moments(const Distribution& distribution) {
  constexpr int n = 100'000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) sum += quantile(distribution, (i + 0.5) / n);
  const double mean = sum / n;
  for (int i = 0; i < n; ++i) {
    const double off = quantile(distribution, (i + 0.5) / n) - mean;
    squares += off * off;
  }
  return {mean, std::sqrt(squares / n)};
}

/// One of each family, cut and uncut.
const Distribution families[] = {
    normal(3, 2),
    normal(3, 2, {0, 5}),
    normal(3, 0),
    by_quantiles<Normal>(-4, 11),
    lognormal(3, 2),
    lognormal(3, 2, {1, {}}),
    by_quantiles<LogNormal>(2, 11),
    Uniform{2, 5, {}},
    Triangular{2, 3, 9, {}},
    Triangular{2, 2, 9, {}},
    pert(2, 3, 9),
    pert(2, 9, 9, 0.5),
    beta(0.3, 0.1, 0, 1),
    beta(-3, 2, -10, 10),
    gamma(3, 2),
    gamma(3, 6, {{}, 20}),
    Bernoulli{0.3, 5, 1, {}},
    Bernoulli{0.3, -5, 1, {}},
    Discrete{{1, 4, 9}, {1, 2, 3}, {}},
    Discrete{{1, 4, 9}, {}, {}},
    Empirical{{1, 1, 4, 9}, {}},
};

/// A number without bounds.
struct Anything {
  Parameter value;
  static constexpr auto describe() {
    return record("anything", "", fields(field<&Anything::value>("", required)));
  }
};

/// A bed whose budget, at least 0, or share, from 0 to 1, is written so.
std::pair<Assumptions, Issues> read(const std::string& value, const char* key = "budget") {
  Issues issues;
  Assumptions assumptions;
  const Node tree =
      garden::tree("title: T\nbeds:\n- name: mint\n  " + std::string(key) + ": " + value + "\n");
  Reader(issues, {}, assumptions).read_document<garden::Garden<Parameter>>(tree);
  return {assumptions, issues};
}
/// "16 E302 message / hint": column, code and words of what is wrong.
std::string wrong(const std::string& value, const char* key = "budget") {
  const Issues issues = read(value, key).second;
  std::string text;
  for (const Issue& issue : issues)
    text += (text.empty() ? "" : "; ") + std::to_string(issue.place.column) + " " +
            to_string(issue.code) + " " + issue.message +
            (issue.hint.empty() ? "" : " / " + issue.hint);
  return text;
}
/// The distribution as it was understood.
std::string understood(const std::string& value, const char* key = "budget") {
  const auto [assumptions, issues] = read(value, key);
  INFO(value << ": " << (issues.empty() ? "" : issues[0].message));
  REQUIRE(issues.empty());
  REQUIRE(assumptions.uncertain().size() == 1);
  return to_text(*assumptions.uncertain()[0].distribution);
}
}  // namespace

TEST_CASE("p10 and p90 are the quantiles at 0.1 and 0.9") {
  for (const auto& [p10, p90] : {std::pair(-4.0, 11.0), {1.0, 1.5}, {1e-9, 1e9}}) {
    const Distribution bell = by_quantiles<Normal>(p10, p90);
    CHECK(quantile(bell, 0.1) == Approx(p10).epsilon(1e-12).margin(1e-6 * p90 * 1e-6));
    CHECK(quantile(bell, 0.9) == Approx(p90).epsilon(1e-12));
    if (p10 < 0) continue;
    const Distribution skewed = by_quantiles<LogNormal>(p10, p90);
    CHECK(quantile(skewed, 0.1) == Approx(p10).epsilon(1e-12));
    CHECK(quantile(skewed, 0.9) == Approx(p90).epsilon(1e-12));
  }
}

TEST_CASE("the stated mean is the mean, and the stated sd the standard deviation") {
  struct Case {
    Distribution distribution;
    double mean, sd;
  };
  const Case cases[] = {
      {normal(3, 2), 3, 2},
      {normal(1e6, 1), 1e6, 1},
      {lognormal(3, 0.5), 3, 0.5},
      {gamma(3, 2), 3, 2},
      {gamma(3, 0.1), 3, 0.1},
      {beta(0.3, 0.1, 0, 1), 0.3, 0.1},
      {beta(-3, 2, -10, 10), -3, 2},
      {pert(9, 11, 16), (9 + 4 * 11 + 16) / 6.0, 0},
      {pert(-5, 0, 16, 9), (-5 + 16) / 11.0, 0},
      {Uniform{2, 5, {}}, 3.5, 3 / std::sqrt(12)},
      {Triangular{2, 3, 9, {}}, 14 / 3.0, 0},
      {Bernoulli{0.3, 5, 1, {}}, 2.2, 4 * std::sqrt(0.21)},
      {Discrete{{1, 4, 9}, {1, 2, 3}, {}}, 6, 0},
  };
  for (const Case& each : cases) {
    const auto [mean, sd] = moments(each.distribution);
    INFO(to_text(each.distribution));
    // The few values at the edges, left out by the midpoints, weigh in a long tail.
    CHECK(mean == Approx(each.mean).epsilon(each.mean > 100 ? 1e-9 : 1e-5));
    if (each.sd > 0) CHECK(sd == Approx(each.sd).epsilon(1e-3));
  }
}

TEST_CASE("a PERT value has the standard deviation of its beta distribution") {
  const auto [mean, sd] = moments(pert(9, 11, 16));
  CHECK(sd == Approx(std::sqrt((mean - 9) * (16 - mean) / 7)).epsilon(1e-6));
}

TEST_CASE("more luck never lowers the value, and the ends are the bounds") {
  for (const Distribution& distribution : families) {
    INFO(to_text(distribution));
    double last = quantile(distribution, 0);
    for (int i = 1; i < 2000; ++i) {
      const double now = quantile(distribution, i / 2000.0);
      REQUIRE(now >= last);
      REQUIRE(std::isfinite(now));
      last = now;
    }
    CHECK(quantile(distribution, 1) >= last);
    CHECK(quantile(distribution, 0x1p-53) >= quantile(distribution, 0));
    CHECK(quantile(distribution, 1 - 0x1p-53) <= quantile(distribution, 1));
  }
}

TEST_CASE("a cut distribution stays within its bounds and keeps its proportions between them") {
  const Distribution whole = normal(3, 2), cut = normal(3, 2, {0, 5});
  for (int i = 0; i <= 1000; ++i) {
    const double value = quantile(cut, i / 1000.0);
    REQUIRE((value >= 0 && value <= 5));
  }
  // P(0 < X < 3 | 0 < X < 5) with P(X < 0) = Phi(-1.5), P(X < 5) = Phi(1).
  const double below = 0.066807201268858057, up_to = 0.841344746068542949;
  CHECK(quantile(cut, (0.5 - below) / (up_to - below)) == Approx(3).epsilon(1e-12));
  CHECK(quantile(whole, below) == Approx(0).margin(1e-12));
  CHECK(quantile(gamma(3, 6, {1, 2}), 0.5) > 1);
  CHECK(quantile(gamma(3, 6, {1, 2}), 0.5) < 2);
  CHECK(quantile(lognormal(3, 6, {1, 2}), 1e-12) == Approx(1).epsilon(1e-9));
  CHECK(quantile(lognormal(3, 6, {1, 2}), 1 - 1e-12) == Approx(2).epsilon(1e-9));
}

TEST_CASE("discrete values come as often as they weigh, two-point values by their probability") {
  const auto share = [](const Distribution& distribution, double value) {
    int count = 0;
    for (int i = 0; i < 6000; ++i) count += quantile(distribution, (i + 0.5) / 6000) == value;
    return count / 6000.0;
  };
  CHECK(share(Discrete{{1, 4, 9}, {1, 2, 3}, {}}, 1) == Approx(1 / 6.0).margin(2e-4));
  CHECK(share(Discrete{{1, 4, 9}, {1, 2, 3}, {}}, 9) == Approx(1 / 2.0).margin(2e-4));
  CHECK(share(Discrete{{1, 4, 9}, {0, 1, 0}, {}}, 4) == 1);
  CHECK(share(Discrete{{1, 4, 9}, {}, {}}, 4) == Approx(1 / 3.0).margin(2e-4));
  CHECK(share(Bernoulli{0.3, 5, 1, {}}, 5) == Approx(0.3).margin(2e-4));
  CHECK(share(Bernoulli{0.3, -5, 1, {}}, -5) == Approx(0.3).margin(2e-4));
  CHECK(share(Bernoulli{0, 5, 1, {}}, 1) == 1);
  CHECK(share(Bernoulli{1, 5, 1, {}}, 5) == 1);
}

TEST_CASE("what a text says of a distribution is read back from it") {
  for (const Distribution& distribution : families) {
    const std::string text = to_text(distribution);
    INFO(text);
    Issues issues;
    Assumptions from_text;
    Reader(issues, {}, from_text).read_document<Anything>(garden::tree("value: " + text + "\n"));
    for (const Issue& issue : issues) UNSCOPED_INFO(issue.message);
    REQUIRE(issues.empty());
    REQUIRE(from_text.uncertain().size() == 1);
    CHECK(to_text(*from_text.uncertain()[0].distribution) == text);
  }
}

TEST_CASE("a call is short for the record, by position or by name, with units") {
  CHECK(understood("\"pert(9, 11, 16)\"") == "{dist: pert, min: 9, mode: 11, max: 16, shape: 4}");
  CHECK(understood("\"pert(9, 11, 16, 6)\"") ==
        "{dist: pert, min: 9, mode: 11, max: 16, shape: 6}");
  CHECK(understood("pert(mode=11,min=9,max=16)") ==
        "{dist: pert, min: 9, mode: 11, max: 16, shape: 4}");
  CHECK(understood("pert( 9 , 11,max = 16 )") ==
        "{dist: pert, min: 9, mode: 11, max: 16, shape: 4}");
  CHECK(understood("\"pert(9%, 14 %, 21%)\"", "share") ==
        "{dist: pert, min: 0.09, mode: 0.14, max: 0.21, shape: 4}");
  CHECK(understood("uniform(1k CNY, 1.2M CNY)") == "{dist: uniform, min: 1000, max: 1200000}");
  CHECK(understood("normal(p10=9, p90=16, min=1)").starts_with("{dist: normal, p10: 9, p90: 16, "));
  CHECK(understood("discrete(1, 5, 3)") == "{dist: discrete, values: [1, 3, 5]}");
  CHECK(understood("{dist: discrete, values: [5, 1], weights: [3, 1], source: us}") ==
        "{dist: discrete, values: [1, 5], weights: [1, 3], source: us}");
}

TEST_CASE("a distribution that lacks something, has too much or contradicts itself is refused") {
  CHECK(wrong("{dist: gaussian, mean: 1, sd: 1}") ==
        "18 E303 'gaussian' is not one of normal, lognormal, uniform, triangular, pert, beta, "
        "gamma, bernoulli, discrete or empirical; did you mean 'normal'?");
  CHECK(wrong("prt(1, 2, 3)").find("did you mean 'pert'?") != std::string::npos);
  CHECK(wrong("{dist: normal, mean: 1, sd: -1}").find("39 E302 -1 is outside") == 0);
  CHECK(wrong("pert(1, 2)").find("required key 'max' is missing") != std::string::npos);
  CHECK(wrong("pert(1, 2, 3, 4, 5)").find("E104") != std::string::npos);
  CHECK(wrong("uniform(1, 2, 3)").find("E104") != std::string::npos);  // it is no name
  CHECK(wrong("normal(mean=1)").find("E305 state either mean and sd, or p10 and p90") !=
        std::string::npos);
  CHECK(wrong("normal(1, 2, 3)").find("E305 state either") != std::string::npos);
  CHECK(wrong("pert(1, x, 3)").find("E301 'x' is not a number") != std::string::npos);
  CHECK(wrong("pert(1, , 3)").find("E301") != std::string::npos);
  CHECK(wrong("pert(3, 2, 1)").find("min is 3 (line 4), mode is 2 (line 4), max is 1") !=
        std::string::npos);
  CHECK(wrong("discrete()").find("values") != std::string::npos);
  CHECK(wrong("{dist: discrete, values: [1, 2], weights: [1]}").find("as many weights") !=
        std::string::npos);
  CHECK(wrong("{dist: discrete, values: [1, 2], weights: [0, 0]}").find("above 0") !=
        std::string::npos);
  CHECK(wrong("{dist: beta, mean: 0.5, sd: 0.5}").find("spreads so much") != std::string::npos);
  CHECK(wrong("{dist: bernoulli, probability: 1.2}").find("E302") != std::string::npos);
  CHECK(wrong("{dist: [normal]}").find("E303") != std::string::npos);
  CHECK(wrong("{dist: uniform, min: 1, max: \"pert(1, 2, 3)\"}").find("must be sure") !=
        std::string::npos);
  CHECK(wrong("{dist: normal, mean: 5, sd: 1, min: 50, max: 60}").find("E305") !=
        std::string::npos);
  CHECK(wrong("pert(1, 2, 3)", "rows").find("E301 a distribution can't stand here") !=
        std::string::npos);
}

TEST_CASE("a call whose commas a flow map takes for its own is told to stand in quotes") {
  Issues issues;
  Reader(issues).read_document<garden::Garden<Parameter>>(
      garden::tree("title: T\nbeds: [{name: a, budget: pert(1, 2, 3)}]\n"));
  REQUIRE_FALSE(issues.empty());
  for (const Issue& issue : issues)
    CHECK(issue.hint == "a distribution between braces stands in quotes: \"pert(9, 11, 16)\"");
}

TEST_CASE("little beyond the bounds of a value is cut off, more is refused") {
  CHECK(understood("normal(50, 10)") == "{dist: normal, mean: 50, sd: 10, min: 0}");
  CHECK(understood("normal(0.5, 0.1)", "share") ==
        "{dist: normal, mean: 0.5, sd: 0.1, min: 0, max: 1}");
  CHECK(wrong("normal(5, 10)")
            .find("E302 30.9 % of the values lie outside the bounds: at least "
                  "0 money / cut it off") != std::string::npos);
  CHECK(understood("normal(5, 10, min=0)") == "{dist: normal, mean: 5, sd: 10, min: 0}");
  CHECK(wrong("uniform(-1, 1)").find("reaches beyond the bounds: at least 0 money") !=
        std::string::npos);
  CHECK(wrong("pert(0.5, 0.9, 1.1)", "share").find("E302") != std::string::npos);
  CHECK(wrong("discrete(-1, 2)").find("E302") != std::string::npos);
}

TEST_CASE("the slot of an uncertain value is that of its path and distribution") {
  Assumptions assumptions;
  const auto slot = [&](const char* path, const Distribution& distribution) {
    return assumptions.slot_of({path, "", 0, distribution, evidence_of(distribution)});
  };
  CHECK(slot("a", normal(3, 2)) == 0);
  CHECK(slot("b", normal(3, 2)) == 1);
  CHECK(slot("a", normal(3, 1)) == 2);
  CHECK(slot("a", normal(3, 2)) == 0);
  Normal founded = normal(3, 2);
  founded.evidence.source = "a study";
  CHECK(slot("a", founded) == 0);  // who says so changes no luck
  CHECK(assumptions.uncertain().size() == 3);
}

TEST_CASE("a value with its evidence is an assumption, sure or not") {
  const auto [sure, none] =
      read("{value: 1.2k CNY, source: \"price list, p. 3\", confidence: high, name: budget}");
  REQUIRE(none.empty());
  REQUIRE(sure.sure().size() == 1);
  CHECK(sure.sure()[0].path == "beds.mint.budget");
  CHECK(sure.sure()[0].middle == 1200);
  CHECK(sure.sure()[0].unit == "CNY");
  CHECK(sure.sure()[0].evidence.source == "price list, p. 3");
  CHECK(sure.sure()[0].evidence.confidence == Confidence::high);
  const auto [unsure, no_issues] = read("{dist: uniform, min: 1, max: 3, confidence: low}");
  CHECK(no_issues.empty());
  CHECK(unsure.sure().empty());
  REQUIRE(unsure.uncertain().size() == 1);
  CHECK(unsure.uncertain()[0].middle == 2);
  CHECK(unsure.uncertain()[0].evidence.confidence == Confidence::low);
  CHECK(wrong("{value: 1, sorce: x}").find("did you mean 'source'?") != std::string::npos);
  CHECK(wrong("{value: 1, confidence: sure}").find("E303 'sure' is not one of unstated, low") !=
        std::string::npos);
  CHECK(wrong("{value: -1, source: x}").find("E302") != std::string::npos);
  CHECK(read("{value: 5, source: x}", "rows").first.sure().size() == 1);
}
