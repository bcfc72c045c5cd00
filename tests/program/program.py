"""What the tests of the whole program share: a small market, and running it."""

import copy
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(os.environ["CHANNELSIM_PROGRAM"]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"

# `FILE_test.py --long` tries many more cases than the suite has time for.
LONG = "--long" in sys.argv
if LONG:
    sys.argv.remove("--long")

# A little of everything: two tiers, an own shop, online reach, a rival, a season, promotions, and
# shortages, because opening stock and the safety factor are small.
MARKET = {
    "channelsim": 1,
    "title": "A market for tests",
    "horizon": 30,
    "replications": 40,
    "products": [
        {"name": "tea", "unit_cost": 20, "list_price": 40, "recommended_price": 60},
        {"name": "oil", "unit_cost": 7, "list_price": 11.5, "recommended_price": 17.9, "attraction": -1, "divisible": True},
    ],
    "regions": [{"name": "north", "consumers": 3000}, {"name": "south", "consumers": 1700}],
    "segments": [
        {"name": "thrifty", "share": 0.6, "purchase_rate": 0.2, "price_sensitivity": 0.05},
        {"name": "hurried", "share": 0.4, "purchase_rate": 0.3, "price_sensitivity": 0.02,
         "tastes": [{"channel": "web_shop", "attraction": 0.3}, {"channel": "independent_retailer", "attraction": -0.1}]},
    ],
    "demand": {"season": {"amplitude": 0.3}},
    "rivals": [{"name": "other_tea", "price": 55, "attraction": 1}, {"name": "cheap_oil", "region": "south", "price": 12}],
    "members": [
        {"name": "wholesaler", "channel": "distributor", "region": "north",
         "replenishment": {"type": "order_up_to", "safety_factor": 1.05}},
        {"name": "corner", "channel": "independent_retailer", "region": "north", "supplier": "wholesaler", "site": 1,
         "replenishment": {"type": "order_up_to", "safety_factor": 1.1}},
        {"name": "market_hall", "channel": "independent_retailer", "region": "south", "supplier": "wholesaler", "site": 1.5},
        {"name": "flagship", "channel": "own_shop", "region": "south", "products": ["tea"]},
        {"name": "web", "channel": "web_shop", "active": False},
        {"name": "platform", "channel": "marketplace_shop", "holds_stock": False},
    ],
    "promotions": [
        {"name": "spring", "members": ["corner", "market_hall"], "start": 4, "length": 3, "every": 13,
         "price_cut": 0.2, "trade_discount": 0.1, "cost": 50},
        {"name": "oil_days", "channels": ["marketplace_shop"], "products": ["oil"], "start": 5, "length": 2, "price_cut": 0.15},
    ],
    "strategies": [
        {"name": "as_is", "baseline": True},
        {"name": "the_same"},
        {"name": "web_shop", "set": {"members.web.active": True}},
        {"name": "dearer", "set": {"products.tea.list_price": 42, "promotions.spring.price_cut": 0.1}},
    ],
}
LISTS = ["products", "regions", "segments", "rivals", "members", "promotions", "strategies"]


def market(**changes):
    """A copy of the market with some top-level keys replaced."""
    return copy.deepcopy(MARKET) | changes


class Run:
    """A finished run: exit code, messages, results and cells (plan, replication, figure) -> text."""

    def __init__(self, folder, finished):
        self.folder = folder
        self.code, self.errors, self.output = finished.returncode, finished.stderr, finished.stdout
        self.csv = self.text("replications.csv")
        self.results = json.loads(self.text("results.json") or "null")
        self.header, *self.rows = list(csv.reader((self.csv or "\n").splitlines()))

    def text(self, name):
        path = self.folder / name
        return path.read_bytes().decode() if path.exists() else None

    @property
    def digest(self):
        return self.results["digest"]

    def cells(self):
        return {(row[0], int(row[1]), figure): value
                for row in self.rows for figure, value in zip(self.header[2:], row[2:])}

    def columns(self):
        """(plan, figure) -> numbers in order of replication."""
        columns = {}
        for (plan, _, figure), value in self.cells().items():
            columns.setdefault((plan, figure), []).append(float(value))
        return columns


def read_table(file):
    """The rows of a CSV file as maps from heading to text."""
    with open(file, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


class ProgramTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="channelsim-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.runs = 0

    def scenario(self, tree, name="scenario"):
        """Writes a scenario; JSON is YAML."""
        path = self.folder / f"{name}.yaml"
        path.write_text(json.dumps(tree, indent=1))
        return path

    def command(self, scenario, *options, folder=None):
        if folder is None:
            self.runs += 1
            folder = self.folder / f"run{self.runs}"
        return [str(PROGRAM), "run", str(scenario), "-q", "-o", str(folder), *map(str, options)], folder

    def run_program(self, scenario, *options, folder=None, before=(), environment=None, code=0):
        """Runs a scenario (a tree or a file); `before` goes in front of the program's name."""
        path = self.scenario(scenario) if isinstance(scenario, dict) else scenario
        command, folder = self.command(path, *options, folder=folder)
        finished = subprocess.run([*before, *command], capture_output=True, text=True,
                                  env=os.environ | (environment or {}))
        if code is not None:
            self.assertEqual(finished.returncode, code, finished.stderr)
        return Run(folder, finished)

    def assert_cells_kept(self, before, after):
        """Every cell of `before` stands in `after` with the same text."""
        old, new = before.cells(), after.cells()
        moved = [f"{key}: {value} became {new.get(key)}" for key, value in old.items() if new.get(key) != value]
        self.assertEqual(moved[:5], [], f"{len(moved)} of {len(old)} cells moved")
