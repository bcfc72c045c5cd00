#pragma once
// What is not known exactly, by parameters people know: each family is a described record with its
// quantile function, so that one uniform number per future gives its value (inversion).

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/schema/describe.hpp"

namespace channelsim {

/// How well an assumption is founded.
enum class Confidence { unstated, low, medium, high };
constexpr auto choices(std::type_identity<Confidence>) {
  return std::array{
      Choice<Confidence>{Confidence::unstated, "unstated", "Nobody has said."},
      Choice<Confidence>{Confidence::low, "low", "A guess."},
      Choice<Confidence>{Confidence::medium, "medium", "An expert's estimate, or a similar case."},
      Choice<Confidence>{Confidence::high, "high", "Measured here, recently."}};
}

/// Where a value comes from.
struct Evidence {
  std::optional<std::string> name;
  std::string source;
  Confidence confidence = Confidence::unstated;

  static constexpr auto describe() {
    return record(
        "evidence", "Where a value comes from.",
        fields(field<&Evidence::name>("By which `correlations` know it.", otherwise("its path")),
               field<&Evidence::source>("Who says so: a study, a person, a measurement."),
               field<&Evidence::confidence>("How well it is founded.")));
  }
};

/// A sure value with its evidence.
struct SureValue {
  double value = 0;
  Evidence evidence;

  static constexpr auto describe() {
    return record("value", "A sure value, and where it comes from.",
                  fields(field<&SureValue::value>("The value.", required, own_unit),
                         field<&SureValue::evidence>("", in_line)));
  }
};

/// Bounds that cut a distribution off; what lies between keeps its proportions.
struct Cut {
  std::optional<double> min, max;

  static constexpr auto describe() {
    return record("cut", "Bounds that cut a distribution off.",
                  fields(field<&Cut::min>("Nothing below it.", own_unit, otherwise("no bound")),
                         field<&Cut::max>("Nothing above it.", own_unit, otherwise("no bound"))),
                  rules(rule<Cut>("min must lie below max", "max", [](const Cut& cut) {
                    return !cut.min || !cut.max || *cut.min < *cut.max;
                  })));
  }
};

/// The bell curve, by mean and sd or by two quantiles.
struct Normal {
  std::optional<double> mean, sd, p10, p90;
  Cut cut;
  Evidence evidence;

  static constexpr auto describe() {
    return record(
        "normal",
        "The bell curve: many small influences that add up [Johnson, Kotz & "
        "Balakrishnan 1994, ch. 13].",
        fields(field<&Normal::mean>("Mean.", own_unit, otherwise("from p10 and p90")),
               field<&Normal::sd>("Standard deviation.", own_unit, at_least(0),
                                  otherwise("from p10 and p90")),
               field<&Normal::p10>("In 1 of 10 futures it is lower.", own_unit,
                                   otherwise("from mean and sd")),
               field<&Normal::p90>("In 1 of 10 futures it is higher.", own_unit,
                                   otherwise("from mean and sd")),
               field<&Normal::cut>("", in_line), field<&Normal::evidence>("", in_line)),
        rules(rule<Normal>("state either mean and sd, or p10 and p90", "p10", one_pair<Normal>),
              rule<Normal>("p10 must lie below p90", "p90",
                           [](const Normal& n) { return !n.p10 || !n.p90 || *n.p10 < *n.p90; })));
  }
  template <class T>
  static bool one_pair(const T& d) {
    const bool by_moments = d.mean && d.sd && !d.p10 && !d.p90;
    return by_moments || (!d.mean && !d.sd && d.p10 && d.p90);
  }
};

/// Positive and skewed to the right: influences that multiply.
struct LogNormal {
  std::optional<double> mean, sd, p10, p90;
  Cut cut;
  Evidence evidence;

  static constexpr auto describe() {
    return record(
        "lognormal",
        "Positive and skewed: many small influences that multiply; mean and sd are "
        "those of the value itself [Johnson, Kotz & Balakrishnan 1994, ch. 14].",
        fields(field<&LogNormal::mean>("Mean.", own_unit, above(0), otherwise("from p10 and p90")),
               field<&LogNormal::sd>("Standard deviation.", own_unit, at_least(0),
                                     otherwise("from p10 and p90")),
               field<&LogNormal::p10>("In 1 of 10 futures it is lower.", own_unit, above(0),
                                      otherwise("from mean and sd")),
               field<&LogNormal::p90>("In 1 of 10 futures it is higher.", own_unit, above(0),
                                      otherwise("from mean and sd")),
               field<&LogNormal::cut>("", in_line), field<&LogNormal::evidence>("", in_line)),
        rules(rule<LogNormal>("state either mean and sd, or p10 and p90", "p10",
                              Normal::one_pair<LogNormal>),
              rule<LogNormal>("p10 must lie below p90", "p90", [](const LogNormal& d) {
                return !d.p10 || !d.p90 || *d.p10 < *d.p90;
              })));
  }
};

/// Anything between two bounds, all alike.
struct Uniform {
  double min = 0, max = 1;
  Evidence evidence;

  static constexpr auto describe() {
    return record("uniform", "Anything between two bounds, all alike.",
                  fields(field<&Uniform::min>("Least.", required, own_unit),
                         field<&Uniform::max>("Largest.", required, own_unit),
                         field<&Uniform::evidence>("", in_line)),
                  rules(rule<Uniform>("min must not exceed max", "max", {"min", "max"},
                                      [](const Uniform& d) { return d.min <= d.max; })));
  }
};

/// Straight lines from the least to the most likely to the largest value.
struct Triangular {
  double min = 0, mode = 0.5, max = 1;
  Evidence evidence;

  static constexpr auto describe() {
    return record("triangular", "Least, most likely, largest, joined by straight lines.",
                  fields(field<&Triangular::min>("Least.", required, own_unit),
                         field<&Triangular::mode>("Most likely.", required, own_unit),
                         field<&Triangular::max>("Largest.", required, own_unit),
                         field<&Triangular::evidence>("", in_line)),
                  rules(rule<Triangular>("the values must ascend: min <= mode <= max, min < max",
                                         "mode", {"min", "mode", "max"}, [](const Triangular& d) {
                                           return d.min <= d.mode && d.mode <= d.max &&
                                                  d.min < d.max;
                                         })));
  }
};

/// Least, most likely, largest, with less weight on the ends than the triangle has.
struct Pert {
  double min = 0, mode = 0.5, max = 1;
  double shape = 4;
  Evidence evidence;

  static constexpr auto describe() {
    return record("pert",
                  "Least, most likely, largest: a beta distribution with mean (min + shape mode + "
                  "max) / (shape + 2) [Clark 1962; Vose 2008].",
                  fields(field<&Pert::min>("Least.", required, own_unit),
                         field<&Pert::mode>("Most likely.", required, own_unit),
                         field<&Pert::max>("Largest.", required, own_unit),
                         field<&Pert::shape>("Weight of the most likely value.", between(0.1, 100)),
                         field<&Pert::evidence>("", in_line)),
                  rules(rule<Pert>("the values must ascend: min <= mode <= max, min < max", "mode",
                                   {"min", "mode", "max"}, [](const Pert& d) {
                                     return d.min <= d.mode && d.mode <= d.max && d.min < d.max;
                                   })));
  }
};

/// A share, by its mean and spread.
struct Beta {
  double mean = 0.5, sd = 0.1, min = 0, max = 1;
  Evidence evidence;

  static constexpr auto describe() {
    return record(
        "beta",
        "A share or another value between two bounds, by mean and sd [Johnson, Kotz & "
        "Balakrishnan 1995, ch. 25].",
        fields(field<&Beta::mean>("Mean.", required, own_unit),
               field<&Beta::sd>("Standard deviation.", required, own_unit, above(0)),
               field<&Beta::min>("Least.", own_unit), field<&Beta::max>("Largest.", own_unit),
               field<&Beta::evidence>("", in_line)),
        rules(rule<Beta>("the values must ascend: min < mean < max", "mean", {"min", "mean", "max"},
                         [](const Beta& d) { return d.min < d.mean && d.mean < d.max; }),
              rule<Beta>("no value between the bounds spreads so much: sd^2 < (mean - min) "
                         "(max - mean)",
                         "sd", {"sd", "mean"}, [](const Beta& d) {
                           return d.sd * d.sd < (d.mean - d.min) * (d.max - d.mean);
                         })));
  }
};

/// Positive and skewed: waiting times, sizes.
struct Gamma {
  double mean = 1, sd = 1;
  Cut cut;
  Evidence evidence;

  static constexpr auto describe() {
    return record("gamma",
                  "Positive and skewed: waiting times, sizes; by mean and sd [Johnson, Kotz & "
                  "Balakrishnan 1994, ch. 17].",
                  fields(field<&Gamma::mean>("Mean.", required, own_unit, above(0)),
                         field<&Gamma::sd>("Standard deviation.", required, own_unit, above(0)),
                         field<&Gamma::cut>("", in_line), field<&Gamma::evidence>("", in_line)));
  }
};

/// It happens or it does not.
struct Bernoulli {
  double probability = 0.5, yes = 1, no = 0;
  Evidence evidence;

  static constexpr auto describe() {
    return record("bernoulli", "One value if something happens, another if it does not.",
                  fields(field<&Bernoulli::probability>("Probability that it happens.", required,
                                                        between(0, 1)),
                         field<&Bernoulli::yes>("The value if it happens.", own_unit),
                         field<&Bernoulli::no>("The value if it does not.", own_unit),
                         field<&Bernoulli::evidence>("", in_line)));
  }
};

/// One of several values.
struct Discrete {
  std::vector<double> values, weights;
  Evidence evidence;

  static constexpr auto describe() {
    return record(
        "discrete", "One of several values.",
        fields(field<&Discrete::values>("The values.", required, own_unit),
               field<&Discrete::weights>("How likely each is, in any unit.", at_least(0),
                                         otherwise("all alike")),
               field<&Discrete::evidence>("", in_line)),
        rules(rule<Discrete>("each value has its weight: as many weights as values", "weights",
                             [](const Discrete& d) {
                               return d.weights.empty() || d.weights.size() == d.values.size();
                             }),
              rule<Discrete>("some weight must be above 0", "weights", [](const Discrete& d) {
                double sum = 0;
                for (const double weight : d.weights) sum += weight;
                return d.weights.empty() || sum > 0;
              })));
  }
};

/// What was observed.
struct Empirical {
  std::vector<double> values;
  Evidence evidence;

  static constexpr auto describe() {
    return record(
        "empirical",
        "As observed: the quantiles of the values, joined by straight lines (type 7) "
        "[Hyndman & Fan 1996].",
        fields(field<&Empirical::values>(
                   "The observations. In their place `from_csv: {file: F, column: C}` takes "
                   "them from a table.",
                   required, own_unit),
               field<&Empirical::evidence>("", in_line)));
  }
};

/// The one line to extend, with `quantile` below.
using Distribution = std::variant<Normal, LogNormal, Uniform, Triangular, Pert, Beta, Gamma,
                                  Bernoulli, Discrete, Empirical>;

/// The value below which a share `u` of all futures lies; 0 <= u <= 1, monotone in u. The ends are
/// the bounds of what can occur, infinite where there are none.
double quantile(const Distribution& distribution, double u);

/// The share of futures in which the value lies outside the limits; 1 where a family that can't be
/// cut off reaches beyond them.
double share_outside(const Distribution& distribution, const Limits& limits);
/// Cuts the distribution off at the limits that it reaches beyond.
void cut_off(Distribution& distribution, const Limits& limits);
/// Sorts the values of a discrete or empirical distribution, as `quantile` needs them.
void put_in_order(Distribution& distribution);

/// "{dist: pert, min: 9, mode: 14, max: 21}": reading it gives the same distribution.
std::string to_text(const Distribution& distribution, bool with_evidence = true);
/// "{value: 12.5, source: price list}".
std::string to_text(const SureValue& value);
const Evidence& evidence_of(const Distribution& distribution);

/// A value that is not known, or is known with its evidence.
struct Assumption {
  std::string path;  // dotted, entries by name: where it stands, and the address of its luck
  std::string unit;
  double middle = 0;                         // the value, or the median
  std::optional<Distribution> distribution;  // none: it is sure
  Evidence evidence;
};

/// All assumptions of a study: what is uncertain, and what is sure but has evidence.
class Assumptions {
 public:
  /// Parameters point at these by position.
  const std::vector<Assumption>& uncertain() const { return uncertain_; }
  const std::vector<Assumption>& sure() const { return sure_; }

  /// The slot of an uncertain value; the same for the same distribution at the same path.
  std::uint32_t slot_of(Assumption assumption);
  /// Notes a sure value; the first at a path counts.
  void note(Assumption assumption);

 private:
  std::vector<Assumption> uncertain_, sure_;
  std::map<std::string, std::uint32_t> slots_;  // by path and distribution
  std::set<std::string> noted_;                 // paths
};

}  // namespace channelsim
