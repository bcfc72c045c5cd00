#pragma once
// Rows of numbers that are read again as columns. What is more than a few megabytes lies on the
// disk, so that memory does not grow with the replications of a run.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/base/descriptor.hpp"

namespace channelsim {

/// A table of numbers, rows x width, all zero at first. Up to `most_in_memory` bytes it is kept in
/// memory; a larger one is a file without a name in `folder()`, which is gone with the program.
/// Reading is safe from several threads, while nobody writes. Throws std::system_error when the
/// disk fails or is full.
class RowStore {
 public:
  static constexpr std::size_t most_in_memory = std::size_t{8} << 20;
  /// Where a larger one lies: TMPDIR or /var/tmp.
  static std::string folder();
  /// Each chunk has a multiple of so many rows.
  static constexpr std::size_t fewest_together = 16;

  /// Consecutive rows are written here and there in turn, at as many places as there are `streams`.
  RowStore(std::size_t rows, std::size_t width, std::size_t streams = 1,
           std::size_t most_bytes_in_memory = most_in_memory);

  /// Sets consecutive rows from `first` on, row by row.
  void write(std::size_t first, std::span<const double> rows);
  /// Consecutive rows from `first` on, row by row.
  void read(std::size_t first, std::span<double> rows) const;
  /// One cell of consecutive rows from `first` on.
  void read_cell(std::size_t cell, std::size_t first, std::span<double> numbers) const;

  /// Rows that lie together, from a multiple of this on: who reads them all, reads once.
  std::size_t chunk() const { return chunk_; }

 private:
  /// A chunk that is not yet full. In it the numbers lie cell by cell, as they do in the file, so
  /// that a column is read without its neighbours.
  struct Open {
    std::size_t place;    // of its first number
    std::size_t written;  // rows
    std::vector<double> cells;
  };
  Open& open(std::size_t place);
  void close(Open& chunk);
  void get(std::size_t place, std::span<double> numbers) const;

  std::size_t width_, chunk_;
  std::vector<double> memory_;  // empty where there is a file
  Descriptor file_;
  std::vector<Open> open_;     // of the file, the latest last
  std::vector<bool> in_file_;  // by chunk: written before
  std::vector<double> spare_;  // memory of the chunk that was closed last
};

}  // namespace channelsim
