"""The exercises of the chapter on autoencoders: through the code and back, a denoising net's error."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.autoencoders_numbers import least_error, parameters, plain_noise
from nbhelpers.exercises.autoencoders_sparsity import sparsity

W = np.array([[2.0], [-1.0]])
V = np.array([[1.0, -2.0]])
TWO = np.array([[1.0, 0.0], [0.5, 1.0]])


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _rebuild_truth(X, W, b, V, c):
    """Unit by unit: tanh(z / 2) is 2 sigmoid(z) - 1."""
    rows = []
    for x in X:
        h = [(1 + np.tanh(sum(x * W[:, j]) / 2 + b[j] / 2)) / 2 for j in range(W.shape[1])]
        rows.append([(1 + np.tanh((np.dot(h, V[:, i]) + c[i]) / 2)) / 2 for i in range(V.shape[1])])
    return np.array(rows)


rebuild = Exercise(
    name="autoencoders.rebuild",
    title="Through the code and back",
    task="""\
Write `rebuild(X, W, b, V, c)`: what an autoencoder with sigmoid units gives back for each row of `X`.

Given are the inputs `X`, shape (m, n), the encoder's weights `W`, shape (n, k), and biases `b`, shape (k,), the
decoder's weights `V`, shape (k, n), and biases `c`, shape (n,). `sigmoid(z)` is there already.""",
    start="""\
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def rebuild(X, W, b, V, c):
    # X: (m, n)   W: (n, k)   b: (k,)   V: (k, n)   c: (n,)
    H = ...
    X_hat = ...
    return X_hat
""",
    cases=(
        Case("two pixels, one unit, no biases", (TWO, W, np.zeros(1), V, np.zeros(2))),
        Case("with biases", (TWO, W, np.array([-1.0]), V, np.array([0.5, 1.0]))),
        Case(
            "three pixels, two units",
            (
                np.array([[0.2, 1.0, 0.0]]),
                np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]]),
                np.array([0.5, -0.5]),
                np.array([[1.0, -1.0, 0.5], [0.0, 2.0, -2.0]]),
                np.array([0.1, -0.2, 0.3]),
            ),
        ),
    ),
    truth=_rebuild_truth,
    hints=(
        Hint(
            "linear code",
            "The code is missing its sigmoid: H = sigmoid(X W + b).",
            lambda X, W, b, V, c: _sigmoid((X @ W + b) @ V + c),
        ),
        Hint(
            "linear output",
            "The outputs are missing their sigmoid, so they can leave the range from 0 to 1.",
            lambda X, W, b, V, c: _sigmoid(X @ W + b) @ V + c,
        ),
        Hint(
            "the code",
            "That is the code, (m, k). Send it through the decoder.",
            lambda X, W, b, V, c: _sigmoid(X @ W + b),
        ),
        Hint(
            "tied",
            "You went back through W transposed. This decoder has weights of its own, V.",
            lambda X, W, b, V, c: _sigmoid(_sigmoid(X @ W + b) @ W.T + c),
        ),
        Hint(
            "no biases",
            "The biases are missing: b before the first sigmoid, c before the second.",
            lambda X, W, b, V, c: _sigmoid(_sigmoid(X @ W) @ V),
        ),
    ),
    solution="""\
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def rebuild(X, W, b, V, c):
    H = sigmoid(X @ W + b)
    X_hat = sigmoid(H @ V + c)
    return X_hat
""",
)

NOISE = np.array([[0.5, -0.5], [-0.25, 0.5]])
COPY = (np.eye(2), np.eye(2))


def _seen(X, noise):
    return np.clip(X + noise, 0, 1)


def _denoising_truth(U, V, X, noise):
    """Pixel by pixel."""
    total = 0.0
    for x, n in zip(X, noise, strict=True):
        seen = np.array([min(1.0, max(0.0, one)) for one in x + n])
        total += sum((seen @ U @ V[:, i] - x[i]) ** 2 / 2 for i in range(len(x)))
    return total / len(X)


denoising = Exercise(
    name="autoencoders.denoising",
    title="The error of a denoising autoencoder",
    task="""\
Write `denoising_error(U, V, X, noise)`: the squared error that a denoising autoencoder is trained on, one number.

To keep it short the net is linear, without biases: encoder `U`, shape (n, k), decoder `V`, shape (k, n). Given are
the clean pictures `X`, shape (m, n), from 0 to 1, and `noise`, numbers to be added to them, shape (m, n). What the net
sees is clipped to 0 to 1. The error of one picture is half its sum of squares; the answer is the mean over the
pictures.""",
    start="""\
def denoising_error(U, V, X, noise):
    # U: (n, k)   V: (k, n)   X: (m, n) clean   noise: (m, n)
    seen = ...
    E = ...
    return E
""",
    cases=(
        Case("a net that copies what it sees", (*COPY, TWO, NOISE)),
        Case("a net that makes things paler", (0.5 * np.eye(2), np.eye(2), TWO, NOISE)),
        Case("a code of one number", (W / 3, V, TWO, NOISE)),
        Case("no noise at all", (W / 3, V, TWO, np.zeros((2, 2)))),
    ),
    truth=_denoising_truth,
    hints=(
        Hint(
            "against the noisy one",
            "You compare with what the net saw. Then copying the noise would be perfect: the target is the clean one.",
            lambda U, V, X, noise: 0.5 * np.sum((_seen(X, noise) @ U @ V - _seen(X, noise)) ** 2) / len(X),
        ),
        Hint(
            "noise unused",
            "The net was shown the clean picture. It must see the damaged one.",
            lambda U, V, X, noise: 0.5 * np.sum((X @ U @ V - X) ** 2) / len(X),
        ),
        Hint(
            "not clipped",
            "What the net sees must be clipped to 0 to 1: np.clip.",
            lambda U, V, X, noise: 0.5 * np.sum(((X + noise) @ U @ V - X) ** 2) / len(X),
        ),
        Hint(
            "no half",
            "The half in front of the squares is missing.",
            lambda U, V, X, noise: np.sum((_seen(X, noise) @ U @ V - X) ** 2) / len(X),
        ),
        Hint(
            "mean of pixels",
            "You took the mean over pixels as well. Sum over the pixels, then take the mean over the pictures.",
            lambda U, V, X, noise: 0.5 * np.mean((_seen(X, noise) @ U @ V - X) ** 2),
        ),
    ),
    solution="""\
def denoising_error(U, V, X, noise):
    seen = np.clip(X + noise, 0, 1)
    E = 0.5 * np.sum((seen @ U @ V - X) ** 2, axis=1)
    return E.mean()
""",
)

EXERCISES = (rebuild, denoising, sparsity, plain_noise, least_error, parameters)
