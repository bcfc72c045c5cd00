#!/usr/bin/env python3
"""`review` lists what reviewers remarked on a run, adds and settles; no run writes over it."""

import json
import subprocess
import unittest

from program import PROGRAM, ProgramTest, market


class Review(ProgramTest):
    def review(self, folder, *arguments, code=0):
        finished = subprocess.run([str(PROGRAM), "review", str(folder), *arguments], capture_output=True, text=True)
        self.assertEqual(finished.returncode, code, finished.stderr)
        return finished

    def test_remarks_are_added_listed_and_settled(self):
        folder = self.run_program(market(), "-n", 2).folder
        self.assertIn("Nobody has remarked anything yet", self.review(folder).stdout)
        self.review(folder, "--add", "--section", "risk", "--who", "Li Na", "--what", "Receivables look high.")
        self.review(folder, "--add", "--section", "plans", "--who", "王伟", "--what", "<script>\u202e")
        listed = self.review(folder).stdout
        self.assertIn("Receivables look high.", listed)
        self.assertNotIn("\u202e", listed)
        open_ones = json.loads(self.review(folder, "--json").stdout)["remarks"]
        self.assertEqual([each["number"] for each in open_ones], [1, 2])
        self.assertRegex(open_ones[0]["when"], r"^\d{4}-\d\d-\d\d$")
        self.review(folder, "--done", "1")
        self.assertNotIn("Receivables", self.review(folder).stdout)
        everything = json.loads(self.review(folder, "--all", "--json").stdout)["remarks"]
        self.assertEqual([each["status"] for each in everything], ["done", "open"])

    def test_a_new_run_keeps_the_remarks(self):
        run = self.run_program(market(), "-n", 2)
        self.review(run.folder, "--add", "--section", "answer", "--who", "A", "--what", "B")
        before = (run.folder / "review.yaml").read_bytes()
        self.run_program(market(), "-n", 3, "--force", folder=run.folder)
        self.assertEqual((run.folder / "review.yaml").read_bytes(), before)

    def test_what_is_wrong_is_named_with_the_remedy(self):
        folder = self.run_program(market(), "-n", 2).folder
        answer = self.review(folder, "--add", "--section", "rsik", "--who", "A", "--what", "B", code=2)
        self.assertIn("did you mean 'risk'?", answer.stderr)
        self.assertIn("answer, plans", answer.stderr)
        self.assertFalse((folder / "review.yaml").exists())
        self.assertIn("--section", self.review(folder, "--add", "--who", "A", "--what", "B", code=2).stderr)
        self.assertIn("there is no remark 7", self.review(folder, "--done", "7", code=2).stderr)
        self.assertIn("no run lies in this folder", self.review(self.folder, code=2).stderr)


if __name__ == "__main__":
    unittest.main()
