"""Label of a claim -> its sentence in the chapter, and the measurement with its control that it stands on.

    @claim("tun-mean", "What holds the sigmoid back here is its mean of one half.",
           control="sigmoid − ½: the same derivative, but a mean of 0",
           longer="after 60 epochs instead of 6 ...",
           refuted="sigmoid − ½ had learned no more than the sigmoid")
    def mean():
        return Found("accuracy {with} % with the cause, {without} % without", holds, **values)

The function reads a record, or measures what takes no time, and says whether the numbers bear the claim out. In
`tests/<chapter>/claims.py`.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from tests import rooms


class Found(NamedTuple):
    """What was measured, in words with its numbers, and whether it bears the claim out."""

    told: str
    holds: bool


class Claim(NamedTuple):
    """One claim. `sentence` is how it stands in the chapter; the others are words for the reader."""

    label: str
    chapter: str
    sentence: str
    control: str
    longer: str
    refuted: str
    measure: Callable[[], Found]


CLAIMS: dict[str, Claim] = {}


def sd(values) -> float:
    """What a ± holds unless its sentence says otherwise: the standard deviation of a sample."""
    return float(np.std(values, ddof=1))


def plus_minus(values, digits=1) -> str:
    """Mean ± standard deviation, in words."""
    return f"{np.mean(values):.{digits}f} ± {sd(values):.{digits}f}"


def claim(label, sentence, *, control, longer, refuted):
    """Enter the function below as the measurement behind a claim."""

    def enter(measure):
        chapter = measure.__module__.split(".")[1]
        if label in CLAIMS:
            raise ValueError(f"{label} is entered twice: in {CLAIMS[label].chapter} and {chapter}")
        CLAIMS[label] = Claim(label, chapter, sentence, control, longer, refuted, cache(measure))
        return measure

    return enter


def registered() -> dict[str, Claim]:
    """All claims, chapter by chapter."""
    assert list(rooms.each("claims"))
    return CLAIMS
