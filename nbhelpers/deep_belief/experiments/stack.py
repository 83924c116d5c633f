"""The stack behind the labs `deep_belief.layers` and `deep_belief.dream`: trained once, kept at some epochs.

    python -m nbhelpers.deep_belief.experiments.stack    # a minute; writes data/stack.npz

Weights are kept as whole numbers from -127 to 127 times one step a layer: one byte each.
"""
import argparse
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nbhelpers import datasets, deep_belief, files, rbm
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.deep_belief import labels as joint
from nbhelpers.measurements import versions
from nbhelpers.nn.mlp import MLP, accuracy, new_mlp, one_hot
from nbhelpers.nn.training import train

SETTINGS = {
    "sizes": [100, 100], "epochs": 60, "eta": 0.1, "batch": 20, "k": 1, "seed": 0,
    "top": {"hidden": 200, "epochs": 60, "eta": 0.1, "decay": 0.95, "batch": 20, "chains": 100},
    "judge": {"sizes": [196, 40, 10], "epochs": 30, "eta": 0.2, "decay": 0.94, "batch": 20},
    "kept": [1, 3, 10, 60],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "stack.npz"


def moments() -> Iterator[tuple[int, int, rbm.RBM]]:
    """(layer, epoch, its machine) after every epoch of the two layers below and of the top, which sees labels."""
    rng, digits = np.random.default_rng(SETTINGS["seed"]), datasets.mnist()
    below = {part: SETTINGS[part] for part in ("epochs", "eta", "batch", "k")}
    for stage in deep_belief.grow(shrink(digits.train_images), SETTINGS["sizes"], rng=rng, **below):
        if stage.epoch:
            yield stage.layer, stage.epoch, stage.stack[-1]
    features = deep_belief.upward(stage.stack, shrink(digits.train_images))[-1]
    how, labels = dict(SETTINGS["top"]), digits.train_labels
    hidden, epochs = how.pop("hidden"), how.pop("epochs")
    top = joint.new_top(features, labels, 10, hidden, rng)
    learning = joint.train(top, features, labels, 10, rng=rng, **how)
    for epoch, top in enumerate(itertools.islice(learning, epochs), start=1):
        yield 3, epoch, top


def judge() -> MLP:
    """A net that has nothing to do with the stack: it reads digits of 14 x 14 pixels."""
    digits, how = datasets.mnist(), dict(SETTINGS["judge"])
    rng, sizes, epochs = np.random.default_rng(SETTINGS["seed"]), how.pop("sizes"), how.pop("epochs")
    X, Y = shrink(digits.train_images), one_hot(digits.train_labels, 10)
    net = new_mlp(sizes, rng, hidden="relu", gain=2**0.5)
    return next(itertools.islice(train(net, X, Y, rng=rng, **how), epochs - 1, None))


def packed(part: np.ndarray) -> list[np.ndarray]:
    """The array in bytes, and the step that one unit of them stands for."""
    step = np.abs(part).max() / 127
    return [np.round(part / step).astype(np.int8), np.array([step])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the file to write (default: %(default)s)")
    out, stored = parser.parse_args().out, []
    for layer, epoch, one in moments():
        print(f"layer {layer}, epoch {epoch}", flush=True)
        if epoch in SETTINGS["kept"]:
            stored += [array for part in one for array in packed(part)]
    reader, digits = judge(), datasets.mnist()
    stored += [array for layer in reader.layers for part in layer for array in packed(part)]
    read = round(accuracy(reader, shrink(digits.test_images), digits.test_labels), 4)
    file = io.BytesIO()
    made = {"settings": SETTINGS, "versions": versions(), "judge's test accuracy": read}
    np.savez_compressed(file, *stored, made=np.array(json.dumps(made)))
    files.write(file.getvalue(), out)


if __name__ == "__main__":
    main()
