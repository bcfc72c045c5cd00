#pragma once
// A YAML file as a tree in which every key and value knows its place. Built from yaml-cpp's events,
// because its own nodes accept duplicate keys and cyclic aliases and lose places when copied.

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/issue.hpp"

namespace channelsim {

struct Entry;

/// A null, scalar, map or list. A value type: copies share nothing but the source texts.
struct Node {
  enum class Kind : char { null, scalar, map, list };

  Kind kind = Kind::null;
  bool quoted = false;         // a scalar in quotes is a text, whatever it looks like
  std::string text;            // of a scalar
  std::vector<Entry> entries;  // of a map, in order
  std::vector<Node> items;     // of a list
  Place place;
  std::string inherited_from;  // the dotted path it was taken over from; empty where it stands
  std::shared_ptr<const Node> replaced;  // what stood there before another file or plan changed it

  static Node scalar(std::string text, Place place);
  static Node map(Place place);
  static Node list(Place place);

  /// The entry of a map, or null.
  const Entry* find(std::string_view key) const;
  Entry* find(std::string_view key);
  /// The value of a map's entry, or null.
  const Node* get(std::string_view key) const;
  /// The item of a list of named entries (maps with `name: NAME`), or null.
  Node* named(std::string_view name);
  /// The `name` of a map, or an empty text.
  std::string_view name() const;
};

struct Entry {
  std::string key;
  Place key_place;
  Node value;
};

/// Limits of one file.
inline constexpr std::size_t largest_file = 1 << 20;
inline constexpr int deepest_nesting = 32;
inline constexpr std::size_t most_nodes = 200'000;
inline constexpr std::size_t most_keys = 10'000;        // of one map
inline constexpr std::size_t longest_text = 64 * 1024;  // of one scalar, in bytes

/// Reads one YAML document. Whatever is wrong is added to `issues`; the tree then holds what could
/// be read before it (possibly nothing).
Node parse_yaml(std::shared_ptr<const Source> source, Issues& issues);

/// What a person calls the kind of a node: "a list", "'abc'".
std::string described(const Node&);

}  // namespace channelsim
