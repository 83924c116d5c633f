"""Lab `recurrent.memory`: how far back a net remembers, and how much of the gradient gets that far."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import percent, say

NETS = {
    "RNN 0.5": "RNN, weights of scale 0.5", "RNN 1.0": "RNN, scale 1", "RNN 1.5": "RNN, scale 1.5",
    "LSTM 1": "LSTM, forget gate's bias 1", "LSTM 3": "LSTM, bias 3", "LSTM 5": "LSTM, bias 5",
}  # fmt: skip
DASHES = dict(zip(NETS, [(1, 1.5), (4, 1.5), (1, 0)] * 2, strict=True))
DISTANCE = {"xscale": "log", "xlim": (4.6, 43), "xticks": (5, 10, 20, 40), "xlabel": "distance τ"}
LEAST = 1e-12  # of the gradient in the picture
GUESS = 0.25
LEARNED = 0.9  # from here on a run counts as having learned the task


@cache
def measured(hidden):
    """(distances, success, reach): the last two of shape (nets, distances, seeds)."""
    record = datasets.record("recurrent/memory")
    cells, distances, seeds = record["cells"], record["settings"]["distances"], record["settings"]["seeds"]

    def values(key):
        return np.array([
            [[cells[f"{hidden}/{net}/{d}/{seed}"][key] for seed in seeds] for d in distances] for net in NETS
        ])  # fmt: skip

    return np.array(distances), values("success"), values("reach")


def memory_state(net, hidden, distance):
    """For every net the mean success and the typical reach at each distance; of the chosen one every seed."""
    distances, success, reach = measured(int(hidden))
    chosen, at = list(NETS).index(net), int(np.flatnonzero(distances == int(distance))[0])
    return {
        "net": net, "hidden": int(hidden), "distance": int(distance), "chosen": chosen, "at": at,
        "distances": distances, "means": success.mean(axis=-1), "seeds": success[chosen],
        "reach": np.exp(np.log(np.maximum(reach, 1e-60)).mean(axis=-1)),
    }  # fmt: skip


def memory_setup(success, reach):
    left = kit.axes(success, (0.15, 0.16, 0.8, 0.72), "letter named correctly", ylim=(0, 1.04),
                    yticks=kit.percents(0, 0.25, 0.5, 0.75, 1), **DISTANCE)  # fmt: skip
    kit.level(left, GUESS)
    kit.note(left, 4.7, GUESS - 0.03, "guessing", "muted", va="top")
    right = kit.axes(reach, (0.17, 0.16, 0.64, 0.72), "gradient at the letter, untrained", yscale="log",
                     ylim=(LEAST, 60), yticks=(1e-12, 1e-9, 1e-6, 1e-3, 1), **DISTANCE)  # fmt: skip
    return {
        "lines": [_line(left, net) for net in NETS],
        "reaches": [_line(right, net) for net in NETS],
        "names": [kit.note(right, 46, 1, net, _role(net), va="center") for net in NETS],
        "band": kit.band(left, "activation", 0.16),
        "seeds": kit.dots(left, "activation", 6, mew=0, alpha=0.8, clip_on=False),
        "here": kit.dots(right, "error", 8, clip_on=False),
    }


def _role(net):
    return "weight" if net.startswith("RNN") else "energy"


def _line(axes, net):
    return kit.line(axes, _role(net), marker="" if net.startswith("RNN") else "s", ms=4, dashes=DASHES[net])


def memory_update(artists, s):
    d, at, seeds, reach = s.distances, s.at, s.seeds, np.maximum(s.reach, LEAST)
    heights = -kit.spread_labels(-np.log10(reach[:, -1]), 1.05, low=-1.5)  # decades, moved apart downwards
    for i, net in enumerate(NETS):
        chosen = i == s.chosen
        for line, values in ((artists.lines[i], s.means[i]), (artists.reaches[i], reach[i])):
            line.set(linewidth=3 if chosen else 1.3, alpha=1 if chosen else 0.68)
            line.set_data(d, values)
        artists.names[i].set(text=f"• {net}" if chosen else net, y=10 ** heights[i])
    kit.around(artists.band, d, seeds.min(axis=1), seeds.max(axis=1))
    artists.seeds.set_data([d[at]] * seeds.shape[1], seeds[at])
    kit.put(artists.here, d[at], reach[s.chosen, at])


def memory_sentence(s):
    runs, reach = s.seeds[s.at], s.reach[s.chosen, s.at]
    yield _headline(int((runs >= LEARNED).sum()), len(runs), s.distance, percent(runs.mean()))
    yield say("After {distance} letters of chatter the net ({net}, {hidden} hidden units) names {mean} of the letters "
              "correctly ({low:.0f} to {high:.0f} % over {seeds} seeds).",
              distance=s.distance, net=NETS[s.net], hidden=s.hidden, mean=percent(runs.mean()), low=100 * runs.min(),
              high=100 * runs.max(), seeds=len(runs))  # fmt: skip
    yield say("A run that names {least} or more has learned the task; guessing gives {guess}.", least=percent(LEARNED),
              guess=percent(GUESS))  # fmt: skip
    yield say("Before training, the gradient at the letter was {reach} times as long as at the end.",
              reach=f"{reach:.2g}" if reach >= 1e-4 else f"{reach:.0e}")  # fmt: skip


def _headline(learned, runs, distance, mean):
    if learned == 0:
        return say("At distance {distance} no run learned the task: {mean} of the letters are named correctly.",
                   distance=distance, mean=mean)  # fmt: skip
    if learned == runs:
        return say("Every run learned to remember the letter over a distance of {distance}.", distance=distance)
    return say("{learned} of {runs} runs learned to remember the letter that far back.", learned=learned, runs=runs)


memory = Lab(
    name="recurrent.memory",
    title="How far back can a net remember?",
    controls=(
        Choice("net", "net", NETS, default="RNN 1.0"),
        Choice("hidden", "hidden units", {"8": "8", "16": "16"}, default="16"),
        Choice("distance", "distance to remember τ", {str(d): str(d) for d in (5, 10, 20, 40)}, default="40"),
    ),
    panels=(
        Panel("success", "letters named correctly against the distance, for six nets; band and dots: runs of one net",
              340, 290),
        Panel("reach", "share of the gradient that reaches the letter before training, against the distance", 340, 290),
    ),
    compute=memory_state, setup=memory_setup, update=memory_update, read=memory_sentence,
    data=("recurrent/memory",),
)  # fmt: skip
