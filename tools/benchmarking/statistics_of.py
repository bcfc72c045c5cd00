"""Means with standard errors, and how they are compared."""
import dataclasses
import math
import statistics

NORMAL = statistics.NormalDist()


@dataclasses.dataclass
class Estimate:
    mean: float
    error: float  # standard error
    count: int    # of values


def estimate(values):
    return Estimate(statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values)), len(values))


def student_quantile(probability, degrees):
    """Expanded around the normal quantile [Cornish & Fisher 1938]; for ten degrees of freedom or more."""
    z, n = NORMAL.inv_cdf(probability), degrees
    return z + (z**3 + z) / (4 * n) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2) \
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)


def error_of_half_width(half_width, count):
    """The standard error behind a half-width at 95 %."""
    return half_width / student_quantile(0.975, count - 1)


def deviation(ours, theirs):
    """Standard errors between two means."""
    return (ours.mean - theirs.mean) / math.hypot(ours.error, theirs.error)


def limit(ours, theirs, comparisons):
    """How large that may be: 3 standard errors of normal means, widened for the number of
    comparisons made and for errors that are estimated themselves [Welch 1947]."""
    chance = (1 - NORMAL.cdf(3)) / max(comparisons, 1)
    a, b = ours.error**2, theirs.error**2
    degrees = (a + b)**2 / (a**2 / (ours.count - 1) + b**2 / (theirs.count - 1))
    return student_quantile(1 - chance, degrees)


def spread(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}
