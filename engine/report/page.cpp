#include "engine/report/page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/report/html.hpp"
#include "engine/report/page_data.hpp"
#include "engine/report/page_tables.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/web_bundle.hpp"

namespace channelsim {
namespace {
constexpr std::size_t most_rows = 15;       // of a table that stands openly
constexpr std::size_t most_paragraphs = 3;  // after the first sentence

/// Writes the parts of a page in the order they are read.
class PageWriter {
 public:
  PageWriter(const Document& document, const Words& words) : document_(document), words_(words) {}

  std::string page() {
    const std::string style = std::string(web_style()) + plan_colours_style();
    const std::string_view script = web_script();
    add("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        document_.language == Language::chinese ? "zh-CN" : "en");
    add("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n",
        content_security_policy(script, style));
    add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n", html_text(document_.title),
        style);
    add("<a class=\"skip\" href=\"#content\">{}</a>\n", text("page.skip"));
    header();
    contents();
    add("<main id=\"content\" tabindex=\"-1\">\n");
    for (std::size_t i = 0; i < document_.sections.size(); ++i) section(i);
    open_remarks();
    add("</main>\n<footer><p>{}</p></footer>\n", html_text(document_.footer));
    if (!script.empty()) {
      add("<script type=\"application/json\" id=\"data\">{}</script>\n",
          page_data(document_, words_));
      add("<script>{}</script>\n", script);
    }
    return html_ + "</body>\n</html>\n";
  }

 private:
  template <class... Arguments>
  void add(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(html_), format, std::forward<Arguments>(arguments)...);
  }
  std::string text(std::string_view key) const { return html_text(words_(key)); }

  std::string plan_colours_style() const {
    std::string style;
    for (std::size_t i = 0; i < document_.plans.size(); ++i)
      style += fmt::format(".plan-{}{{--plan:#{:06x}}}\n", i, look_of(i).colour);
    return style;
  }

  void header() {
    add("<header>\n");
    if (!document_.warning.empty())
      add("<p class=\"warning\" role=\"note\">{}</p>\n", html_text(document_.warning));
    add("<p class=\"audience\">{}</p>\n<h1>{}</h1>\n<p class=\"question\">{}</p>\n",
        html_text(document_.audience), html_text(document_.title), html_text(document_.question));
    if (!document_.plans.empty()) {
      add("<ul class=\"plans\" aria-label=\"{}\">\n", text("page.plans"));
      for (std::size_t i = 0; i < document_.plans.size(); ++i) {
        const DocumentPlan& plan = document_.plans[i];
        add("<li>{}{}{}{}</li>\n", plan_mark(i), html_text(plan.label),
            plan.recommended ? fmt::format(" <b>{}</b>", text("page.recommended")) : "",
            plan.baseline ? fmt::format(" <small>{}</small>", text("page.baseline")) : "");
      }
      add("</ul>\n");
    }
    if (web_script().empty())
      add("<p class=\"note\">{}</p>\n",
          html_text(words_("page.without_pictures", fmt::arg("option", "CHANNELSIM_WEB=OFF"))));
    else
      add("<noscript><p class=\"note\">{}</p></noscript>\n", text("page.needs_script"));
    add("</header>\n");
  }

  void contents() {
    add("<nav aria-label=\"{}\">\n<ol>\n", text("page.contents"));
    for (const Section& section : document_.sections)
      add("<li><a href=\"#{}\">{}</a></li>\n", html_text(section.id), html_text(section.title));
    if (has_open_remarks())
      add("<li><a href=\"#open-remarks\">{}</a></li>\n", text("page.open_remarks"));
    add("</ol>\n</nav>\n");
  }

  void section(std::size_t place) {
    const Section& section = document_.sections[place];
    const std::string id = html_text(section.id);
    add("<section id=\"{0}\" class=\"{1}\" aria-labelledby=\"{0}-title\">\n"
        "<h2 id=\"{0}-title\">{2}</h2>\n",
        id, place == 0 ? "answer" : "part", html_text(section.title));
    sentences(section.sentences);
    std::vector<const DataTable*> more;
    bool first = true;
    for (std::size_t i = 0; i < section.tables.size(); ++i) {
      if (is_drawn(section, i)) continue;
      const DataTable& table = section.tables[i];
      if (place == 0 && first) html_ += html_tiles(table, document_, words_);
      if (first && table.rows.size() <= most_rows)
        html_ += html_table(table, words_);
      else
        more.push_back(&table);
      first = false;
    }
    for (std::size_t i = 0; i < section.pictures.size(); ++i) picture(section, place, i);
    for (const DataTable* table : more) folded(html_text(table->title), *table, "more", false);
    remarks_of(section.id);
    add("</section>\n");
  }

  /// The first is the one to remember; many others are a list.
  void sentences(const std::vector<std::string>& all) {
    if (!all.empty()) add("<p class=\"lead\">{}</p>\n", html_text(all.front()));
    const bool list = all.size() > 1 + most_paragraphs;
    if (list) add("<ul class=\"points\">\n");
    for (std::size_t i = 1; i < all.size(); ++i)
      add("<{0}>{1}</{0}>\n", list ? "li" : "p", html_text(all[i]));
    if (list) add("</ul>\n");
  }

  /// A table that opens when it is wanted.
  void folded(std::string_view summary, const DataTable& table, std::string_view kind, bool open) {
    add("<details class=\"{}\"{}><summary>{}</summary>\n{}</details>\n", kind, open ? " open" : "",
        summary, html_table(table, words_));
  }

  /// Whether a picture shows the table, which then stands behind it.
  static bool is_drawn(const Section& section, std::size_t table) {
    return std::any_of(section.pictures.begin(), section.pictures.end(),
                       [&](const Picture& picture) { return picture.table == table; });
  }

  void picture(const Section& section, std::size_t place, std::size_t index) {
    const Picture& picture = section.pictures[index];
    const std::string id = fmt::format("picture-{}-{}", place + 1, index + 1);
    add("<figure id=\"{0}\" class=\"{1}\" data-section=\"{2}\" data-picture=\"{3}\">\n"
        "<figcaption><h3 id=\"{0}-title\">{4}</h3>\n<p id=\"{0}-told\">{5}</p></figcaption>\n",
        id, name_of(picture.kind), place, index, html_text(picture.title),
        html_text(picture.description));
    // A table that two pictures show stands behind the first of them.
    const auto shown_before = section.pictures.begin() + static_cast<std::ptrdiff_t>(index);
    const bool again = std::any_of(section.pictures.begin(), shown_before,
                                   [&](const Picture& one) { return one.table == picture.table; });
    const DataTable& table = section.tables.at(picture.table);
    if (!again) folded(text("page.table_behind"), table, "behind", web_script().empty());
    add("</figure>\n");
  }

  static bool is_open(const Remark& remark) { return remark.status != "done"; }
  bool has_open_remarks() const {
    return std::any_of(document_.remarks.begin(), document_.remarks.end(), is_open);
  }

  std::string status_of(const Remark& remark) const {
    if (remark.status == "done") return text("page.remark_done");
    if (remark.status == "open") return text("page.remark_open");
    return html_text(remark.status);
  }

  void remarks_of(std::string_view section) {
    std::string list;
    for (const Remark& remark : document_.remarks)
      if (remark.section == section)
        list += fmt::format("<li><b class=\"status {}\">{}</b> <cite>{}</cite> {}</li>\n",
                            is_open(remark) ? "open" : "done", status_of(remark),
                            html_text(remark.who), html_text(remark.what));
    if (!list.empty())
      add("<aside class=\"remarks\" aria-label=\"{0}\">\n<p "
          "class=\"label\">{0}</p>\n<ul>\n{1}</ul></aside>\n",
          text("page.remarks"), list);
  }

  void open_remarks() {
    if (!has_open_remarks()) return;
    add("<section id=\"open-remarks\" class=\"part\" aria-labelledby=\"open-remarks-title\">\n"
        "<h2 id=\"open-remarks-title\">{}</h2>\n<ul class=\"remarks\">\n",
        text("page.open_remarks"));
    for (const Remark& remark : document_.remarks) {
      if (!is_open(remark)) continue;
      const auto about =
          std::find_if(document_.sections.begin(), document_.sections.end(),
                       [&](const Section& section) { return section.id == remark.section; });
      const std::string where = about == document_.sections.end()
                                    ? html_text(remark.section)
                                    : fmt::format("<a href=\"#{}\">{}</a>", html_text(about->id),
                                                  html_text(about->title));
      add("<li><b class=\"status open\">{}</b> {} · <cite>{}</cite> {}</li>\n", status_of(remark),
          where, html_text(remark.who), html_text(remark.what));
    }
    add("</ul>\n</section>\n");
  }

  const Document& document_;
  const Words& words_;
  std::string html_;
};
}  // namespace

std::string page_of(const Document& document, const Words& words) {
  return PageWriter(document, words).page();
}

}  // namespace channelsim
