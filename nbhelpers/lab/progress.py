"""Progress of a long computation, and a way to stop it, without the computation knowing its host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TypeVar

PAUSE = 0.1  # seconds between two reports of progress to a host
T = TypeVar("T")
_report: ContextVar[Callable[[float], None] | None] = ContextVar("report", default=None)


class Stopped(Exception):
    """The host no longer wants the result: the reader pressed stop or chose another value."""


@contextmanager
def reporting(report: Callable[[float], None]):
    """While this is open, every `track` calls `report(share done)`, which may raise `Stopped`."""
    token = _report.set(report)
    try:
        yield
    finally:
        _report.reset(token)


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
    """The items one by one, telling the host (if there is one) the share done, from 0 to 1."""
    if total is None:
        total = len(iterable)
    for done, item in enumerate(iterable):
        report = _report.get()
        if report:
            report(done / total if total else 1.0)
        yield item
