#!/usr/bin/env python3
"""Figures over time: every value of series.csv recomputed from the replications.csv of runs that end
at its step, by other means than the program's."""

import csv
import datetime
import json
import pathlib
import subprocess
import unittest

from program import PROGRAM, ProgramTest, market
from statistics_test import half_width, mean, quantile

LEVELS = ["fill_rate", "market_share", "channel_stock"]
FIGURES = ["units_sold", "units_sold[channel=own_shop]", "manufacturer_profit", "lost_sales", *LEVELS,
           "fill_rate[channel=independent_retailer]"]
QUANTILES = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}


def is_level(figure):
    return figure.split("[")[0] in LEVELS


def lines_of(run):
    """(strategy, figure) -> its lines as maps from heading to text, in order."""
    lines = {}
    for line in csv.DictReader(run.text("series.csv").splitlines()):
        lines.setdefault((line["strategy"], line["figure"]), []).append(line)
    return lines


def futures(values, chances):
    return [mean(values[i:i + chances]) for i in range(0, len(values), chances)]


class SeriesAreRight(ProgramTest):
    def series(self, every=1, **changes):
        return market(series={"figures": FIGURES, "every": every}, **changes)

    def assert_close(self, told, expected, size, where):
        """To 1e-9, as Student's quantiles are here; differences lose the rounding of their sums."""
        self.assertAlmostEqual(float(told), expected, delta=1e-9 * abs(expected) + 1e-13 * size, msg=where)

    def check_line(self, line, values, before, chances=1):
        """`values` and `before`: the figure by replication at this and the last moment."""
        here = f"{line['strategy']} {line['figure']} step {line['step']}"
        size = max(map(abs, values + before))
        told = values if is_level(line["figure"]) else [now - then for now, then in zip(values, before)]
        independent = futures(told, chances)
        self.assert_close(line["mean"], mean(independent), size, here)
        self.assert_close(line["half_width"], half_width(independent), size, here)
        for name, share in QUANTILES.items():
            self.assert_close(line[name], quantile(told, share), size, f"{here} {name}")

    def test_every_value_is_that_of_runs_that_end_there(self):
        tree = self.series(every=8)
        lines = lines_of(self.run_program(tree))
        self.assertEqual(list(lines), [(plan["name"], figure) for plan in tree["strategies"] for figure in FIGURES])
        steps, before = [7, 15, 23, 29], {}
        for moment, step in enumerate(steps):
            ended = self.run_program(market(horizon=step + 1)).columns()
            for key, told in lines.items():
                self.assertEqual([int(line["step"]) for line in told], steps)
                self.check_line(told[moment], ended[key], before.get(key, [0] * len(ended[key])))
            before = ended

    def test_what_was_added_adds_up_and_a_level_ends_at_the_figure(self):
        run = self.run_program(self.series(every=4))
        columns = run.columns()
        for (plan, figure), told in lines_of(run).items():
            means = [float(line["mean"]) for line in told]
            end = mean(columns[plan, figure])
            self.assert_close(means[-1] if is_level(figure) else sum(means), end, abs(end), (plan, figure))
            if plan == "as_is":
                self.assertGreater(len(set(means)), 1, f"{figure} never moves, and the test shows nothing")

    def test_one_value_for_the_whole_run_is_the_one_that_results_tell(self):
        run = self.run_program(self.series(every=30))
        told = {plan["name"]: plan["kpis"] for plan in run.results["strategies"]}
        for (plan, figure), [line] in lines_of(run).items():
            for statistic in ["mean", "half_width", "p5", "p50", "p95"]:
                self.assertEqual(float(line[statistic]), told[plan][figure][statistic], (plan, figure, statistic))

    def test_means_of_futures_and_quantiles_of_all_replications(self):
        changes = {"replications": {"futures": 10, "chances": 4}, "demand": {"season": {"amplitude": "uniform(0, 0.5)"}}}
        lines = lines_of(self.run_program(self.series(every=30, **changes)))
        ended = self.run_program(market(**changes))
        columns = {}
        for row in ended.rows:
            for figure, value in zip(ended.header[3:], row[3:]):
                columns.setdefault((row[0], figure), []).append(float(value))
        for key, [line] in lines.items():
            self.check_line(line, columns[key], [0] * 40, chances=4)

    def test_dates_are_the_days_on_which_steps_begin(self):
        run = self.run_program(self.series(every=10, start="2027-01-04"))
        for told in lines_of(run).values():
            for line in told:
                day = datetime.date(2027, 1, 4) + datetime.timedelta(weeks=int(line["step"]))
                self.assertEqual(line["date"], day.isoformat())
        self.assertNotIn("date", self.run_program(self.series()).text("series.csv").splitlines()[0])

    def test_lines_are_as_rfc_4180_says_and_units_are_told(self):
        tree = market(series="units_sold", strategies=[{"name": 'now, or "never"'}], currency="EUR")
        text = self.run_program(tree | {"series": ["units_sold", "manufacturer_profit"]}).text("series.csv")
        self.assertTrue(text.endswith("\r\n"))
        self.assertEqual(text.count("\n"), text.count("\r\n"))
        rows = list(csv.reader(text.splitlines(), strict=True))
        self.assertEqual({(row[0], *row[1:3]) for row in rows[1:]},
                         {('now, or "never"', "units_sold", "pieces"), ('now, or "never"', "manufacturer_profit", "EUR")})
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})


class SeriesChangeNothingElse(ProgramTest):
    tree = market(series={"figures": FIGURES, "every": 3})

    def test_any_number_of_threads_gives_the_same_bytes(self):
        texts = {self.run_program(self.tree, "-n", 200, "--threads", threads).text("series.csv") for threads in (1, 2, 5)}
        self.assertEqual(len(texts), 1)

    def test_all_that_a_run_without_it_tells_stays(self):
        without, with_series = self.run_program(market()), self.run_program(self.tree)
        self.assertNotEqual(without.text("series.csv"), with_series.text("series.csv"))
        self.assertEqual(with_series.csv, without.csv)
        for run in (without, with_series):
            self.assertEqual(len(run.results["scenario"].pop("sha256")), 64)  # of the scenario, which differs
        self.assertEqual(with_series.results, without.results)

    def test_values_of_a_figure_do_not_depend_on_what_else_is_told(self):
        alone = lines_of(self.run_program(market(series={"figures": ["units_sold"], "every": 3})))
        together = lines_of(self.run_program(self.tree))
        for key, told in alone.items():
            self.assertEqual(told, together[key])

    def test_the_resolved_scenario_and_the_short_form_give_the_same_series(self):
        first = self.run_program(self.tree)
        again = self.run_program(first.folder / "scenario.resolved.yaml")
        self.assertEqual(again.text("series.csv"), first.text("series.csv"))
        long = self.run_program(market(series={"figures": FIGURES, "every": 1}))
        short = self.run_program(market(series=FIGURES))
        self.assertEqual(short.text("series.csv"), long.text("series.csv"))
        self.assertEqual(short.text("results.json"), long.text("results.json"))

    def test_the_manifest_and_the_answer_name_the_file(self):
        command, folder = self.command(self.scenario(self.tree))
        told = subprocess.run([part for part in command if part != "-q"], capture_output=True, text=True)
        self.assertIn("series.csv", told.stdout)
        outputs = json.loads((folder / "manifest.json").read_text())["outputs"]
        self.assertIn("series.csv", [each["path"] for each in outputs])

    def test_a_run_without_it_leaves_no_old_one_behind(self):
        first = self.run_program(self.tree)
        again = self.run_program(market(), "--force", folder=first.folder)
        self.assertEqual({figure for _, figure in lines_of(again)}, {"units_sold", "manufacturer_cash"})


class SeriesThatAreRefused(ProgramTest):
    def refused(self, **changes):
        path = self.scenario(market(**changes))
        finished = subprocess.run([str(PROGRAM), "validate", str(path)], capture_output=True, text=True)
        self.assertEqual(finished.returncode, 2, finished.stdout)
        return finished.stderr

    def test_a_misspelt_figure(self):
        for series in (["units_sold", "market_shar"], {"figures": "market_shar"}):
            told = self.refused(series=series)
            self.assertIn("E401", told)
            self.assertIn("did you mean 'market_share'?", told)
        self.assertIn("did you mean 'units_sold[channel=own_shop]'?", self.refused(series="units_sold[channel=own_shp]"))

    def test_a_breakdown_that_is_not_told(self):
        self.assertIn("E401", self.refused(series="units_sold[member=corner]"))
        self.run_program(market(series="units_sold[member=corner]", breakdown=["member"]))

    def test_a_plan_with_a_series_of_its_own(self):
        self.assertIn("E305", self.refused(strategies=[{"name": "a", "set": {"series": "units_sold"}}]))

    def test_more_than_fits_into_memory(self):
        path = self.scenario(market(horizon=5200, replications=10_000_000, series=["units_sold", "lost_sales"],
                                    members=[{"name": "web", "channel": "web_shop", "products": ["tea"]}],
                                    promotions=[], strategies=[{"name": "now"}]))
        command, _ = self.command(path)
        finished = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(finished.returncode, 2)
        self.assertIn("E504", finished.stderr)
        self.assertIn("series.every", finished.stderr)

    def test_the_folder_of_a_run_is_told_of_in_the_manual(self):
        manual = subprocess.run([str(PROGRAM), "completion", "man"], capture_output=True, text=True).stdout
        run = self.run_program(market(series="units_sold"))
        for path in pathlib.Path(run.folder).iterdir():
            self.assertIn(path.name, manual)


if __name__ == "__main__":
    unittest.main(verbosity=2)
