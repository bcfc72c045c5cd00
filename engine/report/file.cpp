#include "engine/report/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "engine/base/seeded_defect.hpp"

namespace channelsim {
namespace {
constexpr std::size_t buffer_size = 1 << 16;

[[noreturn]] void fail_at(const std::filesystem::path& path, const char* action) {
  throw std::system_error(errno, std::generic_category(),
                          fmt::format("cannot {} {}", action, path.string()));
}

/// The bytes reach the disk before the name does, or a power cut could leave an empty file.
void sync_and_rename(const Descriptor& file, const std::filesystem::path& path) {
  const std::filesystem::path partial = partial_name(path);
  if (!seeded("file_not_synced") && ::fsync(file.get()) != 0 && errno != EINVAL)
    fail_at(partial, "write");
  if (::rename(partial.c_str(), path.c_str()) != 0) fail_at(partial, "rename to its final name");
}
}  // namespace

std::filesystem::path partial_name(std::filesystem::path path) {
  return path += seeded("written_in_place") ? "" : ".partial";
}

void publish(const std::filesystem::path& path) {
  const Descriptor file(::open(partial_name(path).c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) fail_at(partial_name(path), "open");
  sync_and_rename(file, path);
}

OutputFile::OutputFile(std::filesystem::path path)
    : path_(std::move(path)),
      partial_(partial_name(path_)),
      file_(::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (!file_.is_open()) fail("create");
}

OutputFile::~OutputFile() {
  if (file_.is_open()) ::unlink(partial_.c_str());
}

void OutputFile::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= buffer_size) flush();
}

void OutputFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(file_.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void OutputFile::commit() {
  flush();
  sync_and_rename(file_, path_);
  if (!file_.close()) fail("write");
}

void OutputFile::fail(const char* action) const { fail_at(partial_, action); }

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  OutputFile file(path);
  file.write(bytes);
  file.commit();
}

}  // namespace channelsim
