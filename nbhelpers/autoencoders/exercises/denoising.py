"""Exercise: the error of a denoising autoencoder."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

CLEAN = np.array([[1.0, 0.0, 0.4], [0.5, 1.0, 0.8]])
NOISE = np.array([[0.5, -0.5, 0.25], [-0.25, 0.5, -2.5]])
FIVE = np.linspace(0, 1, 15).reshape(5, 3) ** 2
MORE = np.cos(7 * np.arange(15).reshape(5, 3))
COPY = (np.eye(3), np.eye(3))
NARROW = np.array([[0.6], [-0.3], [0.4]]), np.array([[1.0, -2.0, 0.5]])
WIDE = (
    np.array([[0.6, 0.1, -0.2, 0.3], [-0.3, 0.9, 0.5, 0.1], [0.4, 0.2, 0.7, -0.6]]),
    np.array([[1.0, -0.5, 0.2], [0.3, 0.8, -0.1], [0.1, 0.4, 0.9], [0.2, -0.3, -0.7]]),
)


def _seen(X, noise):
    return np.clip(X + noise, 0, 1)


def _denoising_truth(U, V, X, noise):
    """Pixel by pixel."""
    total = 0.0
    for x, n in zip(X, noise, strict=True):
        seen = np.array([min(1.0, max(0.0, one)) for one in x + n])
        total += sum((seen @ U @ V[:, i] - x[i]) ** 2 / 2 for i in range(len(x)))
    return total / len(X)


def _sum_of_squares(D):
    return np.sum(D**2) / len(D) / 2


def _wrong(name, words, seen=_seen, target=lambda X, noise: X, error=_sum_of_squares):
    """The mistake in what the net sees, in what it is compared with, or in what is made of the differences."""
    return Hint(name, words, lambda U, V, X, noise: error(seen(X, noise) @ U @ V - target(X, noise)))


NOISY = "You compare with what the net saw. Then copying the noise would be perfect: the target is the clean picture."
PIXELS = "You took the mean over pixels as well. Sum over the pixels, then take the mean over the pictures."
BY_PIXELS = "You divided by the number of pixels. The mean is over the pictures: divide by m, len(X)."

denoising = Exercise(
    name="autoencoders.denoising",
    title="The error of a denoising autoencoder",
    task="""\
Write `denoising_error(U, V, X, noise)`: the squared error that a denoising autoencoder is trained on, one number.

To keep it short the net is linear, without biases: encoder `U`, shape (n, k), decoder `V`, shape (k, n). Given are
the clean pictures `X`, shape (m, n), from 0 to 1, and the `noise` to be added to them, shape (m, n). What the net
sees is clipped to the range from 0 to 1. The error of one picture is half the sum of its squared differences; the
answer is the mean over the pictures.""",
    start="""\
def denoising_error(U, V, X, noise):
    # U: (n, k)   V: (k, n)   X: (m, n) clean   noise: (m, n)
    seen = ...
    E = ...
    return E
""",
    cases=(
        Case("a net that copies what it sees", (*COPY, CLEAN, NOISE)),
        Case("a net that makes things paler", (0.5 * np.eye(3), np.eye(3), CLEAN, NOISE)),
        Case("a code of one number", (*NARROW, CLEAN, NOISE)),
        Case("no noise at all", (*NARROW, CLEAN, np.zeros((2, 3)))),
        Case("five pictures, a code of four numbers", (*WIDE, FIVE, MORE)),
        Case("one picture", (*WIDE, FIVE[2:3], MORE[2:3])),
    ),
    truth=_denoising_truth,
    hints=(
        _wrong("against the noisy one", NOISY, target=_seen),
        _wrong("against the noisy one, not clipped", NOISY, target=lambda X, noise: X + noise),
        _wrong(
            "noise unused",
            "The net was shown the clean picture. It must see the damaged one.",
            seen=lambda X, noise: X,
        ),
        _wrong("not clipped", "What the net sees must be clipped to [0, 1]: np.clip.", seen=lambda X, noise: X + noise),
        _wrong("clipped from below", "Clip at 1 as well.", seen=lambda X, n: np.maximum(X + n, 0)),
        _wrong("clipped from above", "Clip at 0 as well.", seen=lambda X, n: np.minimum(X + n, 1)),
        _wrong(
            "clipped from -1",
            "You clip from −1 to 1. A picture goes from 0 to 1.",
            seen=lambda X, noise: np.clip(X + noise, -1, 1),
        ),
        _wrong(
            "noise clipped",
            "You clipped the noise. Clip what the net sees: the picture with its noise.",
            seen=lambda X, noise: X + np.clip(noise, 0, 1),
        ),
        _wrong(
            "noise taken off",
            "The noise is added to the pictures, not subtracted.",
            seen=lambda X, noise: np.clip(X - noise, 0, 1),
        ),
        _wrong(
            "noise times picture",
            "The noise is added to the pictures, not multiplied.",
            seen=lambda X, noise: np.clip(X * noise, 0, 1),
        ),
        _wrong(
            "noise alone",
            "Your net sees the noise alone. It should see the picture with the noise added.",
            seen=lambda X, noise: np.clip(noise, 0, 1),
        ),
        _wrong("no half", "The half in front of the squares is missing.", error=lambda D: np.sum(D**2) / len(D)),
        _wrong("mean of pixels", PIXELS, error=lambda D: np.mean(D**2) / 2),
        _wrong(
            "mean of pixels, no half",
            PIXELS + " And the half is missing.",
            error=lambda D: np.mean(D**2),
        ),
        _wrong("sum", "You summed over the pictures. Take their mean: divide by m.", error=lambda D: np.sum(D**2) / 2),
        _wrong(
            "sum, no half",
            "That is the sum of all squares: the half is missing, and the mean over the m pictures.",
            error=lambda D: np.sum(D**2),
        ),
        _wrong("by pixels", BY_PIXELS, error=lambda D: np.sum(D**2) / D.shape[1] / 2),
        _wrong(
            "for each picture", "That is one number per picture. Take their mean.", error=lambda D: np.sum(D**2, 1) / 2
        ),
        _wrong(
            "for each pixel",
            "You summed over the pictures, one number per pixel. Sum over the pixels, axis=1, "
            "and take the mean over the pictures.",
            error=lambda D: np.sum(D**2, 0) / 2,
        ),
        _wrong("mean for each pixel", "You have one number per pixel. Add them.", error=lambda D: np.mean(D**2, 0) / 2),
        _wrong("not squared", "You did not square the differences.", error=lambda D: np.sum(D) / len(D) / 2),
        _wrong(
            "absolute",
            "You took absolute differences. Their squares are wanted.",
            error=lambda D: np.sum(np.abs(D)) / len(D) / 2,
        ),
        _wrong(
            "absolute, no half",
            "You took absolute differences. Half their squares are wanted.",
            error=lambda D: np.sum(np.abs(D)) / len(D),
        ),
        _wrong(
            "lengths",
            "You took the length of the difference, with a root. Half the sum of squares is wanted.",
            error=lambda D: np.mean(np.sqrt(np.sum(D**2, axis=1))),
        ),
        _wrong(
            "half of the lengths",
            "You took the length of the difference, with a root. Half the sum of squares is wanted.",
            error=lambda D: np.mean(np.sqrt(np.sum(D**2, axis=1))) / 2,
        ),
        Hint(
            "no net",
            "The net is missing: what it sees goes through U and V and is then compared with X.",
            lambda U, V, X, noise: np.sum((_seen(X, noise) - X) ** 2) / len(X) / 2,
        ),
        Hint(
            "output clipped",
            "You clipped the output. Clip what goes in; the output stays as it is.",
            lambda U, V, X, noise: np.sum((np.clip(_seen(X, noise) @ U @ V, 0, 1) - X) ** 2) / len(X) / 2,
        ),
        Hint(
            "output clipped alone",
            "You clipped the output. Clip what goes in; the output stays as it is.",
            lambda U, V, X, noise: np.sum((np.clip((X + noise) @ U @ V, 0, 1) - X) ** 2) / len(X) / 2,
        ),
        Hint(
            "sigmoid",
            "There is a sigmoid in your net. This one is linear, to keep it short.",
            lambda U, V, X, noise: np.sum((1 / (1 + np.exp(-_seen(X, noise) @ U)) @ V - X) ** 2) / len(X) / 2,
        ),
        Hint(
            "sizes",
            "The sizes do not fit: seen is (m, n), U is (n, k), V is (k, n). In seen @ U @ V the equal sizes meet.",
            lambda U, V, X, noise: X.T @ U @ V,
        ),
        Hint(
            "no decoder",
            "The code was compared with the picture. Send it back through V first.",
            lambda U, V, X, noise: _sum_of_squares(_seen(X, noise) @ U - X),
        ),
        _wrong(
            "root",
            "You took a root of the whole. The squared error is wanted.",
            error=lambda D: np.mean(D**2) ** 0.5,
        ),
        _wrong(
            "root of the sum",
            "You took a root of the whole. The squared error is wanted.",
            error=lambda D: _sum_of_squares(D) ** 0.5,
        ),
        _wrong(
            "added",
            "You added the picture to the output. Their difference is wanted.",
            target=lambda X, noise: -X,
        ),
        Hint(
            "changed over",
            "Clean and damaged have swapped places: the net sees the damaged picture; the clean one is its target.",
            lambda U, V, X, noise: _sum_of_squares(X @ U @ V - _seen(X, noise)),
        ),
        _wrong(
            "not clipped, mean of pixels, no half",
            "Clip what the net sees to [0, 1]. And sum over the pixels, halve, then take the mean over the pictures.",
            seen=lambda X, noise: X + noise,
            error=lambda D: np.mean(D**2),
        ),
        _wrong(
            "not clipped, mean of pixels",
            "Clip what the net sees to [0, 1]. And sum over the pixels, then take the mean over the pictures.",
            seen=lambda X, noise: X + noise,
            error=lambda D: np.mean(D**2) / 2,
        ),
        _wrong(
            "one length",
            "You took the length of all differences, with a root. The mean of half the sums of squares is wanted.",
            error=lambda D: np.sqrt(np.sum(D**2)),
        ),
    ),
    solution="""\
def denoising_error(U, V, X, noise):
    seen = np.clip(X + noise, 0, 1)
    E = 0.5 * np.sum((seen @ U @ V - X) ** 2, axis=1)
    return E.mean()
""",
)
