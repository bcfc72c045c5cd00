"""Arguments in, tables out."""
import argparse
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile

from . import agreement, fixed_costs, growth, page, phases, rates, scaling, tables
from .peers import Peers, fetch
from .program import ROOT, find_program
from .workloads import WORKLOADS

DESCRIPTION = """Measures the program on its reference workloads beside other implementations of them, turn by turn on one
core, after checking that all agree; then the phases of the week, the scaling from one thread to all, what
is fixed, and how cost and memory grow. The rate of the program is that of the whole process, start-up and
all files included; a peer's is the one it prints, without start-up and compilation."""
SECTIONS = ("phases", "scaling", "fixed_costs", "growth", "memory")
OTHER_SHAPES_AT_LEAST = 2 / 3
QUICK_DECADES = {"outlets": (10, 20), "weeks": (4, 8), "replications": (16, 32), "plans": (1, 2)}
QUICK_BASE = {"outlets": 10, "weeks": 4, "replications": 16}


def arguments():
    parser = argparse.ArgumentParser(prog="tools/benchmark", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build" / "release" / "channelsim",
                        help="the program to measure (default: build/release/channelsim)")
    parser.add_argument("--peers", type=pathlib.Path, metavar="DIR",
                        help="folder of the other implementations (default: CHANNELSIM_PEERS, or ../shared/peers if it is there)")
    parser.add_argument("--fetch-peers", action="store_true",
                        help="unpack Debian packages that peers need and the system lacks into build/peers; nothing is installed")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything runs, turn by turn (default: 5)")
    parser.add_argument("--seconds", type=float, default=4, help="how long one run of a round is meant to take (default: 4)")
    parser.add_argument("--only", type=lambda text: text.split(","), metavar="A,B",
                        help=f"only these workloads and sections: {', '.join([*WORKLOADS, *SECTIONS])}")
    parser.add_argument("--cpu", type=int, default=min(os.sched_getaffinity(0)), help="the core to pin to (default: the first)")
    parser.add_argument("--quick", action="store_true", help="one round of tiny runs: whether it works, not how fast")
    parser.add_argument("--json", nargs="?", const="-", metavar="FILE", help="the figures as JSON, into a file or instead of the tables")
    parser.add_argument("--markdown", type=pathlib.Path, metavar="FILE", help="write the page, docs/performance.md")
    found = parser.parse_args()
    unknown = set(found.only or []) - set(WORKLOADS) - set(SECTIONS)
    if unknown:
        parser.error(f"--only: there is no {', '.join(sorted(unknown))}; there are {', '.join([*WORKLOADS, *SECTIONS])}")
    if found.cpu not in os.sched_getaffinity(0):
        parser.error(f"--cpu: this process may not run on core {found.cpu}")
    if found.rounds < 1 or found.seconds <= 0:
        parser.error("--rounds is at least 1, and --seconds more than 0")
    if found.quick:
        found.rounds, found.seconds = 1, 0.05
    return found


def folder_of_peers(given):
    if given is None and os.environ.get("CHANNELSIM_PEERS"):
        given = pathlib.Path(os.environ["CHANNELSIM_PEERS"])
    if given is not None:
        if not given.is_dir():
            raise SystemExit(f"there is no folder {given}")
        return given.resolve()
    usual = ROOT.parent / "shared" / "peers"
    return usual if usual.is_dir() else None


def machine(program, level):
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    compiler = []
    if shutil.which("g++"):
        compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True).stdout.splitlines()
    return {"processor": model, "cores": len(os.sched_getaffinity(0)), "system": platform.platform(),
            "program": program.version(), "instruction level": level, "compiler of the plain C++": compiler[0] if compiler else "none"}


def say(text):
    print(text, file=sys.stderr, flush=True)


def measure(found):
    program = find_program(found.program)
    unpacked = ROOT / "build" / "peers"
    if found.fetch_peers:
        fetch(unpacked, say)
    chosen = [WORKLOADS[name] for name in WORKLOADS if not found.only or name in found.only]
    sections = [name for name in SECTIONS if not found.only or name in found.only]
    cpus = {found.cpu}
    result = {"schema": "channelsim/benchmark/v1",
              "settings": {"rounds": found.rounds, "seconds": found.seconds, "quick": found.quick}}
    with tempfile.TemporaryDirectory(prefix="channelsim-peers-") as scratch:
        peers = Peers(folder_of_peers(found.peers), unpacked, pathlib.Path(scratch), say)
        contests = {each.name: contest(each, program, peers, cpus) for each in chosen}
        say("do all agree?")
        ours, theirs = {}, {}
        for name, (mine, others) in contests.items():
            ours[name] = mine.find_size(found.seconds)
            theirs[name] = {peer.name: peer.find_size(found.seconds) for peer in others}
        result["agreement"] = agreement.check(chosen, ours, theirs)
        for each in result["agreement"]["all"]:
            if not each["agrees"]:
                say(f"disagree: {each['workload']}, {each['what']}: {each['ours']:,.3f} against {each['theirs']:,.3f} of {each['peer']}, z {each['z']:+.1f}")
        if not result["agreement"]["agrees"]:
            return result | {"skipped": peers.skipped, "machine": machine(program, "")}
        for seed in range(2, 2 + found.rounds):
            say(f"round {seed - 1} of {found.rounds}")
            for mine, others in contests.values():
                for each in (mine, *others):
                    each.run(seed)
        result["workloads"] = {each.name: rates.table(each, *contests[each.name]) | {"stages": rates.last_stages(contests[each.name][0])}
                               for each in chosen}
        result["skipped"] = peers.skipped
    compare_shapes(result)
    sizes = {name: mine.size for name, (mine, _) in contests.items()}
    steps = {
        "phases": lambda: {each.name: phases.measure(program, each, sizes[each.name], cpus) for each in chosen},
        "scaling": lambda: scaling.measure(program, [each for each in chosen if each.name != "r2"], found.rounds, sizes),
        "fixed_costs": lambda: fixed_costs.measure(program, found.rounds, *([32] if found.quick else [])),
        "growth": lambda: growth.measure(program, cpus, QUICK_DECADES, QUICK_BASE) if found.quick else growth.measure(program, cpus),
        "memory": lambda: growth.memory(program, *([(16, 32)] if found.quick else []))}
    for name in sections:
        say(name.replace("_", " "))
        result[name] = steps[name]()
    level = program.run(WORKLOADS["r2"].scenario, 16, cpus, plans=()).level
    return result | {"machine": machine(program, level)}


def contest(workload, program, peers, cpus):
    mine = rates.Contestant("channelsim", rates.of_program(program, workload, cpus), rates.LANES)
    others = [rates.Contestant(peer.name, rates.of_peer(peer, workload, cpus), 1) for peer in peers.get(workload.peers)]
    return mine, others


def compare_shapes(result):
    """A workload of the same size with other shapes: is R1 a special case?"""
    found = result["workloads"]
    if "other" in found and "r1_poisson" in found:
        ratio = found["other"]["outlet_weeks_per_second"] / found["r1_poisson"]["outlet_weeks_per_second"]
        per_choice = ratio * WORKLOADS["other"].choices / WORKLOADS["r1_poisson"].choices
        result["other_shapes"] = {"ratio": ratio, "at_least": OTHER_SHAPES_AT_LEAST, "met": ratio >= OTHER_SHAPES_AT_LEAST,
                                  "ratio_per_choice": per_choice}


def main():
    found = arguments()
    try:
        result = measure(found)
    except subprocess.CalledProcessError as failed:
        raise SystemExit(f"failed: {' '.join(map(str, failed.cmd))}\n{failed.stderr or ''}")
    if found.json:
        text = json.dumps(result, indent=2) + "\n"
        if found.json == "-":
            print(text, end="")
        else:
            pathlib.Path(found.json).write_text(text, encoding="utf-8")
    if found.json != "-":
        print("\n".join(tables.as_text(table) for table in tables.all_tables(result)))
    if not result["agreement"]["agrees"]:
        raise SystemExit("the implementations do not agree; nothing was timed")
    if found.markdown:
        found.markdown.write_text(page.write(result), encoding="utf-8")
