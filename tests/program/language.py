"""What the tests of the scenario language share."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = pathlib.Path(os.environ["CHANNELSIM_PROGRAM"]).resolve()
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCENARIOS = ROOT / "scenarios"

def schema():
    return json.loads((ROOT / "scenarios" / "schema.json").read_text(encoding="utf-8"))


SMALL = """\
channelsim: 1
title: Tea in one city
horizon: 8
replications: 16
products:
  - {name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}
regions:
  - {name: city, consumers: 2000}
segments:
  - {name: everyone, share: 1, purchase_rate: 0.05, price_sensitivity: 0.04}
members:
  - {name: corner, channel: independent_retailer, region: city}
  - {name: web, channel: web_shop, active: false}
strategies:
  - {name: as_is}
  - {name: with_web, set: {members.web.active: true}}
"""


def small(*changes):
    """The small scenario with some texts replaced."""
    text = SMALL
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text


class LanguageTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="channelsim-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def scenario(self, text=SMALL, name="tea.yaml"):
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def results(self, folder="out"):
        return json.loads((self.folder / folder / "results.json").read_text(encoding="utf-8"))

    def files(self):
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*"))

    def program(self, *arguments, code=0, text=None):
        finished = subprocess.run([str(PROGRAM), *map(str, arguments)], cwd=self.folder,
                                  capture_output=True, timeout=60,
                                  input=None if text is None else text.encode())
        finished.out, finished.err = finished.stdout.decode(), finished.stderr.decode()
        self.assertEqual(finished.returncode, code, finished.out + finished.err)
        for stream in (finished.out, finished.err):
            self.assertNotRegex(stream, "[\x00-\x08\x0b-\x1f\x7f-\x9f]",
                                "control characters reach the terminal")
        return finished
