"""Patterns to remember: letters drawn for this book, real digits in black and white, and noise."""

import functools

import numpy as np

from nbhelpers.datasets import mnist
from nbhelpers.guards import random, takes
from nbhelpers.hopfield import as_patterns

LETTER_SIDE, DIGIT_SIDE = 10, 20
LEGIBLE = 0.9  # `unlike_digits` chooses among this share of a class, the images nearest to its mean

_DRAWN = {
    "HOPFIE": """
    ###....###  ..######..  ########..  ##########  .########.  ##########
    ###....###  .########.  #########.  ##########  .########.  ##########
    ###....###  ####..####  ###...####  ###.......  ...####...  ###.......
    ###....###  ###....###  ###....###  ###.......  ...####...  ###.......
    ##########  ###....###  ###...####  ########..  ...####...  ########..
    ##########  ###....###  #########.  ########..  ...####...  ########..
    ###....###  ###....###  ########..  ###.......  ...####...  ###.......
    ###....###  ####..####  ###.......  ###.......  ...####...  ###.......
    ###....###  .########.  ###.......  ###.......  .########.  ##########
    ###....###  ..######..  ###.......  ###.......  .########.  ##########
    """,
    "LDNTSXZ": """
    ###.......  #######...  ###....###  ##########  ..########  ###....###  ##########
    ###.......  #########.  ####...###  ##########  .#########  ####..####  ##########
    ###.......  ###...####  #####..###  ##########  ####......  .########.  ......####
    ###.......  ###....###  ######.###  ...####...  ####......  ..######..  .....####.
    ###.......  ###....###  ###.######  ...####...  .########.  ...####...  ....####..
    ###.......  ###....###  ###..#####  ...####...  ..########  ...####...  ...####...
    ###.......  ###....###  ###...####  ...####...  ......####  ..######..  ..####....
    ###.......  ###...####  ###....###  ...####...  ......####  .########.  .####.....
    ##########  #########.  ###....###  ...####...  #########.  ####..####  ##########
    ##########  #######...  ###....###  ...####...  ########..  ###....###  ##########
    """,
}


def _bitmaps(names, drawing):
    rows = [line.split() for line in drawing.split("\n") if line.strip()]
    for column, name in enumerate(names):
        ink = [pixel == "#" for row in rows for pixel in row[column]]
        yield name, np.where(ink, 1.0, -1.0)


LETTERS = {name: signs for names, drawing in _DRAWN.items() for name, signs in _bitmaps(names, drawing)}


def letters(word):
    """The letters of `word` as patterns (len(word), 100) of -1 (paper) and +1 (ink), 10 x 10 pixels each."""
    strange = sorted(set(word) - set(LETTERS))
    if not word or strange:
        raise ValueError(f"word is {word!r}; allowed are one or more of the letters {''.join(LETTERS)}")
    return np.array([LETTERS[letter] for letter in word])


def digit_patterns():
    """The 5,000 training digits as patterns (5000, 400): the middle 20 x 20 pixels, +1 where ink > 1/2."""
    pixels = mnist().train_images.reshape(-1, 28, 28)[:, 4:24, 4:24]
    return np.where(pixels > 0.5, 1.0, -1.0).reshape(len(pixels), DIGIT_SIDE**2)


@functools.cache
def typical_digits():
    """One pattern for each of 0..9, (10, 400), read-only: of its class the nearest to the class mean.

    Such digits are all thin strokes on the same paper, so any two of them agree in most pixels.
    """
    patterns = digit_patterns()
    return _frozen(patterns[[nearest[0] for nearest in _by_typicality(patterns)]])


@functools.cache
def unlike_digits():
    """One pattern for each of 0..9, (10, 400), read-only: still legible, and as unlike each other as can be.

    Starts from `typical_digits`; then class after class takes the image with the least sum of squared
    overlaps with the other nine, among the `LEGIBLE` share nearest to the class mean, until none changes.
    """
    patterns = digit_patterns()
    legible = [nearest[: int(LEGIBLE * len(nearest))] for nearest in _by_typicality(patterns)]
    chosen, before = np.array([nearest[0] for nearest in legible]), None
    while not np.array_equal(chosen, before):
        before = chosen.copy()
        for digit, candidates in enumerate(legible):
            overlaps = patterns[candidates] @ patterns[np.delete(chosen, digit)].T
            chosen[digit] = candidates[np.argmin(np.sum(overlaps**2, axis=1))]
    return _frozen(patterns[chosen])


@takes(count=1, units=1, rng=random)
def random_patterns(count, units, rng):
    """`count` patterns of `units` fair coins, -1 or +1: (count, units)."""
    return rng.choice([-1.0, 1.0], size=(count, units))


@takes(pattern="N", rng=random)
def add_noise(pattern, share, rng):
    """`pattern` (N,) with round(share * N) of its units, chosen at random, turned over."""
    if not 0 <= share <= 1:
        raise ValueError(f"share is {share}; it must lie between 0 (no noise) and 1 (the negative)")
    noisy = as_patterns(np.atleast_2d(pattern))[0].copy()
    turned = rng.choice(len(noisy), size=round(share * len(noisy)), replace=False)
    noisy[turned] *= -1
    return noisy


def _by_typicality(patterns):
    """For each of 0..9 the rows of that digit, the nearest to the class mean first, in whole numbers."""
    labels = mnist().train_labels
    for digit in range(10):
        rows = np.flatnonzero(labels == digit)
        closeness = patterns[rows] @ patterns[rows].sum(axis=0)
        yield rows[np.argsort(-closeness, kind="stable")]


def _frozen(array):
    array.flags.writeable = False
    return array
