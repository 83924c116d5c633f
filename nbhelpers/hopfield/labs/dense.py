"""Lab `hopfield.dense`: steeper valleys, and how many more patterns then fit."""

from functools import cache

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.hopfield import dense_capacity as theory
from nbhelpers.hopfield.capacity import first_crossing
from nbhelpers.lab import Choice, Lab, Panel
from nbhelpers.lab.style import COLOUR

POWERS, SIZES = (2, 3, 4), (25, 50, 100, 200)
ALONG = np.linspace(-1, 1, 101)
GRID = np.geomspace(20, 260, 25)


@cache
def _measured(power):
    """(sizes, capacities): the P at which 99 % of the patterns are still right to the last bit, (seeds, sizes)."""
    found = record("hopfield/dense")
    sizes, seeds = found["settings"]["sizes"][str(power)], found["settings"]["seeds"]
    rows = [[_crossing(found, power, units, seed) for units in sizes] for seed in seeds]
    return np.array(sizes), np.array(rows)


def _crossing(found, power, units, seed):
    predicted = theory.predicted_count(units, power)
    counts = sorted({1, *(max(1, round(part * predicted)) for part in found["settings"]["parts"])})
    shares = found["cells"][f"{power}/{units}/{seed}"]["shares"]
    return np.exp(first_crossing(np.log(counts), shares, theory.SHARE))


def dense_state(power, units):
    """Measured and predicted capacities of all powers; the power and the size asked for, in numbers."""
    n, N = int(power), int(units)
    capacities = {p: _measured(p) for p in POWERS}
    sizes, found = capacities[n]
    at = np.flatnonzero(sizes == N)
    slope = np.polyfit(np.log(sizes), np.log(found).T, 1)[0]
    expected = np.polyfit(np.log(sizes), np.log([theory.predicted_count(size, n) for size in sizes]), 1)[0]
    return {
        "power": n, "units": N, "seeds": len(found), "capacities": capacities,
        "theory": {p: np.array([theory.predicted_count(N, p) for N in GRID]) for p in POWERS},
        "here": found[:, at[0]] if len(at) else None, "predicted": theory.predicted_count(N, n),
        "slope": float(slope.mean()), "slope_sd": float(slope.std()), "expected": float(expected),
        "valley": -(ALONG**n),
    }  # fmt: skip


_NAMES = {2: (245, 5.5), 3: (245, 270), 4: (88, 7000)}


def dense_setup(valley, fit):
    axes = valley.add_axes((0.14, 0.19, 0.82, 0.69))
    axes.set(xlim=(-1, 1), ylim=(-1.05, 1.05), xlabel="overlap m with one memory", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    axes.set(xticklabels=("−1", "0", "1"), yticklabels=("−1", "0", "1"))
    axes.set_title("its share of E/N: −mⁿ", color=COLOUR["energy"])
    artists = {"valley": axes.plot([], [], color=COLOUR["energy"])[0]}
    for p in POWERS:
        axes.plot(ALONG, -(ALONG**p), color=COLOUR["energy"], lw=1, alpha=0.66)
    artists["name"] = axes.text(-0.2, 0.55, "", color=COLOUR["energy"])
    axes.text(0.85, -0.99, "memory", ha="right", va="bottom", fontsize=11, color=COLOUR["target"])
    axes.text(-0.85, -0.99, "negative", va="bottom", fontsize=11, color=COLOUR["target"])
    axes = fit.add_axes((0.18, 0.19, 0.78, 0.69))
    axes.set(xscale="log", yscale="log", xlim=(20, 260), ylim=(1, 60000), xlabel="units N", xticks=SIZES)
    axes.set(xticklabels=[str(N) for N in SIZES], yticks=(1, 10, 100, 1000, 10000))
    axes.set_yticklabels(("1", "10", "100", "1000", "10 000"))
    axes.minorticks_off()
    axes.set_title("patterns kept (99 % right to the bit)")
    for p, (x, y) in _NAMES.items():
        axes.text(x, y, f"n = {p}", color=COLOUR["weight"], fontsize=11, ha="right")
        artists[f"theory_{p}"] = axes.plot([], [], color=COLOUR["ink"], lw=1.3, ls=(0, (1.2, 1.5)))[0]
        artists[f"bars_{p}"] = axes.plot([], [], color=COLOUR["weight"], lw=1.6)[0]
        artists[f"dots_{p}"] = axes.plot([], [], color=COLOUR["weight"], ls="none", marker="o", ms=5)[0]
    artists["here"] = axes.plot([], [], color=COLOUR["activation"], ls="none", marker="o", ms=12, mew=2, mfc="none")[0]
    axes.text(0.03, 0.96, "dotted: theory", transform=axes.transAxes, va="top", fontsize=11)
    return artists


def dense_update(artists, state):
    artists.valley.set_data(ALONG, state.valley)
    artists.name.set_text(f"n = {state.power}")
    for p, (sizes, found) in state.capacities.items():
        mean, sd = found.mean(axis=0), found.std(axis=0)
        artists[f"theory_{p}"].set_data(GRID, state.theory[p])
        artists[f"dots_{p}"].set_data(sizes, mean)
        ends = np.column_stack([np.maximum(mean - sd, 0.5), mean + sd, np.full(len(mean), np.nan)])
        artists[f"bars_{p}"].set_data(np.repeat(sizes, 3), ends.ravel())
    at = state.predicted if state.here is None else state.here.mean()
    artists.here.set_data([state.units], [at])


def dense_sentence(state):
    if state.here is None:
        measured = "too large to measure here"
    else:
        measured = f"measured {_count(state.here.mean())} ± {_count(state.here.std())} ({state.seeds} seeds)"
    negative = "as deep as the memory" if state.power % 2 == 0 else "a hill, no longer a valley"
    return (
        f"n = {state.power}, N = {state.units}: 99 % of the random patterns are right to the last bit up to "
        f"P = {_count(state.predicted)} in theory, {measured}; over the sizes measured P grows like N to the power "
        f"{state.slope:.2f} ± {state.slope_sd:.2f} (in theory {state.expected:.2f}). "
        f"The negative of a memory is {negative}."
    )


def _count(P):
    return f"{P:.1f}" if P < 20 else f"{P:.0f}"


dense = Lab(
    name="hopfield.dense",
    title="Steeper valleys, more of them",
    controls=(
        Choice("power", "power n of F", {str(n): str(n) for n in POWERS}, default="3"),
        Choice("units", "units N", {str(N): str(N) for N in SIZES}, default="100"),
    ),
    panels=(
        Panel("valley", "what one memory adds to the energy, against the overlap with it", 300, 290),
        Panel("fit", "how many patterns a dense net keeps against N, for n = 2, 3, 4: measured, and theory", 350, 290),
    ),
    compute=dense_state,
    setup=dense_setup,
    update=dense_update,
    read=dense_sentence,
    data=("hopfield/dense",),
)  # fmt: skip
