"""Where the time of a run goes: the phases of the week, as the program itself measures them."""


def measure(program, workload, replications, cpus):
    run = program.run(workload.scenario, replications, cpus, plans=workload.plans, options=("--timings",))
    whole = sum(run.phases.values())
    work = replications * workload.outlets * workload.weeks
    return {"replications": replications,
            "phases": [{"phase": name, "seconds": seconds, "share": seconds / whole if whole else 0,
                        "nanoseconds_per_outlet_week": 1e9 * seconds / work}
                       for name, seconds in run.phases.items()]}
