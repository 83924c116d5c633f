"""An RNN and an LSTM with as many weights as the larger transformer: how well do they learn to read?

    python -m nbhelpers.attention.experiments.rivals    # half an hour; writes data/rivals.json

All else is as in `nbhelpers.recurrent.experiments.reader`: the same updates, and the rate falls after three quarters
of them. The units are the number that comes nearest to the transformer's 28,771 weights. Stopped half way, the
command goes on where it was.
"""

from itertools import islice, product
from pathlib import Path

from nbhelpers.attention import readers, recital
from nbhelpers.measurements import command
from nbhelpers.recurrent import letters
from nbhelpers.recurrent.experiments import reader

WEIGHTS, _ = recital.transformer_cost(**readers.SIZES["large"])


def nearest(kind: str) -> int:
    """How many units bring a net of that kind nearest to WEIGHTS."""
    return min(range(1, 300), key=lambda units: abs(recital.recurrent_cost(kind, units)[0] - WEIGHTS))


SETTINGS = {"units": {kind: nearest(kind) for kind in letters.KINDS}, "updates": 8000, "every": 1000} | {
    name: reader.SETTINGS[name] for name in ("eta", "batch", "length", "threshold", "tested", "seeds")
}
OUT = Path(__file__).parents[1] / "data" / "rivals.json"


def cells() -> list[tuple]:
    """(kind, seed) for every measurement."""
    return list(product(SETTINGS["units"], SETTINGS["seeds"]))


def measure(kind: str, seed: int) -> dict:
    """Mean surprise after every thousand updates, on text that it has learned from and on text held out."""
    nets = reader.learning(kind, seed, SETTINGS["units"][kind], SETTINGS["updates"])
    learned, held_out = letters.text()
    looks = islice(nets, 0, None, SETTINGS["every"])
    losses = [(reader.loss(net, learned), reader.loss(net, held_out)) for net in looks]
    return dict(zip(("learned", "held out"), map(list, zip(*losses, strict=True)), strict=True))


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
