// Every bound that the scenario language declares holds where it says, and ends there.

#include <cmath>
#include <functional>
#include <set>

#include "models/market/language.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using Kind = ValueDescription::Kind;

namespace {

void set(Node& map, std::string_view key, Node value) {
  if (Entry* present = map.find(key))
    present->value = std::move(value);
  else
    map.entries.push_back({std::string(key), {}, std::move(value)});
}

/// A record with its required keys; the values are of the right form.
Node smallest(const RecordDescription& record) {
  Node node = Node::map({});
  for (const FieldDescription& field : record.fields)
    if (field.is_required) {
      const std::string line = example_line(field);
      set(node, field.key, *garden::tree(line).get(field.key));
    }
  return node;
}

Node only(Node item) {
  Node list = Node::list({});
  list.items.push_back(std::move(item));
  return list;
}

class Walk {
 public:
  int bounds = 0;
  std::set<std::string> fields;

  /// `whole` puts a node for the record into a scenario.
  void record(const RecordDescription& record, const std::string& path,
              const std::function<Node(Node)>& whole) {
    for (const FieldDescription& field : record.fields)
      value(field.value, path + "." + std::string(field.key), [&](Node node) {
        Node filled = smallest(record);
        set(filled, field.key, std::move(node));
        return whole(std::move(filled));
      });
  }

 private:
  void value(const ValueDescription& value, const std::string& path,
             const std::function<Node(Node)>& whole) {
    switch (value.kind) {
      case Kind::record:
        record(*value.record, path, whole);
        break;
      case Kind::list:
        this->value(*value.item, path, [&](Node node) { return whole(only(std::move(node))); });
        break;
      case Kind::alternatives:
        for (const RecordDescription* alternative : value.alternatives)
          record(*alternative, path + "=" + std::string(alternative->tag), [&](Node node) {
            set(node, "type", Node::scalar(std::string(alternative->tag), {}));
            return whole(std::move(node));
          });
        break;
      case Kind::whole:
      case Kind::number:
        number(value, path, whole);
        break;
      default:
        break;
    }
  }

  void number(const ValueDescription& value, const std::string& path,
              const std::function<Node(Node)>& whole) {
    const double infinity = std::numeric_limits<double>::infinity();
    const double low = std::max(value.limits.low, -1e15), high = std::min(value.limits.high, 1e15);
    const bool is_whole = value.kind == Kind::whole;
    fields.insert(path);
    check(path, whole, shortest(low), !value.limits.low_open);
    check(path, whole, shortest(is_whole ? low - 1 : std::nextafter(low, -infinity)), false);
    if (is_whole && value.limits.high == 0x1p64) {
      check(path, whole, "18446744073709551615", true);
      check(path, whole, "18446744073709551616", false);
    } else {
      check(path, whole, shortest(high), true);
      check(path, whole, shortest(is_whole ? high + 1 : std::nextafter(high, infinity)), false);
    }
    check(path, whole, "x", false);
    check(path, whole, ".inf", false);
  }

  void check(const std::string& path, const std::function<Node(Node)>& whole,
             const std::string& text, bool accepted) {
    Node leaf = Node::scalar(text, {garden::source("", "the value")});
    Issues issues;
    Assumptions assumptions;
    market::read_scenario(whole(std::move(leaf)), {}, assumptions, issues);
    bool refused = false;
    for (const Issue& issue : issues)
      refused |= to_string(issue.place) == "the value" &&
                 (issue.code == IssueCode::out_of_range || issue.code == IssueCode::not_a_value);
    INFO(path << " = " << text);
    CHECK(refused != accepted);
    ++bounds;
  }
};

}  // namespace

TEST_CASE(
    "each bound of each number of a scenario is accepted and the next value beyond it refused") {
  Walk walk;
  walk.record(market::scenario_description(), "scenario", [](Node node) { return node; });
  CHECK(walk.fields.size() > 50);
  CHECK(walk.bounds == 6 * static_cast<int>(walk.fields.size()));
  for (const char* path :
       {"scenario.horizon", "scenario.seed", "scenario.members.pricing=fixed.price",
        "scenario.channels.replenishment=order_up_to.smoothing",
        "scenario.segments.tastes.attraction"})
    CHECK(walk.fields.contains(path));
}
