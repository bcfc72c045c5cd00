"""Runs the program as a user does and reads what it left behind. For the tests of this folder."""
import csv
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"
SKIPPED = 77  # exit code that ctest counts as skipped

_failures = []


def run(program, scenario, *options):
    """The columns of replications.csv by strategy: {strategy: {kpi: [a number per replication]}}."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "run", str(scenario), "--quiet", "--output", folder + "/run", *map(str, options)],
                       check=True)
        with open(folder + "/run/replications.csv", newline="", encoding="utf-8") as stream:
            rows = csv.reader(stream)
            headings = next(rows)
            table = {}
            for row in rows:
                columns = table.setdefault(row[0], {name: [] for name in headings[2:]})
                for name, cell in zip(headings[2:], row[2:]):
                    columns[name].append(float(cell))
    return table


def mean_and_error(values):
    """Mean and its standard error."""
    return statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values))


def read_table(file):
    with open(file, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def check(holds, text):
    print(("ok    " if holds else "FAIL  ") + text)
    if not holds:
        _failures.append(text)


def finish():
    print(f"{len(_failures)} failed" if _failures else "all passed")
    sys.exit(1 if _failures else 0)
