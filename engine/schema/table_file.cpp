#include "engine/schema/table_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/base/text.hpp"
#include "engine/schema/overlay.hpp"
#include "engine/schema/reader.hpp"

namespace channelsim {

struct TableSource {
  std::string file;
  Settings columns;
  std::vector<std::string> group_by;
  Settings where;

  static constexpr auto describe() {
    return record(
        "from_csv",
        "Entries from a CSV file with a heading line: one per row, or per group of rows.",
        fields(field<&TableSource::file>(
                   "The file, relative to --data or to the scenario's folder.", required),
               field<&TableSource::columns>(
                   "Which column fills which key: `{name: account, pricing.price: price}`; with "
                   "group_by also how: `{consumers: {sum: households}}` (mean, sum, first, min, "
                   "max, count).",
                   required),
               field<&TableSource::group_by>(
                   "Columns whose values, taken together, make one entry of all rows they share.",
                   otherwise("a row each")),
               field<&TableSource::where>("Only rows with these values: `{brand: own}`.",
                                          otherwise("all rows"))));
  }
};

/// The values of an empirical distribution.
struct ColumnSource {
  std::string file, column;

  static constexpr auto describe() {
    return record("from_csv column", "Values from a column of a CSV file.",
                  fields(field<&ColumnSource::file>("The file.", required),
                         field<&ColumnSource::column>("The heading.", required)));
  }
};

const RecordDescription& table_source_description() { return description_of<TableSource>(); }
const RecordDescription& column_source_description() { return description_of<ColumnSource>(); }

namespace {

/// A table that was read: its headings, and the rows that have as many cells.
struct Table {
  std::shared_ptr<const Source> source;
  std::vector<TableCell> headings;
  std::vector<std::vector<TableCell>> rows;

  Place place(const TableCell& cell) const { return {source, cell.line, cell.column}; }
};

/// How the rows of a group give one value.
enum class Combination { same, mean, sum, first, min, max, count };
constexpr auto choices(std::type_identity<Combination>) {
  return std::array{Choice<Combination>{Combination::mean, "mean", "Their mean."},
                    Choice<Combination>{Combination::sum, "sum", "Their sum."},
                    Choice<Combination>{Combination::first, "first", "That of the first row."},
                    Choice<Combination>{Combination::min, "min", "The least."},
                    Choice<Combination>{Combination::max, "max", "The largest."},
                    Choice<Combination>{Combination::count, "count", "How many rows there are."}};
}

/// A key of the record, the column that fills it, and how.
struct Filling {
  const Entry* key;
  std::size_t column;
  Combination combination;
};

using Rows = std::vector<const std::vector<TableCell>*>;

class TableReader {
 public:
  TableReader(InputFiles& files, Issues& issues, const std::filesystem::path& folder)
      : files_(files), issues_(issues), folder_(folder) {}

  /// The entries that one `from_csv` stands for.
  std::vector<Node> entries(const Node& entry) {
    const Entry* from = entry.find("from_csv");
    const std::size_t before = issues_.size();
    const auto asked = read<TableSource>(from->value);
    if (!asked) return {};
    const auto table = open(asked->file, from->value.get("file")->place);
    if (!table) return {};
    std::vector<Filling> fillings;
    for (const Entry& column : asked->columns.entries)
      if (const auto filling = filling_of(*table, column, asked->file, !asked->group_by.empty()))
        fillings.push_back(*filling);
    const std::vector<Rows> groups = groups_of(*table, *asked, from->value);
    if (issues_.size() > before) return {};
    std::vector<Node> result;
    for (const Rows& rows : groups) result.push_back(entry_of(*table, rows, entry, fillings));
    return result;
  }

  /// The values of an empirical distribution, as a list.
  std::optional<Node> values(const Node& from) {
    const auto asked = read<ColumnSource>(from);
    if (!asked) return {};
    const auto table = open(asked->file, from.get("file")->place);
    if (!table) return {};
    const Node* heading = from.get("column");
    const auto column = column_of(*table, *heading, asked->file, "from_csv.column");
    if (!column) return {};
    Node list = Node::list(heading->place);
    for (const auto& row : table->rows)
      if (!row[*column].text.empty())
        list.items.push_back(Node::scalar(row[*column].text, table->place(row[*column])));
    return list;
  }

 private:
  template <class T>
  std::optional<T> read(const Node& node) {
    const std::size_t before = issues_.size();
    T asked = Reader(issues_).read_document<T>(node);
    for (std::size_t i = before; i < issues_.size(); ++i)
      issues_[i].path = issues_[i].path.empty() ? "from_csv" : "from_csv." + issues_[i].path;
    return issues_.size() > before ? std::nullopt : std::optional(std::move(asked));
  }

  std::optional<Table> open(const std::string& file, const Place& place) {
    const std::size_t before = issues_.size();
    Table table{files_.open(file, place, issues_, folder_), {}, {}};
    if (!table.source) return {};
    auto rows = parse_csv(table.source, issues_);
    if (issues_.size() > before) return {};
    if (rows.empty()) {
      add(IssueCode::empty, {table.source, 1, 1}, "", "the table has no heading line", "");
      return {};
    }
    table.headings = std::move(rows.front());
    for (std::size_t r = 1; r < rows.size(); ++r) {
      if (rows[r].size() == table.headings.size())
        table.rows.push_back(std::move(rows[r]));
      else
        add(IssueCode::wrong_shape, {table.source, rows[r][0].line, 1}, "",
            fmt::format("the row has {} cells; the heading has {}", rows[r].size(),
                        table.headings.size()),
            rows[r].size() > table.headings.size()
                ? "a text that holds a comma stands in double quotes"
                : "");
    }
    return issues_.size() > before ? std::nullopt : std::optional(std::move(table));
  }

  /// Index of a heading, or nothing after an issue at the place that asks for it.
  std::optional<std::size_t> column_of(const Table& table, const Node& wanted,
                                       const std::string& file, const std::string& path) {
    if (wanted.kind != Node::Kind::scalar) {
      add(IssueCode::not_a_value, wanted.place, path,
          fmt::format("{} stands where the heading of a column belongs", described(wanted)), "");
      return {};
    }
    std::vector<std::string_view> names;
    for (const TableCell& heading : table.headings) names.push_back(heading.text);
    const auto found = std::find(names.begin(), names.end(), wanted.text);
    if (found == names.end()) {
      const auto nearest = nearest_word(wanted.text, names);
      const bool semicolons = names.size() == 1 && names[0].find(';') != std::string_view::npos;
      add(IssueCode::unknown_column, wanted.place, path,
          fmt::format("{} has no column {}{}", file, described(wanted),
                      nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
          semicolons ? "its cells seem to be separated by ';'; save it with commas"
                     : fmt::format("columns: {}", listed(names)));
      return {};
    }
    if (std::find(found + 1, names.end(), wanted.text) != names.end()) {
      add(IssueCode::unknown_column, wanted.place, path,
          fmt::format("{} has two columns {}", file, described(wanted)), "rename one of them");
      return {};
    }
    return static_cast<std::size_t>(found - names.begin());
  }

  std::optional<Filling> filling_of(const Table& table, const Entry& column,
                                    const std::string& file, bool grouped) {
    const std::string path = "from_csv.columns." + column.key;
    if (column.value.kind != Node::Kind::map) {
      const auto index = column_of(table, column.value, file, path);
      return index ? std::optional(Filling{&column, *index, Combination::same}) : std::nullopt;
    }
    if (!grouped || column.value.entries.size() != 1) {
      add(IssueCode::wrong_shape, column.value.place, path,
          grouped ? "one way to combine rows belongs here, as {mean: HEADING}"
                  : "rows are combined only with `group_by`",
          grouped ? "" : "name the column alone, or state `group_by: HEADING`");
      return {};
    }
    const Entry& how = column.value.entries.front();
    std::vector<std::string_view> words;
    for (const auto& choice : choices(std::type_identity<Combination>{})) {
      words.push_back(choice.word);
      if (choice.word != how.key) continue;
      const auto index = column_of(table, how.value, file, path);
      return index ? std::optional(Filling{&column, *index, choice.value}) : std::nullopt;
    }
    const auto nearest = nearest_word(how.key, words);
    add(IssueCode::not_a_choice, how.key_place, path,
        fmt::format("'{}' is not one of {}{}", shortened(how.key, 60), listed(words, "or"),
                    nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
        "");
    return {};
  }

  /// The rows that count, together where they make one entry, in the order of their first rows.
  std::vector<Rows> groups_of(const Table& table, const TableSource& asked, const Node& from) {
    std::vector<std::pair<std::size_t, std::string>> wanted;
    for (const Entry& condition : asked.where.entries) {
      Node heading = Node::scalar(condition.key, condition.key_place);
      const auto index = column_of(table, heading, asked.file, "from_csv.where");
      if (condition.value.kind != Node::Kind::scalar && condition.value.kind != Node::Kind::null)
        add(IssueCode::wrong_shape, condition.value.place, "from_csv.where",
            fmt::format("{} stands where one value belongs", described(condition.value)),
            "take several values by a `from_csv` each");
      else if (index && require_some(table, *index, condition, asked.file))
        wanted.emplace_back(*index, condition.value.text);
    }
    std::vector<std::size_t> keys;
    const Node* headings = from.get("group_by");
    for (std::size_t i = 0; i < asked.group_by.size(); ++i) {
      const bool is_list = headings->kind == Node::Kind::list;
      if (const auto index = column_of(table, is_list ? headings->items[i] : *headings, asked.file,
                                       "from_csv.group_by"))
        keys.push_back(*index);
    }
    std::vector<Rows> groups;
    std::map<std::vector<std::string>, std::size_t> known;
    for (const auto& row : table.rows) {
      if (std::any_of(wanted.begin(), wanted.end(),
                      [&](const auto& each) { return row[each.first].text != each.second; }))
        continue;
      std::vector<std::string> key;
      for (const std::size_t column : keys) key.push_back(row[column].text);
      const auto [group, is_new] = known.emplace(std::move(key), groups.size());
      if (keys.empty() || is_new)
        groups.push_back({&row});
      else
        groups[group->second].push_back(&row);
    }
    return groups;
  }

  /// A value that no row has is misspelt more often than not.
  bool require_some(const Table& table, std::size_t column, const Entry& condition,
                    const std::string& file) {
    std::set<std::string_view> there;
    for (const auto& row : table.rows) there.insert(row[column].text);
    if (there.contains(condition.value.text)) return true;
    const std::vector<std::string_view> values(there.begin(), there.end());
    const auto nearest = nearest_word(condition.value.text, values);
    add(IssueCode::not_a_choice, condition.value.place, "from_csv.where",
        fmt::format("no row of {} has '{}' in the column '{}'{}", file,
                    shortened(condition.value.text, 60), condition.key,
                    nearest ? fmt::format("; did you mean '{}'?", shortened(*nearest, 60)) : ""),
        "");
    return false;
  }

  /// The entry that a row or group stands for. Keys are placed where `columns` names them, values
  /// in the data.
  Node entry_of(const Table& table, const Rows& rows, const Node& entry,
                const std::vector<Filling>& fillings) {
    const auto& first = *rows.front();
    const bool has_gap = std::any_of(fillings.begin(), fillings.end(), [&](const Filling& f) {
      return first[f.column].text.empty();
    });
    // What is missing is missing in the row if it has an empty cell, else in what the scenario
    // says.
    Node item = Node::map(has_gap ? Place{table.source, first[0].line, 1} : entry.place);
    for (const Entry& common : entry.entries)
      if (common.key != "from_csv") item.entries.push_back(common);
    for (const Filling& filling : fillings) {
      const TableCell& cell = first[filling.column];
      const std::string text = combined(table, rows, filling);
      if (!text.empty())
        apply_patch(
            item, {filling.key->key, filling.key->key_place, Node::scalar(text, table.place(cell))},
            issues_);
    }
    return item;
  }

  /// The text that the rows of a group give together; empty where there is none.
  std::string combined(const Table& table, const Rows& rows, const Filling& filling) {
    const TableCell& first = (*rows.front())[filling.column];
    if (filling.combination == Combination::first) return first.text;
    if (filling.combination == Combination::count) return std::to_string(rows.size());
    if (filling.combination == Combination::same) {
      for (const auto* row : rows)
        if (const TableCell& cell = (*row)[filling.column]; cell.text != first.text) {
          add(IssueCode::broken_rule, table.place(cell), filling.key->key,
              fmt::format("the group has '{}' here and '{}' in line {}", shortened(cell.text, 60),
                          shortened(first.text, 60), first.line),
              fmt::format("say how to combine them: `{}: {{mean: {}}}`, or sum, first, min, max",
                          filling.key->key, table.headings[filling.column].text));
          return {};
        }
      return first.text;
    }
    std::vector<double> numbers;
    for (const auto* row : rows) {
      const TableCell& cell = (*row)[filling.column];
      if (cell.text.empty()) continue;
      if (const auto number = parse_number(cell.text))
        numbers.push_back(*number);
      else
        add(IssueCode::not_a_value, table.place(cell), filling.key->key,
            fmt::format("'{}' is not a number", shortened(cell.text, 60)), "");
    }
    if (numbers.empty()) return {};
    double sum = 0;
    for (const double number : numbers) sum += number;
    switch (filling.combination) {
      case Combination::mean:
        return shortest(sum / static_cast<double>(numbers.size()));
      case Combination::min:
        return shortest(*std::min_element(numbers.begin(), numbers.end()));
      case Combination::max:
        return shortest(*std::max_element(numbers.begin(), numbers.end()));
      default:
        return shortest(sum);
    }
  }

  void add(IssueCode code, const Place& place, std::string path, std::string message,
           std::string hint) {
    issues_.push_back({code, place, std::move(path), std::move(message), std::move(hint)});
  }

  InputFiles& files_;
  Issues& issues_;
  const std::filesystem::path& folder_;
};

}  // namespace

void expand_tables(Node& node, InputFiles& files, Issues& issues,
                   const std::filesystem::path& folder) {
  TableReader reader(files, issues, folder);
  Entry* from = node.find("from_csv");
  if (const Node* family = node.get("dist"); from && family && family->text == "empirical") {
    if (auto values = reader.values(from->value)) {
      std::erase_if(node.entries, [](const Entry& entry) { return entry.key == "from_csv"; });
      node.entries.push_back({"values", node.place, std::move(*values)});
    }
    return;
  }
  for (Entry& entry : node.entries) expand_tables(entry.value, files, issues, folder);
  std::vector<Node> items;
  for (Node& item : node.items) {
    if (item.kind == Node::Kind::map && item.find("from_csv") && !item.find("dist")) {
      for (Entry& entry : item.entries)
        if (entry.key != "from_csv") expand_tables(entry.value, files, issues, folder);
      std::vector<Node> rows = reader.entries(item);
      std::move(rows.begin(), rows.end(), std::back_inserter(items));
    } else {
      expand_tables(item, files, issues, folder);
      items.push_back(std::move(item));
    }
  }
  node.items = std::move(items);
}

}  // namespace channelsim
