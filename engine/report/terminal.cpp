#include "engine/report/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/report/answer.hpp"
#include "engine/report/failures.hpp"
#include "engine/report/labels.hpp"
#include "engine/report/run_folder.hpp"
#include "engine/report/terminal_tables.hpp"
#include "engine/report/terminal_view.hpp"

namespace channelsim {
namespace {
constexpr Paint faint{.dim = true};

std::string replications_of(const TerminalView& view) {
  const std::size_t n = view.analysis.replications;
  return view.words(n == 1 ? "terminal.replications_one" : "terminal.replications",
                    fmt::arg("count", grouped(n)));
}

/// How many replications, which seed, and how far the plans met the same luck.
std::string rests_on(const TerminalView& view, const RunLabel& label) {
  const std::string replications = replications_of(view);
  std::vector<double> correlations;
  for (const std::size_t plan : view.order)
    if (const auto correlation = view.difference(plan, view.objective).correlation)
      correlations.push_back(*correlation);
  if (correlations.empty())
    return view.words("terminal.rests_on", fmt::arg("replications", replications),
                      fmt::arg("seed", label.seed));
  const auto [least, most] = std::minmax_element(correlations.begin(), correlations.end());
  const std::string low = fmt::format("{:.2f}", *least), high = fmt::format("{:.2f}", *most);
  const FigureFormat format(view.words.language(), Scaling::words, "", 1);
  return view.words("terminal.rests_on_same_luck", fmt::arg("replications", replications),
                    fmt::arg("seed", label.seed),
                    fmt::arg("plan", view.name_in_a_sentence(view.analysis.baseline)),
                    fmt::arg("range", low == high ? low : format.range(low, high)));
}

/// What the intervals are about.
std::string scope(const TerminalView& view, std::size_t uncertain) {
  if (uncertain == 0) return view.words("terminal.luck_only");
  const bool nested = view.results.chances() > 1;
  return view.words("terminal.uncertain",
                    fmt::arg("row", view.words(nested ? "terminal.uncertain_future"
                                                      : "terminal.uncertain_replication")),
                    fmt::arg("values", view.words(uncertain == 1 ? "terminal.uncertain_value"
                                                                 : "terminal.uncertain_values",
                                                  fmt::arg("count", uncertain))));
}

/// The first replications that failed, and how to play one again.
std::string failures(const TerminalView& view, const RunLabel& label, const RunFolder& folder) {
  constexpr std::size_t shown = 3;
  const std::vector<Failure>& all = view.results.failures();
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, all.size()); ++i)
    text += view.paragraph(
        told(all[i], view.results.plans()[all[i].plan], label.period, view.words), "  ", {});
  if (all.size() > shown)
    text +=
        view.paragraph(view.words("failure.more", fmt::arg("count", grouped(all.size() - shown)),
                                  fmt::arg("file", run_folder::results)),
                       "  ", {});
  if (!all.empty() && !folder.path.empty())
    text += "  " +
            view.words("failure.replay",
                       fmt::arg("command",
                                replay_command(all.front(), view.results.plans()[all.front().plan],
                                               folder.path))) +
            '\n';
  return text;
}

std::string files(const RunFolder& folder, const Words& words) {
  const std::string names = listed(folder.files, words);
  return names.empty()
             ? words("terminal.files", fmt::arg("path", folder.path))
             : words("terminal.files_in", fmt::arg("path", folder.path), fmt::arg("names", names));
}
}  // namespace

std::string terminal_answer(const RunLabel& label, const Results& results, const Analysis& analysis,
                            const RunFolder& folder, const TerminalOptions& options,
                            const Words& words) {
  const TerminalView view(results, analysis, options, words);
  const Answer answer = answer_of(results, analysis.decision, label.period, words);
  const std::string& question = label.question.empty() ? label.title : label.question;
  std::string text = view.paragraph(question, "", {.bold = true});
  if (!text.empty()) text += '\n';
  for (const std::string* part : {&answer.decision, &answer.constraints, &answer.outlooks})
    text += view.paragraph(*part, "  ", {});
  text += failures(view, label, folder);
  text += '\n' + plan_table(view) + '\n' + figure_table(view) + '\n';
  text += view.paragraph(
      in_a_row({rests_on(view, label), scope(view, label.uncertain_values)}, words), "  ", faint);
  if (!folder.path.empty()) text += view.paragraph(files(folder, words), "  ", faint);
  return text;
}

}  // namespace channelsim
