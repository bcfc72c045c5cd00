#pragma once
// Which product may be sold through which channel and in which region: one statement for all
// members.

#include <string>
#include <vector>

#include "engine/schema/description.hpp"

namespace channelsim::market {

/// Lets channels sell products in regions. A product that any authorisation names is sold nowhere
/// else.
struct Authorisation {
  std::string name;
  std::string label;
  std::vector<std::string> products, channels, regions;
  bool active = true;

  static constexpr auto describe() {
    return record(
        "authorisation",
        "Lets channels sell products in regions. A product that an authorisation names is sold to "
        "consumers only where an active one says so; products that none names are sold "
        "everywhere.",
        fields(
            field<&Authorisation::name>("Unique.", required),
            field<&Authorisation::label>("For people.", otherwise("the name")),
            field<&Authorisation::products>("What may be sold.", required, refers_to("products")),
            field<&Authorisation::channels>("Through which channels.", refers_to("channels"),
                                            otherwise("all channels")),
            field<&Authorisation::regions>("By members of which regions.", refers_to("regions"),
                                           otherwise("everywhere, also by members that stand "
                                                     "nowhere in particular")),
            field<&Authorisation::active>("Whether it is in force; a launch by date makes it so "
                                          "with a change.")));
  }
};

}  // namespace channelsim::market
