#include "engine/report/manifest.hpp"

#include <fstream>

#include "engine/report/digest.hpp"
#include "engine/report/file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

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
                          .remarks = {},
                          .inputs = {{"a b.yaml", "00ff"}},
                          .outputs = {},
                          .stages = timings,
                          .phases = {}};
  const std::string unsealed = R"({
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
  "remarks": "",
  "inputs": [
    {"path": "a b.yaml", "sha256": "00ff"}
  ],
  "outputs": [],
  "stages": [
    {"name": "simulation", "seconds": 1},
    {"name": "files", "seconds": 0.5}
  ],
  "seal": ""
}
)";
  std::string sealed = unsealed;
  sealed.insert(sealed.rfind('"'), sha256(unsealed));
  CHECK(manifest_json(manifest) == sealed);
}

TEST_CASE("the seal of a manifest breaks with any byte") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "manifest.json";
  Manifest manifest;
  manifest.seconds = 1.25;
  manifest.command = "channelsim run tea.yaml";
  manifest.stages.add("simulation", std::chrono::nanoseconds(1234567891));
  manifest.phases.add("demand", std::chrono::nanoseconds(7));
  write_file(folder.path() / "a.csv", "a");
  manifest.state_output(folder.path() / "a.csv");
  CHECK(manifest.outputs == Manifest::Hashes{{"a.csv", sha256("a")}});
  write_file(folder.path() / "a.csv", "b");
  manifest.state_output(folder.path() / "a.csv");
  CHECK(manifest.outputs == Manifest::Hashes{{"a.csv", sha256("b")}});

  CHECK(!is_sealed(path));  // there is none
  const std::string text = manifest_json(manifest);
  write_file(path, text);
  REQUIRE(is_sealed(path));
  for (std::size_t place = 0; place < text.size(); ++place)
    for (const int bit : {0, 3, 5, 7}) {
      std::string flipped = text;
      flipped[place] = static_cast<char>(flipped[place] ^ (1 << bit));
      std::ofstream(path, std::ios::binary) << flipped;
      CHECK(!is_sealed(path));
    }
}
