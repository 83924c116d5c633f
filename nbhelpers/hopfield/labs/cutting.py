"""Lab `hopfield.cutting`: weights are cut, and the net still remembers."""

from functools import cache, lru_cache

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from nbhelpers import hopfield
from nbhelpers.datasets import record
from nbhelpers.hopfield.cutting import cut
from nbhelpers.hopfield.fast import settler
from nbhelpers.hopfield.patterns import add_noise, unlike_digits
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.kit.cells import cells, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, say

SHARES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
DIGITS, SIZE, FEW = 6, 180, 20  # FEW units stand in the ring
NOISES = {"0.1": "a tenth", "0.25": "a quarter"}


@cache
def _measured(noise):
    """Wrong pixels at rest for every share: (shares, seeds * digits)."""
    found = record("hopfield/cutting")
    rows = [found["cells"][f"{noise}/{seed}"]["wrong"] for seed in found["settings"]["seeds"]]
    return np.array(rows).transpose(1, 0, 2).reshape(len(SHARES), -1)


@lru_cache(maxsize=64)
def _net(share, noise, seed):
    """(cues, weights, ends) of the six digits, with the draws of the experiment."""
    stored, rng = unlike_digits()[:DIGITS], np.random.default_rng(seed)
    cues = np.array([add_noise(x, noise, rng) for x in stored])
    weights = cut(hopfield.store(stored), share, rng)
    return cues, weights, settler(weights)(cues, rng)


def cutting_state(share, digit, noise, seed):
    """One recall in the net that is left, the links among a few of its units, and all measured recalls."""
    at, wrong = SHARES.index(share), _measured(noise)
    cues, weights, ends = _net(share, float(noise), seed)
    ring = np.arange(len(weights) // FEW // 2, len(weights), len(weights) // FEW)
    return {
        "share": share, "digit": int(digit), "noise": noise, "pattern": unlike_digits()[int(digit)],
        "x": ends[int(digit)], "start": int(np.sum(cues[int(digit)] != unlike_digits()[int(digit)])),
        "links": np.argwhere(np.triu(weights[np.ix_(ring, ring)])),
        "mean": wrong.mean(axis=1), "least": wrong.min(axis=1), "most": wrong.max(axis=1),
        "runs": wrong.shape[1], "perfect": int(np.sum(wrong[at] == 0)), "here": float(wrong[at].mean()),
    }  # fmt: skip


def cutting_setup(links, rest, curve):
    ring = kit.sheet(links, 3.5, SIZE + 26.5)
    ring.text(0, SIZE + 14, "the links among 20 of the 400", va="center")
    x, y = _places().T
    artists = {"links": ring.add_patch(PathPatch(Path(np.zeros((2, 2))), fill=False, ec=COLOUR["weight"], lw=0.8))}
    kit.dots(ring, "activation", 7).set_data(x, y)
    sheet = kit.sheet(rest, 3.5, SIZE + 26.5)
    sheet.text(0, SIZE + 14, "the net at rest", va="center")
    kit.rectangle(sheet, "grid", -1, -1, SIZE + 2, SIZE + 2)
    for row, (text, role) in enumerate((("agrees", "activation"), ("differs (dot: ink missing)", "error"))):
        sheet.add_patch(Rectangle((1, -31 - 20 * row), 9, 9, color=COLOUR[role], lw=0))
        kit.note(sheet, 18, -26 - 20 * row, text, va="center")
    axes = kit.axes(curve, (0.15, 0.25, 0.75, 0.67), "wrong pixels at rest, of 400", xlabel="share of weights cut",
                    xlim=(0, 1), ylim=(0, 110), xticks=kit.percents(0, 0.5, 1), yticks=(0, 50, 100))  # fmt: skip
    return {
        **artists, "right": cells(sheet, COLOUR["activation"]), "wrong": cells(sheet, COLOUR["error"]),
        "missing": cells(sheet, COLOUR["error"]), "band": kit.band(axes, "error"), "mean": kit.line(axes, "error"),
        "now": kit.dots(axes, "activation", 9, clip_on=False),
    }  # fmt: skip


def _places():
    """Where the units of the ring stand: (FEW, 2)."""
    angle = np.linspace(0, 2 * np.pi, FEW, endpoint=False)
    return (SIZE / 2 + (SIZE / 2 - 6) * np.array([np.sin(angle), np.cos(angle)]).T).round(1)


def cutting_update(artists, state):
    ends = _places()[state.links].reshape(-1, 2) if len(state.links) else np.zeros((2, 2))
    artists.links.set_path(Path(ends, [Path.MOVETO, Path.LINETO] * (len(ends) // 2)))
    pattern, x = (state[key].reshape(20, 20) > 0 for key in ("pattern", "x"))
    show(artists.right, pattern & x, SIZE, top=SIZE)
    show(artists.wrong, x & ~pattern, SIZE, top=SIZE)
    show(artists.missing, pattern & ~x, SIZE, top=SIZE, gap=SIZE / 20 * 0.7)
    kit.around(artists.band, np.array(SHARES), state.least, state.most)
    artists.mean.set_data(SHARES, state.mean)
    kit.put(artists.now, state.share, np.sum(state.x != state.pattern))


def cutting_sentence(state):
    wrong = int(np.sum(state.x != state.pattern))
    told = {"share": percent(state.share), "pixels": count(wrong, "pixel")}
    if not state.share:
        yield say("No weight is cut: the digit comes back whole." if not wrong else
                  "No weight is cut, yet the digit comes back with {pixels} wrong.", pixels=told["pixels"])  # fmt: skip
    elif not wrong:
        yield say("{share} of the weights are cut, and the digit comes back whole.", share=told["share"])
    else:
        yield say("{share} of the weights are cut, and the digit comes back with {pixels} wrong." if wrong < 40 else
                  "With {share} of the weights cut the digit is lost: {pixels} are wrong.", **told)  # fmt: skip
    yield say("The net stores six digits; this recall began at the {digit} with {pixels} wrong.",
              digit=state.digit, pixels=count(state.start, "pixel"))  # fmt: skip
    yield say("Of {runs} such recalls {perfect} end without a fault; on average {mean:.1f} pixels are wrong.",
              runs=state.runs, perfect=state.perfect, mean=state.here)  # fmt: skip


cutting = Lab(
    name="hopfield.cutting",
    title="Cut most of the weights, and it still remembers",
    controls=(
        Range("share", "share of weights cut", 0.0, 0.98, default=0.7, step=0.01, recorded=SHARES, only=True),
        Choice("digit", "digit to recall", {str(digit): str(digit) for digit in range(DIGITS)}, default="5",
               recorded=("2", "3", "5")),
        Choice("noise", "share of units turned over", NOISES, default="0.25"),
        Seed("seed", "seed", recorded=1),
    ),
    panels=(
        Panel("links", "twenty of the units in a ring, and the weights left among them", 190, 270),
        Panel("rest", "where recall ends: units that agree with the stored digit, and those that do not", 190, 270),
        Panel("curve", "wrong pixels at rest against the share of weights cut: mean and range of 30 recalls", 260, 270),
    ),
    compute=cutting_state, setup=cutting_setup, update=cutting_update, read=cutting_sentence,
    data=("hopfield/cutting",),
)  # fmt: skip
