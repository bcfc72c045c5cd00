#pragma once
// Goods, payments or messages under way: a ring of arrivals for each row, as long as its lead time.

#include <cstdint>
#include <vector>

#include "engine/random/draws.hpp"

namespace channelsim {

/// What is sent in step t with lead time L arrives at the start of step t + L.
template <class Quantity>
class Pipeline {
 public:
  /// Appends a row; every slot starts with the same quantity, as if sent in the steps before.
  void add_row(std::uint32_t lead_time, Quantity opening) {
    begin_.push_back(static_cast<std::uint32_t>(slots_.size()));
    lead_time_.push_back(lead_time);
    slots_.resize(slots_.size() + lead_time, opening);
  }
  /// Takes out what is due; the slot is empty until the next sending.
  Quantity take_due(std::size_t row, Step now) {
    Quantity& slot = slots_[slot_of(row, now)];
    const Quantity due = slot;
    slot = Quantity{0.0};
    return due;
  }
  void send(std::size_t row, Step now, Quantity quantity) { slots_[slot_of(row, now)] += quantity; }
  /// All that has not arrived.
  Quantity under_way(std::size_t row) const {
    Quantity sum{0.0};
    for (std::uint32_t i = 0; i < lead_time_[row]; ++i) sum += slots_[begin_[row] + i];
    return sum;
  }

 private:
  // Arrivals of step t and sendings of step t share a slot: t + L is t modulo L.
  std::size_t slot_of(std::size_t row, Step now) const {
    return begin_[row] + now % lead_time_[row];
  }

  std::vector<Quantity> slots_;
  std::vector<std::uint32_t> begin_, lead_time_;
};

}  // namespace channelsim
