"""The program on a scenario: what a run took and answered."""
import csv
import json
import os
import pathlib
import shutil
import tempfile

from .processes import timed

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCHMARK = ROOT / "scenarios" / "benchmark"


class Run:
    """A finished run. Its folder is gone; what is asked of it was read."""

    def __init__(self, finished, folder, replications):
        self.seconds, self.memory_mb, self.replications = finished.seconds, finished.memory_mb, replications
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.level = manifest["instruction_level"]
        self.stages = {part["name"]: part["seconds"] for part in manifest["stages"]}
        self.phases = {part["name"]: part["seconds"] for part in manifest.get("phases", [])}
        self.row_bytes = (folder / "replications.csv").stat().st_size / replications

    @property
    def rate(self):
        """Replications a second of the whole process."""
        return self.replications / self.seconds


class Program:
    def __init__(self, path):
        self.path = path

    def run(self, scenario, replications, cpus, *, seed=1, options=(), plans=("base",), answer=None):
        """`answer` is a function of the run's folder; then a pair comes back, the run and what it gave."""
        with tempfile.TemporaryDirectory(prefix="channelsim-benchmark-") as scratch:
            folder = pathlib.Path(scratch) / "run"
            chosen = ["--strategy", ",".join(plans)] if plans else []
            finished = timed([self.path, "run", scenario, *chosen, "-n", replications, "--seed", seed, "--threads", len(cpus),
                              "--quiet", "--allow-large", *options, "-o", folder], cpus)
            run = Run(finished, folder, replications)
            return (run, answer(folder)) if answer else run

    def version(self):
        return timed([self.path, "--version"], os.sched_getaffinity(0)).output.strip()


def columns(folder):
    """Figure -> numbers by replication, of a run of one plan."""
    with open(folder / "replications.csv", newline="", encoding="utf-8") as stream:
        header, *rows = list(csv.reader(stream))
    return {name: [float(row[i]) for row in rows] for i, name in enumerate(header) if i >= 2}


def series(folder, figure):
    """Step -> mean and half-width of a figure."""
    with open(folder / "series.csv", newline="", encoding="utf-8") as stream:
        return {int(row["step"]): (float(row["mean"]), float(row["half_width"] or "nan"))
                for row in csv.DictReader(stream) if row["figure"] == figure}


def find_program(path):
    if not path.exists():
        raise SystemExit(f"there is no {path}; build it, or name it with --program")
    return Program(path.resolve() if path.parent != pathlib.Path(".") or path.exists() else shutil.which(path))
