#pragma once
// A small scenario as text, and what is wrong with variations of it.

#include <fstream>
#include <map>
#include <string>

#include "models/market/load.hpp"
#include "tests/support/garden.hpp"
#include "tests/support/temporary_folder.hpp"

namespace channelsim::market {

inline constexpr const char* tea =
    "channelsim: 1\n"
    "title: Tea\n"
    "horizon: 10\n"
    "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
    "regions: [{name: city, consumers: 20000}]\n"
    "segments: [{name: everyone, share: 1, purchase_rate: 0.05, price_sensitivity: 0.04}]\n"
    "members:\n"
    "- {name: corner, channel: independent_retailer, region: city}\n"
    "- {name: web, channel: web_shop, active: false}\n";

/// Loads a text; `beside` are other files of its folder.
inline Study load(const std::string& text, const LoadOptions& options = {},
                  const std::map<std::string, std::string>& beside = {}) {
  const TemporaryFolder folder;
  for (const auto& [name, content] : beside) std::ofstream(folder.path() / name) << content;
  std::ofstream(folder.path() / "t.yaml") << text;
  return load_study(folder.path() / "t.yaml", options);
}

/// "12:3 E104 path" per issue, in order; a place without a line is told by its source.
inline garden::Lines wrong(const std::string& text, const LoadOptions& options = {},
                           const std::map<std::string, std::string>& beside = {}) {
  garden::Lines lines;
  try {
    load(text, options, beside);
  } catch (const InputError& error) {
    for (const Issue& issue : error.issues()) {
      const std::string place = issue.place.line > 0 ? std::to_string(issue.place.line) + ":" +
                                                           std::to_string(issue.place.column)
                                                     : issue.place.source->name;
      lines.push_back(place + " " + to_string(issue.code) +
                      (issue.path.empty() ? "" : " " + issue.path));
    }
  }
  return lines;
}
inline std::string with(const std::string& more) { return tea + more; }

}  // namespace channelsim::market
