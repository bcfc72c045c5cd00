#!/usr/bin/env python3
"""The JSON Schema and the program agree on what a scenario is, as far as a schema can tell."""

import copy
import json
import sys
import unittest

import language

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


def without(key):
    def change(tree):
        del tree[key]
    return change


def put(path, value):
    """Sets the value at a path of keys and indices."""
    def change(tree):
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = value
    return change


# Each breaks a good scenario in a way that both can see.
BROKEN = {
    "a key is misspelt": put(["horizonn"], 5),
    "a key of a record is misspelt": put(["members", 0, "suplier"], "manufacturer"),
    "a required key is missing": without("horizon"),
    "a required list is missing": without("members"),
    "a required list is empty": put(["products"], []),
    "a required key of an entry is missing": lambda tree: tree["products"][0].pop("unit_cost"),
    "a number is a text": put(["horizon"], "twelve"),
    "a number is below its bound": put(["horizon"], 0),
    "a number is above its bound": put(["horizon"], 5201),
    "a whole number has a fraction": put(["horizon"], 12.5),
    "a share is above 1": put(["segments", 0, "share"], 1.5),
    "a price is negative": put(["products", 0, "list_price"], -1),
    "a reference price is 0": put(["demand"], {"reference_price": 0}),
    "a word is not among the choices": put(["step"], "fortnight"),
    "a truth is a text": put(["members", 0, "active"], "maybe"),
    "a list is a map": put(["regions"], {"name": "city"}),
    "a map is a list": put(["demand"], [1]),
    "an entry is a word": put(["regions"], ["city"]),
    "a type is unknown": put(["members", 0, "pricing"], {"type": "haggle"}),
    "a bare word is no type": put(["members", 0, "pricing"], "haggle"),
    "a key belongs to another type": put(["members", 0, "pricing"], {"type": "markup", "price": 3}),
    "a table has no file": put(["members", 0], {"from_csv": {"columns": {"name": "x"}}}),
    "another version": put(["channelsim"], 2),
    "a name is too long": put(["products", 0, "name"], "x" * 101),
    "a name is empty": put(["products", 0, "name"], ""),
    "a seed is negative": put(["seed"], -1),
}


class Yaml12(yaml.SafeLoader):
    """Reads 2027-01-04 as a text, as YAML 1.2, editors and the program do."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


class JsonSchema(language.LanguageTest):
    @classmethod
    def setUpClass(cls):
        cls.schema = language.schema()
        jsonschema.Draft7Validator.check_schema(cls.schema)
        cls.validator = jsonschema.Draft7Validator(cls.schema)

    def test_it_is_what_the_program_prints(self):
        self.assertEqual(json.loads(self.program("schema").out), self.schema)

    def test_it_accepts_every_shipped_scenario(self):
        paths = sorted((language.ROOT / "scenarios").rglob("*.yaml"))
        self.assertGreaterEqual(len(paths), 4)
        for path in paths:
            with self.subTest(path.name):
                tree = yaml.load(path.read_text(encoding="utf-8"), Yaml12)
                self.assertEqual([error.message for error in self.validator.iter_errors(tree)], [])

    def test_a_member_may_state_a_part_of_its_channels_policy(self):
        tree = yaml.safe_load(language.SMALL)
        tree["members"][0]["pricing"] = {"rate": 0.3}
        self.assertTrue(self.validator.is_valid(tree))
        self.program("validate", self.scenario(json.dumps(tree)))

    def test_it_accepts_what_the_program_resolves(self):
        self.program("run", self.scenario(), "-n", 16, "-q", "-o", "out")
        resolved = self.folder / "out" / "scenario.resolved.yaml"
        tree = yaml.safe_load(resolved.read_text(encoding="utf-8"))
        self.assertEqual([error.message for error in self.validator.iter_errors(tree)], [])

    def test_it_and_the_program_accept_the_same_good_scenario_and_refuse_the_same_broken_ones(self):
        good = yaml.safe_load(language.SMALL)
        self.assertTrue(self.validator.is_valid(good))
        self.program("validate", self.scenario(json.dumps(good)))
        for law, change in BROKEN.items():
            with self.subTest(law):
                broken = copy.deepcopy(good)
                change(broken)
                self.assertFalse(self.validator.is_valid(broken))
                self.program("validate", self.scenario(json.dumps(broken)), code=2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
