#include "engine/report/words.hpp"

#include <engine_words.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace channelsim {

Words::Words(Language language, const std::vector<std::string_view>& catalogues)
    : language_(language) {
  for (const std::string_view catalogue : catalogues) {
    const nlohmann::json entries = nlohmann::json::parse(catalogue);  // outlives its items
    for (const auto& [key, texts] : entries.items()) {
      for (const Language each : {Language::english, Language::chinese})
        if (!texts.contains(code_of(each)))
          throw std::runtime_error(fmt::format("'{}' has no text in '{}'", key, code_of(each)));
      const auto& text = texts[std::string(code_of(language))];
      if (text.is_null() && language == Language::english) continue;
      if (!texts_.emplace(key, text).second)
        throw std::runtime_error(fmt::format("'{}' has two texts", key));
    }
  }
}

const std::string& Words::operator()(std::string_view key) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) throw std::out_of_range(fmt::format("there is no text '{}'", key));
  return found->second;
}

std::string Words::translated(std::string_view key, std::string_view declared) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? std::string(declared) : found->second;
}

std::vector<std::string_view> Words::keys() const {
  std::vector<std::string_view> all;
  for (const auto& [key, text] : texts_) all.push_back(key);
  return all;
}

const std::vector<std::string_view>& engine_catalogues() {
  static const std::vector<std::string_view> texts(std::begin(embedded::engine_words),
                                                   std::end(embedded::engine_words));
  return texts;
}

}  // namespace channelsim
