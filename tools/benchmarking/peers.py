"""Other implementations of the workloads: which can run here, and running them.

A peer prints one line of JSON with means, standard errors and replications a second; its own rate
leaves start-up, compilation and the reading of a network out.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

from .processes import timed

HERE = pathlib.Path(__file__).resolve().parent
# Python module -> Debian package. None: not in Debian.
PACKAGES = {"numpy": "python3-numpy", "numba": "python3-numba", "simpy": "python3-simpy3", "mesa": None, "stockpyl": None}
# Unpacked beside the system, for numba conflicts with libboost1.81-dev on Debian 12.
UNPACKED = ("python3-numpy", "python3-numba", "python3-llvmlite", "python3-simpy3", "libblas3", "liblapack3",
            "libgfortran5", "libllvm14")
LIBRARIES = ("usr/lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu/blas", "usr/lib/x86_64-linux-gnu/lapack")

# name: module, script and its words; {} stands for replications and seed.
PYTHON_PEERS = {
    "NumPy": ("numpy", "r1_count_numpy.py", ("0", "{}")),
    "Numba": ("numba", "r1_count_numba.py", ("0", "{}", "1", "fast")),
    "SimPy": ("simpy", "r1_count_simpy.py", ("0", "{}")),
    "NumPy, persons": ("numpy", "r1_individual_numpy.py", ("0", "{}")),
    "Mesa, persons": ("mesa", "r1_individual_mesa.py", ("0", "{}")),
    "NumPy, R2": ("numpy", "r2.py", ("numpy", "{}")),
    "stockpyl, R2": ("stockpyl", "r2.py", ("stockpyl", "{}")),
    "NumPy, R3": ("numpy", "r3.py", ("numpy", "{}")),
    "Numba, R3": ("numba", "r3.py", ("numba", "{}")),
    "Mesa, R3": ("mesa", "r3.py", ("mesa", "{}")),
}
COMPILED_PEERS = {
    "plain C++": ("r1_plain", ("exact", "0", "{}")),
    "plain C++, persons": ("r1_plain", ("individual", "0", "{}")),
    "plain C++, R2": ("r2_plain", ("{}",)),
    "plain C++, R3": ("r3_plain", ("{}",)),
}


class Peer:
    def __init__(self, name, command, words, folder, environment):
        self.name, self.command, self.words = name, command, words
        self.folder, self.environment = folder, environment

    def run(self, replications, seed, cpus):
        """What it printed, with its peak memory."""
        words = [w for word in self.words for w in ((replications, seed) if word == "{}" else (word,))]
        finished = timed([*self.command, *words], cpus, self.folder, self.environment)
        return json.loads(finished.output.strip().splitlines()[-1]) | {"memory_mb": finished.memory_mb}


class Peers:
    """The peers of a folder, copied to a scratch folder: theirs may be read only, and networks and
    compiled programs are written."""

    def __init__(self, source, unpacked, scratch, say):
        self.source, self.unpacked, self.folder, self.say = source, unpacked, scratch, say
        self.skipped = {}
        self.found = {}
        self.prepared = {}  # modules, programs and the network: whether they are there
        if source is None:
            return
        for file in sorted(source.iterdir()):
            if file.is_file():
                shutil.copyfile(file, scratch / file.name)
        for file in (HERE / "plain").iterdir():
            shutil.copyfile(file, scratch / file.name)

    def get(self, names):
        """Those of these peers that can run; the others are noted as skipped."""
        return [peer for name in names for peer in [self._get(name)] if peer]

    def _get(self, name):
        if name not in self.found and name not in self.skipped:
            try:
                self.found[name] = self._python(name) if name in PYTHON_PEERS else self._compiled(name)
            except Missing as missing:
                self.skipped[name] = str(missing)
                self.say(f"skipped: {name}: {missing}")
        return self.found.get(name)

    def environment(self):
        paths = [str(self.unpacked / "usr/lib/python3/dist-packages")] if self.unpacked.exists() else []
        libraries = [str(self.unpacked / path) for path in LIBRARIES if (self.unpacked / path).exists()]
        joined = {"PYTHONPATH": paths, "LD_LIBRARY_PATH": libraries}
        return {"PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"} | {
            key: os.pathsep.join(places + ([os.environ[key]] if os.environ.get(key) else []))
            for key, places in joined.items() if places}

    def _once(self, what, prepare):
        if what not in self.prepared:
            self.prepared[what] = prepare()
        return self.prepared[what]

    def _python(self, name):
        module, script, words = PYTHON_PEERS[name]
        self._require_script(script)
        interpreter = self._once(module, lambda: self._interpreter_with(module))
        if interpreter is None:
            package = PACKAGES[module]
            raise Missing(f"Python has no {module}; " + (
                f"it is Debian's {package} (--fetch-peers unpacks it into {self.unpacked})" if package
                else "it is not in Debian: put it on PYTHONPATH"))
        if script == "r3.py":
            self._write_network()
        return Peer(name, [interpreter, script], words, self.folder, self.environment())

    def _compiled(self, name):
        program, words = COMPILED_PEERS[name]
        self._require_script("r1.json")
        if program == "r3_plain":
            self._write_network()
        path = self._once(program, lambda: self._compile(program))
        return Peer(name, [path], words, self.folder, {})

    def _require_script(self, script):
        if self.source is None or not (self.folder / script).exists():
            raise Missing(f"there is no folder of peers with {script} (--peers)")

    def _interpreter_with(self, module):
        for interpreter in dict.fromkeys(("/usr/bin/python3", sys.executable)):
            if shutil.which(interpreter) and subprocess.run(
                    [interpreter, "-c", f"import {module}"], capture_output=True,
                    env=os.environ | self.environment()).returncode == 0:
                return interpreter
        return None

    def _compile(self, program):
        if not (self.folder / f"{program}.cpp").exists():
            raise Missing(f"there is no {program}.cpp")
        if not shutil.which("g++"):
            raise Missing("there is no g++")
        compiled = subprocess.run(["g++", "-O2", "-std=c++20", f"{program}.cpp", "-o", program], cwd=self.folder,
                                  capture_output=True, text=True)
        if compiled.returncode:
            errors = [line for line in compiled.stderr.splitlines() if "error" in line]
            raise Missing("it does not compile (libboost-dev?): " + (errors or ["no reason told"])[0])
        return self.folder / program

    def _write_network(self):
        """The network that all peers of R3 share."""
        self._require_script("r3.py")
        interpreter = self._once("numpy", lambda: self._interpreter_with("numpy"))
        if interpreter is None:
            raise Missing("its network is written by r3.py, which needs numpy (Debian: python3-numpy)")
        self._once("network", lambda: subprocess.run([interpreter, "r3.py", "graph"], cwd=self.folder, check=True,
                                                     env=os.environ | self.environment()))


class Missing(Exception):
    """Why a peer cannot run here."""


def fetch(folder, say):
    """Debian's packages of the peers that this system lacks, unpacked into a folder."""
    if not shutil.which("apt-get"):
        raise SystemExit("--fetch-peers needs apt-get (Debian)")
    installed = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"], capture_output=True,
                               text=True, check=True).stdout.splitlines()
    missing = [package for package in UNPACKED if f"{package} installed" not in installed]
    folder.mkdir(parents=True, exist_ok=True)
    archives = folder / "archives"
    archives.mkdir(exist_ok=True)
    if missing:
        say(f"unpacking {', '.join(missing)} into {folder}")
        subprocess.run(["apt-get", "download", "-q", *missing], cwd=archives, check=True, stdout=subprocess.DEVNULL)
    for archive in sorted(archives.glob("*.deb")):
        subprocess.run(["dpkg", "-x", archive, folder], check=True)
