"""What is measured: scenarios, the peers of each, what all must agree on, and the targets."""
import dataclasses
import math

from .program import BENCHMARK, columns, series
from .statistics_of import Estimate, error_of_half_width, estimate

FIGURES = ("manufacturer_profit", "channel_profit", "lost_sales", "units_sold[channel=retailer]",
           "units_sold[channel=own_store]", "units_sold[channel=online]")
LOST = 2  # and the units after it


@dataclasses.dataclass
class Target:
    at_least: float
    aim: float | None = None


@dataclasses.dataclass
class Workload:
    name: str
    label: str
    plans: tuple        # of the scenario that are run; none: it has one
    outlets: int        # rows and weeks whose number is the work of one replication
    weeks: int
    peers: tuple = ()   # names in peers.py
    targets: dict = dataclasses.field(default_factory=dict)  # peer, or "best peer" -> Target
    ours: object = None    # a run's folder -> {what: Estimate}
    theirs: object = None  # what a peer printed -> {what: Estimate}
    choices: int = 1       # segments x products that an outlet is weighed for in a week

    @property
    def scenario(self):
        return BENCHMARK / f"{self.name}.yaml"


def r1_ours(folder):
    found = columns(folder)
    return {figure: estimate(found[figure]) for figure in FIGURES}


def r1_theirs(told):
    return {figure: Estimate(mean, error, told["reps"]) for figure, mean, error in zip(FIGURES, told["mean"], told["se"])}


def wanted_ours(folder):
    """Purchases wanted, which Poisson and Bernoulli incidence have in common in the mean."""
    found = columns(folder)
    return {"purchases wanted": estimate([sum(pieces) for pieces in zip(*(found[name] for name in FIGURES[LOST:]))])}


def wanted_theirs(told):
    """Its figures move together in a way it does not tell; the sum of their errors is a bound."""
    return {"purchases wanted": Estimate(sum(told["mean"][LOST:]), sum(told["se"][LOST:]), told["reps"])}


BACKORDER_COST, PERIODS = 37.12, 100


def r2_ours(folder):
    found = columns(folder)
    return {"cost of a period": estimate([outlay / PERIODS + BACKORDER_COST * backlog for outlay, backlog in
                                          zip(found["manufacturer_outlay"], found["backlog[channel=counter]"])])}


def r2_theirs(told):
    return {"cost of a period": Estimate(told["mean"], told["se"], told["reps"])}


NODES = 100_000
MARKS = (25, 50, 100)
# Each implementation draws one network, and adopters after all 100 weeks differ between networks with
# a deviation of 2 (96 runs on each of 6 networks); before, what differs is lost in the runs' own chance.
BETWEEN_NETWORKS = {25: 0, 50: 0, 100: 2}


def r3_ours(folder):
    count = len(next(iter(columns(folder).values())))
    told = series(folder, "penetration")
    return {f"adopters after {week} weeks":
            Estimate(NODES * told[week - 1][0],
                     math.hypot(NODES * error_of_half_width(told[week - 1][1], count), BETWEEN_NETWORKS[week]), count)
            for week in MARKS}


def r3_theirs(told):
    return {f"adopters after {week} weeks": Estimate(mean, math.hypot(error, BETWEEN_NETWORKS[week]), told["reps"])
            for week, mean, error in zip(MARKS, told["mean"], told["se"])}


R1_PEERS = ("NumPy", "Numba", "SimPy", "plain C++")
WORKLOADS = {each.name: each for each in (
    Workload("r1_poisson", "R1, cohorts, Poisson", ("base",), 160, 156, R1_PEERS,
             {"best peer": Target(12, 18), "NumPy": Target(20), "plain C++": Target(15)}, wanted_ours, wanted_theirs,
             choices=4),
    Workload("r1", "R1, cohorts, Bernoulli", ("base",), 160, 156, R1_PEERS,
             {"best peer": Target(5, 12), "NumPy": Target(8)}, r1_ours, r1_theirs),
    Workload("r1_persons", "R1, persons", ("base",), 160, 156, ("NumPy, persons", "plain C++, persons", "Mesa, persons"),
             {"NumPy, persons": Target(25, 50), "plain C++, persons": Target(30), "Mesa, persons": Target(400)},
             r1_ours, r1_theirs),
    Workload("r2", "R2, serial supply chain", (), 4, 100, ("NumPy, R2", "plain C++, R2", "stockpyl, R2"),
             {"plain C++, R2": Target(1, 4), "stockpyl, R2": Target(20000)}, r2_ours, r2_theirs),
    Workload("r3", "R3, word of mouth", (), 100_000, 100, ("NumPy, R3", "Numba, R3", "plain C++, R3", "Mesa, R3"),
             {"Numba, R3": Target(5), "Mesa, R3": Target(800)}, r3_ours, r3_theirs),
    Workload("other", "another market of R1's size", ("base",), 161, 156, choices=6 * 3))}
