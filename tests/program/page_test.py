#!/usr/bin/env python3
"""The report's page as a file: small, closed to the network, and texts stay texts."""

import base64
import hashlib
import html.parser
import os
import pathlib
import shutil
import subprocess
import unittest

SAMPLE = os.environ["CHANNELSIM_SAMPLE_PAGE"]
LANGUAGES = ["en", "zh"]


def page(*arguments):
    return subprocess.run([SAMPLE, *arguments], capture_output=True, check=True).stdout.decode()


class Parsed(html.parser.HTMLParser):
    """The elements of a page with the names of their attributes, its links, and its texts."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.addresses, self.policy, self.inner, self.open = [], [], "", {}, ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.open = tag
        if values.get("class") != "warning":
            self.elements.append((tag, tuple(sorted(values))))
        self.addresses += [values[name] for name in ("href", "src", "action", "data") if name in values]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if tag == "script":
            self.open += values.get("type", "")

    def handle_endtag(self, tag):
        self.open = ""

    def handle_data(self, data):
        self.inner[self.open] = self.inner.get(self.open, "") + data


class PageFile(unittest.TestCase):
    def test_it_weighs_less_than_a_megabyte(self):
        for language in LANGUAGES:
            self.assertLess(len(page(language).encode()), 1_000_000)

    def test_hostile_texts_add_no_element_and_no_attribute(self):
        for language in LANGUAGES:
            with self.subTest(language):
                self.assertEqual(Parsed(page(language, "hostile")).elements, Parsed(page(language)).elements)

    def test_hostile_texts_are_shown(self):
        shown = page("en", "hostile")
        self.assertIn("&lt;img src=x onerror=alert(3)&gt;", shown)
        self.assertIn(r"\x1b[31m7\x07\x01", shown)
        unprintable = [c for c in shown.replace("\n", "") if ord(c) < 0x20 or 0x7f <= ord(c) < 0xa0 or c in "\u202e\u2028"]
        self.assertEqual(unprintable, [])

    def test_its_policy_lets_in_its_own_script_and_style_only(self):
        for language in LANGUAGES:
            parsed = Parsed(page(language))
            policy = dict(part.strip().split(" ", 1) for part in parsed.policy.split(";"))
            self.assertEqual(policy["default-src"], "'none'")
            for directive, element in [("script-src", "script"), ("style-src", "style")]:
                if element in parsed.inner:
                    digest = base64.b64encode(hashlib.sha256(parsed.inner[element].encode()).digest()).decode()
                    self.assertEqual(policy[directive], f"'sha256-{digest}'")
                else:
                    self.assertEqual(policy[directive], "'none'")

    def test_every_link_stays_on_the_page(self):
        for language in LANGUAGES:
            parsed = Parsed(page(language, "hostile"))
            self.assertGreater(len(parsed.addresses), 8)
            self.assertEqual([address for address in parsed.addresses if not address.startswith("#")], [])

    @unittest.skipUnless(shutil.which("node"), "node is not installed")
    def test_its_script_writes_numbers_as_its_tables_do(self):
        tests = pathlib.Path(__file__).resolve().parents[1] / "page" / "numbers.test.mjs"
        finished = subprocess.run(["node", "--test", str(tests)], capture_output=True, text=True)
        self.assertEqual(finished.returncode, 0, finished.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
