#include "models/market/variables.hpp"

#include <fmt/format.h>

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

class RowNames {
 public:
  explicit RowNames(const World& world) : layout_(*world.layout), terms_(world.terms()) {}

  std::string of(RowsOf rows, std::size_t row) const {
    switch (rows) {
      case RowsOf::market:
        return "";
      case RowsOf::shelves:
        return shelf(row);
      case RowsOf::offers:
        return layout_.is_rival(row) ? rival(row) : shelf(layout_.shelf[row]);
      case RowsOf::regions:
        return region(row);
      case RowsOf::region_channels:
        return region(row / layout_.channels.size()) +
               ",channel=" + layout_.channels[row % layout_.channels.size()];
      case RowsOf::cohorts:
        return cohort(row);
      case RowsOf::cells:
        return cohort(row / layout_.standings()) +
               fmt::format(",standing={}", row % layout_.standings());
      case RowsOf::products:
        return "product=" + terms_.products[row].name;
      case RowsOf::members:
        return "member=" + terms_.members[row].name;
      case RowsOf::receivables:
        return "member=" + terms_.members[row / Receivables::kinds].name;
      case RowsOf::rivals:
        return "rival=" + terms_.rivals[row].name;
      case RowsOf::accounts:
        return "account=" + terms_.key_accounts[row].name;
      default:
        return fmt::format("row={}", row);
    }
  }

 private:
  std::string shelf(std::size_t row) const {
    return "member=" + terms_.members[layout_.member[row]].name +
           ",product=" + terms_.products[layout_.product[row]].name;
  }
  std::string rival(std::size_t offer) const {
    const std::size_t first = layout_.offers() - terms_.rivals.size();
    return "rival=" + terms_.rivals[offer - first].name;
  }
  std::string region(std::size_t row) const { return "region=" + terms_.region_names[row]; }
  std::string cohort(std::size_t row) const {
    return region(layout_.region_of(row)) +
           ",segment=" + terms_.segments[layout_.kinds[layout_.kind_of(row)].segment].name;
  }

  const Layout& layout_;
  const Terms& terms_;
};

}  // namespace

std::string variable_name(const World& world, std::string_view name, RowsOf rows, std::size_t row) {
  const std::string of = RowNames(world).of(rows, row);
  return of.empty() ? std::string(name) : fmt::format("{}[{}]", name, of);
}

std::string party_name(const World& world, std::size_t party) {
  if (party == Parties::manufacturer) return "manufacturer";
  if (party == world.parties.consumers()) return "consumers";
  if (party == world.parties.services()) return "services";
  return world.terms().members[party - Parties::member(0)].name;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
