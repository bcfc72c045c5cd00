#include "models/market/saved_run.hpp"

#include <fstream>
#include <iterator>

#include "engine/report/results_json.hpp"
#include "engine/report/run_folder.hpp"
#include "models/market/report/words.hpp"
#include "models/market/run_study.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;
using namespace channelsim::market;
namespace fs = std::filesystem;

namespace {

constexpr const char* scenario = R"yaml(channelsim: 1
title: Tea in one city
question: Should we open a web shop?
horizon: 6
replications: {futures: 20, chances: 2}
series: {figures: [units_sold, market_share], every: 3}
products: [{name: tea, unit_cost: "pert(15, 20, 30)", list_price: 40, recommended_price: 60}]
regions: [{name: city, consumers: 2000}]
segments: [{name: everyone, share: 1, purchase_rate: 0.05, price_sensitivity: 0.04}]
members:
- {name: corner, label: Corner shops, channel: independent_retailer, region: city}
- {name: web, channel: web_shop, active: false}
strategies:
- {name: as_is}
- {name: web, label: With a web shop, set: {members.web.active: true}}
- {name: dear, set: {products.tea.list_price: 50}}
decision: {constraints: [{figure: units_sold, at_least: 1}]}
)yaml";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct FinishedRun {
  TemporaryFolder folder;
  fs::path path = folder.path() / "run";

  explicit FinishedRun(LoadOptions options = {}, const std::atomic<bool>* stop = nullptr) {
    std::ofstream(folder.path() / "tea.yaml") << scenario;
    const Study study = load_study(folder.path() / "tea.yaml", options);
    StudyRun run;
    run.folder = path;
    run.threads = 1;
    run.stop = stop;
    run.manifest.program_version = "0";
    run.manifest.build = "0 test";
    run.manifest.command = "channelsim run tea.yaml";
    run_study(study, run);
  }
};

/// What opening a folder is refused with: message and hint.
std::string refusal(const fs::path& folder, Unfinished unfinished = Unfinished::refuse) {
  try {
    open_run(folder, unfinished, 1);
  } catch (const InputError& error) {
    const Issue& issue = error.issues().front();
    CHECK(issue.place.source->name.find(folder.string()) == 0);
    CHECK(!issue.hint.empty());
    return issue.message + " = " + issue.hint;
  }
  return "";
}

bool tells(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a run that is opened again says what it said, to the byte") {
  for (const std::vector<std::string>& plans : {std::vector<std::string>{}, {"web", "dear"}}) {
    LoadOptions options;
    options.strategies = plans;
    options.settings = {"seed=18446744073709551615"};
    const FinishedRun finished(options);
    const SavedRun run = open_run(finished.path, Unfinished::refuse, 1);
    CHECK(results_json(run.label, run.results, run.analysis, market_words(Language::english)) ==
          text_of(finished.path / run_folder::results));
    CHECK(run.study.plans.size() == (plans.empty() ? 3 : 2));
    CHECK(run.label.question == "Should we open a web shop?");
    CHECK(run.results.series().steps == std::vector<std::uint32_t>{2, 5});
  }
}

TEST_CASE("a replication of an opened run is the one that was saved") {
  const FinishedRun finished;
  const SavedRun run = open_run(finished.path, Unfinished::refuse, 1);
  const Market market = market_of(run.study);
  std::vector<double> rows(lanes_per_block * run.results.row_size());
  require_sound(market.evaluate({1, 0, lanes_per_block}, rows));
  const auto saved = run.results.row(1, 3);
  for (std::size_t kpi = 0; kpi < saved.size(); ++kpi)
    REQUIRE(rows[3 * run.results.row_size() + kpi] == saved[kpi]);
}

TEST_CASE("folders that hold no run, half of one or a changed one are refused with a remedy") {
  const FinishedRun finished;
  CHECK(refusal(finished.path) == "");  // or the others would show nothing
  CHECK(tells(refusal(finished.folder.path() / "none"), "no such folder"));
  CHECK(tells(refusal(finished.folder.path()), "no run in this folder"));

  const FinishedRun changed;
  const std::string text = text_of(changed.path / run_folder::scenario);
  std::string other = text;
  other.replace(other.find("horizon: 6"), 10, "horizon: 7");
  std::ofstream(changed.path / run_folder::scenario) << other;
  CHECK(tells(refusal(changed.path), "not the scenario that was run"));
  CHECK(tells(refusal(changed.path), "channelsim run tea.yaml -o " + changed.path.string()));

  const FinishedRun old;
  fs::remove(old.path / run_folder::database);
  CHECK(tells(refusal(old.path), "an earlier version wrote it"));
  fs::remove(old.path / run_folder::results);
  std::ofstream(old.path / run_folder::journal) << "x";
  CHECK(tells(refusal(old.path), "--resume"));
}

TEST_CASE("an interrupted run is opened by who asks for it, and says that it is not complete") {
  const std::atomic<bool> stop = true;
  const FinishedRun finished({}, &stop);
  CHECK(tells(refusal(finished.path), "0 of 40 replications"));
  CHECK(tells(refusal(finished.path), "--resume"));
  const SavedRun run = open_run(finished.path, Unfinished::accept, 1);
  CHECK(!run.facts.complete);
  CHECK(run.results.rows() == 0);
  CHECK(results_json(run.label, run.results, run.analysis, market_words(Language::english)) ==
        text_of(finished.path / run_folder::results));
}
