#include "tools/channelsim/heap.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace channelsim {

void take_memory_in_large_pieces() {
  constexpr int megabyte = 1 << 20, huge_page = 2 * megabyte;
  // What a block of replications or a table frees is wanted again by the next: given back, each of
  // its pages would cost a fault once more.
  mallopt(M_MMAP_THRESHOLD, 32 * megabyte);
  mallopt(M_TRIM_THRESHOLD, -1);
  // Addresses only: a page takes memory when it is written to. Where so many are refused, the heap
  // grows as it would have.
  const auto end_of_heap = [] { return reinterpret_cast<std::uintptr_t>(sbrk(0)); };
  const std::uintptr_t before = end_of_heap();
  mallopt(M_TOP_PAD, 1024 * megabyte);
  void* volatile grown = std::malloc(megabyte);  // volatile: compilers leave out such pairs
  std::free(grown);
  mallopt(M_TOP_PAD, 4 * megabyte);
  const std::uintptr_t begin = (before + huge_page - 1) / huge_page * huge_page,
                       end = end_of_heap();
  if (begin < end)  // refused by systems without huge pages
    madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

}  // namespace channelsim
