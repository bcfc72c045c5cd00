"""docs/performance.md, written from the result."""
from .tables import all_tables, as_markdown

HEAD = """# Performance

Written by `tools/benchmark --markdown docs/performance.md`; do not edit it by hand. Absolute figures drift
from run to run and machine to machine: quote ratios.

## How it is measured

- **Workloads** are scenarios of the program itself, in [scenarios/benchmark](../scenarios/benchmark), run by the
  program that users have. R1 is a market of 20 regions, 160 outlets and 160,000 consumers over 156 weeks,
  counted in cohorts or simulated person by person; R2 a serial supply chain over 100 periods; R3 word of mouth
  among 100,000 persons in a random network over 100 weeks. `other.yaml` has the size of R1 and other shapes.
  Each names the `figures` that the peers tell, too, and a few more where persons are looked at.
- **Peers** are other implementations of the same models, one thread each. Before anything is timed, all means
  must agree within three standard errors, widened for the number of comparisons.
- **Turn by turn**: program, peer, peer, … and again, each pinned to the same core, so that a drift of the
  machine meets all alike. Ratios are taken within a round; the table tells the median and the range.
- **The rate of the program** is replications of one plan over the wall time of the whole process: starting,
  reading, checking, simulating, analysing and writing all files of a run. **A peer's rate** is the one it prints,
  which leaves out its start-up, its compilation and the reading of its network, and it writes no files. The
  ratios are therefore lower bounds. *Without what is fixed* takes a run of 16 replications off; *simulation
  alone* is nearest to what a peer does. Targets are judged by the whole process. Why two of them are not met:
  [decision 13](decisions/0013-what-a-rate-is-compared-with.md).
- An **outlet-week** is the week of one outlet that consumers can buy from, in one replication. A **choice** is one
  product of it weighed for one segment: an outlet of R1 offers one product to four segments, one of `other.yaml`
  three products to six.
"""


def write(result):
    machine = result["machine"]
    parts = [HEAD, "## The machine\n", "\n".join(f"- {key}: {value}" for key, value in machine.items()), "", "## Results\n"]
    settings = result["settings"]
    parts.append(f"{settings['rounds']} rounds of about {settings['seconds']:g} seconds." + (
        " A quick run: its figures are worth little." if settings["quick"] else "") + "\n")
    agreement = result.get("agreement")
    if agreement and agreement["comparisons"]:
        parts.append(f"Agreement: {agreement['comparisons']} means compared with the peers', the furthest apart are "
                     f"{abs(agreement['furthest']['z']):.2f} standard errors (limit {agreement['furthest']['limit']:.2f}).\n")
    if result["skipped"]:
        parts.append("Peers that could not run here:\n")
        parts.append("\n".join(f"- {name}: {reason}" for name, reason in result["skipped"].items()) + "\n")
    parts += [as_markdown(table) for table in all_tables(result)]
    return "\n".join(parts)
