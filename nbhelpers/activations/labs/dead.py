"""Lab `activations.dead`: hidden units that fall silent on every sample, counted while a net learns digits."""

from functools import lru_cache

import numpy as np

from nbhelpers.activations import dying_relu as lives
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import percent

STEPS, ACROSS = 120, 8
OFF = 0.07  # of the picture's height, between a curve and its name
UNITS = {"relu": "ReLU", "leaky": "leaky ReLU, leak 0.01", "leaky 0.1": "leaky ReLU, leak 0.1"}


def dead_state(units, eta, bias, seed, step):
    """Share of samples that each unit is on for, and over time the shares of dead units and of digits read right."""
    life = _life(units, eta, bias, seed)
    return {
        "units": units, "eta": eta, "bias": bias, "step": step, "on": life.on[step],
        "dead": life.dead / lives.UNITS, "right": life.accuracy,
        "count": int(life.dead[step]), "at start": int(life.dead[0]),
    }  # fmt: skip


@lru_cache(maxsize=32)
def _life(units, eta, bias, seed):
    return lives.live(units, eta, bias, STEPS, seed)


def dead_setup(grid, curve):
    rows = lives.UNITS // ACROSS
    axes = grid.add_axes((0.04, 0.04, 0.92, 0.84))
    axes.set(xlim=(-0.6, ACROSS - 0.4), ylim=(rows - 0.4, -0.6), xticks=[], yticks=[])
    axes.set_title("the hidden units; × is dead")
    for side in axes.spines.values():
        side.set_visible(False)
    places = [(number % ACROSS, number // ACROSS) for number in range(lives.UNITS)]
    artists = {"unit": [axes.plot([x], [y], "o", ms=25, mec=COLOUR["muted"], mew=0.8)[0] for x, y in places]}
    artists["cross"] = axes.plot([], [], "x", color=COLOUR["error"], ms=12, mew=2.4)[0]
    axes = curve.add_axes((0.14, 0.17, 0.82, 0.71))
    axes.set(xlim=(0, STEPS), ylim=(-0.02, 1.02), xlabel="step", yticks=(0, 0.5, 1), yticklabels=("0", "50 %", "100 %"))
    artists["title"] = axes.set_title("")
    for key, role in (("dead", "error"), ("right", "activation")):
        artists[f"{key} ahead"] = axes.plot([], [], color=COLOUR[role], lw=1.2, alpha=0.72)[0]
        artists[key] = axes.plot([], [], color=COLOUR[role], lw=2.4)[0]
        artists[f"{key} now"] = axes.plot([], [], "o", color=COLOUR[role], ms=8, clip_on=False)[0]
        artists[f"{key} name"] = axes.text(0, 0, "", color=COLOUR[role], ha="right", va="center")
    return artists


def dead_update(artists, state):
    on, step = state.on, state.step
    for number, unit in enumerate(artists.unit):
        unit.set_markerfacecolor(rgba("activation", round(float(on[number]), 2)))
    gone = np.flatnonzero(on == 0)
    artists.cross.set_data(gone % ACROSS, gone // ACROSS)
    artists.title.set_text("dead units, and digits read right")
    heights = _heights(state.dead[-60:], state.right[-60:])
    for key, name, height in zip(("dead", "right"), ("dead units", "read right"), heights, strict=True):
        values = state[key]
        artists[f"{key} ahead"].set_data(np.arange(STEPS + 1), values)
        artists[key].set_data(np.arange(step + 1), values[: step + 1])
        artists[f"{key} now"].set_data([step], [values[step]])
        artists[f"{key} name"].set_text(name)
        artists[f"{key} name"].set_position((STEPS - 3, height))


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
    count, right = state.count, state.right[state.step]
    text = f"{what}: at step {state.step}, {count} of {lives.UNITS} units {'is' if count == 1 else 'are'} dead"
    if state.step:
        text += f" ({state['at start']} at the start)"
    return f"{text}, and {percent(right)} of the digits are read right; {_why(state)}."


def _why(state):
    if state.count == lives.UNITS:
        none = "every unit is silent, so no error passes and nothing but the outputs' biases can learn"
        some = f"every unit still hears {_leak(state)} of its error, and may return"
        return none if state.units == "relu" else some
    if state.count == 0:
        return "every unit is on for some digit"
    return "the dead hear no error" if state.units == "relu" else f"the dead still hear {_leak(state)} of theirs"


def _leak(state):
    return "a tenth" if state.units == "leaky 0.1" else "a hundredth"


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
    compute=dead_state,
    setup=dead_setup,
    update=dead_update,
    read=dead_sentence,
)  # fmt: skip
