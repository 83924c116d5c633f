"""The controls of a lab: as HTML, and as the scripts of a figure read them."""

from __future__ import annotations

import json
from html import escape

from nbhelpers.lab.controls import Choice, Control, Range, Seed, Switch, Text, Time
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.dots import Dots
from nbhelpers.lab.pixels import Pixels


def knobs(lab: Lab, live: bool = False) -> str:
    """The controls that have several recorded values; with `live` all of them, with all values that they offer."""
    if live:
        return "".join(_control(lab, control, control.offered, live=True) for control in lab.controls)
    several = (control for control in lab.controls if len(control.recorded) > 1)
    return "".join(_control(lab, control, control.recorded) for control in several)


def _control(lab: Lab, control: Control, values: tuple, live: bool = False) -> str:
    ident = f"{lab.short}-{control.name}"
    label = f'<label for="{ident}">{escape(control.label)}</label>'
    shown = [control.show(value) for value in values]
    at = values.index(control.default)
    if isinstance(control, Switch):
        on = " checked" if control.default else ""
        return (
            f'<div class="lab-knob lab-switch"><input type="checkbox" role="switch" id="{ident}" '
            f'name="{control.name}"{on}>{label}</div>'
        )
    if isinstance(control, (Pixels, Dots)):
        return (
            f'<div class="lab-knob lab-own">{label}'
            f'<output id="{ident}" name="{control.name}">{escape(shown[at])}</output>'
            f'{_own(control)}{_act("clear", control, "Clear")}</div>'
        )
    if isinstance(control, Text):
        as_typed = f'maxlength="{control.longest}" autocomplete="off" spellcheck="false"'
        return (
            f'<div class="lab-knob lab-own">{label}{_own(control)}<input type="text" id="{ident}" '
            f'name="{control.name}" value="{escape(control.default)}" {as_typed}></div>'
        )
    if live and isinstance(control, Seed):
        return (
            f'<div class="lab-knob">{label}<input type="number" id="{ident}" name="{control.name}" min="0" '
            f'max="{control.highest}" step="1" value="{control.default}" inputmode="numeric"></div>'
        )
    if isinstance(control, (Choice, Seed)):
        options = "".join(
            f'<option value="{escape(str(value))}"{" selected" if index == at else ""}>{escape(text)}</option>'
            for index, (value, text) in enumerate(zip(values, shown, strict=True))
        )
        return f'<div class="lab-knob">{label}<select id="{ident}" name="{control.name}">{options}</select></div>'
    spoken = f"{shown[at]} of {shown[-1]}" if isinstance(control, Time) else shown[at]
    slider = (
        f'<input type="range" id="{ident}" name="{control.name}" min="0" max="{len(shown) - 1}" step="1" '
        f'value="{at}" aria-valuetext="{escape(spoken)}">'
    )
    output = f'<output for="{ident}">{escape(shown[at])}</output>'
    buttons = _time_buttons(control.label) if isinstance(control, Time) else ""
    return f'<div class="lab-knob lab-slider">{label}{output}{slider}{buttons}</div>'


def _act(action: str, control: Control, text: str) -> str:
    return f'<button type="button" data-action="{action}" data-control="{control.name}">{text}</button>'


def _own(control: Control) -> str:
    return _act("yours", control, "Yours…") if control.takes else ""


def _button(action: str, label: str, path: str) -> str:
    icon = f'<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{path}"/></svg>'
    return f'<button type="button" data-action="{action}" aria-label="{escape(label)}">{icon}</button>'


def _time_buttons(label: str) -> str:
    return (
        '<span class="lab-time">'
        + _button("back", f"{label}: one step back", "M3 2h2v12H3zM14 2v12L6 8z")
        + _button("play", f"{label}: play", "M3 2l11 6-11 6z")
        + _button("forward", f"{label}: one step forward", "M11 2h2v12h-2zM2 2l8 6-8 6z")
        + "</span>"
    )


def declaration(lab: Lab, live: bool = False) -> list[dict]:
    """The controls as the page's script reads them: recorded values as JSON, and how each is shown.

    With `live` the values are all that are offered, and a number's ends are told.
    """
    if live:
        return [{**_declared(control, control.offered), **_ends(control)} for control in lab.controls]
    return [_declared(control, control.recorded) for control in lab.controls]


def _declared(control: Control, values: tuple) -> dict:
    return {
        "name": control.name,
        "label": control.label,
        "kind": type(control).__name__.lower(),
        "values": [json.loads(json.dumps(value)) for value in values],
        "shown": [control.show(value) for value in values],
        "start": values.index(control.default),
    }


def _ends(control: Control) -> dict:
    """Between which ends any number is allowed, if any is; of time, the moments played; of a drawing, its grid."""
    if isinstance(control, Time):
        return {"plays": control.recorded}
    if isinstance(control, Seed):
        return {"low": 0, "high": control.highest, "whole": True}
    if isinstance(control, Dots):
        classes = list(control.classes)
        return {"box": control.box.tolist(), "classes": classes, "most": control.most, "first": dict(control.first),
                "takes": control.takes}  # fmt: skip
    if isinstance(control, Pixels):
        return {"rows": control.rows, "columns": control.columns, "brush": control.brush, "first": dict(control.first),
                "inks": control.inks, "takes": control.takes}  # fmt: skip
    if isinstance(control, Text):
        return {"alphabet": control.alphabet, "longest": control.longest, "takes": control.takes}
    if isinstance(control, Range) and not control.only:
        return {"low": control.low, "high": control.high, "whole": control.whole}
    return {}
