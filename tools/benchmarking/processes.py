"""Runs a process on given cores and tells what it took."""
import dataclasses
import os
import subprocess
import tempfile
import time


@dataclasses.dataclass
class Finished:
    output: str
    seconds: float    # wall
    memory_mb: float  # peak


def timed(command, cpus, folder=None, environment=None, may_fail=False):
    """Waits for the command; raises CalledProcessError with what it said when it fails."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        start = time.perf_counter()
        process = subprocess.Popen([str(c) for c in command], cwd=folder, stdout=output, stderr=errors,
                                   env=os.environ | (environment or {}),
                                   preexec_fn=lambda: os.sched_setaffinity(0, cpus))
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode and not may_fail:
            raise subprocess.CalledProcessError(process.returncode, process.args, stderr=errors.read())
        return Finished(output.read(), seconds, usage.ru_maxrss / 1024)
