"""Lab `hopfield.dense`: steeper valleys, and how many more patterns then fit."""

from functools import cache

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.hopfield import dense_capacity as theory
from nbhelpers.hopfield.capacity import first_crossing
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import say

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


_SPOKEN = {2: "square", 3: "cube", 4: "fourth power"}
_SIGNS = {-1: "−1", 0: "0", 1: "1"}
_NAMES = {2: (245, 5.5), 3: (245, 270), 4: (88, 7000)}


def dense_setup(valley, fit):
    return {**_valley_setup(valley), **_fit_setup(fit)}


def _valley_setup(figure):
    axes = kit.axes(figure, (0.14, 0.19, 0.82, 0.69), "its share of E/N: −mⁿ", "energy", xlim=(-1, 1),
                    ylim=(-1.05, 1.05), xlabel="overlap m with one memory", xticks=_SIGNS, yticks=_SIGNS)  # fmt: skip
    artists = {"valley": kit.line(axes, "energy"), "name": kit.note(axes, -0.2, 0.55, role="energy", size=12)}
    for p in POWERS:
        kit.line(axes, "energy", ALONG, -(ALONG**p), lw=1, alpha=0.66)
    kit.note(axes, 0.85, -0.99, "memory", "target", ha="right", va="bottom")
    kit.note(axes, -0.85, -0.99, "negative", "target", va="bottom")
    return artists


def _fit_setup(figure):
    counts = {1: "1", 10: "10", 100: "100", 1000: "1000", 10000: "10 000"}
    axes = kit.axes(figure, (0.18, 0.19, 0.78, 0.69), "patterns kept (99 % right to the last bit)", xlabel="units N",
                    xscale="log", yscale="log", xlim=(20, 260), ylim=(1, 60000), xticks=SIZES,
                    yticks=counts)  # fmt: skip
    artists = {}
    for p, place in _NAMES.items():
        kit.note(axes, *place, f"n = {p}", "weight", ha="right")
        artists[f"theory_{p}"] = kit.line(axes, "ink", lw=1.3, ls=kit.DOTTED)
        artists[f"bars_{p}"] = kit.line(axes, "weight", lw=1.6)
        artists[f"dots_{p}"] = kit.dots(axes, "weight", 5)
    artists["here"] = kit.ring(axes, "activation", 12, 2)
    kit.note(axes, 0.03, 0.96, "dotted: theory", transform=axes.transAxes, va="top")
    return artists


def dense_update(artists, state):
    artists.valley.set_data(ALONG, state.valley)
    artists.name.set_text(f"n = {state.power}")
    for p, (sizes, found) in state.capacities.items():
        mean, sd = found.mean(axis=0), found.std(axis=0)
        artists[f"theory_{p}"].set_data(GRID, state.theory[p])
        artists[f"dots_{p}"].set_data(sizes, mean)
        kit.whiskers(artists[f"bars_{p}"], sizes, np.maximum(mean - sd, 0.5), mean + sd)
    kit.put(artists.here, state.units, state.predicted if state.here is None else state.here.mean())


def dense_sentence(state):
    kept = {"power": _SPOKEN[state.power], "units": state.units}
    if state.here is None:
        yield say("In theory the {power} keeps about {P} patterns in {units} units.", **kept, P=_count(state.predicted))
        yield say("Up to there 99 % are right to the last bit; the net is too large to measure here.")
    else:
        yield say("The {power} keeps about {P} patterns in {units} units.", **kept, P=_count(state.here.mean()))
        yield say("Up to P = {mean} ± {sd} (standard deviation of {seeds} seeds), 99 % of random patterns are right to "
                  "the last bit; theory says {predicted}.",
                  mean=_count(state.here.mean()), sd=_count(state.here.std()), seeds=state.seeds,
                  predicted=_count(state.predicted))  # fmt: skip
    yield say("Over the sizes measured P grows like N to the power {slope:.2f} ± {sd:.2f}; in theory "
              "{expected:.2f}.", slope=state.slope, sd=state.slope_sd, expected=state.expected)  # fmt: skip
    yield say("The negative of a memory is a hill, no longer a valley." if state.power % 2 else
              "The negative of a memory is as deep as the memory.")  # fmt: skip


def _count(P):
    return f"{P:.1f}" if P < 20 else f"{P:.0f}"


dense = Lab(
    name="hopfield.dense",
    title="Steeper valleys, and more of them",
    controls=(
        Choice("power", "power n of F", {str(n): str(n) for n in POWERS}, default="3"),
        Choice("units", "units N", {str(N): str(N) for N in SIZES}, default="100"),
    ),
    panels=(
        Panel("valley", "what one memory adds to the energy, against the overlap with it", 300, 290),
        Panel("fit", "how many patterns a dense net keeps against N, for n = 2, 3, 4: measured, and theory", 350, 290),
    ),
    compute=dense_state, setup=dense_setup, update=dense_update, read=dense_sentence,
    data=("hopfield/dense",),
)  # fmt: skip
