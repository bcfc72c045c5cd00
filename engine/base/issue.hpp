#pragma once
// What is wrong with an input: the place, the field, what was found, what to do about it.

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace channelsim {

/// A text that values come from: a file, `--set`, a preset of the program.
struct Source {
  std::string name;
  std::string text;
};

/// Where something stands; line and column count from 1, characters not bytes; 0 = no such place.
struct Place {
  std::shared_ptr<const Source> source;
  int line = 0, column = 0;
};
/// "file.yaml:32:3", or the source's name alone where there is no line.
std::string to_string(const Place&);
/// The place of a byte of a source's text; a byte-order mark takes no column.
Place place_of_offset(std::shared_ptr<const Source> source, std::size_t offset);

/// Every way an input can be wrong. The number is what users look up with `explain`.
enum class IssueCode : int {
  syntax = 101,
  encoding = 102,
  duplicate_key = 103,
  unknown_key = 104,
  missing_key = 105,
  wrong_shape = 106,
  reserved_yaml = 107,
  several_documents = 108,
  empty = 109,
  version = 110,
  duplicate_name = 201,
  bad_name = 202,
  not_a_value = 301,
  out_of_range = 302,
  not_a_choice = 303,
  wrong_sum = 304,
  broken_rule = 305,
  wrong_unit = 306,
  unknown_reference = 401,
  file_not_found = 402,
  file_outside = 403,
  unknown_path = 404,
  unknown_column = 405,
  reference_cycle = 406,
  too_large = 501,
  too_deep = 502,
  too_many = 503,
  too_much_work = 504,
};

/// One kind of issue, as `explain E104` tells it.
struct IssueKind {
  IssueCode code;
  std::string_view title;
  std::string_view explanation;
};
std::span<const IssueKind> issue_kinds();
/// "E104".
std::string to_string(IssueCode);

/// One thing that is wrong, or, as a warning, doubtful.
struct Issue {
  IssueCode code;
  Place place;
  std::string path;     // "members[2].markup"; empty for the file as a whole
  std::string message;  // what was found and what is allowed
  std::string hint;     // what to do; may be empty
  bool warning = false;
};

/// Editors jump to the first line; the source line with a caret and the hint follow.
std::string to_text(const Issue&);

using Issues = std::vector<Issue>;

/// By file, line and column; what stands at one place keeps its order.
void sort_by_place(Issues& issues);

/// Whether any issue is an error and not a warning.
bool has_errors(const Issues&);

/// Thrown when an input can't be used; carries everything that is wrong with it.
class InputError : public std::runtime_error {
 public:
  explicit InputError(Issues issues);
  const Issues& issues() const { return issues_; }

 private:
  Issues issues_;
};

}  // namespace channelsim
