"""Lab `optimizers.race`: five optimizers leave from one point, with one learning rate."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Point, Range, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count
from nbhelpers.nn import twins
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.optimizers.batched import minimize_all
from nbhelpers.optimizers.convergence import averaged_eta, largest_eta
from nbhelpers.optimizers.test_functions import SURFACES, curvatures

STEPS = 100
VIEW = (-2.6, 2.6, -2.0, 2.4)
LOSSES = (1e-6, 1e3)
FAR = 100.0  # a path that left this distance has run away (the first step of RMSProp may be 32 η)
SPOKEN = {
    "bowl": "in the narrow bowl",
    "tilted": "in the tilted bowl",
    "valley": "in the bent valley",
    "saddle": "on the saddle",
    "bumps": "among the dents",
}
STYLE = {
    "SGD": dict(color=COLOUR["error"], linestyle="-", marker="o"),
    "SGDM": dict(color=COLOUR["weight"], linestyle="-", marker="s"),
    "Adagrad": dict(color=COLOUR["target"], linestyle=(0, (4, 1.5)), marker="^"),
    "RMSProp": dict(color=COLOUR["activation"], linestyle=(0, (1.2, 1.5)), marker="v"),
    "Adam": dict(color=COLOUR["ink"], linestyle="-", marker="D"),
}


def race_state(surface, eta, beta, beta2, start, right, up, step):
    """Paths and losses of the five up to `step`, the bounds of SGD and SGDM near the minimum."""
    runs = _runs(surface, eta, beta, beta2, start, (right, up))
    losses = [run.losses[: step + 1] for run in runs]
    highest = _highest(surface)
    return {
        "surface": surface,
        "eta": eta,
        "beta": beta,
        "step": step,
        "paths": [run.path[: step + 1] for run in runs],
        "twins": [run.twin[: step + 1] for run in runs],
        "losses": losses,
        "whole": [run.losses for run in runs],
        "away": [bool(len(found) < step + 1) for found in losses],
        "curvature": highest,
        "bounds": [float(largest_eta(highest)), float(averaged_eta(largest_eta(highest, beta), beta))],
        "labels": _spread([np.log10(run.losses[-1]) for run in runs]),
        "astray": [bool(run.parted[: step + 1].any()) for run in runs],
        "parted": any(run.parted[: step + 1].any() for run in runs),
        "parts": any(run.parted.any() for run in runs),
    }


class _Run(NamedTuple):
    """The way of one method and of its twin, both cut where the method runs away."""

    path: np.ndarray  # (steps + 1, 2)
    losses: np.ndarray  # (steps + 1,)
    twin: np.ndarray  # (steps + 1, 2)
    parted: np.ndarray  # (steps + 1,) whether the twin has left by then


@lru_cache(maxsize=64)
def _runs(surface, eta, beta, beta2, start, moved):
    """The _Run of each method."""
    land = SURFACES[surface]
    settings = {
        "SGDM": {"beta": beta},
        "RMSProp": {"beta": beta2},
        "Adam": {"beta1": beta, "beta2": beta2},
    }
    w = np.array(land.start) * {"usual": (1, 1), "mirrored": (-1, 1), "axis": (1, 0)}[start] + moved
    methods = {name: settings.get(name, {}) for name in METHODS}
    starts = w, w + np.array([twins.BESIDE, 0])
    paths, beside = (minimize_all(methods, land.gradient, one, STEPS, eta) for one in starts)
    inside = abs(paths).max(axis=-1) < FAR  # NaN is not inside
    ends = np.where(inside.all(axis=0), STEPS + 1, inside.argmin(axis=0))
    runs = [(paths[:end, k], beside[:end, k]) for k, end in enumerate(ends)]
    return [
        _Run(path, np.clip(land.loss(path), *LOSSES), twin, twins.parted(np.stack([path, twin], axis=1)))
        for path, twin in runs
    ]


@lru_cache
def _highest(surface):
    """The largest curvature at the minimum."""
    return float(curvatures(SURFACES[surface], SURFACES[surface].minimum).max())


def _spread(heights, gap=0.62):
    """Heights of labels (in decades) moved apart until each has `gap` of room, and all lie in the panel."""
    order = np.argsort(heights)
    low, high = np.log10(LOSSES)
    placed = np.clip(np.array(heights, dtype=float)[order], low + 0.2, high - 0.2)
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    placed[-1] = min(placed[-1], high - 0.2)
    for i in range(len(placed) - 2, -1, -1):
        placed[i] = min(placed[i], placed[i + 1] - gap)
    result = np.empty_like(placed)
    result[order] = placed
    return 10**result


def race_setup(above, curve):
    artists = {"contours": _contours(above), "goal": _goals(above.axes[0])}
    plan = above.axes[0]
    artists["path"] = [plan.plot([], [], lw=1.8, markersize=0, **style)[0] for style in STYLE.values()]
    artists["twin"] = [plan.plot([], [], ":", color=style["color"], lw=1.2)[0] for style in STYLE.values()]
    artists["now"] = [_dot(plan, style) for style in STYLE.values()]
    axes = curve.add_axes((0.15, 0.16, 0.62, 0.76))
    axes.set(xlim=(0, STEPS), ylim=LOSSES, yscale="log", xlabel="step t", yticks=[1e-6, 1e-4, 1e-2, 1, 100])
    axes.set_yticklabels(["10⁻⁶", "10⁻⁴", "0.01", "1", "100"])
    axes.minorticks_off()
    axes.set_title("loss E")
    artists["whole"] = [axes.plot([], [], lw=1.6, **(style | {"marker": ""}))[0] for style in STYLE.values()]
    artists["time"] = axes.plot([], [], color=COLOUR["muted"], lw=1)[0]
    artists["label"] = [
        axes.text(STEPS * 1.06, 1, name, color=style["color"], va="center", clip_on=False)
        for name, style in STYLE.items()
    ]
    return artists


def _contours(figure):
    """One set of contours for each surface, only one of them seen at a time."""
    axes = figure.add_axes((0.09, 0.12, 0.9, 0.84))
    axes.set(xlim=VIEW[:2], ylim=VIEW[2:], xticks=[-2, -1, 0, 1, 2], yticks=[-2, -1, 0, 1, 2])
    axes.set_xlabel("w₁", labelpad=0)
    axes.set_ylabel("w₂", labelpad=-4)
    across, up = np.meshgrid(np.linspace(*VIEW[:2], 70), np.linspace(*VIEW[2:], 60))
    grid = np.stack([across, up], axis=-1)
    sets = []
    for land in SURFACES.values():
        heights = land.loss(grid)
        levels = heights.max() * np.linspace(0.08, 0.95, 11) ** 2
        sets.append(axes.contour(across, up, heights, levels=levels, colors=COLOUR["grid"], linewidths=1))
    return sets


def _goals(axes):
    """A cross where the loss is least, for each surface (the saddle has two)."""
    goals = []
    for name, land in SURFACES.items():
        points = np.array([land.minimum, (0, -1)] if name == "saddle" else [land.minimum])
        goals.append(axes.plot(*points.T, "+", color=COLOUR["energy"], markersize=13, mew=2)[0])
    return goals


def _dot(axes, style):
    """The place where a method is now, with a rim of paper."""
    look = dict(color=style["color"], marker=style["marker"], markersize=8)
    return axes.plot([], [], linestyle="", markeredgecolor=COLOUR["paper"], clip_on=True, **look)[0]


def race_update(artists, state):
    artists.time.set_data([state.step] * 2, LOSSES)
    for i, name in enumerate(SURFACES):
        artists.contours[i].set_visible(name == state.surface)
        artists.goal[i].set_visible(name == state.surface)
    for i, path in enumerate(state.paths):
        artists.path[i].set_data(path[:, 0], path[:, 1])
        artists.now[i].set_data(path[-1:, 0], path[-1:, 1])
        twin = state.twins[i] if state.astray[i] else state.twins[i][:0]
        artists.twin[i].set_data(*twin.T)
        whole = state.whole[i]
        artists.whole[i].set_data(np.arange(len(whole)), whole)
        artists.label[i].set_y(state.labels[i])


def race_sentence(state):
    names = list(METHODS)
    where = f"{SPOKEN[state.surface]} with η = {state.eta:.3g}"
    if state.step == 0:
        return f"All five stand at the start {where}, at loss {state.losses[0][0]:.3g}."
    ends = dict(zip(names, (losses[-1] for losses in state.losses), strict=True))
    astray = [name for name, apart in zip(names, state.astray, strict=True) if apart]
    away = [name for name, gone in zip(names, state.away, strict=True) if gone and name not in astray]
    running = {name: end for name, end in ends.items() if name not in (*away, *astray)}
    text = f"After {count(state.step, 'step')} {where}, "
    if running:
        lowest = min(running.values())
        first = [name for name, found in running.items() if found == lowest]
        others = [f"{name} {_small(found)}" for name, found in running.items() if name not in first]
        text += f"{' and '.join(first)} {'are' if len(first) > 1 else 'is'} lowest with loss {_small(lowest)}"
        text += f" ({', '.join(others)})" if others else ""
    elif not astray:
        text += "all five have run away"
    if astray:
        who = f"{' and '.join(astray)} {'go' if astray[1:] else 'goes'}"
        text += f"{'; ' if running else ''}rounding decides where {who}: a twin that started 10⁻¹² away goes elsewhere "
        text += "(dotted)"
    curved = f"; λ = {state.curvature:.3g} is the largest curvature at the minimum" if away else ""
    return f"{'; '.join([text, *(_why(name, state) for name in away)])}{curved}."


def _small(loss):
    return "below 0.000001" if loss <= LOSSES[0] else f"{loss:.2g}"


def _why(name, state):
    """That a method ran away, and the bound it crossed where one is known."""
    bound = dict(zip(("SGD", "SGDM"), state.bounds, strict=True)).get(name)
    if bound is None:
        return f"{name} ran away"
    formula = {"SGD": "2/λ", "SGDM": "2(1 + β)/((1 − β)λ)"}[name]
    if state.eta > bound:
        return f"{name} ran away, for η is above its bound {formula} = {bound:.3g}"
    return f"{name} ran away over steeper ground, though η is below {formula} = {bound:.3g}"


race = Lab(
    name="optimizers.race",
    title="Five optimizers, one start",
    controls=(
        Choice(
            "surface",
            "surface",
            {
                "bowl": "narrow bowl",
                "tilted": "tilted bowl",
                "valley": "bent valley",
                "saddle": "saddle",
                "bumps": "bowl with dents",
            },
            default="valley",
        ),
        Range(
            "eta",
            "learning rate η",
            0.001,
            3.0,
            default=0.12,
            log=True,
            recorded=(0.01, 0.03, 0.08, 0.12, 0.4, 2.2),
        ),
        Range("beta", "β of SGDM, β₁ of Adam", 0.0, 0.99, default=0.9),
        Range("beta2", "β of RMSProp, β₂ of Adam", 0.0, 0.999, default=0.99, step=0.001),
        Choice(
            "start",
            "start",
            {"usual": "usual", "mirrored": "mirrored left to right", "axis": "on the horizontal axis"},
            default="usual",
            recorded=("usual",),
        ),
        Range("right", "start moved along w₁ by", -3.0, 3.0, default=0.0, step=0.05),
        Range("up", "start moved along w₂ by", -3.0, 3.0, default=0.0, step=0.05),
        Time("step", "step", last=STEPS, default=100, recorded=(0, 1, 3, 8, 20, 40, 100)),
    ),
    panels=(
        Panel("path", "the surface seen from above, with the path of each optimizer", width=340, height=300),
        Panel("loss", "the loss of each optimizer against the step", width=340, height=300),
    ),
    compute=race_state,
    setup=race_setup,
    update=race_update,
    read=race_sentence,
    points=(Point("start", "path", "right", "up", at=lambda state: state["paths"][0][0]),),
)
