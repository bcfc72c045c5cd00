#include "engine/report/reference.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace channelsim {

namespace {

/// The records a value leads to.
std::vector<const RecordDescription*> records_of(const ValueDescription& value) {
  if (value.item) return records_of(*value.item);
  if (value.record) return {value.record};
  return value.alternatives;
}

std::string default_of(const FieldDescription& field) {
  return field.is_required ? "required" : field.default_text;
}

void collect(const RecordDescription& record, std::vector<const RecordDescription*>& found) {
  if (std::find(found.begin(), found.end(), &record) != found.end()) return;
  found.push_back(&record);
  for (const FieldDescription& field : record.fields)
    for (const RecordDescription* inner : records_of(field.value)) collect(*inner, found);
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}
}  // namespace

std::string reference_page(const RecordDescription& document) {
  std::vector<const RecordDescription*> records;
  collect(document, records);
  std::string page;
  for (const RecordDescription* record : records) {
    page += fmt::format("## {}\n\n{}\n\n", record->tag, record->doc);
    for (const std::string_view rule : record->rules) page += fmt::format("Rule: {}.\n\n", rule);
    if (record->fields.empty()) continue;
    page += "| key | meaning | value | default |\n|---|---|---|---|\n";
    for (const FieldDescription& field : record->fields)
      page += fmt::format("| `{}` | {} | {} | {} |\n", field.key, escaped(field.doc),
                          escaped(to_text(field.value)), escaped(default_of(field)));
    page += '\n';
  }
  return page;
}

namespace {

std::string keys_of(const RecordDescription& record) {
  std::size_t width = 0;
  for (const FieldDescription& field : record.fields) width = std::max(width, field.key.size());
  std::string text;
  for (const FieldDescription& field : record.fields)
    text += fmt::format("  {:{}}  {}\n", field.key, width, field.doc);
  for (const std::string_view rule : record.rules) text += fmt::format("  rule: {}\n", rule);
  return text;
}

std::string text_of(std::string_view path, const FieldDescription& field) {
  std::string text = fmt::format("{}: {}\n", path, field.doc);
  text += fmt::format("  value    {}\n", to_text(field.value));
  if (const std::string value = default_of(field); !value.empty())
    text += fmt::format("  default  {}\n", value);
  for (const auto& [word, meaning] : field.value.choices)
    text += fmt::format("  {}: {}\n", word, meaning);
  for (const RecordDescription* record : records_of(field.value))
    text += fmt::format("\n{}: {}\n{}", record->tag, record->doc, keys_of(*record));
  return text;
}
}  // namespace

const FieldDescription* field_at(const RecordDescription& document, std::string_view path,
                                 UnknownKey& unknown) {
  std::vector<const RecordDescription*> at = {&document};
  const FieldDescription* field = nullptr;
  bool in_list = false;
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view key = rest.substr(0, rest.find_first_of(".["));
    rest.remove_prefix(std::min(rest.size(), key.size()));
    if (rest.starts_with('[')) rest.remove_prefix(std::min(rest.size(), rest.find(']') + 1));
    if (rest.starts_with('.')) rest.remove_prefix(1);
    const FieldDescription* next = nullptr;
    unknown = {key, {}};
    for (const RecordDescription* record : at) {
      if (!next) next = record->find(key);
      for (const FieldDescription& each : record->fields) unknown.known.push_back(each.key);
    }
    if (!next && in_list && !rest.empty()) continue;  // the name of an entry
    if (!next) return nullptr;
    field = next;
    in_list = field->value.kind == ValueDescription::Kind::list;
    at = records_of(field->value);
  }
  return field;
}

std::optional<std::string> explain_path(const RecordDescription& document, std::string_view path,
                                        UnknownKey& unknown) {
  if (path.empty()) return fmt::format("{}\n\n{}", document.doc, keys_of(document));
  const FieldDescription* field = field_at(document, path, unknown);
  return field ? std::optional(text_of(path, *field)) : std::nullopt;
}

}  // namespace channelsim
