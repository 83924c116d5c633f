"""Exercise: a sweep of Gibbs sampling with the dice given, so that its result is one and no other."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

PAIR = np.array([[0.0, 6.0], [6.0, 0.0]])
THREE = np.array([[0.0, 2.0, -1.0], [2.0, 0.0, 3.0], [-1.0, 3.0, 0.0]])
HALVES = np.array([0.5, 0.5])
LEANING = np.array([0.5, 1.0, -0.5])


def _truth(W, b, x, T, dice):
    """Unit after unit; 1 if the odds 1 : exp(-u/T) give the die to 1. Sums by hand."""
    state = list(x)
    with np.errstate(over="ignore"):
        for k, die in enumerate(dice):
            u = sum(W[k][j] * state[j] for j in range(len(state))) - b[k]
            state[k] = 1.0 if die * (1 + np.exp(-u / T)) < 1 else 0.0
    return np.array(state)


def _asked(W, b, x, T, dice, decide, sign=-1.0, units=slice(None)):
    """A sweep of `units` in which unit k becomes decide(u, T, die, own), with thresholds of that sign in u."""
    x = x.copy()
    for k in range(len(x))[units]:
        x[k] = decide(W[k] @ x + sign * b[k], T, dice[k], x[k])
    return x


def _p(u, T):
    return 1 / (1 + np.exp(-u / T))


def _right(u, T, die, own):
    return float(die < _p(u, T))


def _wrong(name, words, decide, **changes):
    return Hint(name, words, lambda W, b, x, T, dice: _asked(W, b, x, T, dice, decide, **changes))


def _at_once(W, b, x, T):
    return _p(W @ x - b, T)


def _hearing_itself(W, b, x, T, dice):
    """T divides the weighted sum and leaves the thresholds."""
    return _asked(W / T, b, x, 1.0, dice, _right)


def _drawn(size, seed):
    """A random net of that many units with its dice."""
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.normal(scale=2, size=(size, size)).round(1), 1)
    b, x = rng.normal(size=size).round(1), rng.integers(0, 2, size).astype(float)
    return upper + upper.T, b, x, 1.6, rng.random(size).round(2)


sweep = Exercise(
    name="boltzmann.sweep",
    title="A sweep of Gibbs sampling",
    task="""\
Write `sweep(W, b, x, T, dice)`: the state after every unit has been updated once, in the order 0, 1, 2 ...

Given are the weights `W`, shape (N, N), symmetric and without self-links, the thresholds `b`, shape (N,), which are
subtracted from the inputs, the state `x` of 0 and 1, shape (N,), the temperature `T` above 0, and `dice`, N random
numbers between 0 and 1: unit k becomes 1 if `dice[k]` is smaller than its probability. Leave `x` as it is; a later unit
receives what the earlier ones have just become.""",
    start="""\
def sweep(W, b, x, T, dice):
    # W: (N, N)   b: (N,)   x: (N,) of 0 and 1   T > 0   dice: (N,) between 0 and 1
    x_new = x.copy()
    ...
    return x_new
""",
    cases=(
        Case(
            "no weights: each unit by itself",
            (np.zeros((3, 3)), np.zeros(3), np.zeros(3), 1.0, np.array([0.4, 0.6, 0.1])),
        ),
        Case(
            "the second receives the first's new state",
            (PAIR, np.array([2.0, 3.0]), np.array([0.0, 1.0]), 1.0, HALVES),
        ),
        Case(
            "the second receives the first's new state: off",
            (PAIR, np.array([3.0, 3.0]), np.array([1.0, 0.0]), 1.0, HALVES),
        ),
        Case("three units, warm", (THREE, LEANING, np.array([1.0, 0.0, 1.0]), 4.0, np.array([0.45, 0.55, 0.6]))),
        Case("three units, cold", (THREE, LEANING, np.array([0.0, 1.0, 1.0]), 0.5, np.array([0.7, 0.2, 0.95]))),
        Case("an unlikely die", (THREE, LEANING, np.array([1.0, 1.0, 0.0]), 1.0, np.array([0.9, 0.97, 0.5]))),
        Case("twelve units", _drawn(12, 0)),
        Case("twelve others", _drawn(12, 1)),
        Case("almost frozen: u / T is 800", (PAIR, np.array([-8.0, -8.0]), np.zeros(2), 0.01, HALVES)),
    ),
    truth=_truth,
    hints=(
        Hint(
            "all at once",
            "All units were updated from the old state. A unit must receive what the earlier ones have just become.",
            lambda W, b, x, T, dice: (dice < _at_once(W, b, x, T)).astype(float),
        ),
        Hint(
            "probabilities at once",
            "Those are the probabilities, all from the old state. Compare each with its die, and let the next unit "
            "receive the new state.",
            lambda W, b, x, T, dice: _at_once(W, b, x, T),
        ),
        _wrong(
            "probabilities",
            "Your units become their probabilities. A unit is 0 or 1: compare its probability with its die.",
            lambda u, T, die, own: _p(u, T),
        ),
        _wrong(
            "the other way round",
            "The die is compared the wrong way: a unit is 1 if the die is SMALLER than p.",
            lambda u, T, die, own: 1 - _right(u, T, die, own),
        ),
        _wrong(
            "sign",
            "The sign in the exponent is wrong: a positive input makes 1 likely.",
            lambda u, T, die, own: _right(-u, T, die, own),
        ),
        _wrong(
            "no dice",
            "Your units decide, and the dice are not used. That is Hopfield's rule, T = 0.",
            lambda u, T, die, own: float(u > 0),
        ),
        _wrong(
            "no dice, on at zero",
            "Your units decide, and the dice are not used. That is Hopfield's rule, T = 0.",
            lambda u, T, die, own: float(u >= 0),
        ),
        _wrong(
            "no temperature",
            "The temperature is missing: u is divided by T.",
            lambda u, T, die, own: _right(u, 1.0, die, own),
        ),
        _wrong(
            "times T",
            "You multiplied by T. The warmer the net, the less the input counts: u is divided by T.",
            lambda u, T, die, own: _right(u, 1 / T, die, own),
        ),
        _wrong(
            "overflow",
            "exp(800) overflows, and inf / inf is NaN, which no die is smaller than. Write the probability with "
            "exp(-u / T) alone.",
            lambda u, T, die, own: float(die < np.exp(u / T) / (1 + np.exp(u / T))),
        ),
        _wrong("no threshold", "The thresholds are missing from the input.", _right, sign=0.0),
        _wrong("threshold added", "The threshold is subtracted from the input, not added to it.", _right, sign=1.0),
        Hint(
            "threshold not cooled",
            "Your T divides only the weighted sum. It must divide the whole input, threshold included: use brackets.",
            _hearing_itself,
        ),
        _wrong("backwards", "The units were updated from the last to the first.", _right, units=slice(None, None, -1)),
        _wrong("first left out", "Unit 0 was not updated: units are counted from 0.", _right, units=slice(1, None)),
        _wrong("last left out", "The last unit was not updated: range(N) ends at N - 1.", _right, units=slice(-1)),
        _wrong(
            "first alone",
            "Only unit 0 was updated. Does return stand inside the loop?",
            _right,
            units=slice(1),
        ),
        _wrong(
            "never off",
            "Your units switch on but never off. A unit whose die is not smaller than p becomes 0.",
            lambda u, T, die, own: max(own, _right(u, T, die, own)),
        ),
        _wrong(
            "turns over",
            "You flip the unit with probability p. p is the probability that it becomes 1, whatever it was.",
            lambda u, T, die, own: 1 - own if die < _p(u, T) else own,
        ),
        _wrong(
            "minus one",
            "Your units become −1 instead of 0.",
            lambda u, T, die, own: 2 * _right(u, T, die, own) - 1,
        ),
        _wrong(
            "twice the input",
            "Your exponent is 2 u / T. The 2 belongs to units of −1 and +1.",
            lambda u, T, die, own: _right(2 * u, T, die, own),
        ),
        _wrong(
            "tanh",
            "tanh goes from −1 to 1. The probability is the logistic function of u / T.",
            lambda u, T, die, own: float(die < np.tanh(u / T)),
        ),
        Hint(
            "one die",
            "All units used the first die. Unit k has its own, dice[k].",
            lambda W, b, x, T, dice: _asked(W, b, x, T, 0 * dice + dice[0], _right),
        ),
        Hint(
            "sign of the weights",
            "The weighted sum has the wrong sign: a positive weight from a unit that is on makes 1 more likely.",
            lambda W, b, x, T, dice: _asked(-W, b, x, T, dice, _right),
        ),
        _wrong(
            "not normalised",
            "exp(u / T) is no probability yet. Divide by the sum over both states, 1 + exp(u / T).",
            lambda u, T, die, own: float(die < np.exp(u / T)),
        ),
        _wrong(
            "stays or turns",
            "Where the die is not smaller than p, your unit stays or flips. It must become 0.",
            lambda u, T, die, own: 1.0 if die < _p(u, T) else 1 - own,
        ),
        Hint(
            "all at once, the other way round",
            "The die is compared the wrong way, and all units were updated from the old state.",
            lambda W, b, x, T, dice: (dice > _at_once(W, b, x, T)).astype(float),
        ),
        Hint(
            "from nothing",
            "You began with all units off. A unit receives the old state of those that come after it: begin with x.",
            lambda W, b, x, T, dice: _asked(W, b, 0 * x, T, dice, _right),
        ),
    ),
    solution="""\
def sweep(W, b, x, T, dice):
    x_new = x.copy()
    for k in range(len(x)):
        u = W[k] @ x_new - b[k]
        x_new[k] = dice[k] < 1 / (1 + np.exp(-u / T))
    return x_new
""",
    keeps=("x",),
)
