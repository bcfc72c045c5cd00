#include "engine/run/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ostream>
#include <string_view>
#include <utility>

namespace channelsim {
namespace {
constexpr double first_drawn_after = 0.3, redrawn_after = 0.1;  // seconds
constexpr std::size_t columns = 79, widest_bar = 20;

std::size_t baseline_of(const std::vector<PlanLabel>& plans) {
  const auto marked =
      std::find_if(plans.begin(), plans.end(), [](const PlanLabel& plan) { return plan.baseline; });
  return marked == plans.end() ? 0 : static_cast<std::size_t>(marked - plans.begin());
}

/// Two digits below 10, whole numbers above.
std::string rounded(double value) {
  return value < 10 ? fmt::format("{:.2g}", value) : fmt::format("{:.0f}", value);
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(std::min(seconds, 1e15)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

/// "[####......] ", as wide as the text leaves room for; empty when that is too little.
std::string bar(const Progress& progress, std::size_t text_size) {
  constexpr std::size_t frame = 3, least = 5;
  if (text_size + frame + least > columns) return "";
  const std::size_t width = std::min(widest_bar, columns - frame - text_size);
  const std::size_t filled = width * progress.done / progress.total;
  return fmt::format("[{}{}] ", std::string(filled, '#'), std::string(width - filled, '.'));
}
}  // namespace

ProgressStyle progress_style(bool quiet) {
  if (quiet) return ProgressStyle::quiet;
  const char* terminal = std::getenv("TERM");
  const bool redraws = isatty(STDERR_FILENO) && terminal && std::string_view(terminal) != "dumb";
  return redraws ? ProgressStyle::terminal : ProgressStyle::lines;
}

void ObjectivePrecision::Moments::add(double value) {
  ++count;
  const double deviation = value - mean;
  mean += deviation / count;
  squares += deviation * (value - mean);
}

double ObjectivePrecision::Moments::half_width() const {
  constexpr double normal_quantile = 1.96;
  return normal_quantile * std::sqrt(squares / (count - 1) / count);
}

ObjectivePrecision::ObjectivePrecision(const Results& results, std::size_t objective)
    : results_(results),
      objective_(objective),
      baseline_(baseline_of(results.plans())),
      differences_(results.plans().size()) {
  for (std::size_t plan = 0; plan < differences_.size(); ++plan)
    for (std::uint32_t replication = 0; replication < results.replications(); ++replication)
      add_pair(plan, replication);
}

void ObjectivePrecision::add(Block block) {
  for (std::uint32_t replication = block.first; replication < block.first + block.count;
       ++replication) {
    if (block.plan != baseline_) {
      add_pair(block.plan, replication);
      continue;
    }
    for (std::size_t plan = 0; plan < differences_.size(); ++plan) add_pair(plan, replication);
  }
}

/// Blocks come in any order: a difference is counted by whichever of the two comes later.
void ObjectivePrecision::add_pair(std::size_t plan, std::uint32_t replication) {
  if (!results_.has(baseline_, replication) || !results_.has(plan, replication)) return;
  const double base = results_.at(baseline_, replication, objective_);
  if (plan == baseline_)
    level_.add(base);
  else
    differences_[plan].add(results_.at(plan, replication, objective_) - base);
}

std::optional<double> ObjectivePrecision::relative_half_width() const {
  double widest = differences_.size() == 1 && level_.count >= 2 ? level_.half_width() : -1;
  for (const Moments& difference : differences_)
    if (difference.count >= 2) widest = std::max(widest, difference.half_width());
  if (widest < 0 || !(std::fabs(level_.mean) > 0)) return {};
  return widest / std::fabs(level_.mean);
}

ProgressDisplay::ProgressDisplay(std::ostream& out, ProgressStyle style, const Results& results,
                                 std::optional<std::size_t> objective, Clock clock)
    : out_(out), style_(style), clock_(std::move(clock)), started_(clock_()) {
  if (objective && style != ProgressStyle::quiet) precision_.emplace(results, *objective);
  failed_ = results.failures().size();
}

ProgressDisplay::~ProgressDisplay() {
  if (drawn_) out_ << '\n' << std::flush;
}

std::chrono::duration<double> ProgressDisplay::steady_clock() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

void ProgressDisplay::update(const Progress& progress) {
  if (style_ == ProgressStyle::quiet) return;
  failed_ += progress.failures.size();
  if (precision_) precision_->add(progress.block);
  const double seconds = (clock_() - started_).count();
  if (style_ == ProgressStyle::lines)
    print_line(progress, seconds);
  else
    draw(progress, seconds);
}

void ProgressDisplay::print_line(const Progress& progress, double seconds) {
  const std::uint64_t tenths = 10 * progress.done / progress.total;
  if (tenths == tenths_) return;
  tenths_ = tenths;
  out_ << text(progress, seconds) + '\n' << std::flush;
}

void ProgressDisplay::draw(const Progress& progress, double seconds) {
  const bool due = drawn_ ? seconds - *drawn_ >= redrawn_after : seconds >= first_drawn_after;
  if (!due && !(drawn_ && progress.done == progress.total)) return;
  drawn_ = seconds;
  const std::string line = text(progress, seconds).substr(0, columns);
  out_ << "\r\x1b[K" + bar(progress, line.size()) + line << std::flush;
}

std::string ProgressDisplay::text(const Progress& progress, double seconds) const {
  std::string text = fmt::format("{}/{} replications, {} %", progress.done, progress.total,
                                 100 * progress.done / progress.total);
  if (seconds > 0) {
    const double rate = static_cast<double>(progress.computed) / seconds;
    const double left = static_cast<double>(progress.total - progress.done) / rate;
    text += ", " + rounded(rate) + "/s";
    text += left > 0 ? ", " + duration_text(left) + " left" : ", took " + duration_text(seconds);
  }
  if (precision_)
    if (const auto share = precision_->relative_half_width())
      text += ", half-width " + rounded(100 * *share) + " %";
  if (failed_ > 0) text += fmt::format(", {} failed", failed_);
  return text;
}

}  // namespace channelsim
