#!/usr/bin/env python3
"""A replication that fails stops nothing else: it is named everywhere, left out everywhere, played again
by `trace`, and the answer says what it means. Demand that doubles each week for years breaks a market
without any help."""

import json
import re
import sqlite3
import subprocess
import unittest
import zipfile

from program import PROGRAM, ProgramTest

BOOM = "bernoulli({probability}, 1, 0)"


def scenario(probability, horizon=130, replications=400):
    """Web earns more than the shop alone; under the plan with the web, demand explodes in some futures."""
    return {
        "channelsim": 1, "title": "A market that may explode", "horizon": horizon, "replications": replications,
        "breakdown": ["channel"], "series": {"figures": ["units_sold"], "every": 26},
        "decision": {"objective": "manufacturer_profit"},
        "products": [{"name": "tea", "unit_cost": 20, "list_price": 40, "recommended_price": 60}],
        "regions": [{"name": "city", "consumers": 2000}],
        "segments": [{"name": "everyone", "share": 1, "purchase_rate": 0.05, "price_sensitivity": 0.04}],
        "members": [{"name": "corner", "channel": "independent_retailer", "region": "city"},
                    {"name": "web", "channel": "web_shop", "active": False, "fixed_cost": 0, "site": 2}],
        "strategies": [{"name": "as_is", "baseline": True},
                       {"name": "with web", "label": "With a web shop",
                        "set": {"members.web.active": True, "demand.growth": BOOM.format(probability=probability)}}],
    }


class FailingReplications(ProgramTest):
    def program(self, *arguments, code=0):
        finished = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
        self.assertEqual(finished.returncode, code, finished.stdout + finished.stderr)
        return finished.stdout

    def sound(self, **options):
        """The same market where nothing explodes: the same luck, and the growth that all others have."""
        return self.run_program(scenario(0, **options))

    def test_all_other_rows_are_what_they_are_without(self):
        run = self.run_program(scenario(0.01), code=3)
        failed = run.results["failed"]
        self.assertTrue(0 < len(failed) < 20, failed)
        missing = {(each["strategy"], each["replication"]) for each in failed}
        self.assertEqual({strategy for strategy, _ in missing}, {"with web"})
        cells, expected = run.cells(), self.sound().cells()
        self.assertEqual(set(key[:2] for key in expected) - set(key[:2] for key in cells), missing)
        # Futures are the same luck, whatever the probability that something happens in them.
        self.assertEqual(cells, {key: value for key, value in expected.items() if key[:2] not in missing})

    def test_every_output_names_them_and_none_holds_a_number_that_is_none(self):
        run = self.run_program(scenario(0.01), code=3)
        failed = run.results["failed"]
        self.assertTrue(run.results["complete"])
        self.assertFalse((run.folder / "rows.journal").exists())
        self.assertEqual(run.results["replications_compared"], 400 - len(failed))
        for each in failed:
            self.assertEqual(set(each), {"strategy", "replication", "step", "variable", "problem"})
            self.assertTrue(0 < each["step"] < 130)
        manifest = json.loads(run.text("manifest.json"))
        self.assertEqual(manifest["exit_code"], 3)
        self.assertEqual(manifest["exit_state"], f"failed: {len(failed)} of 800 replications")
        database = sqlite3.connect(run.folder / "results.sqlite")
        self.assertEqual(database.execute("SELECT replication, step, variable, problem FROM failures ORDER BY replication").fetchall(),
                         [(each["replication"], each["step"], each["variable"], each["problem"]) for each in failed])
        self.assertEqual(database.execute("SELECT count(*) FROM replications WHERE strategy = 'with web'").fetchone()[0],
                         400 - len(failed))
        database.close()
        page = run.text("report.html")
        self.assertIn("Replications failed", page)
        first = failed[0]
        self.assertIn(f"channelsim trace scenario.resolved.yaml --strategy &#39;with web&#39; --replication {first['replication']}",
                      page.replace("'", "&#39;").replace("&#x27;", "&#39;"))
        with zipfile.ZipFile(run.folder / "report.xlsx") as workbook:
            texts = "".join(workbook.read(name).decode() for name in workbook.namelist() if name.endswith(".xml"))
        self.assertIn("Replications that failed", texts)
        for name in ("results.json", "replications.csv", "series.csv"):
            self.assertEqual(re.findall(r"\b[-+]?(?:nan|inf|infinity)\b", run.text(name), re.I), [], name)
        self.assertEqual(re.findall(r"<v>[^<]*(?:nan|inf)", texts, re.I), [])
        found = {entry["folder"]: entry for entry in json.loads(self.program("runs", "list", "--in", self.folder, "--json"))}
        self.assertEqual(next(iter(found.values()))["failed"], len(failed))

    def test_the_answer_tells_them_in_both_languages(self):
        path = self.scenario(scenario(0.01))
        for language, texts in (("en", ("replications failed and are left out under every plan", "is not a number|is infinite|beyond any market|does not add up",
                                        "Play one again: channelsim trace .* --strategy 'with web' --replication")),
                                ("zh", ("次失败，所有方案均不计入", "失败：", "重演其中一次：channelsim trace"))):
            finished = subprocess.run([PROGRAM, "run", path, "-o", self.folder / language, "--lang", language],
                                      capture_output=True, text=True)
            self.assertEqual(finished.returncode, 3, finished.stderr)
            told = re.sub(r"\s+", " ", finished.stdout)
            for text in texts:
                self.assertRegex(told, text)

    def test_the_command_that_is_told_plays_it_again_up_to_its_failure(self):
        run = self.run_program(scenario(0.01), code=3)
        first = run.results["failed"][0]
        story = self.program("trace", run.folder, "--strategy", "with web", "--replication", first["replication"], code=3)
        self.assertIn(f"failed in week {first['step']}: {first['variable']}", story)
        lines = [json.loads(line) for line in
                 self.program("trace", run.folder, "--strategy", "with web", "--replication", first["replication"],
                              "--json", code=3).splitlines()]
        self.assertEqual(lines[-1], {"type": "failure", "step": first["step"], "variable": first["variable"],
                                     "problem": first["problem"]})
        self.assertEqual(max(line["step"] for line in lines if line["type"] == "step"), first["step"] - 1)
        sound = next(r for r in range(400) if r not in {each["replication"] for each in run.results["failed"]})
        self.program("trace", run.folder, "--strategy", "with web", "--replication", sound)

    def test_too_many_withhold_the_recommendation(self):
        self.assertEqual(self.sound().results["decision"]["recommended"], "with web")
        run = self.run_program(scenario(0.1), code=3)
        self.assertIsNone(run.results["decision"]["recommended"])
        self.assertEqual(run.results["decision"]["withheld"], {"reason": "too_many_failed", "strategy": None})
        self.assertIn("No plan is recommended, because more than 1 % of all are missing.",
                      run.results["decision"]["sentence"])
        self.assertIn("none: ", self.program("runs", "list", "--in", self.folder))

    def test_a_few_leave_it_when_they_could_not_turn_it(self):
        few = next(p for p in (0.002, 0.004, 0.006, 0.008)
                   if 0 < len(self.run_program(scenario(p, horizon=130), "--seed", 11, code=None).results["failed"]) <= 4)
        run = self.run_program(scenario(few), "--seed", 11, code=3)
        self.assertEqual(run.results["decision"]["recommended"], "with web")
        self.assertIsNone(run.results["decision"]["withheld"])
        self.assertIn("They could not turn the recommendation", run.results["decision"]["sentence"])

    def test_a_resumed_run_has_the_failures_of_the_first_part(self):
        path = self.scenario(scenario(0.05))
        whole = self.run_program(path, code=3)
        parts = self.run_program(path, "-n", 96, "--time-limit", "1s", code=None)
        journal = parts.folder / "rows.journal"
        if journal.exists():
            parts = self.run_program(path, "-n", 96, "--resume", folder=parts.folder, code=3)
        self.assertEqual([each for each in whole.results["failed"] if each["replication"] < 96], parts.results["failed"])

    def test_a_saved_run_reads_its_failures_and_its_report_is_the_same(self):
        run = self.run_program(scenario(0.01), code=3)
        page = run.text("report.html")
        self.program("report", run.folder)
        self.assertEqual(run.text("report.html"), page)


if __name__ == "__main__":
    unittest.main()
