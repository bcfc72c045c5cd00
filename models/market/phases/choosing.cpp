#include <algorithm>

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// 1 where the seller is in business; the share of its customers who went with it to a rival where
/// it has left.
Lanes presence_of(const World& world, std::uint32_t offer) {
  const std::uint32_t shelf = world.layout->shelf[offer];
  if (!world.layout->lives || shelf == nobody) return 1.0;
  const std::uint32_t m = world.layout->member[shelf];
  const auto& conduct = world.terms().members[m].traits.conduct;
  const Lanes here = world.sells_ours(m);
  const Lanes left = yes_or_no(world.members.exits[m] > 0.0) * (1.0 - here);
  return conduct ? here + left * conduct->lost_to_rivals : here;
}

/// Nobody buys from who is not there.
void leave_out_absent(const World& world, std::size_t region, std::span<Lanes> shares) {
  if (!world.layout->lives) return;
  for (std::size_t place = 0; place < shares.size(); ++place)
    if (const auto shelf = world.layout->shelf[world.network().offer_at(region, place)];
        shelf != nobody)
      shares[place] *= world.sells_ours(world.layout->member[shelf]);
}

Lanes price_in_utility(const Terms& terms, Price<Lanes> price) {
  const bool logarithmic = terms.demand.price_response == PriceResponse::logarithmic;
  return market::price_in_utility(logarithmic, price, terms.demand.reference_price);
}

/// Utility of an alternative to a kind of consumers, experience and marketing included; `row` is
/// that of both, `price` as it enters utility.
Lanes utility_of(const Terms& terms, std::size_t row, std::size_t kind, Lanes appeal, Lanes price) {
  return terms.attraction[row] + appeal - terms.price_sensitivity[kind] * price;
}

/// The choice set of a kind of consumers.
ChoiceSet<Lanes> set_of(const World& world, std::size_t region, std::size_t kind) {
  const Terms& terms = world.terms();
  const Nests<Lanes>& nests = terms.nests[region];
  const std::size_t count = nests.dissimilarity.size();
  std::span<const Lanes> anchors = world.choices.anchor[region];
  if (!anchors.empty()) anchors = anchors.subspan(kind * count, count);
  return {nests, anchors, terms.demand.may_not_buy ? 1.0 : 0.0};
}

/// The utility that weights of an alternative are counted from.
template <class Rule>
Lanes anchor_of(const World& world, std::size_t region, std::size_t kind, std::size_t place) {
  if constexpr (Rule::has_nests) {
    const ChoiceSet<Lanes> set = set_of(world, region, kind);
    return set.anchors[set.nests.nest_of[place]];
  } else {
    return 0.0;
  }
}

/// Anchors each nest of a region at the highest utility of today's offers; one that nobody offers
/// must not make light of the others.
void anchor_nests(World& world, std::size_t region) {
  const Network& network = world.network();
  const Terms& terms = world.terms();
  const Nests<Lanes>& nests = terms.nests[region];
  const std::size_t kinds = world.layout->kinds.size(), count = nests.dissimilarity.size();
  Column<Lanes>& anchors = world.choices.anchor[region];
  anchors.assign(kinds * count, -1e300);
  for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
    const std::size_t alternative = network.first_alternative[region] + place;
    const std::uint32_t offer = network.offer_of[alternative];
    const Mask present = presence_of(world, offer) > 0.0;
    const Lanes price = price_in_utility(terms, world.offers.price[offer]);
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      const std::size_t row = world.layout->first_row(network, region, kind) + place;
      Lanes& anchor = anchors[kind * count + nests.nest_of[place]];
      anchor = select(
          present,
          max(anchor, utility_of(terms, row, kind, world.choices.appeal[alternative], price)),
          anchor);
    }
  }
}

/// Weights of an alternative to all kinds of consumers. Flattened: with prices that all move this
/// is the hottest loop there is, and a call of the exponential takes as long as a third of it.
template <class Rule>
[[gnu::flatten]] void weigh(World& world, const Rule& rule, std::uint32_t alternative) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  const Terms& terms = world.terms();
  const std::uint32_t region = network.region_of[alternative];
  const std::uint32_t offer = network.offer_of[alternative];
  const std::size_t place = alternative - network.first_alternative[region];
  const Nests<Lanes>& nests = terms.nests[region];
  // Copies: written rows are lanes, too, and might be these for all that compilers know.
  const Lanes dissimilarity = nests.dissimilarity[nests.nest_of[place]];
  const Lanes present = presence_of(world, offer), appeal = world.choices.appeal[alternative];
  const Lanes price = price_in_utility(terms, world.offers.price[offer]);
  for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind) {
    const std::size_t row = layout.first_row(network, region, kind) + place;
    const Lanes utility =
        utility_of(terms, row, kind, appeal, price) - anchor_of<Rule>(world, region, kind, place);
    world.choices.weight[row] = weight(rule, utility, dissimilarity) * present;
    if (layout.habits)
      world.choices.habitual_weight[row] =
          weight(rule, utility + world.segment_of(kind).habit, dissimilarity) * present;
  }
}

/// The weights of a region's alternatives as consumers of some view see them.
std::span<const Lanes> weights_seen(const World& world, std::size_t region, std::size_t kind,
                                    std::uint32_t view) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  const std::size_t row = layout.first_row(network, region, kind);
  const std::size_t count = network.alternatives_in(region);
  if (view == Layout::sees_all) return {&world.choices.weight[row], count};
  thread_local std::vector<Lanes> seen;
  seen.resize(count);
  for (std::size_t place = 0; place < count; ++place) {
    const std::uint32_t offer = network.offer_at(region, place);
    if (view == Layout::sees_rivals_only)
      seen[place] = layout.is_rival(offer) ? world.choices.weight[row + place] : Lanes(0.0);
    else
      seen[place] = layout.channel_of[offer] == view - 2
                        ? world.choices.habitual_weight[row + place]
                        : world.choices.weight[row + place];
  }
  return seen;
}

/// 1 where a piece can be had still, 0 where the stock is gone.
Lanes left_of(const World& world, std::uint32_t offer) {
  const std::uint32_t shelf = world.layout->shelf[offer];
  if (shelf == nobody) return 1.0;
  const Lanes there = world.sells_ours(world.layout->member[shelf]);
  if (!world.layout->holds_stock[shelf]) return there;
  return there * yes_or_no(world.shelves.on_hand[shelf].value >= 1.0);
}

template <class Rule>
void find_shares_of_region(World& world, const Rule& rule, std::size_t region) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  const std::size_t count = network.alternatives_in(region);
  if (count == 0) return;
  for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind) {
    const ChoiceSet<Lanes> set = set_of(world, region, kind);
    for (std::uint32_t view = 0; view < layout.views(); ++view) {
      const std::span<Lanes> shares{
          &world.choices.share[layout.first_share(network, region, kind, view)], count};
      find_shares<Lanes>(rule, set, weights_seen(world, region, kind, view), shares);
      leave_out_absent(world, region, shares);
      cross_formats(world, region, kind, shares);
      stock_up(world, region, kind, shares);
    }
  }
}

/// Consumers of a cohort without memory who consider buying, per step before season.
Lanes mean_considering(const World& world, std::size_t cohort) {
  const std::size_t kind = world.layout->kind_of(cohort);
  return world.terms().consumers[cohort] * world.segment_of(kind).purchase_rate *
         world.choices.readiness[cohort];
}

Lanes share_of(const World& world, std::size_t region, std::size_t kind, std::size_t place) {
  return world.choices
      .share[world.layout->first_share(world.network(), region, kind, Layout::sees_all) + place];
}

/// Mean purchases of an offer per step: purchases of many consumers superpose. `considering` by
/// cohort.
Lanes expected_of(const World& world, std::uint32_t offer, std::span<const Lanes> considering) {
  const Network& network = world.network();
  Lanes sum = 0.0;
  for (const std::uint32_t alternative : network.alternatives_of[offer]) {
    const std::uint32_t region = network.region_of[alternative];
    const std::size_t place = alternative - network.first_alternative[region];
    for (std::size_t kind = 0; kind < world.layout->kinds.size(); ++kind)
      sum += considering[world.layout->cohort(region, kind)] * share_of(world, region, kind, place);
  }
  return sum;
}

}  // namespace

Lanes mean_purchases(const World& world, std::size_t region, std::size_t kind, std::size_t place) {
  return mean_considering(world, world.layout->cohort(region, kind)) *
         share_of(world, region, kind, place);
}

namespace {

template <class Rule>
void weigh_again(World& world, const Rule& rule) {
  const Network& network = world.network();
  std::vector<char>& changed = world.offers.price_changed;
  auto& regions = world.choices.stale;
  if constexpr (Rule::has_nests) {
    for (const std::uint32_t offer : network.offers)
      for (const std::uint32_t alternative : network.alternatives_of[offer])
        if (changed[offer]) regions[network.region_of[alternative]] = Stale::weights;
    for (std::size_t region = 0; region < regions.size(); ++region)
      if (regions[region] == Stale::weights) anchor_nests(world, region);
  }
  for (const std::uint32_t offer : network.offers) {
    for (const std::uint32_t alternative : network.alternatives_of[offer]) {
      Stale& region = regions[network.region_of[alternative]];
      if (!changed[offer] && region < Stale::weights) continue;
      weigh(world, rule, alternative);
      region = std::max(region, Stale::shares);
    }
    changed[offer] = 0;
  }
  for (std::size_t region = 0; region < regions.size(); ++region) {
    if (regions[region] < Stale::shares) continue;
    find_shares_of_region(world, rule, region);
    regions[region] = Stale::expectation;
  }
}

}  // namespace

void weigh_offers(World& world, const Draws&, Step) {
  std::visit([&](const auto& rule) { weigh_again(world, rule); }, world.terms().demand.choice);
}

void expect_purchases(World& world, const Draws&, Step) {
  if (world.layout->memory) return;  // purchases don't superpose
  const Network& network = world.network();
  auto& regions = world.choices.stale;
  if (std::ranges::all_of(regions, [](Stale each) { return each == Stale::nothing; })) return;
  thread_local Column<Lanes> considering;
  considering.clear();
  for (std::size_t cohort = 0; cohort < world.terms().consumers.size(); ++cohort)
    considering.push_back(mean_considering(world, cohort));
  for (const std::uint32_t offer : network.offers)
    for (const std::uint32_t alternative : network.alternatives_of[offer])
      if (regions[network.region_of[alternative]] != Stale::nothing) {
        world.offers.expected[offer] = expected_of(world, offer, considering);
        break;
      }
  std::fill(regions.begin(), regions.end(), Stale::nothing);
}

void shares_at_price(const World& world, std::uint32_t alternative, std::size_t kind,
                     Price<Lanes> price, std::span<Lanes> shares) {
  const Terms& terms = world.terms();
  const Network& network = world.network();
  const std::uint32_t region = network.region_of[alternative];
  const std::size_t place = alternative - network.first_alternative[region];
  const std::size_t first = world.layout->first_row(network, region, kind);
  const Nests<Lanes>& nests = terms.nests[region];
  thread_local std::vector<Lanes> weights;
  weights.assign(&world.choices.weight[first], &world.choices.weight[first] + shares.size());
  std::visit(
      [&]<class Rule>(const Rule& rule) {
        const Lanes utility =
            utility_of(terms, first + place, kind, world.choices.appeal[alternative],
                       price_in_utility(terms, price)) -
            anchor_of<Rule>(world, region, kind, place);
        weights[place] = weight(rule, utility, nests.dissimilarity[nests.nest_of[place]]) *
                         presence_of(world, network.offer_of[alternative]);
        find_shares<Lanes>(rule, set_of(world, region, kind), weights, shares);
      },
      terms.demand.choice);
  leave_out_absent(world, region, shares);
}

/// With the missing offer among those that are left and without it: the difference is what its
/// buyers choose next, because their tastes stay what they were.
void next_choices(const World& world, std::size_t region, std::size_t kind, std::uint32_t view,
                  std::size_t place, std::span<Lanes> chances) {
  const Terms& terms = world.terms();
  const Network& network = world.network();
  const std::span<const Lanes> seen = weights_seen(world, region, kind, view);
  std::vector<Lanes> weights(seen.begin(), seen.end()), with(seen.size());
  for (std::size_t other = 0; other < weights.size(); ++other)
    if (other != place) weights[other] *= left_of(world, network.offer_at(region, other));
  const auto find = [&](std::span<Lanes> shares) {
    std::visit(
        [&](const auto& rule) {
          find_shares<Lanes>(rule, set_of(world, region, kind), weights, shares);
        },
        terms.demand.choice);
  };
  find(with);
  weights[place] = 0.0;
  find(chances);
  const Lanes gone = max(with[place], 1e-300);
  for (std::size_t other = 0; other < chances.size(); ++other)
    chances[other] = other == place ? Lanes(0.0) : max((chances[other] - with[other]) / gone, 0.0);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
