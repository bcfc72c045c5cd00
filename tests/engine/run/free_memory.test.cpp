#include "engine/run/free_memory.hpp"

#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

namespace {
/// A machine with 8 GB available, and a process in the group of that name.
class Machine {
 public:
  explicit Machine(const std::string& group) {
    write("meminfo", "MemTotal: 16000000 kB\nMemAvailable: 8000000 kB\n");
    write("groups", group);
  }
  void write(const std::filesystem::path& name, const std::string& text) const {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name) << text;
  }
  double free() const {
    const auto& path = folder_.path();
    return free_memory(path / "meminfo", path / "groups", path / "mounted").value();
  }

 private:
  TemporaryFolder folder_;
};
}  // namespace

TEST_CASE("free is what the machine has available, and what the limits of groups leave") {
  const Machine machine("0::/a/b\n");
  CHECK(machine.free() == 8e6 * 1024);
  machine.write("mounted/a/b/memory.max", "max\n");
  machine.write("mounted/a/b/memory.current", "5\n");
  CHECK(machine.free() == 8e6 * 1024);
  machine.write("mounted/a/memory.max", "3000\n");
  machine.write("mounted/a/memory.current", "1000\n");
  CHECK(machine.free() == 2000);
}

TEST_CASE("what a group holds of files is free") {
  const Machine machine("5:memory:/a\n");
  machine.write("mounted/memory/a/memory.limit_in_bytes", "3000\n");
  machine.write("mounted/memory/a/memory.usage_in_bytes", "2900\n");
  machine.write("mounted/memory/a/memory.stat",
                "cache 1600\nrss 900\ninactive_file 1100\nactive_file 500\n");
  CHECK(machine.free() == 1700);
}
