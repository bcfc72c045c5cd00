#include "models/market/events.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "engine/base/text.hpp"
#include "models/market/items.hpp"

namespace channelsim::market {

namespace {

constexpr double rounding = 1e-9;      // relative
constexpr double notable = 0.005;      // a change of price worth telling
constexpr double spike = 3;            // times the usual order
constexpr std::size_t few_orders = 5;  // no order is unusual before there are so many

/// Watches one trace and notes what happens.
class Observer {
 public:
  Observer(const Trace& trace, const Study& study, std::size_t plan)
      : trace_(trace), study_(study), plan_(study.plans[plan]) {}

  std::vector<TraceEvent> observe() {
    plan_changes();
    shopping_events();
    for (std::size_t m = 0; m < members(); ++m) life_of(m);
    for (std::size_t shelf = 0; shelf < trace_.shelves.size(); ++shelf) {
      shortages(shelf);
      prices(shelf);
      promotions(shelf);
      orders(shelf);
    }
    lowest_account();
    for (auto& [key, event] : alike_) events_.push_back(std::move(event));
    std::stable_sort(events_.begin(), events_.end(),
                     [](const TraceEvent& a, const TraceEvent& b) { return a.step < b.step; });
    return std::move(events_);
  }

 private:
  std::uint32_t steps() const { return static_cast<std::uint32_t>(trace_.steps.size()); }
  std::size_t members() const { return steps() == 0 ? 0 : trace_.steps.front().members.size(); }
  const std::string& name_of(std::size_t member) const { return trace_.parties[member + 1]; }
  const ShelfStep& shelf_at(std::uint32_t step, std::size_t shelf) const {
    return trace_.steps[step].shelves[shelf];
  }
  const MemberStep& member_at(std::uint32_t step, std::size_t member) const {
    return trace_.steps[step].members[member];
  }
  bool open(std::uint32_t step, std::size_t shelf) const {
    return member_at(step, trace_.shelves[shelf].party - 1).in_business;
  }
  /// What a member's sales are worth in some steps.
  double turnover(std::size_t member, std::uint32_t from, std::uint32_t to) const {
    double sum = 0;
    for (std::uint32_t step = from; step < std::min(to, steps()); ++step)
      for (std::size_t shelf = 0; shelf < trace_.shelves.size(); ++shelf)
        if (trace_.shelves[shelf].party == member + 1)
          sum += shelf_at(step, shelf).sold * shelf_at(step, shelf).price;
    return sum;
  }

  /// Calls visit(first, count) for each run of steps in which something holds.
  void spells(auto&& holds, auto&& visit) const {
    for (std::uint32_t step = 0; step < steps(); ++step) {
      if (!holds(step)) continue;
      const std::uint32_t first = step;
      while (step + 1 < steps() && holds(step + 1)) ++step;
      visit(first, step + 1 - first);
    }
  }

  /// What the plan, the market or a lever changes at a step.
  std::string changed_at(std::uint32_t step) const {
    std::vector<std::string_view> paths;
    const auto add = [&](const std::vector<Change>& changes) {
      for (const Change& change : changes)
        if (change.from.step == step)
          for (const Entry& entry : change.set.entries) paths.push_back(entry.key);
    };
    add(study_.scenario.changes);
    for (const Strategy& strategy : study_.scenario.strategies) {
      if (strategy.name != plan_.label.name) continue;
      add(strategy.changes);
      for (const Lever& lever : study_.scenario.levers)
        if (std::find(strategy.levers.begin(), strategy.levers.end(), lever.name) !=
            strategy.levers.end())
          add(lever.changes);
    }
    std::string text;
    for (const std::string_view path : paths)
      text += (text.empty() ? "" : ", ") + std::string(path);
    return text;
  }

  void plan_changes() {
    for (const Stage& stage : plan_.stages)
      if (stage.from > 0 && stage.from < steps())
        events_.push_back({TraceEventKind::plan_change,
                           stage.from,
                           1,
                           {},
                           changed_at(stage.from),
                           0,
                           0,
                           0,
                           std::numeric_limits<double>::infinity()});
  }

  void shopping_events() {
    for (const auto& event : plan_.opening().events)
      for (const Moment date : event.dates) {
        if (date.step >= steps()) continue;
        double sales = 0;
        for (std::size_t m = 0; m < members(); ++m)
          sales += turnover(m, date.step, date.step + event.length);
        const double lift = event.lift.sure;
        events_.push_back({TraceEventKind::shopping_event,
                           date.step,
                           event.length,
                           {},
                           event.label.empty() ? event.name : event.label,
                           lift,
                           0,
                           0,
                           sales * std::max(0.0, lift / (1 + lift))});
      }
  }

  void life_of(std::size_t m) {
    for (std::uint32_t step = 1; step < steps(); ++step) {
      const bool was = member_at(step - 1, m).in_business, is = member_at(step, m).in_business;
      const MemberStep& now = member_at(step, m);
      if (!was && is) note(TraceEventKind::opened, step, m, "", turnover(m, step, steps()));
      if (!was || is) continue;
      const double unpaid = trace_.paid(step, m + 1, static_cast<std::size_t>(Item::bad_debt));
      const auto kind = now.failed ? TraceEventKind::failed
                        : now.left ? TraceEventKind::left
                                   : TraceEventKind::closed;
      // What it had sold in a quarter is about what will be missed.
      const auto quarter =
          static_cast<std::uint32_t>(steps_in(TimeUnit::quarter, study_.units.step));
      const double missed = turnover(m, step < quarter ? 0 : step - quarter, step);
      events_.push_back({kind,
                         step,
                         1,
                         {name_of(m)},
                         "",
                         now.failed ? std::max(unpaid, 0.0) : 0,
                         0,
                         0,
                         missed + std::max(unpaid, 0.0)});
    }
    spells([&](std::uint32_t step) { return member_at(step, m).overdue > 0.005; },
           [&](std::uint32_t first, std::uint32_t count) {
             double most = 0;
             for (std::uint32_t step = first; step < first + count; ++step)
               most = std::max(most, member_at(step, m).overdue);
             events_.push_back(
                 {TraceEventKind::overdue, first, count, {name_of(m)}, "", most, 0, 0, most});
           });
  }

  void shortages(std::size_t shelf) {
    const auto missing = [&](std::uint32_t step) {
      const ShelfStep& at = shelf_at(step, shelf);
      return at.demand - at.sold;
    };
    spells(
        [&](std::uint32_t step) {
          return open(step, shelf) && missing(step) > rounding * shelf_at(step, shelf).demand;
        },
        [&](std::uint32_t first, std::uint32_t count) {
          double pieces = 0, worth = 0;
          for (std::uint32_t step = first; step < first + count; ++step) {
            pieces += missing(step);
            worth += missing(step) * shelf_at(step, shelf).price;
          }
          events_.push_back({TraceEventKind::out_of_stock,
                             first,
                             count,
                             {name_of(trace_.shelves[shelf].party - 1)},
                             trace_.shelves[shelf].product,
                             pieces,
                             0,
                             0,
                             worth});
        });
  }

  void prices(std::size_t shelf) {
    for (std::uint32_t step = 1; step < steps(); ++step) {
      const double was = shelf_at(step - 1, shelf).regular_price,
                   is = shelf_at(step, shelf).regular_price;
      if (!open(step, shelf) || !open(step - 1, shelf) || was <= 0 || is <= 0) continue;
      if (std::fabs(is - was) < notable * was) continue;
      double pieces = 0;
      for (std::uint32_t later = step;
           later < steps() && shelf_at(later, shelf).regular_price == is; ++later)
        pieces += shelf_at(later, shelf).sold;
      note_alike({is < was ? TraceEventKind::price_cut : TraceEventKind::price_raised,
                  step,
                  1,
                  {name_of(trace_.shelves[shelf].party - 1)},
                  trace_.shelves[shelf].product,
                  is / was - 1,
                  was,
                  is,
                  std::fabs(is - was) * pieces});
    }
  }

  void promotions(std::size_t shelf) {
    const auto cut = [&](std::uint32_t step) {
      const ShelfStep& at = shelf_at(step, shelf);
      return at.regular_price > 0 ? 1 - at.price / at.regular_price : 0;
    };
    spells([&](std::uint32_t step) { return open(step, shelf) && cut(step) > notable; },
           [&](std::uint32_t first, std::uint32_t count) {
             double given = 0;
             for (std::uint32_t step = first; step < first + count; ++step)
               given +=
                   cut(step) * shelf_at(step, shelf).regular_price * shelf_at(step, shelf).sold;
             note_alike({TraceEventKind::promotion,
                         first,
                         count,
                         {name_of(trace_.shelves[shelf].party - 1)},
                         trace_.shelves[shelf].product,
                         cut(first),
                         0,
                         0,
                         given});
           });
  }

  void orders(std::size_t shelf) {
    double sum = 0;
    std::size_t placed = 0;
    for (std::uint32_t step = 0; step < steps(); ++step) {
      const double ordered = shelf_at(step, shelf).ordered;
      if (ordered <= 0) continue;
      const double usual = placed == 0 ? 0 : sum / static_cast<double>(placed);
      if (placed >= few_orders && ordered > spike * usual)
        events_.push_back({TraceEventKind::order_spike,
                           step,
                           1,
                           {name_of(trace_.shelves[shelf].party - 1)},
                           trace_.shelves[shelf].product,
                           ordered,
                           usual,
                           ordered,
                           (ordered - usual) * shelf_at(step, shelf).price});
      sum += ordered;
      ++placed;
    }
  }

  void lowest_account() {
    double account = 0, lowest = 0;
    std::uint32_t when = 0;
    for (std::uint32_t step = 0; step < steps(); ++step) {
      for (std::size_t item = 0; item < trace_.items.size(); ++item)
        account += trace_.paid(step, 0, item);
      if (account < lowest) std::tie(lowest, when) = std::tuple(account, step);
    }
    if (lowest < 0)
      events_.push_back({TraceEventKind::lowest_account,
                         when,
                         1,
                         {trace_.parties.front()},
                         "",
                         lowest,
                         0,
                         0,
                         -lowest});
  }

  void note(TraceEventKind kind, std::uint32_t step, std::size_t member, std::string what,
            double size) {
    note_alike({kind, step, 1, {name_of(member)}, std::move(what), 0, 0, 0, size});
  }

  /// Members that do the same at the same time do it together.
  void note_alike(TraceEvent event) {
    const auto key = std::tuple(event.step, event.kind, event.what, event.steps,
                                std::lround(event.amount * 1000));
    const auto [found, is_new] = alike_.emplace(key, event);
    if (is_new) return;
    found->second.who.push_back(event.who.front());
    found->second.size += event.size;
  }

  const Trace& trace_;
  const Study& study_;
  const Plan& plan_;
  std::vector<TraceEvent> events_;
  std::map<std::tuple<std::uint32_t, TraceEventKind, std::string, std::uint32_t, long>, TraceEvent>
      alike_;
};

}  // namespace

std::string_view to_string(TraceEventKind kind) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(TraceEventKind::count)> names = {
      "plan_change", "shopping_event", "opened",        "closed",       "left",
      "failed",      "out_of_stock",   "price_cut",     "price_raised", "promotion",
      "order_spike", "overdue",        "lowest_account"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<TraceEvent> events_of(const Trace& trace, const Study& study, std::size_t plan) {
  return Observer(trace, study, plan).observe();
}

std::vector<TraceEvent> most_telling(std::vector<TraceEvent> events, std::size_t most) {
  std::stable_sort(events.begin(), events.end(),
                   [](const TraceEvent& a, const TraceEvent& b) { return a.size > b.size; });
  if (events.size() > most) events.resize(most);
  return events;
}

}  // namespace channelsim::market
