"""The three trained autoencoders of the chapter, stored in few bits with what made them.

    python -m nbhelpers.autoencoders.experiments.nets    # two minutes; writes data/{plain,denoise,walk}.npz

What the files say of their quality is that of the nets as stored.
"""
import argparse
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nbhelpers import autoencoders, datasets, files
from nbhelpers.autoencoders import trained
from nbhelpers.autoencoders.corruption import KINDS, corrupt, psnr
from nbhelpers.measurements import versions
from nbhelpers.nn.mlp import MLP, Layer

SETTINGS = {
    "plain": {"sizes": [784, 32], "hidden": "sigmoid", "gain": 3.0, "error": "squared", "batch": 50,
              "rates": [0.004] * 30 + [0.001] * 10, "damage": 0.0, "seed": 0},
    "denoise": {"sizes": [784, 192], "hidden": "relu", "gain": 1.0, "error": "cross-entropy", "batch": 100,
                "rates": [0.002] * 40 + [0.0005] * 15, "damage": 0.8, "seed": 0},
    "walk": {"sizes": [784, 128, 2], "hidden": "sigmoid", "gain": 3.0, "error": "squared", "batch": 50,
             "rates": [0.004] * 30 + [0.001] * 40 + [0.0003] * 10, "damage": 0.0, "seed": 2},
}  # fmt: skip
FOLDER = Path(__file__).parents[1] / "data"


def damage_up_to(strength: float):
    """Each mini-batch is damaged in one of the three ways, as much as chance says, 0 to `strength`; 0: not at all."""

    def damage(X, rng):
        return corrupt(X, list(KINDS)[rng.integers(len(KINDS))], rng.uniform(0, strength), rng)

    return damage if strength else None


def nets(name: str) -> Iterator[MLP]:
    """The net after each epoch. Where the learning rate changes, Adam begins anew."""
    made, X = SETTINGS[name], datasets.mnist().train_images
    rng = np.random.default_rng(made["seed"])
    net = autoencoders.new_autoencoder(made["sizes"], rng, made["hidden"], gain=made["gain"])
    for eta, epochs in itertools.groupby(made["rates"]):
        options = {"eta": eta, "batch": made["batch"], "error": made["error"], "damage": damage_up_to(made["damage"])}
        descent = autoencoders.train(net, X, rng, **options)
        for net in itertools.islice(descent, len(list(epochs))):
            yield net


def deaf_to_paper(net: MLP, X: np.ndarray) -> MLP:
    """The net without the weights from pixels that no picture of X inks: they were never trained."""
    first = net.layers[0]
    return net._replace(layers=(Layer(first.weights * (X.max(axis=0) > 0)[:, None], first.bias), *net.layers[1:]))


def measured(net: MLP) -> dict:
    """On the 1,000 test digits: the squared error E clean, and decibels before and after at half strength."""
    X, rng = datasets.mnist().test_images, np.random.default_rng(1000)
    found = {"squared error": round(autoencoders.reconstruction_error(autoencoders.reconstruct(net, X), X), 3)}
    for kind in KINDS:
        noisy = corrupt(X, kind, 0.5, rng)
        found[kind] = [round(psnr(one, X), 2) for one in (noisy, autoencoders.reconstruct(net, noisy))]
    return found


def make(name: str) -> None:
    """Train it, round it, store it with what made it."""
    for epoch, net in enumerate(nets(name), start=1):
        if epoch == 1:
            first = measured(net)
        print(f"{name} [{epoch}/{len(SETTINGS[name]['rates'])}]", flush=True)
    net = deaf_to_paper(net, datasets.mnist().train_images)
    parts = trained.in_steps(net)
    triples = zip(*[iter(parts)] * 3, strict=True)
    stored = net._replace(layers=tuple(Layer(w * s.astype(float), b.astype(float)) for w, s, b in triples))
    made = {"settings": SETTINGS[name], "versions": versions(), "first epoch": first, "in 64 bits": measured(net),
            "stored": measured(stored)}  # fmt: skip
    file = io.BytesIO()
    np.savez_compressed(file, *parts, made=np.array(json.dumps(made)))
    files.write(file.getvalue(), FOLDER / f"{name}.npz")
    print(f"{name}: {len(file.getvalue())} bytes, {made['in 64 bits']} -> {made['stored']}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=trained.NETS, metavar="net", help="plain, denoise or walk")
    for name in parser.parse_args().names:
        make(name)


if __name__ == "__main__":
    main()
