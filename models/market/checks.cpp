#include "models/market/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "models/market/account_checks.hpp"
#include "models/market/consumer_checks.hpp"
#include "models/market/evaluation_checks.hpp"
#include "models/market/kpis.hpp"
#include "models/market/marketing_checks.hpp"
#include "models/market/member_checks.hpp"
#include "models/market/partnership_checks.hpp"
#include "models/market/places.hpp"
#include "models/market/range.hpp"
#include "models/market/range_checks.hpp"

namespace channelsim::market {

namespace {

using Market = Scenario<Parameter>;

class Checks {
 public:
  Checks(const Market& scenario, const Node& tree, const Assumptions& assumptions, Issues& issues)
      : scenario_(scenario),
        members_(scenario),
        tree_(tree),
        assumptions_(assumptions),
        issues_(issues) {}

  void run() {
    list_size("strategies", scenario_.strategies.size());
    list_size("segments", scenario_.segments.size());
    shares_add_up();
    prices_and_tastes();
    for (std::size_t i = 0; i < scenario_.members.size(); ++i) {
      name_of_member(i);
      place_of_member(i);
      supply_of_member(i);
      prices_of_member(i);
      replenishment_of_member(i);
      life_of_goods(i);
    }
    no_supply_cycle();
    someone_sells();
    breakdowns_differ();
    objective_exists();
    expected_figures_exist();
    check_consumers(scenario_, tree_, assumptions_, issues_);
    check_marketing(scenario_, tree_, issues_);
    check_evaluation(scenario_, tree_, issues_);
    check_members(scenario_, tree_, assumptions_, issues_);
    check_partnerships(scenario_, tree_, assumptions_, issues_);
    check_range(scenario_, tree_, issues_);
    check_accounts(scenario_, tree_, assumptions_, issues_);
  }

 private:
  /// The least and the largest value in any future.
  double lowest(Parameter parameter) const { return value_at(parameter, assumptions_, 0); }
  double highest(Parameter parameter) const { return value_at(parameter, assumptions_, 1); }

  Place place(std::string_view list, std::size_t index, std::string_view key) const {
    return place_at(tree_, {list, std::to_string(index), key});
  }
  void add(IssueCode code, Place where, std::string path, std::string message,
           std::string hint = "") {
    issues_.push_back(
        {code, std::move(where), std::move(path), std::move(message), std::move(hint)});
  }
  void add_member(IssueCode code, std::size_t i, std::string_view key, std::string message,
                  std::string hint = "") {
    add(code, place("members", i, key), fmt::format("members[{}].{}", i, key), std::move(message),
        std::move(hint));
  }
  const Member<Parameter>* member(std::string_view name) const { return members_.find(name); }

  void list_size(std::string_view list, std::size_t size) {
    if (size <= most_entries) return;
    add(IssueCode::too_many, tree_.get(list)->items[most_entries].place, std::string(list),
        fmt::format("{} entries; at most {} are read", size, most_entries));
  }

  void name_of_member(std::size_t i) {
    if (scenario_.members[i].name == "manufacturer")
      add_member(IssueCode::bad_name, i, "name",
                 "'manufacturer' stands for the client of the study, who supplies members",
                 "give the member another name");
  }

  void shares_add_up() {
    double sum = 0;
    for (const auto& segment : scenario_.segments) sum += segment.share;
    if (scenario_.segments.empty() || std::fabs(sum - 1) <= 1e-9) return;
    const Entry* list = tree_.find("segments");
    add(IssueCode::wrong_sum, list ? list->key_place : tree_.place, "segments",
        fmt::format("the shares add up to {}, not to 1 (tolerance 1e-9)", shortest(sum)),
        "give the rest of the consumers a segment of their own, or scale the shares");
  }

  /// A logarithm has no value at 0, and a taste stated twice has two.
  void prices_and_tastes() {
    const bool logarithmic = scenario_.demand.price_response == PriceResponse::logarithmic;
    for (std::size_t i = 0; i < scenario_.rivals.size(); ++i)
      if (logarithmic && lowest(scenario_.rivals[i].price.value) <= 0)
        add(IssueCode::broken_rule, place("rivals", i, "price"), fmt::format("rivals[{}].price", i),
            "with the logarithmic price response a price must be above 0");
    for (std::size_t i = 0; i < scenario_.segments.size(); ++i) {
      std::set<std::string> seen;
      for (const auto& taste : scenario_.segments[i].tastes)
        if (!seen.insert(taste.channel).second)
          add(IssueCode::duplicate_name, place("segments", i, "tastes"),
              fmt::format("segments[{}].tastes", i),
              fmt::format("the channel '{}' stands there twice", taste.channel));
    }
  }

  void place_of_member(std::size_t i) {
    const auto& m = scenario_.members[i];
    if (m.traits.sells_to == Customers::consumers && m.traits.reach == Reach::region && !m.region)
      add_member(
          IssueCode::missing_key, i, "region",
          fmt::format("'{}' sells to the consumers of its region, but no region is given", m.name),
          "name its region, or let it reach consumers everywhere (`reach: everywhere`)");
  }

  void supply_of_member(std::size_t i) {
    const auto& m = scenario_.members[i];
    if (m.supplier == "manufacturer") return;
    const auto* supplier = member(m.supplier);
    if (!supplier) return;  // reported as an unknown name
    if (supplier->traits.sells_to != Customers::members)
      add_member(IssueCode::broken_rule, i, "supplier",
                 fmt::format("'{}' sells to consumers, not to members", m.supplier),
                 "a supplier needs `sells_to: members`, as distributors have");
    if (m.active && !supplier->active)
      add_member(IssueCode::broken_rule, i, "supplier",
                 fmt::format("'{}' is active, its supplier '{}' is not", m.name, m.supplier));
    if (!m.traits.holds_stock)
      add_member(
          IssueCode::broken_rule, i, "supplier",
          "a member without stock of its own is supplied by the manufacturer (drop shipment)");
    if (!supplier->products.empty())
      for (const std::string& product : range(m))
        if (std::find(supplier->products.begin(), supplier->products.end(), product) ==
            supplier->products.end())
          add_member(IssueCode::broken_rule, i, "supplier",
                     fmt::format("'{}' carries '{}', which its supplier '{}' does not", m.name,
                                 product, m.supplier));
  }

  std::vector<std::string> range(const Member<Parameter>& m) const {
    std::vector<std::string> carried;
    for (const auto& product : scenario_.products)
      if (carries(scenario_, m, product.name)) carried.push_back(product.name);
    return carried;
  }

  void prices_of_member(std::size_t i) {
    const auto& m = scenario_.members[i];
    if (m.traits.sells_to == Customers::members && !m.traits.holds_stock)
      add_member(IssueCode::broken_rule, i, "holds_stock",
                 "a member that supplies others holds stock");
    moving_price_of_member(i);
    if (!goes_by<RecommendedPrice<Parameter>>(m.traits.pricing)) return;
    for (const auto& product : scenario_.products) {
      if (carries(scenario_, m, product.name) && highest(product.recommended_price.value) == 0)
        add_pricing(i,
                    fmt::format("'{}' sells at the recommended price, but '{}' has none", m.name,
                                product.name),
                    fmt::format("give `products.{}` a recommended_price", product.name));
    }
  }

  /// A policy that a member states stands where its type does, whatever its channel had.
  void add_pricing(std::size_t i, std::string message, std::string hint = "") {
    add(IssueCode::broken_rule, place_at(tree_, {"members", std::to_string(i), "pricing", "type"}),
        fmt::format("members[{}].pricing", i), std::move(message), std::move(hint));
  }

  /// Who supplies members meets no competitors' prices, and bounds must leave a price.
  void moving_price_of_member(std::size_t i) {
    const auto& m = scenario_.members[i];
    const auto& pricing = m.traits.pricing;
    const bool looks_at_offers = std::holds_alternative<MatchPrices<Parameter>>(pricing) ||
                                 std::holds_alternative<BestResponse<Parameter>>(pricing);
    if (looks_at_offers && m.traits.sells_to == Customers::members)
      add_pricing(
          i, fmt::format("'{}' sells to members; only who sells to consumers can price so", m.name),
          "give it `markup`, `follow_list` or `react_to_stock`");
    if (std::holds_alternative<ReactToStock<Parameter>>(pricing) && !m.traits.holds_stock)
      add_pricing(i, fmt::format("'{}' has no stock that its prices could react to", m.name));
    std::visit(
        [&]<class Policy>(const Policy& policy) {
          if constexpr (MovesByStep<Policy>)
            if (highest(policy.at_least) > lowest(policy.at_most))
              add_pricing(i, fmt::format("at_least ({}) may be above at_most ({})",
                                         shortest(highest(policy.at_least)),
                                         shortest(lowest(policy.at_most))));
        },
        pricing);
  }

  void replenishment_of_member(std::size_t i) {
    const auto* policy = std::get_if<MinMax<Parameter>>(&scenario_.members[i].traits.replenishment);
    if (policy && lowest(policy->minimum.value) > highest(policy->maximum.value))
      add_member(
          IssueCode::broken_rule, i, "replenishment",
          fmt::format("the minimum {} is more than the maximum {}",
                      shortest(policy->minimum.value.sure), shortest(policy->maximum.value.sure)));
  }

  /// Goods that spoil on the way cannot be sold.
  void life_of_goods(std::size_t i) {
    const auto& m = scenario_.members[i];
    if (!m.active || !m.traits.holds_stock) return;
    std::uint32_t way = 0;
    std::size_t length = 0;  // circles are reported elsewhere
    for (const Member<Parameter>* at = &m; at && length <= scenario_.members.size(); ++length) {
      way += at->traits.lead_time;
      at = member(at->supplier);
    }
    const std::vector<std::string> carried = range(m);
    for (const auto& product : scenario_.products)
      if (product.shelf_life && *product.shelf_life <= way &&
          std::find(carried.begin(), carried.end(), product.name) != carried.end())
        add_member(IssueCode::broken_rule, i, "lead_time",
                   fmt::format("'{}' takes {} steps from the manufacturer to '{}', but its shelf "
                               "life is {}",
                               product.name, way, m.name, *product.shelf_life),
                   "shorten the lead times, or take it out of the range (`products`)");
  }

  void no_supply_cycle() {
    for (std::size_t i = 0; i < scenario_.members.size(); ++i) {
      const Member<Parameter>* at = &scenario_.members[i];
      std::string chain = at->name;
      for (std::size_t length = 0; at && at->supplier != "manufacturer"; ++length) {
        chain += " <- " + at->supplier;
        if (at->supplier == scenario_.members[i].name || length > scenario_.members.size()) {
          add_member(IssueCode::reference_cycle, i, "supplier",
                     fmt::format("supply goes in a circle: {}", chain),
                     "one of them must be supplied by the manufacturer");
          return;
        }
        at = member(at->supplier);
      }
    }
  }

  void someone_sells() {
    for (const auto& m : scenario_.members)
      if (m.active && m.traits.sells_to == Customers::consumers) return;
    const Entry* list = tree_.find("members");
    add(IssueCode::broken_rule, list ? list->key_place : tree_.place, "members",
        "no active member sells to consumers", "the market needs a shop, a web shop or the like");
  }

  void breakdowns_differ() {
    const Node* list = tree_.get("breakdown");
    for (std::size_t i = 1; i < scenario_.breakdown.size(); ++i) {
      const auto begin = scenario_.breakdown.begin(), here = begin + static_cast<std::ptrdiff_t>(i);
      if (std::find(begin, here, *here) != here)
        add(IssueCode::duplicate_name, list ? list->items[i].place : tree_.place,
            fmt::format("breakdown[{}]", i), "the figures are told by this already");
    }
  }

  void objective_exists() {
    const Node* decision = tree_.get("decision");
    const Node* objective = decision ? decision->get("objective") : nullptr;
    figure_exists(scenario_.decision.objective, true, objective ? objective->place : tree_.place,
                  "decision.objective");
    unit_fits(decision ? decision->get("indifference") : nullptr, scenario_.decision.objective,
              "decision.indifference");
    for (std::size_t i = 0; i < scenario_.decision.constraints.size(); ++i) {
      const std::string at = std::to_string(i), path = fmt::format("decision.constraints[{}]", i);
      const std::string& figure = scenario_.decision.constraints[i].figure;
      figure_exists(figure, false, place_at(tree_, {"decision", "constraints", at, "figure"}),
                    path + ".figure");
      for (const char* key : {"at_least", "at_most"})
        bound_fits(decision->get("constraints")->items[i].get(key), figure, path + "." + key);
    }
  }

  void expected_figures_exist() {
    for (std::size_t i = 0; i < scenario_.expect.size(); ++i)
      if (const auto& kpi = scenario_.expect[i].kpi) expected_figure(i, *kpi);
  }

  void expected_figure(std::size_t i, const std::string& kpi) {
    figure_exists(kpi, false, place("expect", i, "kpi"), fmt::format("expect[{}].kpi", i));
    const Node& entry = tree_.get("expect")->items[i];
    for (const char* key : {"at_least", "at_most"})
      bound_fits(entry.get(key), kpi, fmt::format("expect[{}].{}", i, key));
  }

  void bound_fits(const Node* node, const std::string& figure, const std::string& path) {
    unit_fits(node, figure, path);
    share_fits(node, figure, path);
  }

  /// Who writes 25 of a share may mean 25 %. A return may be as high, so it is no error.
  void share_fits(const Node* node, const std::string& figure, std::string path) {
    constexpr double highest_share = 2;  // efforts and returns go beyond 1
    const auto value = node ? parse_number(node->text) : std::nullopt;
    if (!value || *value <= highest_share || unit_of(figure) != "share") return;
    add(IssueCode::broken_rule, node->place, std::move(path),
        fmt::format("{} is a share: {} means {:g} %", figure, node->text, 100 * *value),
        fmt::format("for {} % write {:g}, or '{}%'", node->text, *value / 100, node->text));
    issues_.back().warning = true;
  }

  /// A bound of a figure counts as the figure does.
  void unit_fits(const Node* node, const std::string& figure, std::string path) {
    if (!node || node->kind != Node::Kind::scalar) return;
    const auto written = written_kind(node->text, scenario_.units);
    if (!written) return;
    const auto kind = [&](const std::string& unit) {
      const std::string& currency = scenario_.units.currency;
      const bool money = unit == currency || unit.starts_with(currency + " per ");
      return kind_of(money ? "money" + unit.substr(currency.size()) : unit);
    };
    if (const auto unit = unit_of(figure); unit && kind(*unit) != *written)
      add(IssueCode::wrong_unit, node->place, std::move(path),
          fmt::format("'{}' is {}; {} counts in {}", shortened(node->text, 60), to_text(*written),
                      figure, *unit));
  }

  /// The unit that a figure of this market is told in.
  std::optional<std::string> unit_of(const std::string& figure) const {
    for (const KpiColumn& column : kpi_columns(std::vector{&scenario_}))
      if (column.label.name == figure) return column.label.unit;
    return {};
  }

  void figure_exists(const std::string& wanted, bool decides, const Place& where,
                     std::string path) {
    std::vector<std::string> names;
    for (const KpiColumn& column : kpi_columns(std::vector{&scenario_}))
      if (!decides || column.label.goal != Goal::watch) names.push_back(column.label.name);
    if (std::find(names.begin(), names.end(), wanted) != names.end()) return;
    issues_.push_back(
        no_such_figure(wanted, names, where, std::move(path), decides ? " that can decide" : ""));
  }

  const Market& scenario_;
  const MembersByName members_;
  const Node& tree_;
  const Assumptions& assumptions_;
  Issues& issues_;
};

}  // namespace

void check_scenario(const Scenario<Parameter>& scenario, const Node& tree,
                    const Assumptions& assumptions, Issues& issues) {
  Checks(scenario, tree, assumptions, issues).run();
}

Issue no_such_figure(const std::string& wanted, const std::vector<std::string>& known,
                     const Place& place, std::string path, std::string_view kind) {
  const std::vector<std::string_view> words(known.begin(), known.end());
  const auto nearest = nearest_word(wanted, words);
  const std::string figure = wanted.substr(0, wanted.find('['));
  const std::vector<KpiText> texts = kpi_texts();
  // Told of other markets, or of other groups of this one.
  const bool elsewhere =
      kind.empty() && std::any_of(texts.begin(), texts.end(),
                                  [&](const auto& text) { return text.name == figure; });
  return {IssueCode::unknown_reference, place, std::move(path),
          (elsewhere ? fmt::format("this market has no '{}'", shortened(wanted, 60))
                     : fmt::format("'{}' is not a figure{}", shortened(wanted, 60), kind)) +
              (nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
          elsewhere ? fmt::format("`channelsim explain kpi {}` tells what it is about", figure)
                    : "`channelsim explain kpi` lists the figures"};
}

}  // namespace channelsim::market
