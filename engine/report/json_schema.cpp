#include "engine/report/json_schema.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/schema/distribution.hpp"

namespace channelsim {

namespace {

constexpr std::string_view table_key = "from_csv";

// Texts that stand for numbers. What they mean is checked when the scenario is read.
constexpr std::string_view amount_pattern =
    R"(^([A-Z]{3}|[^0-9A-Za-z+.-]+)? *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)? *[^0-9., ].*$)";
constexpr std::string_view call_pattern = R"(^[a-z_]+ *[(].*[)]$)";
constexpr std::string_view moment_pattern =
    R"(^((day|week|month|quarter|year) [0-9]+|[0-9]+ *[^0-9 -].*|[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[0-9]{4}-W[0-9]{2})$)";
constexpr std::string_view date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

class SchemaWriter {
 public:
  explicit SchemaWriter(const RecordDescription& table_source) : table_source_(table_source) {}

  std::string document(const RecordDescription& record) {
    json_.begin_object();
    json_.member("$schema", "http://json-schema.org/draft-07/schema#");
    json_.member("title", record.tag);
    record_members(record, false, true);
    collect(record);
    for (const RecordDescription* family : families_) collect(*family);
    json_.key("definitions");
    json_.begin_object();
    numbers();
    for (const auto& [tag, inner] : records_) {
      json_.key(tag);
      json_.begin_object();
      record_members(*inner, rows_.contains(tag), !alternatives_.contains(tag));
      json_.end_object();
    }
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

  /// The members of a record's schema. A row of a table may lack what its columns give, and an
  /// alternative what it is laid over: its type, too.
  void record_members(const RecordDescription& record, bool row, bool requires_keys) {
    json_.member("description", record.doc);
    json_.member("type", "object");
    json_.member("additionalProperties", false);
    json_.key("properties");
    json_.begin_object();
    if (alternatives_.contains(record.tag)) constant("type", record.tag);
    if (is_family(record)) constant("dist", record.tag);
    for (const FieldDescription& field : record.fields) property(field);
    if (row) reference(table_key, true);
    json_.end_object();
    if (requires_keys) required(record, row);
  }

  bool is_family(const RecordDescription& record) const {
    return std::find(families_.begin(), families_.end(), &record) != families_.end();
  }

  void constant(std::string_view key, std::string_view word) {
    json_.key(key);
    json_.begin_object(JsonLayout::one_line);
    json_.member("const", word);
    json_.end_object();
  }

  /// What may stand for any number: with a unit, with its evidence, uncertain.
  void numbers() {
    for (const RecordDescription* family : families_) records_.emplace(family->tag, family);
    records_.emplace(description_of<SureValue>().tag, &description_of<SureValue>());
    text_of_pattern("number with unit", amount_pattern);
    text_of_pattern("distribution in a line", call_pattern);
    json_.key("distribution");
    json_.begin_object();
    json_.key("anyOf");
    json_.begin_array();
    item_reference("distribution in a line");
    for (const RecordDescription* family : families_) item_reference(family->tag);
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

  void item_reference(std::string_view tag) {
    json_.begin_object(JsonLayout::one_line);
    json_.member("$ref", "#/definitions/" + std::string(tag));
    json_.end_object();
  }

  void required(const RecordDescription& record, bool row) {
    std::vector<std::string_view> keys;
    if (is_family(record)) keys.push_back("dist");
    for (const FieldDescription& field : record.fields)
      if (field.is_required) keys.push_back(field.key);
    if (keys.empty()) return;
    if (!row) {
      strings("required", keys);
      return;
    }
    json_.key("anyOf");
    json_.begin_array();
    for (const auto& each : {keys, {table_key}}) {
      json_.begin_object(JsonLayout::one_line);
      strings("required", each);
      json_.end_object();
    }
    json_.end_array();
  }

  void property(const FieldDescription& field) {
    json_.key(field.key);
    json_.begin_object();
    std::string text(field.doc);
    if (!field.value.unit.empty()) text += " In " + field.value.unit + ".";
    json_.member("description", text);
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
        json_.member("type", "string");
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
        json_.member("pattern", date_pattern);
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
        std::vector<std::string_view> words;
        for (const auto& choice : value.choices) words.push_back(choice.first);
        strings("enum", words);
        break;
      }
      case Kind::alternatives:
        alternatives(value);
        break;
    }
  }

  /// A map with `type:`, or the bare word.
  void alternatives(const ValueDescription& value) {
    std::vector<std::string_view> words;
    json_.key("anyOf");
    json_.begin_array();
    for (const RecordDescription* alternative : value.alternatives) {
      words.push_back(alternative->tag);
      json_.begin_object(JsonLayout::one_line);
      json_.member("$ref", "#/definitions/" + std::string(alternative->tag));
      json_.end_object();
    }
    json_.begin_object(JsonLayout::one_line);
    strings("enum", words);
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
    json_.member("pattern", moment_pattern);
    json_.end_object();
    json_.end_array();
  }

  void record(const ValueDescription& value) {
    if (!value.shorthand) {
      reference(value.record->tag, false);
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
      strings("type", {"array", "string"});
    else
      json_.member("type", "array");
    json_.key("items");
    json_.begin_object();
    value_members(*value.item);
    json_.end_object();
  }
  void reference(std::string_view tag, bool with_key) {
    if (with_key) {
      json_.key(tag);
      json_.begin_object(JsonLayout::one_line);
    }
    json_.member("$ref", "#/definitions/" + std::string(tag));
    if (with_key) json_.end_object();
  }
  void strings(std::string_view key, const std::vector<std::string_view>& words) {
    json_.key(key);
    json_.begin_array(JsonLayout::one_line);
    for (const std::string_view word : words) json_.value(word);
    json_.end_array();
  }

  const RecordDescription& table_source_;
  JsonWriter json_;
  std::map<std::string_view, const RecordDescription*> records_;
  std::set<std::string_view> rows_, alternatives_;
  const std::vector<const RecordDescription*> families_ =
      value_description<Distribution>().alternatives;
};

}  // namespace

std::string json_schema(const RecordDescription& document, const RecordDescription& table_source) {
  return SchemaWriter(table_source).document(document);
}

}  // namespace channelsim
