#!/usr/bin/env python3
"""The catalogue of words: no text is missing, unused, or in the other language's words."""

import json
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOGUES = sorted([*ROOT.glob("engine/*/words/*.json"), *ROOT.glob("models/*/words/*.json")])
SOURCES = [path for folder in ("engine", "models", "tools") for path in sorted((ROOT / folder).rglob("*"))
           if path.suffix in (".cpp", ".hpp", ".js") and "node_modules" not in path.parts]

# What may stand in Latin letters among Chinese: symbols of a formula, and names.
LATIN = {"m", "d", "r", "P", "channelsim", "SHA", "YAML", "JSON", "CSV", "Excel", "SVG", "PNG", "Esc", "VAT", "KPI", "ECharts"}
CITATION = re.compile(r"\[[A-Z][^\]]*\d{4}\]")
PLACE = re.compile(r"\{(\w*)[^}]*\}")
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'([a-z_]+(?:\.[a-z_0-9]+)+)\'')
# Words no adviser may use, in either language.
CLAIMS = re.compile(r"\b(optimal|exact|proves?|proven|guarantees?|guaranteed)\b|最优|精确|证明|保证(?!金)", re.I)


def unique(pairs):
    keys = [key for key, _ in pairs]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise ValueError(f"two texts for {sorted(twice)}")
    return dict(pairs)


def catalogue():
    texts = {}
    for path in CATALOGUES:
        for key, text in json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique).items():
            if key in texts:
                raise ValueError(f"{path.name}: '{key}' stands in another catalogue, too")
            texts[key] = text
    return texts


def arguments_of_words(source):
    """The first argument of each call of words: `words("a")`, `view.words(one ? "a" : "b", …)`."""
    for call in re.finditer(r"\bwords_?\(", source):
        depth, end, quoted = 1, call.end(), False
        while end < len(source) and depth > 0:
            letter = source[end]
            quoted ^= letter == '"'
            if not quoted:
                depth += (letter in "([{") - (letter in ")]}")
                if letter == "," and depth == 1:
                    break
            end += 1
        yield source[call.end():end]


class Catalogue(unittest.TestCase):
    def setUp(self):
        self.texts = catalogue()
        self.sources = {path: path.read_text(encoding="utf-8") for path in SOURCES}
        self.literals = {one or other for source in self.sources.values()
                         for one, other in LITERAL.findall(source)}

    def test_there_is_something_to_check(self):
        self.assertGreater(len(CATALOGUES), 4)
        self.assertGreater(len(self.texts), 200)
        self.assertIn("answer.choose", self.literals)

    def test_every_key_has_both_texts(self):
        for key, text in self.texts.items():
            with self.subTest(key):
                self.assertEqual(set(text), {"en", "zh"})
                self.assertTrue(text["en"] is None or isinstance(text["en"], str))
                self.assertTrue(isinstance(text["zh"], str))

    def test_places_are_the_same_in_both_languages(self):
        for key, text in self.texts.items():
            with self.subTest(key):
                chinese = sorted(PLACE.findall(text["zh"]))
                if text["en"] is None:
                    self.assertEqual(chinese, [])
                else:
                    self.assertEqual(sorted(PLACE.findall(text["en"])), chinese)
                self.assertNotIn("", chinese)

    def test_every_key_that_the_sources_name_exists(self):
        for path, source in self.sources.items():
            for argument in arguments_of_words(source):
                for key, _ in LITERAL.findall(argument):
                    with self.subTest(path=path.name, key=key):
                        if key.endswith(".") or "{" in key:
                            self.assertTrue(any(self.pattern(key).fullmatch(each) for each in self.texts))
                        else:
                            self.assertIn(key, self.texts)
                            self.assertIsNotNone(self.texts[key]["en"], "say words.translated for this")

    @staticmethod
    def pattern(literal):
        """Keys made of a literal: "unit.{}" and "say." + …"""
        parts = [re.escape(part) for part in re.split(r"\{[^}]*\}", literal)]
        return re.compile(".+".join(parts) if len(parts) > 1 else parts[0] + ".+")

    def test_no_key_is_unused(self):
        names = {key.split(".")[0] for key in self.texts}
        made = [self.pattern(literal) for literal in self.literals
                if re.fullmatch(r"[a-z_]+\.(\S*\{.*\}\S*|[a-z_.]*\.|)", literal) and literal.split(".")[0] in names]
        used = {key for key in self.texts
                if key in self.literals or any(pattern.fullmatch(key) for pattern in made)}
        # A drawing that is not there yet brings its words along.
        drawn = {key.split(".")[0] for key in used}
        self.assertEqual({key for key in self.texts if key.split(".")[0] in drawn} - used, set())

    def test_chinese_is_chinese_and_english_is_english(self):
        for key, text in self.texts.items():
            with self.subTest(key):
                plain = PLACE.sub("", CITATION.sub("", text["zh"]))
                self.assertEqual(set(re.findall(r"[A-Za-z]+", plain)) - LATIN, set())
                # Half-width marks between Chinese characters are a slip of the keyboard.
                self.assertNotRegex(plain, r"[\u4e00-\u9fff][,;:!?()]|[,;!?()][\u4e00-\u9fff]")
                if text["en"] is not None:
                    self.assertNotRegex(text["en"], r"[\u3000-\u9fff\uff00-\uffef]")

    def test_no_text_claims_certainty(self):
        for key, text in self.texts.items():
            with self.subTest(key):
                self.assertNotRegex(f"{text['en']} {text['zh']}", CLAIMS)


if __name__ == "__main__":
    unittest.main()
