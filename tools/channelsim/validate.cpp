#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "models/market/estimate.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {
struct Arguments {
  std::vector<std::filesystem::path> files;
  market::LoadOptions load;
  bool json = false, quiet = false;
};

ExitCode validate(const Arguments& arguments) {
  Issues all;
  for (const auto& file : arguments.files) {
    try {
      const market::Study study = market::load_study(file, arguments.load);
      all.insert(all.end(), study.warnings.begin(), study.warnings.end());
      if (!arguments.json && !arguments.quiet)
        fmt::print("{}: valid; {} members, {} plan{}, {} uncertain value{}; {}\n",
                   printable(file.string()), study.scenario.members.size(), study.plans.size(),
                   study.plans.size() == 1 ? "" : "s", study.assumptions.uncertain().size(),
                   study.assumptions.uncertain().size() == 1 ? "" : "s",
                   to_text(market::estimate(study)));
    } catch (const InputError& error) {
      all.insert(all.end(), error.issues().begin(), error.issues().end());
    }
  }
  if (arguments.json)
    fmt::print("{}", issues_json(all));
  else
    print_issues(all);
  return has_errors(all) ? ExitCode::invalid : ExitCode::done;
}
}  // namespace

void add_validate(CLI::App& app, ExitCode& code) {
  CLI::App* command =
      app.add_subcommand("validate", "Check scenarios: all errors at once; starts nothing");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->files, "The scenarios")->required();
  command->add_option("--data", arguments->load.data, "Folder searched for tables first")
      ->check(CLI::ExistingDirectory);
  command->add_option("--set", arguments->load.settings, "PATH=VALUE: change a value")
      ->allow_extra_args(false)
      ->type_name("PATH=VALUE");
  command->add_flag("--json", arguments->json, "The issues as JSON");
  command->add_flag("-q,--quiet", arguments->quiet, "Only errors");
  command->callback([arguments, &code] { code = validate(*arguments); });
}

}  // namespace channelsim
