"""Lab `autoencoders.stacked`: where a net begins, and how soon it reads: random weights, a stack, and ReLU."""

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, Time, kit
from nbhelpers.lab.words import count, listed, mean_range, say

DEPTHS = {"1": "one hidden layer (128)", "3": "three hidden layers (128, 64, 32)"}
LABELS = {"100": "100 labelled digits", "1000": "1,000 labelled digits"}
METHODS = {"SGD": "SGD", "Adam": "Adam"}
STARTS = {"stacked": ("stacked autoencoders", "weight", "-"), "random": ("random, sigmoid", "muted", "-"),
          "relu": ("random, ReLU", "ink", (0, (4, 2)))}  # fmt: skip
SPOKEN = {"stacked": "the stack", "random": "random sigmoid", "relu": "random ReLU"}
NOTHING = 20  # per cent that a net may reach before it has begun to learn
LEVEL, CLOSE = 1.5, 1.0  # points between all three, and between the best two, that make no difference
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
    return {**_curves_setup(curves), **_seeds_setup(seeds)}


def _curves_setup(figure):
    axes = kit.axes(figure, (0.14, 0.18, 0.82, 0.71), "accuracy on test digits", xlabel="updates with labels",
                    xlim=(0, UPDATES[-1]), ylim=(0, 1), xticks=(0, 500, 1000, 1500))  # fmt: skip
    artists = {"here": kit.chosen(axes, 6)}
    for place, (start, (words, role, dashes)) in enumerate(STARTS.items()):
        kit.note(axes, UPDATES[-1], 0.21 - 0.08 * place, words, role, ha="right")
        artists[start] = kit.line(axes, role, ls=dashes)
        artists[f"{start} range"] = [kit.line(axes, role, lw=0.8, alpha=0.72) for _ in range(5)]
    return artists


def _seeds_setup(figure):
    axes = kit.axes(figure, (0.05, 0.18, 0.9, 0.71), "after these updates", xlabel="accuracy, each seed a dot",
                    xlim=(0, 1), ylim=(-0.6, 2.9), yticks=())  # fmt: skip
    axes.spines["left"].set_visible(False)
    artists = {}
    for place, (start, (words, role, _)) in enumerate(STARTS.items()):
        kit.note(axes, 0.0, 2.25 - place, words, role, 12)
        artists[f"{start} dots"] = kit.dots(axes, role, alpha=0.72)
        artists[f"{start} mean"] = kit.note(axes, 1.0, 2.25 - place, "", role, 12, ha="right")
    return artists


def stacked_update(artists, state):
    kit.upright(artists.here, state.at)
    for place, (start, curve) in enumerate(state.curves.items()):
        artists[start].set_data(state.updates, curve.mean(axis=0))
        for thin, seed in zip(artists[f"{start} range"], curve, strict=True):
            thin.set_data(state.updates, seed)
        now = state.now[start]
        artists[f"{start} dots"].set_data(now, [2 - place] * len(now))
        artists[f"{start} mean"].set_text(f"{100 * now.mean():.1f} %")


def stacked_sentence(state):
    yield _headline(state)
    yield say("A net of {layers} had {updates} of {method} with {labels:,} labelled digits, {seeds} seeds each.",
              layers="one hidden layer" if state.depth == "1" else "three hidden layers",
              updates=count(state.at, "update"), method=state.method, labels=state.labels,
              seeds=len(state.now["stacked"]))  # fmt: skip
    yield say("Accuracies on the test digits in per cent: {accuracies}.",
              accuracies="; ".join(f"{STARTS[start][0]} {mean_range(100 * now, 1)}" for start, now in state.now.items())
              )  # fmt: skip
    if not state.measured:
        yield say("They are interpolated between two measured points.")


def _headline(state):
    """Which start is ahead, if one is, and whether the random sigmoid net has begun to learn."""
    means = {start: 100 * now.mean() for start, now in state.now.items()}
    first, second, last = sorted(means, key=means.get, reverse=True)
    if means[first] < NOTHING:
        return say("All three starts are still close to guessing.")
    if means["random"] < NOTHING:
        return say("The random sigmoid net has learned next to nothing: {random:.1f} %; "
                   "the stack has {stacked:.1f} %.",
                   **means)  # fmt: skip
    if means[first] - means[last] < LEVEL:
        return say("All three starts are level, within {points:.1f} points.", points=means[first] - means[last])
    if means[first] - means[second] < CLOSE:
        return say("It is a tie between {leaders}; {last} is {points:.1f} points behind.",
                   leaders=listed([SPOKEN[first], SPOKEN[second]]), last=SPOKEN[last],
                   points=means[second] - means[last])  # fmt: skip
    return say("Most accurate is {first}, {best:.1f} %; next comes {second}, {next:.1f} %.",
               first=SPOKEN[first], best=means[first], second=SPOKEN[second], next=means[second])  # fmt: skip


stacked = Lab(
    name="autoencoders.stacked",
    title="A stack gives sigmoid units a head start",
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
