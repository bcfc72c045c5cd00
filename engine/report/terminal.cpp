#include "engine/report/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/terminal_tables.hpp"
#include "engine/report/terminal_view.hpp"

namespace channelsim {
namespace {
constexpr Paint faint{.dim = true};

/// How many replications, which seed, and how far the plans met the same luck.
std::string foundation(const TerminalView& view, const RunLabel& label) {
  const std::size_t n = view.analysis.replications;
  std::string text = fmt::format("{} replication{} of each plan, seed {}", grouped(n),
                                 n == 1 ? "" : "s", label.seed);
  std::vector<double> correlations;
  for (const std::size_t plan : view.order)
    if (const auto correlation = view.difference(plan, view.objective).correlation)
      correlations.push_back(*correlation);
  const std::size_t uncertain = label.uncertain_values;
  const std::string scope =
      uncertain == 0
          ? " The intervals are about luck in the market as it is described; how well its values "
            "are known is not in them."
          : fmt::format(" Each {} draws the {} uncertain value{} anew; all else is taken as known.",
                        view.results.chances() > 1 ? "future" : "replication", uncertain,
                        uncertain == 1 ? "" : "s");
  if (correlations.empty()) return text + '.' + scope;
  const auto [least, most] = std::minmax_element(correlations.begin(), correlations.end());
  const std::string low = fmt::format("{:.2f}", *least), high = fmt::format("{:.2f}", *most);
  return text +
         fmt::format("; all meet the same luck (correlation with {}: {}{}{}).",
                     view.name(view.analysis.baseline), low, low == high ? "" : " to ",
                     low == high ? "" : high) +
         scope;
}

std::string files(const RunFolder& folder) {
  const std::vector<std::string_view> names(folder.files.begin(), folder.files.end());
  return names.empty() ? fmt::format("Files: {}", folder.path)
                       : fmt::format("Files in {}: {}", folder.path, listed(names));
}
}  // namespace

std::string terminal_answer(const RunLabel& label, const Results& results, const Analysis& analysis,
                            const RunFolder& folder, const TerminalOptions& options) {
  const TerminalView view(results, analysis, options);
  const std::string& question = label.question.empty() ? label.title : label.question;
  std::string text = view.paragraph(question, "", {.bold = true});
  if (!text.empty()) text += '\n';
  text += view.paragraph(analysis.decision.sentence, "  ", {});
  if (!analysis.decision.constraint_sentence.empty())
    text += view.paragraph(analysis.decision.constraint_sentence, "  ", {});
  if (!analysis.decision.outlook_sentence.empty())
    text += view.paragraph(analysis.decision.outlook_sentence, "  ", {});
  text += '\n' + plan_table(view) + '\n' + figure_table(view) + '\n';
  text += view.paragraph(foundation(view, label), "  ", faint);
  if (!folder.path.empty()) text += view.paragraph(files(folder), "  ", faint);
  return text;
}

}  // namespace channelsim
