#include "engine/schema/table_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "engine/base/text.hpp"
#include "engine/schema/overlay.hpp"
#include "engine/schema/reader.hpp"

namespace channelsim {

struct TableSource {
  std::string file;
  Settings columns;

  static constexpr auto describe() {
    return record(
        "from_csv", "Entries from a CSV file with a heading line, a row each.",
        fields(field<&TableSource::file>(
                   "The file, relative to --data or to the scenario's folder.", required),
               field<&TableSource::columns>(
                   "Which column fills which key: `{name: account, pricing.price: price}`.",
                   required)));
  }
};

const RecordDescription& table_source_description() { return description_of<TableSource>(); }

std::shared_ptr<const Source> TableFiles::open(const std::string& name, const Place& place,
                                               Issues& issues) {
  namespace fs = std::filesystem;
  for (const fs::path& folder : folders_) {
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, error);
    const fs::path file = fs::weakly_canonical(root / name, error);
    const auto [end, rest] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    if (error || end != root.end() || fs::path(name).is_absolute()) {
      issues.push_back({IssueCode::file_outside, place, "",
                        fmt::format("'{}' is outside the scenario's folder", name),
                        "put the file beside the scenario, or name its folder with --data"});
      return nullptr;
    }
    if (!fs::is_regular_file(file, error)) continue;
    const std::string shown = (folder / name).lexically_normal().string();
    for (const auto& source : read_)
      if (source->name == shown) return source;
    if (fs::file_size(file, error) > largest_table) {
      issues.push_back({IssueCode::too_large, place, "",
                        fmt::format("'{}' has {} bytes; at most {} are read", name,
                                    fs::file_size(file, error), largest_table),
                        "leave out rows and columns that the scenario does not use"});
      return nullptr;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) break;
    read_.push_back(std::make_shared<Source>(Source{shown, std::move(text)}));
    return read_.back();
  }
  std::vector<std::string> searched;
  for (const fs::path& folder : folders_)
    searched.push_back(folder.empty() ? "." : folder.string());
  const std::vector<std::string_view> shown(searched.begin(), searched.end());
  issues.push_back({IssueCode::file_not_found, place, "",
                    fmt::format("the file '{}' can't be read", name),
                    fmt::format("looked in {}", listed(shown))});
  return nullptr;
}

std::vector<std::vector<TableCell>> parse_csv(const std::shared_ptr<const Source>& source,
                                              Issues& issues) {
  std::string_view text = source->text;
  if (const auto invalid = first_invalid_utf8(text)) {
    issues.push_back({IssueCode::encoding, place_of_offset(source, *invalid), "",
                      fmt::format("byte {} (0x{:02x}) is not valid UTF-8", *invalid,
                                  static_cast<unsigned char>(text[*invalid])),
                      "save the file as 'CSV UTF-8'"});
    return {};
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  std::vector<std::vector<TableCell>> rows;
  int line = 1, column = 1;
  std::size_t i = 0;
  const auto advance = [&] {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xc0u) != 0x80u) {
      ++column;
    }
    ++i;
  };
  while (i < text.size()) {
    std::vector<TableCell> row;
    for (bool more = true; more;) {
      TableCell cell{"", line, column};
      const bool quoted = i < text.size() && text[i] == '"';
      if (quoted) {
        advance();
        while (i < text.size() && (text[i] != '"' || (i + 1 < text.size() && text[i + 1] == '"'))) {
          if (text[i] == '"') advance();
          cell.text += text[i];
          advance();
        }
        if (i == text.size()) {
          issues.push_back({IssueCode::syntax,
                            {source, cell.line, cell.column},
                            "",
                            "the quote that opens here is never closed",
                            ""});
          return rows;
        }
        advance();
        if (i < text.size() && text[i] != ',' && text[i] != '\n' && text[i] != '\r') {
          issues.push_back({IssueCode::syntax,
                            {source, line, column},
                            "",
                            "text stands behind a closing quote",
                            "inside quotes, write a quote twice"});
          return rows;
        }
      }
      while (i < text.size() && text[i] != ',' && text[i] != '\n' && text[i] != '\r') {
        cell.text += text[i];
        advance();
      }
      row.push_back(std::move(cell));
      more = i < text.size() && text[i] == ',';
      if (more) advance();
    }
    if (i < text.size() && text[i] == '\r') advance();
    if (i < text.size() && text[i] == '\n') advance();
    if (row.size() > 1 || !row[0].text.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

namespace {

/// Index of a heading, or nothing after an issue at the place that asks for it.
std::optional<std::size_t> column_of(const std::vector<TableCell>& headings, const Entry& column,
                                     const std::string& file, Issues& issues) {
  const Node& wanted = column.value;
  const std::string path = "from_csv.columns." + column.key;
  if (wanted.kind != Node::Kind::scalar) {
    issues.push_back(
        {IssueCode::not_a_value, wanted.place, path,
         fmt::format("{} stands where the heading of a column belongs", described(wanted)), ""});
    return {};
  }
  std::vector<std::string_view> names;
  for (const TableCell& heading : headings) names.push_back(heading.text);
  const auto found = std::find(names.begin(), names.end(), wanted.text);
  if (found == names.end()) {
    const auto nearest = nearest_word(wanted.text, names);
    const bool semicolons = names.size() == 1 && names[0].find(';') != std::string_view::npos;
    issues.push_back({IssueCode::unknown_column, wanted.place, path,
                      fmt::format("{} has no column {}{}", file, described(wanted),
                                  nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
                      semicolons ? "its cells seem to be separated by ';'; save it with commas"
                                 : fmt::format("columns: {}", listed(names))});
    return {};
  }
  if (std::find(found + 1, names.end(), wanted.text) != names.end()) {
    issues.push_back({IssueCode::unknown_column, wanted.place, path,
                      fmt::format("{} has two columns {}", file, described(wanted)),
                      "rename one of them"});
    return {};
  }
  return static_cast<std::size_t>(found - names.begin());
}

/// The entry that a row stands for. Keys are placed where `columns` names them, values in the data.
Node entry_of(const std::vector<TableCell>& row, const Node& entry, const std::vector<Entry>& columns,
              const std::vector<std::size_t>& indices, const std::shared_ptr<const Source>& source,
              Issues& issues) {
  const bool has_gap = std::any_of(indices.begin(), indices.end(),
                                   [&](std::size_t i) { return row[i].text.empty(); });
  // What is missing is missing in the row if it has an empty cell, else in what the scenario says.
  Node item = Node::map(has_gap ? Place{source, row[0].line, 1} : entry.place);
  for (const Entry& common : entry.entries)
    if (common.key != "from_csv") item.entries.push_back(common);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const TableCell& cell = row[indices[c]];
    if (cell.text.empty()) continue;
    apply_patch(item,
                {columns[c].key, columns[c].key_place,
                 Node::scalar(cell.text, {source, cell.line, cell.column})},
                issues);
  }
  return item;
}

/// The entries that one `from_csv` stands for.
std::vector<Node> rows_of(const Node& entry, TableFiles& files, Issues& issues) {
  const Entry* table = entry.find("from_csv");
  const std::size_t before = issues.size();
  const auto asked = Reader(issues).read_document<TableSource>(table->value);
  for (std::size_t i = before; i < issues.size(); ++i)
    issues[i].path = issues[i].path.empty() ? "from_csv" : "from_csv." + issues[i].path;
  if (issues.size() > before) return {};
  const auto source = files.open(asked.file, table->value.get("file")->place, issues);
  if (!source) return {};
  const auto rows = parse_csv(source, issues);
  if (issues.size() > before) return {};
  if (rows.empty()) {
    issues.push_back({IssueCode::empty, {source, 1, 1}, "", "the table has no heading line", ""});
    return {};
  }
  std::vector<std::size_t> indices;
  for (const Entry& column : asked.columns.entries)
    if (const auto index = column_of(rows[0], column, asked.file, issues))
      indices.push_back(*index);
  if (issues.size() > before) return {};

  std::vector<Node> result;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    if (rows[r].size() != rows[0].size())
      issues.push_back(
          {IssueCode::wrong_shape,
           {source, rows[r][0].line, 1},
           "",
           fmt::format("the row has {} cells; the heading has {}", rows[r].size(), rows[0].size()),
           rows[r].size() > rows[0].size() ? "a text that holds a comma stands in double quotes"
                                           : ""});
    else
      result.push_back(entry_of(rows[r], entry, asked.columns.entries, indices, source, issues));
  }
  return result;
}
}  // namespace

void expand_tables(Node& node, TableFiles& files, Issues& issues) {
  for (Entry& entry : node.entries) expand_tables(entry.value, files, issues);
  std::vector<Node> items;
  for (Node& item : node.items) {
    if (item.kind == Node::Kind::map && item.find("from_csv")) {
      std::vector<Node> rows = rows_of(item, files, issues);
      std::move(rows.begin(), rows.end(), std::back_inserter(items));
    } else {
      expand_tables(item, files, issues);
      items.push_back(std::move(item));
    }
  }
  node.items = std::move(items);
}

}  // namespace channelsim
