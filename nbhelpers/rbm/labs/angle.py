"""Lab `rbm.angle`: contrastive divergence beside the exact gradient, on a machine that can be counted."""

from functools import lru_cache

import numpy as np

from nbhelpers import rbm
from nbhelpers.lab import Lab, Panel, Range, Seed
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.rbm import exact as rbm_exact

VISIBLE, HIDDEN, MOST, DRAWS = 6, 4, 20, 10
PATTERNS = [[1.0, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 1], [1, 0, 0, 1, 1, 1]]
DATA = np.repeat(PATTERNS, [4, 4, 1, 1], axis=0)
STEPS = np.arange(1, MOST + 1)


@lru_cache(maxsize=8)
def _exact(size, seed):
    """(the machine, the exact gradient, the angle of the mean of CD-k for every k)."""
    rng = np.random.default_rng(seed)
    machine = rbm.RBM(rng.normal(0, size, (VISIBLE, HIDDEN)), np.zeros(VISIBLE), np.zeros(HIDDEN))
    exact = rbm_exact.gradient(machine, DATA)
    return machine, exact, np.array([rbm_exact.angle(exact, rbm_exact.expected_cd(machine, DATA, k)) for k in STEPS])


@lru_cache(maxsize=8)
def _estimates(size, chains, seed):
    """CD-k's slopes for every k and ten draws of all chains: [draw][k - 1]."""
    machine, found = _exact(size, seed)[0], []
    for draw in range(DRAWS):
        rng, chain = np.random.default_rng([seed, draw, 1]), DATA[np.arange(chains) % len(DATA)]
        row = []
        for _ in STEPS:
            slopes, chain = rbm.contrastive_divergence(machine, DATA, rng, 1, chain)
            row.append(slopes)
        found.append(row)
    return found


def angle_state(k, size, chains, seed):
    """The slopes of the first draw against the exact ones, and the angles of all draws for every k."""
    _, exact, bias = _exact(size, seed)
    draws = _estimates(size, chains, seed)
    return {
        "k": k, "size": size, "chains": chains, "bias": np.round(bias, 6),
        "exact": _flat(exact), "cd": _flat(draws[0][k - 1]),
        "angles": np.array([[rbm_exact.angle(exact, slopes) for slopes in row] for row in draws]),
    }  # fmt: skip


def _flat(slopes):
    return np.concatenate([part.ravel() for part in slopes])


def angle_setup(slopes, turn):
    axes = slopes.add_axes((0.17, 0.26, 0.79, 0.62))
    ticks = (-0.5, 0, 0.5)
    axes.set(xlim=(-0.62, 0.62), ylim=(-0.62, 0.62), xticks=ticks, yticks=ticks, xlabel="exact slope")
    axes.set_title("each parameter's slope, by CD")
    axes.plot((-0.62, 0.62), (-0.62, 0.62), color=COLOUR["muted"], lw=1)
    axes.text(0.6, 0.36, "equal", color=COLOUR["muted"], ha="right", fontsize=11)
    artists = {"points": axes.plot([], [], "o", ms=5, color=COLOUR["error"], mew=0)[0]}
    axes = turn.add_axes((0.15, 0.26, 0.81, 0.62))
    axes.set(xlim=(0.9, 22), ylim=(0, 130), xscale="log", xlabel="k, steps of the chain", yticks=(0, 30, 60, 90))
    axes.set_xticks([1, 2, 5, 10, 20], labels=["1", "2", "5", "10", "20"])
    axes.set_xticks([], minor=True)
    axes.set_title("angle to the exact gradient, degrees")
    axes.axhline(90, color=COLOUR["muted"], lw=1, ls=(0, (4, 3)))
    axes.text(21, 94, "90°: no help", color=COLOUR["muted"], fontsize=11, ha="right")
    artists["band"] = axes.fill([1], [0], color=rgba("error", 0.22), lw=0)[0]
    artists["mean"] = axes.plot([], [], color=COLOUR["error"])[0]
    artists["here"] = axes.plot([], [], "o", ms=8, color=COLOUR["error"])[0]
    artists["bias"] = axes.plot([], [], color=COLOUR["ink"], lw=1.4, ls=(0, (1.2, 1.5)))[0]
    turn.text(0.15, 0.03, "band: ten draws", color=COLOUR["error"], fontsize=11)
    turn.text(0.96, 0.03, "dotted: endless chains", fontsize=11, ha="right")
    return artists


def angle_update(artists, state):
    artists.points.set_data(np.round(state.exact, 3), np.clip(np.round(state.cd, 3), -0.61, 0.61))
    angles = state.angles
    low, high, mean = angles.min(axis=0), angles.max(axis=0), angles.mean(axis=0)
    artists.band.set_xy(np.column_stack([np.r_[STEPS, STEPS[::-1]], np.r_[low, high[::-1]]]))
    artists.mean.set_data(STEPS, mean)
    artists.here.set_data([state.k], [mean[state.k - 1]])
    artists.bias.set_data(STEPS, state.bias)


def angle_sentence(state):
    here, bias = state.angles[:, state.k - 1], state.bias[state.k - 1]
    return (
        f"CD-{state.k} with {state.chains} chains, at weights of size {state.size:g}, points "
        f"{here.mean():.1f}° ± {here.std():.1f}° away from the exact gradient (ten draws, worst {here.max():.1f}°); "
        f"endless chains would still be {bias:.1f}° off, which is its bias: {_verdict(here.mean(), bias)}."
    )


def _verdict(mean, bias):
    if mean > 90:
        return "it leads away from the summit"
    more = ("bias", "steps") if bias > mean / 2 else ("chance", "chains")
    return f"most of the error is {more[0]}, and more {more[1]} help"


angle = Lab(
    name="rbm.angle",
    title="How far off is contrastive divergence?",
    controls=(
        Range("k", "steps k of the chain", 1, MOST, default=1, recorded=(1, 2, 5, 20)),
        Range("size", "size of the weights", 0.1, 4.0, default=1.0, step=0.1, recorded=(0.1, 1.0, 2.0, 3.0)),
        Range("chains", "chains", 10, 1000, default=100, step=10, recorded=(10, 100, 1000)),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("slopes", "every parameter's slope by CD against the exact one; equal on the diagonal", 340, 300),
        Panel("turn", "the angle between CD's slopes and the exact ones against k; band: ten draws", 340, 300),
    ),
    compute=angle_state, setup=angle_setup, update=angle_update, read=angle_sentence,
)  # fmt: skip
