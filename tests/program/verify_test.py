#!/usr/bin/env python3
"""`verify` proves that a run's folder is as the run left it: sound runs pass, whatever happened to a run;
any flipped bit is found, and forged numbers are found by simulating them again. `--long` flips 2,000 bits
instead of 200."""

import concurrent.futures
import csv
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from program import LONG, PROGRAM, ProgramTest, market

SMALL = market(horizon=6, replications=40, series={"figures": ["units_sold", "market_share"], "every": 3})
PAGE = 16384  # of the database


def seal(folder):
    """States the hashes of what now lies in the folder: what a forger would do."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    for output in manifest["outputs"]:
        output["sha256"] = hashlib.sha256((folder / output["path"]).read_bytes()).hexdigest()
    text = path.read_text()
    before, after = json.loads(text)["outputs"], manifest["outputs"]
    for old, new in zip(before, after):
        text = text.replace(old["sha256"], new["sha256"])
    head, tail = text.split('"seal": "')
    empty = head + '"seal": "' + tail[64:]
    path.write_text(head + '"seal": "' + hashlib.sha256(empty.encode()).hexdigest() + tail[64:])


class VerifyTest(ProgramTest):
    def verify(self, folder, *options, code=0):
        finished = subprocess.run([PROGRAM, "verify", folder, *map(str, options)], capture_output=True, text=True)
        self.assertEqual(finished.returncode, code, finished.stdout + finished.stderr)
        return finished

    def found(self, folder, *options, code=0):
        return json.loads(self.verify(folder, "--json", *options, code=code).stdout)

    def files(self, folder):
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def assert_found(self, folder, *words, options=()):
        """The run is not sound, and one of the differences has all these words."""
        differences = self.found(folder, *options, code=3)["differences"]
        self.assertTrue(any(all(word in json.dumps(each) for word in words) for each in differences), differences)
        for each in differences:
            self.assertTrue(each["remedy"], each)

    def report(self, folder, *options):
        finished = subprocess.run([PROGRAM, "report", folder, *options], capture_output=True, text=True)
        self.assertEqual(finished.returncode, 0, finished.stderr)


class SoundRuns(VerifyTest):
    def assert_sound(self, folder, *options):
        before = self.files(folder)
        found = self.found(folder, *options)
        self.assertTrue(found["sound"])
        self.assertEqual(found["differences"], [])
        for file in found["files"]:
            self.assertTrue(file["as_recorded"], file)
            self.assertEqual(file["as_made_again"], None if file["file"] == "manifest.json" else True, file)
        self.assertEqual(self.files(folder), before)  # verifying changes nothing
        return found

    def test_whatever_was_run(self):
        trees = {"plain": SMALL, "chances": SMALL | {"replications": {"futures": 5, "chances": 9}},
                 "no series": market(horizon=6), "one replication": market(horizon=3, replications=1)}
        for name, tree in trees.items():
            with self.subTest(name):
                run = self.run_program(tree, "--threads", 1)
                found = self.assert_sound(run.folder)
                self.assertEqual(found["rows"], len(run.rows))
                self.assertEqual(len(found["files"]), len(self.files(run.folder)))
        chosen = self.run_program(SMALL, "--strategy", "web_shop,dearer", "--set", "members.corner.site=0.5")
        self.assertEqual(self.assert_sound(chosen.folder)["rows"], 80)

    def test_as_many_rows_as_asked_for_are_simulated(self):
        folder = self.run_program(SMALL).folder
        for options, rows in [(["--sample", 0], 0), (["--sample", 4, "--seed", 3], None), (["--all"], 160)]:
            simulated = self.assert_sound(folder, *options)["rows_simulated_again"]
            if rows is None:
                self.assertTrue(4 * 8 <= simulated <= 4 * 16, simulated)  # a plan's last block is of 8
            else:
                self.assertEqual(simulated, rows)
        self.assertIn("160 of 160 rows", self.verify(folder, "--all").stdout)
        self.assertEqual(self.verify(folder, "--quiet").stdout, "")

    def test_the_report_in_either_language_and_with_remarks(self):
        folder = self.run_program(SMALL, "--lang", "zh").folder
        self.assert_sound(folder)
        self.report(folder, "--lang", "en")
        self.assert_sound(folder)
        subprocess.run([PROGRAM, "review", folder, "--add", "--section", "answer", "--who", "Li", "--what", "Why?"],
                       check=True, capture_output=True)
        found = self.found(folder)
        self.assertTrue(found["sound"])
        self.assertIn("review.yaml", found["notes"][0])
        self.report(folder)
        self.assertEqual([file["as_made_again"] for file in self.found(folder)["files"]].count(True), 7)

    def test_the_folder_may_move_and_be_read_only(self):
        folder = self.folder / "moved"
        shutil.move(self.run_program(SMALL).folder, folder)
        (self.folder / "scenario.yaml").unlink()
        folder.chmod(0o555)
        self.addCleanup(folder.chmod, 0o755)
        self.assert_sound(folder)

    def interrupted(self):
        """A run that was stopped after some blocks, and its options."""
        tree = market(horizon=1000, series={"figures": ["units_sold"], "every": 100})
        path, replications = self.scenario(tree), 128
        while True:
            command, folder = self.command(path, "-n", replications)
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            journal = folder / "rows.journal"
            while process.poll() is None and not (journal.exists() and journal.stat().st_size > 20_000):
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            if process.wait() == 130:
                return folder, [path, "-n", replications]
            replications *= 2

    def test_an_interrupted_run_with_what_is_there(self):
        folder, options = self.interrupted()
        found = self.found(folder)
        self.assertTrue(found["sound"], found)
        self.assertGreater(found["rows_simulated_again"], 0)
        self.assertIn("not complete", found["notes"][0])
        self.assertIn("rows.journal", [file["file"] for file in found["files"]])
        journal = folder / "rows.journal"
        whole = journal.read_bytes()
        for place in [len(whole) // 2, len(whole) - 3, 20]:
            journal.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1:])
            self.assert_found(folder, "rows.journal")
        journal.write_bytes(whole)
        self.run_program(*options, "--resume", folder=folder)
        self.assert_sound(folder, "--sample", 2)


class Refused(VerifyTest):
    def test_what_is_no_whole_run(self):
        folder = self.run_program(SMALL).folder
        for path in folder.iterdir():
            if path.name != "replications.csv":
                path.unlink()
        self.assertIn("no run", self.verify(folder, code=2).stderr)
        (folder / "rows.journal").write_bytes(b"CSIMROWS")
        self.assertIn("--resume", self.verify(folder, code=2).stderr)
        self.assertIn("no such folder", self.verify(self.folder / "nothing", code=2).stderr)


class DamagedRuns(VerifyTest):
    def setUp(self):
        super().setUp()
        self.pristine = self.run_program(SMALL).folder

    def copy(self, name):
        folder = self.folder / name
        shutil.copytree(self.pristine, folder)
        return folder

    def test_any_flipped_bit(self):
        names = sorted(self.files(self.pristine))
        self.assertEqual(len(names), 8, names)
        count = 2000 if LONG else 200
        draws = random.Random(7)
        workers = os.cpu_count() or 1
        folders = [self.copy(f"flipped{i}") for i in range(workers)]
        pages = (self.pristine / "results.sqlite").stat().st_size // PAGE
        flips = []
        for i in range(count):
            name = names[i // 2 % len(names)] if i % 2 else "results.sqlite"  # half of them in the database
            size = (self.pristine / name).stat().st_size
            place = draws.randrange(size)
            if name == "results.sqlite":  # every page in turn
                place = i // 2 % pages * PAGE + draws.randrange(PAGE)
            flips.append((name, place, draws.randrange(8)))

        def missed(worker):
            """The flips that were not found, or not told in order."""
            for name, place, bit in flips[worker::workers]:
                path = folders[worker] / name
                whole = path.read_bytes()
                path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1:])
                finished = subprocess.run([PROGRAM, "verify", folders[worker], "--sample", "1", "--threads", "1"],
                                          capture_output=True, text=True, errors="replace")
                told = finished.stdout if finished.returncode == 3 else finished.stderr
                if finished.returncode not in (2, 3) or name not in told:
                    yield f"bit {bit} of byte {place} of {name}: code {finished.returncode}, {finished.stderr}"
                path.write_bytes(whole)

        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            failures = [each for found in pool.map(lambda worker: list(missed(worker)), range(workers)) for each in found]
        self.assertEqual(failures, [])
        for folder in folders:
            self.verify(folder)  # all is as it was again

    def test_a_missing_file(self):
        for name in self.files(self.pristine):
            with self.subTest(name):
                folder = self.copy(f"without {name}")
                (folder / name).unlink()
                self.assert_found(folder, name, "missing")

    def test_a_changed_number_in_a_table_whose_hash_is_forged(self):
        folder = self.copy("forged")
        path = folder / "replications.csv"
        lines = path.read_bytes().decode().split("\r\n")
        column = lines[0].split(",").index("units_sold")
        fields = lines[57].split(",")
        before, fields[column] = fields[column], "12345"
        lines[57] = ",".join(fields)
        path.write_bytes("\r\n".join(lines).encode())
        seal(folder)
        found = self.found(folder, code=3)
        self.assertTrue(all(file["as_recorded"] for file in found["files"]), "the forgery is not perfect")
        self.assertEqual([(each["file"], each["place"], each["found"], each["expected"])
                          for each in found["differences"]],
                         [("replications.csv", "line 58, column units_sold", "12345", before)])

    def test_a_forged_row_everywhere_is_found_by_simulating_it(self):
        """All files agree with each other, and with the manifest; only the market doesn't."""
        folder = self.copy("forged")
        with sqlite3.connect(folder / "results.sqlite") as database:
            database.execute("UPDATE replications SET units_sold = 12345 WHERE strategy = 'dearer' AND future = 21")
            lines = (folder / "replications.csv").read_bytes().decode().split("\r\n")[:-1]
            names = next(csv.reader(lines))
            rows = [[f'"{name}"' if "," in name else name for name in names], *(line.split(",") for line in lines[1:])]
            for row in rows:
                if row[:2] == ["dearer", "21"]:
                    row[names.index("units_sold")] = "12345"
            order = [0, 1, *sorted(range(2, len(names)), key=names.__getitem__)]
            canonical = "".join(",".join(row[i] for i in order) + "\r\n" for row in rows)
            database.execute("UPDATE run SET digest = ?", [hashlib.sha256(canonical.encode()).hexdigest()])
        database.close()
        (folder / "replications.csv").write_bytes("".join(",".join(row) + "\r\n" for row in rows).encode())
        self.report(folder)
        seal(folder)
        self.assert_found(folder, "results.sqlite", "dearer, replication 21, units_sold", "12345", options=["--all"])

    def test_another_build_is_told(self):
        folder = self.copy("other")
        with sqlite3.connect(folder / "results.sqlite") as database:
            database.execute("UPDATE run SET build = '0.0.1 other'")
        database.close()
        seal(folder)
        found = self.found(folder, code=3)  # the manifest names this build
        self.assertTrue(any("0.0.1 other" in note for note in found["notes"]), found)
        self.assertIn("0.0.1 other", json.dumps(found["differences"]))

    def test_what_differs_is_told_in_words(self):
        folder = self.copy("worded")
        path = folder / "scenario.resolved.yaml"
        path.write_text(path.read_text().replace("horizon: 6", "horizon: 7"))
        told = self.verify(folder, code=3).stdout
        self.assertRegex(told, r"scenario.resolved.yaml +[\d,]+ +NO +NO")
        self.assertRegex(told, r"scenario.resolved.yaml: line \d+: 'horizon: 7.*' stands where 'horizon: 6.*' belongs")
        self.assertIn("run it again: channelsim run", told)
        self.assertIn("is not as its run left it", told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
