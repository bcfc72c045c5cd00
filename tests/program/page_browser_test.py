#!/usr/bin/env python3
"""The report's page in a browser: it draws, listens to the keyboard, asks nobody, and fits."""

import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "page"
SAMPLE = os.environ["CHANNELSIM_SAMPLE_PAGE"]
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")

if not BROWSER or not shutil.which("node"):
    print("skipped: chromium or node is not installed")
    sys.exit(77)
if not (FOLDER / "node_modules" / "playwright-core").exists():
    print(f"skipped: playwright-core is missing (npm ci in tests/{FOLDER.name})")
    sys.exit(77)
if 'id="data"' not in subprocess.run([SAMPLE, "en"], capture_output=True, text=True, check=True).stdout:
    print("skipped: the program was built without pictures (CHANNELSIM_WEB=OFF)")
    sys.exit(77)

KINDS = {"intervals", "bars", "lines", "fan", "sankey", "waterfall", "heat", "distribution", "timeline"}
CASES = [(language, width, "") for language in ("en", "zh") for width in (1280, 390)] + [("en", 390, "hostile")]


def on_every_page(test, hostile=True):
    """A test of what was seen of each page; its arguments are language, width and what was seen."""
    def tests(self):
        for (language, width, kind), seen in self.seen.items():
            if hostile or not kind:
                with self.subTest(language=language, width=width, kind=kind):
                    test(self, language, width, seen)
    return tests


def on_every_plain_page(test):
    return on_every_page(test, hostile=False)


class PageInABrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="channelsim-test-")
        cls.addClassCleanup(folder.cleanup)

        def observe(case):
            language, width, kind = case
            page = pathlib.Path(folder.name) / f"{language}{width}{kind}.html"
            page.write_bytes(subprocess.run([SAMPLE, language, *([kind] if kind else [])],
                                            capture_output=True, check=True).stdout)
            finished = subprocess.run(["node", str(FOLDER / "observe.mjs"), BROWSER, str(page), str(width)],
                                      capture_output=True, text=True, timeout=240)
            assert finished.returncode == 0, finished.stderr
            return json.loads(finished.stdout)

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            cls.seen = dict(zip(CASES, pool.map(observe, CASES)))

    @on_every_page
    def test_nothing_is_wrong_and_nobody_is_asked(self, language, width, seen):
        self.assertEqual(seen["errors"], [])
        self.assertEqual(seen["requests"], [])

    @on_every_page
    def test_every_kind_of_picture_is_drawn(self, language, width, seen):
        self.assertEqual({figure["kind"] for figure in seen["figures"]}, KINDS)
        for figure in seen["figures"]:
            self.assertGreater(figure["marks"], 4, figure["id"])
            self.assertGreater(figure["rows"], 1, figure["id"])
            self.assertTrue(figure["described"], figure["id"])

    @on_every_plain_page
    def test_numbers_follow_the_language(self, language, width, seen):
        bridge = next(figure for figure in seen["figures"] if figure["kind"] == "waterfall")["words"]
        for word in (["38.4", "42.6", "+5.3", "M CNY"] if language == "en" else ["3,841", "4,262", "+530", "万元"]):
            self.assertIn(word, bridge)

    @on_every_page
    def test_nothing_is_wider_than_the_window(self, language, width, seen):
        self.assertLessEqual(seen["overflow"], 0)
        self.assertLessEqual(seen["overflow_open"], 0)

    @on_every_page
    def test_the_keyboard_reaches_everything(self, language, width, seen):
        self.assertEqual(seen["reached"], seen["stops"])

    @on_every_page
    def test_a_switch_hides_its_plan_in_every_picture(self, language, width, seen):
        self.assertGreaterEqual(len(seen["before"]), 5)
        for picture, marks in seen["before"].items():
            self.assertGreater(marks, 0, picture)
            self.assertEqual(seen["hidden"][picture], 0, picture)
        self.assertEqual(seen["after"], seen["before"])
        self.assertEqual(set(seen["pressed_off"]), {"false"})
        self.assertEqual(set(seen["pressed_on"]), {"true"})

    @on_every_page
    def test_the_last_plan_stays(self, language, width, seen):
        self.assertEqual(seen["left"], 1)

    @on_every_page
    def test_values_are_told(self, language, width, seen):
        for picture, (tip, live) in seen["told"].items():
            self.assertRegex(tip, r"\d", picture)
            self.assertRegex(live, r"\d", picture)
        self.assertRegex(seen["hovered"], r"\d")

    @on_every_plain_page
    def test_pictures_are_saved_with_title_and_legend(self, language, width, seen):
        self.assertEqual((seen["svg"]["name"], seen["png"]["name"]), ("channel_stock.svg", "channel_stock.png"))
        for word in ({"en": ["Channel stock in weeks", "Own sales force", "digest"],
                      "zh": ["渠道库存周数", "直营销售队伍", "摘要"]})[language]:
            self.assertIn(word, seen["svg"]["text"])
        self.assertEqual(seen["png"]["magic"], "PNG")
        self.assertGreater(seen["png"]["width"], 1.8 * (700 if width == 1280 else 340))

    @on_every_page
    def test_no_serious_hindrance_for_people_with_disabilities(self, language, width, seen):
        self.assertEqual(seen["violations"], [])

    @on_every_plain_page
    def test_it_prints_on_a4(self, language, width, seen):
        self.assertLessEqual(seen["print_widest"], 672)
        self.assertEqual(seen["print_buttons"], 0)
        self.assertLessEqual(seen["print_pages"], 12)

    @on_every_page
    def test_it_reads_without_its_script(self, language, width, seen):
        self.assertEqual(seen["plain"], {"note": True, "lead": True, "tables": 10})


if __name__ == "__main__":
    unittest.main(verbosity=2)
