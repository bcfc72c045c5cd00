#pragma once
// The catalogue of all that is said to people, in every language, by key.

#include <fmt/args.h>
#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"

namespace channelsim {

/// The texts of one language. A text may hold named places: "{plan} gains {amount}".
class Words {
 public:
  /// `catalogues` are JSON objects: key → {"en": text, "zh": text}; the English is null where a
  /// declaration in the sources says it. Throws std::runtime_error for a text that is missing in
  /// one of the languages and for a key that occurs twice.
  Words(Language language, const std::vector<std::string_view>& catalogues);

  Language language() const { return language_; }
  bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }
  /// The text of a key. Throws std::out_of_range naming the key when there is none.
  const std::string& operator()(std::string_view key) const;
  /// The text with its places filled, each a `fmt::arg("name", value)`.
  template <class... Arguments>
  std::string operator()(std::string_view key, const Arguments&... arguments) const {
    return fmt::vformat((*this)(key), fmt::make_format_args(arguments...));
  }
  /// What a declaration says in English, in this language; as declared where there is no other
  /// text.
  std::string translated(std::string_view key, std::string_view declared) const;
  /// All keys that have a text in this language, in order.
  std::vector<std::string_view> keys() const;

 private:
  Language language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

/// What the engine itself says: engine/report/words/*.json.
const std::vector<std::string_view>& engine_catalogues();

}  // namespace channelsim
