"""Lab `activations.dead`: hidden units that fall silent on every sample, counted while a net learns digits."""

from functools import lru_cache

import numpy as np

from nbhelpers.activations import dying_relu as lives
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import percent

STEPS, ACROSS = 120, 8
OFF = 0.07  # of the picture's height, between a curve and its name
CURVES = {"dead": ("error", "dead units"), "right": ("activation", "read right")}
UNITS = {"relu": "ReLU", "leaky": "leaky ReLU, leak 0.01", "leaky 0.1": "leaky ReLU, leak 0.1"}


def dead_state(units, eta, bias, seed, step):
    """Share of samples that each unit is on for, and over time the shares of dead units and of digits read right."""
    life = _life(units, eta, bias, seed)
    return {
        "units": units, "eta": eta, "bias": bias, "step": step, "on": life.on[step],
        "dead": life.dead / lives.UNITS, "right": life.accuracy,
        "count": int(life.dead[step]), "at_start": int(life.dead[0]),
    }  # fmt: skip


@lru_cache(maxsize=32)
def _life(units, eta, bias, seed):
    return lives.live(units, eta, bias, STEPS, seed)


def dead_setup(grid, curve):
    return _lay_units(grid) | _lay_curves(curve)


def _lay_units(figure):
    rows = lives.UNITS // ACROSS
    axes = kit.canvas(figure, (0.04, 0.04, 0.92, 0.84), xlim=(-0.6, ACROSS - 0.4), ylim=(rows - 0.4, -0.6))
    axes.set_title("the hidden units; × is dead")
    units = [kit.dots(axes, "activation", 25, mec=COLOUR["muted"], mew=0.8) for _ in range(lives.UNITS)]
    for number, unit in enumerate(units):
        kit.put(unit, number % ACROSS, number // ACROSS)
    return {"unit": units, "cross": kit.dots(axes, "error", 12, "x", mew=2.4)}


def _lay_curves(figure):
    axes = kit.axes(figure, (0.14, 0.17, 0.82, 0.71), xlim=(0, STEPS), ylim=(-0.02, 1.02), xlabel="step",
                    yticks=kit.percents(0, 0.5, 1))  # fmt: skip
    artists = {"title": axes.set_title("")}
    for key, (role, _) in CURVES.items():
        artists[f"{key} ahead"] = kit.line(axes, role, lw=1.2, alpha=0.72)
        artists[key] = kit.line(axes, role, lw=2.4)
        artists[f"{key} now"] = kit.dots(axes, role, clip_on=False)
        artists[f"{key} name"] = kit.note(axes, 0, 0, "", role, 12, ha="right", va="center")
    return artists


def dead_update(artists, state):
    for unit, on in zip(artists.unit, state.on, strict=True):
        unit.set_markerfacecolor(rgba("activation", round(float(on), 2)))
    gone = np.flatnonzero(state.on == 0)
    artists.cross.set_data(gone % ACROSS, gone // ACROSS)
    artists.title.set_text("dead units, and digits read right")
    heights = _heights(state.dead[-60:], state.right[-60:])
    for (key, (_, name)), height in zip(CURVES.items(), heights, strict=True):
        _show_curve(artists, key, state[key], state.step)
        artists[f"{key} name"].set_text(name)
        kit.put(artists[f"{key} name"], STEPS - 3, height)


def _show_curve(artists, key, values, step):
    steps = np.arange(STEPS + 1)
    artists[f"{key} ahead"].set_data(steps, values)
    artists[key].set_data(steps[: step + 1], values[: step + 1])
    kit.put(artists[f"{key} now"], step, values[step])


def _heights(one, other):
    """Where the names of two curves stand: off their ends, each on the side away from the other, and apart."""
    if one.mean() < other.mean():
        return _heights(other, one)[::-1]
    top, bottom = one.max() + OFF, other.min() - OFF
    bottom = bottom if bottom > 0.05 else other.max() + OFF
    top = top if top < 0.97 else one.min() - OFF
    return float(max(top, bottom + 0.1)), float(bottom)


def dead_sentence(state):
    units = UNITS[state.units]
    what = f"{units[0].upper()}{units[1:]}, η = {state.eta:g}, biases begun at {state.bias:g}"
    are = "is" if state.count == 1 else "are"
    text = f"{what}: at step {state.step}, {state.count} of {lives.UNITS} units {are} dead"
    if state.step:
        text += f" ({state.at_start} at the start)"
    return f"{text}, and {percent(state.right[state.step])} of the digits are read right; {_why(state)}."


def _why(state):
    leak = "a tenth" if state.units == "leaky 0.1" else "a hundredth"
    if state.count == 0:
        return "every unit is on for some digit"
    if state.count < lives.UNITS:
        return "the dead hear no error" if state.units == "relu" else f"the dead still hear {leak} of theirs"
    if state.units == "relu":
        return "every unit is silent, so no error passes and nothing but the outputs' biases can learn"
    return f"every unit still hears {leak} of its error, and may return"


dead = Lab(
    name="activations.dead",
    title="How many units are dead?",
    controls=(
        Choice("units", "hidden units", UNITS, default="relu"),
        Range("eta", "learning rate η", 0.1, 10.0, default=3.0, log=True, recorded=(0.3, 1.0, 3.0, 10.0)),
        Range("bias", "biases at the start", -3.0, 1.0, default=0.0, step=0.1, recorded=(-2.0, -1.0, 0.0)),
        Seed("seed", "seed", recorded=1),
        Time("step", "step", last=STEPS, default=60, recorded=(0, 20, 60, 120)),
    ),
    panels=(
        Panel("units", "each hidden unit, the darker the more digits it is on for; a cross for a dead one", 340, 270),
        Panel("count", "share of dead units and of digits read right, against the step", 340, 270),
    ),
    compute=dead_state, setup=dead_setup, update=dead_update, read=dead_sentence,
)  # fmt: skip
