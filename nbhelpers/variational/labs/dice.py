"""Lab `variational.dice`: the gradient of a mean over draws, estimated along z and by weighing the draws."""

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.words import say

TARGET, RUNS, BINS, REACH = 1.0, 1000, 40, 4.0


def estimates(mu, sigma, draws, rng):
    """RUNS estimates of d/dmu of the mean of (z - 1)^2 / 2, z ~ N(mu, sigma^2): along z, and by weighing: (2, RUNS)."""
    eps = rng.normal(size=(RUNS, draws))
    z = mu + sigma * eps
    return np.array([np.mean(z - TARGET, axis=1), np.mean((z - TARGET) ** 2 / 2 * eps / sigma, axis=1)])


def dice_state(mu, sigma, draws, seed):
    """Histograms of both, and what they are estimates of."""
    found = estimates(mu, sigma, int(draws), np.random.default_rng(seed))
    true, edges = mu - TARGET, np.linspace(-REACH, REACH, BINS + 1)
    shares = [np.histogram(np.clip(row - true, -REACH, REACH), edges)[0] / RUNS for row in found]
    return {"true": true, "edges": edges, "shares": shares, "sds": found.std(axis=1), "means": found.mean(axis=1),
            "draws": int(draws)}  # fmt: skip


def dice_setup(along, weighed):
    artists = {}
    for name, figure, role, title in (("along", along, "activation", "along z, ε from outside"),
                                      ("weighed", weighed, "error", "by weighing the draws")):  # fmt: skip
        axes = kit.axes(figure, (0.1, 0.24, 0.87, 0.62), title, role, xlim=(-REACH, REACH), ylim=(0, 0.5), yticks=(),
                        xticks=(-4, -2, 0, 2, 4), xlabel="estimate minus true gradient")  # fmt: skip
        artists[name] = kit.band(axes, role, 0.6)
        kit.line(axes, "ink", [0, 0], [0, 0.5], lw=1)
    return artists


def dice_update(artists, state):
    for name, shares in zip(("along", "weighed"), state.shares, strict=True):
        kit.outline(artists[name], state.edges, np.minimum(shares, 0.5))


def dice_sentence(state):
    along, weighed = state.sds
    yield say("Weighing the draws is {times:.1f} times as noisy as going along z." if weighed > along else
              "Here going along z is the noisier way: {times:.1f} times.",
              times=max(weighed / along, along / weighed))  # fmt: skip
    yield say("The true gradient is {true:.2f}. With {draws} draws an estimate has the standard deviation {along:.2f} "
              "along z and {weighed:.2f} by weighing.",
              true=state.true, draws=state.draws, along=along, weighed=weighed)  # fmt: skip
    yield say("Their means over a thousand estimates are {first:.2f} and {second:.2f}.", first=state.means[0],
              second=state.means[1])  # fmt: skip


dice = Lab(
    name="variational.dice",
    title="Two estimates of one gradient: one is far noisier",
    controls=(
        Range("mu", "mean μ", -2.0, 2.0, default=0.0, step=0.1, recorded=(-1.0, 0.0, 1.0, 2.0)),
        Range("sigma", "standard deviation σ", 0.1, 2.0, default=0.5, step=0.1, recorded=(0.2, 0.5, 1.0)),
        Choice("draws", "draws in an estimate", {"1": "1", "10": "10", "100": "100"}, default="10"),
        Seed("seed", "seed", recorded=1),
    ),
    panels=(
        Panel("along", "histogram of a thousand estimates of the gradient along z, minus the true one", 340, 170),
        Panel("weighed", "histogram of a thousand estimates by weighing the draws, minus the true one", 340, 170),
    ),
    compute=dice_state, setup=dice_setup, update=dice_update, read=dice_sentence,
)  # fmt: skip
