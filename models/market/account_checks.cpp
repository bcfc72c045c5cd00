#include "models/market/account_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/base/text.hpp"
#include "models/market/places.hpp"
#include "models/market/range.hpp"

namespace channelsim::market {

namespace {

using Market = Scenario<Parameter>;

class AccountChecks {
 public:
  AccountChecks(const Market& scenario, const Node& tree, const Assumptions& assumptions,
                Issues& issues)
      : scenario_(scenario), tree_(tree), assumptions_(assumptions), issues_(issues) {}

  void run() {
    breakdown();
    for (std::size_t i = 0; i < scenario_.key_accounts.size(); ++i) {
      if (scenario_.key_accounts[i].members.empty())
        add(i, "members", fmt::format("'{}' has no members", account(i).name),
            "name the members that buy under its terms");
      for (std::size_t k = 0; k < account(i).members.size(); ++k) member(i, k);
      terms(i);
      own_label(i);
    }
    listed();
  }

 private:
  const KeyAccount<Parameter>& account(std::size_t i) const { return scenario_.key_accounts[i]; }

  void broken(Keys keys, std::string message, std::string hint) {
    issues_.push_back(broken_rule(tree_, keys, std::move(message), std::move(hint)));
  }
  void add(std::size_t i, std::string_view key, std::string message, std::string hint) {
    broken({"key_accounts", std::to_string(i), key}, std::move(message), std::move(hint));
  }
  const Member<Parameter>* named(const std::string& name) const {
    const auto found = std::find_if(scenario_.members.begin(), scenario_.members.end(),
                                    [&](const auto& each) { return each.name == name; });
    return found == scenario_.members.end() ? nullptr : &*found;
  }

  void breakdown() {
    for (std::size_t i = 0; i < scenario_.breakdown.size(); ++i)
      if (scenario_.breakdown[i] == Breakdown::account && scenario_.key_accounts.empty())
        broken({"breakdown", std::to_string(i)}, "there are no key accounts to tell figures by",
               "add `key_accounts`, or leave the breakdown out");
  }

  /// Central terms are the manufacturer's, with independent members that it supplies.
  void member(std::size_t i, std::size_t k) {
    const std::string& name = account(i).members[k];
    const auto* who = named(name);
    if (!who) return;  // reported as an unknown name
    const std::string at = std::to_string(i), place = std::to_string(k);
    const Keys keys = {"key_accounts", at, "members", place};
    const auto [before, added] = account_of_.try_emplace(name, account(i).name);
    if (!added)
      broken(keys, fmt::format("'{}' belongs to '{}' already", name, before->second),
             "a member buys under the terms of one account");
    if (who->traits.owner == Owner::manufacturer || !who->traits.takes_title)
      broken(keys,
             fmt::format("'{}' {}", name,
                         who->traits.takes_title ? "belongs to the manufacturer"
                                                 : "sells in the manufacturer's name"),
             "the members of a key account buy on their own account: let it be independent, or "
             "leave it out");
    const auto* supplier = named(who->supplier);
    if (supplier && supplier->traits.owner == Owner::independent)
      broken(keys,
             fmt::format("'{}' is supplied by '{}', on whose invoices the manufacturer agrees "
                         "nothing",
                         name, who->supplier),
             "let the manufacturer supply it; `functions.delivery` says who brings the goods");
  }

  double highest(Parameter value) const { return value_at(value, assumptions_, 1); }

  /// Discount and back margin are shares of one invoice.
  void terms(std::size_t i) {
    if (!account(i).back_margin) return;
    const double off = highest(account(i).discount) + highest(account(i).back_margin->share);
    if (off > 1)
      add(i, "back_margin",
          fmt::format("discount and back margin may take {} of an invoice", shortest(off)),
          "together they are 1 at most");
  }

  void own_label(std::size_t i) {
    const auto& label = account(i).own_label;
    if (!label) return;
    for (const std::string& name : account(i).members)
      if (const auto* who = named(name))
        if (who->traits.sells_to == Customers::consumers &&
            names_or_all(who->products, label->product) &&
            is_authorised(scenario_, *who, label->product, false))
          return;
    broken(
        {"key_accounts", std::to_string(i), "own_label", "product"},
        fmt::format("no member of '{}' sells '{}' to consumers", account(i).name, label->product),
        "compare the own label with a product that its members carry");
  }

  /// What a member says it carries its account must have listed.
  void listed() {
    for (std::size_t m = 0; m < scenario_.members.size(); ++m) {
      const auto* its = account_of(scenario_, scenario_.members[m].name);
      if (!its) continue;
      const auto& products = scenario_.members[m].products;
      for (std::size_t p = 0; p < products.size(); ++p)
        if (!names_or_all(its->listed, products[p]))
          broken({"members", std::to_string(m), "products", std::to_string(p)},
                 fmt::format("'{}' carries '{}', which its key account '{}' has not listed",
                             scenario_.members[m].name, products[p], its->name),
                 fmt::format("take it out of `products`, or add it to `key_accounts.{}.listed`",
                             its->name));
    }
  }

  const Market& scenario_;
  const Node& tree_;
  const Assumptions& assumptions_;
  Issues& issues_;
  std::map<std::string, std::string> account_of_;  // by member
};

}  // namespace

void check_accounts(const Scenario<Parameter>& scenario, const Node& tree,
                    const Assumptions& assumptions, Issues& issues) {
  AccountChecks(scenario, tree, assumptions, issues).run();
}

}  // namespace channelsim::market
