"""Lab `variational.walk`: two maps of digits, that of a variational autoencoder and that of a plain one."""

from functools import lru_cache

import numpy as np

import nbhelpers.autoencoders.labs.pictures as pictures
from nbhelpers.datasets import mnist
from nbhelpers.lab import Choice, Lab, Panel, Pixels, Point, Range, kit
from nbhelpers.lab.words import article, percent, say
from nbhelpers.nn import digit_classifier, photographs
from nbhelpers.nn.mlp import predict
from nbhelpers.variational import trained

REACH, TILES, SHOWN, SURE = 3, 11, 130, 0.9
SAMPLE = 12  # the test digit that stands where the reader may draw
FINE = np.round(np.linspace(-2.8, 2.8, 29), 1)  # along both numbers, where a digit's place is looked for
DRAWN = Pixels(
    "drawn", "your own digit: pixels inked", panel="yours", rows=28, columns=28, corners=((0, 0), (28, 28)), brush=2,
    picture=photographs.digit,
)
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


@lru_cache(maxsize=2)
def _log_chances(net):
    """(places (29², 2), the log-probability of ink, and of paper, in every pixel drawn there, (29², 784))."""
    spots = np.array([(x, y) for y in FINE for x in FINE])
    p = np.clip(decoded(net, spots), 1e-6, 1 - 1e-6)
    return spots, np.log(p), np.log(1 - p)


def best_place(net, X):
    """Where the map draws the picture X (784,) best: of ln p(x | z), and for the VAE of ln p(x, z), the largest."""
    spots, ink, paper = _log_chances(net)
    fit = ink @ X + paper @ (1 - X)
    return spots[int((fit - (net == "vae") * (spots**2).sum(axis=1) / 2).argmax())]


def _yours(net, drawn):
    """The reader's digit, or a test digit, whose place the encoder said; and what is drawn there."""
    X = digit_classifier.sheet(DRAWN.ink(drawn)).ravel() if drawn else mnist().test_images[SAMPLE]
    spot = best_place(net, X) if drawn else places(net)[SAMPLE]
    remade = decoded(net, [spot])
    return {"drawn": bool(drawn), "seen": X.reshape(28, 28), "spot": spot, "remade": remade.reshape(28, 28),
            "remade_read": int(predict(digit_classifier.trained(), remade)[0].argmax())}  # fmt: skip


def walk_state(net, z1, z2, drawn):
    """The picture here, what a classifier takes it for, and the share of the map's pictures that it is sure of."""
    picture = decoded(net, [(z1, z2)])
    p = predict(digit_classifier.trained(), picture)[0]
    here = np.hypot(*(places(net) - (z1, z2)).T)
    return {"net": net, "z1": z1, "z2": z2, "map": whole_map(net), "places": places(net)[:SHOWN],
            "picture": picture.reshape(28, 28), "answer": int(p.argmax()), "sure": float(p.max()),
            "near": int(mnist().test_labels[here.argmin()]), "gap": float(here.min()),
            **_yours(net, drawn)}  # fmt: skip


def walk_setup(drawn, codes, here, yours):
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
        artists[f"yours {name}"] = kit.dots(axes, "target", 11, "D", mew=2, fillstyle="none")
        artists[f"at {name}"] = kit.ring(axes, "error" if name == "drawn" else "activation", 15, 2.2)
    artists["frames"] = pictures.row(here, ("drawn here",))
    artists["pair"] = pictures.row(yours, ("a digit seen", "drawn at its place"))
    return artists


def walk_update(artists, state):
    artists.map.set_data(kit.shade(state.map, positive="ink", levels=7))
    for number, place in enumerate(np.round(state.places, 2)):
        kit.put(artists[f"digit {number}"], *place)
        artists[f"digit {number}"].set_visible(bool(np.abs(place).max() < 3.2))
    for name in ("drawn", "codes"):
        kit.put(artists[f"at {name}"], state.z1, state.z2)
        kit.put(artists[f"yours {name}"], *state.spot)
    seen, copy = pictures.frames(artists.pair)
    pictures.fill(seen, state.seen, "target", "your drawing" if state.drawn else "a test digit")
    pictures.fill(copy, state.remade, "activation", f"read as {state.remade_read}")
    pictures.fill(pictures.frames(artists.frames)[0], state.picture, "activation", f"read as {state.answer}")


def walk_sentence(state):
    told = {"answer": article(state.answer), "sure": percent(state.sure)}
    if state.drawn:
        yield say("At the diamond this map draws your digit best.")
        yield say("What it draws there is read as {read}.", read=article(state.remade_read))
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
        DRAWN,
    ),
    panels=(
        Panel("drawn", "what the decoder draws at each place of the map, and the place chosen", 340, 350),
        Panel("codes", "test digits, each written where its code lies, and the place chosen", 340, 350),
        Panel("here", "the picture drawn at this place", 130, pictures.size(1)[1]),
        Panel("yours", "a digit seen, and what is drawn at its place, the diamond on the map", *pictures.size(2)),
    ),
    compute=walk_state, setup=walk_setup, update=walk_update, read=walk_sentence,
    points=(Point("place in the map", "codes", "z1", "z2", at=lambda state: (state["z1"], state["z2"])),),
    data=("variational/vae", "variational/plain", "nn/digit_classifier"),
)  # fmt: skip
