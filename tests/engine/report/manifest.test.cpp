#include "engine/report/manifest.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("the manifest says how a run was made and how to repeat it") {
  Timings timings;
  timings.add("simulation", std::chrono::milliseconds(750));
  timings.add("files", std::chrono::milliseconds(500));
  timings.add("simulation", std::chrono::milliseconds(250));
  const Manifest manifest{.program_version = "0.1.0",
                          .build = "4da7908 Release",
                          .compiler = "g++ 12.2",
                          .instruction_level = "x86-64-v3",
                          .machine = "Linux x86_64",
                          .threads = 2,
                          .started = "2026-01-02T03:04:05Z",
                          .finished = "2026-01-02T03:04:07Z",
                          .seconds = 1.5,
                          .exit_code = 130,
                          .exit_state = "interrupted",
                          .command = "channelsim run \"a b.yaml\"",
                          .inputs = {{"a b.yaml", "00ff"}},
                          .outputs = {},
                          .stages = timings,
                          .phases = {}};
  CHECK(manifest_json(manifest) == R"({
  "schema": "channelsim/manifest/v1",
  "program_version": "0.1.0",
  "build": "4da7908 Release",
  "compiler": "g++ 12.2",
  "instruction_level": "x86-64-v3",
  "machine": "Linux x86_64",
  "threads": 2,
  "started": "2026-01-02T03:04:05Z",
  "finished": "2026-01-02T03:04:07Z",
  "seconds": 1.5,
  "exit_code": 130,
  "exit_state": "interrupted",
  "command": "channelsim run \"a b.yaml\"",
  "inputs": [
    {"path": "a b.yaml", "sha256": "00ff"}
  ],
  "outputs": [],
  "stages": [
    {"name": "simulation", "seconds": 1},
    {"name": "files", "seconds": 0.5}
  ]
}
)");
}
