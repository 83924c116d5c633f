"""One step of an LSTM's cell, to be written."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint


def smooth(a):
    return 0.5 * (1 + np.tanh(a / 2))


def stepped(i, f, s_tilde, o, s):
    new = smooth(f) * s + smooth(i) * np.tanh(s_tilde)
    return new, smooth(o) * np.tanh(new)


def _same(a):
    return a


def wrong(i, f, s_tilde, o, s, *, let_in=smooth, keep=smooth, candidate=np.tanh, squash=np.tanh, out=smooth, seen=None):
    new = keep(f) * s + let_in(i) * candidate(s_tilde)
    return new, out(o) * squash(new if seen is None else s)


def _wrong(name, words, **changes):
    return Hint(name, words, lambda *given: wrong(*given, **changes))


def leaky(i, f, s_tilde, o, s):
    """One gate for both: 1 - i in place of f."""
    new = (1 - smooth(i)) * s + smooth(i) * np.tanh(s_tilde)
    return new, smooth(o) * np.tanh(new)


def _squashed(i, f, s_tilde, o, s):
    """tanh round the whole of the new cell."""
    new = np.tanh(smooth(f) * s + smooth(i) * np.tanh(s_tilde))
    return new, smooth(o) * np.tanh(new)


def _multiplied(i, f, s_tilde, o, s):
    new = smooth(f) * s * smooth(i) * np.tanh(s_tilde)
    return new, smooth(o) * np.tanh(new)


GATE = "A gate is a share between 0 and 1: take the sigmoid of its pre-activation. Here it is missing at the {} gate."

TANH = "A gate is a share between 0 and 1: take the sigmoid of its pre-activation, not tanh."
PAIR = "Return two things, as a pair: the new cell, then the output h."

rng = np.random.default_rng(12)
SUMS = tuple(rng.normal(size=(4, 3)).round(2))
OPEN = tuple(np.array(values) for values in ([-9.0, 0.0], [9.0, 9.0], [0.5, 2.0], [1.0, -1.0]))

CLOSED = tuple(np.array([value]) for value in (6.0, -5.0, 2.0, 3.0))

cell = Exercise(
    name="recurrent.cell",
    title="One step of a cell",
    task="""\
Write `step(i, f, s_tilde, o, s)`: one step of an LSTM, from the pre-activations to the new cell and the new output.

You are given the four pre-activations, before any sigmoid or tanh, of the input gate `i`, the forget gate `f`, the
candidate `s_tilde` and the output gate `o`, and the old cell `s`. All are arrays of shape (n,). Return the new cell and
the new output h, as a pair.""",
    start="""\
def sigmoid(a):
    return 1 / (1 + np.exp(-a))

def step(i, f, s_tilde, o, s):
    new = ...
    return new, ...
""",
    cases=(
        Case("three cells", (*SUMS, np.array([0.5, -1.2, 2.0]))),
        Case("an empty cell", (*SUMS, np.zeros(3))),
        Case("open forget gates, one closed input gate", (*OPEN, np.array([1.5, -0.5]))),
        Case("one cell that is to forget and to be written anew", (*CLOSED, np.array([-3.0]))),
    ),
    truth=stepped,
    hints=(
        Hint(
            "gates swapped",
            "The input gate and the forget gate have changed places: f multiplies the old cell.",
            lambda i, f, s_tilde, o, s: stepped(f, i, s_tilde, o, s),
        ),
        Hint(
            "no tanh at the candidate",
            "The candidate goes through tanh before the input gate lets it in.",
            lambda i, f, s_tilde, o, s: wrong(i, f, s_tilde, o, s, candidate=lambda a: a),
        ),
        Hint(
            "a sigmoid candidate",
            "The candidate s_tilde is no gate: it goes through tanh, so that it may be negative.",
            lambda i, f, s_tilde, o, s: wrong(i, f, s_tilde, o, s, candidate=smooth),
        ),
        Hint(
            "no tanh at the output",
            "The output is o times tanh of the new cell. The cell itself may grow beyond 1.",
            lambda i, f, s_tilde, o, s: wrong(i, f, s_tilde, o, s, squash=lambda a: a),
        ),
        Hint(
            "old cell at the output",
            "Your output looks at the old cell. It looks at the new one.",
            lambda i, f, s_tilde, o, s: wrong(i, f, s_tilde, o, s, seen="old"),
        ),
        Hint(
            "sums as gates",
            "You use the pre-activations as gates. A gate is a share between 0 and 1: take the sigmoid.",
            lambda *given: wrong(*given, let_in=_same, keep=_same, out=_same),
        ),
        Hint(
            "one gate",
            "You forget 1 - i. Here the forget gate is a gate of its own.",
            leaky,
        ),
        _wrong("no sigmoid at i", GATE.format("input"), let_in=_same),
        _wrong("no sigmoid at f", GATE.format("forget"), keep=_same),
        _wrong("no sigmoid at o", GATE.format("output"), out=_same),
        _wrong("tanh at the gates", TANH, let_in=np.tanh, keep=np.tanh, out=np.tanh),
        _wrong("tanh at i", TANH, let_in=np.tanh),
        _wrong("tanh at f", TANH, keep=np.tanh),
        _wrong("tanh at o", TANH, out=np.tanh),
        _wrong(
            "all kept",
            "Your cell keeps everything: the forget gate is missing.",
            keep=np.ones_like,
        ),
        _wrong("all let in", "Your cell takes everything in: the input gate is missing.", let_in=np.ones_like),
        _wrong("all let out", "Your cell shows everything: the output gate is missing.", out=np.ones_like),
        _wrong(
            "forgets turned round",
            "You keep 1 - f. The name of the forget gate misleads: f is the share that is kept.",
            keep=lambda a: smooth(-a),
        ),
        _wrong("sigmoid of the new cell", "The new cell goes out through tanh, not through a sigmoid.", squash=smooth),
        Hint(
            "no candidate",
            "The old cell enters twice, and the candidate s_tilde not at all: the input gate lets tanh(s_tilde) in.",
            lambda i, f, s_tilde, o, s: wrong(i, f, s, o, s),
        ),
        Hint(
            "g and i swapped",
            "Candidate and input gate have changed places: sigmoid(i) is the gate, tanh(s_tilde) what it lets in.",
            lambda i, f, s_tilde, o, s: stepped(s_tilde, f, i, o, s),
        ),
        Hint(
            "i and o swapped",
            "The input gate and the output gate have changed places.",
            lambda i, f, s_tilde, o, s: stepped(o, f, s_tilde, i, s),
        ),
        Hint(
            "f and o swapped",
            "The forget gate and the output gate have changed places.",
            lambda i, f, s_tilde, o, s: stepped(i, o, s_tilde, f, s),
        ),
        Hint(
            "f for both",
            "You let in 1 - f. Here the input gate is a gate of its own.",
            lambda i, f, s_tilde, o, s: stepped(-f, f, s_tilde, o, s),
        ),
        Hint(
            "squashed cell", "The cell itself does not go through tanh: only its copy on the way out does.", _squashed
        ),
        Hint(
            "outputs swapped",
            "The two results have changed places: first the new cell, then the output h.",
            lambda *given: stepped(*given)[::-1],
        ),
        Hint("output only", PAIR, lambda *given: stepped(*given)[1]),
        Hint("cell only", PAIR, lambda *given: stepped(*given)[0]),
        Hint(
            "the old cell first",
            "You returned the old cell. Return the new one, with the output.",
            lambda i, f, s_tilde, o, s: (s, stepped(i, f, s_tilde, o, s)[1]),
        ),
        _wrong("nothing kept", "The old cell is missing: the forget gate keeps its share of s.", keep=np.zeros_like),
        _wrong(
            "nothing let in",
            "The candidate is missing: the input gate lets its share of tanh(s_tilde) in.",
            let_in=np.zeros_like,
        ),
        Hint(
            "taken off",
            "What the input gate lets in is added to the cell, not subtracted.",
            lambda i, f, s_tilde, o, s: stepped(i, f, -s_tilde, o, s),
        ),
        Hint(
            "o lets in",
            "The output gate lets the candidate in. That is the input gate's job.",
            lambda i, f, s_tilde, o, s: stepped(o, f, s_tilde, o, s),
        ),
        Hint(
            "i lets out",
            "The input gate lets the cell out. That is the output gate's job.",
            lambda i, f, s_tilde, o, s: stepped(i, f, s_tilde, i, s),
        ),
        Hint(
            "f lets out",
            "The forget gate lets the cell out. That is the output gate's job.",
            lambda i, f, s_tilde, o, s: stepped(i, f, s_tilde, f, s),
        ),
        Hint(
            "i keeps",
            "The input gate keeps the old cell. That is the forget gate's job.",
            lambda i, f, s_tilde, o, s: stepped(i, i, s_tilde, o, s),
        ),
        Hint(
            "f lets in",
            "The forget gate lets the candidate in. That is the input gate's job.",
            lambda i, f, s_tilde, o, s: stepped(f, f, s_tilde, o, s),
        ),
        Hint(
            "candidate at the output",
            "The output shows tanh of the candidate. It shows tanh of the new cell.",
            lambda i, f, s_tilde, o, s: (stepped(i, f, s_tilde, o, s)[0], smooth(o) * np.tanh(s_tilde)),
        ),
        _wrong(
            "sums, no tanh",
            "The pre-activations enter as they are. The gates go through the sigmoid, the candidate through tanh.",
            let_in=_same,
            keep=_same,
            out=_same,
            candidate=_same,
        ),
        Hint(
            "f for both, turned round",
            "You keep 1 - f and let in f. Forget gate and input gate are separate: f is kept, i is let in.",
            lambda i, f, s_tilde, o, s: stepped(f, -f, s_tilde, o, s),
        ),
        Hint("multiplied", "What is kept and what is let in are added, not multiplied.", _multiplied),
        Hint(
            "added at the output",
            "The output gate multiplies tanh of the new cell.",
            lambda i, f, s_tilde, o, s: (new := stepped(i, f, s_tilde, o, s)[0], smooth(o) + np.tanh(new)),
        ),
    ),
    solution="""\
def sigmoid(a):
    return 1 / (1 + np.exp(-a))

def step(i, f, s_tilde, o, s):
    new = sigmoid(f) * s + sigmoid(i) * np.tanh(s_tilde)
    return new, sigmoid(o) * np.tanh(new)
""",
)
