#pragma once
// A file that is there whole or not at all.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/descriptor.hpp"

namespace channelsim {

/// Takes the next bytes of a stream: a file, a digest, a string.
using Sink = std::function<void(std::string_view)>;

/// NAME.partial: what a file is called until it is whole.
std::filesystem::path partial_name(std::filesystem::path path);

/// Waits until the bytes of NAME.partial are on the disk, and gives them their name. Throws
/// std::system_error with the path.
void publish(const std::filesystem::path& path);

/// Writes NAME.partial and renames it to NAME on `commit`; without it the partial file is removed.
/// A reader of NAME sees the old file or the whole new one, also after a power cut. Every failure
/// (a full disk first of all) throws std::system_error with the path.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path);
  ~OutputFile();

  void write(std::string_view bytes);
  void commit();

 private:
  void flush();
  [[noreturn]] void fail(const char* action) const;

  std::filesystem::path path_, partial_;
  std::string buffer_;
  Descriptor file_;
};

/// Writes a file in one go.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace channelsim
