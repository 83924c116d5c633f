"""Lab `variational.mend`: a noisy digit follows the arrows of a net, and those of the best denoiser of 5,000 digits."""

from functools import lru_cache

import numpy as np

import nbhelpers.autoencoders.labs.pictures as pictures
from nbhelpers.datasets import mnist
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time
from nbhelpers.lab.words import count, say
from nbhelpers.nn.mlp import predict
from nbhelpers.variational import field, trained

SIGMA, SHARE, LAST = 0.5, 0.5, 8
DIGITS = {str(label): f"the first {label}" for label in range(10)} | {"none": "none: noise alone"}


def clean(digit):
    """The first test digit of its kind, or an empty sheet: (784,)."""
    digits = mnist()
    return np.zeros(784) if digit == "none" else digits.test_images[np.argmax(digits.test_labels == int(digit))]


@lru_cache(maxsize=32)
def ways(digit, strength, seed):
    """(LAST + 1, 784) twice: the steps of the net, and those of the best denoiser."""
    start = clean(digit) + strength * np.random.default_rng(seed).normal(size=784)
    best = lambda x: field.best(x, mnist().train_images, SIGMA)  # noqa: E731
    net = trained.trained("denoiser").net
    return [field.follow(r, start[None], LAST, SHARE)[:, 0] for r in (lambda x: predict(net, x), best)]


@lru_cache(maxsize=1)
def squares():
    return np.sum(mnist().train_images ** 2, axis=1)


def nearest(x):
    """Half the squared distance to the nearest of the 5,000 digits."""
    return float((squares() - 2 * mnist().train_images @ x).min() + x @ x) / 2


def mend_state(digit, strength, step, seed):
    """Where both walks are, and how far from the clean digit and from the nearest digit that was learned from."""
    X, (net, best) = clean(digit), (way[step] for way in ways(digit, strength, seed))
    off = {name: float(np.sum((at - X) ** 2) / 2) for name, at in (("net", net), ("best", best))}
    near = [nearest(at) for at in (net, best)]
    return {"digit": digit, "strength": strength, "step": step, "X": X.reshape(28, 28), "net": net.reshape(28, 28),
            "best": best.reshape(28, 28), "off": off, "near": near}  # fmt: skip


def mend_setup(row):
    return {"frames": pictures.row(row, ("clean", "the net's walk", "closed form"))}


def mend_update(artists, state):
    first, net, best = pictures.frames(artists.frames)
    pictures.fill(first, state.X, "target")
    pictures.fill(net, state.net, "activation", f"E = {state.off['net']:.1f}")
    pictures.fill(best, state.best, "ink", f"E = {state.off['best']:.1f}")


def mend_sentence(state):
    net, best = state.off["net"], state.off["best"]
    if not state.step:
        yield say(
            "Noise of standard deviation {strength:.2g}, and nothing has been done about it yet.",
            strength=state.strength,
        )
    elif state.digit == "none":
        yield say("From noise alone the net comes to no digit; the closed form finds a learned one."
                  if state.near[1] < 3 else "From noise alone, neither has come to a digit.")  # fmt: skip
    elif net < best:
        yield say("The net's walk is nearer to the clean digit than the closed form's.")
    else:
        yield say("The closed form's walk is nearer to the clean digit than the net's.")
    yield say("After {step} E is {net:.1f} for the net's walk and {best:.1f} for the closed form's.",
              step=count(state.step, "half step"), net=net, best=best)  # fmt: skip
    yield say("Half the squared distance to the nearest of the 5,000 learned digits is {first:.1f} for the net's "
              "picture and {second:.1f} for the other.", first=state.near[0], second=state.near[1])  # fmt: skip


mend = Lab(
    name="variational.mend",
    title="A noisy digit walks back, but not always to itself",
    controls=(
        Choice("digit", "test digit", DIGITS, default="3", recorded=("3", "5", "8", "none")),
        Range("strength", "noise at the start", 0.1, 1.2, default=0.5, step=0.1, recorded=(0.3, 0.5, 0.8)),
        Time("step", "half steps along the arrows", LAST, default=3, recorded=(0, 1, 3, 5, LAST)),
        Seed("seed", "seed", recorded=1),
    ),
    panels=(Panel("row", "a clean digit, and the noisy one on the net's walk and on that of the closed form",
                  *pictures.size(3)),),
    compute=mend_state, setup=mend_setup, update=mend_update, read=mend_sentence,
    data=("variational/denoiser",),
)  # fmt: skip
