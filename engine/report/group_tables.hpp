#pragma once
// How figures by group stand in results.sqlite: a table for each dimension, a row for each
// replication and group, a column for each figure.

#include <optional>
#include <string>
#include <vector>

#include "engine/run/kpi.hpp"

namespace channelsim {

/// replications_by_channel: the figures that are told by channel.
struct GroupTable {
  std::string dimension;             // "channel"; names the column of the group, too
  std::vector<std::string> groups;   // in the order of their rows
  std::vector<std::string> figures;  // in the order of their columns
  /// Index of the KPI of groups[i] and figures[j], at i * figures.size() + j; nothing where a group
  /// lacks a figure.
  std::vector<std::optional<std::size_t>> kpis;

  std::string name() const { return "replications_by_" + dimension; }
};

/// The tables that these KPIs need, in the order in which their dimensions first stand there.
std::vector<GroupTable> group_tables(const std::vector<Kpi>& kpis);

}  // namespace channelsim
