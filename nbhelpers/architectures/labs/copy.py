"""Lab `architectures.copy`: how well stacks of growing depth learn to give back what they are given."""

import numpy as np

from nbhelpers import datasets
from nbhelpers.architectures import depth, residual
from nbhelpers.architectures.labs.curves import KINDS, SIZE, curves, key, rate, show_runs
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.kit.boxes import boxes, halftone, show
from nbhelpers.lab.style import COLOUR

STACKS = ("plain", "residual")
DEPTHS = {str(2 * blocks): blocks for blocks in (1, 2, 4, 8, 16)}
RATES = {"best": "the best for each", "0.003": "0.003", "0.01": "0.01", "0.03": "0.03", "0.1": "0.1", "0.3": "0.3"}
DRAWN_FROM = 1e-5  # smaller errors are drawn here
ROWS = {"given": "activation", **{kind: KINDS[kind][0] for kind in STACKS}}
SIDE, STEP, TOP = 62.0, 72.0, (256.0, 174.0, 92.0)  # a digit's width, the way to the next, where rows begin


def copy_state(layers, eta):
    """Errors of both kinds for all depths, (seeds, depths), and a few digits with their copies at this one."""
    at, blocks = list(DEPTHS).index(layers), DEPTHS[layers]
    rates = {kind: rate("copy", kind, blocks, eta) for kind in STACKS}
    return {
        "layers": int(layers), "at": at, "rates": rates, "ends": {kind: _ends(kind, eta) for kind in STACKS},
        "originals": originals(), "copies": {kind: depth.copies(kind, blocks, rates[kind]) for kind in STACKS},
    }  # fmt: skip


def _ends(kind, eta):
    found = [depth.runs("copy", kind, blocks, rate("copy", kind, blocks, eta)) for blocks in DEPTHS.values()]
    return np.array([runs[:, -1] for runs in found]).T


def originals():
    """The digits that are shown: (digits, 8, 8)."""
    known = depth.settings("copy")
    images = datasets.mnist().train_images[known["shown"]]
    return residual.small_digits(images).reshape(-1, 8, 8)


def copy_setup(ends, images):
    axes = kit.axes(ends, (0.17, 0.19, 0.79, 0.69), "copying error (share of the variance)", yscale="log",
                    ylim=(DRAWN_FROM * 0.7, 4), xlim=(0, 34), xticks=(2, 4, 8, 16, 32),
                    yticks=kit.percents(1e-4, 1e-2, 1), xlabel="layers with weights")  # fmt: skip
    kit.level(axes, 1)
    kit.note(axes, 33, 1.2, "the mean digit", "muted", SIZE, ha="right")
    artists = curves(axes, "ends", STACKS)
    for index, kind in enumerate(STACKS):
        key(axes, (16.6, 17.9, 19.2, 20), 0.0002 / 2.9**index, kind, *KINDS[kind])
    axes = kit.bare(images, (0, 346), (0, 280))
    for (name, role), top in zip(ROWS.items(), TOP, strict=True):
        kit.note(axes, 2, top - SIDE / 2, name, role, SIZE, va="center")
        artists[name] = boxes(axes, facecolor=COLOUR[role])
    return artists


def copy_update(artists, state):
    layers = [int(label) for label in DEPTHS]
    for kind in STACKS:
        show_runs(artists, "ends", kind, layers, np.maximum(state.ends[kind], DRAWN_FROM), state.at)
    for name, pictures, top in zip(ROWS, (state.originals, *state.copies.values()), TOP, strict=True):
        shown = (halftone(image, SIDE, 62 + STEP * index, top) for index, image in enumerate(pictures))
        show(artists[name], [box for image in shown for box in image])


def copy_sentence(state):
    ends = {kind: state.ends[kind][:, state.at] for kind in STACKS}
    missed = [f"{_percent(x.mean())} % ({_percent(x.min())} to {_percent(x.max())})" for x in ends.values()]
    rates = " and ".join(f"{state.rates[kind]:g}" for kind in STACKS)
    failed = [kind for kind in STACKS if (ends[kind] >= 1.0).any()]
    lost = f"; some {' and some '.join(failed)} stacks do no better than the mean digit" if failed else ""
    return (
        f"{state.layers} layers that should change nothing, trained for 40 epochs at η = {rates}: of the digits' "
        f"variance the plain stack misses {missed[0]}, the residual one {missed[1]} "
        f"(mean and range of {len(ends['plain'])} seeds){lost}; weights that copy exactly exist in both."
    )


def _percent(share) -> str:
    return f"{100 * share:.0f}" if share >= 0.1 else f"{100 * share:.2g}"


copy = Lab(
    name="architectures.copy",
    title="Learning to change nothing",
    controls=(
        Choice("layers", "layers", {label: label for label in DEPTHS}, default="16"),
        Choice("eta", "learning rate η", RATES, default="best"),
    ),
    panels=(
        Panel("ends", "copying error against the number of layers, with the range over the seeds", 346, 280),
        Panel("images", "four digits, and what a plain and a residual stack give back", 346, 280),
    ),
    compute=copy_state, setup=copy_setup, update=copy_update, read=copy_sentence,
    data=("architectures/copy",),
)  # fmt: skip
