"""Lab `deep_belief.layers`: a stack grows, layer by layer - what its units like, bring back and how often they fire."""

from functools import lru_cache

import numpy as np

from nbhelpers import deep_belief, rbm
from nbhelpers.datasets import mnist
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import trained
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, say

ACROSS, SIDE = 5, 14
SHOWN = (1, 2, 5, 8, 11, 13)  # test digits of six kinds
BINS = 20
LAYERS = {"1": "layer 1: pixels to 100", "2": "layer 2: 100 to 100", "3": "the top: 100 and labels to 200"}


@lru_cache(maxsize=16)
def _moment(layer, epoch):
    """(what each unit likes, what comes back of the test digits, the units' activity on them)."""
    one, digits = trained.machine(layer, epoch), shrink(mnist().test_images)
    below = trained.machines(layer - 1) if layer > 1 else ()
    features = deep_belief.upward(below, digits)[-1] if below else digits
    if layer < 3:
        active = rbm.hidden_probability(one, features)
        back = rbm.visible_probability(one, active)
    else:
        p = joint.label_given_below(one, features, trained.CLASSES)
        active = rbm.hidden_probability(one, np.hstack([features, p]))
        back = rbm.visible_probability(one, active)[:, : -trained.CLASSES]
    likes = one.W if layer < 3 else one.W[: -trained.CLASSES]
    for machine in reversed(below):
        likes = machine.W @ likes
    return likes, deep_belief.downward(below, back) if below else back, active


def layers_state(layer, epoch, first):
    likes, back, active = _moment(int(layer), int(epoch))
    digits = shrink(mnist().test_images)
    rows = list(SHOWN)
    counts, _ = np.histogram(active, BINS, range=(0, 1))
    mean = active.mean(axis=0)
    return {
        "layer": layer, "epoch": int(epoch), "first": first, "units": len(mean),
        "likes": likes[:, first : first + ACROSS**2].T.reshape(-1, SIDE, SIDE),
        "shown": digits[rows].reshape(-1, SIDE, SIDE), "back": back[rows].reshape(-1, SIDE, SIDE),
        "missing": float(np.mean((back - digits) ** 2)), "mean picture": float(digits.var(axis=0).mean()),
        "shares": counts / counts.sum(), "mean": float(mean.mean()), "idle": int(np.sum(mean < 0.01)),
    }  # fmt: skip


def layers_setup(likes, back, activity):
    side = ACROSS * (SIDE + 1) - 1
    axes = kit.canvas(likes, (0.01, 0.09, 0.98, 0.82), width=side)
    axes.set_title("what a unit likes")
    kit.note(likes, 0.02, 0.02, "ink", "weight")
    kit.note(likes, 0.14, 0.02, "paper", "noise")
    pairs = kit.canvas(back, (0.01, 0.02, 0.98, 0.86), height=89, xlim=(-0.5, 44.5))
    pairs.set_title("shown, and brought back")
    return {
        "likes": kit.picture(axes, side), "shown": kit.picture(pairs, SIDE), "back": kit.picture(pairs, SIDE),
        **_activity_setup(activity),
    }  # fmt: skip


def _activity_setup(figure):
    axes = kit.axes(figure, (0.2, 0.2, 0.75, 0.68), "how active", xlabel="p(h = 1 | v)", xlim=(0, 1), ylim=(0, 1),
                    xticks=(0, 0.5, 1), yticks=kit.percents(0, 0.5, 1))  # fmt: skip
    lefts = [k * (1 / BINS) for k in range(BINS)]
    bars = axes.bar(lefts, np.zeros(BINS), 0.9 / BINS, align="edge", color=COLOUR["activation"], lw=0)
    return {"bars": list(bars)}


def layers_update(artists, state):
    top = float(np.quantile(np.abs(state.likes), 0.99)) or 1.0
    kit.fill(artists.likes, kit.shade(np.round(kit.mosaic(state.likes, ACROSS) / top, 6), positive="weight"))
    for left, name, role in ((6, "shown", "ink"), (25, "back", "activation")):
        kit.fill(artists[name], kit.shade(kit.mosaic(np.round(state[name], 6), 1), positive=role), left=left)
    kit.grow(artists.bars, [round(float(share), 3) for share in state.shares])


def layers_sentence(state):
    layer = "the top layer" if state.layer == "3" else f"layer {state.layer}"
    part = state.missing / state["mean picture"]
    if part > 0.95:
        yield say("Through {layer} hardly more comes back than the mean picture.", layer=layer)
    else:
        yield say("Through {layer} the digits come back with {part} of the mean picture's error.",
                  layer=layer, part=percent(part))  # fmt: skip
    yield say("After {epochs} the mean squared error of the test digits is {missing:.4f} a pixel; that of the mean "
              "picture is {mean:.4f}.",
              epochs=count(state.epoch, "epoch"), missing=state.missing, mean=state["mean picture"])  # fmt: skip
    yield say("The {units} units of this layer, which sees labels too, are on {share} of the time."
              if state.layer == "3" else "The {units} units of this layer are on {share} of the time.",
              units=state.units, share=percent(state.mean))  # fmt: skip


layers = Lab(
    name="deep_belief.layers",
    title="The stack grows, layer by layer",
    controls=(
        Choice("layer", "the layer that learns", LAYERS, default="1"),
        Choice("epoch", "epochs", {str(epoch): str(epoch) for epoch in (0, 1, 3, 10, 60)}, default="60"),
        Range("first", "first unit shown", 0, 75, default=0, recorded=(0,)),
    ),
    panels=(
        Panel("likes", "25 units: the picture that each likes, its weights seen through the layers below", 260, 290),
        Panel("back", "six test digits, and what comes back of them from this layer", 160, 290),
        Panel("activity", "histogram of the units' activity over the test digits", 220, 290),
    ),
    compute=layers_state, setup=layers_setup, update=layers_update, read=layers_sentence,
    data=("deep_belief/stack",),
)  # fmt: skip
