#include "models/market/places.hpp"

#include <fmt/format.h>

namespace channelsim::market {

Place place_at(const Node& tree, Keys keys) {
  const Node* node = &tree;
  for (const std::string_view key : keys) {
    const Node* next = nullptr;
    if (node->kind == Node::Kind::list) {
      const auto index = static_cast<std::size_t>(std::stoul(std::string(key)));
      if (index < node->items.size()) next = &node->items[index];
    } else if (node->kind == Node::Kind::map) {
      next = node->get(key);
    }
    if (!next || !next->place.source) break;
    node = next;
  }
  return node->place;
}

std::string path_of(Keys keys) {
  std::string path;
  for (const std::string_view key : keys)
    if (key.find_first_not_of("0123456789") == std::string_view::npos)
      path += fmt::format("[{}]", key);
    else
      path += (path.empty() ? "" : ".") + std::string(key);
  return path;
}

Issue broken_rule(const Node& tree, Keys keys, std::string message, std::string hint) {
  return {IssueCode::broken_rule, place_at(tree, keys), path_of(keys), std::move(message),
          std::move(hint)};
}

double value_at(Parameter value, const Assumptions& assumptions, double share) {
  if (!value.uncertain()) return value.sure;
  return quantile(*assumptions.uncertain()[value.slot].distribution, share);
}

}  // namespace channelsim::market
