"""Digits side by side, each with a title above and a number below."""

import numpy as np

from nbhelpers.lab.style import COLOUR, rgba

LEVELS = 14
SIDE, GAP, TOP, BELOW = 108, 10, 24, 22  # pixels: a picture, between two, above and below


def size(count, rows=1):
    """(width, height) of a panel with `rows` rows of `count` pictures, in pixels."""
    return count * (SIDE + GAP) + 4, rows * (SIDE + TOP + BELOW) + 4


def row(figure, titles, side=28):
    """Empty frames side by side; for each an image and the text below it, in one list (`frames` pairs them)."""
    width, height = figure.get_size_inches() * 72
    lefts = [2 + place * (SIDE + GAP) for place in range(len(titles))]
    pairs = [_frame(figure, title, left, width, height, side) for title, left in zip(titles, lefts, strict=True)]
    return [artist for pair in pairs for artist in pair]


def frames(artists):
    """The (image, text) pairs of a row."""
    return list(zip(artists[::2], artists[1::2], strict=True))


def _frame(figure, title, left, width, height, side):
    axes = figure.add_axes((left / width, 1 - (TOP + SIDE) / height, SIDE / width, SIDE / height))
    axes.set(xlim=(0, side), ylim=(side, 0), xticks=(), yticks=())
    axes.set_title(title, pad=5)
    for spine in axes.spines.values():
        spine.set(visible=True, color=COLOUR["grid"])
    image = axes.imshow(np.zeros((side, side, 4)), extent=(0, side, side, 0))
    caption = figure.text(left / width, 1 - (TOP + SIDE + 15) / height, "", color=COLOUR["ink"], fontsize=11)
    return image, caption


def fill(frame, picture, role="ink", caption=""):
    """Show a picture of values 0 to 1 in the colour of a role."""
    frame[0].set_data(tinted(picture, role))
    frame[1].set_text(caption)


def tinted(picture, role):
    """RGBA: the colour of the role, as opaque as the picture's values say, 0 to 1."""
    shade = np.empty((*picture.shape, 4))
    shade[:] = rgba(role)
    shade[..., 3] = np.round(np.clip(picture, 0, 1) * LEVELS) / LEVELS
    return shade


def signed(picture, positive="weight", negative="noise"):
    """RGBA of values from -1 to 1: one colour above 0, another below."""
    above = (picture > 0)[..., None]
    return np.where(above, tinted(picture, positive), tinted(-picture, negative))
