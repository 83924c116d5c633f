"""Do the reading nets only lack time, or the LSTM units? Four times the updates, and an LSTM with as many units.

    python -m nbhelpers.recurrent.experiments.reader_longer    # two hours; writes data/reader_longer.json

All else is as in `nbhelpers.recurrent.experiments.reader`; the rate falls after three quarters of the longer run.
Stopped half way, the command goes on where it was.
"""

from itertools import islice, product
from pathlib import Path

from nbhelpers.measurements import command
from nbhelpers.recurrent import letters
from nbhelpers.recurrent.experiments import reader

NETS = {"RNN 64": ("RNN", 64), "LSTM 29": ("LSTM", 29), "LSTM 64": ("LSTM", 64)}  # kind and units
SETTINGS = {"nets": {name: list(net) for name, net in NETS.items()}, "updates": 32_000, "every": 4000} | {
    name: reader.SETTINGS[name] for name in ("eta", "batch", "length", "threshold", "tested", "seeds")
}
OUT = Path(__file__).parents[1] / "data" / "reader_longer.json"


def cells() -> list[tuple]:
    """(net, seed) for every measurement."""
    return list(product(NETS, SETTINGS["seeds"]))


def measure(name: str, seed: int) -> dict:
    """Mean surprise after every 4,000 updates, on text that it has learned from and on text held out."""
    kind, units = NETS[name]
    nets = islice(reader.learning(kind, seed, units, SETTINGS["updates"]), 0, None, SETTINGS["every"])
    learned, held_out = letters.text()
    losses = [(reader.loss(net, learned), reader.loss(net, held_out)) for net in nets]
    return dict(zip(("learned", "held out"), map(list, zip(*losses, strict=True)), strict=True))


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
