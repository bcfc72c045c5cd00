#!/usr/bin/env python3
"""Who may include whom, who may know of what, and that a type's name is used once in a namespace: two
types of one name in two files link without a word and share each other's inline functions.
Exit code 1 and a line per breach.

    check_layers.py [ROOT]
"""

import pathlib
import re
import sys

# Each layer of the engine may include itself and those it names.
ENGINE = {
    "base": [],
    "random": ["base"],
    "network": ["base", "random"],
    "schema": ["base", "random"],
    "world": ["base", "random"],
    "run": ["base"],
    "statistics": ["base", "random", "run"],
    "report": ["base", "schema", "run", "statistics"],
}
# Which models are built on others.
MODELS = {"validation": ["market"]}
# A library that exactly these files may use, so that it can be replaced in one place.
OWNERS = {
    "yaml-cpp/": ["engine/schema/located_tree.cpp"],
    "oneapi/tbb": ["engine/run/threads.cpp"],
    "tbb/": ["engine/run/threads.cpp"],
    "xlsxwriter": [f"engine/report/workbook/{name}.cpp" for name in ("chart", "parts_in_memory", "pictures", "workbook_file", "worksheet", "worksheet_tables")],
    "sqlite3.h": ["engine/report/database.cpp"],
}
# The engine knows agents, time, chance and statistics; these belong to a model.
DOMAIN = re.compile(r"\b(shop|retailer|distributor|wholesaler|marketplace|manufacturer|channel plan)s?\b",
                    re.IGNORECASE)
TYPE = re.compile(r"^(?:template <.*> )?(?:struct|class|enum class|enum) (?:CHANNELSIM_EXPORT )?(\w+)\b[^;()]*\{", re.MULTILINE)
# ctest splits names at semicolons, and Catch2 takes brackets and stars for tags and patterns.
UNREACHABLE_TEST = re.compile(r'^TEST_CASE\(\s*(?:"[^"\n]*"\s*)*"[^"\n]*[;\[\]*][^"\n]*"', re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def may_include(source, target):
    """Paths from the root. Tests and tools may include everything."""
    top, below = source[0], target[0]
    if top in ("tests", "tools"):
        return True
    if top == "models":
        known = [source[1], *MODELS.get(source[1], [])]
        return below == "engine" or (below == "models" and target[1] in known)
    if top == "engine":
        return below == "engine" and (target[1] == source[1] or target[1] in ENGINE[source[1]])
    return False


def breaches(root):
    found, types = [], {}
    for folder in ("engine", "models", "tools", "tests"):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            name = path.relative_to(root).as_posix()
            text = path.read_text(encoding="utf-8")
            for include in INCLUDE.finditer(text):
                line = text.count("\n", 0, include.start()) + 1 + include[0].count("\n")
                target = include[2]
                for library, owners in OWNERS.items():
                    if target.startswith(library) and name not in owners and folder != "tests":
                        found.append(f"{name}:{line}: only {owners[0]} may include <{target}>")
                if include[1] == "<":
                    continue
                if "/" not in target:
                    if folder != "tools":  # some of its headers are generated
                        found.append(f'{name}:{line}: "{target}" does not name its layer')
                elif not may_include(name.split("/"), target.split("/")):
                    layer = "/".join(name.split("/")[:2])
                    found.append(f'{name}:{line}: {layer} may not include "{target}"')
            if path.suffix == ".hpp" and folder in ("engine", "models"):
                # All of the engine is one namespace, and each model is one.
                space = folder if folder == "engine" else "/".join(name.split("/")[:2])
                for kind in TYPE.finditer(text):
                    line = text.count("\n", 0, kind.start()) + 1
                    first = types.setdefault((space, kind[1]), f"{name}:{line}")
                    if not first.startswith(f"{name}:"):
                        found.append(f"{name}:{line}: there is a type {kind[1]} in {first} already")
            if folder == "engine":
                for word in DOMAIN.finditer(text):
                    line = text.count("\n", 0, word.start()) + 1
                    found.append(f"{name}:{line}: the engine does not know what a '{word[0]}' is")
            if folder == "tests":
                for test in UNREACHABLE_TEST.finditer(text):
                    line = text.count("\n", 0, test.start()) + 1
                    found.append(f"{name}:{line}: ctest would pass this without running it: its "
                                 "name holds one of ; [ ] *")
    return found


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    found = breaches(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here)
    print("\n".join(found) if found else "layers: every include points down")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
