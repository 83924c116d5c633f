"""Exercise: one unit of a Hopfield net is updated."""

import numpy as np

from nbhelpers import hopfield
from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.hopfield.exercises.energy import FOUR, NO_THRESHOLDS, THREE, TWO, energy_truth

SMALL = np.array([0.3, -0.2, 0.6, -0.5])
SWEEPS = 20


def ask_truth(W, x, b, k):
    """Of the state and the state with unit k turned over, the one of lower energy; at a tie the state itself."""
    turned = x.copy()
    turned[k] = -turned[k]
    return turned if energy_truth(W, turned, b) < energy_truth(W, x, b) else x


def _asked(W, x, b, k, decide, sign=-1.0):
    """The state after unit k took decide(u_k, x_k); `sign` is that of the thresholds in u."""
    return _with(x, k, decide(W[k] @ x + sign * b[k], x[k]))


def _with(x, k, value):
    state = x.copy()
    state[k] = value
    return state


def _follow(u, own):
    """The rule: the side of the input, at a tie stay."""
    return np.sign(u) if u else own


def _all_in_turn(W, x, b, k):
    for one in range(len(x)):
        x = _asked(W, x, b, one, _follow)
    return x


BITS = "A unit of this net is +1 or −1; yours becomes 0."
ALL = "All units changed. Update unit k alone."


def _in_recall(answer):
    """Every unit is updated SWEEPS times, though most nets are at rest before: a wrong answer might never be."""

    def recall(weights, x, rng, thresholds=None):
        b = np.zeros(len(x)) if thresholds is None else thresholds
        order = (k for _ in range(SWEEPS) for k in rng.permutation(len(x)).tolist())
        for visit, k in enumerate(order, start=1):
            before, x = x, answer(weights, x.copy(), b, k)
            if not np.array_equal(before, x):
                yield hopfield.Flip(visit, k, hopfield.energy(weights, x, b), x)

    return recall


ask = Exercise(
    name="hopfield.ask",
    title="Update one unit",
    task="""\
Write `ask(W, x, b, k)`: the state of the net after unit `k` alone has been updated.

Given are the weights `W`, shape (N, N), symmetric and without self-links, the state `x` of −1 and +1,
shape (N,), the thresholds `b`, shape (N,), which are taken off the inputs, and the unit's number `k`, counted from 0.
The answer is a new state, shape (N,); leave `x` as it is. At a tie the unit stays.""",
    start="""\
def ask(W, x, b, k):
    # W: (N, N)   x: (N,) of -1 and +1   b: (N,)   k: 0 to N - 1
    x_new = x.copy()
    ...
    return x_new
""",
    cases=(
        Case("unit 0 is content", (TWO, np.array([1.0, 1.0]), np.zeros(2), 0)),
        Case("unit 0 of two that disagree turns, unit 1 is not updated", (TWO, np.array([1.0, -1.0]), np.zeros(2), 0)),
        Case(
            "a tie: stay at -1",
            (np.array([[0, 1, -1], [1, 0, 0], [-1, 0, 0.0]]), np.array([-1.0, 1.0, 1.0]), NO_THRESHOLDS, 0),
        ),
        Case(
            "a tie: stay at +1",
            (np.array([[0, 1, -1], [1, 0, 0], [-1, 0, 0.0]]), np.array([1.0, 1.0, 1.0]), NO_THRESHOLDS, 0),
        ),
        Case("a threshold tips the scales", (TWO, np.array([1.0, 1.0]), np.array([0.0, 2.0]), 1)),
        Case("a negative threshold helps", (THREE, np.array([1.0, 1.0, -1.0]), np.array([-4.0, 0.0, -3.0]), 2)),
        Case("the last of four, outvoted", (FOUR, np.array([-1.0, -1.0, 1.0, -1.0]), SMALL, 3)),
        Case("the second of four, content", (FOUR, np.array([-1.0, -1.0, 1.0, 1.0]), SMALL, 1)),
        Case("the third of four: a small surplus", (FOUR, np.array([1.0, 1.0, -1.0, 1.0]), SMALL, 2)),
    ),
    truth=ask_truth,
    hints=(
        Hint(
            "tie goes up",
            "At a tie your unit goes to +1. It must stay as it is, or it could turn to and fro for ever.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: 1.0 if u >= 0 else -1.0),
        ),
        Hint(
            "tie goes down",
            "At a tie your unit goes to −1. It must stay as it is, or it could turn to and fro for ever.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: 1.0 if u > 0 else -1.0),
        ),
        Hint(
            "tie gives zero",
            "np.sign(0) is 0, and no unit can be 0. At a tie it stays as it is.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: np.sign(u)),
        ),
        Hint(
            "no threshold",
            "The threshold is missing from the input: u_k is what it receives from the others, less b_k.",
            lambda W, x, b, k: _asked(W, x, b, k, _follow, sign=0.0),
        ),
        Hint(
            "threshold added",
            "The threshold is taken off the input, not added to it.",
            lambda W, x, b, k: _asked(W, x, b, k, _follow, sign=1.0),
        ),
        Hint(
            "all at once",
            ALL,
            lambda W, x, b, k: np.array([_follow(u, own) for u, own in zip(W @ x - b, x, strict=True)]),
        ),
        Hint(
            "against its input",
            "The unit goes to the side opposite to its input.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: -np.sign(u) if u else own),
        ),
        Hint(
            "always turns",
            "The unit turns over whatever its input is.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: -own),
        ),
        Hint(
            "turns at a tie",
            "At a tie your unit turns over. It must stay as it is, or it turns to and fro for ever.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: np.sign(u) if u else -own),
        ),
        Hint(
            "never down",
            "Your unit goes up but never down. A negative input takes it to −1.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: 1.0 if u > 0 else own),
        ),
        Hint(
            "never up",
            "Your unit goes down but never up. A positive input takes it to +1.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: -1.0 if u < 0 else own),
        ),
        Hint(
            "turns if negative",
            "You turn the unit over whenever its input is negative. Then a unit that is already −1 becomes +1: it "
            "should take the sign of its input.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: -own if u < 0 else own),
        ),
        Hint(
            "turns if positive",
            "You turn the unit over whenever its input is positive. It should take the sign of its input.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: -own if u > 0 else own),
        ),
        Hint("bits", BITS, lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: 1.0 if u > 0 else 0.0)),
        Hint("bits, tie goes up", BITS, lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: 1.0 if u >= 0 else 0.0)),
        Hint(
            "bits, tie stays",
            BITS,
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: float(u > 0) if u else own),
        ),
        Hint(
            "the input itself",
            "You put the input itself in the unit's place. It takes the sign of the input, +1 or −1.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: u),
        ),
        Hint(
            "unit k alone",
            "You returned unit k alone. Wanted is the state of the whole net.",
            lambda W, x, b, k: _asked(W, x, b, k, _follow)[k],
        ),
        Hint("all at once, zero", ALL, lambda W, x, b, k: np.sign(W @ x - b)),
        Hint("all at once, tie goes up", ALL, lambda W, x, b, k: np.where(W @ x - b >= 0, 1.0, -1.0)),
        Hint("all at once, tie goes down", ALL, lambda W, x, b, k: np.where(W @ x - b > 0, 1.0, -1.0)),
        Hint("all in turn", ALL, _all_in_turn),
        Hint(
            "many inputs",
            "The input of unit k must be one number: W[k] is its row of weights, b[k] its threshold.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: np.sign(u) if (W @ x - b) > 0 else own),
        ),
        Hint(
            "no states",
            "You added up the weights alone. Each is multiplied by its neighbour's state: W[k] @ x.",
            lambda W, x, b, k: _with(x, k, _follow(W[k].sum() - b[k], x[k])),
        ),
        Hint(
            "the unit before",
            "You updated the unit before k. Units are counted from 0, so k can be used as it is.",
            lambda W, x, b, k: _asked(W, x, b, k - 1, _follow),
        ),
        Hint(
            "half the input",
            "Your input has a factor one half. It belongs to the energy, where each pair is there twice.",
            lambda W, x, b, k: _with(x, k, _follow(0.5 * W[k] @ x - b[k], x[k])),
        ),
        Hint(
            "sign of the weights",
            "What unit k receives has the wrong sign: u_k is W[k] @ x, less b_k.",
            lambda W, x, b, k: _asked(-W, x, b, k, _follow),
        ),
    ),
    solution="""\
def ask(W, x, b, k):
    u = W[k] @ x - b[k]
    x_new = x.copy()
    if u != 0:
        x_new[k] = np.sign(u)
    return x_new
""",
    keeps=("x",),
    place="hopfield.recall",
    fits=_in_recall,
)
