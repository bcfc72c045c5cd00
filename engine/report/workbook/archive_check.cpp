#include "engine/report/workbook/archive_check.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace channelsim {

namespace {

/// Little-endian numbers at a place of an archive; what reaches beyond its end ends the check.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

  std::size_t number(std::size_t at, std::size_t size) const {
    std::size_t value = 0;
    for (const std::string_view all = part(at, size); size-- > 0;)
      value = value << 8 | static_cast<unsigned char>(all[size]);
    return value;
  }
  std::string_view part(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at)
      throw std::runtime_error("it ends too early");
    return bytes_.substr(at, size);
  }

 private:
  std::string_view bytes_;
};

std::string unpacked(std::string_view packed, std::size_t size) {
  std::string text(size, '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(size);
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::runtime_error("it can't be unpacked");
  const int end = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (end != Z_STREAM_END || stream.total_out != size)
    throw std::runtime_error("a part can't be unpacked");
  return text;
}

/// Whether the text ends with the end of the element that it begins with, its declaration aside.
bool is_whole_xml(std::string_view text) {
  const std::size_t begin = text.find("?>");
  const std::size_t open = begin == std::string_view::npos ? begin : text.find('<', begin);
  if (open == std::string_view::npos) return false;
  const std::string_view name = text.substr(open + 1, text.find_first_of(" />", open) - open - 1);
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text.ends_with(fmt::format("</{}>", name)) ||
         (text.ends_with("/>") && text.rfind('<') == open);
}

/// One entry of the list at the end of an archive [PKWARE APPNOTE 6.3, 4.3.12]; returns its size.
std::size_t check_entry(const Bytes& archive, std::size_t at) {
  if (archive.number(at, 4) != 0x02014b50) throw std::runtime_error("its list is broken");
  const std::size_t method = archive.number(at + 10, 2), checksum = archive.number(at + 16, 4),
                    packed = archive.number(at + 20, 4), size = archive.number(at + 24, 4),
                    name = archive.number(at + 28, 2), local = archive.number(at + 42, 4);
  const std::size_t data =
      local + 30 + archive.number(local + 26, 2) + archive.number(local + 28, 2);
  const std::string_view stored = archive.part(data, packed);
  const std::string text = method == 0 ? std::string(stored) : unpacked(stored, size);
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(text.data()), uInt(text.size()));
  if (sum != checksum || !is_whole_xml(text))
    throw std::runtime_error(
        fmt::format("{} is not whole; is the disk full?", archive.part(at + 46, name)));
  return 46 + name + archive.number(at + 30, 2) + archive.number(at + 32, 2);
}

}  // namespace

void require_whole_parts(const std::filesystem::path& path) {
  try {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::size_t end = text.rfind("PK\5\6");
    if (!file || end == std::string::npos) throw std::runtime_error("it is no archive");
    const Bytes archive(text);
    archive.part(end, 22);
    std::size_t at = archive.number(end + 16, 4);
    for (std::size_t left = archive.number(end + 10, 2); left > 0; --left)
      at += check_entry(archive, at);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(fmt::format("cannot write {}: {}", path.string(), error.what()));
  }
}

}  // namespace channelsim
