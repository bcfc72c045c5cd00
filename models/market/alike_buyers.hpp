#pragma once
// Persons who differ in nothing but luck, some turns of them at a time.

#include <boost/container/small_vector.hpp>
#include <cstdint>

#include "engine/random/turns.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Persons of a cohort who all choose alike and buy one piece, in all lanes or in a single one.
template <int lanes>
class AlikeBuyers {
  // All turns of a single lane fill one row.
  static constexpr int width = lanes == 1 ? turns_together<1> : lanes;
  static constexpr int rows = lanes * turns_together<lanes> / width;
  using Row = LanesOf<width>;

 public:
  /// `shares` is the row of their first choice share, `chosen` the sum of them all; `first_lane` is
  /// the only one, or 0.
  AlikeBuyers(World& world, std::size_t region, std::size_t shares, Lanes chosen, int first_lane)
      : world_(world),
        region_(region),
        first_lane_(first_lane),
        chosen_(of_lanes(chosen)),
        lanes_of_row_(repeated<width / lanes>(row_of<lanes>(lane_numbers(), first_lane))) {
    const Network& network = world.network();
    past_alternatives_ =
        double(network.first_alternative[region] + network.alternatives_in(region));
    Row sum = 0.0;
    for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
      sum += of_lanes(world.choices.share[shares + place]);
      // Endless from the last that anybody chooses.
      places_.push_back({select(sum < chosen_, sum, 1e300), 0.0});
    }
  }

  /// Who is reached buys, and chooses by its luck; `first` is the first person of the cohort.
  CHANNELSIM_INLINE void buy(const Turns<lanes>& turns, std::uint32_t first) {
    Row left[rows], alternative[rows];
    for (int i = 0; i < rows; ++i) {
      left[i] = select(within(turns, i), row_of<width>(turns.luck, i) * chosen_, 1e301);
      alternative[i] = past_alternatives_;
    }
    for (Place& place : places_) {
      Row buyers = place.buyers;
      for (int i = 0; i < rows; ++i) {
        const MaskOf<width> up_to = left[i] < place.shares;
        buyers = select(up_to, buyers + 1.0, buyers);
        alternative[i] = select(up_to, alternative[i] - 1.0, alternative[i]);
      }
      place.buyers = buyers;
    }
    Wishes& wishes = world_.persons.wishes;
    std::size_t count = wishes.size();
    wishes.resize(count + rows * width, boost::container::default_init);  // room for all
    for (int i = 0; i < rows; ++i) {
      const Row person = row_of<width>(turns.place, i) + double(first);
      const auto words = Wish::words(to_words(person), to_words(alternative[i]), lanes_of_row_);
      count += static_cast<std::size_t>(
          write_where(within(turns, i), words, reinterpret_cast<std::uint64_t*>(&wishes[count])));
    }
    wishes.resize(count, boost::container::default_init);
  }

  /// What they want, once all have chosen.
  void note() {
    Row before = 0.0;
    for (std::size_t place = 0; place < places_.size(); ++place) {
      const Row up_to = places_[place].buyers;
      Lanes& demand = world_.offers.demand[world_.network().offer_at(region_, place)].value;
      if constexpr (lanes == 1)
        for (int turn = 0; turn < width; ++turn)
          add_in_lane(demand, first_lane_, up_to[turn] - before[turn]);
      else
        demand += up_to - before;
      before = up_to;
    }
  }

 private:
  Row of_lanes(const Lanes& row) const {
    if constexpr (lanes == 1)
      return row[first_lane_];
    else
      return row;
  }
  static MaskOf<width> within(const Turns<lanes>& turns, int row) {
    return MaskOf<width>(row_of<width>(turns.within.bits, row));
  }

  /// An alternative: the sums of the shares, and of the buyers, up to it.
  struct Place {
    Row shares, buyers;
  };
  World& world_;
  const std::size_t region_;
  const int first_lane_;
  const Row chosen_;
  const WordsOf<width> lanes_of_row_;
  double past_alternatives_;
  boost::container::small_vector<Place, 16, std::allocator<Place>> places_;  // no heap as a rule
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
