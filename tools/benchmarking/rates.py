"""Replications a second of the program and its peers, turn by turn on one core."""
import statistics

from .statistics_of import spread

LANES = 16   # replications side by side; the program does no fewer at a time
LEAST = 32   # replications from which agreement is checked


class Contestant:
    """The program or a peer on a workload: how many replications fill a round, and what its rounds gave."""

    def __init__(self, name, run, block):
        """`run(replications, seed)` gives a dictionary with at least rate, memory_mb and answers;
        `block`: whole multiples of which it does."""
        self.name, self.start, self.block, self.rounds = name, run, block, []
        self.size = block

    def find_size(self, seconds):
        """How many replications take so long, by a run of few and one of about as many; the latter's
        answers are what agreement is checked by."""
        pace = self.start(LANES, 1)["pace"]
        self.first = self.start(max(LEAST, self._filling(pace, seconds)), 1)
        self.size = self._filling(self.first["pace"], seconds)
        return self.first["answers"]

    def _filling(self, pace, seconds):
        return max(self.block, 2, round(pace * seconds / self.block) * self.block)

    def run(self, seed):
        self.rounds.append(self.start(self.size, seed))


def of_program(program, workload, cpus):
    """Its rate is that of the whole process: what a user gets, reading and writing included. The
    marginal rate leaves out what does not grow with replications: a run of one block is taken off."""
    def run(replications, seed):
        fixed = 0 if replications <= LANES else program.run(workload.scenario, LANES, cpus, seed=seed, plans=workload.plans).seconds
        done, answers = program.run(workload.scenario, replications, cpus, seed=seed, plans=workload.plans,
                                    answer=workload.ours or (lambda folder: {}))
        more = done.seconds - fixed
        pace = replications / done.stages["simulation"]
        return {"rate": done.rate, "pace": pace, "memory_mb": done.memory_mb, "seconds": done.seconds,
                "marginal_rate": (replications - LANES) / more if fixed and more > 0 else done.rate,
                "weeks_rate": pace, "stages": done.stages, "answers": answers}
    return run


def of_peer(peer, workload, cpus):
    def run(replications, seed):
        told = peer.run(replications, seed, cpus)
        return {"rate": told["reps_per_s"], "pace": told["reps_per_s"], "memory_mb": told["memory_mb"],
                "answers": workload.theirs(told)}
    return run


def table(workload, program, peers):
    """What the rounds of a workload gave."""
    rows = {}
    for each in (program, *peers):
        row = {"replications": each.size, "per_second": spread([r["rate"] for r in each.rounds]),
               "memory_mb": max(r["memory_mb"] for r in each.rounds)}
        for more in ("marginal_rate", "weeks_rate"):
            if more in each.rounds[0]:
                row[more] = spread([r[more] for r in each.rounds])
        rows[each.name] = row

    def against(peer, rate):
        return spread([a[rate] / b["rate"] for a, b in zip(program.rounds, peer.rounds)])

    ratios = {peer.name: against(peer, "rate") for peer in peers}
    targets = []
    for name, target in workload.targets.items():
        fastest = max(ratios, key=lambda peer: rows[peer]["per_second"]["median"], default=None)
        peer = fastest if name == "best peer" else name
        reached = ratios[peer]["median"] if peer in ratios else None
        targets.append({"peer": name, "measured_against": peer if peer in ratios else None, "at_least": target.at_least,
                        "aim": target.aim, "ratio": reached,
                        "met": None if reached is None else reached >= target.at_least,
                        "aim_met": None if reached is None or target.aim is None else reached >= target.aim})
    median = rows[program.name]["per_second"]["median"]
    return {"label": workload.label, "rates": rows, "ratios": ratios, "targets": targets,
            "simulation_ratios": {peer.name: against(peer, "weeks_rate") for peer in peers},
            "outlet_weeks_per_second": median * workload.outlets * workload.weeks}


def last_stages(program):
    """Where the wall time of a run of the program went, in the middle of its rounds."""
    names = program.rounds[0]["stages"]
    told = {name: statistics.median(r["stages"][name] for r in program.rounds) for name in names}
    told["reading and start-up"] = statistics.median(
        r["seconds"] - sum(r["stages"].values()) for r in program.rounds)
    return told
