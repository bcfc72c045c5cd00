#!/usr/bin/env python3
"""A run that tells a few figures: its columns, its report without what other figures would tell, and the same numbers."""

import re
import subprocess
import unittest

from program import PROGRAM, ProgramTest, market


def sections(run):
    return re.findall(r'<section id="([a-z_]+)"', run.text("report.html"))


class FewFigures(ProgramTest):
    def test_they_are_the_columns_and_what_others_tell_is_left_out_of_the_report(self):
        everything = self.run_program(market())
        few = self.run_program(market(figures=["fill_rate", "units_sold[channel=web_shop]"],
                                      decision={"objective": "manufacturer_profit"}))
        totals = {column for _, _, column in few.cells() if "[" not in column}
        self.assertEqual(totals, {"fill_rate", "manufacturer_outlay", "manufacturer_profit"})
        groups = {column for _, _, column in few.cells() if column.startswith("units_sold")}
        self.assertEqual(groups, {"units_sold[channel=web_shop]"})
        self.assert_cells_kept(few, everything)
        self.assertIn("flows", sections(everything))
        self.assertNotIn("flows", sections(few))
        self.assertLess({"answer", "plans", "risk"}, set(sections(few)))
        self.assertEqual(subprocess.run([PROGRAM, "verify", few.folder, "-q"], capture_output=True).returncode, 0)

    def test_check_finds_what_it_expects(self):
        path = self.scenario(market(figures=["units_sold"], expect=[{"name": "stock", "kpi": "channel_stock", "at_least": 0}]))
        finished = subprocess.run([PROGRAM, "check", path], capture_output=True, text=True)
        self.assertEqual(finished.returncode, 0, finished.stdout + finished.stderr)


unittest.main(verbosity=2)
