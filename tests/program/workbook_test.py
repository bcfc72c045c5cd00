#!/usr/bin/env python3
"""The workbook of a report, read part by part, and opened by LibreOffice where it is there."""

import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import unittest

from workbook import CHART, DRAWING, MAIN, Workbook, area_of

SAMPLE = pathlib.Path(os.environ["CHANNELSIM_BUILD_FOLDER"]) / "sample_workbook"
OFFICE = shutil.which("soffice")
PLAN_COLOURS = ["0072B2", "D55E00", "009E73"]


def write_samples(folder, **options):
    return subprocess.run([str(SAMPLE), str(folder)], capture_output=True, text=True, **options)


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="channelsim-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        write_samples(cls.folder, check=True)
        cls.books = {name: Workbook(cls.folder / f"{name}.xlsx") for name in ("en", "zh", "hostile", "empty")}


class Parts(Samples):
    def test_nothing_in_it_is_active(self):
        for name, book in self.books.items():
            self.assertEqual(book.active_content(), [], name)

    def test_sheets_follow_the_sections_between_summary_and_about(self):
        english = list(self.books["en"].sheets)
        self.assertEqual(english[0], "Summary")
        self.assertEqual(english[-4:], ["Data", "Review", "Workings", "About"])
        self.assertIn("What could go wrong", english)
        chinese = list(self.books["zh"].sheets)
        self.assertEqual((chinese[0], chinese[-1]), ("摘要", "说明"))
        self.assertEqual(len(english), len(chinese))
        for book in self.books.values():
            names = [name.lower() for name in book.sheets]
            self.assertEqual(len(names), len(set(names)))
            for name in names:
                self.assertLessEqual(len(name.encode("utf-16-le")) // 2, 31)

    def test_numbers_are_unrounded_and_only_finite_ones_are_there(self):
        summary = self.books["en"].sheets["Summary"]
        for number in (42621987.01, 212345678.9, 0.064, -2207933.77):
            self.assertIn(number, summary.numbers())
        for name, book in self.books.items():
            for part, content in book.bytes.items():
                self.assertNotRegex(content, rb"(?i)>-?(nan|inf|#)", f"{name} {part}")

    def test_each_table_can_be_sorted_and_has_the_headings_of_its_cells(self):
        for name, book in self.books.items():
            ids, names = [], []
            for sheet in book.sheets.values():
                for target in book.targets(sheet.part).values():
                    if "/tables/" not in target:
                        continue
                    table = book.parts[target]
                    ids.append(table.get("id"))
                    names.append(table.get("name").lower())
                    self.assertEqual(table.get("name"), table.get("displayName"))
                    self.assertRegex(table.get("name"), r"^tbl_[A-Za-z0-9_]+$")
                    self.assertIsNotNone(table.find(MAIN + "autoFilter"))
                    (row, first), (last_row, last) = area_of(table.get("ref"))
                    headings = [column.get("name") for column in table.iter(MAIN + "tableColumn")]
                    self.assertEqual(len(headings), last - first + 1)
                    self.assertGreater(last_row, row)
                    self.assertEqual(len({each.lower() for each in headings}), len(headings))
                    cells = [sheet.cells[row, column] for column in range(first, last + 1)]
                    self.assertEqual(cells, headings, name)
            self.assertEqual(len(ids), len(set(ids)))
            self.assertEqual(len(names), len(set(names)))
            if name != "empty":
                self.assertGreater(len(ids), 12)

    def test_charts_are_native_and_drawn_from_cells_that_are_there(self):
        for name in ("en", "zh", "hostile"):
            book = self.books[name]
            charts = book.under("xl/charts/chart")
            self.assertEqual(len(charts), 8)
            kinds = {kind for chart in charts.values() for kind in ("barChart", "scatterChart", "lineChart")
                     if chart.find(f".//{CHART}{kind}") is not None}
            self.assertLessEqual({"barChart", "scatterChart"}, kinds)
            for part, chart in charts.items():
                for reference in chart.iter(CHART + "f"):
                    sheet, area = reference.text.rsplit("!", 1)
                    sheet = book.sheets[sheet.strip("'").replace("''", "'")]
                    (row, column), (last, _) = area_of(area)
                    for each in range(row, last + 1):
                        self.assertIn((each, column), sheet.styles, f"{name} {part} {reference.text}")

    def test_the_summary_shows_two_charts(self):
        for name in ("en", "zh"):
            book = self.books[name]
            summary = next(iter(book.sheets.values()))
            drawing = next(part for part in book.targets(summary.part).values() if "drawing" in part)
            charts = [part for part in book.targets(drawing).values() if "charts" in part]
            self.assertEqual(len(charts), 2)

    def test_a_plan_has_its_colour_in_charts_and_at_its_rows(self):
        book = self.books["en"]
        drawn = {colour.get("val") for chart in book.under("xl/charts/chart").values()
                 for colour in chart.iter(DRAWING + "srgbClr")}
        edges = {edge.get("rgb") for border in book.parts["xl/styles.xml"].iter(MAIN + "left")
                 for edge in border.iter(MAIN + "color")}
        for colour in PLAN_COLOURS:
            self.assertIn(colour, drawn)
            self.assertIn("FF" + colour, edges)

    def format_of(self, book, sheet, text_or_number):
        """Font colour and number format of the cell with this content."""
        place = next(place for place, value in sheet.cells.items() if value == text_or_number)
        styles = book.parts["xl/styles.xml"]
        look = styles.find(MAIN + "cellXfs")[sheet.styles[place]]
        font = styles.find(MAIN + "fonts")[int(look.get("fontId"))]
        formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(MAIN + "numFmt")}
        return font.find(MAIN + "color").get("rgb"), formats.get(look.get("numFmtId"))

    def test_inputs_are_blue_and_numbers_have_the_format_of_their_unit(self):
        book = self.books["en"]
        roadmap, summary = book.sheets["Roadmap"], book.sheets["Summary"]
        self.assertEqual(self.format_of(book, roadmap, 1800000.0), ("FF0000FF", "#,##0;[Red]-#,##0"))
        self.assertEqual(self.format_of(book, summary, 0.064)[1], "0.0%;[Red]-0.0%")
        self.assertEqual(self.format_of(book, summary, 3120000.0)[1], "+#,##0;[Red]-#,##0;#,##0")

    def test_a_map_of_heat_is_coloured_by_its_numbers(self):
        sheet = self.books["en"].sheets["Where it happens"]
        scale = sheet.root.find(f".//{MAIN}colorScale")
        self.assertEqual(len(list(scale.iter(MAIN + "color"))), 3)

    def test_pages_are_landscape_a4_as_wide_as_the_sheet_with_the_title_in_sight(self):
        for book in self.books.values():
            areas = [each.text for each in book.parts["xl/workbook.xml"].iter(MAIN + "definedName")
                     if each.get("name") == "_xlnm.Print_Area"]
            self.assertEqual(len(areas), len(book.sheets))
            for sheet in book.sheets.values():
                page = sheet.root.find(MAIN + "pageSetup")
                self.assertEqual((page.get("orientation"), page.get("paperSize"), page.get("fitToHeight")),
                                 ("landscape", "9", "0"))
                self.assertEqual(sheet.root.find(f".//{MAIN}pane").get("state"), "frozen")

    def test_hostile_texts_are_shown_as_they_are(self):
        book = self.books["hostile"]
        texts = "\n".join(text for sheet in book.sheets.values() for text in sheet.texts())
        for text in ("<script>alert(1)</script>", '=HYPERLINK("http://example.com","5")', "\\x1b[31m7\\x07\\x01",
                     "</title></style><svg onload=alert(8)>", "&lt;9&gt; {0} {plan}", "\\u202e01 \\xff\\xfe"):
            self.assertIn(text, texts)
        for part, content in book.bytes.items():
            self.assertNotRegex(content, b"[\x00-\x08\x0b\x0c\x0e-\x1f]", part)

    def test_only_the_date_of_creation_hangs_on_the_environment(self):
        with tempfile.TemporaryDirectory() as name:
            other = pathlib.Path(name)
            write_samples(other, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "TZ": "Asia/Shanghai"})
            moved = Workbook(other / "en.xlsx").bytes
        kept = self.books["en"].bytes
        self.assertEqual(list(kept), list(moved))
        self.assertEqual([part for part in kept if kept[part] != moved[part]], ["docProps/core.xml"])
        self.assertIn(b"2023-11-14T22:13:20Z", moved["docProps/core.xml"])

    def test_a_disk_that_is_full_is_told_and_leaves_no_workbook(self):
        size = (self.folder / "en.xlsx").stat().st_size
        for limit in (0, 1000, size // 8, size // 4, size // 2, size - 1):
            def shrink_disk(limit=limit):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            with tempfile.TemporaryDirectory() as name:
                answer = write_samples(name, preexec_fn=shrink_disk)
                self.assertEqual(answer.returncode, 1, limit)
                self.assertIn("en.xlsx.partial", answer.stderr)
                self.assertEqual(os.listdir(name), [], limit)


    def test_parts_larger_than_the_workbook_need_no_room_on_disk(self):
        largest = max((self.folder / f"{name}.xlsx").stat().st_size for name in self.books)
        self.assertGreater(max(len(part) for part in self.books["hostile"].bytes.values()), largest)
        with tempfile.TemporaryDirectory() as name:
            write_samples(name, check=True, preexec_fn=lambda: (
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))))
            for book in self.books:
                self.assertEqual((pathlib.Path(name) / f"{book}.xlsx").read_bytes(), (self.folder / f"{book}.xlsx").read_bytes())


@unittest.skipUnless(OFFICE, "LibreOffice is not there")
class Office(Samples):
    def convert(self, name, target):
        out = self.folder / "converted"
        subprocess.run([OFFICE, f"-env:UserInstallation=file://{self.folder}/profile", "--headless", "--convert-to",
                        target, "--outdir", str(out), str(self.folder / f"{name}.xlsx")],
                       capture_output=True, timeout=180, check=True)
        return out / f"{name}.{target}"

    def test_libreoffice_reads_the_same_numbers_and_texts(self):
        for name in ("zh", "hostile"):
            again = Workbook(self.convert(name, "xlsx"))
            before = self.books[name]
            self.assertEqual(list(again.sheets), list(before.sheets))
            for sheet in before.sheets.values():
                for place, value in sheet.cells.items():
                    read = again.sheets[sheet.name].cells.get(place)
                    where = f"{name} {sheet.name} {place}"
                    if isinstance(value, str):
                        self.assertEqual(read, value, where)
                    else:  # LibreOffice keeps 15 digits
                        self.assertAlmostEqual(read, value, delta=1e-14 * abs(value), msg=where)
            self.assertEqual(len(again.under("xl/charts/chart")), len(before.under("xl/charts/chart")))
            self.assertEqual([each for each in again.active_content() if "formula" in each], [])

    def test_libreoffice_prints_it(self):
        printed = self.convert("en", "pdf").read_bytes()
        self.assertGreater(len(re.findall(rb"/Type\s*/Page\b", printed)), 10)


if __name__ == "__main__":
    unittest.main()
