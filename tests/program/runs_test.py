#!/usr/bin/env python3
"""Saved runs are found, shown, compared, tagged and deleted; their database says what their other files
say."""

import fcntl
import json
import math
import shutil
import sqlite3
import unittest

import language
from program import SCENARIOS, read_table


class RunsTest(language.LanguageTest):
    def run_to(self, folder, *options, text=language.SMALL):
        self.program("run", self.scenario(text), "-q", "-o", folder, *options)
        return self.folder / folder

    def backdate(self, folder, day):
        """Gives a run another day, as if it were an old one."""
        path = self.folder / folder / "manifest.json"
        manifest = json.loads(path.read_text())
        manifest["started"] = f"2026-01-{day:02}T08:00:00Z"
        path.write_text(json.dumps(manifest))

    def listed(self, *options):
        return json.loads(self.program("runs", "list", "--json", *options).out)


class Catalogue(RunsTest):
    def test_runs_are_found_wherever_they_lie_the_newest_first(self):
        for day, folder in [(3, "results/a"), (9, "results/client/b"), (6, "results/c")]:
            self.run_to(folder)
            self.backdate(folder, day)
        (self.folder / "results" / "notes").mkdir()
        runs = self.listed()
        self.assertEqual([run["folder"] for run in runs], ["results/client/b", "results/c", "results/a"])
        self.assertEqual({run["state"] for run in runs}, {"complete"})
        self.assertEqual(runs[0]["title"], "Tea in one city")
        self.assertEqual(runs[0]["strategies"], ["as_is", "with_web"])
        results = self.results("results/a")
        self.assertEqual(runs[2]["digest"], results["digest"])
        self.assertEqual(runs[2]["recommended"], results["decision"]["recommended"])
        text = self.program("runs", "list").out
        self.assertRegex(text, r"results/client/b +2026-01-09 08:00 +Tea in one city +2 +16 ")
        self.assertEqual([run["folder"] for run in self.listed("--in", "results/client")], ["results/client/b"])

    def test_nothing_is_no_error(self):
        self.assertIn("no runs below results", self.program("runs", "list").out)
        self.assertEqual(self.listed(), [])
        self.program("runs", "list", "--in", "nowhere", code=2)

    def test_what_is_not_whole_is_listed_as_what_it_is(self):
        self.run_to("results/good")
        cut = self.run_to("results/cut")
        for path in cut.iterdir():
            path.unlink()
        (cut / "rows.journal").write_bytes(b"CSIMROWS")
        damaged = self.run_to("results/damaged")
        (damaged / "results.sqlite").write_text("no database")
        states = {run["folder"]: run["state"] for run in self.listed()}
        self.assertEqual(states, {"results/good": "complete", "results/cut": "cut off", "results/damaged": "unreadable"})
        self.program("runs", "list")

    def test_a_run_that_goes_on_is_told_as_such_and_left_alone(self):
        folder = self.run_to("results/a")
        for path in folder.iterdir():
            path.unlink()
        with open(folder / "rows.journal", "wb") as journal:
            fcntl.flock(journal, fcntl.LOCK_EX)
            self.assertEqual([run["state"] for run in self.listed()], ["running"])
            for words in ["runs delete a --yes", "run tea.yaml -q -o results/a --force", "run tea.yaml -q -o results/a"]:
                self.program(*words.split(), code=2)
            self.assertTrue((folder / "rows.journal").exists())

    def test_tags_are_put_on_and_taken_off_and_chosen_by(self):
        self.run_to("results/a"), self.run_to("results/b")
        self.program("runs", "tag", "a", "board", "第一版")
        self.program("runs", "tag", "results/b", "board")
        self.assertEqual({run["folder"] for run in self.listed("--tag", "board")}, {"results/a", "results/b"})
        self.program("runs", "tag", "b", "--remove", "board")
        self.assertEqual([run["tags"] for run in self.listed("--tag", "board")], [["board", "第一版"]])
        self.program("runs", "tag", "b", "--remove", "board", code=2)
        self.program("runs", "tag", "b", "two\nlines", code=2)
        self.program("runs", "tag", "b", "x" * 61, code=2)
        self.assertEqual((self.folder / "results/a/tags.txt").read_text(), "board\n第一版\n")

    def test_a_saved_run_tells_what_the_run_told(self):
        for name in ("demo", "loyalty", "tea_shops", "key_account"):
            with self.subTest(name):
                folder = self.folder / name
                self.program("run", SCENARIOS / f"{name}.yaml", "-n", "8", "-o", folder)
                reports = [(folder / file).read_bytes() for file in ("report.html", "report.xlsx")]
                self.program("report", folder, "--lang", "zh")
                self.assertNotEqual((folder / "report.html").read_bytes(), reports[0])
                self.program("report", folder)
                self.assertEqual([(folder / file).read_bytes() for file in ("report.html", "report.xlsx")], reports)

    def test_showing_a_run_tells_what_it_told(self):
        told = self.program("run", self.scenario(), "-o", "results/a").out
        shown = self.program("runs", "show", "a").out
        answer = told[:told.index("Files in")]
        self.assertTrue(shown.startswith(answer), shown)
        self.assertIn("channelsim run tea.yaml", shown)
        self.assertEqual(json.loads(self.program("runs", "show", "a", "--json").out)["seed"], 42)

    def test_a_misspelt_run_gets_a_suggestion(self):
        self.run_to("results/spring_plan")
        error = self.program("runs", "show", "sprng_plan", code=2).err
        self.assertIn("did you mean 'spring_plan'?", error)
        self.assertIn("did you mean 'list'?", self.program("runs", "lst", code=2).err)
        self.assertIn("did you mean '--figure'?", self.program("runs", "compare", "--figur", "x", code=2).err)


class Deleting(RunsTest):
    def test_only_what_a_run_wrote_is_deleted_and_only_when_agreed(self):
        folder = self.run_to("results/a")
        (folder / "notes.txt").write_text("mine")
        before = self.files()
        self.assertIn("--yes", self.program("runs", "delete", "a", code=2).err)
        self.assertEqual(self.files(), before)
        self.assertIn("notes.txt", self.program("runs", "delete", "a", "--yes").out)
        self.assertEqual(self.files(), ["results", "results/a", "results/a/notes.txt", "tea.yaml"])
        self.program("runs", "delete", "a", "--yes", code=2)  # no run any more

    def test_a_folder_of_nothing_else_goes_with_it(self):
        self.run_to("results/a"), self.run_to("results/b")
        self.program("runs", "tag", "a", "old")
        self.program("runs", "delete", "a", "b", "--yes")
        self.assertEqual(self.files(), ["results", "tea.yaml"])

    def test_what_is_no_run_or_a_link_is_left_alone(self):
        folder = self.run_to("elsewhere")
        (self.folder / "results").mkdir()
        (self.folder / "results" / "link").symlink_to(folder)
        (self.folder / "plain").mkdir()
        before = self.files()
        for name in ["plain", "link", ".", "/"]:
            self.program("runs", "delete", name, "--yes", code=2)
        self.assertEqual(self.files(), before)
        self.assertTrue((folder / "results.json").exists())


class Comparing(RunsTest):
    def compared(self, *arguments):
        return json.loads(self.program("compare", "--json", *arguments).out)

    def test_changed_inputs_and_the_changed_answer_are_told(self):
        self.run_to("old"), self.run_to("new", text=language.small(("list_price: 40", "list_price: 44")))
        self.backdate("old", 1)
        [step] = self.compared("new", "old")  # told from the older to the newer
        self.assertEqual((step["from"], step["to"]), ("old", "new"))
        self.assertIn({"path": "products.tea.list_price", "before": "40", "after": "44"}, step["inputs"])
        old, new = self.results("old"), self.results("new")
        objective = new["decision"]["objective"]
        figures = {(each["strategy"], each["against"]): each for each in step["figures"]}
        self.assertEqual(set(figures), {("as_is", ""), ("with_web", ""), ("with_web", "as_is")})
        for i, plan in enumerate(["as_is", "with_web"]):
            before, after = (run["strategies"][i]["kpis"][objective] for run in (old, new))
            each = figures[plan, ""]
            self.assertTrue(math.isclose(each["before"]["mean"], before["mean"], rel_tol=1e-12))
            self.assertTrue(math.isclose(each["after"]["half_width"], after["half_width"], rel_tol=1e-12))
            self.assertTrue(math.isclose(each["change"]["mean"], after["mean"] - before["mean"], rel_tol=1e-9))
            self.assertTrue(each["paired"])
            self.assertEqual(each["exceeds_chance"], abs(each["change"]["mean"]) > each["change"]["half_width"])
        text = self.program("compare", "old", "new").out
        self.assertIn("products.tea.list_price: 44, it was 40 (+10 %)", text)
        self.assertRegex(text, "more than chance explains")

    def test_the_same_run_twice_differs_in_nothing(self):
        self.run_to("a"), self.run_to("b")
        [step] = self.compared("a", "b")
        self.assertEqual(step["inputs"], [])
        self.assertEqual({each["change"]["mean"] for each in step["figures"]}, {0})
        text = self.program("runs", "compare", "a", "b").out
        self.assertIn("What was put in: the same", text)
        self.assertIn("as before", text)

    def test_another_seed_alone_changes_nothing_that_chance_does_not_explain(self):
        self.run_to("a", "-n", 200), self.run_to("b", "-n", 200, "--seed", 77)
        [step] = self.compared("a", "b")
        self.assertEqual([each["path"] for each in step["inputs"]], ["seed"])
        for each in step["figures"]:
            self.assertFalse(each["paired"])
            # Four standard errors and a half: the seeds are fixed, so this can't fail by chance.
            self.assertLess(abs(each["change"]["mean"]), 4.89 / 1.96 * each["change"]["half_width"])

    def test_a_series_of_runs_is_told_step_by_step_with_the_figures_asked_for(self):
        for day, price in [(1, 40), (2, 41), (3, 42)]:
            self.run_to(f"results/m{day}", text=language.small(("list_price: 40", f"list_price: {price}")))
            self.backdate(f"results/m{day}", day)
        steps = self.compared("m1", "m2", "m3", "--figure", "units_sold")
        self.assertEqual([step["to"] for step in steps], ["results/m2", "results/m3"])
        for step in steps:
            self.assertIn("units_sold", {each["kpi"] for each in step["figures"]})
        self.program("compare", "m1", code=2)
        misspelt = self.program("compare", "results/m1", "results/m2", "--figure", "unit_sold", code=2)
        self.assertIn("did you mean 'units_sold'?", misspelt.err)
        self.assertIn("explain kpi", self.program("compare", "results/m1", "results/m2", "--figure", "weather", code=2).err)

    def test_runs_that_are_not_whole_are_refused(self):
        self.run_to("a"), self.run_to("b")
        (self.folder / "b" / "results.sqlite").write_text("x")
        self.assertIn("run it again", self.program("compare", "a", "b", code=2).err)


class Database(RunsTest):
    """The same number reads equal in every file."""

    def test_tables_say_what_the_other_files_say(self):
        text = language.small(("horizon: 8", "horizon: 8\nstart: 2027-01-04\nseries: [units_sold, market_share]"
                                             "\nbreakdown: [channel, member]\nreplications: {futures: 8, chances: 2}"),
                              ("replications: 16\n", ""))
        folder = self.run_to("out", text=text)
        results = self.results()
        with sqlite3.connect(folder / "results.sqlite") as database:
            database.row_factory = sqlite3.Row
            ask = lambda sql, *values: database.execute(sql, values).fetchall()
            [run] = ask("SELECT * FROM run")
            self.assertEqual((run["digest"], run["seed"], run["complete"]), (results["digest"], "42", 1))
            self.assertEqual(ask("SELECT text FROM scenario")[0][0], (folder / "scenario.resolved.yaml").read_text())
            with self.assertRaises(sqlite3.IntegrityError):  # no replication stands there twice
                ask("INSERT INTO replications SELECT * FROM replications LIMIT 1")
            self.assertEqual([row["name"] for row in ask("SELECT name FROM kpis ORDER BY kpi")], [kpi["name"] for kpi in results["kpis"]])
            totals = [kpi["name"] for kpi in results["kpis"] if "[" not in kpi["name"]]
            groups = {(row["strategy"], row["future"], row["chance"], f"{figure}[{dimension}={row[dimension]}]"): row[figure]
                      for [dimension] in ask("SELECT DISTINCT dimension FROM kpis WHERE dimension IS NOT NULL")
                      for row in ask(f"SELECT * FROM replications_by_{dimension}") for figure in row.keys()[4:]}
            rows = {(row["strategy"], row["future"], row["chance"]): row for row in ask("SELECT * FROM replications")}
            for row in read_table(folder / "replications.csv"):
                key = (row["strategy"], int(row["future"]), int(row["chance"]))
                for kpi in results["kpis"]:
                    name = kpi["name"]
                    stored = rows[key][name] if name in totals else groups[(*key, name)]
                    self.assertEqual(stored, float(row[name]), name)
            self.assertEqual(len(rows), 32)
            for row, line in zip(ask("SELECT * FROM over_time ORDER BY strategy, figure DESC, step"),
                                 sorted(read_table(folder / "series.csv"), key=lambda line: (
                                     line["strategy"], [-ord(c) for c in line["figure"]], int(line["step"])))):
                self.assertEqual((row["strategy"], row["figure"], row["date"]), (line["strategy"], line["figure"], line["date"]))
                for name in ["mean", "half_width", "p5", "p25", "p50", "p75", "p95"]:
                    self.assertEqual(row[name], float(line[name]))
            for plan in results["strategies"]:
                for row in ask("SELECT k.name, m.* FROM summaries m JOIN kpis k USING (kpi) JOIN strategies s USING "
                               "(strategy) WHERE s.name = ?", plan["name"]):
                    for name, value in plan["kpis"][row["name"]].items():
                        self.assertEqual(row[name], value)
            decision = results["decision"]
            self.assertEqual([row["sentence"] for row in ask("SELECT * FROM decision")], [decision["sentence"]])
            answer = ask("SELECT * FROM answer")
            self.assertEqual([row["strategy"] for row in answer if row["recommended"]],
                             [decision["recommended"]] if decision["recommended"] else [])
            [worst] = ask("SELECT value FROM objective_by_replication WHERE strategy = 'as_is' ORDER BY value LIMIT 1")
            self.assertEqual(worst["value"], min(float(row[decision["objective"]]) for row in
                                                 read_table(folder / "replications.csv") if row["strategy"] == "as_is"))

    def test_the_bytes_are_the_same_again_and_with_any_number_of_threads(self):
        one, many = self.run_to("one", "--threads", 1), self.run_to("many", "--threads", 3)
        for name in ["results.sqlite", "results.json"]:
            self.assertEqual((one / name).read_bytes(), (many / name).read_bytes())
        manifest = json.loads((one / "manifest.json").read_text())
        self.assertIn("results.sqlite", {each["path"] for each in manifest["outputs"]})

    def test_folders_behind_links_and_with_odd_names_are_folders(self):
        (self.folder / "real").mkdir()
        (self.folder / "link").symlink_to("real")
        for folder in ["link/out", "file:out?mode=memory", "-5 %20 \u8d44\u6599"]:
            self.program("run", self.scenario(), "-q", f"--output={folder}")
            self.assertGreater((self.folder / folder / "results.sqlite").stat().st_size, 4096)
            self.assertIn("complete", self.program("runs", "show", "--", folder).out)

    def test_documented_queries_work(self):
        """Every query of the reference page runs on a real run, and every table and view is told of."""
        page = (language.ROOT / "docs" / "reference" / "results_database.md").read_text(encoding="utf-8")
        folder = self.run_to("out", text=language.small(("horizon: 8", "horizon: 8\nseries: [units_sold]")))
        queries = [block for block in page.split("```")[1::2] if block.startswith("sql\n")]
        self.assertGreater(len(queries), 2)
        with sqlite3.connect(folder / "results.sqlite") as database:
            for query in queries:
                for statement in filter(str.strip, query.removeprefix("sql\n").split(";")):
                    self.assertGreater(len(database.execute(statement).fetchall()), 0, statement)
            names = [name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
            for name in names:
                told = "replications_by_channel" if name.startswith("replications_by_") else name
                self.assertIn(f"`{told}`", page)

    def test_hostile_names_are_data(self):
        for name in ["'); DROP TABLE run; --", '\\"quoted\\"', "a=b", "=HYPERLINK()"]:
            text = language.small(("name: corner,", f'name: "{name}",'), ("title: Tea in one city", f'title: "{name}"\nbreakdown: [member]'))
            self.run_to("out", "--force", text=text)
            plain = name.replace('\\"', '"')
            with sqlite3.connect(self.folder / "out" / "results.sqlite") as database:
                self.assertEqual(database.execute("SELECT title FROM run").fetchall(), [(plain,)])
                self.assertIn((plain,), database.execute("SELECT DISTINCT group_name FROM kpis").fetchall())
            self.program("runs", "show", "out")


if __name__ == "__main__":
    unittest.main(verbosity=2)
