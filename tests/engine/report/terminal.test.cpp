#include "engine/report/terminal.hpp"

#include <iostream>

#include "engine/report/layout.hpp"
#include "tests/support/autumn.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("golden") {
  const Results results = autumn_results();
  const Analysis analysis = analyse(results, {.objective = "net_profit", .seed = 42});
  std::cout << terminal_answer(autumn_label, results, analysis, {"results/autumn", {"results.json", "replications.csv"}}, {});
  std::cout << terminal_answer(autumn_label, results, analysis, {"results/autumn", {"results.json", "replications.csv"}}, {.width=80,.colour=true});
}
