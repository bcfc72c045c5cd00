#include "models/market/inheritance.hpp"

#include <set>

#include "engine/schema/overlay.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

void add_presets(Node& tree, Issues& issues) {
  Node channels = parse_yaml(
      std::make_shared<Source>(Source{"preset", std::string(channel_presets())}), issues);
  Entry* stated = tree.find("channels");
  if (!stated) {
    tree.entries.push_back({"channels", tree.place, std::move(channels)});
  } else if (stated->value.kind == Node::Kind::null) {
    stated->value = std::move(channels);
  } else if (stated->value.kind == Node::Kind::list) {
    // One by one: a name stated twice stays in the list, for the reader to refuse.
    std::set<std::string, std::less<>> seen;
    channels.place = stated->value.place;
    for (const Node& channel : stated->value.items) {
      const bool first = !channel.name().empty() && seen.emplace(channel.name()).second;
      if (Node* preset = first ? channels.named(channel.name()) : nullptr)
        merge(*preset, channel, issues);
      else
        channels.items.push_back(channel);
    }
    stated->value = std::move(channels);
  }
}

namespace {
/// Remembers where a value was taken over from: luck that is shared has one address.
void mark(Node& node, const std::string& path) {
  node.inherited_from = path;
  for (Entry& entry : node.entries) mark(entry.value, path + "." + entry.key);
}
}  // namespace

void inherit_traits(Node& tree, Issues& issues) {
  const Entry* channels = tree.find("channels");
  Entry* members = tree.find("members");
  if (!channels || !members) return;
  Node known = channels->value;
  const RecordDescription& traits = description_of<Traits<Parameter>>();
  for (Node& member : members->value.items) {
    const Node* name = member.get("channel");
    Node* channel = name ? known.named(name->text) : nullptr;
    if (!channel) continue;  // reported as an unknown name
    for (const Entry& trait : channel->entries) {
      if (!traits.find(trait.key)) continue;  // what else a channel says is its own
      Node taken_over = trait.value;
      mark(taken_over, "channels." + std::string(channel->name()) + "." + trait.key);
      if (Entry* own = member.find(trait.key)) {
        merge(taken_over, own->value, issues);
        own->value = std::move(taken_over);
      } else {
        member.entries.push_back({trait.key, trait.key_place, std::move(taken_over)});
      }
    }
  }
}

}  // namespace channelsim::market
