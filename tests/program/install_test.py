#!/usr/bin/env python3
"""What `cmake --install` puts in place works from wherever it is moved to."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

BUILD = os.environ["CHANNELSIM_BUILD_FOLDER"]


class InstalledProgram(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="channelsim-test-")
        cls.addClassCleanup(folder.cleanup)
        first, cls.prefix = pathlib.Path(folder.name) / "first", pathlib.Path(folder.name) / "moved here"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", str(first)], check=True, stdout=subprocess.DEVNULL)
        shutil.move(first, cls.prefix)
        cls.program = cls.prefix / "bin" / "channelsim"

    def run_program(self, *arguments, environment=None):
        return subprocess.run([str(self.program), *map(str, arguments)], capture_output=True, text=True, check=True,
                              cwd=self.prefix, env=os.environ | (environment or {})).stdout

    def test_it_says_its_version(self):
        self.assertRegex(self.run_program("--version"), r"^channelsim \d+\.\d+\.\d+ .*, x86-64-v[234]\)$")

    def test_its_libraries_are_its_own(self):
        told = subprocess.run(["ldd", str(self.program)], capture_output=True, text=True, check=True).stdout
        line = next(line for line in told.splitlines() if "libchannelsim_market" in line)
        place = pathlib.Path(line.split("=>")[1].rsplit("(", 1)[0].strip()).resolve()
        self.assertTrue(place.is_relative_to((self.prefix / "lib" / "channelsim").resolve()), line)

    def test_the_loader_chooses_among_the_installed_levels(self):
        older = self.run_program("--version", environment={"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX2"})
        self.assertIn("x86-64-v2)", older)

    def test_its_scenarios_run(self):
        scenarios = self.prefix / "share" / "channelsim" / "scenarios"
        self.assertTrue((scenarios / "schema.json").stat().st_size > 0)
        told = self.run_program("run", scenarios / "minimal.yaml", "-n", 20, "-o", self.prefix / "run")
        self.assertIn("Files in", told)

    def test_its_documents_are_there(self):
        for name in ["README.md", "LICENSE", "docs/model.md"]:
            self.assertTrue((self.prefix / "share" / "doc" / "channelsim" / name).exists(), name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
