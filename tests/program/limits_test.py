#!/usr/bin/env python3
"""Every limit that `explain limits` prints holds at the bound and is refused beyond it."""

import json
import subprocess
import unittest

from program import PROGRAM, ProgramTest

MARKET = """channelsim: 1
title: {title}
horizon: {horizon}
replications: {replications}
seed: {seed}
decision: {{indifference: {indifference}}}
products: [{{name: {name}, unit_cost: 1, list_price: 2, recommended_price: 3}}]
regions: [{{name: north, consumers: {consumers}}}]
segments: {segments}
members: [{{name: shop, channel: own_shop, region: north, lead_time: {lead_time}}}]
strategies: {strategies}
"""
PLAIN = {"title": "t", "horizon": 10, "replications": 16, "seed": 1, "indifference": 0, "name": "tea",
         "consumers": 10, "lead_time": 1,
         "segments": "[{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0.1}]",
         "strategies": "[]"}


def market(**changes):
    return MARKET.format(**{**PLAIN, **changes})


def segments(count):
    each = "{{name: s{}, share: {!r}, purchase_rate: 0.1, price_sensitivity: 0.1}}"
    return "[" + ", ".join(each.format(i, 1 / count) for i in range(count)) + "]"


def strategies(count):
    return "[" + ", ".join(f"{{name: p{i}}}" for i in range(count)) + "]"


def deep(levels):
    """A document whose innermost list lies so deep: the map is the first level."""
    return market() + "x: " + "[" * (levels - 1) + "]" * (levels - 1) + "\n"


def told(*arguments):
    return subprocess.run([str(PROGRAM), *map(str, arguments)], capture_output=True, text=True)


class Limits(ProgramTest):
    def codes(self, text, others=(), name="scenario.yaml"):
        """The codes of what is wrong with a scenario beside which other files lie."""
        for file, content in [*others, (name, text)]:
            raw = content if isinstance(content, bytes) else content.encode()
            (self.folder / file).write_bytes(raw)
        finished = told("validate", "--json", self.folder / name)
        found = [issue["code"] for issue in json.loads(finished.stdout)]
        self.assertEqual(finished.returncode, 2 if found else 0, finished.stderr)
        return found

    def assert_limit(self, code, at_bound, beyond, others=((), ())):
        self.assertNotIn(code, self.codes(at_bound, others[0]))
        self.assertIn(code, self.codes(beyond, others[1]))

    def test_the_table_names_each_limit(self):
        table = told("explain", "limits").stdout
        for word in ["1 MiB", "64 MiB", "64 KiB", "32 deep", "200,000", "10,000", "at most 64, 8 deep",
                     "100 characters", "1,000", "5200 steps", "10000000", "520 steps", "1e15",
                     "1e+12", "half of what is free", "at most 100 GB and what is free"]:
            self.assertIn(word, table)

    def test_size_of_a_file(self):
        largest, text = 1 << 20, market()
        self.assertEqual(self.codes(text + "#" * (largest - len(text) - 1) + "\n"), [])
        self.assertEqual(self.codes(text + "#" * (largest - len(text)) + "\n"), ["E501"])

    def test_length_of_a_text(self):
        self.assertEqual(self.codes(market(title="t" * 65536)), [])
        self.assertEqual(self.codes(market(title="t" * 65537)), ["E503"])

    def test_nesting(self):
        self.assert_limit("E502", deep(32), deep(33))

    def test_values_in_a_file(self):
        self.assert_limit("E503", market() + "x: [" + "1," * 199_000 + "1]\n",
                          market() + "x: [" + "1," * 200_000 + "1]\n")

    def test_keys_of_a_map(self):
        keys = [f"k{i}: 1" for i in range(10_001)]
        self.assert_limit("E503", market() + "x: {" + ", ".join(keys[:-1]) + "}\n",
                          market() + "x: {" + ", ".join(keys) + "}\n")

    def test_names(self):
        self.assertEqual(self.codes(market(name="n" * 100)), [])
        self.assertEqual(self.codes(market(name="n" * 101)), ["E202"])

    def test_lists(self):
        self.assertEqual(self.codes(market(segments=segments(1000))), [])
        self.assertIn("E503", self.codes(market(segments=segments(1001))))
        self.assertEqual(self.codes(market(strategies=strategies(1000))), [])
        self.assertIn("E503", self.codes(market(strategies=strategies(1001))))

    def test_numbers(self):
        for key, bound, beyond in [("horizon", 5200, 5201), ("replications", 10_000_000, 10_000_001),
                                   ("replications", "{futures: 1, chances: 10000}",
                                    "{futures: 1, chances: 10001}"),
                                   ("consumers", "1e9", "1.000001e9"), ("lead_time", 520, 521),
                                   ("seed", (1 << 64) - 1, 1 << 64), ("indifference", "1e15", "1.1e15")]:
            with self.subTest(key=key, bound=bound):
                self.assertEqual(self.codes(market(**{key: bound})), [])
                self.assertEqual(self.codes(market(**{key: beyond})), ["E302"])

    def test_futures_times_chances(self):
        self.assertEqual(self.codes(market(replications="{futures: 10000, chances: 1000}")), [])
        self.assertEqual(self.codes(market(replications="{futures: 10001, chances: 1000}")), ["E305"])

    def chain(self, length):
        """base_1 is extended by base_2 and so on; the scenario extends the last."""
        files = [("base_1.yaml", market())]
        files += [(f"base_{i}.yaml", f"extends: base_{i - 1}.yaml\n") for i in range(2, length + 1)]
        return files

    def test_files_that_are_extended(self):
        self.assert_limit("E502", "extends: base_8.yaml\n", "extends: base_9.yaml\n",
                          (self.chain(8), self.chain(9)))
        many = [(f"b{i}.yaml", market()) for i in range(65)]
        names = [file for file, _ in many]
        self.assert_limit("E503", f"extends: [{', '.join(names[:64])}]\n",
                          f"extends: [{', '.join(names)}]\n", (many, many))
        whole = market() + "#" * ((1 << 20) - len(market()) - 1) + "\n"
        large = [(f"b{i}.yaml", whole) for i in range(5)]
        self.assert_limit("E503", f"extends: [{', '.join(names[:4])}]\n",
                          f"extends: [{', '.join(names[:5])}]\n", (large, large))

    def test_size_of_a_table(self):
        def with_table(size):
            heading = b"a\n"
            return [("t.csv", heading + b"\n" * (size - len(heading)))]
        text = market() + "rivals:\n  - from_csv: {file: t.csv, columns: {name: a}}\n"
        self.assertEqual(self.codes(text, with_table(64 << 20)), [])
        self.assertEqual(self.codes(text, with_table((64 << 20) + 1)), ["E501"])

    def test_work_of_a_run(self):
        text = market(horizon=5200, replications=10_000_000, strategies=strategies(20))
        (self.folder / "large.yaml").write_text(text, encoding="utf-8")
        finished = told("run", self.folder / "large.yaml", "-o", self.folder / "out")
        self.assertEqual(finished.returncode, 2)
        self.assertIn("E504", finished.stderr)
        self.assertIn("--allow-large", finished.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_work_of_a_check(self):
        text = market(horizon=5200, replications=10_000_000, strategies=strategies(20))
        (self.folder / "large.yaml").write_text(text, encoding="utf-8")
        finished = told("check", self.folder / "large.yaml")
        self.assertEqual(finished.returncode, 2)
        self.assertIn("E504", finished.stderr)
        self.assertIn("-n takes fewer replications", finished.stderr)


if __name__ == "__main__":
    unittest.main()
