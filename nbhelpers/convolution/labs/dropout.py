"""Lab `convolution.dropout`: the sum that the next unit receives, in training and at test time."""

import numpy as np

from nbhelpers.convolution.dropout import dropout_mask
from nbhelpers.convolution.labs.images import BOX
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.words import say

DRAWS = 500
EDGES = np.linspace(0, 3.0, 61)
NOISY = 0.5  # a standard deviation above half of the mean sum
SCALES = {"inverted": "kept units times 1/(1 − p)", "none": "none (as in the notes)"}


def dropout_state(p, scale, units, seed):
    """Sums over `units` units of mean 1 / units each, with a mask a draw; and at test time, without a mask."""
    rng = np.random.default_rng(seed)
    masks = dropout_mask((DRAWS, units), p, rng)
    if scale == "none":
        masks = (masks > 0).astype(float)
    activations = np.abs(np.sin(1.0 + np.arange(units)))  # uneven, the same for every seed
    sums = masks @ activations / activations.sum()
    counts = np.histogram(np.minimum(sums, EDGES[-1] - 1e-9), EDGES)[0] / DRAWS
    side = int(np.ceil(np.sqrt(units)))
    shown = np.zeros(side * side)
    shown[:units] = masks[0] * activations
    return {
        "p": p, "scale": scale, "units": units, "mean": float(sums.mean()), "sd": float(sums.std()),
        "counts": counts, "shown": shown.reshape(side, side), "left": int((masks[0] > 0).sum()),
        "expected": 1.0 if scale == "inverted" else 1 - p,
    }  # fmt: skip


def dropout_setup(layer, sums):
    left = kit.canvas(layer, BOX, "one draw: the units still there", xlim=(-0.01, 1.01), ylim=(1.01, -0.01))
    kit.rectangle(left, "grid")
    right = kit.axes(sums, (0.05, 0.17, 0.92, 0.71), f"{DRAWS} draws", xlim=(0, 3), ylim=(0, 1),
                     xlabel="the next unit's sum", xticks=(0, 0.5, 1, 1.5, 2, 2.5, 3), yticks=())  # fmt: skip
    right.spines["left"].set_visible(False)
    kit.line(right, "target", [1, 1], [0, 0.9], dashes=(3, 2))
    kit.note(right, 1.04, 0.91, "at test time: 1", "target", 12, va="center")
    return {
        "shown": kit.picture(left, 1),
        "counts": kit.band(right, "activation", 0.5),
        "mean": kit.line(right, "activation", lw=2.4),
        "name": kit.note(right, 2.95, 0.76, "", "activation", 12, ha="right"),
    }


def dropout_update(artists, state):
    kit.fill(artists.shown, kit.shade(state.shown, max(1.0, state.shown.max())), cell=1 / len(state.shown))
    kit.outline(artists.counts, EDGES, state.counts / max(state.counts.max(), 1e-9) * 0.7)
    kit.upright(artists.mean, state.mean, 0, 0.76)
    artists.name.set_text(f"mean in training: {state.mean:.2f}")


def dropout_sentence(state):
    p = state.p
    yield _headline(state)
    yield say("This draw leaves {left} of {units} units.", left=state.left, units=state.units)
    yield say("Over {draws} draws the sum is {mean:.2f} ± {sd:.2f} (mean and standard deviation).",
              draws=DRAWS, mean=state.mean, sd=state.sd)  # fmt: skip
    if p > 0:
        yield say("In training 1 − p = {expected:.2g} is expected; the 1 at test time is {times:.3g} times as much."
                  if state.scale == "none" else
                  "The factor 1/(1 − p) = {times:.3g} makes the expected sum {expected:g}, as at test time.",
                  expected=state.expected, times=1 / (1 - p))  # fmt: skip


def _headline(state):
    if state.p == 0:
        return say("No unit is left out: training and test give the same sum, 1.")
    if state.left == 0:
        return say("In this draw no unit is left: the next one receives nothing.")
    if state.scale == "none":
        return say("The next unit receives {mean:.2f} on average in training, but 1 at test time.", mean=state.mean)
    if state.sd > NOISY:
        return say("Right on average, but one draw says little: the sum is {mean:.2f} ± {sd:.2f}.", mean=state.mean,
                   sd=state.sd)  # fmt: skip
    return say("On average the next unit receives {mean:.2f} in training, and 1 at test time.", mean=state.mean)


dropout = Lab(
    name="convolution.dropout",
    title="Dropout shrinks what the next unit receives, unless it is scaled",
    controls=(
        Range("p", "probability p of leaving a unit out", 0.0, 0.95, default=0.5, step=0.05,
              recorded=(0.0, 0.2, 0.5, 0.8, 0.95)),
        Choice("scale", "scaling in training", SCALES, default="none"),
        Range("units", "units", 4, 400, default=100, log=True, recorded=(9, 100, 400)),
        Seed("seed", "seed", recorded=3),
    ),
    panels=(
        Panel("layer", "the units of one draw; blank ones are left out", width=250, height=270),
        Panel("sums", "how the next unit's sum is distributed over the draws", width=350, height=270),
    ),
    compute=dropout_state, setup=dropout_setup, update=dropout_update, read=dropout_sentence,
)  # fmt: skip
