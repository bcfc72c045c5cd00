#pragma once
// What reviewers say of a run, in a file beside it that no run ever writes over.

#include <filesystem>
#include <string_view>
#include <vector>

#include "engine/report/document.hpp"

namespace channelsim {

/// The file's name in the folder of a run: a YAML list of
/// {section, who, what, status: open|done, when: date}; the last two may be left out.
inline constexpr const char* review_name = "review.yaml";

/// The sections that remarks may be about, by their ids.
using SectionIds = std::vector<std::string_view>;

/// The remarks in order; none where there is no file. Throws InputError with everything that is
/// wrong with it, each thing with its place.
std::vector<Remark> read_review(const std::filesystem::path& folder, const SectionIds& sections);

/// Appends a remark that is open; `when` is a date or empty. All else in the file stays as it is.
/// Throws InputError, and changes nothing, when the file or the remark is not sound.
void add_remark(const std::filesystem::path& folder, const SectionIds& sections,
                const Remark& remark);

/// Marks a remark, counted from 1, as done. The same promises.
void settle_remark(const std::filesystem::path& folder, const SectionIds& sections,
                   std::size_t number);

}  // namespace channelsim
