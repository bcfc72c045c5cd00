#include "engine/statistics/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {
namespace {

/// Writes the parts of the answer; each part is one or two whole sentences.
class Speaker {
 public:
  Speaker(const Results& results, const Decision& decision, std::optional<std::size_t> cost)
      : results_(results),
        decision_(decision),
        cost_(cost),
        common_(results.common_replications()),
        objective_(results.kpis()[decision.objective]),
        measure_(readable(objective_.name) +
                 (decision.period.empty() ? "" : " over " + decision.period)) {}

  std::string answer() const {
    std::string text = common_.empty()             ? nothing_finished()
                       : decision_.ranking.empty() ? not_a_number()
                       : !decision_.rival          ? single_plan()
                       : decision_.recommended     ? winner()
                       : common_.size() == 1       ? single_replication()
                                                   : tie();
    if (!results_.complete() && !common_.empty())
      text += fmt::format(
          " Not all replications are complete: {} of {} {} finished under every plan, and the "
          "answer may still change.",
          grouped(common_.size()), grouped(results_.replications()),
          common_.size() == 1 ? "is" : "are");
    return text;
  }

 private:
  const std::string& name(std::size_t plan) const {
    return name_for_people(results_.plans()[plan]);
  }
  std::size_t best() const { return decision_.ranking.front(); }

  std::string nothing_finished() const {
    return fmt::format("No replication of {} is finished under every plan, so there is no answer.",
                       grouped(results_.replications()));
  }

  std::string not_a_number() const {
    return fmt::format("The plans cannot be ranked: {} is not a finite number in some replication.",
                       measure_);
  }

  std::string single_plan() const {
    const std::vector<double> values = results_.column(best(), decision_.objective, common_);
    const Summary summary = summarise(values, objective_.goal);
    const double half = summary.half_width.value_or(0), mean = *summary.mean;
    const FigureFormat format(Scaling::words, objective_.unit, std::abs(mean) + half, half);
    const std::string reach =
        summary.half_width
            ? fmt::format("averages {} (95 % interval {} to {})", format.quantity(mean),
                          format.number(mean - half), format.quantity(mean + half))
            : fmt::format("was {} in a single replication, which says nothing about chance",
                          format.quantity(mean));
    return fmt::format("{} is the only plan, so there is nothing to choose: its {} {}.",
                       name(best()), measure_, reach);
  }

  /// "1.24 million CNY higher than under Plan (95 % interval 1.10 to 1.38 million CNY)".
  std::string gain_over(std::size_t rival, const Difference& lead) const {
    const double gain = gain_direction(objective_.goal) * *lead.mean;
    const double half = lead.half_width.value_or(0);
    const FigureFormat format(Scaling::words, objective_.unit, std::abs(gain) + half, half);
    std::string text =
        fmt::format("{} {} than under {}", format.difference(format.number(gain)),
                    objective_.goal == Goal::raise ? "higher" : "lower", name(rival));
    if (!lead.half_width) return text;
    if (half == 0) return text + ", the same in every replication";
    return text + fmt::format(" (95 % interval {})",
                              format.difference(fmt::format("{} to {}", format.number(gain - half),
                                                            format.number(gain + half))));
  }

  /// The zone as people would say it, or nothing without one.
  std::string zone(std::string_view before, std::string_view after) const {
    if (decision_.indifference <= 0) return {};
    const FigureFormat format(Scaling::words, objective_.unit, decision_.indifference);
    return fmt::format("{}{}{}", before, format.difference(format.number(decision_.indifference)),
                       after);
  }

  std::string confidence() const {
    const auto& share = decision_.confidence_best_mean[best()];
    if (!share) return {};
    return fmt::format(" Confidence that its average is the best: {}.",
                       confidence_text(*share, Scaling::words));
  }

  std::string futures() const {
    const auto& shares = decision_.share_of_futures_best;
    if (shares.empty()) return {};
    return fmt::format(" It is best in {} of the {} futures drawn.", share_text(shares[best()]),
                       grouped(common_.size()));
  }

  std::string winner() const {
    const std::size_t rivals = results_.plans().size() - 1;
    const bool stays = best() == baseline_of(results_);
    std::string text =
        fmt::format("{} {}: its average {} is {}.", stays ? "Keep" : "Choose", name(best()),
                    measure_, gain_over(*decision_.rival, decision_.lead));
    if (rivals > 1)
      text += fmt::format(" It is ahead of each of the other {} plans{}, all compared together.",
                          rivals, zone(" by more than the ", " that matter"));
    else
      text += zone(" The whole interval lies above the ", " that matter.");
    return text + confidence() + futures();
  }

  std::string single_replication() const {
    return fmt::format(
        "Too close to call: one replication cannot tell a better plan from good luck. In it, {} of "
        "{} was {}.{}",
        measure_, name(best()), gain_over(*decision_.rival, decision_.lead), cheaper());
  }

  std::string tie() const {
    std::vector<std::string_view> names;
    for (const std::size_t plan : decision_.contenders) names.push_back(name(plan));
    std::string others;
    if (names.size() > 4) {
      others = fmt::format("{} others", names.size() - 3);
      names.resize(3);
      names.push_back(others);
    }
    std::string text = fmt::format("Too close to call between {}", listed(names));
    const Difference& lead = decision_.lead;
    if (*lead.mean == 0 && *lead.half_width == 0)
      text += fmt::format(": {} is the same under {} and {} in every replication.", measure_,
                          name(best()), name(*decision_.rival));
    else
      text += fmt::format(": average {} under {} is {}, {}.", measure_, name(best()),
                          gain_over(*decision_.rival, lead), why_not());
    return text + beaten_baseline() + cheaper();
  }

  /// Why the lead does not count. Together the intervals are wider than each on its own, so a lead
  /// can be clear alone and still not among all.
  std::string why_not() const {
    const double gain = gain_direction(objective_.goal) * *decision_.lead.mean;
    const double low = gain - *decision_.lead.half_width;
    if (low > decision_.indifference)
      return fmt::format("which is not enough with {} comparisons made at once",
                         results_.plans().size() - 1);
    if (decision_.indifference > 0)
      return zone("not clearly more than the ", " below which plans count as equal");
    return "which chance alone could explain";
  }

  std::string beaten_baseline() const {
    const std::size_t baseline = baseline_of(results_);
    const auto& contenders = decision_.contenders;
    if (std::find(contenders.begin(), contenders.end(), baseline) != contenders.end()) return {};
    const Difference lead =
        compare(results_.column(baseline, decision_.objective, common_),
                results_.column(best(), decision_.objective, common_), objective_.goal);
    return fmt::format(" Under {} it is {}.", name(best()), gain_over(baseline, lead));
  }

  std::string cheaper() const {
    if (!cost_ || !decision_.cheapest) return {};
    const Kpi& kpi = results_.kpis()[*cost_];
    const auto mean_cost = [&](std::size_t plan) {
      return *mean_of(results_.column(plan, *cost_, common_));
    };
    const std::size_t cheapest = *decision_.cheapest;
    const std::size_t other = cheapest == best() ? *decision_.rival : best();
    const double low = mean_cost(cheapest), high = mean_cost(other);
    if (low == high) return fmt::format(" They cost the same ({}).", readable(kpi.name));
    const FigureFormat format(Scaling::words, kpi.unit, std::max(std::abs(low), std::abs(high)),
                              high - low);
    return fmt::format(
        " Choose the cheaper plan then, {}: its average {} is {} against {} under {}.",
        name(cheapest), readable(kpi.name), format.quantity(low), format.quantity(high),
        name(other));
  }

  const Results& results_;
  const Decision& decision_;
  std::optional<std::size_t> cost_;
  std::vector<std::uint32_t> common_;
  const Kpi& objective_;
  std::string measure_;
};
}  // namespace

std::string readable(std::string_view kpi) {
  const std::size_t bracket = std::min(kpi.find('['), kpi.size());
  std::string text(kpi.substr(0, bracket));
  std::replace(text.begin(), text.end(), '_', ' ');
  if (bracket < kpi.size()) fmt::format_to(std::back_inserter(text), " {}", kpi.substr(bracket));
  return text;
}

std::string sentence_of(const Results& results, const Decision& decision,
                        std::optional<std::size_t> cost) {
  return Speaker(results, decision, cost).answer();
}

std::string outlook_sentence_of(const Results& results, const Decision& decision) {
  if (decision.outlooks.empty() || decision.ranking.empty()) return "";
  const auto name = [&](std::size_t plan) { return name_for_people(results.plans()[plan]); };
  std::string same, other;
  for (const OutlookVerdict& each : decision.outlooks) {
    const bool holds = each.recommended ? each.recommended == decision.recommended
                                        : each.best == decision.ranking.front();
    if (holds)
      same += (same.empty() ? "" : ", ") + each.when;
    else if (each.recommended)
      other += fmt::format(" Had the study ended {}, '{}' would come first.", each.when,
                           name(*each.recommended));
    else
      other += fmt::format(" Had it ended {}, it would be too close to call.", each.when);
  }
  if (other.empty()) return fmt::format("The order at the top is the same {}.", same);
  if (same.empty()) return other.substr(1);
  return fmt::format("The order at the top is the same {}.{}", same, other);
}

}  // namespace channelsim
