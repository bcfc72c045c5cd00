#!/usr/bin/env python3
"""Writing survives: a run that is killed at any call that changes files, or whose disk fails or is full
at any of them, leaves complete files or such as say that they are not; then it goes on to the bytes of a
run that was never interrupted."""

import concurrent.futures
import itertools
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import unittest

from program import PROGRAM, ProgramTest

SCENARIO = """\
channelsim: 1
title: A market to be cut off
horizon: 3
replications: 2
breakdown: []
series: {figures: [units_sold], every: 2}
products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]
regions: [{name: city, consumers: 200}]
segments: [{name: everyone, share: 1, purchase_rate: 0.05, price_sensitivity: 0.04}]
members: [{name: corner, channel: independent_retailer, region: city}]
strategies: [{name: as_is}]
"""
VARIES = "manifest.json"  # times are in it


def shim(folder):
    library = folder / "fault.so"
    source = pathlib.Path(__file__).with_name("fault.c")
    subprocess.run(["g++", "-x", "c", "-O1", "-shared", "-fPIC", str(source), "-o", str(library), "-ldl"], check=True)
    return library


@unittest.skipUnless(shutil.which("g++"), "needs a compiler")
class Survival(ProgramTest):
    def setUp(self):
        super().setUp()
        self.library = shim(self.folder)
        self.scenario_file = self.folder / "scenario.yaml"
        self.scenario_file.write_text(SCENARIO)
        self.whole = self.folder / "whole"
        self.start(self.whole)
        self.expected = self.files(self.whole)

    def start(self, folder, *options, at=0, kind="", limit=None, code=0):
        environment = dict(os.environ)
        if at:
            environment |= {"LD_PRELOAD": str(self.library), "FAULT_AT": str(at), "FAULT_KIND": kind}
        finished = subprocess.run(
            [PROGRAM, "run", self.scenario_file, "-q", "-o", folder, "--threads", "1", *options],
            env=environment, capture_output=True, text=True, preexec_fn=limit)
        if code is not None:
            self.assertEqual(finished.returncode, code, finished.stderr)
        return finished

    @staticmethod
    def files(folder):
        return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}

    def assert_honest(self, folder, what):
        """Each file under its own name is whole, and results.json is there only with all the others."""
        found = {name: text for name, text in self.files(folder).items()
                 if not name.endswith(".partial") and name not in (VARIES, "rows.journal")}
        for name, text in found.items():
            self.assertEqual(text, self.expected.get(name), f"{name} after {what}")
        if "results.json" in found:
            self.assertEqual(set(found), set(self.expected) - {VARIES}, what)

    def assert_goes_on(self, folder, what):
        present = self.files(folder)
        option = "--resume" if "rows.journal" in present else "--force"
        self.start(folder, option)
        after = self.files(folder)
        self.assertEqual(set(after), set(self.expected), what)
        for name in set(after) - {VARIES}:
            self.assertEqual(after[name], self.expected[name], f"{name} after {what} and {option}")

    def sweep(self, kind):
        """Tries every call in turn until a run comes to its end; returns how many there are."""
        def attempt(at):
            folder = self.folder / f"{kind}{at}"
            what = f"{kind} at call {at}"
            finished = self.start(folder, at=at, kind=kind, code=None)
            self.assert_honest(folder, what)
            if finished.returncode == 0:
                self.assertEqual(set(self.files(folder)), set(self.expected), what)
            elif kind in ("kill", "torn"):
                self.assertEqual(finished.returncode, -9, finished.stderr)
            else:
                self.assertEqual(finished.returncode, 3, finished.stderr)
                self.assertIn("error", finished.stderr)
                self.assertFalse([name for name in self.files(folder) if name.endswith("results.sqlite.partial")
                                  and kind == "full"], what)
            if "fault" in finished.stderr:
                self.assert_goes_on(folder, what)
            shutil.rmtree(folder, ignore_errors=True)
            return "fault" in finished.stderr

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for first in itertools.count(1, 16):
                if not all(pool.map(attempt, range(first, first + 16))):
                    return first

    def test_killed_at_every_call(self):
        self.assertGreater(self.sweep("kill"), 150)

    def test_killed_in_the_middle_of_every_write(self):
        self.assertGreater(self.sweep("torn"), 150)

    def test_every_call_fails_once(self):
        self.assertGreater(self.sweep("once"), 150)

    def test_the_disk_is_full_from_every_call_on(self):
        self.assertGreater(self.sweep("full"), 150)

    def test_killed_while_an_old_run_is_replaced(self):
        """What stands beside results.json is of the same run."""
        pristine = self.folder / "pristine"
        self.start(pristine, "--seed", "7")
        old = self.files(pristine)

        def attempt(at):
            folder = self.folder / f"old{at}"
            shutil.copytree(pristine, folder)
            finished = self.start(folder, "--force", at=at, kind="kill", code=None)
            found = self.files(folder)
            if "results.json" in found:
                run = old if found["results.json"] == old["results.json"] else self.expected
                for name in set(run) - {VARIES}:
                    self.assertEqual(found.get(name), run[name], f"{name} after a kill at call {at}")
            if finished.returncode != 0:
                self.assert_goes_on(folder, f"a kill at call {at} of a run that replaces another")
            return finished.returncode != 0

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            reached = next(first for first in itertools.count(1, 16) if not all(pool.map(attempt, range(first, first + 16))))
        self.assertGreater(reached, 150)

    def test_killed_again_while_it_goes_on(self):
        for first in range(6, 180, 25):
            folder = self.folder / f"twice{first}"
            self.start(folder, at=first, kind="kill", code=-9)
            option = "--resume" if (folder / "rows.journal").exists() else "--force"
            self.start(folder, option, at=first // 2, kind="kill", code=None)
            self.assert_honest(folder, f"two kills from call {first} on")
            self.assert_goes_on(folder, f"two kills from call {first} on")

    def test_files_may_not_grow_beyond_a_limit(self):
        """The limit that every shell has; no library is needed for it."""
        def limit(size):
            def set_limit():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            return set_limit
        largest = max(map(len, self.expected.values()))
        for size in [0, 1, 200, 5_000, largest // 2, largest - 1]:
            folder = self.folder / f"limit{size}"
            finished = self.start(folder, limit=limit(size), code=3)
            self.assertIn("error", finished.stderr)
            self.assertNotIn("results.json", self.files(folder))
            self.assert_honest(folder, f"a limit of {size} bytes")
            self.assert_goes_on(folder, f"a limit of {size} bytes")

    def test_the_database_alone_is_whole(self):
        alone = self.folder / "alone.sqlite"
        shutil.copy(self.whole / "results.sqlite", alone)
        with sqlite3.connect(alone) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            self.assertEqual(database.execute("SELECT complete FROM run").fetchall(), [(1,)])
            self.assertEqual(database.execute("SELECT count(*) FROM replications").fetchall(), [(2,)])

    def test_only_so_many_files_may_be_open(self):
        codes = set()
        for most in range(3, 20):
            folder = self.folder / f"handles{most}"
            finished = self.start(folder, limit=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)), code=None)
            codes.add(finished.returncode)
            if finished.returncode == 0:
                self.assertEqual(set(self.files(folder)), set(self.expected))
            else:
                self.assertNotIn("results.json", self.files(folder))
                self.assertTrue(finished.stderr)
            self.assert_honest(folder, f"at most {most} open files")
            if finished.returncode == 3:
                self.assert_goes_on(folder, f"at most {most} open files")
        self.assertIn(0, codes)
        self.assertIn(3, codes)

    @unittest.skipUnless(os.geteuid() == 0, "only root mounts file systems")
    def test_a_real_file_system_that_is_full_or_read_only(self):
        place = self.folder / "disk"
        place.mkdir()
        everything = sum(map(len, self.expected.values()))

        def mounted(options):
            if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", place], capture_output=True).returncode:
                self.skipTest("mounting is not allowed here")
        for share in [0.02, 0.1, 0.3, 0.5, 0.7, 0.9]:
            mounted(f"size={int(share * everything) // 4096 * 4096}")
            try:
                folder = place / "run"
                finished = self.start(folder, code=3)
                self.assertIn("No space left" if "No space" in finished.stderr else "full", finished.stderr)
                self.assertNotIn("results.json", self.files(folder))
                self.assert_honest(folder, f"a disk of {share} of what is written")
                subprocess.run(["mount", "-o", f"remount,size={4 * everything}", place], check=True)
                self.assert_goes_on(folder, f"a disk of {share} of what is written")
            finally:
                subprocess.run(["umount", place], check=True)
        mounted("ro")
        try:
            finished = self.start(place / "run", code=3)
            self.assertIn("Read-only file system", finished.stderr)
        finally:
            subprocess.run(["umount", place], check=True)

    def test_a_run_is_replaced_only_on_demand(self):
        def refused(folder, *options, words):
            before = self.files(folder)
            self.assertIn(words, self.start(folder, *options, code=2).stderr)
            self.assertEqual(self.files(folder), before)
        refused(self.whole, words="--force replaces it")
        refused(self.whole, "--seed", "7", words="--force replaces it")
        refused(self.whole, "--resume", words="nothing to resume")
        refused(self.folder / "nothing", "--resume", words="no interrupted run")
        self.assertFalse((self.folder / "nothing").exists())
        interrupted = self.folder / "interrupted"
        self.start(interrupted, at=12, kind="kill", code=-9)
        self.assertTrue((interrupted / "rows.journal").exists())
        refused(interrupted, words="--resume goes on with it")
        self.start(interrupted, "--force")
        self.assert_honest(interrupted, "replacing an interrupted run")

    def test_of_many_that_start_at_once_on_a_folder_one_runs(self):
        for options in [[], ["--force"]]:
            folder = self.folder / f"crowd{len(options)}"
            with concurrent.futures.ThreadPoolExecutor(20) as pool:
                finished = list(pool.map(lambda _: self.start(folder, *options, code=None), range(20)))
            codes = [each.returncode for each in finished]
            self.assertEqual(set(codes) - {0, 2}, set())
            self.assertGreater(codes.count(0), 0)
            if not options:
                self.assertEqual(codes.count(0), 1)
            for each in finished:
                if each.returncode == 2:
                    self.assertRegex(each.stderr, "another run is writing|run lies in this folder")
            after = self.files(folder)
            for name in set(self.expected) - {VARIES}:
                self.assertEqual(after.get(name), self.expected[name], name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
