#pragma once
// The uncertain values as they were drawn for the futures that a report tells of.

#include <vector>

#include "models/market/report/facts.hpp"

namespace channelsim::market {

class FuturesDrawn {
 public:
  explicit FuturesDrawn(const Facts& facts);

  /// Of an uncertain value by its place among the assumptions; one per future.
  std::vector<double> values(std::size_t slot) const { return values_[slot]; }

 private:
  std::vector<std::vector<double>> values_;
};

}  // namespace channelsim::market
