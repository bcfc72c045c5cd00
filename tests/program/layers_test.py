#!/usr/bin/env python3
"""tools/check_layers.py finds what it looks for, or its silence would mean nothing."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parent.parent.parent / "tools" / "check_layers.py"


class Layers(unittest.TestCase):
    def told(self, name, text, *others):
        with tempfile.TemporaryDirectory(prefix="channelsim-test-") as folder:
            for each in [name, *others]:
                path = pathlib.Path(folder) / each
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            finished = subprocess.run([sys.executable, "-B", str(CHECK), folder], capture_output=True,
                                      text=True)
        self.assertEqual(finished.returncode, 1 if name in finished.stdout else 0, finished.stderr)
        return finished.stdout

    def test_an_include_that_points_up_is_told_with_its_line(self):
        for name, target in [("engine/base/a.hpp", "engine/schema/b.hpp"),
                             ("engine/run/a.cpp", "engine/report/b.hpp"),
                             ("engine/world/a.hpp", "models/market/b.hpp"),
                             ("models/market/a.hpp", "models/other/b.hpp"),
                             ("models/market/a.hpp", "tools/channelsim/b.hpp"),
                             ("engine/schema/a.hpp", "tests/support/b.hpp")]:
            self.assertIn(f"{name}:2: ", self.told(name, f'// x\n#include "{target}"\n'))
            self.assertIn("points down", self.told(name, '#include <vector>\n'))

    def test_an_include_that_points_down_is_fine(self):
        for name, target in [("engine/report/a.hpp", "engine/schema/b.hpp"),
                             ("models/market/a.hpp", "engine/run/b.hpp"),
                             ("tools/channelsim/a.cpp", "models/market/b.hpp"),
                             ("tests/engine/a.cpp", "engine/base/b.hpp")]:
            self.assertIn("points down", self.told(name, f'#include "{target}"\n'))

    def test_a_library_has_one_user(self):
        for library in ["<yaml-cpp/yaml.h>", "<tbb/parallel_for.h>", "<oneapi/tbb.h>"]:
            self.assertIn("only", self.told("engine/report/a.cpp", f"#include {library}\n"))
        self.assertIn("points down",
                      self.told("engine/schema/located_tree.cpp", "#include <yaml-cpp/parser.h>\n"))

    def test_a_type_has_its_name_for_itself(self):
        for text in ["struct Cell {\n};", "template <class T> struct Cell {};", "class Cell : Base {};",
                     "enum class Cell : int { a };"]:
            told = self.told("engine/schema/b.hpp", text, "engine/report/a.hpp")
            self.assertIn("engine/schema/b.hpp:1: there is a type Cell in engine/report/a.hpp:1", told)
            self.assertIn("points down", self.told("models/market/b.hpp", text, "engine/run/a.hpp"))
        self.assertIn("points down", self.told("engine/run/b.hpp", "struct Cell;", "engine/run/a.hpp"))

    def test_every_test_is_reached_by_its_name(self):
        for name in ["this; that", "a[b]", "all*"]:
            told = self.told("tests/engine/a.test.cpp", f'TEST_CASE("{name}") {{}}')
            self.assertIn("ctest would pass this without running it", told)
        self.assertIn("points down", self.told("tests/a.test.cpp", 'TEST_CASE("this, that") {}'))

    def test_the_engine_has_never_heard_of_a_shop(self):
        for text in ["struct Shop {};", "// what retailers do", 'auto x = "channel plan";']:
            self.assertIn("engine/base/a.hpp:1: the engine", self.told("engine/base/a.hpp", text))
            self.assertIn("points down", self.told("models/market/a.hpp", text))


if __name__ == "__main__":
    unittest.main(verbosity=2)
