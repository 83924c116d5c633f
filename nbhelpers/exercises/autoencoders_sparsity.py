"""An exercise of the chapter on autoencoders: the KL penalty of a code."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint


def _kl(p, q):
    return p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))


def _sparsity_truth(H, rho):
    """Unit by unit, each logarithm of a quotient as a difference of logarithms."""
    total = 0.0
    for unit in H.T:
        q = sum(unit) / len(unit)
        total += rho * (np.log(rho) - np.log(q)) + (1 - rho) * (np.log(1 - rho) - np.log(1 - q))
    return total


sparsity = Exercise(
    name="autoencoders.sparsity",
    title="How far from sparse?",
    task="""\
Write `sparsity(H, rho)`: the sum over all units of KL(rho || rho_hat_j), one number.

Given are the activations `H` of k units on m samples, shape (m, k), between 0 and 1, and the wanted mean
activation `rho`. `rho_hat_j` is the mean activation of unit j over the samples.""",
    start="""\
def sparsity(H, rho):
    # H: (m, k)   rho: a number between 0 and 1
    rho_hat = ...
    return ...
""",
    cases=(
        Case("one unit, twice as active as it should be", (np.array([[0.1], [0.3]]), 0.1)),
        Case("two units", (np.array([[0.9, 0.1], [0.5, 0.2], [0.7, 0.6]]), 0.05)),
        Case("just right: no penalty", (np.array([[0.1, 0.3], [0.3, 0.1]]), 0.2)),
    ),
    truth=_sparsity_truth,
    hints=(
        Hint(
            "the other way round",
            "You took KL(rho_hat || rho). It is not symmetric: rho, what is wanted, comes first.",
            lambda H, rho: _kl(H.mean(axis=0), rho).sum(),
        ),
        Hint(
            "first half only",
            "The second term is missing: a unit is also off for 1 - rho of the time.",
            lambda H, rho: (rho * np.log(rho / H.mean(axis=0))).sum(),
        ),
        Hint(
            "mean per sample",
            "You averaged over the units of each sample. rho_hat_j is unit j's mean over the samples: axis=0.",
            lambda H, rho: _kl(rho, H.mean(axis=1)).sum(),
        ),
        Hint(
            "every activation",
            "You punish every activation by itself. A unit may speak loudly now and then: average first, then KL.",
            lambda H, rho: _kl(rho, H).mean(axis=0).sum(),
        ),
        Hint(
            "mean over units",
            "You took the mean over the units. The penalty is the sum.",
            lambda H, rho: _kl(rho, H.mean(axis=0)).mean(),
        ),
        Hint(
            "base two",
            "Your logarithm has base 2. Here it is the natural one, np.log.",
            lambda H, rho: _kl(rho, H.mean(axis=0)).sum() / np.log(2),
        ),
    ),
    solution="""\
def sparsity(H, rho):
    rho_hat = H.mean(axis=0)
    kl = rho * np.log(rho / rho_hat) + (1 - rho) * np.log((1 - rho) / (1 - rho_hat))
    return kl.sum()
""",
)
