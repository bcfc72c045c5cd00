#include "engine/report/series_csv.hpp"

#include <map>
#include <sstream>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {

const std::vector<Kpi> kpis = {
    {"share, all", "share", Goal::raise, "", OverTime::level},
    {"not told", "pieces", Goal::raise, "", OverTime::flow},
    {"sold", "pieces", Goal::raise, "", OverTime::flow},
};

/// Two figures at the ends of two steps.
Results empty_results(std::vector<PlanLabel> plans, std::uint32_t replications,
                      std::uint32_t chances = 1) {
  return Results(std::move(plans), kpis, replications, chances, {{2, 0}, {3, 5}});
}

/// A row that tells of a first and a second value of both figures on the way.
std::vector<double> row(double sold_first, double sold, double share_first, double share) {
  return {share, 1e9, sold, sold_first, sold, share_first, share};
}

std::string text_of(const Results& results, const Units& units = {}) {
  std::string text;
  write_series(results, units, [&](std::string_view line) { text += line; });
  return text;
}

/// The numbers of a line, by heading, of the figure at a step.
std::map<std::string, std::string> line_of(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  std::string header, line;
  std::getline(lines, header);
  while (std::getline(lines, line) && !line.starts_with(start)) {
  }
  std::map<std::string, std::string> cells;
  std::istringstream names(header.substr(0, header.size() - 1)),
      values(line.substr(0, line.size() - 1));
  std::string name, value;
  while (std::getline(names, name, ',')) {
    value.clear();
    std::getline(values, value, ',');
    cells[name] = value;
  }
  return cells;
}

}  // namespace

TEST_CASE("a flow tells what was added since the value before, a level how it stood") {
  Results results = empty_results({{"now", ""}}, 2);
  for (const std::uint32_t replication : {0u, 1u})
    results.store({0, replication, 1}, row(4, 10, 0.5, 0.25));
  CHECK(text_of(results) ==
        "strategy,figure,unit,step,mean,half_width,p5,p25,p50,p75,p95\r\n"
        "now,sold,pieces,3,4,0,4,4,4,4,4\r\n"
        "now,sold,pieces,5,6,0,6,6,6,6,6\r\n"
        "now,\"share, all\",share,3,0.5,0,0.5,0.5,0.5,0.5,0.5\r\n"
        "now,\"share, all\",share,5,0.25,0,0.25,0.25,0.25,0.25,0.25\r\n");
}

TEST_CASE("mean and half-width are those of the mean, quantiles are of type 7") {
  Results results = empty_results({{"now", ""}}, 2);
  results.store({0, 0, 1}, row(8, 8, 0, 0));
  results.store({0, 1, 1}, row(4, 4, 0, 0));
  auto told = line_of(text_of(results), "now,sold,pieces,3,");
  CHECK(told["mean"] == "6");
  // Student's t of one degree of freedom is tan(0.475 pi); the standard error is 2.
  CHECK(std::stod(told["half_width"]) == Approx(2 * 12.706204736174698).epsilon(1e-12));
  CHECK(std::stod(told["p5"]) == Approx(4.2));
  CHECK(told["p25"] == "5");
  CHECK(told["p50"] == "6");
  CHECK(told["p75"] == "7");
  CHECK(std::stod(told["p95"]) == Approx(7.8));
}

TEST_CASE("a series rests on the replications that are finished under every plan") {
  Results results = empty_results({{"a", ""}, {"b", ""}}, 3);
  CHECK(text_of(results) == "strategy,figure,unit,step,mean,half_width,p5,p25,p50,p75,p95\r\n");
  results.store({0, 0, 1}, row(100, 100, 0, 0));
  results.store({0, 1, 1}, row(2, 2, 0, 0));
  results.store({1, 1, 1}, row(3, 3, 0, 0));
  results.store({1, 2, 1}, row(100, 100, 0, 0));
  const std::string text = text_of(results);
  CHECK(line_of(text, "a,sold,pieces,3,")["mean"] == "2");
  CHECK(line_of(text, "b,sold,pieces,3,")["mean"] == "3");
  CHECK(line_of(text, "b,sold,pieces,3,")["half_width"].empty());  // of one replication
}

TEST_CASE("where chances share a future, the mean rests on futures and quantiles on all chances") {
  Results results = empty_results({{"now", ""}}, 4, 2);
  const double sold[] = {0, 8, 10, 10};
  for (std::uint32_t i = 0; i < 4; ++i) results.store({0, i, 1}, row(sold[i], 20, 0, 0));
  auto told = line_of(text_of(results), "now,sold,pieces,3,");
  CHECK(told["mean"] == "7");  // futures of 4 and 10
  CHECK(std::stod(told["half_width"]) == Approx(3 * 12.706204736174698).epsilon(1e-12));
  CHECK(told["p50"] == "9");
}

TEST_CASE("a date is the day on which the step begins, and stands where the units have a start") {
  Results results = empty_results({{"now", ""}}, 1);
  results.store({0, 0, 1}, row(1, 2, 0, 0));
  Units units;
  units.start = parse_date("2027-01-04");
  CHECK(line_of(text_of(results, units), "now,sold,pieces,3,")["date"] == "2027-01-25");
  units.step = StepLength::month;
  CHECK(line_of(text_of(results, units), "now,sold,pieces,5,")["date"] == "2027-06-04");
}

TEST_CASE("a series is no part of a row of figures") {
  Results results = empty_results({{"now", ""}}, 1);
  results.store({0, 0, 1}, row(1, 2, 0.5, 0.25));
  CHECK(results.row(0, 0).size() == kpis.size());
  CHECK(results.row(0, 0)[2] == 2);
  CHECK(results.column(0, 0, results.common_replications()) == std::vector{0.25});
}
