"""Digits side by side, each with a title above and a number below."""

import numpy as np

from nbhelpers.lab import kit
from nbhelpers.lab.style import COLOUR, rgba

LEVELS = 14  # shades of a picture
SIDE, GAP, TOP, BELOW = 108, 10, 24, 22  # pixels: a picture, between two, above and below


def size(count):
    """(width, height) of a panel with `count` pictures, in pixels."""
    return count * (SIDE + GAP) + 4, SIDE + TOP + BELOW + 4


def tile(figure, left, top, side, extent=28, title=""):
    """An empty picture of `side` pixels, `extent` units wide, `left` and `top` pixels from the panel's corner."""
    width, height = figure.get_size_inches() * 72
    box = (left / width, (height - top - side) / height, side / width, side / height)
    axes = kit.canvas(figure, box, title, extent)
    axes.spines[:].set(visible=True, color=COLOUR["grid"])
    return axes.imshow(np.zeros((extent, extent, 4)), extent=(0, extent, extent, 0))


def row(figure, titles):
    """Empty pictures side by side, each followed by the text below it, in one list; `fill` takes a pair of them."""
    width, height = figure.get_size_inches() * 72
    artists = []
    for place, title in enumerate(titles):
        left = 2 + place * (SIDE + GAP)
        artists.append(tile(figure, left, TOP, SIDE, title=title))
        artists.append(kit.note(figure, left / width, 1 - (TOP + SIDE + 15) / height))
    return artists


def frames(artists):
    """The (image, text) pairs of a row."""
    return list(zip(artists[::2], artists[1::2], strict=True))


def fill(frame, picture, role="ink", caption=""):
    """Show a picture of values 0 to 1 in the colour of a role."""
    frame[0].set_data(tinted(picture, role))
    frame[1].set_text(caption)


def tinted(picture, role):
    """RGBA: the colour of the role everywhere, as opaque as the picture's values say, 0 to 1."""
    shades = np.full((*picture.shape, 4), rgba(role))
    shades[..., 3] = np.round(np.clip(picture, 0, 1) * LEVELS) / LEVELS
    return shades


def signed(picture):
    """RGBA of weights from -1 to 1."""
    return np.where((picture > 0)[..., None], tinted(picture, "weight"), tinted(-picture, "noise"))
