"""Lab `autoencoders.stacked`: where a net begins, and how soon it reads: random weights, a stack, and ReLU."""

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

DEPTHS = {"1": "one hidden layer (128)", "3": "three hidden layers (128, 64, 32)"}
LABELS = {"100": "100 labelled digits", "1000": "1,000 labelled digits"}
METHODS = {"SGD": "SGD", "Adam": "Adam"}
STARTS = {"stacked": ("stacked autoencoders", "weight", "-"), "random": ("random, sigmoid", "muted", "-"),
          "relu": ("random, ReLU", "ink", (0, (4, 2)))}  # fmt: skip
UPDATES = (0, 50, 100, 150, 200, 300, 400, 600, 800, 1000, 1250, 1500)


def stacked_state(depth, labels, method, update):
    """Accuracy against the number of updates for three beginnings, five seeds each."""
    found = record("autoencoders/stacked")
    seeds, updates = found["settings"]["seeds"], np.array(found["settings"]["updates"])
    curves = {
        start: np.array([found["cells"][f"{depth}/{labels}/{method}/{seed}"][start] for seed in seeds])
        for start in STARTS
    }
    now = {start: np.array([np.interp(update, updates, seed) for seed in curve]) for start, curve in curves.items()}
    return {"depth": depth, "labels": int(labels), "method": method, "at": update, "updates": updates,
            "curves": curves, "now": now, "measured": bool(update in updates)}  # fmt: skip


def stacked_setup(curves, seeds):
    axes = curves.add_axes((0.14, 0.18, 0.82, 0.71))
    axes.set(xlim=(0, UPDATES[-1]), ylim=(0, 1), xlabel="updates with labels", xticks=(0, 500, 1000, 1500))
    axes.set_title("accuracy on test digits")
    artists = {"here": axes.axvline(0, color=COLOUR["grid"], lw=6, zorder=0)}
    for line, (start, (words, role, dashes)) in enumerate(STARTS.items()):
        axes.text(UPDATES[-1], 0.21 - 0.08 * line, words, color=COLOUR[role], fontsize=11, ha="right")
        artists[start] = axes.plot([], [], color=COLOUR[role], ls=dashes)[0]
        artists[f"{start} range"] = [axes.plot([], [], color=COLOUR[role], lw=0.8, alpha=0.72)[0] for _ in range(5)]
    axes = seeds.add_axes((0.05, 0.18, 0.9, 0.71))
    axes.set(xlim=(0, 1), ylim=(-0.6, 2.9), yticks=(), xlabel="accuracy, each seed a dot")
    axes.spines["left"].set_visible(False)
    axes.set_title("after these updates")
    for line, (start, (words, role, _)) in enumerate(STARTS.items()):
        artists[f"{start} dots"] = axes.plot([], [], "o", color=COLOUR[role], ms=8, alpha=0.72)[0]
        axes.text(0.0, 2 - line + 0.25, words, color=COLOUR[role], fontsize=12)
        artists[f"{start} mean"] = axes.text(1.0, 2 - line + 0.25, "", color=COLOUR[role], fontsize=12, ha="right")
    return artists


def stacked_update(artists, state):
    artists.here.set_xdata([state.at] * 2)
    for line, (start, curve) in enumerate(state.curves.items()):
        artists[start].set_data(state.updates, curve.mean(axis=0))
        for thin, seed in zip(artists[f"{start} range"], curve, strict=True):
            thin.set_data(state.updates, seed)
        now = state.now[start]
        artists[f"{start} dots"].set_data(now, [2 - line] * len(now))
        artists[f"{start} mean"].set_text(f"{100 * now.mean():.1f} %")


def stacked_sentence(state):
    said = [
        f"{words} {100 * state.now[start].mean():.1f} ({100 * state.now[start].min():.1f} to "
        f"{100 * state.now[start].max():.1f})"
        for start, (words, _, _) in STARTS.items()
    ]
    layers = "one hidden layer" if state.depth == "1" else "three hidden layers"
    between = "" if state.measured else " (read between two measured points)"
    return (
        f"{layers.capitalize()}, {state.labels} labelled digits, {count(state.at, 'update')} of "
        f"{state.method}{between}: per cent right on the test digits: {', '.join(said)}, 5 seeds each."
    )


stacked = Lab(
    name="autoencoders.stacked",
    title="Where a net begins",
    controls=(
        Choice("depth", "the net", DEPTHS, default="3"),
        Choice("labels", "labels", LABELS, default="1000"),
        Choice("method", "optimizer", METHODS, default="SGD"),
        Time("update", "updates", last=UPDATES[-1], default=200, recorded=UPDATES),
    ),
    panels=(
        Panel("curves", "accuracy against updates: stacked blue, random sigmoid grey, random ReLU dashed", 350, 270),
        Panel("seeds", "the accuracies of the five seeds after these updates", 340, 270),
    ),
    compute=stacked_state, setup=stacked_setup, update=stacked_update, read=stacked_sentence,
    data=("autoencoders/stacked",),
)  # fmt: skip
