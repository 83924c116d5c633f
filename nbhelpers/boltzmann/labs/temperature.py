"""Lab `boltzmann.temperature`: what a net of eight units does, from frozen to free, beside the exact distribution."""

from functools import lru_cache
from itertools import islice

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed
from nbhelpers.lab.kit.cells import cells, dots
from nbhelpers.lab.style import COLOUR

UNITS, SPREAD = 8, 1.0
CHAINS, WARM_UP = 1000, 20  # nets side by side at most; sweeps before the first sample
LOWEST = 12  # states shown one by one
ENERGIES, LOGS = (-10.5, 10.5), (-12.5, 0.6)
COUNTS = {"100": "100", "1000": "1,000", "10000": "10,000", "100000": "100,000"}


@lru_cache(maxsize=8)
def _net(seed):
    weights, b = boltzmann.random_net(UNITS, np.random.default_rng(seed), SPREAD)
    return weights, b, boltzmann.energy(weights, boltzmann.all_states(UNITS), b)


@lru_cache(maxsize=64)
def _sampled(net, T, count, seed):
    """The share of each state among `count` samples, from at most CHAINS nets that all start from coins."""
    weights, b, _ = _net(net)
    rng = np.random.default_rng([seed, net])
    nets = min(count, CHAINS)
    start = rng.integers(0, 2, (nets, UNITS))
    run = islice(boltzmann.chains(weights, start, rng, T, b), WARM_UP, WARM_UP + count // nets)
    return np.mean([boltzmann.shares(states) for states in run], axis=0)


def temperature_state(T, samples, net, seed):
    """Exact and sampled probability of each of the 256 states, in the order of their energies."""
    weights, b, E = _net(net)
    p, q = boltzmann.distribution(weights, b, T), _sampled(net, T, int(samples), seed)
    order = np.argsort(E)
    return {
        "T": T, "count": int(samples), "E": E[order], "p": p[order], "q": q[order],
        "log_Z": boltzmann.log_partition(weights, b, T),
        "distance": boltzmann.total_variation(p, q), "floor": boltzmann.expected_variation(p, int(samples)),
        "effective": float(np.exp(-np.sum(p[p > 0] * np.log(p[p > 0])))),
    }  # fmt: skip


def temperature_setup(line, lowest):
    axes = line.add_axes((0.14, 0.15, 0.84, 0.75))
    axes.set(xlim=ENERGIES, ylim=LOGS, xticks=(-10, -5, 0, 5, 10), yticks=(-12, -8, -4, 0), xlabel="energy E")
    axes.set_title("ln p(x) of the 256 states")
    axes.text(0.98, 0.97, "sampled", color=COLOUR["activation"], transform=axes.transAxes, ha="right", va="top")
    axes.text(0.98, 0.89, "exact: slope −1/T", color=COLOUR["target"], transform=axes.transAxes, ha="right", va="top")
    artists = {"exact": axes.plot([], [], color=COLOUR["target"], lw=2)[0]}
    artists["sampled"] = cells(axes, COLOUR["activation"], lw=5, capstyle="round", zorder=4)
    artists["sampled"].set_clip_on(True)
    axes = lowest.add_axes((0.14, 0.15, 0.84, 0.75))
    axes.set(xlim=(-0.6, LOWEST + 0.6), ylim=(0, 1), yticks=(0, 0.5, 1))
    axes.set_xticks((0, 5, LOWEST), ("lowest", "6th", "all others"))
    axes.get_xticklabels()[-1].set_ha("right")
    axes.set_title("p(x), states in order of E")
    artists["share"] = [
        axes.plot([k, k], [0, 0], color=COLOUR["activation"], lw=13, solid_capstyle="butt")[0]
        for k in range(LOWEST + 1)
    ]
    artists["tick"] = [
        axes.plot([k - 0.4, k + 0.4], [0, 0], color=COLOUR["target"], lw=2.5)[0] for k in range(LOWEST + 1)
    ]
    return artists


def temperature_update(artists, state):
    ends = np.array(ENERGIES)
    artists.exact.set_data(ends, -ends / state.T - state.log_Z)
    seen = state.q > 0
    dots(artists.sampled, state.E[seen].round(3), np.log(state.q[seen]).round(3))
    for name, values in (("share", state.q), ("tick", state.p)):
        heights = [*values[:LOWEST], values[LOWEST:].sum()]
        for artist, height in zip(artists[name], heights, strict=True):
            artist.set_ydata([0, height] if name == "share" else [height] * 2)


def temperature_sentence(state):
    many = f"{state.count:,} samples at T = {state.T:g}"
    distance, floor = state.distance, state.floor
    spread = f"as if {state.effective:.0f} of 256 states were equally likely" if state.effective >= 1.5 else (
        f"nearly all in the lowest state, p = {state.p[0]:.3f}"
    )  # fmt: skip
    first = f"{many}: the total variation from the exact distribution ({spread}) is {distance:.4f}"
    if distance > 4 * floor + 0.01:
        return (
            f"{first}, where independent samples would leave {floor:.4f}: the nets are frozen in the valleys "
            "where they began, and have not come to equilibrium."
        )
    return f"{first}; independent samples would leave about {floor:.4f}."


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
)  # fmt: skip
