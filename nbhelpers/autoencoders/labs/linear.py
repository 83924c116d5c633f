"""Lab `autoencoders.linear`: a linear autoencoder turns into the plane of the principal components."""

import itertools
from functools import lru_cache

import numpy as np

from nbhelpers.autoencoders import pca
from nbhelpers.autoencoders.labs.pictures import signed, tile
from nbhelpers.datasets import mnist
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.words import count, say

LAST, EVERY = 800, 10  # steps, and from one point of the curves to the next
ETA, MOST = 0.03, 4  # learning rate; columns shown at most
SIDE, TOP = 76, 40
NEAR_E, NEAR_ANGLE = 5, 2  # per cent above PCA's error, and degrees from its space


@lru_cache(maxsize=1)
def _data():
    """The covariance of the training digits, made 14 x 14 small."""
    return pca.mean_and_covariance(shrink(mnist().train_images))[1]


@lru_cache(maxsize=8)
def _run(k, seed):
    """The net at every step, its error and its angles along the way; the components."""
    C = _data()
    nets = list(itertools.islice(pca.train_linear(C, k, np.random.default_rng(seed), ETA), LAST + 1))
    _, P = pca.principal_components(C, k)
    errors = np.array([pca.linear_error(C, net) for net in nets[::EVERY]])
    angles = np.array([pca.principal_angles(net.V.T, P) for net in nets[::EVERY]])
    return nets, errors, angles.round(6), P


def linear_state(k, seed, step):
    """Error and principal angles along the descent, and the columns at this step."""
    nets, errors, angles, P = _run(k, seed)
    V = nets[step].V
    now = pca.principal_angles(V.T, P).round(6)
    return {
        "k": k, "step": step, "errors": errors, "angles": angles, "now": now,
        "E": pca.linear_error(_data(), nets[step]),
        "pca": pca.pca_error(_data(), k), "components": _like_pictures(P.T), "columns": _like_pictures(V),
    }  # fmt: skip


def _like_pictures(rows):
    """The first few rows as pictures, each scaled to its largest value, the sign such that most of it is positive."""
    shown = rows[:MOST].reshape(-1, 14, 14)
    top = np.abs(shown).max(axis=(1, 2), keepdims=True)
    sign = np.where(shown.sum(axis=(1, 2), keepdims=True) < 0, -1, 1)
    return np.round(sign * shown / top, 6)


def linear_setup(error, angles, columns):
    box, along = (0.15, 0.19, 0.8, 0.7), {"xlabel": "step", "xlim": (0, LAST), "xticks": range(0, LAST + 1, 200)}
    left = kit.axes(error, box, "squared error E", "energy", ylim=(0, 6), **along)
    right = kit.axes(angles, box, "angles to the PCA space, degrees", "weight", ylim=(-2, 92), yticks=(0, 30, 60, 90),
                     **along)  # fmt: skip
    return {
        "floor": kit.line(left, "target", lw=1.2, ls=kit.DASHED),
        "floor text": kit.note(left, LAST, 0, "", "target", ha="right", va="top"),
        "error": kit.line(left, "energy"),
        "E": kit.dots(left, "energy"),
        "angles": [kit.line(right, "weight", lw=1.4) for _ in range(8)],
        "now": kit.dots(right, "weight", 7),
        "components": _pictures_setup(columns, 22, "principal components", "target"),
        "columns": _pictures_setup(columns, 22 + SIDE + TOP, "the decoder's own rows", "weight"),
    }


def _pictures_setup(figure, top, title, role):
    width, height = figure.get_size_inches() * 72
    kit.note(figure, 2 / width, 1 - (top - 7) / height, title, role, 12)
    return [tile(figure, 2 + place * (SIDE + 6), top, SIDE, 14) for place in range(MOST)]


def linear_update(artists, state):
    steps = np.arange(0, LAST + 1, EVERY)
    artists.error.set_data(steps, state.errors)
    kit.put(artists.E, state.step, state.E)
    artists.floor.set_data([0, LAST], [state.pca] * 2)
    artists["floor text"].set(text=f"PCA, k = {state.k}: {state.pca:.3f}", y=state.pca - 0.12)
    for place, line in enumerate(artists.angles):
        there = place < state.k
        line.set_data(steps if there else [], state.angles[:, place] if there else [])
    artists.now.set_data([state.step] * state.k, state.now)
    for name in ("components", "columns"):
        for place, image in enumerate(artists[name]):
            image.set_data(signed(state[name][place]) if place < len(state[name]) else np.zeros((14, 14, 4)))


def linear_sentence(state):
    over, angle = 100 * (state.E / state.pca - 1), state.now.max()
    yield _headline(state, over, angle)
    yield say("After {steps} the linear autoencoder with k = {k} has E = {E:.3f}, {over:.1f} % above PCA's {pca:.3f}."
              if over >= 0.05 else
              "After {steps} the linear autoencoder with k = {k} has E = {E:.3f}, within 0.05 % of PCA's {pca:.3f}.",
              steps=count(state.step, "step"), k=state.k, E=state.E, over=over, pca=state.pca)  # fmt: skip
    yield say("The angle between its line and that of the first principal component is {angle}." if state.k == 1 else
              "The largest angle between its space and that of the principal components is {angle}.",
              angle=degrees(angle))  # fmt: skip
    if state.k > 1:
        yield say(
            "Its rows need not be the components: for any invertible A, encoder UA and decoder A⁻¹V have the same "
            "error."
        )


def _headline(state, over, angle):
    """How far the descent has come: the error falls first, the last direction is found long after."""
    if state.step == 0:
        return say("The weights are random: the decoder's space lies up to {angle} off PCA's.", angle=degrees(angle))
    if over > NEAR_E:
        return say("The error is still {over:.0f} % above PCA's.", over=over)
    if angle > NEAR_ANGLE:
        return say("The error is nearly PCA's, yet one direction is still {angle} off.", angle=degrees(angle))
    return say("The decoder has found the line of the first principal component." if state.k == 1 else
               "The decoder's rows now span PCA's space.")  # fmt: skip


def degrees(angle):
    """An angle in words, one digit behind the point."""
    return f"{angle:.1f}°" if angle >= 0.05 else "below 0.05°"


linear = Lab(
    name="autoencoders.linear",
    title="A linear autoencoder finds the space of the principal components",
    controls=(
        Range("k", "code size k", 1, 8, default=4, recorded=(1, 2, 4, 8)),
        Seed("seed", "seed", recorded=2),
        Time("step", "step", last=LAST, default=100, recorded=(0, 20, 40, 60, 80, 100, 150, 200, 300, 400, 800)),
    ),
    panels=(
        Panel("error", "the error against the step, and the error of PCA as a floor", 320, 250),
        Panel("angles", "the angles between the space of the decoder and that of the principal components", 320, 250),
        Panel("columns", "principal components above, the decoder's rows below; blue positive, grey negative",
              334, 2 * (SIDE + TOP)),
    ),
    compute=linear_state, setup=linear_setup, update=linear_update, read=linear_sentence,
)  # fmt: skip
