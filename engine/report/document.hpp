#pragma once
// A report before it is drawn: sections in the order they are read, each with its words, its data
// and its pictures. The page, the workbook and the terminal draw the same document.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/language.hpp"

namespace channelsim {

/// What a table holds in one place: nothing, a number in the column's unit, or words.
using Datum = std::variant<std::monostate, double, std::string>;

/// A column of numbers in one unit, or of words. `plan` is the plan it is about, by place in the
/// document; what is about a plan has its colour everywhere.
struct DataColumn {
  std::string header;
  std::string unit;  // "share" is told in percent, "" is words or a bare number
  std::optional<std::size_t> plan = {};
  bool difference = false;  // signed; shares differ by percentage points
  bool input = false;       // what somebody has put in, not what came out
};

struct DataRow {
  std::vector<Datum> cells;  // one per column
  std::optional<std::size_t> plan = {};
};

struct DataTable {
  std::string name;  // unique in the document; letters, digits and underscores
  std::string title;
  std::vector<DataColumn> columns;
  std::vector<DataRow> rows;
};

/// How a table is drawn, and what it must look like for that.
enum class PictureKind : std::uint8_t {
  intervals,     // a row per plan: name, low, middle, high
  bars,          // a row per category: name, then a column per series
  lines,         // a row per point: place on the axis, then a column per series
  fan,           // a row per plan and step: plan, step or date, p5, p25, p50, p75, p95
  sankey,        // a row per flow: from, to, amount
  waterfall,     // a row per step: name, amount; the first and the last row are totals
  heat,          // a row per line of the map: name, then a column per column of the map
  distribution,  // a row per share of futures: share, then per plan the value not exceeded in it
  timeline,      // a row per step: name, first step, last step, then what else there is to say
};

struct Picture {
  PictureKind kind;
  std::string title;
  std::string description;  // what is to be seen, for who can't see it
  std::size_t table;        // of the section
};

/// A question a reader has, and its answer. The first sentence is the one to remember.
struct Section {
  std::string id;  // unique; what reviewers and links name it by
  std::string title;
  std::vector<std::string> sentences;
  std::vector<DataTable> tables;
  std::vector<Picture> pictures;
};

/// What a reviewer has said about a section.
struct Remark {
  std::string section;  // its id
  std::string who, what;
  std::string status;  // "open" or "done"
  std::string when = {};  // the day, "2026-03-01"; may be empty
};

/// A plan as the document shows it; its place is its colour.
struct DocumentPlan {
  std::string name, label;
  bool baseline = false, recommended = false;
};

struct Document {
  Language language = Language::english;
  std::string title, question, audience;
  /// What has to be said before anything else, such as that the run is not complete; may be empty.
  std::string warning;
  std::vector<DocumentPlan> plans;
  std::vector<Section> sections;
  std::vector<Remark> remarks;
  std::string footer;  // program, seed, digest: how to find this run again
};

}  // namespace channelsim
