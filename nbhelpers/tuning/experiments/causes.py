"""What the causes that the chapter names are worth: the runs of `digits` with the cause taken away, or put elsewhere.

    python -m nbhelpers.tuning.experiments.causes    # a quarter of an hour; writes data/causes.json

The base net, digits, seeds and order of `digits`, one thing changed, and then the same for more epochs. Stopped half
way, the command goes on where it was.
"""

from pathlib import Path

import numpy as np

from nbhelpers.convolution.cnn import accuracy
from nbhelpers.convolution.layers import Activation
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import sigmoid
from nbhelpers.tuning.experiments import digits

# f, and its slope from its answer y: the sigmoid with its mean taken away, and with four times its slope
SHAPES = {
    "centred": (lambda u: sigmoid(u) - 0.5, lambda y: 0.25 - y * y),
    "steep": (lambda u: sigmoid(4 * u), lambda y: 4 * y * (1 - y)),
}
SETTINGS = {
    "variants": {
        "none": {},
        "dropout": {"extras": "dropout 0.5"},
        "sigmoid": {"activation": "sigmoid"},
        "tanh": {"activation": "tanh"},
        "centred sigmoid": {"activation": "sigmoid", "shape": "centred"},
        "steep sigmoid": {"activation": "sigmoid", "shape": "steep"},
        "1x1": {"size": "1"},
        "shuffled": {"images": "shuffled"},
        "shuffled 1x1": {"images": "shuffled", "size": "1"},
        "bytes, small weights": {"inputs": "bytes", "first": 1 / 255},
        "large weights": {"first": 255},
        "uneven": {"images": "uneven"},
        "gcn": {"inputs": "gcn"},
        "zca 0.1": {"inputs": "gcn zca"},
        "zca 10": {"inputs": "gcn zca", "eps": 10.0},
        "twelve steps": {"most": 12},
        **{f"net {k}": {"net": k} for k in range(1, 5)},
        **{f"net {k}, 1x1": {"net": k, "size": "1"} for k in range(1, 5)},
    },
    # variant, learning rates, mini-batch, epochs; what is not here stands in the record of `digits`
    "runs": [
        ["sigmoid", [1.0], 32, 6],
        ["tanh", [1.0], 32, 6],
        ["centred sigmoid", [0.3, 1.0, 3.0], 32, 6],
        ["steep sigmoid", [0.1, 0.3, 1.0], 32, 6],
        *([name, [1.0], 32, epochs] for epochs in (20, 60) for name in ("sigmoid", "centred sigmoid", "tanh")),
        ["steep sigmoid", [0.1], 32, 20],
        *([name, [0.3], 32, epochs] for epochs in (6, 30, 100) for name in ("none", "dropout")),
        *([name, [0.3], 32, 6] for name in ("shuffled", "shuffled 1x1")),
        *([name, [0.3], 32, 20] for name in ("none", "1x1", "shuffled", "shuffled 1x1")),
        ["twelve steps", [1.0], 32, 6],
        ["none", [1.0], 32, 3],
        ["none", [1.0], 512, 48],
        ["uneven", [0.1, 0.3, 1.0], 32, 6],
        ["bytes, small weights", [0.003, 0.01, 0.03, 0.1], 32, 6],
        ["large weights", [0.003, 0.01, 0.03, 0.1], 32, 6],
        ["zca 10", [0.1, 0.3, 1.0], 32, 6],
        *([f"net {k}{end}", [0.3], 32, 6] for k in range(1, 5) for end in ("", ", 1x1")),
        ["bytes, small weights", [0.01], 32, 20],
        ["large weights", [0.003], 32, 20],
        ["none", [1.0], 32, 20],
        ["uneven", [1.0], 32, 20],
        ["gcn", [0.3], 32, 20],
        ["zca 0.1", [0.3], 32, 20],
        ["zca 10", [1.0], 32, 20],
    ],
    "contrast": [0.2, 1.0],
    "seeds": digits.SETTINGS["seeds"],
}
OUT = Path(__file__).parents[1] / "data" / "causes.json"


def cells() -> list[tuple]:
    """(variant, eta, batch, epochs) for every measurement, each of which takes all seeds."""
    return [(name, eta, batch, epochs) for name, etas, batch, epochs in SETTINGS["runs"] for eta in etas]


def changed(images: list, how: str, rng) -> list:
    """"shuffled": the pixels in another order, the same for all; "uneven": a x + b, other a and b for each image."""
    if how == "shuffled":
        order = rng.permutation(images[0].shape[1])
        return [part[:, order] for part in images]
    if how == "uneven":
        contrasts = [rng.uniform(*SETTINGS["contrast"], (len(part), 1)) for part in images]
        return [a * part + rng.uniform(0, 1 - a) for a, part in zip(contrasts, images, strict=True)]
    return images


def prepared(inputs: str, seed: int, images: str = "", eps: float = digits.SETTINGS["zca eps"]) -> list:
    """(images, labels) to learn from, held out, and to test on, as `digits.split` has them, changed on the way."""
    parts, labels = zip(*digits.split("unit", seed), strict=True)
    parts = changed(list(parts), images, np.random.default_rng([seed, 2]))
    return list(zip(digits.preprocessed(inputs, parts, eps), labels, strict=True))


def new_net(rng, shape: str = "", first: float = 1.0, **knobs):
    """The net of `digits`, its activations in another shape, its first weights (not their biases) `first` as large."""
    net = digits.new_net(rng, **{**digits.BASE, **knobs})
    for layer in net.layers:
        if shape and isinstance(layer, Activation):
            layer.f, layer.slope = SHAPES[shape]
    weights = net.layers[0].parameters["w"]
    weights *= weights.dtype.type(first)
    return net


def measure(name: str, eta: float, batch: int, epochs: int, seeds=tuple(SETTINGS["seeds"])) -> dict:
    """Accuracy on the digits learned, held out and of the test, seed by seed; 0.1 where the net blew up.

    A variant may stop after the first `most` steps, and "net": k takes another net for the same digits: the initial
    weights and the order that belong to the seed k further on.
    """
    how = dict(SETTINGS["variants"][name])
    data = {key: how.pop(key) for key in ("images", "eps") if key in how}
    most, other, found = how.pop("most", None), how.pop("net", 0), []
    for seed in seeds:
        parts = prepared(how.get("inputs", "unit"), seed, **data)
        rng = np.random.default_rng([(seed + other) % 5, 1])
        with np.errstate(all="ignore"):
            net = new_net(rng, **how)
            whole = digits.learn(net, *parts[0], eta, min(batch, len(parts[0][0])), rng, epochs, most)
            found.append([round(accuracy(net, *part), 4) if whole else 0.1 for part in parts])
    return dict(zip(("learned", "held out", "test"), map(list, zip(*found, strict=True)), strict=True))


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
