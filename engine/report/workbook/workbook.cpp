#include "engine/report/workbook/workbook.hpp"

#include <list>
#include <optional>

#include "engine/report/workbook/about_sheet.hpp"
#include "engine/report/workbook/pictures.hpp"
#include "engine/report/workbook/workings.hpp"
#include "engine/report/workbook/worksheet.hpp"

namespace channelsim {

namespace {

/// A picture as a chart, where what it is drawn from stands.
struct DrawnFrom {
  const Picture* picture;
  PlacedTable placed;
};

/// The workbook of one document while it is drawn.
class WorkbookDrawing {
 public:
  WorkbookDrawing(const Document& document, const Words& words, const std::filesystem::path& path)
      : document_(document), words_(words), file_(path, document.language, document.title) {}

  /// Sheets stand in the order in which they are added. The summary is filled last, because its
  /// charts may be drawn from tables of other sheets.
  void draw(const std::vector<DataTable>& data) {
    Worksheet& summary = add_sheet(words_("workbook.summary"), document_.title);
    std::vector<Worksheet*> sheets, data_sheets;
    for (std::size_t i = 1; i < document_.sections.size(); ++i)
      sheets.push_back(&add_sheet(short_title(document_.sections[i]), document_.sections[i].title));
    for (const DataTable& table : data) data_sheets.push_back(&add_sheet(table.title, table.title));
    Worksheet* remarks = nullptr;
    if (!document_.remarks.empty())
      remarks = &add_sheet(words_("workbook.remarks"), words_("workbook.remarks.title"));
    workings_.emplace(file_, words_);
    Worksheet& about = add_sheet(words_("workbook.about"), words_("workbook.about.title"));

    for (std::size_t i = 0; i < sheets.size(); ++i)
      draw_section(document_.sections[i + 1], *sheets[i]);
    for (std::size_t i = 0; i < data.size(); ++i) draw_data(data[i], *data_sheets[i]);
    if (remarks) draw_remarks(document_, words_, *remarks);
    draw_about(document_, words_, about);
    draw_summary(summary);
    workings_->finish();
    file_.commit();
  }

 private:
  Worksheet& add_sheet(std::string_view name, std::string_view title) {
    return sheets_.emplace_back(file_, words_, name, title);
  }

  /// What a tab has room for, if the catalogue knows the section.
  std::string short_title(const Section& section) const {
    const std::string key = "sheet." + section.id;
    return words_.has(key) ? words_(key) : section.title;
  }

  static std::vector<const DataTable*> tables_of(const Section& section) {
    std::vector<const DataTable*> tables;
    for (const DataTable& table : section.tables) tables.push_back(&table);
    return tables;
  }

  /// The pictures of a section that are charts.
  static std::vector<const Picture*> charts_of(const Section& section) {
    std::vector<const Picture*> charts;
    for (const Picture& picture : section.pictures)
      if (chart_size(picture, section.tables.at(picture.table))) charts.push_back(&picture);
    return charts;
  }

  void draw_section(const Section& section, Worksheet& sheet) {
    sheet.fit(tables_of(section));
    for (const std::string& sentence : section.sentences) sheet.paragraph(sentence, {.size = 11});
    sheet.skip();
    std::vector<ChartSize> sizes;
    for (const Picture* picture : charts_of(section))
      sizes.push_back(*chart_size(*picture, section.tables[picture->table]));
    const std::vector<ChartPlace> places = sheet.reserve(sizes);
    std::vector<PlacedTable> placed;
    for (const DataTable& table : section.tables) placed.push_back(sheet.table(table));
    for (const Picture& picture : section.pictures)
      colour_cells(sheet, picture, placed.at(picture.table));
    std::size_t next = 0;
    for (const Picture* picture : charts_of(section)) {
      drawn_.push_back({picture, placed[picture->table]});
      draw_chart(drawn_.back(), sheet, places[next++]);
    }
    sheet.finish();
  }

  void draw_chart(const DrawnFrom& from, Worksheet& sheet, const ChartPlace& place) {
    lxw_chart* chart =
        channelsim::draw({file_, *workings_, document_, words_, *from.picture, from.placed});
    sheet.insert(chart, place, from.picture->description);
  }

  /// The answer: question, sentences, key figures, and two charts at least, if need be of other
  /// sections.
  void draw_summary(Worksheet& sheet) {
    const Section none;
    const Section& answer = document_.sections.empty() ? none : document_.sections.front();
    sheet.fit(tables_of(answer));
    sheet.paragraph(document_.warning, {.size = 11, .bold = true, .colour = ink::alarm});
    sheet.paragraph(document_.question, {.size = 11, .italic = true, .colour = ink::quiet});
    sheet.paragraph(document_.audience, {.colour = ink::quiet});
    sheet.skip();
    for (std::size_t i = 0; i < answer.sentences.size(); ++i)
      sheet.paragraph(answer.sentences[i], {.size = i == 0 ? 14.0 : 11.0, .bold = i == 0});
    sheet.skip();
    draw_key_figures(answer, sheet);
    sheet.finish();
  }

  void draw_key_figures(const Section& answer, Worksheet& sheet) {
    // The first table stands above the charts, the others below them.
    std::vector<PlacedTable> placed;
    if (!answer.tables.empty()) placed.push_back(sheet.table(answer.tables.front()));
    std::vector<const Picture*> own = charts_of(answer);
    std::vector<ChartSize> sizes;
    for (const Picture* picture : own)
      sizes.push_back(*chart_size(*picture, answer.tables[picture->table]));
    constexpr std::size_t wanted = 2;
    const std::size_t borrowed = std::min(drawn_.size(), wanted - std::min(wanted, own.size()));
    for (std::size_t i = 0; i < borrowed; ++i) sizes.push_back({});
    const std::vector<ChartPlace> places = sheet.reserve(sizes);
    for (std::size_t i = 1; i < answer.tables.size(); ++i)
      placed.push_back(sheet.table(answer.tables[i]));
    for (const Picture& picture : answer.pictures)
      colour_cells(sheet, picture, placed.at(picture.table));
    std::size_t next = 0;
    for (const Picture* picture : own)
      draw_chart({picture, placed[picture->table]}, sheet, places[next++]);
    for (std::size_t i = 0; i < borrowed; ++i) draw_chart(drawn_[i], sheet, places[next++]);
  }

  void draw_data(const DataTable& table, Worksheet& sheet) {
    sheet.fit({&table});
    sheet.freeze_below(sheet.table(table, false));
    sheet.finish();
  }

  const Document& document_;
  const Words& words_;
  WorkbookFile file_;
  std::list<Worksheet> sheets_;  // whose places never move
  std::optional<Workings> workings_;
  std::vector<DrawnFrom> drawn_;  // charts of the sections after the first
};

}  // namespace

void write_workbook(const Document& document, const Words& words, const std::filesystem::path& path,
                    const std::vector<DataTable>& data) {
  WorkbookDrawing(document, words, path).draw(data);
}

}  // namespace channelsim
