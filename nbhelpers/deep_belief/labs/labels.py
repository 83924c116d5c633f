"""Lab `deep_belief.labels`: what pre-training is worth, by the number of labels, layers and the rival."""

from functools import cache

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import count, say
from nbhelpers.stats.paired_t import t_interval

LABELS = (10, 30, 100, 300, 1000, 4000)
RIVALS = {"random": "small random weights", "shuffled": "the same weights, shuffled", "relu": "ReLU and He's start"}
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
    return {
        "layers": int(layers), "rival": rival, "labels": int(labels), "at": LABELS.index(int(labels)),
        "pre": pre, "other": other, "gain": other - pre, "intervals": [t_interval(gain) for gain in other - pre],
        "rates": [chosen(start, int(layers), int(labels))[0] for start in ("pre-trained", rival)],
    }  # fmt: skip


def labels_setup(errors, gains):
    box, across = (0.16, 0.19, 0.8, 0.69), {"xlabel": "digits with a label", "xlim": (-0.4, 5.4)}
    across["xticks"] = {place: f"{n:,}" for place, n in enumerate(LABELS)}
    left = kit.axes(errors, box, "test error", ylim=(0, 90), **across,
                    yticks={0: "0", 20: "20 %", 40: "40 %", 60: "60 %", 80: "80 %"})  # fmt: skip
    right = kit.axes(gains, box, "saved by pre-training, points", ylim=GAINS, **across,
                     yticks={points: f"{points:+d}" if points else "0" for points in range(-5, 31, 5)})  # fmt: skip
    kit.level(right, 0, ls="-", lw=1)
    return {**_errors_setup(left), "gain here": kit.chosen(right), **_gains_setup(right)}


def _errors_setup(axes):
    artists = {}
    for name, role, dashes in (("other", "muted", (0, (3, 1.6))), ("pre", "weight", "-")):
        artists[name] = kit.line(axes, role, ls=dashes)
        artists[f"{name} dots"] = kit.dots(axes, role, 6, ".")
    artists["words"] = kit.note(axes, 5.2, 82, "", "muted", 12, ha="right")
    kit.note(axes, 5.2, 74, "pre-trained", "weight", 12, ha="right")
    return {**artists, "here": kit.chosen(axes)}


def _gains_setup(axes):
    return {
        "gain dots": kit.dots(axes, "weight", 6, ".", alpha=0.7),
        "bars": [kit.line(axes, "weight", lw=2.4) for _ in LABELS],
        "means": kit.dots(axes, "weight", 14, "_", mew=2.4),
    }


def labels_update(artists, state):
    x = np.arange(6)
    for name, shift in (("other", 0.08), ("pre", -0.08)):
        values = np.round(state[name], 2)
        artists[name].set_data(x, values.mean(axis=1).round(2))
        artists[f"{name} dots"].set_data(np.repeat(x + shift, values.shape[1]), values.ravel())
    artists.words.set_text(RIVALS[state.rival])
    for name in ("here", "gain here"):
        kit.upright(artists[name], state.at)
    gain = np.clip(np.round(state.gain, 2), *GAINS)
    artists["gain dots"].set_data(np.repeat(x + 0.2, gain.shape[1]), gain.ravel())
    low, high, mean = np.clip(np.round([(one.low, one.high, one.mean) for one in state.intervals], 2), *GAINS).T
    for k, bar in enumerate(artists.bars):
        kit.upright(bar, k, low[k], high[k])
    artists.means.set_data(x, mean)


def labels_sentence(state):
    found = state.intervals[state.at]
    if found.low > 0 or found.high < 0:
        yield say("With {labels:,} labels pre-training saves {points:.1f} points of test error." if found.low > 0 else
                  "With {labels:,} labels pre-training costs {points:.1f} points of test error.",
                  labels=state.labels, points=abs(found.mean))  # fmt: skip
    else:
        yield say("With {labels:,} labels five seeds do not tell the two starts apart.", labels=state.labels)
    yield say("With {layers} the test error is {pre:.1f} % pre-trained, {other:.1f} % with {rival} (means of 5 seeds).",
              layers=count(state.layers, "hidden layer"), pre=state.pre[state.at].mean(),
              other=state.other[state.at].mean(), rival=RIVALS[state.rival])  # fmt: skip
    yield say("On average the pairs differ by {mean:+.1f} points (95 % interval {low:+.1f} to {high:+.1f}).",
              mean=found.mean, low=found.low, high=found.high)  # fmt: skip


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
