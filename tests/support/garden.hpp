#pragma once
// A garden: records of every kind the schema knows, and helpers to read them from text.

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/schema/reader.hpp"

namespace channelsim::garden {

template <class Number>
struct Drip {
  Number flow{2.0};
  static constexpr auto describe() {
    return record("drip", "A hose with holes.",
                  fields(field<&Drip::flow>("Litres per hour.", at_least(0))));
  }
};
template <class Number>
struct Can {
  Price<Number> refill{};
  static constexpr auto describe() {
    return record("can", "By hand.",
                  fields(field<&Can::refill>("What a filling costs.", required, above(0))));
  }
};
template <class Number>
struct Rain {
  static constexpr auto describe() { return record("rain", "Not at all.", fields()); }
};
template <class Number>
using Watering = std::variant<Drip<Number>, Can<Number>, Rain<Number>>;

enum class Soil { clay, sand };
constexpr auto choices(std::type_identity<Soil>) {
  return std::array{Choice<Soil>{Soil::clay, "clay", "Heavy."},
                    Choice<Soil>{Soil::sand, "sand", "Light."}};
}

template <class Number>
struct Care {
  Watering<Number> watering = Drip<Number>{};
  MoneyPerStep<Number> wage{};
  static constexpr auto describe() {
    return record("care", "What a bed needs.",
                  fields(field<&Care::watering>("How it is watered."),
                         field<&Care::wage>("Paid by the step.", at_least(0))));
  }
};

template <class Number>
struct Plant {
  std::string kind;
  Pieces<Number> count{};
  static constexpr auto describe() {
    return record("plant", "What grows.",
                  fields(field<&Plant::kind>("The kind.", required),
                         field<&Plant::count>("How many.", between(1, 1000))));
  }
};

template <class Number>
struct Bed {
  std::string name;
  std::string label;
  Soil soil = Soil::sand;
  bool shaded = false;
  Number share{0.25};
  std::uint32_t rows = 3;
  std::uint32_t paths = 1;
  std::optional<Money<Number>> budget;
  std::string beside = "path";
  std::vector<std::string> tools;
  std::vector<Plant<Number>> plants;
  Care<Number> care;

  static constexpr auto describe() {
    return record(
        "bed", "A place where things grow.",
        fields(field<&Bed::name>("Unique.", required),
               field<&Bed::label>("For people.", otherwise("the name")),
               field<&Bed::soil>("What it is made of."),
               field<&Bed::shaded>("Whether trees stand near."),
               field<&Bed::share>("Share of the garden.", between(0, 1)),
               field<&Bed::rows>("How many rows.", between(1, 40), unit("rows")),
               field<&Bed::paths>("How many paths lie between the rows.", between(0, 40)),
               field<&Bed::budget>("What it may cost.", at_least(0), otherwise("what is left")),
               field<&Bed::beside>("What it lies beside.", refers_to("beds", "path")),
               field<&Bed::tools>("What is used there.", refers_to("tools")),
               field<&Bed::plants>("What grows there."), field<&Bed::care>("", in_line)),
        rules(rule<Bed>("a path lies between two rows (paths < rows)", "paths",
                        [](const Bed& bed) { return bed.paths < bed.rows; })));
  }
};

struct Tool {
  std::string name;
  static constexpr auto describe() {
    return record("tool", "A tool.", fields(field<&Tool::name>("Unique.", required)));
  }
};

template <class Number>
struct Garden {
  std::string title;
  std::uint64_t seed = 42;
  std::vector<Bed<Number>> beds;
  std::vector<Tool> tools;
  Settings plan;

  static constexpr auto describe() {
    return record(
        "garden", "Beds and tools.",
        fields(field<&Garden::title>("What it is called.", required),
               field<&Garden::seed>("Start of luck."),
               field<&Garden::beds>("Where things grow.", required),
               field<&Garden::tools>("What is used."), field<&Garden::plan>("What is changed.")));
  }
};

inline std::shared_ptr<const Source> source(std::string text, std::string name = "garden.yaml") {
  return std::make_shared<const Source>(Source{std::move(name), std::move(text)});
}

/// "garden.yaml:3:7 E104 beds[0].rows" per issue: where, what kind, which field.
inline std::vector<std::string> told(const Issues& issues) {
  std::vector<std::string> lines;
  for (const Issue& issue : issues)
    lines.push_back(to_string(issue.place) + " " + to_string(issue.code) +
                    (issue.path.empty() ? "" : " " + issue.path));
  return lines;
}

/// The tree of a text that is in order.
inline Node tree(std::string text) {
  Issues issues;
  Node root = parse_yaml(source(std::move(text)), issues);
  if (!issues.empty()) throw InputError(issues);
  return root;
}

template <class T = Garden<Parameter>>
std::pair<T, Issues> read(std::string text) {
  Issues issues;
  T value = Reader(issues).read_document<T>(tree(std::move(text)));
  return {std::move(value), std::move(issues)};
}

using Lines = std::vector<std::string>;

}  // namespace channelsim::garden
