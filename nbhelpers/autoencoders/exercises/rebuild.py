"""Exercise: through the code of an autoencoder and back."""

import numpy as np

from nbhelpers import autoencoders
from nbhelpers.exercise import Case, Exercise, Hint

W = np.array([[2.0], [-1.0]])
V = np.array([[1.0, -2.0]])
PIXELS = np.array([[0.2, 1.0, 0.0], [1.0, 0.4, 0.7], [0.0, 0.0, 1.0], [0.9, 0.1, 0.5]])
WIDER = (
    np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]]),
    np.array([0.5, -0.5]),
    np.array([[1.0, -1.0, 0.5], [0.0, 2.0, -2.0]]),
    np.array([0.1, -0.2, 0.3]),
)
ROWS = np.array([[1.0, 0.0], [0.5, 1.0], [0.3, 0.8], [0.0, 0.6], [0.2, 0.9]])


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _rebuild_truth(X, W, b, V, c):
    """Unit by unit: tanh(z / 2) is 2 sigmoid(z) - 1."""
    rows = []
    for x in X:
        h = [(1 + np.tanh(sum(x * W[:, j]) / 2 + b[j] / 2)) / 2 for j in range(W.shape[1])]
        rows.append([(1 + np.tanh((np.dot(h, V[:, i]) + c[i]) / 2)) / 2 for i in range(V.shape[1])])
    return np.array(rows)


def _same(z):
    return z


def _relu(z):
    return np.maximum(0, z)


def _rounded(z):
    return np.round(_sigmoid(z))


def _twice(z):
    return _sigmoid(_sigmoid(z))


def _rebuilt(X, W, b, V, c, code=_sigmoid, out=_sigmoid):
    return out(code(X @ W + b) @ V + c)


def _wrong(name, words, code=_sigmoid, out=_sigmoid):
    """The mistake of one or both layers' functions."""
    return Hint(name, words, lambda *given: _rebuilt(*given, code, out))


OFF = "The biases are added, not subtracted."
TANH = "tanh goes from −1 to 1. These units are sigmoid units."


def _by_a_net(answer):
    """By nets as the exercise has them, of two layers of sigmoid units; another one does it itself."""

    def reconstruct(net, X):
        if len(net.layers) != 2 or (net.hidden, net.output) != ("sigmoid", "sigmoid"):
            return autoencoders.reconstruct(net, X)
        (W, b), (V, c) = net.layers
        return answer(X, W, b, V, c)

    return reconstruct


rebuild = Exercise(
    name="autoencoders.rebuild",
    title="Through the code and back",
    task="""\
Write `rebuild(X, W, b, V, c)`: what an autoencoder with sigmoid units gives back for each row of `X`.

Given are the inputs `X`, shape (m, n), the encoder's weights `W`, shape (n, k), and biases `b`, shape (k,), the
decoder's weights `V`, shape (k, n), and biases `c`, shape (n,). `sigmoid(z)` is given.""",
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
        Case("two pixels, one unit, no biases", (ROWS[:3], W, np.zeros(1), V, np.zeros(2))),
        Case("five rows with biases", (ROWS, W, np.array([-1.0]), V, np.array([0.5, 1.0]))),
        Case("four rows of three pixels, two units", (PIXELS, *WIDER)),
        Case("one row of three pixels, two units", (PIXELS[2:3], *WIDER)),
    ),
    truth=_rebuild_truth,
    hints=(
        _wrong("linear code", "The code is missing its sigmoid: H = sigmoid(X W + b).", code=_same),
        _wrong(
            "linear output",
            "The outputs are missing their sigmoid, so they can leave the range from 0 to 1.",
            out=_same,
        ),
        _wrong("linear", "Both sigmoids are missing, that of the code and that of the outputs.", _same, _same),
        _wrong("tanh", TANH, np.tanh, np.tanh),
        _wrong("tanh code", TANH, code=np.tanh),
        _wrong("tanh output", TANH, out=np.tanh),
        _wrong("relu code", "Your code uses ReLUs. These units are sigmoid units.", code=_relu),
        _wrong("relu", "Your net uses ReLUs. These units are sigmoid units.", _relu, _relu),
        _wrong("rounded code", "You rounded the code to 0 or 1. Pass it on as it is.", code=_rounded),
        _wrong("rounded output", "You rounded the outputs to 0 or 1. Give them back as they are.", out=_rounded),
        _wrong("two sigmoids at the code", "The code went through the sigmoid twice.", code=_twice),
        _wrong("two sigmoids at the output", "The outputs went through the sigmoid twice.", out=_twice),
        Hint(
            "the code",
            "That is the code, (m, k). Send it through the decoder.",
            lambda X, W, b, V, c: _sigmoid(X @ W + b),
        ),
        Hint(
            "tied",
            "You went back through W transposed. This decoder has weights of its own, V.",
            lambda X, W, b, V, c: _rebuilt(X, W, b, W.T, c),
        ),
        Hint(
            "no biases",
            "The biases are missing: b before the first sigmoid, c before the second.",
            lambda X, W, b, V, c: _rebuilt(X, W, 0, V, 0),
        ),
        Hint("no b", "The encoder's biases b are missing.", lambda X, W, b, V, c: _rebuilt(X, W, 0, V, c)),
        Hint("no c", "The decoder's biases c are missing.", lambda X, W, b, V, c: _rebuilt(X, W, b, V, 0)),
        Hint("biases taken off", OFF, lambda X, W, b, V, c: _rebuilt(X, W, -b, V, -c)),
        Hint("b taken off", OFF, lambda X, W, b, V, c: _rebuilt(X, W, -b, V, c)),
        Hint("c taken off", OFF, lambda X, W, b, V, c: _rebuilt(X, W, b, V, -c)),
        Hint(
            "biases outside",
            "The biases were added after the sigmoids. They belong inside: sigmoid(X @ W + b).",
            lambda X, W, b, V, c: _sigmoid((_sigmoid(X @ W) + b) @ V) + c,
        ),
        Hint(
            "the error",
            "That is the difference from X. The reconstruction itself is wanted.",
            lambda X, W, b, V, c: _rebuilt(X, W, b, V, c) - X,
        ),
        Hint(
            "the error, turned round",
            "That is the difference from X. The reconstruction itself is wanted.",
            lambda X, W, b, V, c: X - _rebuilt(X, W, b, V, c),
        ),
        Hint(
            "mean of the rows",
            "You took the mean over the rows. Each row of X comes back as a row.",
            lambda *given: _rebuilt(*given).mean(axis=0),
        ),
        Hint(
            "transposed",
            "Rows and columns are swapped. The answer has the shape of X, (m, n).",
            lambda *given: _rebuilt(*given).T,
        ),
        Hint(
            "sizes",
            "The sizes do not fit: in X @ W and H @ V the equal sizes meet. Nothing has to be transposed.",
            lambda X, W, b, V, c: _rebuilt(X, W.T, b, V.T, c),
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
    place="autoencoders.reconstruct",
    fits=_by_a_net,
)
