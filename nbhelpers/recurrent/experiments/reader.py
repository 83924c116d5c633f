"""How well do an RNN and an LSTM with equally many weights learn to read? Five seeds each, and counts to set beside.

    python -m nbhelpers.recurrent.experiments.reader    # fifteen minutes; writes data/reader.json and data/reader.npz

The first three quarters of the updates have one learning rate, the last quarter one four times smaller. Nets of seed 0
are kept at some moments, with weights as whole numbers from -127 to 127 times one step an array. Stopped half way, the
command goes on where it was.
"""

import io
import itertools
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from nbhelpers import files
from nbhelpers.measurements import command, versions
from nbhelpers.nn.parameters import arrays
from nbhelpers.recurrent import letters, trained

UNITS = {kind: units for kind, (_, units) in letters.KINDS.items()}
SETTINGS = {
    "units": UNITS, "updates": trained.UPDATES[-1], "every": 1000, "eta": [0.004, 0.001], "batch": 24, "length": 40,
    "threshold": 1.0, "tested": [20, 1000], "seeds": [0, 1, 2, 3, 4], "kept": list(trained.UPDATES),
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "reader.json"


def cells() -> list[tuple]:
    """(kind, seed) for every measurement."""
    return list(itertools.product(UNITS, SETTINGS["seeds"]))


def learning(kind: str, seed: int, units: int | None = None, updates: int = SETTINGS["updates"]) -> Iterator:
    """The net before and after each update; `units` for another size than that of the kind."""
    rng, learned = np.random.default_rng(seed), letters.codes(letters.text()[0])
    net, quarter = letters.new_reader(kind, rng, units), updates // 4
    yield net
    how = {name: SETTINGS[name] for name in ("batch", "length", "threshold")}
    for part, eta in zip((3 * quarter, quarter), SETTINGS["eta"], strict=True):
        turns = letters.learn(net, learned, part, rng, eta=eta, **how)
        for net in turns:
            yield net


@cache
def run(kind: str, seed: int) -> tuple[list, list]:
    """(the nets after every thousand updates, those at the moments to keep)."""
    looks, kept = [], []
    for update, net in enumerate(learning(kind, seed)):
        if update % SETTINGS["every"] == 0:
            looks.append(net)
        if update in SETTINGS["kept"]:
            kept.append(net)
    return looks, kept


def passages(text: str) -> np.ndarray:
    """The text's first letters as so many passages of so many letters: (letters, passages)."""
    number, length = SETTINGS["tested"]
    return letters.codes(text[: number * length]).reshape(number, length).T


def loss(net, text: str) -> float:
    """Mean surprise in nats on those passages."""
    read = passages(text)
    return round(float(letters.surprise(letters.read(net, read[:-1]), read[1:]).mean()), 4)


def measure(kind: str, seed: int) -> dict:
    """Mean surprise after every thousand updates, on text that it has learned from and on text held out."""
    looks, _ = run(kind, seed)
    learned, held_out = letters.text()
    return {"learned": [loss(net, learned) for net in looks], "held out": [loss(net, held_out) for net in looks]}


def packed(part: np.ndarray) -> list[np.ndarray]:
    """The array in bytes, and the step that one unit of them stands for."""
    step = np.abs(part).max() / 127 or 1.0
    return [np.round(part / step).astype(np.int8), np.array([step])]


def stored(nets) -> bytes:
    """A file of nets, and how they were made."""
    parts = [array for net in nets for part in arrays(net) for array in packed(part)]
    file = io.BytesIO()
    np.savez_compressed(file, *parts, made=np.array(json.dumps({"settings": SETTINGS, "versions": versions()})))
    return file.getvalue()


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
    files.write(stored(itertools.chain(*(run(kind, 0)[1] for kind in UNITS))), OUT.with_suffix(".npz"))
