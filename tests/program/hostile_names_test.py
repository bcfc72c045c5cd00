#!/usr/bin/env python3
"""Nothing from an input becomes active in any output: payloads as names, labels, title, question and
source are either refused by the reader or shown as the text they are, in every file a run has."""

import csv
import html.parser
import io
import json
import re
import sqlite3
import subprocess
import unittest

import yaml

from program import PROGRAM, ProgramTest, market
from workbook import Workbook

PAGE = [
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<img src=x onerror=alert(3)>",
    '" onmouseover="alert(4)', "' onfocus='alert(5)' autofocus='", "<svg/onload=alert(6)>", "</title><h1>7</h1>",
    "</style><b>8</b>", "<!-- 9", "--> 10", "&lt;13&gt; &#x3c;14&#62;", "javascript:alert(15)",
    "<a href='javascript:alert(16)'>x</a>", "<iframe srcdoc='<b>17'>", "${18} `19` #{20}", "{{21}} {0} {plan} %s %n",
    "</textarea><input onfocus=alert(22) autofocus>", "<base href=//example.com/23>", "<meta http-equiv=refresh content=0>",
    "\\u003cscript\\u003e24", "\\\"; alert(25); //", "</ScRiPt >26", "<script src=//example.com/27>",
]
SPREADSHEET = [
    '=HYPERLINK("http://example.com","28")', "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0",
    "=1+1", "=cmd|'/c calc'!A1", '=WEBSERVICE("http://example.com/29")', "=IMPORTXML(A1;B2)", "'=30+1", " =31+1",
    "_x003D_32+1", "_x000a_33", "http://example.com/34", "mailto:a@example.com?35", "internal:'Sheet'!A1 36",
    "external:c:/37.xlsx", "file:///etc/passwd 38", "=@A1", "{=39+1}", '"=40+1",=41+1',
]
STORE = [
    "'; DROP TABLE runs; --", '"); DELETE FROM results; --', "Robert'); --", "a,b;c|d", "quote \" and ' and ``", "../../etc/43",
    "..\\..\\44", "$(touch 45) `touch 46`", "; rm -rf 47", "CON", "null", "true", "0", "1e3", "NaN",
]
SCRIPTS = ["😀👩‍👩‍👧‍👦", "渠道<方案>甲", "שלום עולם", "مرحبا", "Ĥ̷̛̟e̵̽ combining", "ﷺ ﷽", "x" * 100, "𝒳" * 100]
# What the reader refuses in a name, and what a text may hold all the same.
REFUSED = ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "bell\x07", "nul\x00", "back\x08space", "\x9b31m", "two\nlines", "tab\tbed",
           "\rreturn", "x" * 300, "", "a[b=c]", "right\u202eleft", "mark\u200f", "\u2028separator"]
ONLY_IN_TEXTS = ["]]> 11", "<![CDATA[12", "right\u202eleft", "mark\u200f", "\u2028separator", "two\nlines"]
ACCEPTED = PAGE + SPREADSHEET + STORE + SCRIPTS
BATCH = 9

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
DECEPTIVE = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def shown(text):
    """A text as a terminal and a cell show it."""
    return DECEPTIVE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


class Elements(html.parser.HTMLParser):
    """What a page is made of: tags with the names of their attributes; and its texts."""

    def __init__(self, page):
        super().__init__()
        self.kinds, self.scripts, self.values, self.texts = set(), 0, [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.kinds |= {(tag, name) for name, _ in attributes} | {(tag, "")}
        self.values += [(name, value or "") for name, value in attributes]
        self.scripts += tag == "script"

    def handle_data(self, data):
        self.texts.append(data)


class HostileNames(ProgramTest):
    def tree(self, names, texts):
        """A small market in which every kind of name is one of the payloads, and every text, too."""
        def name(place):
            return names[place % len(names)]

        def text(place):
            return texts[place % len(texts)]
        tree = market(title=text(0), question=text(1), horizon=4, replications=2)
        for place, kind in enumerate(["products", "regions", "segments", "rivals", "members", "promotions"]):
            tree[kind] = [dict(entry) for entry in tree[kind][:1]]
            tree[kind][0] |= {"name": name(place), "label": text(place + 2)}
        product, region, segment, _, member, promotion = (tree[kind][0] for kind in
                                                          ["products", "regions", "segments", "rivals", "members", "promotions"])
        product["unit_cost"] = {"dist": "triangular", "min": 18, "mode": 20, "max": 22, "source": text(8)}
        segment |= {"share": 1, "tastes": []}
        tree["rivals"][0] |= {"price": 55}
        member.clear()
        member |= {"name": name(4), "label": text(6), "channel": "own_shop", "region": region["name"]}
        promotion["members"] = [member["name"]]
        promotion.pop("channels", None)
        promotion.pop("products", None)
        promotion |= {"start": 1, "length": 1}
        promotion.pop("every", None)
        tree["strategies"] = [{"name": each, "label": text(place), "baseline": place == 0}
                              for place, each in enumerate(names)]
        if self.knows_audience:
            tree["audience"] = text(9)
        return tree

    def scenario(self, tree, name="scenario"):
        path = self.folder / f"{name}.yaml"
        path.write_text(json.dumps(tree, indent=1, ensure_ascii=False), encoding="utf-8")
        return path

    @classmethod
    def setUpClass(cls):
        schema = subprocess.run([str(PROGRAM), "schema"], capture_output=True, text=True, check=True).stdout
        cls.knows_audience = '"audience"' in schema

    def simulate(self, tree):
        """Runs and shows the answer; returns the folder and what the terminal got."""
        self.runs += 1
        folder = self.folder / f"run{self.runs}"
        finished = subprocess.run([str(PROGRAM), "run", str(self.scenario(tree)), "-o", str(folder)], capture_output=True)
        output, errors = finished.stdout.decode(), finished.stderr.decode()
        self.assertIn(finished.returncode, (0, 1), errors)
        return folder, output + errors

    def check_terminal(self, output):
        self.assertIsNone(CONTROL.search(output), output)
        self.assertIsNone(DECEPTIVE.search(output), output)

    def check_tables(self, folder, names, texts):
        rows = list(csv.reader(io.StringIO((folder / "replications.csv").read_bytes().decode(), newline="")))
        self.assertEqual([row[0] for row in rows[1:]], [name for name in names for _ in range(2)])
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        raw = (folder / "results.json").read_text()
        self.assertNotIn("<", raw)
        results = json.loads(raw)
        self.assertEqual([plan["name"] for plan in results["strategies"]], names)
        self.assertEqual([plan["label"] for plan in results["strategies"]],
                         [texts[place % len(texts)] for place in range(len(names))])
        self.assertEqual(results["scenario"]["title"], texts[0])
        json.loads((folder / "manifest.json").read_text())
        resolved = yaml.safe_load((folder / "scenario.resolved.yaml").read_text())
        self.assertEqual((resolved["title"], resolved["question"]), (texts[0], texts[1 % len(texts)]))
        self.assertEqual([plan["name"] for plan in resolved["strategies"]], names)

    def check_page(self, folder, texts):
        page = folder / "report.html"
        if not page.exists():
            return
        elements, plain = Elements(page.read_text()), self.plain_page()
        self.assertEqual(elements.scripts, plain.scripts)
        self.assertLessEqual(elements.kinds, plain.kinds)
        for name, value in elements.values:
            self.assertFalse(name.startswith("on"), (name, value))
            self.assertNotRegex(value, "(?i)^\\s*javascript:")
        self.assertIn(shown(" ".join(texts[0].split())), " ".join("".join(elements.texts).split()))

    def plain_page(self):
        """The page of a market with the same parts and harmless names."""
        if not hasattr(HostileNames, "plain"):
            names = [f"name {place}" for place in range(BATCH)]
            folder, _ = self.simulate(self.tree(names, names))
            HostileNames.plain = Elements((folder / "report.html").read_text())
        return HostileNames.plain

    def check_workbook(self, folder, texts):
        path = folder / "report.xlsx"
        if not path.exists():
            return
        book = Workbook(path)
        self.assertEqual(book.active_content(), [])
        self.assertIn(shown(texts[0]), "\n".join(text for sheet in book.sheets.values() for text in sheet.texts()))

    def check_store(self, folder, names):
        path = folder / "results.sqlite"
        if not path.exists():
            return
        store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.assertEqual(store.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        tables = [name for name, in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        cells = {cell for table in tables for row in store.execute(f'SELECT * FROM "{table}"') for cell in row
                 if isinstance(cell, str)}
        self.assertLessEqual(set(names), cells)
        store.close()

    def check_all(self, names, texts):
        folder, output = self.simulate(self.tree(names, texts))
        self.check_terminal(output)
        self.check_tables(folder, names, texts)
        self.check_page(folder, texts)
        self.check_workbook(folder, texts)
        self.check_store(folder, names)

    def test_payloads_are_shown_as_text_in_every_file(self):
        for first in range(0, len(ACCEPTED), BATCH):
            names = ACCEPTED[first:first + BATCH]
            with self.subTest(names=names):
                self.check_all(names, names[1:] + names[:1])

    def test_marks_that_only_texts_may_hold_are_made_visible(self):
        self.check_all(["a", "b", "c", "d"], ONLY_IN_TEXTS)

    def test_names_that_could_act_or_deceive_are_refused_and_shown_harmlessly(self):
        for name in REFUSED:
            tree = market(strategies=[{"name": "as_is", "baseline": True}, {"name": name}])
            finished = subprocess.run([str(PROGRAM), "validate", str(self.scenario(tree))], capture_output=True)
            errors = finished.stderr.decode()
            self.assertEqual(finished.returncode, 2, repr(name))
            self.assertRegex(errors, r"scenario\.yaml:\d+:\d+: error\[E\d+\]", repr(name))
            self.check_terminal(errors)

    def test_texts_with_control_characters_are_refused(self):
        for text in REFUSED[:6]:
            for key in ("title", "question"):
                answer = subprocess.run([str(PROGRAM), "validate", str(self.scenario(market(**{key: text})))],
                                        capture_output=True)
                self.assertEqual(answer.returncode, 2, (key, text))
                self.check_terminal(answer.stderr.decode())


if __name__ == "__main__":
    unittest.main()
