#!/usr/bin/env python3
"""Measures the program on the reference market R1 beside other implementations of it.

Everything runs on the same core, turn by turn, so that a drift of the machine meets all alike. The
program's rate is what a user gets: replications of one plan / wall time of `channelsim run`, reading,
checking and writing included. A peer's rate is the one it prints, which leaves its start-up out.
Before anything is measured, the means must agree: with r1.yaml all figures, with r1_poisson.yaml the
purchases wanted. Peers that can't run here are left out, with the reason.
"""
import argparse
import csv
import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIGURES = ("manufacturer_profit", "channel_profit", "lost_sales", "units_sold[channel=retailer]",
           "units_sold[channel=own_store]", "units_sold[channel=online]")
LOST, UNITS = 2, slice(3, 6)
START_UP_SHARE = 0.05


class Measured:
    """One run: its means and standard errors, and what it took."""

    def __init__(self, means, errors, wanted, rate, seconds, cpu, memory):
        self.means, self.errors, self.wanted = means, errors, wanted  # wanted: mean and error of units + lost sales
        self.rate, self.seconds, self.cpu, self.memory = rate, seconds, cpu, memory


def timed(command, cpus, folder=None):
    """Runs pinned to `cpus`: standard output, wall seconds, processor seconds, peak memory in MB."""
    with tempfile.TemporaryFile("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen([str(c) for c in command], cwd=folder, stdout=output,
                                   preexec_fn=lambda: os.sched_setaffinity(0, cpus))
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args)
        output.seek(0)
        return output.read(), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Program:
    """The program on one scenario."""

    def __init__(self, program, scenario, threads):
        self.name, self.command = f"channelsim {scenario}", [program, "run", ROOT / "scenarios" / "benchmark" / scenario]
        self.threads = threads

    def run(self, replications, seed, cpus):
        with tempfile.TemporaryDirectory() as folder:
            _, seconds, cpu, memory = timed(
                [*self.command, "--strategy", "base", "-n", replications, "--seed", seed, "--threads", self.threads,
                 "--quiet", "-o", folder + "/run"], cpus)
            with open(folder + "/run/replications.csv", newline="", encoding="utf-8") as stream:
                rows = [[float(row[name]) for name in FIGURES] for row in csv.DictReader(stream)]
        columns = list(zip(*rows))
        wanted = [row[LOST] + sum(row[UNITS]) for row in rows]
        return Measured([statistics.fmean(c) for c in columns], [standard_error(c) for c in columns],
                        (statistics.fmean(wanted), standard_error(wanted)), replications / seconds, seconds, cpu, memory)


class Peer:
    """A program of the peers' folder, which prints one line of JSON."""

    def __init__(self, name, command, folder, options=()):
        self.name, self.command, self.folder, self.options = name, command, folder, options

    def run(self, replications, seed, cpus):
        output, seconds, cpu, memory = timed([*self.command, "0", replications, seed, *self.options], cpus, self.folder)
        told = json.loads(output.strip().splitlines()[-1])
        means, errors = told["mean"], told["se"]
        # Its figures move together in a way it doesn't tell; the sum of their errors is a bound.
        wanted = means[LOST] + sum(means[UNITS]), errors[LOST] + sum(errors[UNITS])
        return Measured(means, errors, wanted, told["reps_per_s"], seconds, cpu, memory)


def standard_error(values):
    return statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else math.inf


def find_peers(folder, build, say):
    """The peers that can run here."""
    peers = []

    def python_peer(name, module, script, options=()):
        if not (folder / script).exists():
            return say(f"left out: {name} (there is no {folder / script})")
        for interpreter in dict.fromkeys((sys.executable, "/usr/bin/python3")):
            if shutil.which(interpreter) and subprocess.run([interpreter, "-c", f"import {module}"],
                                                            capture_output=True).returncode == 0:
                return peers.append(Peer(name, [interpreter, script], folder, options))
        say(f"left out: {name} (Python has no {module})")

    python_peer("NumPy", "numpy", "r1_count_numpy.py")
    source = folder / "r1_plain.cpp"
    if not source.exists():
        say(f"left out: plain C++ (there is no {source})")
    elif not shutil.which("g++"):
        say("left out: plain C++ (there is no g++)")
    else:
        compiled = subprocess.run(["g++", "-O2", "-std=c++20", source, "-o", build / "r1_plain"], capture_output=True, text=True)
        if compiled.returncode == 0:
            peers.append(Peer("plain C++", [build / "r1_plain", "exact"], folder))
        else:
            say("left out: plain C++ (it doesn't compile: " + compiled.stderr.strip().splitlines()[0] + ")")
    python_peer("Numba", "numba", "r1_count_numba.py", ("1", "fast"))
    return peers


def check_agreement(programs, peers, first, say):
    """Whether the means of all pairs agree, with 3 standard errors widened for their number."""
    tests = []
    for program in programs:
        ours = first[program.name]
        for peer in peers:
            theirs = first[peer.name]
            if "poisson" in program.name:
                tests.append((program, peer, "wanted", ours.wanted, theirs.wanted))
                continue
            tests += [(program, peer, figure, (ours.means[i], ours.errors[i]), (theirs.means[i], theirs.errors[i]))
                      for i, figure in enumerate(FIGURES)]
    if not tests:
        return True
    normal = statistics.NormalDist()
    limit = normal.inv_cdf(1 - (1 - normal.cdf(3)) / len(tests))
    agrees, largest = True, 0.0
    for program, peer, figure, (a, a_error), (b, b_error) in tests:
        z = (a - b) / math.hypot(a_error, b_error)
        largest = max(largest, abs(z))
        if abs(z) > limit:
            agrees = False
            say(f"disagree: {figure}: {program.name} {a:,.1f}, {peer.name} {b:,.1f}, z {z:+.1f}")
    say(f"agreement: {len(tests)} comparisons of means, the largest |z| is {largest:.2f} (limit {limit:.2f})")
    return agrees


def spread(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build" / "release" / "channelsim",
                        help="the program to measure (default: build/release/channelsim)")
    parser.add_argument("--peers", type=pathlib.Path, default=ROOT.parent / "shared" / "peers", metavar="DIR",
                        help="folder of the other implementations (default: ../shared/peers)")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything runs, turn by turn (default: 5)")
    parser.add_argument("--seconds", type=float, default=4, help="how long one run is meant to take (default: 4)")
    parser.add_argument("--threads", type=int, default=1,
                        help="threads of the program, pinned to as many cores (default: 1; the peers use one)")
    parser.add_argument("--cpu", type=int, default=min(os.sched_getaffinity(0)), help="the first core to pin to")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall",
                        help="cpu counts processor time of whole processes instead: for a machine that others use too")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()

    def say(text):
        print(text, file=sys.stderr, flush=True)

    if not arguments.program.exists():
        parser.error(f"there is no {arguments.program}; build it, or name it with --program")
    cpus = set(range(arguments.cpu, arguments.cpu + arguments.threads))
    peers_folder, program = arguments.peers.resolve(), arguments.program.resolve()
    with tempfile.TemporaryDirectory() as build:
        programs = [Program(program, name, arguments.threads) for name in ("r1_poisson.yaml", "r1.yaml")]
        peers = find_peers(peers_folder, pathlib.Path(build), say)
        everyone = programs + peers

        def rate(run, replications):
            return run.rate if arguments.clock == "wall" else replications / run.cpu

        # A first run checks the means and tells how many replications fill a round.
        tried = {each.name: 1024 if each in programs else 100 for each in everyone}
        first = {name: each.run(tried[name], 1, cpus) for each in everyone for name in (each.name,)}
        if not check_agreement(programs, peers, first, say):
            sys.exit(1)
        size = {each.name: max(16, round(rate(first[each.name], tried[each.name]) * arguments.seconds)) for each in everyone}
        start_up = min(programs[0].run(2, seed, cpus).seconds for seed in range(3))
        runs = {each.name: [] for each in everyone}
        for seed in range(2, 2 + arguments.rounds):
            say(f"round {seed - 1} of {arguments.rounds}")
            for each in everyone:
                runs[each.name].append(each.run(size[each.name], seed, cpus))

    rates = {name: [rate(run, size[name]) for run in done] for name, done in runs.items()}
    result = {"clock": arguments.clock, "rounds": arguments.rounds, "threads": arguments.threads, "implementations": {}, "ratios": []}
    for each in everyone:
        name = each.name
        result["implementations"][name] = {"replications": size[name], "replications_per_second": spread(rates[name]),
                                           "peak_memory_mb": max(run.memory for run in runs[name])}
    for each in programs:
        share = start_up / statistics.median(run.seconds for run in runs[each.name])
        result["implementations"][each.name]["start_up_share"] = share
        if share > START_UP_SHARE:
            say(f"warning: start-up takes {share:.0%} of a run of {each.name}; ask for more --seconds")
        for peer in peers:
            ratios = [a / b for a, b in zip(rates[each.name], rates[peer.name])]
            result["ratios"].append({"program": each.name, "peer": peer.name, **spread(ratios)})
    if arguments.json:
        print(json.dumps(result, indent=2))
        return
    print(f"{'replications/s, ' + arguments.clock + ' clock':<28}{'median':>10}{'min':>10}{'max':>10}{'memory MB':>11}{'start-up':>10}")
    for name, told in result["implementations"].items():
        r = told["replications_per_second"]
        share = f"{told['start_up_share']:.1%}" if "start_up_share" in told else ""
        print(f"{name:<28}{r['median']:>10,.1f}{r['min']:>10,.1f}{r['max']:>10,.1f}{told['peak_memory_mb']:>11.0f}{share:>10}")
    if result["ratios"]:
        print(f"\n{'ratio to':<28}{'median':>10}{'min':>10}{'max':>10}")
    for told in result["ratios"]:
        label = told["program"].removeprefix("channelsim ").removesuffix(".yaml") + " / " + told["peer"]
        print(f"{label:<28}{told['median']:>10.1f}{told['min']:>10.1f}{told['max']:>10.1f}")


if __name__ == "__main__":
    main()
