"""tools/benchmark measures what it says, and its workloads answer as their peers do.

Route: scenario, against independent programs. R2: 8,000,000 replications of tools/benchmarking's plain
C++; 20,000 here see a shift of the cost of a period by 0.17 %. R3: 576 runs of r3.py with Numba on
6 networks; 32 here see a shift of adopters by 1 % after 25 weeks and by 0.4 % after 50. R1 person by
person stands in r1_test.py. Limits: 4.89 standard errors of both, fixed seeds.
"""

import json
import math
import statistics
import subprocess
import sys
import unittest

import yaml

from program import PROGRAM, ROOT, SCENARIOS, ProgramTest, read_table

sys.path.insert(0, str(ROOT / "tools"))
from benchmarking import growth, make_tables, statistics_of, tables, workloads  # noqa: E402

BENCHMARK = SCENARIOS / "benchmark"
R2_COST = statistics_of.Estimate(47.702642, 0.00077, 8_000_000)
R3_ADOPTERS = {25: statistics_of.Estimate(25443.7, 16.0, 576), 50: statistics_of.Estimate(83659.8, 14.4, 576),
               100: statistics_of.Estimate(99940.7, 0.9, 576)}
LIMIT = 4.89


class Workloads(ProgramTest):
    def assert_agree(self, what, ours, theirs):
        z = statistics_of.deviation(ours, theirs)
        self.assertLess(abs(z), LIMIT, f"{what}: {ours.mean:,.4f} +- {ours.error:,.4f} against {theirs.mean:,.4f}, z {z:+.2f}")

    def test_a_period_of_the_supply_chain_costs_what_the_reference_says(self):
        run = self.run_program(BENCHMARK / "r2.yaml", "-n", 20000)
        cost = workloads.r2_ours(run.folder)["cost of a period"]
        self.assertLess(LIMIT * cost.error, 0.0017 * cost.mean)
        self.assert_agree("cost of a period", cost, R2_COST)

    def test_the_demand_of_the_supply_chain_is_normal(self):
        columns = self.run_program(BENCHMARK / "r2.yaml", "-n", 20000, "--set", "horizon=1", "--set", "figures=[]").columns()
        wanted = columns["as_is", "units_sold"]
        self.assertEqual(set(columns["as_is", "lost_sales"]), {0.0})
        mean, deviation, n = statistics.fmean(wanted), statistics.stdev(wanted), len(wanted)
        self.assertLess(abs(mean - 5), LIMIT / math.sqrt(n))
        self.assertLess(abs(deviation - 1), LIMIT / math.sqrt(2 * n))
        skewness = statistics.fmean((each - mean)**3 for each in wanted) / deviation**3
        kurtosis = statistics.fmean((each - mean)**4 for each in wanted) / deviation**4
        self.assertLess(abs(skewness), LIMIT * math.sqrt(6 / n))
        self.assertLess(abs(kurtosis - 3), LIMIT * math.sqrt(24 / n))

    def test_word_of_mouth_spreads_as_in_the_reference(self):
        run = self.run_program(BENCHMARK / "r3.yaml", "-n", 32)
        for week, answer in zip(workloads.MARKS, workloads.r3_ours(run.folder).values()):
            self.assert_agree(f"adopters after {week} weeks", answer, R3_ADOPTERS[week])

    def test_the_market_of_other_shapes_sells_the_same_counted_and_person_by_person(self):
        # A tenth of the consumers; 6 figures, 64 replications against 32.
        fewer = [setting for name, size in zip(make_tables.REGIONS, (3000, 2600, 2400, 2200, 2000, 2000, 1800))
                 for setting in ("--set", f"regions.{name}.consumers={size}")]
        options = ("--strategy", "base", "--set", "horizon=12", "--set", "figures=[]", *fewer)
        counted = self.run_program(BENCHMARK / "other.yaml", "-n", 64, *options).columns()
        persons = self.run_program(BENCHMARK / "other.yaml", "-n", 32, *options, "--set", "consumers.resolution=persons").columns()
        figures = ["lost_sales", "manufacturer_profit", "partner_profit", *(f"units_sold[channel={c}]" for c in make_tables.OUTLETS)]
        for figure in figures:
            self.assert_agree(figure, statistics_of.estimate(persons["base", figure]), statistics_of.estimate(counted["base", figure]))

    def test_prices_in_the_market_of_other_shapes_follow_stock(self):
        # Who means to have a tenth more stock has too little, and asks for up to 0.4 x 0.1 / 1.1 more; at most 5 % above base.
        usual, more = (self.run_program(BENCHMARK / "other.yaml", "-n", 16, "--strategy", "base", "--set", "figures=[]", "--set",
                                        f"channels.web.pricing.target_cover={cover}").columns() for cover in (3, 3.3))
        for channel, least, most in (("web", 1.025, 1.037), ("supermarket", 0.999, 1.001), ("corner_shop", 0.999, 1.001)):
            figure = "base", f"average_price[channel={channel}]"
            ratio = statistics.fmean(more[figure]) / statistics.fmean(usual[figure])
            self.assertTrue(least < ratio < most, f"{channel}: {ratio}")

    def test_the_market_of_other_shapes_has_the_size_it_says(self):
        rows = read_table(BENCHMARK / "other_members.csv")
        self.assertEqual(rows, [{key: str(value) for key, value in row.items()} for row in make_tables.other_members()])
        outlets = [row for row in rows if row["channel"] in make_tables.OUTLETS]
        self.assertEqual(len(outlets), workloads.WORKLOADS["other"].outlets)
        for region in make_tables.REGIONS:
            self.assertEqual(sum(row["region"] == region for row in outlets), 23)
        for name in ("other", "r1_poisson"):
            resolved = self.run_program(BENCHMARK / f"{name}.yaml", "-n", 1).folder / "scenario.resolved.yaml"
            market = yaml.safe_load(resolved.read_text(encoding="utf-8"))
            self.assertEqual(len(market["products"]) * len(market["segments"]), workloads.WORKLOADS[name].choices)


class Tool(ProgramTest):
    def benchmark(self, *options):
        finished = subprocess.run([sys.executable, "-B", ROOT / "tools" / "benchmark", "--program", PROGRAM, *map(str, options)],
                                  capture_output=True, text=True)
        self.assertEqual(finished.returncode, 0, finished.stderr)
        return finished

    def test_a_quick_run_tells_all_it_should_and_its_figures_fit_together(self):
        names = ["r1_poisson", "r2", "other"]
        sections = ["phases", "scaling", "fixed_costs", "growth", "memory"]
        page = self.folder / "performance.md"
        told = json.loads(self.benchmark("--quick", "--only", ",".join(names + sections), "--json", "--markdown", page).stdout)
        self.assertEqual(list(told["workloads"]), names)
        self.assertTrue(told["agreement"]["agrees"])
        for name, workload in told["workloads"].items():
            mine = workload["rates"]["channelsim"]
            for row in workload["rates"].values():
                self.assertTrue(0 < row["per_second"]["min"] <= row["per_second"]["median"] <= row["per_second"]["max"])
            for peer, ratio in workload["ratios"].items():  # of one round
                self.assertAlmostEqual(ratio["median"], mine["per_second"]["median"] / workload["rates"][peer]["per_second"]["median"])
            for target in workload["targets"]:
                self.assertEqual(target["met"], None if target["ratio"] is None else target["ratio"] >= target["at_least"])
            wanted = workloads.WORKLOADS[name]
            self.assertEqual(set(wanted.peers), (set(workload["rates"]) - {"channelsim"}) | (set(wanted.peers) & set(told["skipped"])))
            self.assertLessEqual({"simulation", "analysis", "files", "reading and start-up"}, set(workload["stages"]))
            phases = told["phases"][name]["phases"]
            self.assertAlmostEqual(sum(phase["share"] for phase in phases), 1)
            self.assertLessEqual({"opening", "demand", "replenishment", "settlement", "observation", "figures"},
                                 {phase["phase"] for phase in phases})
        self.assertEqual(set(told["scaling"]), {"r1_poisson", "other"})
        self.assertEqual(set(told["fixed_costs"]), {"start-up", "validate", "what-if"})
        self.assertEqual(set(told["growth"]), {"outlets", "weeks", "replications", "plans"})
        for what, grown in told["growth"].items():
            self.assertEqual(len(grown["rows"]), 2)
            self.assertTrue(all(row["outlet_weeks_per_second"] > 0 for row in grown["rows"]), what)
        self.assertEqual([row["replications"] for row in told["memory"]["rows"]], [16, 32])
        text = page.read_text(encoding="utf-8")
        for table in tables.all_tables(told):
            self.assertIn(f"### {table.title}\n", text)
            self.assertEqual({len(row) for row in table.rows}, {len(table.heading)}, table.title)
        for reason in told["skipped"].values():
            self.assertIn(reason, text)

    def test_what_cannot_be_measured_is_said(self):
        for options, reason in ((("--only", "r9"), "there is no r9"), (("--program", self.folder / "none"), "build it"),
                                (("--peers", self.folder / "none"), "there is no folder")):
            finished = subprocess.run([sys.executable, "-B", ROOT / "tools" / "benchmark", "--quick", "--program", PROGRAM,
                                       *map(str, options)], capture_output=True, text=True)
            self.assertNotEqual(finished.returncode, 0)
            self.assertIn(reason, finished.stderr)

    def test_answers_that_differ_are_told_and_nothing_is_timed(self):
        # A peer that claims another cost of R2; without PATH there is no compiler for a second one.
        peers = self.folder / "peers"
        peers.mkdir()
        (peers / "r1.json").write_text("{}")
        (peers / "r2.py").write_text("import json\nprint(json.dumps({'reps': 100, 'mean': 50, 'se': 0.001, 'reps_per_s': 1000}))\n")
        module = self.folder / "stockpyl"
        module.mkdir()
        (module / "__init__.py").write_text("")
        finished = subprocess.run([sys.executable, "-B", ROOT / "tools" / "benchmark", "--quick", "--program", PROGRAM,
                                   "--peers", peers, "--only", "r2"], capture_output=True, text=True,
                                  env={"PATH": "", "PYTHONPATH": str(self.folder)})
        self.assertNotEqual(finished.returncode, 0)
        self.assertIn("disagree: r2, cost of a period", finished.stderr)
        self.assertNotIn("round 1", finished.stderr)

    def test_the_market_that_grows_is_valid_at_its_largest(self):
        # Small ones are run; these are only read.
        for outlets, weeks, plans in ((10_000, 50, 1), (100, 5000, 1), (10, 10, 1000)):
            path = growth.write_market(self.folder, outlets, weeks, plans)
            valid = subprocess.run([PROGRAM, "validate", path], capture_output=True, text=True)
            self.assertEqual(valid.returncode, 0, valid.stderr)

    def test_errors_are_read_from_half_widths(self):
        # Student's quantiles at 97.5 %.
        for count, quantile in ((16, 2.131450), (31, 2.042272), (1001, 1.962339)):
            self.assertAlmostEqual(statistics_of.error_of_half_width(quantile, count), 1, places=4)


unittest.main(verbosity=2)
