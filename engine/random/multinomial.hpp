#pragma once
// Multinomial counts, one category after the other.

#include "engine/random/binomial.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// Splits a count over categories: each part is binomial conditional on those before, so that
/// together they are multinomial [Devroye 1986, ch. XI.1.4]. One uniform gives one part.
template <int W>
class MultinomialSplit {
 public:
  /// `count` is whole; the chances of all categories add up to `total` or less, the rest is
  /// nowhere.
  explicit MultinomialSplit(LanesOf<W> count, LanesOf<W> total = 1.0)
      : left_(count), chance_left_(max(total, least)) {}

  /// The part of the next category. The last one takes all that is left, however sums are rounded.
  LanesOf<W> next(LanesOf<W> u, LanesOf<W> chance) {
    const LanesOf<W> conditional = min(max(chance / chance_left_, 0.0), 1.0);
    const LanesOf<W> part = binomial_quantile(
        u, left_, select(chance >= chance_left_ * (1 - 1e-12), LanesOf<W>(1.0), conditional));
    left_ -= part;
    chance_left_ = max(chance_left_ - chance, least);
    return part;
  }
  /// What has not been given to a category yet.
  LanesOf<W> left() const { return left_; }

 private:
  static constexpr double least = 1e-300;  // so that nothing is divided by 0
  LanesOf<W> left_, chance_left_;
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
