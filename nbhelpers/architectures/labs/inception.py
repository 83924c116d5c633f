"""Lab `architectures.inception`: the work of GoogLeNet's nine blocks, with and without their 1 x 1 reductions."""

from functools import cache

import numpy as np

from nbhelpers.architectures import INCEPTION, googlenet, inception, spec
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.kit.boxes import boxes, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import say

NAMES = tuple(INCEPTION)
PATHS = ("1 × 1", "3 × 3", "5 × 5", "pooling")


@cache
def blocks(reduced: bool) -> dict:
    """The row of every block: of GoogLeNet itself, or of a GoogLeNet without any reduction in its blocks."""
    net = googlenet()
    if not reduced:
        bare = {name: inception(name, a, 0, b, 0, c, 0) for name, (a, _, b, _, c, _) in INCEPTION.items()}
        net = net._replace(layers=tuple(bare.get(layer.name, layer) for layer in net.layers))
    rows = {row.name: row for row in spec.summary(net)}
    return {name: rows[name] for name in NAMES}


def paths(row) -> list[int]:
    """Multiply-adds of the four paths of a block."""
    marks = (f"{row.name}/1x1", f"{row.name}/3x3", f"{row.name}/5x5", f"{row.name}/pool")
    return [sum(part.multiply_adds for part in row.parts if part.name.startswith(mark)) for mark in marks]


def inception_state(block):
    with_it, without = blocks(True), blocks(False)
    return {
        "block": block, "at": NAMES.index(block),
        "paths": {"with": paths(with_it[block]), "without": paths(without[block])},
        "work": {"with": with_it[block].multiply_adds, "without": without[block].multiply_adds},
        "channels": {"with": [with_it[name].shape[0] for name in NAMES],
                     "without": [without[name].shape[0] for name in NAMES]},
        "all": {"with": sum(row.multiply_adds for row in with_it.values()),
                "without": sum(row.multiply_adds for row in without.values())},
    }  # fmt: skip


ROLE = {"with": "activation", "without": "error"}


def inception_setup(work, channels):
    left = kit.axes(work, (0.2, 0.19, 0.75, 0.69), "million multiply-adds of each path", xlim=(0, 1), ylim=(-0.6, 3.6),
                    xticks=kit.percents(0, 0.5, 1), yticks=dict(enumerate(PATHS[::-1])),
                    xlabel="share of the block without reductions")  # fmt: skip
    right = kit.axes(channels, (0.17, 0.19, 0.79, 0.69), "channels that the block hands on", xlim=(-0.4, 8.4),
                     ylim=(0, 6500), xticks=dict(enumerate(NAMES)), xlabel="block",
                     yticks={many: f"{many:,}" for many in (0, 2000, 4000, 6000)})  # fmt: skip
    artists = {
        "with bars": boxes(left, facecolor=COLOUR[ROLE["with"]], alpha=0.85),
        "without bars": boxes(left, facecolor=COLOUR[ROLE["without"]], alpha=0.45),
        "numbers": [kit.note(left, 0, 0, va="center") for _ in range(8)],
    }
    for (name, role), y in zip(ROLE.items(), (5500, 6050), strict=True):
        artists[f"{name} line"] = kit.line(right, role, marker="o", ms=4)
        artists[f"{name} here"] = kit.dots(right, role, 9)
        kit.line(right, role, [-0.1, 0.5], [y, y])
        kit.note(right, 0.7, y, f"{name} reductions", role, 11.5, va="center")
    return artists


def inception_update(artists, state):
    _bars(artists["without bars"], artists.numbers[:4], state.paths["without"], -0.36, state.work["without"])
    _bars(artists["with bars"], artists.numbers[4:], state.paths["with"], 0.04, state.work["without"])
    for name in ROLE:
        artists[f"{name} line"].set_data(np.arange(9), state.channels[name])
        kit.put(artists[f"{name} here"], state.at, state.channels[name][state.at])


def _bars(bars, texts, paths, low, whole):
    """A bar for every path, as a share of the whole, with its number inside where there is room."""
    show(bars, [(0, 3 - row + low, work / whole, 3 - row + low + 0.32) for row, work in enumerate(paths)])
    for row, (text, work) in enumerate(zip(texts, paths, strict=True)):
        inside = work / whole > 0.75
        text.set(text=f"{work / 1e6:,.1f}", ha="right" if inside else "left")
        kit.put(text, work / whole + (-0.015 if inside else 0.015), 3 - row + low + 0.16)


def inception_sentence(state):
    work, every = state.work, state.all
    channels = {name: state.channels[name][state.at] for name in ROLE}
    yield say("If no block had reductions, block {block} would take {times:.1f} times the work.",
              block=state.block, times=work["without"] / work["with"])  # fmt: skip
    yield say("With reductions it takes {work:,.0f} million multiply-adds and hands on {channels:,} channels.",
              work=work["with"] / 1e6, channels=channels["with"])  # fmt: skip
    yield say("Without them it would take {work:,.0f} million and hand on {channels:,}.",
              work=work["without"] / 1e6, channels=channels["without"])  # fmt: skip
    yield say("All nine blocks together take {reduced:.2f} billion with, {bare:.1f} billion without.",
              reduced=every["with"] / 1e9, bare=every["without"] / 1e9)  # fmt: skip


inception_lab = Lab(
    name="architectures.inception",
    title="Inception's blocks, with and without reductions",
    controls=(Choice("block", "block", {name: name for name in NAMES}, default="4c"),),
    panels=(
        Panel("work", "multiply-adds of the four paths, with and without the 1 x 1 reductions", 346, 280),
        Panel("channels", "channels after each of the nine blocks, with and without the reductions", 346, 280),
    ),
    compute=inception_state, setup=inception_setup, update=inception_update, read=inception_sentence,
)  # fmt: skip
