#include "engine/report/json_schema.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/schema/distribution.hpp"
#include "engine/schema/table_file.hpp"

namespace channelsim {

namespace {

constexpr std::string_view table_key = "from_csv", extends_key = "extends";

// Texts that stand for numbers and times. What they mean is checked when the scenario is read.

/// "12.50 CNY" or "¥12.50": there is a unit behind or a currency before.
std::string amount_pattern() {
  const std::string currency = "([A-Z]{3}|[^-0-9A-Za-z+., _]+)";
  const std::string number = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?";
  const std::string unit = " *[^0-9., _].*";
  return "^(?!0[xob])(" + currency + " *" + number + "(" + unit + ")?|" + number + unit + ")$";
}

const std::string month = "(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])";
const std::string day = month + "-(0[1-9]|[12][0-9]|3[01])";

std::string date_pattern() { return "^" + day + "$"; }
std::string moment_pattern() {
  const std::string week = "(19|2[0-9])[0-9]{2}-W(0[1-9]|[1-4][0-9]|5[0-3])";
  return "^((step|day|week|month|quarter|year)s? [0-9.]+|[0-9]+([.][0-9]+)?( *[^-0-9. ].*)?|" +
         month + "|" + day + "|" + week + ")$";
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const RecordDescription& table_source) : table_source_(table_source) {}

  std::string document(const RecordDescription& record) {
    collect(record);
    for (const RecordDescription* family : families_) collect(*family);
    json_.begin_object();
    json_.member("$schema", "http://json-schema.org/draft-07/schema#");
    json_.member("title", record.tag);
    if (record.find(extends_key))
      whole_or_part(record);
    else
      record_members(record, false, true);
    json_.key("definitions");
    json_.begin_object();
    numbers();
    for (const auto& [name, inner] : records_) {
      json_.key(name);
      json_.begin_object();
      record_members(*inner, rows_.contains(inner->tag), !is_alternative(*inner));
      json_.end_object();
    }
    for (const auto& [tag, inner] : parts_) {
      json_.key(part_of(tag));
      json_.begin_object();
      part_members(*inner);
      json_.end_object();
    }
    if (!parts_.empty()) part_of_number();
    json_.end_object();
    json_.end_object();
    return json_.text();
  }

 private:
  /// Every record below; `rows_` are those that stand in lists.
  void collect(const RecordDescription& record) {
    for (const FieldDescription& field : record.fields) collect(field.value, false);
  }
  void collect(const ValueDescription& value, bool in_list) {
    using Kind = ValueDescription::Kind;
    if (value.kind == Kind::list) collect(*value.item, true);
    if (value.kind == Kind::record) add(*value.record, in_list, false);
    for (const RecordDescription* alternative : value.alternatives) add(*alternative, false, true);
  }
  void add(const RecordDescription& record, bool in_list, bool alternative) {
    if (in_list) {
      rows_.insert(record.tag);
      records_.emplace(table_key, &table_source_);
    }
    if (alternative) alternatives_.insert(record.tag);
    if (records_.emplace(record.tag, &record).second) collect(record);
  }

  void whole_or_part(const RecordDescription& record) {
    records_.emplace(record.tag, &record);
    collect_parts(record);
    json_.key("if");
    json_.begin_object(JsonLayout::one_line);
    strings("required", {extends_key});
    json_.end_object();
    reference("then", part_of(record.tag));
    reference("else", record.tag);
  }

  /// Records of which a file that starts from others may state a part: maps, which merge, and the
  /// entries of lists that merge by name.
  void collect_parts(const RecordDescription& record) {
    if (!parts_.emplace(record.tag, &record).second) return;
    for (const FieldDescription& field : record.fields)
      if (const RecordDescription* below = merged_record(field.value)) collect_parts(*below);
  }
  static const RecordDescription* merged_record(const ValueDescription& value) {
    using Kind = ValueDescription::Kind;
    if (value.kind == Kind::record) return value.record;
    return value.kind == Kind::list ? named_record(value) : nullptr;
  }
  /// The record of a list's entries if these have names.
  static const RecordDescription* named_record(const ValueDescription& list) {
    const RecordDescription* record = list.item->record;
    return record && record->find("name") ? record : nullptr;
  }
  static std::string part_of(std::string_view tag) { return "part of " + std::string(tag); }

  /// What may be stated of a record in a file that starts from others: any key or none; null takes
  /// away what the others say.
  void part_members(const RecordDescription& record) {
    json_.member("description", record.doc);
    json_.member("type", "object");
    json_.member("additionalProperties", false);
    json_.key("properties");
    json_.begin_object();
    for (const FieldDescription& field : record.fields) {
      json_.key(field.key);
      json_.begin_object();
      json_.member("description", meaning(field));
      json_.key("anyOf");
      json_.begin_array(JsonLayout::one_line);
      part_of_value(record, field);
      if (!field.is_required) {
        json_.begin_object();
        json_.member("type", "null");
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    if (rows_.contains(record.tag)) reference(table_key, table_key);
    json_.end_object();
  }
  void part_of_value(const RecordDescription& record, const FieldDescription& field) {
    using Kind = ValueDescription::Kind;
    const Kind kind = field.value.kind;
    const RecordDescription* below = merged_record(field.value);
    if (kind == Kind::list && below) {
      json_.begin_object();
      json_.member("type", "array");
      reference("items", part_of(below->tag));
      json_.end_object();
      json_.begin_object();  // the entries that change, by name
      json_.member("type", "object");
      json_.key("additionalProperties");
      json_.begin_object();
      json_.key("anyOf");
      json_.begin_array();
      item_reference(part_of(below->tag));
      json_.begin_object();
      json_.member("type", "null");
      json_.end_object();
      json_.end_array();
      json_.end_object();
      json_.end_object();
      return;
    }
    item_reference(std::string(record.tag) + "/properties/" + std::string(field.key));
    if (below) item_reference(part_of(below->tag));
    if (kind == Kind::number) item_reference(part_of("number"));
  }
  /// Some parameters of a distribution whose others are stated elsewhere, or another source.
  void part_of_number() {
    std::set<std::string_view> keys;
    const RecordDescription* sure = &description_of<SureValue>();
    for (const RecordDescription* each : families_)
      for (const FieldDescription& field : each->fields) keys.insert(field.key);
    for (const FieldDescription& field : sure->fields) keys.insert(field.key);
    keys.erase(sure->fields.front().key);
    json_.key(part_of("number"));
    json_.begin_object();
    json_.member("type", "object");
    json_.key("propertyNames");
    json_.begin_object(JsonLayout::one_line);
    strings("enum", {keys.begin(), keys.end()});
    json_.end_object();
    json_.end_object();
  }

  /// The members of a record's schema. A row of a table may lack what its columns give, and an
  /// alternative what it is laid over: its type, too.
  void record_members(const RecordDescription& record, bool row, bool requires_keys) {
    json_.member("description", record.doc);
    json_.member("type", "object");
    json_.member("additionalProperties", false);
    json_.key("properties");
    json_.begin_object();
    if (is_alternative(record)) constant("type", record.tag);
    if (is_family(record)) constant("dist", record.tag);
    for (const FieldDescription& field : record.fields) property(field);
    if (row) reference(table_key, table_key);
    if (takes_column(record)) reference(table_key, column_source_description().tag);
    json_.end_object();
    if (requires_keys) required(record, row);
  }

  /// Whether a table may give its values.
  static bool takes_column(const RecordDescription& record) {
    return &record == &description_of<Empirical>();
  }
  bool is_family(const RecordDescription& record) const {
    return std::find(families_.begin(), families_.end(), &record) != families_.end();
  }

  bool is_alternative(const RecordDescription& record) const {
    return alternatives_.contains(record.tag) && !is_family(record);
  }
  /// Families have names of their own: an alternative may be called as one of them is.
  static std::string family_name(const RecordDescription& family) {
    return "distribution " + std::string(family.tag);
  }

  void constant(std::string_view key, std::string_view word) {
    json_.key(key);
    json_.begin_object(JsonLayout::one_line);
    json_.member("const", word);
    json_.end_object();
  }

  /// What may stand for any number: with a unit, with its evidence, uncertain.
  void numbers() {
    for (const RecordDescription* family : families_)
      records_.emplace(family_name(*family), family);
    for (const RecordDescription* each :
         {&description_of<SureValue>(), &column_source_description()})
      records_.emplace(each->tag, each);
    text_of_pattern("number with unit", amount_pattern());
    std::string families;
    for (const RecordDescription* family : families_)
      families += (families.empty() ? "" : "|") + std::string(family->tag);
    text_of_pattern("distribution in a line", "^(" + families + ") *[(].*[)]$");
    json_.key("distribution");
    json_.begin_object();
    json_.key("anyOf");
    json_.begin_array();
    item_reference("distribution in a line");
    for (const RecordDescription* family : families_) item_reference(family_name(*family));
    json_.end_array();
    json_.end_object();
  }

  void text_of_pattern(std::string_view key, std::string_view pattern) {
    json_.key(key);
    json_.begin_object(JsonLayout::one_line);
    json_.member("type", "string");
    json_.member("pattern", pattern);
    json_.end_object();
  }

  void item_reference(std::string_view definition) {
    json_.begin_object(JsonLayout::one_line);
    json_.member("$ref", pointer(definition));
    json_.end_object();
  }

  void required(const RecordDescription& record, bool row) {
    std::vector<std::string_view> keys;
    if (is_family(record)) keys.push_back("dist");
    for (const FieldDescription& field : record.fields)
      if (field.is_required) keys.push_back(field.key);
    if (keys.empty()) return;
    if (!row && !takes_column(record)) {
      strings("required", keys);
      return;
    }
    std::vector<std::string_view> from_table{table_key};
    if (takes_column(record)) from_table.push_back("dist");
    json_.key("anyOf");
    json_.begin_array();
    for (const auto& each : {keys, from_table}) {
      json_.begin_object(JsonLayout::one_line);
      strings("required", each);
      json_.end_object();
    }
    json_.end_array();
  }

  void property(const FieldDescription& field) {
    json_.key(field.key);
    json_.begin_object();
    json_.member("description", meaning(field));
    value_members(field.value);
    if (field.key == "name") {
      json_.member("minLength", 1);
      json_.member("maxLength", 100);
    }
    if (field.is_required && field.value.kind == ValueDescription::Kind::list)
      json_.member("minItems", 1);
    default_member(field);
    json_.end_object();
  }

  /// What editors show beside a key.
  static std::string meaning(const FieldDescription& field) {
    std::string text(field.doc);
    if (!field.value.unit.empty()) text += " In " + field.value.unit + ".";
    if (!field.default_text.empty()) text += " Default: " + field.default_text + ".";
    return text;
  }

  void default_member(const FieldDescription& field) {
    using Kind = ValueDescription::Kind;
    const Kind kind = field.value.kind;
    if (field.default_text.empty()) return;
    if (kind == Kind::number || kind == Kind::whole) {
      if (const auto number = parse_number(field.default_text)) json_.member("default", *number);
    } else if (kind == Kind::truth) {
      json_.member("default", field.default_text == "true");
    } else if (kind == Kind::choice) {
      json_.member("default", field.default_text);
    }
  }

  void value_members(const ValueDescription& value) {
    using Kind = ValueDescription::Kind;
    switch (value.kind) {
      case Kind::text:
        strings("type", {"string", "number"});  // a title may look like a number
        break;
      case Kind::truth:
        json_.member("type", "boolean");
        break;
      case Kind::whole:
      case Kind::number:
        number(value);
        break;
      case Kind::date:
        json_.member("type", "string");
        json_.member("pattern", date_pattern());
        break;
      case Kind::moment:
        moment();
        break;
      case Kind::settings:
        json_.member("type", "object");
        break;
      case Kind::record:
        record(value);
        break;
      case Kind::list:
        list(value);
        break;
      case Kind::choice: {
        std::vector<std::string_view> words, meanings;
        for (const auto& [word, meaning] : value.choices) {
          words.push_back(word);
          meanings.push_back(meaning);
        }
        strings("enum", words);
        strings("enumDescriptions", meanings);
        break;
      }
      case Kind::alternatives:
        alternatives(value);
        break;
    }
  }

  /// A map with `type:`, or the bare word.
  void alternatives(const ValueDescription& value) {
    std::vector<std::string_view> words, meanings;
    json_.key("anyOf");
    json_.begin_array();
    for (const RecordDescription* alternative : value.alternatives) {
      words.push_back(alternative->tag);
      meanings.push_back(alternative->doc);
      item_reference(alternative->tag);
    }
    json_.begin_object(JsonLayout::one_line);
    strings("enum", words);
    strings("enumDescriptions", meanings);
    json_.end_object();
    json_.end_array();
  }

  void number(const ValueDescription& value) {
    const bool whole = value.kind == ValueDescription::Kind::whole;
    json_.key("anyOf");
    json_.begin_array();
    json_.begin_object(JsonLayout::one_line);
    json_.member("type", whole ? "integer" : "number");
    const Limits& limits = value.limits;
    if (std::isfinite(limits.low))
      json_.member(limits.low_open ? "exclusiveMinimum" : "minimum", limits.low);
    if (std::isfinite(limits.high)) json_.member("maximum", limits.high);
    json_.end_object();
    item_reference("number with unit");
    item_reference(description_of<SureValue>().tag);
    if (value.may_be_uncertain) item_reference("distribution");
    json_.end_array();
  }

  void moment() {
    json_.key("anyOf");
    json_.begin_array();
    json_.begin_object(JsonLayout::one_line);
    json_.member("type", "integer");
    json_.member("minimum", 0.0);
    json_.end_object();
    json_.begin_object(JsonLayout::one_line);
    json_.member("type", "string");
    json_.member("pattern", moment_pattern());
    json_.end_object();
    json_.end_array();
  }

  void record(const ValueDescription& value) {
    if (!value.shorthand) {
      json_.member("$ref", pointer(value.record->tag));
      return;
    }
    json_.key("anyOf");
    json_.begin_array();
    json_.begin_object();
    value_members(*value.shorthand);
    json_.end_object();
    item_reference(value.record->tag);
    json_.end_array();
  }

  /// One text alone may stand for a list of texts.
  void list(const ValueDescription& value) {
    const bool texts = value.item->kind == ValueDescription::Kind::text;
    if (texts)
      strings("type", {"array", "string", "number"});
    else
      json_.member("type", "array");
    json_.key("items");
    json_.begin_object();
    value_members(*value.item);
    json_.end_object();
  }
  static std::string pointer(std::string_view definition) {
    return "#/definitions/" + std::string(definition);
  }
  void reference(std::string_view key, std::string_view definition) {
    json_.key(key);
    item_reference(definition);
  }
  void strings(std::string_view key, const std::vector<std::string_view>& words) {
    json_.key(key);
    json_.begin_array(JsonLayout::one_line);
    for (const std::string_view word : words) json_.value(word);
    json_.end_array();
  }

  const RecordDescription& table_source_;
  JsonWriter json_;
  std::map<std::string, const RecordDescription*, std::less<>> records_;
  std::map<std::string_view, const RecordDescription*> parts_;
  std::set<std::string_view> rows_, alternatives_;
  const std::vector<const RecordDescription*> families_ =
      value_description<Distribution>().alternatives;
};

}  // namespace

std::string json_schema(const RecordDescription& document, const RecordDescription& table_source) {
  return SchemaWriter(table_source).document(document);
}

}  // namespace channelsim
