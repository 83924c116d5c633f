"""Things in a picture that the reader may take hold of where Python is live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """A point in the first axes of `panel`, which the reader drags or moves with the arrow keys.

    It moves the two `Range` controls `x` and `y`, in data units; hosts without it show their sliders.
    `at(state)` is where the point is.
    """

    label: str
    panel: str
    x: str
    y: str
    at: Callable[[dict], tuple[float, float]]
