"""The exercises on batch norm and dropout."""

import numpy as np

from nbhelpers.convolution import batch_norm as norm
from nbhelpers.exercise import Case, Exercise, Hint

FEW = np.array([1.0, 3.0, 5.0, 11.0])
TINY = np.array([0.001, 0.002, -0.001, 0.004])
UNITS = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
KEEP = np.array([1.0, 0.0, 1.0, 1.0, 0.0])


def _normed_truth(x, gamma, beta, eps):
    """From all pairs: the mean square distance of two members of a batch is twice its variance."""
    variance = np.mean((x[:, None] - x) ** 2) / 2
    return np.array([gamma * np.mean(value - x) / np.sqrt(variance + eps) + beta for value in x])


def _hat(x, eps):
    return (x - x.mean()) / np.sqrt(x.var() + eps)


def _normed_by(below):
    """Batch norm with another number below the line."""
    return lambda x, gamma, beta, eps: gamma * (x - x.mean()) / below(x, eps) + beta


def _for_each_unit(answer):
    def batch_norm(x, gamma, beta, eps=norm.EPS):
        normed, units = norm.batch_norm(x, gamma, beta, eps), np.moveaxis(x, 1, 0)
        y = [answer(np.ravel(unit), *scale, eps) for unit, *scale in zip(units, gamma, beta, strict=True)]
        return normed._replace(y=np.moveaxis(np.reshape(y, units.shape), 0, 1))

    return batch_norm


batch_norm = Exercise(
    name="convolution.batch_norm",
    title="Batch norm of one unit",
    task="""\
Write `batch_norm(x, gamma, beta, eps)`: what batch norm makes of one unit's values in a batch.

Given are the values `x`, shape (m,), one for each sample, the numbers `gamma` and `beta`, and `eps`, which is added to
the variance. The answer has shape (m,).""",
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
        Case("a negative gamma, large values, a large eps", (100 * FEW[:3] - 250, -0.5, 3.0, 2.0)),
        Case("a batch of one", (np.array([7.0]), 2.0, 0.25, 1e-3)),
    ),
    truth=_normed_truth,
    hints=(
        Hint("eps outside", "You added eps outside the root. It belongs under it, next to the variance.",
             _normed_by(lambda x, eps: x.std() + eps)),
        Hint("no eps", "eps is missing. It stands under the root, next to the variance.",
             _normed_by(lambda x, eps: x.std())),
        Hint("eps squared", "eps is squared under the root. It stands there as it is.",
             _normed_by(lambda x, eps: np.sqrt(x.var() + eps**2))),
        Hint("root of eps outside", "The root is that of variance and eps together.",
             _normed_by(lambda x, eps: x.std() + np.sqrt(eps))),
        Hint("eps after the division", "The brackets: eps is added to the variance, under the root.",
             lambda x, gamma, beta, eps: gamma * ((x - x.mean()) / x.std() + eps) + beta),
        Hint("variance", "You divide by the variance. Divide by its root.",
             _normed_by(lambda x, eps: x.var() + eps)),
        Hint("root of the standard deviation", "You took the root of the standard deviation, not that of the variance.",
             _normed_by(lambda x, eps: np.sqrt(x.std() + eps))),
        Hint("variance squared", "The variance is squared. Its root, with eps, stands below the line.",
             _normed_by(lambda x, eps: np.sqrt(x.var() ** 2 + eps))),
        Hint("m minus one", "You divided the sum of squares by m - 1. Within a batch it is m.",
             _normed_by(lambda x, eps: np.sqrt(np.sum((x - x.mean()) ** 2) / np.float64(len(x) - 1) + eps))),
        Hint("length", "You added up the squares. The variance is their mean.",
             _normed_by(lambda x, eps: np.sqrt(np.sum((x - x.mean()) ** 2) + eps))),
        Hint("mean square", "Those are squares of x. The variance is the mean of the squared deviations.",
             _normed_by(lambda x, eps: np.sqrt(np.mean(x**2) + eps))),
        Hint("sizes", "You took the mean absolute deviation. Divide by the root of their mean square.",
             _normed_by(lambda x, eps: np.sqrt(np.mean(np.abs(x - x.mean())) + eps))),
        Hint("range", "You divided by the range. Batch norm divides by the standard deviation.",
             _normed_by(lambda x, eps: x.max() - x.min() + eps)),
        Hint("from 0 to 1", "You stretched the values to lie between 0 and 1. Batch norm takes off the mean.",
             lambda x, gamma, beta, eps: gamma * (x - x.min()) / (x.max() - x.min() + eps) + beta),
        Hint("multiplied", "You multiplied by the root. Divide by it.",
             _normed_by(lambda x, eps: 1 / np.sqrt(x.var() + eps))),
        Hint("no division", "The mean is taken off; the values still have to be divided by their standard deviation.",
             _normed_by(lambda x, eps: 1)),
        Hint("no gamma, no beta", "The values are normalised; gamma and beta still have to stretch and shift them.",
             lambda x, gamma, beta, eps: _hat(x, eps)),
        Hint("no gamma", "gamma is missing: it stretches the normalised values.",
             lambda x, gamma, beta, eps: _hat(x, eps) + beta),
        Hint("no beta", "beta is missing: it is added at the end.",
             lambda x, gamma, beta, eps: gamma * _hat(x, eps)),
        Hint("gamma and beta swapped", "gamma and beta have changed places: gamma stretches, beta shifts.",
             lambda x, gamma, beta, eps: beta * _hat(x, eps) + gamma),
        Hint("beta stretched",
             "First gamma, then beta: beta is added at the very end and not multiplied by anything.",
             lambda x, gamma, beta, eps: gamma * (_hat(x, eps) + beta)),
        Hint("beta taken off", "beta is added, not taken off.",
             lambda x, gamma, beta, eps: gamma * _hat(x, eps) - beta),
        Hint("divided by gamma", "gamma multiplies the normalised values.",
             lambda x, gamma, beta, eps: _hat(x, eps) / gamma + beta),
        Hint("gamma added", "gamma multiplies the normalised values; only beta is added.",
             lambda x, gamma, beta, eps: gamma + _hat(x, eps) + beta),
        Hint("no mean", "The mean has not been taken off.",
             lambda x, gamma, beta, eps: gamma * x / np.sqrt(x.var() + eps) + beta),
        Hint("mean after the division", "The brackets: first the mean is taken off, then all of it is divided.",
             lambda x, gamma, beta, eps: gamma * (x - x.mean() / np.sqrt(x.var() + eps)) + beta),
        Hint("mean minus x", "You subtracted the value from the mean. It is the other way round.",
             lambda x, gamma, beta, eps: -gamma * _hat(x, eps) + beta),
        Hint("median", "You subtracted the median. It should be the mean.",
             lambda x, gamma, beta, eps: gamma * (x - np.median(x)) / np.sqrt(x.var() + eps) + beta),
        Hint("gamma before the mean", "First the mean is taken off, then gamma multiplies.",
             lambda x, gamma, beta, eps: (gamma * x - x.mean()) / np.sqrt(x.var() + eps) + beta),
        Hint("beta below", "beta is below the line. It is added at the very end.",
             lambda x, gamma, beta, eps: gamma * (x - x.mean()) / (np.sqrt(x.var() + eps) + beta)),
        Hint("not normalised",
             "The values are not normalised: take off the mean, divide by the root of variance and eps.",
             lambda x, gamma, beta, eps: gamma * x + beta),
        Hint("beta above the line", "beta is divided as well. It is added at the very end.",
             lambda x, gamma, beta, eps: gamma * (x - x.mean() + beta) / np.sqrt(x.var() + eps)),
        Hint("squared mean", "That is the square of the mean. The variance is the mean of the squared deviations.",
             _normed_by(lambda x, eps: np.sqrt(x.mean() ** 2 + eps))),
    ),
    solution="""\
def batch_norm(x, gamma, beta, eps):
    mean = x.mean()
    x_hat = (x - mean) / np.sqrt(np.mean((x - mean) ** 2) + eps)
    return gamma * x_hat + beta
""",
    place="convolution.batch_norm.batch_norm",
    fits=_for_each_unit,
)  # fmt: skip


def _dropout_truth(x, keep, p):
    """The factor c of a kept unit from its mean over both fates: p * 0 + (1 - p) * c = 1."""
    c = np.linalg.solve([[1 - p]], [1.0])[0]
    return np.where(keep > 0, c * x, 0.0)


def _as_a_mask(answer):
    """What becomes of units that all say 1."""

    def dropout_mask(shape, p, rng, dtype=float):
        keep = (rng.random(shape, dtype=np.float32) >= p).astype(float)
        return np.asarray(answer(np.ones(shape), keep, p), dtype)

    return dropout_mask


dropout = Exercise(
    name="convolution.dropout",
    title="Dropout that keeps the mean",
    task="""\
Write `dropout(x, keep, p)`: what the next layer receives of the units `x` in training, scaled so that the mean over
many draws is `x` itself.

Given are the activations `x`, shape (n,), one draw `keep` of 0 (left out) and 1 (kept), shape (n,), and the probability
`p` with which a unit is left out.""",
    start="""\
def dropout(x, keep, p):
    # keep: 0 or 1 for each unit   p: probability of a 0
    return ...
""",
    cases=(
        Case("half of them", (UNITS, KEEP, 0.5)),
        Case("a fifth of them", (UNITS, KEEP, 0.2)),
        Case("p = 0, nobody left out", (UNITS, np.ones(5), 0.0)),
        Case("all of them, by chance", (UNITS[:3], np.zeros(3), 0.3)),
        Case("most of them, and negative values", (100 - 60 * UNITS, 1 - KEEP, 0.9)),
    ),
    truth=_dropout_truth,
    hints=(
        Hint("no scale", "The mean over many draws is now (1 - p) x. What brings it back to x?",
             lambda x, keep, p: x * keep),
        Hint("times", "You made the kept ones smaller, not larger: divide by 1 - p.",
             lambda x, keep, p: x * keep * (1 - p)),
        Hint("times p", "You multiplied by p. What brings the mean back is a division by 1 - p.",
             lambda x, keep, p: x * keep * p),
        Hint("divided by p", "You divided by p, the share of those left out. Divide by that of the kept ones.",
             lambda x, keep, p: x * keep / p),
        Hint("1 + p", "1 + p is not enough to bring the mean back: divide by 1 - p.",
             lambda x, keep, p: x * keep * (1 + p)),
        Hint("divided by 1 + p", "You divided by 1 + p. The share of the kept ones is 1 - p.",
             lambda x, keep, p: x * keep / (1 + p)),
        Hint("root", "You divided by the root of 1 - p. That keeps the mean square; here the mean is to be kept.",
             lambda x, keep, p: x * keep / np.sqrt(1 - p)),
        Hint("squared", "You divided by 1 - p twice. Once brings the mean back.",
             lambda x, keep, p: x * keep / (1 - p) ** 2),
        Hint("brackets", "The brackets: 1 - p as a whole is below the line.",
             lambda x, keep, p: x * keep / 1 - p),
        Hint("the lost ones", "You kept those that should be left out.",
             lambda x, keep, p: x * (1 - keep) / (1 - p)),
        Hint("the lost ones, no scale", "You kept those that should be left out, and the mean is not brought back.",
             lambda x, keep, p: x * (1 - keep)),
        Hint("the lost ones over p", "You kept those that should be left out: keep is 1 where a unit stays.",
             lambda x, keep, p: x * (1 - keep) / p),
        Hint("nobody left out", "Nobody is left out: multiply by keep.",
             lambda x, keep, p: x / (1 - p)),
        Hint("unchanged", "Nobody is left out, and nothing is scaled. (So it is at test time.)",
             lambda x, keep, p: x),
        Hint("mean of the draws", "That is the mean over many draws. This one draw is asked for.",
             lambda x, keep, p: x * (1 - p)),
        Hint("left out as they are", "The units left out keep their values. They should be 0.",
             lambda x, keep, p: np.where(keep > 0, x / (1 - p), x)),
        Hint("left out at p", "Those left out come through a little. They are 0 in training.",
             lambda x, keep, p: np.where(keep > 0, x / (1 - p), p * x)),
        Hint("taken away", "The units left out are gone from the array. They stay in their places, as 0.",
             lambda x, keep, p: x[keep > 0] / (1 - p)),
        Hint("taken away, no scale", "The units left out are gone from the array. They stay in their places, as 0.",
             lambda x, keep, p: x[keep > 0]),
        Hint("draw alone", "x is missing: the draw multiplies the activations.",
             lambda x, keep, p: keep / (1 - p)),
        Hint("counted", "You divide by the share that this draw happened to keep. Over all draws that share is 1 - p.",
             lambda x, keep, p: x * keep / keep.mean()),
        Hint("number kept", "You divide by the number of those kept. Divide by the share kept on average, 1 - p.",
             lambda x, keep, p: x * keep / keep.sum()),
        Hint("sum kept", "You gave the sum its old size back, whatever was drawn. Divide by 1 - p.",
             lambda x, keep, p: x * keep * x.sum() / (x * keep).sum()),
        Hint("lost ones scaled",
             "You scaled those left out, and let them through. They are 0; the kept ones are divided.",
             lambda x, keep, p: np.where(keep > 0, x, x / (1 - p))),
        Hint("lost ones fainter",
             "Those left out come through, fainter. They are 0 in training; the kept ones are divided.",
             lambda x, keep, p: np.where(keep > 0, x, x * (1 - p))),
        Hint("p x added", "You added p x, and so let those left out through. Divide the kept ones by 1 - p.",
             lambda x, keep, p: x * keep + p * x),
    ),
    solution="""\
def dropout(x, keep, p):
    return x * keep / (1 - p)
""",
    place="convolution.dropout.dropout_mask",
    fits=_as_a_mask,
)  # fmt: skip
