"""Causal claims of the chapter on neurons, with their controls."""

import numpy as np

from nbhelpers.neurons import delta, hebb, labs
from tests.claims.registry import Found, claim, plus_minus

SEEDS = range(5)


def ends(n, mean, rule=hebb.oja):
    """Length of the weights after n samples, and their cosine with the first principal component: (seeds, 2)."""
    found = []
    for seed in SEEDS:
        X = np.random.default_rng(seed).normal(size=(n, 2)) @ [[1.0, 0.6], [0.0, 0.5]] + mean
        w = rule(X, [0.3, -0.2], eta=0.005)[-1]
        component = np.linalg.eigh(np.cov(X.T))[1][:, -1]
        found.append((np.linalg.norm(w), abs(w @ component) / np.linalg.norm(w)))
    return np.array(found)


@claim(
    "neu-brake",
    "It is the brake that holds the length, and the mean of 0 that makes the direction the principal component.",
    control="The same samples without the brake, which is Hebb's rule; and with the brake, but with the mean of the "
    "inputs put at $(1, -2)$.",
    longer="With 20,000 samples instead of 4,000 all of this stays as it is: the lengths stay within 1 % of 1, and of "
    "the cosines those with the mean at 0 stay above 0.99 and the others below 0.5.",
    refuted="the weights had kept their length without the brake, or had found the principal component wherever the "
    "mean of the inputs lay",
)
def brake():
    """Oja's rule, then without its brake, then on inputs whose mean is not 0."""
    whole, moved, wild = (ends(4000, *how) for how in ((0,), ((1, -2),), (0, hebb.hebb)))
    told = (
        "With each of five seeds Oja's weights end, after 4,000 samples, within 1 % of the length 1, and the cosine of "
        f"their angle with the first principal component is at least {whole[:, 1].min():.4f}. Without the brake all "
        "five are longer than a million. With the mean at $(1, -2)$ they keep the length, but the cosine is "
        f"{plus_minus(moved[:, 1], 2)} (± is the standard deviation)."
    )
    runs = ((whole, moved), (ends(20_000, 0), ends(20_000, (1, -2))))
    holds = [abs(one[:, 0] - 1).max() < 0.01 for pair in runs for one in pair]
    holds += [pair[0][:, 1].min() > 0.99 and pair[1][:, 1].max() < 0.5 for pair in runs]
    return Found(told, bool(all(holds) and wild[:, 0].min() > 1e6))


def late(X, y, goal, steps):
    """How far the weights are from least squares in the second half of that many steps: (seeds,)."""
    found = []
    for seed in SEEDS:
        order = np.random.default_rng(seed).integers(len(X), size=steps)
        path = delta.sample_path(X, y, goal + 1, 0.05, order)[steps // 2 :] - goal
        found.append(np.sqrt(np.mean(np.sum(path**2, axis=1))))
    return np.array(found)


@claim(
    "neu-rest",
    "What keeps them moving is that the samples disagree.",
    control="The same inputs in the same order at the same $\\eta$, but with targets that lie exactly on the "
    "least-squares line, so that all samples pull to the same place.",
    longer="With 12,000 steps instead of 3,000 the distance stays as it is where the samples disagree, and falls to "
    "rounding where they agree.",
    refuted="the weights had gone on moving where all samples agree, or come to rest where they don't",
)
def rest():
    """Samples one by one at η = 0.05, with targets beside the line and on it."""
    lab = labs.delta.state(centre=2.0)
    X, y = delta.with_constant(lab["x"]), lab["y"]
    goal = delta.least_squares(X, y)
    found, agreed, longer = late(X, y, goal, 3000), late(X, X @ goal, goal, 3000), late(X, y, goal, 12_000)
    told = (
        "Five random orders of the samples, $\\eta = 0.05$, 3,000 steps that start away from the goal: in the second "
        f"half the weights' distance from least squares is {plus_minus(found, 3)} (± is the standard deviation over "
        "the five orders). If the samples agree, it is below $10^{-6}$."
    )
    stays = abs(longer.mean() - found.mean()) < 2 * found.std(ddof=1) and late(X, X @ goal, goal, 12_000).max() < 1e-12
    return Found(told, bool(found.min() > 0.05 and agreed.max() < 1e-6 and stays))
