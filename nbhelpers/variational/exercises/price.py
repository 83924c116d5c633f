"""Exercise: the price of a cloud, its KL from N(0, I)."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

MU = np.array([[0.5, -1.0], [2.0, 0.3], [-0.7, 1.5]])
LOG_VAR = np.array([[0.0, -1.2], [0.7, -2.0], [-0.4, 0.2]])
WIDE = np.sin(np.arange(12.0)).reshape(3, 4), np.cos(2 * np.arange(12.0)).reshape(3, 4)
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(20)


def _truth(mu, log_var):
    """The mean of ln Q − ln p over the cloud, by quadrature, number by number."""
    total = np.zeros(len(mu))
    for (i, _), m in np.ndenumerate(mu):
        sigma = np.exp(log_var[i, _] / 2)
        z = m + sigma * NODES
        total[i] += WEIGHTS @ (-(NODES**2) / 2 - np.log(sigma) + z**2 / 2) / WEIGHTS.sum()
    return total


def _sum(terms, by=2.0):
    return lambda mu, log_var: np.sum(terms(mu, log_var), axis=1) / by


def right(mu, s):
    return mu**2 + np.exp(s) - 1 - s


SD = "`log_var` is ln σ², so σ² = exp(log_var), without a root or a square."

price = Exercise(
    name="variational.price",
    title="What a cloud costs",
    task="""\
Write `price(mu, log_var)`: for each sample the KL divergence of its cloud from N(0, I), summed over the numbers of the
code.

`mu` and `log_var` (this is ln σ²) have shape (m, k); the answer has shape (m,).""",
    start="""\
def price(mu, log_var):
    # mu, log_var: (m, k)
    terms = ...
    return terms.sum(axis=1)
""",
    cases=(
        Case("three samples, two numbers", (MU, LOG_VAR)),
        Case("four numbers", WIDE),
        Case("one sample", (MU[1:2], LOG_VAR[1:2])),
        Case("standard clouds cost nothing", (np.zeros((2, 3)), np.zeros((2, 3)))),
    ),
    truth=_truth,
    hints=(
        Hint("no half", "That is twice as much as it should be: the factor ½ is missing.", _sum(right, 1.0)),
        Hint("root", SD, _sum(lambda mu, s: mu**2 + np.exp(s / 2) - 1 - s)),
        Hint("square", SD, _sum(lambda mu, s: mu**2 + np.exp(2 * s) - 1 - s)),
        Hint("variance", "`log_var` is already the logarithm.", _sum(lambda mu, s: mu**2 + np.exp(s) - 1 - np.exp(s))),
        Hint("no logarithm", "The term − ln σ² is missing: nothing would keep the cloud from vanishing.",
             _sum(lambda mu, s: mu**2 + np.exp(s) - 1)),
        Hint("mean", "Sum over the numbers of the code; you took their mean.",
             lambda mu, s: np.mean(right(mu, s), axis=1) / 2),
        Hint("all", "One number for each sample: sum over axis 1 only.", lambda mu, s: np.sum(right(mu, s)) / 2),
        Hint("no one", "The −1 is missing: a standard cloud costs nothing.",
             _sum(lambda mu, s: mu**2 + np.exp(s) - s)),
        Hint("sign", "The logarithm has the opposite sign.", _sum(lambda mu, s: mu**2 + np.exp(s) - 1 + s)),
        Hint("mean not squared", "The mean is squared: a cloud on the left costs as much as one on the right.",
             _sum(lambda mu, s: mu + np.exp(s) - 1 - s)),
    ),
    solution="""\
def price(mu, log_var):
    terms = (mu**2 + np.exp(log_var) - 1 - log_var) / 2
    return terms.sum(axis=1)
""",
)  # fmt: skip
