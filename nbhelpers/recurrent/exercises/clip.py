"""Exercise: a gradient clipped as a whole."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

LONG, TALL, SMALL = np.array([3.0, -4.0]), np.array([0.1, 20.0, -5.0]), np.array([0.03, 0.04])

clip = Exercise(
    name="recurrent.clip",
    title="Clipping",
    task="""\
Write `clip(g, threshold)`: the gradient `g`, shape (n,), with its direction kept and its length at most
`threshold`. A shorter gradient stays as it is, and so does one of zeros.""",
    start="""\
def clip(g, threshold):
    length = np.sqrt(np.sum(g**2))
    ...
    return ...
""",
    cases=(
        Case("a gradient that is too long", (LONG, 1.0)),
        Case("one entry far above the others", (TALL, 2.5)),
        Case("a gradient that is short enough", (SMALL, 1.0)),
        Case("one that is short enough, above 1", (LONG, 20.0)),
        Case("a short one that is too long", (np.array([0.3, -0.4]), 0.2)),
        Case("no gradient at all", (np.zeros(2), 1.0)),
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
            "You compare with the square of the length: the square root is missing.",
            lambda g, threshold: g / max(1.0, np.sum(g**2) / threshold),
        ),
        Hint(
            "thrown away",
            "A gradient that is too long is not thrown away. Its direction is still good.",
            lambda g, threshold: g if np.linalg.norm(g) <= threshold else 0 * g,
        ),
        Hint(
            "upper side only",
            "You clip every entry by itself, and only from above. Shorten the gradient as a whole.",
            lambda g, threshold: np.minimum(g, threshold),
        ),
        Hint(
            "largest entry",
            "You compare the largest entry. Compare the length, the square root of the sum of squares.",
            lambda g, threshold: g / max(1.0, np.abs(g).max() / threshold),
        ),
        Hint(
            "sum of the sizes",
            "You added up the absolute values of the entries. The length is the square root of the sum of squares.",
            lambda g, threshold: g / max(1.0, np.abs(g).sum() / threshold),
        ),
        Hint(
            "root mean square",
            "You took the mean of the squares. The length is the square root of their sum.",
            lambda g, threshold: g / max(1.0, np.sqrt(np.mean(g**2)) / threshold),
        ),
        Hint(
            "threshold forgotten",
            "What is too long comes out with length 1. Multiply by the threshold.",
            lambda g, threshold: g / np.linalg.norm(g) if np.linalg.norm(g) > threshold else g,
        ),
        Hint(
            "not by its length",
            "What is too long is multiplied by the threshold but not divided by its length.",
            lambda g, threshold: g * threshold if np.linalg.norm(g) > threshold else g,
        ),
        Hint(
            "divided by the threshold",
            "You divide by the threshold. Divide by the length, and multiply by the threshold.",
            lambda g, threshold: g / threshold if np.linalg.norm(g) > threshold else g,
        ),
        Hint(
            "upside down",
            "Your fraction is upside down: it makes long gradients longer still. It is threshold / length.",
            lambda g, threshold: g * np.linalg.norm(g) / threshold if np.linalg.norm(g) > threshold else g,
        ),
        Hint(
            "the short ones",
            "You stretched the short gradients and left the long ones: the comparison is the wrong way round.",
            lambda g, threshold: g * threshold / np.linalg.norm(g) if np.linalg.norm(g) < threshold else g,
        ),
        Hint(
            "divided by the square",
            "You divide by the square of the length: the square root is missing.",
            lambda g, threshold: g * threshold / np.sum(g**2) if np.linalg.norm(g) > threshold else g,
        ),
        Hint(
            "the square against the threshold",
            "You compare with the square of the length. Where you divide it is right: compare the length itself.",
            lambda g, threshold: g * threshold / np.linalg.norm(g) if np.sum(g**2) > threshold else g,
        ),
        Hint(
            "the threshold taken off",
            "You subtracted the threshold from the entries. Multiply the whole gradient by one factor.",
            lambda g, threshold: g - threshold if np.linalg.norm(g) > threshold else g,
        ),
        Hint(
            "unchanged",
            "The gradient comes back as it was: one that is too long has to be shortened.",
            lambda g, threshold: g,
        ),
        Hint(
            "the length",
            "You returned a length. Return the gradient, an array.",
            lambda g, threshold: min(np.linalg.norm(g), threshold),
        ),
        Hint(
            "1 for the threshold",
            "You compare the length with 1. Compare it with the threshold.",
            lambda g, threshold: g * threshold / np.linalg.norm(g) if np.linalg.norm(g) > 1 else g,
        ),
        Hint(
            "the threshold itself",
            "What is too long becomes one number. Return the whole gradient: g * threshold / length.",
            lambda g, threshold: threshold if np.linalg.norm(g) > threshold else g,
        ),
    ),
    solution="""\
def clip(g, threshold):
    length = np.sqrt(np.sum(g**2))
    if length > threshold:
        g = g * threshold / length
    return g
""",
    place="recurrent.clipping.clip",
)
