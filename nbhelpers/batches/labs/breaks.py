"""Lab `batches.breaks`: the loss after a fixed budget of samples against the learning rate, for five batch sizes."""

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


def breaks_state(weights, batch, epochs):
    """Loss above the least one for every learning rate and size, (sizes, etas): mean; lowest and highest of one."""
    X, _ = tide_of(weights)
    others = np.array([ended(weights, size, epochs).mean(axis=0) for size in SIZES])
    mine, bound = ended(weights, batch, epochs), stability.largest_eta(X, batch)
    start = start_of(weights)
    failed = ETAS[(mine > start).any(axis=0)]
    return {
        "weights": weights, "batch": batch, "epochs": epochs, "others": others, "mean": mine.mean(axis=0),
        "band": np.stack([mine.min(axis=0), mine.max(axis=0)]),
        "bound": float(bound), "single": float(stability.largest_eta(X, 1)),
        "full": float(stability.largest_eta(X, SAMPLES)), "start": start,
        "best": float(ETAS[mine.mean(axis=0).argmin()]), "least": float(mine.mean(axis=0).min()),
        "failed": float(failed[0]) if failed.size else 0.0,
    }  # fmt: skip


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


def breaks_setup(figure):
    axes = kit.axes(figure, (0.15, 0.15, 0.83, 0.72), xscale="log", yscale="log", xlim=(0.05, 8), ylim=LOSSES,
                    xlabel="learning rate η", xticks=(0.1, 0.5, 1, 2, 4, 8), yticks=(1e-4, 1e-2, 1, 100))  # fmt: skip
    axes.set_title("loss above the least one, after the budget", pad=22)
    sides, above = (("B = 1", "right"), (" B = 32", "left")), {"va": "bottom", "clip_on": False}
    start, word = kit.level(axes, 1, ls=(0, (1, 2)), lw=1), kit.note(axes, 7.8, 1, "at the start", "muted", ha="right")
    return {
        "others": [kit.line(axes, "noise", lw=1.1) for _ in SIZES],
        "band": kit.band(axes, "weight", 0.22),
        "mean": kit.line(axes, "weight", lw=2.4),
        "bound": kit.line(axes, "error", lw=1.6, ls=kit.DASHED),
        "name": kit.note(axes, 1, 2e-5, role="error", ha="right"),
        "start": start,
        "word": word,
        "ends": [kit.note(axes, 1, 130, name, "muted", ha=side, **above) for name, side in sides],
    }


def breaks_update(artists, state):
    for line, mean in zip(artists.others, state.others, strict=True):
        line.set_data(ETAS, mean)
    for end, at in zip(artists.ends, (state.single, state.full), strict=True):
        end.set_x(at)
    kit.around(artists.band, ETAS, *state.band)
    artists.mean.set_data(ETAS, state.mean)
    kit.upright(artists.bound, state.bound, *LOSSES)
    artists.name.set_text(f"bound {state.bound:.2f} for B = {state.batch}")
    artists.name.set_x(state.bound * (0.95 if state.bound > 1 else 1.06))
    artists.name.set_ha("right" if state.bound > 1 else "left")
    artists.start.set_ydata([state.start] * 2)
    artists.word.set_y(state.start * 1.15)


def breaks_sentence(state):
    yield say("From η = {failed:.2g} on, runs with {who} can end worse than they began.",
              failed=state.failed, who=called(state.batch, SAMPLES))  # fmt: skip
    yield say("Theory's bound for this size and {weights} weights is {bound:.3g}.",
              weights=state.weights, bound=state.bound)  # fmt: skip
    yield say("It is {single:.3g} for single samples and {full:.3g} for full batches.",
              single=state.single, full=state.full)  # fmt: skip
    yield say("After {samples} samples η = {best:.2g} ends lowest, {least} above the least loss (mean of {seeds} "
              "seeds).", samples=state.epochs * SAMPLES, best=state.best, least=_small(state.least),
              seeds=SEEDS)  # fmt: skip


def _small(loss):
    return f"{loss:.2g}" if loss > LOSSES[0] else "less than 0.00001"


breaks = Lab(
    name="batches.breaks",
    title="The learning rate at which each breaks",
    controls=(
        Choice("weights", "weights", {"2": "2 (one wave)", "8": "8 (four waves)"}, default="8"),
        Range("batch", "batch size B", 1, SAMPLES, default=1, recorded=SIZES),
        Range("epochs", "budget", 1, 48, default=12, recorded=(1, 3, 12, 48), unit="epochs"),
    ),
    panels=(
        Panel("figure", "loss after the budget against the learning rate, for five batch sizes; line: bound", 360, 330),
    ),
    compute=breaks_state, setup=breaks_setup, update=breaks_update, read=breaks_sentence,
)  # fmt: skip
