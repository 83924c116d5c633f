"""One step of an LSTM's cell, to be written."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint


def smooth(a):
    return 0.5 * (1 + np.tanh(a / 2))


def stepped(i, f, g, o, s):
    new = smooth(f) * s + smooth(i) * np.tanh(g)
    return new, smooth(o) * np.tanh(new)


def wrong(i, f, g, o, s, *, gate=smooth, candidate=np.tanh, squash=np.tanh, out=smooth, seen=None):
    new = gate(f) * s + gate(i) * candidate(g)
    return new, out(o) * squash(new if seen is None else s)


def leaky(i, f, g, o, s):
    """One gate for both: 1 - i in place of f."""
    new = (1 - smooth(i)) * s + smooth(i) * np.tanh(g)
    return new, smooth(o) * np.tanh(new)


rng = np.random.default_rng(12)
SUMS = tuple(rng.normal(size=(4, 3)).round(2))
OPEN = tuple(np.array(values) for values in ([-9.0, 0.0], [9.0, 9.0], [0.5, 2.0], [1.0, -1.0]))

cell = Exercise(
    name="recurrent.cell",
    title="One step of a cell",
    task="""\
Write `step(i, f, g, o, s)`: one step of an LSTM, from the weighted sums to the new cell and the new output.

Given are the four weighted sums, before any sigmoid or tanh: of the input gate `i`, the forget gate `f`, the
candidate `g` and the output gate `o`; and the old cell `s`. All have the shape (n,). Return the new cell and the new
output h, as a pair.""",
    start="""\
def sigmoid(a):
    return 1 / (1 + np.exp(-a))

def step(i, f, g, o, s):
    new = ...
    return new, ...
""",
    cases=(
        Case("three cells", (*SUMS, np.array([0.5, -1.2, 2.0]))),
        Case("an empty cell", (*SUMS, np.zeros(3))),
        Case("open forget gates, one closed input gate", (*OPEN, np.array([1.5, -0.5]))),
    ),
    truth=stepped,
    hints=(
        Hint(
            "gates swapped",
            "The input gate and the forget gate have changed places: f multiplies the old cell.",
            lambda i, f, g, o, s: stepped(f, i, g, o, s),
        ),
        Hint(
            "no tanh at the candidate",
            "The candidate goes through tanh before the input gate lets it in.",
            lambda i, f, g, o, s: wrong(i, f, g, o, s, candidate=lambda a: a),
        ),
        Hint(
            "a sigmoid candidate",
            "The candidate g is no gate: it goes through tanh, so that it may be negative.",
            lambda i, f, g, o, s: wrong(i, f, g, o, s, candidate=smooth),
        ),
        Hint(
            "no tanh at the output",
            "The output is o times tanh of the new cell. The cell itself may grow beyond 1.",
            lambda i, f, g, o, s: wrong(i, f, g, o, s, squash=lambda a: a),
        ),
        Hint(
            "old cell at the output",
            "Your output looks at the old cell. It looks at the new one.",
            lambda i, f, g, o, s: wrong(i, f, g, o, s, seen="old"),
        ),
        Hint(
            "sums as gates",
            "You use the sums as gates. A gate is a share between 0 and 1: take the sigmoid.",
            lambda i, f, g, o, s: wrong(i, f, g, o, s, gate=lambda a: a, out=lambda a: a),
        ),
        Hint(
            "one gate",
            "You forget 1 - i. Here the forget gate is a gate of its own.",
            leaky,
        ),
    ),
    solution="""\
def sigmoid(a):
    return 1 / (1 + np.exp(-a))

def step(i, f, g, o, s):
    new = sigmoid(f) * s + sigmoid(i) * np.tanh(g)
    return new, sigmoid(o) * np.tanh(new)
""",
)
