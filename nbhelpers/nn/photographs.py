"""A photograph of something written, as MNIST would hold it.

MNIST's makers took the ink off the paper, scaled it into a box of 20 x 20 pixels and moved its centre of mass into the
middle of 28 x 28 (LeCun et al. 1998); so does `digit`, step by step.
"""

from itertools import pairwise

import numpy as np

from nbhelpers.brought import Taken
from nbhelpers.guards import takes
from nbhelpers.nn.digit_classifier import BOX, SIDE, centred, overlaps

BLOCKS = 6  # in how many pieces a side is cut to see how bright the paper is there
PAPER = 80  # per cent of a piece that is no brighter than its paper
FULL = 95  # per cent of the ink's pixels that are no darker than full ink
LEAST = 0.12  # what is darker than its paper by less is paper
FAINT = 0.03  # a row or a column with less than this share of the fullest one's ink holds specks alone
MOST = 0.5  # share of the picture that ink may cover


@takes(grey="h w")
def digit(grey: np.ndarray) -> Taken:
    """Greys (h, w), 0 black to 1 white -> ink (28, 28) from 0 to 1, with the pictures of the way.

    Light writing on a dark ground is turned round. A picture of 28 x 28 pixels is taken as it is otherwise: it is a
    digit of MNIST's, or one that was drawn for this book. `ValueError` if nothing stands out from the paper.
    """
    turned = np.median(_border(grey)) < 0.5
    paper = 1 - grey if turned else grey
    said = "its ground is dark, so dark and light change places" if turned else ""
    if grey.shape == (SIDE, SIDE):
        told = "; ".join(filter(None, ("28 by 28 pixels are taken as they are", said)))
        return Taken(1 - paper, told + ".", {"as it came": 1 - grey, "ink": 1 - paper})
    ink = off_the_paper(paper)
    cut = _cut(ink)
    height, width = (max(1, round(BOX * n / max(cut.shape))) for n in cut.shape)
    small = np.minimum(overlaps(height, cut.shape[0]) @ cut @ overlaps(width, cut.shape[1]).T, 1)
    sheet = centred(small)
    steps = {"as it came": 1 - grey, "off the paper": ink, f"scaled to {width} by {height}": small, "centred": sheet}
    did = f"the ink was taken off the paper, cut out, scaled to {width} by {height} pixels and centred in 28 by 28"
    return Taken(sheet, "; ".join(filter(None, (said, did))) + ".", steps)


def pattern(grey: np.ndarray) -> Taken:
    """Greys (h, w) -> a pattern (20, 20) of 0 and 1: the middle of `digit`, 1 where it is more than half ink."""
    taken = digit(grey)
    black = (taken.value[4:24, 4:24] > 0.5).astype(float)
    steps = {**taken.steps, "more than half ink": black}
    said = f"{taken.said.rstrip('.')}; in its middle 20 by 20 a pixel is inked where it is more than half ink."
    return Taken(black, said, steps)


@takes(grey="h w")
def off_the_paper(grey: np.ndarray) -> np.ndarray:
    """How much darker each pixel is than the paper there, (h, w) from 0 to 1 for full ink. The light may fall
    unevenly: how bright paper is is seen in each of 6 x 6 pieces, and goes smoothly from one to the next."""
    ink = np.clip(_paper(grey) - grey, 0, None)
    ink = np.where(ink > max(LEAST, ink.max() / 4), ink, 0)
    covered = np.mean(ink > 0)
    if not 0 < covered <= MOST:
        kind = "nothing stands out from the paper" if covered == 0 else f"ink covers {covered:.0%} of the picture"
        raise ValueError(f"{kind}; allowed is dark writing on light paper, or light on dark, ink on at most {MOST:.0%}")
    return np.minimum(ink / np.percentile(ink[ink > 0], FULL), 1)


def _paper(grey):
    """The brightness of the paper at each pixel, straight from the middle of one piece to that of the next."""
    bounds = [np.linspace(0, n, min(BLOCKS, n) + 1).round().astype(int) for n in grey.shape]
    rows, columns = bounds
    bright = np.array([
        [np.percentile(grey[top:bottom, left:right], PAPER) for left, right in pairwise(columns)]
        for top, bottom in pairwise(rows)
    ])  # fmt: skip
    middles = [(ends[1:] + ends[:-1] - 1) / 2 for ends in bounds]
    across = np.array([np.interp(np.arange(grey.shape[1]), middles[1], row) for row in bright])
    return np.array([np.interp(np.arange(grey.shape[0]), middles[0], column) for column in across.T]).T


def _border(grey):
    return np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])


def _cut(ink):
    """The part of a picture that holds its ink, without specks."""
    ends = []
    for axis in (1, 0):
        full = ink.sum(axis=axis)
        places = np.flatnonzero(full > FAINT * full.max())
        ends.append(slice(places[0], places[-1] + 1))
    return ink[tuple(ends)]
