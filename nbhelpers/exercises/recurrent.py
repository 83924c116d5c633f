"""The exercises of the chapter on recurrent nets: two gradients and a cell to write; three numbers."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.recurrent_cell import cell
from nbhelpers.exercises.recurrent_numbers import keep_half, slowest_fade, thrown

SHORT = np.array([1.0, 0.0, 0.0])
STEADY = np.array([0.4, 0.4, 0.4, 0.4, 0.4, 0.4])
MIXED = np.array([0.8, -0.5, 0.3, 1.1, -0.9])


def states(w, v, x):
    """h_0 ... h_T of one unit."""
    h = [0.0]
    for x_t in x:
        h.append(np.tanh(w * h[-1] + v * x_t))
    return np.array(h)


def slope(w, v, x, y, width=1e-6):
    """dE/dw by central differences."""
    ends = [0.5 * (states(w + side * width, v, x)[-1] - y) ** 2 for side in (1, -1)]
    return (ends[0] - ends[1]) / (2 * width)


def walked_back(w, v, x, y, *, tanh=True, chain=True, heard=-1, first=1, sign=1):
    """The sum over time, with one thing done wrong."""
    h, total = states(w, v, x), 0.0
    q = h[-1] - y
    for t in range(len(x), first - 1, -1):
        delta = q * (1 - h[t] ** 2 if tanh else 1.0)
        total += delta * h[t + heard]
        q = delta * (w if chain else 1.0)
    return sign * total


through_time = Exercise(
    name="recurrent.through_time",
    title="Back through time",
    task="""\
Write `slope(w, v, x, y)`: the gradient dE/dw of one recurrent unit by back-propagation through time.

The unit starts at h_0 = 0 and does h_t = tanh(w h_{t-1} + v x_t) for every input of `x`, shape (T,). Only the
last state is judged: E = (h_T - y)^2 / 2. The answer is one number.""",
    start="""\
def slope(w, v, x, y):
    h = [0.0]
    for x_t in x:
        h.append(np.tanh(w * h[-1] + v * x_t))
    total = 0.0
    for t in range(len(x), 0, -1):
        ...
    return total
""",
    cases=(
        Case("one impulse, then silence", (0.5, 1.0, SHORT, 0.5)),
        Case("the same input again and again", (1.5, 0.8, STEADY, -0.2)),
        Case("mixed inputs and a negative weight", (-0.9, 1.2, MIXED, 0.1)),
    ),
    truth=slope,
    hints=(
        Hint(
            "last step only",
            "You count the last step alone. The weight was used at every step: add up all of them.",
            lambda w, v, x, y: walked_back(w, v, x, y, first=len(x)),
        ),
        Hint(
            "no slope of tanh",
            "The slope of tanh is missing: delta_t = (1 - h_t^2) q_t.",
            lambda w, v, x, y: walked_back(w, v, x, y, tanh=False),
        ),
        Hint(
            "no weight on the way",
            "On the way from step t to step t - 1 the gradient passes the weight w.",
            lambda w, v, x, y: walked_back(w, v, x, y, chain=False),
        ),
        Hint(
            "own state",
            "You multiply delta_t by h_t. What the weight w was multiplied with at step t is h_{t-1}.",
            lambda w, v, x, y: walked_back(w, v, x, y, heard=0),
        ),
        Hint(
            "sign",
            "The sign is wrong: dE/dh_T = h_T - y.",
            lambda w, v, x, y: walked_back(w, v, x, y, sign=-1),
        ),
    ),
    solution="""\
def slope(w, v, x, y):
    h = [0.0]
    for x_t in x:
        h.append(np.tanh(w * h[-1] + v * x_t))
    total = 0.0
    q = h[-1] - y
    for t in range(len(x), 0, -1):
        delta = (1 - h[t] ** 2) * q
        total += delta * h[t - 1]
        q = w * delta
    return total
""",
)

LONG, TALL, SMALL = np.array([3.0, -4.0]), np.array([0.1, 20.0, -5.0]), np.array([0.03, 0.04])

clip = Exercise(
    name="recurrent.clip",
    title="Clipping",
    task="""\
Write `clip(g, threshold)`: the gradient `g`, shape (n,), with its direction kept and its length at most
`threshold`. A shorter gradient stays as it is.""",
    start="""\
def clip(g, threshold):
    length = np.sqrt(np.sum(g**2))
    ...
""",
    cases=(
        Case("a gradient that is too long", (LONG, 1.0)),
        Case("one entry far above the others", (TALL, 2.5)),
        Case("a gradient that is short enough", (SMALL, 1.0)),
    ),
    truth=lambda g, threshold: g / max(1.0, np.linalg.norm(g) / threshold),
    hints=(
        Hint(
            "entry by entry",
            "You clip every entry by itself. That turns the gradient; shorten it as a whole.",
            lambda g, threshold: np.clip(g, -threshold, threshold),
        ),
        Hint(
            "always",
            "You also stretch gradients that were short enough. Those stay as they are.",
            lambda g, threshold: g * threshold / np.linalg.norm(g),
        ),
        Hint(
            "length one",
            "Your long gradients all come out with length 1. Their length has to be the threshold.",
            lambda g, threshold: g / max(np.linalg.norm(g), 1.0),
        ),
        Hint(
            "squared length",
            "You compare with the square of the length: the root is missing.",
            lambda g, threshold: g / max(1.0, np.sum(g**2) / threshold),
        ),
        Hint(
            "thrown away",
            "A gradient that is too long is not thrown away. Its direction is still good.",
            lambda g, threshold: g if np.linalg.norm(g) <= threshold else 0 * g,
        ),
    ),
    solution="""\
def clip(g, threshold):
    length = np.sqrt(np.sum(g**2))
    if length > threshold:
        g = g * threshold / length
    return g
""",
)

EXERCISES = (through_time, slowest_fade, thrown, clip, cell, keep_half)
