#include "engine/network/graph.hpp"

#include <algorithm>
#include <utility>

#include "engine/random/draws.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {
namespace {
constexpr Purpose end_of_random_edge{"end of a random edge"};
constexpr Purpose whether_rewired{"whether an edge is rewired"};
constexpr Purpose new_end{"new end of an edge"};
constexpr Purpose whom_to_join{"whom a new node joins"};

/// One of `count` numbers from 0 on.
std::uint32_t pick(double u, std::uint64_t count) {
  return static_cast<std::uint32_t>(
      std::min(static_cast<std::uint64_t>(u * static_cast<double>(count)), count - 1));
}
double uniform(std::uint64_t seed, Purpose purpose, Address address, Step step,
               std::uint32_t index = 0) {
  return Draws(seed, 0).uniform<1>(purpose, address, step, index)[0];
}

/// Both ends in one number, the smaller one ahead.
std::uint64_t joined(Edge edge) {
  const auto [low, high] = std::minmax(edge.one, edge.other);
  return std::uint64_t{low} << 32 | high;
}
Edge parted(std::uint64_t ends) {
  return {static_cast<std::uint32_t>(ends >> 32), static_cast<std::uint32_t>(ends)};
}
void sort_and_drop_repetitions(std::vector<std::uint64_t>& edges) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

/// `count` different edges in order; at most half of all, so that at least every other draw is new.
/// Each round draws as many as are missing: the set is the same as if they were drawn one by one.
std::vector<std::uint64_t> different_edges(std::uint32_t nodes, std::uint64_t count,
                                           std::uint64_t seed, std::uint64_t name) {
  std::vector<std::uint64_t> edges;
  edges.reserve(count);
  for (std::uint32_t drawn = 0; edges.size() < count; sort_and_drop_repetitions(edges))
    for (std::uint64_t missing = count - edges.size(); missing > 0; --missing, ++drawn) {
      const Address address{name, drawn};
      const std::uint32_t one = pick(uniform(seed, end_of_random_edge, address, 0), nodes);
      const std::uint32_t other = pick(uniform(seed, end_of_random_edge, address, 1), nodes - 1);
      edges.push_back(joined({one, other + (other >= one)}));  // anyone but oneself
    }
  return edges;
}

/// The edges that are not among these, which are in order.
std::vector<std::uint64_t> all_but(std::uint32_t nodes, const std::vector<std::uint64_t>& absent) {
  std::vector<std::uint64_t> edges;
  auto next = absent.begin();
  for (std::uint32_t one = 0; one < nodes; ++one)
    for (std::uint32_t other = one + 1; other < nodes; ++other) {
      const std::uint64_t edge = joined({one, other});
      if (next != absent.end() && *next == edge)
        ++next;
      else
        edges.push_back(edge);
    }
  return edges;
}

/// Neighbours while edges are still moved.
using Neighbourhoods = std::vector<std::vector<std::uint32_t>>;

void drop(std::vector<std::uint32_t>& neighbours, std::uint32_t node) {
  *std::find(neighbours.begin(), neighbours.end(), node) = neighbours.back();
  neighbours.pop_back();
}

bool are_linked(const Neighbourhoods& around, std::uint32_t one, std::uint32_t other) {
  if (around[one].size() > around[other].size()) std::swap(one, other);
  return std::find(around[one].begin(), around[one].end(), other) != around[one].end();
}

/// Moves the far end of an edge to one of the nodes that `node` is not linked with. Few nodes are
/// linked with half of all, so that a draw or two finds one.
void rewire(Neighbourhoods& around, std::uint32_t node, std::uint32_t far_end, std::uint64_t seed,
            Address address, Step lap) {
  const auto nodes = static_cast<std::uint32_t>(around.size());
  if (around[node].size() + 1 >= nodes) return;  // linked with everyone
  for (std::uint32_t attempt = 0;; ++attempt) {
    const std::uint32_t end = pick(uniform(seed, new_end, address, lap, attempt), nodes);
    if (end == node || are_linked(around, node, end)) continue;
    drop(around[node], far_end);
    drop(around[far_end], node);
    around[node].push_back(end);
    around[end].push_back(node);
    return;
  }
}

Graph graph_of_joined(std::uint32_t nodes, const std::vector<std::uint64_t>& joined_edges) {
  std::vector<Edge> edges(joined_edges.size());
  std::transform(joined_edges.begin(), joined_edges.end(), edges.begin(), parted);
  return graph_of_edges(nodes, edges);
}
}  // namespace

std::uint32_t Graph::highest_degree() const {
  std::uint32_t highest = 0;
  for (std::uint32_t node = 0; node < nodes(); ++node) highest = std::max(highest, degree(node));
  return highest;
}

Graph graph_of_edges(std::uint32_t nodes, std::span<const Edge> edges) {
  std::vector<std::uint32_t> first(std::size_t{nodes} + 1, 0);
  for (const auto& [one, other] : edges) {
    if (one == other) continue;
    ++first[std::size_t{one} + 1];
    ++first[std::size_t{other} + 1];
  }
  for (std::size_t i = 0; i < nodes; ++i) first[i + 1] += first[i];
  std::vector<std::uint32_t> neighbours(first[nodes]), places = first;
  for (const auto& [one, other] : edges) {
    if (one == other) continue;
    neighbours[places[one]++] = other;
    neighbours[places[other]++] = one;
  }
  // Rows in order; what repetitions leave free is closed up.
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto start = neighbours.begin() + first[i], stop = neighbours.begin() + first[i + 1];
    std::sort(start, stop);
    const auto last = std::unique(start, stop);
    first[i] = end;
    for (auto each = start; each != last; ++each) neighbours[end++] = *each;
  }
  first[nodes] = end;
  neighbours.resize(end);
  return {first, neighbours};
}

Graph random_graph(std::uint32_t nodes, double mean_degree, std::uint64_t seed,
                   std::uint64_t name) {
  const std::uint64_t all = nodes < 2 ? 0 : std::uint64_t{nodes} * (nodes - 1) / 2;
  const double wanted = floor(nodes * mean_degree / 2 + 0.5);
  const auto count = static_cast<std::uint64_t>(min(max(wanted, 0.0), static_cast<double>(all)));
  if (count <= all / 2) return graph_of_joined(nodes, different_edges(nodes, count, seed, name));
  return graph_of_joined(nodes, all_but(nodes, different_edges(nodes, all - count, seed, name)));
}

Graph small_world(std::uint32_t nodes, std::uint32_t degree, double rewiring, std::uint64_t seed,
                  std::uint64_t name) {
  const std::uint32_t half = nodes < 2 ? 0 : std::min(degree, nodes - 1) / 2;
  Neighbourhoods around(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node)
    for (std::uint32_t lap = 1; lap <= half; ++lap) {
      const auto far_end = static_cast<std::uint32_t>((std::uint64_t{node} + lap) % nodes);
      around[node].push_back(far_end);
      around[far_end].push_back(node);
    }
  for (std::uint32_t lap = 1; lap <= half; ++lap)
    for (std::uint32_t node = 0; node < nodes; ++node) {
      const Address address{name, node};
      const auto far_end = static_cast<std::uint32_t>((std::uint64_t{node} + lap) % nodes);
      if (uniform(seed, whether_rewired, address, lap) < rewiring)
        rewire(around, node, far_end, seed, address, lap);
    }
  std::vector<Edge> edges;
  edges.reserve(std::size_t{nodes} * half);
  for (std::uint32_t node = 0; node < nodes; ++node)
    for (const std::uint32_t other : around[node])
      if (node < other) edges.push_back({node, other});
  return graph_of_edges(nodes, edges);
}

Graph scale_free(std::uint32_t nodes, std::uint32_t edges_per_node, std::uint64_t seed,
                 std::uint64_t name) {
  const std::uint32_t core = std::min(nodes, edges_per_node + 1);
  std::vector<Edge> edges;
  edges.reserve(std::size_t{nodes} * edges_per_node);
  for (std::uint32_t node = 1; node < core; ++node)
    for (std::uint32_t other = 0; other < node; ++other) edges.push_back({node, other});
  for (std::uint32_t node = core; node < nodes; ++node) {
    // An end of an edge drawn at random is a node in proportion to its degree.
    const std::size_t present = edges.size();
    for (std::uint32_t attempt = 0; edges.size() < present + edges_per_node; ++attempt) {
      const double u = uniform(seed, whom_to_join, {name, node}, attempt);
      const std::uint32_t end = pick(u, 2 * present);
      const Edge& edge = edges[end / 2];
      const std::uint32_t other = end % 2 == 0 ? edge.one : edge.other;
      const auto is_same = [&](const Edge& each) { return each.other == other; };
      if (std::none_of(edges.begin() + std::ptrdiff_t(present), edges.end(), is_same))
        edges.push_back({node, other});
    }
  }
  return graph_of_edges(nodes, edges);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
