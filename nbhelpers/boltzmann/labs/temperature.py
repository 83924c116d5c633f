"""Lab `boltzmann.temperature`: what a net of eight units does, from frozen to free, beside the exact distribution."""

from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.kit.cells import cells, dots
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import say

UNITS, SIZE = 8, 1.0  # of the net; of its weights and thresholds
CHAINS, WARM_UP = 1000, 20  # nets side by side at most; sweeps before the first sample
LOWEST = 12  # states shown one by one
ENERGIES, LOGS = (-10.5, 10.5), (-12.5, 0.6)
COUNTS = {"100": "100", "1000": "1,000", "10000": "10,000", "100000": "100,000"}


@lru_cache(maxsize=8)
def _net(seed):
    weights, b = boltzmann.random_net(UNITS, np.random.default_rng(seed), SIZE)
    return weights, b, boltzmann.energy(weights, boltzmann.all_states(UNITS), b)


@lru_cache(maxsize=64)
def _sampled(net, T, count, seed):
    """The share of each state among `count` samples, from at most CHAINS nets that start from random states."""
    weights, b, _ = _net(net)
    rng = np.random.default_rng([seed, net])
    nets = min(count, CHAINS)
    start = rng.integers(0, 2, (nets, UNITS))
    run = islice(boltzmann.chains(weights, start, rng, T, b), WARM_UP, WARM_UP + count // nets)
    return np.mean([boltzmann.shares(states) for states in run], axis=0)


def temperature_state(T, samples, net, seed):
    """Exact and sampled probability of each of the 256 states, in the order of their energies."""
    weights, b, E = _net(net)
    p, shares = boltzmann.distribution(weights, b, T), _sampled(net, T, int(samples), seed)
    order = np.argsort(E)
    return {
        "T": T, "count": int(samples), "E": E[order], "p": p[order], "shares": shares[order],
        "log_Z": boltzmann.log_partition(weights, b, T),
        "distance": boltzmann.total_variation(p, shares), "floor": boltzmann.expected_variation(p, int(samples)),
        "effective": float(np.exp(-np.sum(p[p > 0] * np.log(p[p > 0])))),
    }  # fmt: skip


def temperature_setup(line, lowest):
    box = (0.14, 0.15, 0.84, 0.75)
    axes = kit.axes(line, box, "ln p(x) of the 256 states", xlabel="energy E", xlim=ENERGIES, ylim=LOGS,
                    xticks=(-10, -5, 0, 5, 10), yticks=(-12, -8, -4, 0))  # fmt: skip
    corner = {"size": 12, "transform": axes.transAxes, "ha": "right", "va": "top"}
    kit.note(axes, 0.98, 0.97, "sampled", "activation", **corner)
    kit.note(axes, 0.98, 0.89, "exact: slope −1/T", "target", **corner)
    artists = {"exact": kit.line(axes, "target", lw=2)}
    artists["sampled"] = cells(axes, COLOUR["activation"], lw=5, capstyle="round", zorder=4)
    artists["sampled"].set_clip_on(True)
    axes = kit.axes(lowest, box, "p(x), states in order of E", xlim=(-0.6, LOWEST + 0.6), ylim=(0, 1),
                    xticks={0: "lowest", 5: "6th", LOWEST: "all others"}, yticks=(0, 0.5, 1))  # fmt: skip
    axes.get_xticklabels()[-1].set_ha("right")
    artists["share"] = kit.columns(axes, "activation", LOWEST + 1, 13)
    artists["tick"] = kit.strokes(axes, "target", LOWEST + 1)
    return artists


def temperature_update(artists, state):
    ends = np.array(ENERGIES)
    artists.exact.set_data(ends, -ends / state.T - state.log_Z)
    seen = state.shares > 0
    dots(artists.sampled, state.E[seen].round(3), np.log(state.shares[seen]).round(3))
    kit.grow(artists.share, _lowest(state.shares))
    kit.lift(artists.tick, _lowest(state.p))


def _lowest(shares):
    """The shares of the lowest states one by one, and of all others together."""
    return [*shares[:LOWEST], shares[LOWEST:].sum()]


def temperature_sentence(state):
    frozen = state.distance > 4 * state.floor + 0.01
    if frozen:
        yield say("Frozen: the samples miss the exact distribution by {distance:.2f}.", distance=state.distance)
    yield _width(state)
    yield say("At T = {T:g} the total variation of {samples:,} samples from it is {distance:.4f}; independent samples "
              "would have about {floor:.2g}.",
              samples=state.count, T=state.T, distance=state.distance, floor=state.floor)  # fmt: skip
    if frozen:
        yield say("The nets have not come to equilibrium.")


def _width(state):
    if state.effective < 1.5:
        return say("In the exact distribution the lowest state has nearly all the probability: {p:.3f}.", p=state.p[0])
    return say("The exact distribution is as broad as {states:.0f} equally likely states out of 256.",
               states=state.effective)  # fmt: skip


def temperature_formulas(state):
    """The probability of the state of least energy."""
    yield Formula("{p} = [e^(−{E} / {T})|{Z}]", {
        "p": Symbol("p", state.p[0], "probability of the state of least energy", ("tick.0", "exact")),
        "E": Symbol("E", state.E[0], "its energy", ("exact",)), "T": Symbol("T", state.T, "temperature"),
        "Z": Symbol("Z", float(np.exp(state.log_Z)), "the same power of e, summed over all 256 states"),
    })  # fmt: skip


temperature = Lab(
    name="boltzmann.temperature",
    title="From frozen to free",
    controls=(
        Range("T", "temperature T", 0.05, 50.0, default=1.0, log=True, recorded=(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 50.0)),
        Choice("samples", "samples", COUNTS, default="10000", recorded=("100", "10000", "100000")),
        Seed("net", "seed of the net", recorded=3, default=2),
        Seed("seed", "seed of the samples", recorded=1),
    ),
    panels=(
        Panel("line", "the logarithm of each state's probability against its energy, sampled and exact", 340, 320),
        Panel("lowest", "the probabilities of the lowest states and of all others, sampled and exact", 340, 320),
    ),
    compute=temperature_state, setup=temperature_setup, update=temperature_update, read=temperature_sentence,
    formulas=temperature_formulas,
)  # fmt: skip
