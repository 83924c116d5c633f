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
GRID = np.geomspace(80, 1250, 30)
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


def capacity_state(units, noise, load):
    """Both shares over all loads, every seed, and their values at the load asked for, between the measured ones."""
    N = int(units)
    (loads, recalled, wrong), (exact, black) = _measured(units, noise), _limits(noise)
    grid = np.linspace(0.005, theory.blackout_load(), 60)
    return {
        "units": N, "seeds": len(wrong), "noise": NOISES[noise], "load": load, "count": max(1, round(load * N)),
        "loads": loads, "recalled": recalled, "wrong": wrong, "safe": theory.error_free_load(N),
        "recalled_here": _at(load, loads, recalled), "wrong_here": _at(load, loads, wrong),
        "measured": bool(np.isclose(loads, load).any()), "exact": exact, "black": black,
        "settled_loads": grid, "settled": np.array([(1 - theory.settled_overlap(a)) / 2 for a in grid]),
    }  # fmt: skip


def _at(load, loads, shares):
    """(mean, least, most) over the seeds at `load`."""
    here = np.array([np.interp(load, loads, one) for one in shares])
    return [float(here.mean()), float(here.min()), float(here.max())]


def capacity_setup(exact, bits, sizes):
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
        **_sizes_setup(sizes),
    }  # fmt: skip


def _shares_setup(axes, name, role):
    """The range of all seeds, their mean, and the load that is chosen."""
    return {
        f"{name}_band": kit.band(axes, role),
        name: kit.line(axes, role),
        f"{name}_here": kit.line(axes, role, marker="o", ms=8, clip_on=False),
    }


def _sizes_setup(figure):
    axes = kit.axes(figure, (0.17, 0.19, 0.79, 0.69), "the load P/N where ...", xlabel="units N", xscale="log",
                    xlim=(80, 1250), ylim=(0, 0.24), xticks={N: "" if N == 800 else str(N) for N in SIZES},
                    yticks=(0, 0.1, 0.2))  # fmt: skip
    artists = {"size": kit.chosen(axes)}
    kit.level(axes, theory.BLACKOUT)
    kit.note(axes, 1200, theory.BLACKOUT - 0.004, "0.138", "muted", va="top", ha="right")
    kit.line(axes, "target", GRID, [theory.error_free_load(N) for N in GRID], lw=1.4, ls=kit.DASHED)
    kit.note(axes, 1200, 0.013, "1/(4 ln N)", "target", ha="right")
    for name, role, y, text in (
        ("black", "error", 0.222, "... 5 % of the bits are wrong"),
        ("exact", "activation", 0.092, "... 99 % come back exact"),
    ):  # fmt: skip
        kit.note(axes, 1200, y, text, role, ha="right")
        artists[f"{name}_bars"] = kit.line(axes, role, lw=1.6)
        artists[f"{name}_limit"] = kit.line(axes, role, lw=1, marker="o", ms=5)
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
    kit.upright(artists.size, state.units)
    for name in ("exact", "black"):
        mean, sd = state[name].mean(axis=0), state[name].std(axis=0)
        artists[f"{name}_limit"].set_data(SIZES, mean)
        kit.whiskers(artists[f"{name}_bars"], SIZES, mean - sd, mean + sd)


def capacity_sentence(state):
    yield from _shares(state)
    yield say("Recall of {patterns} in {units} units starts from {noise}.",
              patterns=count(state.count, "random pattern"), units=state.units, noise=state.noise)  # fmt: skip
    if not state.measured:
        yield say("The load lies between two measured ones.")
    yield _region(state)
    exact, black = (plus_minus(state[key][:, SIZES.index(state.units)]) for key in ("exact", "black"))
    yield say("99 % come back exactly up to P/N = {exact}; 5 % of bits are wrong at {black} (± standard deviation).",
              exact=exact, black=black)  # fmt: skip


def _shares(state):
    """The shares of patterns recalled and of wrong bits in the mean of the seeds, and their range."""
    (recalled, *some), (wrong, *bits) = state.recalled_here, state.wrong_here
    if recalled == 1:
        yield say("Every pattern comes back to the last bit.")
        yield say("In none of {seeds} seeds is a bit wrong at rest.", seeds=state.seeds)
    elif recalled == 0:
        yield say("The memory is gone: no pattern comes back, {wrong} of the bits are wrong.", wrong=percent(wrong, 1))
        yield say("Over {seeds} seeds, {bits} are wrong at rest.", seeds=state.seeds, bits=_range(*bits))
    else:
        yield say("Recall mostly fails: {recalled} of the patterns come back, {wrong} of the bits are wrong."
                  if recalled < 0.5 and wrong > BLACK else
                  "{recalled} of the patterns come back exactly; {wrong} of the bits are wrong.",
                  recalled=percent(recalled, 1), wrong=percent(wrong, 1))  # fmt: skip
        yield say("Over {seeds} seeds, {some} come back and {bits} of the bits are wrong at rest.",
                  seeds=state.seeds, some=_range(*some), bits=_range(*bits))  # fmt: skip


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
    title="How many patterns fit into a net?",
    controls=(
        Choice("units", "units N", {str(N): str(N) for N in SIZES}, default="400"),
        Choice("noise", "recall starts from", NOISES, default="0.0"),
        Range("load", "load P/N", 0.01, 0.3, default=0.14, step=0.01,
              recorded=(0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.14, 0.15, 0.16, 0.18, 0.2, 0.25, 0.3)),
    ),
    panels=(
        Panel("exact", "share of patterns recalled without a wrong bit, against P/N; band: all seeds", 340, 280),
        Panel("bits", "share of wrong bits after recall, against P/N, with the theory of large nets", 340, 280),
        Panel("sizes", "the loads at which errors and the blackout set in, against N: mean, deviation", 320, 280),
    ),
    compute=capacity_state, setup=capacity_setup, update=capacity_update, read=capacity_sentence,
    data=("hopfield/capacity",),
)  # fmt: skip
