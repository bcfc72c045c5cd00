"""The reference market R1 agrees with its closed form and with an independent implementation.

Route: scenario. Sales + lost sales have the mean sum over weeks, regions and segments of
N x rate x season x P, whatever happens to stock; it is computed here from the published parameters
and the tables, not from r1.yaml. All other figures are compared with means and standard errors of
the NumPy implementation (6,000 replications of each plan).

400 replications of each plan, fixed seed. Limits: 4.89 standard errors against the closed form, 3
against NumPy, widened for 18 comparisons. The smallest shifts found are 0.02 % of purchases, 0.02 %
of the manufacturer's profit and 2.2 % of lost sales.
"""

import math
import statistics
import unittest

from program import SCENARIOS, ProgramTest, read_table

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
    "base": ((6920042.784, 11332544.350, 534.100, 874999.324, 178594.896, 666868.639),
             (80.699, 139.764, 0.763, 11.844, 5.375, 10.426)),
    "low_wholesale": ((5523874.339, 9585271.371, 698.135, 923950.602, 186625.285, 681808.401),
             (64.900, 120.447, 0.849, 12.296, 5.521, 10.401)),
    "online_push": ((7144845.418, 10284558.707, 799.292, 791419.265, 161157.022, 800349.619),
             (80.934, 130.062, 0.790, 11.310, 5.141, 11.216)),
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


class ReferenceMarket(ProgramTest):
    def run_market(self, name, *options):
        return self.run_program(SCENARIOS / "benchmark" / f"{name}.yaml", *(options or ("-n", 400))).columns()

    def compare(self, what, values, expected, expected_error, limit):
        mean, error = statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values))
        z = (mean - expected) / math.hypot(error, expected_error)
        self.assertLess(abs(z), limit, f"{what}: {mean:,.1f} against {expected:,.1f}, z {z:+.2f}")

    def compare_purchases(self, columns, strategies=tuple(PRICE)):
        for strategy in strategies:
            wanted = expected_purchases(strategy)
            for channel, expected in (("", sum(wanted.values())), *((f"[channel={c}]", w) for c, w in wanted.items())):
                pieces = [columns[strategy, figure + channel] for figure in ("units_sold", "lost_sales")]
                values = [sold + lost for sold, lost in zip(*pieces)]
                self.compare(f"{strategy}: wanted{channel}", values, expected, 0, ONE_TEST)

    def test_bernoulli_purchases_have_their_closed_form_and_all_figures_are_numpys(self):
        columns = self.run_market("r1")
        self.compare_purchases(columns)
        for strategy, (means, errors) in NUMPY.items():
            for figure, mean, error in zip(FIGURES, means, errors):
                self.compare(f"{strategy}: {figure}", columns[strategy, figure], mean, error, WITH_PEER)

    def test_persons_have_the_same_closed_form_and_the_same_figures(self):
        # 32 replications of one plan: shifts of 0.06 % of purchases and 7 % of lost sales are found.
        columns = self.run_market("r1_persons", "--strategy", "base", "-n", 32)
        self.compare_purchases(columns, ("base",))
        for figure, mean, error in zip(FIGURES, *NUMPY["base"]):
            self.compare(f"persons: {figure}", columns["base", figure], mean, error, WITH_PEER)

    def test_poisson_purchases_have_the_same_mean(self):
        self.compare_purchases(self.run_market("r1_poisson"))

    def test_the_two_scenarios_differ_in_incidence_only(self):
        lines = []
        for name in ("r1", "r1_poisson"):
            text = (SCENARIOS / "benchmark" / f"{name}.yaml").read_text(encoding="utf-8")
            lines.append([line for line in text.splitlines() if not line.startswith(("#", "title:"))])
        self.assertEqual([pair for pair in zip(*lines, strict=True) if pair[0] != pair[1]],
                         [("  incidence: bernoulli", "  incidence: poisson")])


unittest.main(verbosity=2)
