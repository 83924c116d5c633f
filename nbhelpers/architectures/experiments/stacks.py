"""Deep stacks, plain and residual: how well they learn digits, and how well they learn to copy; five seeds each.

    python -m nbhelpers.architectures.experiments.stacks    # an hour; writes data/{copy,degradation,longer}.json

`degradation.json`: softmax nets on 1,000 digits of 8 x 8; `longer.json`: the plain ones of them, trained ten times as
long; `copy.json`: blocks alone that are to give back the same digits. Everything is measured on the *training* digits,
the test accuracy besides. Stopped half way, the command goes on where it was.
"""
import argparse
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.architectures import residual
from nbhelpers.measurements import fill
from nbhelpers.nn import optimizers
from nbhelpers.nn.mlp import one_hot

KINDS = {"plain": (False, "he"), "residual": (True, "scaled"), "plain from the identity": (False, "identity")}
SEEDS = [0, 1, 2, 3, 4]
EPOCHS = [0, 1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 35, 40]
COMMON = {"digits": 1000, "batch": 50, "epochs": EPOCHS, "seeds": SEEDS}
DEGRADATION = {
    **COMMON, "width": 32, "blocks": [0, 1, 4, 8, 16, 24],
    "etas": {"SGD": [0.003, 0.01, 0.03, 0.1], "Adam": [0.001, 0.003]}, "blocks with Adam": [8, 24],
}  # fmt: skip
COPY = {
    **COMMON, "width": 64, "blocks": [1, 2, 4, 8, 16], "shown": [0, 1, 3, 7],
    "etas": {"SGD": [0.003, 0.01, 0.03, 0.1, 0.3], "Adam": [0.001, 0.003]}, "blocks with Adam": [1, 4, 16],
}  # fmt: skip
LONGER = {
    **COMMON, "epochs": [0, 40, 100, 200, 300, 400], "width": 32, "blocks": [1, 4, 8],
    "etas": [0.003, 0.01, 0.03],
}  # fmt: skip
HERE = Path(__file__).parents[1] / "data"


def degradation_cells() -> list[tuple]:
    """(method, kind, blocks, learning rate, seed) for every net that learns to read."""
    return _cells(DEGRADATION, {"SGD": list(KINDS), "Adam": ["plain", "residual"]})


def copy_cells() -> list[tuple]:
    """(method, kind, blocks, learning rate, seed) for every stack that learns to copy."""
    return _cells(COPY, {"SGD": ["plain", "residual"], "Adam": ["plain"]})


def _cells(settings: dict, kinds: dict) -> list[tuple]:
    found = []
    for method, known in kinds.items():
        blocks = settings["blocks" if method == "SGD" else "blocks with Adam"]
        found += itertools.product([method], known, blocks, settings["etas"][method], settings["seeds"])
    return found


def digits(count: int) -> np.ndarray:
    """The first training digits, as 8 x 8."""
    return residual.small_digits(datasets.mnist().train_images[:count])


def degradation(method: str, kind: str, blocks: int, eta: float, seed: int, last: int = EPOCHS[-1]) -> dict:
    """Train one net; its loss on the training digits after the recorded epochs, and accuracies at the end."""
    known, rng = datasets.mnist(), np.random.default_rng(seed)
    X, labels = digits(DEGRADATION["digits"]), known.train_labels[: DEGRADATION["digits"]]
    skip, start = KINDS[kind]
    net = residual.new_stack(DEGRADATION["width"], blocks, rng, skip=skip, start=start, ends=(64, 10))
    losses, net = _learn(net, X, one_hot(labels, 10), method, eta, rng, last)
    found = {"loss": [_short(value) for value in losses]}
    if net is not None:
        test = residual.small_digits(known.test_images)
        for name, images, right in (("training", X, labels), ("test", test, known.test_labels)):
            found[f"{name} accuracy"] = round(float(np.mean(residual.predict(net, images).argmax(axis=1) == right)), 4)
    return found


def longer_cells() -> list[tuple]:
    """(blocks, learning rate, seed) for every plain net that goes on learning."""
    return [*itertools.product(LONGER["blocks"], LONGER["etas"], LONGER["seeds"])]


def longer(blocks: int, eta: float, seed: int, epochs: tuple[int, ...] = tuple(LONGER["epochs"])) -> dict:
    """Train one plain net for ten times as many epochs as `degradation` does: its loss after some of them."""
    rng = np.random.default_rng(seed)
    net = residual.new_stack(LONGER["width"], blocks, rng, skip=False, start="he", ends=(64, 10))
    return reading(net, eta, rng, epochs)


def reading(net: residual.Stack, eta: float, rng, epochs: tuple[int, ...]) -> dict:
    """What a net that learns to read by SGD loses on the training digits after each of the epochs, from 0 on."""
    X, labels = digits(LONGER["digits"]), datasets.mnist().train_labels[: LONGER["digits"]]
    losses, _ = _learn(net, X, one_hot(labels, 10), "SGD", eta, rng, epochs[-1], epochs)
    return {"loss": [_short(value) for value in losses]}


def copy(method: str, kind: str, blocks: int, eta: float, seed: int, last: int = EPOCHS[-1]) -> dict:
    """Train one stack to copy; its error as a share of the digits' variance (1: it answers the mean digit).

    Seed 0 keeps what it makes of a few digits: 64 hexadecimal grey values each.
    """
    X, rng = digits(COPY["digits"]), np.random.default_rng(seed)
    skip, start = KINDS[kind]
    net = residual.new_stack(COPY["width"], blocks, rng, skip=skip, start=start)
    losses, net = _learn(net, X, X, method, eta, rng, last)
    found = {"error": [_short(value / variance(X)) for value in losses]}
    if net is not None and seed == 0:
        found["copies"] = [grey(image) for image in residual.predict(net, X[COPY["shown"]])]
    return found


def copying(net: residual.Stack, X: np.ndarray, Y: np.ndarray, eta: float, rng, epochs: tuple[int, ...]) -> dict:
    """What a stack that learns by SGD to give back Y for X misses of X's variance after each of the epochs, from 0."""
    losses, _ = _learn(net, X, Y, "SGD", eta, rng, epochs[-1], epochs)
    return {"error": [_short(value / variance(X)) for value in losses]}


def variance(X: np.ndarray) -> float:
    """Half the squared distance from the mean digit, summed over pixels: what the best constant answer loses."""
    return float(0.5 * np.mean(np.sum((X - X.mean(axis=0)) ** 2, axis=1)))


def grey(image: np.ndarray) -> str:
    return "".join(f"{round(15 * min(max(value, 0.0), 1.0)):x}" for value in image)


def _learn(net, X, Y, method, eta, rng, last, epochs=EPOCHS):
    """(the loss after each recorded epoch, the net at the end); the net is None if it left the finite numbers."""
    losses = [residual.loss(net, X, Y)]
    with np.errstate(all="ignore"):
        nets = residual.train(net, X, Y, eta=eta, batch=COMMON["batch"], rng=rng, method=optimizers.METHODS[method])
        for epoch, reached in enumerate(itertools.islice(nets, last), start=1):
            if epoch in epochs:
                losses.append(residual.loss(reached, X, Y))
                if not np.isfinite(losses[-1]):
                    return losses, None
    return losses, reached


def _short(value: float) -> float | None:
    return float(f"{value:.4g}") if np.isfinite(value) else None


def main() -> None:
    """Measure everything that is not measured yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=HERE, help="the folder of the records (default: %(default)s)")
    out = parser.parse_args().out
    fill(out / "copy.json", COPY, copy_cells(), copy)
    fill(out / "degradation.json", DEGRADATION, degradation_cells(), degradation)
    fill(out / "longer.json", LONGER, longer_cells(), longer)


if __name__ == "__main__":
    main()
