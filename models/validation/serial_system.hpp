#pragma once
// Textbook model: stages in a row, each supplied by the one before; the best policy raises the
// stock of a stage and all below it (its echelon) to a level of its own [Clark & Scarf 1960; Chen &
// Zheng 1994]. Normal demand, backorders at the last stage alone.

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// A stage; the first one serves the customers.
struct SerialStage {
  double holding_cost;      // per piece and period, on hand and on the way to the stage below
  std::uint32_t lead_time;  // periods
};

struct SerialSystem {
  std::vector<SerialStage> stages;  // from the customers upwards
  double backorder_cost, demand_mean, demand_deviation;

  /// Cost that a piece adds by having come to this stage.
  double echelon_holding_cost(std::size_t stage) const {
    const bool last = stage + 1 == stages.size();
    return stages[stage].holding_cost - (last ? 0 : stages[stage + 1].holding_cost);
  }
};

struct SerialOptimum {
  std::vector<double> echelon_levels;
  double cost;  // per period, with all that is on the way
};

namespace serial_system_parts {
/// A function on a grid; straight lines between its points and beyond.
struct Tabulated {
  double low, cell;
  std::vector<double> value;
  double at(double x) const {
    const double place =
        std::clamp((x - low) / cell, 0.0, static_cast<double>(value.size()) - 1.001);
    const auto index = static_cast<std::size_t>(place);
    const double rest = (x - low) / cell - static_cast<double>(index);
    return value[index] + rest * (value[index + 1] - value[index]);
  }
};

/// E f(y - demand of so many periods) on the same grid, by the midpoint rule over 7 deviations.
template <class Function>
Tabulated expectation(const SerialSystem& system, double periods, Tabulated grid, Function f) {
  constexpr int cells = 1400;
  const double deviation = system.demand_deviation * std::sqrt(periods);
  for (std::size_t i = 0; i < grid.value.size(); ++i) {
    double sum = 0, all = 0;
    for (int cell = 0; cell < cells; ++cell) {
      const double z = 14 * (cell + 0.5) / cells - 7, weight = std::exp(-z * z / 2);
      all += weight;
      sum += weight * f(grid.low + static_cast<double>(i) * grid.cell -
                        system.demand_mean * periods - deviation * z);
    }
    grid.value[i] = sum / all;
  }
  return grid;
}
}  // namespace serial_system_parts

/// The levels and their cost, stage by stage: with the cost C of the stages below as a function of
/// their echelon's stock and orders, and S where it is least, the stage above sees
/// h x + C(min(S, x)).
inline SerialOptimum serial_optimum(const SerialSystem& system) {
  using namespace serial_system_parts;
  double all_holding = 0;
  for (std::size_t j = 0; j < system.stages.size(); ++j)
    all_holding += system.echelon_holding_cost(j);
  SerialOptimum result{{}, 0};
  Tabulated below{-40, 0.01, std::vector<double>(9000)};
  for (std::size_t j = 0; j < system.stages.size(); ++j) {
    const double holding = system.echelon_holding_cost(j);
    const auto seen = [&, cost = below](double x) {
      if (j == 0) return holding * x + (system.backorder_cost + all_holding) * std::max(-x, 0.0);
      return holding * x + cost.at(std::min(result.echelon_levels.back(), x));
    };
    below = expectation(system, system.stages[j].lead_time, below, seen);
    const auto least = std::min_element(below.value.begin(), below.value.end());
    result.echelon_levels.push_back(below.low +
                                    below.cell * static_cast<double>(least - below.value.begin()));
    result.cost = *least;
  }
  return result;
}

namespace serial_system_parts {
/// A stage in a simulation; quantities are per lane.
struct StageStock {
  Lanes on_hand;
  std::vector<Lanes> on_way;  // to it, what arrives next first
};

/// Stages order upwards up to their echelon levels, and what is above ships what it has.
inline void order(std::vector<StageStock>& stock, const std::vector<double>& echelon_levels) {
  Lanes echelon = 0.0;  // stock of the stages up to here and on the way to them, less backorders
  for (std::size_t j = 0; j < stock.size(); ++j) {
    echelon += stock[j].on_hand;
    for (const Lanes& shipment : stock[j].on_way) echelon += shipment;
    Lanes sent = max(echelon_levels[j] - echelon, 0.0);
    if (j + 1 < stock.size()) {
      sent = min(sent, stock[j + 1].on_hand);
      stock[j + 1].on_hand -= sent;
    }
    echelon += sent;
    if (j == 0)
      stock[j].on_hand += sent;
    else
      stock[j].on_way.push_back(sent);
  }
}

/// Costs at the end of a period; what is on the way still costs what the stage above charges.
inline Lanes period_cost(const SerialSystem& system, const std::vector<StageStock>& stock) {
  Lanes cost = system.backorder_cost * max(-stock[0].on_hand, 0.0);
  for (std::size_t j = 0; j < stock.size(); ++j) {
    cost += system.stages[j].holding_cost * max(stock[j].on_hand, 0.0);
    if (j + 1 == stock.size()) break;
    for (const Lanes& shipment : stock[j].on_way)
      cost += system.stages[j + 1].holding_cost * shipment;
  }
  return cost;
}
}  // namespace serial_system_parts

/// Mean cost of a period of the system itself under these levels, one run per lane: arrivals,
/// orders and shipments from the customers upwards, demand, costs. The lead time of the first stage
/// is 1, the period in which the demand falls, so its shipments arrive at once: the pipeline to it,
/// a period's mean at the cost of the second stage, is not charged here.
inline Lanes simulate(const SerialSystem& system, const std::vector<double>& echelon_levels,
                      Step periods, Step warm_up, const Draws& draws) {
  using namespace serial_system_parts;
  constexpr Purpose purpose{"demand of a textbook serial system"};
  std::vector<StageStock> stock;
  for (const SerialStage& stage : system.stages)
    stock.push_back(
        {Lanes(2 * system.demand_mean),
         std::vector<Lanes>(stock.empty() ? 0 : stage.lead_time, Lanes(system.demand_mean))});
  Lanes total = 0.0;
  for (Step now = 0; now < periods; ++now) {
    for (StageStock& each : stock) {
      if (each.on_way.empty()) continue;
      each.on_hand += each.on_way.front();
      each.on_way.erase(each.on_way.begin());
    }
    order(stock, echelon_levels);
    stock[0].on_hand -= system.demand_mean +
                        system.demand_deviation * normal_quantile(draws.uniform(purpose, {0}, now));
    if (now >= warm_up) total += period_cost(system, stock);
  }
  return total / static_cast<double>(periods - warm_up);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
