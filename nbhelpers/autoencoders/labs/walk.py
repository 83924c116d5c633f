"""Lab `autoencoders.walk`: a code of two numbers is a map; the decoder draws what lies at every place of it."""

from functools import lru_cache

import numpy as np

import nbhelpers.autoencoders.labs.pictures as pictures
from nbhelpers import autoencoders
from nbhelpers.autoencoders import trained
from nbhelpers.datasets import mnist
from nbhelpers.lab import Lab, Panel, Point, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import article, percent, say
from nbhelpers.nn import digit_classifier
from nbhelpers.nn.mlp import predict

PLACES = tuple(round(0.02 + 0.12 * step, 2) for step in range(9))
SHOWN = 220  # digits written on the map
EMPTY, UNSURE = 0.001, 0.6  # a share of digits nearby, a chance of the likeliest digit, below which little is known


@lru_cache(maxsize=1)
def _codes():
    """The codes of all training digits."""
    return autoencoders.encode(trained.trained("walk"), mnist().train_images)


def walk_state(z1, z2):
    """The picture at (z1, z2), what the digit reader takes it for, and the training digit whose code is nearest."""
    picture = autoencoders.decode(trained.trained("walk"), np.array([[z1, z2]]))
    p = predict(digit_classifier.trained(), picture)[0]
    distances = np.hypot(*(_codes() - (z1, z2)).T)
    near = int(distances.argmin())
    return {
        "z1": z1, "z2": z2, "picture": picture.reshape(28, 28), "answer": int(p.argmax()), "sure": float(p.max()),
        "near": mnist().train_images[near].reshape(28, 28), "label": int(mnist().train_labels[near]),
        "distance": float(distances[near]), "share": float(np.mean(distances < 0.1)),
    }  # fmt: skip


def walk_setup(codes, drawn):
    axes = kit.axes(codes, (0.12, 0.14, 0.85, 0.77), "codes of training digits", xlabel="first number of the code",
                    ylabel="second number of the code", xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), xticks=(0, 0.5, 1),
                    yticks=(0, 0.5, 1))  # fmt: skip
    for place, label in zip(_codes()[:SHOWN], mnist().train_labels[:SHOWN], strict=True):
        kit.note(axes, *place, str(label), "muted", ha="center", va="center", clip_on=True)
    return {
        "here": kit.dots(axes, "activation", 13, mec=COLOUR["paper"], mew=2),
        "frames": pictures.row(drawn, ("drawn from here", "nearest digit")),
    }


def walk_update(artists, state):
    kit.put(artists.here, state.z1, state.z2)
    here, near = pictures.frames(artists.frames)
    pictures.fill(here, state.picture, "activation", f"read as {state.answer}")
    pictures.fill(near, state.near, "target", article(state.label))


def walk_sentence(state):
    yield _headline(state)
    yield say("At ({z1:.2f}, {z2:.2f}) the classifier takes the drawing for {answer}, {sure} sure.",
              z1=state.z1, z2=state.z2, answer=article(state.answer), sure=percent(state.sure))  # fmt: skip
    yield say("The nearest training digit is {label}, {distance:.3f} away.",
              label=article(state.label), distance=state.distance)  # fmt: skip
    yield say("Of all training digits {share} lie within 0.1.", share=percent(state.share, 1))


def _headline(state):
    """What is drawn here, or why it is not to be trusted."""
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
    title="A walk through a code of two numbers",
    controls=(
        Range("z1", "first number of the code", 0.0, 1.0, default=0.02, recorded=PLACES),
        Range("z2", "second number of the code", 0.0, 1.0, default=0.5, recorded=PLACES),
    ),
    panels=(
        Panel("codes", "a map of the codes: each training digit is written where its code lies", 350, 380),
        Panel("drawn", "the picture that the decoder draws here, and the training digit with the nearest code",
              *pictures.size(2)),
    ),
    compute=walk_state, setup=walk_setup, update=walk_update, read=walk_sentence,
    points=(Point("place in the map", "codes", "z1", "z2", at=lambda state: (state["z1"], state["z2"])),),
    data=("autoencoders/walk", "nn/digit_classifier"),
)  # fmt: skip
