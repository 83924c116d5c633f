"""Lab `autoencoders.plane`: with one code number, a linear autoencoder lays its line along the first component."""

from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from nbhelpers.autoencoders import pca
from nbhelpers.autoencoders.labs.linear import degrees
from nbhelpers.lab import Dots, Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.words import count, say

LAST, ETA = 200, 0.01  # steps, learning rate
VIEW, COUNT = 6.0, 40
LONG, TILT = 2.0, np.radians(30)  # standard deviation of the data along their first component, and its direction
LABELLED = (0, 50, 100, 150, 200)
NEAR_E, NEAR_ANGLE = 0.02, 2  # of the points' scatter above PCA's error, and degrees from its line
ALIKE = 1e-6  # of the variance: two directions that differ by less are the same to PCA
OWN = Dots("own", "your own points", panel="plane", corners=((-VIEW, VIEW), (VIEW, -VIEW)), first={"step": 0})


class Run(NamedTuple):
    """A whole descent, and what PCA says of the same points."""

    X: np.ndarray  # (m, 2)
    nets: list  # LAST + 1 linear autoencoders
    errors: np.ndarray  # (LAST + 1,)
    variances: np.ndarray  # (2,) along the components, the larger one first
    component: np.ndarray  # (2,) the first one


@lru_cache(maxsize=16)
def _run(own, across, seed):
    rng = np.random.default_rng(seed)
    X = OWN.unpack(own).points if own else _points(across, rng)
    C = pca.mean_and_covariance(X)[1]
    nets = list(islice(pca.train_linear(C, 1, rng, ETA), LAST + 1))
    variances, P = pca.principal_components(C, 2)
    return Run(X, nets, np.array([pca.linear_error(C, net) for net in nets]), variances, P[:, 0])


def _points(across, rng):
    """COUNT points, Gaussian: LONG along a line, `across` at right angles to it."""
    turn = np.array([[np.cos(TILT), np.sin(TILT)], [-np.sin(TILT), np.cos(TILT)]])
    return np.clip(rng.normal(size=(COUNT, 2)) * (LONG, across) @ turn, -VIEW, VIEW)


def plane_state(own, across, seed, step):
    """The points, what the net makes of them at this step, its line and the component's, and the error so far."""
    run = _run(own, across, seed)
    net, mean = run.nets[step], run.X.mean(axis=0)
    angle = pca.principal_angles(net.V.T, run.component[:, None])[0]
    return {
        "own": bool(own), "m": len(run.X), "step": step, "X": run.X, "rebuilt": mean + (run.X - mean) @ net.U @ net.V,
        "line": _through(mean, net.V[0]), "component": _through(mean, run.component),
        "errors": run.errors, "E": run.errors[step], "pca": run.variances[1] / 2,
        "variances": run.variances, "angle": round(float(angle), 6),
        "alike": bool(run.variances[0] - run.variances[1] <= ALIKE * max(run.variances[0], ALIKE)),
    }  # fmt: skip


def _through(mean, direction):
    """Two ends, out of view, of the line through the mean: (2, 2), a column each."""
    away = 3 * VIEW * direction / np.linalg.norm(direction)
    return np.stack([mean - away, mean + away], axis=1)


def plane_setup(plane, error):
    view = {"xlim": (-VIEW, VIEW), "ylim": (-VIEW, VIEW), "xticks": (-5, 0, 5), "yticks": (-5, 0, 5)}
    axes = kit.axes(plane, (0.08, 0.08, 0.89, 0.84), "points and their reconstructions", **view)
    for y, words, role in ((-4.3, "reconstructions", "activation"), (-5, "the net's line", "weight"),
                           (-5.7, "dashed: first component", "target")):  # fmt: skip
        kit.note(axes, VIEW - 0.1, y, words, role, ha="right")
    below = kit.axes(error, (0.15, 0.19, 0.8, 0.7), "squared error E", "energy", xlabel="step", xlim=(0, LAST),
                     xticks=LABELLED, ylim=(0, 1.15), yticks=())  # fmt: skip
    return {
        "component": kit.line(axes, "target", lw=1.6, ls=kit.DASHED),
        "line": kit.line(axes, "weight"),
        "gaps": kit.line(axes, "error", lw=1),
        "points": kit.dots(axes, "target", 6, mew=0),
        "rebuilt": kit.dots(axes, "activation", 5, mew=0),
        "floor": kit.line(below, "target", lw=1.2, ls=kit.DASHED),
        "floor_name": kit.note(below, LAST, 0, "", "target", ha="right"),
        "errors": kit.line(below, "energy"),
        "now": kit.dots(below, "energy"),
    }


def plane_update(artists, state):
    artists.points.set_data(*state.X.T)
    artists.rebuilt.set_data(*state.rebuilt.T)
    gaps = np.stack([state.X, state.rebuilt, np.full_like(state.X, np.nan)], axis=1).reshape(-1, 2)
    artists.gaps.set_data(*gaps.T)
    artists.line.set_data(*state.line)
    artists.component.set_data(*(state.component if not state.alike else np.empty((2, 0))))
    top = max(state.errors.max(), ALIKE)
    artists.errors.set_data(np.arange(LAST + 1), state.errors / top)
    kit.put(artists.now, state.step, state.E / top)
    artists.floor.set_data([0, LAST], [state.pca / top] * 2)
    artists.floor_name.set(text=f"PCA: {state.pca:.3f}", y=state.pca / top + 0.03)


def plane_sentence(state):
    yield _headline(state)
    yield say("After {steps} the mean error of {points} is E = {E:.3f}; PCA's is {pca:.3f}.",
              steps=count(state.step, "step"), points=count(state.m, "point"), E=state.E, pca=state.pca)  # fmt: skip
    if not state.alike:
        yield say("Their variance is {along:.2f} along the first component and {across:.2f} across it.",
                  along=state.variances[0], across=state.variances[1])  # fmt: skip


def _headline(state):
    """What the line has found: the component, or first only a small error."""
    if state.variances[0] < ALIKE:
        return say("All points lie on one spot: no line is better than another.")
    if state.alike:
        return say("The points vary alike in all directions: any line through their mean is as good.")
    if state.step == 0:
        return say("The weights are random: the line is {angle} off the first component.", angle=degrees(state.angle))
    if state.E - state.pca > NEAR_E * state.variances.sum() / 2:
        return say("The reconstructions are not there yet: the error is {E:.2f}, at best {pca:.2f}.", E=state.E,
                   pca=state.pca)  # fmt: skip
    if state.angle > NEAR_ANGLE:
        return say("The error is nearly PCA's, yet the line is still {angle} off.", angle=degrees(state.angle))
    return say("The net's line is that of the first principal component.")


plane = Lab(
    name="autoencoders.plane",
    title="One code number for points in the plane",
    controls=(
        OWN,
        Range("across", "standard deviation across", 0.0, 2.0, default=1.0, step=0.05, recorded=(0.3, 1.0, 1.8)),
        Seed("seed", "seed", recorded=2),
        Time("step", "step", last=LAST, default=20, recorded=(0, 5, 10, 15, 20, 30, 50, 100, 200)),
    ),
    panels=(
        Panel("plane", "points, the decoder's line with the reconstructions on it, the first component dashed",
              330, 330),
        Panel("error", "the error against the step, and the error of PCA as a floor", 330, 250),
    ),
    compute=plane_state, setup=plane_setup, update=plane_update, read=plane_sentence,
)  # fmt: skip
