"""Lab `rbm.annealing`: ln Z by annealed importance sampling, run by run, against the exact value."""

from functools import cache, lru_cache

import numpy as np

from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.words import count, say
from nbhelpers.rbm import ais
from nbhelpers.rbm import exact as rbm_exact
from nbhelpers.rbm.trained import trained

STARTS = {"blank": "all biases 0", "data": "pixels inked as often as in the digits"}
POINTS = 10  # of a path that are drawn
MOST_DRAWN = 20
ALONE = 1.5  # a worth below which one run outweighs all others
TICKS = (-100, -10, -1, 0, 1, 10)


@cache
def biases(start):
    """The visible biases of machine A: None for 0, or the log odds of ink in the training digits."""
    if start == "blank":
        return None
    X = binary_mnist()[0]
    share = (X.sum(axis=0) + 1) / (len(X) + 2)
    return np.log(share / (1 - share))


@cache
def _exact(start, beta):
    """ln Z of the machine at beta; at 1 it is the machine asked for."""
    end = trained("small")
    first = ais.without_weights(end, biases(start))
    return rbm_exact.log_partition(ais.between(first, end, beta))


@lru_cache(maxsize=4)
def _runs(start, temperatures, runs, seed):
    """ln w of all runs after every step, (temperatures, runs)."""
    rng = np.random.default_rng(seed)
    return np.array([*ais.anneal(trained("small"), rng, temperatures, runs, biases(start))])


def annealing_state(start, temperatures, runs, seed):
    """How far each run's own ln w lies from the exact ln Z, on the way and at the end, and what they say together."""
    log_w, exact = _runs(start, temperatures, runs, seed), _exact(start, 1.0)
    found = ais.summary(log_w[-1])
    at = np.unique(np.ceil(np.linspace(temperatures / POINTS, temperatures, POINTS) - 1e-9).astype(int))
    on_the_way = np.array([_exact(start, float(step / temperatures)) for step in at])
    off = np.round(log_w[at - 1] - on_the_way[:, None], 6)[:, :MOST_DRAWN]  # small differences of large sums
    return {
        "start": start, "temperatures": temperatures, "runs": runs, "exact": exact,
        "beta": np.r_[0, at / temperatures], "paths": np.vstack([np.zeros((1, off.shape[1])), off]),
        "ends": np.round(log_w[-1] - exact, 6),
        "log_Z": found.log_Z, "low": found.low, "high": found.high, "worth": found.worth,
    }  # fmt: skip


def annealing_setup(way, end):
    axes = _off(way, (0.2, 0.18, 0.76, 0.7), "each run's ln w less the exact ln Z")
    axes.set(xticks=(0, 0.5, 1), xlabel="β: from machine A (0) to B (1)")
    artists = {"paths": [kit.line(axes, "noise", lw=1, alpha=0.8) for _ in range(MOST_DRAWN)]}
    axes = _off(end, (0.3, 0.18, 0.66, 0.7), "at the end")
    kit.note(axes, 0.25, 22, "runs", "noise", ha="center")
    kit.note(axes, 0.72, 22, "together", "energy", ha="center")
    return {
        **artists,
        "ends": kit.dots(axes, "noise", 4, mew=0, alpha=0.8),
        "bar": kit.line(axes, "energy", lw=5, solid_capstyle="butt"),
        "estimate": kit.dots(axes, "energy", 9),
    }


def _off(figure, box, title):
    """Axes upon which ones and hundreds are seen; the exact value is their zero line."""
    axes = kit.axes(figure, box, title, xlim=(0, 1), xticks=())
    axes.set_yscale("symlog", linthresh=1)
    axes.set(ylim=(-400, 60))
    axes.set_yticks(TICKS, labels=[f"{tick:+d}" if tick else "exact" for tick in TICKS])
    axes.set_yticks([], minor=True)
    kit.level(axes, 0, "target", lw=1.4)
    return axes


def annealing_update(artists, state):
    for line in artists.paths:
        line.set_data([], [])
    for line, path in zip(artists.paths, state.paths.T, strict=False):
        line.set_data(state.beta, np.round(path, 2))
    places = 0.12 + 0.26 * (np.arange(state.runs) * 0.618 % 1)
    artists.ends.set_data(np.round(places, 3), np.round(state.ends, 2))
    low, here, high = (state[key] - state.exact for key in ("low", "log_Z", "high"))
    kit.upright(artists.bar, 0.72, low, high)
    kit.put(artists.estimate, 0.72, here)


def annealing_sentence(state):
    yield _headline(state)
    yield say("{runs} runs over {temperatures} estimate ln Z as {log_Z:.1f}; the exact value is {exact:.1f}.",
              runs=state.runs, temperatures=count(state.temperatures, "temperature"),
              log_Z=state.log_Z, exact=state.exact)  # fmt: skip
    yield say("The error bar, two standard errors either way, goes from {low:.1f} to {high:.1f}.",
              low=state.low, high=state.high)  # fmt: skip
    yield say("Together the runs are worth {worth:.1f} equal ones, (Σw)²/Σw².", worth=state.worth)
    yield say("In machine A all biases are 0: each pixel has probability ½." if state.start == "blank" else
              "Machine A inks each pixel as often as the digits do.")  # fmt: skip


def _headline(state):
    """Whether the error bar holds the exact value, both as they are told, and whether it has the right to."""
    low, exact, high = (round(state[name], 1) for name in ("low", "exact", "high"))
    if low <= exact <= high:
        return say("The error bar holds the exact ln Z, but one run decides nearly all." if state.worth < ALONE else
                   "The exact ln Z lies within the error bar of the estimate.")  # fmt: skip
    return say("The estimate is {off:.1f} too low, and its error bar does not show it." if exact > high else
               "The estimate is {off:.1f} too high, and its error bar does not show it.",
               off=abs(state.log_Z - state.exact))  # fmt: skip


annealing = Lab(
    name="rbm.annealing",
    title="Counting by walking: annealed importance sampling",
    controls=(
        Choice("start", "machine A", STARTS, default="blank"),
        Range("temperatures", "temperatures", 1, 1000, default=30, recorded=(3, 10, 30, 100, 300, 1000)),
        Range("runs", "runs", 5, 100, default=20, recorded=(5, 20, 100)),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("way", "how far the runs' own estimates lie from the exact ln Z, on the way from machine A to machine B"),
        Panel("end", "the runs at the end, and the estimate they give together with its error bar", 220, 280),
    ),
    compute=annealing_state, setup=annealing_setup, update=annealing_update, read=annealing_sentence,
    data=("rbm/machines",),
)  # fmt: skip
