"""Lab `hopfield.spurious`: the valleys of a small net counted, and how many starts end in each kind."""

from functools import cache, lru_cache

import numpy as np

from nbhelpers import hopfield
from nbhelpers.datasets import record
from nbhelpers.hopfield.patterns import random_patterns
from nbhelpers.hopfield.spurious import census
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.words import count, percent, say

MOST = 7
SHOWN = ("memory", "mixture", "other")  # negatives lie where the memories lie
LOOK = {
    "memory": ("target", "o", "-", "memories"), "mixture": ("error", "D", "-", "mixtures of three"),
    "other": ("ink", "s", (0, (4, 2)), "others"),
}  # fmt: skip
DEPTHS = (-1.2, 0.02)  # energies in parts of N


@cache
def _measured(units):
    """(minima, starts) of all seeds: (seeds, P, kinds), memories and negatives in one sum."""
    found = record("hopfield/spurious")
    rows = [found["cells"][f"{units}/{seed}"] for seed in found["settings"]["seeds"]]
    both = (np.array([row[key] for row in rows], dtype=float) for key in ("minima", "starts"))
    return tuple(np.stack([part[..., 0] + part[..., 1], part[..., 2], part[..., 3]], axis=-1) for part in both)


@lru_cache(maxsize=64)
def _net(units, count, seed):
    """(census, energies) of one net: the very nets of the record, and further ones."""
    stored = random_patterns(count, units, np.random.default_rng([seed, units, count]))
    found = census(stored)
    weights = hopfield.store(stored)
    return found, np.array([hopfield.energy(weights, x) for x in found.minima])


def spurious_state(units, patterns, seed):
    """The valleys of one net, and means and deviations over the nets of the record, for every P."""
    N = int(units)
    found, energies = _net(N, patterns, seed)
    kinds = np.array(["memory" if kind == "negative" else kind for kind in found.kinds])
    minima, starts = _measured(N)
    return {
        "units": N, "count": patterns, "nets": len(minima), "kinds": kinds.tolist(),
        "depths": energies / N, "widths": found.shares,
        "minima": minima.mean(axis=0), "minima_sd": minima.std(axis=0),
        "starts": starts.mean(axis=0), "starts_sd": starts.std(axis=0),
        "here": {kind: (int(np.sum(kinds == kind)), float(found.shares[kinds == kind].sum())) for kind in SHOWN},
    }  # fmt: skip


def spurious_setup(count, width, valleys):
    minima = _against_patterns(count, "how many valleys of each kind", 19, (0, 5, 10, 15))
    starts = _against_patterns(width, "starts that end in them", 1.08, kit.percents(0, 0.5, 1))
    artists = {**_kinds_setup(minima, "minima"), **_kinds_setup(starts, "starts"), **_valleys_setup(valleys)}
    for row, kind in enumerate(SHOWN):
        role, marker, _, name = LOOK[kind]
        kit.line(minima, role, [0.9], [17.7 - 1.7 * row], marker=marker, ms=6)
        text = "memories, negatives" if kind == "memory" else name
        kit.note(minima, 1.15, 17.7 - 1.7 * row, text, role, va="center")
    return artists


def _against_patterns(figure, title, top, ticks):
    return kit.axes(figure, (0.14, 0.19, 0.82, 0.69), title, xlabel="patterns stored P", xlim=(0.6, MOST + 0.4),
                    ylim=(-0.02 * top, top), xticks=range(1, MOST + 1), yticks=ticks)  # fmt: skip


def _kinds_setup(axes, name):
    artists = {f"{name}_at": kit.chosen(axes)}
    for kind in SHOWN:
        role, marker, dashes, _ = LOOK[kind]
        artists[f"{name}_{kind}"] = kit.line(axes, role, ls=dashes, marker=marker, ms=4.5)
        artists[f"{name}_{kind}_bars"] = kit.line(axes, role, lw=1.1)
    return artists


def _valleys_setup(figure):
    axes = kit.axes(figure, (0.2, 0.19, 0.76, 0.69), "the valleys of this net", xlabel="energy E/N", xlim=DEPTHS,
                    yscale="log", ylim=(4e-5, 1.4), xticks={-1: "−1", -0.5: "−0.5", 0: "0"},
                    yticks=kit.percents(1e-4, 1e-3, 1e-2, 1e-1, 1))  # fmt: skip
    kit.note(axes, 0.04, 0.04, "each mark: a minimum,\nby its depth and the\nstarts that end in it", "muted",
             transform=axes.transAxes)  # fmt: skip
    return {
        f"valley_{kind}": kit.dots(axes, role, 8, marker, mew=1.6, mfc="none", clip_on=False)
        for kind, (role, marker, *_) in LOOK.items()
    }


def spurious_update(artists, state):
    for name in ("minima", "starts"):
        kit.upright(artists[f"{name}_at"], state.count)
        for index, kind in enumerate(SHOWN):
            mean, sd = state[name][:, index], state[f"{name}_sd"][:, index]
            x, most = np.arange(1, MOST + 1) + 0.1 * (index - 1), 1 if name == "starts" else None
            artists[f"{name}_{kind}"].set_data(x, mean)
            kit.whiskers(artists[f"{name}_{kind}_bars"], x, np.clip(mean - sd, 0, most), np.clip(mean + sd, 0, most))
    kinds = np.array(state.kinds)
    for kind in SHOWN:
        artists[f"valley_{kind}"].set_data(state.depths[kinds == kind], state.widths[kinds == kind])


def spurious_sentence(state):
    (kept, home), (mixed, lost), (other, strays) = (state.here[kind] for kind in SHOWN)
    mean, sd = (100 * found[state.count - 1, 0] for found in (state.starts, state.starts_sd))
    if mixed + other:
        yield say("{minima} valleys that nobody stored catch {share} of all starts.",  # at least one and its negative
                  minima=mixed + other, share=percent(lost + strays, 1))  # fmt: skip
    else:
        yield say("Every start ends in a memory or in the negative of one.")
    yield say("This net has stored {patterns} in {units} units.",
              patterns=count(state.count, "pattern"), units=state.units)  # fmt: skip
    parts = ((home, count(kept, "memory or negative", "memories and negatives")),
             (lost, count(mixed, "mixture of three", "mixtures of three")),
             (strays, count(other, "other minimum", "other minima")))  # fmt: skip
    ends = ", ".join(f"{percent(share, 1)} end in {valleys}" for share, valleys in parts if share)
    yield say("Of its {starts:,} starts {ends}.", starts=2**state.units, ends=ends)
    yield say("Over {nets} such nets {mean:.1f} ± {sd:.1f} % find a memory or a negative (mean and standard "
              "deviation).", nets=state.nets, mean=mean, sd=sd)  # fmt: skip


spurious = Lab(
    name="hopfield.spurious",
    title="Valleys that nobody stored, counted",
    controls=(
        Choice("units", "units N", {str(N): str(N) for N in (10, 12, 14)}, default="14"),
        Range("patterns", "patterns stored P", 1, MOST, default=4, recorded=tuple(range(1, MOST + 1))),
        Seed("seed", "seed of this net", recorded=4, default=3),
    ),
    panels=(
        Panel("count", "how many minima are memories, mixtures, others, against P; mean, standard deviation", 300, 280),
        Panel("width", "the share of all starts that end in each kind, against P", 300, 280),
        Panel("valleys", "every minimum of this net: the share of starts that end in it, against its energy", 280, 280),
    ),
    compute=spurious_state, setup=spurious_setup, update=spurious_update, read=spurious_sentence,
    data=("hopfield/spurious",),
)  # fmt: skip
