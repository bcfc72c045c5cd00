#include "models/market/inheritance.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "engine/base/text.hpp"
#include "engine/schema/overlay.hpp"
#include "models/market/language.hpp"

namespace channelsim::market {

namespace {

void set_if_missing(Node& map, std::string_view key, std::string text) {
  const auto source = std::make_shared<Source>(Source{"default", {}});
  if (!map.find(key))
    map.entries.push_back({std::string(key), {source}, Node::scalar(std::move(text), {source})});
}

/// Presets count by the week, as default rates do: in steps of another length the same amounts and
/// times are other numbers. Lead times are rounded up to whole steps.
void follow_step(Node& tree, Node& presets, StepLength step) {
  if (step == StepLength::week) return;
  for (Node& preset : presets.items) {
    if (Entry* cost = preset.find("fixed_cost")) cost->value.text += " money/week";
    if (Entry* time = preset.find("lead_time"))
      time->value.text = fmt::format(
          "{:.0f}", std::ceil(*parse_number(time->value.text) * steps_in(TimeUnit::week, step)));
  }
  Entry* demand = tree.find("demand");
  Entry* season = demand ? demand->value.find("season") : nullptr;
  if (season && season->value.kind == Node::Kind::map)
    set_if_missing(season->value, "period", "1 year");
}

}  // namespace

void add_presets(Node& tree, StepLength step, Issues& issues) {
  Node channels = parse_yaml(
      std::make_shared<Source>(Source{"preset", std::string(channel_presets())}), issues);
  follow_step(tree, channels, step);
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
  } else if (stated->value.kind == Node::Kind::map && !stated->value.find("from_csv")) {
    merge(channels, stated->value, issues, "channels");
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
  for (Node& member : members->value.items) {
    const Node* name = member.get("channel");
    Node* channel = name ? known.named(name->text) : nullptr;
    if (!channel) continue;  // reported as an unknown name
    for (const Entry& trait : channel->entries) {
      if (!traits_description().find(trait.key)) continue;  // what else a channel says is its own
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
