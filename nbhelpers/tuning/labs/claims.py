"""Lab `tuning.claims`: what the notes say of a knob, and what the record says."""

from itertools import zip_longest

import numpy as np

from nbhelpers import tuning
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, listed, say
from nbhelpers.stats.paired_t import MARGIN

ROWS = 6
LOWEST, HIGHEST = 80.0, 93.5  # accuracies that are drawn where they are; lower ones at the left edge
FARTHEST = 6.0  # the same for differences, on either side
MARKS = {"yes": ("o", "activation"), "no": ("X", "error"), "open": ("D", "muted")}
ASKS = {
    "better": "the interval lies above 0",
    "clearly better": "the interval lies above 0, and the mean is 2 points or more",
    "slightly better": "the interval lies above 0, and the mean is below 2 points",
    "the same": "the interval lies within ±2 points",
}
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
        "pairs": [f"{tuning.shown(one.setting)} instead of {tuning.shown(one.against)}" for one in found],
        "intervals": np.array([one.found for one in found]), "agrees": [one.agrees for one in found],
    }  # fmt: skip


def claims_setup(accuracy, difference):
    return _lay_scores(accuracy) | _lay_differences(difference)


def _rows(figure, title, left, width, **settings):
    axes = kit.axes(figure, (left, 0.15, width, 0.75), ylim=(ROWS - 0.4, -0.6), yticks=(), **settings)
    axes.spines["left"].set_visible(False)
    axes.set_title(title, x=(0.02 - left) / width, ha="left")
    return axes


def _lay_scores(figure):
    axes = _rows(figure, "test accuracy in %, a ring a seed; mean", 0.28, 0.58, xlim=(LOWEST - 0.5, HIGHEST),
                 xticks={80: "≤ 80", 85: "85", 90: "90"})  # fmt: skip
    beside = {"va": "center", "transform": axes.get_yaxis_transform()}
    return {
        "setting": [kit.note(axes, -0.03, row, ha="right", **beside) for row in range(ROWS)],
        "value": [kit.note(axes, 1.03, row, **beside) for row in range(ROWS)],
        "seeds": kit.ring(axes, "activation", 8, 1.4, clip_on=False),
        "mean": kit.dots(axes, "ink", 20, "|", mew=2.5, clip_on=False),
    }


def _lay_differences(figure):
    axes = _rows(figure, "mean difference in points, 95 % interval", 0.04, 0.92,
                 xlim=(-FARTHEST, FARTHEST), xticks={-6: "≤ −6", -2: "−2", 0: "0", 2: "2", 6: "≥ 6"})  # fmt: skip
    axes.axvspan(-MARGIN, MARGIN, color=COLOUR["grid"], lw=0, zorder=0)
    axes.axvline(0, color=COLOUR["muted"], lw=1, zorder=0)
    kit.note(axes, 0.15, ROWS - 0.75, "±2: “little”", "muted")
    return {
        "pair": [kit.note(axes, -FARTHEST, row - 0.17, va="center") for row in range(ROWS)],
        "bar": [kit.line(axes, "ink", marker="|", ms=9, mew=1.5, clip_on=False) for _ in range(ROWS)],
        **{agrees: kit.dots(axes, role, 9, marker, mec=COLOUR["paper"], mew=1, clip_on=False)
           for agrees, (marker, role) in MARKS.items()},
    }  # fmt: skip


def claims_update(artists, state):
    scores, agrees = state.scores, np.array(state.agrees)
    rows, means = np.arange(len(scores)), scores.mean(axis=1)
    artists.seeds.set_data(np.maximum(scores, LOWEST).ravel(), np.repeat(rows, scores.shape[1]))
    artists.mean.set_data(np.maximum(means, LOWEST), rows)
    values = [f"{mean:.1f}" for mean in means]
    lines = [f"{pair}: {signed(found[0])}, {one}" for pair, found, one in
             zip(state.pairs, state.intervals, state.agrees, strict=True)]  # fmt: skip
    for texts, words in ((artists.setting, state.settings), (artists.value, values), (artists.pair, lines)):
        for text, word in zip_longest(texts, words, fillvalue=""):
            text.set_text(word)
    shown = np.clip(state.intervals, -FARTHEST, FARTHEST)
    for row, bar in enumerate(artists.bar):
        inside = row < len(shown)
        bar.set_data(shown[row, 1:] if inside else [], [row + 0.2] * 2 if inside else [])
    for kind in MARKS:
        artists[kind].set_data(shown[agrees == kind, 0], np.flatnonzero(agrees == kind) + 0.2)


def signed(points):
    """+1.5, −0.3: a difference."""
    return f"{points:+.1f}".replace("-", "−")


def claims_sentence(state):
    means = state.scores.mean(axis=1)
    low, high = means.argmin(), means.argmax()
    yield _headline(state)
    yield say("A comparison says yes if {asked}.", asked=ASKS[state.kind])
    yield say("Of {compared} {answers}.", compared=count(len(state.agrees), "comparison"),
              answers=listed(_said(state.agrees.count(one), one) for one in MARKS if one in state.agrees))  # fmt: skip
    yield say("The mean accuracy goes from {least:.1f} % (“{worst}”) to {most:.1f} % (“{best}”).", least=means[low],
              most=means[high], worst=state.settings[low], best=state.settings[high])  # fmt: skip


def _said(many, one):
    """1 says yes, 2 say no, 3 stay open."""
    verb = "stay" if one == "open" else "say"
    return f"{many} {verb}{'s' * (many == 1)} {one}"


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
    title="Is the advice true? Eight claims, measured",
    controls=(Choice("claim", "the claim on", CHOICES, default="batch"),),
    panels=(
        Panel("accuracy", "test accuracy for every setting and seed, with the means", 350, 290),
        Panel("difference", "each comparison: mean difference over the seeds, 95 % interval, verdict", 350, 290),
    ),
    compute=claims_state, setup=claims_setup, update=claims_update, read=claims_sentence,
    data=("tuning/mnist",),
)  # fmt: skip
