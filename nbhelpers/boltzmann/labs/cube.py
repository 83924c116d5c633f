"""Lab `boltzmann.cube`: a net of three units walks along the edges of a cube."""

from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.lab import Lab, Panel, Range, Seed, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

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
def _walk(w12, w13, w23, T, seed):
    """(p, energies, rows of the states walked through, (LAST + 1,))."""
    weights = np.array([[0, w12, w13], [w12, 0, w23], [w13, w23, 0.0]])
    rng = np.random.default_rng(seed)
    start = rng.integers(0, 2, 3)
    steps = islice(boltzmann.walk(weights, start, rng, T, THRESHOLDS), LAST)
    walked = boltzmann.rows(np.array([start, *(step.state for step in steps)]))
    return (
        boltzmann.distribution(weights, THRESHOLDS, T), boltzmann.energy(weights, STATES, THRESHOLDS), walked
    )  # fmt: skip


def cube_state(w12, w13, w23, T, seed, step):
    """Where the walker stands, the share of its time at every corner, and the exact probabilities."""
    p, energies, walked = _walk(w12, w13, w23, T, seed)
    visits = np.bincount(walked[min(1, step) : step + 1], minlength=8) / max(1, step)
    recent = walked[max(0, step - 40) : step + 1]
    moves = recent[np.r_[True, np.diff(recent) != 0]][-TRAIL - 1 :]
    return {
        "T": T, "step": step, "p": p, "energies": energies, "visits": visits, "here": int(walked[step]),
        "trail": CORNERS[moves], "distance": boltzmann.total_variation(p, visits),
    }  # fmt: skip


def cube_setup(cube, bars):
    axes = cube.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-0.32, 1.78), ylim=(-0.34, 1.64), aspect="equal")
    axes.axis("off")
    for a in range(8):
        for bit in (1, 2, 4):
            if not a & bit:
                axes.plot(*CORNERS[[a, a | bit]].T, color=COLOUR["noise"], lw=1, zorder=1)
    axes.text(-0.3, 1.56, "unit 1 to the right, 2 up, 3 back", color=COLOUR["muted"], fontsize=11, va="center")
    artists = {"names": [axes.text(*CORNERS[k], NAMES[k], ha="center", va="top") for k in range(8)]}
    artists["trail"] = axes.plot([], [], color=COLOUR["activation"], lw=2.5, zorder=2)[0]
    artists["visits"] = [_disc(axes, corner, "activation", full=True) for corner in CORNERS]
    artists["exact"] = [_disc(axes, corner, "target", full=False) for corner in CORNERS]
    artists["walker"] = axes.plot([], [], "o", ms=9, mfc=COLOUR["paper"], mec=COLOUR["ink"], mew=2.5, zorder=5)[0]
    artists.update(_bars(bars))
    return artists


def _disc(axes, corner, role, full):
    colour = COLOUR[role]
    face = colour if full else "none"
    return axes.plot(*corner, "o", ms=0, mec=colour, mfc=face, mew=0 if full else 2.2, zorder=3 + (not full))[0]


def _bars(figure):
    axes = figure.add_axes((0.15, 0.14, 0.83, 0.74))
    axes.set(xlim=(-0.6, 7.6), ylim=(0, 1), xticks=range(8), yticks=(0, 0.5, 1))
    axes.set_xticklabels(NAMES)
    axes.set_title("share of the steps")
    axes.text(0.02, 0.95, "the walker's", color=COLOUR["activation"], transform=axes.transAxes, va="top")
    axes.text(0.02, 0.87, "Boltzmann's p(x)", color=COLOUR["target"], transform=axes.transAxes, va="top")
    return {
        "share": [axes.plot([k, k], [0, 0], color=COLOUR["activation"], lw=15, solid_capstyle="butt")[0]
                  for k in range(8)],
        "tick": [axes.plot([k - 0.4, k + 0.4], [0, 0], color=COLOUR["target"], lw=2.5)[0] for k in range(8)],
    }  # fmt: skip


def cube_update(artists, state):
    for k in range(8):
        full, ring = np.sqrt(AREA * state.visits[k]), np.sqrt(AREA * state.p[k])
        artists.visits[k].set_markersize(full)
        artists.exact[k].set_markersize(ring)
        artists.names[k].set_y(CORNERS[k, 1] - (max(full, ring) / 2 + 5) / UNIT)
        artists.share[k].set_ydata([0, state.visits[k]])
        artists.tick[k].set_ydata([state.p[k]] * 2)
    artists.trail.set_data(*state.trail.T)
    artists.walker.set_data(*CORNERS[[state.here]].T)


def cube_sentence(state):
    here, best = state.here, int(np.argmin(state.energies))
    energy, lowest = (f"{state.energies[corner]:.1f}" for corner in (here, best))
    place = f"After {count(state.step, 'question')} at T = {state.T:g} the net is at {NAMES[here]}, E = {energy}"
    rest = f"the lowest corner {NAMES[best]} (E = {lowest}) has p = {state.p[best]:.3f}"
    if not state.step:
        return f"{place}, where it starts; {rest}."
    seen = f"was {state.visits[best]:.3f} of the time"
    return f"{place}; {rest} and {seen}, and the total variation over all eight corners is {state.distance:.3f}."


cube = Lab(
    name="boltzmann.cube",
    title="Three units walk on a cube",
    controls=(
        Range("w12", "weight w₁₂", -3.0, 3.0, default=2.0, step=0.1, recorded=(-2.0, 2.0)),
        Range("w13", "weight w₁₃", -3.0, 3.0, default=-1.0, step=0.1),
        Range("w23", "weight w₂₃", -3.0, 3.0, default=0.5, step=0.1),
        Range("T", "temperature T", 0.1, 20.0, default=1.0, log=True, recorded=(0.2, 0.5, 1.0, 3.0, 20.0)),
        Seed("seed", "seed", recorded=2),
        Time("step", "units asked", last=LAST, default=20, recorded=SHOWN),
    ),
    panels=(
        Panel("cube", "the states as corners of a cube, the time spent at each and the last moves", 340, 320),
        Panel("bars", "the share of steps at each corner beside Boltzmann's probability", 340, 320),
    ),
    compute=cube_state, setup=cube_setup, update=cube_update, read=cube_sentence,
)  # fmt: skip
