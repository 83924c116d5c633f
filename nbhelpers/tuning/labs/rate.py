"""Lab `tuning.rate`: accuracy over learning rate and mini-batch; pick a cell."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nbhelpers import tuning
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.style import rgba
from nbhelpers.lab.words import count, say

ETAS, BATCHES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0), (8, 32, 128, 512)
NEAR = 2.0  # points: a rate is still good if its mean is that close to the best one's


def rate_state(eta, batch):
    """Means over the seeds on the whole map; the runs of the row chosen; which seeds learned nothing."""
    runs = tuning.accuracy_map()
    row, column = BATCHES.index(int(batch)), ETAS.index(float(eta))
    means = runs.mean(axis=-1)
    good = means[row] >= means[row].max() - NEAR
    return {
        "eta": ETAS[column], "batch": BATCHES[row], "row": row, "column": column, "means": means,
        "best": [int(one) for one in means.argmax(axis=1)], "runs": runs[row], "here": runs[row, column],
        "lost": int((runs[row, column] < 20).sum()),
        "window": [ETAS[np.flatnonzero(good)[0]], ETAS[np.flatnonzero(good)[-1]]],
    }  # fmt: skip


def rate_setup(chart, curve):
    return {**_map(chart), **_row(curve)}


def _map(figure):
    axes = kit.axes(figure, (0.15, 0.17, 0.83, 0.71), xlim=(-0.5, 5.5), ylim=(3.5, -0.5), xlabel="learning rate η",
                    xticks={i: f"{eta:g}" for i, eta in enumerate(ETAS)}, yticks=dict(enumerate(BATCHES)))  # fmt: skip
    axes.set_title("mini-batch B (down): accuracy in %", x=-0.15)
    fade = LinearSegmentedColormap.from_list("fade", [rgba("activation", 0.0), rgba("activation", 0.55)])
    return {
        "map": axes.imshow(np.zeros((4, 6)), cmap=fade, vmin=10, vmax=93, aspect="auto", interpolation="none"),
        "number": [axes.text(column, row, "", ha="center", va="center") for row, column in np.ndindex(4, 6)],
        "best": kit.dots(axes, "target", 26, "_", mew=3),
        "here": kit.rectangle(axes, "ink", lw=2.5, clip_on=False),
    }


def _row(figure):
    axes = kit.axes(figure, (0.14, 0.17, 0.82, 0.71), xscale="log", xlim=(0.007, 4.3), ylim=(0, 100), xticks=ETAS,
                    yticks={0: "0", 50: "50", 90: "90 %"}, xlabel="learning rate η")  # fmt: skip
    kit.level(axes, 10, lw=1)
    kit.note(axes, 0.0078, 3, "guessing", "muted")
    return {
        "title": axes.set_title(""),
        "mean": kit.line(axes, "activation"),
        "seeds": kit.ring(axes, "activation", 7, 1.3),
        "chosen": kit.ring(axes, "ink", 7, 2),
    }


def rate_update(artists, state):
    artists.map.set_data(state.means)
    for text, mean in zip(artists.number, state.means.ravel(), strict=True):
        text.set_text(f"{mean:.0f}")
    artists.best.set_data(state.best, np.arange(4) + 0.34)
    artists.here.set_xy((state.column - 0.5, state.row - 0.5))
    artists.title.set_text(f"mini-batches of {state.batch}, each seed a ring")
    runs = state.runs
    artists.mean.set_data(ETAS, runs.mean(axis=1))
    artists.seeds.set_data(np.repeat(ETAS, runs.shape[1]), runs.ravel())
    artists.chosen.set_data([state.eta] * len(state.here), state.here)


def rate_sentence(state):
    here, (low, high) = state.here, state.window
    yield _headline(state)
    yield say("With η = {eta:g} and mini-batches of {batch} the mean test accuracy is {mean:.1f} % ({seeds}: "
              "{low:.1f} to {high:.1f} %).", eta=state.eta, batch=state.batch, mean=here.mean(),
              seeds=count(len(here), "seed"), low=here.min(), high=here.max())  # fmt: skip
    if state.lost:
        yield say("The accuracy stays below 20 %, little better than guessing, with {lost}.",
                  lost=count(state.lost, "seed"))  # fmt: skip
    yield say("For this B, learning rates from {low:g} to {high:g} come within {near:g} points of the best."
              if low < high else
              "For this B, only the learning rate {low:g} comes within {near:g} points of the best.",
              low=low, high=high, near=NEAR)  # fmt: skip


def _headline(state):
    """How this rate does beside the best one of its row, or that much depends on the seed."""
    means, (low, high) = state.means[state.row], state.window
    short = means.max() - means[state.column]
    if state.lost == len(state.here) and state.eta > high:
        return say("η = {eta:g} is too large: no seed gets far beyond guessing.", eta=state.eta)
    if state.lost and state.eta > high:
        return say("Much depends on the seed here: the accuracy goes from {low:.1f} to {high:.1f} %.",
                   low=state.here.min(), high=state.here.max())  # fmt: skip
    if short == 0:
        return say("η = {eta:g} is the best of the six rates for mini-batches of {batch}.",
                   eta=state.eta, batch=state.batch)  # fmt: skip
    if low <= state.eta <= high:
        return say("η = {eta:g} does nearly as well as the best rate, η = {best:g}.",
                   eta=state.eta, best=ETAS[means.argmax()])  # fmt: skip
    return say("η = {eta:g} is too small: the best rate is {short:.1f} points better." if state.eta < low else
               "η = {eta:g} is too large: the best rate is {short:.1f} points better.",
               eta=state.eta, short=short)  # fmt: skip


rate = Lab(
    name="tuning.rate",
    title="Learning rate and mini-batch: one map",
    controls=(
        Choice("batch", "mini-batch B", {str(one): str(one) for one in BATCHES}, default="32"),
        Choice("eta", "learning rate η", {f"{one:g}": f"{one:g}" for one in ETAS}, default="0.3"),
    ),
    panels=(
        Panel("chart", "mean accuracy for every learning rate and mini-batch; underlined: the best of a row", 350, 290),
        Panel("curve", "accuracy of every seed against the learning rate, for the mini-batch chosen", 340, 290),
    ),
    compute=rate_state, setup=rate_setup, update=rate_update, read=rate_sentence,
    data=("tuning/mnist",),
)  # fmt: skip
