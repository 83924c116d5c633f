"""Lab `optimizers.digits`: how far each optimizer gets on real digits, for every learning rate."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, say
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.optimizers.labs.race import LOOKS

BOX = (0.13, 0.17, 0.85, 0.73)
INPUTS = {"as they are": "as they are", "in mixed units": "each pixel in a unit of its own"}
WORST = 20.0  # losses above it, and runs that left the numbers, are drawn here
NEAR = 1.5  # a learning rate is still good where the loss is at most this many times the best


def digits_state(inputs, method):
    """Mean over the seeds for all five, and lowest and highest of one; shapes (5, etas) and (etas,)."""
    etas, loss, accuracy = measurements(inputs)
    chosen = list(METHODS).index(method)
    learned = loss[chosen].mean(axis=-1)
    good, at = learned <= NEAR * learned.min(), int(learned.argmin())
    return {
        "inputs": inputs, "method": method, "chosen": chosen, "etas": etas,
        "loss": loss.mean(axis=-1), "accuracy": accuracy.mean(axis=-1),
        "bands": [(values[chosen].min(axis=-1), values[chosen].max(axis=-1)) for values in (loss, accuracy)],
        "best_eta": float(etas[at]), "best": accuracy[chosen, at],
        "window": [float(etas[good][0]), float(etas[good][-1])],
    }  # fmt: skip


@cache
def measurements(inputs):
    """The record: learning rates (11,), training loss and test accuracy, both (5 methods, 11, 5 seeds)."""
    record = datasets.record("optimizers/mnist")
    settings, cells = record["settings"], record["cells"]

    def values(key, instead):
        found = [
            cells[f"{inputs}/{name}/{eta}/{seed}"][key]
            for name in METHODS
            for eta in settings["etas"]
            for seed in settings["seeds"]
        ]
        shape = (len(METHODS), len(settings["etas"]), len(settings["seeds"]))
        return np.array([instead if value is None else value for value in found]).reshape(shape)

    loss = np.minimum(values("training loss", WORST), WORST)
    return np.array(settings["etas"]), loss, values("test accuracy", 0.1)


def digits_setup(left, right):
    shared = {"xscale": "log", "xlim": (8e-5, 12), "xlabel": "learning rate η", "xticks": (1e-4, 1e-2, 1)}
    loss = kit.axes(left, BOX, "loss on the training digits", yscale="log", ylim=(0.1, WORST), yticks=(0.1, 1, 10),
                    **shared)  # fmt: skip
    for row, (name, (role, ls, _)) in enumerate(LOOKS.items()):
        height = WORST * 0.72 * 0.72**row
        kit.line(loss, role, [1.1e-4, 2.6e-4], [height] * 2, ls=ls)
        kit.note(loss, 3.3e-4, height, name, role, 12, va="center")
    accuracy = kit.axes(right, BOX, "accuracy on the test digits", ylim=(0, 1), **shared)
    panels = [_lay_curves(axes) for axes in (loss, accuracy)]
    return {name: [artist for panel in panels for artist in panel[name]] for name in ("line", "band", "chosen")}


def _lay_curves(axes):
    """Of each optimizer the mean as a thin line, the range of the seeds, and the mean once more for the chosen one."""
    looks = LOOKS.values()
    return {
        "band": [axes.fill_between([1, 2], 0, 1, color=COLOUR[role], alpha=0.22, lw=0) for role, _, _ in looks],
        "line": [kit.line(axes, role, ls=ls, lw=1.2, alpha=0.76) for role, ls, _ in looks],
        "chosen": [kit.line(axes, role, ls=ls, marker=marker, lw=2.6, ms=5) for role, ls, marker in looks],
    }


def digits_update(artists, state):
    for panel, key in enumerate(("loss", "accuracy")):
        mine = slice(len(METHODS) * panel, len(METHODS) * (panel + 1))
        for line, mean in zip(artists.line[mine], state[key], strict=True):
            line.set_data(state.etas, mean)
        for name in ("band", "chosen"):
            for index, artist in enumerate(artists[name][mine]):
                artist.set_visible(index == state.chosen)
        low, high = state.bands[panel]
        outline = np.column_stack([np.r_[state.etas, state.etas[::-1]], np.r_[low, high[::-1]]])
        artists.band[mine][state.chosen].set_verts([outline])
        artists.chosen[mine][state.chosen].set_data(state.etas, state[key][state.chosen])


def digits_sentence(state):
    best, (low, high) = state.best, state.window
    yield say("{method} learns best at η = {eta:g}: {right} of the test digits are classified correctly.",
              method=state.method, eta=state.best_eta, right=percent(best.mean(), 1))  # fmt: skip
    yield say("With the inputs {inputs}, its training loss after two epochs is lowest there: {lowest:.2f}.",
              inputs=state.inputs, lowest=state.loss[state.chosen].min())  # fmt: skip
    yield say("The test accuracy lies between {low:.1f} and {high:.1f} % over {seeds}.",
              low=100 * best.min(), high=100 * best.max(), seeds=count(len(best), "seed"))  # fmt: skip
    yield say("The loss stays within {near:g} times that for learning rates from {low:g} to {high:g}."
              if low < high else "The loss stays within {near:g} times that at η = {low:g} alone.",
              near=NEAR, low=low, high=high)  # fmt: skip


digits = Lab(
    name="optimizers.digits",
    title="Each optimizer has its own window of learning rates",
    controls=(
        Choice("method", "show the range of", {name: name for name in METHODS}, default="Adam"),
        Choice("inputs", "inputs", INPUTS, default="as they are"),
    ),
    panels=(
        Panel("loss", "training loss of the five optimizers against the learning rate", width=340, height=280),
        Panel("accuracy", "test accuracy of the five optimizers against the learning rate", width=340, height=280),
    ),
    compute=digits_state, setup=digits_setup, update=digits_update, read=digits_sentence,
    data=("optimizers/mnist",),
)  # fmt: skip
