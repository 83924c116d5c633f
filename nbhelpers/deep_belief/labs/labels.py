"""Lab `deep_belief.labels`: what pre-training is worth, by the number of labels, layers and the rival."""

from functools import cache

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count
from nbhelpers.stats.paired_t import t_interval

LABELS = (10, 30, 100, 300, 1000, 4000)
RIVALS = {
    "random": "small random weights",
    "shuffled": "the same weights, shuffled",
    "relu": "ReLU and He's start",
}
GAINS = (-8, 33)


@cache
def chosen(start, layers, labels):
    """(learning rate, test error of every seed in %): the rate with the least mean error on the digits held back."""
    found = record("deep_belief/labels")
    cells = [found["cells"][f"{start}/{layers}/{labels}/{seed}"] for seed in found["settings"]["seeds"]]
    best = int(np.mean([cell["held"] for cell in cells], axis=0).argmin())
    return found["settings"]["fine-tuning"]["etas"][best], np.array([cell["test"][best] for cell in cells])


def labels_state(layers, rival, labels):
    pre = np.array([chosen("pre-trained", int(layers), n)[1] for n in LABELS])
    other = np.array([chosen(rival, int(layers), n)[1] for n in LABELS])
    at = LABELS.index(int(labels))
    intervals = [t_interval(a - b) for a, b in zip(other, pre, strict=True)]
    return {
        "layers": int(layers), "rival": rival, "labels": int(labels), "at": at, "pre": pre, "other": other,
        "gain": other - pre, "intervals": intervals,
        "rates": [chosen(start, int(layers), int(labels))[0] for start in ("pre-trained", rival)],
    }  # fmt: skip


def labels_setup(errors, gains):
    left, right = (_axes(figure) for figure in (errors, gains))
    left.set(ylim=(0, 90), yticks=(0, 20, 40, 60, 80))
    left.set_yticklabels(("0", "20 %", "40 %", "60 %", "80 %"))
    left.set_title("test error")
    right.set(ylim=GAINS, yticks=(-5, 0, 5, 10, 15, 20, 25, 30))
    right.set_yticklabels(("−5", "0", "+5", "+10", "+15", "+20", "+25", "+30"))
    right.set_title("saved by pre-training, points")
    right.axhline(0, color=COLOUR["muted"], lw=1)
    artists = {}
    for name, role, line in (("other", "muted", (0, (3, 1.6))), ("pre", "weight", "-")):
        artists[name] = left.plot([], [], color=COLOUR[role], ls=line)[0]
        artists[f"{name} dots"] = left.plot([], [], ".", color=COLOUR[role], ms=6)[0]
    artists["words"] = left.text(5.2, 82, "", ha="right", color=COLOUR["muted"])
    left.text(5.2, 74, "pre-trained", ha="right", color=COLOUR["weight"])
    artists["here"] = left.axvline(0, color=COLOUR["grid"], lw=9, zorder=0)
    artists["gain here"] = right.axvline(0, color=COLOUR["grid"], lw=9, zorder=0)
    artists["gain dots"] = right.plot([], [], ".", color=COLOUR["weight"], ms=6, alpha=0.7)[0]
    artists["bars"] = [right.plot([], [], color=COLOUR["weight"], lw=2.4)[0] for _ in LABELS]
    artists["means"] = right.plot([], [], "_", color=COLOUR["weight"], ms=14, mew=2.4)[0]
    return artists


def _axes(figure):
    axes = figure.add_axes((0.16, 0.19, 0.8, 0.69))
    axes.set(xlim=(-0.4, 5.4), xlabel="digits with a label")
    axes.set_xticks(range(6), [f"{n:,}" for n in LABELS])
    return axes


def labels_update(artists, state):
    x = np.arange(6)
    for name, shift in (("other", 0.08), ("pre", -0.08)):
        values = np.round(state[name], 2)
        artists[name].set_data(x, values.mean(axis=1).round(2))
        artists[f"{name} dots"].set_data(np.repeat(x + shift, values.shape[1]), values.ravel())
    artists.words.set_text(RIVALS[state.rival])
    for name in ("here", "gain here"):
        artists[name].set_xdata([state.at] * 2)
    gain = np.clip(np.round(state.gain, 2), *GAINS)
    artists["gain dots"].set_data(np.repeat(x + 0.2, gain.shape[1]), gain.ravel())
    for k, (bar, found) in enumerate(zip(artists.bars, state.intervals, strict=True)):
        bar.set_data([k, k], np.clip(np.round([found.low, found.high], 2), *GAINS))
    artists.means.set_data(x, np.clip([round(found.mean, 2) for found in state.intervals], *GAINS))


def labels_sentence(state):
    at, found = state.at, state.intervals[state.at]
    pre, other = state.pre[at].mean(), state.other[at].mean()
    if found.low > 0:
        verdict = "pre-training helps"
    elif found.high < 0:
        verdict = "pre-training hurts"
    else:
        verdict = "five seeds do not tell the two apart"
    return (
        f"{state.labels} labels, {count(state.layers, 'hidden layer')}: test error {pre:.1f} % pre-trained, "
        f"{other:.1f} % with {RIVALS[state.rival]} (means of 5 seeds); the pairs differ by {found.mean:+.1f} "
        f"points (95 % interval {found.low:+.1f} to {found.high:+.1f}): {verdict}."
    )


labels = Lab(
    name="deep_belief.labels",
    title="What is pre-training worth?",
    controls=(
        Choice("layers", "hidden layers", {"1": "1", "2": "2", "3": "3"}, default="3"),
        Choice("rival", "against", RIVALS, default="random"),
        Choice("labels", "labels", {str(n): f"{n:,}" for n in LABELS}, default="100"),
    ),
    panels=(
        Panel("errors", "test error against the number of labels, with and without pre-training; dots: seeds", 340),
        Panel("gains", "the difference, seed by seed, with its 95 % interval", 340),
    ),
    compute=labels_state, setup=labels_setup, update=labels_update, read=labels_sentence,
    data=("deep_belief/labels",),
)  # fmt: skip
