// What a shell and a manual need to know of the commands, taken from the commands themselves.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* each) { return !each->get_name().empty(); });
}

/// The options of a command and of the commands in it, each name once.
std::vector<const CLI::Option*> options_of(const CLI::App& command) {
  std::vector<const CLI::Option*> options;
  const auto add = [&](const CLI::App& each) {
    for (const CLI::Option* option : each.get_options())
      if (std::none_of(options.begin(), options.end(), [&](const CLI::Option* known) {
            return known->get_lnames() == option->get_lnames() &&
                   known->get_snames() == option->get_snames();
          }))
        options.push_back(option);
  };
  add(command);
  for (const CLI::App* each : commands_of(command)) add(*each);
  return options;
}

/// "--seed", "-n", without what only holds a place.
std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : options_of(command)) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(separator)) + word;
  return text;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : commands_of(app)) names.push_back(command->get_name());
  return names;
}

std::string bash_script(const CLI::App& app) {
  std::string cases;
  for (const CLI::App* command : commands_of(app))
    cases += fmt::format("    {}) commands=\"{}\" words=\"{}\" ;;\n", command->get_name(),
                         joined(command_names(*command), " "), joined(option_names(*command), " "));
  return fmt::format(
      R"(# bash completion of channelsim: source <(channelsim completion bash)
_channelsim() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" commands="" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{}" -- "$current"))
    return
  fi
  case "${{COMP_WORDS[1]}}" in
{}  esac
  if [ -n "$commands" ] && [ "$COMP_CWORD" -eq 2 ]; then
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
    return
  fi
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) compopt -o default 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}}
complete -F _channelsim channelsim
)",
      joined(command_names(app), " "), cases);
}

/// In single quotes.
std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// "'run:Simulate …'", a command a line.
std::string zsh_descriptions(const CLI::App& app) {
  std::string text;
  for (const CLI::App* command : commands_of(app))
    text += fmt::format("    {}\n",
                        shell_quoted(command->get_name() + ":" + command->get_description()));
  return text;
}

std::string zsh_script(const CLI::App& app) {
  std::string cases;
  for (const CLI::App* command : commands_of(app)) {
    std::string options;
    for (const CLI::Option* option : options_of(*command)) {
      std::string text = option->get_description();
      std::replace_if(
          text.begin(), text.end(), [](char c) { return c == '[' || c == ']' || c == ':'; }, ' ');
      for (const std::string& name : option->get_lnames())
        options +=
            " " + shell_quoted(fmt::format("--{}[{}]{}", name, text,
                                           option->get_expected_max() > 0 ? ":value:_files" : ""));
    }
    std::string action = fmt::format("_arguments{} '*:file:_files'", options);
    if (!commands_of(*command).empty())
      action = fmt::format(
          "if (( CURRENT == 2 )); then\n    commands=(\n{}    )\n    _describe 'command' commands\n"
          "    else {}; fi",
          zsh_descriptions(*command), action);
    cases += fmt::format("    {}) {} ;;\n", command->get_name(), action);
  }
  return fmt::format(
      R"(#compdef channelsim
# zsh completion of channelsim: channelsim completion zsh > a folder in $fpath/_channelsim
_channelsim() {{
  local -a commands
  commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="${{words[2]}}"
  shift words; (( CURRENT-- ))
  case "$command" in
{}  esac
}}
compdef _channelsim channelsim
)",
      zsh_descriptions(app), cases);
}

/// The options of a command, each where the shell sees that command.
std::string fish_options(const CLI::App& command, const std::string& seen) {
  std::string text;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames())
      text += fmt::format("complete -c channelsim -n '{}' -l {}{} -d {}\n", seen, name,
                          option->get_expected_max() > 0 ? " -r" : "",
                          shell_quoted(option->get_description()));
  return text;
}

std::string fish_script(const CLI::App& app) {
  std::string text = "# fish completion of channelsim: channelsim completion fish | source\n";
  for (const CLI::App* command : commands_of(app)) {
    text += fmt::format("complete -c channelsim -n __fish_use_subcommand -a {} -d {}\n",
                        command->get_name(), shell_quoted(command->get_description()));
    const std::string seen = "__fish_seen_subcommand_from " + command->get_name();
    text += fish_options(*command, seen);
    for (const CLI::App* each : commands_of(*command)) {
      text += fmt::format(
          "complete -c channelsim -n '{}; and not __fish_seen_subcommand_from {}' -a {} -d {}\n",
          seen, joined(command_names(*command), " "), each->get_name(),
          shell_quoted(each->get_description()));
      text += fish_options(*each, seen + "; and __fish_seen_subcommand_from " + each->get_name());
    }
  }
  return text;
}

/// As roff shows it: no line begins a request by chance, hyphens stay hyphens.
std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else
      result += c;
  }
  if (result.starts_with('.') || result.starts_with('\'')) result.insert(0, "\\&");
  return result;
}

std::string man_section(const CLI::App& command, const std::string& name) {
  std::string text = fmt::format(".SS {}\n{}\n", roff(name), roff(command.get_description()));
  for (const CLI::Option* option : command.get_options()) {
    std::vector<std::string> names;
    for (const std::string& each : option->get_snames()) names.push_back("-" + each);
    for (const std::string& each : option->get_lnames()) names.push_back("--" + each);
    if (names.empty()) names.push_back(option->get_name());
    text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(joined(names, ", ")),
                        roff(option->get_description()));
  }
  return text;
}

std::string man_page(const CLI::App& app) {
  std::string text = fmt::format(
      ".TH CHANNELSIM 1 \"\" \"channelsim {}\" \"User Commands\"\n.SH NAME\nchannelsim \\- {}\n"
      ".SH SYNOPSIS\n.B channelsim\n.I COMMAND\n[\\fIOPTION\\fR...]\n.SH DESCRIPTION\n{}\n"
      "Scenarios are YAML files: \\fBchannelsim init\\fR writes one to start from, \\fBchannelsim "
      "explain\\fR tells of every field.\n.SH COMMANDS\n",
      program_version(), "which channel plan, how sure, and why", roff(app.get_description()));
  for (const CLI::App* command : commands_of(app)) {
    text += man_section(*command, command->get_name());
    for (const CLI::App* each : commands_of(*command))
      text += man_section(*each, command->get_name() + " " + each->get_name());
  }
  return text +
         ".SH FILES\n"
         "The folder of a run holds report.html and report.xlsx (for people), results.json (the "
         "answer), replications.csv (every figure of every replication), series.csv (figures over "
         "time), results.sqlite (all of that as a database), "
         "scenario.resolved.yaml and manifest.json; rows.journal only until the run is complete.\n"
         ".SH EXIT STATUS\n"
         "0 done; 1 a check of the scenario failed; 2 wrong usage or an invalid scenario, nothing "
         "was started; 3 the run, or a replication, failed; 4 the asked precision was not reached; 130 interrupted, "
         "\\-\\-resume goes on.\n"
         ".SH ENVIRONMENT\n"
         "CHANNELSIM_REPLICATIONS, CHANNELSIM_SEED, CHANNELSIM_THREADS and CHANNELSIM_LANG stand "
         "for "
         "the options of their names; NO_COLOR turns colours off.\n";
}

}  // namespace

void add_completion(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "completion", "Print what a shell needs to complete the commands, or the man page");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh, fish, or man")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
  command->callback([shell, &app, &code] {
    fmt::print("{}", *shell == "bash"   ? bash_script(app)
                     : *shell == "zsh"  ? zsh_script(app)
                     : *shell == "fish" ? fish_script(app)
                                        : man_page(app));
    code = ExitCode::done;
  });
}

}  // namespace channelsim
