// A library to be loaded before all others: makes the n-th call that changes files fail, or kills
// the process there. FAULT_AT counts from 1; FAULT_KIND is `kill` (before the call), `torn` (after
// half of a write), `once` (that call gives EIO) or `full` (from that call on, whatever needs room
// gives ENOSPC). "fault" on standard error tells that the call was reached.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static atomic_int told;

enum need { room, no_room };

static void reached(void) { syscall(SYS_write, 2, "fault\n", 6); }

static void die(void) { kill(getpid(), SIGKILL); }

// Whether the call at hand fails; errno is set then. A torn write may happen halfway first.
static int fails(enum need need, int is_write, int fd, const void* bytes, size_t size,
                 off_t offset) {
  const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
  if (!at || !kind) return 0;
  const long call = atomic_fetch_add(&calls, 1) + 1, wanted = atol(at);
  if (call < wanted) return 0;
  if (!strcmp(kind, "full")) {
    if (need == no_room) return 0;
    if (!atomic_exchange(&told, 1)) reached();
    errno = ENOSPC;
    return 1;
  }
  if (call != wanted) return 0;
  reached();
  if (!strcmp(kind, "once")) {
    errno = EIO;
    return 1;
  }
  if (!strcmp(kind, "torn") && is_write && size > 1) {
    if (offset < 0)
      syscall(SYS_write, fd, bytes, size / 2);
    else
      syscall(SYS_pwrite64, fd, bytes, size / 2, offset);
  }
  die();
  return 1;
}

#define REAL(name)               \
  static __typeof__(&name) real; \
  if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void* bytes, size_t size) {
  REAL(write);
  if (fd > 2 && fails(room, 1, fd, bytes, size, -1)) return -1;
  return real(fd, bytes, size);
}

#define PWRITE(name)                                                                     \
  ssize_t name(int fd, const void* bytes, size_t size, off_t offset) {                   \
    REAL(name);                                                                          \
    return fails(room, 1, fd, bytes, size, offset) ? -1 : real(fd, bytes, size, offset); \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

#define ON_FILE(name)                                    \
  int name(int fd) {                                     \
    REAL(name);                                          \
    return fails(room, 0, fd, 0, 0, -1) ? -1 : real(fd); \
  }
ON_FILE(fsync)
ON_FILE(fdatasync)

#define TRUNCATE(name)                                            \
  int name(int fd, off_t size) {                                  \
    REAL(name);                                                   \
    return fails(no_room, 0, fd, 0, 0, -1) ? -1 : real(fd, size); \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define ON_NAME(name)                                         \
  int name(const char* path) {                                \
    REAL(name);                                               \
    return fails(no_room, 0, -1, 0, 0, -1) ? -1 : real(path); \
  }
ON_NAME(unlink)
ON_NAME(remove)

int rename(const char* from, const char* to) {
  REAL(rename);
  return fails(no_room, 0, -1, 0, 0, -1) ? -1 : real(from, to);
}

int mkdir(const char* path, mode_t mode) {
  REAL(mkdir);
  return fails(room, 0, -1, 0, 0, -1) ? -1 : real(path, mode);
}

#define OPEN(name)                                                  \
  int name(const char* path, int flags, ...) {                      \
    REAL(name);                                                     \
    va_list rest;                                                   \
    va_start(rest, flags);                                          \
    const mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                   \
    if (flags & O_CREAT && fails(room, 0, -1, 0, 0, -1)) return -1; \
    return real(path, flags, mode);                                 \
  }
OPEN(open)
OPEN(open64)
