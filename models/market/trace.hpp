#pragma once
// One replication as it happened: every party's books and every shelf, step by step.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/market/market.hpp"

namespace channelsim::market {

/// A shelf in one step; the regular price is that asked while no promotion runs.
struct ShelfStep {
  double demand, sold, lost, received, ordered, on_hand, on_order, price, regular_price;
};
/// A member in one step: what it owes its supplier, and of that what it should have paid by now;
/// whether it went in this step, of its own accord or because it failed.
struct MemberStep {
  bool in_business;
  double cash, owed, effort, overdue;
  bool left, failed;
};

struct CHANNELSIM_EXPORT Trace {
  std::vector<std::string> parties;  // the manufacturer, the members, consumers, services
  std::vector<std::string> items;
  struct Shelf {
    std::size_t party;  // of its member
    std::string product;
  };
  std::vector<Shelf> shelves;
  struct Moment {
    /// Received less paid in this step, by party x item, rising; what is not there is 0.
    std::vector<std::pair<std::uint32_t, double>> books;
    std::vector<ShelfStep> shelves;
    std::vector<MemberStep> members;  // by party - 1
  };
  std::vector<Moment> steps;  // up to the one before it failed
  std::optional<Failure> failure = {};

  double paid(std::size_t step, std::size_t party, std::size_t item) const {
    return amount_at(steps[step].books, party * items.size() + item);
  }
  static double amount_at(const std::vector<std::pair<std::uint32_t, double>>& books,
                          std::size_t place);
  /// Over all steps.
  double total(std::size_t party, std::size_t item) const;
  double balance(std::size_t party) const;
  /// Sum over all parties relative to what has changed hands: 0 but for rounding.
  double imbalance() const;
};

inline namespace CHANNELSIM_LEVEL {
/// Follows one replication of a block through its steps.
class Tracer {
 public:
  /// The world before its first step.
  Tracer(const World& world, int lane);
  /// Adds the step that has just been played.
  void add(const World& world);
  Trace take() { return std::move(trace_); }

 private:
  ShelfStep shelf_step(const World& world, std::size_t shelf);
  MemberStep member_step(const World& world, std::size_t m);

  int lane_;
  Trace trace_;
  // How the world stood a step ago.
  std::vector<double> books_, on_order_, failures_, exits_;
  std::vector<std::pair<std::uint32_t, double>> changes_;  // of the books in this step
};
}  // namespace CHANNELSIM_LEVEL

}  // namespace channelsim::market
