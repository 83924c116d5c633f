"""Lab `neurons.hebb`: how co-activity makes weights grow, by Hebb's rule alone and by Oja's."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Lab, Panel, Range, Seed, Time
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count
from nbhelpers.neurons.hebb import hebb, link, oja, pairs

STEPS = 200
START = (0.5, 0.1)
FAR = 1e12
LINK = 6.6  # the weight w12 is shown from -LINK to LINK
LENGTHS = (0.1, 1e6)
VIEW = 1.75


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
    return {
        "agree": agree, "eta": eta, "step": step, "c": c, "lambda": 1 + abs(c),
        "link": joint, "link_mean": eta * c * t, "link_spread": eta * np.sqrt(t * (1 - c**2)),
        "hebb": grown, "oja": kept,
        "sizes": [np.hypot(*grown.T), np.hypot(*kept.T)],
        "direction": [] if c == 0 else [float(np.sqrt(0.5)), float(np.sign(c) * np.sqrt(0.5))],
    }  # fmt: skip


def hebb_setup(held, growth, plane):
    ax = held.add_axes((0.16, 0.19, 0.8, 0.68))
    ax.set(xlim=(0, STEPS), ylim=(-LINK, LINK), xticks=(0, 100, 200), yticks=(-6, -3, 0, 3, 6), xlabel="step t")
    ax.set_title("the link w₁₂ of two held units")
    ax.axhline(0, color=COLOUR["grid"], lw=1, zorder=0)
    artists = {"band": ax.fill([0], [0], color=rgba("weight", 0.16), lw=0)[0]}
    artists["mean"] = ax.plot([], [], color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)))[0]
    ax.text(6, 5.5, "- - mean by theory: η (2p − 1) t", color=COLOUR["muted"], fontsize=11)
    artists["link"] = ax.plot([], [], color=COLOUR["weight"])[0]
    artists["link_now"] = ax.plot([], [], "o", color=COLOUR["weight"], ms=8, clip_on=False)[0]
    ax = growth.add_axes((0.16, 0.19, 0.8, 0.68))
    ax.set(xlim=(0, STEPS), ylim=LENGTHS, yscale="log", xticks=(0, 100, 200), xlabel="step t")
    ax.set_yticks([0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6], ["0.1", "1", "10", "100", "10³", "10⁴", "10⁵", "10⁶"])
    ax.minorticks_off()
    ax.set_title("length of a listener's weights")
    artists["law"] = ax.plot([], [], color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)))[0]
    ax.text(6, 2.2e5, "- - growth by theory: (1 + ηλ)ᵗ", color=COLOUR["muted"], fontsize=11)
    for name, style in (("hebb", _HEBB), ("oja", _OJA)):
        artists[f"size_{name}"] = ax.plot([], [], **style)[0]
        artists[f"size_{name}_now"] = ax.plot([], [], "o", color=style["color"], ms=8, clip_on=False)[0]
    artists["hebb_name"] = ax.text(0, 1, "Hebb", color=_HEBB["color"], ha="right")
    ax.text(196, 0.32, "Oja", color=_OJA["color"], ha="right")
    artists |= _plane(plane)
    return artists


_HEBB = dict(color=COLOUR["ink"], lw=1.8, ls=(0, (5, 1.5)))
_OJA = dict(color=COLOUR["weight"], lw=2.2, ls="-")


def _plane(figure):
    ax = figure.add_axes((0.14, 0.14, 0.82, 0.78))
    ax.set(xlim=(-VIEW, VIEW), ylim=(-VIEW, VIEW), xticks=(-1, 0, 1), yticks=(-1, 0, 1), aspect="equal")
    ax.set_xlabel("w₁", labelpad=0)
    ax.set_ylabel("w₂", labelpad=-4)
    ax.set_title("the listener's two weights")
    turn = np.linspace(0, 2 * np.pi, 73)
    ax.plot(np.cos(turn), np.sin(turn), color=COLOUR["noise"], lw=1)
    ax.text(0, -1.13, "length 1", color=COLOUR["muted"], ha="center", va="top", fontsize=11)
    artists = {"direction": ax.plot([], [], color=COLOUR["target"], lw=1.4, ls=(0, (4, 3)))[0]}
    artists["direction_name"] = ax.text(-VIEW + 0.06, 1.55, "", color=COLOUR["target"], va="center", fontsize=11)
    for name, style in (("hebb", _HEBB), ("oja", _OJA)):
        artists[name] = ax.plot([], [], **style)[0]
        artists[f"{name}_now"] = ax.plot([], [], "o", color=style["color"], ms=9, mec=COLOUR["paper"])[0]
    artists["outside"] = ax.text(VIEW - 0.06, -1.6, "", ha="right", va="center", fontsize=11)
    return artists


def hebb_update(artists, s):
    t, n = s.step, np.arange(STEPS + 1)
    low, high = s.link_mean - s.link_spread, s.link_mean + s.link_spread
    thin = slice(None, None, 8)
    artists.band.set_xy(np.column_stack([np.r_[n[thin], n[::-1][thin]], np.r_[low[thin], high[::-1][thin]]]))
    artists.mean.set_data([0, STEPS], s.link_mean[[0, -1]])
    artists.link.set_data(n[: t + 1], s.link[: t + 1])
    artists.link_now.set_data([t], [s.link[t]])
    artists.law.set_data([0, STEPS], _law(s, np.array([0, STEPS])))
    for name, size in zip(("hebb", "oja"), s.sizes, strict=True):
        path = s[name][: t + 1]
        shown = size[: t + 1]
        artists[f"size_{name}"].set_data(n[: len(shown)], shown)
        artists[f"size_{name}_now"].set_data([len(shown) - 1], [min(shown[-1], LENGTHS[1])])
        inside = path[np.abs(path).max(axis=1) < 3 * VIEW]
        artists[name].set_data(*inside.T)
        artists[f"{name}_now"].set_data(*path[-1:].T)
    last = min(t, len(s.sizes[0]) - 1)
    artists.hebb_name.set_position((max(last - 6, 42), min(2.5 * s.sizes[0][last], 1e5)))
    ends = np.outer([-3, 3], s.direction or [0, 0])
    artists.direction.set_data(*ends.T)
    top = -1 if s.c < 0 else 1  # the eigenvector's line leaves two corners of the picture free
    artists.direction_name.set_y(1.55 * top)
    artists.outside.set_y(-1.6 * top)
    artists.direction_name.set_text("- - first eigenvector" if s.direction else "no direction is preferred")
    gone = np.abs(s.hebb[: t + 1][-1]).max() > VIEW
    artists.outside.set_text("Hebb has left the picture" if gone else "")


def _law(s, t):
    """The mean growth along the eigenvector, from the start's part along it."""
    along = abs(np.dot(START, s.direction)) if s.direction else np.hypot(*START)
    return along * (1 + s.eta * s["lambda"]) ** t


def hebb_sentence(s):
    t, w = s.step, s.link[s.step]
    grown, kept = (size[min(t, len(size) - 1)] for size in s.sizes)
    if t == 0:
        return "Nothing has happened yet: the link is 0, and both listeners start from the same weights."
    drift = f"the link changes by {s.eta * s.c:+.4f} a step on average"
    trend = "the link has no trend and wanders" if s.c == 0 else drift
    told = f"{trend}, and after {count(t, 'step')} at η = {s.eta:.3g} it is {w:.2f}"
    lead = f"The two units agree with p = {s.agree:.2f}: {told}"
    tail = f"a listener's weights have length {grown:,.2f} by Hebb's rule, which has no bound, and {kept:.2f} by Oja's"
    return f"{lead}; {tail}."


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
    compute=hebb_state,
    setup=hebb_setup,
    update=hebb_update,
    read=hebb_sentence,
)  # fmt: skip
