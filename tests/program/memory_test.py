#!/usr/bin/env python3
"""A run takes no more memory than `run --dry-run` says beforehand, and what would take too much is refused
before it starts."""

import os
import re
import resource
import subprocess
import time
import unittest

from program import PROGRAM, ProgramTest, market

MORE_THAN_TOLD = 1.25  # times the estimate, at most


def shops(count, products=1):
    """A market of many shops."""
    regions = [{"name": f"r{i}", "consumers": 1000} for i in range(max(1, count // 20))]
    goods = [{"name": f"p{i}", "unit_cost": 5, "list_price": 8, "recommended_price": 12} for i in range(products)]
    members = [{"name": f"m{i}", "channel": "independent_retailer", "region": f"r{i % len(regions)}"} for i in range(count)]
    return market(products=goods, regions=regions, members=members, rivals=[], promotions=[], horizon=20,
                  segments=[{"name": "all", "share": 1, "purchase_rate": 0.2, "price_sensitivity": 0.1}],
                  replications=32, strategies=[{"name": "a"}, {"name": "b"}])


def people(count, **changes):
    tree = shops(10)
    tree["regions"] = [{"name": "r0", "consumers": count}]
    return tree | {"consumers": {"resolution": "persons"}, "horizon": 5} | changes


SHAPES = {
    "small": (market(), []),
    "many replications": (market(horizon=4), ["-n", 4000]),
    "many plans": (market(horizon=4, strategies=[{"name": f"p{i}"} for i in range(30)]), ["-n", 160]),
    "many figures": (market(horizon=4, breakdown=["member", "channel", "region"]), ["-n", 1600]),
    "a fine series": (market(horizon=104, series={"figures": ["units_sold", "market_share"], "every": 1}), ["-n", 1600]),
    "many steps": (market(horizon=5200), ["-n", 32]),
    "many shops": (shops(400), []),
    "many shelves": (shops(100, 20), []),
    "long lead times": (market(horizon=20, members=[{"name": "m", "channel": "independent_retailer", "region": "north",
                                                     "lead_time": 500}], promotions=[], strategies=[]), []),
    "persons": (people(20_000), []),
    "many persons": (people(200_000), []),
    "persons of their own pace": (people(50_000, demand={"incidence": {"type": "nbd", "shape": 1}}), []),
    "persons who know each other": (people(100_000, consumers={"resolution": "persons", "network": {"type": "random", "degree": 8}},
                                           demand={"incidence": {"type": "bass", "imitation": 0.1}}), []),
    "memory": (people(1000, consumers={"memory": True}), []),
    "chances": (market(horizon=4, replications={"futures": 400, "chances": 5}), []),
}


class MemoryTest(ProgramTest):
    def told(self, path, *options):
        finished = subprocess.run([PROGRAM, "run", path, "--dry-run", *map(str, options)], capture_output=True, text=True)
        self.assertEqual(finished.returncode, 0, finished.stderr)
        self.assertEqual(list(self.folder.glob("results*")), [])
        return float(re.search(r"(\d+) MB of memory", finished.stdout)[1]) * 1e6

    def taken(self, path, *options):
        """The most memory that a run held, and its time."""
        self.runs += 1
        command = [str(PROGRAM), "run", str(path), "-q", "-o", str(self.folder / f"run{self.runs}"), *map(str, options)]
        begin = time.monotonic()
        process = os.posix_spawn(PROGRAM, command, os.environ)
        _, status, usage = os.wait4(process, 0)
        self.assertEqual(os.waitstatus_to_exitcode(status), 0)
        return usage.ru_maxrss * 1024, time.monotonic() - begin


class Estimates(MemoryTest):
    def test_no_run_takes_more_than_was_told(self):
        for name, (tree, options) in SHAPES.items():
            with self.subTest(name):
                path = self.scenario(tree)
                told = self.told(path, *options)
                taken, seconds = self.taken(path, *options)
                print(f"{name}: {taken / 1e6:.0f} MB taken, {told / 1e6:.0f} MB told, {seconds:.1f} s")
                self.assertLess(taken, MORE_THAN_TOLD * told)
                self.assertGreater(taken, told / 3, "the bound says nothing")


ABSURD = {
    "steps and replications": {"horizon": 5200, "replications": 10_000_000},
    "futures and chances": {"horizon": 520, "replications": {"futures": 10_000, "chances": 1000}},
    "plans": {"horizon": 5200, "replications": 100_000, "strategies": [{"name": f"p{i}"} for i in range(1000)]},
    "rows": {"horizon": 1, "replications": 10_000_000},
    "rows of many figures": {"horizon": 1, "replications": 5_000_000, "breakdown": ["member", "channel", "region"]},
    "a series": {"horizon": 5200, "replications": 1_000_000, "series": {"figures": ["units_sold"], "every": 1}},
    "two series": {"horizon": 520, "replications": 10_000_000, "series": {"figures": ["units_sold", "market_share"], "every": 1}},
    "steps out of range": {"horizon": 1e9},
    "replications out of range": {"replications": 1e12},
    "negative replications": {"replications": -1},
    "a number beyond all": {"replications": 1e300},
    "consumers out of range": {"regions": [{"name": "north", "consumers": 1e12}, {"name": "south", "consumers": 1}]},
    "persons": {"consumers": {"resolution": "persons"}, "regions": [{"name": "north", "consumers": 1e9}, {"name": "south", "consumers": 1}]},
    "persons and steps": {"consumers": {"resolution": "persons"}, "horizon": 5200, "replications": 10_000_000},
    "chances out of range": {"replications": {"futures": 1, "chances": 1e6}},
    "futures out of range": {"replications": {"futures": 1e15, "chances": 2}},
    "plans and rows": {"horizon": 1, "replications": 1_000_000, "strategies": [{"name": f"p{i}"} for i in range(100)]},
    "too many plans": {"strategies": [{"name": f"p{i}"} for i in range(2000)]},
    "a seed beyond all": {"seed": 1e30},
    "every limit at once": {"horizon": 5200, "replications": {"futures": 10_000, "chances": 1000},
                            "series": {"figures": ["units_sold"], "every": 1},
                            "strategies": [{"name": f"p{i}"} for i in range(1000)]},
}


class Absurdities(MemoryTest):
    @staticmethod
    def time_taken():
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime

    def test_what_would_take_too_much_never_starts(self):
        too_much = 0
        for name, changes in ABSURD.items():
            with self.subTest(name):
                path = self.scenario(market(**changes))
                begin = self.time_taken()
                finished = subprocess.run([PROGRAM, "run", path, "-o", self.folder / "out"], capture_output=True, text=True,
                                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (256 << 20,) * 2))
                self.assertLess(self.time_taken() - begin, 2)
                self.assertEqual(finished.returncode, 2, finished.stderr)
                self.assertFalse((self.folder / "out").exists())
                if "E504" in finished.stderr:
                    too_much += 1
                    self.assertRegex(finished.stderr, r"shelf-steps \(limit .*\) and take .* GB of memory \(limit .* GB\) and .* GB of disk")
                    self.assertIn("--allow-large", finished.stderr)
                else:
                    self.assertRegex(finished.stderr, r"error\[E(30[25]|50\d|301)\]")
        self.assertGreaterEqual(too_much, 10)


if __name__ == "__main__":
    unittest.main(verbosity=2)
