// What happens on shelves.
#include <cmath>

#include "models/market/event_notes.hpp"

namespace channelsim::market {

namespace {

constexpr double rounding = 1e-9;      // relative
constexpr double notable = 0.005;      // share of a price that is worth telling
constexpr double spike = 3;            // times the usual order
constexpr std::size_t few_orders = 5;  // no order is unusual before there are so many

class ShelfWatcher {
 public:
  ShelfWatcher(const WatchedTrace& watched, std::size_t shelf, EventNotes& notes)
      : watched_(watched), shelf_(shelf), notes_(notes) {}

  void watch() {
    shortages();
    prices();
    promotions();
    orders();
  }

 private:
  const ShelfStep& at(std::uint32_t step) const { return watched_.shelf_at(step, shelf_); }
  bool open(std::uint32_t step) const { return watched_.open(step, shelf_); }
  TraceEvent event(TraceEventKind kind, std::uint32_t step, std::uint32_t steps = 1) const {
    return {kind,
            step,
            steps,
            {watched_.name_of(watched_.member_of(shelf_))},
            watched_.product_of(shelf_)};
  }

  void shortages() {
    const auto missing = [&](std::uint32_t step) { return at(step).demand - at(step).sold; };
    watched_.spells(
        [&](std::uint32_t step) {
          return open(step) && missing(step) > rounding * at(step).demand;
        },
        [&](std::uint32_t first, std::uint32_t count) {
          TraceEvent shortage = event(TraceEventKind::out_of_stock, first, count);
          for (std::uint32_t step = first; step < first + count; ++step) {
            shortage.amount += missing(step);
            shortage.size += missing(step) * at(step).price;
          }
          notes_.add(std::move(shortage));
        });
  }

  void prices() {
    for (std::uint32_t step = 1; step < watched_.steps(); ++step) {
      const double was = at(step - 1).regular_price, is = at(step).regular_price;
      if (!open(step) || !open(step - 1) || was <= 0 || is <= 0) continue;
      if (std::fabs(is - was) < notable * was) continue;
      TraceEvent change =
          event(is < was ? TraceEventKind::price_cut : TraceEventKind::price_raised, step);
      change.amount = is / was - 1;
      change.before = was;
      change.after = is;
      for (std::uint32_t later = step; later < watched_.steps() && at(later).regular_price == is;
           ++later)
        change.size += std::fabs(is - was) * at(later).sold;
      notes_.add_alike(std::move(change));
    }
  }

  void promotions() {
    const auto cut = [&](std::uint32_t step) {
      return at(step).regular_price > 0 ? 1 - at(step).price / at(step).regular_price : 0;
    };
    watched_.spells([&](std::uint32_t step) { return open(step) && cut(step) > notable; },
                    [&](std::uint32_t first, std::uint32_t count) {
                      TraceEvent promotion = event(TraceEventKind::promotion, first, count);
                      promotion.amount = cut(first);
                      for (std::uint32_t step = first; step < first + count; ++step)
                        promotion.size += cut(step) * at(step).regular_price * at(step).sold;
                      notes_.add_alike(std::move(promotion));
                    });
  }

  void orders() {
    double sum = 0;
    std::size_t placed = 0;
    for (std::uint32_t step = 0; step < watched_.steps(); ++step) {
      const double ordered = at(step).ordered;
      if (ordered <= 0) continue;
      const double usual = placed == 0 ? 0 : sum / static_cast<double>(placed);
      if (placed >= few_orders && ordered > spike * usual) {
        TraceEvent order = event(TraceEventKind::order_spike, step);
        order.amount = order.after = ordered;
        order.before = usual;
        order.size = (ordered - usual) * at(step).price;
        notes_.add(std::move(order));
      }
      sum += ordered;
      ++placed;
    }
  }

  const WatchedTrace& watched_;
  std::size_t shelf_;
  EventNotes& notes_;
};

}  // namespace

void note_shelves(const WatchedTrace& watched, EventNotes& notes) {
  for (std::size_t shelf = 0; shelf < watched.trace.shelves.size(); ++shelf)
    ShelfWatcher(watched, shelf, notes).watch();
}

}  // namespace channelsim::market
