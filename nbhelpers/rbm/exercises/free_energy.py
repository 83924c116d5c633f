"""Exercise: the free energy of a visible state, without overflow."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.rbm.exercises.hidden import BLANK, NO_C, ROWS, C, W, log_weights, sigmoid

B = np.array([0.2, -1.0, 0.4])
NO_B = np.zeros(3)
OVERFLOWS = (
    " And log(1 + exp(u)) is infinite at u = 2000, although its value is 2000: np.logaddexp(0, u) does not overflow."
)


def _truth(v, W, b, c):
    """-ln of the sum over all hidden states, the likeliest taken out first."""
    found = []
    for one in v:
        logs = np.array([log for log, _ in log_weights(one, W, b, c)])
        found.append(-logs.max() - np.log(np.exp(logs - logs.max()).sum()))
    return np.array(found)


def _plain(u):
    return np.log(1 + np.exp(u))


def _stable(u):
    return np.logaddexp(0, u)


def _both(name, words, wrong):
    """The mistake with a logarithm that overflows and with one that does not; `wrong` takes it first."""
    return (
        Hint(name, words, lambda *given: wrong(_stable, *given)),
        Hint(f"{name}, overflow", words + OVERFLOWS, lambda *given: wrong(_plain, *given)),
    )


free_energy = Exercise(
    name="rbm.free_energy",
    title="The free energy",
    task="""\
Write `free_energy(v, W, b, c)`: F(v) of each visible state, without a sum over hidden states.

Given are `v` of 0 and 1, shape (m, visible), the weights `W`, shape (visible, hidden), the visible biases `b`
and the hidden biases `c`. The answer has shape (m,). A pre-activation may be 2000 or −2000: the
answer must be finite there too. Warnings do no harm.""",
    start="""\
def free_energy(v, W, b, c):
    # v: (m, visible)   W: (visible, hidden)   b: (visible,)   c: (hidden,)
    F = ...
    return F
""",
    cases=(
        Case("a blank sheet, no biases: even chances", (BLANK, W, NO_B, NO_C)),
        Case("one state, no biases", (ROWS[:1], W, NO_B, NO_C)),
        Case("one state, visible biases", (ROWS[:1], W, B, NO_C)),
        Case("four states, all biases", (ROWS, W, B, C)),
        Case("a pre-activation of 2000", (ROWS[:1], 2000 * W, B, C)),
    ),
    truth=_truth,
    hints=(
        Hint(
            "overflow",
            "Right for small inputs, but exp(2000) is more than a computer's number holds, so log(1 + exp(u)) is "
            "infinite there, although its value is 2000. np.logaddexp(0, u) does not overflow.",
            lambda v, W, b, c: -v @ b - _plain(v @ W + c).sum(axis=1),
        ),
        *_both(
            "sign",
            "The whole sum has the wrong sign: likely states lie low.",
            lambda soft, v, W, b, c: v @ b + soft(v @ W + c).sum(axis=1),
        ),
        *_both(
            "sign of the hidden part",
            "The logarithms are subtracted, not added: a unit that has two states to choose from lowers F.",
            lambda soft, v, W, b, c: -v @ b + soft(v @ W + c).sum(axis=1),
        ),
        *_both(
            "sign of the visible part",
            "The visible biases have the wrong sign: a positive bias makes 1 likely, so it lowers F.",
            lambda soft, v, W, b, c: v @ b - soft(v @ W + c).sum(axis=1),
        ),
        *_both(
            "no visible biases",
            "The visible biases are missing: each visible unit that is on adds its own.",
            lambda soft, v, W, b, c: -soft(v @ W + c).sum(axis=1),
        ),
        *_both(
            "no hidden biases",
            "The hidden biases are missing inside the logarithm.",
            lambda soft, v, W, b, c: -v @ b - soft(v @ W).sum(axis=1),
        ),
        *_both(
            "hidden biases outside",
            "The hidden biases stand outside the logarithm. They belong to the pre-activations.",
            lambda soft, v, W, b, c: -v @ b - (soft(v @ W) + c).sum(axis=1),
        ),
        *_both(
            "hidden biases taken off",
            "A bias is added to the weighted sum, not subtracted.",
            lambda soft, v, W, b, c: -v @ b - soft(v @ W - c).sum(axis=1),
        ),
        *_both(
            "minus inside",
            "Inside the logarithm it is exp of plus the pre-activation. The minus belongs in front of the sum alone.",
            lambda soft, v, W, b, c: -v @ b - soft(-(v @ W + c)).sum(axis=1),
        ),
        *_both(
            "sum inside",
            "You summed the pre-activations, and then took one logarithm. Each unit has its own factor, "
            "so the logarithms are summed.",
            lambda soft, v, W, b, c: -v @ b - soft((v @ W + c).sum(axis=1)),
        ),
        *_both(
            "sum over all samples",
            "You summed over everything. Each sample has a free energy of its own: sum over the hidden units, axis=1.",
            lambda soft, v, W, b, c: -v @ b - soft(v @ W + c).sum(),
        ),
        *_both(
            "sum over the samples",
            "You summed over the samples. Sum over the hidden units of each, axis=1.",
            lambda soft, v, W, b, c: -v @ b - soft(v @ W + c).sum(axis=0),
        ),
        *_both(
            "one number",
            "That is one number for all samples. Each has a free energy of its own.",
            lambda soft, v, W, b, c: -np.sum(v @ b) - soft(v @ W + c).sum(),
        ),
        *_both(
            "mean",
            "You took the mean over the hidden units. Each unit adds its whole logarithm.",
            lambda soft, v, W, b, c: -v @ b - soft(v @ W + c).mean(axis=1),
        ),
        *_both(
            "not summed",
            "The logarithms are not added up yet: one number for each sample, sum(axis=1).",
            lambda soft, v, W, b, c: -v @ b - soft(v @ W + c),
        ),
        *_both(
            "base two",
            "Your logarithm has base 2. Here it is the natural one.",
            lambda soft, v, W, b, c: -v @ b - soft(v @ W + c).sum(axis=1) / np.log(2),
        ),
        Hint(
            "one 1 for all",
            "You added up the exponentials of the units first. Each has its own factor 1 + exp(u): take its logarithm, "
            "then add.",
            lambda v, W, b, c: -v @ b - np.log(1 + np.exp(v @ W + c).sum(axis=1)),
        ),
        Hint(
            "sum of the factors",
            "You took the logarithm of a sum of factors 1 + exp(u). The factors are multiplied, so their logarithms "
            "are added.",
            lambda v, W, b, c: -v @ b - np.log((1 + np.exp(v @ W + c)).sum(axis=1)),
        ),
        Hint(
            "no logarithm",
            "The logarithm is missing: each hidden unit contributes ln(1 + exp(its pre-activation)).",
            lambda v, W, b, c: -v @ b - (1 + np.exp(v @ W + c)).sum(axis=1),
        ),
        Hint(
            "no free energy but its weight",
            "That is exp(-F). F is minus its logarithm.",
            lambda v, W, b, c: np.exp(v @ b) * np.prod(1 + np.exp(v @ W + c), axis=1),
        ),
        Hint(
            "hidden units all on",
            "That is the energy with all hidden units on. Sum over both states of each.",
            lambda v, W, b, c: -v @ b - (v @ W + c).sum(axis=1),
        ),
        Hint(
            "probabilities instead",
            "You added up probabilities. Each hidden unit contributes ln(1 + exp(its pre-activation)).",
            lambda v, W, b, c: -v @ b - sigmoid(v @ W + c).sum(axis=1),
        ),
        Hint(
            "mean energy",
            "That is the mean energy with the hidden units' probabilities. The free energy is lower by their entropy: "
            "use ln(1 + exp(u)).",
            lambda v, W, b, c: -v @ b - ((v @ W + c) * sigmoid(v @ W + c)).sum(axis=1),
        ),
        Hint(
            "sizes",
            "The sizes do not fit: v is (m, visible) and W is (visible, hidden). In v @ W the equal sizes meet.",
            lambda v, W, b, c: W.T @ v,
        ),
        Hint(
            "hidden units all on, overflow",
            "Without the 1 that is the energy with all hidden units on. Sum over both states of each: 1 + exp(u)."
            + OVERFLOWS,
            lambda v, W, b, c: -v @ b - np.log(np.exp(v @ W + c)).sum(axis=1),
        ),
        *_both(
            "b without v",
            "You took the biases b as they are. Each counts where its visible unit is on: v @ b.",
            lambda soft, v, W, b, c: -b.sum() - soft(v @ W + c).sum(axis=1),
        ),
    ),
    solution="""\
def free_energy(v, W, b, c):
    return -v @ b - np.logaddexp(0, v @ W + c).sum(axis=1)
""",
    place="rbm.free_energy",
    fits=lambda answer: lambda rbm, v: answer(np.asarray(v, dtype=float), rbm.W, rbm.b, rbm.c),
)
