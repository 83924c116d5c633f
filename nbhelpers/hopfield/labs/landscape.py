"""Lab `hopfield.landscape`: every state of a small net, and a walker that falls into a valley."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from nbhelpers import hopfield
from nbhelpers.hopfield.patterns import random_patterns
from nbhelpers.lab import Lab, Panel, Range, Seed, Time
from nbhelpers.lab.kit.cells import cells, dots, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

MOST, LAST = 5, 12
ENERGIES = (-7.8, 2.7)
CELL, WIDEST = 16, 9  # pixels of a unit's cell; units at most
GAP = 0.04  # of the picture's width, between the numbers of two patterns


@lru_cache(maxsize=64)
def _landscape(units, count, seed):
    """(patterns, weights, states, energies, minima, x) of one net; `minima` and `x` are per state."""
    stored = _distinct(units, count, np.random.default_rng(seed))
    weights, states = hopfield.store(stored), hopfield.all_states(units)
    energies = hopfield.all_energies(weights)
    minima = np.array([hopfield.is_stable(weights, x) for x in states])
    return stored, weights, states, energies, minima, _places(states, energies, minima, stored[0])


def _distinct(units, count, rng):
    """Random patterns, each at least two units away from every other one and from its negative."""
    while True:
        stored = random_patterns(count, units, rng)
        if np.abs(stored @ stored.T - units * np.eye(count)).max() <= units - 4:
            return stored


def _places(states, energies, minima, pattern):
    """Across the picture (0 to 1): one valley a minimum, as wide as its basin, the high states at its rims.

    The basin of a state is the minimum that the steepest way down leads to. The valleys are in the order
    of their overlap with `pattern`, so that a minimum and its negative mirror each other.
    """
    basin = np.array([_bottom(row, energies, minima, states.shape[1]) for row in range(len(states))])
    bottoms = sorted(np.flatnonzero(minima), key=lambda row: (-states[row] @ pattern, energies[row]))
    x, left = np.empty(len(states)), 0
    for bottom in bottoms:
        members = np.flatnonzero(basin == bottom)
        members = members[np.argsort(energies[members].round(9), kind="stable")]
        steps = np.arange(len(members))
        x[members] = left + (len(members) - 1) // 2 + np.where(steps % 2, 1, -1) * ((steps + 1) // 2)
        left += len(members)
    return (x + 0.5) / left


def _bottom(row, energies, minima, units):
    """The minimum below state `row`: always flip the unit that lowers E most."""
    while not minima[row]:
        neighbours = row ^ (1 << np.arange(units))
        row = neighbours[np.argmin(energies[neighbours].round(9))]
    return row


def landscape_state(units, patterns, seed, start, step):
    """The landscape, and the walker after `step` flips of asynchronous recall."""
    stored, weights, states, energies, minima, x = _landscape(units, patterns, seed)
    rng = np.random.default_rng([seed, start])
    high = np.flatnonzero(energies >= np.median(energies))
    first = states[rng.choice(high)]
    walk = [first, *(flip.state for flip in hopfield.recall(weights, first, rng))]
    rows = _rows(walk[: step + 1])
    memory = _rows(stored)
    kinds = np.full(len(states), "", dtype="U8")
    kinds[minima] = "spurious"
    kinds[_rows(-stored)[minima[_rows(-stored)]]] = "negative"
    kinds[memory] = np.where(minima[memory], "stored", "lost")
    return {
        "units": units, "count": patterns, "step": min(step, len(walk) - 1), "rest": len(walk) <= step + 1,
        "x": x, "energies": energies, "kinds": kinds.tolist(), "memory": memory, "walk": rows,
        "stored": stored, "present": states[rows[-1]], "overlaps": stored @ states[rows[-1]] / units,
    }  # fmt: skip


def _rows(states):
    """Which row of `all_states` each state is."""
    bits = np.asarray(states) > 0
    return bits @ (1 << np.arange(bits.shape[1] - 1, -1, -1))


def landscape_setup(valleys, rows):
    axes = valleys.add_axes((0.1, 0.16, 0.88, 0.76))
    axes.set(xlim=(-0.02, 1.02), ylim=ENERGIES, xticks=(), yticks=(-6, -4, -2, 0, 2))
    axes.set_title("energy E of every state", color=COLOUR["energy"])
    axes.spines["bottom"].set_visible(False)
    axes.text(0.5, -0.05, "like pattern 1 ← states by valley → like its negative",
              transform=axes.transAxes, ha="center", va="top", fontsize=11, color=COLOUR["muted"])  # fmt: skip
    artists = {"ground": axes.fill([0], [0], color=COLOUR["energy"], alpha=0.13, lw=0)[0]}
    artists["states"] = axes.plot([], [], color=COLOUR["energy"], lw=1.2)[0]
    for kind, role, marker, face in _MARKS:
        style = dict(marker=marker, ls="none", ms=8, mew=1.8, mec=COLOUR[role], mfc=COLOUR[role] if face else "none")
        artists[kind] = axes.plot([], [], **style)[0]
    artists["names"] = [axes.text(0, 0, str(s + 1), ha="center", va="top", color=COLOUR["target"]) for s in range(MOST)]
    artists["walk"] = axes.plot([], [], color=COLOUR["activation"], lw=2, zorder=4)[0]
    artists["walker"] = cells(axes, COLOUR["activation"], lw=8, capstyle="round", zorder=5)
    artists.update(_rows_setup(rows))
    return artists


_MARKS = (
    ("spurious", "error", "D", True), ("lost", "target", "x", False),
    ("negative", "target", "o", False), ("stored", "target", "o", True),
)  # fmt: skip
_ROWS = tuple(-74 - 24 * s for s in range(MOST))  # pixels: the middles of the stored patterns' rows
_SAYS = {
    "stored": "stored, at rest", "negative": "its negative",
    "spurious": "spurious: nobody stored it", "lost": "stored, but not at rest",
}  # fmt: skip


def _rows_setup(figure):
    width, height = figure.get_size_inches() * 72
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-28, width - 28), ylim=(30 - height, 30))
    axes.axis("off")
    axes.text(0, 14, "the walker's state", va="center", color=COLOUR["activation"])
    axes.text(0, -44, "the stored patterns, and overlaps", va="center", color=COLOUR["target"])
    for row, (kind, role, marker, face) in enumerate(_MARKS[::-1]):
        y = _ROWS[-1] - 40 - 20 * row
        axes.plot([-10], [y], marker=marker, ms=8, mew=1.8, mec=COLOUR[role], mfc=COLOUR[role] if face else "none")
        axes.text(6, y, _SAYS[kind], va="center", fontsize=11)
    return {
        "blank": [cells(axes, COLOUR["grid"]) for _ in range(1 + MOST)],
        "present": cells(axes, COLOUR["activation"]),
        "rows": [cells(axes, COLOUR["target"]) for _ in _ROWS],
        "overlaps": [axes.text(CELL * WIDEST + 54, y, "", va="center", ha="right", fontsize=11) for y in _ROWS],
        "numbers": [axes.text(-8, y, "", va="center", ha="right", color=COLOUR["target"]) for y in _ROWS],
    }


def landscape_update(artists, state):
    x, E, kinds = state.x, state.energies, np.array(state.kinds)
    across, heights = _corners(x, E)
    below = [(across[-1], ENERGIES[0]), (across[0], ENERGIES[0])]
    artists.ground.set_xy([*zip(across, heights, strict=True), *below])
    artists.states.set_data(across, heights)
    for kind, *_ in _MARKS:
        artists[kind].set_data(x[kinds == kind], E[kinds == kind])
    memory = np.array(state.memory)
    for name in artists.names:
        name.set_visible(False)
    for name, at, height in zip(artists.names, _apart(x[memory]), E[memory] - 0.28, strict=False):
        name.set(visible=True, position=(at, height))
    walk = state.walk
    artists.walk.set_data(x[walk], E[walk])
    dots(artists.walker, x[walk[-1]], E[walk[-1]])
    wide, every = CELL * state.units, np.ones((1, state.units), dtype=bool)
    show(artists.blank[0], every, wide)
    show(artists.present, state.present[None] > 0, wide)
    for s, row in enumerate(artists.rows):
        there = s < state.count
        stored = state.stored[s] if there else -np.ones(state.units)
        show(artists.blank[1 + s], every & there, wide, top=_ROWS[s] + CELL / 2)
        show(row, stored[None] > 0, wide, top=_ROWS[s] + CELL / 2)
        artists.numbers[s].set_text(str(s + 1) if there else "")
        artists.overlaps[s].set_text(f"{state.overlaps[s]:+.2f}" if there else "")


def _apart(x):
    """Places at least GAP from each other, from left to right each as near to its own as that leaves."""
    x = x.copy()
    for one, other in pairwise(np.argsort(x)):
        x[other] = max(x[other], x[one] + GAP)
    return x


def _corners(x, E):
    """The states from left to right as a line, without those in the middle of a level stretch."""
    order = np.argsort(x)
    x, E = x[order], E[order].round(9)
    inner = np.r_[False, (E[1:-1] == E[:-2]) & (E[1:-1] == E[2:]), False]
    return x[~inner], E[~inner]


def landscape_sentence(state):
    kinds = state.kinds
    found = {kind: kinds.count(kind) for kind in ("stored", "negative", "spurious", "lost")}
    lost = f" {found['lost']} of the patterns can't be kept." if found["lost"] else ""
    minima = found["stored"] + found["negative"] + found["spurious"]
    here = state.walk[-1]
    end = {
        "stored": "at rest in a stored pattern", "negative": "at rest in the negative of a stored pattern",
        "spurious": "at rest in a spurious state", "lost": "still falling", "": "still falling",
    }[kinds[here] if state.rest else ""]  # fmt: skip
    return (
        f"{count(state.count, 'pattern')} in {state.units} units: "
        f"{count(minima, 'minimum', 'minima')} among {len(kinds)} states "
        f"({found['stored']} stored, {count(found['negative'], 'negative')}, {found['spurious']} spurious).{lost} "
        f"After {count(state.step, 'flip')} the walker is at E = {state.energies[here]:.2f}, {end}."
    )


landscape = Lab(
    name="hopfield.landscape",
    title="All states of a small net, and a fall",
    controls=(
        Range("units", "units N", 5, WIDEST, default=9, recorded=(9,)),
        Range("patterns", "patterns stored P", 1, MOST, default=3, recorded=(1, 2, 3, 4, 5)),
        Seed("seed", "seed of the patterns", recorded=4, default=3),
        Range("start", "start (a random high state)", 0, 99, default=2, recorded=(0, 1, 2, 3)),
        Time("step", "flips", last=LAST, default=3, recorded=(0, 1, 2, 3, 4, 5)),
    ),
    panels=(
        Panel("valleys", "the energies of all states, one valley a minimum, and the walker's path", 360, 330),
        Panel("rows", "the walker's state and the stored patterns as rows of cells, with their overlaps", 290, 330),
    ),
    compute=landscape_state,
    setup=landscape_setup,
    update=landscape_update,
    read=landscape_sentence,
)  # fmt: skip
