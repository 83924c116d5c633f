"""The state of a lab in an address: what a link `lab:race?eta=0.3` of the text means."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from nbhelpers.lab.controls import Control
from nbhelpers.lab.definition import Lab


def state_url(uri: str, labs: Iterable[Lab]) -> str:
    """The page-relative address of the state that `lab:<name>?<values>` names.

    `ValueError` unless one of the page's `labs` is called so and its values are recorded.
    """
    parts, here = urlsplit(unescape(uri)), {lab.short: lab for lab in labs}
    if parts.path not in here:
        known = ", ".join(lab.name for lab in here.values())
        raise ValueError(f"this page has no lab {parts.path!r}; its labs are {known or 'none'}")
    lab = here[parts.path]
    given = {f"{lab.short}.{name}": address_text(value) for name, value in recorded_values(lab, parts.query).items()}
    return f"?{urlencode(given)}#{lab.short}"


def recorded_values(lab: Lab, query: str) -> dict:
    """The control values that `eta=0.3&rule=adam` gives; `ValueError` unless each is recorded."""
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    return {name: _recorded(lab, lab.control(name), text) for name, text in pairs}


def _recorded(lab: Lab, control: Control, text: str):
    """The recorded value that the text of a link means."""
    for value in control.recorded:
        if text == address_text(value) or (_number(text) is not None and _number(text) == value):
            return value
    allowed = ", ".join(address_text(value) for value in control.recorded)
    raise ValueError(f"{lab.name}: {control.name} = {text} is not recorded; recorded are {allowed}")


def address_text(value) -> str:
    """A control's value as it stands in an address: JavaScript's `String(value)`."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
