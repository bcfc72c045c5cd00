#!/usr/bin/env python3
"""`explain` has a text for every field, figure and error; the reference pages name them all."""

import re
import unittest

import language


# What may stand for a value of any kind, and so under no path.
NOT_A_FIELD = {"from_csv", "value"}


def paths_of(schema):
    """Every dotted path of the schema, and whether it leads through a list."""
    definitions = schema["definitions"]
    found = []

    def below(node):
        """The records a value leads to, by tag."""
        tags = [node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else []
        for inner in node.get("anyOf", []):
            tags += below(inner)
        return tags + (below(node["items"]) if "items" in node else [])

    def walk(record, path):
        for key, node in record["properties"].items():
            if key in ("type", "from_csv"):  # say which record stands there
                continue
            found.append(path + key)
            for tag in below(node):
                if tag not in NOT_A_FIELD and "properties" in definitions[tag]:
                    walk(definitions[tag], path + key + ".")

    walk(definitions["scenario"], "")
    return found


class Explain(language.LanguageTest):
    @classmethod
    def setUpClass(cls):
        def page(name):
            return (language.ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
        cls.schema = language.schema()
        cls.kpis = re.findall(r"^\| `(\w+)` ", page("kpis.md"), re.MULTILINE)
        cls.errors = re.findall(r"^## (E\d+): ", page("errors.md"), re.MULTILINE)
        cls.scenario_page = page("scenario.md")

    def test_every_field_is_explained(self):
        paths = sorted(set(paths_of(self.schema)))
        self.assertGreater(len(paths), 100)
        self.assertIn("members.pricing.rate", paths)
        self.assertIn("segments.tastes.attraction", paths)
        for path in paths:
            with self.subTest(path):
                text = self.program("explain", path).out
                self.assertTrue(text.startswith(f"{path}: "), text)
                meaning = text.splitlines()[0][len(path) + 2:]
                self.assertNotEqual(meaning, "", "the field has no meaning")
                self.assertIn("\n  value    ", text)

    def test_every_figure_is_explained(self):
        self.assertGreater(len(self.kpis), 8)
        overview = self.program("explain", "kpi").out
        for name in self.kpis:
            with self.subTest(name):
                self.assertTrue(self.program("explain", "kpi", name).out.startswith(f"{name}: "))
                self.assertIn(name, overview)
        one = self.program("explain", "kpi", "units_sold[channel=web_shop]").out
        self.assertIn("units_sold", one)

    def test_every_error_is_explained(self):
        self.assertGreater(len(self.errors), 20)
        for code in self.errors:
            with self.subTest(code):
                self.assertTrue(self.program("explain", code).out.startswith(f"{code}: "))
                self.assertTrue(self.program("explain", code.lower()).out.startswith(f"{code}: "))

    def test_the_schedule_the_presets_and_the_whole_are_explained(self):
        for subject in [["schedule"], ["presets"], []]:
            self.assertGreater(len(self.program("explain", *subject).out), 200)

    def test_every_error_code_of_the_bad_scenarios_has_its_page(self):
        corpus = language.ROOT / "tests" / "scenarios" / "bad"
        told = {code for path in corpus.glob("*.expected")
                for code in re.findall(r"error\[(E\d+)\]", path.read_text(encoding="utf-8"))}
        self.assertGreater(len(told), 12)
        self.assertLessEqual(told, set(self.errors))

    def test_every_key_is_in_the_reference(self):
        for path in paths_of(self.schema):
            self.assertIn(f"| `{path.rsplit('.', 1)[-1]}` |", self.scenario_page)


if __name__ == "__main__":
    unittest.main(verbosity=2)
