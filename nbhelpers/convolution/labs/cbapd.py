"""Lab `convolution.cbapd`: five switches for the parts of a small net; what each part adds, and when."""

from functools import cache

import numpy as np

from nbhelpers.convolution.cbapd import PARTS
from nbhelpers.datasets import record
from nbhelpers.lab import Lab, Panel, Switch, kit
from nbhelpers.lab.words import say

NAMES = {"C": "convolution", "B": "batch norm", "A": "ReLU", "P": "pooling", "D": "dropout"}
EARLY = 10  # epochs
LOWEST = 50  # per cent: smaller accuracies are drawn here
WIDEST = 16  # points: larger differences are drawn here
SIZE = 11.5  # pixels: the type of labels in these panels


@cache
def runs(parts: str) -> np.ndarray:
    """Per cent of the test digits classified correctly by the nets with these parts: (seeds, epochs)."""
    settings, cells = (record("convolution/cbapd")[name] for name in ("settings", "cells"))
    keys = [f"{parts or 'none'}/{settings['eta']}/{seed}" for seed in settings["seeds"]]
    return np.array([cells[key]["right"] for key in keys]) / 10


def epochs() -> list[int]:
    """When the nets were tested."""
    return record("convolution/cbapd")["settings"]["epochs"]


def adds(parts: str, part: str) -> np.ndarray:
    """Points that a part adds to the others of `parts`, seed by seed, early and at the end: (seeds, 2)."""
    others = parts.replace(part, "")
    whole = "".join(letter for letter in PARTS if letter in others + part)
    return (runs(whole) - runs(others))[:, [epochs().index(EARLY), -1]]


def cbapd_state(c, b, a, p, d):
    parts = "".join(part for part, there in zip(PARTS, (c, b, a, p, d), strict=True) if there)
    return {
        "parts": parts, "epochs": epochs(), "runs": runs(parts), "adds": {part: adds(parts, part) for part in PARTS},
        "all": runs(PARTS).mean(axis=0), "none": runs("").mean(axis=0),
    }  # fmt: skip


LINES = {"all": ("weight", (0, (5, 2)), "all five"), "none": ("muted", (0, (1.5, 2)), "none of them")}


def cbapd_setup(curves, adds):
    axes = kit.axes(curves, (0.13, 0.19, 0.83, 0.69), "test digits classified correctly, %", xscale="log",
                    xlim=(1, 66), ylim=(LOWEST, 96), xticks=(1, 3, 10, 30, 60), yticks=(50, 60, 70, 80, 90),
                    xlabel="epoch")  # fmt: skip
    artists = {"band": kit.band(axes, "activation")}
    for name, (role, dashes, _) in LINES.items():
        artists[name] = kit.line(axes, role, ls=dashes, lw=1.6)
    artists["here"] = kit.line(axes, "activation", lw=2.4)
    keys = {"here": ("activation", "-", ""), **LINES}
    for row, (name, (role, dashes, label)) in enumerate(keys.items()):
        y = 62 - 4 * row
        kit.line(axes, role, [9, 15], [y, y], ls=dashes)
        artists[f"{name} key"] = kit.note(axes, 17, y, label, role, SIZE, va="center")
    return artists | _adds(adds)


def _adds(figure):
    axes = kit.axes(figure, (0.31, 0.19, 0.65, 0.69), "what each part adds to the others", ylim=(-1.15, 4.5),
                    xlim=(-WIDEST - 1, WIDEST + 1), xticks=(-15, -10, -5, 0, 5, 10, 15), xlabel="percentage points",
                    yticks={4 - row: f"{part} {name}" for row, (part, name) in enumerate(NAMES.items())})  # fmt: skip
    kit.line(axes, "muted", [0, 0], [-0.5, 4.5], lw=1)
    artists = {}
    for part in PARTS:
        artists[f"{part} whiskers"] = [kit.line(axes, role, lw=1.4) for role in ("target", "activation")]
        artists[f"{part} marks"] = [kit.dots(axes, "target", 6, "s"), kit.dots(axes, "activation", 8)]
    for x, role, marker, name in ((-16, "target", "s", EARLY), (1, "activation", "o", epochs()[-1])):
        kit.put(kit.dots(axes, role, 7, marker), x, -0.9)
        kit.note(axes, x + 1, -0.9, f"after {name} epochs", role, SIZE, va="center")
    return artists


def cbapd_update(artists, state):
    mean, spread = state.runs.mean(axis=0), state.runs.std(axis=0, ddof=1)
    kit.around(artists.band, state.epochs, np.maximum(mean - spread, LOWEST), np.maximum(mean + spread, LOWEST))
    for name, values in (("here", mean), ("all", state.all), ("none", state.none)):
        artists[name].set_data(state.epochs, np.maximum(values, LOWEST))
    artists["here key"].set_text(state.parts or "no part")
    for row, part in enumerate(PARTS):
        for moment, height in ((0, 0.14), (1, -0.14)):
            values, y = state.adds[part][:, moment], 4 - row + height
            x, half = values.mean(), values.std(ddof=1)
            artists[f"{part} whiskers"][moment].set_data(np.clip([x - half, x + half], -WIDEST, WIDEST), [y, y])
            kit.put(artists[f"{part} marks"][moment], np.clip(x, -WIDEST, WIDEST), y)


def cbapd_sentence(state):
    yield _headline(state)
    means = {part: values.mean(axis=0) for part, values in state.adds.items()}
    shown = ", ".join(f"{part} {early:+.1f} and {late:+.1f}" for part, (early, late) in means.items())
    yield say("After {early} epochs and after {last} the parts add, in points: {shown}; each to those that are on.",
              early=EARLY, last=state.epochs[-1], shown=shown)  # fmt: skip
    ends = state.runs[:, -1]
    yield say("With {parts} the nets end at {mean:.1f} ± {spread:.1f} % (standard deviation of {seeds} seeds).",
              parts=state.parts or "no part", mean=ends.mean(), spread=ends.std(ddof=1), seeds=len(ends))  # fmt: skip


def _headline(state):
    """The part that makes the largest difference at the end, if it is beyond the luck of the seeds."""
    part = max(PARTS, key=lambda one: abs(state.adds[one][:, 1].mean()))
    values, there = state.adds[part][:, 1], part in state.parts
    points, name = values.mean(), NAMES[part][0].upper() + NAMES[part][1:]
    if abs(points) < 2 * values.std(ddof=1) / len(values) ** 0.5:
        return say("At the end no part makes a clear difference here.")
    if points > 0:
        return say("{name} matters most here: without it the nets lose {points:.1f} points." if there
                   else "{name} is missed most: it would add {points:.1f} points.", name=name, points=points)
    return say("{name} does harm here: without it the nets gain {points:.1f} points." if there
               else "{name} would do harm here: it would cost {points:.1f} points.", name=name, points=-points)


cbapd = Lab(
    name="convolution.cbapd",
    title="CBAPD put together: what each part adds, and when",
    controls=tuple(Switch(part.lower(), f"{part} {name}", default=True) for part, name in NAMES.items()),
    panels=(
        Panel("curves", "accuracy on test digits over the epochs, with its spread, all five parts and none", 346, 280),
        Panel("adds", "what each part adds to the accuracy, early and at the end, with the spread", 346, 280),
    ),
    compute=cbapd_state, setup=cbapd_setup, update=cbapd_update, read=cbapd_sentence,
    data=("convolution/cbapd",),
)  # fmt: skip
