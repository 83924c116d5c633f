"""Lab `activations.functions`: each activation function with its slope, and a tangent that moves along it."""

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent
from nbhelpers.nn.activations import GREATEST_SLOPE, activation

NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "leaky": "leaky ReLU"}
X = np.linspace(-6, 6, 241)
SATURATED = 0.05  # part of the greatest slope below which a unit counts as saturated
HEIGHTS = (-0.08, 1.12)  # of the slopes in the picture
REACH = 1.6  # half the length of the drawn tangent


def functions_state(function, x, leak):
    """Function and slope over X, and at the input x; the ends of the tangent."""
    one, greatest = activation(function, leak), GREATEST_SLOPE[function]
    value, slope = float(one.f(x)) + 0.0, float(one.slope(x))
    run = REACH / np.hypot(1, slope)
    return {
        "function": function, "x": x, "f": one.f(X), "slopes": one.slope(X), "value": value,
        "slope": slope, "greatest": greatest, "saturated": slope < SATURATED * greatest,
        "tangent": [[x - run, x + run], [value - slope * run, value + slope * run]],
    }  # fmt: skip


def functions_setup(above, below):
    over = _axes(above, ylim=(-1.5, 3.2), yticks=range(-1, 4))
    under = _axes(below, ylim=HEIGHTS, yticks={0: "0", 0.25: "¼", 0.5: "½", 0.75: "¾", 1: "1"})
    artists = _lay_curve(over, "f", "activation") | _lay_curve(under, "slopes", "error")
    artists["flat"] = under.fill_between([0, 1], 0, 1, color=COLOUR["noise"], alpha=0.16, lw=0)
    artists["flat_left"] = kit.note(under, -5.8, 0.42, "saturated", "muted")
    artists["flat_right"] = kit.note(under, 5.8, 0.42, "saturated", "muted", ha="right")
    artists["tangent"] = kit.line(over, "error")
    return artists


def _axes(figure, **settings):
    across = {"xlim": (-6, 6), "xlabel": "weighted sum x", "xticks": range(-6, 7, 2)}
    axes = kit.axes(figure, (0.12, 0.18, 0.84, 0.7), **across, **settings)
    kit.level(axes, 0, "grid", "-", 1)
    axes.axvline(0, color=COLOUR["grid"], lw=1)
    return axes


def _lay_curve(axes, name, role):
    curve, here = kit.line(axes, role, lw=2.4), kit.dots(axes, role, 9, mec=COLOUR["paper"])
    return {name: curve, f"{name}_here": here, f"{name}_title": axes.set_title("")}


def functions_update(artists, state):
    artists.f.set_data(X, state.f)
    artists.slopes.set_data(X, state.slopes)
    kit.put(artists.f_here, state.x, state.value)
    kit.put(artists.slopes_here, state.x, state.slope)
    artists.f_title.set_text(f"{NAMES[state.function]} f(x)")
    artists.slopes_title.set_text(f"its slope f′(x), at most {state.greatest:g}")
    artists.tangent.set_data(*state.tangent)
    flat = state.slopes < SATURATED * state.greatest
    artists.flat_left.set_visible(bool(flat[0]))
    artists.flat_right.set_visible(bool(flat[-1]))
    artists.flat.set_verts([_column(part) for part in (X[flat & (X <= 0)], X[flat & (X > 0)]) if len(part)])


def _column(part):
    """The corners of a column over these inputs."""
    (left, right), (low, high) = part[[0, -1]], HEIGHTS
    return [(left, low), (right, low), (right, high), (left, high)]


def functions_sentence(state):
    where = f"At x = {state.x:g} the {NAMES[state.function]} answers {state.value:.3f} with slope {state.slope:.3f}"
    share = f"{percent(state.slope / state.greatest, 1)} of its greatest slope {state.greatest:g}"
    if not state.saturated:
        return f"{where}, which is {share}: an error passes back."
    if state.function in ("relu", "leaky") and state.slope == 0:
        return f"{where}: the unit is off, and no error passes back."
    return f"{where}, which is {share}: below {percent(SATURATED)}, the unit is saturated and hardly any error passes."


functions = Lab(
    name="activations.functions",
    title="A function and its slope",
    controls=(
        Choice("function", "function", NAMES, default="leaky"),
        Range("x", "weighted sum x", -6.0, 6.0, default=-2.0, step=0.1,
              recorded=(-6.0, -4.5, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 4.5, 6.0)),
        Range("leak", "leak a of the leaky ReLU", 0.0, 0.5, default=0.1, step=0.01, recorded=(0.0, 0.1, 0.3)),
    ),
    panels=(
        Panel("function", "the function with its tangent at x", width=340, height=270),
        Panel("slope", "the slope of the function, grey where it is saturated", width=340, height=270),
    ),
    compute=functions_state, setup=functions_setup, update=functions_update, read=functions_sentence,
)  # fmt: skip
