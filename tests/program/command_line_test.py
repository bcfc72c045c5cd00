#!/usr/bin/env python3
"""The command line: exit codes, streams, suggestions, and what is never overwritten."""

import json
import re
import unittest

import language


class Codes(language.LanguageTest):
    def test_a_good_scenario_is_valid_and_nothing_is_written(self):
        finished = self.program("validate", self.scenario())
        self.assertRegex(finished.out, r"^tea.yaml: valid; 2 members, 2 plans, 0 uncertain values; .* MB of memory, .* MB of disk\n$")
        self.assertEqual(finished.err, "")
        self.assertEqual(self.program("validate", "tea.yaml", "-q").out, "")
        self.assertEqual(self.files(), ["tea.yaml"])

    def test_an_invalid_scenario_is_2_and_nothing_is_written(self):
        name = self.scenario(language.small(("horizon: 8", "horizon: 0")))
        for verb in ["validate", "run"]:
            finished = self.program(verb, name, code=2)
            self.assertEqual(finished.out, "")
            self.assertRegex(finished.err, r"^tea.yaml:3:10: error\[E302\]: horizon: ")
        self.assertEqual(self.files(), ["tea.yaml"])

    def test_several_files_are_told_in_the_order_given(self):
        self.scenario(language.small(("horizon: 8", "horizon: 0")), "b.yaml")
        self.scenario(language.small(("horizon: 8", "horizon: -1")), "a.yaml")
        self.scenario(name="good.yaml")
        finished = self.program("validate", "b.yaml", "good.yaml", "a.yaml", "none.yaml", code=2)
        told = [line.split(":")[0] for line in finished.err.splitlines() if "error[" in line]
        self.assertEqual(told, ["b.yaml", "a.yaml", "none.yaml"])
        self.assertRegex(finished.out, r"^good.yaml: valid; 2 members, 2 plans, .*\n$")

    def test_wrong_usage_is_2_with_an_answer_on_the_error_stream(self):
        self.scenario()
        for words in ["", "sail", "run", "validate", "run tea.yaml --thread 2", "run tea.yaml -n x",
                      "run tea.yaml --threads 0", "run tea.yaml --time-limit soon",
                      "run tea.yaml --data nowhere", "run tea.yaml --set horizon",
                      "run tea.yaml --strategy none", "run tea.yaml -n 0", "run nowhere.yaml",
                      "run tea.yaml --resume -o out", "init new --template none", "explain none",
                      "explain kpi none", "explain E999"]:
            with self.subTest(words):
                finished = self.program(*words.split(), code=2)
                self.assertEqual(finished.out, "")
                self.assertNotEqual(finished.err, "")
                self.assertEqual(self.files(), ["tea.yaml"])

    def test_help_and_version_are_0_on_standard_output(self):
        self.assertRegex(self.program("--version").out, r"^channelsim \d+\.\d+\.\d+ ")
        for verb in [[], ["init"], ["validate"], ["run"], ["explain"], ["schema"]]:
            self.assertIn("channelsim", self.program(*verb, "--help").out)

    def test_more_work_than_is_sensible_is_refused_before_the_start(self):
        product = "  - {name: NAME, unit_cost: 1, list_price: 2, recommended_price: 3}\n"
        products = "".join(product.replace("NAME", f"p{i}") for i in range(10))
        self.scenario(language.small(("regions:", products + "regions:")))
        finished = self.program("run", "tea.yaml", "-n", 10000000, "--set", "horizon=5200", code=2)
        self.assertIn("E504", finished.err)
        self.assertEqual(self.files(), ["tea.yaml"])

    def test_misspelt_verbs_options_and_names_are_told_with_the_nearest(self):
        self.scenario()
        for words, meant in [("validat tea.yaml", "'validate'"),
                             ("run tea.yaml --sead 3", "'--seed'"),
                             ("run tea.yaml --strategi=a", "'--strategy'"),
                             ("validate tea.yaml --jsn", "'--json'"),
                             ("run tea.yaml --strategy as_si", "'as_is'"),
                             ("init --template demmo", "'demo'"),
                             ("explain membrs.channel", "'members'"),
                             ("explain members.chanel", "'channel'"),
                             ("explain kpi unit_sold", "'units_sold'"),
                             ("explain shedule", "'schedule'")]:
            with self.subTest(words):
                error = self.program(*words.split(), code=2).err
                self.assertIn(f"did you mean {meant}?", error)


class Json(language.LanguageTest):
    def test_validate_tells_the_same_list_as_json(self):
        text = language.small(("horizon: 8", "horizn: 0"), ("share: 1,", "share: 2,"))
        name = self.scenario(text)
        told = json.loads(self.program("validate", name, "--json", code=2).out)
        self.assertEqual([(issue["code"], issue["line"], issue["column"]) for issue in told],
                         [("E105", 1, 1), ("E104", 3, 1), ("E302", 10, 29)])
        self.assertEqual({issue["severity"] + issue["file"] for issue in told}, {"errortea.yaml"})
        self.assertEqual(told[2]["path"], "segments[0].share")
        text = self.program("validate", name, code=2).err
        for issue in told:
            self.assertIn(issue["message"], text)
            self.assertIn(issue["hint"], text)

    def test_a_good_scenario_is_an_empty_list(self):
        self.assertEqual(json.loads(self.program("validate", self.scenario(), "--json").out), [])

    def test_all_of_more_than_twenty_issues_are_in_the_list(self):
        members = "".join(f"  - {{name: m{i}, channel: kiosk}}\n" for i in range(30))
        name = self.scenario(language.small(("strategies:", members + "strategies:")))
        self.assertEqual(len(json.loads(self.program("validate", name, "--json", code=2).out)), 30)

    def test_run_prints_what_it_writes(self):
        told = self.program("run", self.scenario(), "--json", "-o", "out").out
        self.assertEqual(told, (self.folder / "out" / "results.json").read_text(encoding="utf-8"))


class Settings(language.LanguageTest):
    def resolved(self, *settings):
        options = [word for setting in settings for word in ("--set", setting)]
        self.program("run", self.scenario(), "-q", "--force", "-o", "out", *options)
        profit = {plan["name"]: plan["kpis"]["manufacturer_profit"]["mean"]
                  for plan in self.results()["strategies"]}
        return profit, (self.folder / "out" / "scenario.resolved.yaml").read_text(encoding="utf-8")

    def test_a_setting_of_the_base_holds_for_every_plan_and_is_told_where_it_came_from(self):
        before, _ = self.resolved()
        after, text = self.resolved("products.tea.list_price=45")
        self.assertTrue(all(after[plan] != before[plan] for plan in before), (before, after))
        self.assertIn("list_price: 45  # --set products.tea.list_price=45", text)

    def test_a_setting_of_one_plan_leaves_the_others_as_they_were(self):
        before, _ = self.resolved()
        after, _ = self.resolved("strategies.with_web.products.tea.recommended_price=70")
        self.assertEqual(after["as_is"], before["as_is"])
        self.assertNotEqual(after["with_web"], before["with_web"])

    def test_short_options_are_settings(self):
        self.program("run", self.scenario(), "-q", "-o", "out", "-n", 5, "--seed", 7)
        results = self.results()
        self.assertEqual((results["replications"], results["seed"]), (5, 7))

    def test_a_wrong_setting_is_told_as_the_argument_it_is(self):
        for setting, code in [("horizon=0", "E302"), ("products.oil.list_price=3", "E404"),
                              ("horizonn=5", "E104"), ("members.web=3", "E404"),
                              ("seed=&x 3", "E107"), ("horizon=[1", "E101")]:
            with self.subTest(setting):
                text = self.program("validate", self.scenario(), "--set", setting, code=2).err
                place = "--set " + re.escape(setting) + r"(:1:\d+)?"
                self.assertRegex(text, rf"^{place}: error\[{code}\]")


class Input(language.LanguageTest):
    def test_a_dash_reads_standard_input(self):
        finished = self.program("run", "-", "-o", "out", text=language.SMALL)
        self.assertIn("Files in out", finished.out)
        self.assertTrue((self.folder / "out" / "results.json").exists())
        wrong = self.program("run", "-", text=language.small(("horizon: 8", "horizon: 0")), code=2)
        self.assertTrue(wrong.err.startswith("<stdin>:3:10: error[E302]"), wrong.err)
        valid = self.program("validate", "-", text=language.SMALL)
        self.assertRegex(valid.out, r"^-: valid; 2 members, 2 plans, .*\n$")

    def test_results_do_not_depend_on_where_the_scenario_came_from(self):
        self.program("run", "-", "-q", "-o", "piped", text=language.SMALL)
        self.program("run", self.scenario(), "-q", "-o", "read")
        self.assertEqual(self.results("piped")["digest"], self.results("read")["digest"])

    def test_what_is_resolved_runs_to_the_same_digest(self):
        dearer = "  - {name: dearer, set: {channels.independent_retailer.pricing.rate: 0.5}}\n"
        self.program("run", self.scenario(language.SMALL + dearer), "-q", "-o", "first")
        self.program("run", "first/scenario.resolved.yaml", "-q", "-o", "second")
        self.assertEqual(self.results("first")["digest"], self.results("second")["digest"])


class Overwriting(language.LanguageTest):
    def test_init_writes_a_scenario_that_is_valid_and_runs_in_an_empty_folder(self):
        for template in ["minimal", "demo"]:
            self.program("init", template, "--template", template)
            self.assertEqual([name for name in self.files() if name.startswith(template + "/")],
                             [f"{template}/scenario.yaml", f"{template}/schema.json"])
            self.program("validate", f"{template}/scenario.yaml")
            finished = self.program("run", f"{template}/scenario.yaml", "-n", 16)
            self.assertIn("Files in results/scenario", finished.out)
        self.program("init")
        self.assertIn("scenario.yaml", self.files())

    def test_init_never_overwrites_unasked(self):
        self.scenario("mine", "scenario.yaml")
        finished = self.program("init", code=2)
        self.assertIn("--force", finished.err)
        self.assertEqual(self.files(), ["scenario.yaml"])
        self.assertEqual((self.folder / "scenario.yaml").read_text(), "mine")
        self.program("init", "--force")
        self.program("validate", "scenario.yaml")

    def test_run_never_overwrites_unasked(self):
        self.program("run", self.scenario(), "-q", "-o", "out")
        before = (self.folder / "out" / "results.json").read_bytes()
        finished = self.program("run", "tea.yaml", "-q", "-o", "out", "--seed", 7, code=2)
        self.assertIn("--force", finished.err)
        self.assertEqual((self.folder / "out" / "results.json").read_bytes(), before)
        self.program("run", "tea.yaml", "-q", "-o", "out", "--seed", 7, "--force")
        self.assertNotEqual((self.folder / "out" / "results.json").read_bytes(), before)

    def test_run_without_a_folder_takes_one_that_is_free(self):
        self.scenario()
        for _ in range(2):
            self.program("run", "tea.yaml", "-q")
        self.assertTrue((self.folder / "results" / "tea" / "results.json").exists())
        self.assertTrue((self.folder / "results" / "tea-2" / "results.json").exists())


class Hostile(language.LanguageTest):
    """LanguageTest.program checks that no control character is ever printed."""

    NAMES = ["<script>alert(1)</script>", '=HYPERLINK(\\"http://x\\")', "'; rm -rf ~", "$(id)",
             "%s%n", "../../x", "渠道 🙂"]

    def test_names_that_try_to_be_something_else_are_names(self):
        for name in self.NAMES:
            with self.subTest(name):
                title = f'title: "{name}"\nbreakdown: [member]'
                text = language.small(("name: corner,", f'name: "{name}",'),
                                      ("name: tea,", f'name: "{name}",'),
                                      ("title: Tea in one city", title))
                finished = self.program("run", self.scenario(text), "-o", "out", "--force")
                plain = name.replace('\\"', '"')
                self.assertIn(plain.split("(")[0], finished.out)
                results = self.results()
                self.assertEqual(results["scenario"]["title"], plain)
                figures = [kpi["name"] for kpi in results["kpis"]]
                self.assertIn(f"units_sold[member={plain}]", figures)
                self.program("run", "out/scenario.resolved.yaml", "-q", "-o", "again", "--force")
        top = [name for name in self.files() if "/" not in name]
        self.assertEqual(top, ["again", "out", "tea.yaml"])

    def test_control_characters_in_texts_are_refused_and_shown_as_escapes(self):
        untitled = language.small(("title: Tea in one city\n", ""))
        for key in ["title", "question", "currency"]:
            for escape in ["\\e[2J", "\\x07", "\\x9b2J", "\\x7f", "\\0"]:
                text = (untitled if key == "title" else language.SMALL) + f'{key}: "a{escape}"\n'
                self.assertIn("E202", self.program("validate", self.scenario(text), code=2).err)
        for escape in ["\\n", "\\t", "\\u202e", "\\u2066", "\\e"]:
            text = language.small(("name: corner", f'name: "a{escape}"'))
            self.assertIn("E202", self.program("validate", self.scenario(text), code=2).err)

    def test_lines_and_turning_marks_in_a_title_do_not_act_on_the_terminal(self):
        text = language.small(("title: Tea in one city", 'title: "one\\ntwo \\u202e three"'))
        finished = self.program("run", self.scenario(text), "-o", "out")
        self.assertIn("one\\x0atwo \\u202e three", finished.out)

    def test_arguments_and_file_names_do_not_act_on_the_terminal(self):
        self.scenario()
        clear = "\x1b[2J"
        for words in [clear, f"run {clear}.yaml", f"run x --{clear}", f"explain {clear}",
                      "explain kpi \x1b]0;x\x07", f"init --template {clear}",
                      f"validate tea.yaml --set horizon={clear}",
                      f"validate tea.yaml --set {clear}.x=3",
                      f"run tea.yaml --strategy {clear}", f"run tea.yaml --data {clear}",
                      f"run tea.yaml --time-limit {clear}"]:
            self.program(*words.split(" "), code=2)
        (self.folder / "a\x1b[2Jb.yaml").write_text(language.SMALL)
        self.assertIn("a\\x1b[2Jb.yaml: valid", self.program("validate", "a\x1b[2Jb.yaml").out)
        self.assertIn("a\\x1b[2Jb", self.program("run", "a\x1b[2Jb.yaml").out)
        self.assertIn("\\x1b", self.program("init", "new\x1b[2J").out)


if __name__ == "__main__":
    unittest.main(verbosity=2)
