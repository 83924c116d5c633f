"""Lab `tuning.claims`: what the notes say of a knob, and what the record says."""

from itertools import zip_longest

import numpy as np

from nbhelpers import tuning
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, listed, say
from nbhelpers.stats.paired_t import MARGIN

ROWS = 6
MARKS = {"yes": ("o", "activation"), "no": ("X", "error"), "open": ("D", "muted")}
SIGNS = {"yes": "●", "no": "✕", "open": "◆"}  # the same in a text
TICKS = (-80, -20, -5, 0, 5, 20, 80)
CHOICES = {
    "kernels": "number of kernels", "activation": "activation", "inputs": "preprocessing", "size": "kernel size",
    "dense": "dense layers", "extras": "dropout, batch norm", "rate": "learning rate", "batch": "mini-batch",
}  # fmt: skip


def claims_state(claim):
    """Accuracy of every setting and seed; every comparison's interval and whether it agrees with the claim."""
    chosen = tuning.CLAIMS[claim]
    found = tuning.compare(chosen)
    return {
        "claim": claim, "words": chosen.words, "kind": chosen.kind, "verdict": tuning.judged(chosen),
        "settings": [tuning.shown(one) for one in chosen.settings],
        "scores": np.array([tuning.scores(claim, one) for one in chosen.settings]),
        "pairs": [f"{tuning.shown(one.setting)} − {tuning.shown(one.against)}" for one in found],
        "intervals": np.array([one.found for one in found]), "agrees": [one.agrees for one in found],
    }  # fmt: skip


def squeezed(points):
    """Differences in points on an axis that is even near 0 and logarithmic far from it."""
    return np.arcsinh(np.asarray(points) / 2)


def stretched(percent):
    """Shares on an axis that is logarithmic in what is missing to 100 %."""
    return -np.log10(np.maximum(100 - np.asarray(percent, dtype=float), 1.0))


def _rows(figure, title, left, **settings):
    axes = kit.axes(figure, (left, 0.15, 0.96 - left, 0.75), ylim=(ROWS - 0.4, -0.6), yticks=(), **settings)
    axes.spines["left"].set_visible(False)
    axes.set_title(title, x=0.02 - left, ha="left")
    beside = {"ha": "right", "va": "center", "transform": axes.get_yaxis_transform()}
    return axes, [kit.note(axes, -0.02, row, **beside) for row in range(ROWS)]


def claims_setup(accuracy, difference):
    left, settings = _rows(accuracy, "test accuracy, each seed a ring", 0.29)
    left.set_xticks(stretched([10, 50, 80, 90, 95]), ["10", "50", "80", "90", "95 %"])
    left.set(xlim=stretched((0, 96)))
    right, pairs = _rows(difference, "difference, seed by seed, in points", 0.42, xlim=squeezed((-90, 90)),
                         xticks={squeezed(tick): f"{tick}" for tick in TICKS})  # fmt: skip
    right.axvspan(*squeezed((-MARGIN, MARGIN)), color=COLOUR["grid"], lw=0, zorder=0)
    right.axvline(0, color=COLOUR["muted"], lw=1, zorder=0)
    kit.note(right, squeezed(2.6), ROWS - 0.75, "±2: “little”", "muted")
    return {
        "name": settings,
        "seeds": kit.ring(left, "activation", 7, 1.3),
        "mean": kit.dots(left, "ink", 20, "|", mew=2.5),
        "pair": pairs,
        "bar": [kit.line(right, "ink", marker="|", ms=9, mew=1.5) for _ in range(ROWS)],
        **{agrees: kit.dots(right, role, 8, marker, mec=COLOUR["paper"], mew=1)
           for agrees, (marker, role) in MARKS.items()},
    }  # fmt: skip


def claims_update(artists, state):
    scores, intervals, agrees = state.scores, state.intervals, np.array(state.agrees)
    rows = np.arange(len(scores))
    artists.seeds.set_data(stretched(scores.ravel()), np.repeat(rows, scores.shape[1]))
    artists.mean.set_data(stretched(scores.mean(axis=1)), rows)
    for texts, words in ((artists.name, state.settings), (artists.pair, state.pairs)):
        for text, word in zip_longest(texts, words, fillvalue=""):
            text.set_text(word)
    for row, bar in enumerate(artists.bar):
        inside = row < len(intervals)
        bar.set_data(squeezed(intervals[row, 1:]) if inside else [], [row, row] if inside else [])
    for kind in MARKS:
        artists[kind].set_data(squeezed(intervals[agrees == kind, 0]), np.flatnonzero(agrees == kind))


def claims_sentence(state):
    means, spreads = state.scores.mean(axis=1), state.scores.std(axis=1, ddof=1)
    low, high = means.argmin(), means.argmax()
    yield _headline(state)
    yield say("The {compared} give {answers}.", compared=count(len(state.agrees), "comparison"),
              answers=listed(f"{state.agrees.count(one)} {one} {mark}" for one, mark in SIGNS.items()
                             if one in state.agrees))  # fmt: skip
    yield say("The mean accuracy is lowest with “{setting}”: {mean:.1f} % (standard deviation over the seeds "
              "{spread:.1f}).", setting=state.settings[low], mean=means[low], spread=spreads[low])  # fmt: skip
    yield say("It is highest with “{setting}”: {mean:.1f} % (standard deviation {spread:.1f}).",
              setting=state.settings[high], mean=means[high], spread=spreads[high])  # fmt: skip


def _headline(state):
    """The verdict on the claim."""
    if state.verdict == "depends":
        return say("“{claim}”: it depends.", claim=state.words)
    if state.verdict == "open":
        return say("“{claim}”: five seeds can't settle it.", claim=state.words)
    return say("“{claim}”: the claim holds here." if state.verdict == "holds" else
               "“{claim}”: the claim does not hold here.", claim=state.words)  # fmt: skip


claims = Lab(
    name="tuning.claims",
    title="Eight claims on trial",
    controls=(Choice("claim", "the claim on", CHOICES, default="kernels"),),
    panels=(
        Panel("accuracy", "test accuracy for every setting and seed, with the means", 350, 300),
        Panel("difference", "mean paired difference of every comparison with its 95 % interval", 350, 300),
    ),
    compute=claims_state, setup=claims_setup, update=claims_update, read=claims_sentence,
    data=("tuning/mnist",),
)  # fmt: skip
