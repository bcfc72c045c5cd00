#!/usr/bin/env python3
"""One shared library per instruction level: each is chosen where it should be, holds only its own
instructions, and computes the same bytes as the others on any number of threads."""

import os
import re
import shutil
import subprocess
import unittest

from program import PROGRAM, ProgramTest, market

LOADER = "/lib64/ld-linux-x86-64.so.2"
LEVELS = ["x86-64-v2", "x86-64-v3", "x86-64-v4"]


def supported_levels():
    """Those this CPU can run, by the loader's own account; v2 is what everything is built for."""
    told = subprocess.run([LOADER, "--help"], capture_output=True, text=True).stdout
    return ["x86-64-v2"] + re.findall(r"(x86-64-v[34]) \(supported", told)


def libraries():
    """Level -> the market library built for it, in a build folder or installed."""
    for folder in [PROGRAM.parent / "lib", PROGRAM.parent.parent / "lib" / "channelsim"]:
        if (folder / "libchannelsim_market.so").exists():
            places = {"x86-64-v2": folder} | {level: folder / "glibc-hwcaps" / level for level in LEVELS[1:]}
            return {level: place / "libchannelsim_market.so" for level, place in places.items()}
    raise FileNotFoundError("the market library")


def registers_in(file):
    """Which kinds of vector register the machine code of a file names."""
    code = subprocess.run(["objdump", "-d", "--no-show-raw-insn", str(file)], capture_output=True, text=True, check=True)
    return set(re.findall(r"%([xyz]mm)\d", code.stdout))


class LevelsAgree(ProgramTest):
    def need(self, level):
        if level not in supported_levels():
            self.skipTest(f"skipped: this CPU has no {level}")

    def at(self, level):
        return [LOADER, "--glibc-hwcaps-mask", level]

    def version(self, before=(), environment=None):
        return subprocess.run([*before, str(PROGRAM), "--version"], capture_output=True, text=True, check=True,
                              env=os.environ | (environment or {})).stdout

    def check_same_digest(self, level):
        self.need(level)
        for incidence in ["poisson", "bernoulli"]:
            tree = market(demand={"incidence": incidence, "season": {"amplitude": 0.3}})
            reference = self.run_program(tree, "-n", 100, "--threads", 1, before=self.at("x86-64-v2"))
            for threads in [1, 2, 8]:
                with self.subTest(incidence=incidence, threads=threads):
                    run = self.run_program(tree, "-n", 100, "--threads", threads, before=self.at(level))
                    self.assertEqual(run.digest, reference.digest)
                    self.assertEqual(run.csv, reference.csv)
                    self.assertEqual(run.text("results.json"), reference.text("results.json"))
                    self.assertIn(f'"instruction_level": "{level}"', run.text("manifest.json"))

    def test_same_digest_at_v2(self):
        self.check_same_digest("x86-64-v2")

    def test_same_digest_at_v3(self):
        self.check_same_digest("x86-64-v3")

    def test_same_digest_at_v4(self):
        self.check_same_digest("x86-64-v4")

    def test_the_version_names_the_level(self):
        for level in supported_levels():
            with self.subTest(level=level):
                self.assertIn(f", {level})", self.version(before=self.at(level)))
        self.assertIn(f", {max(supported_levels())})", self.version())

    def test_an_older_cpu_gets_an_older_level(self):
        """As on a CPU without these instructions, with the loader left to itself."""
        self.need("x86-64-v3")
        self.assertIn(", x86-64-v2)", self.version(environment={"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX2"}))
        self.need("x86-64-v4")
        self.assertIn(", x86-64-v3)", self.version(environment={"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F"}))

    @unittest.skipUnless(shutil.which("objdump"), "skipped: there is no objdump")
    def test_each_library_holds_the_instructions_of_its_level(self):
        expected = {"x86-64-v2": {"xmm"}, "x86-64-v3": {"xmm", "ymm"}, "x86-64-v4": {"xmm", "ymm", "zmm"}}
        for level, library in libraries().items():
            with self.subTest(level=level):
                self.assertLessEqual(registers_in(library), expected[level])
        self.assertIn("ymm", registers_in(libraries()["x86-64-v3"]))
        self.assertIn("zmm", registers_in(libraries()["x86-64-v4"]))

    @unittest.skipUnless(shutil.which("objdump"), "skipped: there is no objdump")
    def test_the_program_runs_on_the_oldest_level(self):
        self.assertEqual(registers_in(PROGRAM), {"xmm"})


if __name__ == "__main__":
    unittest.main(verbosity=2)
