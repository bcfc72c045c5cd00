#include "engine/world/pipeline.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
std::vector<double> arrivals(Pipeline<double>& pipeline, std::size_t row, Step from, Step to) {
  std::vector<double> arrived;
  for (Step now = from; now < to; ++now) arrived.push_back(pipeline.take_due(row, now));
  return arrived;
}
}  // namespace

TEST_CASE(
    "what is sent in step t with lead time L arrives in step t + L, whatever L is sent next") {
  Pipeline<double> pipeline;
  pipeline.add_row(1, 1, 0.5);
  pipeline.add_row(5, 2, 7);
  CHECK(pipeline.under_way(1) == 14);  // as if sent in the steps before
  std::vector<double> arrived;
  const std::uint32_t lead_times[] = {5, 5, 1, 3, 2, 1};
  for (Step now = 0; now < 6; ++now) {
    arrived.push_back(pipeline.take_due(1, now));
    pipeline.send(1, now, lead_times[now], now + 1);
  }
  CHECK(arrived == std::vector<double>{7, 7, 0, 3, 0, 1});
  CHECK(pipeline.under_way(1) == 2 + 4 + 5 + 6);
  CHECK(arrivals(pipeline, 1, 6, 11) == std::vector<double>{2 + 4 + 5 + 6, 0, 0, 0, 0});
  CHECK(pipeline.under_way(1) == 0);
  CHECK(arrivals(pipeline, 0, 0, 3) == std::vector<double>{0.5, 0, 0});
}
