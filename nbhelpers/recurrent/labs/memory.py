"""Lab `recurrent.memory`: how far back a net remembers, and how much of the gradient gets that far."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab import Choice, Lab, Panel
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent

NETS = {
    "RNN 0.5": "RNN, weights of scale 0.5", "RNN 1.0": "RNN, scale 1", "RNN 1.5": "RNN, scale 1.5",
    "LSTM 1": "LSTM, forget gate's bias 1", "LSTM 3": "LSTM, bias 3", "LSTM 5": "LSTM, bias 5",
}  # fmt: skip
DASHES = [(1, 1.5), (4, 1.5), (None, None)] * 2
LEAST = 1e-12  # of the gradient in the picture
GUESS = 0.25
LEARNED = 0.9  # from here on a run counts as having learned the task


@cache
def measured(hidden):
    """(distances, success, reach): the last two of shape (nets, distances, seeds)."""
    record = datasets.record("recurrent/memory")
    settings, cells = record["settings"], record["cells"]

    def values(key):
        return np.array(
            [
                [
                    [cells[f"{hidden}/{net}/{d}/{seed}"][key] for seed in settings["seeds"]]
                    for d in settings["distances"]
                ]
                for net in NETS
            ]
        )

    return np.array(settings["distances"]), values("success"), values("reach")


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
    artists = {"lines": [], "reaches": [], "names": []}
    left = success.add_axes((0.15, 0.16, 0.8, 0.72))
    left.set(ylim=(0, 1.04), yticks=[0, 0.25, 0.5, 0.75, 1], yticklabels=["0", "25 %", "50 %", "75 %", "100 %"])
    left.set_title("letter named right")
    left.axhline(GUESS, color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)))
    left.text(4.7, GUESS - 0.03, "guessing", color=COLOUR["muted"], va="top", fontsize=11)
    right = reach.add_axes((0.17, 0.16, 0.64, 0.72))
    right.set(ylim=(LEAST, 60), yscale="log")
    right.set_yticks([1e-12, 1e-9, 1e-6, 1e-3, 1], ["10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"])
    right.set_title("gradient at the letter, untrained")
    for axes in (left, right):
        axes.set(xlim=(4.6, 43), xscale="log", xlabel="distance d")
        axes.set_xticks([5, 10, 20, 40], ["5", "10", "20", "40"])
        axes.minorticks_off()
    for name, dashes in zip(NETS, DASHES, strict=True):
        role, mark = ("weight", "") if name.startswith("RNN") else ("energy", "s")
        for key, axes in (("lines", left), ("reaches", right)):
            line = axes.plot([], [], marker=mark, ms=4, color=COLOUR[role], dashes=dashes if dashes[0] else (1, 0))[0]
            artists[key].append(line)
        artists["names"].append(right.text(46, 1, name, color=COLOUR[role], va="center", fontsize=11))
    artists["band"] = left.fill([0], [0], color=COLOUR["activation"], alpha=0.16, lw=0)[0]
    artists["seeds"] = left.plot([], [], "o", color=COLOUR["activation"], ms=6, mew=0, alpha=0.8, clip_on=False)[0]
    artists["here"] = right.plot([], [], "o", color=COLOUR["error"], ms=8, clip_on=False)[0]
    return artists


def memory_update(artists, s):
    d = s.distances
    reach = np.maximum(s.reach, LEAST)
    heights = _spread(np.log10(reach[:, -1]))
    for i in range(len(NETS)):
        mine = i == s.chosen
        for line in (artists.lines[i], artists.reaches[i]):
            line.set_linewidth(3 if mine else 1.3)
            line.set_alpha(1 if mine else 0.68)
        artists.lines[i].set_data(d, s.means[i])
        artists.reaches[i].set_data(d, reach[i])
        artists.names[i].set_y(10 ** heights[i])
        artists.names[i].set_text(f"• {list(NETS)[i]}" if mine else list(NETS)[i])
    seeds = s.seeds
    artists.band.set_xy(np.column_stack([np.r_[d, d[::-1]], np.r_[seeds.min(axis=1), seeds.max(axis=1)[::-1]]]))
    at = s.at
    artists.seeds.set_data([d[at]] * seeds.shape[1], seeds[at])
    artists.here.set_data([d[at]], [reach[s.chosen, at]])


def _spread(heights, gap=1.05):
    """Heights in decades, moved apart downwards until each has `gap` of room."""
    placed, above = np.array(heights, dtype=float), 1.5 + gap
    for i in np.argsort(-placed, kind="stable"):
        placed[i] = above = min(placed[i], above - gap)
    return placed


def memory_sentence(s):
    runs, reach = s.seeds[s.at], s.reach[s.chosen, s.at]
    learned = int((runs >= LEARNED).sum())
    told = f"{reach:.2g}" if reach >= 1e-4 else f"{reach:.0e}"
    return (
        f"{NETS[s.net]}, with {s.hidden} hidden units and {s.distance} sounds of chatter: "
        f"{percent(runs.mean())} of the letters are named right ({100 * runs.min():.0f} to {100 * runs.max():.0f} % "
        f"over {len(runs)} seeds), {learned} of {len(runs)} runs learned the task; before training, the gradient "
        f"at the letter was {told} times as long as at the end."
    )


memory = Lab(
    name="recurrent.memory",
    title="How far back can a net remember?",
    controls=(
        Choice("net", "net", NETS, default="RNN 1.0"),
        Choice("hidden", "hidden units", {"8": "8", "16": "16"}, default="16"),
        Choice("distance", "distance to remember d", {str(d): str(d) for d in (5, 10, 20, 40)}, default="40"),
    ),
    panels=(
        Panel("success", "share of letters named right against the distance, for six nets; band and dots: seeds of one",
              340, 290),
        Panel("reach", "share of the gradient that reaches the letter before training, against the distance", 340, 290),
    ),
    compute=memory_state,
    setup=memory_setup,
    update=memory_update,
    read=memory_sentence,
    data=("recurrent/memory",),
)  # fmt: skip
