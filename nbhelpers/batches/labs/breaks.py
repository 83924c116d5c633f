"""Lab `batches.breaks`: up to which learning rate the runs of each batch size end lower than they began."""

from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers import batches
from nbhelpers.batches import stability
from nbhelpers.batches.labs.path import called
from nbhelpers.batches.tides import SAMPLES, SIZES, tide_of
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.words import say

SEEDS = 5
ETAS = np.round(np.geomspace(0.05, 8, 45), 4)
LOSSES = (1e-5, 100.0)
TICKS = (0.1, 0.5, 1, 2, 4, 8)


def breaks_state(weights, batch, epochs):
    """Where the runs of every size begin to end too high; the loss of the chosen size for every learning rate.

    edges: (sizes, 2), up to where all seeds end lower than they began, and from where on all end higher.
    """
    X, _ = tide_of(weights)
    mine, start = ended(weights, batch, epochs), start_of(weights)
    high = mine > start
    first = int(high.any(axis=0).argmax())
    return {
        "weights": weights, "batch": batch, "epochs": epochs, "mean": mine.mean(axis=0),
        "band": np.stack([mine.min(axis=0), mine.max(axis=0)]), "start": start,
        "edges": np.array([_edges(ended(weights, size, epochs) > start) for size in SIZES]),
        "bounds": np.array([stability.largest_eta(X, size) for size in SIZES]),
        "bound": float(stability.largest_eta(X, batch)), "single": float(stability.largest_eta(X, 1)),
        "full": float(stability.largest_eta(X, SAMPLES)),
        "failed": float(ETAS[first]), "all failed": bool(high[:, first].all()),
        "best": float(ETAS[mine.mean(axis=0).argmin()]), "least": float(mine.mean(axis=0).min()),
    }  # fmt: skip


def _edges(high):
    """Between which learning rates the first seed, and the last one, begins to end too high; high: (seeds, etas)."""
    middles = np.sqrt(ETAS * np.r_[ETAS[0], ETAS[:-1]])
    every = np.logical_and.accumulate(high.all(axis=0)[::-1])[::-1]  # from here on, all of them
    return middles[high.any(axis=0).argmax()], middles[every.argmax()] if every.any() else ETAS[-1]


def start_of(weights):
    """Loss above the least one at the start, w = 0."""
    X, y = tide_of(weights)
    return float(batches.loss(X, y, np.zeros(X.shape[1])) - batches.loss(X, y, batches.minimum(X, y)))


@lru_cache(maxsize=64)
def ended(weights, batch, epochs):
    """Loss above the least one after `epochs`, (seeds, etas), clipped: all runs of a size go side by side."""
    X, y = tide_of(weights)
    steps = epochs * SAMPLES // batch
    drawn = [batches.deal(SAMPLES, batch, np.random.default_rng(seed), "fresh") for seed in range(SEEDS)]
    W = np.zeros((SEEDS, len(ETAS), X.shape[1]))
    for rows in islice(zip(*drawn, strict=True), steps):
        x, level = X[np.array(rows)], y[np.array(rows)]
        wrong = W @ x.transpose(0, 2, 1) - level[:, None, :]
        W = np.clip(W - ETAS[:, None] / batch * (wrong @ x), -1e9, 1e9)
    return np.clip(batches.loss(X, y, W) - batches.loss(X, y, batches.minimum(X, y)), *LOSSES)


def breaks_setup(sizes, figure):
    return _lay_rows(sizes) | _lay_curve(figure)


def _lay_rows(figure):
    """A row for every batch size: how far the learning rate may go."""
    axes = kit.axes(figure, (0.17, 0.17, 0.81, 0.62), xscale="log", xlim=ETAS[[0, -1]], ylim=(len(SIZES) - 0.4, -0.6),
                    xlabel="learning rate η", xticks=TICKS,
                    yticks={row: f"B = {size}" for row, size in enumerate(SIZES)})  # fmt: skip
    axes.tick_params(axis="y", length=0)
    above = {"va": "bottom", "clip_on": False}
    kit.note(axes, ETAS[0], -1.45, "all runs end lower", "activation", **above)
    kit.note(axes, ETAS[-1], -1.45, "all runs end higher", "error", ha="right", **above)
    kit.note(axes, ETAS[0], -0.75, "than they began; | is theory's bound", **above)
    flat = {"solid_capstyle": "butt"}
    return {
        "chosen": kit.rectangle(axes, "ink", lw=2, clip_on=False),
        "low": [kit.line(axes, "activation", lw=9, **flat) for _ in SIZES],
        "high": [kit.line(axes, "error", lw=3, **flat) for _ in SIZES],
        "bounds": kit.dots(axes, "ink", 17, "|", mew=2.4),
    }


def _lay_curve(figure):
    axes = kit.axes(figure, (0.17, 0.15, 0.81, 0.75), xscale="log", yscale="log", xlim=ETAS[[0, -1]], ylim=LOSSES,
                    xlabel="learning rate η", xticks=TICKS, yticks=(1e-4, 1e-2, 1, 100))  # fmt: skip
    return {
        "title": axes.set_title(""),
        "band": kit.band(axes, "weight", 0.22),
        "mean": kit.line(axes, "weight", lw=2.4),
        "bound": kit.line(axes, "ink", lw=2.4),
        "name": kit.note(axes, 1, 2e-5),
        "start": kit.level(axes, 1, ls=(0, (1, 2)), lw=1),
        "word": kit.note(axes, 0.055, 1, "here they began", "muted"),
    }


def breaks_update(artists, state):
    artists.chosen.set_bounds(ETAS[0], SIZES.index(_near(state.batch)) - 0.42, ETAS[-1] - ETAS[0], 0.84)
    for row, (first, last) in enumerate(state.edges):
        artists.low[row].set_data([ETAS[0], first], [row, row])
        artists.high[row].set_data([last, ETAS[-1]], [row, row])
    artists.bounds.set_data(state.bounds, np.arange(len(SIZES)))
    artists.title.set_text(f"B = {state.batch}: loss above the least, at the end")
    kit.around(artists.band, ETAS, *state.band)
    artists.mean.set_data(ETAS, state.mean)
    kit.upright(artists.bound, state.bound, *LOSSES)
    artists.name.set_text(f"bound {state.bound:.2f}")
    artists.name.set_x(state.bound * (0.93 if state.bound > 1 else 1.08))
    artists.name.set_ha("right" if state.bound > 1 else "left")
    artists.start.set_ydata([state.start] * 2)
    artists.word.set_y(state.start * 1.2)


def _near(batch):
    """The row on which a batch size stands, or the nearest to it."""
    return min(SIZES, key=lambda size: abs(np.log(size / batch)))


def breaks_sentence(state):
    yield say("{who} break from η = {failed:.2g} on: every run ends higher than it began." if state["all failed"] else
              "{who} break from η = {failed:.2g} on: some runs end higher than they began.",
              who=called(state.batch, SAMPLES).capitalize(), failed=state.failed)  # fmt: skip
    yield say("The theoretical bound, for the mean square of the distance, is {bound:.3g} here.", bound=state.bound)
    yield say("With {weights} weights it is {single:.3g} for single samples and {full:.3g} for full batches.",
              weights=state.weights, single=state.single, full=state.full)  # fmt: skip
    yield say("After {samples} samples η = {best:.2g} ends lowest, {least} above the least loss (mean of {seeds} "
              "seeds).", samples=state.epochs * SAMPLES, best=state.best, least=_small(state.least),
              seeds=SEEDS)  # fmt: skip


def _small(loss):
    return f"{loss:.2g}" if loss > LOSSES[0] else "less than 0.00001"


breaks = Lab(
    name="batches.breaks",
    title="Too large a step: where each batch size breaks",
    controls=(
        Choice("weights", "weights", {"2": "2 (one wave)", "8": "8 (four waves)"}, default="8"),
        Range("batch", "batch size B", 1, SAMPLES, default=1, recorded=SIZES),
        Range("epochs", "budget", 1, 48, default=12, recorded=(1, 3, 12, 48), unit="epochs"),
    ),
    panels=(
        Panel("sizes", "for each batch size, the learning rates at which all runs end lower than they began", 350,
              270),
        Panel("figure", "the chosen size: loss at the end against the learning rate; band: five seeds", 350, 290),
    ),
    compute=breaks_state, setup=breaks_setup, update=breaks_update, read=breaks_sentence,
)  # fmt: skip
