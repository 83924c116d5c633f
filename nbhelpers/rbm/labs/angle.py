"""Lab `rbm.angle`: contrastive divergence beside the exact gradient, on a machine that can be counted."""

from functools import lru_cache

import numpy as np

from nbhelpers import rbm
from nbhelpers.lab import Lab, Panel, Range, Seed, kit
from nbhelpers.lab.style import rgba
from nbhelpers.lab.words import count, say
from nbhelpers.rbm import exact as rbm_exact

VISIBLE, HIDDEN, MOST, DRAWS = 6, 4, 20, 10
SMALL = 3.0  # degrees that are almost none
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
    return {**_slopes_setup(slopes), **_angles_setup(turn)}


def _slopes_setup(figure):
    ticks, ends = (-0.5, 0, 0.5), (-0.62, 0.62)
    axes = kit.axes(figure, (0.17, 0.26, 0.79, 0.62), "each parameter's derivative, by CD", xlabel="exact derivative",
                    xlim=ends, ylim=ends, xticks=ticks, yticks=ticks)  # fmt: skip
    kit.line(axes, "muted", ends, ends, lw=1)
    kit.note(axes, 0.6, 0.36, "equal", "muted", ha="right")
    return {"points": kit.dots(axes, "error", 5, mew=0)}


def _angles_setup(figure):
    axes = kit.axes(figure, (0.15, 0.26, 0.81, 0.62), "angle to the exact gradient, degrees", xscale="log",
                    xlabel="k, steps of the chain", xlim=(0.9, 22), ylim=(0, 130), xticks=(1, 2, 5, 10, 20),
                    yticks=(0, 30, 60, 90))  # fmt: skip
    kit.level(axes, 90, lw=1)
    kit.note(axes, 21, 94, "90°: no help", "muted", ha="right")
    kit.note(figure, 0.15, 0.03, "band: ten draws", "error")
    kit.note(figure, 0.96, 0.03, "dotted: bias alone", ha="right")
    return {
        "band": axes.fill([1], [0], color=rgba("error", 0.22), lw=0)[0],
        "mean": kit.line(axes, "error"),
        "here": kit.dots(axes, "error"),
        "bias": kit.line(axes, "ink", lw=1.4, ls=kit.DOTTED),
    }


def angle_update(artists, state):
    artists.points.set_data(np.round(state.exact, 3), np.clip(np.round(state.cd, 3), -0.61, 0.61))
    mean = state.angles.mean(axis=0)
    kit.around(artists.band, STEPS, state.angles.min(axis=0), state.angles.max(axis=0))
    artists.mean.set_data(STEPS, mean)
    kit.put(artists.here, state.k, mean[state.k - 1])
    artists.bias.set_data(STEPS, state.bias)


def angle_sentence(state):
    here, bias = state.angles[:, state.k - 1], state.bias[state.k - 1]
    yield _headline(state.k, here, bias)
    yield say("In ten draws its angle to the exact gradient is {mean:.1f}° ± {sd:.1f}°, at worst {worst:.1f}°.",
              mean=here.mean(), sd=here.std(), worst=here.max())  # fmt: skip
    yield say("Infinitely many chains would still be {bias:.1f}° off: that is the bias.", bias=bias)
    yield say("CD runs {chains}; the weights have the standard deviation {size:g}.",
              chains=count(state.chains, "chain"), size=state.size)  # fmt: skip


def _headline(k, angles, bias):
    """Whether CD-k helps, and which of its two errors is the larger one."""
    mean = angles.mean()
    told = {"k": k, "mean": mean, "worst": angles.max()}
    if angles.max() > 90:
        return say("CD-{k} may even point the wrong way: at worst {worst:.1f}° off the exact gradient.", **told)
    if mean < SMALL:
        return say("CD-{k} points almost along the exact gradient: it is {mean:.1f}° off.", **told)
    return say("CD-{k} is {mean:.1f}° off the exact gradient, mostly by bias: more steps help." if bias > mean / 2 else
               "CD-{k} is {mean:.1f}° off the exact gradient, mostly by chance: more chains help.", **told)  # fmt: skip


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
        Panel("slopes", "every parameter's derivative by CD against the exact one; equal on the diagonal", 340, 300),
        Panel("turn", "the angle between CD's gradient and the exact one against k; band: ten draws", 340, 300),
    ),
    compute=angle_state, setup=angle_setup, update=angle_update, read=angle_sentence,
)  # fmt: skip
