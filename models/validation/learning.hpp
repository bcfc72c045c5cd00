#pragma once
// Textbook models: work gets cheaper with practice [Wright 1936], and skill fades between trainings
// [Arthur et al. 1998].

#include <cmath>

namespace channelsim::validation {

/// What the n-th piece costs, c_1 n^-b: with each doubling of the number, `rate` times as much.
struct LearningCurve {
  double first_cost, rate;
  double exponent() const { return -std::log2(rate); }
  double cost(int number) const { return first_cost * std::pow(number, -exponent()); }
  double total_cost(int numbers) const {
    double sum = 0;
    for (int number = 1; number <= numbers; ++number) sum += cost(number);
    return sum;
  }
};

/// Skill K, 0 to 1, fades by dK/dt = -fading K; every `interval` a training adds gain (1 - K).
struct SkillCycle {
  double fading, interval, gain;
};

/// Once trainings have gone on for long.
struct SkillLevels {
  double after_training, before_training, mean;
};

/// After a training g / (1 - (1 - g) exp(-d tau)).
inline SkillLevels steady_skill(const SkillCycle& cycle) {
  const auto [fading, interval, gain] = cycle;
  const double kept = std::exp(-fading * interval), after = gain / (1 - (1 - gain) * kept);
  return {after, after * kept, after * (1 - kept) / (fading * interval)};
}

/// The same by following skill from 0 in small steps (midpoint method) over so many trainings.
inline SkillLevels follow_skill(const SkillCycle& cycle, int trainings, int steps) {
  const double step = cycle.interval / steps;
  double skill = 0;
  SkillLevels levels{0, 0, 0};
  for (int training = 0; training < trainings; ++training) {
    levels.before_training = skill;
    skill += cycle.gain * (1 - skill);
    levels.after_training = skill;
    levels.mean = 0;
    for (int i = 0; i < steps; ++i) {
      const double middle = skill - step / 2 * cycle.fading * skill;
      levels.mean += middle / steps;
      skill -= step * cycle.fading * middle;
    }
  }
  return levels;
}

}  // namespace channelsim::validation
