"""Lab `autoencoders.walk`: a code of two numbers is a map; the decoder draws what lies at every place of it."""

from functools import lru_cache

import numpy as np

import nbhelpers.autoencoders.labs.pictures as pictures
from nbhelpers import autoencoders
from nbhelpers.autoencoders import trained
from nbhelpers.datasets import mnist
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.lab import Lab, Panel, Pixels, Point, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import article, percent, say
from nbhelpers.nn import digit_classifier, photographs
from nbhelpers.nn.mlp import predict

PLACES = tuple(round(0.02 + 0.12 * step, 2) for step in range(9))
TILES, SMALL, PALE = 11, 14, 0.45  # pictures across the map, pixels across each, and how strongly they are inked
SHOWN = 170  # test digits written on the map
ROLES = ("weight", "ink", "energy", "error", "activation", "target", "temperature", "energy", "muted", "error")
EMPTY, UNSURE = 0.001, 0.6  # a share of digits nearby, a chance of the likeliest digit, below which little is known
NEIGHBOURS = 25  # codes about a drawing that say where it lies
SAMPLE = 4  # the class of the digit that stands where the reader may draw
DRAWN = Pixels(
    "drawn", "your own digit: pixels inked", panel="yours", rows=28, columns=28, corners=((0, 0), (28, 28)), brush=2,
    picture=photographs.digit,
)


@lru_cache(maxsize=1)
def _codes():
    """The codes of all training digits."""
    return autoencoders.encode(trained.trained("walk"), mnist().train_images)


def walk_state(z1, z2, drawn):
    """The picture at (z1, z2) and the training digit whose code is nearest; a digit seen, its code and its copy."""
    picture = autoencoders.decode(trained.trained("walk"), np.array([[z1, z2]]))
    p = predict(digit_classifier.trained(), picture)[0]
    distances = np.hypot(*(_codes() - (z1, z2)).T)
    near = int(distances.argmin())
    return {
        "z1": z1, "z2": z2, "picture": picture.reshape(28, 28), "answer": int(p.argmax()), "sure": float(p.max()),
        "near": mnist().train_images[near].reshape(28, 28), "label": int(mnist().train_labels[near]),
        "distance": float(distances[near]), "share": float(np.mean(distances < 0.1)), **_yours(drawn),
    }  # fmt: skip


def _yours(drawn):
    """The reader's digit, or a test digit: what the encoder makes of it, and the decoder of that; who lives there."""
    X = digit_classifier.sheet(DRAWN.ink(drawn)).reshape(1, 784) if drawn else trained.examples()[[SAMPLE]]
    code = autoencoders.encode(trained.trained("walk"), X)
    X_hat = autoencoders.decode(trained.trained("walk"), code)
    around = np.argsort(np.hypot(*(_codes() - code[0]).T), kind="stable")[:NEIGHBOURS]
    counts = np.bincount(mnist().train_labels[around].astype(int), minlength=10)
    return {
        "drawn": bool(drawn), "seen": X.reshape(28, 28), "code": code[0], "rebuilt": X_hat.reshape(28, 28),
        "E": autoencoders.reconstruction_error(X_hat, X), "most": int(counts.argmax()), "how many": int(counts.max()),
    }  # fmt: skip


def _decoded():
    """What the decoder draws in the middle of every tile of the map, the second number of the code upwards."""
    middles = (np.arange(TILES) + 0.5) / TILES
    places = np.array([(z1, z2) for z2 in middles[::-1] for z1 in middles])
    pictures_there = shrink(autoencoders.decode(trained.trained("walk"), places))
    return kit.mosaic(pictures_there.reshape(-1, SMALL, SMALL), TILES, gap=0)


def walk_setup(codes, drawn, yours):
    axes = kit.axes(codes, (0.12, 0.14, 0.85, 0.77), "what the decoder draws; test digits", xlim=(-0.04, 1.04),
                    ylim=(-0.04, 1.04), xlabel="first number of the code", ylabel="second number of the code",
                    xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))  # fmt: skip
    axes.imshow(kit.shade(PALE * _decoded(), positive="noise"), extent=(0, 1, 0, 1), aspect="auto", zorder=0)
    places = autoencoders.encode(trained.trained("walk"), mnist().test_images[:SHOWN])
    for place, label in zip(places, mnist().test_labels[:SHOWN], strict=True):
        kit.note(axes, *place, str(label), ROLES[label], ha="center", va="center", clip_on=True)
    return {
        "here": kit.dots(axes, "activation", 13, mec=COLOUR["paper"], mew=2, zorder=9),
        "yours": kit.dots(axes, "target", 13, "D", mec=COLOUR["paper"], mew=2, zorder=9),
        "frames": pictures.row(drawn, ("drawn from here", "nearest digit")),
        "pair": pictures.row(yours, ("a digit seen", "its copy")),
    }


def walk_update(artists, state):
    kit.put(artists.here, state.z1, state.z2)
    kit.put(artists.yours, *state.code)
    here, near = pictures.frames(artists.frames)
    pictures.fill(here, state.picture, "activation", f"taken for {article(state.answer)}")
    pictures.fill(near, state.near, "target", article(state.label))
    seen, copy = pictures.frames(artists.pair)
    pictures.fill(seen, state.seen, "target", "your drawing" if state.drawn else f"a test {SAMPLE}")
    pictures.fill(copy, state.rebuilt, "activation", f"from ({state.code[0]:.2f}, {state.code[1]:.2f})")


def walk_sentence(state):
    yield _headline(state)
    if state.drawn:
        yield say("Its code is ({z1:.2f}, {z2:.2f}), the diamond on the map; the error of its copy is {E:.1f}.",
                  z1=state.code[0], z2=state.code[1], E=state.E)  # fmt: skip
        yield say("Of the {all} nearest codes, {many} belong to training digits {most}.",
                  all=NEIGHBOURS, many=state["how many"], most=state.most)  # fmt: skip
    yield say("At ({z1:.2f}, {z2:.2f}) another net, a classifier, takes the drawing for {answer}, {sure} sure.",
              z1=state.z1, z2=state.z2, answer=article(state.answer), sure=percent(state.sure))  # fmt: skip
    yield say("The nearest training digit is {label}, {distance:.3f} away.",
              label=article(state.label), distance=state.distance)  # fmt: skip
    yield say("Of all training digits {share} lie within 0.1.", share=percent(state.share, 1))


def _headline(state):
    """What is drawn here, or why it is not to be trusted."""
    if state.drawn:
        return say("The encoder puts your digit among the {most}s.", most=state.most)
    told = {"answer": article(state.answer), "label": article(state.label), "sure": percent(state.sure)}
    if state.share <= EMPTY:
        return say("Hardly any digit lives here: the decoder makes the picture up.")
    if state.sure < UNSURE:
        return say("No clear digit: the classifier takes it for {answer}, only {sure} sure.", **told)
    same = state.answer == state.label
    return say("The decoder draws {answer}, and the nearest training digit is {label} too." if same else
               "The decoder draws {answer}, though the nearest training digit is {label}.", **told)  # fmt: skip


walk = Lab(
    name="autoencoders.walk",
    title="Two numbers make a map of the digits",
    controls=(
        Range("z1", "first number of the code", 0.0, 1.0, default=0.02, recorded=PLACES),
        Range("z2", "second number of the code", 0.0, 1.0, default=0.5, recorded=PLACES),
        DRAWN,
    ),
    panels=(
        Panel("codes", "a map of the codes, tiled with what the decoder draws there; test digits at their codes",
              350, 380),
        Panel("drawn", "the picture that the decoder draws here, and the training digit with the nearest code",
              *pictures.size(2)),
        Panel("yours", "a digit, the diamond on the map, and its copy from two numbers",
              *pictures.size(2)),
    ),
    compute=walk_state, setup=walk_setup, update=walk_update, read=walk_sentence,
    points=(Point("place in the map", "codes", "z1", "z2", at=lambda state: (state["z1"], state["z2"])),),
    data=("autoencoders/walk", "nn/digit_classifier"),
)  # fmt: skip
