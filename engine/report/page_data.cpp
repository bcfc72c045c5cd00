#include "engine/report/page_data.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/palette.hpp"

namespace channelsim {
namespace {
std::string_view name_of(Dash dash) {
  switch (dash) {
    case Dash::solid:
      return "solid";
    case Dash::dashed:
      return "dashed";
    case Dash::dotted:
      return "dotted";
    case Dash::dash_dot:
      return "dash_dot";
    case Dash::long_dashed:
      return "long_dashed";
  }
  return "";
}

std::string_view name_of(Marker marker) {
  switch (marker) {
    case Marker::circle:
      return "circle";
    case Marker::square:
      return "square";
    case Marker::triangle:
      return "triangle";
    case Marker::diamond:
      return "diamond";
    case Marker::cross:
      return "cross";
  }
  return "";
}

/// Writes the parts of a document; what people wrote is shown as on the rest of the page.
class DataWriter {
 public:
  std::string write(const Document& document, const Words& words) {
    json_.begin_object();
    json_.member("language", code_of(document.language));
    json_.key("words");
    json_.begin_object();
    constexpr std::string_view prefix = "page.script.";
    for (const std::string_view key : words.keys())
      if (key.starts_with(prefix)) json_.member(key.substr(prefix.size()), words(key));
    json_.end_object();
    text("title", document.title);
    text("footer", document.footer);
    json_.key("plans");
    json_.begin_array();
    for (std::size_t i = 0; i < document.plans.size(); ++i) write(document.plans[i], look_of(i));
    json_.end_array();
    json_.key("sections");
    json_.begin_array();
    for (const Section& section : document.sections) write(section);
    json_.end_array();
    json_.end_object();
    return json_.text();
  }

 private:
  void text(std::string_view name, std::string_view content) {
    json_.member(name, printable(content));
  }

  void write(const DocumentPlan& plan, const PlanLook& look) {
    json_.begin_object(JsonLayout::one_line);
    text("label", plan.label);
    json_.member("colour", fmt::format("#{:06x}", look.colour));
    json_.member("dash", name_of(look.dash));
    json_.member("marker", name_of(look.marker));
    json_.end_object();
  }

  void write(const Section& section) {
    json_.begin_object();
    text("id", section.id);
    json_.key("tables");
    json_.begin_array();
    for (const DataTable& table : section.tables) write(table);
    json_.end_array();
    json_.key("pictures");
    json_.begin_array();
    for (const Picture& picture : section.pictures) {
      json_.begin_object(JsonLayout::one_line);
      json_.member("kind", channelsim::name_of(picture.kind));
      text("title", picture.title);
      text("description", picture.description);
      json_.member("table", picture.table);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void write(const DataTable& table) {
    json_.begin_object();
    text("name", table.name);
    json_.key("columns");
    json_.begin_array();
    for (const DataColumn& column : table.columns) {
      json_.begin_object(JsonLayout::one_line);
      text("header", column.header);
      text("unit", column.unit);
      json_.member("plan", column.plan);
      json_.member("difference", column.difference);
      json_.end_object();
    }
    json_.end_array();
    json_.key("rows");
    json_.begin_array();
    for (const DataRow& row : table.rows) {
      json_.begin_object(JsonLayout::one_line);
      json_.member("plan", row.plan);
      json_.key("cells");
      json_.begin_array();
      for (const Datum& datum : row.cells) write(datum);
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void write(const Datum& datum) {
    if (const double* number = std::get_if<double>(&datum))
      json_.value(*number);
    else if (const auto* words = std::get_if<std::string>(&datum))
      json_.value(printable(*words));
    else
      json_.null();
  }

  JsonWriter json_;
};
}  // namespace

std::string_view name_of(PictureKind kind) {
  constexpr std::string_view names[] = {"intervals", "bars", "lines",        "fan",     "sankey",
                                        "waterfall", "heat", "distribution", "timeline"};
  return names[static_cast<std::size_t>(kind)];
}

std::string page_data(const Document& document, const Words& words) {
  return DataWriter().write(document, words);
}

}  // namespace channelsim
