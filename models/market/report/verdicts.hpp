#pragma once
// Differences to the baseline as several tables tell them: size, half-width, verdict.

#include <span>

#include "models/market/report/facts.hpp"

namespace channelsim::market {

/// Whether both plans come to the same in each replication.
bool is_same(const Difference& difference);
/// "better", "worse", "undecided", "the same" in each replication, or that the figure has no better
/// side.
std::string verdict_text(const Facts& facts, const Difference& difference);
/// The three columns of a plan.
void add_difference_columns(const Facts& facts, DataTable& table, std::size_t plan,
                            std::string_view unit);
/// Their cells.
void add_difference(const Facts& facts, DataRow& row, const Difference& difference);

/// A row per plan, the best first: of how many KPIs the difference is better, worse, the same,
/// undecided.
/// `better` and `worse` are the headers.
DataTable verdict_counts(const Facts& facts, std::string name, std::string title,
                         std::string better, std::string worse, std::span<const std::size_t> kpis);

}  // namespace channelsim::market
