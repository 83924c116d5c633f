"""Lab `boltzmann.price`: how many operations Z takes, and what a faster computer buys."""

import math
from functools import cache

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.boltzmann import partition_cost as cost
from nbhelpers.lab import Lab, Panel, Range, kit
from nbhelpers.lab.words import count, printed, say

MOST, COUNTED = 120, 9  # units in view; the largest net whose operations are counted one by one
LOGS = (0, 41)
SPANS = (("a second", 1 / cost.YEAR), ("a day", 1 / 365.25), ("a year", 1.0), ("since the big bang", cost.UNIVERSE))


@cache
def _counted():
    """Operations of Z, counted while it was computed, for 1 ... COUNTED units."""
    nets = [boltzmann.random_net(units, np.random.default_rng(units)) for units in range(1, COUNTED + 1)]
    return tuple(cost.counted_partition(*net)[1] for net in nets)


def price_state(units, rate):
    """Terms, operations and time of Z for `units` units at 10^rate operations a second."""
    speed, sizes = 10.0**rate, range(1, MOST + 1)
    return {
        "units": units, "rate": rate, "terms": 2**units, "operations": cost.operations(units),
        "log_years": cost.log10_years(cost.operations(units), speed), "sampled": cost.sampled_operations(units),
        "sampled_seconds": 10 ** cost.log10_years(cost.sampled_operations(units), speed) * cost.YEAR,
        "logs": np.array([math.log10(cost.operations(N)) for N in sizes]),
        "sampled_logs": np.array([math.log10(cost.sampled_operations(N)) for N in sizes]),
        "budgets": [math.log10(years * cost.YEAR) + rate for _, years in SPANS],
        "largest": [cost.largest_net(years, speed) for _, years in SPANS],
    }  # fmt: skip


def price_setup(curve, reach):
    return {**_curve_setup(curve), **_reach_setup(reach)}


def _curve_setup(figure):
    axes = kit.axes(figure, (0.15, 0.16, 0.82, 0.74), "operations", xlabel="units N", xlim=(0, MOST), ylim=LOGS,
                    xticks=(0, 40, 80, 120), yticks={0: "1", 10: "10¹⁰", 20: "10²⁰", 30: "10³⁰", 40: "10⁴⁰"})
    sizes, state = np.arange(1, MOST + 1), price_state(1, 9.0)
    kit.line(axes, "energy", sizes, state["logs"], lw=2.2)
    kit.line(axes, "activation", sizes, state["sampled_logs"], lw=2.2)
    kit.dots(axes, "ink", 4, zorder=4).set_data(sizes[:COUNTED], np.log10(_counted()))
    kit.note(axes, 88, 33.6, "Z", "energy", 14, ha="right")
    kit.note(axes, MOST, 5.4, "one sampled gradient", "activation", ha="right", va="top")
    kit.note(axes, 13, 1.0, "• counted", va="bottom")
    return {
        "budget": [kit.line(axes, "muted", [0, MOST], [0, 0], lw=1, ls=kit.DASHED) for _ in SPANS[1:]],
        "span": [kit.note(axes, 2, 0, name, "muted", va="bottom") for name, _ in SPANS[1:]],
        "now": kit.dots(axes, "energy", 9),
        "sampled": kit.dots(axes, "activation", 9),
    }


def _reach_setup(figure):
    axes = kit.axes(figure, (0.05, 0.16, 0.9, 0.74), "the largest net whose Z is done in ...", xlabel="units N",
                    xlim=(0, MOST), ylim=(-0.6, 3.9), xticks=(0, 40, 80, 120), yticks=())  # fmt: skip
    axes.spines["left"].set_visible(False)
    for row, (name, _) in enumerate(SPANS):
        axes.text(0, 3 - row + 0.34, "all time since the big bang" if row == 3 else name, va="bottom")
    style = {"lw": 18, "solid_capstyle": "butt"}
    return {
        "bars": [kit.line(axes, "energy", [0, 0], [3 - row] * 2, **style) for row in range(4)],
        "largest": [kit.note(axes, 0, 3 - row, size=12, va="center") for row in range(4)],
    }


def price_update(artists, state):
    kit.lift(artists.budget, state.budgets[1:])
    for name, budget in zip(artists.span, state.budgets[1:], strict=True):
        name.set_y(budget + 0.2)
    kit.put(artists.now, state.units, math.log10(state.operations))
    kit.put(artists.sampled, state.units, math.log10(state.sampled))
    for bar, label, largest in zip(artists.bars, artists.largest, state.largest, strict=True):
        bar.set_xdata([0, largest])
        label.set(x=largest + 2, text=str(largest))


def price_sentence(state):
    years, units = state.log_years, count(state.units, "unit")
    time = _time(10**years * cost.YEAR)
    if years > math.log10(cost.UNIVERSE):
        yield say("Computing Z for {units} takes longer than the universe has existed.", units=units)
    else:
        yield say("Computing Z for {units} takes {time}.", units=units, time=time)
    yield say("Z has {terms} terms and takes {operations} operations: {time} at {rate} a second.",
              terms=_power(state.terms), operations=_power(state.operations), time=time,
              rate=_power(10.0**state.rate))  # fmt: skip
    yield say("A gradient estimated from 1,000 samples takes {operations} operations: {time}.",
              operations=_power(state.sampled), time=_time(state.sampled_seconds))  # fmt: skip


def _time(seconds):
    """A time in the unit that fits."""
    if seconds < 1e-3:
        return f"{_power(seconds)} seconds"
    if seconds < 1:
        return f"{1000 * seconds:.3g} milliseconds"
    if seconds < 86400:
        return f"{seconds:,.{1 if seconds < 100 else 0}f} seconds"
    if seconds < cost.YEAR:
        return f"{seconds / 86400:.1f} days"
    years = seconds / cost.YEAR
    return f"{years:.1f} years" if years < 10 else f"{_power(years)} years"


def _power(value):
    """A number from 1 to a million in full, any other with two digits."""
    return f"{value:,.0f}" if 1 <= value < 1e6 else printed(f"{value:.1e}")


price = Lab(
    name="boltzmann.price",
    title="The price of Z",
    controls=(
        Range("units", "units N", 1, MOST, default=50, recorded=(3, 8, 12, 20, 30, 40, 50, 64, 80, 100, 120)),
        Range("rate", "operations a second, as a power of ten", 6.0, 18.0, default=9.0, step=1.0,
              recorded=(6.0, 9.0, 12.0, 15.0, 18.0)),
    ),
    panels=(
        Panel("curve", "operations for Z and for one sampled gradient against the number of units, with what a day, a "
              "year and the age of the universe allow", 350, 340),
        Panel("reach", "the largest net whose Z is done in a second, a day, a year and all time so far", 330, 340),
    ),
    compute=price_state, setup=price_setup, update=price_update, read=price_sentence,
)  # fmt: skip
