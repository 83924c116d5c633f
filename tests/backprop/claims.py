"""Causal claims of the chapter on back-propagation, with their controls."""

from functools import cache

import numpy as np

from nbhelpers.backprop import new_net, squared_error
from nbhelpers.backprop.point_sets import crescents
from nbhelpers.nn import twins
from tests.claims.registry import Found, claim

SEEDS = range(5)


def start(seed, scale):
    """The generator, a hundred points on the crescents, and a pair of equal nets, as in the labs."""
    rng = np.random.default_rng(seed)
    x, y = crescents(100, 0.15, rng)
    net = new_net((2, 4, 1), rng)
    return rng, x, y, twins.Twins(*(part[:1] for part in twins.twins(net._replace(v=scale * net.v, w=scale * net.w))))


@cache
def freed(seed):
    """Share classified correctly by a stuck net and by two copies: output divided by 100, hidden units divided by 100.

    (3, 3): just before they go on at η = 10, and after 100 and 200 epochs more. Last, the mean of ŷ(1 − ŷ) before.
    """
    rng, x, y, net = start(seed, 2)
    for _ in range(100):
        net = twins.epoch(net, x, y, 1000.0, 10, rng)
    y_hat = twins.outputs(net, x)
    v, gamma, w, theta = net
    nets = twins.Twins(*(np.concatenate(parts) for parts in (
        (v, v, v / 100), (gamma, gamma, gamma / 100), (w, w / 100, w), (theta, theta / 100, theta))))  # fmt: skip
    right = []
    for epochs in (0, 100, 100):
        for _ in range(epochs):
            nets = twins.epoch(nets, x, y, 10.0, 10, rng)
        right.append(((twins.outputs(nets, x) > 0.5) == y).mean(axis=(1, 2)))
    return np.array(right), float(np.mean(y_hat * (1 - y_hat)))


@claim(
    "bp-stuck",
    "What keeps the net stuck is its saturated output, not the long steps of the past.",
    control="The same stuck nets at the same small rate, with the weights and the threshold of the output divided by "
    "100. Not one decision changes by that; only the saturation goes. Divided in the hidden units instead, they stay "
    "stuck.",
    longer="After 200 epochs at the small rate instead of 100 the stuck nets still guess, and the "
    "freed ones have gone on learning.",
    refuted="the stuck nets learned at the small rate as they are, or did not with their output divided by 100",
)
def stuck():
    """Nets stuck after 100 epochs at η = 1000, gone on at η = 10: as they are, and freed."""
    right, slopes = zip(*map(freed, SEEDS), strict=True)
    as_it_is, output, hidden = 100 * np.array(right).transpose(2, 1, 0)  # each (looks, seeds)
    told = (
        f"Five nets (five seeds) are stuck after 100 epochs at $\\eta = 1000$. At $\\eta = 10$ they go on for 100 "
        f"epochs and still classify {as_it_is[1].mean():.0f} % correctly. With the output divided by 100 each of the "
        f"five gets above 80 %, with the hidden units divided by 100 {hidden[1].mean():.0f} %. Before that the mean of "
        "$\\hat y(1 - \\hat y)$ is below $10^{-6}$ in each."
    )
    holds = (output[0] == as_it_is[0]).all() and as_it_is.max() < 60 and output[1:].min() > 80 and hidden.max() < 60
    holds = holds and output[2].mean() > output[1].mean()
    return Found(told, bool(holds and max(slopes) < 1e-6))


@cache
def after(steps, seed):
    """E at the start, after so many steps of single samples, and after so many of all hundred, at η = 0.3."""
    rng, x, y, single = start(seed, 1)
    every, losses = single, []
    losses.append(squared_error(twins.outputs(single, x)[0], y).mean())
    for _ in range(steps // 100):
        single = twins.epoch(single, x, y, 0.3, 1, rng)
    for _ in range(steps):
        every = twins.step(every, x, y, 0.3)
    return np.array(losses + [squared_error(twins.outputs(net, x)[0], y).mean() for net in (single, every)])


@claim(
    "bp-steps",
    "A step is worth about the same: standard BP just takes more of them.",
    control="The same number of steps for both, instead of the same number of sweeps.",
    longer="After 1,000 steps instead of 100 the two still differ by less than a tenth of what they have gained.",
    refuted="standard BP stayed ahead after as many steps, or fell behind by a good part of what it had gained",
)
def steps():
    """Standard and accumulated BP at η = 0.3 after equally many steps."""
    (first, single, every), longer = (np.transpose([after(steps, seed) for seed in SEEDS]) for steps in (100, 1000))
    told = (
        f"From $E = {first.mean():.3f}$ a hundred steps lead standard BP, in one sweep, to {single.mean():.3f} ± "
        f"{single.std(ddof=1):.3f} and accumulated BP, in a hundred sweeps, to {every.mean():.3f} ± "
        f"{every.std(ddof=1):.3f}. From the same start the two differ by {np.mean(single - every):.4f} ± "
        f"{np.std(single - every, ddof=1):.4f} (five seeds; ± is the standard deviation)."
    )
    near = [abs(np.mean(one - other)) < 0.1 * np.mean(begun - other)
            for begun, one, other in ((first, single, every), longer)]  # fmt: skip
    return Found(told, bool(all(near)))
