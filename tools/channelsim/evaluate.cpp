#include "models/market/evaluate.hpp"

#include <fmt/format.h>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/layout.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

std::string json_of(const market::EvaluationOutcome& outcome) {
  JsonWriter json;
  json.begin_object();
  json.member("plan", outcome.plan);
  json.member("consistency_ratio", outcome.consistency_ratio);
  json.key("weights");
  json.begin_object(JsonLayout::one_line);
  for (std::size_t i = 0; i < outcome.criteria.size(); ++i)
    json.member(outcome.criteria[i], outcome.weights[i]);
  json.end_object();
  json.key("channels");
  json.begin_array();
  for (const market::ChannelScore& each : outcome.channels) {
    json.begin_object(JsonLayout::one_line);
    json.member("channel", each.channel);
    json.member("opinion", each.opinion);
    json.key("simulated");
    json.begin_object();
    for (std::size_t i = 0; i < outcome.figures.size(); ++i)
      json.member(outcome.figures[i], each.simulated[i]);
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.text();
}

void print(const market::EvaluationOutcome& outcome) {
  fmt::print("Weights by comparing criteria two by two:");
  for (std::size_t i = 0; i < outcome.criteria.size(); ++i)
    fmt::print("{} {} {:.2f}", i == 0 ? "" : ",", printable(outcome.criteria[i]),
               outcome.weights[i]);
  fmt::print(" (consistency ratio {:.3f}{})\n\n", outcome.consistency_ratio,
             outcome.consistency_ratio <= 0.10
                 ? ""
                 : ": the comparisons contradict each other, look at them again");
  std::vector<std::vector<Cell>> rows(1);
  rows[0] = {{"channel"}, {"opinion", true}};
  for (const std::string& figure : outcome.figures) rows[0].push_back({figure, true});
  for (const market::ChannelScore& each : outcome.channels) {
    std::vector<Cell> row = {{printable(each.channel)},
                             {each.opinion ? fmt::format("{:.1f}", *each.opinion) : "-", true}};
    for (const double value : each.simulated) row.push_back({fmt::format("{:.4g}", value), true});
    rows.push_back(std::move(row));
  }
  fmt::print("{}", table(rows, "  ", false));
  fmt::print(
      "\nThe opinion is somebody's, from 0 to 10; the other columns are simulated, under '{}'.\n",
      printable(outcome.plan));
}

ExitCode evaluate(const TrialArguments& arguments) {
  const auto outcome = market::evaluate(
      market::load_study(arguments.scenario.file, arguments.load()), arguments.threads);
  if (arguments.json)
    fmt::print("{}", json_of(outcome));
  else
    print(outcome);
  return ExitCode::done;
}

}  // namespace

void add_evaluate(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "evaluate", "Tell what somebody thinks of the channels beside what is simulated");
  auto arguments = std::make_shared<TrialArguments>();
  add_trial_arguments(*command, *arguments);
  command->callback([arguments, &code] { code = evaluate(*arguments); });
}

}  // namespace channelsim
