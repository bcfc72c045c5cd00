// Whatever a sentence of the report says in numbers stands in a table beside it.

#include <set>

#include "engine/report/labels.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/numbers_said.hpp"
#include "tests/support/told.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  if (what.empty()) return;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
}

/// What bears digits in its name: plans, members and their likes, figures.
std::vector<std::string> names_with_digits(const Told& told, const Words& words) {
  std::set<std::string> names;
  const auto add = [&](const std::string& name) {
    if (name.find_first_of("0123456789") != std::string::npos) names.insert(name);
  };
  for (const PlanLabel& plan : told.results().plans()) add(name_for_people(plan));
  for (const Kpi& kpi : told.results().kpis()) add(label_of(kpi, words));
  const auto& scenario = told.study().scenario;
  const auto add_all = [&](const auto& entries) {
    for (const auto& entry : entries) {
      add(entry.name);
      add(entry.label);
    }
  };
  add_all(scenario.members);
  add_all(scenario.regions);
  add_all(scenario.segments);
  add_all(scenario.products);
  std::vector<std::string> longest_first(names.begin(), names.end());
  std::sort(longest_first.begin(), longest_first.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return longest_first;
}

/// The figures that the sentences of a section may tell.
class Figures {
 public:
  Figures(const Told& told, const Section& section) {
    const auto& scenario = told.study().scenario;
    for (const double fact :
         {double(told.results().replications()), double(told.results().chances()),
          double(scenario.replications.futures), double(told.results().plans().size()),
          double(told.results().plans().size() - 1), double(scenario.horizon)})
      plain_.push_back(fact);
    plain_.insert(plain_.end(), std::begin(marked_years), std::end(marked_years));
    for (const DataTable& table : section.tables)
      for (const DataRow& row : table.rows)
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
          if (const auto* text = std::get_if<std::string>(&row.cells[c])) texts_.insert(*text);
          const auto* number = std::get_if<double>(&row.cells[c]);
          if (!number) continue;
          const std::string& unit = table.columns[c].unit;
          if (unit == "share" || unit.empty()) shares_.push_back(*number);
          if (unit != "share") plain_.push_back(*number);
        }
  }

  bool has(const NumberSaid& number) const {
    for (const double figure : number.percent ? shares_ : plain_) {
      const double told = std::abs(figure) * (number.percent ? 100 : 1);
      if (std::abs(told - std::abs(number.value)) <= number.rounding * (1 + 1e-6) + 1e-12 * told)
        return true;
    }
    return false;
  }
  bool has_share(double low, double high) const {
    for (const double share : shares_)
      if (share >= low - 1e-12 && share <= high + 1e-12) return true;
    return false;
  }
  bool has_text(const std::string& text) const { return texts_.contains(text); }

 private:
  std::vector<double> plain_, shares_;
  std::set<std::string> texts_;
};

/// Takes bounds of a confidence out of a sentence: "more than 99.9 %".
std::string without_bounds(std::string text, const Figures& figures,
                           std::vector<std::string>& wrong) {
  for (const auto& [bound, low, high] : {std::tuple{"more than 99.9 %", 0.999, 1.0},
                                         {"99.9% 以上", 0.999, 1.0},
                                         {"less than 0.1 %", 0.0, 0.001},
                                         {"不足 0.1%", 0.0, 0.001}}) {
    if (text.find(bound) == std::string::npos) continue;
    if (!figures.has_share(low, high) && !figures.has_text(bound)) wrong.emplace_back(bound);
    replace_all(text, bound, "…");
  }
  return text;
}

/// Takes "about 8 of 10" out of a sentence; what no share of the section bears out is added.
std::string without_counted_shares(std::string text, const Figures& figures,
                                   std::vector<std::string>& wrong) {
  static const std::regex english("(about|fewer than|more than) ([0-9]+) of ([0-9]+)");
  static const std::regex chinese("每 ([0-9]+) 种情形中(约|不到|超过) ([0-9]+) 种");
  for (const bool is_english : {true, false}) {
    std::smatch found;
    while (std::regex_search(text, found, is_english ? english : chinese)) {
      const std::string how = found[is_english ? 1 : 2];
      const double parts = std::stod(found[is_english ? 2 : 3]);
      const double whole = std::stod(found[is_english ? 3 : 1]), share = parts / whole;
      const bool less = how == "fewer than" || how == "不到",
                 more = how == "more than" || how == "超过";
      if (!figures.has_share(less   ? 0
                             : more ? share
                                    : share - 0.5 / whole,
                             less   ? share
                             : more ? 1
                                    : share + 0.5 / whole))
        wrong.push_back(found[0]);
      text = found.prefix().str() + "…" + found.suffix().str();
    }
  }
  return text;
}

/// Dates and step numbers must be told by the tables as they are.
std::string without_dates(std::string text, const Figures& figures,
                          std::vector<std::string>& wrong) {
  static const std::regex date("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  std::smatch found;
  while (std::regex_search(text, found, date)) {
    if (!figures.has_text(found[0])) wrong.push_back(found[0]);
    text = found.prefix().str() + "…" + found.suffix().str();
  }
  return text;
}

/// Numbers of the sentences that no table of their section holds.
std::vector<std::string> unfounded(const Told& told, const Words& words, const Section& section,
                                   std::size_t& checked) {
  const Figures figures(told, section);
  const std::vector<std::string> names = names_with_digits(told, words);
  std::vector<std::string> wrong;
  for (std::string sentence : section.sentences) {
    for (const std::string& name : names) replace_all(sentence, name, "…");
    replace_all(sentence, "95 % interval", "interval");
    replace_all(sentence, "95% 置信区间", "置信区间");
    replace_all(sentence, "SHA-256", "SHA");
    sentence = without_bounds(sentence, figures, wrong);
    sentence = without_counted_shares(sentence, figures, wrong);
    sentence = without_dates(sentence, figures, wrong);
    for (const NumberSaid& number : numbers_in(sentence)) {
      ++checked;
      if (!figures.has(number))
        wrong.push_back(section.id + ": " + number.text + " in " + sentence);
    }
  }
  return wrong;
}

constexpr const char* scenarios[] = {"demo", "pumps_europe", "tea_shops"};

}  // namespace

TEST_CASE("every number of every sentence stands in a table of its section, in both languages") {
  for (const char* name : scenarios) {
    const Told told(shipped(name, 64));
    for (const Language language : {Language::english, Language::chinese}) {
      const Words words = market_words(language);
      std::size_t checked = 0;
      for (const Section& section : told.in(language).sections) {
        INFO(name << " " << code_of(language) << " " << section.id);
        for (const std::string& number : unfounded(told, words, section, checked)) {
          INFO(number);
          CHECK(false);
        }
      }
      CHECK(checked > 40);
    }
  }
}

TEST_CASE("a wrong number is found out") {
  const Told told(shipped("demo", 16));
  Document document = told.in(Language::english);
  const Words words = market_words(Language::english);
  for (const char* wrong : {"It gains 77.7 million CNY.", "It is best in 12.34 % of them.",
                            "It wins in about 4 of 1000.", "It opens on 2031-05-05."}) {
    Section& section = document.sections.front();
    section.sentences = {wrong};
    std::size_t checked = 0;
    CHECK(unfounded(told, words, section, checked).size() == 1);
  }
}

TEST_CASE("numbers are read back with their scale, their rounding and the number beside them") {
  const auto english = numbers_in("1.10 to 1.38 million CNY, 12,300 pieces, 3.2 %");
  REQUIRE(english.size() == 4);
  CHECK(english[0].value == Approx(1.10e6));
  CHECK(english[0].rounding == Approx(5000));
  CHECK(english[2].value == 12300);
  CHECK(english[2].rounding == 50);
  CHECK(english[3].percent);
  const auto chinese = numbers_in("高 124 万元，1.10 至 1.38 亿元，23%");
  REQUIRE(chinese.size() == 4);
  CHECK(chinese[0].value == 1240000);
  CHECK(chinese[1].value == Approx(1.10e8));
  CHECK(chinese[3].percent);
}

TEST_CASE("no sentence claims certainty or tells more digits than anybody reads") {
  const std::regex claims(
      "\\b(optimal|exact|exactly|proves?|proven|guarantees?|guaranteed)\\b|最优|精确|证明|"
      "保证[^金]|100 ?%|P ?= ?1",
      std::regex::icase);
  const std::regex digits("[0-9][0-9,.]{10,}");
  for (const char* name : scenarios) {
    const Told told(shipped(name, 32));
    for (const Language language : {Language::english, Language::chinese})
      for (const Section& section : told.in(language).sections) {
        std::vector<std::string> texts = section.sentences;
        texts.push_back(section.title);
        for (const DataTable& table : section.tables) texts.push_back(table.title);
        for (const Picture& picture : section.pictures) {
          texts.push_back(picture.title);
          texts.push_back(picture.description);
        }
        for (const std::string& text : texts) {
          INFO(name << " " << section.id << ": " << text);
          CHECK_FALSE(text.empty());
          CHECK_FALSE(std::regex_search(text, claims));
          CHECK_FALSE(std::regex_search(text, digits));
        }
      }
  }
}
