#pragma once
// The words of a report of the market: those of the engine and those of the model's own catalogue.

#include "engine/report/words.hpp"
#include "models/market/items.hpp"

namespace channelsim::market {

Words market_words(Language language);

/// What money is paid for, "trade discount".
std::string label_of(Item item, const Words& words);

}  // namespace channelsim::market
