#include "engine/random/continuous.hpp"

#include <cmath>
#include <vector>

#include "engine/base/special_functions.hpp"
#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
constexpr Purpose fuzz{"fuzz"};
const std::vector<double> shapes{0.05, 0.4, 1.0, 1.7, 3.0, 25.0, 800.0, 1e5};

/// The mean of (quantile - centre)^power by the midpoint rule on n cells.
template <class Quantile>
double moment(int n, double centre, int power, Quantile quantile) {
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += std::pow(quantile((i + 0.5) / n) - centre, power);
  return sum / n;
}

/// Over 2,000 steps between two u.
template <class Quantile>
bool rises(double from, double to, Quantile quantile) {
  double last = quantile(from);
  for (int i = 1; i <= 2000; ++i) {
    const double next = quantile(from + (to - from) * i / 2000);
    if (next < last) return false;
    last = next;
  }
  return true;
}
template <class Quantile>
bool is_monotone(Quantile quantile) {
  // At 1/2 the quantiles of beta and gamma change from one tail to the other.
  return rises(0x1p-53, 1 - 0x1p-53, quantile) && rises(0.5 - 1e-7, 0.5 + 1e-7, quantile) &&
         rises(1e-9, 2e-9, quantile) && rises(1 - 2e-9, 1 - 1e-9, quantile);
}
}  // namespace

// The tables were computed in 32 digits from power series and Newton's method.

TEST_CASE("beta quantiles are right to 1e-12 for tiny, huge and lopsided shapes") {
  constexpr struct {
    double u, a, b, x;
  } table[] = {
      {1e-09, 0.05, 0.05, 9.711823602720252e-175},
      {0.02, 0.05, 0.05, 1.0183585146045793e-28},
      {0.7, 0.05, 0.05, 0.999966138002421},
      {1 - 1e-9, 0.05, 0.05, 1.0},
      {1e-09, 0.05, 3.0, 2.300047000664885e-181},
      {0.02, 0.05, 3.0, 2.4117740837691355e-35},
      {0.7, 0.05, 3.0, 0.00018359014974709157},
      {1 - 1e-9, 0.05, 3.0, 0.9961833261517121},
      {1e-09, 3.0, 0.05, 0.003816673884236211},
      {0.02, 3.0, 0.05, 0.7651463860300479},
      {0.7, 3.0, 0.05, 0.9999999999919802},
      {1 - 1e-9, 3.0, 0.05, 1.0},
      {1e-09, 0.3, 0.7, 1.6635847967496982e-30},
      {0.02, 0.3, 0.7, 3.612528091571245e-06},
      {0.7, 0.3, 0.7, 0.4476783298841113},
      {1 - 1e-9, 0.3, 0.7, 0.9999999999994202},
      {1e-09, 1.0, 0.05, 1.9999999810000002e-08},
      {0.02, 1.0, 0.05, 0.3323920282449055},
      {0.7, 1.0, 0.05, 0.9999999999651321},
      {1 - 1e-9, 1.0, 0.05, 1.0},
      {1e-09, 0.5, 30000.0, 2.6180156946980463e-23},
      {0.02, 0.5, 30000.0, 1.0474256584981044e-08},
      {0.7, 0.5, 30000.0, 1.790322511034612e-05},
      {1 - 1e-9, 0.5, 30000.0, 0.0006218932797053446},
      {1e-09, 1.0, 100000.0, 1.000000000499995e-14},
      {0.02, 1.0, 100000.0, 2.0202705276772672e-07},
      {0.7, 1.0, 100000.0, 1.203965556602455e-05},
      {1 - 1e-9, 1.0, 100000.0, 0.00020721118744808123},
      {1e-09, 2.6, 3.4, 0.0001382231699642972},
      {0.02, 2.6, 3.4, 0.09482954315636233},
      {0.7, 2.6, 3.4, 0.5368757107989046},
      {1 - 1e-9, 2.6, 3.4, 0.9987891048892268},
      {1e-09, 5.0, 1.0, 0.015848931924611134},
      {0.02, 5.0, 1.0, 0.45730505192732634},
      {0.7, 5.0, 1.0, 0.9311499150948377},
      {1 - 1e-9, 5.0, 1.0, 0.9999999998},
      {1e-09, 40.0, 0.3, 0.6419069454420799},
      {0.02, 40.0, 0.3, 0.9489785548830275},
      {0.7, 40.0, 0.3, 0.9996790843453373},
      {1 - 1e-9, 40.0, 0.3, 1.0},
      {1e-09, 40.0, 60.0, 0.1509141066491724},
      {0.02, 40.0, 60.0, 0.30235143146994564},
      {0.7, 40.0, 60.0, 0.42524499982151154},
      {1 - 1e-9, 40.0, 60.0, 0.6913449247252829},
      {1e-09, 1500.0, 2.5, 0.9832528521441206},
      {0.02, 1500.0, 2.5, 0.9955494214355225},
      {0.7, 1500.0, 2.5, 0.9990010295221213},
      {1 - 1e-9, 1500.0, 2.5, 0.9999997293721388},
      {1e-09, 1500.0, 1500.0, 0.44540697324057504},
      {0.6, 1500.0, 1500.0, 0.5023129124165728},
      {1 - 1e-9, 1500.0, 1500.0, 0.5545930268009895},
      {1e-09, 100000.0, 100000.0, 0.49329454104532133},
      {0.6, 100000.0, 100000.0, 0.5002832510035952},
      {1 - 1e-9, 100000.0, 100000.0, 0.5067054589598141},
      {1e-09, 100000.0, 1500.0, 0.9828376477110755},
      {0.6, 100000.0, 1500.0, 0.9853205995316544},
      {1 - 1e-9, 100000.0, 1500.0, 0.9873828627343116},
  };
  for (const auto& row : table) {
    INFO("u " << row.u << ", a " << row.a << ", b " << row.b);
    CHECK(beta_quantile(row.u, row.a, row.b) == Approx(row.x).epsilon(1e-12));
  }
}

TEST_CASE("gamma quantiles are right to 1e-12 for tiny and huge shapes") {
  constexpr struct {
    double u, shape, x;
  } table[] = {
      {1e-09, 0.05, 5.844632057286642e-181},    {0.001, 0.05, 5.844632057286547e-61},
      {0.2, 0.05, 6.128540904101302e-15},       {0.5, 0.05, 5.573878440746248e-07},
      {0.8, 0.05, 0.0067819975751741415},       {0.999, 0.05, 2.736458598728676},
      {1 - 1e-9, 0.05, 15.116740106874813},     {1e-09, 0.3, 6.972699096409345e-31},
      {0.001, 0.3, 6.972699096783344e-11},      {0.2, 0.3, 0.003270339524684946},
      {0.5, 0.3, 0.0731311358669519},           {0.8, 0.3, 0.4600738869878514},
      {0.999, 0.3, 4.618936042791334},          {1 - 1e-9, 0.3, 17.583462446593153},
      {1e-09, 1.0, 1.0000000005000001e-09},     {0.001, 1.0, 0.0010005003335835335},
      {0.2, 1.0, 0.22314355131420976},          {0.5, 1.0, 0.6931471805599453},
      {0.8, 1.0, 1.6094379124341005},           {0.999, 1.0, 6.907755278982136},
      {1 - 1e-9, 1.0, 20.723265865228342},      {1e-09, 2.5, 0.00040614478283282704},
      {0.001, 2.5, 0.10510630131460959},        {0.2, 2.5, 1.1712671529205605},
      {0.5, 2.5, 2.1757300955477636},           {0.8, 2.5, 3.6446380633244813},
      {0.999, 2.5, 10.257502826216438},         {1 - 1e-9, 2.5, 25.346096880759596},
      {1e-09, 40.0, 12.82317444835205},         {0.001, 40.0, 23.25993796458378},
      {0.2, 40.0, 34.603469541769265},          {0.5, 40.0, 39.6671650106891},
      {0.8, 40.0, 45.202674266114975},          {0.999, 40.0, 62.41961200788239},
      {1 - 1e-9, 40.0, 90.2400791612052},       {1e-09, 1500.0, 1279.2357490692214},
      {0.3, 1500.0, 1479.450928267444},         {1 - 1e-9, 1500.0, 1744.0732658964669},
      {1e-09, 100000.0, 98114.96946713948},     {0.3, 100000.0, 99833.92863928512},
      {1 - 1e-9, 100000.0, 101908.34622530905},
  };
  for (const auto& row : table) {
    INFO("u " << row.u << ", shape " << row.shape);
    CHECK(gamma_quantile(row.u, row.shape) == Approx(row.x).epsilon(1e-12));
  }
}

TEST_CASE("beta and gamma quantiles are right to 1e-13 in far tails") {
  // A Newton step in 50 digits from the incomplete functions; shapes below 1 fall below what a
  // double holds at u = 1e-300.
  constexpr struct {
    double u, shape, x;
  } gamma[] = {
      {1e-13, 0.05, 5.8446320572866971e-261}, {1 - 0x1p-53, 0.05, 30.49156990516909},
      {1e-30, 0.3, 6.9726990964093044e-101},  {1e-13, 0.3, 3.236440226603549e-44},
      {1 - 0x1p-53, 0.3, 33.169553612604872}, {1e-100, 1, 1e-100},
      {1e-30, 1, 1.0000000000000001e-30},     {1e-13, 1, 1.00000000000005e-13},
      {1 - 0x1p-53, 1, 36.736800569677101},   {1e-300, 2.5, 1.6167038902915641e-120},
      {1e-100, 2.5, 1.6167038902915641e-40},  {1e-30, 2.5, 1.6167038902923109e-12},
      {1e-13, 2.5, 1.0200741664275964e-05},   {1 - 0x1p-53, 2.5, 42.097516118260657},
      {1e-300, 40, 4.9864461344932867e-07},   {1e-100, 40, 0.049925216205635725},
      {1e-30, 40, 3.0180815956159863},        {1e-13, 40, 9.3697176951769414},
      {1 - 0x1p-53, 40, 115.84804307149903},  {1e-300, 1500, 481.20934956489202},
      {1e-100, 1500, 819.28060719932751},     {1e-30, 1500, 1098.4075226273255},
      {1e-13, 1500, 1232.7952453523992},      {1 - 0x1p-53, 1500, 1840.4303697631301},
  };
  for (const auto& row : gamma) {
    INFO("u " << row.u << ", shape " << row.shape);
    CHECK(gamma_quantile(row.u, row.shape) == Approx(row.x).epsilon(1e-13).margin(0));
  }
  constexpr struct {
    double u, a, b, x;
  } beta[] = {
      {1e-30, 0.3, 0.7, 1.6635847967496886e-100},
      {1e-13, 0.3, 0.7, 7.7216766163613746e-44},
      {1e-300, 2.6, 3.4, 1.6499238642931424e-116},
      {1e-100, 2.6, 3.4, 1.3821043289334278e-39},
      {1e-30, 2.6, 3.4, 1.1577578925900152e-12},
      {1e-13, 2.6, 3.4, 4.0001884077273e-06},
      {1 - 0x1p-53, 2.6, 3.4, 0.99998909942634573},
      {1e-300, 40, 60, 6.3400346185942313e-09},
      {1e-100, 40, 60, 0.00063458285315994521},
      {1e-30, 40, 60, 0.03767598534248108},
      {1e-13, 40, 60, 0.11257126233514406},
      {1 - 0x1p-53, 40, 60, 0.78120267874367011},
      {1e-300, 1500, 2.5, 0.62709579326050391},
      {1e-100, 1500, 2.5, 0.85323962295268652},
      {1e-30, 1500, 2.5, 0.95106622147688658},
      {1e-13, 1500, 2.5, 0.97693151770326037},
      {1 - 0x1p-53, 1500, 2.5, 0.99999999955281593},
      {1e-100, 0.5, 30000, 2.6180156946980463e-205},
      {1e-30, 0.5, 30000, 2.6180156946980465e-65},
      {1e-13, 0.5, 30000, 2.6180156946980465e-31},
      {1 - 0x1p-53, 0.5, 30000, 0.0011454072728574252},
  };
  for (const auto& row : beta) {
    INFO("u " << row.u << ", a " << row.a << ", b " << row.b);
    CHECK(beta_quantile(row.u, row.a, row.b) == Approx(row.x).epsilon(1e-13).margin(0));
  }
}

TEST_CASE("quantiles have their closed forms") {
  for (const double u : {1e-9, 1e-4, 0.03, 0.3, 0.5, 0.77, 0.999, 1 - 1e-9}) {
    INFO("u " << u);
    CHECK(beta_quantile(u, 1, 1) == Approx(u).epsilon(1e-13));
    CHECK(beta_quantile(u, 2, 1) == Approx(std::sqrt(u)).epsilon(1e-13));
    CHECK(beta_quantile(u, 1, 3) == Approx(-std::expm1(std::log1p(-u) / 3)).epsilon(1e-13));
    CHECK(beta_quantile(u, 0.25, 1) == Approx(std::pow(u, 4)).epsilon(1e-13));
    CHECK(gamma_quantile(u, 1) == Approx(-std::log1p(-u)).epsilon(1e-13));
  }
}

TEST_CASE("the cumulative function undoes the quantile function") {
  for (const double u : {1e-9, 1e-5, 0.01, 0.2, 0.5, 0.6, 0.9, 0.9999, 1 - 1e-9}) {
    CHECK(triangular_cumulative(triangular_quantile(u, -2, 1, 5), -2, 1, 5) ==
          Approx(u).epsilon(1e-10));
    for (const double a : shapes) {
      INFO("u " << u << ", a " << a);
      CHECK(gamma_cumulative(gamma_quantile(u, a), a) == Approx(u).epsilon(1e-11));
      for (const double b : shapes) {
        INFO("b " << b);
        // A rounded x next to 1 says little of u; the share beyond it says all.
        const double x = beta_quantile(u, a, b), beyond = beta_quantile(u, b, a);
        if (x < 0.99) CHECK(beta_cumulative(x, a, b) == Approx(u).epsilon(1e-11));
        if (beyond < 0.99)
          CHECK(incomplete_beta(1 - beyond, beyond, a, b).upper == Approx(u).epsilon(1e-11));
      }
    }
  }
}

TEST_CASE("quantiles rise with u") {
  for (const double a : shapes) {
    INFO("a " << a);
    CHECK(is_monotone([=](double u) { return gamma_quantile(u, a); }));
    for (const double b : {0.05, 1.0, 3.0, 800.0})
      CHECK(is_monotone([=](double u) { return beta_quantile(u, a, b); }));
  }
  CHECK(is_monotone([](double u) { return triangular_quantile(u, 0, 3, 4); }));
  CHECK(is_monotone([](double u) { return pert_quantile(u, 0, 3, 4); }));
}

TEST_CASE("quantiles of any shape and any u are numbers within their range") {
  for (unsigned step = 0; step < 20'000; ++step) {
    const LanesOf<16> chance = Draws(1, 0).uniform<16>(fuzz, {0}, step);
    const double a = std::pow(10, 8 * chance[0] - 2), b = std::pow(10, 8 * chance[1] - 2);
    const double tail = std::pow(10, -300 * chance[3] * chance[3]);
    const double u = chance[2] < 0.4   ? chance[3]
                     : chance[2] < 0.8 ? tail
                                       : 1 - std::max(tail, 0x1p-53);
    INFO("u " << u << ", a " << a << ", b " << b);
    const double share = beta_quantile(u, a, b), x = gamma_quantile(u, a);
    REQUIRE((share > 0 && share <= 1));
    REQUIRE((x > 0 && x < 1e8));
  }
}

TEST_CASE("moments are those of the distributions") {
  // The midpoint rule on 20,000 cells misses most in the tail of the exponential distribution: of
  // the mean less than 1e-5 of the standard deviation, of the variance 3e-4 of it.
  for (const double shape : {0.4, 1.0, 3.0, 50.0}) {
    INFO("shape " << shape);
    const auto quantile = [=](double u) { return gamma_quantile(u, shape); };
    CHECK(moment(20'000, 0, 1, quantile) == Approx(shape).epsilon(5e-5));
    CHECK(moment(20'000, shape, 2, quantile) == Approx(shape).epsilon(2e-3));
  }
  const double a = 2, b = 5, mean = a / (a + b);
  const auto beta = [=](double u) { return beta_quantile(u, a, b); };
  // Near u = 1, 1 - x is as the fifth root of 1 - u: the last cell misses (1 / n)^1.2.
  CHECK(moment(20'000, 0, 1, beta) == Approx(mean).epsilon(5e-6));
  CHECK(moment(20'000, mean, 2, beta) == Approx(mean * (1 - mean) / (a + b + 1)).epsilon(1e-4));
}

TEST_CASE("the PERT distribution has the mean (least + 4 mode + most) / 6") {
  for (const double mode : {10.0, 12.0, 24.0, 30.0}) {
    INFO("mode " << mode);
    const auto quantile = [=](double u) { return pert_quantile(u, 10, mode, 30); };
    CHECK(moment(20'000, 0, 1, quantile) == Approx((10 + 4 * mode + 30) / 6).epsilon(1e-6));
    const auto flat = [=](double u) { return pert_quantile(u, 10, mode, 30, 0); };
    CHECK(moment(20'000, 0, 1, flat) == Approx(20).epsilon(1e-9));
  }
  CHECK(pert_quantile(0.3, 7, 7, 7) == 7);
}

TEST_CASE("the triangular distribution: mode, mean, corners") {
  CHECK(triangular_quantile(0.25, 0, 1, 4) == Approx(1).epsilon(1e-15));
  CHECK(triangular_cumulative(1, 0, 1, 4) == Approx(0.25).epsilon(1e-15));
  CHECK(triangular_quantile(0.49, 2, 2, 3) == Approx(3 - std::sqrt(0.51)).epsilon(1e-15));
  CHECK(triangular_quantile(0.49, 2, 3, 3) == Approx(2.7).epsilon(1e-15));
  CHECK(triangular_quantile(0.9, 5, 5, 5) == 5);
  CHECK(triangular_cumulative(-1, 0, 1, 4) == 0);
  CHECK(triangular_cumulative(4, 0, 1, 4) == 1);
  CHECK(triangular_cumulative(5, 5, 5, 5) == 1);
  CHECK(moment(20'000, 0, 1, [](double u) { return triangular_quantile(u, -3, 1, 8); }) ==
        Approx(2).epsilon(1e-6));
  for (const double u : {0x1p-53, 1 - 0x1p-53}) {
    CHECK((triangular_quantile(u, 0, 1, 4) >= 0 && triangular_quantile(u, 0, 1, 4) <= 4));
    // Limits whose difference is rounded.
    const double low = 0.1, high = 1.7e16 / 3;
    for (const double mode : {low, 1.0, high}) {
      CHECK((triangular_quantile(u, low, mode, high) >= low));
      CHECK((pert_quantile(u, low, mode, high) <= high));
    }
  }
}
