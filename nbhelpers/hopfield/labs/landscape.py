"""Lab `hopfield.landscape`: every state of a small net, and a walker that falls into a valley."""

from functools import lru_cache

import numpy as np

from nbhelpers import hopfield
from nbhelpers.hopfield.patterns import random_patterns
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.kit.cells import cells, dots, show
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, say

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


_MARKS = (
    ("spurious", "error", "D", True), ("lost", "target", "x", False),
    ("negative", "target", "o", False), ("stored", "target", "o", True),
)  # fmt: skip
_ROWS = tuple(-74 - 24 * s for s in range(MOST))  # pixels: the middles of the stored patterns' rows
_SAYS = {
    "stored": "stored, at rest", "negative": "its negative",
    "spurious": "spurious: nobody stored it", "lost": "stored, but not at rest",
}  # fmt: skip


def landscape_setup(valleys, rows):
    axes = kit.axes(valleys, (0.1, 0.16, 0.88, 0.76), "energy E of every state", "energy", xlim=(-0.02, 1.02),
                    ylim=ENERGIES, xticks=(), yticks=(-6, -4, -2, 0, 2))  # fmt: skip
    axes.spines["bottom"].set_visible(False)
    kit.note(axes, 0.5, -0.05, "like pattern 1 ← states by valley → like its negative", "muted",
             transform=axes.transAxes, ha="center", va="top")  # fmt: skip
    return {
        "ground": kit.band(axes, "energy", 0.13),
        "states": kit.line(axes, "energy", lw=1.2),
        **{kind: _mark(axes, *look) for kind, *look in _MARKS},
        "names": [kit.note(axes, 0, 0, str(s + 1), "target", 12, ha="center", va="top") for s in range(MOST)],
        "walk": kit.line(axes, "activation", lw=2, zorder=4),
        "walker": cells(axes, COLOUR["activation"], lw=8, capstyle="round", zorder=5),
        **_rows_setup(rows),
    }


def _mark(axes, role, marker, full):
    return kit.dots(axes, role, 8, marker, mew=1.8, mfc=COLOUR[role] if full else "none")


def _rows_setup(figure):
    sheet = kit.sheet(figure, 28, 30)
    kit.note(sheet, 0, 14, "the walker's state", "activation", 12, va="center")
    kit.note(sheet, 0, -44, "the stored patterns, and overlaps", "target", 12, va="center")
    for row, (kind, *look) in enumerate(_MARKS[::-1]):
        y = _ROWS[-1] - 40 - 20 * row
        kit.put(_mark(sheet, *look), -10, y)
        kit.note(sheet, 6, y, _SAYS[kind], va="center")
    beside = {"va": "center", "ha": "right"}
    return {
        "blank": [cells(sheet, COLOUR["grid"]) for _ in range(1 + MOST)],
        "present": cells(sheet, COLOUR["activation"]),
        "rows": [cells(sheet, COLOUR["target"]) for _ in _ROWS],
        "overlaps": [kit.note(sheet, CELL * WIDEST + 54, y, **beside) for y in _ROWS],
        "numbers": [kit.note(sheet, -8, y, role="target", size=12, **beside) for y in _ROWS],
    }


def landscape_update(artists, state):
    x, E = state.x, state.energies
    across, heights = _corners(x, E)
    below = [(across[-1], ENERGIES[0]), (across[0], ENERGIES[0])]
    artists.ground.set_xy([*zip(across, heights, strict=True), *below])
    artists.states.set_data(across, heights)
    for kind, *_ in _MARKS:
        there = np.array(state.kinds) == kind
        artists[kind].set_data(x[there], E[there])
    memory = np.array(state.memory)
    places = kit.spread_labels(x[memory], GAP)
    for s, name in enumerate(artists.names):
        name.set_visible(s < state.count)
        if s < state.count:
            kit.put(name, places[s], E[memory[s]] - 0.28)
    artists.walk.set_data(x[state.walk], E[state.walk])
    dots(artists.walker, x[state.walk[-1]], E[state.walk[-1]])
    _rows_update(artists, state)


def _rows_update(artists, state):
    wide, every = CELL * state.units, np.ones((1, state.units), dtype=bool)
    show(artists.blank[0], every, wide)
    show(artists.present, state.present[None] > 0, wide)
    for s, row in enumerate(artists.rows):
        there, top = s < state.count, _ROWS[s] + CELL / 2
        show(artists.blank[1 + s], every & there, wide, top=top)
        show(row, state.stored[s][None] > 0 if there else ~every, wide, top=top)
        artists.numbers[s].set_text(str(s + 1) if there else "")
        artists.overlaps[s].set_text(f"{state.overlaps[s]:+.2f}" if there else "")


def _corners(x, E):
    """The states from left to right as a line, without those in the middle of a level stretch."""
    order = np.argsort(x)
    x, E = x[order], E[order].round(9)
    inner = np.r_[False, (E[1:-1] == E[:-2]) & (E[1:-1] == E[2:]), False]
    return x[~inner], E[~inner]


def landscape_sentence(state):
    found = {kind: state.kinds.count(kind) for kind in _SAYS}
    minima = found["stored"] + found["negative"] + found["spurious"]
    yield _walker(state, minima, found["spurious"])
    yield say("With {patterns} in {units} units, {minima} of the {states} states are minima: {stored} stored, "
              "{negatives}, {spurious} spurious.",
              patterns=count(state.count, "pattern"), units=state.units, minima=minima, states=len(state.kinds),
              stored=found["stored"], negatives=count(found["negative"], "negative"),
              spurious=found["spurious"])  # fmt: skip
    if found["lost"]:
        yield say("The net can't keep {lost} of the patterns.", lost=found["lost"])
    yield say("The walker has made {flips} and is at E = {energy:.2f}.",
              flips=count(state.step, "flip"), energy=state.energies[state.walk[-1]])  # fmt: skip


def _walker(state, minima, spurious):
    kind, pattern = state.kinds[state.walk[-1]], int(np.argmax(np.abs(state.overlaps))) + 1
    if not state.rest:
        return say("The walker is still falling; the landscape has {minima} minima." if state.step else
                   "The walker is at its start; the landscape has {minima} minima.", minima=minima)  # fmt: skip
    if kind == "spurious":
        return say("The walker is caught in a minimum that nobody stored, one of {spurious}.", spurious=spurious)
    return say("The walker rests in stored pattern {pattern}, one of {minima} minima." if kind == "stored" else
               "The walker rests in the negative of pattern {pattern}, one of {minima} minima.",
               pattern=pattern, minima=minima)  # fmt: skip


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
    compute=landscape_state, setup=landscape_setup, update=landscape_update, read=landscape_sentence,
)  # fmt: skip
