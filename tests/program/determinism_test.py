#!/usr/bin/env python3
"""The guarantee of docs/determinism.md, tested from outside: what may change about a run without
changing any number, and what an interrupted run comes back to."""

import os
import pathlib
import signal
import subprocess
import time
import unittest

from program import LISTS, ProgramTest, Run, market, read_table


class CellsStayAsTheyWere(ProgramTest):
    def setUp(self):
        super().setUp()
        self.markets = [market(), market(demand={"incidence": "bernoulli", "season": {"amplitude": 0.3}})]

    def test_more_replications_keep_the_first_rows(self):
        for tree in self.markets:
            few, many = self.run_program(tree), self.run_program(tree, "-n", 101)
            self.assert_cells_kept(few, many)
            self.assertEqual(len(many.rows), 101 * len(tree["strategies"]))

    def test_fewer_replications_than_a_block(self):
        self.assert_cells_kept(self.run_program(market(), "-n", 3), self.run_program(market()))

    def test_another_order_of_any_list(self):
        for tree in self.markets:
            reference = self.run_program(tree)
            for name in LISTS:
                with self.subTest(list=name):
                    turned = tree | {name: tree[name][::-1]}
                    self.assert_cells_kept(reference, self.run_program(turned))

    def test_all_lists_in_another_order_at_once(self):
        tree = market()
        turned = {key: value[::-1] if isinstance(value, list) else value for key, value in reversed(tree.items())}
        self.assert_cells_kept(self.run_program(tree), self.run_program({"channelsim": 1} | turned))

    def test_an_added_plan(self):
        for tree in self.markets:
            reference = self.run_program(tree)
            tree["strategies"].insert(1, {"name": "poor", "set": {"segments.thrifty.purchase_rate": 0.1}})
            self.assert_cells_kept(reference, self.run_program(tree))

    def test_fewer_plans(self):
        self.assert_cells_kept(self.run_program(market(), "--strategy", "dearer,as_is"), self.run_program(market()))

    def test_an_idle_member(self):
        for tree in self.markets:
            reference = self.run_program(tree)
            tree["members"].insert(0, {"name": "a_shop_to_come", "channel": "own_shop", "region": "north", "active": False})
            self.assert_cells_kept(reference, self.run_program(tree))

    def test_a_promotion_that_does_not_take_place(self):
        for tree in self.markets:
            reference = self.run_program(tree)
            tree["promotions"].insert(0, {"name": "autumn", "active": False, "length": 9, "price_cut": 0.5, "cost": 1000})
            self.assert_cells_kept(reference, self.run_program(tree))

    def test_an_added_breakdown(self):
        for before, after in [([], ["channel"]), (["channel"], ["member", "region", "channel"])]:
            with self.subTest(breakdown=after):
                few, many = self.run_program(market(breakdown=before)), self.run_program(market(breakdown=after))
                self.assert_cells_kept(few, many)
                self.assertLess(len(few.header), len(many.header))
                self.assertEqual(len(set(many.header)), len(many.header), "a figure stands twice")

    def test_a_channel_that_nobody_uses(self):
        tree = market()
        reference = self.run_program(tree)
        tree["channels"] = [{"name": "kiosk", "attraction": 3}]
        self.assert_cells_kept(reference, self.run_program(tree))

    def test_another_seed_is_another_run(self):
        """Or the tests above would show nothing."""
        first, second = self.run_program(market()), self.run_program(market(), "--seed", 43)
        self.assertNotEqual(first.digest, second.digest)


class NothingHappensWithoutACause(ProgramTest):
    def test_a_plan_equal_to_the_baseline_differs_by_exactly_nothing(self):
        run = self.run_program(market())
        same = [each for each in run.results["comparisons"] if each["candidate"] == "the_same"]
        self.assertEqual(len(same), len(run.results["kpis"]))
        for each in same:
            self.assertEqual(each["difference"], {"mean": 0, "half_width": 0}, each["kpi"])

    def test_a_value_set_to_what_it_is(self):
        reference = self.run_program(market())
        for setting in ["horizon=30", "products.tea.list_price=40", "members.corner.site=1", "seed=42",
                        "segments.thrifty.purchase_rate=0.2", "demand.incidence=poisson"]:
            with self.subTest(setting=setting):
                options = ["--set", setting]
                if setting.startswith("products"):  # one plan changes it, and --set comes last
                    options += ["--strategy", "as_is,the_same,web_shop"]
                    again = self.run_program(market(), *options)
                    self.assert_cells_kept(again, reference)
                else:
                    again = self.run_program(market(), *options)
                    self.assertEqual(again.csv, reference.csv)
                    self.assertEqual(again.digest, reference.digest)

    def test_the_resolved_scenario_gives_the_same_run(self):
        for options in [[], ["-n", 17, "--seed", 7],
                        ["--set", "members.corner.site=0.3", "--set", "strategies.web_shop.products.tea.list_price=39"]]:
            with self.subTest(options=options):
                first = self.run_program(market(), *options)
                again = self.run_program(first.folder / "scenario.resolved.yaml")
                self.assertEqual(again.digest, first.digest)
                self.assertEqual(again.csv, first.csv)

    def test_results_do_not_depend_on_where_the_scenario_lies(self):
        first = self.run_program(market())
        (self.folder / "elsewhere").mkdir()
        path = self.scenario(market(), "elsewhere/scenario")
        again = self.run_program(pathlib.Path(os.path.relpath(path)))
        self.assertEqual(again.text("results.json"), first.text("results.json"))


class InterruptedRuns(ProgramTest):
    tree = market(horizon=1000, series={"figures": ["market_share", "units_sold"], "every": 100})
    replications = 256  # grows until a run takes long enough to be interrupted for sure
    known_to_be_long = False

    def setUp(self):
        super().setUp()
        self.path = self.scenario(self.tree)
        while True:
            begin = time.monotonic()
            self.options = ["-n", InterruptedRuns.replications]
            self.whole = self.run_program(self.path, *self.options)
            if InterruptedRuns.known_to_be_long or time.monotonic() - begin > 1.5:
                break
            InterruptedRuns.replications *= 2
        InterruptedRuns.known_to_be_long = True

    def interrupt(self, how):
        """Starts the run and sends a signal once some of it is on disk."""
        command, folder = self.command(self.path, *self.options)
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        journal = folder / "rows.journal"
        while process.poll() is None and not (journal.exists() and journal.stat().st_size > 20_000):
            time.sleep(0.01)
        process.send_signal(how)
        output, errors = process.communicate()
        return Run(folder, subprocess.CompletedProcess(command, process.returncode, output, errors))

    def assert_resumes(self, folder):
        resumed = self.run_program(self.path, *self.options, "--resume", folder=folder)
        self.assertEqual(resumed.csv, self.whole.csv)
        self.assertEqual(resumed.text("results.json"), self.whole.text("results.json"))
        self.assertEqual(resumed.text("series.csv"), self.whole.text("series.csv"))
        self.assertTrue(resumed.results["complete"])
        self.assertFalse((folder / "rows.journal").exists())

    def assert_series_of_what_is_finished(self, cut):
        """The last value of a level is the mean that results.json tells of the same replications."""
        means = {plan["name"]: plan["kpis"]["market_share"]["mean"] for plan in cut.results["strategies"]}
        last = {row["strategy"]: float(row["mean"]) for row in read_table(cut.folder / "series.csv")
                if row["figure"] == "market_share"}
        self.assertEqual(last, means)

    def test_a_polite_interruption_keeps_what_is_finished(self):
        for each in [signal.SIGINT, signal.SIGTERM]:
            with self.subTest(signal=each.name):
                cut = self.interrupt(each)
                self.assertEqual(cut.code, 130, cut.errors)
                self.assertIn("--resume", cut.errors)
                self.assertFalse(cut.results["complete"])
                self.assertGreater(len(cut.rows), 0)
                self.assertLess(len(cut.rows), len(self.whole.rows))
                self.assert_cells_kept(cut, self.whole)
                self.assert_series_of_what_is_finished(cut)
                self.assert_resumes(cut.folder)

    def test_a_killed_run_goes_on(self):
        cut = self.interrupt(signal.SIGKILL)
        self.assertEqual(cut.code, -signal.SIGKILL)
        self.assertIsNone(cut.results)
        self.assert_resumes(cut.folder)

    def test_a_torn_journal_goes_on_from_what_is_whole(self):
        cut = self.interrupt(signal.SIGKILL)
        journal = cut.folder / "rows.journal"
        os.truncate(journal, journal.stat().st_size - 5)
        self.assert_resumes(cut.folder)

    def test_a_killed_run_can_be_given_more_replications(self):
        cut = self.interrupt(signal.SIGKILL)
        more = self.run_program(self.path, "-n", self.options[1] + 5, "--resume", folder=cut.folder)
        self.assert_cells_kept(self.whole, more)

    def test_another_scenario_is_not_mixed_in(self):
        cut = self.interrupt(signal.SIGKILL)
        refused = self.run_program(self.path, *self.options, "--set", "members.corner.site=0", "--resume",
                                   folder=cut.folder, code=2)
        self.assertIn("another run", refused.errors)

    def test_another_series_is_not_mixed_in(self):
        cut = self.interrupt(signal.SIGKILL)
        for series in ["[market_share]", "{figures: [market_share, units_sold], every: 50}"]:
            refused = self.run_program(self.path, *self.options, "--set", f"series={series}", "--resume",
                                       folder=cut.folder, code=2)
            self.assertIn("the series" if series[0] == "[" else "the steps of the series", refused.errors)


if __name__ == "__main__":
    unittest.main(verbosity=2)
