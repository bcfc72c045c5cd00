#!/usr/bin/env python3
"""Every scenario of the project is valid, and its answer is the one scenarios/README.md tells.

    scenario_answers.py PROGRAM
"""
import subprocess
import sys

from simulation import SCENARIOS, answer, check, finish

RECOMMENDED = {"minimal.yaml": "web_shop", "demo.yaml": "marketplace", "accounts.yaml": "list_price",
               "benchmark/r1.yaml": "online_push", "benchmark/r1_poisson.yaml": "online_push"}


def main():
    program = sys.argv[1]
    files = sorted(str(file.relative_to(SCENARIOS)) for file in SCENARIOS.rglob("*.yaml"))
    check(files == sorted(RECOMMENDED), f"the scenarios are {', '.join(files)}")
    valid = subprocess.run([program, "validate", *(SCENARIOS / file for file in files)], capture_output=True, text=True)
    check(valid.returncode == 0, "all are valid" + valid.stderr)
    for file in files:
        first = (SCENARIOS / file).read_text(encoding="utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        check(((SCENARIOS / file).parent / schema).resolve() == SCENARIOS / "schema.json",
              f"{file} names its schema in the first line")
        decision = answer(program, SCENARIOS / file, "-n", 100)["decision"]
        check(decision["recommended"] == RECOMMENDED[file], f"{file}: {decision['sentence']}")
    check(demo_trade_offs(answer(program, SCENARIOS / "demo.yaml", "-n", 100)),
          "demo.yaml: partners lose under every plan, most when the shops are supplied directly")
    finish()


def demo_trade_offs(results):
    partner = {s["name"]: s["kpis"]["partner_profit"]["mean"] for s in results["strategies"]}
    return partner["direct"] < partner["marketplace"] < partner["as_is"] > partner["web_shop"] > partner["direct"]


main()
