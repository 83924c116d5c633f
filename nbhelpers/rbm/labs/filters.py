"""Lab `rbm.filters`: the weights of nine hidden units as pictures, epoch by epoch, as they were recorded."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.words import count, say

SETTINGS = {
    "plain": "CD-1, 64 hidden units, η = 0.05",
    "persistent": "persistent CD, 64 hidden units, η = 0.05",
    "few": "CD-1, 9 hidden units, η = 0.05",
    "slow": "CD-1, 64 hidden units, η = 0.005",
    "fast": "CD-1, 64 hidden units, η = 1",
}
EPOCHS, SIDE = 30, 250
SHARP = 5  # the epoch by which blobs have become strokes


@cache
def _recorded(setting):
    """(epochs at which the weights were kept, weights (epochs, 9, 784), the run's scores)."""
    parts, made = datasets.arrays("rbm/filters")
    at = 2 * list(made["runs"]).index(setting)
    return np.array(made["settings"]["epochs shown"]), parts[at] * parts[at + 1], made["runs"][setting]


def filters_state(setting, epoch):
    """The last weights kept by that epoch, and the pseudo-likelihoods of all epochs."""
    shown, weights, run = _recorded(setting)
    at = int(np.searchsorted(shown, epoch, side="right")) - 1
    return {
        "setting": setting, "epoch": epoch, "shown": int(shown[at]), "W": weights[at].reshape(9, 28, 28),
        "top": float(np.abs(weights[-1]).max()), "train": np.array(run["train"]), "test": np.array(run["test"]),
        "largest": run["largest"][epoch], "plain": _recorded("plain")[2]["test"][epoch],
    }  # fmt: skip


def filters_setup(pictures, scores):
    kit.note(pictures, 0.05, 0.035, "blue: ink switches it on", "weight")
    kit.note(pictures, 0.62, 0.035, "grey: off", "noise")
    axes = kit.axes(scores, (0.19, 0.18, 0.77, 0.7), "pseudo-likelihood of a digit, nats", xlabel="epoch",
                    xlim=(0, EPOCHS), ylim=(-260, -80), yticks=(-250, -200, -150, -100))  # fmt: skip
    kit.note(axes, 29.5, -222, "line: test digits", "energy", ha="right")
    kit.note(axes, 29.5, -236, "dashed: training digits", "energy", ha="right")
    return {
        "W": kit.picture(kit.frame(pictures, "nine of the hidden units", SIDE, 88), 88),
        "train": kit.line(axes, "energy", lw=1.4, ls=kit.DASHED, clip_on=True),
        "test": kit.line(axes, "energy"),
        "here": kit.dots(axes, "energy", clip_on=False),
    }


def filters_update(artists, state):
    artists.W.set_data(kit.shade(kit.mosaic(state.W, 3, 2), state.top, "weight"))
    epochs = np.arange(EPOCHS + 1)
    for part in ("train", "test"):
        artists[part].set_data(epochs, state[part])
    kit.put(artists.here, state.epoch, max(state.test[state.epoch], -260))


def filters_sentence(state):
    yield _headline(state)
    yield say("A test digit has a pseudo-likelihood of {score:.1f} nats." if state.epoch == 0 else
              "After {epochs} ({how}) a test digit has a pseudo-likelihood of {score:.1f} nats; "
              "it began at {first:.1f}.",
              epochs=count(state.epoch, "epoch"), how=SETTINGS[state.setting],
              score=state.test[state.epoch], first=state.test[0])  # fmt: skip
    if state.epoch and state.setting != "plain":
        yield say("CD-1 with 64 units and η = 0.05 is at {plain:.1f} nats by then.", plain=state.plain)
    yield say("The largest weight is {largest:.2g}.", largest=state.largest)
    if state.shown != state.epoch:
        yield say("The filters shown are those after {epochs}.", epochs=count(state.shown, "epoch"))


def _headline(state):
    """What the filters look like, or what the setting costs beside the usual one."""
    behind = state.plain - state.test[state.epoch]
    if state.epoch == 0:
        return say("Before training the filters are nothing but faint noise.")
    if state.setting == "fast":
        return say("The steps are too large: the filters are torn, and nearly all alike.")
    if state.setting == "few":
        return say("Nine hidden units do the work of 64, and score {behind:.1f} nats less.", behind=behind)
    if state.setting == "slow":
        return say("The steps are too small: the score is {behind:.1f} nats behind.", behind=behind)
    return say("Blobs appear: the filters begin to tell ink from paper." if state.shown < SHARP else
               "The filters have sharpened into pieces of strokes beside pieces of paper.")  # fmt: skip


filters = Lab(
    name="rbm.filters",
    title="Filters as they form",
    controls=(
        Choice("setting", "trained by", SETTINGS, default="plain"),
        Range("epoch", "epoch", 0, EPOCHS, default=10, recorded=(0, 1, 2, 5, 10, 30)),
    ),
    panels=(
        Panel("pictures", "the weights of nine hidden units, each as a picture of 28 by 28 pixels", 290, 310),
        Panel("scores", "the pseudo-likelihood of test and training digits against the epoch", 340, 310),
    ),
    compute=filters_state, setup=filters_setup, update=filters_update, read=filters_sentence,
    data=("rbm/filters",),
)  # fmt: skip
