#include "engine/report/answer.hpp"

#include <algorithm>
#include <cmath>

#include "engine/report/labels.hpp"
#include "engine/statistics/withholding.hpp"

namespace channelsim {
namespace {

/// Writes the parts of the answer; each part is one or two whole sentences.
class Speaker {
 public:
  Speaker(const Results& results, const Decision& decision, const Span& period, const Words& words)
      : results_(results),
        decision_(decision),
        words_(words),
        objective_(results.kpis()[decision.objective]),
        measure_(label_of(objective_, words)) {
    if (period.count > 0)
      measure_ = words("answer.measure_over", fmt::arg("figure", measure_),
                       fmt::arg("period", span_of(period, words)));
  }

  std::string decision() const {
    if (!decision_.constraints_kept)
      return in_a_row({words_("answer.no_plan_keeps"), failed()}, words_);
    const std::size_t finished = decision_.foundation.finished;
    const std::string text = finished == 0                      ? nothing_finished()
                             : decision_.ranking.empty()        ? not_a_number()
                             : !decision_.rival                 ? only_plan()
                             : decision_.recommended            ? winner()
                             : finished == 1                    ? single_replication()
                             : decision_.contenders.size() == 1 ? leader()
                                                                : tie();
    return finished == 0 ? in_a_row({text, failed()}, words_)
                         : in_a_row({text, failed(), incomplete()}, words_);
  }

  std::string constraints() const {
    if (!decision_.constrained) return {};
    if (decision_.breaches.empty()) return words_("answer.all_plans_keep");
    std::vector<std::string> sentences;
    for (std::size_t plan = 0; plan < results_.plans().size(); ++plan)
      if (const std::string reasons = reasons_against(plan); !reasons.empty())
        sentences.push_back(
            words_("answer.ruled_out", fmt::arg("plan", name(plan)), fmt::arg("reasons", reasons)));
    return in_a_row(sentences, words_);
  }

  std::string outlooks() const {
    if (decision_.outlooks.empty() || decision_.ranking.empty()) return {};
    std::string same;
    std::vector<std::string> sentences(1);
    for (const OutlookVerdict& each : decision_.outlooks) {
      const std::string when = when_of(each, words_);
      const bool holds =
          each.recommended ? each.recommended == decision_.recommended : each.best == best();
      if (holds)
        same += (same.empty() ? "" : words_("list.comma")) + when;
      else if (each.recommended)
        sentences.push_back(words_("answer.outlook_other", fmt::arg("when", when),
                                   fmt::arg("plan", name(*each.recommended))));
      else
        sentences.push_back(words_("answer.outlook_tie", fmt::arg("when", when)));
    }
    if (!same.empty()) sentences.front() = words_("answer.outlook_same", fmt::arg("when", same));
    return in_a_row(sentences, words_);
  }

 private:
  std::string name(std::size_t plan) const {
    return words_("plan.name", fmt::arg("plan", name_for_people(results_.plans()[plan])));
  }
  std::size_t best() const { return decision_.ranking.front(); }
  FigureFormat format(const Kpi& kpi, double largest, double finest = 0) const {
    return format_of(words_, Scaling::words, kpi.unit, largest, finest);
  }
  /// An amount of the objective that is a difference.
  std::string amount(double value) const {
    const FigureFormat form = format(objective_, value);
    return form.difference(form.number(value));
  }

  std::string nothing_finished() const {
    return words_("answer.nothing_finished",
                  fmt::arg("count", grouped(decision_.foundation.asked)));
  }

  std::string not_a_number() const {
    return words_("answer.not_a_number", fmt::arg("measure", measure_));
  }

  std::string only_plan() const {
    const double half = decision_.best.half_width.value_or(0), mean = *decision_.best.mean;
    const FigureFormat form = format(objective_, std::abs(mean) + half, half);
    const std::string plan = name(best());
    const bool alone = results_.plans().size() == 1;  // or others are ruled out
    if (!decision_.best.half_width)
      return words_(alone ? "answer.only_plan_once" : "answer.only_keeping_once",
                    fmt::arg("plan", plan), fmt::arg("measure", measure_),
                    fmt::arg("value", form.quantity(mean)));
    return words_(alone ? "answer.only_plan" : "answer.only_keeping", fmt::arg("plan", plan),
                  fmt::arg("measure", measure_), fmt::arg("mean", form.quantity(mean)),
                  fmt::arg("interval", form.interval(mean - half, mean + half)));
  }

  /// "1.24 million CNY higher than under Plan (95 % interval 1.10 to 1.38 million CNY)".
  std::string gain_over(std::size_t rival, const Difference& lead) const {
    const double gain = gain_direction(objective_.goal) * *lead.mean;
    const double half = lead.half_width.value_or(0);
    const FigureFormat form = format(objective_, std::abs(gain) + half, half);
    std::string sureness;
    if (lead.half_width && half == 0) sureness = words_("answer.always_the_same");
    if (lead.half_width && half != 0)
      sureness =
          words_("answer.interval",
                 fmt::arg("interval", form.difference(form.range(form.number(gain - half),
                                                                 form.number(gain + half)))));
    return words_(objective_.goal == Goal::raise ? "answer.higher" : "answer.lower",
                  fmt::arg("amount", form.difference(form.number(gain))),
                  fmt::arg("plan", name(rival)), fmt::arg("sureness", sureness));
  }

  std::string winner() const {
    const bool stays = best() == baseline_of(results_);
    return in_a_row({words_(stays ? "answer.keep" : "answer.choose", fmt::arg("plan", name(best())),
                            fmt::arg("measure", measure_),
                            fmt::arg("gain", gain_over(*decision_.rival, decision_.lead))),
                     ahead(), confidence(), futures()},
                    words_);
  }

  /// A plan that would be recommended if nothing had failed.
  std::string leader() const {
    return words_("answer.leads", fmt::arg("plan", name(best())), fmt::arg("measure", measure_),
                  fmt::arg("gain", gain_over(*decision_.rival, decision_.lead)));
  }

  /// Of whom it is ahead, and that it is so by what matters.
  std::string ahead() const {
    const std::size_t rivals = decision_.foundation.plans - 1;
    const double zone = decision_.indifference;
    if (rivals == 1)
      return zone <= 0 ? std::string()
                       : words_("answer.interval_above", fmt::arg("amount", amount(zone)));
    if (zone <= 0) return words_("answer.ahead_of_all", fmt::arg("count", rivals));
    return words_("answer.ahead_of_all_by", fmt::arg("count", rivals),
                  fmt::arg("amount", amount(zone)));
  }

  std::string confidence() const {
    const auto& share = decision_.confidence_best_mean[best()];
    if (!share) return {};
    return words_("answer.confidence",
                  fmt::arg("share", confidence_text(words_.language(), *share, Scaling::words)));
  }

  std::string futures() const {
    if (decision_.share_of_futures_best.empty()) return {};
    const double share = decision_.share_of_futures_best[best()];
    const std::string count = grouped(decision_.foundation.finished);
    if (share <= 0) return words_("answer.futures_none", fmt::arg("count", count));
    if (share >= 1) return words_("answer.futures_all", fmt::arg("count", count));
    return words_("answer.futures", fmt::arg("count", count),
                  fmt::arg("share", share_text(words_.language(), share)));
  }

  std::string single_replication() const {
    return in_a_row({words_("answer.single_replication", fmt::arg("measure", measure_),
                            fmt::arg("plan", name(best())),
                            fmt::arg("gain", gain_over(*decision_.rival, decision_.lead))),
                     cheaper()},
                    words_);
  }

  std::string tie() const { return in_a_row({tied(), over_baseline(), cheaper()}, words_); }

  std::string tied() const {
    std::vector<std::string> names;
    for (const std::size_t plan : decision_.contenders) names.push_back(name(plan));
    if (names.size() > 4) {
      const std::size_t others = names.size() - 3;
      names.resize(3);
      names.push_back(words_("answer.others", fmt::arg("count", others)));
    }
    const std::string plans = listed(names, words_), plan = name(best());
    const Difference& lead = decision_.lead;
    if (*lead.mean == 0 && *lead.half_width == 0)
      return words_("answer.tie_always", fmt::arg("plans", plans), fmt::arg("measure", measure_),
                    fmt::arg("plan", plan), fmt::arg("rival", name(*decision_.rival)));
    return words_("answer.tie", fmt::arg("plans", plans), fmt::arg("measure", measure_),
                  fmt::arg("plan", plan), fmt::arg("gain", gain_over(*decision_.rival, lead)),
                  fmt::arg("why", why_not()));
  }

  /// Why the lead does not count. Together the intervals are wider than each on its own, so a lead
  /// can be clear alone and still not among all.
  std::string why_not() const {
    const double gain = gain_direction(objective_.goal) * *decision_.lead.mean;
    const double low = gain - *decision_.lead.half_width;
    if (low > decision_.indifference)
      return words_("answer.why_together", fmt::arg("count", decision_.foundation.plans - 1));
    if (decision_.indifference > 0)
      return words_("answer.why_indifferent", fmt::arg("amount", amount(decision_.indifference)));
    return words_("answer.why_chance");
  }

  std::string over_baseline() const {
    if (!decision_.over_baseline) return {};
    return words_("answer.over_baseline", fmt::arg("plan", name(best())),
                  fmt::arg("gain", gain_over(baseline_of(results_), *decision_.over_baseline)));
  }

  std::string cheaper() const {
    if (!decision_.cost_of_tie) return {};
    const auto& [kpi, cheapest, other, low, high] = *decision_.cost_of_tie;
    const Kpi& cost = results_.kpis()[kpi];
    const std::string figure = label_of(cost, words_);
    if (low == high) return words_("answer.same_cost", fmt::arg("figure", figure));
    const FigureFormat form = format(cost, std::max(std::abs(low), std::abs(high)), high - low);
    return words_("answer.cheaper", fmt::arg("plan", name(cheapest)), fmt::arg("figure", figure),
                  fmt::arg("amount", form.quantity(low)),
                  fmt::arg("other_amount", form.quantity(high)), fmt::arg("other", name(other)));
  }

  /// How many replications are missing because they failed, and what that means.
  std::string failed() const {
    const Foundation& rows = decision_.foundation;
    if (rows.failed == 0) return {};
    const std::string missing =
        words_(rows.failed == 1 ? "answer.failed_one" : "answer.failed",
               fmt::arg("failed", grouped(rows.failed)), fmt::arg("asked", grouped(rows.asked)));
    return in_a_row({missing, meaning_of_failed()}, words_);
  }

  std::string meaning_of_failed() const {
    if (decision_.recommended && decision_.rival) return words_("answer.failed_cannot_turn");
    // Where none is finished, there is no answer that could be withheld.
    if (!decision_.withheld || decision_.foundation.finished == 0) return {};
    const auto& [reason, plan] = *decision_.withheld;
    if (reason == WithheldBecause::too_many_failed)
      return words_("answer.withheld_too_many",
                    fmt::arg("share", share_text(words_.language(), most_failed)));
    return words_(reason == WithheldBecause::lead_could_turn ? "answer.withheld_lead"
                                                             : "answer.withheld_constraints",
                  fmt::arg("plan", name(best())), fmt::arg("other", name(*plan)));
  }

  std::string incomplete() const {
    const Foundation& rows = decision_.foundation;
    if (rows.complete) return {};
    const std::uint64_t each = results_.chances();  // replications of a row
    return words_(rows.finished * each == 1 ? "answer.incomplete_one" : "answer.incomplete",
                  fmt::arg("finished", grouped(rows.finished * each)),
                  fmt::arg("asked", grouped(rows.asked * each)));
  }

  std::string reasons_against(std::size_t plan) const {
    std::string text;
    for (const Breach& each : decision_.breaches) {
      if (each.plan != plan) continue;
      const Kpi& kpi = results_.kpis()[each.kpi];
      const auto quantity = [&](double value) {
        return format(kpi, std::abs(value), std::abs(each.mean - each.bound)).quantity(value);
      };
      if (!text.empty()) text += words_("list.reasons");
      text +=
          words_(each.too_low ? "answer.less_than" : "answer.more_than",
                 fmt::arg("figure", label_of(kpi, words_)), fmt::arg("mean", quantity(each.mean)),
                 fmt::arg("bound", quantity(each.bound)));
    }
    return text;
  }

  const Results& results_;
  const Decision& decision_;
  const Words& words_;
  const Kpi& objective_;
  std::string measure_;
};
}  // namespace

std::string when_of(const OutlookVerdict& outlook, const Words& words) {
  return words("answer.outlook_when", fmt::arg("span", span_of({outlook.years, "year"}, words)));
}

Answer answer_of(const Results& results, const Decision& decision, const Span& period,
                 const Words& words) {
  const Speaker speaker(results, decision, period, words);
  return {speaker.decision(), speaker.constraints(), speaker.outlooks()};
}

}  // namespace channelsim
