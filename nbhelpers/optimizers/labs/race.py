"""Lab `optimizers.race`: five optimizers leave from one point, with one learning rate."""

from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Point, Range, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, listed, say
from nbhelpers.nn import twins
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.optimizers.batched import minimize_all
from nbhelpers.optimizers.convergence import averaged_eta, largest_eta
from nbhelpers.optimizers.test_functions import SURFACES, curvatures

STEPS = 100
VIEW = (-2.6, 2.6, -2.0, 2.4)
LOSSES = (1e-6, 1e3)
FAR = 100.0  # a path that left this distance has run away (the first step of RMSProp may be 32 η)
GAP = 0.62  # decades from one name of a curve to the next
NAMES = {
    "bowl": "narrow bowl", "tilted": "tilted bowl", "valley": "bent valley", "saddle": "saddle",
    "bumps": "bowl with dents",
}  # fmt: skip
SPOKEN = {
    "bowl": "in the narrow bowl", "tilted": "in the tilted bowl", "valley": "in the bent valley",
    "saddle": "on the saddle", "bumps": "among the dents",
}  # fmt: skip
STARTS = {"usual": "usual", "mirrored": "mirrored left to right", "axis": "on the horizontal axis"}
LOOKS = {  # role, dashes, marker
    "SGD": ("error", "-", "o"),
    "SGDM": ("weight", "-", "s"),
    "Adagrad": ("target", (0, (4, 1.5)), "^"),
    "RMSProp": ("activation", kit.DOTTED, "v"),
    "Adam": ("ink", "-", "D"),
}


def race_state(surface, eta, beta, beta2, start, right, up, step):
    """Paths and losses of the five up to `step`, the bounds of SGD and SGDM near the minimum."""
    runs = _runs(surface, eta, beta, beta2, start, (right, up))
    losses = [run.losses[: step + 1] for run in runs]
    highest = _highest(surface)
    return {
        "surface": surface, "eta": eta, "step": step,
        "paths": [run.path[: step + 1] for run in runs], "twins": [run.twin[: step + 1] for run in runs],
        "losses": losses, "whole": [run.losses for run in runs],
        "away": [bool(len(found) < step + 1) for found in losses], "curvature": highest,
        "bounds": [float(largest_eta(highest)), float(averaged_eta(largest_eta(highest, beta), beta))],
        "labels": _beside_ends([run.losses[-1] for run in runs]),
        "astray": [bool(run.parted[: step + 1].any()) for run in runs],
        "parted": any(run.parted[: step + 1].any() for run in runs), "parts": any(run.parted.any() for run in runs),
    }  # fmt: skip


def _beside_ends(losses):
    """Heights of the curves' names, each at its end if there is room."""
    low, high = np.log10(LOSSES)
    return 10 ** kit.spread_labels(np.log10(losses), GAP, low + 0.2, high - 0.2)


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
    settings = {"SGDM": {"beta": beta}, "RMSProp": {"beta": beta2}, "Adam": {"beta1": beta, "beta2": beta2}}
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


def race_setup(above, curve):
    return _lay_paths(above) | _lay_losses(curve)


def _lay_paths(figure):
    axes = kit.axes(figure, (0.09, 0.12, 0.9, 0.84), xlim=VIEW[:2], ylim=VIEW[2:], xticks=range(-2, 3),
                    yticks=range(-2, 3))  # fmt: skip
    axes.set_xlabel("w₁", labelpad=0)
    axes.set_ylabel("w₂", labelpad=-4)
    looks = LOOKS.values()
    return {
        "contours": _contours(axes),
        "goal": [kit.dots(axes, "energy", 13, "+", mew=2) for _ in SURFACES],
        "path": [kit.line(axes, role, ls=ls, lw=1.8) for role, ls, _ in looks],
        "twin": [kit.line(axes, role, ls=":", lw=1.2) for role, _, _ in looks],
        "now": [kit.dots(axes, role, 8, marker, mec=COLOUR["paper"]) for role, _, marker in looks],
    }


def _contours(axes):
    """One set of contours for each surface, only one of them seen at a time."""
    across, up = np.meshgrid(np.linspace(*VIEW[:2], 70), np.linspace(*VIEW[2:], 60))
    heights = [land.loss(np.stack([across, up], axis=-1)) for land in SURFACES.values()]
    shares = np.linspace(0.08, 0.95, 11) ** 2
    look = {"colors": COLOUR["grid"], "linewidths": 1}
    return [axes.contour(across, up, height, levels=height.max() * shares, **look) for height in heights]


def _lay_losses(figure):
    axes = kit.axes(figure, (0.15, 0.16, 0.62, 0.76), "loss E", xlim=(0, STEPS), ylim=LOSSES, yscale="log",
                    xlabel="step t", yticks=kit.powers(*range(-6, 3, 2)))  # fmt: skip
    beside = {"size": 12, "va": "center", "clip_on": False}
    return {
        "whole": [kit.line(axes, role, ls=ls, lw=1.6) for role, ls, _ in LOOKS.values()],
        "time": kit.line(axes, "muted", lw=1),
        "label": [kit.note(axes, STEPS * 1.06, 1, name, role, **beside) for name, (role, *_) in LOOKS.items()],
    }


def race_update(artists, state):
    for contours, goal, (name, land) in zip(artists.contours, artists.goal, SURFACES.items(), strict=True):
        contours.set_visible(name == state.surface)
        goal.set_visible(name == state.surface)
        goal.set_data(*np.array([land.minimum, (0, -1)] if name == "saddle" else [land.minimum]).T)  # it has two
    for i, path in enumerate(state.paths):
        artists.path[i].set_data(*path.T)
        artists.now[i].set_data(*path[-1:].T)
        artists.twin[i].set_data(*state.twins[i][: None if state.astray[i] else 0].T)
        artists.whole[i].set_data(np.arange(len(state.whole[i])), state.whole[i])
        artists.label[i].set_y(state.labels[i])
    kit.upright(artists.time, state.step, *LOSSES)


def race_sentence(state):
    where = f"{SPOKEN[state.surface]} with η = {state.eta:.3g}"
    if state.step == 0:
        yield say("All five stand at the start.")
        yield say("The loss {where} is {loss:.3g}.", where=where, loss=state.losses[0][0])
        return
    astray = [name for name, apart in zip(METHODS, state.astray, strict=True) if apart]
    away = [name for name, gone in zip(METHODS, state.away, strict=True) if gone and name not in astray]
    ends = {name: losses[-1] for name, losses in zip(METHODS, state.losses, strict=True)}
    going = {name: end for name, end in ends.items() if name not in (*away, *astray)}
    yield _headline(going, away)
    losses = [f"{name} {_small(end)}" for name, end in sorted(going.items(), key=itemgetter(1))]
    if losses:
        yield say("The losses {where} after {steps}: {losses}.",
                  where=where, steps=count(state.step, "step"), losses=", ".join(losses))  # fmt: skip
    if astray:
        yield say("Rounding decides the path of {names}: a twin that started 10⁻¹² away goes elsewhere (dotted).",
                  names=listed(astray))  # fmt: skip
    yield from (_bound(name, state) for name in away)
    if away:
        yield say("λ = {curvature:.3g} is the largest curvature at the minimum.", curvature=state.curvature)


def _headline(going, away):
    """Which of those still on their way is lowest, and who ran away."""
    first = listed(name for name, end in going.items() if end == min(going.values())) if going else ""
    if not going:
        return say("All five have run away." if len(away) == len(METHODS) else "Rounding decides all remaining paths.")
    if not away:
        return say("Best so far: {first}.", first=first)
    return say("Best so far: {first}; {gone} ran away.", first=first, gone=listed(away))


def _small(loss):
    return "below 0.000001" if loss <= LOSSES[0] else f"{loss:.2g}"


def _bound(name, state):
    """That a method ran away, and the bound it crossed where one is known."""
    known = {"SGD": "2/λ", "SGDM": "2(1 + β)/((1 − β)λ)"}
    if name not in known:
        return say("{name} ran away.", name=name)
    bound = dict(zip(known, state.bounds, strict=True))[name]
    told = {"name": name, "formula": known[name], "bound": bound}
    if state.eta > bound:
        return say("{name} ran away: η is above its bound {formula} = {bound:.3g}.", **told)
    return say("{name} ran away over steeper ground, though η is below {formula} = {bound:.3g}.", **told)


race = Lab(
    name="optimizers.race",
    title="Five optimizers, one start",
    controls=(
        Choice("surface", "surface", NAMES, default="valley"),
        Range("eta", "learning rate η", 0.001, 3.0, default=0.12, log=True,
              recorded=(0.01, 0.03, 0.08, 0.12, 0.4, 2.2)),
        Range("beta", "β of SGDM, β₁ of Adam", 0.0, 0.99, default=0.9),
        Range("beta2", "β of RMSProp, β₂ of Adam", 0.0, 0.999, default=0.99, step=0.001),
        Choice("start", "start", STARTS, default="usual", recorded=("usual",)),
        Range("right", "start moved along w₁ by", -3.0, 3.0, default=0.0, step=0.05),
        Range("up", "start moved along w₂ by", -3.0, 3.0, default=0.0, step=0.05),
        Time("step", "step", last=STEPS, default=100, recorded=(0, 1, 3, 8, 20, 40, 100)),
    ),
    panels=(
        Panel("path", "the surface seen from above, with the path of each optimizer", width=340, height=300),
        Panel("loss", "the loss of each optimizer against the step", width=340, height=300),
    ),
    compute=race_state, setup=race_setup, update=race_update, read=race_sentence,
    points=(Point("start", "path", "right", "up", at=lambda state: state.paths[0][0]),),
)  # fmt: skip
