"""A deep belief net on 28 x 28 digits: grown, then fine-tuned up and down; one machine alone; and back-propagation.

    python -m nbhelpers.deep_belief.experiments.dreamer    # half an hour; writes data/dreamer.json and data/dreamer.npz

Five seeds each, all in float32. The nets of seed 0 are kept, their weights as whole numbers of at most LEVELS, the
top's of at most TOP_LEVELS, times one step an array. Stopped half way, the command goes on where it was.
"""

import io
import itertools
import json
from functools import cache
from pathlib import Path

import numpy as np

from nbhelpers import datasets, files, rbm
from nbhelpers.convolution import cnn
from nbhelpers.convolution.trained import trained_lenet
from nbhelpers.deep_belief import bits, up_down
from nbhelpers.deep_belief import labels as joint
from nbhelpers.measurements import command, versions
from nbhelpers.nn.mlp import accuracy, new_mlp, one_hot
from nbhelpers.nn.training import train
from nbhelpers.rbm import fast

CLASSES, LEVELS, TOP_LEVELS = 10, 15, 127
SETTINGS = {
    "sizes": [256, 256], "top": 512, "batch": 20,
    "layers": {"rates": [0.1, 0.02], "epochs": [20, 10]},
    "tops": {"eta": 0.2, "decay": 0.93, "epochs": 45, "batch": 40, "chains": 40, "steps": 1},
    "up-down": {"eta": 0.2, "decay": 0.965, "epochs": 120, "batch": 40, "chains": 50, "steps": 2},
    "alone": {"eta": 0.2, "decay": 0.97, "epochs": 140, "batch": 40, "chains": 50, "steps": 2},
    "back-propagation": {"etas": [0.3, 1.0], "decay": 0.95, "epochs": 60, "batch": 40, "held back": 1000},
    "dreams": {"steps": [50, 200, 500], "each": 20}, "annealing": {"temperatures": 1000, "runs": 40},
    "draws": 20, "seeds": [0, 1, 2, 3, 4],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "dreamer.json"


def cells() -> list[tuple]:
    """(kind, seed) for every measurement."""
    seeds = SETTINGS["seeds"]
    stacks = [(kind, seed) for seed in seeds for kind in ("grown", "tuned")]
    return [*stacks, *itertools.product(("alone", "back-propagation"), seeds)]


@cache
def digits() -> datasets.Digits:
    """The digits in float32."""
    found = datasets.mnist()
    return found._replace(**{name: getattr(found, name).astype(np.float32) for name in ("train_images", "test_images")})


@cache
def grown(seed: int) -> up_down.Net:
    """Two machines by CD-1, one after the other, and the top by persistent CD, each with falling rates."""
    rng, data, below = np.random.default_rng(seed), digits().train_images, []
    for hidden in SETTINGS["sizes"]:
        one = rbm.new_rbm(data.shape[1], hidden, rng, data=data)
        for eta, epochs in zip(*SETTINGS["layers"].values(), strict=True):
            learning = fast.train(one, data, eta=eta, batch=SETTINGS["batch"], rng=rng)
            one = next(itertools.islice(learning, epochs - 1, None))
        below.append(one)
        data = rbm.hidden_probability(one, data)
    top, how = joint.new_top(data, digits().train_labels, CLASSES, SETTINGS["top"], rng), dict(SETTINGS["tops"])
    return up_down.untie(below, last(up_down.Net((), (), in_32_bits(top)), data, how, rng).top)


def last(net: up_down.Net, data, how: dict, rng) -> up_down.Net:
    """The net after so many epochs."""
    how = dict(how)
    epochs = how.pop("epochs")
    learning = up_down.train(net, data, digits().train_labels, CLASSES, rng=rng, **how)
    return next(itertools.islice(learning, epochs - 1, None))


def in_32_bits(parts):
    """The same named tuple of arrays in float32."""
    return parts._replace(**{name: part.astype(np.float32) for name, part in parts._asdict().items()})


@cache
def tuned(seed: int) -> up_down.Net:
    """The grown net after up-down learning."""
    return last(grown(seed), digits().train_images, SETTINGS["up-down"], np.random.default_rng([seed, 1]))


@cache
def alone(seed: int) -> up_down.Net:
    """One machine on pixels and labels, with as many hidden units as the top: a deep belief net without layers."""
    rng, data = np.random.default_rng([seed, 2]), digits().train_images
    top = joint.new_top(data, digits().train_labels, CLASSES, SETTINGS["top"], rng)
    return last(up_down.Net((), (), in_32_bits(top)), data, SETTINGS["alone"], rng)


def dreams(net: up_down.Net, rng) -> dict:
    """After so many steps from pure chance: how many dreams in a hundred the judge reads as asked, digit by digit."""
    how, found = SETTINGS["dreams"], {}
    asked = np.repeat(np.arange(CLASSES), how["each"])
    for at, moment in enumerate(joint.dream(net.top, asked, CLASSES, how["steps"][-1], rng)):
        if at in how["steps"]:
            read = cnn.predict(trained_lenet(), up_down.picture(net, moment.h, CLASSES)).argmax(axis=1) == asked
            found[str(at)] = [round(100 * float(one.mean()), 1) for one in read.reshape(CLASSES, -1)]
    return found


def cost(net: up_down.Net, rng) -> dict:
    """ln Z with its interval, and nats of a test digit: the bound, and with several draws of h at once."""
    found = bits.log_partition(net.top, CLASSES, rng, **SETTINGS["annealing"])
    v = joint.draw_units(digits().test_images, rng)
    draws = np.array([bits.log_weights(net, v, CLASSES, found.log_Z, rng) for _ in range(SETTINGS["draws"])])
    many = np.logaddexp.reduce(draws, axis=0) - np.log(len(draws))
    told = {"ln Z": found.log_Z, "low": found.low, "high": found.high, "worth": found.worth}
    told |= {"bound": -draws.mean(), "many draws": -many.mean()}
    return {name: round(float(value), 2) for name, value in told.items()}


def errors(net: up_down.Net) -> list[float]:
    """In %, of a thousand digits learned from and of the test digits, read by the free energies."""
    found = []
    for images, labels in zip(digits()[::2], digits()[1::2], strict=True):
        p = joint.label_given_below(net.top, up_down.features(net, images[:1000]), CLASSES)
        found.append(round(100 * float(np.mean(p.argmax(axis=1) != labels[:1000])), 2))
    return found


def by_error(seed: int, seen: int, eta: float) -> float:
    """Error in % on digits that it has not seen of a net of the same shape, from random weights by back-propagation."""
    how, rng = SETTINGS["back-propagation"], np.random.default_rng([seed, 3])
    net = new_mlp((784, *SETTINGS["sizes"], SETTINGS["top"], CLASSES), rng)
    net = net._replace(layers=tuple(in_32_bits(layer) for layer in net.layers))
    images, labels, *test = digits()
    X, Y = images[:seen], one_hot(labels[:seen], CLASSES).astype(np.float32)
    learning = train(net, X, Y, rng=rng, eta=eta, decay=how["decay"], batch=how["batch"])
    net, new = next(itertools.islice(learning, how["epochs"] - 1, None)), (images[seen:], labels[seen:])
    return round(100 * (1 - accuracy(net, *(new if seen < len(images) else test))), 2)


@cache
def rate() -> float:
    """The rate with the least error on digits held back, seed 0."""
    how, seen = SETTINGS["back-propagation"], len(digits().train_images) - SETTINGS["back-propagation"]["held back"]
    return min(how["etas"], key=lambda eta: by_error(0, seen, eta))


def measure(kind: str, seed: int) -> dict:
    """What a net of this kind dreams, costs and reads."""
    if kind == "back-propagation":
        return {"eta": rate(), "error": by_error(seed, len(digits().train_images), rate())}
    net, rng = {"grown": grown, "tuned": tuned, "alone": alone}[kind](seed), np.random.default_rng([seed, 4])
    return {"error": errors(net), "dreams": dreams(net, rng), "nats": cost(net, rng)}


def packed(part: np.ndarray, levels: int) -> list[np.ndarray]:
    """The array as whole numbers from -levels to levels, and the step that one of them stands for."""
    step = np.abs(part).max() / levels
    return [np.round(part / step).astype(np.int8), np.array([step])]


def keep() -> None:
    """Store the nets of seed 0: of the grown one its way up, the biases of its way down (its weights are the same)
    and its top; of the tuned one both ways and the top.
    """
    first, then = grown(0), tuned(0)
    ways = (*first.up, [layer.bias for layer in first.down]), (*then.up, *then.down)
    file, parts = io.BytesIO(), []
    for layers, top in zip(ways, (first.top, then.top), strict=True):
        parts += [one for layer in layers for part in layer for one in packed(part, LEVELS)]
        parts += [one for part in top for one in packed(part, TOP_LEVELS)]
    made = {"settings": SETTINGS, "versions": versions()}
    np.savez_compressed(file, *parts, made=np.array(json.dumps(made)))
    files.write(file.getvalue(), OUT.with_suffix(".npz"))


if __name__ == "__main__":
    keep()
    command(__doc__, OUT, SETTINGS, cells(), measure)
