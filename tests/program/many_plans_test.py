#!/usr/bin/env python3
"""Hundreds of plans take memory in proportion to their number, and their workbook can be read."""

import collections
import resource
import unittest

from program import ProgramTest, market
from workbook import Workbook, area_of

WIDEST_TABLE = 100  # columns


class ManyPlans(ProgramTest):
    def test_memory_grows_in_proportion_and_wide_tables_have_plain_headings(self):
        """libxlsxwriter takes memory by the square of a table's columns."""
        peaks, plans = [], (20, 160, 300)
        for count in plans:
            path = self.scenario(market(horizon=4, strategies=[{"name": f"plan_{i}"} for i in range(count)]))
            run = self.run_program(path, "-n", 16)
            peaks.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)  # the most of any so far
        self.assertLess(peaks[2] - peaks[1], 1.4 * (peaks[1] - peaks[0]), peaks)
        book, headings = Workbook(run.folder / "report.xlsx"), 0
        for sheet in book.sheets.values():
            for target in book.targets(sheet.part).values():
                if "/tables/" in target:
                    (_, first), (_, last) = area_of(book.parts[target].get("ref"))
                    self.assertLess(last - first, WIDEST_TABLE)
            rows = collections.Counter(row for (row, _), value in sheet.cells.items() if "plan_" in str(value))
            headings = max(headings, *rows.values(), 0)
        self.assertGreaterEqual(headings, plans[-1])


if __name__ == "__main__":
    unittest.main()
