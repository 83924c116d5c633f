"""Lab `tuning.claims`: what the notes say of a knob, and what the record says."""

import numpy as np

from nbhelpers import tuning
from nbhelpers.lab import Choice, Lab, Panel
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count
from nbhelpers.stats.paired_t import MARGIN

ROWS = 6
MARKS = {"yes": ("o", "activation"), "no": ("X", "error"), "open": ("D", "muted")}
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


def _rows(figure, title, left):
    axes = figure.add_axes((left, 0.15, 0.96 - left, 0.75))
    axes.set(ylim=(ROWS - 0.4, -0.6), yticks=())
    axes.spines["left"].set_visible(False)
    axes.set_title(title, x=0.02 - left, ha="left")
    words = [axes.text(-0.02, row, "", transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=11)
             for row in range(ROWS)]  # fmt: skip
    return axes, words


def claims_setup(accuracy, difference):
    axes, names = _rows(accuracy, "digits read right, each seed a ring", 0.29)
    axes.set(xlim=(0, 100), xticks=(0, 25, 50, 75, 100), xticklabels=("0", "25", "50", "75", "100 %"))
    axes.set_xscale("function", functions=(_stretch, _shrink))
    axes.set_xticks([10, 50, 80, 90, 95], ["10", "50", "80", "90", "95 %"])
    axes.set(xlim=(0, 96))
    artists = {"name": names}
    ring = {"ls": "", "marker": "o", "mfc": "none", "mec": COLOUR["activation"], "mew": 1.3, "ms": 7}
    artists["seeds"] = axes.plot([], [], **ring)[0]
    artists["mean"] = axes.plot([], [], ls="", marker="|", color=COLOUR["ink"], ms=20, mew=2.5)[0]
    axes, names = _rows(difference, "difference, seed by seed, in points", 0.42)
    axes.set(xlim=squeezed((-90, 90)))
    axes.set_xticks(squeezed(TICKS), [f"{abs(tick)}" if tick >= 0 else f"−{-tick}" for tick in TICKS])
    axes.axvspan(*squeezed((-MARGIN, MARGIN)), color=COLOUR["grid"], lw=0, zorder=0)
    axes.axvline(0, color=COLOUR["muted"], lw=1, zorder=0)
    axes.text(squeezed(2.6), ROWS - 0.75, "±2: “little”", color=COLOUR["muted"], fontsize=11)
    artists["pair"] = names
    artists["bar"] = [axes.plot([], [], color=COLOUR["ink"], lw=2, marker="|", ms=9, mew=1.5)[0] for _ in range(ROWS)]
    for agrees, (marker, role) in MARKS.items():
        look = {"ls": "", "marker": marker, "color": COLOUR[role], "ms": 8, "mec": COLOUR["paper"], "mew": 1}
        artists[agrees] = axes.plot([], [], **look)[0]
    return artists


def _stretch(percent):
    return -np.log10(np.maximum(100 - np.asarray(percent, dtype=float), 1.0))


def _shrink(stretched):
    return 100 - 10 ** -np.asarray(stretched, dtype=float)


def claims_update(artists, state):
    scores, intervals = state.scores, state.intervals
    rows = np.arange(len(scores))
    artists.seeds.set_data(scores.ravel(), np.repeat(rows, scores.shape[1]))
    artists.mean.set_data(scores.mean(axis=1), rows)
    for texts, words in (("name", state.settings), ("pair", state.pairs)):
        for row, text in enumerate(artists[texts]):
            text.set_text(words[row] if row < len(words) else "")
    for row, bar in enumerate(artists.bar):
        inside = row < len(intervals)
        bar.set_data(squeezed(intervals[row, 1:]) if inside else [], [row, row] if inside else [])
    agrees = np.array(state.agrees)
    for kind in MARKS:
        artists[kind].set_data(squeezed(intervals[agrees == kind, 0]), np.flatnonzero(agrees == kind))


def claims_sentence(state):
    counts = {kind: state.agrees.count(kind) for kind in MARKS}
    best, worst = (pick(state.scores.mean(axis=1)) for pick in (np.argmax, np.argmin))
    told = ", ".join(f"{counts[kind]} {words[counts[kind] > 1]}" for kind, words in _MARKS.items() if counts[kind])
    of = count(len(state.agrees), "comparison")
    return (
        f"“{state.words}”: {_VERDICTS[state.verdict]} (of {of} {told}); the means go "
        f"from {_mean(state, worst)} to {_mean(state, best)}."
    )


_MARKS = {  # of one comparison, of several
    "yes": ("agrees ●", "agree ●"),
    "no": ("disagrees ✕", "disagree ✕"),
    "open": ("leaves it open ◆", "leave it open ◆"),
}
_VERDICTS = {
    "holds": "the claim holds here", "does not hold": "the claim does not hold here", "depends": "it depends",
    "open": "five seeds can't settle it",
}  # fmt: skip


def _mean(state, row):
    runs = state.scores[row]
    return f"{runs.mean():.1f} % ({state.settings[row]}; sd over the seeds {runs.std(ddof=1):.1f})"


claims = Lab(
    name="tuning.claims",
    title="Eight claims on trial",
    controls=(Choice("claim", "the claim on", CHOICES, default="kernels"),),
    panels=(
        Panel("accuracy", "share of test digits read right, for every setting and seed, with the means", 350, 300),
        Panel("difference", "mean paired difference of every comparison with its 95 % interval", 350, 300),
    ),
    compute=claims_state,
    setup=claims_setup,
    update=claims_update,
    read=claims_sentence,
    data=("tuning/mnist",),
)
