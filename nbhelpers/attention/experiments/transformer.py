"""The transformer that reads letter by letter, beside the RNN and the LSTM of recurrent/experiments/reader.py.

As many updates, passages of the same length, batches of the same size; the smaller net has as many weights as the RNN
(8,675), the larger one of two blocks 29,000. The first three quarters of the updates have one learning rate, the last
quarter one four times smaller. About 15 minutes of one core:

    python -m nbhelpers.attention.experiments.transformer     # writes data/transformer.json, small.npz and large.npz

Nets of seed 0 are kept at some moments, with weights as whole numbers from -127 to 127 times one step an array.
Stopped half way, the command goes on where it was.
"""

import io
import json
from pathlib import Path

import numpy as np

from nbhelpers import files
from nbhelpers.attention import readers, reading
from nbhelpers.measurements import command, versions
from nbhelpers.nn.parameters import arrays
from nbhelpers.recurrent import letters
from nbhelpers.recurrent.experiments.reader import packed

SETTINGS = {
    "sizes": readers.SIZES, "updates": readers.UPDATES[-1], "every": 2000, "eta": readers.ETA, "batch": 24,
    "length": reading.PLACES, "threshold": 1.0, "tested": [20, 1000],
    "seeds": {"small": [0, 1, 2, 3, 4], "large": [0, 1, 2, 3, 4]},
    "kept": {size: list(kept) for size, kept in readers.KEPT.items()},
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "transformer.json"


def cells() -> list[tuple]:
    """(size, seed) for every measurement."""
    found = ((size, seed) for size, seeds in SETTINGS["seeds"].items() for seed in seeds)
    return sorted(found, key=lambda cell: cell[1])


def learning(net, eta: float, updates: int, rng):
    """The net before and after each update."""
    learned = letters.codes(letters.text()[0])
    yield net
    for part, rate in ((updates - updates // 4, eta), (updates // 4, eta / 4)):
        turns = reading.learn(net, learned, part, rng, eta=rate)
        for net in turns:
            yield net


def run(size: str, seed: int) -> tuple[list, list]:
    """(the nets after every 2,000 updates, those at the moments to keep)."""
    rng, looks, kept = np.random.default_rng(seed), [], []
    for update, net in enumerate(learning(readers.start(size, rng), SETTINGS["eta"][size], SETTINGS["updates"], rng)):
        if update % SETTINGS["every"] == 0:
            looks.append(net)
        if update in SETTINGS["kept"][size]:
            kept.append(net)
    return looks, kept


def loss(net, text: str) -> float:
    """Mean surprise in nats on the first letters of a text, in the passages that the recurrent nets were tested on."""
    number, length = SETTINGS["tested"]
    passages = letters.codes(text[: number * length]).reshape(number, length)
    found = [letters.surprise(reading.read(net, one[:-1]), one[1:]).mean() for one in passages]
    return round(float(np.mean(found)), 4)


def stored(nets) -> bytes:
    """A file of nets, and how they were made."""
    parts = [array for net in nets for part in arrays(net) for array in packed(part)]
    file = io.BytesIO()
    np.savez_compressed(file, *parts, made=np.array(json.dumps({"settings": SETTINGS, "versions": versions()})))
    return file.getvalue()


def measure(size: str, seed: int) -> dict:
    """Mean surprise after every 2,000 updates, on text that it has learned from and on text held out."""
    looks, kept = run(size, seed)
    if seed == 0:
        files.write(stored(kept), OUT.with_name(f"{size}.npz"))
    learned, held_out = letters.text()
    return {"learned": [loss(net, learned) for net in looks], "held out": [loss(net, held_out) for net in looks]}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
