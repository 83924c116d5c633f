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


FIVE = np.array(
    [
        [0.02, 0.4, 0.11, 0.9],
        [0.05, 0.7, 0.3, 0.01],
        [0.31, 0.2, 0.05, 0.03],
        [0.08, 0.5, 0.6, 0.02],
        [0.04, 0.9, 0.12, 0.2],
    ]
)


def _wrong(name, words, kl):
    """The mistake in what is made of rho and rho_hat."""
    return Hint(name, words, lambda H, rho: kl(rho, H.mean(axis=0)))


ROUND = "You took KL(rho_hat || rho). It is not symmetric: rho, the wanted mean, comes first."
ONE_MEAN = "You took one mean over everything. Each unit has a mean of its own: axis=0."
OTHER = "That is another measure of how far rho_hat is from rho. KL is wanted, with its two terms."

sparsity = Exercise(
    name="autoencoders.sparsity",
    title="How far from sparse?",
    task="""\
Write `sparsity(H, rho)`: the sum over all units of KL(rho || rho_hat_j), with natural logarithms, one number.

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
        Case("four units, five samples", (FIVE, 0.1)),
        Case("one sample", (FIVE[:1], 0.35)),
    ),
    truth=_sparsity_truth,
    hints=(
        Hint(
            "the other way round",
            ROUND,
            lambda H, rho: _kl(H.mean(axis=0), rho).sum(),
        ),
        Hint(
            "first half only",
            "The second term is missing: a unit should also be off for 1 - rho of the time.",
            lambda H, rho: (rho * np.log(rho / H.mean(axis=0))).sum(),
        ),
        Hint(
            "mean per sample",
            "You averaged over the units of each sample. rho_hat_j is unit j's mean over the samples: axis=0.",
            lambda H, rho: _kl(rho, H.mean(axis=1)).sum(),
        ),
        Hint(
            "every activation",
            "You penalise each activation by itself. A unit may be quite active now and then: average first, then KL.",
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
        _wrong("not added up", "That is one number for each unit. Add them up.", _kl),
        _wrong(
            "sign",
            "The sign is wrong: KL is never negative. It is log(rho / rho_hat).",
            lambda p, q: -_kl(p, q).sum(),
        ),
        _wrong(
            "sign of the second half",
            "The second term has the wrong sign: it is added, and its fraction is (1 - rho) / (1 - rho_hat).",
            lambda p, q: (p * np.log(p / q) - (1 - p) * np.log((1 - p) / (1 - q))).sum(),
        ),
        _wrong(
            "first half turned round",
            "The first term has the wrong sign: its fraction is rho / rho_hat.",
            lambda p, q: (p * np.log(q / p) + (1 - p) * np.log((1 - p) / (1 - q))).sum(),
        ),
        _wrong(
            "second half only",
            "The first term is missing: a unit should be on for rho of the time.",
            lambda p, q: ((1 - p) * np.log((1 - p) / (1 - q))).sum(),
        ),
        _wrong(
            "weighed by rho_hat",
            "The weights in front of the logs are rho and 1 - rho, from the wanted mean.",
            lambda p, q: (q * np.log(p / q) + (1 - q) * np.log((1 - p) / (1 - q))).sum(),
        ),
        _wrong(
            "no weights",
            "The weights in front of the logs are missing: rho and 1 - rho.",
            lambda p, q: (np.log(p / q) + np.log((1 - p) / (1 - q))).sum(),
        ),
        _wrong(
            "rho in front of both",
            "The second term has the weight 1 - rho.",
            lambda p, q: (p * np.log(p / q) + p * np.log((1 - p) / (1 - q))).sum(),
        ),
        _wrong(
            "cross-entropy",
            "That is the cross-entropy, which is not 0 where all is right. The entropy of rho is missing: log(rho / "
            "rho_hat).",
            lambda p, q: -(p * np.log(q) + (1 - p) * np.log(1 - q)).sum(),
        ),
        _wrong(
            "no fraction",
            "Those logs are of rho alone: rho_hat is missing below the fraction.",
            lambda p, q: (p * np.log(p) + (1 - p) * np.log(1 - p)) * np.size(q),
        ),
        _wrong("squares", OTHER, lambda p, q: np.sum((q - p) ** 2)),
        _wrong("half the squares", OTHER, lambda p, q: np.sum((q - p) ** 2) / 2),
        _wrong("sizes", OTHER, lambda p, q: np.sum(np.abs(q - p))),
        _wrong(
            "base ten",
            "Your logarithm has base 10. Here it is the natural one, np.log.",
            lambda p, q: _kl(p, q).sum() / np.log(10),
        ),
        Hint("one mean for all", ONE_MEAN, lambda H, rho: _kl(rho, H.mean())),
        Hint("one mean for all, times k", ONE_MEAN, lambda H, rho: H.shape[1] * _kl(rho, H.mean())),
        Hint(
            "sum of the activations",
            "rho_hat is the mean over the samples, not the sum: above 1 its log is NaN.",
            lambda H, rho: _kl(rho, H.sum(axis=0)).sum(),
        ),
        Hint(
            "every activation, summed",
            "You penalise each activation by itself. A unit may be quite active now and then: average first, then KL.",
            lambda H, rho: _kl(rho, H).sum(),
        ),
        Hint(
            "every activation, mean",
            "You penalise each activation by itself. A unit may be quite active now and then: average first, then KL.",
            lambda H, rho: _kl(rho, H).mean(),
        ),
        Hint(
            "share of loud samples",
            "You counted how often a unit is above one half. rho_hat is the mean of its activations.",
            lambda H, rho: _kl(rho, (H > 0.5).mean(axis=0)).sum(),
        ),
        Hint(
            "the other way round, mean",
            ROUND + " And the penalty is the sum over the units.",
            lambda H, rho: _kl(H.mean(axis=0), rho).mean(),
        ),
        _wrong(
            "no weight in the first term",
            "The weight in front of the first log is missing: rho.",
            lambda p, q: (np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))).sum(),
        ),
        _wrong(
            "no weight in the second term",
            "The weight in front of the second log is missing: 1 - rho.",
            lambda p, q: (p * np.log(p / q) + np.log((1 - p) / (1 - q))).sum(),
        ),
        _wrong(
            "brackets",
            "Brackets are missing: (1 - rho) / (1 - rho_hat).",
            lambda p, q: (p * np.log(p / q) + (1 - p) * np.log(1 - p / 1 - q)).sum(),
        ),
        _wrong(
            "brackets above",
            "Brackets are missing: (1 - rho) / (1 - rho_hat).",
            lambda p, q: (p * np.log(p / q) + (1 - p) * np.log(1 - p / (1 - q))).sum(),
        ),
        _wrong(
            "no logarithms",
            "The logarithms are missing.",
            lambda p, q: (p * p / q + (1 - p) * (1 - p) / (1 - q)).sum(),
        ),
    ),
    solution="""\
def sparsity(H, rho):
    rho_hat = H.mean(axis=0)
    kl = rho * np.log(rho / rho_hat) + (1 - rho) * np.log((1 - rho) / (1 - rho_hat))
    return kl.sum()
""",
)
