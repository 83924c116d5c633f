"""Lab `hopfield.capacity`: what a net of random patterns keeps, as it is filled."""

from functools import cache

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.hopfield import capacity as theory
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent, plus_minus, say

LOADS = (0.0, 0.31)
WRONG = (0.0, 0.42)
SIZES = (100, 200, 400, 800, 1000)
DEPTHS = (-0.62, -0.38)  # the energies E/N in view
EXACT, BLACK = 0.99, 0.05  # the share of patterns recalled, and that of wrong bits, whose loads are marked
NOISES = {"0.0": "the pattern itself", "0.25": "the pattern, a quarter turned over"}


@cache
def _measured(units, noise):
    """(loads, recalled, wrong): the loads measured, and for every seed the two shares, (seeds, loads)."""
    found = record("hopfield/capacity")
    cells = [found["cells"][f"{units}/{noise}/{seed}"] for seed in found["settings"]["seeds"]]
    shares = (np.array([cell[key] for cell in cells]) for key in ("recalled", "wrong_at_rest"))
    return np.array(found["settings"]["loads"]), *shares


@cache
def _limits(noise):
    """(exact, black): the load at which each share is crossed, for every seed and size, (seeds, sizes)."""
    found = [_measured(str(N), noise) for N in SIZES]
    pairs = ((1, EXACT), (2, BLACK))
    return [
        np.array([[theory.first_crossing(one[0], shares, level) for shares in one[part]] for one in found]).T
        for part, level in pairs
    ]


@cache
def _depths(units):
    """(loads, memories, strangers): E/N of the memories in the mean and of the deepest stranger, (seeds, loads).

    Loads at which no stranger was found in one of the nets are left out.
    """
    found = record("hopfield/depths")
    cells = [found["cells"][f"{units}/{seed}"] for seed in found["settings"]["seeds"]]
    memories, strangers = (np.array([cell[key] for cell in cells], dtype=float) for key in ("memories", "stranger"))
    seen = np.isfinite(strangers).all(axis=0)
    return np.array(found["settings"]["loads"])[seen], memories[:, seen], strangers[:, seen]


@cache
def _deepest(units):
    """The load at which a stranger comes to lie deeper than the memories, for every seed: (seeds,)."""
    loads, memories, strangers = _depths(units)
    return np.array([theory.first_crossing(loads, one, 0.0) for one in memories - strangers])


def capacity_state(units, noise, load):
    """Both shares over all loads, every seed, and their values at the load asked for, between the measured ones."""
    N = int(units)
    (loads, recalled, wrong), (exact, black) = _measured(units, noise), _limits(noise)
    depth_loads, memories, strangers = _depths(units)
    grid = np.linspace(0.005, theory.blackout_load(), 60)
    return {
        "units": N, "seeds": len(wrong), "noise": NOISES[noise], "load": load, "count": max(1, round(load * N)),
        "loads": loads, "recalled": recalled, "wrong": wrong, "safe": theory.error_free_load(N),
        "recalled_here": _at(load, loads, recalled), "wrong_here": _at(load, loads, wrong),
        "measured": bool(np.isclose(loads, load).any()), "exact": exact, "black": black,
        "depth_loads": depth_loads, "memories": memories, "strangers": strangers, "deepest": _deepest(units),
        "settled_loads": grid, "settled": np.array([(1 - theory.settled_overlap(a)) / 2 for a in grid]),
    }  # fmt: skip


def _at(load, loads, shares):
    """(mean, least, most) over the seeds at `load`."""
    here = np.array([np.interp(load, loads, one) for one in shares])
    return [float(here.mean()), float(here.min()), float(here.max())]


def capacity_setup(exact, bits, depth):
    box, across = (0.16, 0.19, 0.8, 0.69), {"xlim": LOADS, "xlabel": "load P/N", "xticks": (0, 0.1, 0.2, 0.3)}
    left = kit.axes(exact, box, "patterns recalled to the last bit", ylim=(0, 1.02), **across,
                    yticks=kit.percents(0, 0.5, 1))  # fmt: skip
    right = kit.axes(bits, box, "wrong bits where recall ends", ylim=WRONG, **across,
                     yticks=kit.percents(0, 0.1, 0.2, 0.3, 0.4))  # fmt: skip
    for axes, y in ((left, 0.9), (right, 0.385)):
        axes.axvline(theory.BLACKOUT, color=COLOUR["muted"], lw=1.2, ls=kit.DASHED)
        kit.note(axes, theory.BLACKOUT + 0.005, y, "0.138", "muted", size=12)
    kit.note(right, 0.012, 0.035, "theory, N → ∞")
    return {
        "settled": kit.line(right, "ink", lw=1.4, ls=kit.DOTTED),
        "safe": kit.line(left, "target", lw=1.4, ls=kit.DASHED),
        "safe_name": kit.note(left, 0, 0.06, "1/(4 ln N)", "target"),
        **_shares_setup(left, "recalled", "activation"), **_shares_setup(right, "wrong", "error"),
        **_depths_setup(depth),
    }  # fmt: skip


def _shares_setup(axes, name, role):
    """The range of all seeds, their mean, and the load that is chosen."""
    return {
        f"{name}_band": kit.band(axes, role),
        name: kit.line(axes, role),
        f"{name}_here": kit.line(axes, role, marker="o", ms=8, clip_on=False),
    }


def _depths_setup(figure):
    axes = kit.axes(figure, (0.19, 0.19, 0.77, 0.69), "depth of the valleys: E/N", xlabel="load P/N", xlim=LOADS,
                    xticks=(0, 0.1, 0.2, 0.3), ylim=DEPTHS, yticks=(-0.6, -0.5, -0.4))  # fmt: skip
    axes.axvline(theory.DEEPEST, color=COLOUR["muted"], lw=1.2, ls=kit.DASHED)
    kit.note(axes, theory.DEEPEST + 0.005, -0.4, "0.051", "muted", size=12)
    kit.note(axes, 0.15, -0.497, "memories, mean", "target", va="center")
    kit.note(axes, 0.15, -0.56, "deepest stranger\nfound", "error", va="center")
    artists = {"depth_at": kit.line(axes, "muted", lw=1)}
    for name, role, dashes in (("memories", "target", "-"), ("strangers", "error", kit.DASHED)):
        artists[f"{name}_band"] = kit.band(axes, role)
        artists[name] = kit.line(axes, role, ls=dashes)
    return artists


def capacity_update(artists, state):
    for name in ("recalled", "wrong"):
        shares = state[name]
        kit.around(artists[f"{name}_band"], state.loads, shares.min(axis=0), shares.max(axis=0))
        artists[name].set_data(state.loads, shares.mean(axis=0))
        kit.put(artists[f"{name}_here"], state.load, state[f"{name}_here"][0])
    artists.settled.set_data(state.settled_loads, state.settled)
    kit.upright(artists.safe, state.safe)
    artists.safe_name.set_x(state.safe + 0.004)
    for name in ("memories", "strangers"):
        depths = state[name]
        kit.around(artists[f"{name}_band"], state.depth_loads, depths.min(axis=0), depths.max(axis=0))
        artists[name].set_data(state.depth_loads, depths.mean(axis=0))
    kit.upright(artists.depth_at, state.load, *DEPTHS)


def capacity_sentence(state):
    yield from _shares(state)
    yield say("Recall of {patterns} in {units} units starts from {noise}.",
              patterns=count(state.count, "random pattern"), units=state.units, noise=state.noise)  # fmt: skip
    if not state.measured:
        yield say("The load lies between two measured ones.")
    yield _region(state)
    yield say("99 % come back whole up to P/N = {exact}; strangers lie deeper from {deepest} on (± standard "
              "deviation).",
              exact=plus_minus(state.exact[:, SIZES.index(state.units)]),
              deepest=plus_minus(state.deepest))  # fmt: skip


def _shares(state):
    """The shares of patterns recalled and of wrong bits in the mean of the seeds, and their range."""
    (recalled, *some), (wrong, *bits) = state.recalled_here, state.wrong_here
    if recalled == 1:
        yield say("Every pattern comes back to the last bit.")
        yield say("In none of {seeds} nets is a bit wrong at rest.", seeds=state.seeds)
    elif recalled == 0:
        yield say("The memory is gone: no pattern comes back, {wrong} of the bits are wrong.", wrong=percent(wrong, 1))
        yield say("Over {seeds} nets, {bits} are wrong at rest.", seeds=state.seeds, bits=_range(*bits))
    else:
        yield say("Recall mostly fails: only {recalled} of the patterns come back whole."
                  if recalled < 0.5 and wrong > BLACK else
                  "{recalled} of the patterns come back to the last bit.", recalled=percent(recalled, 1))  # fmt: skip
        yield say("Over {seeds} nets it is {some}; on average {wrong} of the bits are wrong at rest.",
                  seeds=state.seeds, some=_range(*some), wrong=percent(wrong, 1))  # fmt: skip


def _range(low, high):
    return f"{100 * low:.1f} to {percent(high, 1)}"


def _region(state):
    if state.load > theory.BLACKOUT:
        return say("P/N = {load:g} is above 0.138: the blackout, where large nets lose all memories at once.",
                   load=state.load)  # fmt: skip
    return say("P/N = {load:g} is below 1/(4 ln N) = {safe:.3f}, where theory promises large nets no error at all."
               if state.load <= state.safe else
               "P/N = {load:g} is between 1/(4 ln N) = {safe:.3f} and 0.138: memories with a few wrong bits.",
               load=state.load, safe=state.safe)  # fmt: skip


capacity = Lab(
    name="hopfield.capacity",
    title="Fill the net: first errors, then the blackout",
    controls=(
        Choice("units", "units N", {str(N): str(N) for N in SIZES}, default="400"),
        Choice("noise", "recall starts from", NOISES, default="0.0"),
        Range("load", "load P/N", 0.01, 0.3, default=0.1, step=0.01,
              recorded=(0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.14, 0.15, 0.16, 0.18, 0.2, 0.25, 0.3)),
    ),
    panels=(
        Panel("exact", "share of patterns recalled without a wrong bit, against P/N; band: all seeds", 340, 280),
        Panel("bits", "share of wrong bits after recall, against P/N, with the theory of large nets", 340, 280),
        Panel("depth", "energies of the memories and of the deepest stranger found, against P/N", 320, 280),
    ),
    compute=capacity_state, setup=capacity_setup, update=capacity_update, read=capacity_sentence,
    data=("hopfield/capacity", "hopfield/depths"),
)  # fmt: skip
