"""The exercises on batch norm and dropout."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

FEW = np.array([1.0, 3.0, 5.0, 11.0])
TINY = np.array([0.001, 0.002, -0.001, 0.004])
UNITS = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
KEEP = np.array([1.0, 0.0, 1.0, 1.0, 0.0])


def _normed_truth(x, gamma, beta, eps):
    """From all pairs: the mean square distance of two members of a batch is twice its variance."""
    variance = np.mean((x[:, None] - x) ** 2) / 2
    return np.array([gamma * np.mean(value - x) / np.sqrt(variance + eps) + beta for value in x])


batch_norm = Exercise(
    name="convolution.batch_norm",
    title="Batch norm of one unit",
    task="""\
Write `batch_norm(x, gamma, beta, eps)`: what batch norm makes of one unit's values in a batch.

Given are the values `x`, shape (m,), one for each sample, the numbers `gamma` and `beta`, and `eps`, which keeps the
quotient finite. The answer has shape (m,).""",
    start="""\
def batch_norm(x, gamma, beta, eps):
    mean = ...
    x_hat = ...
    return ...
""",
    cases=(
        Case("gamma 1, beta 0", (FEW, 1.0, 0.0, 1e-5)),
        Case("a gamma and a beta", (FEW, 2.0, -1.0, 1e-5)),
        Case("values so small that eps matters", (TINY, 1.0, 0.5, 1e-5)),
    ),
    truth=_normed_truth,
    hints=(
        Hint(
            "eps outside",
            "eps stands beside the root. It belongs under it, next to the variance.",
            lambda x, gamma, beta, eps: gamma * (x - x.mean()) / (x.std() + eps) + beta,
        ),
        Hint(
            "variance",
            "You divide by the variance. Its root has the unit of x.",
            lambda x, gamma, beta, eps: gamma * (x - x.mean()) / (x.var() + eps) + beta,
        ),
        Hint(
            "m minus one",
            "You divided the sum of squares by m - 1. Within a batch it is m.",
            lambda x, gamma, beta, eps: gamma * (x - x.mean()) / np.sqrt(x.var(ddof=1) + eps) + beta,
        ),
        Hint(
            "no gamma, no beta",
            "The values are normalised; gamma and beta still have to stretch and move them.",
            lambda x, gamma, beta, eps: (x - x.mean()) / np.sqrt(x.var() + eps),
        ),
        Hint(
            "beta stretched",
            "First gamma, then beta: beta is added at the very end and not multiplied by anything.",
            lambda x, gamma, beta, eps: gamma * ((x - x.mean()) / np.sqrt(x.var() + eps) + beta),
        ),
        Hint(
            "no mean",
            "The mean has not been taken off.",
            lambda x, gamma, beta, eps: gamma * x / np.sqrt(x.var() + eps) + beta,
        ),
    ),
    solution="""\
def batch_norm(x, gamma, beta, eps):
    mean = x.mean()
    x_hat = (x - mean) / np.sqrt(np.mean((x - mean) ** 2) + eps)
    return gamma * x_hat + beta
""",
)


def _dropout_truth(x, keep, p):
    """The factor c of a kept unit from its mean over both fates: p * 0 + (1 - p) * c = 1."""
    c = np.linalg.solve([[1 - p]], [1.0])[0]
    return np.where(keep > 0, c * x, 0.0)


dropout = Exercise(
    name="convolution.dropout",
    title="Dropout that keeps the mean",
    task="""\
Write `dropout(x, keep, p)`: what training sees of the units `x`, so that the mean over many draws is `x` itself.

Given are the activations `x`, shape (n,), one draw `keep` of 0 (left out) and 1 (kept), shape (n,), and the probability
`p` with which a unit is left out.""",
    start="""\
def dropout(x, keep, p):
    return ...
""",
    cases=(
        Case("half of them", (UNITS, KEEP, 0.5)),
        Case("a fifth of them", (UNITS, KEEP, 0.2)),
        Case("p = 0, nobody left out", (UNITS, np.ones(5), 0.0)),
    ),
    truth=_dropout_truth,
    hints=(
        Hint(
            "no scale",
            "The mean over many draws is now (1 - p) x. What brings it back?",
            lambda x, keep, p: x * keep,
        ),
        Hint(
            "times",
            "You made the rest quieter, not louder: divide by 1 - p.",
            lambda x, keep, p: x * keep * (1 - p),
        ),
        Hint(
            "the lost ones",
            "You kept those that should be left out.",
            lambda x, keep, p: x * (1 - keep) / (1 - p),
        ),
        Hint(
            "counted",
            "You divide by the share that this draw happened to keep. Over all draws that share is 1 - p.",
            lambda x, keep, p: x * keep / keep.mean(),
        ),
    ),
    solution="""\
def dropout(x, keep, p):
    return x * keep / (1 - p)
""",
)
