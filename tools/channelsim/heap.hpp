#pragma once
// How the program takes memory from the system.

namespace channelsim {

/// Takes memory in large pieces and keeps what is freed; in huge pages where the system leaves that
/// to programs. Once, before there are other threads.
void take_memory_in_large_pieces();

}  // namespace channelsim
