#pragma once
// Who is linked with whom: undirected graphs in compressed rows, and the classical random ones. A
// graph is a function of its arguments, seed and name; each number that is drawn has an address.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/lanes.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// Without loops and repeated edges; every edge stands in the rows of both its ends.
struct Graph {
  std::vector<std::uint32_t> first;  // where each node's row starts, and where the last one ends
  std::vector<std::uint32_t> neighbours;  // row by row, rising in each

  std::uint32_t nodes() const {
    return first.empty() ? 0 : static_cast<std::uint32_t>(first.size() - 1);
  }
  std::size_t edges() const { return neighbours.size() / 2; }
  std::uint32_t degree(std::uint32_t node) const { return first[node + 1] - first[node]; }
  std::uint32_t highest_degree() const;  // 0 of no nodes
  std::span<const std::uint32_t> neighbours_of(std::uint32_t node) const {
    return {neighbours.data() + first[node], degree(node)};
  }
};

/// A link of two nodes, in either order.
struct Edge {
  std::uint32_t one, other;
};

/// The graph of these edges between nodes 0 to nodes - 1; loops and repetitions are dropped. Fewer
/// than 2^31 edges, here and below.
Graph graph_of_edges(std::uint32_t nodes, std::span<const Edge> edges);

/// Each set of round(nodes mean_degree / 2) edges is equally likely, that is, all that there are if
/// that is more [Erdős & Rényi 1959]. Degrees are nearly Poisson.
Graph random_graph(std::uint32_t nodes, double mean_degree, std::uint64_t seed, std::uint64_t name);

/// A ring in which each node is linked with the degree / 2 nearest on either side, and each edge
/// then moves its far end, with probability `rewiring`, to a node drawn anew [Watts & Strogatz
/// 1998]. An odd degree counts as the even one below, as does one of `nodes` or more. What
/// is rewired at some `rewiring` is rewired at every higher one.
Graph small_world(std::uint32_t nodes, std::uint32_t degree, double rewiring, std::uint64_t seed,
                  std::uint64_t name);

/// edges_per_node + 1 nodes all linked with each other; each further node links with edges_per_node
/// different ones, drawn in proportion to their degrees [Barabási & Albert 1999]. For m edges per
/// node, the share of nodes with at least k links tends to m (m + 1) / (k (k + 1)) [Bollobás et al.
/// 2001].
Graph scale_free(std::uint32_t nodes, std::uint32_t edges_per_node, std::uint64_t seed,
                 std::uint64_t name);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
