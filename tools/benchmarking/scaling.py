"""One thread against all of them, turn by turn."""
import os

from .statistics_of import spread


def measure(program, workloads, rounds, sizes):
    """`sizes`: replications that fill a round on one core."""
    everywhere = sorted(os.sched_getaffinity(0))
    told = {}
    for workload in workloads:
        one, all_of_them = [], []
        for seed in range(1, rounds + 1):
            for cpus, found in ((everywhere[:1], one), (everywhere, all_of_them)):
                found.append(program.run(workload.scenario, sizes[workload.name] * 2, set(cpus), seed=seed, plans=workload.plans))
        weeks = [a.stages["simulation"] / b.stages["simulation"] for a, b in zip(one, all_of_them)]
        whole = [a.seconds / b.seconds for a, b in zip(one, all_of_them)]
        told[workload.name] = {"threads": len(everywhere), "speed_up": spread(whole), "speed_up_of_the_weeks": spread(weeks),
                               "efficiency": spread([s / len(everywhere) for s in whole])}
    return told
