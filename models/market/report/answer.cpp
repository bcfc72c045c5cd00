// The recommendation, how sure it is, what it costs, what bounds and shorter horizons say of it.

#include "engine/report/answer.hpp"

#include <algorithm>
#include <cmath>

#include "models/market/kpis.hpp"
#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

/// Writes the section; every figure that a sentence tells stands in one of its tables, too.
class Verdicts {
 public:
  explicit Verdicts(const Facts& facts)
      : f_(facts), w_(facts.words), decision_(facts.analysis().decision) {
    amounts_ = {"answer_amounts", w_("verdict.amounts"), {}, {}};
    amounts_.columns = {f_.text_column("column.figure"), {w_("column.amount"), unit()}};
    costs_ = {"answer_costs", w_("verdict.costs_told"), {}, {}};
    costs_.columns = {f_.text_column("column.figure"),
                      {w_("column.amount"), f_.study().units.currency}};
    chances_ = {"answer_chances", w_("verdict.chances"), {}, {}};
    chances_.columns = {f_.text_column("column.figure"), {w_("column.share"), "share"}};
  }

  Section tell() {
    const Answer answer = answer_of(f_.results(), decision_, f_.telling.label.period, f_.words);
    say(answer.decision);
    if (f_.has_futures()) tell_board_figure();
    tell_baseline();
    tell_cost();
    say(answer.constraints);
    say(f_.plans() > 1 ? answer.outlooks : "");
    tell_loss();
    tell_free_levers();
    note_figures_of_decision();
    section_.tables = {three_numbers(), spans()};
    section_.pictures.push_back({PictureKind::intervals, section_.tables[1].title,
                                 w_("verdict.picture.description", fmt::arg("figure", name())), 1});
    if (!f_.scenario().decision.constraints.empty()) section_.tables.push_back(constraints());
    if (!decision_.outlooks.empty()) section_.tables.push_back(outlooks());
    for (DataTable* table : {&amounts_, &costs_, &chances_})
      if (!table->rows.empty()) section_.tables.push_back(std::move(*table));
    return std::move(section_);
  }

 private:
  std::size_t best() const { return f_.favourite(); }
  std::string name() const { return f_.say.figure(f_.goal().name); }
  const std::string& unit() const { return f_.goal().unit; }
  void say(std::string sentence) {
    if (!sentence.empty()) section_.sentences.push_back(std::move(sentence));
  }
  void note(const std::string& what, double amount) {
    amounts_.rows.push_back({{what, amount}, {}});
  }
  void note_share(const std::string& what, double share) {
    chances_.rows.push_back({{what, share}, {}});
  }

  /// Nobody is sure to the last: near the ends only the bound is told.
  Datum confidence(double sure) const {
    if (sure >= 0.001 && sure <= 0.999) return sure;
    return confidence_text(w_.language(), sure, Scaling::words);
  }

  void note_lead(std::size_t rival, const Difference& lead) {
    if (!lead.mean) return;
    const double gain = gain_direction(f_.goal().goal) * *lead.mean;
    note(w_("verdict.lead", fmt::arg("plan", f_.plan(decision_.ranking.front())),
            fmt::arg("rival", f_.plan(rival))),
         gain);
    if (!lead.half_width) return;
    note(w_("verdict.lead_low"), gain - *lead.half_width);
    note(w_("verdict.lead_high"), gain + *lead.half_width);
  }

  void note_figures_of_decision() {
    if (decision_.rival) note_lead(*decision_.rival, decision_.lead);
    if (decision_.over_baseline) note_lead(f_.baseline, *decision_.over_baseline);
    if (decision_.indifference > 0) note(w_("verdict.indifference"), decision_.indifference);
    if (const auto& tie = decision_.cost_of_tie) {
      note_cost(tie->cheapest, tie->cheapest_mean);
      note_cost(tie->other, tie->other_mean);
    }
    if (!decision_.rival && decision_.best.mean) {
      const double half = decision_.best.half_width.value_or(0);
      note(w_("verdict.average"), *decision_.best.mean);
      note(w_("verdict.lead_low"), *decision_.best.mean - half);
      note(w_("verdict.lead_high"), *decision_.best.mean + half);
    }
    for (std::size_t plan = 0; plan < f_.plans(); ++plan) {
      if (const auto& sure = decision_.confidence_best_mean[plan])
        chances_.rows.push_back(
            {{w_("verdict.confidence", fmt::arg("plan", f_.plan(plan))), confidence(*sure)}, {}});
      if (!decision_.share_of_futures_best.empty())
        note_share(w_("verdict.futures", fmt::arg("plan", f_.plan(plan))),
                   decision_.share_of_futures_best[plan]);
    }
    if (can_lose())
      for (std::size_t plan = 0; plan < f_.plans(); ++plan)
        note_share(w_("verdict.losses", fmt::arg("plan", f_.plan(plan))), share_of_losses(plan));
  }
  void note_cost(std::size_t plan, double amount) {
    costs_.rows.push_back(
        {{w_("verdict.running_cost", fmt::arg("plan", f_.plan(plan))), amount}, {}});
  }

  /// What a board means by 'best', as people count.
  void tell_board_figure() {
    if (f_.plans() < 2 || decision_.share_of_futures_best.empty()) return;
    const double share = decision_.share_of_futures_best[best()];
    if (share <= 0 || share >= 1) return;  // the decision says so in its own words
    say(w_("verdict.board", fmt::arg("plan", f_.plan(best())),
           fmt::arg("share", f_.say.out_of(share))));
  }

  /// What it means for who does nothing, where the closest rival is somebody else.
  void tell_baseline() {
    if (!decision_.recommended || best() == f_.baseline || decision_.rival == f_.baseline) return;
    const Difference gain = f_.difference(f_.baseline, best(), f_.objective);
    if (!gain.mean) return;
    note(w_("verdict.lead", fmt::arg("plan", f_.plan(best())),
            fmt::arg("rival", f_.plan(f_.baseline))),
         *gain.mean);
    if (gain.half_width) note(w_("column.half_width"), *gain.half_width);
    say(w_("verdict.against_baseline", fmt::arg("plan", f_.plan(best())),
           fmt::arg("figure", name()),
           fmt::arg("size", gain.half_width
                                ? f_.say.difference_with(unit(), *gain.mean, *gain.half_width)
                                : f_.say.difference(unit(), *gain.mean)),
           fmt::arg("direction", w_(*gain.mean >= 0 ? "say.higher" : "say.lower")),
           fmt::arg("baseline", f_.plan(f_.baseline))));
  }

  void tell_cost() {
    const auto cost = f_.results().find_kpi(cost_kpi);
    if (!cost) return;
    const std::string& money = f_.kpi(*cost).unit;
    const double mean = f_.mean(best(), *cost);
    note_cost(best(), mean);
    const std::string period =
        f_.say.span(f_.scenario().horizon, default_text(f_.study().units.step));
    if (best() == f_.baseline)
      return say(w_("verdict.costs", fmt::arg("plan", f_.plan(best())),
                    fmt::arg("amount", f_.say.quantity(money, mean)), fmt::arg("period", period)));
    const double more = mean - f_.mean(f_.baseline, *cost);
    costs_.rows.push_back({{w_("verdict.extra_cost"), more}, {}});
    say(w_("verdict.costs_against", fmt::arg("plan", f_.plan(best())),
           fmt::arg("amount", f_.say.quantity(money, mean)), fmt::arg("period", period),
           fmt::arg("difference", f_.say.difference(money, more)),
           fmt::arg("more", w_(more >= 0 ? "say.more" : "say.less")),
           fmt::arg("baseline", f_.plan(f_.baseline))));
  }

  DataTable constraints() const {
    DataTable table{"constraints", w_("verdict.constraints"), {}, {}};
    table.columns = {f_.text_column("column.plan"), f_.text_column("column.figure"),
                     f_.text_column("column.unit"), {w_("verdict.average"), ""},
                     {w_("verdict.at_least"), ""},  {w_("verdict.at_most"), ""},
                     f_.text_column("verdict.kept")};
    const auto datum = [](const std::optional<double>& value) {
      return value ? Datum(*value) : Datum();
    };
    for (std::size_t plan = 0; plan < f_.plans(); ++plan)
      for (const Bound& bound : f_.scenario().decision.constraints) {
        const auto kpi = f_.results().find_kpi(bound.figure);
        if (!kpi) continue;
        const double mean = f_.mean(plan, *kpi);
        const bool broken =
            (bound.at_least && mean < *bound.at_least) || (bound.at_most && mean > *bound.at_most);
        table.rows.push_back(
            {{f_.plan(plan), f_.say.figure(bound.figure), f_.say.unit(f_.kpi(*kpi).unit), mean,
              datum(bound.at_least), datum(bound.at_most), w_(broken ? "say.no" : "say.yes")},
             plan});
      }
    return table;
  }

  /// The objective had the study ended earlier, by who would look less far.
  DataTable outlooks() const {
    DataTable table{"outlook", w_("verdict.outlook"), {f_.text_column("column.plan")}, {}};
    for (std::size_t plan = 0; plan < f_.plans(); ++plan)
      table.rows.push_back({{f_.plan(plan)}, plan});
    for (const OutlookVerdict& verdict : decision_.outlooks) {
      const auto kpi = f_.results().find_kpi(fmt::format(
          "manufacturer_npv_after_{}_year{}", verdict.years, verdict.years == 1 ? "" : "s"));
      if (!kpi) continue;
      table.columns.push_back({f_.say.span(verdict.years, "year"), unit()});
      for (std::size_t plan = 0; plan < f_.plans(); ++plan)
        table.rows[plan].cells.emplace_back(f_.mean(plan, *kpi));
    }
    return table;
  }

  double share_of_losses(std::size_t plan) const {
    const auto& values = f_.outcomes(plan);
    const auto losses = std::count_if(values.begin(), values.end(), [](double v) { return v < 0; });
    return static_cast<double>(losses) / static_cast<double>(values.size());
  }
  bool can_lose() const {
    return f_.goal().goal == Goal::raise && unit() == f_.study().units.currency;
  }
  void tell_loss() {
    if (!can_lose()) return;
    const double share = share_of_losses(best());
    if (share == 0 || share == 1)
      say(w_(share == 0 ? "verdict.no_loss" : "verdict.all_loss", fmt::arg("plan", f_.plan(best())),
             fmt::arg("figure", name()),
             fmt::arg("count", f_.say.count(f_.outcomes(best()).size()))));
    else
      say(w_("verdict.loss", fmt::arg("plan", f_.plan(best())), fmt::arg("figure", name()),
             fmt::arg("share", f_.say.out_of(share))));
  }

  /// Levers that cost nothing make any plan look good.
  void tell_free_levers() {
    for (std::size_t plan = 0; plan < f_.plans(); ++plan)
      if (const auto paths = f_.changes.effects_without_cost(plan); !paths.empty())
        say(w_("verdict.free_lever", fmt::arg("plan", f_.plan(plan)),
               fmt::arg("paths", f_.say.list(paths))));
  }

  /// Three numbers per plan, its chance of a loss and its lowest cash.
  DataTable three_numbers() const {
    DataTable table = spans();
    table.name = "three_numbers";
    table.title = w_("verdict.three_numbers", fmt::arg("figure", name()));
    const auto cash = f_.results().find_kpi("peak_cash_need");
    if (can_lose()) table.columns.push_back({w_("verdict.loss_column"), "share"});
    if (cash) table.columns.push_back({w_("verdict.cash_column"), f_.kpi(*cash).unit});
    table.columns.push_back(
        {w_("verdict.difference", fmt::arg("plan", f_.plan(f_.baseline))), unit(), {}, true});
    for (DataRow& row : table.rows) {
      const std::size_t plan = *row.plan;
      if (can_lose()) row.cells.emplace_back(share_of_losses(plan));
      if (cash) row.cells.emplace_back(-f_.mean(plan, *cash));
      const Difference gain =
          plan == f_.baseline ? Difference{} : f_.analysis().difference(plan, f_.objective);
      row.cells.push_back(gain.mean ? Datum(*gain.mean) : Datum());
    }
    return table;
  }

  /// The middle of the outcomes and where 8 of 10 lie.
  DataTable spans() const {
    DataTable table{"answer_spans", w_("verdict.picture", fmt::arg("figure", name())), {}, {}};
    table.columns = {
        f_.text_column("column.plan"), {"P10", unit()}, {"P50", unit()}, {"P90", unit()}};
    for (const std::size_t plan : decision_.ranking) {
      const Summary& summary = f_.summary(plan, f_.objective);
      table.rows.push_back({{f_.plan(plan), *summary.p10, *summary.p50, *summary.p90}, plan});
    }
    return table;
  }

  const Facts& f_;
  const Words& w_;
  const channelsim::Decision& decision_;
  Section section_;
  DataTable amounts_, costs_, chances_;
};

}  // namespace

std::optional<Section> answer_section(const Facts& facts) {
  if (facts.any()) return Verdicts(facts).tell();
  Section section;
  section.sentences.push_back(
      answer_of(facts.results(), facts.analysis().decision, facts.telling.label.period, facts.words)
          .decision);
  return section;
}

}  // namespace channelsim::market
