#!/usr/bin/env python3
"""Every example of docs/language.md is a valid scenario, and what the page says is refused is refused."""

import re
import unittest

import language

PAGE = (language.ROOT / "docs" / "language.md").read_text(encoding="utf-8")


class LanguagePage(language.LanguageTest):
    def setUp(self):
        super().setUp()
        self.examples = []
        for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL):
            name = re.match(r"# (\S+\.yaml)\n", text).group(1)
            self.examples.append(self.scenario(text, name))
        self.scenario(re.search(r"```csv\n(.*?)```", PAGE, re.DOTALL).group(1), "shops.csv")

    def test_its_examples_are_valid_without_warnings(self):
        self.assertGreaterEqual(len(self.examples), 6)
        for name in self.examples:
            with self.subTest(name):
                self.assertEqual(self.program("validate", name).err, "")

    def refused(self, code, change, base="tea.yaml"):
        self.assertIn(code, PAGE)
        text = f"channelsim: 1\nextends: {base}\n{change}\n"
        finished = self.program("validate", self.scenario(text, "refused.yaml"), code=2)
        self.assertIn(f"error[{code}]", finished.err, change)

    def test_what_it_says_is_refused_is_refused(self):
        tea = "products:\n  - name: tea\n    "
        shops = "members:\n  - name: corner_shops\n    "
        for code, change in [
                ("E104", tea + "list_prize: 36"),
                ("E306", tea + "list_price: 24 %"),
                ("E306", tea + "list_price: 5 EUR"),
                ("E306", tea + "recommended_price: 65 CNY incl. VAT"),
                ("E306", "manufacturer:\n  fixed_cost: 100k CNY"),
                ("E301", "regions:\n  - name: city\n    consumers: 40_000"),
                ("E301", shops + "lead_time: 10 days"),
                ("E301", shops + "lead_time: pert(1, 2, 3)"),
                ("E302", shops + "commission: normal(10 %, 10 %)"),
                ("E301", "changes: [{from: 2027-07, set: {products.tea.list_price: 34}}]"),
                ("E301", "start: 2027-01-04\nchanges: [{from: 2026-07, set: {products.tea.list_price: 34}}]"),
                ("E305", "strategies: [{name: web_shop, set: {replications: 100}}]"),
                ("E305", "changes: [{from: 3, set: {members.web.owner: independent}}]"),
                ("E305", "levers:\n  - {name: a, set: {products.tea.list_price: 35}}\n"
                         "  - {name: b, set: {products.tea.list_price: 34}}\nstrategies: [{name: both, levers: [a, b]}]"),
                ("E304", "segments: {everyone: {share: 90 %}}"),
                ("E305", "members: [{name: depot, channel: distributor, active: false}, {name: corner_shops, supplier: depot}]"),
                ("E401", "members: {corner_shops: {region: town}}"),
                ("E404", "products: {tee: {list_price: 34}}")]:
            with self.subTest(change):
                self.refused(code, change)
        with self.subTest("a file outside the folder"):
            self.refused("E403", "", "../tea.yaml")


if __name__ == "__main__":
    unittest.main(verbosity=2)
