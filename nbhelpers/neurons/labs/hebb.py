"""Lab `neurons.hebb`: how co-activity makes weights grow, by Hebb's rule alone and by Oja's."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count, number, say
from nbhelpers.neurons.hebb import hebb, link, oja, pairs

STEPS = 200
START = (0.5, 0.1)
FAR = 1e12
BOX = (0.16, 0.19, 0.8, 0.68)
LINK = 6.6  # the weight w12 is shown from -LINK to LINK
LENGTHS = (0.1, 1e6)
VIEW = 1.75
TURN = np.linspace(0, 2 * np.pi, 73)
LOOKS = {"hebb": ("ink", {"lw": 1.8, "ls": (0, (5, 1.5))}), "oja": ("weight", {"lw": 2.2})}


@lru_cache(maxsize=64)
def _run(agree, eta, seed):
    """The link of two held units, and the weights of a unit that listens to both: by Hebb, by Oja."""
    y = pairs(STEPS, agree, np.random.default_rng(seed))
    return link(y, eta), hebb(y, START, eta, FAR), oja(y, START, eta)


def hebb_state(agree, eta, step, seed):
    """All weights up to `step`, the growth that the means promise, and the direction of the first eigenvector."""
    joint, grown, kept = _run(agree, eta, seed)
    c = 2 * agree - 1
    t = np.arange(STEPS + 1)
    direction = [] if c == 0 else [float(np.sqrt(0.5)), float(np.sign(c) * np.sqrt(0.5))]
    along = abs(np.dot(START, direction)) if direction else np.hypot(*START)  # the start's part along it
    return {
        "agree": agree, "eta": eta, "step": step, "c": c, "direction": direction,
        "link": joint, "link_mean": eta * c * t, "link_spread": eta * np.sqrt(t * (1 - c**2)),
        "hebb": grown, "oja": kept, "sizes": [np.hypot(*grown.T), np.hypot(*kept.T)],
        "law": [along, along * (1 + eta * (1 + abs(c))) ** STEPS],
    }  # fmt: skip


def hebb_setup(held, growth, plane):
    return _lay_link(held) | _lay_lengths(growth) | _lay_plane(plane)


def _lay_link(figure):
    axes = kit.axes(figure, BOX, "the link w₁₂ of two held units", xlim=(0, STEPS), ylim=(-LINK, LINK),
                    xticks=(0, 100, 200), yticks=(-6, -3, 0, 3, 6), xlabel="step t")  # fmt: skip
    kit.level(axes, 0, "grid", "-", 1, zorder=0)
    kit.note(axes, 6, 5.5, "- - mean by theory: η (2p − 1) t", "muted")
    return {
        "band": axes.fill([0], [0], color=rgba("weight", 0.16), lw=0)[0],
        "mean": kit.line(axes, "muted", lw=1.2, ls=kit.DASHED),
        "link": kit.line(axes, "weight"),
        "link_now": kit.dots(axes, "weight", clip_on=False),
    }


def _lay_lengths(figure):
    axes = kit.axes(figure, BOX, "length of a listener's weights", xlim=(0, STEPS), ylim=LENGTHS, yscale="log",
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
    axes = kit.axes(figure, (0.14, 0.14, 0.82, 0.78), "the listener's two weights", xlim=(-VIEW, VIEW),
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


def hebb_update(artists, state):
    t, n = state.step, np.arange(STEPS + 1)
    low, high = state.link_mean - state.link_spread, state.link_mean + state.link_spread
    kit.around(artists.band, n[::8], low[::8], high[::8])
    artists.mean.set_data([0, STEPS], state.link_mean[[0, -1]])
    artists.link.set_data(n[: t + 1], state.link[: t + 1])
    kit.put(artists.link_now, t, state.link[t])
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


def hebb_sentence(state):
    t, start = state.step, float(np.hypot(*START))
    if t == 0:
        yield say("Nothing has happened yet: every weight is where it starts.")
        yield say("The link is 0; both listeners begin with the same weights, of length {length:.2f}.", length=start)
        return
    yield _headline(state.c, *(size[min(t, len(size) - 1)] for size in state.sizes))
    yield say("The two units agree with p = {agree:.2f}, and the link changes by η(2p − 1) = {drift:+.4g} a step on "
              "average.", agree=state.agree, drift=state.eta * state.c)  # fmt: skip
    yield say("After {steps} at η = {eta:.3g} it is {link:.2f}.",
              steps=count(t, "step"), eta=state.eta, link=state.link[t])  # fmt: skip
    yield say("Hebb's rule sets a listener's weights no bound; Oja's draws their length to 1.")


def _headline(c, hebb, oja):
    """Which way the link tends, and how long a listener's weights are by either rule."""
    lengths = {"hebb": number(hebb), "oja": oja}
    if c == 0:
        return say("The link has no trend; Hebb's weights have grown to length {hebb}, Oja's to {oja:.2f}.", **lengths)
    return say("The link tends upwards; Hebb's weights have grown to length {hebb}, Oja's to {oja:.2f}." if c > 0 else
               "The link tends downwards; Hebb's weights have grown to length {hebb}, Oja's to {oja:.2f}.",
               **lengths)  # fmt: skip


growth = Lab(
    name="neurons.hebb",
    title="What fires together",
    controls=(
        Range("agree", "co-activity p: how often the two units are equal", 0.0, 1.0, default=0.9, step=0.01,
              recorded=(0.0, 0.25, 0.5, 0.75, 0.9, 1.0)),
        Range("eta", "learning rate η", 0.003, 0.03, default=0.03, log=True, recorded=(0.003, 0.01, 0.03)),
        Time("step", "step", last=STEPS, default=200, recorded=(0, 5, 10, 25, 50, 100, 200)),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("held", "the weight between two units that are held at their states, against the step", 330, 250),
        Panel("growth", "the length of the weights of a unit that listens to both, by Hebb's and Oja's rule", 330, 250),
        Panel("plane", "the two weights of the listening unit as a point in the plane", 330, 330),
    ),
    compute=hebb_state, setup=hebb_setup, update=hebb_update, read=hebb_sentence,
)  # fmt: skip
