#pragma once
// Patches: a strategy's `set:` and the command line's --set change a tree before it is read, so a
// patched value is checked like any other and an error points to the patch's own line.

#include "engine/schema/located_tree.hpp"

namespace channelsim {

/// Lays `over` on `base`: maps merge, lists of named entries merge by name, everything else
/// replaces; a null deletes. A map laid on a list of named entries changes those it names
/// (`members: {web: {active: true}, kiosk: null}`); an entry that does not exist is an issue.
void merge(Node& base, const Node& over, Issues& issues, std::string_view name = "the list");

/// Sets the value at a dotted path (`members.web.price`; entries of a list by name, which may hold
/// dots itself); null deletes, and a map merges. Keys that stand nowhere yet are added, for the
/// reader to judge; an entry that does not exist is an issue at `patch.key_place`.
void apply_patch(Node& root, const Entry& patch, Issues& issues);

/// Whether two paths change the same value, or one changes a part of the other.
bool overlap(std::string_view a, std::string_view b);

/// The node at a dotted path (entries of a list by name, or `[i]` by position), or null.
const Node* node_at(const Node& root, std::string_view path);

/// The patch of a command-line argument "PATH=VALUE".
Entry parse_setting(std::string_view argument, Issues& issues);

}  // namespace channelsim
