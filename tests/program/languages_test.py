#!/usr/bin/env python3
"""The answer of the demo in both languages: lines fit, words are those of the language, numbers are the same."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
import unicodedata
import unittest

import language


def width(text):
    """Cells on a terminal, counted by the tables of Python."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


class Languages(language.LanguageTest):
    def on_a_terminal(self, columns, *arguments, **environment):
        """What a terminal of this width is shown, without colours."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        process = subprocess.Popen([str(language.PROGRAM), *map(str, arguments)], cwd=self.folder, stdin=theirs,
                                   stdout=theirs, stderr=subprocess.DEVNULL,
                                   env=os.environ | {"NO_COLOR": "1", "TERM": "xterm"} | environment)
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        os.close(ours)
        self.assertEqual(process.wait(), 0)
        return shown.decode().replace("\r\n", "\n")

    def demo(self, columns, *arguments, **environment):
        return self.on_a_terminal(columns, "run", language.SCENARIOS / "demo.yaml", "-n", 24, "--force", "-o", "out",
                                  *arguments, **environment)

    def test_lines_fit_in_both_languages(self):
        for columns in (80, 120):
            for code in ("en", "zh"):
                with self.subTest(columns=columns, language=code):
                    lines = self.demo(columns, "--lang", code).splitlines()
                    self.assertGreater(len(lines), 20)
                    for line in lines:
                        self.assertLessEqual(width(line), columns, line)
                        self.assertEqual(line.rstrip(), line)

    def test_each_language_has_its_words_and_both_the_same_numbers(self):
        english, chinese = self.demo(120, "--lang", "en"), self.demo(120, "--lang", "zh")
        self.assertNotRegex(english, r"[\u4e00-\u9fff]")
        self.assertRegex(english, r"95 % interval")
        for word in ["95% 置信区间", "厂家利润（越高越好）", "净现值", "万元", "基准", "随机种子 2024"]:
            self.assertIn(word, chinese)
        self.assertNotRegex(chinese, r"\b(interval|million|pieces|better|higher|baseline|plan)\b")
        # The gain of the answer, in CNY.
        sentence = json.loads((self.folder / "out" / "results.json").read_text())["decision"]["sentence"]
        amount, scale = re.search(r"([\d.,]+)( million)? CNY (?:higher|lower)", sentence).groups()
        in_chinese, ten_thousands = re.search(r"[高低] ([\d.,]+) (万)?元", re.sub(r"\n\s*", " ", chinese)).groups()
        here = float(amount.replace(",", "")) * (1e6 if scale else 1)
        there = float(in_chinese.replace(",", "")) * (1e4 if ten_thousands else 1)
        self.assertAlmostEqual(here / there, 1, delta=0.006)  # three digits each

    def test_no_line_of_chinese_begins_with_what_closes(self):
        for columns in (80, 93, 120):
            for line in self.demo(columns, "--lang", "zh").splitlines():
                self.assertNotRegex(line, r"^\s*[，。、；：！？）》”%]")

    def test_the_environment_says_the_language_and_the_option_wins(self):
        name = self.scenario()
        run = ["run", name, "-n", 16, "--force", "-o", "out"]
        self.assertIn("方案", self.on_a_terminal(100, *run, CHANNELSIM_LANG="zh"))
        self.assertNotIn("方案", self.on_a_terminal(100, *run, "--lang", "en", CHANNELSIM_LANG="zh"))
        self.assertNotIn("方案", self.on_a_terminal(100, *run))

    def test_files_for_programs_are_the_same_in_every_language(self):
        name = self.scenario()
        for code in ("en", "zh"):
            self.program("run", name, "--lang", code, "-o", code, "-q")
        for file in ("results.json", "replications.csv", "scenario.resolved.yaml"):
            self.assertEqual((self.folder / "en" / file).read_bytes(), (self.folder / "zh" / file).read_bytes(), file)

    def test_other_languages_are_refused_in_english(self):
        self.assertIn("--lang", self.program("run", self.scenario(), "--lang", "fr", code=2).err)
        self.assertIn("error[", self.program("run", self.scenario(language.small(("horizon: 8", "horizon: 0"))),
                                             "--lang", "zh", code=2).err)


if __name__ == "__main__":
    unittest.main()
