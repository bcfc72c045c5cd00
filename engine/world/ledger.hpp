#pragma once
// Money between parties, by what it was for. A transfer is posted once, to both sides, so the books
// balance by construction; `imbalance` adds them up again as the proof.

#include <cstddef>
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
  }
  /// What a party has received for an item less what it has paid for it since the start.
  Money<Number> on(std::size_t party, Item item) const {
    return books_[party * items + static_cast<std::size_t>(item)];
  }
  /// What a party has received less what it has paid since the start.
  Money<Number> balance(std::size_t party) const {
    Money<Number> sum{0.0};
    for (std::size_t item = 0; item < items; ++item) sum += books_[party * items + item];
    return sum;
  }
  /// Sum over all books, relative to the turnover: 0 but for rounding.
  Number imbalance() const {
    Money<Number> sum{0.0};
    for (const Money<Number>& each : books_) sum += each;
    return max(sum, -sum) / max(turnover_, Money<Number>{1.0});
  }

 private:
  static constexpr auto items = static_cast<std::size_t>(Item::count);
  std::vector<Money<Number>> books_;
  Money<Number> turnover_{0.0};
};

}  // namespace channelsim
