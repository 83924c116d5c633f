"""Lab `hopfield.landscape`: all 16 states of four units as blocks of their energies, and recall that rolls down."""

from functools import lru_cache

import numpy as np

from nbhelpers import hopfield
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.kit import relief
from nbhelpers.lab.words import count, printed, say
from nbhelpers.nn import state_map

MOST, LAST = 4, 4
ENERGIES = (-1.75, 1.75)
SALT = 521  # seed 0 draws two pictures of lines, the map of the next chapters
STATES = 2 * state_map.states() - 1


def _drawn(patterns, seed):
    """Different patterns, none of them another one's negative: (P, 4)."""
    rng = np.random.default_rng([seed, SALT])
    pairs, signs = rng.permutation(8), rng.random(8) < 0.5
    return hopfield.all_states(4)[np.where(signs, pairs, 15 - pairs)[:patterns]]  # 15 - r is the negative of r


@lru_cache(maxsize=64)
def _landscape(patterns, seed):
    """(patterns, weights, energies of the cells, what each cell is)."""
    stored = _drawn(patterns, seed)
    weights = hopfield.store(stored)
    rest = np.array([hopfield.is_stable(weights, x) for x in STATES])
    kinds = np.where(rest, "stranger", "").astype("U8")
    negatives, memories = state_map.cells(-stored), state_map.cells(stored)
    kinds[negatives[rest[negatives]]] = "negative"
    kinds[memories] = np.where(rest[memories], "stored", "lost")
    return stored, weights, hopfield.all_energies(weights)[state_map.rows()].round(9), kinds


def landscape_state(patterns, seed, start, step):
    """The landscape, and the walker after `step` flips of asynchronous recall from cell `start` (from 1)."""
    stored, weights, energies, kinds = _landscape(patterns, seed)
    first = STATES[start - 1]
    walk = [first, *(flip.state for flip in hopfield.recall(weights, first, np.random.default_rng([seed, start])))]
    at = min(step, len(walk) - 1)
    flips = np.flatnonzero(walk[max(at - 1, 0)] != walk[min(max(at, 1), len(walk) - 1)])
    unit = int(flips[0]) if len(flips) else 0
    return {
        "unit": unit, "row": weights[unit], "before": walk[max(at - 1, 0)],
        "count": patterns, "step": at, "rest": len(walk) <= step + 1, "energies": energies,
        "kinds": kinds.tolist(), "memory": state_map.cells(stored), "walk": state_map.cells(walk[: step + 1]),
    }  # fmt: skip


_MARKS = {
    "stored": ("target", "o", True, "stored, at rest"), "negative": ("target", "o", False, "its negative"),
    "lost": ("target", "X", True, "stored, not at rest"), "stranger": ("error", "D", True, "at rest, never stored"),
}  # fmt: skip


def landscape_setup(figure):
    axes, artists = relief.relief(figure, "height: the energy E of each state")
    for k, (role, marker, full, words) in enumerate(_MARKS.values()):
        x, y = 4 + 170 * (k % 2), -relief.SIDE * relief.DOWN - 8 - 22 * (k // 2)
        kit.put(_mark(axes, role, marker, full), x, y)
        kit.note(axes, x + 12, y, words, role, va="center")
    return artists | {
        "walk": kit.line(axes, "activation", lw=2),
        "visited": kit.dots(axes, "activation", 6),
        "walker": kit.dots(axes, "activation", 12, zorder=4),
        **{kind: _mark(axes, role, marker, full) for kind, (role, marker, full, _) in _MARKS.items()},
        "names": [kit.note(axes, 0, 0, str(s + 1), "target", ha="center", va="center") for s in range(MOST)],
    }


def _mark(axes, role, marker, full):
    return kit.dots(axes, role, 10, marker, mew=2, fillstyle="full" if full else "none", zorder=3)


def landscape_update(artists, state):
    levels = relief.level(state.energies, *ENERGIES)
    relief.rise(artists, STATES > 0, levels, [printed(f"{E:.1f}") for E in state.energies])
    spots, way = relief.spots(levels), relief.spots(levels, relief.BELOW, state.walk)
    for kind in _MARKS:
        artists[kind].set_data(*spots[np.array(state.kinds) == kind].T)
    for s, name in enumerate(artists.names):
        name.set_visible(s < state.count)
        kit.put(name, *(spots[state.memory[s]] + (-10, 0) if s < state.count else (0, 0)))
    artists.walk.set_data(*relief.path(state.walk.tolist(), levels, state_map.step))
    artists.visited.set_data(*way.T)
    kit.put(artists.walker, *way[-1])


def landscape_sentence(state):
    found = {kind: state.kinds.count(kind) for kind in _MARKS}
    yield _walker(state)
    yield say("After {flips} E is {energy:.1f}, down from {first:.1f}." if state.step else
              "The walker starts at E = {first:.1f}.", flips=count(state.step, "flip"),
              energy=state.energies[state.walk[-1]], first=state.energies[state.walk[0]])  # fmt: skip
    yield say("With {patterns} stored, {rest} of the 16 states are at rest: {stored} stored, {negatives}, {others}.",
              patterns=count(state.count, "pattern"), rest=sum(found.values()) - found["lost"], stored=found["stored"],
              negatives=count(found["negative"], "negative"),
              others=count(found["stranger"], "state that nobody stored", "states that nobody stored"))  # fmt: skip
    if found["lost"]:
        yield say("The net can't keep {lost}.", lost=count(found["lost"], "of the patterns", "of the patterns"))


def _walker(state):
    here = int(state.walk[-1])
    kind, memory = state.kinds[here], state.memory.tolist()
    if len(set(state.energies.tolist())) == 1:
        return say("The patterns have levelled the ground: every state is at rest.")
    if not state.rest:
        return say("The walker rolls downhill: its next flip lowers E again." if state.step else
                   "The walker stands at its start; the next flip takes it downhill.")  # fmt: skip
    if kind == "stranger":
        return say("The walker rests in a state that nobody stored.")
    number = memory.index(here) + 1 if kind == "stored" else memory.index(_opposite(here)) + 1
    if not state.step:
        return say("The walker started at rest: no flip leads downhill from here.")
    return say("The walker has rolled down into stored pattern {number}." if kind == "stored" else
               "The walker has rolled down into the negative of pattern {number}.", number=number)  # fmt: skip


def _opposite(cell):
    """The cell of the negative: two down and two to the right."""
    return int(state_map.cells(-STATES[cell][None])[0])


def landscape_formulas(state):
    """The energy of one flip: of the one before this state, or where there was none, of the one to come."""
    i, x = state.unit, state.before
    names = {"u": Symbol(f"u_{i + 1}", float(state.row @ x), f"what unit {i + 1} receives from the others")}
    for j in range(4):
        if j != i:
            names[f"w{j}"] = Symbol(f"w_{i + 1}{j + 1}", state.row[j], f"weight between units {i + 1} and {j + 1}")
            names[f"x{j}"] = Symbol(f"x_{j + 1}", x[j], f"unit {j + 1}")
    sums = " + ".join(f"{{w{j}}} · {{x{j}}}" for j in range(4) if j != i)
    yield Formula(f"{{u}} = {sums}", names)
    yield Formula("{change} = 2 · {x} · {u}", {
        "change": Symbol("ΔE", float(2 * x[i] * state.row @ x), "what the flip changes E by", ("heights", "walk")),
        "x": Symbol(f"x_{i + 1}", x[i], f"unit {i + 1} before the flip"), "u": names["u"],
    })  # fmt: skip


landscape = Lab(
    name="hopfield.landscape",
    title="All 16 states of four units: recall rolls downhill",
    controls=(
        Range("patterns", "patterns stored P", 1, MOST, default=2, recorded=(1, 2, 3, 4)),
        Seed("seed", "seed of the patterns", recorded=4),
        Range("start", "start (block, row by row)", 1, 16, default=1, recorded=(1, 2, 6, 8, 11, 14)),
        Time("step", "flips", last=LAST, default=2, recorded=(0, 1, 2, 3)),
    ),
    panels=(Panel("map", "sixteen blocks as high as the energies of all states, and the walker's path", relief.WIDE,
                  relief.HIGH + 46),),
    compute=landscape_state, setup=landscape_setup, update=landscape_update, read=landscape_sentence,
    formulas=landscape_formulas,
)  # fmt: skip
