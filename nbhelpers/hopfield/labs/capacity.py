"""Lab `hopfield.capacity`: what a net of random patterns keeps, as it is filled."""

from functools import cache

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.hopfield import capacity as theory
from nbhelpers.lab import Choice, Lab, Panel, Range
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, percent

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
    loads, recalled, wrong = _measured(units, noise)
    exact, black = _limits(noise)
    grid = np.linspace(0.005, theory.blackout_load(), 60)
    return {
        "units": N, "seeds": len(wrong), "noise": NOISES[noise], "load": load, "count": max(1, round(load * N)),
        "loads": loads, "recalled": recalled, "wrong": wrong, "safe": theory.error_free_load(N),
        "recalled_here": _at(load, loads, recalled), "wrong_here": _at(load, loads, wrong),
        "measured": bool(np.isclose(loads, load).any()),
        "exact": exact, "black": black,
        "settled_loads": grid, "settled": np.array([(1 - theory.settled_overlap(a)) / 2 for a in grid]),
    }  # fmt: skip


def _at(load, loads, shares):
    """(mean, least, most) over the seeds at `load`."""
    here = np.array([np.interp(load, loads, one) for one in shares])
    return [float(here.mean()), float(here.min()), float(here.max())]


def capacity_setup(exact, bits, sizes):
    left, right = _axes(exact), _axes(bits)
    left.set(ylim=(0, 1.02), yticks=(0, 0.5, 1), yticklabels=("0", "50 %", "100 %"))
    left.set_title("patterns recalled to the last bit")
    right.set(ylim=WRONG, yticks=(0, 0.1, 0.2, 0.3, 0.4), yticklabels=("0", "10 %", "20 %", "30 %", "40 %"))
    right.set_title("wrong bits where recall ends")
    for axes, y in ((left, 0.9), (right, 0.385)):
        axes.axvline(theory.BLACKOUT, color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)))
        axes.text(theory.BLACKOUT + 0.005, y, "0.138", color=COLOUR["muted"])
    artists = {"settled": right.plot([], [], color=COLOUR["ink"], lw=1.4, ls=(0, (1.2, 1.5)))[0]}
    right.text(0.012, 0.035, "theory, N → ∞", fontsize=11)
    artists["safe"] = left.plot([], [], color=COLOUR["target"], lw=1.4, ls=(0, (4, 3)))[0]
    artists["safe_name"] = left.text(0, 0.06, "1/(4 ln N)", color=COLOUR["target"], fontsize=11)
    for name, axes, role in (("recalled", left, "activation"), ("wrong", right, "error")):
        artists[f"{name}_band"] = axes.fill([0], [0], color=COLOUR[role], alpha=0.18, lw=0)[0]
        artists[name] = axes.plot([], [], color=COLOUR[role])[0]
        artists[f"{name}_here"] = axes.plot([], [], color=COLOUR[role], marker="o", ms=8, clip_on=False)[0]
    artists.update(_sizes_setup(sizes))
    return artists


def _sizes_setup(figure):
    axes = figure.add_axes((0.17, 0.19, 0.79, 0.69))
    axes.set(xscale="log", xlim=(80, 1250), ylim=(0, 0.24), xlabel="units N", xticks=SIZES, yticks=(0, 0.1, 0.2))
    axes.set_xticklabels(("100", "200", "400", "", "1000"))
    axes.minorticks_off()
    axes.set_title("the load P/N where ...")
    artists = {"size": axes.axvline(400, color=COLOUR["grid"], lw=9, zorder=0)}
    axes.axhline(theory.BLACKOUT, color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)))
    axes.text(1200, theory.BLACKOUT - 0.004, "0.138", color=COLOUR["muted"], va="top", ha="right", fontsize=11)
    axes.plot(GRID, [theory.error_free_load(N) for N in GRID], color=COLOUR["target"], lw=1.4, ls=(0, (4, 3)))
    axes.text(1200, 0.013, "1/(4 ln N)", color=COLOUR["target"], ha="right", fontsize=11)
    for name, role, y, text in (
        ("black", "error", 0.222, "... 5 % of the bits are wrong"),
        ("exact", "activation", 0.092, "... 99 % come back exact"),
    ):  # fmt: skip
        axes.text(1200, y, text, color=COLOUR[role], ha="right", fontsize=11)
        artists[f"{name}_bars"] = axes.plot([], [], color=COLOUR[role], lw=1.6)[0]
        artists[f"{name}_limit"] = axes.plot([], [], color=COLOUR[role], lw=1, marker="o", ms=5)[0]
    return artists


def _axes(figure):
    axes = figure.add_axes((0.16, 0.19, 0.8, 0.69))
    axes.set(xlim=LOADS, xlabel="load P/N", xticks=(0, 0.1, 0.2, 0.3))
    return axes


def capacity_update(artists, state):
    loads, load = state.loads, state.load
    for name in ("recalled", "wrong"):
        shares = state[name]
        around = np.r_[loads, loads[::-1]], np.r_[shares.min(axis=0), shares.max(axis=0)[::-1]]
        artists[f"{name}_band"].set_xy(np.column_stack(around))
        artists[name].set_data(loads, shares.mean(axis=0))
        artists[f"{name}_here"].set_data([load], [state[f"{name}_here"][0]])
    artists.settled.set_data(state.settled_loads, state.settled)
    artists.safe.set_data([state.safe] * 2, [0, 1])
    artists.safe_name.set_x(state.safe + 0.004)
    artists.size.set_xdata([state.units] * 2)
    for name in ("exact", "black"):
        mean, sd = state[name].mean(axis=0), state[name].std(axis=0)
        ends = np.column_stack([mean - sd, mean + sd, np.full(len(SIZES), np.nan)])
        artists[f"{name}_limit"].set_data(SIZES, mean)
        artists[f"{name}_bars"].set_data(np.repeat(SIZES, 3), ends.ravel())


def capacity_sentence(state):
    recalled, wrong = (_percent(*state[key]) for key in ("recalled_here", "wrong_here"))
    between = "" if state.measured else ", between two measured loads"
    at = SIZES.index(state.units)
    exact, black = (f"{state[key][:, at].mean():.3f} ± {state[key][:, at].std():.3f}" for key in ("exact", "black"))
    patterns = count(state.count, "random pattern")
    return (
        f"P/N = {state.load:g}: {patterns} in {state.units} units, started from "
        f"{state.noise}: {recalled} come back to the last bit, {wrong} of the bits are wrong at rest "
        f"({state.seeds} seeds: mean, range{between}); {_region(state)}. "
        f"99 % exact up to P/N = {exact}; 5 % of bits wrong at {black}."
    )


def _percent(mean, low, high):
    return f"{percent(mean, 1)} ({100 * low:.1f} to {100 * high:.1f})"


def _region(state):
    if state.load <= state.safe:
        return f"below 1/(4 ln N) = {state.safe:.3f}, where theory promises no error at all"
    if state.load <= theory.BLACKOUT:
        return f"between 1/(4 ln N) = {state.safe:.3f} and 0.138: memories with a few wrong bits"
    return "above 0.138: the blackout, where every large net loses all its memories at once"


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
    compute=capacity_state,
    setup=capacity_setup,
    update=capacity_update,
    read=capacity_sentence,
    data=("hopfield/capacity",),
)  # fmt: skip
