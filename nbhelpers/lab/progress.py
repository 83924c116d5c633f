"""Progress of a long computation, and a way to stop it, without the computation knowing its host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TypeVar

PAUSE = 0.1  # seconds between two reports of progress to a host
T = TypeVar("T")
Report = Callable[[float], None]
_report: ContextVar[Report | None] = ContextVar("report", default=None)
_span: ContextVar[tuple[float, float]] = ContextVar("span", default=(0.0, 1.0))  # the next `track`: its begin, its part
_unasked: Report | None = None


class Stopped(Exception):
    """The host no longer wants the result: the reader pressed stop or chose another value."""


@contextmanager
def reporting(report: Callable[[float], None]):
    """While this is open, every `track` calls `report(share done)`, which may raise `Stopped`."""
    tokens = _report.set(report), _span.set((0.0, 1.0))
    try:
        yield
    finally:
        _report.reset(tokens[0]), _span.reset(tokens[1])


def tell_unasked(report: Report | None) -> None:
    """From now on every `track` that is in no `reporting` calls `report(share done)`; None ends that."""
    global _unasked
    _unasked = report
    _span.set((0.0, 1.0))


def seldom(report: Callable[[float], None]) -> Callable[[float], None]:
    """`report`, told again only after a pause."""
    last = monotonic()

    def told(share: float) -> None:
        nonlocal last
        if monotonic() - last >= PAUSE:
            last = monotonic()
            report(share)

    return told


def track(iterable: Iterable[T], total: int | None = None) -> Iterator[T]:
    """The items one by one, telling the host (if there is one) the share done, from 0 to 1.

    Inside of another `track` it is told how far that one's item is.
    """
    if total is None:
        total = len(iterable)
    start, width = outer = _span.get()
    for done, item in enumerate(iterable):
        part = (start + width * done / total, width / total) if total else (start + width, 0.0)
        report = _report.get() or _unasked
        if report:
            report(part[0])
        _span.set(part)
        try:
            yield item
        except GeneratorExit:
            if _span.get() is part:  # else it is closed late, after an error, and others go on
                _span.set(outer)
            raise
        _span.set(outer)
