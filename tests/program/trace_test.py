#!/usr/bin/env python3
"""`trace` tells the replication that `run` simulates, and its accounts balance; `evaluate` tells an
opinion beside the simulation."""

import json
import subprocess
import unittest

from program import PROGRAM, SCENARIOS, ProgramTest, market, read_table

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
    def lines(self, *options, scenario=SCENARIOS / "demo.yaml"):
        return [json.loads(line) for line in program("trace", scenario, "--json", *options).stdout.splitlines()]

    def trace(self, *options, **scenario):
        """The lines by type, the steps and accounts by agent."""
        lines = self.lines(*options, **scenario)
        steps = {}
        for line in lines:
            if line["type"] == "step":
                steps.setdefault(line["agent"], []).append(line)
        return {"replication": lines[0], "events": [line for line in lines if line["type"] == "event"], "steps": steps,
                "accounts": {line["agent"]: line["account"] for line in lines if line["type"] == "account"}}

    def test_an_account_is_the_sum_of_its_steps_and_all_accounts_add_up_to_nothing(self):
        trace = self.trace("--strategy", "direct", "--replication", 7)
        turnover = 0
        for agent, steps in trace["steps"].items():
            booked = [amount for step in steps for amount in step["books"].values()]
            turnover += sum(map(abs, booked))
            self.assertAlmostEqual(sum(booked), trace["accounts"][agent], delta=1e-9 * max(1, sum(map(abs, booked))))
        self.assertLess(abs(sum(trace["accounts"].values())), 1e-9 * turnover)
        self.assertEqual(trace["replication"]["strategy"], "direct")
        self.assertLess(trace["replication"]["imbalance"], 1e-9)

    def test_what_a_member_receives_and_sells_is_what_its_stock_changes_by(self):
        for steps in self.trace()["steps"].values():
            stock = None
            for step in steps:
                if stock is not None:
                    self.assertAlmostEqual(stock + step["received"] - step["sold"], step["on_hand"], places=6)
                stock = step.get("on_hand")

    def test_the_ledger_balances_in_every_step_and_agrees_with_the_accounts(self):
        file = self.folder / "ledger.csv"
        trace = self.trace("--ledger", file)
        by_step, by_item, by_party, turnover = {}, {}, {}, {}
        for row in read_table(file):
            amount = float(row["received"]) - float(row["paid"])
            self.assertEqual(min(float(row["received"]), float(row["paid"])), 0)
            for sums, key in [(by_step, row["step"]), (by_item, (row["step"], row["item"])), (by_party, row["party"])]:
                sums[key] = sums.get(key, 0) + amount
            turnover[row["step"]] = turnover.get(row["step"], 0) + abs(amount)
        self.assertEqual(len(by_step), trace["replication"]["steps"])
        for step, sum_of_all in by_step.items():
            self.assertLess(abs(sum_of_all), 1e-9 * turnover[step])
        for (step, _), sum_of_all in by_item.items():
            self.assertLess(abs(sum_of_all), 1e-9 * turnover[step])
        for party, account in by_party.items():
            self.assertAlmostEqual(account, trace["accounts"][party], delta=1e-6)

    def test_shortages_are_told_as_they_stand_in_the_steps(self):
        path = self.scenario(market(members=[{"name": "corner", "channel": "independent_retailer", "region": "north",
                                              "products": ["tea"], "opening_forecast": 20}],
                                    promotions=[], strategies=[{"name": "as_is"}]))
        trace = self.trace(scenario=path)
        short = {step["step"]: step["demand"] - step["sold"] for step in trace["steps"]["corner"]
                 if step["demand"] > step["sold"]}
        told = [event for event in trace["events"] if event["kind"] == "out_of_stock"]
        self.assertGreater(len(told), 0)
        self.assertEqual({step for event in told for step in range(event["step"], event["step"] + event["steps"])}, set(short))
        for event in told:
            self.assertAlmostEqual(event["amount"], sum(short[step] for step in range(event["step"], event["step"] + event["steps"])))
            self.assertIn(f"week {event['step']}", event["text"])

    def test_promotions_price_changes_and_the_plan_s_dates_are_told(self):
        tree = market(strategies=[{"name": "as_is"}, {"name": "later", "changes": [
            {"from": 9, "set": {"members.web.active": True, "products.tea.recommended_price": 66}},
            {"from": 20, "set": {"members.flagship.active": False}}]}])
        trace = self.trace("--strategy", "later", scenario=self.scenario(tree))
        told = {(event["kind"], event["step"]) for event in trace["events"]}
        for expected in [("plan_change", 9), ("opened", 9), ("price_raised", 9), ("closed", 20), ("promotion", 4), ("promotion", 17)]:
            self.assertIn(expected, told)
        spring = next(event for event in trace["events"] if event["kind"] == "promotion" and event["step"] == 4)
        self.assertEqual(spring["steps"], 3)
        self.assertAlmostEqual(spring["amount"], 0.2)

    def test_the_story_is_a_page_the_most_telling_first(self):
        text = program("trace", SCENARIOS / "demo.yaml").stdout
        self.assertLess(len(text.splitlines()), 60)
        told = [line[2:] for line in text.splitlines() if line.startswith("- ")]
        events = [event for event in self.trace()["events"]]
        by_size = sorted(events, key=lambda event: -(float("inf") if event["size"] is None else event["size"]))
        self.assertEqual(told, [event["text"] for event in by_size[:20]])
        few = program("trace", SCENARIOS / "demo.yaml", "--events", 2).stdout
        self.assertEqual(sum(line.startswith("- ") for line in few.splitlines()), 2)
        self.assertRegex(program("trace", SCENARIOS / "demo.yaml", "--lang", "zh").stdout, "[\u4e00-\u9fff]")

    def test_one_agent_is_told_alone(self):
        trace = self.trace("--agent", "manufacturer")
        self.assertEqual(list(trace["steps"]), ["manufacturer"])
        self.assertEqual(list(trace["accounts"]), ["manufacturer"])

    def test_it_is_the_replication_that_a_run_simulates(self):
        trace = self.trace("--replication", 3)
        cells = self.run_program(SCENARIOS / "demo.yaml", "-n", 8).cells()
        spent = float(cells[trace["replication"]["strategy"], 3, "consumer_spending"])
        self.assertAlmostEqual(-trace["accounts"]["consumers"] / spent, 1, places=9)

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
