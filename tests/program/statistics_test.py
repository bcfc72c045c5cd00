#!/usr/bin/env python3
"""Every figure of results.json recomputed from replications.csv by other means: sums without
rounding, Student's t by integrating its density, quantiles and tails by their definitions."""

import csv
import functools
import hashlib
import io
import json
import math
import unittest

from program import ProgramTest, market


@functools.cache
def student_quantile(p, degrees):
    """The t with P(T <= t) = p > 1/2. With t = sqrt(degrees) tan(angle) the density is a power of
    the cosine; Simpson's rule, then bisection."""
    log_factor = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - math.log(math.pi) / 2

    def density(angle):
        return math.exp(log_factor + (degrees - 1) * math.log(math.cos(angle)))

    def probability(angle, panels=400):
        step = angle / panels
        inner = sum((4 if i % 2 else 2) * density(i * step) for i in range(1, panels))
        return 0.5 + step / 3 * (density(0) + inner + density(angle))

    low, high = 0.0, math.atan(700 / math.sqrt(degrees))
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if probability(middle) < p else (low, middle)
    return math.sqrt(degrees) * math.tan(low)


def mean(values):
    return math.fsum(values) / len(values)


def deviation(values):
    centre = mean(values)
    return math.sqrt(math.fsum((x - centre) ** 2 for x in values) / (len(values) - 1))


def half_width(values, confidence=0.95):
    return student_quantile(0.5 + confidence / 2, len(values) - 1) * deviation(values) / math.sqrt(len(values))


def quantile(values, p):
    """Type 7 of Hyndman & Fan 1996."""
    ordered = sorted(values)
    position = (len(ordered) - 1) * p
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def tail_mean(values, share, goal):
    """Conditional value at risk [Rockafellar & Uryasev 2002]: the mean of the worst share, the
    observation at its border counted in part."""
    worst_first = sorted(values, reverse=goal == "lower")
    left, sum_ = share * len(values), []
    for value in worst_first:
        weight = min(1.0, left)
        if weight <= 0:
            break
        sum_.append(weight * value)
        left -= weight
    return math.fsum(sum_) / (share * len(values))


def correlation(x, y):
    mean_x, mean_y = mean(x), mean(y)
    xx, yy = math.fsum((a - mean_x) ** 2 for a in x), math.fsum((b - mean_y) ** 2 for b in y)
    if min(x) == max(x) or min(y) == max(y):
        return None
    return math.fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / math.sqrt(xx * yy)


class StatisticsAreRight(ProgramTest):
    def setUp(self):
        super().setUp()
        self.run_ = self.run_program(market(), "-n", 333)  # 5 % of it is no whole number
        self.columns = self.run_.columns()
        self.goals = {kpi["name"]: kpi["goal"] for kpi in self.run_.results["kpis"]}

    def assert_close(self, reported, expected, values, what):
        if expected is None or reported is None:
            self.assertEqual(reported, expected, what)
            return
        scale = max(map(abs, values))
        self.assertLessEqual(abs(reported - expected), 1e-9 * max(abs(expected), 1e-3 * scale), f"{what}: {reported}, not {expected}")

    def test_the_quantile_of_student(self):
        """The yardstick itself [tables of Abramowitz & Stegun 1964, 26.10]."""
        for p, degrees, expected in [(0.975, 1, 12.706), (0.975, 9, 2.262), (0.975, 120, 1.980), (0.995, 4, 4.604)]:
            self.assertAlmostEqual(student_quantile(p, degrees), expected, delta=5e-4)

    def test_summaries(self):
        for plan in self.run_.results["strategies"]:
            for kpi, reported in plan["kpis"].items():
                x, goal = self.columns[plan["name"], kpi], self.goals[kpi]
                expected = {"mean": mean(x), "half_width": half_width(x), "sd": deviation(x), "p5": quantile(x, 0.05),
                            "p10": quantile(x, 0.1), "p50": quantile(x, 0.5), "p90": quantile(x, 0.9),
                            "p95": quantile(x, 0.95), "cvar5": None if goal == "watch" else tail_mean(x, 0.05, goal)}
                self.assertEqual(set(reported), set(expected))
                for figure, value in expected.items():
                    self.assert_close(reported[figure], value, x, f"{plan['name']} {kpi} {figure}")

    def test_comparisons(self):
        comparisons = self.run_.results["comparisons"]
        self.assertEqual(len(comparisons), 3 * len(self.goals))
        for each in comparisons:
            kpi, goal = each["kpi"], self.goals[each["kpi"]]
            base, plan = self.columns[each["baseline"], kpi], self.columns[each["candidate"], kpi]
            difference = [b - a for a, b in zip(base, plan)]
            half = half_width(difference)
            gain = mean(difference) * (-1 if goal == "lower" else 1)
            verdict = None if goal == "watch" else "better" if gain > half else "worse" if -gain > half else "undecided"
            what = f"{each['candidate']} {kpi}"
            self.assert_close(each["difference"]["mean"], mean(difference), base, what)
            self.assert_close(each["difference"]["half_width"], half, base, what)
            self.assert_close(each["correlation"], correlation(base, plan), [1], what)
            self.assertEqual(each["verdict"], verdict, what)

    def test_the_recommendation(self):
        """The best plan, if all paired intervals at once (Bonferroni) lie above zero."""
        decision = self.run_.results["decision"]
        plans = [plan["name"] for plan in self.run_.results["strategies"]]
        columns = {plan: self.columns[plan, decision["objective"]] for plan in plans}
        best = max(plans, key=lambda plan: mean(columns[plan]))
        clear = True
        for rival in plans:
            if rival != best:
                lead = [a - b for a, b in zip(columns[best], columns[rival])]
                clear &= mean(lead) - half_width(lead, 1 - 0.05 / (len(plans) - 1)) > 0
        self.assertEqual(decision["recommended"], best if clear else None)
        confidence = decision["confidence_best_mean"]
        self.assertEqual(list(confidence), plans)
        self.assertAlmostEqual(sum(confidence.values()), 1, delta=1e-9)
        self.assertTrue(all(0 < share < 1 for share in confidence.values()))

    def test_one_replication_has_no_intervals(self):
        run = self.run_program(market(), "-n", 1)
        for plan in run.results["strategies"]:
            for kpi, reported in plan["kpis"].items():
                self.assertIsNone(reported["half_width"], kpi)
                self.assertIsNone(reported["sd"], kpi)
                self.assertEqual(reported["mean"], run.columns()[plan["name"], kpi][0])
        self.assertIsNone(run.results["decision"]["recommended"])

    def test_the_digest(self):
        """SHA-256 of the rows with the figures in byte order of their names."""
        order = [0, 1] + sorted(range(2, len(self.run_.header)), key=lambda i: self.run_.header[i].encode())
        canonical = io.StringIO(newline="")
        writer = csv.writer(canonical, lineterminator="\r\n")
        for row in [self.run_.header, *self.run_.rows]:
            writer.writerow([row[i] for i in order])
        self.assertEqual(hashlib.sha256(canonical.getvalue().encode()).hexdigest(), self.run_.digest)

    def test_the_manifest_vouches_for_the_files(self):
        for entry in json.loads(self.run_.text("manifest.json"))["outputs"]:
            data = (self.run_.folder / entry["path"]).read_bytes()
            self.assertEqual(hashlib.sha256(data).hexdigest(), entry["sha256"], entry["path"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
