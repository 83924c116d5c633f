"""Lab `deep_belief.dream`: name a digit and watch a deep belief net dream it."""

from functools import lru_cache

import numpy as np
from matplotlib.patches import Rectangle

from nbhelpers import deep_belief
from nbhelpers.convolution.labs.images import DIGITS, fill, picture, shade, stage
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import trained
from nbhelpers.deep_belief.labs.layers import mosaic
from nbhelpers.lab import Choice, Lab, Panel, Seed, Time
from nbhelpers.lab.kit.cells import cells, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count
from nbhelpers.nn.mlp import predict

CHAINS, SHOWN, LAST, SIDE = 100, 9, 200, 14
ASKED = {**DIGITS, "free": "no label held"}


@lru_cache(maxsize=12)
def _chains(asked, seed):
    """Every moment of all chains, as bytes."""
    rng = np.random.default_rng(seed)
    top = trained.machine(3, trained.kept()[-1])
    labels = rng.integers(0, 10, CHAINS) if asked == "free" else np.full(CHAINS, int(asked))
    chain = joint.dream(top, labels, trained.CLASSES, LAST, rng, clamped=asked != "free")
    return [joint.Moment(*(part.astype(np.uint8) for part in moment)) for moment in chain]


def dream_state(asked, seed, step):
    moment = joint.Moment(*(part.astype(float) for part in _chains(asked, seed)[step]))
    pictures = deep_belief.descend(trained.stack(), moment.below)
    read = predict(trained.judge(), pictures).argmax(axis=1)
    return {
        "asked": asked, "step": step, "shares": np.bincount(read, minlength=10) / CHAINS,
        "pictures": pictures[:SHOWN].reshape(-1, SIDE, SIDE), "h": moment.h[0] > 0, "below": moment.below[0] > 0,
        "y": moment.y[0] > 0, "agree": float(np.mean(read == moment.y.argmax(axis=1))),
    }  # fmt: skip


def dream_setup(tower, dreams, read):
    artists = _tower(tower)
    axes = stage(dreams, rect=(0.02, 0.03, 0.96, 0.84), side=3 * 15 - 1)
    axes.set_title("nine of the dreams")
    artists["dreams"] = picture(axes, 3 * 15 - 1)
    axes = read.add_axes((0.1, 0.16, 0.82, 0.72))
    axes.set(xlim=(0, 1.02), ylim=(9.6, -0.6), yticks=range(10), xticks=(0, 0.5, 1))
    axes.set_xticklabels(("0", "50 %", "100 %"))
    axes.set_title("how a judge reads 100")
    artists["bars"] = [
        axes.add_patch(Rectangle((0, k - 0.32), 0, 0.64, color=COLOUR["activation"], lw=0)) for k in range(10)
    ]
    artists["asked"] = axes.plot([], [], "<", color=COLOUR["target"], ms=8, clip_on=False)[0]
    return artists


def _tower(figure):
    """The layers of the first chain, the top above and the picture below; one data unit is a pixel."""
    width, height = figure.get_size_inches() * 72
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    artists = {"picture": axes.imshow(np.zeros((2, 2, 4)), extent=(4, 102, 4, 102), aspect="auto")}
    axes.set(xlim=(0, width), ylim=(0, height))
    for words, x, y in (("the top: 200 units", 4, 278), ("100 units", 4, 163), ("labels", 133, 163)):
        axes.text(x, y, words, fontsize=11, va="bottom")
    for words, x, y in (("⇅ back and forth", 40, 187), ("↓ down, once", 40, 114)):
        axes.text(x, y, words, fontsize=11, color=COLOUR["muted"], va="center")
    for x, y, wide, high in ((3, 197, 162, 80), (3, 127, 122, 32), (3, 3, 100, 100)):
        axes.add_patch(Rectangle((x, y), wide, high, fill=False, edgecolor=COLOUR["grid"], lw=1))
    for digit in range(10):
        axes.text(*_label_place(digit), str(digit), fontsize=11, ha="center", va="center_baseline")
    artists |= {name: cells(axes, COLOUR["activation"]) for name in ("h", "below")}
    artists["y"] = axes.add_patch(Rectangle((0, 0), 14, 16, fill=False, edgecolor=COLOUR["target"], lw=2))
    return artists


def _label_place(digit):
    """Where the label's number stands in the tower, in pixels."""
    return 140 + 15 * (digit % 5), 152 - 17 * (digit // 5)


def dream_update(artists, state):
    show(artists.h, state.h.reshape(10, 20), 160, left=4, top=277)
    show(artists.below, state.below.reshape(5, 20), 120, left=4, top=158)
    x, y = _label_place(int(state.y.argmax()))
    artists.y.set_xy((x - 7, y - 8))
    artists.picture.set_data(shade(np.round(state.pictures[0], 6), positive="ink"))
    fill(artists.dreams, shade(mosaic(np.round(state.pictures, 6), 3), positive="ink"))
    for bar, share in zip(artists.bars, state.shares, strict=True):
        bar.set_width(float(share))
    if state.asked == "free":
        artists.asked.set_data([], [])
    else:
        asked = int(state.asked)
        artists.asked.set_data([state.shares[asked] + 0.05], [asked])


def dream_sentence(state):
    when = f"After {count(state.step, 'step')}"
    most, judge = int(np.argmax(state.shares)), "a judge that is no part of the net reads"
    if state.asked == "free":
        kinds = int(np.sum(state.shares >= 0.02))
        return (
            f"{when} with no label held, {judge} {count(kinds, 'digit')} twice or more in 100 dreams, "
            f"most often the {most} ({_count(state, most)} of them); in {round(100 * state.agree)} it reads what "
            f"the net's own label says."
        )
    asked = int(state.asked)
    found = f"{when} with the label {asked} held, {judge} {_count(state, asked)} of 100 dreams as the {asked}"
    if most == asked:
        other = int(np.argsort(state.shares)[-2])
        return f"{found}; the digit that it takes the others for most often is the {other}."
    return f"{found}; it takes most of them for the {most} ({_count(state, most)})."


def _count(state, digit):
    return round(CHAINS * state.shares[digit])


dream = Lab(
    name="deep_belief.dream",
    title="Name a digit, watch it being dreamt",
    controls=(
        Choice("asked", "dream of", ASKED, default="3"),
        Seed("seed", "seed", recorded=1),
        Time("step", "Gibbs steps at the top", last=LAST, default=100, recorded=(0, 1, 2, 5, 10, 30, 100, 200)),
    ),
    panels=(
        Panel("tower", "one chain: the top units, the units and labels below, the picture they send down", 215, 300),
        Panel("dreams", "the pictures of nine chains", 240, 300),
        Panel("read", "as which digits a judge reads a hundred dreams", 220, 300),
    ),
    compute=dream_state, setup=dream_setup, update=dream_update, read=dream_sentence,
    data=("deep_belief/stack",),
)  # fmt: skip
