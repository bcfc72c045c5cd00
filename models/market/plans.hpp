#pragma once
// From strategies to plans: inheritance, levers and dated changes resolved into the markets that
// come into force, one after another.

#include <functional>
#include <vector>

#include "engine/schema/located_tree.hpp"
#include "models/market/plan.hpp"

namespace channelsim::market {

/// Reads the market of a tree; whatever is wrong is added to the issues.
using ReadMarket = std::function<Scenario<Parameter>(Node tree, Issues& issues)>;

/// The plans of a scenario, in order; `tree` is what it was read from. A change from after the last
/// step is a warning. What is the study's as a whole, or holds from the start, can't be changed by
/// a plan or at a date.
std::vector<Plan> make_plans(const Scenario<Parameter>& scenario, const Node& tree,
                             const ReadMarket& read_market, Issues& issues);

}  // namespace channelsim::market
