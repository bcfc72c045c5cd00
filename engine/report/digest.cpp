#include "engine/report/digest.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <numeric>
#include <span>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "engine/base/seeded_defect.hpp"
#include "engine/report/csv.hpp"

namespace channelsim {
namespace {
void expect(int success) {
  if (success != 1) throw std::runtime_error("SHA-256 is not available in the OpenSSL library");
}
}  // namespace

struct Sha256::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(handle); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  expect(EVP_DigestInit_ex(context_->handle, EVP_sha256(), nullptr));
}
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  expect(EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size()));
}

std::string Sha256::hex() {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  expect(EVP_DigestFinal_ex(context_->handle, bytes, &length));
  std::string text;
  for (const unsigned char byte : std::span(bytes, length))
    fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  return text;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.hex();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  Sha256 hash;
  std::vector<char> piece(1 << 16);
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
    hash.update({piece.data(), static_cast<std::size_t>(file.gcount())});
  if (!file.eof()) throw std::system_error(errno, std::generic_category(), path.string());
  return hash.hex();
}

std::string digest_of(const Results& results) {
  std::vector<std::size_t> kpis(results.kpis().size());
  std::iota(kpis.begin(), kpis.end(), std::size_t{0});
  std::sort(kpis.begin(), kpis.end(), [&](std::size_t a, std::size_t b) {
    return results.kpis()[a].name < results.kpis()[b].name;
  });
  Sha256 hash;
  if (seeded("digest_without_a_figure")) kpis.pop_back();
  write_rows(results, kpis, [&](std::string_view line) { hash.update(line); });
  return hash.hex();
}

std::string digest_of_series(const Results& results) {
  const SeriesCells& series = results.series();
  if (series.count() == 0) return "";
  Sha256 hash;
  for (const std::size_t kpi : series.kpis) hash.update(csv_field(results.kpis()[kpi].name) + "\n");
  for (const std::uint32_t step : series.steps) hash.update(fmt::format("{}\n", step));
  RowReader reader(results);
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    for (std::uint32_t replication = 0; replication < results.replications(); ++replication) {
      if (!results.has(plan, replication)) continue;
      const std::span<const double> cells =
          reader.row(plan, replication).subspan(results.kpis().size());
      hash.update({reinterpret_cast<const char*>(cells.data()), cells.size_bytes()});
    }
  return hash.hex();
}

}  // namespace channelsim
