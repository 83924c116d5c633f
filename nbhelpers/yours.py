"""A reader's own version of a function of nbhelpers in the place of the book's, wherever nbhelpers calls it.

    from nbhelpers import yours
    yours.use("hopfield.store", my_store)     # figures that call hopfield.store answer with yours, and say so
    yours.give_back("hopfield.store")         # or give_back() for all

The book's function stays the object that it is, under every name and in every table that has it; only what is done at a
call is the reader's, after the book's check of the arguments. Within the reader's function the book's is itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import _lru_cache_wrapper
from importlib import import_module
from sys import modules
from types import FunctionType
from typing import Any, NamedTuple
from weakref import WeakSet


class Place(NamedTuple):
    """A function of the book whose calls are a reader's."""

    book: FunctionType  # the object in the book, whose code has been exchanged
    original: FunctionType  # does what it did before
    reader: Callable


_places: dict[str, Place] = {}
_callers: dict[str, set[str]] = {}  # {name of a lab: the functions of the reader that it has called}
_within: ContextVar[frozenset[str]] = ContextVar("the functions of the reader that are running", default=frozenset())
_looking: ContextVar[str | None] = ContextVar("the lab that computes", default=None)
figures: WeakSet = WeakSet()  # what is told to answer `anew()` when a function changes


def use(name: str, function: Callable) -> None:
    """Put `function` in the place of the book's `name`, e.g. "hopfield.store"; ValueError if there is none such."""
    if not callable(function):
        raise ValueError(f"function = {function!r}: allowed is a function")
    own = book(name)
    if inspect.unwrap(function) is own:
        raise ValueError(f"function is the book's own {name}; allowed is another one")
    for known in [known for known, place in _places.items() if place.book is own]:  # it may have several names
        give_back(known)
    original = FunctionType(own.__code__, own.__globals__, own.__name__, own.__defaults__)
    original.__kwdefaults__ = own.__kwdefaults__
    _places[name] = Place(own, original, function)
    _exchange(own, _stand_in(name, own.__name__), None, None)
    _changed()


def give_back(name: str | None = None) -> None:
    """Have the book's own function again, or all of them; ValueError if `name` is not in use."""
    if name is not None and name not in _places:
        raise ValueError(f"name = {name!r} is not yours; in use: {', '.join(_places) or 'none'}")
    for one in [name] if name else list(_places):
        own, original, _ = _places.pop(one)
        _exchange(own, original.__code__, original.__defaults__, original.__kwdefaults__)
    _changed()


def is_yours(function: Callable) -> bool:
    """Whether the book's function is the reader's at its calls."""
    return any(place.book is inspect.unwrap(function) for place in _places.values())


def in_use() -> tuple[str, ...]:
    """The names of the functions that are the reader's."""
    return tuple(_places)


def call(name: str, *given: Any, **named: Any) -> Any:
    """What stands in the place of the book's function does at a call."""
    place, lab = _places[name], _looking.get()
    if name in _within.get():  # the reader's function calls the book's
        return place.original(*given, **named)
    if lab:
        _callers.setdefault(lab, set()).add(name)
    with _inside(name):
        answer = place.reader(*given, **named)
    return _steps(name, answer) if inspect.isgenerator(answer) else answer


@contextmanager
def _inside(name: str) -> Iterator[None]:
    token = _within.set(_within.get() | {name})
    try:
        yield
    finally:
        _within.reset(token)


def _steps(name: str, generator: Iterator) -> Iterator:
    """A generator of the reader's, within whose steps the book's function is itself."""
    while True:
        with _inside(name):
            try:
                step = next(generator)
            except StopIteration:
                return
        yield step


@contextmanager
def seen_by(lab: str) -> Iterator[None]:
    """What is called here is called by this lab."""
    token = _looking.set(lab)
    try:
        yield
    finally:
        _looking.reset(token)


def told(lab: str) -> str:
    """What a lab says of the reader's functions that it has called, "" if there are none."""
    names = sorted(_callers.get(lab, ()))
    return f" Computed with your {' and your '.join(names)}." if names else ""


def book(name: str) -> FunctionType:
    """The function of the book of that name, without the check of its arguments; ValueError if there is none."""
    room, _, short = str(name).rpartition(".")
    try:
        found = getattr(import_module(f"nbhelpers.{room}"), short)
    except (ImportError, AttributeError, ValueError):
        found = None
    inner = inspect.unwrap(found) if found else None
    if not isinstance(inner, FunctionType) or inner.__closure__:
        raise ValueError(f"name = {name!r}: allowed is a function of nbhelpers, e.g. 'hopfield.store'")
    return inner


def _stand_in(name: str, short: str):
    """Code for the book's function that calls the reader's. It needs no names around it but its imports."""
    space: dict[str, Any] = {}
    body = f"from nbhelpers import yours\n    return yours.call({name!r}, *given, **named)"
    exec(f"def {short}(*given, **named):\n    {body}", space)
    return space[short].__code__


def _exchange(function, code, defaults, named):
    function.__code__, function.__defaults__, function.__kwdefaults__ = code, defaults, named


def _changed() -> None:
    """Nothing that was computed before counts any more, and figures answer anew."""
    _callers.clear()
    for module in [found for name, found in modules.items() if name.startswith("nbhelpers.")]:
        for value in list(vars(module).values()):
            if isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__:
                value.cache_clear()
    for figure in list(figures):
        figure.anew()
