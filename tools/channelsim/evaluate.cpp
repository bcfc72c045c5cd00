#include "models/market/evaluate.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/labels.hpp"
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

std::string weights_of(const market::EvaluationOutcome& outcome, const Words& words) {
  std::string weights;
  for (std::size_t i = 0; i < outcome.criteria.size(); ++i)
    weights += fmt::format("{}{} {:.2f}", i == 0 ? "" : words("list.comma"),
                           printable(outcome.criteria[i]), outcome.weights[i]);
  constexpr double most = 0.10;  // above, the comparisons contradict each other [Saaty 1980]
  return words(
      outcome.consistency_ratio <= most ? "evaluation.weights" : "evaluation.weights_contradict",
      fmt::arg("weights", weights),
      fmt::arg("ratio", fmt::format("{:.3f}", outcome.consistency_ratio)));
}

void print(const market::EvaluationOutcome& outcome, const Words& words) {
  const bool as_named = words.language() == Language::english;  // as in the files
  std::vector<std::vector<Cell>> rows(1);
  rows[0] = {{words("evaluation.channel")}, {words("evaluation.opinion"), true}};
  for (const std::string& figure : outcome.figures)
    rows[0].push_back({as_named ? figure : label_of(figure, words), true});
  for (const market::ChannelScore& each : outcome.channels) {
    std::vector<Cell> row = {{printable(as_named ? each.channel : name_of(each.channel, words))},
                             {each.opinion ? fmt::format("{:.1f}", *each.opinion) : "-", true}};
    for (const double value : each.simulated) row.push_back({fmt::format("{:.4g}", value), true});
    rows.push_back(std::move(row));
  }
  fmt::print("{}\n\n{}\n{}\n", weights_of(outcome, words), table(rows, "  ", false),
             words("evaluation.note", fmt::arg("plan", printable(outcome.plan))));
}

struct Arguments : TrialArguments {
  std::string language;
};

ExitCode evaluate(const Arguments& arguments) {
  const auto outcome = market::evaluate(
      market::load_study(arguments.scenario.file, arguments.load()), arguments.threads);
  if (arguments.json)
    fmt::print("{}", json_of(outcome));
  else
    print(outcome, words_of(arguments.language));
  return ExitCode::done;
}

}  // namespace

void add_evaluate(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "evaluate", "Tell what somebody thinks of the channels beside what is simulated");
  auto arguments = std::make_shared<Arguments>();
  add_trial_arguments(*command, *arguments);
  add_language_argument(*command, arguments->language);
  command->callback([arguments, &code] { code = evaluate(*arguments); });
}

}  // namespace channelsim
