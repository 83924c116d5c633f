"""What a lab declares, looked over where it is declared: what was given, and what is allowed."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

LONG = 60  # letters of a value that a message shows


def brief(value: Any) -> str:
    """A value as a message shows it: in one line, cut if it is long."""
    shown = " ".join(repr(value).split())
    return shown if len(shown) <= LONG else f"{shown[: LONG - 1]}…"


def text(name: str, value: Any) -> str:
    """`value` as it is: ValueError unless it is text, and not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} = {brief(value)}: allowed is text, not empty")
    return value


def several(name: str, given: Any, kind: type, words: str) -> tuple:
    """`given` as a tuple: ValueError unless it is one, or a list, of this `kind`, which `words` name."""
    if not isinstance(given, tuple | list):
        raise ValueError(f"{name} = {brief(given)}: allowed is a tuple of {words}; of one alone with a comma, (one,)")
    for one in given:
        if not isinstance(one, kind):
            raise ValueError(f"{name} hold {brief(one)}; allowed are {words}")
    return tuple(given)


def once(name: str, names: list[str]) -> None:
    """ValueError if two have one name."""
    if len(set(names)) != len(names):
        raise ValueError(f"{name} have one name twice in {names}")


def takes(name: str, function: Callable, arguments: list[str], words: str, named: bool = False) -> None:
    """ValueError unless the `function` can be called with these arguments, by their names if `named`."""
    if not callable(function):
        raise ValueError(f"{name} = {brief(function)}: allowed is a function of ({', '.join(arguments)}), {words}")
    try:
        signature = inspect.signature(function)
    except ValueError:  # written in C, and says nothing
        return
    try:
        signature.bind(**dict.fromkeys(arguments)) if named else signature.bind(*arguments)
    except TypeError as error:
        allowed = f"allowed is {name.split()[-1]}({', '.join(arguments)}), {words}"
        raise ValueError(f"{name}{_plain(signature)}: {error}; {allowed}") from None


def _plain(signature: inspect.Signature) -> inspect.Signature:
    """A signature without its types."""
    bare = [one.replace(annotation=one.empty) for one in signature.parameters.values()]
    return signature.replace(parameters=bare, return_annotation=signature.empty)
