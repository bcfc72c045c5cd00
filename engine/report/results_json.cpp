#include "engine/report/results_json.hpp"

#include "engine/report/answer.hpp"
#include "engine/report/json.hpp"

namespace channelsim {
namespace {

void write_kpis(JsonWriter& json, const Results& results) {
  json.key("kpis");
  json.begin_array();
  for (const Kpi& kpi : results.kpis()) {
    json.begin_object(JsonLayout::one_line);
    json.member("name", kpi.name);
    json.member("unit", kpi.unit);
    json.member("goal", to_string(kpi.goal));
    json.member("doc", kpi.doc);
    json.end_object();
  }
  json.end_array();
}

void write_summary(JsonWriter& json, const Summary& summary) {
  json.begin_object(JsonLayout::one_line);
  json.member("mean", summary.mean);
  json.member("half_width", summary.half_width);
  json.member("sd", summary.sd);
  json.member("p5", summary.p5);
  json.member("p10", summary.p10);
  json.member("p50", summary.p50);
  json.member("p90", summary.p90);
  json.member("p95", summary.p95);
  json.member("cvar5", summary.cvar5);
  json.end_object();
}

void write_strategies(JsonWriter& json, const Results& results, const Analysis& analysis) {
  json.key("strategies");
  json.begin_array();
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan) {
    const PlanLabel& label = results.plans()[plan];
    json.begin_object();
    json.member("name", label.name);
    json.member("label", name_for_people(label));
    json.member("baseline", plan == analysis.baseline);
    json.key("kpis");
    json.begin_object();
    for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi) {
      json.key(results.kpis()[kpi].name);
      write_summary(json, analysis.summaries[plan][kpi]);
    }
    json.end_object();
    json.end_object();
  }
  json.end_array();
}

void write_comparisons(JsonWriter& json, const Results& results, const Analysis& analysis) {
  json.key("comparisons");
  json.begin_array();
  for (const auto& [candidate, kpi, difference] : analysis.comparisons) {
    json.begin_object(JsonLayout::one_line);
    json.member("baseline", results.plans()[analysis.baseline].name);
    json.member("candidate", results.plans()[candidate].name);
    json.member("kpi", results.kpis()[kpi].name);
    json.key("difference");
    json.begin_object();
    json.member("mean", difference.mean);
    json.member("half_width", difference.half_width);
    json.end_object();
    json.member("correlation", difference.correlation);
    json.key("verdict");
    if (difference.verdict)
      json.value(to_string(*difference.verdict));
    else
      json.null();
    json.end_object();
  }
  json.end_array();
}

void write_outlooks(JsonWriter& json, const Results& results, const Decision& decision,
                    const Words& words) {
  json.key("outlooks");
  json.begin_array();
  for (const OutlookVerdict& each : decision.outlooks) {
    json.begin_object(JsonLayout::one_line);
    json.member("when", when_of(each, words));
    json.member("best_mean", results.plans()[each.best].name);
    json.key("recommended");
    if (each.recommended)
      json.value(results.plans()[*each.recommended].name);
    else
      json.null();
    json.end_object();
  }
  json.end_array();
}

/// Replications without a row, so that no number of them can mislead anybody.
void write_failed(JsonWriter& json, const Results& results) {
  json.key("failed");
  json.begin_array();
  for (const Failure& failure : results.failures()) {
    json.begin_object(JsonLayout::one_line);
    json.member("strategy", results.plans()[failure.plan].name);
    json.member("replication", failure.replication);
    json.member("step", failure.step);
    json.member("variable", failure.variable);
    json.member("problem", problem_of(failure));
    json.end_object();
  }
  json.end_array();
}

void write_withheld(JsonWriter& json, const Results& results,
                    const std::optional<Withheld>& withheld) {
  if (!withheld) return json.null();
  json.begin_object(JsonLayout::one_line);
  json.member("reason", to_string(withheld->reason));
  json.key("strategy");
  if (withheld->plan)
    json.value(results.plans()[*withheld->plan].name);
  else
    json.null();
  json.end_object();
}

void write_decision(JsonWriter& json, const Results& results, const Decision& decision,
                    const Answer& answer, const Words& words) {
  json.key("decision");
  json.begin_object();
  json.member("objective", results.kpis()[decision.objective].name);
  json.member("indifference_zone", decision.indifference);
  json.key("recommended");
  if (decision.recommended)
    json.value(results.plans()[*decision.recommended].name);
  else
    json.null();
  json.key("withheld");
  write_withheld(json, results, decision.withheld);
  json.key("confidence_best_mean");
  json.begin_object(JsonLayout::one_line);
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    json.member(results.plans()[plan].name, decision.confidence_best_mean[plan]);
  json.end_object();
  json.key("share_of_futures_best");
  if (decision.share_of_futures_best.empty()) {
    json.null();  // without uncertain values there is one future
  } else {
    json.begin_object(JsonLayout::one_line);
    for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
      json.member(results.plans()[plan].name, decision.share_of_futures_best[plan]);
    json.end_object();
  }
  json.member("sentence", answer.decision);
  if (!answer.constraints.empty()) json.member("constraint_sentence", answer.constraints);
  if (!decision.outlooks.empty()) {
    write_outlooks(json, results, decision, words);
    json.member("outlook_sentence", answer.outlooks);
  }
  json.end_object();
}

}  // namespace

std::string results_json(const RunLabel& label, const Results& results, const Analysis& analysis,
                         const Words& words) {
  JsonWriter json;
  json.begin_object();
  json.member("schema", "channelsim/results/v1");
  json.key("scenario");
  json.begin_object(JsonLayout::one_line);
  json.member("title", label.title);
  json.member("sha256", label.scenario_sha256);
  json.end_object();
  json.member("seed", label.seed);
  json.member("replications", results.replications());
  if (results.chances() > 1) json.member("chances", results.chances());
  json.member("replications_compared", analysis.replications);
  json.member("complete", results.finished());
  write_failed(json, results);
  write_kpis(json, results);
  write_strategies(json, results, analysis);
  write_comparisons(json, results, analysis);
  write_decision(json, results, analysis.decision,
                 answer_of(results, analysis.decision, label.period, words), words);
  json.member("digest", label.digest);
  json.end_object();
  return json.text();
}

}  // namespace channelsim
