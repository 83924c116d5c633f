"""Lab `autoencoders.sparse`: a penalty on the code, and how many units still speak."""

import numpy as np

from nbhelpers.autoencoders import trained
from nbhelpers.autoencoders.labs.pictures import signed, tile
from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import mean_range, percent, say

KINDS = {"kl": "KL, on sigmoid units", "l1": "L1, on ReLU units"}
BETAS = {"0.0": "0: none", "0.1": "0.1", "0.3": "0.3", "1.0": "1", "3.0": "3"}
SIDE, GAP = 74, 6
MANY = 0.8  # the share of dead units that leaves no code


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
    return {**_activity_setup(activity), "filters": _filters_setup(filters), **_trade_setup(trade)}


def _activity_setup(figure):
    axes = kit.axes(figure, (0.17, 0.19, 0.8, 0.7), "share of all activations", xlabel="activation, 1 = the largest",
                    xlim=(0, 1), ylim=(0, 1), yticks=(0, 0.5, 1))  # fmt: skip
    middles = (np.arange(20) + 0.5) / 20
    return {
        "bars": list(axes.bar(middles, np.zeros(20), 0.045, color=COLOUR["activation"])),
        "silent": kit.note(axes, 0.14, 0.9, role="activation"),
        "dead": kit.note(axes, 0.14, 0.79, role="error"),
    }


def _filters_setup(figure):
    width, height = figure.get_size_inches() * 72
    kit.note(figure, 2 / width, 1 - 15 / height, "weights into the 12 busiest units", "weight", 12)
    step = SIDE + GAP
    return [tile(figure, 2 + across * step, 24 + down * step, SIDE, 20) for down in range(3) for across in range(4)]


def _trade_setup(figure):
    axes = kit.axes(figure, (0.15, 0.19, 0.8, 0.7), "squared error E", "energy", xlim=(0, 1), ylim=(0, 24),
                    xlabel="share of activations above 0.1")  # fmt: skip
    return {
        "now": kit.dots(axes, "grid", 16),
        "curve": kit.line(axes, "energy", lw=1.4),
        "seeds": kit.dots(axes, "energy", 5, "."),
        "beta": kit.note(axes, 0, 0, role="energy", ha="center"),
    }


def sparse_update(artists, state):
    kit.grow(artists.bars, state.histogram)
    zero, dead = (state[name][state.at].mean() for name in ("zero", "dead"))
    silent = f"exactly 0: {percent(zero)}" if state.kind == "l1" else "none is exactly 0"
    artists.silent.set_text(f"{silent}; largest: {state.top:.2g}")
    artists.dead.set_text(f"never above 0.1: {dead:.0f} of {state.units} units" if dead >= 0.5 else "")
    for image, one in zip(artists.filters, state.filters, strict=True):
        image.set_data(signed(one))
    x, y = state.active.mean(axis=1), state.error.mean(axis=1)
    artists.curve.set_data(x, y)
    artists.seeds.set_data(state.active.ravel(), state.error.ravel())
    here, height = x[state.at], y[state.at]
    kit.put(artists.now, here, height)
    artists.beta.set_text(f"β = {state.beta:g}")
    kit.put(artists.beta, *((here + 0.11, height) if height > 18 else (here, height + 1.6)))  # above, if there is room


def sparse_sentence(state):
    active, error, zero, dead = (state[name][state.at] for name in ("active", "error", "zero", "dead"))
    silent = round(dead.mean())
    yield _headline(state, percent(active.mean()), percent(zero.mean()), silent)
    yield say("At β = {beta:g}, {active} of the activations are above 0.1 ({least:.0f} to {most:.0f}, {seeds} seeds).",
              beta=state.beta, active=percent(active.mean()), least=100 * active.min(), most=100 * active.max(),
              seeds=len(active))  # fmt: skip
    if state.kind == "l1":
        yield say("{zero} of all activations are exactly 0.", zero=percent(zero.mean()))
    yield say("After ten epochs the error is {error}." if state.beta == 0 else
              "After ten epochs the error is {error}, without a penalty {without:.1f}.",
              error=mean_range(error, 1), without=state.error[0].mean())  # fmt: skip
    if silent:
        yield say("Of {units} units, {silent} on average are dead: never above 0.1 on any test digit.",
                  units=state.units, silent=silent)  # fmt: skip


def _headline(state, active, zero, silent):
    """What the penalty does to the units, and where it kills them."""
    if state.kind == "kl":
        return say("With KL no activation is exactly zero; {active} exceed 0.1." if state.beta else
                   "Without a penalty the sigmoid units are busy: {active} of activations exceed 0.1.",
                   active=active)  # fmt: skip
    if state.beta == 0:
        return say("Even without a penalty {silent} of {units} ReLU units are dead.", silent=silent, units=state.units)
    if silent > MANY * state.units:
        return say("L1 is too strong: {silent} of {units} units are dead.", silent=silent, units=state.units)
    return say("L1 makes {zero} of the activations exactly zero; {silent} units are dead.",
               zero=zero, silent=silent)  # fmt: skip


sparse = Lab(
    name="autoencoders.sparse",
    title="A penalty keeps most units quiet",
    controls=(
        Choice("kind", "penalty", KINDS, default="kl"),
        Choice("beta", "strength β", BETAS, default="3.0"),
    ),
    panels=(
        Panel("activity", "histogram of the activations of all units on all test digits", 300, 260),
        Panel("filters", "weights from the pixels into twelve units; blue positive, grey negative", 322, 264),
        Panel("trade", "the squared error against the share of active units, for five strengths", 340, 260),
    ),
    compute=sparse_state, setup=sparse_setup, update=sparse_update, read=sparse_sentence,
    data=("autoencoders/sparse",),
)  # fmt: skip
