#pragma once
// How closely consumers are looked at: counted or one by one, with or without memory, and whom they
// know.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"

namespace channelsim::market {

enum class Resolution { cohorts, persons };
constexpr auto choices(std::type_identity<Resolution>) {
  return std::array{
      Choice<Resolution>{Resolution::cohorts, "cohorts",
                         "Consumers who are alike are counted; purchases of many superpose."},
      Choice<Resolution>{Resolution::persons, "persons",
                         "Each consumer is simulated; needed for networks and for consumers whose "
                         "rates differ."}};
}

/// Everybody knows about as many others, at random.
struct RandomNetwork {
  double degree = 8;

  static constexpr auto describe() {
    return record("random", "Acquaintances at random [Erdős & Rényi 1959].",
                  fields(field<&RandomNetwork::degree>("Acquaintances of a person, on average.",
                                                       between(0, 1000))));
  }
};
/// Neighbours on a ring, some of them exchanged for persons far away.
struct SmallWorld {
  std::uint32_t degree = 8;
  double rewiring = 0.1;

  static constexpr auto describe() {
    return record(
        "small_world", "Cliques with some ties far away [Watts & Strogatz 1998].",
        fields(field<&SmallWorld::degree>("Acquaintances of a person; an even number.",
                                          between(0, 1000)),
               field<&SmallWorld::rewiring>("Share of ties that lead far away.", between(0, 1))));
  }
};
/// A few persons know very many.
struct ScaleFree {
  std::uint32_t links = 4;

  static constexpr auto describe() {
    return record("scale_free", "A few persons know very many [Barabási & Albert 1999].",
                  fields(field<&ScaleFree::links>("Ties with which each new person joins.",
                                                  between(1, 1000))));
  }
};
/// One tie of a network that is known.
struct Tie {
  std::uint32_t from = 0;
  std::uint32_t to = 0;

  static constexpr auto describe() {
    return record(
        "tie", "Two persons who know each other.",
        fields(field<&Tie::from>("Number of a person, counted from 0 over regions, then "
                                 "segments, both in the order of their names.",
                                 required, between(0, 1e8)),
               field<&Tie::to>("Number of the other person.", required, between(0, 1e8))));
  }
};
struct KnownTies {
  std::vector<Tie> ties;

  static constexpr auto describe() {
    return record("ties", "Ties that are known, from a table (`from_csv`) for one.",
                  fields(field<&KnownTies::ties>("Who knows whom.", required)));
  }
};
using SocialNetwork = std::variant<RandomNetwork, SmallWorld, ScaleFree, KnownTies>;

/// How closely consumers are looked at.
struct Consumers {
  Resolution resolution = Resolution::cohorts;
  bool memory = false;
  std::optional<SocialNetwork> network;

  static constexpr auto describe() {
    return record(
        "consumers", "How closely consumers are looked at.",
        fields(field<&Consumers::resolution>("Counted in cohorts, or one by one.", common),
               field<&Consumers::memory>(
                   "Whether what consumers have done matters: who knows the offers, who has bought "
                   "before and where, who has left. Figures by segment need it. Persons always "
                   "remember.",
                   common),
               field<&Consumers::network>("Who knows whom; needs `resolution: persons`.",
                                          otherwise("everybody meets anybody of the region"),
                                          common)));
  }

  /// Whether consumers have histories at all.
  bool remember() const { return memory || resolution == Resolution::persons; }
};

}  // namespace channelsim::market
