"""The result as tables, for the terminal and for docs/performance.md."""
import dataclasses


@dataclasses.dataclass
class Table:
    title: str
    note: str
    heading: list
    rows: list  # the first cell is text, the others are numbers


def number(value, digits=3):
    """As many digits as are worth reading."""
    if value is None:
        return "–"
    if value == 0:
        return "0"
    decimals = max(0, digits - len(f"{abs(value):.0f}") if abs(value) >= 1 else digits)
    return f"{value:,.{decimals}f}"


def within(spread, digits=3):
    if spread is None:
        return "–"
    return f"{number(spread['median'], digits)} ({number(spread['min'], digits)} to {number(spread['max'], digits)})"


def yes(met):
    return "–" if met is None else "met" if met else "not met"


def rates(result):
    for name, told in result.get("workloads", {}).items():
        rows = []
        for who, row in told["rates"].items():
            cells = [(row, "per_second"), (row, "marginal_rate"), (row, "weeks_rate"), (told["ratios"], who), (told["simulation_ratios"], who)]
            rows.append([who, *(within(told_of.get(key)) for told_of, key in cells), number(row["memory_mb"], 2)])
        yield Table(told["label"], f"`{name}.yaml`. Replications a second on one core, with the least and the most of the rounds.",
                    ["", "whole process", "without what is fixed", "simulation alone", "times as fast", "simulation alone",
                     "peak MB"], rows)


def targets(result):
    rows = [[f"{told['label']} / {target['peer']}" +
             (f" ({target['measured_against']})" if target["measured_against"] not in (None, target["peer"]) else ""),
             number(target["ratio"]), number(target["at_least"]), yes(target["met"]), number(target["aim"]), yes(target["aim_met"])]
            for told in result.get("workloads", {}).values() for target in told["targets"]]
    rows += [[f"two threads / one: {name}", number(told["speed_up"]["median"]), "1.9", yes(told["speed_up"]["median"] >= 1.9), "–", "–"]
             for name, told in result.get("scaling", {}).items() if told["threads"] == 2]
    if "other_shapes" in result:
        told = result["other_shapes"]
        rows.append(["other shapes / R1, per outlet-week", number(told["ratio"]), number(told["at_least"]), yes(told["met"]), "–", "–"])
        rows.append(["other shapes / R1, per choice", number(told["ratio_per_choice"]), "–", "–", "–", "–"])
    if rows:
        yield Table("Targets", "Ratios of rates in one run; a peer that could not run here has none.",
                    ["", "ratio", "at least", "", "aim", ""], rows)


def stages(result):
    names = list(dict.fromkeys(stage for told in result.get("workloads", {}).values() for stage in told["stages"]))
    rows = [[name] + [number(1000 * told["stages"].get(stage, 0)) for stage in names] for name, told in result.get("workloads", {}).items()]
    if rows:
        yield Table("Stages of a run", "Milliseconds of wall time of a round, one thread.", ["", *names], rows)


def phases(result):
    told = result.get("phases", {})
    names = list(dict.fromkeys(part["phase"] for each in told.values() for part in each["phases"]))
    rows = []
    for name in names:
        parts = [next((p for p in each["phases"] if p["phase"] == name), None) for each in told.values()]
        rows.append([name] + [f"{100 * part['share']:.1f} %" if part else "–" for part in parts])
    if rows:
        rows.append(["nanoseconds an outlet-week"] + [number(sum(p["nanoseconds_per_outlet_week"] for p in each["phases"]))
                                                      for each in told.values()])
        yield Table("Phases of the week", "Shares of the time of the simulation, as `run --timings` measures them. In R3 an outlet-week "
                    "is the week of a person.", ["", *told], rows)


def scaling(result):
    rows = [[name, str(told["threads"]), within(told["speed_up"]), within(told["speed_up_of_the_weeks"]), within(told["efficiency"])]
            for name, told in result.get("scaling", {}).items()]
    if rows:
        yield Table("From one thread to all", "Wall time of a whole run on one core over that on all; the same of the simulation alone.",
                    ["", "threads", "speed-up", "of the simulation", "speed-up per thread"], rows)


def fixed_costs(result):
    rows = [[name, within({k: 1000 * told[k] for k in ("median", "min", "max")}), number(1000 * told["at_most"]), yes(told["met"])]
            for name, told in result.get("fixed_costs", {}).items()]
    if rows:
        yield Table("What is fixed", "Milliseconds of wall time. The what-if is the demo with 5 plans, 1,000 replications and "
                    "104 weeks on all threads.", ["", "milliseconds", "at most", ""], rows)


def growth(result):
    for what, told in result.get("growth", {}).items():
        beside = ", ".join(f"{value:,} {key}" for key, value in told["beside"].items())
        rows = [[f"{row[what]:,}", number(row["seconds"]), number(row["nanoseconds_per_outlet_week"]), number(row["outlet_weeks_per_second"] / 1e6),
                 number(row["memory_mb"], 2)] for row in told["rows"]]
        yield Table(f"As {what} grow", f"Beside them: {beside}. Largest over smallest cost: {told['largest_over_smallest']:.2f}.",
                    [what, "seconds in all", "ns an outlet-week", "M outlet-weeks a second in all", "peak MB"], rows)


def memory(result):
    told = result.get("memory")
    if told:
        yield Table("Memory", f"Peak of R1 (`r1_poisson.yaml`, one plan, all threads); at most {told['limit_mb']} MB: {yes(told['met'])}.",
                    ["replications", "peak MB"], [[f"{row['replications']:,}", number(row["memory_mb"])] for row in told["rows"]])


def all_tables(result):
    return [table for make in (targets, rates, stages, phases, scaling, fixed_costs, growth, memory) for table in make(result)]


def as_text(table):
    rows = [table.heading, *table.rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(table.heading))]
    lines = ["  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:]))]).rstrip() for row in rows]
    return "\n".join([table.title, *lines, ""])


def as_markdown(table):
    line = lambda cells: "| " + " | ".join(cells) + " |"
    return "\n".join([f"### {table.title}", "", table.note, "", line(table.heading),
                      "|---|" + "---:|" * (len(table.heading) - 1), *map(line, table.rows), ""])
