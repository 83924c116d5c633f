"""Whether an artist still looks as it did when it was drawn last, told from its attributes."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path

# Marks that setters leave for the next drawing, and what drawing keeps: set even if the new value is the old one.
MARKS = {"stale", "_stale", "_invalidx", "_invalidy", "_subslice", "_transformed_path", "_imcache"}

MUTABLE = (np.ndarray, Path, list, FontProperties)


class Look:
    """An artist's attributes, just after it was drawn. What may change in place is copied."""

    def __init__(self, artist: Artist):
        self._attributes = {name: value for name, value in vars(artist).items() if name not in MARKS}
        mutable = ((name, value) for name, value in self._attributes.items() if isinstance(value, MUTABLE))
        self._copies = {name: _copy(value) for name, value in mutable}

    def same(self, artist: Artist) -> bool:
        now, then = vars(artist), self._attributes
        if not (now["_visible"] or then["_visible"]):
            return True
        for name, copy in self._copies.items():
            if not _equal(copy, now.get(name)):
                return False
        if now["_stale"] is False:  # nothing was set since
            return True
        for name, value in then.items():
            if now.get(name) is not value and name not in self._copies and not _equal(value, now.get(name)):
                return False
        return True


def _copy(value):
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, Path):
        copy = Path(value.vertices.copy(), value.codes)
        copy.should_simplify = value.should_simplify
        return copy
    if isinstance(value, FontProperties):
        return value.copy()
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _equal(a, b) -> bool:
    """True only if it is certain that both are equal."""
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):  # bit by bit, the quickest way for the few numbers of an artist
        return a.shape == b.shape and a.dtype == b.dtype and not a.dtype.hasobject and a.tobytes() == b.tobytes()
    if isinstance(a, Path):
        return _equal(a.vertices, b.vertices) and _equal(a.codes, b.codes) and a.should_simplify == b.should_simplify
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_equal, a, b))
    return isinstance(a, (str, int, float, bool, np.generic, range, FontProperties)) and a == b
