"""Lab `activations.dead`: hidden units that fall silent on every sample, counted while a net learns digits."""

from functools import lru_cache

import numpy as np

from nbhelpers.activations import dying_relu as lives
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count, percent, say

STEPS, ACROSS = 120, 8
OFF = 0.07  # of the picture's height, between a curve and its name
CURVES = {"dead": ("error", "dead units"), "right": ("activation", "accuracy")}
UNITS = {"relu": "ReLU", "leaky": "leaky ReLU, leak 0.01", "leaky 0.1": "leaky ReLU, leak 0.1"}
LEAKS = {"leaky": "a hundredth", "leaky 0.1": "a tenth"}


def dead_state(units, eta, bias, seed, step):
    """Share of samples that each unit is on for, and over time the shares of dead units and of correct digits."""
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
    artists.title.set_text("dead units, and accuracy")
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
    yield _headline(state)
    yield say("The net began with {before}. At step {step} it classifies {right} of the digits correctly.",
              before=count(state.at_start, "dead unit"), step=state.step,
              right=percent(state.right[state.step]))  # fmt: skip
    yield _fate(state)
    yield say("The hidden units ({units}) start from biases of {bias:g} and learn with η = {eta:g}.",
              units=UNITS[state.units], bias=state.bias, eta=state.eta)  # fmt: skip


def _headline(state):
    """How many units are dead, and whether they were so from the start."""
    now, before = state.count, state.at_start
    if now == 0:
        return say("No unit is dead; {right} of the digits are classified correctly.",
                   right=percent(state.right[state.step]))  # fmt: skip
    if now == lives.UNITS:
        return say("All {all} units are dead: no error passes, and none can come back." if state.units == "relu" else
                   "All {all} units are dead, but {leak} of each error still passes.",
                   all=now, leak=LEAKS.get(state.units))  # fmt: skip
    if before == 0:
        return say("Now {now} of {all} units are dead; none was at the start." if now > 1 else
                   "Now one of {all} units is dead; none was at the start.", now=now, all=lives.UNITS)  # fmt: skip
    if now == before:
        return say("As many units are dead as at the start: {now} of {all}." if state.step else
                   "Dead from the start: {now} of {all} units.", now=now, all=lives.UNITS)  # fmt: skip
    return say("More units are dead than at the start: {now}, not {before}." if now > before else
               "Dead units come back: {before} at the start, {now} by now.", now=now, before=before)  # fmt: skip


def _fate(state):
    """What a dead unit has to expect."""
    if state.count == 0:
        return say("Every unit is on for some digit.")
    if state.units != "relu":
        return say("A dead unit still receives {leak} of its error and may return.", leak=LEAKS[state.units])
    return say("A dead unit receives no error and keeps its weights." if state.count < lives.UNITS else
               "Only the biases of the outputs can still learn.")  # fmt: skip


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
        Panel("count", "share of dead units, and accuracy, against the step", 340, 270),
    ),
    compute=dead_state, setup=dead_setup, update=dead_update, read=dead_sentence,
)  # fmt: skip
