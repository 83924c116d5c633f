"""Lab `convolution.batch_norm`: what reaches the activation, before and after batch norm."""

from statistics import NormalDist

import numpy as np

from nbhelpers.backprop import sigmoid
from nbhelpers.convolution.batch_norm import EPS, batch_norm
from nbhelpers.lab import Lab, Panel, Range, kit
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent, say

BATCHES = 200
REACH = 8.0
GRID = np.linspace(-REACH, REACH, 81)
SUMS = {"xlim": (-REACH, REACH), "xticks": (-8, -4, 0, 4, 8), "yticks": (0, 0.5, 1)}
LINEAR = 1.0  # between -1 and 1 the sigmoid leaves its tangent by less than 0.02
SATURATED = 0.05  # a mean derivative of the sigmoid below this
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
    return {**_shapes(shapes), **_strip(strip)}


def _shapes(figure):
    axes = kit.axes(figure, (0.09, 0.14, 0.88, 0.76), ylim=(0, 1.12), xlabel="what reaches the activation", **SUMS)
    axes.axvspan(-LINEAR, LINEAR, color=COLOUR["grid"], lw=0, alpha=0.45)
    kit.line(axes, "muted", GRID, sigmoid(GRID), lw=1.2, dashes=(4, 2))
    kit.note(axes, 7.9, 1.03, "sigmoid", "muted", ha="right")
    names = ("before", "noise"), ("after", "activation")
    return {
        "before": kit.band(axes, "noise", 0.4),
        "before line": kit.line(axes, "noise", lw=1.6),
        "after": kit.line(axes, "activation", lw=2.4),
        "names": [kit.note(axes, 0, 0, name, role, ha="center", va="bottom") for name, role in names],
    }


def _strip(figure):
    title = f"the same sample in {BATCHES} batches"
    axes = kit.axes(figure, (0.13, 0.17, 0.84, 0.71), title, ylim=(0, 1), xlabel="one sample after batch norm", **SUMS)
    return {
        "one": kit.line(axes, "activation", drawstyle="steps-post"),
        "target": kit.line(axes, "target", lw=1.4, dashes=(3, 2)),
        "note": kit.note(axes, -7.6, 0.9, role="target"),
    }


def batch_norm_update(artists, state):
    before, after = np.minimum(state.before, 1.08), np.minimum(state.after, 1.08)
    artists.before.set_xy([*zip(GRID, before, strict=True), (REACH, 0), (-REACH, 0)])
    artists["before line"].set_data(GRID, before)
    artists.after.set_data(GRID, after)
    _name(artists.names, before, after)
    share = np.arange(1, BATCHES + 1) / BATCHES
    artists.one.set_data(np.clip(state.one[::2], -REACH, REACH), share[::2])
    kit.upright(artists.target, state.target)
    artists.note.set_text(f"γ + β = {state.target:.1f}")


def _name(names, before, after):
    """Both names above the tops of their curves, apart where these are close."""
    at = GRID[[before.argmax(), after.argmax()]]
    tops = np.minimum([before.max(), after.max()], 0.98)
    if abs(at[0] - at[1]) < 2.6 and abs(tops[0] - tops[1]) < 0.08:
        tops = kit.spread_labels(tops[::-1], 0.09, high=1.06)[::-1]
    for name, x, y in zip(names, np.clip(at, -6.6, 6.6), tops + 0.01, strict=True):
        kit.put(name, x, y)


def batch_norm_sentence(state):
    (before, after), (inside, within) = state.slopes, state.linear
    low, high = np.quantile(state.one, (0.05, 0.95))
    yield _headline(state, before, after, low, high)
    yield say("With the mean and variance of all the data, {within} of the pre-activations now lie in the linear part "
              "of the sigmoid, from −1 to 1; before, {inside} did.",
              inside=percent(inside), within=percent(within))  # fmt: skip
    yield say("The sigmoid's mean derivative was {before:.3f} and is {after:.3f}; it cannot exceed 0.25.",
              before=before, after=after)  # fmt: skip
    yield say("In batches of {batch} the same sample comes out between {low:.1f} and {high:.1f} nine times in ten.",
              batch=state.batch, low=low, high=high)  # fmt: skip
    if state.batch == 2:
        yield say("Of two numbers x̂ makes +1 and −1, whatever they are (but for ε).")


def _headline(state, before, after, low, high):
    """What goes wrong, if anything does; else what batch norm, γ and β have done to the sums."""
    if state.gamma == 0:
        return say("With γ = 0 every pre-activation comes out as β = {beta:.1f}.", beta=state.beta)
    if after < SATURATED and not (state.undone and state.batch > 2):
        return say("γ and β push them out again: the sigmoid is saturated as before." if before < SATURATED
                   else "γ and β push the pre-activations out: now the sigmoid is saturated.")  # fmt: skip
    if state.batch == 2:
        return say("In a batch of two, a sample comes out as {high:.1f} or {low:.1f}.",
                   high=state.beta + state.gamma, low=state.beta - state.gamma)  # fmt: skip
    if high - low > state.gamma:
        return say("In so small a batch, one sample may come out anywhere from {low:.1f} to {high:.1f}.",
                   low=low, high=high)  # fmt: skip
    return _moved(state.undone, before, after)


def _moved(undone, before, after):
    if undone:
        return say("γ and β undo the normalising: the two curves are one.")
    if before < SATURATED:
        return say("Batch norm brings the sigmoid out of saturation.")
    if round(after - before, 3) == 0:
        return say("Batch norm leaves the sigmoid as steep as it was.")
    return say("Batch norm moves the pre-activations to where the sigmoid is steeper." if after > before
               else "Batch norm moves the pre-activations to where the sigmoid is flatter.")  # fmt: skip


def batch_norm_formulas(state):
    """The followed sample, one standard deviation above the mean, in a very large batch."""
    z, var = state.mean + state.spread, state.spread**2
    x_hat = Symbol("x̂", float((z - state.mean) / np.sqrt(var + EPS)), "normalised", ())
    yield Formula("{x_hat} = [{z} − {mean}|√({var} + {eps})]", {
        "x_hat": x_hat, "z": Symbol("x", z, "the sample we follow"),
        "mean": Symbol("μ", state.mean, "mean", ("before",)),
        "var": Symbol("σ²", var, "variance", ("before",)), "eps": Symbol("ε", EPS, "so that nothing is divided by 0"),
    })  # fmt: skip
    yield Formula("{y} = {gamma} · {x_hat} + {beta}", {
        "y": Symbol("y", state.gamma * x_hat.value + state.beta, "what reaches the activation", ("after", "target")),
        "gamma": Symbol("γ", state.gamma, "learned scale", ("after",)), "x_hat": x_hat,
        "beta": Symbol("β", state.beta, "learned shift", ("after",)),
    })  # fmt: skip


normed = Lab(
    name="convolution.batch_norm",
    title="Batch norm moves values to where the sigmoid is steep",
    controls=(
        Range("mean", "mean before", -4.0, 4.0, default=4.0, recorded=(0.0, 4.0)),
        Range("spread", "standard deviation before", 0.1, 4.0, default=2.0, step=0.1, recorded=(0.1, 2.0)),
        Range("gamma", "γ", 0.0, 4.0, default=1.0, step=0.1, recorded=(0.1, 1.0, 2.0, 4.0)),
        Range("beta", "β", -4.0, 4.0, default=0.0, step=0.1, recorded=(-4.0, 0.0, 4.0)),
        Range("batch", "batch size", 2, 256, default=32, log=True, recorded=(2, 4, 32, 256)),
    ),
    panels=(
        Panel("shapes", "how the pre-activations are distributed before and after, over the sigmoid", width=350,
              height=270),
        Panel("strip", "how often, from 0 to 1, the followed sample comes out below each value", width=280, height=270),
    ),
    compute=batch_norm_state, setup=batch_norm_setup, update=batch_norm_update, read=batch_norm_sentence,
    formulas=batch_norm_formulas,
)  # fmt: skip
