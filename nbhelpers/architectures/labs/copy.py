"""Lab `architectures.copy`: how well stacks of growing depth learn to give back what they are given."""

import numpy as np

from nbhelpers import datasets
from nbhelpers.architectures import depth, residual
from nbhelpers.architectures.labs.curves import KINDS, SIZE, curves, key, rate, show_runs
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.kit.boxes import boxes, halftone, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import listed, say

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
    yield _headline({kind: runs.mean() for kind, runs in ends.items()})
    yield say("Of the digits' variance the plain stack misses {plain}, the residual one {residual}: means and ranges "
              "of {seeds} seeds.",
              seeds=len(ends["plain"]), **{kind: _missed(runs) for kind, runs in ends.items()})  # fmt: skip
    yield say("The {layers} layers had 40 epochs to learn to change nothing, at η = {plain:g} (plain) and "
              "{residual:g} (residual).",
              layers=state.layers, **state.rates)  # fmt: skip
    failed = [kind for kind in STACKS if ends[kind].max() >= 1 > ends[kind].mean()]
    if failed:
        yield say("Some {failed} stacks do no better than the mean digit.", failed=listed(failed))
    yield say("For both there are weights that copy exactly.")


def _headline(missed):
    lost = [kind for kind, share in missed.items() if share >= 1]
    if len(lost) == len(STACKS):
        return say("Neither stack copies better than the mean digit would.")
    if lost:
        (other,) = set(STACKS) - set(lost)
        return say("The {lost} stack does no better than the mean digit; the {other} one misses {share} %.",
                   lost=lost[0], other=other, share=_percent(missed[other]))  # fmt: skip
    return say("The plain stack misses {plain} % of what it should copy, the residual one {residual} %.",
               **{kind: _percent(share) for kind, share in missed.items()})  # fmt: skip


def _missed(runs) -> str:
    return f"{_percent(runs.mean())} % ({_percent(runs.min())} to {_percent(runs.max())})"


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
