"""scenarios/accounts.yaml reproduces the table it reads. Route: scenario.

For every account with at least 52 weeks of data, sales at today's list price lie within 5 % of the
mean volume. That shows the plumbing, not foresight. And for all accounts together a price 1 % lower
sells 2.4 % more. 50 replications, fixed seed: an account's mean has a standard error below 0.05 %.
"""

import math
import statistics
import unittest

from program import ROOT, SCENARIOS, ProgramTest, read_table

WEEKS = 104
PUBLIC = ROOT.parent / "shared" / "data"


class Accounts(ProgramTest):
    def check_table(self, folder):
        one_percent_off = ("length=8", "every=8", "price_cut=0.01")
        columns = self.run_program(
            SCENARIOS / "accounts.yaml", "--data", folder, "-n", 50, "--strategy", "list_price,little_and_often",
            *(part for change in one_percent_off for part in ("--set", "promotions.little_and_often." + change))).columns()
        accounts = [a for a in read_table(folder / "accounts.csv") if int(a["weeks"]) >= 52]
        self.assertGreater(len(accounts), 0)
        for account in accounts:
            sold = statistics.fmean(columns["list_price", f"units_sold[member={account['account']}]"]) / WEEKS
            self.assertAlmostEqual(sold / float(account["volume"]), 1, delta=0.05, msg=account["account"])
        units = [statistics.fmean(columns[plan, "units_sold"]) for plan in ("list_price", "little_and_often")]
        self.assertAlmostEqual(math.log(units[1] / units[0]) / math.log(0.99), -2.4, delta=0.03)

    def test_accounts_sell_what_the_projects_table_says(self):
        self.check_table(SCENARIOS)

    @unittest.skipUnless((PUBLIC / "accounts.csv").exists(), "the public table is not there")
    def test_accounts_sell_what_the_public_table_says(self):
        self.check_table(PUBLIC)


unittest.main(verbosity=2)
