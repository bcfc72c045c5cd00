#pragma once
// The numbers of a world by name, so that what is wrong with one can be said.

#include <span>
#include <string>

#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// What the rows of a table stand for, and so how one of them is named.
enum class RowsOf : std::uint8_t {
  market,
  shelves,
  offers,
  regions,
  region_channels,
  cohorts,
  cells,
  products,
  members,
  receivables,
  rivals,
  campaigns,
  accounts,
  numbers  // what has no better name
};

/// The lanes of a number, with whatever unit.
inline const Lanes& lanes_of(const Lanes& number) { return number; }
inline Lanes& lanes_of(Lanes& number) { return number; }
template <class Unit>
const Lanes& lanes_of(const Quantity<Unit, Lanes>& number) {
  return number.value;
}
template <class Unit>
Lanes& lanes_of(Quantity<Unit, Lanes>& number) {
  return number.value;
}

/// Calls `visit(name, rows, numbers)` for what every step makes anew, so that what is wrong with it
/// may be gone a step later without a trace.
template <class World, class Visit>
void for_each_passing_variable(World& world, Visit&& visit) {
  visit("offered_price", RowsOf::offers, std::span(world.offers.price));
  visit("season", RowsOf::market, std::span(&world.climate.season, 1));
  visit("shock", RowsOf::market, std::span(&world.climate.shock, 1));
  visit("price_noise", RowsOf::rivals, std::span(world.climate.rival_noise));
  visit("average_price", RowsOf::regions, std::span(world.climate.average_price));
  visit("effort", RowsOf::members, std::span(world.members.effort));
  visit("purchase_lift", RowsOf::regions, std::span(world.marketing.lift));
  visit("readiness", RowsOf::cohorts, std::span(world.choices.readiness));
  visit("appeal", RowsOf::numbers, std::span(world.choices.appeal));
  visit("share", RowsOf::numbers, std::span(world.choices.share));
}

/// The same for what a step makes anew and adds to what lasts, where what is wrong with it stays.
template <class World, class Visit>
void for_each_flow(World& world, Visit&& visit) {
  auto& shelves = world.shelves;
  visit("price", RowsOf::shelves, std::span(shelves.price));
  visit("trade_discount", RowsOf::shelves, std::span(shelves.trade_discount));
  visit("demand", RowsOf::shelves, std::span(shelves.demand));
  visit("lost", RowsOf::shelves, std::span(shelves.lost));
  visit("sold", RowsOf::shelves, std::span(shelves.sold));
  visit("ordered", RowsOf::shelves, std::span(shelves.ordered));
  visit("shipped", RowsOf::shelves, std::span(shelves.shipped));
  visit("made", RowsOf::shelves, std::span(shelves.made));
  auto& offers = world.offers;
  visit("expected_purchases", RowsOf::offers, std::span(offers.expected));
  visit("first_choices", RowsOf::offers, std::span(offers.demand));
  visit("unserved", RowsOf::offers, std::span(offers.unserved));
  visit("purchases", RowsOf::offers, std::span(offers.sold));
  visit("waiting", RowsOf::offers, std::span(offers.waiting));
}

/// The same for what a step takes over from the one before, so that what is wrong with it stays.
template <class World, class Visit>
void for_each_lasting_variable(World& world, Visit&& visit) {
  auto& shelves = world.shelves;
  visit("on_hand", RowsOf::shelves, std::span(shelves.on_hand));
  visit("on_order", RowsOf::shelves, std::span(shelves.on_order));
  visit("forecast", RowsOf::shelves, std::span(shelves.forecast));
  visit("purchase_price", RowsOf::shelves, std::span(shelves.purchase_price));
  visit("regular_price", RowsOf::shelves, std::span(shelves.regular_price));
  visit("total_lost", RowsOf::shelves, std::span(shelves.total_lost));
  visit("total_sold", RowsOf::shelves, std::span(shelves.total_sold));
  visit("total_stock", RowsOf::shelves, std::span(shelves.total_stock));
  visit("entered", RowsOf::shelves, std::span(shelves.entered));
  visit("total_revenue", RowsOf::shelves, std::span(shelves.total_revenue));
  visit("bought_in_period", RowsOf::shelves, std::span(shelves.bought_in_period));
  visit("total_purchases", RowsOf::offers, std::span(world.offers.total_sold));
  visit("growth", RowsOf::shelves, std::span(world.planning.growth));
  visit("error_variance", RowsOf::shelves, std::span(world.planning.error_variance));
  visit("expected_shortage", RowsOf::shelves, std::span(world.planning.expected_shortage));
  visit("owed_goods", RowsOf::shelves, std::span(world.planning.owed));
  visit("adstock", RowsOf::campaigns, std::span(world.marketing.stock));
  visit("brand", RowsOf::regions, std::span(world.marketing.brand));
  visit("satisfaction", RowsOf::region_channels, std::span(world.marketing.satisfaction));
  visit("expectation", RowsOf::region_channels, std::span(world.marketing.expectation));
  visit("consumers", RowsOf::cells, std::span(world.population.count));
  visit("consumers_waiting", RowsOf::cells, std::span(world.population.away));
  visit("household_stock", RowsOf::cohorts, std::span(world.population.household_stock));
  visit("customer_margin", RowsOf::cohorts, std::span(world.population.margin));
  auto& members = world.members;
  visit("in_business", RowsOf::members, std::span(members.in_business));
  visit("smoothed_profit", RowsOf::members, std::span(members.profit));
  visit("worth", RowsOf::members, std::span(members.worth));
  visit("relation", RowsOf::members, std::span(members.relation));
  visit("dearer", RowsOf::members, std::span(members.dearer));
  visit("capital", RowsOf::members, std::span(members.capital));
  visit("open_invoices", RowsOf::receivables, std::span(world.receivables.open));
  visit("overdue", RowsOf::receivables, std::span(world.receivables.overdue));
  visit("account_sales", RowsOf::accounts, std::span(world.accounts.sales));
  visit("account_goods", RowsOf::accounts, std::span(world.accounts.goods));
  visit("counted_for_tier", RowsOf::members, std::span(world.programmes.counted_in_window));
  visit("produced", RowsOf::products, std::span(world.produced));
  visit("factory_stock", RowsOf::products, std::span(world.factory_stock));
  visit("scrapped", RowsOf::products, std::span(world.scrapped));
  visit("present_value", RowsOf::market, std::span(&world.valuation.present, 1));
  visit("discount", RowsOf::market, std::span(&world.valuation.discount, 1));
}

template <class World, class Visit>
void for_each_variable(World& world, Visit&& visit) {
  for_each_lasting_variable(world, visit);
  for_each_flow(world, visit);
  for_each_passing_variable(world, visit);
}

/// "price[member=shop,product=tea]".
std::string variable_name(const World& world, std::string_view name, RowsOf rows, std::size_t row);
/// "manufacturer", a member by name, "consumers" or "services".
std::string party_name(const World& world, std::size_t party);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
