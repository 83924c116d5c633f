"""Lab `activations.depth`: how large activations and errors are, layer by layer, in a net that has learned nothing."""

from functools import lru_cache

import numpy as np

from nbhelpers.activations import propagation
from nbhelpers.activations.labs.functions import NAMES
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, number, say

WIDTH, SAMPLES = 128, 4
EXPONENTS = (-15, -10, -5, 0, 5, 10, 15)
SIZES = (-16.0, 16.0)  # decades drawn; what lies outside is cut off at the edge
HEALTHY = 1.0  # decades within which a size counts as kept
FAR = 3.0  # decades beyond which a gradient has died or exploded
CHAOS = 11  # decades by which differences grow on the way forward before rounding, 10⁻¹⁶ of a number, is seen


def depth_state(activation, rule, gain, depth, seed):
    """Decades of the root mean squares: measured in one random net, and in theory; and the rates a layer."""
    theory = propagation.theory(activation, [WIDTH] * (depth + 1), rule, gain)
    sizes = _measured(activation, rule, gain, depth, seed)
    forward, backward = _decades(theory.activations), _decades(theory.errors)
    return {
        "activation": activation, "rule": rule, "gain": gain, "depth": depth,
        "forward": _decades(sizes.activations), "forward theory": forward,
        "backward": _decades(sizes.errors), "backward theory": backward,
        "rate": _back_rate(sizes.errors), "rate_theory": _back_rate(theory.errors),
        "parted": bool(backward[0] - forward[-1] > CHAOS),  # a difference goes forward as an error goes back
    }  # fmt: skip


@lru_cache(maxsize=64)
def _measured(activation, rule, gain, depth, seed):
    rng = np.random.default_rng(seed)
    return propagation.measured(activation, [WIDTH] * (depth + 1), rule, rng, gain, samples=SAMPLES)


def _decades(sizes):
    return 0.5 * np.log10(sizes)


def _back_rate(errors):
    """The factor by which errors change for each layer that they go back."""
    return 1.0 if len(errors) < 2 else float((errors[0] / errors[-1]) ** (0.5 / (len(errors) - 1)))


def depth_setup(forward, backward):
    artists = _lay_sizes(forward, "forward", "activation", "root mean square of activations", "→ forward")
    kit.note(forward.axes[0], 1, 14, "dots: one net, dashes: theory")
    return artists | _lay_sizes(backward, "backward", "error", "root mean square of errors", "backward ←")


def _lay_sizes(figure, name, role, title, way):
    axes = kit.axes(figure, (0.16, 0.17, 0.8, 0.73), title, xlim=(-1, 51), ylim=SIZES, xlabel=f"layer ({way})",
                    xticks=range(0, 51, 10),
                    yticks=dict(zip(EXPONENTS, kit.powers(*EXPONENTS).values(), strict=True)))  # fmt: skip
    axes.axhspan(-HEALTHY, HEALTHY, color=COLOUR["noise"], alpha=0.16, lw=0)
    kit.note(axes, 50, 1.5, "kept within a factor of 10", "muted", ha="right")
    return {
        f"{name} theory": kit.line(axes, "ink", lw=1.4, ls=kit.DASHED),
        name: kit.dots(axes, role, 4.5),
        f"{name} name": kit.note(axes, 1, -14.6, role=role),
    }


def depth_update(artists, state):
    for name, first in (("forward", 0), ("backward", 1)):
        layers = np.arange(first, first + len(state[name]))
        artists[name].set_data(layers, np.clip(state[name], *SIZES))
        artists[f"{name} theory"].set_data(layers, state[f"{name} theory"])
        outside = np.abs(state[name]).max() > SIZES[1]
        artists[f"{name} name"].set_text("off the scale: at its edge" if outside else "")


def depth_sentence(state):
    yield _headline(state)
    yield say("The net has {layers} of {units} units and weights of variance {variance}." if state.gain == 1 else
              "The net has {layers} of {units} units and weights of variance {variance}, times {gain:g}.",
              layers=count(state.depth, "layer"), units=NAMES[state.activation],
              variance={"LeCun": "1/n", "He": "2/n"}[state.rule], gain=state.gain)  # fmt: skip
    yield say("The root mean square of the last activations is {last}.", last=_size(state.forward[-1]))
    if state.parted:
        yield say("Going back, the error grows about {rate:.1f}-fold a layer (theory {theory:.3f}).",
                  rate=state.rate, theory=state.rate_theory)  # fmt: skip
        yield say("Going forward, so does every difference: rounding decides the rest.")
    elif state.depth > 1:
        yield say("Going back, the error changes by a factor of {rate:.3f} a layer (theory {theory:.3f}).",
                  rate=state.rate, theory=state.rate_theory)  # fmt: skip


def _headline(state):
    """What becomes of the gradient on its way back."""
    first, last = state.backward[0], state.forward[-1]
    if state.depth == 1:
        return say("One layer is too few for a gradient to fade.")
    if state.parted:  # no digit that rounding has a say in
        return say("The gradient explodes: at layer 1 it is some {size} times what it was.",
                   size=number(10 ** round(first)))  # fmt: skip
    if first < -HEALTHY:
        return say("The gradient dies: at layer 1 it is {size} of what it was." if first < -FAR else
                   "The gradient fades: at layer 1 it is {size} of what it was.", size=_size(first))  # fmt: skip
    if first > HEALTHY:
        return say("The gradient explodes: at layer 1 it is {size} times what it was." if first > FAR else
                   "The gradient grows: at layer 1 it is {size} times what it was.", size=_size(first))  # fmt: skip
    return say("The gradient is kept: 1 at the last layer becomes {size} at the first." if abs(last) < HEALTHY else
               "The gradient is kept, but the activations end at {last}.",
               size=_size(first), last=_size(last))  # fmt: skip


def _size(decades):
    """Two digits of a number near 1, one of any other."""
    return number(10**decades, 2 if abs(decades) < 3 else 1)


depth = Lab(
    name="activations.depth",
    title="How large is the gradient, fifty layers down?",
    controls=(
        Choice("activation", "activation", NAMES, default="sigmoid"),
        Choice("rule", "variance of the weights", {"LeCun": "1/n (LeCun; Xavier at equal widths)", "He": "2/n (He)"},
               default="LeCun"),
        Range("gain", "all weights times", 0.25, 4.0, default=1.0, log=True, recorded=(0.25, 0.5, 1.0, 2.0, 4.0)),
        Range("depth", "layers", 1, 50, default=50, recorded=(1, 10, 50)),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("forward", "root mean square of the activations against the layer", width=350, height=290),
        Panel("backward", "root mean square of the errors against the layer, 1 at the last", 350, height=290),
    ),
    compute=depth_state, setup=depth_setup, update=depth_update, read=depth_sentence,
)  # fmt: skip
