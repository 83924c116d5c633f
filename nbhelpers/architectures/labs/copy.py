"""Lab `architectures.copy`: how well stacks of growing depth learn to give back what they are given."""

import numpy as np

from nbhelpers import datasets
from nbhelpers.architectures import depth, residual
from nbhelpers.architectures.labs.depth import STYLE, lines, put
from nbhelpers.lab import Choice, Lab, Panel
from nbhelpers.lab.kit.boxes import boxes, halftone, show
from nbhelpers.lab.style import COLOUR

KINDS = ("plain", "residual")
DEPTHS = {str(2 * blocks): blocks for blocks in (1, 2, 4, 8, 16)}
RATES = {"best": "the best for each", "0.003": "0.003", "0.01": "0.01", "0.03": "0.03", "0.1": "0.1", "0.3": "0.3"}
FLOOR = 1e-5
SIDE, STEP, TOP = 62.0, 72.0, (256.0, 174.0, 92.0)  # a digit's width, the way to the next, where rows begin


def copy_state(layers, eta):
    """Errors of both kinds for all depths, (seeds, depths), and a few digits with their copies at this one."""
    at, blocks = list(DEPTHS).index(layers), DEPTHS[layers]
    rates = {kind: [_rate(kind, one, eta) for one in DEPTHS.values()] for kind in KINDS}
    ends = {
        kind: np.array([
            depth.runs("copy", kind, one, rate)[:, -1] for one, rate in zip(DEPTHS.values(), rates[kind], strict=True)
        ]).T for kind in KINDS
    }  # fmt: skip
    return {
        "layers": int(layers), "at": at, "ends": ends, "rates": {kind: rates[kind][at] for kind in KINDS},
        "originals": originals(), "copies": {kind: depth.copies(kind, blocks, rates[kind][at]) for kind in KINDS},
    }  # fmt: skip


def _rate(kind, blocks, eta):
    return depth.best_eta("copy", kind, blocks) if eta == "best" else float(eta)


def originals():
    """The digits that are shown: (digits, 8, 8)."""
    known = depth.settings("copy")
    images = datasets.mnist().train_images[known["shown"]]
    return residual.small_digits(images).reshape(-1, 8, 8)


def copy_setup(ends, images):
    axes = ends.add_axes((0.17, 0.19, 0.79, 0.69))
    axes.set(yscale="log", ylim=(FLOOR * 0.7, 4), xlim=(0, 34), xlabel="layers with weights")
    axes.set_xticks([2, 4, 8, 16, 32])
    axes.set_yticks([1e-4, 1e-2, 1], ["0.01 %", "1 %", "100 %"])
    axes.minorticks_off()
    axes.set_title("copying error (share of the variance)")
    axes.axhline(1, color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)))
    axes.text(33, 1.2, "the mean digit", color=COLOUR["muted"], ha="right", fontsize=11.5)
    artists = {}
    lines(axes, KINDS, "ends", artists)
    for index, kind in enumerate(KINDS):
        y = 0.0002 / 2.9**index
        axes.plot([16.6, 17.9, 19.2], [y] * 3, ms=5, markevery=[1], **STYLE[kind])
        axes.text(20, y, kind, color=STYLE[kind]["color"], va="center", fontsize=11.5)
    axes = images.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 346), ylim=(0, 280))
    axes.axis("off")
    rows = (("given", COLOUR["activation"]), *((kind, STYLE[kind]["color"]) for kind in KINDS))
    for (name, colour), top in zip(rows, TOP, strict=True):
        axes.text(2, top - SIDE / 2, name, color=colour, va="center", fontsize=11.5)
        artists[name] = boxes(axes, facecolor=colour)
    return artists


def copy_update(artists, state):
    layers = [int(label) for label in DEPTHS]
    for kind in KINDS:
        put(artists, "ends", kind, layers, np.maximum(state.ends[kind], FLOOR), state.at)
    for (name, pictures), top in zip([("given", state.originals), *state.copies.items()], TOP, strict=True):
        show(artists[name], [
            box for index, image in enumerate(pictures) for box in halftone(image, SIDE, 62 + STEP * index, top)
        ])  # fmt: skip


def copy_sentence(state):
    plain, residual = (state.ends[kind][:, state.at] for kind in KINDS)
    missed = [f"{_percent(x.mean())} % ({_percent(x.min())} to {_percent(x.max())})" for x in (plain, residual)]
    rates = " and ".join(f"{state.rates[kind]:g}" for kind in KINDS)
    failed = [kind for kind, ends in (("plain", plain), ("residual", residual)) if (ends >= 1.0).any()]
    lost = f"; some {' and some '.join(failed)} stacks do no better than the mean digit" if failed else ""
    return (
        f"{state.layers} layers that should change nothing, trained for 40 epochs at η = {rates}: of the digits' "
        f"variance the plain stack misses {missed[0]}, the residual one {missed[1]} "
        f"(mean and range of {len(plain)} seeds){lost}; weights that copy exactly exist in both."
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
    compute=copy_state,
    setup=copy_setup,
    update=copy_update,
    read=copy_sentence,
    data=("architectures/copy",),
)
