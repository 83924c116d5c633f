"""The small net behind the lab `backprop.write`: trained once, stored with what made it.

    python -m nbhelpers.nn.experiments.digit_classifier    # half a minute; writes data/digit_classifier.npz

The weights are kept as float16, half the bytes; the accuracy in the file is that of the net as stored.
"""
import argparse
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nbhelpers import datasets, files
from nbhelpers.measurements import versions
from nbhelpers.nn.mlp import MLP, Layer, accuracy, loss, new_mlp, one_hot
from nbhelpers.nn.training import shift_digits, train

SETTINGS = {"sizes": [784, 48, 10], "hidden": "relu", "eta": 0.2, "decay": 0.96, "batch": 50, "epochs": 40, "shift": 1,
            "seed": 0}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "digit_classifier.npz"


def nets() -> Iterator[MLP]:
    """The net after each epoch."""
    rng, digits = np.random.default_rng(SETTINGS["seed"]), datasets.mnist()
    net = new_mlp(SETTINGS["sizes"], rng, hidden=SETTINGS["hidden"])
    yield from itertools.islice(
        train(
            net, digits.train_images, one_hot(digits.train_labels, 10), eta=SETTINGS["eta"], decay=SETTINGS["decay"],
            batch=SETTINGS["batch"], rng=rng, distort=lambda X, rng: shift_digits(X, rng, SETTINGS["shift"]),
        ),
        SETTINGS["epochs"],
    )  # fmt: skip


def halved(net: MLP) -> MLP:
    """The net with its parameters rounded to float16."""
    layers = ((part.astype(np.float16).astype(float) for part in layer) for layer in net.layers)
    return net._replace(layers=tuple(Layer(*layer) for layer in layers))


def measured(net: MLP) -> dict:
    digits = datasets.mnist()
    targets = one_hot(digits.test_labels, 10)
    return {
        "test accuracy": round(accuracy(net, digits.test_images, digits.test_labels), 4),
        "test loss": round(loss(net, digits.test_images, targets), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the file to write (default: %(default)s)")
    out = parser.parse_args().out
    history = []
    for epoch, net in enumerate(nets(), start=1):
        history.append(measured(net))
        print(f"[{epoch}/{SETTINGS['epochs']}] {history[-1]}", flush=True)
    stored = halved(net)
    made = {"settings": SETTINGS, "versions": versions(), "first epoch": history[0], "stored": measured(stored)}
    file = io.BytesIO()
    halves = [part.astype(np.float16) for layer in net.layers for part in layer]
    np.savez_compressed(file, *halves, made=np.array(json.dumps(made)))
    files.write(file.getvalue(), out)


if __name__ == "__main__":
    main()
