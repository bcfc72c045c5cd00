#include "engine/run/row_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

namespace channelsim {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

std::string what_lies_there() { return "the rows of the run, in a file in " + RowStore::folder(); }

Descriptor open_nameless_file() {
  std::string name = RowStore::folder() + "/channelsim-XXXXXX";
  Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.is_open()) fail(what_lies_there());
  ::unlink(name.c_str());
  return file;
}

/// As many as a file reads or writes well at once, and fewer where many chunks are open.
std::size_t rows_in_chunk(std::size_t width, std::size_t streams) {
  constexpr std::size_t open_numbers = 1 << 18, fewest_numbers = 1 << 14, most_numbers = 1 << 16;
  const std::size_t numbers = std::clamp(open_numbers / streams, fewest_numbers, most_numbers);
  constexpr std::size_t fewest = RowStore::fewest_together;
  return std::clamp<std::size_t>(numbers / std::max<std::size_t>(width, 1) / fewest * fewest,
                                 fewest, 1024);
}

/// Reads or writes all of the bytes, in as many calls as it takes.
template <class Call, class Byte>
void transfer(Call call, int file, Byte* bytes, std::size_t count, std::size_t offset) {
  while (count > 0) {
    const ssize_t done = call(file, bytes, count, static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done == 0) errno = EIO;
    if (done <= 0) fail(what_lies_there());
    bytes += done;
    count -= static_cast<std::size_t>(done);
    offset += static_cast<std::size_t>(done);
  }
}

}  // namespace

// /tmp may lie in memory, /var/tmp does not.
std::string RowStore::folder() {
  const char* chosen = std::getenv("TMPDIR");
  return chosen && *chosen ? chosen : "/var/tmp";
}

RowStore::RowStore(std::size_t rows, std::size_t width, std::size_t streams,
                   std::size_t most_bytes_in_memory)
    : width_(width), chunk_(rows_in_chunk(width, streams)) {
  const std::size_t cells = (rows + chunk_ - 1) / chunk_ * chunk_ * width;
  if (cells * sizeof(double) <= most_bytes_in_memory) {
    memory_.resize(cells);
    return;
  }
  in_file_.resize(cells / (chunk_ * width));
  file_ = open_nameless_file();
  if (::ftruncate(file_.get(), static_cast<off_t>(cells * sizeof(double))) != 0)
    fail(what_lies_there());
}

void RowStore::get(std::size_t place, std::span<double> numbers) const {
  if (!file_.is_open()) {
    std::copy_n(memory_.data() + place, numbers.size(), numbers.begin());
    return;
  }
  const std::size_t begin = place - place % (chunk_ * width_);
  for (const Open& each : open_)
    if (each.place == begin) {
      std::copy_n(each.cells.data() + (place - begin), numbers.size(), numbers.begin());
      return;
    }
  transfer(::pread, file_.get(), reinterpret_cast<char*>(numbers.data()), numbers.size_bytes(),
           place * sizeof(double));
}

/// Writes an open chunk to the file.
void RowStore::close(Open& chunk) {
  transfer(::pwrite, file_.get(), reinterpret_cast<const char*>(chunk.cells.data()),
           chunk.cells.size() * sizeof(double), chunk.place * sizeof(double));
  in_file_[chunk.place / chunk.cells.size()] = true;
  spare_ = std::move(chunk.cells);
  open_.erase(open_.begin() + (&chunk - open_.data()));
}

/// The open chunk that begins at this place.
RowStore::Open& RowStore::open(std::size_t place) {
  for (Open& each : open_)
    if (each.place == place) return each;
  constexpr std::size_t most_open = 64;
  if (open_.size() == most_open) close(open_.front());
  Open fresh{place, 0, std::move(spare_)};
  fresh.cells.resize(chunk_ * width_);
  if (in_file_[place / fresh.cells.size()])
    get(place, fresh.cells);
  else
    std::fill(fresh.cells.begin(), fresh.cells.end(), 0.0);
  return open_.emplace_back(std::move(fresh));
}

void RowStore::write(std::size_t first, std::span<const double> rows) {
  while (!rows.empty()) {
    const std::size_t begin = first % chunk_, place = (first - begin) * width_;
    const std::size_t count = std::min(chunk_ - begin, rows.size() / width_);
    Open* chunk = file_.is_open() ? &open(place) : nullptr;
    double* cells = chunk ? chunk->cells.data() : memory_.data() + place;
    for (std::size_t row = 0; row < count; ++row)
      for (std::size_t cell = 0; cell < width_; ++cell)
        cells[cell * chunk_ + begin + row] = rows[row * width_ + cell];
    if (chunk && (chunk->written += count) >= chunk_) close(*chunk);
    rows = rows.subspan(count * width_);
    first += count;
  }
}

void RowStore::read(std::size_t first, std::span<double> rows) const {
  std::vector<double> cells(chunk_ * width_);
  while (!rows.empty()) {
    const std::size_t begin = first % chunk_;
    const std::size_t count = std::min(chunk_ - begin, rows.size() / width_);
    get((first - begin) * width_, cells);
    for (std::size_t row = 0; row < count; ++row)
      for (std::size_t cell = 0; cell < width_; ++cell)
        rows[row * width_ + cell] = cells[cell * chunk_ + begin + row];
    rows = rows.subspan(count * width_);
    first += count;
  }
}

void RowStore::read_cell(std::size_t cell, std::size_t first, std::span<double> numbers) const {
  while (!numbers.empty()) {
    const std::size_t begin = first % chunk_;
    const std::size_t count = std::min(chunk_ - begin, numbers.size());
    get((first - begin) * width_ + cell * chunk_ + begin, numbers.first(count));
    numbers = numbers.subspan(count);
    first += count;
  }
}

}  // namespace channelsim
