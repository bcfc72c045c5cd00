#include "engine/report/workbook/parts_in_memory.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <string>

namespace channelsim {

namespace {

std::atomic<std::uint64_t> kept = 0, lost = 0;

/// The bytes of a stream and the place where it reads and writes.
struct Part {
  std::string bytes;
  std::size_t at = 0;
};

Part& part_of(void* cookie) { return *static_cast<Part*>(cookie); }

ssize_t read_part(void* cookie, char* to, std::size_t size) {
  Part& part = part_of(cookie);
  const std::size_t count =
      std::min(size, part.bytes.size() - std::min(part.at, part.bytes.size()));
  std::memcpy(to, part.bytes.data() + part.at, count);
  part.at += count;
  return static_cast<ssize_t>(count);
}

ssize_t write_part(void* cookie, const char* from, std::size_t size) try {
  Part& part = part_of(cookie);
  part.bytes.resize(std::max(part.bytes.size(), part.at + size));
  part.bytes.replace(part.at, size, from, size);
  part.at += size;
  return static_cast<ssize_t>(size);
} catch (const std::bad_alloc&) {
  ++lost;
  return 0;
}

int seek_part(void* cookie, off64_t* offset, int from) {
  Part& part = part_of(cookie);
  const off64_t start = from == SEEK_SET   ? 0
                        : from == SEEK_CUR ? static_cast<off64_t>(part.at)
                                           : static_cast<off64_t>(part.bytes.size());
  if (start + *offset < 0) return errno = EINVAL, -1;
  *offset += start;
  part.at = static_cast<std::size_t>(*offset);
  return 0;
}

int close_part(void* cookie) {
  delete &part_of(cookie);
  return 0;
}

}  // namespace

PartsInMemory parts_in_memory() { return {kept, lost}; }

}  // namespace channelsim

/// Stands before the library's own function of this name [xlsxwriter/utility.h].
extern "C" FILE* lxw_tmpfile(char*) {
  using namespace channelsim;
  Part* part = new (std::nothrow) Part;
  if (!part) return nullptr;
  ++kept;
  return fopencookie(part, "w+", {read_part, write_part, seek_part, close_part});
}
