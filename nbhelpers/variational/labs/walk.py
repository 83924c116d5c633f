"""Lab `variational.walk`: two maps of digits, that of a variational autoencoder and that of a plain one."""

from functools import lru_cache

import numpy as np

import nbhelpers.autoencoders.labs.pictures as pictures
from nbhelpers.datasets import mnist
from nbhelpers.lab import Choice, Lab, Panel, Point, Range, kit
from nbhelpers.lab.words import article, percent, say
from nbhelpers.nn import digit_classifier
from nbhelpers.nn.mlp import predict
from nbhelpers.variational import trained

REACH, TILES, SHOWN, SURE = 3, 11, 130, 0.9
NETS = {"vae": "variational autoencoder, β = 1", "plain": "plain autoencoder"}


@lru_cache(maxsize=2)
def frame(net):
    """(mean, A) of a map: u -> mean + u A. The plain codes are moved and stretched to mean 0 and covariance I."""
    if net == "vae":
        return np.zeros(2), np.eye(2)
    mu = trained.trained(net).mu
    return mu.mean(axis=0), np.linalg.cholesky(np.cov(mu.T)).T


@lru_cache(maxsize=2)
def places(net):
    """Where the test digits lie in the map: (1000, 2)."""
    mean, A = frame(net)
    return (trained.trained(net).mu - mean) @ np.linalg.inv(A)


def decoded(net, u):
    """The pictures at places u of the map: (m, 2) -> (m, 784)."""
    mean, A = frame(net)
    return predict(trained.trained(net).net, mean + np.asarray(u) @ A)


@lru_cache(maxsize=2)
def whole_map(net):
    """The map, decoded at TILES x TILES places, each picture of 14 x 14: one picture, the second number upwards."""
    line = np.linspace(-REACH, REACH, TILES)
    found = decoded(net, [(x, y) for y in line[::-1] for x in line])
    small = found.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4))
    return kit.mosaic(small, TILES, gap=0)


def walk_state(net, z1, z2):
    """The picture here, what a classifier takes it for, and the share of the map's pictures that it is sure of."""
    picture = decoded(net, [(z1, z2)])
    p = predict(digit_classifier.trained(), picture)[0]
    here = np.hypot(*(places(net) - (z1, z2)).T)
    return {"net": net, "z1": z1, "z2": z2, "map": whole_map(net), "places": places(net)[:SHOWN],
            "picture": picture.reshape(28, 28), "answer": int(p.argmax()), "sure": float(p.max()),
            "near": int(mnist().test_labels[here.argmin()]), "gap": float(here.min())}  # fmt: skip


def walk_setup(drawn, codes, here):
    artists = {}
    for name, figure, title in (("drawn", drawn, "the map, decoded"), ("codes", codes, "test digits on the map")):
        axes = kit.axes(figure, (0.1, 0.12, 0.88, 0.79), title, xlim=(-3.3, 3.3), ylim=(-3.3, 3.3), xticks=(-3, 0, 3),
                        yticks=(-3, 0, 3), xlabel="first number of the code")  # fmt: skip
        if name == "drawn":
            artists["map"] = axes.imshow(np.zeros((2, 2, 4)), extent=(-3.3, 3.3, -3.3, 3.3), aspect="auto")
        else:
            for number, label in enumerate(mnist().test_labels[:SHOWN]):
                artists[f"digit {number}"] = kit.note(axes, 0, 0, str(label), "muted", ha="center", va="center",
                                                      clip_on=True)  # fmt: skip
        artists[f"at {name}"] = kit.ring(axes, "error" if name == "drawn" else "activation", 15, 2.2)
    artists["frames"] = pictures.row(here, ("drawn here",))
    return artists


def walk_update(artists, state):
    artists.map.set_data(kit.shade(state.map, positive="ink", levels=7))
    for number, place in enumerate(np.round(state.places, 2)):
        kit.put(artists[f"digit {number}"], *place)
        artists[f"digit {number}"].set_visible(bool(np.abs(place).max() < 3.2))
    for name in ("drawn", "codes"):
        kit.put(artists[f"at {name}"], state.z1, state.z2)
    pictures.fill(pictures.frames(artists.frames)[0], state.picture, "activation", f"read as {state.answer}")


def walk_sentence(state):
    told = {"answer": article(state.answer), "sure": percent(state.sure)}
    if state.sure >= SURE:
        yield say("Here lies {answer}: the classifier is {sure} sure.", **told)
    else:
        yield say("Between digits: perhaps {answer}, says the classifier, {sure} sure.", **told)
    yield say("The nearest of the 1,000 test digits is {label}, {gap:.2f} away.",
              label=article(state.near), gap=state.gap)  # fmt: skip
    if state.net == "plain":
        yield say("The plain codes have been moved and stretched until their mean is 0 and their covariance is I.")


walk = Lab(
    name="variational.walk",
    title="Two maps of the digits, decoded place by place",
    controls=(
        Choice("net", "net", NETS, default="vae"),
        Range("z1", "first number of the code", -2.8, 2.8, default=0.0, step=0.1, recorded=(-2.0, -1.0, 0.0, 1.0, 2.0)),
        Range("z2", "second number of the code", -2.8, 2.8, default=0.0, step=0.1,
              recorded=(-2.0, -1.0, 0.0, 1.0, 2.0)),
    ),
    panels=(
        Panel("drawn", "what the decoder draws at each place of the map, and the place chosen", 340, 350),
        Panel("codes", "test digits, each written where its code lies, and the place chosen", 340, 350),
        Panel("here", "the picture drawn at this place", 130, pictures.size(1)[1]),
    ),
    compute=walk_state, setup=walk_setup, update=walk_update, read=walk_sentence,
    points=(Point("place in the map", "codes", "z1", "z2", at=lambda state: (state["z1"], state["z2"])),),
    data=("variational/vae", "variational/plain", "nn/digit_classifier"),
)  # fmt: skip
