#pragma once
// An opinion of the channels: criteria weighed two by two, and what somebody thinks of each channel
// by each criterion. It stands beside what the simulation says and never enters it.

#include <algorithm>
#include <string>
#include <vector>

#include "engine/schema/describe.hpp"

namespace channelsim::market {

struct Criterion {
  std::string name;
  std::string label;

  static constexpr auto describe() {
    return record("criterion", "What a channel is judged by.",
                  fields(field<&Criterion::name>("Unique.", required),
                         field<&Criterion::label>("For people.", otherwise("the name"))));
  }
};

/// One comparison of criteria.
struct Importance {
  std::string criterion;
  std::string over;
  double times = 1;

  static constexpr auto describe() {
    return record("importance", "How much more important one criterion is than another.",
                  fields(field<&Importance::criterion>("The one.", required),
                         field<&Importance::over>("The other.", required),
                         field<&Importance::times>("1: as important; 3 somewhat, 5 strongly, 9 "
                                                   "extremely more; 1/3 the other way round "
                                                   "(0.333) [Saaty 1980].",
                                                   required, between(0.1, 10))));
  }
};

/// What somebody thinks of a channel by a criterion.
struct Opinion {
  std::string channel;
  std::string criterion;
  double score = 5;

  static constexpr auto describe() {
    return record("opinion", "What somebody thinks of a channel.",
                  fields(field<&Opinion::channel>("The channel.", required, refers_to("channels")),
                         field<&Opinion::criterion>("By which criterion.", required),
                         field<&Opinion::score>("From 0, useless, to 10, as good as can be.",
                                                required, between(0, 10))));
  }
};

struct Evaluation {
  std::vector<Criterion> criteria;
  std::vector<Importance> comparisons;
  std::vector<Opinion> opinions;

  static constexpr auto describe() {
    return record(
        "evaluation",
        "An opinion of the channels, told by `channelsim evaluate` beside what is simulated: the "
        "analytic hierarchy process [Saaty 1980].",
        fields(field<&Evaluation::criteria>("What channels are judged by; at most ten.", required),
               field<&Evaluation::comparisons>("Each pair of criteria once."),
               field<&Evaluation::opinions>("Each channel by each criterion.")));
  }
};

/// The place of a criterion in the list; their number where there is none of that name.
inline std::size_t place_of(const Evaluation& evaluation, const std::string& criterion) {
  const auto& criteria = evaluation.criteria;
  const auto found = std::find_if(criteria.begin(), criteria.end(),
                                  [&](const auto& each) { return each.name == criterion; });
  return static_cast<std::size_t>(found - criteria.begin());
}

}  // namespace channelsim::market
