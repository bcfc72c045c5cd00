#include "engine/run/results.hpp"

#include <algorithm>

namespace channelsim {
namespace {
bool earlier(const Failure& a, const Failure& b) {
  return a.plan != b.plan ? a.plan < b.plan : a.replication < b.replication;
}
}  // namespace

Results::Results(std::vector<PlanLabel> plans, std::vector<Kpi> kpis, std::uint32_t replications,
                 std::uint32_t chances, SeriesCells series)
    : plans_(std::move(plans)),
      kpis_(std::move(kpis)),
      series_(std::move(series)),
      replications_(replications),
      chances_(chances),
      stride_((replications + RowStore::fewest_together - 1) / RowStore::fewest_together *
              RowStore::fewest_together),
      rows_(plans_.size() * stride_, row_size(), std::max<std::size_t>(plans_.size(), 1)),
      filled_(plans_.size() * stride_, 0) {}

void Results::store(Block block, std::span<const double> rows) {
  // -0 becomes 0: databases and spreadsheets know no difference, so that it would not come back.
  std::vector<double> values(rows.size());
  std::transform(rows.begin(), rows.end(), values.begin(),
                 [](double value) { return value + 0.0; });
  const std::size_t begin = index(block.plan, block.first);
  rows_.write(begin, values);
  std::fill_n(filled_.begin() + static_cast<std::ptrdiff_t>(begin), block.count, char{1});
}

bool Results::has(std::size_t plan, std::uint32_t replication) const {
  return filled_[index(plan, replication)] != 0;
}

void Results::fail(Failure failure) {
  const auto place = std::lower_bound(failures_.begin(), failures_.end(), failure, earlier);
  filled_[index(failure.plan, failure.replication)] = 0;
  if (place == failures_.end() || earlier(failure, *place))
    failures_.insert(place, std::move(failure));
}

const Failure* Results::failure_of(std::size_t plan, std::uint32_t replication) const {
  const Failure asked{static_cast<std::uint32_t>(plan), replication, 0, {}, 0};
  const auto place = std::lower_bound(failures_.begin(), failures_.end(), asked, earlier);
  return place == failures_.end() || earlier(asked, *place) ? nullptr : &*place;
}

std::vector<double> Results::row(std::size_t plan, std::uint32_t replication) const {
  std::vector<double> numbers(row_size());
  rows_.read(index(plan, replication), numbers);
  numbers.resize(kpis_.size());
  return numbers;
}

double Results::at(std::size_t plan, std::uint32_t replication, std::size_t kpi) const {
  double number = 0;
  rows_.read_cell(kpi, index(plan, replication), {&number, 1});
  return number;
}

std::optional<std::size_t> Results::find_kpi(std::string_view name) const {
  for (std::size_t kpi = 0; kpi < kpis_.size(); ++kpi)
    if (kpis_[kpi].name == name) return kpi;
  return {};
}

std::size_t Results::rows() const {
  return static_cast<std::size_t>(std::count(filled_.begin(), filled_.end(), char{1}));
}

bool Results::finished() const {
  return rows() + failures_.size() == plans_.size() * replications_;
}

std::vector<std::uint32_t> Results::common_replications() const {
  std::vector<char> everywhere(replications_, 1);
  for (std::size_t plan = 0; plan < plans_.size(); ++plan)
    for (std::uint32_t replication = 0; replication < replications_; ++replication)
      everywhere[replication] &= filled_[index(plan, replication)];
  std::vector<std::uint32_t> common;
  for (std::uint32_t replication = 0; replication < replications_; ++replication)
    if (everywhere[replication]) common.push_back(replication);
  return common;
}

std::vector<double> Results::column(std::size_t plan, std::size_t kpi,
                                    std::span<const std::uint32_t> replications) const {
  return cells(plan, kpi, replications);
}

std::vector<double> Results::on_the_way(std::size_t plan, std::size_t figure, std::size_t moment,
                                        std::span<const std::uint32_t> replications) const {
  return cells(plan, kpis_.size() + series_.at(figure, moment), replications);
}

std::vector<double> Results::cells(std::size_t plan, std::size_t cell,
                                   std::span<const std::uint32_t> replications) const {
  std::vector<double> values(replications.size());
  for (std::size_t i = 0, count = 0; i < values.size(); i += count) {
    for (count = 1; i + count < values.size(); ++count)  // how many follow each other
      if (replications[i + count] != replications[i] + count) break;
    rows_.read_cell(cell, index(plan, replications[i]), std::span(values).subspan(i, count));
  }
  return values;
}

Results Results::future_means() const {
  const std::size_t width = row_size();
  Results means(plans_, kpis_, replications_ / chances_, 1, series_);
  std::vector<double> row_means(width);
  RowReader reader(*this);
  for (std::uint32_t plan = 0; plan < plans_.size(); ++plan)
    for (std::uint32_t future = 0; future < means.replications_; ++future) {
      bool whole = true;
      std::fill(row_means.begin(), row_means.end(), 0.0);
      for (std::uint32_t chance = 0; chance < chances_; ++chance) {
        const std::uint32_t replication = future * chances_ + chance;
        whole = whole && has(plan, replication);
        const std::span<const double> row = reader.row(plan, replication);
        for (std::size_t cell = 0; cell < width; ++cell) row_means[cell] += row[cell];
      }
      for (double& mean : row_means) mean /= chances_;
      if (whole) means.store({plan, future, 1}, row_means);
    }
  for (Failure failure : failures_) {
    failure.replication /= chances_;
    if (failure.replication < means.replications_ &&
        !means.failure_of(failure.plan, failure.replication))
      means.fail(std::move(failure));
  }
  return means;
}

Results Results::of_plans(const std::vector<std::size_t>& plans) const {
  std::vector<PlanLabel> labels;
  for (const std::size_t plan : plans) labels.push_back(plans_[plan]);
  Results some(std::move(labels), kpis_, replications_, chances_, series_);
  RowReader reader(*this);
  for (std::uint32_t plan = 0; plan < plans.size(); ++plan)
    for (std::uint32_t replication = 0; replication < replications_; ++replication)
      if (has(plans[plan], replication))
        some.store({plan, replication, 1}, reader.row(plans[plan], replication));
  for (std::uint32_t plan = 0; plan < plans.size(); ++plan)
    for (Failure failure : failures_)
      if (failure.plan == plans[plan]) {
        failure.plan = plan;
        some.fail(std::move(failure));
      }
  return some;
}

std::span<const double> RowReader::row(std::size_t plan, std::uint32_t replication) {
  const std::size_t row = results_.index(plan, replication);
  const std::size_t place = row % results_.rows_.chunk();
  if (first_ != row - place) results_.rows_.read(row - place, rows_);
  first_ = row - place;
  return std::span(rows_).subspan(place * results_.row_size(), results_.row_size());
}

}  // namespace channelsim
