#include "engine/world/ledger.hpp"

#include "tests/support/catch.hpp"

namespace channelsim {

namespace {
enum class Reason { goods, rent, count };
Money<double> money(double amount) { return {amount}; }
}  // namespace

TEST_CASE("what one party pays another receives, and each knows what for") {
  Ledger<double, Reason> ledger(3);
  ledger.post(0, 1, Reason::goods, money(70));
  ledger.post(1, 2, Reason::rent, money(30));
  ledger.post(1, 0, Reason::goods, money(10));  // some came back
  CHECK(ledger.on(0, Reason::goods).value == -60);
  CHECK(ledger.on(1, Reason::goods).value == 60);
  CHECK(ledger.on(1, Reason::rent).value == -30);
  CHECK(ledger.balance(1).value == 30);
  CHECK(ledger.balance(0).value + ledger.balance(1).value + ledger.balance(2).value == 0);
  CHECK(ledger.imbalance() == 0);
}

}  // namespace channelsim
