"""How long an epoch takes against the batch size: processor seconds of one thread, on the machine that ran it.

    OMP_NUM_THREADS=1 python -m nbhelpers.batches.experiments.seconds    # writes data/seconds.json

The net and the digits are those of `nbhelpers.batches.experiments.digits`. The record says which machine; on yours the
numbers differ. To measure anew, remove the record first.
"""

import itertools
import os
import platform
import time
from pathlib import Path

import numpy as np

from nbhelpers.batches.experiments import digits
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import new_mlp


def machine() -> str:
    """The processor's name where the system tells it, and the number of threads that NumPy was allowed."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    return f"{name}, OMP_NUM_THREADS={os.environ.get('OMP_NUM_THREADS', 'not set')}"


SETTINGS = {"machine": machine(), "batches": digits.SETTINGS["batches"], "repeats": [0, 1, 2, 3, 4], "eta": 0.001}
OUT = Path(__file__).parents[1] / "data" / "seconds.json"


def cells() -> list[tuple]:
    """(repeat, batch size) for every measurement."""
    return list(itertools.product(SETTINGS["repeats"], SETTINGS["batches"]))


def measure(repeat: int, batch: int) -> dict:
    """Processor seconds of one epoch, after a first step that does not count."""
    rng = np.random.default_rng(repeat)
    X, Y = digits.digits()
    net = new_mlp(digits.SETTINGS["sizes"], rng, hidden=digits.SETTINGS["hidden"])
    turns = digits.steps(net, X, Y, SETTINGS["eta"], batch, rng)
    next(turns)
    began = time.process_time()
    for _ in itertools.islice(turns, len(X) // batch):
        pass
    return {"seconds": round(time.process_time() - began, 4)}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
