#include "engine/network/graph.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/identifier.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
constexpr std::uint64_t name = name_hash("neighbours");

/// Rows rise without repetition, nobody is his own neighbour, and each edge stands in both rows.
bool is_proper(const Graph& graph) {
  if (graph.first.front() != 0 || graph.first.back() != graph.neighbours.size()) return false;
  for (std::uint32_t node = 0; node < graph.nodes(); ++node) {
    const auto row = graph.neighbours_of(node);
    if (std::adjacent_find(row.begin(), row.end(), std::greater_equal{}) != row.end()) return false;
    for (const std::uint32_t other : row) {
      if (other == node || other >= graph.nodes()) return false;
      const auto back = graph.neighbours_of(other);
      if (!std::binary_search(back.begin(), back.end(), node)) return false;
    }
  }
  return true;
}
bool same(const Graph& a, const Graph& b) {
  return a.first == b.first && a.neighbours == b.neighbours;
}

std::size_t reached_from_first(const Graph& graph) {
  std::vector<bool> seen(graph.nodes(), false);
  std::vector<std::uint32_t> open{0};
  seen[0] = true;
  std::size_t count = 0;
  while (!open.empty()) {
    const std::uint32_t node = open.back();
    open.pop_back();
    ++count;
    for (const std::uint32_t other : graph.neighbours_of(node))
      if (!seen[other]) {
        seen[other] = true;
        open.push_back(other);
      }
  }
  return count;
}

/// How many pairs of its neighbours are linked themselves.
double linked_pairs(const Graph& graph, std::uint32_t node) {
  const auto row = graph.neighbours_of(node);
  double ends = 0;
  for (const std::uint32_t one : row) {
    const auto other = graph.neighbours_of(one);
    for (const std::uint32_t each : row)
      ends += std::binary_search(other.begin(), other.end(), each);
  }
  return ends / 2;
}
double triangles(const Graph& graph) {
  double corners = 0;
  for (std::uint32_t node = 0; node < graph.nodes(); ++node) corners += linked_pairs(graph, node);
  return corners / 3;
}
/// The mean over all nodes of the share of pairs of neighbours that are linked themselves.
double clustering(const Graph& graph) {
  double sum = 0;
  for (std::uint32_t node = 0; node < graph.nodes(); ++node) {
    const double degree = graph.degree(node);
    if (degree >= 2) sum += linked_pairs(graph, node) / (degree * (degree - 1) / 2);
  }
  return sum / graph.nodes();
}
double share_with_at_least(const Graph& graph, std::uint32_t degree) {
  double count = 0;
  for (std::uint32_t node = 0; node < graph.nodes(); ++node) count += graph.degree(node) >= degree;
  return count / graph.nodes();
}
std::vector<Edge> as_edges(const Graph& graph) {
  std::vector<Edge> edges;
  for (std::uint32_t node = 0; node < graph.nodes(); ++node)
    for (const std::uint32_t other : graph.neighbours_of(node)) edges.push_back({node, other});
  return edges;
}
}  // namespace

TEST_CASE("a graph of edges drops loops and repetitions and has each edge at both ends") {
  const Edge edges[] = {{3, 1}, {1, 3}, {2, 2}, {0, 3}, {3, 1}, {5, 0}};
  const Graph graph = graph_of_edges(6, edges);
  CHECK(graph.first == std::vector<std::uint32_t>{0, 2, 3, 3, 5, 5, 6});
  CHECK(graph.neighbours == std::vector<std::uint32_t>{3, 5, 3, 0, 1, 0});
  CHECK((graph.nodes() == 6 && graph.edges() == 3));
  CHECK((graph.degree(0) == 2 && graph.degree(2) == 0 && graph.degree(3) == 2));
  CHECK(graph.neighbours_of(3)[1] == 1);
  CHECK(is_proper(graph));
}

TEST_CASE("graphs of no and of one node have no edges") {
  for (const std::uint32_t nodes : {0u, 1u}) {
    const Graph graphs[] = {graph_of_edges(nodes, {}), random_graph(nodes, 8, 1, name),
                            small_world(nodes, 4, 0.5, 1, name), scale_free(nodes, 3, 1, name)};
    for (const Graph& graph : graphs) {
      CHECK(graph.nodes() == nodes);
      CHECK(graph.edges() == 0);
    }
  }
}

TEST_CASE("a random graph has the edges asked for, and all that there are if that is more") {
  for (const std::uint32_t nodes : {2u, 3u, 10u, 500u})
    for (const double degree : {0.0, 0.3, 1.0, 4.0, 9.0, 250.0, 400.0, 499.0, 600.0}) {
      const Graph graph = random_graph(nodes, degree, 7, name);
      const double all = nodes * (nodes - 1) / 2.0;
      INFO("nodes " << nodes << ", degree " << degree);
      CHECK(double(graph.edges()) == std::min(all, std::floor(nodes * degree / 2 + 0.5)));
      CHECK(is_proper(graph));
    }
}

TEST_CASE("each pair of a random graph is linked equally often, whether few or most are") {
  // n = 4000 graphs of 6 nodes: each of 15 pairs is linked with probability edges / 15; 4.89
  // standard errors.
  for (const double degree : {1.0, 5.0 / 3, 10.0 / 3, 4.0}) {
    double linked[6][6] = {};
    constexpr int n = 4000;
    for (unsigned seed = 0; seed < n; ++seed) {
      const Graph graph = random_graph(6, degree, seed, name);
      for (const auto& [one, other] : as_edges(graph)) linked[one][other] += 1;
    }
    const double p = std::floor(3 * degree + 0.5) / 15;
    for (int one = 0; one < 6; ++one)
      for (int other = 0; other < one; ++other) {
        INFO("degree " << degree << ", pair " << one << " and " << other);
        CHECK(std::fabs(linked[one][other] / n - p) < 4.89 * std::sqrt(p * (1 - p) / n));
      }
  }
}

TEST_CASE("the degrees of a random graph are Poisson numbers") {
  // n = 100,000 nodes. The number of nodes of a degree varies less than with independent nodes, for
  // which 4.89 standard errors are allowed.
  constexpr double n = 100'000, mean = 8;
  const Graph graph = random_graph(100'000, mean, 3, name);
  CHECK(graph.edges() == 400'000);
  CHECK(is_proper(graph));
  std::vector<double> count(64, 0);
  for (std::uint32_t node = 0; node < graph.nodes(); ++node) count[graph.degree(node)] += 1;
  double probability = std::exp(-mean);
  for (std::size_t k = 0; k < 20; ++k) {
    INFO("degree " << k);
    const double error = std::sqrt(probability * (1 - probability) / n);
    CHECK(std::fabs(count[k] / n - probability) < 4.89 * error);
    probability *= mean / static_cast<double>(k + 1);
  }
  // Neighbours know each other no more often than others do: n times a share of mean / n.
  CHECK(clustering(graph) < 2 * mean / n);
}

TEST_CASE("a small world without rewiring is a ring with clustering 3 (k - 2) / (4 (k - 1))") {
  for (const std::uint32_t degree : {2u, 4u, 6u, 10u, 20u}) {
    const Graph graph = small_world(300, degree, 0, 1, name);
    INFO("degree " << degree);
    CHECK(is_proper(graph));
    for (std::uint32_t node = 0; node < 300; ++node)
      for (std::uint32_t lap = 1; lap <= degree / 2; ++lap) {
        const auto row = graph.neighbours_of(node);
        CHECK(std::binary_search(row.begin(), row.end(), (node + lap) % 300));
        CHECK(std::binary_search(row.begin(), row.end(), (node + 300 - lap) % 300));
      }
    CHECK(graph.edges() == 150 * degree);
    CHECK(clustering(graph) == Approx(3.0 * (degree - 2) / (4.0 * (degree - 1))));
  }
}

TEST_CASE("rewiring keeps the edges, leaves triangles as (1 - p) cubed, and clustering falls") {
  // A triangle is left if its three edges are [Barrat & Weigt 2000]. Each of n = 60,000 edges is a
  // side of 7.5 triangles, which gives the standard error; and 66 paths of two edges a node may be
  // closed by an edge moved, each with probability 12 p / 10,000.
  constexpr double nodes = 10'000, edges = 60'000, triangles_at_first = 150'000;
  double last = 1;
  for (const double p : {0.0, 0.02, 0.1, 0.3, 0.6, 1.0}) {
    const Graph graph = small_world(10'000, 12, p, 5, name);
    INFO("rewiring " << p);
    CHECK(is_proper(graph));
    CHECK(double(graph.edges()) == edges);
    const double left = (1 - p) * (1 - p),
                 standard_error = 7.5 * left * std::sqrt(edges * p * (1 - p));
    const double closed_anew = 66 * nodes * 12 * p / nodes;
    CHECK(std::fabs(triangles(graph) - triangles_at_first * left * (1 - p)) <=
          4.89 * standard_error + closed_anew);
    CHECK(clustering(graph) < last);
    last = clustering(graph);
  }
}

TEST_CASE("the share of edges off the ring is the share rewired, and rewired ends are uniform") {
  // n = 40,000 edges, 4.89 standard errors; an edge moved lands back on the ring in 8 cases of
  // 20,000, which is far less than that.
  constexpr std::uint32_t nodes = 20'000;
  constexpr double rewiring = 0.25, edges = 40'000;
  const Graph graph = small_world(nodes, 4, rewiring, 9, name);
  double moved = 0, far = 0;
  for (const auto& [one, other] : as_edges(graph)) {
    const std::uint32_t gap = one > other ? one - other : other - one;
    const std::uint32_t distance = std::min(gap, nodes - gap);
    moved += distance > 2 ? 0.5 : 0;  // each edge is seen from both ends
    far += distance > nodes / 4 ? 0.5 : 0;
  }
  CHECK(std::fabs(moved / edges - rewiring) < 4.89 * std::sqrt(rewiring * (1 - rewiring) / edges));
  CHECK(std::fabs(far / moved - 0.5) < 4.89 * 0.5 / std::sqrt(moved));
}

TEST_CASE("what is rewired stays so when more is rewired") {
  const Graph few = small_world(2000, 6, 0.1, 4, name), many = small_world(2000, 6, 0.2, 4, name);
  const Graph ring = small_world(2000, 6, 0, 4, name);
  std::size_t left_ring = 0, back = 0;
  for (const auto& [one, other] : as_edges(ring)) {
    const auto linked = [one = one, other = other](const Graph& graph) {
      const auto row = graph.neighbours_of(one);
      return std::binary_search(row.begin(), row.end(), other);
    };
    left_ring += !linked(few);
    back += !linked(few) && linked(many);
  }
  CHECK(left_ring > 800);  // of 12,000 ends, a tenth
  CHECK(back < 10);        // only by a new end that happens to lie near
}

TEST_CASE("small worlds of few nodes are the complete graph at most") {
  for (const std::uint32_t nodes : {2u, 3u, 4u, 5u, 6u})
    for (const std::uint32_t degree : {0u, 1u, 2u, 3u, 4u, 100u})
      for (const double rewiring : {0.0, 0.5, 1.0}) {
        const Graph graph = small_world(nodes, degree, rewiring, 2, name);
        INFO("nodes " << nodes << ", degree " << degree << ", rewiring " << rewiring);
        CHECK(is_proper(graph));
        CHECK(graph.edges() == nodes * (std::min(degree, nodes - 1) / 2));
      }
}

TEST_CASE("a scale-free graph is connected and has the edges that its nodes brought") {
  for (const std::uint32_t nodes : {1u, 2u, 4u, 5u, 100u, 20'000u})
    for (const std::uint32_t brought : {1u, 2u, 4u}) {
      const Graph graph = scale_free(nodes, brought, 6, name);
      const std::uint32_t core = std::min(nodes, brought + 1);
      INFO("nodes " << nodes << ", edges per node " << brought);
      CHECK(is_proper(graph));
      CHECK(graph.edges() == core * (core - 1) / 2 + (nodes - core) * brought);
      CHECK(reached_from_first(graph) == nodes);
      CHECK(share_with_at_least(graph, core - 1) == 1);
    }
}

TEST_CASE("degrees of a scale-free graph have the tail m (m + 1) / (k (k + 1)), an exponent of 3") {
  // n = 100,000 nodes. The numbers of nodes above a degree vary about as with independent nodes
  // [Bollobás et al. 2001]; 4.89 standard errors.
  constexpr double n = 100'000;
  for (const std::uint32_t m : {1u, 2u, 4u, 8u}) {
    const Graph graph = scale_free(100'000, m, 8, name);
    for (const std::uint32_t k : {m + 1, 2 * m, 4 * m, 10 * m, 20 * m}) {
      const double tail = m * (m + 1.0) / (k * (k + 1.0));
      INFO("edges per node " << m << ", degree " << k);
      CHECK(std::fabs(share_with_at_least(graph, k) - tail) <
            4.89 * std::sqrt(tail * (1 - tail) / n));
    }
  }
}

TEST_CASE("the same seed and name give the same graph, others give others") {
  const auto all = [](std::uint64_t seed, std::uint64_t of) {
    return std::vector<Graph>{random_graph(500, 6, seed, of), small_world(500, 6, 0.3, seed, of),
                              scale_free(500, 3, seed, of)};
  };
  const auto once = all(1, name), again = all(1, name), seed = all(2, name);
  const auto other = all(1, name_hash("others"));
  for (std::size_t i = 0; i < once.size(); ++i) {
    CHECK(same(once[i], again[i]));
    CHECK_FALSE(same(once[i], seed[i]));
    CHECK_FALSE(same(once[i], other[i]));
  }
}
