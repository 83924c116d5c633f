"""Lab `deep_belief.dream`: name a digit and watch a deep belief net dream it."""

from functools import lru_cache

import numpy as np
from matplotlib.patches import Rectangle

from nbhelpers.convolution import cnn
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import trained
from nbhelpers.lab import Choice, Lab, Panel, Seed, Time, kit
from nbhelpers.lab.kit.cells import cells, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import article, count, listed, percent, say

CHAINS, SHOWN, LAST, SIDE = 20, 9, 500, 28
GREYS = 15  # steps from paper to ink in the pictures shown
ASKED = {**{str(digit): article(digit) for digit in range(10)}, "free": "no label held"}


@lru_cache(maxsize=12)
def _chains(asked, seed):
    """Every moment of all chains, as bytes."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 10, CHAINS) if asked == "free" else np.full(CHAINS, int(asked))
    chain = joint.dream(trained.tuned().top, labels, trained.CLASSES, LAST, rng, clamped=asked != "free")
    return [joint.Moment(*(part.astype(np.uint8) for part in moment)) for moment in chain]


def dream_state(asked, seed, step):
    moment = joint.Moment(*(part.astype(float) for part in _chains(asked, seed)[step]))
    pictures = trained.shown(moment, trained.ROUNDS if step else 0)  # the start is shown as it is
    read = cnn.predict(trained.judge(), pictures).argmax(axis=1)
    return {
        "asked": asked, "step": step, "shares": np.bincount(read, minlength=10) / CHAINS,
        "pictures": pictures[:SHOWN].reshape(-1, SIDE, SIDE), "h": moment.h[0] > 0, "below": moment.below[0] > 0,
        "y": moment.y[0] > 0, "agree": float(np.mean(read == moment.y.argmax(axis=1))),
    }  # fmt: skip


def dream_setup(tower, dreams, read):
    side = 3 * (SIDE + 1) - 1
    axes = kit.canvas(dreams, (0.02, 0.03, 0.96, 0.84), width=side)
    axes.set_title("nine of the dreams")
    return {**_tower_setup(tower), "dreams": kit.picture(axes, side), **_read_setup(read)}


def _tower_setup(figure):
    """The layers of the first chain, the top above and the picture below."""
    sheet = kit.sheet(figure, 0, 300)
    artists = {"picture": sheet.imshow(np.zeros((2, 2, 4)), extent=(4, 102, 4, 102), aspect="auto")}
    for words, x, y in (("the top: 512 units", 4, 278), ("256 units", 4, 163), ("labels", 133, 163)):
        kit.note(sheet, x, y, words, va="bottom")
    for words, x, y in (("⇅ back and forth", 40, 187), ("↓ down, through 256 more", 4, 114)):
        kit.note(sheet, x, y, words, "muted", va="center")
    for corner_and_size in ((3, 195, 162, 82), (3, 127, 122, 32), (3, 3, 100, 100)):
        kit.rectangle(sheet, "grid", *corner_and_size)
    for digit in range(10):
        kit.note(sheet, *_label_place(digit), str(digit), ha="center", va="center_baseline")
    artists |= {name: cells(sheet, COLOUR["activation"]) for name in ("h", "below")}
    artists["y"] = sheet.add_patch(Rectangle((0, 0), 14, 16, fill=False, edgecolor=COLOUR["target"], lw=2))
    return artists


def _label_place(digit):
    """Where the label's number stands in the tower, in pixels."""
    return 140 + 15 * (digit % 5), 152 - 17 * (digit // 5)


def _read_setup(figure):
    axes = kit.axes(figure, (0.1, 0.16, 0.82, 0.72), f"what a judge sees in {CHAINS}", xlim=(0, 1.02), ylim=(9.6, -0.6),
                    xticks=kit.percents(0, 0.5, 1), yticks=range(10))  # fmt: skip
    return {
        "bars": list(axes.barh(range(10), np.zeros(10), 0.64, color=COLOUR["activation"], lw=0)),
        "asked": kit.dots(axes, "target", marker="<", clip_on=False),
    }


def dream_update(artists, state):
    show(artists.h, state.h.reshape(16, 32), 160, left=4, top=276)
    show(artists.below, state.below.reshape(8, 32), 120, left=4, top=158)
    x, y = _label_place(int(state.y.argmax()))
    artists.y.set_xy((x - 7, y - 8))
    pictures = np.round(state.pictures * GREYS) / GREYS
    artists.picture.set_data(kit.shade(pictures[0], positive="ink"))
    kit.fill(artists.dreams, kit.shade(kit.mosaic(pictures, 3), positive="ink"))
    for bar, share in zip(artists.bars, state.shares, strict=True):
        bar.set_width(float(share))
    artists.asked.set_data([], [])
    if state.asked != "free":
        kit.put(artists.asked, state.shares[int(state.asked)] + 0.05, int(state.asked))


def dream_sentence(state):
    if state.step == 0:
        yield say("Before the first step the pictures come from pure chance.")
    yield from _free(state) if state.asked == "free" else _held(state, int(state.asked))
    yield say("The judge is a classifier that is no part of the net.")


def _held(state, asked):
    """How often the judge takes the dreams for the digit asked for, and for which other one."""
    others, often = _most(np.where(np.arange(10) == asked, 0, state.shares))
    found = round(CHAINS * state.shares[asked])
    if state.step:
        yield say("The label says {asked}, but a judge sees {other} more often." if found < often else
                  "A judge sees {seen} in {share} of the dreams.",
                  asked=asked, seen=article(asked), share=percent(state.shares[asked]), other=others[0])  # fmt: skip
    yield say("With the label {asked} held for {steps}, the judge takes {found} of {all} dreams for {seen}.",
              asked=asked, seen=article(asked), steps=count(state.step, "step"), found=found, all=CHAINS)  # fmt: skip
    if often:
        yield say("Of the other digits it most often sees {others}: {times}.",
                  others=listed(others), times=count(often, "time"))  # fmt: skip


def _free(state):
    """What the judge sees where no label is held."""
    most, often = _most(state.shares)
    kinds = int(np.sum(state.shares > 0))
    yield say("With no label held, a judge sees all ten digits." if kinds == 10 else
              "With no label held, a judge sees {kinds} of the ten digits.", kinds=kinds)  # fmt: skip
    yield say("After {steps} it most often sees {most}: {times} in {all} dreams.",
              steps=count(state.step, "step"), most=listed(most), times=count(often, "time"), all=CHAINS)  # fmt: skip
    yield say("In {agree} of {all} dreams its answer agrees with the net's own label.",
              agree=round(CHAINS * state.agree), all=CHAINS)  # fmt: skip


def _most(shares):
    """(digits, times): the digit that is seen most often in all dreams, or several that are."""
    return [article(int(digit)) for digit in np.flatnonzero(shares == shares.max())], round(CHAINS * shares.max())


dream = Lab(
    name="deep_belief.dream",
    title="Name a digit, watch it being dreamt",
    controls=(
        Choice("asked", "dream of", ASKED, default="3"),
        Seed("seed", "seed", recorded=1),
        Time("step", "Gibbs steps at the top", last=LAST, default=500, recorded=(0, 5, 100, 500)),
    ),
    panels=(
        Panel("tower", "one chain: the top units, the units and labels below, the picture they send down", 215, 300),
        Panel("dreams", "the pictures of nine chains, once the top has settled", 240, 300),
        Panel("read", "the digits that a judge sees in twenty dreams", 220, 300),
    ),
    compute=dream_state, setup=dream_setup, update=dream_update, read=dream_sentence,
    data=("deep_belief/dreamer", "convolution/lenet_weights"),
)  # fmt: skip
