#include "engine/report/review.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/report/file.hpp"
#include "engine/schema/calendar.hpp"
#include "engine/schema/reader.hpp"
#include "engine/schema/writer.hpp"

namespace channelsim {

enum class RemarkStatus : std::uint8_t { open, done };
constexpr auto choices(std::type_identity<RemarkStatus>) {
  return std::array<Choice<RemarkStatus>, 2>{
      {{RemarkStatus::open, "open", "somebody has to see to it"},
       {RemarkStatus::done, "done", "it has been seen to"}}};
}

/// A remark as the file has it.
struct RemarkEntry {
  std::string section, who, what;
  RemarkStatus status = RemarkStatus::open;
  std::optional<Date> when;

  bool operator==(const RemarkEntry&) const = default;
  static constexpr auto describe() {
    return record("remark", "What a reviewer says of a section of the report.",
                  fields(field<&RemarkEntry::section>("The section, by its id.", required),
                         field<&RemarkEntry::who>("Who says it.", required),
                         field<&RemarkEntry::what>("What is said.", required),
                         field<&RemarkEntry::status>("Whether it has been seen to."),
                         field<&RemarkEntry::when>("The day.", otherwise("not told"))));
  }
};

/// All of the file.
struct ReviewFile {
  std::vector<RemarkEntry> remarks;

  static constexpr auto describe() {
    return record("review", "What reviewers say of a run.",
                  fields(field<&ReviewFile::remarks>("The remarks, in order.")));
  }
};

namespace {

/// The file as it stands and as it is understood.
struct Review {
  std::shared_ptr<const Source> source;
  Node list;
  std::vector<RemarkEntry> remarks;
};

[[noreturn]] void refuse(IssueCode code, Place place, std::string message, std::string hint) {
  throw InputError({{code, std::move(place), "", std::move(message), std::move(hint)}});
}

/// Also of remarks that something else is wrong with, so that all is told at once.
void check_sections(const Node& list, const SectionIds& sections, Issues& issues) {
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Node* section = list.items[i].get("section");
    if (!section || section->kind != Node::Kind::scalar ||
        std::find(sections.begin(), sections.end(), section->text) != sections.end())
      continue;
    const auto nearest = nearest_word(section->text, sections);
    issues.push_back({IssueCode::unknown_reference, section->place,
                      fmt::format("remarks[{}].section", i),
                      fmt::format("the report has no section '{}'{}", shortened(section->text, 60),
                                  nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
                      fmt::format("sections: {}", listed(sections))});
  }
}

Review understand(std::string name, std::string text, const SectionIds& sections) {
  Review review{std::make_shared<Source>(Source{std::move(name), std::move(text)}), {}, {}};
  Issues issues;
  review.list = parse_yaml(review.source, issues);
  if (issues.empty()) {
    Node root = Node::map(review.list.place);
    root.entries.push_back({"remarks", review.list.place, review.list});
    review.remarks = Reader(issues).read_document<ReviewFile>(root).remarks;
    check_sections(review.list, sections, issues);
  }
  if (!issues.empty()) {
    sort_by_place(issues);
    throw InputError(std::move(issues));
  }
  return review;
}

Review read_file(const std::filesystem::path& folder, const SectionIds& sections) {
  const std::filesystem::path path = folder / review_name;
  std::string text;
  if (std::filesystem::exists(path)) {
    std::ifstream stream(path, std::ios::binary);
    text.resize(largest_file + 1);  // one byte more than is allowed tells that there is more
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    if (stream.bad() || !std::filesystem::is_regular_file(path))
      refuse(IssueCode::file_not_found, {std::make_shared<Source>(Source{path.string(), {}})},
             "the file can't be read", "");
  }
  return understand(path.string(), std::move(text), sections);
}

/// The byte of the source that a place means.
std::size_t offset_of(const Place& place) {
  const std::string_view text = place.source->text;
  std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  for (int line = 1; line < place.line; ++line) at = text.find('\n', at) + 1;
  for (int column = 1; column < place.column; ++column) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0u) == 0x80u) ++at;
  }
  return at;
}

/// Writes the text, if it says what was meant.
void write_if(const std::filesystem::path& folder, const SectionIds& sections, const Review& before,
              std::string text, const std::vector<RemarkEntry>& meant) {
  const Review after = understand(before.source->name, text, sections);
  if (after.remarks != meant)
    refuse(IssueCode::syntax, {before.source},
           "the file is written in a way that can't be changed without changing more",
           "edit it by hand; each remark begins with `- ` in a line of its own");
  write_file(folder / review_name, text);
}

std::string_view word_of(RemarkStatus status) {
  return choices(std::type_identity<RemarkStatus>{})[static_cast<std::size_t>(status)].word;
}

/// A remark as lines of YAML, the first with its dash, behind as many spaces as the others have.
std::string lines_of(const RemarkEntry& remark, std::size_t indent) {
  const std::string space(indent, ' ');
  std::string lines =
      fmt::format("{0}- section: {1}\n{0}  who: {2}\n{0}  what: {3}\n{0}  status: {4}\n", space,
                  yaml_text(remark.section), yaml_text(remark.who), yaml_text(remark.what),
                  word_of(remark.status));
  if (remark.when) lines += fmt::format("{}  when: {}\n", space, to_text(*remark.when));
  return lines;
}

}  // namespace

std::vector<Remark> read_review(const std::filesystem::path& folder, const SectionIds& sections) {
  std::vector<Remark> remarks;
  for (const RemarkEntry& entry : read_file(folder, sections).remarks)
    remarks.push_back({entry.section, entry.who, entry.what, std::string(word_of(entry.status)),
                       entry.when ? to_text(*entry.when) : ""});
  return remarks;
}

void add_remark(const std::filesystem::path& folder, const SectionIds& sections,
                const Remark& remark) {
  const Review review = read_file(folder, sections);
  std::string text = review.source->text;
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  const RemarkEntry entry{remark.section, remark.who, remark.what, RemarkStatus::open,
                          parse_date(remark.when)};
  const bool has_list = review.list.kind == Node::Kind::list;
  // The dash of the first remark is where the list begins.
  text += lines_of(entry, has_list ? static_cast<std::size_t>(review.list.place.column - 1) : 0);
  std::vector<RemarkEntry> meant = review.remarks;
  meant.push_back(entry);
  write_if(folder, sections, review, std::move(text), meant);
}

void settle_remark(const std::filesystem::path& folder, const SectionIds& sections,
                   std::size_t number) {
  const Review review = read_file(folder, sections);
  if (number < 1 || number > review.remarks.size())
    refuse(IssueCode::unknown_reference, {review.source},
           fmt::format("there is no remark {}", number),
           review.remarks.empty()
               ? "nobody has remarked anything yet"
               : fmt::format("they are counted from 1 to {}", review.remarks.size()));
  const Node& remark = review.list.items[number - 1];
  std::string text = review.source->text;
  if (const Node* status = remark.get("status"); status && status->kind == Node::Kind::scalar) {
    const std::size_t quotes = status->quoted ? 2 : 0;
    text.replace(offset_of(status->place), status->text.size() + quotes, "done");
  } else {
    // Before the first key, where a line can begin whatever the values look like.
    const Entry& first = remark.entries.front();
    const bool in_braces = text[offset_of(remark.place)] == '{';
    const auto column = static_cast<std::size_t>(first.key_place.column - 1);
    text.insert(offset_of(first.key_place),
                in_braces ? "status: done, " : "status: done\n" + std::string(column, ' '));
  }
  std::vector<RemarkEntry> meant = review.remarks;
  meant[number - 1].status = RemarkStatus::done;
  write_if(folder, sections, review, std::move(text), meant);
}

}  // namespace channelsim
