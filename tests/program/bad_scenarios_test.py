#!/usr/bin/env python3
"""The bad scenarios of tests/scenarios/bad: what the program says of each, byte for byte."""

import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = pathlib.Path(os.environ["CHANNELSIM_PROGRAM"]).resolve()
CORPUS = pathlib.Path(__file__).resolve().parent.parent / "scenarios" / "bad"
ACCEPTED = {"B38", "B39"}
LARGEST_FILE = 1 << 20
# Cases that the corpus must hold; B34 is made here.
NUMBERS = {f"B{i:02}" for i in range(1, 43)} - {"B34"} | {f"C{i:02}" for i in range(1, 58)}
NUMBERS |= {"C60", "C61", "C62"}  # range and key accounts


def listing(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


class BadScenarios(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="channelsim-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        shutil.copytree(CORPUS / "parts", self.folder / "parts")

    def run_program(self, *arguments):
        before = listing(self.folder)
        finished = subprocess.run([str(PROGRAM), *arguments], cwd=self.folder, capture_output=True,
                                  timeout=20)
        self.assertEqual(listing(self.folder), before, "something was created")
        return finished

    def check(self, name, expected):
        number = name[:3]
        if number in ACCEPTED:
            finished = self.run_program("validate", name)
            self.assertEqual(finished.returncode, 0, finished.stderr.decode())
        else:
            finished = self.run_program("run", name)
            self.assertEqual(finished.returncode, 2, finished.stderr.decode())
            self.assertEqual(finished.stdout, b"")
            first = finished.stderr.decode().splitlines()[0]
            self.assertRegex(first, r"^(%s|parts/\w+\.\w+)(:\d+:\d+)?: error\[E\d{3}\]: ." % name)
        self.assertNotRegex(finished.stderr, rb"[\x00-\x08\x0b-\x1f\x7f]",
                            "control characters reach the terminal")
        if os.environ.get("UPDATE_GOLDEN"):
            expected.write_bytes(finished.stderr)
        self.assertEqual(finished.stderr.decode(), expected.read_text(encoding="utf-8"))

    def test_each_is_told_as_expected(self):
        for path in sorted(CORPUS.glob("[BC]*.yaml")):
            with self.subTest(path.stem):
                if path.is_dir():
                    shutil.copytree(path, self.folder / path.name)
                else:
                    shutil.copy(path, self.folder)
                self.check(path.name, path.with_suffix(".expected"))

    def test_no_case_is_missing_and_no_expectation_is_left_over(self):
        self.assertEqual({path.name[:3] for path in CORPUS.glob("[BC]*.yaml")}, NUMBERS)
        self.assertEqual({path.stem for path in CORPUS.glob("[BC]*.expected")} - {"B34_too_large"},
                         {path.stem for path in CORPUS.glob("[BC]*.yaml")})

    def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(self):
        valid = (CORPUS / "B38_markup_in_name.yaml").read_bytes()
        largest = valid + b"#" * (LARGEST_FILE - len(valid) - 1) + b"\n"
        (self.folder / "B34_too_large.yaml").write_bytes(largest)
        self.assertEqual(self.run_program("validate", "B34_too_large.yaml").returncode, 0)
        (self.folder / "B34_too_large.yaml").write_bytes(largest + b"\n")
        self.check("B34_too_large.yaml", CORPUS / "B34_too_large.expected")

    def test_an_endless_file_is_refused(self):
        finished = self.run_program("validate", "/dev/zero")
        self.assertEqual(finished.returncode, 2)
        self.assertIn(b"E501", finished.stderr)

    def test_none_takes_much_memory(self):
        for name in ["B31_billion_laughs", "B33_deep_nesting", "B17_too_many_consumers",
                     "B18_replications_overflow"]:
            shutil.copy(CORPUS / f"{name}.yaml", self.folder)
            self.run_program("run", f"{name}.yaml")
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, 256 * 1024)

    def test_all_errors_come_at_once_in_order_of_place_and_after_twenty_their_count(self):
        lines = ["channelsim: 1", "title: Many errors", "horizon: 0", "products:"]
        lines += [f"  - {{name: p{i}, unit_cost: -1, list_price: 1}}" for i in range(30)]
        (self.folder / "many.yaml").write_text("\n".join(lines) + "\n")
        errors = self.run_program("validate", "many.yaml").stderr.decode().splitlines()
        places = [tuple(map(int, line.split(":")[1:3])) for line in errors if "error[" in line]
        self.assertEqual(len(places), 20)
        self.assertEqual(places, sorted(places))
        self.assertEqual(places[0], (1, 1))  # where the map begins in which something is missing
        self.assertEqual(errors[-1], "and 14 more")  # 3 lists, the horizon and 30 products


if __name__ == "__main__":
    unittest.main(verbosity=2)
