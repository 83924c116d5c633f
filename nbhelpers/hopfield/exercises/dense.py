"""The exercises on spurious states and on the dense net: one unit updated by comparing energies; mixtures counted."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction
from nbhelpers.hopfield.patterns import random_patterns
from nbhelpers.hopfield.spurious import mixtures_of_three


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


def _case(name, patterns, x, k, n):
    return Case(name, (np.array(patterns, dtype=float), np.array(x, dtype=float), k, n))


def _gain(h, own, n):
    """By how much the energy of -1 lies above that of +1."""
    return np.sum((h + own) ** n - (h - own) ** n)


def _wrong(name, words, push, tie=lambda own: own):
    """The mistake in which unit k takes the side of push(h, own, n), and at a tie becomes tie(its state)."""

    def wrong(patterns, x, k, n):
        own = patterns[:, k]
        here = push(patterns @ x - x[k] * own, own, n)
        return _with(x, k, np.sign(here) if here else tie(x[k]))

    return Hint(name, words, wrong)


SIX = [[-1, -1, -1, 1, 1, -1], [-1, -1, 1, 1, -1, -1], [-1, -1, 1, -1, -1, -1], [-1, -1, 1, 1, -1, 1]]
FIVE = [[1, 1, 1, -1, 1], [1, 1, -1, -1, 1], [1, -1, -1, -1, 1]]
ALIKE = [[-1, -1, -1, -1], [-1, 1, 1, -1], [-1, -1, 1, 1], [-1, -1, -1, -1], [-1, -1, -1, -1]]

ask_dense = Exercise(
    name="hopfield.ask_dense",
    title="Update a unit of a dense net",
    task="""\
Write `ask_dense(patterns, x, k, n)`: the state of the dense net with F(z) = z^n after unit `k` alone has been
updated.

Given are P patterns as rows of −1 and +1, shape (P, N), the state `x` of −1 and +1, shape (N,), the unit's
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
        _case("four memories of six units, n = 5", SIX, [-1, -1, -1, 1, -1, -1], 4, 5),
        _case("three memories of five units, n = 5", FIVE, [1] * 5, 2, 5),
        _case("five memories of four units, n = 3", ALIKE, [1, -1, -1, -1], 3, 3),
    ),
    truth=_truth,
    hints=(
        _wrong(
            "higher energy",
            "Your unit takes the value of the higher energy. E has a minus in front of the sum.",
            lambda h, own, n: -_gain(h, own, n),
        ),
        _wrong("tie goes up", "At a tie your unit goes to +1. It must stay as it is.", _gain, tie=lambda own: 1.0),
        _wrong(
            "classic",
            "That is the classic net: its power is 2 whatever n is.",
            lambda h, own, n: np.sum(h * own),
        ),
        _wrong(
            "sum first",
            "You added the agreements and then took the power. Each pattern has its own power, then they are added.",
            lambda h, own, n: np.sum(h + own) ** n - np.sum(h - own) ** n,
        ),
        Hint(
            "own link",
            "The unit's own state is still inside your agreements. Compare the energies of its two values.",
            lambda patterns, x, k, n: _with(x, k, np.sign(np.sum(patterns[:, k] * (patterns @ x) ** (n - 1))) or x[k]),
        ),
        Hint(
            "always turns",
            "The unit turns over whatever the energies say.",
            lambda patterns, x, k, n: _with(x, k, -x[k]),
        ),
        _wrong("tie goes down", "At a tie your unit goes to −1. It must stay as it is.", _gain, tie=lambda own: -1.0),
        _wrong(
            "tie gives zero", "np.sign(0) is 0, and no unit can be 0. At a tie it stays.", _gain, tie=lambda own: 0.0
        ),
        _wrong(
            "turns at a tie",
            "At a tie your unit turns over. It must stay as it is: turn only if the energy falls, with < and not <=.",
            _gain,
            tie=lambda own: -own,
        ),
        _wrong(
            "no power",
            "The power is missing, or n is a factor: each agreement is taken to the power n.",
            lambda h, own, n: np.sum(own),
        ),
        _wrong(
            "others to the power n - 1",
            "That is the derivative of the energy, with the others' agreement to the power n - 1. The unit does not "
            "move by a little, it jumps between −1 and +1: compare two energies.",
            lambda h, own, n: np.sum(own * h ** (n - 1)),
        ),
        _wrong(
            "others to the power n",
            "You weigh the pixels by the others' agreement to the power n, which has no sign if n is even. Compare two "
            "energies.",
            lambda h, own, n: np.sum(own * h**n),
        ),
        Hint(
            "own link, power n",
            "You weigh the pixels by the whole agreement to the power n. Compare two energies instead.",
            lambda patterns, x, k, n: _with(x, k, np.sign(np.sum(patterns[:, k] * (patterns @ x) ** n)) or x[k]),
        ),
        _wrong(
            "absolute",
            "You took absolute values of the agreements. With odd n a pattern's negative is no memory: keep the sign.",
            lambda h, own, n: np.sum(np.abs(h + own) ** n - np.abs(h - own) ** n),
        ),
        Hint(
            "best memory",
            "You copied the pixel of the memory that agrees best. All memories are added up, each by its power.",
            lambda patterns, x, k, n: _with(x, k, patterns[np.argmax(patterns @ x), k]),
        ),
        Hint(
            "unit k alone",
            "You returned unit k alone. Wanted is the state of the whole net.",
            lambda patterns, x, k, n: _truth(patterns, x, k, n)[k],
        ),
        Hint(
            "all at once",
            "All units were updated. Only unit k should be.",
            lambda patterns, x, k, n: np.array([_truth(patterns, x, j, n)[j] for j in range(len(x))]),
        ),
        Hint(
            "the unit before",
            "You updated the unit before k. Units are counted from 0, so k can be used as it is.",
            lambda patterns, x, k, n: _truth(patterns, x, k - 1, n),
        ),
        _wrong(
            "higher energy, turns at a tie",
            "Your unit takes the value of the higher energy: E has a minus in front of the sum. And at a tie it stays.",
            lambda h, own, n: -_gain(h, own, n),
            tie=lambda own: -own,
        ),
        Hint(
            "all turned",
            "You turned the whole state over. Only unit k is updated.",
            lambda patterns, x, k, n: -x if _energy(patterns, -x, n) < _energy(patterns, x, n) else x,
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
        Near(10, "That is how many ways there are to choose three. Each choice can be added up with any signs."),
        Near(40, "A mixture and its negative are two states: turning all three signs counts."),
        Near(480, "The order of the three does not matter: their sum is the same."),
        Near(60, "You counted the order of the three but not their signs. It is the other way round."),
        Near(30, "Three signs of two values each make 8 choices, not 3."),
    ),
    wanted=0,
)
