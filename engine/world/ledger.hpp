#pragma once
// Money between parties, by what it was for. A transfer is posted once, to both sides, so the books
// balance by construction; `imbalance` adds them up again as the proof.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/quantity.hpp"

namespace channelsim {

/// The books of all parties: a cell for each party and item. `Item` is an enumeration whose last
/// enumerator is `count`.
template <class Number, class Item>
class Ledger {
 public:
  explicit Ledger(std::size_t parties = 0) : books_(parties * items, Money<Number>{0.0}) {}

  CHANNELSIM_INLINE void post(std::size_t from, std::size_t to, Item item, Money<Number> amount) {
    books_[from * items + static_cast<std::size_t>(item)] -= amount;
    books_[to * items + static_cast<std::size_t>(item)] += amount;
    turnover_ += max(amount, -amount);
    used_ |= std::uint64_t{1} << static_cast<std::size_t>(item);
  }
  /// What a party has received for an item less what it has paid for it since the start.
  Money<Number> on(std::size_t party, Item item) const {
    return books_[party * items + static_cast<std::size_t>(item)];
  }
  /// What a party has received less what it has paid since the start.
  Money<Number> balance(std::size_t party) const {
    Money<Number> sum{0.0};
    for_each_used([&](Item item) { sum += on(party, item); });
    return sum;
  }
  /// The items that anything has been posted under since the start, in their order; under all
  /// others each party has 0.
  CHANNELSIM_INLINE void for_each_used(auto&& visit) const {
    for (std::uint64_t left = used_; left != 0; left &= left - 1)
      visit(static_cast<Item>(std::countr_zero(left)));
  }
  /// Sum over all books, relative to the turnover: 0 but for rounding.
  Number imbalance() const {
    Money<Number> sum{0.0};
    for (const Money<Number>& each : books_) sum += each;
    return max(sum, -sum) / max(turnover_, Money<Number>{1.0});
  }

 private:
  static constexpr auto items = static_cast<std::size_t>(Item::count);
  static_assert(items <= 64);
  std::vector<Money<Number>> books_;
  std::uint64_t used_ = 0;  // a bit for each item
  Money<Number> turnover_{0.0};
};

}  // namespace channelsim
