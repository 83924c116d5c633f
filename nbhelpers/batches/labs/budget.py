"""Lab `batches.budget`: real digits, seven batch sizes, ten learning rates: what a budget buys."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.batches import checkpoints
from nbhelpers.batches.labs.path import apart, called
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import say

DIGITS = 4096  # that are learned from
TOP = 5.0  # losses above it, and runs that blew up, are drawn here
LOSSES = (0.003, TOP)
NAMED = (1, 64, 4096)  # the batch sizes whose curves have their name beside them
AXES = {"samples": "samples read", "steps": "steps taken"}


@cache
def measured():
    """Batch sizes, rates, samples at the points, losses (B, eta, seed, points), epochs to the target (B, eta, seed).

    Where a batch does not end at a point, the loss is NaN; where a run blew up, TOP. Where the target was not
    reached in all seeds, the epochs are infinite.
    """
    record = datasets.record("batches/mnist")
    settings, cells = record["settings"], record["cells"]
    sizes, etas = np.array(settings["batches"]), np.array(settings["etas"])
    seen = np.array([0, *checkpoints(settings["samples"], settings["curve"])])
    found = [[[cells[f"{eta}/{B}/{s}"] for s in settings["seeds"]] for eta in settings["etas"]] for B in sizes]
    curves = np.array([[[run["loss"] for run in runs] for runs in row] for row in found], dtype=float)
    points = seen % sizes[:, None] == 0
    curves[np.isnan(curves) & points[:, None, None, :]] = TOP
    epochs = np.array([[[run["epochs"] or np.inf for run in runs] for runs in row] for row in found])
    return sizes, etas, seen, np.minimum(curves, TOP), epochs


@cache
def best():
    """For every batch size the number of the rate that needs the fewest epochs, on average, to the target."""
    return measured()[4].mean(axis=-1).argmin(axis=-1)


def budget_state(batch, eta, thin, axis):
    """One size and rate with its seeds, the other sizes at their best rate or at this one, and the map of epochs."""
    sizes, etas, seen, curves, epochs = measured()
    at, rate = list(sizes).index(int(batch)), list(etas).index(eta)
    points = [seen % size == 0 for size in sizes]
    scale = 1 / sizes if axis == "steps" else np.ones(len(sizes))
    rates = best() if thin == "best" else np.full(len(sizes), rate)
    mine, took = curves[at, rate][:, points[at]], epochs[at, rate]
    return {
        "batch": int(batch), "eta": eta, "axis": axis, "at": [at, rate],
        "x": seen[points[at]][1:] * scale[at], "mean": mine.mean(axis=0)[1:],
        "band": np.stack([mine.min(axis=0), mine.max(axis=0)])[:, 1:],
        "others": [
            np.stack([seen[points[b]][1:] * scale[b], curves[b, rates[b]][:, points[b]].mean(axis=0)[1:]])
            for b in range(len(sizes))
        ],
        "epochs": [float(value) for value in took if np.isfinite(value)],
        "seeds": len(took), "best": float(etas[best()[at]]), "fewest": float(epochs[at, best()[at]].mean()),
    }  # fmt: skip


def budget_setup(curve, table):
    return _lay_curves(curve) | _lay_table(table)


def _lay_curves(figure):
    axes = kit.axes(figure, (0.14, 0.15, 0.72, 0.76), "loss on the training digits", xscale="log", yscale="log",
                    xlim=(1, 6e4), ylim=LOSSES, xticks=(1, 10, 100, 1000, 10_000), yticks=(0.01, 0.1, 1))  # fmt: skip
    target = datasets.record("batches/mnist")["settings"]["target"]
    kit.level(axes, target, "target")
    kit.note(axes, 1.15, target * 0.92, f"{target:g}, the target", "target", va="top")
    sizes = measured()[0]
    return {
        "word": axes.set_xlabel("samples read"),
        "thin": [kit.line(axes, "noise", lw=1) for _ in sizes],
        "names": [kit.note(axes, 1, 1, f"B = {size}", "muted", va="center") for size in sizes],
        "band": kit.band(axes, "energy", 0.22),
        "mean": kit.line(axes, "energy", lw=2.4),
    }


def _lay_table(figure):
    """Epochs to the target for every size and rate, as numbers, on a wash of colour."""
    sizes, etas, _, _, epochs = measured()
    rates = [f"1/{round(1 / eta)}" if eta < 1 else f"{eta:g}" for eta in etas]
    axes = kit.axes(figure, (0.15, 0.14, 0.84, 0.75), "epochs to the target, by η and B", xlim=(-0.5, len(sizes) - 0.5),
                    ylim=(-0.5, len(etas) - 0.5), xlabel="batch size B", xticks=dict(enumerate(map(str, sizes))),
                    yticks=dict(enumerate(rates)))  # fmt: skip
    axes.tick_params(length=0)
    for (b, r), value in np.ndenumerate(epochs.mean(axis=-1)):
        if np.isfinite(value):
            strong = 0.08 + 0.5 * max(0, 1 - np.log(value) / np.log(100))
            corners = ([b - 0.48, b + 0.48, b + 0.48, b - 0.48], [r - 0.46] * 2 + [r + 0.46] * 2)
            axes.fill(*corners, color=COLOUR["activation"], alpha=strong, lw=0)
        text = "–" if np.isinf(value) else f"{value:.1f}" if value < 9.95 else f"{value:.0f}"
        kit.note(axes, b, r, text, ha="center", va="center")
    return {"frame": kit.line(axes, "energy", lw=2.2, clip_on=False)}


def budget_update(artists, state):
    artists.word.set_text(AXES[state.axis])
    for line, other in zip(artists.thin, state.others, strict=True):
        line.set_data(*other)
    _show_names(artists.names, state)
    kit.around(artists.band, state.x, *state.band)
    artists.mean.set_data(state.x, state.mean)
    b, r = state.at
    artists.frame.set_data(b + 0.5 * np.array([-1, 1, 1, -1, -1]), r + 0.48 * np.array([-1, -1, 1, 1, -1]))


def _show_names(names, state):
    ends = [other[:, -1] for other in state.others]
    shown = [size in NAMED and size != state.batch for size in measured()[0]]
    heights = apart([end[1] if one else None for end, one in zip(ends, shown, strict=True)], 1.5, LOSSES)
    below = state.axis == "steps"  # these lines end inside the picture, and come from above on the left
    for name, end, height in zip(names, ends, heights, strict=True):
        name.set_visible(height is not None)
        kit.put(name, end[0] * (1 if below else 1.12), (height or 1) * (0.85 if below else 1))
        name.set(ha="right" if below else "left", va="top" if below else "center")


def budget_sentence(state):
    took = state.epochs
    yield _headline(state, called(state.batch, DIGITS))
    if len(took) == state.seeds:
        yield say("At η = {eta:.3g} it takes {mean:.3g} epochs ({low:.3g} to {high:.3g} over {seeds} seeds), or "
                  "{steps:.0f} steps.", eta=state.eta, mean=np.mean(took), low=min(took), high=max(took),
                  seeds=len(took), steps=np.mean(took) * DIGITS / state.batch)  # fmt: skip
    low, high = state.band[:, -1]
    yield say("After 12 epochs the loss is {low:.2g} in the best run and {high:.2g} in the worst." if high < TOP else
              "After 12 epochs the loss is {low:.2g} in the best run, in the worst above {high:.2g}.",
              low=low, high=high)  # fmt: skip
    yield say("No other of the ten rates gets this batch size there sooner." if state.eta == state.best else
              "The fastest rate for this batch size, {best:.3g}, needs {fewest:.3g} epochs.",
              best=state.best, fewest=state.fewest)  # fmt: skip


def _headline(state, who):
    """Whether the runs reach the target, and how this rate compares with the best one of its batch size."""
    reached = len(state.epochs)
    if not reached:
        return say("Too small a rate for {who}: no run reaches the target in time." if state.eta < state.best else
                   "Too large a rate for {who}: no run reaches the target in time.", who=who)  # fmt: skip
    if reached < state.seeds:
        return say("The target is reached in time in only {reached} of {seeds} runs.",
                   reached=reached, seeds=state.seeds)  # fmt: skip
    if state.eta == state.best:
        return say("At their best rate, {who} reach the target in {epochs:.3g} epochs.",
                   who=who, epochs=state.fewest)  # fmt: skip
    return say("At this rate {who} need {ratio:.2g} times the epochs of their best rate.",
               who=who, ratio=np.mean(state.epochs) / state.fewest)  # fmt: skip


budget = Lab(
    name="batches.budget",
    title="Real digits: many small steps, or one big one?",
    controls=(
        Choice("batch", "batch size B", {str(2**k): str(2**k) for k in range(0, 13, 2)}, default="64"),
        Range("eta", "learning rate η", 2.0**-8, 2.0, default=0.5, log=True,
              recorded=tuple(2.0**k for k in range(-8, 2)), only=True),
        Choice("thin", "thin lines", {"best": "each size at its best rate", "this": "every size at this rate"},
               default="best"),
        Choice("axis", "count", AXES, default="samples"),
    ),
    panels=(
        Panel("curve", "training loss against the budget for seven batch sizes; band: five seeds", 350, 330),
        Panel("table", "table of the epochs needed to reach the target, for every rate and batch size", 350, 330),
    ),
    compute=budget_state, setup=budget_setup, update=budget_update, read=budget_sentence,
    data=("batches/mnist",),
)  # fmt: skip
