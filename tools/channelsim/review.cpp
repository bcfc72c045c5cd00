#include "engine/report/review.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/layout.hpp"
#include "models/market/report/report.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

struct Arguments {
  std::filesystem::path folder;
  Remark remark;
  std::size_t done = 0;
  bool add = false, all = false, json = false;
};

/// A remark with its number in the file.
struct NumberedRemark {
  std::size_t number;
  Remark remark;
};

std::string today() {
  return fmt::format(
      "{:%Y-%m-%d}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

std::string json_of(const std::vector<NumberedRemark>& remarks) {
  JsonWriter json;
  json.begin_object();
  json.key("remarks");
  json.begin_array();
  for (const auto& [number, remark] : remarks) {
    json.begin_object(JsonLayout::one_line);
    json.member("number", number);
    json.member("section", remark.section);
    json.member("who", remark.who);
    json.member("what", remark.what);
    json.member("status", remark.status);
    json.key("when");
    if (remark.when.empty())
      json.null();
    else
      json.value(remark.when);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.text();
}

std::string text_of(const std::vector<NumberedRemark>& remarks) {
  std::vector<std::vector<Cell>> rows = {
      {{"no", true}, {"status"}, {"section"}, {"when"}, {"who"}, {"remark"}}};
  for (const auto& [number, remark] : remarks)
    rows.push_back({{std::to_string(number), true},
                    {remark.status},
                    {remark.section},
                    {remark.when.empty() ? "-" : remark.when},
                    {printable(remark.who)},
                    {printable(remark.what)}});
  return table(rows, "", false);
}

ExitCode review(const Arguments& arguments) {
  const auto& folder = arguments.folder;
  if (!std::filesystem::exists(folder / "results.json") &&
      !std::filesystem::exists(folder / "rows.journal"))
    throw InputError({{IssueCode::file_not_found,
                       {std::make_shared<Source>(Source{folder.string(), {}})},
                       "",
                       "no run lies in this folder",
                       "name the folder that `channelsim run` wrote"}});
  const auto& sections = market::section_ids();
  if (arguments.add) add_remark(folder, sections, arguments.remark);
  if (arguments.done > 0) settle_remark(folder, sections, arguments.done);

  std::vector<NumberedRemark> shown;
  for (const Remark& remark : read_review(folder, sections))
    shown.push_back({shown.size() + 1, remark});
  const bool any = !shown.empty();
  if (!arguments.all)
    std::erase_if(shown, [](const NumberedRemark& each) { return each.remark.status != "open"; });
  if (arguments.json)
    fmt::print("{}", json_of(shown));
  else if (shown.empty())
    fmt::print("{}\n", any ? "No remark is open; --all lists those that are done."
                           : "Nobody has remarked anything yet.");
  else
    fmt::print("{}", text_of(shown));
  return ExitCode::done;
}

}  // namespace

void add_review(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "review", "What reviewers remarked on a run: list what is open, add, mark as done");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, "The folder of a run")
      ->required()
      ->check(CLI::ExistingDirectory);
  CLI::Option* add = command->add_flag("--add", arguments->add, "Add a remark");
  command->add_option("--section", arguments->remark.section, "The section it is about")
      ->needs(add);
  command->add_option("--who", arguments->remark.who, "Who says it")->needs(add);
  command->add_option("--what", arguments->remark.what, "What is said")->needs(add);
  for (const char* option : {"--section", "--who", "--what"})
    add->needs(command->get_option(option));
  command->add_option("--done", arguments->done, "Mark this remark as done")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
      ->excludes(add);
  command->add_flag("--all", arguments->all, "List those that are done, too");
  command->add_flag("--json", arguments->json, "As JSON");
  command->callback([arguments, &code] {
    arguments->remark.when = today();
    code = review(*arguments);
  });
}

}  // namespace channelsim
