"""A variational autoencoder: the encoder answers with a cloud of codes, the decoder draws from any point of it.

For an input x the encoder gives a mean mu and a log variance, k numbers each: the cloud Q(z | x) = N(mu, sigma^2). A
code is drawn, z = mu + sigma * eps, and the decoder gives for every pixel the probability that it is inked, p(x | z).
Samples are rows, pixels run from 0 to 1.
Kingma and Welling (2014), arXiv:1312.6114; Rezende, Mohamed and Wierstra (2014), arXiv:1401.4082.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import array, generator, number, numbers, takes
from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.mlp import HIDDEN, MLP, Layer, new_mlp, predict, weighted_sums
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.training import fit

LEAST = 0.001  # chance of ink that a decoder starts with where no picture has any


class VAE(NamedTuple):
    """Two nets; the slopes of the loss come in the same form, layers in place of nets."""

    encoder: MLP  # n -> 2k, linear: the means, then the log variances
    decoder: MLP  # k -> n, logistic: the probability of ink


def new_vae(sizes: Sequence[int], rng, hidden: str = "tanh", gain: float = 1.0) -> VAE:
    """Random weights ~ N(0, gain^2 / n_in). sizes: from the input to the code, e.g. (784, 128, 2)."""
    *before, k = sizes
    encoder = new_mlp((*before, 2 * k), rng, hidden, "linear", gain)
    return VAE(encoder, new_mlp((k, *reversed(before)), rng, hidden, "logistic", gain))


@takes(X="m n")
def from_the_mean(vae: VAE, X: np.ndarray) -> VAE:
    """The nets with the decoder's last biases at ln p - ln(1 - p), where p is each pixel's mean over X, (m, n).

    So a code that says nothing draws the mean picture. p is kept between LEAST and 1 - LEAST.
    """
    p = np.clip(X.mean(axis=0), LEAST, 1 - LEAST)
    *before, last = vae.decoder.layers
    if last.bias.shape != p.shape:
        raise ValueError(f"X has rows of {len(p)}; allowed are as many pixels as the decoder draws, {len(last.bias)}")
    return vae._replace(decoder=vae.decoder._replace(layers=(*before, last._replace(bias=np.log(p) - np.log1p(-p)))))


def encode(vae: VAE, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(mu, ln sigma^2) of the cloud of every row of X: (m, n) -> (m, k) twice."""
    mu, log_var = np.split(predict(vae.encoder, X), 2, axis=1)
    return mu, log_var


@takes(mu="m k", log_var="m k", eps="m k | draws m k")
def draw(mu: np.ndarray, log_var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """z = mu + sigma * eps, with eps ~ N(0, 1) from outside, so that gradients reach mu and sigma."""
    return mu + np.exp(log_var / 2) * eps


@takes(mu="m k", log_var="m k")
def kl(mu: np.ndarray, log_var: np.ndarray) -> np.ndarray:
    """KL(N(mu, sigma^2) || N(0, 1)) = (mu^2 + sigma^2 - 1 - ln sigma^2) / 2 for every number of every code, (m, k)."""
    return (mu**2 + np.exp(log_var) - 1 - log_var) / 2


@takes(X="m n", A=array("m n", finite=False))
def minus_log_p(X: np.ndarray, A: np.ndarray) -> np.ndarray:
    """-ln p(x | z) = -sum_i [x_i ln x_hat_i + (1 - x_i) ln(1 - x_hat_i)] from the decoder's last sums A, (m,)."""
    return np.sum(np.logaddexp(0, A) - X * A, axis=1)


def loss(vae: VAE, X: np.ndarray, eps: np.ndarray, beta: float = 1.0) -> float:
    """E = mean over samples of -ln p(x | z) + beta KL, with z = mu + sigma * eps; eps: (m, k)."""
    number("beta", beta, least=0)
    mu, log_var = encode(vae, numbers("X", X))
    A = weighted_sums(vae.decoder, draw(mu, log_var, numbers("eps", eps, mu.shape)))[-1]
    return float(np.mean(minus_log_p(X, A) + beta * kl(mu, log_var).sum(axis=1)))


@takes(e=array("m n", finite=False))
def backward(net: MLP, activations: Sequence[np.ndarray], e: np.ndarray) -> tuple[list[Layer], np.ndarray]:
    """The slopes of a loss in a net's layers, and in its inputs, from e, its slopes in the last weighted sums.

    activations: those before every layer, as `weighted_sums` gives them without its last.
    """
    found, slope = [], HIDDEN[net.hidden][1]
    for place in reversed(range(len(net.layers))):
        found.append(Layer(activations[place].T @ e, e.sum(axis=0)))
        e = e @ net.layers[place].weights.T
        if place:
            e = slope(activations[place]) * e
    return found[::-1], e


def gradients(vae: VAE, X: np.ndarray, eps: np.ndarray, beta: float = 1.0) -> VAE:
    """The gradient of `loss` with eps held fixed, in the form of the nets' layers.

    The decoder sends back g, the gradient at z. From there mu receives g + beta mu, and the log variance
    g sigma eps / 2 + beta (sigma^2 - 1) / 2.
    """
    number("beta", beta, least=0)
    *before, out = weighted_sums(vae.encoder, X)
    mu, log_var = np.split(out, 2, axis=1)
    sigma, eps = np.exp(log_var / 2), numbers("eps", eps, mu.shape)
    *after, A = weighted_sums(vae.decoder, mu + sigma * eps)
    decoder, g = backward(vae.decoder, after, (sigmoid(A) - X) / len(X))
    price = beta / len(X)
    e = np.hstack([g + price * mu, (g * sigma * eps + price * (sigma**2 - 1)) / 2])
    return VAE(backward(vae.encoder, before, e)[0], decoder)


def train(vae: VAE, X: np.ndarray, rng, *, eta: float = 0.002, batch: int = 100, beta: float = 1.0) -> Iterator[VAE]:
    """Adam on mini-batches, without end: yields the nets after every epoch. Every visit of a sample draws a new eps.

    X: (m, n), from 0 to 1. ValueError where X does not fit the net, and for what `training.fit` refuses.
    """
    X = numbers("X", X, ("m", len(vae.encoder.layers[0].weights)))
    k = len(vae.decoder.layers[0].weights)
    generator(rng)

    def slopes(vae, rows):
        return gradients(vae, X[rows], rng.normal(size=(len(rows), k)), beta)

    return fit(vae, slopes, len(X), batch=batch, rng=rng, method=adam, eta=eta)
