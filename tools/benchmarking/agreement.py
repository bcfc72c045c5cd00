"""Whether the program and the peers give the same answers, before anything is timed."""
from .statistics_of import deviation, limit


def check(workloads, ours, theirs):
    """`ours`: workload -> {what: Estimate}; `theirs`: workload -> peer -> {what: Estimate}. The limit
    allows for all comparisons of the run together."""
    count = sum(len(answers) for peers in theirs.values() for answers in peers.values())
    found = []
    for workload in workloads:
        for peer, answers in theirs.get(workload.name, {}).items():
            for what, answer in answers.items():
                mine = ours[workload.name][what]
                z, most = deviation(mine, answer), limit(mine, answer, count)
                found.append({"workload": workload.name, "peer": peer, "what": what, "ours": mine.mean,
                              "our_error": mine.error, "theirs": answer.mean, "their_error": answer.error,
                              "z": z, "limit": most, "agrees": abs(z) <= most})
    furthest = max(found, key=lambda each: abs(each["z"]) / each["limit"], default={"z": 0, "limit": 0})
    return {"comparisons": count, "furthest": {"z": furthest["z"], "limit": furthest["limit"]},
            "agrees": all(each["agrees"] for each in found), "all": found}
