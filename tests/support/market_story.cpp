#include "tests/support/market_story.hpp"

#include <cmath>
#include <fstream>
#include <stdexcept>

namespace channelsim::market {

Study study_of(const std::string& yaml, const LoadOptions& options) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "story.yaml";
  std::ofstream(file) << "channelsim: 1\ntitle: A story\n" << yaml;
  return load_study(file, options);
}

Study dated_study(const std::vector<DatedText>& dates) {
  Study study = study_of(dates.front().yaml);
  Plan& plan = study.plans.front();
  plan.stages.clear();
  for (const DatedText& date : dates)
    plan.stages.push_back({date.from, study_of(date.yaml).plans.front().opening()});
  return study;
}

std::vector<Invariant> all_invariants() {
  return {Invariant::goods_and_money_conserved, Invariant::no_stock_no_sales,
          Invariant::no_negative_stock};
}

void require_sound(const std::vector<Failure>& failures) {
  for (const Failure& failure : failures)
    throw std::runtime_error("replication " + std::to_string(failure.replication) +
                             " fails in step " + std::to_string(failure.step) + ": " +
                             failure.variable + ", " + std::string(problem_of(failure)) + " " +
                             std::to_string(failure.value));
}

Story::Story(const std::string& yaml, const LoadOptions& options)
    : Story(study_of(yaml, options)) {}
Story::Story(const Study& study) : Story(study, futures_of(study)) {}
Story::Story(const Study& study, FutureValues futures) {
  const Market market(study.plans, std::move(futures), all_invariants());
  const std::size_t columns = market.columns().size();
  replications_ = study.scenario.replications.count();
  for (std::uint32_t plan = 0; plan < study.plans.size(); ++plan) {
    auto& figures = plans_[study.plans[plan].label.name];
    for (std::uint32_t first = 0; first < replications_; first += lanes_per_block) {
      const std::uint32_t count = std::min<std::uint32_t>(lanes_per_block, replications_ - first);
      std::vector<double> rows(count * columns);
      require_sound(market.evaluate({plan, first, count}, rows));
      for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t r = 0; r < count; ++r)
          figures[market.columns()[c].label.name].push_back(rows[r * columns + c]);
    }
  }
}

double Story::mean(const std::string& name, const std::string& plan) const {
  double sum = 0;
  for (const double value : figure(name, plan)) sum += value;
  return sum / static_cast<double>(replications_);
}

double Story::variance(const std::string& name, const std::string& plan) const {
  const double center = mean(name, plan);
  double sum = 0;
  for (const double value : figure(name, plan)) sum += (value - center) * (value - center);
  return sum / static_cast<double>(replications_ - 1);
}

double Story::standard_error(const std::string& name, const std::string& plan) const {
  return std::sqrt(variance(name, plan) / static_cast<double>(replications_));
}

}  // namespace channelsim::market
