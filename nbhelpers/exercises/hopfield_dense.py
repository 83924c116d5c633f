"""The exercises on spurious states and on the dense net: one unit asked by comparing energies; mixtures counted."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction
from nbhelpers.patterns import random_patterns
from nbhelpers.spurious import mixtures_of_three


def _energy(patterns, x, n):
    """Pattern by pattern and unit by unit, in whole numbers."""
    return -sum(sum(int(a) * int(b) for a, b in zip(x, one, strict=True)) ** n for one in patterns)


def _with(x, k, value):
    state = x.copy()
    state[k] = value
    return state


def _truth(patterns, x, k, n):
    """The state of lower energy; at a tie the state itself."""
    turned = _with(x, k, -x[k])
    return turned if _energy(patterns, turned, n) < _energy(patterns, x, n) else x


def _decided(patterns, x, k, push):
    """Unit k takes the side of `push`, a function of (h, own): the others' agreement, and the unit's own pixel."""
    own = patterns[:, k]
    here = push(patterns @ x - x[k] * own, own)
    return _with(x, k, np.sign(here) if here else x[k])


def _case(name, patterns, x, k, n):
    return Case(name, (np.array(patterns, dtype=float), np.array(x, dtype=float), k, n))


ask_dense = Exercise(
    name="hopfield.ask_dense",
    title="Ask a unit of a dense net",
    task="""\
Write `ask_dense(patterns, x, k, n)`: the state of the dense net with F(z) = z^n after unit `k` alone has been
asked.

Given are P patterns as rows of -1 and +1, shape (P, N), the state `x` of -1 and +1, shape (N,), the unit's
number `k`, counted from 0, and the power `n`. The answer is a new state, shape (N,); leave `x` as it is. At a
tie the unit stays. Hint: no weights are needed, only two energies.""",
    start="""\
def ask_dense(patterns, x, k, n):
    # patterns: (P, N)   x: (N,)   k: 0 to N - 1   n: 2, 3, ...
    x_new = x.copy()
    ...
    return x_new
""",
    cases=(
        _case("one memory, n = 3: the damaged unit", [[1, 1, 1]], [-1, 1, 1], 0, 3),
        _case("a unit that is content", [[1, 1, -1], [-1, -1, -1], [-1, -1, 1]], [1, 1, 1], 1, 4),
        _case("a tie: stay at +1", [[1, 1, -1], [-1, -1, 1]], [-1, 1, -1], 1, 2),
        _case("a tie: stay at -1", [[1, 1, -1], [1, -1, 1], [1, 1, 1]], [-1, -1, -1], 1, 4),
        _case("three memories, n = 3", [[-1, 1, 1], [-1, 1, 1], [-1, -1, 1]], [1, 1, -1], 2, 3),
        _case("one memory outvotes two, n = 4", [[-1, 1, 1], [-1, 1, -1], [1, -1, -1]], [-1, -1, 1], 1, 4),
        _case("three memories, n = 4", [[1, 1, 1], [1, -1, 1], [1, -1, -1]], [1, 1, -1], 2, 4),
    ),
    truth=_truth,
    hints=(
        Hint(
            "higher energy",
            "Your unit takes the value of the higher energy. E has a minus in front of the sum.",
            lambda patterns, x, k, n: _decided(patterns, x, k, lambda h, own: np.sum((h - own) ** n - (h + own) ** n)),
        ),
        Hint(
            "tie goes up",
            "At a tie your unit goes to +1. It must stay as it is.",
            lambda patterns, x, k, n: (
                _with(x, k, 1.0)
                if _energy(patterns, _with(x, k, 1.0), n) <= _energy(patterns, _with(x, k, -1.0), n)
                else _with(x, k, -1.0)
            ),
        ),
        Hint(
            "classic",
            "That is the classic net: its power is 2 whatever n is.",
            lambda patterns, x, k, n: _decided(patterns, x, k, lambda h, own: np.sum(h * own)),
        ),
        Hint(
            "sum first",
            "You added the agreements and then took the power. Each pattern has its own power, then they are added.",
            lambda patterns, x, k, n: _decided(
                patterns, x, k, lambda h, own: np.sum(h + own) ** n - np.sum(h - own) ** n
            ),
        ),
        Hint(
            "own voice",
            "The unit's own state is still inside your agreements. Compare the energies of its two values.",
            lambda patterns, x, k, n: _with(
                x, k, np.sign(np.sum(patterns[:, k] * (patterns @ x) ** (n - 1))) or x[k]
            ),
        ),
        Hint(
            "always turns",
            "The unit turns over whatever the energies say.",
            lambda patterns, x, k, n: _with(x, k, -x[k]),
        ),
    ),
    solution="""\
def ask_dense(patterns, x, k, n):
    turned = x.copy()
    turned[k] = -turned[k]
    before, after = -np.sum((patterns @ x) ** n), -np.sum((patterns @ turned) ** n)
    return turned if after < before else x.copy()
""",
    keeps=("x",),
)

STORED = 5


def _mixtures():
    """Counted among the mixtures of random patterns of so many units that no two are alike by chance."""
    return len(np.unique(mixtures_of_three(random_patterns(STORED, 200, np.random.default_rng(0))), axis=0))


count_mixtures = Prediction(
    name="hopfield.count_mixtures",
    title="Mixtures of three",
    task=f"A large net has stored {STORED} random patterns. How many different mixtures of three are there, "
    "sgn(±xᵃ ± xᵇ ± xᶜ) with three different patterns and any signs?",
    truth=_mixtures,
    hints=(
        Near(10, "So many threes there are. Each three can be added up with any of its signs."),
        Near(40, "A mixture and its negative are two states: turning all three signs counts."),
        Near(480, "The order of the three does not matter: their sum is the same."),
        Near(60, "You chose the three in order but gave them no signs. It is the other way round."),
        Near(30, "Three signs of two values each are not 3 but 8 choices."),
    ),
    wanted=0,
)
