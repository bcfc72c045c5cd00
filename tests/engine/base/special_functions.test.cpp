#include "engine/base/special_functions.hpp"

#include <cmath>
#include <limits>

#include "engine/base/stirling.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

// All tables were computed in 40 to 60 digits: gamma functions by mpmath, the incomplete functions
// by their power series.

TEST_CASE("log gamma is right to 1e-14, near its zeros too") {
  constexpr struct {
    double a, value;
  } table[] = {
      {1e-300, 690.7755278982137},
      {0.01, 4.599479878042022},
      {0.05, 2.9688792010517306},
      {0.3, 1.0957979948180756},
      {0.5, 0.5723649429247001},
      {0.9999, 5.7729791561193866e-05},
      {1.0000009536743164, -5.504750066148867e-07},
      {1.4616321449683622, -0.12148629053584961},
      {1.75, -0.08440112102048555},
      {1.9999990463256836, -4.0319826848018475e-07},
      {2.0000009536743164, 4.0319885504430156e-07},
      {3.7, 1.428072326665388},
      {9.25, 11.143400119951712},
      {15.999, 27.89653040276015},
      {16.0, 27.89927138384089},
      {16.001, 27.90201242941542},
      {57.5, 174.37212981874515},
      {1234.5, 7550.550901077895},
      {100000.0, 1051287.7089736569},
      {1000000.0, 12815504.569147611},
      {3.25e+300, 2.2456010944073046e+303},
  };
  for (const auto& row : table) {
    INFO("a " << row.a);
    CHECK(std::fabs(log_gamma(row.a) - row.value) < 1e-15 + 1e-14 * std::fabs(row.value));
  }
  CHECK(std::fabs(log_gamma(1)) < 1e-15);
  CHECK(std::fabs(log_gamma(2)) < 1e-15);
}

TEST_CASE("Stirling's error is right on both sides of each formula's border") {
  constexpr struct {
    double a, value;
  } table[] = {
      {0.01, 1.4340079537031842},    {0.25, 0.27251040121343206},   {0.999, 0.08113875499467682},
      {1.0, 0.08106146679532726},    {1.001, 0.08098432353016904},  {1.6, 0.05146570892826236},
      {2.0, 0.0413406959554093},     {2.9, 0.02862530826281068},    {4.3, 0.019345426904332788},
      {7.0, 0.01189670994589177},    {11.9, 0.00700115605153421},   {15.99, 0.0052109118929237214},
      {16.0, 0.0052076559196096404}, {40.0, 0.0020832899383024218}, {1000.0, 8.333333055555635e-05},
  };
  for (const auto& row : table) {
    INFO("a " << row.a);
    CHECK(stirling_error(row.a) == Approx(row.value).epsilon(0).margin(row.a < 1 ? 5e-16 : 3e-17));
  }
}

TEST_CASE("the incomplete gamma function is right in both tails for shapes from 0.01 to 1e6") {
  constexpr struct {
    double a, x, lower, upper;
  } table[] = {
      {0.01, 1e-200, 0.010057065285003849, 0.9899429347149962},
      {0.01, 1e-05, 0.8963367982671973, 0.1036632017328028},
      {0.01, 0.5, 0.9943732438060329, 0.0056267561939671844},
      {0.01, 30.0, 1.0, 3.144913227075796e-17},
      {0.05, 1e-09, 0.3644702974275768, 0.6355297025724231},
      {0.05, 1.04, 0.9892035841933939, 0.010796415806606018},
      {0.05, 1.06, 0.9895467907689358, 0.01045320923106423},
      {0.05, 9.0, 0.9999992831269005, 7.168730995754678e-07},
      {0.5, 1e-12, 1.1283791670951364e-06, 0.9999988716208329},
      {0.5, 1.0, 0.8427007929497149, 0.15729920705028513},
      {0.5, 18.0, 0.9999999980268247, 1.973175290075396e-09},
      {1.0, 1e-09, 9.999999995e-10, 0.999999999},
      {1.0, 20.0, 0.9999999979388464, 2.061153622438558e-09},
      {2.5, 0.001, 9.50853459860795e-09, 0.9999999904914654},
      {2.5, 3.0, 0.6937810815867216, 0.3062189184132784},
      {2.5, 50.0, 1.0, 5.28514836094324e-20},
      {30.0, 5.0, 2.8175176155779225e-14, 0.9999999999999718},
      {30.0, 30.0, 0.52428301389368, 0.4757169861063199},
      {30.0, 90.0, 0.999999999999936, 6.3926569911375e-14},
      {1000.0, 800.0, 5.5014197761792284e-12, 0.9999999999944986},
      {1000.0, 1000.0, 0.5042052441802155, 0.4957947558197845},
      {1000.0, 1001.5, 0.523105903893083, 0.4768940961069171},
      {1000.0, 1300.0, 1.0, 1.8736155715785553e-18},
      {100000.0, 98100.0, 7.435738516433889e-10, 0.9999999992564261},
      {100000.0, 100000.0, 0.5004205221103651, 0.4995794778896348},
      {100000.0, 101900.0, 0.9999999988263432, 1.1736568662034333e-09},
      {1000000.0, 994000.0, 9.178900262302024e-10, 0.99999999908211},
      {1000000.0, 1000000.0, 0.5001329807608725, 0.4998670192391274},
      {1000000.0, 1006000.0, 0.9999999989402603, 1.0597397352843812e-09},
  };
  for (const auto& row : table) {
    INFO("a " << row.a << ", x " << row.x);
    const Tails tails = incomplete_gamma(row.a, row.x);
    CHECK(tails.lower == Approx(row.lower).epsilon(1e-12));
    CHECK(tails.upper == Approx(row.upper).epsilon(1e-12));
  }
}

TEST_CASE("the incomplete beta function is right in both tails for shapes from 0.01 to 1e6") {
  constexpr struct {
    double a, b, x, lower, upper;
  } table[] = {
      {0.01, 0.01, 1e-100, 0.05000810698527953, 0.9499918930147204},
      {0.01, 0.01, 0.25, 0.4945869742541391, 0.5054130257458609},
      {0.01, 0.01, 0.75, 0.5054130257458609, 0.4945869742541391},
      {0.01, 3.0, 1e-06, 0.8840715744785559, 0.11592842552144411},
      {0.01, 3.0, 0.9, 0.9999963434611042, 3.6565388957959715e-06},
      {0.01, 1000000.0, 1e-09, 0.9385706478894894, 0.06142935211051062},
      {0.01, 1000000.0, 1e-06, 0.9977837653952716, 0.0022162346047284284},
      {0.05, 0.05, 0.001, 0.355348606541156, 0.644651393458844},
      {0.05, 400.0, 0.003, 0.991626845968044, 0.008373154031956043},
      {0.5, 0.5, 1e-09, 2.0131684845150097e-05, 0.9999798683151548},
      {0.5, 0.5, 0.5, 0.5, 0.5},
      {0.5, 0.5, 0.875, 0.7699465438373841, 0.23005345616261588},
      {1.0, 1.0, 0.3, 0.3, 0.7000000000000001},
      {1.0, 7.0, 0.125, 0.6073040962219238, 0.39269590377807617},
      {2.0, 1.0, 0.0625, 0.00390625, 0.99609375},
      {2.5, 3.5, 0.001, 3.4296757541926315e-07, 0.9999996570324245},
      {2.5, 3.5, 0.4, 0.4869041915261174, 0.5130958084738826},
      {2.5, 3.5, 0.96875, 0.9999596492266238, 4.035077337621233e-05},
      {5.0, 1.0, 0.875, 0.512908935546875, 0.487091064453125},
      {40.0, 40.0, 0.25, 8.645995903966225e-07, 0.9999991354004096},
      {40.0, 40.0, 0.5, 0.5, 0.5},
      {40.0, 60.0, 0.75, 0.9999999999999297, 7.028325854284172e-14},
      {40.0, 0.3, 0.9375, 0.011022416507391561, 0.9889775834926084},
      {1500.0, 0.05, 0.999, 0.005333447731196114, 0.9946665522688038},
      {1500.0, 2.0, 0.998046875, 0.2092988074131026, 0.7907011925868974},
      {1500.0, 1500.0, 0.45, 2.0035775041696725e-08, 0.999999979964225},
      {1500.0, 1500.0, 0.515625, 0.9565432283946238, 0.043456771605376206},
      {100000.0, 3.0, 0.99993896484375, 0.05749609137290319, 0.9425039086270968},
      {100000.0, 100000.0, 0.4935, 3.049594922756719e-09, 0.9999999969504051},
      {100000.0, 100000.0, 0.5, 0.5, 0.5},
      {100000.0, 100000.0, 0.50390625, 0.9997619949577816, 0.00023800504221834824},
      {1000000.0, 1000000.0, 0.4985, 1.1044804636424807e-05, 0.9999889551953636},
      {1000000.0, 1000000.0, 0.500244140625, 0.7550707570132141, 0.24492924298678584},
      {1000000.0, 100000.0, 0.9086, 0.03680827254945945, 0.9631917274505406},
      {1000000.0, 1.0, 0.9999990463256836, 0.38532244676619615, 0.6146775532338039},
      {1000000.0, 0.01, 0.9999995231628418, 0.005917407988139917, 0.9940825920118601},
  };
  for (const auto& row : table) {
    INFO("a " << row.a << ", b " << row.b << ", x " << row.x);
    const Tails tails = incomplete_beta(row.x, 1 - row.x, row.a, row.b);
    CHECK(tails.lower == Approx(row.lower).epsilon(1e-12));
    CHECK(tails.upper == Approx(row.upper).epsilon(1e-12));
    const Tails mirrored = incomplete_beta(1 - row.x, row.x, row.b, row.a);
    CHECK(mirrored.lower == Approx(row.upper).epsilon(1e-12));
  }
}

TEST_CASE("next to x = 1 the incomplete beta function is as precise as the complement") {
  // From x alone the first three are wrong in the twelfth digit.
  constexpr struct {
    double b, complement, lower;
  } table[] = {{0.01, 1.42e-06, 0.0011421190965474532},
               {0.5, 2.4e-06, 0.028459661589823753},
               {3.0, 7.4e-06, 0.02187004171642265},
               {40.0, 4.07e-05, 0.43527746102193043}};
  for (const auto& row : table) {
    INFO("b " << row.b);
    CHECK(incomplete_beta(1 - row.complement, row.complement, 1e6, row.b).lower ==
          Approx(row.lower).epsilon(5e-14));
  }
}

TEST_CASE("incomplete functions agree with their closed forms") {
  for (double x = 0.01; x < 1; x += 0.0173) {
    INFO("x " << x);
    CHECK(incomplete_gamma(1, 9 * x).upper == Approx(std::exp(-9 * x)).epsilon(1e-14));
    CHECK(incomplete_gamma(0.5, x).lower == Approx(std::erf(std::sqrt(x))).epsilon(1e-14));
    CHECK(incomplete_beta(x, 1 - x, 1, 1).lower == Approx(x).epsilon(1e-14));
    CHECK(incomplete_beta(x, 1 - x, 1, 40).upper == Approx(std::pow(1 - x, 40)).epsilon(1e-13));
    const double angle = std::asin(std::sqrt(x)) * 2 / 3.14159265358979323846;
    CHECK(incomplete_beta(x, 1 - x, 0.5, 0.5).lower == Approx(angle).epsilon(1e-14));
  }
}

TEST_CASE("the density is the slope of the lower tail") {
  // A central difference with step h errs by h^2 / 6 of the third derivative: 1e-7 relative.
  const double h = 1e-4;
  for (const double a : {0.05, 1.0, 3.5, 20.0})
    for (const double t : {-3.0, -0.5, 0.2, 2.0}) {
      INFO("a " << a << ", t " << t);
      const auto gamma_at = [=](double s) { return incomplete_gamma(a, std::exp(s)); };
      const auto beta_at = [=](double s) {
        return incomplete_beta(1 / (1 + std::exp(-s)), 1 / (1 + std::exp(s)), a, 2);
      };
      CHECK((gamma_at(t + h).lower - gamma_at(t - h).lower) / (2 * h) ==
            Approx(gamma_at(t).density).epsilon(1e-5).margin(1e-11));
      CHECK((beta_at(t + h).lower - beta_at(t - h).lower) / (2 * h) ==
            Approx(beta_at(t).density).epsilon(1e-5).margin(1e-11));
    }
}

TEST_CASE("the ends of the range have no probability beyond them, and nothing is NaN") {
  for (const double a : {1e-2, 1.0, 1e6}) {
    CHECK(incomplete_gamma(a, 0).lower == 0);
    CHECK(incomplete_gamma(a, std::numeric_limits<double>::infinity()).upper == 0);
    CHECK(incomplete_beta(0, 1, a, 2).lower == 0);
    CHECK(incomplete_beta(1, 0, 2, a).upper == 0);
    for (const double x : {1e-300, 1e-20, 0.5, 1.0, 1e20, 1e200}) {
      INFO("a " << a << ", x " << x);
      const Tails tails = incomplete_gamma(a, x);
      CHECK((tails.lower >= 0 && tails.upper >= 0 && tails.lower + tails.upper == 1));
      if (x >= 1) continue;
      const Tails share = incomplete_beta(x, 1 - x, a, 1e6);
      CHECK((share.lower >= 0 && share.upper >= 0 && share.lower + share.upper == 1));
    }
  }
}
