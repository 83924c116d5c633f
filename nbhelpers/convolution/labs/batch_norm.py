"""Lab `convolution.batch_norm`: what reaches the activation, before and after batch norm."""

from statistics import NormalDist

import numpy as np

from nbhelpers.backprop import sigmoid
from nbhelpers.convolution.batch_norm import batch_norm
from nbhelpers.lab import Lab, Panel, Range
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent

BATCHES = 200
REACH = 8.0
GRID = np.linspace(-REACH, REACH, 81)
LINEAR = 1.0  # between -1 and 1 the sigmoid leaves its tangent by less than 0.02
NORMAL = NormalDist()


def batch_norm_state(mean, spread, gamma, beta, batch):
    """Densities before and after; how steep the sigmoid is there; one value in many batches, normalised."""
    rng = np.random.default_rng(0)
    others = rng.normal(mean, spread, (batch - 1, BATCHES))
    one = np.full((1, BATCHES), mean + spread)  # the sample we follow: one standard deviation above the mean
    found = batch_norm(np.concatenate([one, others]), np.full(BATCHES, gamma), np.full(BATCHES, beta)).y[0]
    return {
        "before": _density(mean, spread), "after": _density(beta, abs(gamma)), "gamma": gamma, "beta": beta,
        "mean": mean, "spread": spread, "batch": batch, "slopes": [_slope(mean, spread), _slope(beta, abs(gamma))],
        "linear": [_inside(mean, spread), _inside(beta, abs(gamma))], "one": np.sort(found),
        "target": gamma + beta, "undone": abs(gamma - spread) < 1e-9 and abs(beta - mean) < 1e-9,
    }  # fmt: skip


def _density(mean, spread):
    """Of N(mean, spread^2) on GRID; a spread of 0 is drawn as a very narrow one."""
    spread = max(spread, 0.05)
    return np.exp(-0.5 * ((GRID - mean) / spread) ** 2) / (spread * np.sqrt(2 * np.pi))


def _slope(mean, spread):
    """The mean of sigmoid'(z) for z ~ N(mean, spread^2), by the middle of 400 equal shares."""
    z = mean + spread * np.array([NORMAL.inv_cdf((i + 0.5) / 400) for i in range(400)])
    f = sigmoid(z)
    return float((f * (1 - f)).mean())


def _inside(mean, spread):
    """The share of N(mean, spread^2) that lies in the linear part of the sigmoid."""
    if spread == 0:
        return float(abs(mean) <= LINEAR)
    dist = NormalDist(mean, spread)
    return dist.cdf(LINEAR) - dist.cdf(-LINEAR)


def batch_norm_setup(shapes, strip):
    axes = shapes.add_axes((0.09, 0.14, 0.88, 0.76))
    axes.set(xlim=(-REACH, REACH), ylim=(0, 1.12), xlabel="what reaches the activation", xticks=[-8, -4, 0, 4, 8])
    axes.set_yticks([0, 0.5, 1])
    axes.axvspan(-LINEAR, LINEAR, color=COLOUR["grid"], lw=0, alpha=0.45)
    axes.plot(GRID, sigmoid(GRID), color=COLOUR["muted"], lw=1.2, dashes=(4, 2))
    axes.text(7.9, 1.03, "sigmoid", color=COLOUR["muted"], ha="right", fontsize=11)
    below = strip.add_axes((0.13, 0.17, 0.84, 0.71))
    below.set(xlim=(-REACH, REACH), ylim=(0, 1), xlabel="one sample after batch norm", xticks=[-8, -4, 0, 4, 8])
    below.set_yticks([0, 0.5, 1])
    below.set_title(f"the same sample in {BATCHES} batches")
    return {
        "before": axes.fill_between(GRID, GRID * 0, color=COLOUR["noise"], alpha=0.4, lw=0),
        "before line": axes.plot([], [], color=COLOUR["noise"], lw=1.6)[0],
        "after": axes.plot([], [], color=COLOUR["activation"], lw=2.4)[0],
        "names": [
            axes.text(0, 0, "before", color=COLOUR["noise"], ha="center", va="bottom", fontsize=11),
            axes.text(0, 0, "after", color=COLOUR["activation"], ha="center", va="bottom", fontsize=11),
        ],
        "one": below.plot([], [], color=COLOUR["activation"], lw=2, drawstyle="steps-post")[0],
        "target": below.plot([], [], color=COLOUR["target"], lw=1.4, dashes=(3, 2))[0],
        "note": below.text(-7.6, 0.9, "", color=COLOUR["target"], fontsize=11),
    }


def batch_norm_update(artists, state):
    before, after = np.minimum(state.before, 1.08), np.minimum(state.after, 1.08)
    outline = np.concatenate([np.stack([GRID, before], 1), [[REACH, 0], [-REACH, 0]]])
    artists.before.set_verts([outline])
    artists["before line"].set_data(GRID, before)
    artists.after.set_data(GRID, after)
    at = [GRID[before.argmax()], GRID[after.argmax()]]
    tops = [min(before.max(), 0.98), min(after.max(), 0.98)]
    if abs(at[0] - at[1]) < 2.6 and abs(tops[0] - tops[1]) < 0.08:
        lower = 0 if tops[0] < tops[1] else 1
        tops[1 - lower] = min(tops[lower] + 0.09, 1.06)
        tops[lower] = tops[1 - lower] - 0.09
    for name, x, y in zip(artists.names, at, tops, strict=True):
        name.set_position((float(np.clip(x, -6.6, 6.6)), y + 0.01))
    share = np.arange(1, BATCHES + 1) / BATCHES
    artists.one.set_data(np.clip(state.one[::2], -REACH, REACH), share[::2])
    artists.target.set_data([state.target] * 2, [0, 1])
    artists.note.set_text(f"γ + β = {state.target:.1f}")


def batch_norm_sentence(state):
    (before, after), (inside, within) = state.slopes, state.linear
    low, high = (float(np.quantile(state.one, q)) for q in (0.05, 0.95))
    told = (
        f"In the linear part of the sigmoid lay {percent(inside)}, now {percent(within)}; its mean slope was "
        f"{before:.3f} and is {after:.3f} (it can't exceed 0.25)"
    )
    if state.undone:
        told = f"γ and β undo the normalising, what comes out is what went in; the mean slope stays {after:.3f}"
    elif after < 0.05:
        told += f", so the sigmoid is saturated{' again' * (before < 0.05)}"
    many = f"in batches of {state.batch} the same sample comes out "
    many += f"between {low:.1f} and {high:.1f} nine times in ten"
    if state.batch == 2:
        many += ", for of two numbers x̂ makes +1 and −1, whatever they are"
    return f"{told}; {many}."


normed = Lab(
    name="convolution.batch_norm",
    title="Into the linear part, and out again",
    controls=(
        Range("mean", "mean before", -4.0, 4.0, default=4.0, recorded=(0.0, 4.0)),
        Range("spread", "spread before", 0.1, 4.0, default=2.0, step=0.1, recorded=(0.1, 2.0)),
        Range("gamma", "γ", 0.0, 4.0, default=1.0, step=0.1, recorded=(0.1, 1.0, 2.0, 4.0)),
        Range("beta", "β", -4.0, 4.0, default=0.0, step=0.1, recorded=(-4.0, 0.0, 4.0)),
        Range("batch", "batch size", 2, 256, default=32, log=True, recorded=(2, 4, 32, 256)),
    ),
    panels=(
        Panel("shapes", "the distribution of the sums before and after, over the sigmoid", width=350, height=270),
        Panel("strip", "how often, from 0 to 1, the followed sample comes out below each value", width=280, height=270),
    ),
    compute=batch_norm_state,
    setup=batch_norm_setup,
    update=batch_norm_update,
    read=batch_norm_sentence,
)
