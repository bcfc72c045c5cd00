#pragma once
// Inheritance between files: `extends` names the files that a scenario starts from.

#include "engine/schema/table_file.hpp"

namespace channelsim {

inline constexpr std::size_t most_files = 64;
inline constexpr std::size_t deepest_extension = 8;
inline constexpr std::size_t most_bytes_extended = 4 << 20;

/// The tree of a source, laid over the trees of the files it extends, in their order; these may
/// extend others. Files are named relative to the one that extends them and lie in its folder or
/// below that of the first. Tables are expanded file by file. A missing file, a circle and more
/// than is allowed are issues.
Node parse_extending(const std::shared_ptr<const Source>& source, InputFiles& files,
                     InputFiles& tables, Issues& issues);

}  // namespace channelsim
