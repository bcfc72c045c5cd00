#include "models/market/channels.hpp"

namespace channelsim::market {

std::string_view channel_presets() {
  return R"(
- name: own_shop
  label: Own shop
  owner: manufacturer
  attraction: 0.5
  pricing: recommended
  handling_cost: 0.5
  fixed_cost: 1500
  lead_time: 1
  functions: {storage: member, delivery: supplier, order_taking: member, credit: consumer,
              shelf_work: member, returns: member, after_sales: member}

- name: distributor
  label: Distributor
  sells_to: members
  pricing: list
  purchase_discount: 0.15
  handling_cost: 0.3
  fixed_cost: 1000
  lead_time: 4
  functions: {storage: member, delivery: member, order_taking: member, credit: member,
              shelf_work: supplier, returns: member, after_sales: supplier}

- name: independent_retailer
  label: Independent retailer
  attraction: 0
  pricing: {type: markup, rate: 0.4}
  handling_cost: 0.4
  fixed_cost: 300
  lead_time: 2
  functions: {storage: member, delivery: supplier, order_taking: member, credit: supplier,
              shelf_work: member, returns: member, after_sales: member}

- name: web_shop
  label: Own web shop
  owner: manufacturer
  format: online
  reach: everywhere
  attraction: -0.5
  pricing: recommended
  handling_cost: 1.5
  fixed_cost: 2000
  lead_time: 1
  functions: {storage: member, delivery: member, order_taking: member, credit: consumer,
              shelf_work: member, returns: member, after_sales: member}

- name: marketplace_shop
  label: Marketplace shop
  owner: manufacturer
  format: online
  reach: everywhere
  attraction: 0
  pricing: recommended
  commission: 0.12
  handling_cost: 1.5
  fixed_cost: 500
  lead_time: 1
  functions: {storage: member, delivery: member, order_taking: member, credit: consumer,
              shelf_work: member, returns: member, after_sales: member}

- name: social_seller
  label: Social and live-stream seller
  owner: manufacturer
  format: social
  reach: everywhere
  attraction: -0.3
  pricing: recommended
  commission: 0.2
  handling_cost: 1.5
  fixed_cost: 800
  lead_time: 1
  functions: {storage: member, delivery: member, order_taking: member, credit: consumer,
              shelf_work: member, returns: member, after_sales: member}

- name: own_sales_force
  label: Own sellers
  owner: manufacturer
  format: field
  holds_stock: false
  attraction: 0
  pricing: recommended
  commission: 0.05
  handling_cost: 3
  fixed_cost: 1800
  lead_time: 1
  advice: 0.8
  functions: {storage: manufacturer, delivery: manufacturer, order_taking: member, credit: manufacturer,
              shelf_work: consumer, returns: manufacturer, after_sales: manufacturer}

- name: sub_distributor
  label: Second-tier distributor
  sells_to: members
  pricing: {type: markup, rate: 0.08}
  handling_cost: 0.4
  fixed_cost: 400
  lead_time: 2
  functions: {storage: member, delivery: member, order_taking: member, credit: member,
              shelf_work: supplier, returns: member, after_sales: supplier}

- name: franchisee
  label: Franchised shop
  attraction: 0.5
  pricing: recommended
  purchase_discount: 0.1
  handling_cost: 0.5
  fixed_cost: 1500
  lead_time: 1
  fees: {royalty: 0.05, franchise_fee: 10000}
  investment: {capital: 50000, life: 5 years}
  functions: {storage: member, delivery: supplier, order_taking: member, credit: supplier,
              shelf_work: member, returns: member, after_sales: member}

- name: commission_agent
  label: Commission agent
  format: field
  holds_stock: false
  takes_title: false
  attraction: 0
  pricing: list
  handling_cost: 0
  fixed_cost: 300
  advice: 0.5
  fees: {agency_commission: 0.08}
  functions: {storage: manufacturer, delivery: manufacturer, order_taking: member, credit: manufacturer,
              shelf_work: consumer, returns: manufacturer, after_sales: manufacturer}

- name: reselling_platform
  label: Platform that buys and resells
  format: online
  reach: everywhere
  attraction: 0.2
  pricing: {type: markup, rate: 0.15}
  purchase_discount: 0.1
  handling_cost: 1.2
  fixed_cost: 800
  lead_time: 2
  functions: {storage: member, delivery: member, order_taking: member, credit: member,
              shelf_work: member, returns: member, after_sales: supplier}

- name: live_stream_host
  label: Live-stream host
  owner: manufacturer
  format: social
  reach: everywhere
  attraction: -0.6
  pricing: recommended
  commission: 0.05
  handling_cost: 1.5
  lead_time: 1
  fees: {host_commission: 0.2, slot_fee: 600 money/week}
  functions: {storage: manufacturer, delivery: manufacturer, order_taking: member, credit: consumer,
              shelf_work: member, returns: manufacturer, after_sales: manufacturer}
)";
}

}  // namespace channelsim::market
