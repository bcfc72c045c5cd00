#include "engine/schema/extends.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/schema/overlay.hpp"

namespace channelsim {

namespace {

class Extension {
 public:
  Extension(InputFiles& files, InputFiles& tables, Issues& issues)
      : files_(files), tables_(tables), issues_(issues) {}

  /// `folder` is that of the source, relative to the first one's.
  Node tree_of(const std::shared_ptr<const Source>& source, const std::filesystem::path& folder) {
    Node own = parse_yaml(source, issues_);
    expand_tables(own, tables_, issues_, folder);
    const Entry* extends = own.kind == Node::Kind::map ? own.find("extends") : nullptr;
    if (!extends) return own;
    const Node names = extends->value;
    std::erase_if(own.entries, [](const Entry& entry) { return entry.key == "extends"; });
    Node tree = Node::map(own.place);
    for (const Node& name : listed_in(names)) {
      Node base = base_of(name, folder);
      if (base.kind == Node::Kind::map) merge(tree, base, issues_);
    }
    merge(tree, own, issues_);
    return tree;
  }

  void enter(const std::shared_ptr<const Source>& source) { chain_.push_back(source); }

 private:
  std::vector<Node> listed_in(const Node& names) {
    if (names.kind == Node::Kind::null) return {};
    std::vector<Node> list = names.kind == Node::Kind::list ? names.items : std::vector{names};
    std::erase_if(list, [&](const Node& name) {
      if (name.kind == Node::Kind::scalar) return false;
      add(IssueCode::wrong_shape, name,
          fmt::format("{} stands where the name of a file belongs", described(name)),
          "write `extends: base.yaml`, or a list of files");
      return true;
    });
    return list;
  }

  Node base_of(const Node& name, const std::filesystem::path& folder) {
    const auto path = (folder / name.text).lexically_normal();
    const auto source = files_.open(name.text, name.place, issues_, folder);
    if (!source) return {};
    if (goes_in_a_circle(name, source) || is_too_much(name, *source)) return {};
    chain_.push_back(source);
    Node tree = tree_of(source, path.parent_path());
    chain_.pop_back();
    if (tree.kind != Node::Kind::map && tree.kind != Node::Kind::null)
      add(IssueCode::wrong_shape, name,
          fmt::format("'{}' holds {}, not a map of keys and values", name.text, described(tree)),
          "");
    return tree;
  }

  bool goes_in_a_circle(const Node& name, const std::shared_ptr<const Source>& source) {
    const auto first = std::find_if(chain_.begin(), chain_.end(),
                                    [&](const auto& each) { return same_file(*each, *source); });
    if (first == chain_.end()) return false;
    std::string circle;
    for (auto each = first; each != chain_.end(); ++each)
      circle += std::filesystem::path((*each)->name).filename().string() + " -> ";
    add(IssueCode::reference_cycle, name,
        fmt::format("the files extend each other in a circle: {}{}", circle,
                    std::filesystem::path(source->name).filename().string()),
        "what they share belongs into a file of its own");
    return true;
  }
  static bool same_file(const Source& a, const Source& b) {
    std::error_code error;
    return a.name == b.name || std::filesystem::equivalent(a.name, b.name, error);
  }

  bool is_too_much(const Node& name, const Source& source) {
    bytes_ += source.text.size();
    ++count_;
    const bool deep = chain_.size() > deepest_extension;
    if (!deep && count_ <= most_files && bytes_ <= most_bytes_extended) return false;
    add(deep ? IssueCode::too_deep : IssueCode::too_many, name,
        deep ? fmt::format("files extend each other more than {} deep", deepest_extension)
             : fmt::format("more than {} files or {} MiB are extended", most_files,
                           most_bytes_extended >> 20),
        "put what they say into fewer files");
    return true;
  }

  void add(IssueCode code, const Node& name, std::string message, std::string hint) {
    issues_.push_back({code, name.place, "extends", std::move(message), std::move(hint)});
  }

  InputFiles &files_, &tables_;
  Issues& issues_;
  std::vector<std::shared_ptr<const Source>> chain_;  // from the first to the one being read
  std::size_t count_ = 0, bytes_ = 0;
};

}  // namespace

Node parse_extending(const std::shared_ptr<const Source>& source, InputFiles& files,
                     InputFiles& tables, Issues& issues) {
  Extension extension(files, tables, issues);
  extension.enter(source);
  return extension.tree_of(source, "");
}

}  // namespace channelsim
