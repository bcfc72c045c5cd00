#pragma once
// Who does the work of a channel: storage, delivery, order taking, credit, shelf work, returns and
// after-sales, and what each costs per order, drop and case [Bucklin 1966].

#include <array>
#include <optional>
#include <string_view>

#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"
#include "models/market/items.hpp"

namespace channelsim::market {

enum class Performer { member, supplier, manufacturer, consumer };
constexpr auto choices(std::type_identity<Performer>) {
  return std::array{
      Choice<Performer>{Performer::member, "member", "The member itself, at its own cost."},
      Choice<Performer>{Performer::supplier, "supplier", "Whoever supplies the member."},
      Choice<Performer>{Performer::manufacturer, "manufacturer", "The client of the study."},
      Choice<Performer>{Performer::consumer, "consumer",
                        "Consumers do it themselves, at no cost to the channel."}};
}

/// One function of a channel: who performs it and at what cost.
template <class Number>
struct ChannelFunction {
  static constexpr bool bare_value_is_first = true;
  Performer by = Performer::member;
  Money<Number> per_order{};
  Money<Number> per_drop{};
  Money<Number> per_case{};

  static constexpr auto describe() {
    return record(
        "function", "Who performs a function, and what it costs; the performer pays.",
        fields(
            field<&ChannelFunction::by>("Who performs it.", required),
            field<&ChannelFunction::per_order>(
                "For each order of the member's customers: pieces sold / order_size.", at_least(0)),
            field<&ChannelFunction::per_drop>("For each delivery to the member.", at_least(0)),
            field<&ChannelFunction::per_case>(
                "For each case it hands over: pieces sold / the product's case_size.",
                at_least(0))));
  }
};

template <class Number>
struct Functions {
  std::optional<ChannelFunction<Number>> storage, delivery, order_taking, credit, shelf_work,
      returns, after_sales;

  /// All of them, with the item of the ledger that each is booked under.
  static constexpr std::array<std::pair<std::optional<ChannelFunction<Number>> Functions::*, Item>,
                              7>
  all() {
    return {{{&Functions::storage, Item::storage},
             {&Functions::delivery, Item::delivery},
             {&Functions::order_taking, Item::order_taking},
             {&Functions::credit, Item::credit_work},
             {&Functions::shelf_work, Item::shelf_work},
             {&Functions::returns, Item::returns_work},
             {&Functions::after_sales, Item::after_sales}}};
  }

  static constexpr auto describe() {
    return record(
        "functions",
        "Who does the work of the channel; every function has a performer, named alone or with "
        "its cost.",
        fields(field<&Functions::storage>("Keeping the goods.", otherwise("missing")),
               field<&Functions::delivery>("Bringing the goods to the member and its customers.",
                                           otherwise("missing")),
               field<&Functions::order_taking>("Calling on customers and taking their orders.",
                                               otherwise("missing")),
               field<&Functions::credit>("Granting credit and collecting.", otherwise("missing")),
               field<&Functions::shelf_work>("Display, prices and order on the shelf.",
                                             otherwise("missing")),
               field<&Functions::returns>("Taking goods back.", otherwise("missing")),
               field<&Functions::after_sales>("Advice and repair after the sale.",
                                              otherwise("missing"))),
        rules(rule<Functions>("nobody performs `storage`: name its performer", "storage",
                              [](const Functions& f) { return f.storage.has_value(); }),
              rule<Functions>("nobody performs `delivery`: name its performer", "delivery",
                              [](const Functions& f) { return f.delivery.has_value(); }),
              rule<Functions>("nobody performs `order_taking`: name its performer", "order_taking",
                              [](const Functions& f) { return f.order_taking.has_value(); }),
              rule<Functions>("nobody performs `credit`: name its performer", "credit",
                              [](const Functions& f) { return f.credit.has_value(); }),
              rule<Functions>("nobody performs `shelf_work`: name its performer", "shelf_work",
                              [](const Functions& f) { return f.shelf_work.has_value(); }),
              rule<Functions>("nobody performs `returns`: name its performer", "returns",
                              [](const Functions& f) { return f.returns.has_value(); }),
              rule<Functions>("nobody performs `after_sales`: name its performer", "after_sales",
                              [](const Functions& f) { return f.after_sales.has_value(); })));
  }
};

}  // namespace channelsim::market
