#!/usr/bin/env python3
"""How the program was built: no flag that changes what numbers are, hardened where it reads and writes,
and refusing to compute on a processor that rounds otherwise."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from levels_test import libraries
from program import PROGRAM, ProgramTest, market

COMMANDS = pathlib.Path(os.environ["CHANNELSIM_BUILD_FOLDER"]) / "compile_commands.json"
CHANGES_NUMBERS = r"-ffast-math|-Ofast|-funsafe\S*|-ffinite-math\S*|-fassociative\S*|-march=native"

FLUSHES = "#include <xmmintrin.h>\n__attribute__((constructor)) static void flush(void) { _mm_setcsr(_mm_getcsr() | 0x8040); }\n"


def commands():
    return {entry["file"]: entry["command"] for entry in json.loads(COMMANDS.read_text())}


def readelf(file, *options):
    return subprocess.run(["readelf", "-W", *options, str(file)], capture_output=True, text=True, check=True).stdout


class CompileLines(unittest.TestCase):
    def test_no_flag_changes_what_numbers_are(self):
        all_commands = commands()
        self.assertGreater(len(all_commands), 100)
        for file, command in all_commands.items():
            self.assertIsNone(re.search(CHANGES_NUMBERS, command), file)
            self.assertIn("-ffp-contract=off", command, file)

    def test_such_flags_would_be_seen(self):
        for flag in ["-ffast-math", "-Ofast", "-funsafe-math-optimizations", "-march=native"]:
            self.assertRegex(f"c++ -O2 {flag} -c a.cpp", CHANGES_NUMBERS)

    def test_what_reads_and_writes_is_hardened(self):
        for file, command in commands().items():
            if "/tests/" not in file and re.search(r"/engine/(schema|report|run)/|/models/market/(report/|load|run_study)|/tools/channelsim/", file):
                self.assertIn("-fstack-protector-strong", command, file)
                if " -O" in command and "-fsanitize" not in command:
                    self.assertIn("-D_FORTIFY_SOURCE=2", command, file)


@unittest.skipUnless(shutil.which("readelf"), "needs binutils")
class MachineCode(unittest.TestCase):
    def test_the_program_and_its_library_are_sealed(self):
        """Addresses that are not known beforehand, tables of functions that cannot be written to, no
        stack that can be executed."""
        for file in [PROGRAM, *libraries().values()]:
            if not file.exists():  # built for one level
                continue
            with self.subTest(file=file.name):
                self.assertRegex(readelf(file, "-h"), r"Type:\s+DYN")
                segments = readelf(file, "-l")
                self.assertIn("GNU_RELRO", segments)
                self.assertRegex(segments, r"GNU_STACK .* RW ")
                self.assertRegex(readelf(file, "-d"), r"BIND_NOW|FLAGS_1.*NOW")

    def test_the_program_guards_its_stack_and_its_buffers(self):
        symbols = readelf(PROGRAM, "--dyn-syms")
        self.assertIn("__stack_chk_fail", symbols)
        if "-D_FORTIFY_SOURCE=2" in "".join(commands().values()):
            self.assertRegex(symbols, r"__\w+_chk\b")


@unittest.skipUnless(shutil.which("gcc"), "needs a compiler")
class OtherArithmetic(ProgramTest):
    def test_it_is_refused_with_the_reason(self):
        source, library = self.folder / "flush.c", self.folder / "flush.so"
        source.write_text(FLUSHES)
        subprocess.run(["gcc", "-shared", "-fPIC", str(source), "-o", str(library)], check=True)
        run = self.run_program(market(), "-n", 1, environment={"LD_PRELOAD": str(library)}, code=3)
        self.assertIn("the processor flushes small results to 0", run.errors)
        self.assertFalse(run.folder.exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
