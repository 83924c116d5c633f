"""A stack of autoencoders, trained one layer at a time, as the beginning of a net that names classes.

Bengio et al. (2007), Greedy layer-wise training of deep networks; Hinton and Salakhutdinov (2006).
"""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from nbhelpers import autoencoders
from nbhelpers.guards import one_of, random, takes, whole_number
from nbhelpers.nn import mlp, optimizers
from nbhelpers.nn.mlp import MLP, Layer
from nbhelpers.nn.training import fit


@takes(X="m n", rng=random, epochs=1)
def pretrain(sizes: Sequence[int], X: np.ndarray, rng, epochs: int = 10, eta: float = 0.002) -> list[Layer]:
    """The encoders of a stack, e.g. sizes (784, 128, 64, 32); no label is looked at.

    Layer after layer: train a small autoencoder (n_in, n_out) on what the layers below make of X, keep its
    encoder, throw its decoder away, and send X through it. Sigmoid units, cross-entropy.
    """
    layers = []
    for pair in itertools.pairwise(sizes):
        net = autoencoders.new_autoencoder(pair, rng)
        net = next(itertools.islice(autoencoders.train(net, X, rng, eta=eta), epochs - 1, None))
        layers.append(net.layers[0])
        X = autoencoders.encode(net, X)
    return layers


@takes(classes=2, rng=random, hidden=one_of(*mlp.HIDDEN))
def with_output(layers: Sequence[Layer], classes: int, rng, hidden: str = "sigmoid") -> MLP:
    """The layers as the beginning of a classifier: on top a softmax layer with fresh random weights."""
    if not layers or classes < 2:
        found = f"{len(layers)} layers and classes = {classes}"
        raise ValueError(f"{found}: allowed are 1 layer or more, 2 classes or more")
    last = mlp.new_mlp((len(layers[-1].bias), classes), rng).layers[0]
    return MLP((*layers, last), hidden, "softmax")


@takes(X="m n", labels="m", rng=random, batch=whole_number(1, "m"), every=1)
def fine_tune(
    net: MLP, X: np.ndarray, labels: np.ndarray, rng, *, method="Adam", eta=0.001, batch=20, every: int = 1
) -> Iterator[MLP]:
    """Train the whole classifier by `optimizers.METHODS[method]`, without end: yields the net after `every` updates.

    X: (m, n_in), labels: (m,) whole numbers from 0. ValueError for those that the net does not know.
    """
    if method not in optimizers.METHODS:
        raise ValueError(f"method = {method!r}: allowed are {', '.join(map(repr, optimizers.METHODS))}")
    Y = mlp.one_hot(labels, len(net.layers[-1].bias))

    def slopes(net, rows):
        return mlp.gradients(net, X[rows], Y[rows])

    method = optimizers.METHODS[method]
    return fit(net, slopes, len(X), batch=batch, rng=rng, method=method, every=every, eta=eta)
