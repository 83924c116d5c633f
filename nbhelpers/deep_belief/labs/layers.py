"""Lab `deep_belief.layers`: a stack grows, layer by layer - what its units draw, bring back and how often they fire."""

from functools import lru_cache

import numpy as np

from nbhelpers import deep_belief, rbm
from nbhelpers.datasets import mnist
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import trained, up_down
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent, say

ACROSS, SIDE = 4, 28
SHOWN = (1, 2, 5, 8, 11, 13)  # test digits of six kinds
BINS, GREYS = 20, 15
LAYERS = {"1": "layer 1: pixels to 256", "2": "layer 2: 256 to 256", "3": "the top: 256 and labels to 512"}
EPOCHS = {"0": "before learning", "grown": "grown, layer by layer", "tuned": "after up-down"}


def _net(layer, epoch):
    """The net at this moment: before a layer learns, those below it have."""
    if epoch == "tuned":
        return trained.tuned()
    stack = [*trained.machines()]
    if epoch == "0":
        stack[layer - 1] = trained.start(layer)
    return up_down.untie(stack[:2], stack[2])


@lru_cache(maxsize=16)
def _moment(layer, epoch):
    """(what each unit draws, what comes back of the test digits, the units' activity on them)."""
    net, images = _net(layer, epoch), mnist().test_images
    below, down = _features(net, images, layer - 1, epoch), net.down[: layer - 1]
    if layer < 3:
        active = up_down.probability(net.up[layer - 1], below)
        back, draws = up_down.probability(net.down[layer - 1], active), net.down[layer - 1].weights
    else:
        p = joint.label_given_below(net.top, below, trained.CLASSES)
        active = rbm.hidden_probability(net.top, np.hstack([below, p]))
        back, draws = rbm.visible_probability(net.top, active)[:, : -trained.CLASSES], net.top.W[: -trained.CLASSES].T
    for one in reversed(down):
        back, draws = up_down.probability(one, back), draws @ one.weights
    return draws, back, active


def _features(net, images, layers, epoch):
    """What so many layers make of the images."""
    if epoch != "tuned" and layers:
        return deep_belief.upward(trained.machines()[:layers], images)[-1]
    return up_down.features(net._replace(up=net.up[:layers]), images)


def layers_state(layer, epoch, first):
    draws, back, active = _moment(int(layer), epoch)
    digits = mnist().test_images
    rows = list(SHOWN)
    counts, _ = np.histogram(active, BINS, range=(0, 1))
    mean = active.mean(axis=0)
    return {
        "layer": layer, "epoch": epoch, "first": first, "units": len(mean),
        "likes": draws[first : first + ACROSS**2].reshape(-1, SIDE, SIDE),
        "shown": digits[rows].reshape(-1, SIDE, SIDE), "back": back[rows].reshape(-1, SIDE, SIDE),
        "missing": float(np.mean((back - digits) ** 2)), "mean picture": float(digits.var(axis=0).mean()),
        "shares": counts / counts.sum(), "mean": float(mean.mean()),
    }  # fmt: skip


def layers_setup(likes, back, activity):
    side = ACROSS * (SIDE + 1) - 1
    axes = kit.canvas(likes, (0.01, 0.09, 0.98, 0.82), width=side)
    axes.set_title("what a unit draws")
    kit.note(likes, 0.02, 0.02, "ink", "weight")
    kit.note(likes, 0.14, 0.02, "paper", "noise")
    pairs = kit.canvas(back, (0.01, 0.02, 0.98, 0.86), height=6 * (SIDE + 1) - 1, xlim=(-0.5, 88.5))
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
    kit.fill(artists.likes, kit.shade(_stepped(kit.mosaic(state.likes, ACROSS) / top), positive="weight"))
    for left, name, role in ((11, "shown", "ink"), (49, "back", "activation")):
        kit.fill(artists[name], kit.shade(_stepped(kit.mosaic(state[name], 1)), positive=role), left=left)
    kit.grow(artists.bars, [round(float(share), 3) for share in state.shares])


def _stepped(values):
    """In so many steps of grey: a record of fewer bytes, no eye sees the difference."""
    return np.round(values * GREYS) / GREYS


def layers_sentence(state):
    layer = "the top layer" if state.layer == "3" else f"layer {state.layer}"
    part = state.missing / state["mean picture"]
    if part > 0.95:
        yield say("Through {layer} hardly more comes back than the mean picture.", layer=layer)
    else:
        yield say("Through {layer} the digits come back with {part} of the mean picture's error.",
                  layer=layer, part=percent(part))  # fmt: skip
    yield say("On test digits the mean squared error is {missing:.4f} per pixel, and {mean:.4f} with the mean picture.",
              missing=state.missing, mean=state["mean picture"])  # fmt: skip
    yield say("The {units} units of this layer, which sees labels too, are on {share} of the time."
              if state.layer == "3" else "The {units} units of this layer are on {share} of the time.",
              units=state.units, share=percent(state.mean))  # fmt: skip


layers = Lab(
    name="deep_belief.layers",
    title="The net grows, layer by layer",
    controls=(
        Choice("layer", "the layer looked at", LAYERS, default="1"),
        Choice("epoch", "when", EPOCHS, default="grown"),
        Range("first", "first unit shown", 0, 240, default=0, recorded=(0,)),
    ),
    panels=(
        Panel("likes", "16 units: the picture that each draws, its weights seen through the layers below", 260, 290),
        Panel("back", "six test digits, and what comes back of them from this layer", 160, 290),
        Panel("activity", "histogram of the units' activity over the test digits", 220, 290),
    ),
    compute=layers_state, setup=layers_setup, update=layers_update, read=layers_sentence,
    data=("deep_belief/dreamer",),
)  # fmt: skip
