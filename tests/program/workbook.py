"""An Office Open XML workbook as its parts say it, for tests; nothing is taken on trust."""

import math
import posixpath
import re
import xml.etree.ElementTree as xml
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def unescaped(text):
    """_x0041_ is how these files write the character 0x41."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def place_of(reference):
    """B3 -> (3, 2)."""
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def area_of(reference):
    first, last = (reference.split(":") * 2)[:2]
    return place_of(first), place_of(last)


class Sheet:
    def __init__(self, name, part, root, strings):
        self.name, self.part, self.root = name, part, root
        self.cells, self.styles = {}, {}  # (row, column) -> text or number, style
        for cell in root.iter(MAIN + "c"):
            place = place_of(cell.get("r"))
            self.styles[place] = int(cell.get("s", 0))
            value = cell.find(MAIN + "v")
            if cell.get("t") == "s":
                self.cells[place] = strings[int(value.text)]
            elif value is not None:
                self.cells[place] = float(value.text)
                if not math.isfinite(self.cells[place]):
                    raise ValueError(f"{name}: {cell.get('r')} holds {value.text}")

    def texts(self):
        return [value for value in self.cells.values() if isinstance(value, str)]

    def numbers(self):
        return [value for value in self.cells.values() if isinstance(value, float)]


class Workbook:
    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.bytes = {name: archive.read(name) for name in archive.namelist()}
        self.parts = {name: xml.fromstring(content) for name, content in self.bytes.items()}
        strings = self.parts.get("xl/sharedStrings.xml")
        self.strings = [] if strings is None else [
            unescaped("".join(text.text or "" for text in item.iter(MAIN + "t"))) for item in strings]
        targets = self.targets("xl/workbook.xml")
        self.sheets = {}
        for sheet in self.parts["xl/workbook.xml"].iter(MAIN + "sheet"):
            part = targets[sheet.get(RELATION + "id")]
            self.sheets[sheet.get("name")] = Sheet(sheet.get("name"), part, self.parts[part], self.strings)

    def targets(self, part):
        """Relation id -> the part it leads to."""
        folder, name = posixpath.split(part)
        relations = self.parts.get(f"{folder}/_rels/{name}.rels", ())
        return {each.get("Id"): posixpath.normpath(posixpath.join(folder, each.get("Target")))
                if not each.get("Target").startswith("/") else each.get("Target")[1:] for each in relations}

    def under(self, folder):
        return {name: root for name, root in self.parts.items() if name.startswith(folder) and "_rels" not in name}

    def active_content(self):
        """Everything that would do more than be shown: formulas, links, scripts, connections."""
        found = [f"{sheet.name}: a formula" for sheet in self.sheets.values() for _ in sheet.root.iter(MAIN + "f")]
        found += [f"{sheet.name}: a link" for sheet in self.sheets.values() for _ in sheet.root.iter(MAIN + "hyperlink")]
        for name, root in self.parts.items():
            if name.endswith(".rels"):
                found += [f"{name}: {each.get('Type')}" for each in root
                          if each.get("TargetMode") == "External" or each.get("Type").endswith("/hyperlink")]
            if name.startswith("xl/tables/"):
                found += [f"{name}: a column's formula" for _ in root.iter(MAIN + "calculatedColumnFormula")]
        found += [name for name in self.parts if re.search("externalLink|connections|macro|vba|activeX", name, re.I)]
        return found
