"""Every scenario of the project is valid, and its answer is the one scenarios/README.md tells."""

import subprocess
import unittest

from program import PROGRAM, SCENARIOS, ProgramTest

RECOMMENDED = {"minimal.yaml": "web_shop", "demo.yaml": "marketplace", "accounts.yaml": "list_price",
               "consumer_goods.yaml": "counties", "industrial.yaml": "engineers", "franchise.yaml": "mixed",
               "online_brand.yaml": "wholesale", "durable_launch.yaml": "social_then_stores", "loyalty.yaml": "care",
               "pumps_europe.yaml": "by_country", "tea_shops.yaml": "clusters", "two_tiers.yaml": "counties_direct",
               "marketplace_entry.yaml": None, "partner_programme.yaml": None, "key_account.yaml": "marketplace",
               "benchmark/r1.yaml": "online_push", "benchmark/r1_poisson.yaml": "online_push",
               "benchmark/other.yaml": "online_push"}
# These take long, or have one plan; benchmark_test.py and r1_test.py look at their answers.
OTHERS = ["benchmark/r1_persons.yaml", "benchmark/r2.yaml", "benchmark/r3.yaml"]


class Scenarios(ProgramTest):
    def test_all_are_known_and_valid(self):
        files = sorted(str(file.relative_to(SCENARIOS)) for file in SCENARIOS.rglob("*.yaml"))
        self.assertEqual(files, sorted([*RECOMMENDED, *OTHERS]))
        valid = subprocess.run([PROGRAM, "validate", *(SCENARIOS / file for file in files)], capture_output=True, text=True)
        self.assertEqual(valid.returncode, 0, valid.stderr)

    def test_each_names_its_schema_in_the_first_line(self):
        for file in [*RECOMMENDED, *OTHERS]:
            first = (SCENARIOS / file).read_text(encoding="utf-8").splitlines()[0]
            schema = first.removeprefix("# yaml-language-server: $schema=")
            self.assertEqual(((SCENARIOS / file).parent / schema).resolve(), SCENARIOS / "schema.json")

    def test_the_answers_are_those_of_the_page(self):
        for file, plan in RECOMMENDED.items():
            with_futures = "futures" in (SCENARIOS / file).read_text(encoding="utf-8")
            replications = [] if with_futures else ["-n", 100]  # what is uncertain takes more of them
            decision = self.run_program(SCENARIOS / file, *replications).results["decision"]
            self.assertEqual(decision["recommended"], plan, decision["sentence"])

    def test_in_the_demo_partners_lose_under_every_plan_and_most_when_shops_are_supplied_directly(self):
        strategies = self.run_program(SCENARIOS / "demo.yaml", "-n", 100).results["strategies"]
        partner = {s["name"]: s["kpis"]["partner_profit"]["mean"] for s in strategies}
        self.assertTrue(partner["direct"] < partner["marketplace"] < partner["as_is"] > partner["web_shop"] > partner["direct"])


unittest.main(verbosity=2)
