#pragma once
// Money between parties. A transfer is posted once, to both sides, so the books balance by
// construction; `imbalance` adds them up again as the proof.

#include <cstddef>
#include <vector>

#include "engine/base/quantity.hpp"

namespace channelsim {

template <class Number>
class Ledger {
 public:
  explicit Ledger(std::size_t parties = 0) : balance_(parties, Money<Number>{0.0}) {}

  CHANNELSIM_INLINE void transfer(std::size_t from, std::size_t to, Money<Number> amount) {
    balance_[from] -= amount;
    balance_[to] += amount;
    turnover_ += max(amount, -amount);
  }
  /// What a party has received less what it has paid since the start.
  Money<Number> balance(std::size_t party) const { return balance_[party]; }
  /// Sum over all parties, relative to the turnover: 0 but for rounding.
  Number imbalance() const {
    Money<Number> sum{0.0};
    for (const Money<Number>& each : balance_) sum += each;
    return max(sum, -sum) / max(turnover_, Money<Number>{1.0});
  }

 private:
  std::vector<Money<Number>> balance_;
  Money<Number> turnover_{0.0};
};

}  // namespace channelsim
