#!/usr/bin/env python3
"""A run that is killed, interrupted or left by its terminal at a random moment keeps what is finished, says
so, and goes on to the bytes of a run that was never interrupted, under any number of threads; with anything
else than its own scenario, seed and build it is refused. `--long` tries 300 kills instead of a few."""

import json
import os
import pathlib
import random
import shlex
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import unittest

from program import LONG, PROGRAM, ProgramTest, market

TREE = market(horizon=2000, replications=192, series={"figures": ["market_share", "units_sold"], "every": 100})
VARIES = "manifest.json"  # times are in it
POLITE = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup, runs would inherit that it is ignored


def crc32c(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82f63b78 if crc & 1 else 0)
    return crc ^ 0xffffffff


class InterruptionTest(ProgramTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="channelsim-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.scenario_file = pathlib.Path(folder.name) / "scenario.yaml"
        cls.scenario_file.write_text(json.dumps(TREE))
        whole = pathlib.Path(folder.name) / "whole"
        begin = time.monotonic()
        subprocess.run(cls.command_of(whole, "--threads", "1"), check=True)
        cls.duration = time.monotonic() - begin
        cls.expected = cls.files(whole)
        cls.draws = random.Random(11)

    @classmethod
    def command_of(cls, folder, *options):
        return [PROGRAM, "run", cls.scenario_file, "-q", "-o", folder, *map(str, options)]

    @staticmethod
    def files(folder):
        return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}

    def start(self, folder, *options, **settings):
        return subprocess.Popen(self.command_of(folder, *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, **settings)

    def moment(self, latest=1.1):
        return self.draws.uniform(0, latest * self.duration)

    def begun(self, folder, process):
        """Waits until some replications are on disk."""
        journal = folder / "rows.journal"
        while process.poll() is None and not (journal.exists() and journal.stat().st_size > 20_000):
            time.sleep(0.002)

    def kill(self, folder, latest=1.1):
        """Starts or resumes a run and kills it at a random moment; tells whether it was soon enough."""
        process = self.start(folder, *self.way_on(folder), "--threads", self.draws.randint(1, 3))
        time.sleep(self.moment(latest))
        process.kill()
        errors = process.communicate()[1]
        self.assertIn(process.returncode, (0, -signal.SIGKILL), errors)
        return process.returncode != 0

    def way_on(self, folder):
        return ["--resume"] if (folder / "rows.journal").exists() else []

    def assert_whole(self, folder):
        found = self.files(folder)
        self.assertEqual(set(found), set(self.expected))
        for name in set(found) - {VARIES}:
            self.assertEqual(found[name], self.expected[name], name)

    def assert_goes_on(self, folder):
        if "results.json" not in self.files(folder) or self.way_on(folder):
            finished = subprocess.run(self.command_of(folder, *self.way_on(folder), "--threads", self.draws.randint(1, 4)),
                                      capture_output=True, text=True)
            self.assertEqual(finished.returncode, 0, finished.stderr)
        self.assert_whole(folder)
        shutil.rmtree(folder)

    def interrupted(self, how=signal.SIGKILL):
        """A run with some of its replications on disk."""
        while True:
            folder = self.folder / "interrupted"
            process = self.start(folder, "--threads", 1)
            self.begun(folder, process)
            process.send_signal(how)
            process.communicate()
            if process.returncode != 0:
                return folder
            shutil.rmtree(folder)


class Kills(InterruptionTest):
    def test_at_random_moments(self):
        wanted = 300 if LONG else 10
        killed = 0
        for number in range(10 * wanted):
            folder = self.folder / f"killed{number}"
            killed += self.kill(folder)
            self.assert_goes_on(folder)
            if killed == wanted:
                return
        self.fail(f"only {killed} runs were killed before their end")

    def test_twice(self):
        wanted = 30 if LONG else 4
        killed = 0
        for number in range(10 * wanted):
            folder = self.folder / f"killed{number}"
            killed += self.kill(folder, latest=0.8) and bool(self.way_on(folder)) and self.kill(folder, latest=0.6)
            self.assert_goes_on(folder)
            if killed == wanted:
                return
        self.fail(f"only {killed} runs were killed twice before their end")


class Signals(InterruptionTest):
    def test_a_polite_signal_ends_the_run_soon_and_the_printed_command_goes_on(self):
        for number in range(80 if LONG else 9):
            how = POLITE[number % 3] if number < 60 else POLITE[number % 2]
            with self.subTest(number=number, signal=how.name):
                folder = self.folder / f"signal{number}"
                process = self.start(folder, "--threads", self.draws.randint(1, 2))
                time.sleep(self.moment())
                process.send_signal(how)
                begin = time.monotonic()
                errors = process.communicate()[1]
                self.assertLess(time.monotonic() - begin, 2)
                if process.returncode == 130:
                    self.assertIs(json.loads((folder / "results.json").read_text())["complete"], False)
                    command = shlex.split(errors.split("go on with: ")[1])
                    self.assertEqual(command[0], "channelsim")
                    subprocess.run([PROGRAM, *command[1:]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                elif process.returncode != 0:  # before there was anything to keep
                    self.assertEqual(process.returncode, -how, errors)
                    self.assertEqual(self.files(folder), {})
                self.assert_goes_on(folder)

    def test_a_long_block_is_not_waited_for(self):
        slow = self.scenario(market(horizon=5200, replications=6400, consumers={"resolution": "persons"}), "slow")
        for number, how in enumerate(POLITE):
            folder = self.folder / f"slow{number}"
            process = subprocess.Popen([PROGRAM, "run", slow, "-q", "-o", folder], stderr=subprocess.DEVNULL)
            while not (folder / "rows.journal").exists():
                time.sleep(0.01)
            time.sleep(0.2)
            process.send_signal(how)
            begin = time.monotonic()
            self.assertEqual(process.wait(), 130)
            self.assertLess(time.monotonic() - begin, 2)
            self.assertIs(json.loads((folder / "results.json").read_text())["complete"], False)

    def test_a_second_signal_ends_the_run_at_once(self):
        """Also while it writes down what is finished."""
        tries = 10 if LONG else 3
        interrupted = 0
        for number in range(tries):
            folder = self.folder / f"twice{number}"
            process = self.start(folder, "--threads", 1)
            self.begun(folder, process)
            begin = time.monotonic()
            for how in self.draws.choices(POLITE, k=2):
                if process.poll() is None:
                    process.send_signal(how)
                    begin = time.monotonic()
                    time.sleep(0.11)
            process.communicate()
            self.assertLess(time.monotonic() - begin, 0.5)
            # Some are done before; a signal after the last file ends the program as it ends any other.
            self.assertIn(process.returncode, (0, 130, -how))
            interrupted += process.returncode != 0
            self.assert_goes_on(folder)
        self.assertGreater(interrupted, tries / 2)

    def test_who_ignores_hang_ups_is_not_interrupted_by_them(self):
        folder = self.folder / "nohup"
        process = self.start(folder, "--threads", 1, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        self.begun(folder, process)
        process.send_signal(signal.SIGHUP)
        self.assertEqual(process.communicate()[1], "")
        self.assertEqual(process.returncode, 0)
        self.assert_whole(folder)

    def test_a_run_that_a_script_put_into_the_background_is_interrupted_all_the_same(self):
        folder = self.folder / "background"
        process = self.start(folder, "--threads", 1, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        self.begun(folder, process)
        process.send_signal(signal.SIGINT)
        process.communicate()
        self.assertEqual(process.returncode, 130)
        self.assert_goes_on(folder)

    def loud(self, folder, **streams):
        """A run that prints its progress and its answer."""
        command = [each for each in self.command_of(folder, "--threads", 1) if each != "-q"]
        return subprocess.Popen(command, **streams)

    def test_nobody_needs_to_listen(self):
        full = open("/dev/full", "w")
        self.addCleanup(full.close)
        for number, (stdout, stderr, codes) in enumerate([
                (subprocess.PIPE, subprocess.DEVNULL, (-signal.SIGPIPE,)), (subprocess.DEVNULL, subprocess.PIPE, (0,)),
                (full, subprocess.DEVNULL, (3,)), (subprocess.DEVNULL, full, (0,)), (full, full, (3,))]):
            with self.subTest(number):
                folder = self.folder / f"unheard{number}"
                process = self.loud(folder, stdout=stdout, stderr=stderr)
                for pipe in (process.stdout, process.stderr):
                    if pipe:
                        pipe.close()  # before anything was written
                self.assertIn(process.wait(), codes)
                self.assert_whole(folder)

    def test_only_the_first_line_is_read(self):
        folder = self.folder / "head"
        command = shlex.join(map(str, [each for each in self.command_of(folder) if each != "-q"]))
        head = subprocess.run(f"{command} 2>&1 | head -1", shell=True, capture_output=True, text=True)
        self.assertEqual(head.stdout.count("\n"), 1)
        deadline = time.monotonic() + 20
        while "results.json" not in self.files(folder) or self.way_on(folder):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        self.assert_whole(folder)


class Resuming(InterruptionTest):
    def refused(self, folder, *options):
        before = self.files(folder)
        finished = subprocess.run(self.command_of(folder, "--resume", *options), capture_output=True, text=True)
        self.assertEqual(finished.returncode, 2, finished.stderr)
        self.assertEqual(self.files(folder), before)
        return finished.stderr

    def test_another_run_is_not_mixed_in_and_the_reason_is_told(self):
        folder = self.interrupted()
        for options, reasons in [
                (["--set", "members.corner.site=0.25"], ["the scenario;"]),
                (["--seed", 7], ["the seed (42, now 7)"]),
                (["--strategy", "as_is,dearer"], ["the plans (gone: the_same and web_shop)"]),
                (["--set", "breakdown=[]"], ["the KPIs (gone: "]),
                (["--set", "series=[market_share]"], ["the series (gone: units_sold)"]),
                (["--set", "series.every=50"], ["the steps of the series"]),
                (["--set", "horizon=2001"], ["the scenario"]),
                (["--set", "replications={futures: 96, chances: 2}"], ["the scenario"]),
                (["-n", 16], ["more than 16 replications"])]:
            with self.subTest(options):
                told = self.refused(folder, *options)
                for reason in reasons:
                    self.assertIn(reason, told)
                if "the seed" in reasons[0]:
                    self.assertNotIn("the scenario", told)
        self.assert_goes_on(folder)

    def test_what_differs_is_told_where_the_run_wrote_down_its_scenario(self):
        folder = self.interrupted(signal.SIGINT)
        for settings, told in [
                (["members.corner.site=0.25"], "(members.corner.site: 1, now 0.25);"),
                (["horizon=2001", "title=Later", "replications=100"], "(title: A market for tests, now Later; horizon: 2000, now 2001)"),
                (["replications={futures: 96, chances: 2}"], "(replications: 192, now ")]:
            with self.subTest(settings):
                options = [option for setting in settings for option in ("--set", setting)]
                self.assertIn(f"the scenario {told}", self.refused(folder, *options))
        self.assert_goes_on(folder)

    def test_another_build_is_refused(self):
        folder = self.interrupted()
        journal = folder / "rows.journal"
        whole = journal.read_bytes()
        size = struct.unpack("<I", whole[12:16])[0]
        identity = json.loads(whole[16:16 + size])
        build = identity["build"]
        identity["build"] = "0.0.1 older"
        text = json.dumps(identity).encode()
        header = whole[:12] + struct.pack("<I", len(text)) + text
        journal.write_bytes(header + struct.pack("<I", crc32c(header)) + whole[20 + size:])
        self.assertIn(f"the build (0.0.1 older, now {build})", self.refused(folder))
        journal.write_bytes(whole)
        self.assert_goes_on(folder)

    def test_a_journal_that_is_none_is_refused(self):
        folder = self.interrupted()
        whole = (folder / "rows.journal").read_bytes()
        for bytes_, reason in [(b"", "not the journal"), (whole[:100], "damaged header"),
                               (whole[:8] + b"\7" + whole[9:], "format version 7"),
                               (whole[:30] + b"#" + whole[31:], "damaged header")]:
            (folder / "rows.journal").write_bytes(bytes_)
            told = self.refused(folder)
            self.assertIn(reason, told)
            self.assertIn("--force", told)
        subprocess.run(self.command_of(folder, "--force"), check=True)
        self.assert_whole(folder)

    def test_a_damaged_record_is_computed_again(self):
        folder = self.interrupted()
        journal = folder / "rows.journal"
        whole = journal.read_bytes()
        for place in [len(whole) // 2, len(whole) - 1]:
            journal.write_bytes(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1:])
            copy = self.folder / f"damaged{place}"
            shutil.copytree(folder, copy)
            self.assert_goes_on(copy)

    def test_under_any_number_of_threads(self):
        for threads in [1, 2, 3, 8]:
            folder = self.interrupted(signal.SIGINT if threads % 2 else signal.SIGKILL)
            finished = subprocess.run(self.command_of(folder, "--resume", "--threads", threads))
            self.assertEqual(finished.returncode, 0)
            self.assert_whole(folder)
            shutil.rmtree(folder)


if __name__ == "__main__":
    unittest.main(verbosity=2)
