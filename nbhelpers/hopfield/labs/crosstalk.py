"""Lab `hopfield.crosstalk`: how hard the other memories push against every stored bit."""

from functools import lru_cache

import numpy as np
from matplotlib.patches import Rectangle

from nbhelpers.hopfield import capacity
from nbhelpers.hopfield.patterns import letters, random_patterns, typical_digits, unlike_digits
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.kit.cells import cells, outline, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, say

KINDS = {
    "random": "random, 100 units", "unlike": "unlike digits, 400 units",
    "typical": "typical digits, 400 units", "letters": "letters, 100 units",
}  # fmt: skip
BINS = np.linspace(-4, 4, 65)
HIGHEST, SIZE = 0.34, 180  # share of a bin at the top of the picture; pixels of the pattern


@lru_cache(maxsize=64)
def _stored(kind, count, seed):
    """`count` patterns of that kind; the seed draws them, or chooses among the ten."""
    rng = np.random.default_rng(seed)
    if kind == "random":
        return random_patterns(count, 100, rng)
    ten = {"unlike": unlike_digits, "typical": typical_digits, "letters": lambda: letters("PLSXNZTOHE")}[kind]
    return ten()[rng.choice(10, size=count, replace=False)]


def crosstalk_state(kind, patterns, seed):
    """C of every stored bit, its histogram, and the pattern that suffers most."""
    stored = _stored(kind, patterns, seed)
    C, units = capacity.crosstalk(stored), stored.shape[1]
    wrong = C > 1 - 1 / units + 1e-9
    variance = (patterns - 1) * (units - 1) / units**2  # of (P-1)(N-1) coins of size 1/N
    worst = int(wrong.sum(axis=1).argmax())
    shares = np.histogram(np.clip(C, -3.99, 3.99), BINS)[0] / C.size
    return {
        "kind": kind, "count": patterns, "units": units, "shares": shares, "spread": float(C.std()),
        "wrong": int(wrong.sum()), "bits": int(C.size), "pattern": stored[worst], "off": wrong[worst],
        "expected": float(np.sqrt(variance)),
        "predicted": capacity.wrong_bit_probability(variance) if variance else 0.0,
    }  # fmt: skip


def crosstalk_setup(histogram, picture):
    axes = kit.axes(histogram, (0.13, 0.18, 0.84, 0.7), "share of all stored bits", xlim=(-4, 4), ylim=(0, HIGHEST),
                    xlabel="crosstalk C against the bit", yticks=kit.percents(0, 0.1, 0.2, 0.3))  # fmt: skip
    axes.axvspan(1, 4, color=COLOUR["error"], alpha=0.1, lw=0)
    axes.axvline(1, color=COLOUR["error"], lw=1.4, ls=kit.DASHED)
    kit.note(axes, 1.12, 0.325, "C > 1: the bit turns", "error", va="top")
    kit.note(axes, -3.9, 0.325, "dotted: theory of\nrandom patterns", va="top")
    sheet = kit.sheet(picture, 4.5, SIZE + 33.5)
    sheet.text(0, SIZE + 19, "the pattern hit hardest", va="center")
    kit.rectangle(sheet, "grid", -1, -1, SIZE + 2, SIZE + 2)
    _key(sheet)
    return {
        "bars": kit.band(axes, "weight", 0.55),
        "bell": kit.line(axes, "ink", lw=1.4, ls=kit.DOTTED),
        "kept": cells(sheet, COLOUR["target"]), "lost": cells(sheet, COLOUR["error"]),
        "gained": cells(sheet, COLOUR["error"], linewidth=1.6),
    }  # fmt: skip


def _key(sheet):
    """What the three kinds of cells mean, each beside one of them."""
    framed = {"fill": False, "edgecolor": COLOUR["error"], "lw": 1.6}
    kinds = (
        (9, {"color": COLOUR["target"], "lw": 0}, "ink that stays"),
        (8, framed, "turns over: ink added"),
        (4, {"color": COLOUR["error"], "lw": 0}, "turns over: ink lost"),
    )
    for row, (side, style, text) in enumerate(kinds, 1):
        sheet.add_patch(Rectangle((4.5 - side / 2, -20 * row - side / 2), side, side, **style))
        kit.note(sheet, 17, -20 * row, text, va="center")


def crosstalk_update(artists, state):
    kit.outline(artists.bars, BINS, state.shares)
    C = np.linspace(-4, 4, 161) if state.expected else np.array([])  # one pattern alone: nobody talks against it
    s = state.expected or 1.0
    artists.bell.set_data(C, (BINS[1] - BINS[0]) * np.exp(-(C**2) / (2 * s**2)) / (s * np.sqrt(2 * np.pi)))
    side = int(state.units**0.5)
    ink, off = (state[key].reshape(side, side) > 0 for key in ("pattern", "off"))
    show(artists.kept, ink & ~off, SIZE, top=SIZE)
    outline(artists.gained, off & ~ink, SIZE, top=SIZE)
    show(artists.lost, off & ink, SIZE, top=SIZE, gap=SIZE / side * 0.6)


def crosstalk_sentence(state):
    yield _headline(state)
    yield say("The crosstalk of P = {patterns} ({kind}) has standard deviation {spread:.2f}; the theory of random "
              "patterns says {expected:.2f}.",
              patterns=count(state.count, "pattern"), kind=KINDS[state.kind], spread=state.spread,
              expected=state.expected)  # fmt: skip
    yield say("It turns over {share} of {bits:,} bits; in theory {predicted}.",
              share=percent(state.wrong / state.bits, 2), bits=state.bits,
              predicted=percent(state.predicted, 2))  # fmt: skip


def _headline(state):
    if state.count == 1:
        return say("One pattern alone has no crosstalk: every bit stays.")
    if not state.wrong:
        return say("There is crosstalk, but it turns over none of the {bits:,} stored bits.", bits=state.bits)
    if state.kind == "random" or round(state.predicted * state.bits):
        return say("Crosstalk turns over {wrong:,} of {bits:,} stored bits.", wrong=state.wrong, bits=state.bits)
    return say("Crosstalk turns over {bits}; in theory random patterns lose none.",
               bits=count(state.wrong, "stored bit"))  # fmt: skip


crosstalk = Lab(
    name="hopfield.crosstalk",
    title="Crosstalk: the other memories push bits over the line",
    controls=(
        Choice("kind", "patterns", KINDS, default="typical"),
        Range("patterns", "patterns stored P", 1, 10, default=4, recorded=(1, 2, 3, 4, 6, 8, 10)),
        Seed("seed", "seed", recorded=5),
    ),
    panels=(
        Panel("histogram", "how often each strength of crosstalk occurs, and a bell curve of variance P/N", 360, 290),
        Panel("picture", "the stored pattern with the most bits that crosstalk turns over", 200, 290),
    ),
    compute=crosstalk_state, setup=crosstalk_setup, update=crosstalk_update, read=crosstalk_sentence,
)  # fmt: skip
