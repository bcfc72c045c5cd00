// A library to be loaded before all others: writes to the file SYNC_LOG which files were synced and
// which were renamed, in order.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL(name)               \
  static __typeof__(&name) real; \
  if (!real) real = dlsym(RTLD_NEXT, #name)

static void note(const char* what, const char* name) {
  const char* path = getenv("SYNC_LOG");
  if (!path) return;
  const int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  char line[8192];
  const int size = snprintf(line, sizeof line, "%s %s\n", what, name);
  if (log < 0 || write(log, line, (size_t)size) != size) abort();
  close(log);
}

static void note_file(const char* what, int fd) {
  char link[64], name[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t size = readlink(link, name, sizeof name - 1);
  name[size < 0 ? 0 : size] = 0;
  note(what, name);
}

int fsync(int fd) {
  REAL(fsync);
  note_file("sync", fd);
  return real(fd);
}

int fdatasync(int fd) {
  REAL(fdatasync);
  note_file("sync", fd);
  return real(fd);
}

int rename(const char* from, const char* to) {
  REAL(rename);
  note("rename", from);
  return real(from, to);
}
