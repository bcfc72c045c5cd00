#include "engine/report/timing_table.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;
using namespace std::chrono_literals;

TEST_CASE("the timings of a run are told by phase, with shares, and by stage") {
  Timings phases, of_another_thread, stages;
  phases.add("demand", 200ms);
  phases.add("settlement", 100ms);
  of_another_thread.add("demand", 100ms);
  phases.add(of_another_thread);
  stages.add("simulation", 210ms);
  CHECK(timing_table(phases, stages, 1'000'000) ==
        R"(phase             seconds   share  ns a step and replication
demand              0.300  75.0 %                      300.0
settlement          0.100  25.0 %                      100.0
stage of the run     wall
simulation          0.210
)");
}
