"""Lab `autoencoders.sparse`: a penalty on the code, and how many units still speak."""

import numpy as np

from nbhelpers.autoencoders import trained
from nbhelpers.autoencoders.labs.pictures import signed
from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent

KINDS = {"kl": "KL, on sigmoid units", "l1": "L1, on ReLU units"}
BETAS = {"0.0": "0: none", "0.1": "0.1", "0.3": "0.3", "1.0": "1", "3.0": "3"}
SIDE, GAP = 74, 6


def sparse_state(kind, beta):
    """Activity on the test digits: its histogram, the busiest units' filters, and error against activity."""
    found = record("autoencoders/sparse")
    cells, seeds = found["cells"], found["settings"]["seeds"]
    values = {
        name: np.array([[cells[f"{kind}/{b}/{seed}"][name] for seed in seeds] for b in BETAS])
        for name in ("error", "active", "zero", "dead")
    }
    first = cells[f"{kind}/{beta}/0"]
    return {
        "kind": kind, "beta": float(beta), "at": list(BETAS).index(beta), "units": found["settings"]["units"],
        "histogram": np.array(first["histogram"]), "top": first["top"],
        "filters": [2 * trained.from_greys(text) - 1 for text in first["filters"]], **values,
    }  # fmt: skip


def sparse_setup(activity, filters, trade):
    axes = activity.add_axes((0.17, 0.19, 0.8, 0.7))
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="activation, 1 = the largest", yticks=(0, 0.5, 1))
    axes.set_title("share of all activations")
    middles = (np.arange(20) + 0.5) / 20
    artists = {"bars": list(axes.bar(middles, np.zeros(20), 0.045, color=COLOUR["activation"]))}
    artists["silent"] = axes.text(0.14, 0.9, "", color=COLOUR["activation"], fontsize=11)
    artists["dead"] = axes.text(0.14, 0.79, "", color=COLOUR["error"], fontsize=11)
    artists["filters"] = _filters(filters)
    axes = trade.add_axes((0.15, 0.19, 0.8, 0.7))
    axes.set(xlim=(0, 1), ylim=(0, 24), xlabel="share of activations above 0.1")
    axes.set_title("squared error E", color=COLOUR["energy"])
    artists["now"] = axes.plot([], [], "o", color=COLOUR["grid"], ms=16)[0]
    artists["curve"] = axes.plot([], [], color=COLOUR["energy"], lw=1.4)[0]
    artists["seeds"] = axes.plot([], [], ".", color=COLOUR["energy"], ms=5)[0]
    artists["beta"] = axes.text(0, 0, "", color=COLOUR["energy"], fontsize=11, ha="center")
    return artists


def _filters(figure):
    width, height = figure.get_size_inches() * 72
    figure.text(2 / width, 1 - 15 / height, "weights into the 12 busiest units", color=COLOUR["weight"])
    images = []
    for place in range(12):
        down, across = divmod(place, 4)
        left, bottom = 2 + across * (SIDE + GAP), height - 24 - SIDE - down * (SIDE + GAP)
        axes = figure.add_axes((left / width, bottom / height, SIDE / width, SIDE / height))
        axes.set(xlim=(0, 20), ylim=(20, 0), xticks=(), yticks=())
        for spine in axes.spines.values():
            spine.set(visible=True, color=COLOUR["grid"])
        images.append(axes.imshow(np.zeros((20, 20, 4)), extent=(0, 20, 20, 0)))
    return images


def sparse_update(artists, state):
    for bar, share in zip(artists.bars, state.histogram, strict=True):
        bar.set_height(share)
    zero = state.zero[state.at].mean()
    silent = f"exactly 0: {percent(zero)}" if state.kind == "l1" else "none is exactly 0"
    artists.silent.set_text(f"{silent}; largest: {state.top:.2g}")
    dead = state.dead[state.at].mean()
    artists.dead.set_text(f"never above 0.1: {dead:.0f} of {state.units} units" if dead >= 0.5 else "")
    for image, one in zip(artists.filters, state.filters, strict=True):
        image.set_data(signed(one))
    x, y = state.active.mean(axis=1), state.error.mean(axis=1)
    artists.curve.set_data(x, y)
    artists.seeds.set_data(state.active.ravel(), state.error.ravel())
    artists.now.set_data([x[state.at]], [y[state.at]])
    artists.beta.set_text(f"β = {state.beta:g}")
    across, up = x[state.at], y[state.at]
    artists.beta.set_position((across + 0.11, up) if up > 18 else (across, up + 1.6))  # above, if there is room


def sparse_sentence(state):
    at = state.at
    active, error, zero, dead = (state[name][at] for name in ("active", "error", "zero", "dead"))
    what = f"With the {'KL' if state.kind == 'kl' else 'L1'} penalty at β = {state.beta:g}"
    if state.beta == 0:
        what = f"Without a penalty, {'sigmoid' if state.kind == 'kl' else 'ReLU'} units"
    zeros = f" and {percent(zero.mean())} are exactly 0" if state.kind == "l1" else ""
    against = f", against {state.error[0].mean():.1f} without" if state.beta else ""
    silent = round(dead.mean())
    dying = f"; of {state.units} units {silent} never speak{'s' * (silent == 1)}" if silent else ""
    return (
        f"{what}: {percent(active.mean())} of the activations are above 0.1 ({100 * active.min():.0f} to "
        f"{100 * active.max():.0f}, {len(active)} seeds){zeros}; the error is {error.mean():.1f} "
        f"({error.min():.1f} to {error.max():.1f}){against}{dying}."
    )


sparse = Lab(
    name="autoencoders.sparse",
    title="Most units silent",
    controls=(
        Choice("kind", "penalty", KINDS, default="kl"),
        Choice("beta", "strength β", BETAS, default="1.0"),
    ),
    panels=(
        Panel("activity", "histogram of the activations of all units on all test digits", 300, 260),
        Panel("filters", "weights from the pixels into twelve units; blue positive, grey negative", 322, 264),
        Panel("trade", "the squared error against the share of active units, for five strengths", 340, 260),
    ),
    compute=sparse_state, setup=sparse_setup, update=sparse_update, read=sparse_sentence,
    data=("autoencoders/sparse",),
)  # fmt: skip
