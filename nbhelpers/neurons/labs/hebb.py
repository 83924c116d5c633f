"""Lab `neurons.hebb`: two units are held at their states, and the link between them grows or falls by Hebb's rule."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count, say
from nbhelpers.neurons.hebb import link, pairs

STEPS = 200
SHOWN = 16  # states in the picture, the last one at the right
LINK = 6.6  # the weight w12 is shown from -LINK to LINK
BOX = (0.14, 0.19, 0.83, 0.68)


@lru_cache(maxsize=64)
def _run(agree, eta, seed):
    """The states of two units, and the link between them after each."""
    x = pairs(STEPS, agree, np.random.default_rng(seed))
    return x, link(x, eta)


def hebb_state(agree, eta, step, seed):
    """The last states, the link up to `step`, and what its mean and standard deviation promise."""
    x, w = _run(agree, eta, seed)
    c, t = 2 * agree - 1, np.arange(STEPS + 1)
    return {
        "agree": agree, "eta": eta, "step": step, "c": c, "states": x[max(step - SHOWN, 0) : step],
        "equal": int(np.sum(x[:step, 0] == x[:step, 1])), "link": w,
        "link_mean": eta * c * t, "link_spread": eta * np.sqrt(t * (1 - c**2)),
    }  # fmt: skip


def hebb_setup(states, held):
    return _lay_states(states) | _lay_link(held)


def _lay_states(figure):
    axes = kit.bare(figure, (-SHOWN - 3.4, 0.6), (-0.6, 3.8))
    for height, name in ((2.6, "unit 1"), (1.6, "unit 2"), (0.4, "link")):
        kit.note(axes, -SHOWN - 3.2, height, name, size=12, va="center")
    kit.note(axes, -SHOWN - 3.2, 3.35, "full: active (+1), hollow: silent (−1)", "muted")
    active = kit.dots(axes, "activation", 12, mew=1.6)
    silent = kit.dots(axes, "activation", 12, mfc=COLOUR["paper"], mew=1.6)
    up = kit.dots(axes, "weight", 9, "^")
    down = kit.dots(axes, "weight", 9, "v", mfc=COLOUR["paper"], mew=1.4)
    return {"active": active, "silent": silent, "up": up, "down": down}


def _lay_link(figure):
    axes = kit.axes(figure, BOX, "the link w₁₂", xlim=(0, STEPS), ylim=(-LINK, LINK),
                    xticks=(0, 100, 200), yticks=(-6, -3, 0, 3, 6), xlabel="step t")  # fmt: skip
    kit.level(axes, 0, "grid", "-", 1, zorder=0)
    kit.note(axes, 6, 5.5, "- - mean by theory: η (2p − 1) t", "muted")
    return {
        "band": axes.fill([0], [0], color=rgba("weight", 0.16), lw=0)[0],
        "mean": kit.line(axes, "muted", lw=1.2, ls=kit.DASHED),
        "link": kit.line(axes, "weight"),
        "link_now": kit.dots(axes, "weight", clip_on=False),
    }


def hebb_update(artists, state):
    t, n = state.step, np.arange(STEPS + 1)
    _show_states(artists, np.reshape(state.states, (-1, 2)))
    low, high = state.link_mean - state.link_spread, state.link_mean + state.link_spread
    kit.around(artists.band, n[::8], low[::8], high[::8])
    artists.mean.set_data([0, STEPS], state.link_mean[[0, -1]])
    artists.link.set_data(n[: t + 1], state.link[: t + 1])
    kit.put(artists.link_now, t, state.link[t])


def _show_states(artists, states):
    places = np.arange(len(states)) - len(states) + 1.0
    across, up = np.tile(places, 2), np.repeat([2.6, 1.6], len(states))
    on, equal = states.T.ravel() > 0, states[:, 0] == states[:, 1]
    artists.active.set_data(across[on], up[on])
    artists.silent.set_data(across[~on], up[~on])
    artists.up.set_data(places[equal], np.full(equal.sum(), 0.4))
    artists.down.set_data(places[~equal], np.full((~equal).sum(), 0.4))


def hebb_sentence(state):
    t, w = state.step, float(state.link[state.step])
    if t == 0:
        yield say("Nothing has happened yet: the link is 0.")
        yield say("The two units will agree with probability p = {agree:.2f}.", agree=state.agree)
        return
    if 2 * state.equal == t:
        yield say("The units agreed half of the time: their link is where it was.")
    else:
        yield say("The units agreed more often than not: their link has grown to {link:.2f}." if 2 * state.equal > t
                  else "The units disagreed more often than not: their link has fallen to {link:.2f}.",
                  link=w)  # fmt: skip
    yield say("They were equal in {equal} of {steps}, and each step moved the link by η = {eta:.3g}.",
              equal=state.equal, steps=count(t, "step"), eta=state.eta)  # fmt: skip
    yield say("On average a step changes it by η(2p − 1) = {drift:+.4g}.", drift=state.eta * state.c)


held = Lab(
    name="neurons.hebb",
    title="What fires together, wires together",
    controls=(
        Range("agree", "co-activity p: how often the two units are equal", 0.0, 1.0, default=0.9, step=0.01,
              recorded=(0.0, 0.25, 0.5, 0.75, 0.9, 1.0)),
        Range("eta", "learning rate η", 0.003, 0.03, default=0.03, log=True, recorded=(0.003, 0.01, 0.03)),
        Time("step", "step", last=STEPS, default=100, recorded=(0, 1, 2, 3, 5, 10, 25, 50, 100, 200)),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("states", "the last states of the two units, and which way each of them moved the link", 340, 150),
        Panel("held", "the weight between the two units against the step", 340, 250),
    ),
    compute=hebb_state, setup=hebb_setup, update=hebb_update, read=hebb_sentence,
)  # fmt: skip
