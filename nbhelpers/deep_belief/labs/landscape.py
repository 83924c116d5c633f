"""Lab `deep_belief.landscape`: log p(v) of all 16 pictures and the bound under it, while a second layer learns."""

from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers import deep_belief
from nbhelpers.deep_belief import bound as exact
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.kit import relief
from nbhelpers.lab.words import count, printed, say
from nbhelpers.nn import state_map
from nbhelpers.rbm.landscape import COLUMNS, ROWS, learned

LAST, ETA, HEIGHTS = 300, 0.3, (-8.0, -0.5)
DATA, OLD = (state_map.cells(pictures) for pictures in (ROWS, COLUMNS))


@lru_cache(maxsize=32)
def _learned(first, seed):
    """The first machine knows four lines; the second, at first the same upside down, learns the rows alone."""
    one = learned(seed, steps=first)
    two, q = deep_belief.upside_down(one), np.exp(exact.log_posterior(one, ROWS)).mean(axis=0)
    return one, [two, *islice(exact.learn(two, q, ETA), LAST)]


def landscape_state(first, seed, step):
    """By the map: log p(v) of one layer alone, of two, and the bound."""
    (one, twos), v = _learned(first, seed), state_map.states()
    return {
        "first": first, "step": step, "alone": exact.log_likelihood(one, twos[0], v),
        "log_p": exact.log_likelihood(one, twos[step], v), "bound": exact.bound(one, twos[step], v).bound,
    }  # fmt: skip


def landscape_setup(figure):
    axes, artists = relief.relief(figure, "height: log p(v) of two layers", "energy")
    foot = -relief.SIDE * relief.DOWN - 10
    relief.show(relief.polygons(axes, "target", 1), [relief.UP * 13 + (4, foot)])
    kit.note(axes, 16, foot, "data", "target", va="center")
    kit.line(axes, "ink", (57, 75), (foot, foot), lw=2.5)
    kit.note(axes, 80, foot, "bound", "ink", va="center")
    kit.line(axes, "muted", (125, 143), (foot, foot), lw=2, ls=kit.DOTTED)
    kit.note(axes, 148, foot, "one layer", "muted", va="center")
    kit.put(kit.dots(axes, "muted", 9, "X"), 226, foot)
    kit.note(axes, 236, foot, "no longer shown", "muted", va="center")
    return artists | {
        "gone": kit.dots(axes, "muted", 9, "X"), "dig": relief.polygons(axes, "target", 1),
        "gap": relief.polygons(axes, "paper", 0.6),
        "alone": kit.line(axes, "muted", lw=2, ls=kit.DOTTED),
        "bound": kit.line(axes, "ink", lw=2.5, solid_capstyle="butt"),
    }  # fmt: skip


def landscape_update(artists, state):
    log_p, bound, alone = (relief.level(state[name].round(3), *HEIGHTS) for name in ("log_p", "bound", "alone"))
    relief.rise(artists, state_map.states(), log_p, [printed(f"{one:.1f}") for one in state.log_p])
    data = np.zeros(16)
    data[DATA] = 0.4
    relief.show(artists.dig, relief.triangles(data, log_p, relief.ABOVE))
    artists.gone.set_data(*relief.spots(log_p, relief.ABOVE, OLD).T)
    relief.show(artists.gap, [relief.front(cell, log_p[cell], bound[cell]) for cell in range(16)])
    artists.alone.set_data(*relief.strokes(alone))
    artists.bound.set_data(*relief.strokes(bound, over=0))


def landscape_sentence(state):
    alone, log_p, bound = (float(state[name][DATA].mean()) for name in ("alone", "log_p", "bound"))
    yield say("Upside down, the second layer changes nothing: the bound touches log p(v)." if not state.step else
              "At the rows the bound rose by {promised:.2f}, and log p(v) by {gain:.2f}.",
              promised=bound - alone, gain=log_p - alone)  # fmt: skip
    yield say("One layer alone, after {first}, has log p(v) = {alone:.2f} per row.",
              first=count(state.first, "step"), alone=alone)  # fmt: skip
    yield say("After {steps} of the second the mean is {log_p:.2f}, and the bound is at {bound:.2f}.",
              steps=count(state.step, "step"), log_p=log_p, bound=bound)  # fmt: skip
    yield say("The widest gap between the two, over all 16 pictures, is {gap:.2f}.",
              gap=float((state.log_p - state.bound).max()) + 0.0)  # fmt: skip


landscape = Lab(
    name="deep_belief.landscape",
    title="The bound lifts log p(v) from below",
    controls=(
        Time("step", "steps of the second layer", last=LAST, default=100, recorded=(0, 1, 3, 10, 30, 100, 300)),
        Range("first", "steps of the first layer", 0, 1000, default=600, recorded=(200, 600)),
        Seed("seed", "seed", recorded=3),
    ),
    panels=(Panel("map", "sixteen blocks as high as log p(v), with the bound in each and the height under one layer",
                  relief.WIDE, relief.HIGH + 22),),
    compute=landscape_state, setup=landscape_setup, update=landscape_update, read=landscape_sentence,
)  # fmt: skip
