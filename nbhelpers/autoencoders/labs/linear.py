"""Lab `autoencoders.linear`: a linear autoencoder turns into the plane of the principal components."""

import itertools
from functools import lru_cache

import numpy as np

from nbhelpers.autoencoders import pca
from nbhelpers.autoencoders.labs.pictures import signed
from nbhelpers.datasets import mnist
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.lab import Lab, Panel, Range, Seed, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

LAST, EVERY = 800, 10  # steps, and from one point of the curves to the next
ETA, MOST = 0.03, 4  # learning rate; columns shown at most
SIDE, TOP = 76, 40


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
    artists = {}
    axes = error.add_axes((0.15, 0.19, 0.8, 0.7))
    axes.set(xlim=(0, LAST), ylim=(0, 6), xlabel="step", xticks=range(0, LAST + 1, 200))
    axes.set_title("squared error E", color=COLOUR["energy"])
    artists["floor"] = axes.plot([], [], color=COLOUR["target"], lw=1.2, ls=(0, (4, 3)))[0]
    artists["floor text"] = axes.text(LAST, 0, "", color=COLOUR["target"], fontsize=11, ha="right", va="top")
    artists["error"] = axes.plot([], [], color=COLOUR["energy"])[0]
    artists["E"] = axes.plot([], [], "o", color=COLOUR["energy"], ms=8)[0]
    axes = angles.add_axes((0.15, 0.19, 0.8, 0.7))
    axes.set(xlim=(0, LAST), ylim=(-2, 92), xlabel="step", xticks=range(0, LAST + 1, 200), yticks=(0, 30, 60, 90))
    axes.set_title("angles to the PCA space, degrees", color=COLOUR["weight"])
    artists["angles"] = [axes.plot([], [], color=COLOUR["weight"], lw=1.4)[0] for _ in range(8)]
    artists["now"] = axes.plot([], [], "o", color=COLOUR["weight"], ms=7)[0]
    artists.update(_columns(columns))
    return artists


def _columns(figure):
    width, height = figure.get_size_inches() * 72
    artists = {}
    for line, (name, title, role) in enumerate(
        (("components", "principal components", "target"), ("columns", "the decoder's own columns", "weight"))
    ):
        top = 22 + line * (SIDE + TOP)
        figure.text(2 / width, 1 - (top - 7) / height, title, color=COLOUR[role])
        artists[name] = []
        for place in range(MOST):
            left = 2 + place * (SIDE + 6)
            axes = figure.add_axes((left / width, 1 - (top + SIDE) / height, SIDE / width, SIDE / height))
            axes.set(xlim=(0, 14), ylim=(14, 0), xticks=(), yticks=())
            for spine in axes.spines.values():
                spine.set(visible=True, color=COLOUR["grid"])
            artists[name].append(axes.imshow(np.zeros((14, 14, 4)), extent=(0, 14, 14, 0)))
    return artists


def linear_update(artists, state):
    steps = np.arange(0, LAST + 1, EVERY)
    artists.error.set_data(steps, state.errors)
    artists.E.set_data([state.step], [state.E])
    artists.floor.set_data([0, LAST], [state.pca] * 2)
    artists["floor text"].set_text(f"PCA of rank {state.k}: {state.pca:.3f}")
    artists["floor text"].set_position((LAST, state.pca - 0.12))
    for place, line in enumerate(artists.angles):
        there = place < state.k
        line.set_data(steps if there else [], state.angles[:, place] if there else [])
    artists.now.set_data([state.step] * state.k, state.now)
    for name in ("components", "columns"):
        for place, image in enumerate(artists[name]):
            there = place < len(state[name])
            image.set_data(signed(state[name][place]) if there else np.zeros((14, 14, 4)))


def linear_sentence(state):
    over = 100 * (state.E / state.pca - 1)
    over = f"{over:.1f} % above" if over >= 0.05 else "within 0.05 % of"
    angle = f"{state.now.max():.1f} degrees" if state.now.max() >= 0.05 else "less than 0.05 degrees"
    plane = "line" if state.k == 1 else "space"
    theirs = "principal component" if state.k == 1 else "principal components"
    when = f"After {count(state.step, 'step')}"
    return (
        f"{when} the linear autoencoder with k = {state.k} has E = {state.E:.3f}, {over} "
        f"PCA's {state.pca:.3f}; its {plane} and that of the {theirs} are {angle} apart"
        f"{' at most' if state.k > 1 else ''}."
    )


linear = Lab(
    name="autoencoders.linear",
    title="A linear autoencoder finds the principal components' space",
    controls=(
        Range("k", "code size k", 1, 8, default=4, recorded=(1, 2, 4, 8)),
        Seed("seed", "seed", recorded=2),
        Time("step", "step", last=LAST, default=100, recorded=(0, 20, 40, 60, 80, 100, 150, 200, 300, 400, 800)),
    ),
    panels=(
        Panel("error", "the error against the step, and the error of PCA as a floor", 320, 250),
        Panel("angles", "the angles between the space of the decoder and that of the principal components", 320, 250),
        Panel("columns", "principal components above, the decoder's columns below; blue positive, grey negative",
              334, 2 * (SIDE + TOP)),
    ),
    compute=linear_state, setup=linear_setup, update=linear_update, read=linear_sentence,
)  # fmt: skip
