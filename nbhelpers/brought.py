"""What a reader brings to a control: a picture or a text, looked over before anything is done with it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from nbhelpers.guards import whole

SIDE = 256  # pixels: the page makes larger pictures smaller before it sends them
LETTERS = 1_000_000


class Taken(NamedTuple):
    """The value that a control made of it; in words, what was done and what was left out; and pictures of the way,
    by what they show: arrays (rows, columns) from 0 (white) to 1 (ink)."""

    value: Any
    said: str
    steps: Mapping[str, np.ndarray] = MappingProxyType({})


def picture(brought: dict) -> np.ndarray:
    """The greys (height, width) of {"width", "height", "grey"}, 0 black to 1 white; "grey" is base64 of a byte for
    each pixel, row by row. `ValueError` if it is none, or larger than SIDE."""
    width, height = (whole(f"a picture's {name}", brought.get(name), 1, SIDE) for name in ("width", "height"))
    try:
        content = base64.b64decode(brought.get("grey", ""), validate=True)
    except (binascii.Error, ValueError, TypeError):
        content = b""
    if len(content) != width * height:
        raise ValueError(f"grey holds {len(content)} bytes; allowed: one for each of {width} x {height} pixels")
    return np.frombuffer(content, dtype=np.uint8).reshape(height, width) / 255


def letters(brought: dict) -> str:
    """The text of {"text"}; `ValueError` if it is none, or longer than LETTERS."""
    text = brought.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("there is nothing in it; allowed is a text")
    if len(text) > LETTERS:
        raise ValueError(f"it has {len(text):,} letters; allowed are {LETTERS:,}")
    return text.removeprefix("\ufeff")
