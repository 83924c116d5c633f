"""Lab `neurons.oja`: a unit with two inputs learns: Hebb's weights run away, Oja's keep length 1."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, number, say
from nbhelpers.neurons.hebb import hebb, oja, pairs

STEPS = 200
START = (0.5, 0.1)
FAR = 1e12
BOX = (0.16, 0.19, 0.8, 0.68)
LENGTHS = (0.1, 1e6)
VIEW = 1.75
TURN = np.linspace(0, 2 * np.pi, 73)
LOOKS = {"hebb": ("ink", {"lw": 1.8, "ls": (0, (5, 1.5))}), "oja": ("weight", {"lw": 2.2})}


@lru_cache(maxsize=64)
def _run(agree, eta, seed):
    """The weights of a unit that receives both: by Hebb, by Oja."""
    x = pairs(STEPS, agree, np.random.default_rng(seed))
    return hebb(x, START, eta, FAR), oja(x, START, eta)


def oja_state(agree, eta, step, seed):
    """Both paths of the weights, their lengths, the growth that the mean promises, and the first eigenvector."""
    grown, kept = _run(agree, eta, seed)
    c = 2 * agree - 1
    direction = [] if c == 0 else [float(np.sqrt(0.5)), float(np.sign(c) * np.sqrt(0.5))]
    along = abs(np.dot(START, direction)) if direction else np.hypot(*START)  # the start's part along it
    return {
        "agree": agree, "eta": eta, "step": step, "c": c, "direction": direction,
        "hebb": grown, "oja": kept, "sizes": [np.hypot(*grown.T), np.hypot(*kept.T)],
        "law": [along, along * (1 + eta * (1 + abs(c))) ** STEPS],
    }  # fmt: skip


def oja_setup(growth, plane):
    return _lay_lengths(growth) | _lay_plane(plane)


def _lay_lengths(figure):
    axes = kit.axes(figure, BOX, "length of the unit's weights", xlim=(0, STEPS), ylim=LENGTHS, yscale="log",
                    xticks=(0, 100, 200), yticks=kit.powers(*range(-1, 7)), xlabel="step t")  # fmt: skip
    artists = {"law": kit.line(axes, "muted", lw=1.2, ls=kit.DASHED)}
    kit.note(axes, 6, 2.2e5, "- - growth by theory: (1 + ηλ)ᵗ", "muted")
    for name, (role, style) in LOOKS.items():
        artists[f"size_{name}"] = kit.line(axes, role, **style)
        artists[f"size_{name}_now"] = kit.dots(axes, role, clip_on=False)
    artists["hebb_name"] = kit.note(axes, 0, 1, "Hebb", "ink", 12, ha="right")
    kit.note(axes, 196, 0.32, "Oja", "weight", 12, ha="right")
    return artists


def _lay_plane(figure):
    axes = kit.axes(figure, (0.14, 0.14, 0.82, 0.78), "its two weights", xlim=(-VIEW, VIEW),
                    ylim=(-VIEW, VIEW), xticks=(-1, 0, 1), yticks=(-1, 0, 1), aspect="equal")  # fmt: skip
    axes.set_xlabel("w₁", labelpad=0)
    axes.set_ylabel("w₂", labelpad=-4)
    kit.line(axes, "noise", np.cos(TURN), np.sin(TURN), lw=1)
    kit.note(axes, 0, -1.13, "length 1", "muted", ha="center", va="top")
    artists = {"direction": kit.line(axes, "target", lw=1.4, ls=kit.DASHED)}
    artists["direction_name"] = kit.note(axes, -VIEW + 0.06, 1.55, role="target", va="center")
    for name, (role, style) in LOOKS.items():
        artists[name] = kit.line(axes, role, **style)
        artists[f"{name}_now"] = kit.dots(axes, role, 9, mec=COLOUR["paper"])
    artists["outside"] = kit.note(axes, VIEW - 0.06, -1.6, ha="right", va="center")
    return artists


def oja_update(artists, state):
    t = state.step
    artists.law.set_data([0, STEPS], state.law)
    for name, size in zip(LOOKS, state.sizes, strict=True):
        _show_rule(artists, name, state[name][: t + 1], size[: t + 1])
    last = min(t, len(state.sizes[0]) - 1)
    kit.put(artists.hebb_name, max(last - 6, 42), min(2.5 * state.sizes[0][last], 1e5))
    _show_direction(artists, state)
    gone = np.abs(state.hebb[: t + 1][-1]).max() > VIEW
    artists.outside.set_text("Hebb has left the picture" if gone else "")


def _show_rule(artists, name, path, size):
    artists[f"size_{name}"].set_data(np.arange(len(size)), size)
    kit.put(artists[f"size_{name}_now"], len(size) - 1, min(size[-1], LENGTHS[1]))
    artists[name].set_data(*path[np.abs(path).max(axis=1) < 3 * VIEW].T)
    kit.put(artists[f"{name}_now"], *path[-1])


def _show_direction(artists, state):
    artists.direction.set_data(*np.outer([-3, 3], state.direction or [0, 0]).T)
    artists.direction_name.set_text("- - first eigenvector" if state.direction else "no direction is preferred")
    top = -1 if state.c < 0 else 1  # the eigenvector's line leaves two corners of the picture free
    artists.direction_name.set_y(1.55 * top)
    artists.outside.set_y(-1.6 * top)


def oja_sentence(state):
    t, start = state.step, float(np.hypot(*START))
    if t == 0:
        yield say("Nothing has happened yet: both units begin with the same weights.")
        yield say("Their length is {length:.2f}.", length=start)
        return
    hebbs, ojas = (float(size[min(t, len(size) - 1)]) for size in state.sizes)
    yield say("Hebb's weights have grown to length {hebb}; Oja's have length {oja:.2f}.",
              hebb=number(hebbs), oja=ojas)  # fmt: skip
    yield say("This is after {steps} at η = {eta:.3g}; the inputs agree with probability p = {agree:.2f}.",
              agree=state.agree, steps=count(t, "step"), eta=state.eta)  # fmt: skip
    yield say("No direction is better than another." if not state.direction else
              "Both turn towards the first eigenvector of the inputs' correlation matrix.")  # fmt: skip


listener = Lab(
    name="neurons.oja",
    title="Hebb's weights run away, Oja's do not",
    controls=(
        Range("agree", "co-activity p: how often the two inputs are equal", 0.0, 1.0, default=0.9, step=0.01,
              recorded=(0.0, 0.25, 0.5, 0.75, 0.9, 1.0)),
        Range("eta", "learning rate η", 0.003, 0.03, default=0.03, log=True, recorded=(0.003, 0.01, 0.03)),
        Time("step", "step", last=STEPS, default=200, recorded=(0, 5, 10, 25, 50, 100, 200)),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("growth", "the length of the weights of a unit with two inputs, by Hebb's and Oja's rule", 330, 250),
        Panel("plane", "the two weights of this unit as a point in the plane", 330, 330),
    ),
    compute=oja_state, setup=oja_setup, update=oja_update, read=oja_sentence,
)  # fmt: skip
