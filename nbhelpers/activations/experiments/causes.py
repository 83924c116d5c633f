"""What stops the nets of `deep`, and what dead ReLUs come back by, each with its cause taken away; five seeds.

    python -m nbhelpers.activations.experiments.causes    # some five minutes; writes data/causes.json

"plain": nets of `deep` that are not normalised, for ten times its steps. "larger": normalised ReLUs that start from
twice He's weights, as they are, with the hidden layers' rate times the square of two, with He's weights in the last
layer, and with both. "leaks": the small nets of `dying_relu`, for 25 times the chapter's steps. Stopped half way, the
command goes on where it was.
"""
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.activations import dying_relu, normalised
from nbhelpers.activations.experiments import deep
from nbhelpers.measurements import command
from nbhelpers.nn import mlp
from nbhelpers.nn.training import fit

SETTINGS = {
    "nets": {
        "larger": ["as it is", "hidden rate", "last layer", "both"],
        "leaks": ["relu/1/0", "relu/3/-2", "leaky/3/-2", "leaky 0.1/3/-2", "leaky 0.1/3/0"],
        "plain": ["tanh/LeCun", "relu/LeCun", "tanh/too small"],
    },
    "looks": {"larger": [250, 1000], "leaks": [120, 3000], "plain": [250, 1000, 2500]},
    "eta": 0.1,
    "seeds": deep.SETTINGS["seeds"],
}
OUT = Path(__file__).parents[1] / "data" / "causes.json"


def cells() -> list[tuple]:
    """(part, net, seed) for every measurement."""
    return [(part, name, seed) for part, nets in SETTINGS["nets"].items() for name in nets
            for seed in SETTINGS["seeds"]]  # fmt: skip


def measure(part: str, name: str, seed: int, looks=None) -> dict:
    """Accuracy after each number of steps in `looks`; of "leaks" on the digits learned from, and the dead units too."""
    looks = looks or SETTINGS["looks"][part]
    if part == "leaks":
        hidden, eta, bias = name.split("/")
        life = dying_relu.live(hidden, float(eta), float(bias), max(looks), seed)
        right = [round(float(life.accuracy[k]), 4) for k in looks]
        return {"accuracy": right, "dead": [int(life.dead[k]) for k in looks]}
    hidden, init = name.split("/") if part == "plain" else ("relu", "too large")
    return {"accuracy": _deep(hidden, deep.SETTINGS["gains"][init], part, name, seed, looks)}


def _deep(hidden, gain, part, change, seed, looks):
    """The accuracies of one net of `deep`, started, and in "larger" changed, as asked for."""
    known, rng = datasets.mnist(), np.random.default_rng(seed)
    X, test = (deep.pooled(images) for images in (known.train_images, known.test_images))
    X, test, Y = X - X.mean(), test - X.mean(), mlp.one_hot(known.train_labels, 10)
    net = mlp.new_mlp(deep.SETTINGS["sizes"], rng, hidden=hidden, gain=gain)
    *below, last = net.layers
    if change in ("last layer", "both"):
        net = net._replace(layers=(*below, last._replace(weights=last.weights / 2)))
    times = 4 if change in ("hidden rate", "both") else 1
    middle, slopes = ("plain", mlp.gradients) if part == "plain" else ("normalised", normalised.gradients)

    def down(net, rows):
        *found, last = slopes(net, X[rows], Y[rows])
        return net._replace(layers=(*(mlp.Layer(times * one.weights, one.bias) for one in found), last))

    with np.errstate(all="ignore"):
        nets = fit(net, down, len(X), batch=deep.SETTINGS["batch"], rng=rng, every=1, eta=SETTINGS["eta"])
        seen = [net for step, net in enumerate(islice(nets, max(looks)), start=1) if step in looks]
        right = [deep.outputs(net, test, middle).argmax(axis=1) == known.test_labels for net in seen]
    return [round(float(one.mean()), 4) for one in right]


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
