#pragma once
// What a dated change must not touch: members that were declared to hold from the start.

#include <fmt/format.h>

#include <string>

#include "engine/schema/same.hpp"

namespace channelsim {

/// Calls visit(path, node) for every member declared `initial` that differs between two readings
/// of one tree; `node` is where the later value stands, or null for a default.
template <Described T>
void for_each_initial_change(const T& before, const T& after, const Node* tree,
                             const std::string& path, auto&& visit) {
  for_each_field<T>([&](const auto& f) {
    const auto& old = before.*(f.pointer);
    const auto& now = after.*(f.pointer);
    using Value = std::remove_cvref_t<decltype(old)>;
    const Node* node = tree ? tree->get(f.name) : nullptr;
    const std::string key = path.empty() ? std::string(f.name) : fmt::format("{}.{}", path, f.name);
    if (f.is_initial) {
      if (!same(old, now)) visit(key, node);
    } else if constexpr (Described<Value>) {
      for_each_initial_change(old, now, f.is_inline ? tree : node, f.is_inline ? path : key, visit);
    } else if constexpr (IsVector<Value>::value) {
      if constexpr (Described<typename Value::value_type>)
        for (std::size_t i = 0; i < std::min(old.size(), now.size()); ++i)
          for_each_initial_change(old[i], now[i],
                                  node && i < node->items.size() ? &node->items[i] : nullptr,
                                  fmt::format("{}[{}]", key, i), visit);
    }
  });
}

}  // namespace channelsim
