#pragma once
// Goods, payments or messages under way: a ring of arrivals for each row, as long as its longest
// lead time.

#include <cstdint>
#include <vector>

#include "engine/random/draws.hpp"

namespace channelsim {

/// What is sent in step t with lead time L arrives at the start of step t + L.
template <class Quantity>
class Pipeline {
 public:
  /// Appends a row whose lead times are at most `longest` (at least 1). `opening` arrives in each
  /// of the first `lead_time` steps, as if sent in the steps before.
  void add_row(std::uint32_t longest, std::uint32_t lead_time, Quantity opening) {
    begin_.push_back(static_cast<std::uint32_t>(slots_.size()));
    length_.push_back(longest);
    slots_.resize(slots_.size() + lead_time, opening);
    slots_.resize(begin_.back() + longest, Quantity{0.0});
  }
  /// Takes out what is due; the slot is empty until the next sending.
  Quantity take_due(std::size_t row, Step now) {
    Quantity& slot = slots_[slot_of(row, now)];
    const Quantity due = slot;
    slot = Quantity{0.0};
    return due;
  }
  /// After `take_due` of the step, whose slot a sending with the longest lead time takes over.
  void send(std::size_t row, Step now, std::uint32_t lead_time, Quantity quantity) {
    slots_[slot_of(row, now + lead_time)] += quantity;
  }
  /// Forgets the given share of what is under way.
  template <class Share>
  void clear(std::size_t row, Share share) {
    for (std::uint32_t i = 0; i < length_[row]; ++i)
      slots_[begin_[row] + i] = slots_[begin_[row] + i] * (1.0 - share);
  }
  /// All that has not arrived.
  Quantity under_way(std::size_t row) const {
    Quantity sum{0.0};
    for (std::uint32_t i = 0; i < length_[row]; ++i) sum += slots_[begin_[row] + i];
    return sum;
  }

 private:
  std::size_t slot_of(std::size_t row, Step due) const { return begin_[row] + due % length_[row]; }

  std::vector<Quantity> slots_;
  std::vector<std::uint32_t> begin_, length_;
};

}  // namespace channelsim
