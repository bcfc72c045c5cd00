#pragma once
// That numbers are computed as results assume: IEEE 754, rounded to nearest, nothing flushed to 0.

namespace channelsim {

/// Throws std::runtime_error when this thread computes otherwise. A library built with -ffast-math
/// switches the whole process over when it is loaded, and threads inherit it.
void require_standard_arithmetic();

}  // namespace channelsim
