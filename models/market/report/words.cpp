#include "models/market/report/words.hpp"

#include <market_words.hpp>

namespace channelsim::market {

Words market_words(Language language) {
  std::vector<std::string_view> catalogues = engine_catalogues();
  catalogues.insert(catalogues.end(), std::begin(embedded::market_words),
                    std::end(embedded::market_words));
  return Words(language, catalogues);
}

std::string label_of(Item item, const Words& words) {
  const ItemText& text = text_of(item);
  return words.translated(fmt::format("item.{}", key_of(text)), text.name);
}

}  // namespace channelsim::market
