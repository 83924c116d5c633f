"""Lab `activations.functions`: each activation function with its derivative, and a tangent that moves along it."""

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent, say
from nbhelpers.nn.activations import GREATEST_SLOPE, activation

NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "leaky": "leaky ReLU"}
X = np.linspace(-6, 6, 241)
SATURATED = 0.05  # part of the greatest slope below which a unit counts as saturated
HEIGHTS = (-0.08, 1.12)  # of the slopes in the picture
REACH = 1.6  # half the length of the drawn tangent


def functions_state(function, x, leak):
    """Function and derivative over X, and at the input x; those of the three others; the ends of the tangent."""
    one, greatest = activation(function, leak), GREATEST_SLOPE[function]
    value, slope = float(one.f(x)) + 0.0, float(one.slope(x))
    run = REACH / np.hypot(1, slope)
    others = [activation(name, leak) for name in NAMES if name != function]
    return {
        "function": function, "x": x, "f": one.f(X), "slopes": one.slope(X), "value": value,
        "slope": slope, "greatest": greatest, "others": [[other.f(X), other.slope(X)] for other in others],
        "saturated": slope < SATURATED * greatest,
        "tangent": [[x - run, x + run], [value - slope * run, value + slope * run]],
    }  # fmt: skip


def functions_setup(above, below):
    over = _axes(above, ylim=(-1.5, 3.2), yticks=range(-1, 4))
    under = _axes(below, ylim=HEIGHTS, yticks={0: "0", 0.25: "¼", 0.5: "½", 0.75: "¾", 1: "1"})
    kit.note(over, -5.8, 2.7, "thin: the other three", "muted")
    artists = {name: [kit.line(axes, "noise", lw=1) for _ in range(len(NAMES) - 1)]
               for name, axes in (("others", over), ("other_slopes", under))}  # fmt: skip
    artists |= _lay_curve(over, "f", "activation") | _lay_curve(under, "slopes", "error")
    artists["flat"] = under.fill_between([0, 1], 0, 1, color=COLOUR["noise"], alpha=0.16, lw=0)
    artists["flat_left"] = kit.note(under, -5.8, 0.42, "saturated", "muted")
    artists["flat_right"] = kit.note(under, 5.8, 0.42, "saturated", "muted", ha="right")
    artists["tangent"] = kit.line(over, "error")
    return artists


def _axes(figure, **settings):
    across = {"xlim": (-6, 6), "xlabel": "pre-activation x", "xticks": range(-6, 7, 2)}
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
    for k, (values, slopes) in enumerate(state.others):
        artists.others[k].set_data(X, values)
        artists.other_slopes[k].set_data(X, slopes)
    kit.put(artists.f_here, state.x, state.value)
    kit.put(artists.slopes_here, state.x, state.slope)
    artists.f_title.set_text(f"{NAMES[state.function]} f(x)")
    artists.slopes_title.set_text(f"its derivative f′(x), at most {state.greatest:g}")
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
    name = NAMES[state.function]
    yield _headline(state, name)
    yield say("At x = {x:g} the {name} is {value:.3f} and its derivative {slope:.3f}: {share} of its greatest, "
              "{greatest:g}.", x=state.x, name=name, value=state.value, slope=state.slope,
              share=percent(state.slope / state.greatest, 1), greatest=state.greatest)  # fmt: skip
    yield say("Below {limit} of that a unit is saturated.", limit=percent(SATURATED))


def _headline(state, name):
    """How much of an error passes back here."""
    share = percent(state.slope)
    if state.slope == 0:
        return say("The unit is off: no error passes back.")
    if state.function == "leaky" and state.x <= 0:
        return say("The leak lets hardly any error pass back, {share} of it." if state.saturated else
                   "The leak lets {share} of the error pass back.", share=share)  # fmt: skip
    if state.saturated:
        return say("The {name} is saturated here: hardly any error passes back.", name=name)
    if state.slope == 1:
        return say("The whole error passes back: the derivative is 1.")
    return say("Even where it is steepest, the {name} passes back only {share} of an error."
               if state.slope == state.greatest else
               "The {name} passes back {part} of the error: its derivative is {slope:.3f}.",
               name=name, share=share, part=percent(state.slope, 1), slope=state.slope)  # fmt: skip


functions = Lab(
    name="activations.functions",
    title="How much of an error gets through?",
    controls=(
        Choice("function", "function", NAMES, default="sigmoid"),
        Range("x", "pre-activation x", -6.0, 6.0, default=0.0, step=0.1,
              recorded=(-6.0, -4.5, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 4.5, 6.0)),
        Range("leak", "leak a of the leaky ReLU", 0.0, 0.5, default=0.1, step=0.01, recorded=(0.0, 0.1, 0.3)),
    ),
    panels=(
        Panel("function", "the function with its tangent at x", width=340, height=270),
        Panel("slope", "the derivative of the function, grey where it is saturated", width=340, height=270),
    ),
    compute=functions_state, setup=functions_setup, update=functions_update, read=functions_sentence,
)  # fmt: skip
