"""The lab of the chapter "Variational": a value that is fed back, step by step."""

import numpy as np

from nbhelpers import variational
from nbhelpers.lab import Lab, Panel, Range, kit
from nbhelpers.lab.words import say

STEPS = 12
VIEW = (-4.0, 8.0)


def echo_state(w, start):
    """The path, and where it would stay."""
    return {"w": w, "path": variational.path(w, start, STEPS), "stays": variational.fixed_point(w) if w != 1 else None}


def echo_setup(figure):
    axes = kit.axes(figure, (0.12, 0.16, 0.85, 0.8), xlim=(-0.5, STEPS + 0.5), ylim=VIEW, xlabel="step t")
    kit.note(axes, 0.3, VIEW[1] - 0.9, "value x", "activation")
    return {
        "stays": kit.line(axes, "target", ls=kit.DASHED, lw=1.5),
        "name": kit.note(axes, STEPS, 0, "fixed point", "target", ha="right", va="bottom"),
        "path": kit.line(axes, "activation", lw=1.5, marker="o", ms=5),
    }


def echo_update(artists, state):
    artists.path.set_data(range(STEPS + 1), np.clip(state.path, *VIEW))
    there = state.stays is not None and VIEW[0] < state.stays < VIEW[1]
    height = state.stays if there else 0.0
    artists.stays.set_data([0, STEPS] if there else [], [height] * 2 if there else [])
    artists.name.set_text("fixed point" if there else "")
    kit.put(artists.name, STEPS, height)


def echo_sentence(state):
    end = state.path[-1]
    if state.stays is None:
        yield say("The value grows by 1 at each step, and no value stays.")
        yield say("With w = 1 it is {end:.3g} after {steps} steps.", end=end, steps=STEPS)
    elif abs(state.w) < 1:
        yield say("The value settles at {stays:.3f}.", stays=state.stays)
        yield say("That is 1 / (1 − w). After {steps} steps the value is {end:.3f}.", steps=STEPS, end=end)
    else:
        yield say("The value runs away from its fixed point.")
        yield say("|w| is {size:.2g}, not below 1. After {steps} steps the value is {end:.4g}, not {stays:.3g}.",
                  size=abs(state.w), steps=STEPS, end=end, stays=state.stays)  # fmt: skip


echo = Lab(
    name="variational.echo",
    title="A value that hears itself",
    controls=(
        Range("w", "weight w", -1.5, 1.5, default=0.5, step=0.05, recorded=(-1.2, -0.5, 0.0, 0.5, 0.8, 1.0, 1.2)),
        Range("start", "start x₀", -3.0, 3.0, default=0.0, step=0.5, recorded=(-2.0, 0.0, 2.0)),
    ),
    panels=(Panel("path", "the value at each step, and the value at which it would stay"),),
    compute=echo_state,
    setup=echo_setup,
    update=echo_update,
    read=echo_sentence,
)

LABS = (echo,)
