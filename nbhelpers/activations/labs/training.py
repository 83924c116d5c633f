"""Lab `activations.training`: a net of twenty hidden layers learns digits, or does not (measured, five seeds)."""

from functools import cache
from math import log

import numpy as np
from matplotlib.patches import Rectangle

from nbhelpers import datasets
from nbhelpers.activations.labs.functions import NAMES
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import listed, say

INITS = {"too small": "LeCun / 2: too small", "LeCun": "LeCun", "He": "He", "too large": "He × 2: too large"}
MIDDLE = {"plain": "as they are", "normalised": "normalised"}
WORST = 4.0
LEARNT = 0.2  # accuracy above which a net counts as one that has learned something; guessing gives a tenth
LABEL = {"too small": "½ LeCun", "LeCun": "LeCun", "He": "He", "too large": "2 He"}


def training_state(activation, init, middle):
    """Loss of every seed over the steps and accuracy of every seed for all four starts, each at its best rate."""
    found = {name: best(activation, name, middle) for name in INITS}
    settings = record()["settings"]
    steps = settings["every"] * (np.arange(settings["steps"] // settings["every"]) + 0.5)
    return {
        "activation": activation, "init": init, "middle": middle, "steps": steps,
        "loss": found[init]["loss"], "accuracy": np.array([found[name]["accuracy"] for name in INITS]),
        "eta": found[init]["eta"], "chosen": list(INITS).index(init), "etas": settings["etas"],
    }  # fmt: skip


@cache
def record():
    return datasets.record("activations/deep")


def best(activation, init, middle):
    """The learning rate with the highest mean accuracy, and what the five seeds did at it."""
    runs = []
    for eta in record()["settings"]["etas"]:
        keys = [f"{activation}/{init}/{middle}/{eta}/{seed}" for seed in record()["settings"]["seeds"]]
        cells = [record()["cells"][key] for key in keys]
        curves = [[WORST if value is None else min(value, WORST) for value in cell["loss"]] for cell in cells]
        broke = sum(cell["loss"][-1] is None for cell in cells)
        runs.append({"eta": eta, "accuracy": [cell["accuracy"] for cell in cells], "loss": np.array(curves),
                     "broke": broke})  # fmt: skip
    return max(runs, key=lambda run: np.mean(run["accuracy"]))


def training_setup(loss, accuracy):
    return _lay_loss(loss) | _lay_accuracy(accuracy)


def _lay_loss(figure):
    last = record()["settings"]["steps"]
    axes = kit.axes(figure, (0.12, 0.17, 0.85, 0.73), "loss, five seeds", xlim=(0, last), ylim=(0, WORST),
                    xlabel="step", yticks={0: "0", 1: "1", 2: "2", 3: "3", WORST: "≥ 4"})  # fmt: skip
    kit.level(axes, log(10))
    kit.note(axes, last, log(10) + 0.1, "guessing: ln 10", "muted", ha="right")
    return {"loss": [kit.line(axes, "energy", lw=1.6, alpha=0.8) for _ in range(5)]}


def _lay_accuracy(figure):
    axes = kit.axes(figure, (0.14, 0.17, 0.83, 0.73), "test accuracy", xlim=(-0.5, 3.5), ylim=(0, 1),
                    xticks=dict(enumerate(LABEL.values())), yticks=kit.percents(0, 0.5, 1))  # fmt: skip
    kit.level(axes, 0.1)
    return {
        "chosen": axes.add_patch(Rectangle((-0.42, 0), 0.84, 1, color=COLOUR["noise"], alpha=0.16, lw=0)),
        "dots": kit.dots(axes, "activation", 7, alpha=0.75),
        "mean": [kit.line(axes, "activation", lw=2.4) for _ in range(4)],
    }


def training_update(artists, state):
    for line, curve in zip(artists.loss, state.loss, strict=True):
        line.set_data(state.steps, curve)
    places = np.arange(4)[:, None] + np.linspace(-0.2, 0.2, 5)
    artists.dots.set_data(places.ravel(), state.accuracy.ravel())
    for x, (line, right) in enumerate(zip(artists.mean, state.accuracy, strict=True)):
        line.set_data([x - 0.3, x + 0.3], [right.mean()] * 2)
    artists.chosen.set_x(state.chosen - 0.42)


def training_sentence(state):
    right = 100 * state.accuracy[state.chosen]
    yield _headline(state, right)
    yield say("The test accuracy of five seeds is {mean:.1f} % ({low:.1f} to {high:.1f} %); guessing gives about 10 %.",
              mean=right.mean(), low=right.min(), high=right.max())  # fmt: skip
    yield say("The twenty hidden layers of {units} units are normalised; their initial weights: {start}."
              if state.middle == "normalised" else
              "The twenty hidden layers of {units} units are not normalised; their initial weights: {start}.",
              units=NAMES[state.activation], start=LABEL[state.init])  # fmt: skip
    yield say("Of the learning rates {rates} the better one is shown, {eta:g}.",
              rates=listed(f"{eta:g}" for eta in state.etas), eta=state.eta)  # fmt: skip


def _headline(state, right):
    """Whether the net learns."""
    if (state.loss[:, -1] >= WORST).all():
        return say("The numbers in the net explode, and it learns nothing.")
    if right.min() < 100 * LEARNT <= right.max():
        return say("The seed decides whether the net learns: {low:.0f} to {high:.0f} % are classified correctly.",
                   low=right.min(), high=right.max())  # fmt: skip
    return say("The net only guesses: {mean:.0f} % of the test digits are classified correctly."
               if right.max() < 100 * LEARNT else
               "The net learns: {mean:.0f} % of the test digits are classified correctly.",
               mean=right.mean())  # fmt: skip


training = Lab(
    name="activations.training",
    title="The start decides whether twenty layers learn",
    controls=(
        Choice("activation", "activation", {name: NAMES[name] for name in ("sigmoid", "tanh", "relu")}, default="tanh"),
        Choice("init", "initial weights", INITS, default="He"),
        Choice("middle", "middle layers", MIDDLE, default="plain"),
    ),
    panels=(
        Panel("loss", "loss on the mini-batches against the step, one line a seed", 340, 280),
        Panel("accuracy", "accuracy on test digits after training for four initial weights, one dot a seed", 340, 280),
    ),
    compute=training_state, setup=training_setup, update=training_update, read=training_sentence,
    data=("activations/deep",),
)  # fmt: skip
