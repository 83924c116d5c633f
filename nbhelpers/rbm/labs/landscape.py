"""Lab `rbm.landscape`: pictures were taken away; which way of learning finds the valley that they left?"""

from collections import namedtuple
from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Seed, Time, kit
from nbhelpers.lab.kit import relief
from nbhelpers.lab.words import count, percent, printed, say
from nbhelpers.nn import state_map
from nbhelpers.rbm import landscape as forgetting

LAST, CHAINS, COSTS = 300, 60, (0.0, 9.0)
NAMES = {"cd": "CD-1", "persistent": "persistent CD", "exact": "the exact gradient"}
DASHES = {"cd": "-", "persistent": kit.DASHED, "exact": kit.DOTTED}
DATA, OLD = (state_map.cells(pictures) for pictures in (forgetting.ROWS, forgetting.COLUMNS))
Way = namedtuple("Way", "costs model negative old")  # by step and cell; `old` by step


_learned = lru_cache(maxsize=8)(forgetting.learned)


@lru_cache(maxsize=32)
def _followed(way, seed):
    """Every step of one way: -ln p(v), p(v), where the negative samples fall, and p of the columns."""
    start, v = _learned(seed), state_map.states()
    moments = list(islice(forgetting.forget(start, way, np.random.default_rng([seed, 1]), CHAINS), LAST + 1))
    costs = np.array([forgetting.cost(one.machine, v) for one in moments])
    model = np.exp(-costs)
    fallen = [np.bincount(state_map.cells(one.negative), minlength=16) / CHAINS for one in moments if way != "exact"]
    return Way(costs, model, np.array(fallen) if fallen else model, model[:, OLD].sum(axis=1))


def landscape_state(method, seed, step):
    """The map at this step, the negative samples of the next, and what is left at the columns by each way."""
    way = _followed(method, seed)
    return {
        "method": method, "step": step, "costs": way.costs[step], "negative": way.negative[step],
        "old": {name: _followed(name, seed).old for name in NAMES},
        "strayed": float(1 - way.negative[step][DATA].sum()), "fell": float(way.negative[step][OLD].sum()),
    }  # fmt: skip


def landscape_setup(ground, curves):
    axes, artists = relief.relief(ground, "height: F(v) + ln Z, that is, −ln p(v)")
    foot = -relief.SIDE * relief.DOWN - 10
    relief.show(relief.polygons(axes, "target", 1), [relief.UP * (13, -13) + (4, foot)])
    kit.note(axes, 16, foot, "data", "target", va="center")
    relief.show(relief.polygons(axes, "activation", 1), [relief.UP * 13 + (66, foot)])
    kit.note(axes, 78, foot, "negative samples", "activation", va="center")
    kit.put(kit.dots(axes, "muted", 9, "X"), 202, foot)
    kit.note(axes, 213, foot, "taken away", "muted", va="center")
    return artists | _curves_setup(curves) | {
        "dig": relief.polygons(axes, "target", 1), "fill": relief.polygons(axes, "activation", 1),
        "gone": kit.dots(axes, "muted", 9, "X"),
    }  # fmt: skip


def _curves_setup(figure):
    axes = kit.axes(figure, (0.15, 0.14, 0.8, 0.76), "what is left of p(v) at the columns", xlabel="steps without them",
                    xlim=(0, LAST), ylim=(0, 0.5), xticks=(0, 100, 200, 300),
                    yticks=kit.percents(0, 0.25, 0.5))  # fmt: skip
    marks = {}
    for k, (name, words) in enumerate(NAMES.items()):
        role, y = "energy" if name != "exact" else "muted", 0.475 - 0.028 * k
        marks[name] = kit.line(axes, role, lw=1.8, ls=DASHES[name])
        kit.line(axes, role, (150, 180), (y, y), lw=1.8, ls=DASHES[name])
        kit.note(axes, 187, y, words, role, va="center")
    return {**marks, "here": kit.dots(axes, "energy", 9, clip_on=False)}


def landscape_update(artists, state):
    levels = relief.level(state.costs.round(3), *COSTS)
    relief.rise(artists, state_map.states(), levels, [printed(f"{one:.1f}") for one in state.costs])
    dug = np.zeros(16)
    dug[DATA] = 0.5
    relief.show(artists.dig, relief.triangles(dug, levels, relief.ABOVE, down=True))
    relief.show(artists.fill, relief.triangles(state.negative.round(3), levels))
    artists.gone.set_data(*relief.spots(levels, relief.ABOVE, OLD).T)
    shown = np.arange(0, LAST + 1, 5)
    for name, old in state.old.items():
        artists[name].set_data(shown, old[shown].round(3))
    kit.put(artists.here, state.step, round(float(state.old[state.method][state.step]), 3))


def landscape_sentence(state):
    yield _headline(state, state.old[state.method][state.step])
    yield say("The machine has learned by {method} for {steps}, with the rows alone.", method=NAMES[state.method],
              steps=count(state.step, "step"))  # fmt: skip
    yield say("The machine itself puts {fell} of p(v) at the columns, {strayed} outside the rows." if
              state.method == "exact" else
              "Of its negative samples {fell} fall on the columns, {strayed} outside the rows.",
              fell=percent(state.fell), strayed=percent(state.strayed))  # fmt: skip


def _headline(state, left):
    """What has become of the old valley."""
    if not state.step:
        return say("The columns are taken away; the machine still gives them {left} of p(v).", left=percent(left))
    if left >= 0.25:
        return say("The old valley stands: the columns still have {left} of p(v).", left=percent(left))
    return say("The old valley is filled: the columns have {left} of p(v) left." if left < 0.1 else
               "The old valley fills up: the columns have {left} of p(v) left.", left=percent(left))  # fmt: skip



landscape = Lab(
    name="rbm.landscape",
    title="CD-1 looks near the data, persistent CD everywhere",
    controls=(
        Choice("method", "learning by", NAMES, default="cd"),
        Time("step", "steps without the columns", last=LAST, default=100, recorded=(0, 10, 30, 60, 100, 200, 300)),
        Seed("seed", "seed", recorded=3),
    ),
    panels=(
        Panel("ground", "sixteen blocks as high as −ln p(v); the data dig there, the negative samples fill",
              relief.WIDE, relief.HIGH + 22),
        Panel("curves", "what is left of p(v) at the columns against the steps, by three ways of learning",
              relief.WIDE, relief.HIGH + 22),
    ),
    compute=landscape_state, setup=landscape_setup, update=landscape_update, read=landscape_sentence,
)  # fmt: skip
