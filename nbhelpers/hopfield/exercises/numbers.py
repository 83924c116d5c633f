"""A number to predict in the chapter on Hopfield nets: the threshold that unseats the negative of a memory."""

import numpy as np

from nbhelpers import hopfield
from nbhelpers.exercise import Near, Prediction

UNITS = 8


def _negative_gives_way(units=UNITS):
    """The largest h at which the negative of the only pattern is at rest under b = -h pattern, by halving."""
    pattern = np.where(np.arange(units) % 3, 1.0, -1.0)
    weights = hopfield.store([pattern])
    holds, gone = 0.0, 4.0
    for _ in range(50):
        h = (holds + gone) / 2
        if hopfield.is_stable(weights, -pattern, -h * pattern):
            holds = h
        else:
            gone = h
    return holds


against_negatives = Prediction(
    name="hopfield.against_negatives",
    title="A threshold against negatives",
    task=f"The net has {UNITS} units and stores one pattern, with 1/N in front; the thresholds are −h times the "
    "pattern. Up to which h is its negative still at rest?",
    truth=_negative_gives_way,
    hints=(
        Near(1, f"Very near. No unit has a link to itself, so it receives from {UNITS - 1} others, not {UNITS}."),
        Near(
            (UNITS - 1) / (2 * UNITS),
            "There the energy of the negative is zero. But a valley may lie above zero: look at a single unit.",
        ),
        Near(1 / UNITS, f"That is one weight. A unit receives from {UNITS - 1} others, and all of them agree."),
        Near(UNITS - 1, "Each of the others acts through a weight of 1/N."),
    ),
)
