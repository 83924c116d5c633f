"""Lab `optimizers.digits`: how far each optimizer gets on real digits, for every learning rate."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab import Choice, Lab, Panel
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.optimizers.labs.race import STYLE

WORST = 20.0  # losses above it, and runs that left the numbers, are drawn here
NEAR = 1.5  # a learning rate is still good where the loss is at most this many times the best


def digits_state(inputs, method):
    """Mean over the seeds for all five, and lowest and highest of one; shapes (5, etas) and (etas,)."""
    etas, loss, accuracy = measurements(inputs)
    chosen = list(METHODS).index(method)
    mean = accuracy.mean(axis=-1)
    learned = loss[chosen].mean(axis=-1)
    good, at = learned <= NEAR * learned.min(), int(learned.argmin())
    return {
        "inputs": inputs,
        "method": method,
        "chosen": chosen,
        "etas": etas,
        "loss": loss.mean(axis=-1),
        "accuracy": mean,
        "loss band": np.stack([loss[chosen].min(axis=-1), loss[chosen].max(axis=-1)]),
        "accuracy band": np.stack([accuracy[chosen].min(axis=-1), accuracy[chosen].max(axis=-1)]),
        "best eta": float(etas[at]),
        "best": accuracy[chosen, at],
        "window": [float(etas[good][0]), float(etas[good][-1])],
    }


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
    artists = {"line": [], "band": [], "chosen": []}
    for figure, span, title in (
        (left, (0.1, WORST), "loss on the training digits"),
        (right, (0, 1), "share of test digits read right"),
    ):
        axes = figure.add_axes((0.13, 0.17, 0.85, 0.73))
        axes.set(xlim=(8e-5, 12), ylim=span, xscale="log", xlabel="learning rate η")
        axes.set_xticks([1e-4, 1e-2, 1], ["0.0001", "0.01", "1"])
        axes.set_title(title)
        if figure is left:
            axes.set_yscale("log")
            axes.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
            for i, (name, style) in enumerate(STYLE.items()):
                height = WORST * 0.72 * 0.72**i
                axes.plot([1.1e-4, 2.6e-4], [height] * 2, lw=2, **(style | {"marker": ""}))
                axes.text(3.3e-4, height, name, color=style["color"], va="center")
        axes.minorticks_off()
        shade = {"alpha": 0.22, "lw": 0}
        artists["band"] += [axes.fill_between([1, 2], 0, 1, color=s["color"], **shade) for s in STYLE.values()]
        thin, thick = ({"lw": 1.2, "alpha": 0.76}, {"lw": 2.6, "markersize": 5})
        artists["line"] += [axes.plot([], [], **(s | {"marker": ""} | thin))[0] for s in STYLE.values()]
        artists["chosen"] += [axes.plot([], [], **(s | thick))[0] for s in STYLE.values()]
    return artists


def digits_update(artists, state):
    for panel, key in enumerate(("loss", "accuracy")):
        for i, mean in enumerate(state[key]):
            at = 5 * panel + i
            artists.line[at].set_data(state.etas, mean)
            for name in ("band", "chosen"):
                artists[name][at].set_visible(i == state.chosen)
            if i == state.chosen:
                artists.chosen[at].set_data(state.etas, mean)
                low, high = state[f"{key} band"]
                outline = zip([*state.etas, *state.etas[::-1]], [*low, *high[::-1]], strict=True)
                artists.band[at].set_verts([list(outline)])


def digits_sentence(state):
    best, (low, high) = state.best, state.window
    lowest = state.loss[state.chosen].min()
    reach = f"from {low:g} to {high:g}" if low < high else f"of {low:g} alone"
    return (
        f"With the inputs {state.inputs}, {state.method} learns most at η = {state['best eta']:g}: after two "
        f"epochs its training loss is {lowest:.2f} and it reads {100 * best.mean():.1f} % of the test digits right "
        f"({100 * best.min():.1f} to {100 * best.max():.1f} % over {len(best)} seeds); the loss stays within "
        f"{NEAR:g} times that for learning rates {reach}."
    )


digits = Lab(
    name="optimizers.digits",
    title="Two epochs on real digits, for every learning rate",
    controls=(
        Choice("method", "show the spread of", {name: name for name in METHODS}, default="Adam"),
        Choice(
            "inputs",
            "inputs",
            {"as they are": "as they are", "in mixed units": "each pixel in a unit of its own"},
            default="as they are",
        ),
    ),
    panels=(
        Panel("loss", "training loss of the five optimizers against the learning rate", width=340, height=280),
        Panel("accuracy", "test accuracy of the five optimizers against the learning rate", width=340, height=280),
    ),
    compute=digits_state,
    setup=digits_setup,
    update=digits_update,
    read=digits_sentence,
    data=("optimizers/mnist",),
)
