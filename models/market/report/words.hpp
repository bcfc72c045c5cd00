#pragma once
// The words of a report of the market: those of the engine and those of the model's own catalogue.

#include "engine/report/words.hpp"

namespace channelsim::market {

Words market_words(Language language);

}  // namespace channelsim::market
