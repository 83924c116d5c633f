"""Two settings compared seed by seed: the mean difference, its 95 % interval, and what it says about a claim."""
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles

# the 97.5 % point of Student's t distribution, by degrees of freedom n - 1 (Student 1908)
T975 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
MARGIN = 2.0  # points of accuracy: less than that is "little"
KINDS = ("better", "clearly better", "slightly better", "the same")


class Interval(NamedTuple):
    """Mean, and the two ends of its 95 % interval."""

    mean: float
    low: float
    high: float


def t_interval(differences) -> Interval:
    """mean -+ t s / sqrt(n): covers the true mean in 95 of 100 experiments, if the differences are normal.

    differences: (n,), one a seed, 2 <= n <= 10; s has n - 1 below the fraction.
    """
    delta = doubles("differences", differences)
    if delta.ndim != 1 or len(delta) - 1 not in T975:
        raise ValueError(f"differences have shape {delta.shape}; allowed is one row of 2 to {len(T975) + 1} numbers")
    half = T975[len(delta) - 1] * delta.std(ddof=1) / np.sqrt(len(delta))
    return Interval(float(delta.mean()), float(delta.mean() - half), float(delta.mean() + half))


def judge(kind: str, found: Interval, margin: float = MARGIN) -> str:
    """Does the interval agree with "A is <kind> than (as) B"? "yes", "no" or "open". All in points of accuracy.

    better:           yes if the interval lies above 0;                    no if it does not, but below the margin
    clearly better:   yes if above 0 and the mean reaches the margin;      no if it lies below the margin
    slightly better:  yes if above 0 and the mean stays below the margin;  no if it lies below 0, or the mean is larger
    the same:         yes if it lies within -+ margin;   no if it leaves out 0 and the mean reaches the margin
    """
    if kind not in KINDS:
        raise ValueError(f"kind = {kind!r}: allowed are {', '.join(map(repr, KINDS))}")
    if not margin > 0:
        raise ValueError(f"margin = {margin!r}: allowed are numbers > 0")
    mean, low, high = found
    large = abs(mean) >= margin
    yes, no = {
        "better": (low > 0, high < margin),
        "clearly better": (low > 0 and large, high < margin),
        "slightly better": (low > 0 and not large, high < 0 or (low > 0 and large)),
        "the same": (-margin < low and high < margin, large and (low > 0 or high < 0)),
    }[kind]
    return "yes" if yes else "no" if no else "open"


def verdict(judged) -> str:
    """One word for many comparisons: "holds" (all yes), "does not hold" (none yes, some no), "depends", "open"."""
    judged = list(judged)
    if not judged:
        raise ValueError("judged is empty: a claim needs at least one comparison")
    if all(one == "yes" for one in judged):
        return "holds"
    if "no" not in judged:
        return "open"
    return "depends" if "yes" in judged else "does not hold"
