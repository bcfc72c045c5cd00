#pragma once
// What a user writes down: the market, its members, the plans to compare, the question to decide.
// Every record is a template on its number: Parameter as read, Lanes as run, double as tested.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"
#include "models/market/authorisations.hpp"
#include "models/market/channels.hpp"
#include "models/market/consumers.hpp"
#include "models/market/demand.hpp"
#include "models/market/evaluation.hpp"
#include "models/market/key_accounts.hpp"
#include "models/market/marketing.hpp"
#include "models/market/ownership.hpp"
#include "models/market/partner_programme.hpp"
#include "models/market/questions.hpp"
#include "models/market/recruiting.hpp"
#include "models/market/segments.hpp"

namespace channelsim::market {

template <class Number>
struct Product {
  std::string name;
  std::string label;
  Price<Number> unit_cost{};
  Price<Number> list_price{};
  Price<Number> recommended_price{};
  Number attraction{0.0};
  Number advice_need{1.0};
  Number case_size{1.0};
  bool divisible = false;
  std::optional<std::uint32_t> shelf_life;
  std::optional<PiecesPerStep<Number>> capacity;

  static constexpr auto describe() {
    return record(
        "product", "One article of the manufacturer's range.",
        fields(
            field<&Product::name>("Unique; other parts refer to it.", required),
            field<&Product::label>("For people.", otherwise("the name")),
            field<&Product::unit_cost>("What one more piece costs the manufacturer to make.",
                                       required, at_least(0)),
            field<&Product::list_price>("What the trade pays before discounts, VAT aside.",
                                        required, at_least(0)),
            field<&Product::recommended_price>("What consumers are meant to pay, VAT aside.",
                                               at_least(0)),
            field<&Product::attraction>("Utility of this product against the others.",
                                        between(-50, 50)),
            field<&Product::advice_need>(
                "How much advice it needs; multiplies the segments' advice_need.", between(0, 100)),
            field<&Product::case_size>("Pieces in a case.", above(0)),
            field<&Product::divisible>(
                "Whether orders need not be whole pieces (bulk goods, textbook models).", initial),
            field<&Product::shelf_life>(
                "Age since it was made at which it can be sold for the last time; what is left "
                "then is scrapped. The oldest goes first.",
                between(1, 520), unit("steps"), otherwise("unlimited"), initial),
            field<&Product::capacity>("Most that the manufacturer can make in a step.", at_least(0),
                                      otherwise("unlimited"))));
  }
};

template <class Number>
struct Region {
  std::string name;
  std::string label;
  Number consumers{0.0};

  static constexpr auto describe() {
    return record("region", "One place with consumers.",
                  fields(field<&Region::name>("Unique; other parts refer to it.", required),
                         field<&Region::label>("For people.", otherwise("the name")),
                         field<&Region::consumers>("How many consumers live there.", required,
                                                   between(0, 1e9), unit("consumers"))));
  }
};

template <class Number>
struct Rival {
  std::string name;
  std::string label;
  std::optional<std::string> region;
  Price<Number> price{};
  Number attraction{0.0};
  Format format = Format::store;
  Number follow{0.0};
  Number price_noise{0.0};
  Number price_persistence{0.8};
  Number poaching{0.0};

  static constexpr auto describe() {
    return record(
        "rival", "An offer of somebody else's that consumers choose against.",
        fields(field<&Rival::name>("Unique.", required),
               field<&Rival::label>("For people.", otherwise("the name")),
               field<&Rival::region>("Where it is offered.", refers_to("regions"),
                                     otherwise("everywhere")),
               field<&Rival::price>("What consumers pay for it.", required, at_least(0)),
               field<&Rival::attraction>(
                   "Utility of buying it, price aside, against not buying (0).", between(-50, 50)),
               field<&Rival::format>("How people meet it.", initial),
               field<&Rival::follow>(
                   "Share of the change of our average price, against the start, that "
                   "it follows a step later: 1 matches it in full.",
                   between(0, 2)),
               field<&Rival::price_noise>(
                   "Standard deviation of the logarithm of its price: its own promotions.",
                   between(0, 2)),
               field<&Rival::price_persistence>(
                   "Correlation of that logarithm with itself a step before.", between(0, 0.999)),
               field<&Rival::poaching>("Rate at which it wins over independent members of its "
                                       "region who earn less than they require: their exit hazard "
                                       "rises by this x their shortfall.",
                                       between(0, 10), unit("per step"))));
  }
};

/// Consumers of another region who come all the way.
template <class Number>
struct Catchment {
  std::string region;
  Number travel_time{1.0};

  static constexpr auto describe() {
    return record("catchment", "A region from which consumers come, too.",
                  fields(field<&Catchment::region>("The region.", required, refers_to("regions")),
                         field<&Catchment::travel_time>("How long they travel, in any unit.",
                                                        required, above(0))));
  }
};

template <class Number>
struct Member {
  std::string name;
  std::string label;
  std::string channel;
  std::uint32_t count = 1;
  bool active = true;
  std::optional<std::string> region;
  std::string supplier = "manufacturer";
  std::vector<std::string> products;
  Number site{0.0};
  Number floor_space{1.0};
  Number travel_time{1.0};
  std::vector<Catchment<Number>> catchment;
  std::uint32_t promotion_shift = 0;
  std::optional<PiecesPerStep<double>> opening_forecast;
  Traits<Number> traits;

  static constexpr auto describe() {
    return record(
        "member", "One member of the channel system.",
        fields(
            field<&Member::name>("Unique; its luck is addressed by it.", required),
            field<&Member::label>("For people.", otherwise("the name")),
            field<&Member::channel>("Its kind; gives all traits that the member does not state.",
                                    required, refers_to("channels"), initial),
            field<&Member::count>("How many members alike it stands for; above 1, they are called "
                                  "NAME#1, NAME#2 and so on.",
                                  between(1, 10000), initial),
            field<&Member::active>(
                "Whether it is in business; an idle member does nothing and costs nothing."),
            field<&Member::region>("Where it stands.", refers_to("regions"),
                                   otherwise("nowhere in particular"), initial),
            field<&Member::supplier>("Who supplies it.", refers_to("members", "manufacturer")),
            field<&Member::products>("Its range.", refers_to("products"),
                                     otherwise("all products")),
            field<&Member::site>(
                "Utility of this member against others of its channel: place, service, name.",
                between(-50, 50)),
            field<&Member::floor_space>("Size of the store, in any unit; counts as the segments' "
                                        "space_exponent says [Huff 1964].",
                                        above(0)),
            field<&Member::travel_time>("How long consumers of its own region travel, in any "
                                        "unit; counts as the segments' distance_decay says.",
                                        above(0)),
            field<&Member::catchment>("Other regions from which consumers come, with their "
                                      "travel times.",
                                      otherwise("none")),
            field<&Member::promotion_shift>("By how many steps it runs promotions early.",
                                            between(0, 5200), unit("steps")),
            field<&Member::opening_forecast>(
                "Forecast demand per step and product at the start; opening stock and orders "
                "under way follow from it.",
                at_least(0), otherwise("the expected demand of the first step"), initial),
            field<&Member::traits>("", in_line)));
  }
};

template <class Number>
struct Manufacturer {
  MoneyPerStep<Number> fixed_cost{};
  Number discount_rate{0.002};
  Number tax_rate{0.0};
  Number closing_multiple{3.0};
  Allocation<Number> allocation = ProportionalAllocation<Number>{};
  bool backorders = false;

  static constexpr auto describe() {
    return record("manufacturer", "The client of the study: makes the goods and sets the plans.",
                  fields(field<&Manufacturer::fixed_cost>("Its own cost of running the channel.",
                                                          at_least(0)),
                         field<&Manufacturer::discount_rate>(
                             "Rate at which future money counts less, for present values and the "
                             "lifetime value of customers (0.002 a week is about 11 % a year).",
                             between(0, 1), unit("per step")),
                         field<&Manufacturer::tax_rate>(
                             "Tax on profit, losses of before taken off; counts in present "
                             "values.",
                             between(0, 1)),
                         field<&Manufacturer::closing_multiple>(
                             "What the business is worth at the end: this times the contribution "
                             "of the last year, or of the time there was.",
                             between(0, 100)),
                         field<&Manufacturer::allocation>(
                             "Who gets what when orders exceed a product's capacity."),
                         field<&Manufacturer::backorders>(
                             "Whether it owes what it could not make, and sends that first; "
                             "otherwise members ask again.")));
  }
};

enum class Breakdown { channel, region, member, account, segment, switching };
constexpr auto choices(std::type_identity<Breakdown>) {
  return std::array{
      Choice<Breakdown>{Breakdown::channel, "channel", "By channel."},
      Choice<Breakdown>{Breakdown::region, "region",
                        "By the members' region; figures of consumers by theirs."},
      Choice<Breakdown>{Breakdown::member, "member", "By member."},
      Choice<Breakdown>{Breakdown::account, "account", "By key account."},
      Choice<Breakdown>{Breakdown::segment, "segment", "By segment; figures of consumers only."},
      Choice<Breakdown>{Breakdown::switching, "switching",
                        "Purchases by the channel last bought from and the one "
                        "bought from now: the switching matrix."}};
}

template <class Number>
struct Scenario {
  std::uint32_t channelsim = 1;
  std::vector<std::string> extends;
  std::string title;
  std::string question;
  std::string audience;
  Units units;
  std::uint32_t horizon = 52;
  Replications replications;
  std::uint64_t seed = 42;
  Decision decision;
  std::vector<Breakdown> breakdown = {Breakdown::channel};
  std::vector<std::string> figures;
  Series series;
  std::vector<Actual> actuals;
  Manufacturer<Number> manufacturer;
  std::vector<Product<Number>> products;
  std::vector<Region<Number>> regions;
  std::vector<Segment<Number>> segments;
  Consumers consumers;
  Demand<Number> demand;
  std::vector<Rival<Number>> rivals;
  std::vector<Channel<Number>> channels;
  std::vector<Member<Number>> members;
  std::vector<Authorisation> authorisations;
  std::vector<KeyAccount<Number>> key_accounts;
  std::vector<Event<Number>> events;
  std::vector<Promotion<Number>> promotions;
  std::vector<Campaign<Number>> campaigns;
  std::vector<Referral<Number>> referrals;
  std::vector<Recruiting<Number>> recruiting;
  std::vector<MultiUnitOwner<Number>> multi_unit_owners;
  std::vector<PartnerProgramme<Number>> partner_programmes;
  std::vector<Incident<Number>> incidents;
  std::vector<Change> changes;
  std::vector<Lever> levers;
  std::vector<Strategy> strategies;
  std::vector<Correlation> correlations;
  std::vector<Expectation> expect;
  std::optional<Evaluation> evaluation;

  static constexpr auto describe() {
    return record(
        "scenario", "A market, its channel system and the plans to compare.",
        fields(
            field<&Scenario::channelsim>("Version of this language: 1.", required, between(1, 1),
                                         common),
            field<&Scenario::extends>("Files this one starts from: what it says is laid over "
                                      "theirs. Named relative to this file.",
                                      otherwise("none"), common),
            field<&Scenario::title>("What the study is about.", required, common),
            field<&Scenario::question>("The question to be answered; stands above the answer.",
                                       common),
            field<&Scenario::audience>("Who the answer is for; stands beside the question.",
                                       common),
            field<&Scenario::units>("", in_line),
            field<&Scenario::horizon>("How many steps are simulated.", required, between(1, 5200),
                                      unit("steps"), common),
            field<&Scenario::replications>("How many times each plan is simulated.", common),
            field<&Scenario::seed>(
                "Start of all random numbers; the same seed gives the same results.", common),
            field<&Scenario::decision>("What is to be decided.", common),
            field<&Scenario::breakdown>("By what the figures are also told, beside the total.",
                                        common),
            field<&Scenario::figures>(
                "Which figures a run tells (`channelsim explain kpi`), with their groups or one "
                "group alone; fewer make many short runs faster. What the plans cost, and what "
                "`decision`, `series`, `actuals` and `expect` name, is told in any case.",
                otherwise("all that the market has"), common),
            field<&Scenario::series>("Which figures are also told over time.",
                                     otherwise("units sold, the manufacturer's cash, and the "
                                               "objective unless it is a present value"),
                                     common),
            field<&Scenario::actuals>("Figures as they were measured, which the baseline plan is "
                                      "held against.",
                                      otherwise("none"), common),
            field<&Scenario::manufacturer>("The client of the study."),
            field<&Scenario::products>("The manufacturer's range.", required),
            field<&Scenario::regions>("Where consumers live.", required),
            field<&Scenario::segments>("Kinds of consumers.", required),
            field<&Scenario::consumers>("How closely consumers are looked at.", common),
            field<&Scenario::demand>("How purchases arise."),
            field<&Scenario::rivals>("Offers of others."),
            field<&Scenario::channels>("Channel types: changes to the presets, and new ones."),
            field<&Scenario::members>("The channel system.", required),
            field<&Scenario::authorisations>("Which product is sold through which channel and "
                                             "region, for all members.",
                                             otherwise("every product everywhere")),
            field<&Scenario::key_accounts>("Members that buy under terms agreed for all of them."),
            field<&Scenario::events>("Dates of the shopping year."),
            field<&Scenario::promotions>("The promotion calendar."),
            field<&Scenario::campaigns>("Advertising and online promotion."),
            field<&Scenario::referrals>("Referral programmes and communities."),
            field<&Scenario::recruiting>("Programmes that recruit partners."),
            field<&Scenario::multi_unit_owners>("Owners of several members."),
            field<&Scenario::partner_programmes>("Tiers, certification and marketing funds."),
            field<&Scenario::incidents>("What happens at one member and hurts its channel."),
            field<&Scenario::changes>("What changes in the market at a date, under every plan.",
                                      common),
            field<&Scenario::levers>("Named groups of changes that plans pull.", common),
            field<&Scenario::strategies>("The plans to compare.",
                                         otherwise("one plan: the market as it stands"), common),
            field<&Scenario::correlations>("Which uncertain values move together.", common),
            field<&Scenario::expect>("Sanity checks that `channelsim check` runs.", common),
            field<&Scenario::evaluation>("An opinion of the channels, for `channelsim evaluate`.",
                                         otherwise("none"), common)));
  }
};

/// The members of a market that stays where it is, by their names.
class MembersByName {
 public:
  explicit MembersByName(const Scenario<Parameter>& market) {
    for (const Member<Parameter>& member : market.members) members_.emplace(member.name, &member);
  }
  /// Nothing for a name that no member has.
  const Member<Parameter>* find(std::string_view name) const {
    const auto found = members_.find(name);
    return found == members_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string_view, const Member<Parameter>*> members_;
};

/// Whether the traits of any member are such that `holds`.
bool any_member(const Scenario<Parameter>& scenario, auto&& holds) {
  for (const auto& member : scenario.members)
    if (holds(member.traits)) return true;
  return false;
}

/// Ends of the study at which a verdict is tried.
inline constexpr double marked_years[] = {1, 2, 3, 5};
constexpr double steps_per_year(StepLength step) {
  return step == StepLength::day ? 365 : step == StepLength::week ? 52 : 12;
}

/// Consumers of all regions together; of an uncertain number its middle.
inline double consumers_of(const Scenario<Parameter>& scenario) {
  double sum = 0;
  for (const auto& region : scenario.regions) sum += region.consumers.sure;
  return sum;
}

/// The channels from which consumers buy.
inline std::set<std::string> selling_channels(const Scenario<Parameter>& scenario) {
  std::set<std::string> channels;
  for (const auto& member : scenario.members)
    if (member.traits.sells_to == Customers::consumers) channels.insert(member.channel);
  return channels;
}

}  // namespace channelsim::market
