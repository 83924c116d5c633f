"""Exercise: the best denoiser of a few points, at one place."""

import math

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

THREE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]])
FIVE = np.cos(np.arange(15.0)).reshape(5, 3)


def _truth(x, centres, sigma):
    """Bayes' rule, centre by centre, with the densities themselves."""
    chances = []
    for c in centres:
        chances.append(math.prod(math.exp(-((a - b) ** 2) / (2 * sigma**2)) for a, b in zip(x, c, strict=True)))
    sums = [sum(p * c[i] for p, c in zip(chances, centres, strict=True)) for i in range(len(x))]
    return np.array(sums) / sum(chances)


def _mean(x, centres, sigma, logits=lambda s, sigma: -s / (2 * sigma**2), shares=lambda w: w / w.sum()):
    return shares(np.exp(logits(np.sum((centres - x) ** 2, axis=1), sigma))) @ centres


def _wrong(name, words, **changed):
    return Hint(name, words, lambda x, centres, sigma: _mean(x, centres, sigma, **changed))


best = Exercise(
    name="variational.best",
    title="The best denoiser",
    task="""\
Write `best(x, centres, sigma)`: the best guess of the clean point, given the noisy point `x`. It is the weighted mean
of the centres.

`x` has shape (n,), `centres` (s, n), all equally likely; the noise has standard deviation `sigma` in every coordinate.
A centre's weight is exp(−|x − c|² / (2 σ²)), and the weights must sum to 1.""",
    start="""\
def best(x, centres, sigma):
    # x: (n,)   centres: (s, n)
    w = ...
    return w @ centres
""",
    cases=(
        Case("three centres in the plane", (np.array([0.4, 0.5]), THREE, 0.7)),
        Case("little noise", (np.array([0.9, 0.3]), THREE, 0.3)),
        Case("five centres, three numbers", (np.array([0.2, -0.4, 0.6]), FIVE, 1.3)),
        Case("one centre", (np.array([1.0, 2.0]), THREE[1:2], 0.5)),
    ),
    truth=_truth,
    hints=(
        _wrong("no sum", "The weights do not sum to 1: divide by their sum.", shares=lambda w: w),
        _wrong("no half", "The 2 in 2 σ² is missing.", logits=lambda s, sigma: -s / sigma**2),
        _wrong("not squared", "σ must be squared: 2 σ², not 2 σ.", logits=lambda s, sigma: -s / (2 * sigma)),
        _wrong("length", "Square the distance: your weights contain its root.",
               logits=lambda s, sigma: -np.sqrt(s) / (2 * sigma**2)),
        _wrong("sign", "The sign is wrong: the farther a centre, the smaller its weight.",
               logits=lambda s, sigma: s / (2 * sigma**2)),
        _wrong("uniform", "Your weights are all equal. They should depend on how far away a centre is.",
               logits=lambda s, sigma: 0 * s),
        Hint("nearest", "That is the nearest centre. What is wanted is the weighted mean of all of them.",
             lambda x, centres, sigma: centres[np.argmin(np.sum((centres - x) ** 2, axis=1))]),
    ),
    solution="""\
def best(x, centres, sigma):
    w = np.exp(-np.sum((x - centres) ** 2, axis=1) / (2 * sigma**2))
    return w / w.sum() @ centres
""",
)  # fmt: skip
