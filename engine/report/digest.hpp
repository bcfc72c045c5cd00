#pragma once
// What two runs are compared by: one SHA-256 over bytes, or over all finished rows.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/run/results.hpp"

namespace channelsim {

/// SHA-256 of a stream of bytes [FIPS 180-4]. Throws std::runtime_error if the library refuses.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view bytes);
  /// 64 hexadecimal digits in lower case; call once, at the end.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

std::string sha256(std::string_view bytes);
/// Of what a file holds. Throws std::system_error with its path.
std::string sha256_of_file(const std::filesystem::path& path);

/// The digest of a run, equal on every machine and for any number of threads. Its canonical form is
/// replications.csv with the KPI columns in byte order of their names:
///   strategy,replication,<KPI names, sorted>CR LF
///   <plan name>,<replication from 0>,<number>,<number>…CR LF
/// finished rows only, plans in the order of the scenario, replications ascending, UTF-8, fields
/// quoted as RFC 4180 says, numbers in the shortest decimal form that reads back equal, nothing
/// where a value is not finite. Labels, units and sentences have no part in it.
std::string digest_of(const Results& results);

/// The digest of what the figures of the series were on the way, which `digest_of` leaves out:
/// their names and steps, then the cells of all finished rows as they lie in memory (little
/// endian). Empty without a series.
std::string digest_of_series(const Results& results);

}  // namespace channelsim
