"""Runs a process on given cores and tells what it took."""
import dataclasses
import os
import pathlib
import subprocess
import sys
import tempfile

MEASURED = pathlib.Path(__file__).resolve().parent / "measured.py"


@dataclasses.dataclass
class Finished:
    output: str
    seconds: float    # wall
    memory_mb: float  # peak


def timed(command, cpus, folder=None, environment=None):
    """Raises CalledProcessError with what the command said when it fails."""
    words = [str(word) for word in command]
    with tempfile.NamedTemporaryFile("r") as result:
        run = subprocess.run([sys.executable, "-I", "-S", MEASURED, result.name, ",".join(map(str, sorted(cpus))), *words],
                             cwd=folder, capture_output=True, text=True, env=os.environ | (environment or {}))
        if run.returncode:
            raise subprocess.CalledProcessError(run.returncode, words, stderr=run.stderr)
        seconds, kilobytes = map(float, result.read().split())
        return Finished(run.stdout, seconds, kilobytes / 1024)
