"""Cost and memory as a study grows by three decades in one direction, all else being equal."""
import csv
import json
import os
import pathlib
import tempfile

from .workloads import WORKLOADS

OUTLETS_OF_A_REGION = 10
# members, weeks, replications, plans: where all stand but the one that grows
BASE = {"outlets": 100, "weeks": 50, "replications": 160, "plans": 1}
DECADES = {"outlets": (10, 100, 1000, 10_000), "weeks": (5, 50, 500, 5000), "replications": (160, 1600, 16_000, 160_000),
           "plans": (1, 10, 100, 1000)}
# Growing replications and plans need no large market.
SMALL = {"replications": {"outlets": 10}, "plans": {"outlets": 10, "weeks": 10}}
FLAT_WITHIN = 2.0  # largest over smallest cost of an outlet-week; what is fixed weighs on the smallest
MEMORY = (100, 1000, 10_000, 100_000)
MEMORY_LIMIT_MB = 64


def write_market(folder, outlets, weeks, plans):
    """Regions of ten outlets and a distributor each; the scenario's file."""
    regions = [f"region_{r:04}" for r in range(outlets // OUTLETS_OF_A_REGION)]
    write_table(folder / "regions.csv", [{"name": region} for region in regions])
    write_table(folder / "members.csv", [member for region in regions for member in [
        {"name": f"{region}_distributor", "channel": "distributor", "region": region, "supplier": "manufacturer", "site": 0},
        *({"name": f"{region}_outlet_{number}", "channel": "independent_retailer", "region": region,
           "supplier": f"{region}_distributor", "site": number / 10} for number in range(OUTLETS_OF_A_REGION))]])
    columns = {key: key for key in ("name", "channel", "region", "supplier", "site")}
    path = folder / "market.yaml"
    path.write_text(json.dumps({
        "channelsim": 1, "title": "A market that grows", "horizon": weeks,
        "products": [{"name": "goods", "unit_cost": 5, "list_price": 10}],
        "regions": [{"from_csv": {"file": "regions.csv", "columns": {"name": "name"}}, "consumers": 5000}],
        "segments": [{"name": "thrifty", "share": 0.5, "purchase_rate": 0.1, "price_sensitivity": 0.3},
                     {"name": "hurried", "share": 0.5, "purchase_rate": 0.1, "price_sensitivity": 0.15}],
        "channels": [{"name": "distributor", "purchase_discount": 0.1}, {"name": "independent_retailer", "attraction": 2}],
        "members": [{"from_csv": {"file": "members.csv", "columns": columns}}],
        "strategies": [{"name": f"plan_{plan:04}", "set": {"products.goods.list_price": 10 + plan / 1000}} for plan in range(plans)]}),
        encoding="utf-8")
    return path


def write_table(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as stream:
        table = csv.DictWriter(stream, rows[0])
        table.writeheader()
        table.writerows(rows)


def measure(program, cpus, decades=DECADES, base=None):
    base = BASE | (base or {})
    told = {}
    with tempfile.TemporaryDirectory() as scratch:
        for what, sizes in decades.items():
            rows = []
            for size in sizes:
                study = base | SMALL.get(what, {}) | {what: size}
                path = write_market(pathlib.Path(scratch), study["outlets"], study["weeks"], study["plans"])
                run = program.run(path, study["replications"], cpus, plans=())
                work = study["outlets"] * study["weeks"] * study["replications"] * study["plans"]
                rows.append({what: size, "seconds": run.seconds, "simulation": run.stages["simulation"],
                             "outlet_weeks_per_second": work / run.seconds,
                             "nanoseconds_per_outlet_week": 1e9 * run.stages["simulation"] / work, "memory_mb": run.memory_mb})
            costs = [row["nanoseconds_per_outlet_week"] for row in rows]
            told[what] = {"beside": {key: value for key, value in (base | SMALL.get(what, {})).items() if key != what},
                          "rows": rows, "largest_over_smallest": max(costs) / min(costs),
                          "linear": costs[-1] <= FLAT_WITHIN * min(costs)}
    return told


def memory(program, replications=MEMORY):
    """Peak memory of R1 as replications grow, on all threads."""
    workload = WORKLOADS["r1_poisson"]
    rows = [{"replications": count, "memory_mb": program.run(workload.scenario, count, set(os.sched_getaffinity(0)),
                                                             plans=workload.plans).memory_mb} for count in replications]
    return {"rows": rows, "limit_mb": MEMORY_LIMIT_MB, "met": rows[-1]["memory_mb"] <= MEMORY_LIMIT_MB,
            "growth": rows[-1]["memory_mb"] / rows[0]["memory_mb"]}
