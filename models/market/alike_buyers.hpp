#pragma once
// Persons who differ in nothing but luck, a row of lanes at a time.

#include <array>
#include <cstdint>
#include <vector>

#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Persons of a cohort who all choose alike and buy one piece: a row of them at once.
class AlikeBuyers {
 public:
  /// `shares` is the row of their first choice share, `chosen` the sum of them all.
  AlikeBuyers(World& world, std::size_t region, std::size_t shares, Lanes chosen)
      : world_(world), region_(region), chosen_(chosen) {
    const Network& network = world.network();
    first_alternative_ = network.first_alternative[region];
    Lanes sum = 0.0;
    for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
      sum += world.choices.share[shares + place];
      // Endless from the last that anybody chooses.
      places_.push_back({select(sum < chosen, sum, 1e300), 0.0});
    }
  }

  /// Who buys, and a uniform number for each, by which the offer is chosen.
  CHANNELSIM_INLINE void buy(Mask buys, Lanes person, Lanes uniform) {
    const Lanes left = select(buys, uniform * chosen_, Lanes(1e301));
    Lanes chosen = 0.0;
    for (Place& place : places_) {
      const Lanes up_to = select(left < place.shares, Lanes(1.0), Lanes(0.0));
      place.buyers += up_to;
      chosen += 1.0 - up_to;  // at last the places before its own
    }
    const WordsOf<lanes_per_block> words =
        Wish::words(to_words(person), to_words(chosen + double(first_alternative_)));
    if (words_ + lanes_per_block > room_.size()) note_words();
    words_ += static_cast<std::size_t>(write_where(buys, words, &room_[words_]));
  }

  /// What they want, once all have chosen.
  void note() {
    note_words();
    Lanes before = 0.0;
    for (std::size_t place = 0; place < places_.size(); ++place) {
      const Lanes up_to = places_[place].buyers;
      world_.offers.demand[world_.network().offer_at(region_, place)].value += up_to - before;
      before = up_to;
    }
  }

 private:
  void note_words() {
    std::vector<Wish>& wishes = world_.persons.wishes;
    for (std::size_t i = 0; i < words_; ++i) wishes.emplace_back(room_[i]);
    words_ = 0;
  }

  /// An alternative: the sums of the shares, and of the buyers, up to it.
  struct Place {
    Lanes shares, buyers;
  };
  World& world_;
  const std::size_t region_;
  const Lanes chosen_;
  std::uint32_t first_alternative_;
  std::vector<Place> places_;
  std::size_t words_ = 0;  // not yet among the wishes
  std::array<std::uint64_t, 512> room_;
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
