#!/usr/bin/env python3
"""The reference market R1 agrees with its closed form and with an independent implementation.

    r1_agreement.py PROGRAM [REPLICATIONS]

Route: scenario. Sales + lost sales have the mean sum over weeks, regions and segments of
N x rate x season x P, whatever happens to stock; it is computed here from the published parameters
and the tables, not from r1.yaml. All other figures are compared with means and standard errors of
the NumPy implementation (6,000 replications of each plan).

400 replications of each plan, fixed seed. A mean that is off by more than 4.9 of its standard
errors is found: 0.011 % of sales, 0.02 % of the manufacturer's profit, 3 % of lost sales.
"""
import math
import statistics
import sys

from simulation import SCENARIOS, check, finish, mean_and_error, read_table, run

WEEKS, CONSUMERS, SEASON, DEPTH = 156, 2000, 0.3, 0.1
RATE = (0.05, 0.07, 0.09, 0.12)
SENSITIVITY = (0.3, 0.25, 0.2, 0.15)
TASTE = {"retailer": (3.5, 2.9, 2.1, 1.4), "own_store": (3.2, 2.8, 2.2, 1.4), "online": (2.9, 2.9, 2.5, 2.0)}
PRICE = {"base": {"retailer": 14.5, "own_store": 14.0, "online": 13.0},
         "low_wholesale": {"retailer": 13.05, "own_store": 12.6, "online": 11.7},
         "online_push": {"retailer": 14.5, "own_store": 14.0, "online": 11.5}}

FIGURES = ("manufacturer_profit", "channel_profit", "lost_sales", "units_sold[channel=retailer]",
           "units_sold[channel=own_store]", "units_sold[channel=online]")
NUMPY = {
    # strategy: (means, standard errors) of the figures above
    NUMPYDATA
}
ONE_TEST = 4.89  # standard errors, for a comparison with an exact value
# With a peer: 3 standard errors, widened for the number of comparisons made.
WITH_PEER = statistics.NormalDist().inv_cdf(1 - (1 - statistics.NormalDist().cdf(3)) / (len(PRICE) * len(FIGURES)))


def expected_purchases(strategy):
    """Mean purchases wanted over all weeks, by channel."""
    regions = {}
    for member in read_table(SCENARIOS / "benchmark" / "r1_members.csv"):
        if member["channel"] != "distributor":
            regions.setdefault(member["region"], []).append(
                (member["channel"], float(member["site"]), int(member["promotion_shift"])))
    wanted = dict.fromkeys(TASTE, 0.0)
    for week in range(WEEKS):
        season = 1 + SEASON * math.sin(2 * math.pi * week / 52)
        for outlets in regions.values():
            prices = [PRICE[strategy][channel] * (1 - DEPTH if (week + shift) % 13 < 4 else 1)
                      for channel, _, shift in outlets]
            for s, rate in enumerate(RATE):
                weights = [math.exp(TASTE[channel][s] + site - SENSITIVITY[s] * price)
                           for (channel, site, _), price in zip(outlets, prices)]
                buyers = CONSUMERS * rate * season / (1 + sum(weights))
                for (channel, _, _), weight in zip(outlets, weights):
                    wanted[channel] += buyers * weight
    return wanted


def compare(what, values, expected, expected_error, limit):
    mean, error = mean_and_error(values)
    z = (mean - expected) / math.hypot(error, expected_error)
    check(abs(z) < limit, f"{what}: {mean:,.1f} against {expected:,.1f}, z {z:+.2f} (n {len(values)}, limit {limit:.2f})")


def sales_as_expected(incidence, table):
    for strategy, figures in table.items():
        wanted = expected_purchases(strategy)
        for channel, expected in (("", sum(wanted.values())), *((f"[channel={c}]", w) for c, w in wanted.items())):
            values = [sold + lost for sold, lost in zip(figures["units_sold" + channel], figures["lost_sales" + channel])]
            compare(f"{incidence}, {strategy}: wanted{channel}", values, expected, 0, ONE_TEST)


def scenarios_are_twins():
    """r1.yaml and r1_poisson.yaml state the same market, incidence aside."""
    lines = []
    for name in ("r1", "r1_poisson"):
        text = (SCENARIOS / "benchmark" / f"{name}.yaml").read_text(encoding="utf-8")
        lines.append([line for line in text.splitlines() if not line.startswith(("#", "title:"))])
    different = [pair for pair in zip(*lines) if pair[0] != pair[1]]
    check(different == [("  incidence: bernoulli", "  incidence: poisson")] and len(lines[0]) == len(lines[1]),
          "r1.yaml and r1_poisson.yaml differ in demand.incidence only")


def main():
    scenarios_are_twins()
    program = sys.argv[1]
    replications = sys.argv[2] if len(sys.argv) > 2 else 400
    bernoulli = run(program, SCENARIOS / "benchmark" / "r1.yaml", "-n", replications)
    sales_as_expected("bernoulli", bernoulli)
    sales_as_expected("poisson", run(program, SCENARIOS / "benchmark" / "r1_poisson.yaml", "-n", replications))
    for strategy, (means, errors) in NUMPY.items():
        for figure, mean, error in zip(FIGURES, means, errors):
            compare(f"bernoulli with NumPy, {strategy}: {figure}", bernoulli[strategy][figure], mean, error, WITH_PEER)
    finish()


main()
