#!/usr/bin/env python3
"""`trace` tells the replication that `run` simulates, and its accounts balance; `evaluate` tells an
opinion beside the simulation."""

import json
import subprocess
import unittest

from program import PROGRAM, SCENARIOS, ProgramTest, market

EVALUATION = {
    "criteria": [{"name": "margin"}, {"name": "breadth"}, {"name": "control"}],
    "comparisons": [{"criterion": "margin", "over": "breadth", "times": 3}, {"criterion": "margin", "over": "control", "times": 5},
                    {"criterion": "breadth", "over": "control", "times": 3}],
    "opinions": [{"channel": "own_shop", "criterion": name, "score": score}
                 for name, score in [("margin", 8), ("breadth", 2), ("control", 10)]],
}


def program(*arguments, code=0):
    finished = subprocess.run([str(PROGRAM), *map(str, arguments)], capture_output=True, text=True)
    assert finished.returncode == code, finished.stderr
    return finished


class Trace(ProgramTest):
    def trace(self, *options, scenario=SCENARIOS / "demo.yaml"):
        return json.loads(program("trace", scenario, "--json", *options).stdout)

    def test_an_account_is_the_sum_of_its_steps_and_all_accounts_add_up_to_nothing(self):
        trace = self.trace("--strategy", "direct", "--replication", 7)
        turnover = 0
        for agent in trace["agents"]:
            booked = [amount for step in agent["steps"] for amount in step["books"].values()]
            turnover += sum(map(abs, booked))
            self.assertAlmostEqual(sum(booked), agent["account"], delta=1e-9 * max(1, sum(map(abs, booked))))
        self.assertLess(abs(sum(agent["account"] for agent in trace["agents"])), 1e-9 * turnover)
        self.assertLess(trace["imbalance"], 1e-9)

    def test_what_a_member_receives_and_sells_is_what_its_stock_changes_by(self):
        for agent in self.trace()["agents"]:
            stock = None
            for step in agent["steps"]:
                if stock is not None:
                    self.assertAlmostEqual(stock + step["received"] - step["sold"], step["on_hand"], places=6)
                stock = step.get("on_hand")

    def test_it_is_the_replication_that_a_run_simulates(self):
        trace = self.trace("--replication", 3)
        cells = self.run_program(SCENARIOS / "demo.yaml", "-n", 8).cells()
        spent = float(cells[trace["strategy"], 3, "consumer_spending"])
        consumers = next(agent for agent in trace["agents"] if agent["agent"] == "consumers")
        self.assertAlmostEqual(-consumers["account"] / spent, 1, places=9)

    def test_people_read_it_too(self):
        text = program("trace", SCENARIOS / "demo.yaml", "--agent", "manufacturer").stdout
        self.assertIn("account: received less paid", text)
        self.assertIn("add up to 0", text)

    def test_a_wrong_name_gets_a_suggestion(self):
        answer = program("trace", SCENARIOS / "demo.yaml", "--agent", "manufacturr", code=2)
        self.assertIn("did you mean 'manufacturer'?", answer.stderr)


class Evaluate(ProgramTest):
    def test_v70_weights_come_from_comparing_criteria_two_by_two(self):
        path = self.scenario(market(evaluation=EVALUATION))
        outcome = json.loads(program("evaluate", path, "-n", 20, "--json").stdout)
        for name, weight in [("margin", 0.636986), ("breadth", 0.258285), ("control", 0.104729)]:
            self.assertAlmostEqual(outcome["weights"][name], weight, places=5)
        self.assertAlmostEqual(outcome["consistency_ratio"], 0.0332, places=4)
        channels = {each["channel"]: each for each in outcome["channels"]}
        self.assertAlmostEqual(channels["own_shop"]["opinion"], 8 * 0.636986 + 2 * 0.258285 + 10 * 0.104729, places=4)
        self.assertIsNone(channels["independent_retailer"]["opinion"])
        self.assertGreater(channels["independent_retailer"]["simulated"]["units_sold"], 0)

    def test_a_pair_that_is_not_compared_is_named(self):
        lacking = EVALUATION | {"comparisons": EVALUATION["comparisons"][:2]}
        answer = program("evaluate", self.scenario(market(evaluation=lacking)), code=2)
        self.assertIn("'breadth' and 'control' are not compared", answer.stderr)


if __name__ == "__main__":
    unittest.main()
