"""Lab `boltzmann.cube`: a net of three units walks along the edges of a cube, for as long as Boltzmann says."""

import itertools
from functools import lru_cache

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, say

LAST = 3000
SHOWN = (0, 1, 2, 3, 4, 5, 10, 20, 50, 100, 300, 1000, 3000)
TRAIL = 6  # moves drawn behind the walker
THRESHOLDS = np.array([0.5, -0.5, 0.25])
STATES = boltzmann.all_states(3)
NAMES = ["".join(str(int(unit)) for unit in state) for state in STATES]
UNIT = 340 / 2.1  # pixels of an edge of the cube
AREA = 3600  # square pixels for probability 1


def _corner(states):
    """Where the corners stand in the picture: unit 1 to the right, 2 up, 3 backward."""
    states = np.atleast_2d(states)
    return np.c_[states[:, 0] + 0.46 * states[:, 2], states[:, 1] + 0.34 * states[:, 2]]


CORNERS = _corner(STATES)


@lru_cache(maxsize=64)
def _run(w12, w13, w23, T, seed):
    """(p, energies, rows of the states walked through, (LAST + 1,))."""
    weights = np.array([[0, w12, w13], [w12, 0, w23], [w13, w23, 0.0]])
    rng = np.random.default_rng(seed)
    start = rng.integers(0, 2, 3)
    steps = itertools.islice(boltzmann.gibbs_updates(weights, start, rng, T, THRESHOLDS), LAST)
    walked = boltzmann.rows(np.array([start, *(step.state for step in steps)]))
    return boltzmann.distribution(weights, THRESHOLDS, T), boltzmann.energy(weights, STATES, THRESHOLDS), walked


def cube_state(w12, w13, w23, T, seed, step):
    """Where the walker stands, the share of its time at every corner, and the exact probabilities."""
    p, energies, walked = _run(w12, w13, w23, T, seed)
    visits = np.bincount(walked[min(1, step) : step + 1], minlength=8) / max(1, step)
    recent = walked[max(0, step - 40) : step + 1]
    moves = recent[np.r_[True, np.diff(recent) != 0]][-TRAIL - 1 :]
    return {
        "T": T, "step": step, "p": p, "energies": energies, "visits": visits, "here": int(walked[step]),
        "trail": CORNERS[moves], "distance": boltzmann.total_variation(p, visits),
    }  # fmt: skip


DISC = {"ls": "none", "marker": "o", "mew": 0, "zorder": 3}
RING = {**DISC, "mfc": "none", "mew": 2.2, "zorder": 4}


def cube_setup(cube, bars):
    axes = cube.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-0.32, 1.78), ylim=(-0.34, 1.64), aspect="equal")
    axes.axis("off")
    for a, bit in itertools.product(range(8), (1, 2, 4)):
        if not a & bit:
            kit.line(axes, "noise", *CORNERS[[a, a | bit]].T, lw=1, zorder=1)
    kit.note(axes, -0.3, 1.56, "unit 1 to the right, 2 up, 3 back", "muted", va="center")
    return {
        "names": [axes.text(*CORNERS[k], NAMES[k], ha="center", va="top") for k in range(8)],
        "trail": kit.line(axes, "activation", lw=2.5, zorder=2),
        "visits": [kit.line(axes, "activation", *corner, **DISC) for corner in CORNERS],
        "exact": [kit.line(axes, "target", *corner, **RING) for corner in CORNERS],
        "walker": kit.dots(axes, "ink", 9, mfc=COLOUR["paper"], mew=2.5, zorder=5),
        **_bars_setup(bars),
    }


def _bars_setup(figure):
    axes = kit.axes(figure, (0.15, 0.14, 0.83, 0.74), "share of the steps", xlim=(-0.6, 7.6), ylim=(0, 1),
                    xticks=dict(enumerate(NAMES)), yticks=(0, 0.5, 1))  # fmt: skip
    kit.note(axes, 0.02, 0.95, "the walker's", "activation", 12, transform=axes.transAxes, va="top")
    kit.note(axes, 0.02, 0.87, "Boltzmann's p(x)", "target", 12, transform=axes.transAxes, va="top")
    return {"share": kit.columns(axes, "activation", 8, 15), "tick": kit.strokes(axes, "target", 8)}


def cube_update(artists, state):
    for k, shares in enumerate(zip(state.visits, state.p, strict=True)):
        full, ring = np.sqrt(AREA * np.array(shares))
        artists.visits[k].set_markersize(full)
        artists.exact[k].set_markersize(ring)
        artists.names[k].set_y(CORNERS[k, 1] - (max(full, ring) / 2 + 5) / UNIT)
    kit.grow(artists.share, state.visits)
    kit.lift(artists.tick, state.p)
    artists.trail.set_data(*state.trail.T)
    kit.put(artists.walker, *CORNERS[state.here])


def cube_sentence(state):
    here, best = state.here, int(np.argmin(state.energies))
    p, seen = state.p[best], state.visits[best]
    if state.step:
        yield say("The walker spent {seen} of its time at the lowest corner; predicted: {p}.",
                  seen=percent(seen), p=percent(p))  # fmt: skip
    else:
        yield say("The walker stands where it starts, at corner {corner}.", corner=NAMES[here])
    yield say("After {updates} at T = {T:g} it is at corner {corner}, with E = {E:.1f}.",
              updates=count(state.step, "update"), T=state.T, corner=NAMES[here], E=state.energies[here])  # fmt: skip
    yield say("The lowest corner, {corner}, has E = {E:.1f} and p = {p:.3f}.",
              corner=NAMES[best], E=state.energies[best], p=p)  # fmt: skip
    if state.step:
        yield say("The walker was there {seen:.3f} of the time; over all eight corners its shares are {distance:.3f} "
                  "from the prediction (total variation).", seen=seen, distance=state.distance)  # fmt: skip


cube = Lab(
    name="boltzmann.cube",
    title="The walker spends its time as predicted",
    controls=(
        Range("w12", "weight w₁₂", -3.0, 3.0, default=2.0, step=0.1, recorded=(-2.0, 2.0)),
        Range("w13", "weight w₁₃", -3.0, 3.0, default=-1.0, step=0.1),
        Range("w23", "weight w₂₃", -3.0, 3.0, default=0.5, step=0.1),
        Range("T", "temperature T", 0.1, 20.0, default=1.0, log=True, recorded=(0.2, 0.5, 1.0, 3.0, 20.0)),
        Seed("seed", "seed", recorded=2),
        Time("step", "units updated", last=LAST, default=1000, recorded=SHOWN),
    ),
    panels=(
        Panel("cube", "the states as corners of a cube, the time spent at each and the last moves", 340, 320),
        Panel("bars", "the share of steps at each corner beside Boltzmann's probability", 340, 320),
    ),
    compute=cube_state, setup=cube_setup, update=cube_update, read=cube_sentence,
)  # fmt: skip
