#!/usr/bin/env python3
"""Writes the tables of scenarios/benchmark/.

    tools/benchmarking/make_tables.py R1.JSON [FOLDER]

r1_regions.csv has a row per region, r1_members.csv a row per distributor and outlet, from the
parameters of the reference market R1; other_members.csv has the members of other.yaml. What all
members of a kind share (lead times, fixed costs, mark-ups) stands in the scenarios instead.
"""
import csv
import json
import pathlib
import sys


def r1_regions(r1):
    consumers = r1["consumers_per_cell"] * r1["segments"]
    return [{"region": r1_region(r), "consumers": consumers} for r in range(r1["regions"])]


def r1_members(r1):
    rows = []
    for r in range(r1["regions"]):
        region = r1_region(r)
        rows.append({"member": f"{region}_distributor", "channel": "distributor", "region": region,
                     "supplier": "manufacturer", "opening_forecast": r1["f0_distributor"]})
        count = {}
        for outlet, kind in enumerate(r1["outlet_type"]):
            channel = r1["types"][kind]
            count[channel] = count.get(channel, 0) + 1
            rows.append({"member": f"{region}_{channel}_{count[channel]}", "channel": channel, "region": region,
                         "supplier": "manufacturer" if channel == "online" else f"{region}_distributor",
                         "site": r1["xi"][r][outlet], "promotion_shift": r1["promo_phase"][r][outlet],
                         "opening_forecast": r1["f0_outlet"]})
    return rows


def r1_region(r):
    return f"region_{r + 1:02}"


REGIONS = ("coast", "delta", "hills", "lakes", "north", "plain", "south")
OUTLETS = {"supermarket": 4, "corner_shop": 13, "web": 6}


def other_members():
    """Sites between -0.5 and 0.5, spread by the golden section."""
    rows = [{"member": "national", "channel": "national_distributor", "region": "", "supplier": "manufacturer", "site": ""}]
    for region in REGIONS:
        rows.append({"member": region, "channel": "regional_distributor", "region": region, "supplier": "national", "site": ""})
        for channel, count in OUTLETS.items():
            for number in range(1, count + 1):
                site = len(rows) * 0.6180339887 % 1 - 0.5
                rows.append({"member": f"{region}_{channel}_{number:02}", "channel": channel, "region": region,
                             "supplier": region, "site": f"{site:.3f}"})
    return rows


def write(file, rows):
    headings = list(dict.fromkeys(key for row in rows[:2] for key in row))
    with open(file, "w", newline="", encoding="utf-8") as stream:
        table = csv.DictWriter(stream, headings, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    here = pathlib.Path(__file__).resolve().parent
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else here.parents[1] / "scenarios" / "benchmark"
    r1 = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    write(folder / "r1_regions.csv", r1_regions(r1))
    write(folder / "r1_members.csv", r1_members(r1))
    write(folder / "other_members.csv", other_members())


if __name__ == "__main__":
    main()
