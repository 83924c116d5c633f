"""An RNN with as many weights as the larger transformer: how well does it learn to read?

    python -m nbhelpers.attention.experiments.wide    # a quarter of an hour; writes data/wide.json

All else is as in `nbhelpers.recurrent.experiments.reader`: the same updates, and the rate falls after three quarters
of them. Of all numbers of units, 138 comes nearest to the transformer's 28,771 weights. Stopped half way, the command
goes on where it was.
"""

from itertools import islice
from pathlib import Path

from nbhelpers.attention import recital
from nbhelpers.measurements import command
from nbhelpers.recurrent import letters
from nbhelpers.recurrent.experiments import reader

SETTINGS = {"kind": "RNN", "units": recital.WIDE, "updates": 8000, "every": 1000} | {
    name: reader.SETTINGS[name] for name in ("eta", "batch", "length", "threshold", "tested", "seeds")
}
OUT = Path(__file__).parents[1] / "data" / "wide.json"


def cells() -> list[tuple]:
    """(kind, seed) for every measurement."""
    return [(SETTINGS["kind"], seed) for seed in SETTINGS["seeds"]]


def measure(kind: str, seed: int) -> dict:
    """Mean surprise after every thousand updates, on text that it has learned from and on text held out."""
    nets = reader.learning(kind, seed, SETTINGS["units"], SETTINGS["updates"])
    learned, held_out = letters.text()
    looks = islice(nets, 0, None, SETTINGS["every"])
    losses = [(reader.loss(net, learned), reader.loss(net, held_out)) for net in looks]
    return dict(zip(("learned", "held out"), map(list, zip(*losses, strict=True)), strict=True))


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
