#include <fmt/format.h>

#include "tools/channelsim/command.hpp"

namespace channelsim {

void add_schema(CLI::App& app, ExitCode&) {
  CLI::App* command =
      app.add_subcommand("schema", "Print the JSON Schema of scenarios, for editors");
  command->callback([] { fmt::print("{}", scenario_schema()); });
}

}  // namespace channelsim
