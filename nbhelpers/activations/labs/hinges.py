"""Lab `activations.hinges`: a curve laid out of ReLUs, by hand or by gradient descent, and how far off it is."""

from functools import lru_cache

import numpy as np

from nbhelpers.activations import hinges as mathematics
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.words import count, say
from nbhelpers.nn import mlp

X = np.linspace(-1, 1, 41)
FINE = np.linspace(-1, 1, 161)
CURVES = {
    "wave": lambda x: 0.3 * x + 0.6 * np.sin(2.5 * np.pi * x),
    "hump": lambda x: 1.6 * np.exp(-8 * x**2) - 0.8,
    "slope": lambda x: 0.8 * np.tanh(8 * x),
}
SIZES = (1, 2, 4, 8, 16, 32)
STEPS, ETA = 1000, 0.2
VIEW, PARTS, ERRORS = 1.25, 3.0, (1e-3, 1.5)


@lru_cache(maxsize=128)
def _net(curve, units, how):
    y = CURVES[curve]
    if how == "placed":
        knots = np.linspace(-1, 1, units + 1)
        return mathematics.through(knots, y(knots))
    start = mathematics.scattered(units, np.random.default_rng(0))
    return mathematics.descend(start, X, y(X), STEPS, ETA)


def _miss(net, curve):
    """The root of the mean squared error."""
    return float(np.sqrt(np.mean((mlp.predict(net, X[:, None])[:, 0] - CURVES[curve](X)) ** 2)))


def hinges_state(curve, units, how):
    """The net's curve, each unit's own part in it, and the errors of placed nets of every size."""
    net = _net(curve, units, how)
    at = mathematics.hinges(net)
    inside = np.sort(at[np.abs(at) < 1])
    bends = np.unique(np.concatenate([[-1.0], inside, [1.0]]))
    ends = np.stack([np.full(units, -1.0), np.clip(at, -1, 1), np.full(units, 1.0)])
    parts = np.maximum(ends * net.layers[0].weights + net.layers[0].bias, 0) * net.layers[1].weights[:, 0]
    return {
        "curve": curve, "units": units, "how": how, "inside": inside, "miss": _miss(net, curve),
        "x": bends, "y_hat": mlp.predict(net, bends[:, None])[:, 0],
        "ends": ends, "parts": parts, "placed": [_miss(_net(curve, k, "placed"), curve) for k in SIZES],
        "by_hand": _miss(_net(curve, units, "placed"), curve),
    }  # fmt: skip


def hinges_setup(curve, parts, error):
    return _lay_curve(curve) | _lay_parts(parts) | _lay_error(error)


def _lay_curve(figure):
    axes = kit.axes(figure, (0.1, 0.14, 0.87, 0.74), "the curve, and what the net draws", xlim=(-1, 1),
                    ylim=(-VIEW, VIEW), xticks=(-1, 0, 1), yticks=(-1, 0, 1), xlabel="input x")  # fmt: skip
    target = kit.line(axes, "target", lw=5)
    net = kit.line(axes, "activation", lw=2)
    return {"target": target, "net": net, "bends": kit.dots(axes, "activation", 7)}


def _lay_parts(figure):
    axes = kit.axes(figure, (0.1, 0.14, 0.87, 0.74), "the hinges that it adds up, one a unit", xlim=(-1, 1),
                    ylim=(-PARTS, PARTS), xticks=(-1, 0, 1), yticks=(-2, 0, 2), xlabel="input x")  # fmt: skip
    return {"parts": kit.line(axes, "weight", lw=1.2)}


def _lay_error(figure):
    axes = kit.axes(figure, (0.15, 0.18, 0.8, 0.7), "root mean square error", xscale="log", yscale="log",
                    xlim=(0.85, 38), ylim=ERRORS, xticks={size: str(size) for size in SIZES},
                    yticks=kit.powers(-3, -2, -1, 0), xlabel="hidden units")  # fmt: skip
    kit.note(axes, 0.95, 1.4e-3, "line: hinges placed by hand", "energy")
    return {"placed": kit.line(axes, "energy", marker="o", ms=4), "now": kit.ring(axes, "ink")}


def hinges_update(artists, state):
    artists.target.set_data(FINE, CURVES[state.curve](FINE))
    artists.net.set_data(state.x, state.y_hat)
    artists.bends.set_data(state.x[1:-1], state.y_hat[1:-1])
    gaps = np.full(state.units, np.nan)
    across, up = (np.vstack([one, gaps]).T.ravel() for one in (state.ends, np.clip(state.parts, -20, 20)))
    artists.parts.set_data(across, up)
    artists.placed.set_data(SIZES, state.placed)
    kit.put(artists.now, state.units, min(max(state.miss, ERRORS[0]), ERRORS[1]))


def hinges_sentence(state):
    units, inside = count(state.units, "hinge"), len(state.inside)
    yield say("Placed by hand, {units} {verb} the curve by {miss:.3f}." if state.how == "placed" else
              "Found by gradient descent, {units} {verb} the curve by {miss:.3f}.",
              units=units, verb="misses" if state.units == 1 else "miss", miss=state.miss)  # fmt: skip
    if state.how == "placed":
        yield say("The net goes straight from point to point of the curve, and has a corner at each of them.")
    else:
        yield say("After {steps} steps {inside} of its corners lie in the picture; placed evenly by hand, as many "
                  "units would miss the curve by {by_hand:.3f}.", steps=STEPS, inside=inside,
                  by_hand=state.by_hand)  # fmt: skip
    yield say("This is the root of the mean squared error over {samples} samples.", samples=len(X))


hinges = Lab(
    name="activations.hinges",
    title="A sum of hinges follows a curve",
    controls=(
        Choice("curve", "curve", {"wave": "a wave", "hump": "a hump", "slope": "a steep slope"}, default="wave"),
        Range("units", "hidden units", 1, 32, default=8, recorded=SIZES),
        Choice("how", "hinges", {"placed": "placed by hand", "trained": "found by gradient descent"}, default="placed"),
    ),
    panels=(
        Panel("curve", "the curve and the line that the net draws, with its corners", 350, 250),
        Panel("parts", "what each hidden unit adds to the output", 350, 250),
        Panel("error", "the root mean square error of hinges placed by hand against their number", 340, 250),
    ),
    compute=hinges_state, setup=hinges_setup, update=hinges_update, read=hinges_sentence,
)  # fmt: skip
