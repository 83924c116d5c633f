"""Lab `recurrent.unrolled`: one sequence told twice, with another first letter; how long do the states differ?"""

import numpy as np

from nbhelpers.lab import Lab, Panel, Range, Seed, Time
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.recurrent import forward, new_rnn

STEPS, UNITS, LETTERS = 20, 6, "ABCD"
FLOOR = 1e-4  # of the difference in the picture


def told(seed):
    """The letters of both sequences, (2, STEPS): they differ in the first one alone."""
    letters = np.random.default_rng([seed, 7]).integers(4, size=STEPS)
    twice = np.stack([letters, letters])
    twice[:, 0] = 0, 1
    return twice


def unrolled_state(scale, seed, step):
    """The states of both sequences up to now, (2, step + 1, units), and how far apart they are at every step."""
    net = new_rnn((4, UNITS, 1), np.random.default_rng(seed), scale)
    letters = told(seed)
    h = forward(net, np.eye(4)[letters].transpose(1, 0, 2)).h
    apart = np.linalg.norm(h[:, 0] - h[:, 1], axis=1)
    return {
        "scale": scale, "step": step, "letters": letters[:, :step].tolist(),
        "h": h[: step + 1].transpose(1, 0, 2), "known": np.maximum(apart[1:] / apart[1], FLOOR),
    }  # fmt: skip


def unrolled_setup(chain, now, known):
    axes = chain.add_axes((0.04, 0.04, 0.92, 0.83))
    axes.set(xlim=(0, STEPS), ylim=(-0.2, 2 * UNITS + 4.6), xticks=[], yticks=[])
    axes.set_title("one net, unrolled: a column is a step")
    for side in axes.spines.values():
        side.set_visible(False)
    artists = {"images": [], "letters": [], "here": []}
    for bottom in (UNITS + 3.2, 1.0):
        blank = np.zeros((UNITS, STEPS, 4))
        extent = (0, STEPS, bottom, bottom + UNITS)
        artists["images"].append(axes.imshow(blank, extent=extent, aspect="auto", origin="lower"))
        axes.plot([0, STEPS, STEPS, 0, 0], [bottom, bottom, bottom + UNITS, bottom + UNITS, bottom],
                  color=COLOUR["grid"], lw=1)  # fmt: skip
        artists["letters"] += [
            axes.text(t + 0.5, bottom - 0.62, "", ha="center", va="center", fontsize=11,
                      color=COLOUR["target" if t == 0 else "muted"], weight="bold" if t == 0 else "normal")
            for t in range(STEPS)
        ]  # fmt: skip
        artists["here"].append(axes.plot([], [], color=COLOUR["ink"], lw=1.5)[0])
    bars = now.add_axes((0.2, 0.17, 0.75, 0.7))
    bars.set(xlim=(0.4, UNITS + 0.6), ylim=(-1.05, 1.05), xticks=range(1, UNITS + 1), yticks=[-1, 0, 1], xlabel="unit")
    bars.set_title("states now: ▬ A, ◇ B")
    bars.axhline(0, color=COLOUR["grid"], lw=1, zorder=0)
    artists["bars"] = bars.bar(range(1, UNITS + 1), np.zeros(UNITS), 0.6, color=COLOUR["activation"], lw=0)
    artists["other"] = bars.plot([], [], "D", mfc="none", mec=COLOUR["ink"], mew=1.5, ms=8, clip_on=False)[0]
    line = known.add_axes((0.26, 0.17, 0.7, 0.7))
    line.set(xlim=(1, STEPS), ylim=(FLOOR, 30), yscale="log", xticks=[1, 5, 10, 15, 20], xlabel="step t")
    line.set_yticks([1e-4, 1e-3, 1e-2, 1e-1, 1, 10], ["0.0001", "0.001", "0.01", "0.1", "1", "10"])
    line.minorticks_off()
    line.set_title("what is left of A − B")
    line.axhline(1, color=COLOUR["grid"], lw=1, zorder=0)
    artists["whole"] = line.plot([], [], color=COLOUR["noise"], lw=1.2)[0]
    artists["known"] = line.plot([], [], color=COLOUR["activation"])[0]
    artists["point"] = line.plot([], [], "o", color=COLOUR["activation"], ms=8, clip_on=False)[0]
    return artists


def colours(h):
    """States (units, steps) as colours: teal above zero, grey below, the stronger the farther; (units, steps, 4)."""
    above, below = np.array(rgba("activation")), np.array(rgba("noise"))
    found = np.where(h[..., None] > 0, above, below)
    found[..., 3] = np.round(np.abs(h), 2)
    return found


def unrolled_update(artists, s):
    step = s.step
    for row in range(2):
        shown = np.zeros((UNITS, STEPS, 4))
        shown[:, :step] = colours(s.h[row, 1:].T)
        artists.images[row].set_data(shown)
        for t, text in enumerate(artists.letters[row * STEPS : (row + 1) * STEPS]):
            text.set_text(LETTERS[s.letters[row][t]] if t < step else "")
        bottom = (UNITS + 3.2, 1.0)[row]
        left, right = step - 1, step
        box = ([left, right, right, left, left], [bottom, bottom, bottom + UNITS, bottom + UNITS, bottom])
        artists.here[row].set_data(*box if step else ([], []))
    for bar, height in zip(artists.bars, s.h[0, -1], strict=True):
        bar.set_height(height)
    artists.other.set_data(range(1, UNITS + 1), s.h[1, -1])
    t, known = np.arange(1, STEPS + 1), np.clip(s.known, FLOOR, 30)
    artists.whole.set_data(t, known)
    artists.known.set_data(t[:step], known[:step])
    artists.point.set_data(t[:step][-1:], known[:step][-1:])


def unrolled_sentence(s):
    step = s.step
    if step == 0:
        return "The net has heard nothing yet: all its states are 0."
    if step == 1:
        return "One sequence began with A, the other with B: their states differ as much as one letter can make them."
    left = s.known[step - 1]
    share = f"{100 * left:.3g} %" if left > FLOOR else "less than 0.01 %"
    verdict = (
        "the first letter is all but forgotten" if left < 0.05
        else "the first letter is still there to be read" if left < 2
        else "the difference has grown: the first letter now steers everything"
    )  # fmt: skip
    return (
        f"After {step} steps with recurrent weights of scale {s.scale:g}, the states of the two tellings differ "
        f"by {share} of what they did after the first letter: {verdict}."
    )


unrolled = Lab(
    name="recurrent.unrolled",
    title="The same story with another first letter",
    controls=(
        Range("scale", "scale of the recurrent weights", 0.0, 2.5, default=1.0, step=0.05,
              recorded=(0.0, 0.6, 1.0, 1.5, 2.5)),
        Seed("seed", "seed", recorded=2),
        Time("step", "step t", last=STEPS, default=STEPS, recorded=(0, 1, 2, 3, 5, 8, 12, 16, STEPS)),
    ),
    panels=(
        Panel("chain", "the states of all units at every step, for both sequences; teal is positive, grey negative",
              330, 260),
        Panel("now", "the states of both sequences at this step as bars and diamonds", 200, 260),
        Panel("known", "how far apart the two sequences' states are, against the step", 220, 260),
    ),
    compute=unrolled_state,
    setup=unrolled_setup,
    update=unrolled_update,
    read=unrolled_sentence,
)  # fmt: skip
