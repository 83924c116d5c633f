"""The two least-squares problems on which the chapter looks for the learning rate that breaks descent."""

import numpy as np

from nbhelpers import batches
from nbhelpers.guards import one_of, takes

SAMPLES = 32
SIZES = (1, 2, 4, 8, 32)  # of the mini-batches
WAVES = {"2": (1, 1.8), "8": (4, 2 * np.pi)}  # weights -> harmonics and span of the tide


@takes(weights=one_of(*WAVES))
def tide_of(weights: str) -> tuple[np.ndarray, np.ndarray]:
    """X (SAMPLES, d) and y (SAMPLES,) of the problem with d = 2 or 8 weights."""
    harmonics, span = WAVES[weights]
    return batches.tide(SAMPLES, harmonics, span)
