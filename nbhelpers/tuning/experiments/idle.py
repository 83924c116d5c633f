"""Is it the idle line that keeps a maxout unit of four pieces from beating the tangents? The lab's runs, for longer.

    python -m nbhelpers.tuning.experiments.idle    # a minute; writes data/idle.json

Each unit starts from the lab's random lines, and once more with the same slopes, but every line raised or lowered
until it touches the parabola, so that none lies below the others. Stopped half way, the command goes on where it was.
"""

from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers.measurements import command
from nbhelpers.tuning.maxout import learn, random_lines

X, ETA = np.linspace(-2, 2, 81), 0.3  # as in the lab
SETTINGS = {"pieces": 4, "starts": ["random", "touching"], "looks": [400, 4000, 20000], "seeds": list(range(10))}
OUT = Path(__file__).parents[1] / "data" / "idle.json"


def cells() -> list[tuple]:
    """(start, seed) for every measurement."""
    return [(start, seed) for start in SETTINGS["starts"] for seed in SETTINGS["seeds"]]


def measure(start: str, seed: int, looks=SETTINGS["looks"]) -> dict:
    """The largest miss of the parabola x^2/2 and the number of idle lines after each number of steps in `looks`."""
    lines, y = random_lines(SETTINGS["pieces"], np.random.default_rng(seed)), X**2 / 2
    if start == "touching":
        lines[1] = -(lines[0] ** 2) / 2  # the tangent of slope s
    miss, idle = [], []
    for step, found in enumerate(islice(learn(X, y, lines, ETA), max(looks)), start=1):
        if step in looks:
            miss.append(round(float(abs(found.upper(X) - y).max()), 4))
            idle.append(SETTINGS["pieces"] - len(set(found.all(X).argmax(axis=1).tolist())))
    return {"miss": miss, "idle": idle}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
