#!/usr/bin/env python3
"""scenarios/accounts.yaml reproduces the table it reads.

    accounts_agreement.py PROGRAM [FOLDER]

Route: scenario. FOLDER holds an accounts.csv to use instead of the project's own; exit code 77 says
that it does not exist. Checked for every account with at least 52 weeks of data: sales at today's
list price lie within 5 % of the mean volume. That shows the plumbing, not foresight. And for all
accounts together: a price 1 % lower sells 2.4 % more.

50 replications, fixed seed; an account's mean has a standard error below 0.05 %.
"""
import math
import pathlib
import statistics
import sys

from simulation import SCENARIOS, SKIPPED, check, finish, read_table, run

WEEKS = 104


def main():
    program = sys.argv[1]
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else SCENARIOS
    if not (folder / "accounts.csv").exists():
        print(f"skipped: there is no {folder / 'accounts.csv'}")
        sys.exit(SKIPPED)
    one_percent_off = ("length=8", "every=8", "price_cut=0.01")
    table = run(program, SCENARIOS / "accounts.yaml", "--data", folder, "-n", 50, "--strategy",
                "list_price,little_and_often",
                *(part for change in one_percent_off for part in ("--set", "promotions.little_and_often." + change)))

    accounts = [a for a in read_table(folder / "accounts.csv") if int(a["weeks"]) >= 52]
    error = {}
    for account in accounts:
        sold = statistics.fmean(table["list_price"][f"units_sold[member={account['account']}]"]) / WEEKS
        error[account["account"]] = sold / float(account["volume"]) - 1
    worst = max(error, key=lambda name: abs(error[name]))
    check(len(accounts) > 0 and abs(error[worst]) < 0.05,
          f"{len(accounts)} accounts sell their mean volume; the worst, {worst}, is off by {error[worst]:+.3%} (limit 5 %)")

    units = [statistics.fmean(table[plan]["units_sold"]) for plan in ("list_price", "little_and_often")]
    elasticity = math.log(units[1] / units[0]) / math.log(0.99)
    check(abs(elasticity + 2.4) < 0.03, f"elasticity {elasticity:.3f}, meant to be -2.4 (limit 0.03)")
    finish()


main()
