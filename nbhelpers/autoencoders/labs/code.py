"""Lab `autoencoders.code`: how many numbers a digit needs, with an autoencoder and with PCA."""

import numpy as np

import nbhelpers.autoencoders.labs.pictures as pictures
from nbhelpers.autoencoders import trained
from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import mean_range, say

SIZES = ("2", "4", "8", "16", "32", "64")


def code_state(digit, k):
    """A test digit rebuilt from k numbers, and the error on all test digits against k."""
    found = record("autoencoders/codes")
    cells, seeds = found["cells"], found["settings"]["seeds"]
    first = cells[f"{k}/0"]
    return {
        "digit": int(digit), "k": int(k), "clean": trained.examples()[int(digit)].reshape(28, 28),
        "rebuilt": trained.from_greys(first["rebuilt"][int(digit)]),
        "by pca": trained.from_greys(first["pca rebuilt"][int(digit)]),
        "sizes": np.array([int(size) for size in SIZES]),
        "errors": np.array([[cells[f"{size}/{seed}"]["test"] for size in SIZES] for seed in seeds]),
        "pca": np.array([cells[f"{size}/0"]["pca"] for size in SIZES]),
    }  # fmt: skip


def code_setup(rebuilt, errors):
    axes = kit.axes(errors, (0.16, 0.19, 0.8, 0.7), "squared error E, all test digits", "energy", xlabel="code size k",
                    xscale="log", xlim=(1.7, 76), ylim=(0, 24), xticks=[int(size) for size in SIZES])  # fmt: skip
    kit.note(axes, 6.3, 17.6, "PCA", "muted")
    kit.note(axes, 2.1, 13.0, "autoencoder", "energy")
    return {
        "frames": pictures.row(rebuilt, ("test digit", "autoencoder", "PCA")),
        "now": kit.chosen(axes, 6),
        "pca": kit.line(axes, "muted", lw=1.8, ls=(0, (5, 3)), marker="s", ms=4),
        "seeds": kit.dots(axes, "energy", 4, "."),
        "mean": kit.line(axes, "energy"),
    }


def code_update(artists, state):
    clean, net, pca = pictures.frames(artists.frames)
    pictures.fill(clean, state.clean, "target", "784 numbers")
    pictures.fill(net, state.rebuilt, "activation", f"from {state.k} numbers")
    pictures.fill(pca, state["by pca"], "ink", f"from {state.k} numbers")
    seeds = len(state.errors)
    artists.seeds.set_data(np.tile(state.sizes, seeds), state.errors.ravel())
    artists.mean.set_data(state.sizes, state.errors.mean(axis=0))
    artists.pca.set_data(state.sizes, state.pca)
    kit.upright(artists.now, state.k)


def code_sentence(state):
    at = list(state.sizes).index(state.k)
    E, pca = state.errors[:, at], state.pca[at]
    yield _headline(state.k, E, pca)
    yield say("From {k} of 784 numbers the autoencoder rebuilds the 1,000 test digits with E = {E}, {seeds} seeds.",
              k=state.k, E=mean_range(E, 2), seeds=len(E))  # fmt: skip
    yield say("PCA's error is {pca:.2f}.", pca=pca)
    yield say("The picture shows the {digit}, rebuilt by the net of one seed.", digit=state.digit)


def _headline(k, E, pca):
    """Who rebuilds better; neither, if the net's seeds lie on both sides of PCA's error."""
    if E.min() < pca < E.max():
        return say("With {k} numbers neither wins: the net's seeds lie on both sides of PCA's error.", k=k)
    less = 100 * (1 - E.mean() / pca)
    return say("With {k} numbers the autoencoder's error is {percent:.0f} % smaller than PCA's." if less > 0 else
               "With {k} numbers PCA wins: the autoencoder's error is {percent:.0f} % larger.",
               k=k, percent=abs(less))  # fmt: skip


code = Lab(
    name="autoencoders.code",
    title="How many numbers does a digit need?",
    controls=(
        Choice("digit", "test digit", {str(d): f"the first {d}" for d in range(10)}, default="5"),
        Choice("k", "code size k", {size: f"{size} numbers" for size in SIZES}, default="16"),
    ),
    panels=(
        Panel("rebuilt", "a test digit, and what the autoencoder and PCA rebuild from k numbers", *pictures.size(3)),
        Panel("errors", "the squared error on all test digits against the code size, for both", 340, 250),
    ),
    compute=code_state, setup=code_setup, update=code_update, read=code_sentence,
    data=("autoencoders/codes",),
)  # fmt: skip
