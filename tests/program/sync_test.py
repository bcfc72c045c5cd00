#!/usr/bin/env python3
"""The bytes of a file are on the disk before it gets its name, and the rows of a run before anything is
made of them."""

import os
import pathlib
import shutil
import subprocess
import unittest

from program import ProgramTest, market


@unittest.skipUnless(shutil.which("g++"), "needs a compiler")
class Synced(ProgramTest):
    def calls(self, *options):
        library = self.folder / "sync_log.so"
        source = pathlib.Path(__file__).with_name("sync_log.c")
        subprocess.run(["g++", "-x", "c", "-O1", "-shared", "-fPIC", str(source), "-o", str(library), "-ldl"], check=True)
        log = self.folder / "calls"
        run = self.run_program(market(horizon=3, replications=2), *options,
                               environment={"LD_PRELOAD": str(library), "SYNC_LOG": str(log)})
        return run, [line.split(" ", 1) for line in log.read_text().splitlines()]

    def test_no_file_gets_its_name_before_its_bytes_are_on_the_disk(self):
        run, calls = self.calls()
        renamed = [name for what, name in calls if what == "rename"]
        written = {os.path.basename(name).removesuffix(".partial") for name in renamed}
        self.assertLessEqual({"results.json", "replications.csv", "results.sqlite", "report.html", "report.xlsx",
                              "manifest.json", "scenario.resolved.yaml"}, written)
        for name in set(renamed):
            if name.endswith("rows.journal.partial"):
                continue  # its rows are not in it yet
            before = calls[:calls.index(["rename", name])]
            self.assertIn(["sync", str(pathlib.Path(name).resolve())], before, name)

    def test_the_journal_is_on_the_disk_before_the_results_are(self):
        run, calls = self.calls()
        journal = ["sync", str((run.folder / "rows.journal").resolve())]
        self.assertIn(journal, calls)
        first = next(i for i, (what, name) in enumerate(calls) if what == "rename" and not name.endswith("rows.journal.partial"))
        self.assertLess(calls.index(journal), first)


if __name__ == "__main__":
    unittest.main()
