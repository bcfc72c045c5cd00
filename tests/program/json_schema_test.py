#!/usr/bin/env python3
"""The JSON Schema and the program agree on what a scenario is, as far as a schema can tell."""

import copy
import json
import re
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
    """Reads plain scalars as the program and editors do: 2027-01-04 and `no` are texts."""


Yaml12.yaml_implicit_resolvers = {}
for kind, pattern, first in [
        ("bool", "true|false", "tf"), ("null", "~|null|", ["~", "n", ""]),
        ("int", "[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
        ("float", r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?", "-+.0123456789")]:
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"),
                                 list(first))
Yaml12.add_constructor("tag:yaml.org,2002:float",  # PyYAML's own needs a point before an exponent
                       lambda loader, node: float(loader.construct_scalar(node)))


def parsed(text):
    return yaml.load(text, Yaml12)


# What may stand for `site`, a number that may be uncertain.
NUMBERS = """
1.5 | -1 | +.5 | 1e-2 | 24 % | "24 %" | {value: 1, source: a survey, confidence: low}
{value: 20 %, name: pull} | normal(1, 0.2) | "normal(1, 0.2, min=0)" | normal(p10=0, p90=1)
{dist: normal, p10: 0, p90: 1, name: pull, source: a guess, confidence: low}
{dist: pert, min: 5 %, mode: 10 %, max: 1} | discrete(0, 1, 2) | {dist: empirical, values: [1, 2]}
{dist: discrete, values: [0, 1], weights: [2, 1]} | bernoulli(0.5, 1, 0)
"""
# What may not, as both can see.
NO_NUMBERS = """
many | 1,200 | 12_000 | 0x10 | .inf | true | "1.5" | [1] | 51 | {dist: gauss, mean: 1, sd: 1}
{dist: normal, mean: 1, stdev: 2} | {dits: normal} | {source: a survey} | gauss(1, 2) | {}
{value: 1, confidence: some} | {dist: pert, min: 1, mode: 2} | 1.2.3
"""
# Lines that may be added to the small scenario: keys that it has not.
GOOD_LINES = """
start: 2027-01-04
currency: EUR
vat: 13 %
step: month
seed: 18446744073709551615
question: 2027
breakdown: [channel, member]
series: [units_sold, "units_sold[channel=web_shop]"]
series: market_share
series: {figures: [units_sold], every: 2 weeks}
manufacturer: {fixed_cost: 1.2M CNY/year}
manufacturer: {fixed_cost: 120万 元/年}
rivals: [{name: other, price: ¥12.50}]
rivals: [{name: other, price: CNY 12.50}]
exchange_rates: [{name: USD, worth: 7.1}]
decision: {indifference: 30k CNY}
demand: {season: {amplitude: 25 %, period: 1 year, phase: -10 weeks}}
rivals: [{name: other, price: 14.13 元 不含税}]
channels: [{name: kiosk, pricing: recommended, lead_time: 2 weeks, replenishment: base_stock}]
promotions: [{name: spring, start: 3, members: corner}]
promotions: [{name: spring, start: week 3, products: [tea], price_cut: 20 %}]
promotions: [{name: spring, start: 1 month}]
changes: [{from: 3, set: {products.tea.list_price: 41}}]
levers: [{name: go, set: {members.web.active: true}, changes: [{from: week 5, set: {}}]}]
expect: [{name: sells, kpi: manufacturer_profit, at_least: -1e6}]
expect: [{name: adds up, invariant: goods_and_money_conserved}]
"""
BAD_LINES = """
start: 2027-13-01
start: 4 January 2027
start: 2027-01-32
vat: 2
step: weeks
seed: 1.5
question: [a, b]
breakdown: [channels]
breakdown: channel
series: {every: 2}
series: {figures: []}
series: {figures: [units_sold], every: 0}
series: [{figure: units_sold}]
manufacturer: 12
manufacturer: {fixed_cost: about 12}
exchange_rates: [{name: USD}]
demand: {season: {amplitude: 25 %, length: 1 year}}
rivals: [{name: other}]
channels: {kiosk: {lead_time: 2}}
channels: [{name: kiosk, pricing: recommend}]
promotions: [{name: spring, start: soon}]
promotions: [{name: spring, start: 2027-13}]
promotions: [{name: spring, start: 2027-W54}]
promotions: [{name: spring, start: -1}]
promotions: [{name: spring, length: normal(3, 1)}]
changes: [{set: {products.tea.list_price: 41}}]
levers: [{set: {members.web.active: true}}]
correlations: [{between: [a, b], coefficient: 2}]
expect: [{name: sells, statistic: median}]
extend: base.yaml
"""
# Files that start from the small scenario; a list may be a map of the entries that change.
GOOD_PARTS = """
title: Another title
members: {corner: {site: 0.2}, web: null}
members: [{name: corner, site: 0.2}, {name: kiosk, channel: own_shop, region: city}]
products: {tea: {list_price: {value: 41, source: a letter}}}
products: [{name: tea, list_price: "normal(41, 1)", attraction: null}]
regions: [{name: coast, consumers: 300}]
demand: {season: {amplitude: 0.2}}
demand: null
strategies: {with_web: {label: Web, set: {members.web.site: 1}}}
strategies: null
replications: {futures: 8, chances: 2}
"""
BAD_PARTS = """
titel: Another title
members: {corner: {stie: 0.2}}
members: {corner: 0.2}
members: [{name: corner, stie: 0.2}]
members: corner
products: {tea: {list_price: many}}
products: {tea: {list_price: {source: a letter, date: 2027}}}
products: {tea: null, list_price: 3}
horizon: null
demand: {season: {amplitud: 0.2}}
demand: [1]
replications: {futures: 8, chance: 2}
"""

# Bad scenarios that only the program can tell from good ones: texts, names, sums, dates and files.
ONLY_THE_PROGRAM = set("""
B10_key_twice B11_name_twice B21_overflow B23_shares_do_not_add_up B26_mode_outside
B27_unknown_segment B28_missing_base B28t_missing_table B29_base_outside B29t_table_outside
B30_extends_itself B38_markup_in_name B39_formula_in_name B40_control_in_name C01_kilograms
C02_share_for_price C03_currency_without_rate C04_vat_without_rate C05_month_of_weeks
C06_date_before_start C07_date_without_start C08_no_such_day C09_dated_channel
C10_dated_opening_forecast C11_two_changes_of_one_date C12_levers_disagree
C13_strategies_in_a_circle C14_unknown_lever C16_beyond_the_bounds C17_unknown_correlation
C18_too_few_arguments C19_too_many_arguments C20_half_a_pair C21_weights_of_another_length
C22_group_that_differs C23_misspelt_mean C24_no_such_entry_in_base C26_files_too_deep
C28_too_many_futures C30_name_by_position C31_no_such_row C32_list_of_rows C33_entry_that_goes
C35_nothing_within_the_cut C36_impossible_coefficient C37_dated_seed C38_week_that_does_not_exist
C39_files_in_a_circle C49_function_without_owner C50_agent_of_a_distributor C51_places_filled_twice
C52_counted_supplier C53_coupon_paid_too_often C54_tiers_from_the_top C55_partner_of_two_programmes
C56_certified_without_certification C57_saves_more_than_it_costs C41_units_that_do_not_match
 C43_unknown_base_plan C60_carried_without_authorisation C61_member_of_two_accounts C62_key_account_of_a_distributor
C44_wrong_value_in_the_base C45_wrong_value_at_a_date C46_correlated_with_itself
C47_two_coefficients_of_a_pair C48_one_name_for_two
""".split())


def fragments(text):
    return [each for line in text.strip().split("\n") for each in line.split(" | ")]


class JsonSchema(language.LanguageTest):
    @classmethod
    def setUpClass(cls):
        cls.schema = language.schema()
        jsonschema.Draft7Validator.check_schema(cls.schema)
        cls.validator = jsonschema.Draft7Validator(cls.schema)

    def test_it_is_what_the_program_prints(self):
        self.assertEqual(json.loads(self.program("schema").out), self.schema)

    def faults(self, text):
        return [error.message for error in self.validator.iter_errors(parsed(text))]

    def test_it_accepts_every_shipped_scenario_and_example(self):
        paths = sorted([*language.SCENARIOS.rglob("*.yaml"),
                        *(language.ROOT / "tests" / "fuzz" / "seeds").glob("*.yaml")])
        page = (language.ROOT / "docs" / "language.md").read_text(encoding="utf-8")
        texts = [path.read_text(encoding="utf-8") for path in paths]
        texts += re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
        self.assertGreaterEqual(len(texts), 18)
        for text in texts:
            with self.subTest(text[:60]):
                self.assertEqual(self.faults(text), [])

    def test_it_refuses_the_bad_scenarios_that_a_schema_can_tell(self):
        accepted = set()
        for path in sorted((language.ROOT / "tests" / "scenarios" / "bad").glob("*.yaml")):
            try:
                if path.is_file() and not self.faults(path.read_text(encoding="utf-8")):
                    accepted.add(path.stem)
            except (UnicodeDecodeError, RecursionError, yaml.YAMLError):
                pass  # no text, or no YAML
        self.assertEqual(accepted, ONLY_THE_PROGRAM)

    def check(self, text, good):
        """The program and the schema accept a text, or both refuse it."""
        with self.subTest(text):
            self.assertEqual(self.faults(text) == [], good, self.faults(text))
            self.program("validate", self.scenario(text), code=0 if good else 2)

    def test_it_and_the_program_accept_the_same_numbers(self):
        self.assertGreaterEqual(len(fragments(NUMBERS)), 16)
        for good, numbers in [(True, NUMBERS), (False, NO_NUMBERS)]:
            for number in fragments(numbers):
                self.check(language.small(
                    ("  - {name: corner, channel: independent_retailer, region: city}",
                     "  - name: corner\n    channel: independent_retailer\n    region: city\n"
                     f"    site: {number}")), good)

    def test_it_and_the_program_accept_the_same_lines(self):
        for good, lines in [(True, GOOD_LINES), (False, BAD_LINES)]:
            for line in lines.strip().split("\n"):
                self.check(language.SMALL + line + "\n", good)

    def test_it_and_the_program_accept_the_same_files_that_start_from_others(self):
        self.scenario(language.small((", set: {members.web.active: true}", "")), "base.yaml")
        for good, lines in [(True, GOOD_PARTS), (False, BAD_PARTS)]:
            for line in lines.strip().split("\n"):
                self.check(f"extends: base.yaml\n{line}\n", good)
                self.check(f"channelsim: 1\nextends: [base.yaml]\n{line}\n", good)

    def test_a_member_may_state_a_part_of_its_channels_policy(self):
        tree = parsed(language.SMALL)
        tree["members"][0]["pricing"] = {"rate": 0.3}
        self.assertTrue(self.validator.is_valid(tree))
        self.program("validate", self.scenario(json.dumps(tree)))

    def test_it_accepts_what_the_program_resolves(self):
        self.program("run", self.scenario(), "-n", 16, "-q", "-o", "out")
        resolved = self.folder / "out" / "scenario.resolved.yaml"
        tree = parsed(resolved.read_text(encoding="utf-8"))
        self.assertEqual([error.message for error in self.validator.iter_errors(tree)], [])

    def test_it_and_the_program_accept_the_same_good_scenario_and_refuse_the_same_broken_ones(self):
        good = parsed(language.SMALL)
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
