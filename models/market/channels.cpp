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

- name: distributor
  label: Distributor
  sells_to: members
  pricing: list
  purchase_discount: 0.15
  handling_cost: 0.3
  fixed_cost: 1000
  lead_time: 4

- name: independent_retailer
  label: Independent retailer
  attraction: 0
  pricing: {type: markup, rate: 0.4}
  handling_cost: 0.4
  fixed_cost: 300
  lead_time: 2

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
)";
}

}  // namespace channelsim::market
