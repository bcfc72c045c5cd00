#include "engine/report/digest.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/results.hpp"

using namespace channelsim;

namespace {
Results two_columns(bool swapped) {
  const Kpi gain{"gain", "", Goal::raise, ""}, cost{"cost", "CNY", Goal::lower, ""};
  Results results({{"a", "A"}, {"b", "B"}},
                  swapped ? std::vector{cost, gain} : std::vector{gain, cost}, 2);
  fill(results, 2, [&](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    return (kpi == (swapped ? 1 : 0) ? 1.5 : -2.5) + plan + 10 * replication;
  });
  return results;
}
}  // namespace

TEST_CASE("SHA-256 gives the published digests") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("the digest is that of its written canonical form") {
  CHECK(digest_of(two_columns(false)) == sha256("strategy,replication,cost,gain\r\n"
                                                "a,0,-2.5,1.5\r\n"
                                                "a,1,7.5,11.5\r\n"
                                                "b,0,-1.5,2.5\r\n"
                                                "b,1,8.5,12.5\r\n"));
}

TEST_CASE("the order in which KPIs are declared leaves the digest, a last bit changes it") {
  CHECK(digest_of(two_columns(true)) == digest_of(two_columns(false)));
  Results changed = two_columns(false);
  changed.store({1, 1, 1}, std::vector{12.500000000000002, 8.5});
  CHECK(digest_of(changed) != digest_of(two_columns(false)));
}
