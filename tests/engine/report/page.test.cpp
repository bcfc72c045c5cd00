#include "engine/report/page.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/report/html.hpp"
#include "engine/report/page_data.hpp"
#include "engine/report/page_tables.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/web_bundle.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_document.hpp"

using namespace channelsim;

namespace {
const Words& words_in(Language language) {
  static const Words english(Language::english, engine_catalogues());
  static const Words chinese(Language::chinese, engine_catalogues());
  return language == Language::english ? english : chinese;
}

std::string sample_page(Language language = Language::english) {
  return page_of(sample_document(language), words_in(language));
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Whether the parts stand in the text one after the other.
bool in_order(std::string_view text, std::initializer_list<std::string_view> parts) {
  std::size_t from = 0;
  for (const std::string_view part : parts) {
    const std::size_t found = text.find(part, from);
    if (found == std::string_view::npos) return false;
    from = found + part.size();
  }
  return true;
}

/// The words and tables of a page, without what its script and style hold.
std::string body_of(const std::string& page) {
  const std::size_t begin = page.find("<body>"), end = page.find("<script type", begin);
  return page.substr(begin, end - begin);
}

DataTable column_of(std::vector<Datum> cells, std::string unit, bool difference = false) {
  DataTable table{.name = "t",
                  .title = "T",
                  .columns = {{"name", ""}, {"value", unit, {}, difference}},
                  .rows = {}};
  for (Datum& cell : cells) table.rows.push_back({{std::string("row"), std::move(cell)}, {}});
  return table;
}

std::string cells_of(const DataTable& table) {
  return html_table(table, words_in(Language::english));
}
}  // namespace

TEST_CASE("A page is read from the warning and the question through the answer to open remarks") {
  Document document = sample_document(Language::english);
  document.warning = "Not all replications are complete.";
  CHECK(in_order(body_of(page_of(document, words_in(Language::english))),
                 {"class=\"warning\"",
                  "Not all replications",
                  document.audience,
                  "<h1>",
                  "Which channel plan",
                  "recommended",
                  "<main",
                  "id=\"answer\"",
                  "class=\"lead\">Choose Distributors",
                  "class=\"tiles\"",
                  "id=\"key_figures\"",
                  "id=\"picture-1-1\"",
                  "<details",
                  "id=\"advantage\"",
                  "Wang Wei",
                  "id=\"comparison\"",
                  "id=\"roadmap\"",
                  "id=\"open-remarks\"",
                  "Li Na",
                  "digest 3f9a"}));
}

TEST_CASE("A page without a warning, plans, remarks or sections is a page, too") {
  const std::string page = page_of({}, words_in(Language::english));
  CHECK(contains(page, "<main"));
  for (const char* absent :
       {"class=\"warning\" role", "open-remarks", "<ul class=\"plans\"", "<section"})
    CHECK_FALSE(contains(body_of(page), absent));
}

TEST_CASE("A remark stands under its section with who said it, open ones are listed at the end") {
  Document document = sample_document(Language::english);
  document.remarks = {{"risk", "Ann", "Check this.", "open"},
                      {"risk", "Bob", "Checked.", "done"},
                      {"gone", "Cy", "Of another run.", "waiting"}};
  const std::string body = body_of(page_of(document, words_in(Language::english)));
  CHECK(in_order(body, {"id=\"risk\"", "open</b> <cite>Ann</cite> Check this.",
                        "done</b> <cite>Bob</cite> Checked.", "id=\"path\"", "id=\"open-remarks\"",
                        "href=\"#risk\"", "<cite>Ann</cite>", "waiting</b> gone",
                        "<cite>Cy</cite> Of another run."}));
  CHECK_FALSE(contains(body.substr(body.find("id=\"open-remarks\"")), "Bob"));
  document.remarks.resize(2);
  document.remarks[0].status = "done";
  CHECK_FALSE(contains(page_of(document, words_in(Language::english)), "id=\"open-remarks\""));
}

TEST_CASE("A page speaks its language") {
  CHECK(contains(sample_page(Language::english), "<html lang=\"en\">"));
  const std::string chinese = sample_page(Language::chinese);
  CHECK(contains(chinese, "<html lang=\"zh-CN\">"));
  CHECK(in_order(body_of(chinese), {"推荐", "目录", "评审意见", "待处理的评审意见"}));
  // Whatever the page itself says has a text in the language, so no English is left in it.
  for (const std::string_view key : words_in(Language::english).keys())
    if (key.starts_with("page.") && !key.starts_with("page.script.") && key != "page.no_figure")
      CHECK_FALSE(contains(body_of(chinese), ">" + words_in(Language::english)(key) + "<"));
}

TEST_CASE("Texts of a document are never markup in its page") {
  CHECK(html_text("<b a=\"1\" c='2'>&amp;") == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
  CHECK(html_text("\x1b[31m\xff\xe2\x80\xae") == "\\x1b[31m\\xff\\u202e");
  const Document document = hostile_document(Language::english);
  const std::string page = page_of(document, words_in(Language::english));
  const std::string title =
      page.substr(page.find("<title>"), page.find("<style>") - page.find("<title>"));
  for (const char* active :
       {"<script>alert", "<img", "<svg", "<b>6", "\" onmouseover", "\x1b", "\x07"})
    CHECK_FALSE(contains(title + body_of(page), active));
  CHECK_FALSE(contains(page_data(document, words_in(Language::english)), "<"));
  CHECK(contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST_CASE("The policy of a page names the digest of its script and its style") {
  // SHA-256 of no bytes at all, in base64.
  const std::string nothing = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
  const std::string without_script = content_security_policy("", "");
  CHECK(in_order(without_script,
                 {"default-src 'none'", "script-src 'none'", "style-src " + nothing}));
  // SHA-256 of "abc" [FIPS 180-4], ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61
  // f20015ad.
  CHECK(contains(content_security_policy("abc", ""),
                 "script-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"));
  CHECK_FALSE(contains(sample_page(), "unsafe-eval"));
}

TEST_CASE("A table writes few digits and keeps the whole number as the title") {
  const std::string html =
      cells_of(column_of({38412345.67, 2500000.0, std::monostate{}, std::nan("")}, "CNY"));
  CHECK(contains(html, "value <small>M CNY</small>"));
  CHECK(contains(html, "title=\"38412345.67\">38.4<"));
  CHECK(contains(html, "title=\"2500000\">2.5<"));
  CHECK(contains(html, "<td class=\"number none\">–</td>"));
  CHECK_FALSE(contains(html, "nan"));
}

TEST_CASE("Shares are percent, differences have a sign, counts stay whole") {
  CHECK(contains(cells_of(column_of({0.064, 0.231}, "share")), "title=\"0.231\">23.1<"));
  const std::string differences = cells_of(column_of({0.031, -0.012}, "share", true));
  CHECK(contains(differences, "<small>points</small>"));
  CHECK(in_order(differences, {">+3.10<", ">-1.20<"}));
  CHECK(in_order(cells_of(column_of({3.0, 104.0, 2400.0}, "stores")), {">3<", ">104<", ">2,400<"}));
}

TEST_CASE("Columns in one unit are written in one scale where their sizes allow it") {
  DataTable table{.name = "t",
                  .title = "T",
                  .columns = {{"name", ""}, {"low", "CNY"}, {"high", "CNY"}, {"price", "CNY"}},
                  .rows = {{{std::string("a"), 800000.0, 4200000.0, 39.5}, {}}}};
  const ColumnFormats formats(table, Language::english);
  CHECK(formats.unit(1) == "M CNY");
  CHECK(formats.number(1, 800000) == "0.800");
  CHECK(formats.unit(2) == "M CNY");
  CHECK(formats.number(3, 39.5) == "39.5");
  CHECK(formats.unit(3) == "CNY");
}

TEST_CASE("Chinese tables count in whole 万 up to 10 亿") {
  const DataTable table = sample_document(Language::chinese).sections[0].tables[0];
  const ColumnFormats formats(table, Language::chinese);
  CHECK(formats.unit(1) == "万元");
  CHECK(formats.number(1, 42621987.01) == "4,262");
  CHECK(formats.number(2, 231987654.3) == "23,199");
  const ColumnFormats larger(column_of({2319876543.0, 480000000.0}, "元"), Language::chinese);
  CHECK(larger.unit(1) == "亿元");
  CHECK(larger.number(1, 2319876543.0) == "23.2");
}

TEST_CASE("Very small and very large numbers of a column are each written in their own scale") {
  const std::string html = cells_of(column_of({42621987.01, 12.5, 0.0031}, "CNY"));
  CHECK(contains(html, "value <small>CNY</small>"));
  CHECK(in_order(html, {">42.6 M<", ">12.5<", ">0.00310<"}));
}

TEST_CASE("Few sentences are paragraphs, many are a list under the first") {
  Document document;
  document.sections.push_back(
      {.id = "s", .title = "S", .sentences = {"One.", "Two."}, .tables = {}, .pictures = {}});
  CHECK(in_order(page_of(document, words_in(Language::english)),
                 {"class=\"lead\">One.", "<p>Two.</p>"}));
  for (const char* sentence : {"Three.", "Four.", "Five."})
    document.sections[0].sentences.push_back(sentence);
  CHECK(in_order(
      page_of(document, words_in(Language::english)),
      {"class=\"lead\">One.", "<ul class=\"points\">", "<li>Two.</li>", "<li>Five.</li>"}));
}

TEST_CASE("A section shows its first table, further and long ones open when they are wanted") {
  Document document;
  document.sections.push_back(
      {.id = "s", .title = "S", .sentences = {}, .tables = {}, .pictures = {}});
  std::vector<DataTable>& tables = document.sections[0].tables;
  tables = {column_of({1.0}, ""), column_of({2.0}, "")};
  tables[1].title = "Second";
  std::string body = body_of(page_of(document, words_in(Language::english)));
  CHECK(in_order(body, {"<table", "<details class=\"more\"><summary>Second</summary>", "<table"}));
  tables = {column_of(std::vector<Datum>(40, 1.0), "")};
  body = body_of(page_of(document, words_in(Language::english)));
  CHECK(body.find("<details") < body.find("<table"));
}

TEST_CASE(
    "Tiles tell the recommended plan's figures over the baseline's, without one there are none") {
  Document document = sample_document(Language::english);
  const DataTable& table = document.sections[0].tables[0];
  const std::string tiles = html_tiles(table, document, words_in(Language::english));
  CHECK(in_order(tiles,
                 {"profit over two years", "title=\"42621987.01\">42.6", "title=\"38412345.67\"",
                  "38.4", "distributors", "chance of a loss", "6.4", "11.2"}));
  for (DocumentPlan& plan : document.plans) plan.recommended = false;
  CHECK(html_tiles(table, document, words_in(Language::english)).empty());
}

TEST_CASE(
    "Every picture has its description and its table, a table that none shows stands openly") {
  for (const Language language : {Language::english, Language::chinese}) {
    const Document document = sample_document(language);
    const std::string body = body_of(page_of(document, words_in(language)));
    std::set<std::string_view> kinds;
    for (const Section& section : document.sections)
      for (const Picture& picture : section.pictures) {
        kinds.insert(name_of(picture.kind));
        CHECK(in_order(body, {html_text(picture.title), html_text(picture.description), "<details",
                              "id=\"" + section.tables[picture.table].name + "\"", "</details>"}));
      }
    CHECK(kinds.size() == 9);
    CHECK(body.find("id=\"key_figures\"") < body.find("<details"));
  }
}

TEST_CASE("A picture of a table that isn't there is refused") {
  Document document = sample_document(Language::english);
  document.sections[0].pictures[0].table = 7;
  CHECK_THROWS_AS(page_of(document, words_in(Language::english)), std::out_of_range);
}

TEST_CASE(
    "The data of a page are the document's: numbers read back equal, looks are the palette's") {
  const Document document = sample_document(Language::chinese);
  const auto data = nlohmann::json::parse(page_data(document, words_in(Language::chinese)));
  CHECK(data["language"] == "zh");
  CHECK(data["words"]["save_png"] == "保存为 PNG");
  CHECK(data["plans"][1]["label"] == document.plans[1].label);
  CHECK(data["plans"][1]["colour"] == "#d55e00");
  CHECK(data["plans"][2]["dash"] == "dotted");
  REQUIRE(data["sections"].size() == document.sections.size());
  for (std::size_t i = 0; i < document.sections.size(); ++i)
    for (std::size_t t = 0; t < document.sections[i].tables.size(); ++t) {
      const DataTable& table = document.sections[i].tables[t];
      const auto& written = data["sections"][i]["tables"][t];
      REQUIRE(written["rows"].size() == table.rows.size());
      for (std::size_t r = 0; r < table.rows.size(); ++r)
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
          const auto& cell = written["rows"][r]["cells"][c];
          if (const double* number = std::get_if<double>(&table.rows[r].cells[c]))
            CHECK(cell.get<double>() == *number);
          else if (const auto* text = std::get_if<std::string>(&table.rows[r].cells[c]))
            CHECK(cell == *text);
          else
            CHECK(cell.is_null());
        }
    }
}

TEST_CASE("A page built without pictures says so and shows the tables behind them") {
  const std::string body = body_of(sample_page());
  CHECK(contains(body, "CHANNELSIM_WEB=OFF") == web_script().empty());
  CHECK(contains(body, " open><summary>") == web_script().empty());
  CHECK(contains(sample_page(), "id=\"data\"") != web_script().empty());
}

TEST_CASE("The script and the style can't end the element they stand in") {
  CHECK_FALSE(contains(web_script(), "</script"));
  CHECK_FALSE(contains(web_script(), "<!--"));
  CHECK_FALSE(contains(web_style(), "</style"));
}

TEST_CASE("No two of thirty plans look alike, and none is yellow or black") {
  std::set<std::tuple<std::uint32_t, Dash, Marker>> looks;
  for (std::size_t plan = 0; plan < 30; ++plan) {
    const PlanLook look = look_of(plan);
    looks.emplace(look.colour, look.dash, look.marker);
    CHECK(look.colour != 0xf0e442);
    CHECK(look.colour != 0);
  }
  CHECK(looks.size() == 30);
}
