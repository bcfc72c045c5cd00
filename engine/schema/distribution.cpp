#include "engine/schema/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/elementary.hpp"
#include "engine/base/quantile.hpp"
#include "engine/base/text.hpp"
#include "engine/random/continuous.hpp"
#include "engine/random/normal.hpp"
#include "engine/schema/writer.hpp"

namespace channelsim {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double normal_p90 = 1.2815515655446004;  // the standard normal's quantile at 0.9

// Each family: `inner` is its quantile for 0 < u < 1 before any cut, `below` its cumulative
// function, `bounds` what it can take on.

struct Bounds {
  double low, high;
};

/// Mean and sd of the bell curve, or of the logarithm.
struct Bell {
  double mean, sd;
};
Bell bell_of(const Normal& d) {
  if (d.mean) return {*d.mean, *d.sd};
  return {(*d.p10 + *d.p90) / 2, (*d.p90 - *d.p10) / (2 * normal_p90)};
}
Bell bell_of(const LogNormal& d) {
  if (d.mean) {
    const double ratio = *d.sd / *d.mean, square = logarithm_of_one_plus(ratio * ratio);
    return {logarithm(*d.mean) - square / 2, square_root(square)};
  }
  const double low = logarithm(*d.p10), high = logarithm(*d.p90);
  return {(low + high) / 2, (high - low) / (2 * normal_p90)};
}
double below_bell(Bell bell, double x) {
  if (bell.sd == 0) return x < bell.mean ? 0 : 1;
  return normal_cumulative((x - bell.mean) / bell.sd);
}

double inner(const Normal& d, double u) {
  const Bell bell = bell_of(d);
  return bell.mean + bell.sd * normal_quantile(u);
}
double below(const Normal& d, double x) { return below_bell(bell_of(d), x); }
Bounds bounds(const Normal&) { return {-infinity, infinity}; }

double inner(const LogNormal& d, double u) {
  const Bell bell = bell_of(d);
  return exponential(bell.mean + bell.sd * normal_quantile(u));
}
double below(const LogNormal& d, double x) {
  return x <= 0 ? 0 : below_bell(bell_of(d), logarithm(x));
}
Bounds bounds(const LogNormal&) { return {0, infinity}; }

double inner(const Uniform& d, double u) { return d.min + u * (d.max - d.min); }
Bounds bounds(const Uniform& d) { return {d.min, d.max}; }

double inner(const Triangular& d, double u) { return triangular_quantile(u, d.min, d.mode, d.max); }
Bounds bounds(const Triangular& d) { return {d.min, d.max}; }

double inner(const Pert& d, double u) {
  const double width = d.max - d.min;
  return d.min + width * beta_quantile(u, 1 + d.shape * (d.mode - d.min) / width,
                                       1 + d.shape * (d.max - d.mode) / width);
}
Bounds bounds(const Pert& d) { return {d.min, d.max}; }

double inner(const Beta& d, double u) {
  const double width = d.max - d.min;
  const double mean = (d.mean - d.min) / width, sd = d.sd / width;
  const double sum = mean * (1 - mean) / (sd * sd) - 1;
  return d.min + width * beta_quantile(u, mean * sum, (1 - mean) * sum);
}
Bounds bounds(const Beta& d) { return {d.min, d.max}; }

double gamma_shape(const Gamma& d) { return d.mean / d.sd * (d.mean / d.sd); }
double inner(const Gamma& d, double u) {
  const double shape = gamma_shape(d);
  return gamma_quantile(u, shape) * (d.mean / shape);
}
double below(const Gamma& d, double x) {
  const double shape = gamma_shape(d);
  return x <= 0 ? 0 : gamma_cumulative(x / (d.mean / shape), shape);
}
Bounds bounds(const Gamma&) { return {0, infinity}; }

/// The smaller of the two values comes first, so that more luck never lowers the value.
double inner(const Bernoulli& d, double u) {
  return d.yes >= d.no ? (u > 1 - d.probability ? d.yes : d.no)
                       : (u < d.probability ? d.yes : d.no);
}
Bounds bounds(const Bernoulli& d) { return {std::min(d.yes, d.no), std::max(d.yes, d.no)}; }

double inner(const Discrete& d, double u) {
  double sum = 0, passed = 0;
  for (const double weight : d.weights) sum += weight;
  for (std::size_t i = 0; i + 1 < d.values.size(); ++i) {
    passed += d.weights.empty() ? 1.0 / static_cast<double>(d.values.size()) : d.weights[i] / sum;
    if (u < passed) return d.values[i];
  }
  return d.values.back();
}
Bounds bounds(const Discrete& d) { return {d.values.front(), d.values.back()}; }

double inner(const Empirical& d, double u) { return interpolated_quantile(d.values, u); }
Bounds bounds(const Empirical& d) { return {d.values.front(), d.values.back()}; }

template <class Family>
concept Cuttable = requires(Family d) {
  d.cut;
};

Bounds cut_bounds(const auto& d) {
  Bounds result = bounds(d);
  if constexpr (Cuttable<std::remove_cvref_t<decltype(d)>>) {
    result.low = std::max(result.low, d.cut.min.value_or(-infinity));
    result.high = std::min(result.high, d.cut.max.value_or(infinity));
  }
  return result;
}

template <class Family>
double value_at(const Family& d, double u) {
  const Bounds within = cut_bounds(d);
  if (u <= 0) return within.low;
  if (u >= 1) return within.high;
  if constexpr (Cuttable<Family>) {
    if (!d.cut.min && !d.cut.max) return inner(d, u);
    const double low = d.cut.min ? below(d, *d.cut.min) : 0;
    const double high = d.cut.max ? below(d, *d.cut.max) : 1;
    const double position = low + u * (high - low);
    if (position <= 0 || position >= 1) return position <= 0 ? within.low : within.high;
    return std::clamp(inner(d, position), within.low, within.high);
  } else {
    return std::clamp(inner(d, u), within.low, within.high);
  }
}

}  // namespace

double quantile(const Distribution& distribution, double u) {
  return std::visit([u](const auto& family) { return value_at(family, u); }, distribution);
}

double share_outside(const Distribution& distribution, const Limits& limits) {
  return std::visit(
      [&]<class Family>(const Family& d) -> double {
        const Bounds within = cut_bounds(d);
        const bool low_enough = limits.low_open ? within.low > limits.low || Cuttable<Family>
                                                : within.low >= limits.low;
        if constexpr (Cuttable<Family>) {
          const double low = d.cut.min ? below(d, *d.cut.min) : 0;
          const double high = d.cut.max ? below(d, *d.cut.max) : 1;
          double outside = 0;
          if (within.low < limits.low) outside += std::max(0.0, below(d, limits.low) - low);
          if (within.high > limits.high) outside += std::max(0.0, high - below(d, limits.high));
          return outside / std::max(high - low, 1e-300);
        } else {
          return low_enough && within.high <= limits.high ? 0 : 1;
        }
      },
      distribution);
}

double share_kept(const Distribution& distribution) {
  return std::visit(
      []<class Family>(const Family& d) -> double {
        if constexpr (Cuttable<Family>)
          return (d.cut.max ? below(d, *d.cut.max) : 1) - (d.cut.min ? below(d, *d.cut.min) : 0);
        return 1;
      },
      distribution);
}

void cut_off(Distribution& distribution, const Limits& limits) {
  constexpr double negligible = 0x1p-54;  // no uniform number lies so near to an end
  std::visit(
      [&]<class Family>(Family& d) {
        if constexpr (Cuttable<Family>) {
          const Bounds within = cut_bounds(d);
          if (within.low < limits.low && below(d, limits.low) > negligible) d.cut.min = limits.low;
          if (within.high > limits.high && 1 - below(d, limits.high) > negligible)
            d.cut.max = limits.high;
        }
      },
      distribution);
}

void put_in_order(Distribution& distribution) {
  if (auto* observed = std::get_if<Empirical>(&distribution)) {
    std::sort(observed->values.begin(), observed->values.end());
  } else if (auto* discrete = std::get_if<Discrete>(&distribution)) {
    std::vector<std::pair<double, double>> pairs;
    for (std::size_t i = 0; i < discrete->values.size(); ++i)
      pairs.emplace_back(discrete->values[i], discrete->weights.empty() ? 1 : discrete->weights[i]);
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      discrete->values[i] = pairs[i].first;
      if (!discrete->weights.empty()) discrete->weights[i] = pairs[i].second;
    }
  }
}

namespace {
/// ", key: value" for every member that is set; evidence and cuts stand among them.
template <Described T>
void add_members(const T& record, bool with_evidence, std::string& text) {
  for_each_field<T>([&](const auto& f) {
    const auto& value = record.*(f.pointer);
    using Value = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::same_as<Value, Evidence>) {
      if (with_evidence) add_members(value, with_evidence, text);
    } else if constexpr (Described<Value>) {
      add_members(value, with_evidence, text);
    } else if constexpr (IsVector<Value>::value) {
      std::string items;
      for (const double item : value) items += (items.empty() ? "" : ", ") + shortest(item);
      if (!value.empty()) text += fmt::format(", {}: [{}]", f.name, items);
    } else if constexpr (std::same_as<Value, Confidence>) {
      if (value != Confidence::unstated)
        text += fmt::format(", {}: {}", f.name, default_text(value));
    } else if constexpr (std::same_as<Value, std::string>) {
      if (!value.empty()) text += fmt::format(", {}: {}", f.name, yaml_text(value));
    } else if constexpr (std::same_as<Value, std::optional<std::string>>) {
      if (value) text += fmt::format(", {}: {}", f.name, yaml_text(*value));
    } else if (const std::string written = default_text(value); !written.empty()) {
      text += fmt::format(", {}: {}", f.name, written);
    }
  });
}
}  // namespace

std::string to_text(const Distribution& distribution, bool with_evidence) {
  return std::visit(
      [&]<class Family>(const Family& family) {
        std::string text = fmt::format("{{dist: {}", declaration<Family>.tag);
        add_members(family, with_evidence, text);
        return text + "}";
      },
      distribution);
}

std::string to_text(const SureValue& value) {
  std::string text;
  add_members(value, true, text);
  return "{" + text.substr(2) + "}";
}

const Evidence& evidence_of(const Distribution& distribution) {
  return std::visit([](const auto& family) -> const Evidence& { return family.evidence; },
                    distribution);
}

std::uint32_t Assumptions::slot_of(Assumption assumption) {
  const auto [known, is_new] =
      slots_.emplace(assumption.path + "\n" + to_text(*assumption.distribution, false),
                     static_cast<std::uint32_t>(uncertain_.size()));
  if (is_new) uncertain_.push_back(std::move(assumption));
  return known->second;
}

void Assumptions::note(Assumption assumption) {
  if (noted_.insert(assumption.path).second) sure_.push_back(std::move(assumption));
}

}  // namespace channelsim
