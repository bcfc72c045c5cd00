// Plays small markets: scenarios changed piece by piece are read, and what is accepted is run.
// It runs to its end, the books balance, figures are numbers, two threads find what one does, and
// the report can be written.

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "engine/base/text.hpp"
#include "engine/report/page.hpp"
#include "engine/report/results_json.hpp"
#include "models/market/correlations.hpp"
#include "models/market/estimate.hpp"
#include "models/market/report/report.hpp"
#include "models/market/report/words.hpp"
#include "models/market/run_study.hpp"
#include "models/market/series.hpp"
#include "models/market/study_analysis.hpp"
#include "tests/fuzz/reading_laws.hpp"
#include "tests/fuzz/scenario_mutator.hpp"

namespace channelsim::market {
namespace {

/// What is told to cost more is left alone; what then costs much more was told wrongly, and is
/// found by libFuzzer's limits of time and memory.
constexpr double most_shelf_steps_played = 5e4, most_bytes_played = 1e8;

constexpr Invariant invariants[] = {Invariant::goods_and_money_conserved,
                                    Invariant::no_stock_no_sales, Invariant::no_negative_stock};

Results played(const Study& study, const Market& market, int threads) {
  Results results = results_of(study, market);
  RunOptions options;
  options.threads = threads;
  const RunOutcome outcome = run(
      {study.plans.size(), results.replications(), lanes_per_block},
      [&](Block block, std::span<double> rows) { return market.evaluate(block, rows); }, options,
      results);
  for (const BlockFailure& failure : outcome.failures)
    fail("what is accepted runs to its end", failure.message);
  for (const Failure& failure : results.failures())
    fail("goods, money and numbers hold", failure.variable);
  return results;
}

void require_same(const Results& one, const Results& other) {
  for (std::size_t plan = 0; plan < one.plans().size(); ++plan)
    for (std::uint32_t replication = 0; replication < one.replications(); ++replication) {
      const auto a = one.row(plan, replication), b = other.row(plan, replication);
      if (std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) != 0)
        fail("two threads find what one does", one.plans()[plan].name);
    }
}

/// Replications share a block and never look at each other.
void require_same_alone(const Market& market, const Results& results) {
  const auto first_row = [&](std::uint32_t plan, std::uint32_t count) {
    std::vector<double> rows(count * results.row_size());
    for (const Failure& failure : market.evaluate({plan, 0, count}, rows))
      fail("goods, money and numbers hold", failure.variable);
    rows.resize(results.row_size());
    return rows;
  };
  const auto block = std::min<std::uint32_t>(lanes_per_block, results.replications());
  for (std::uint32_t plan = 0; plan < results.plans().size(); ++plan)
    if (first_row(plan, 1) != first_row(plan, block))
      fail("a replication is the same alone as among others", results.plans()[plan].name);
}

/// Everything that is told of a run, as text; in either language, by turns.
void tell(const Study& study, const Market& market, const Results& results) {
  static const Words english = market_words(Language::english),
                     chinese = market_words(Language::chinese);
  const Words& words = study.resolved.size() % 2 == 0 ? english : chinese;
  const Analysis analysis = analyse_study(study, results, 1);
  const RunLabel label = label_of(study, results);
  const std::string page =
      page_of(report_of({study, market, results, analysis, label, words}, {}), words);
  for (const std::string& text : {results_json(label, results, analysis, words), page})
    if (first_invalid_utf8(text)) fail("what is told is text", text);
}

/// Whether it was small enough to be played.
bool play(const Study& study) {
  const WorkEstimate work = estimate(study);
  if (work.shelf_steps > most_shelf_steps_played || work.bytes > most_bytes_played) return false;
  const Market market(study.plans, futures_of(study),
                      {std::begin(invariants), std::end(invariants)}, series_of(study));
  const Results results = played(study, market, 1);
  require_same(results, played(study, market, 2));
  require_same_alone(market, results);
  tell(study, market, results);
  return true;
}

}  // namespace
}  // namespace channelsim::market

using namespace channelsim;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto study = market::read_by_law(std::string(reinterpret_cast<const char*>(data), size));
  // -1: what is not played is not worth keeping either.
  return study && market::play(*study) ? 0 : -1;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  const std::string text = market::mutated({reinterpret_cast<const char*>(data), size}, seed);
  if (text.size() > most) return size;
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t most,
                                                 unsigned seed) {
  const std::string text =
      market::spliced({reinterpret_cast<const char*>(one), one_size},
                      {reinterpret_cast<const char*>(other), other_size}, seed);
  if (text.size() > most) return 0;
  std::memcpy(out, text.data(), text.size());
  return text.size();
}
