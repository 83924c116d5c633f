"""Every solution, wrong in one place at a time: what passes? `python -m tests.exercises.mutants [chapter ...]`.

The cases of its exercise must refuse every mutant (`tests/mutations.py`). One that is right as well stands in
`HARMLESS` of its chapter's `wrong.py`, by exercise: {the changed line: why}. Ends with 1 if any other passes, or one of
them does not.
"""

import sys
from functools import cache

import numpy as np

from nbhelpers.exercise import Exercise
from nbhelpers.exercise.runner import Deadline, Failed, TooLong, Unusable, load
from nbhelpers.exercises import registry
from tests import rooms
from tests.mutations import mutants

SECONDS = 1  # for a loop that a mutant never leaves


@cache
def harmless() -> dict[str, dict[str, str]]:
    """By exercise: the mutants that are right as well, each with the reason."""
    return {name: right for module in rooms.each("wrong") for name, right in getattr(module, "HARMLESS", {}).items()}


def _passes(exercise, code):
    """Does it pass as a function? So nothing is put back after it, which takes longer than the rest."""
    try:
        with Deadline(SECONDS):
            return exercise.check(load(code, exercise.function)).passed
    except (Failed, TooLong, Unusable):
        return False


def misjudged(exercise: Exercise, step: int = 1) -> tuple[int, list[str]]:
    """(how many mutants were tried, those that pass and are not listed, or are listed and do not pass)."""
    every, listed = mutants(exercise.solution, step), harmless().get(exercise.name, {})
    with np.errstate(all="ignore"):
        passing = {change for change, code in every.items() if _passes(exercise, code)}
    gone = [] if step > 1 else [change for change in listed if change not in passing]
    return len(every), [*(change for change in every if change in passing - set(listed)), *gone]


def main(chapters: list[str]) -> bool:
    """Print the table; True if every slip is caught."""
    good = True
    print(f"{'exercise':<32}{'mutants':>8}{'misjudged':>11}", flush=True)
    for exercise in registry().values():
        if isinstance(exercise, Exercise) and (not chapters or exercise.name.split(".")[0] in chapters):
            count, wrong = misjudged(exercise)
            print(f"{exercise.name:<32}{count:>8}{len(wrong):>11}", *wrong, sep="\n        ", flush=True)
            good &= not wrong
    return good


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
