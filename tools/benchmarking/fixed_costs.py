"""What does not grow: starting, checking a scenario, and an answer to an interactive what-if."""
import json
import os
import pathlib
import shutil
import tempfile

from .processes import timed
from .program import ROOT
from .statistics_of import spread

WHAT_IF = {"plans": 5, "replications": 1000, "weeks": 104, "at_most": 1.0}
AT_MOST = {"start-up": 0.020, "validate": 0.050}


def measure(program, rounds, replications=WHAT_IF["replications"]):
    everywhere = set(os.sched_getaffinity(0))
    demo = ROOT / "scenarios" / "demo.yaml"
    told = {}
    for name, command in (("start-up", ("--version",)), ("validate", ("validate", demo))):
        seconds = [timed([program.path, *command], everywhere).seconds for _ in range(max(4 * rounds, 3))]
        told[name] = spread(seconds) | {"at_most": AT_MOST[name], "met": spread(seconds)["median"] <= AT_MOST[name]}
    with tempfile.TemporaryDirectory() as scratch:
        what_if = five_plans(demo, pathlib.Path(scratch))
        runs = [program.run(what_if, replications, everywhere, seed=seed, plans=()) for seed in range(1, rounds + 1)]
    seconds = spread([run.seconds for run in runs])
    told["what-if"] = seconds | {"plans": WHAT_IF["plans"], "replications": replications, "weeks": WHAT_IF["weeks"],
                                 "threads": len(everywhere), "at_most": WHAT_IF["at_most"],
                                 "met": seconds["median"] <= WHAT_IF["at_most"] if replications == WHAT_IF["replications"] else None,
                                 "stages": runs[-1].stages}
    return told


def five_plans(demo, folder):
    """The demo with one plan more than its four."""
    shutil.copyfile(demo, folder / demo.name)
    path = folder / "what_if.yaml"
    path.write_text(json.dumps({"channelsim": 1, "extends": demo.name, "title": "What if our list price were higher?",
                                "horizon": WHAT_IF["weeks"],
                                "strategies": [{"name": "dearer", "label": "A higher list price",
                                                "set": {"products.jasmine.list_price": 33}}]}), encoding="utf-8")
    return path
