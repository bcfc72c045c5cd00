#pragma once
// What a study will cost, told before it starts.

#include <filesystem>
#include <optional>
#include <string>

#include "models/market/load.hpp"

namespace channelsim::market {

/// Work and room of a run.
struct WorkEstimate {
  double shelf_steps;      // plans x replications x steps x shelves
  double bytes;            // of memory, at most held at once
  double disk_bytes;       // of the run's folder
  double temporary_bytes;  // of disk where rows lie while it runs (RowStore)
};
WorkEstimate estimate(const Study& study);

/// "4.2e+06 shelf-steps, about 1 s on one CPU; 42 MB of memory, 3 MB of disk".
std::string to_text(const WorkEstimate& work);

/// Most shelf-steps that are run without --allow-large.
inline constexpr double most_shelf_steps = 1e12;
/// Most bytes of disk, if that much is free.
inline constexpr double most_disk_bytes = 1e11;

/// Bytes a study may take.
struct Room {
  double memory, disk, temporary_disk;
  bool one_disk = false;  // the last two are the same
};
/// Half of the memory that is free, and what is free on the disks; without a folder it leaves no
/// files.
Room room_for(const std::optional<std::filesystem::path>& folder);

/// Throws InputError (E504) when the study would take more work than that or more than there is
/// room for. The remedy ends the message.
void require_affordable(const Study& study, Room room,
                        const std::string& remedy = "--allow-large runs it all the same");

}  // namespace channelsim::market
