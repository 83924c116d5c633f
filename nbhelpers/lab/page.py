"""The HTML of a lab that any Python can make: the still picture a notebook keeps, and the figure of a page."""

from __future__ import annotations

import base64
from html import escape

from nbhelpers.lab.controls import Time
from nbhelpers.lab.dare import folded
from nbhelpers.lab.definition import Lab, State
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.formula import slots
from nbhelpers.lab.knobs import knobs
from nbhelpers.lab.light.drawing import LightDrawing
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.svg import filled, relative


def still(lab: Lab, drawing: Drawing | None = None, state: State | None = None, place: str = "") -> str:
    """Picture and sentence of a state, or of the first one, as HTML that survives where scripts and SVG do not.

    A front end that knows `place` puts the figure that answers there.
    """
    drawing = drawing or Drawing(lab)
    state = drawing.first if state is None else state
    pictures = drawing.panels(state)
    images = "".join(_image(svg, panel) for svg, panel in zip(pictures, lab.panels, strict=True))
    where = f' data-place="{place}"' if place else ""
    words = f"<p data-reading>{headlined(lab.read(state))}</p>"
    return f'<figure class="lab" data-lab="{lab.name}"{where}>{images}{words}</figure>'


def headlined(reading: str) -> str:
    """What a lab says: its headline, if it has one, stands out."""
    headline, line, rest = escape(reading).partition("\n")
    return f"<strong>{headline}</strong>{line}{rest}" if line else headline


def _image(svg: str, panel) -> str:
    """An SVG as an <img>, on paper of its own so that it can be read on a dark ground too."""
    paper = f'<rect width="100%" height="100%" fill="{COLOUR["paper"]}"/>'
    opening, rest = svg.split(">", 1)
    data = base64.b64encode(f"{opening}>{paper}{rest}".encode()).decode()
    return f'<img alt="{escape(panel.shows)}" width="{panel.width}" src="data:image/svg+xml;base64,{data}">'


def figure(
    lab: Lab, state: State, pictures: str, controls: str, told=None, address="link", numbers=True, dares=()
) -> str:
    """A lab in a state as it stands before its script: picture and sentence, and the controls waiting in a template.

    `told` are further attributes of it; with "data-live" among them *Go live* is offered. `address` names what *Copy*
    copies of a state, and `numbers` says whether these can be saved. Its `dares` stand under it.
    """
    told, title = told or {}, escape(lab.title)
    attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in told.items())
    kinds = {"svg": "Picture (SVG)", "png": "Picture (PNG)"} | ({"csv": "Numbers (CSV)"} if numbers else {})
    if any(isinstance(control, Time) for control in lab.controls):
        kinds["film"] = "Film of the run"
    saves = "".join(
        f'<button type="button" data-action="save" data-as="{kind}">{text}</button>' for kind, text in kinds.items()
    )
    live = '<button type="button" data-action="live">Go live</button>' if "data-live" in told else ""
    return (
        f'<figure class="lab" id="{lab.short}" data-lab="{lab.name}"{attributes}>'
        f'<figcaption class="lab-title">{title}</figcaption>'
        f'<div class="lab-views"><div class="lab-view"><div class="lab-panels">{pictures}</div>'
        f'<p class="lab-reading" data-reading>{headlined(lab.read(state))}</p>'
        f"{slots(lab.formulas(state)) if lab.formulas else ''}</div></div>"
        f'<template><form class="lab-controls"><fieldset disabled><legend>Controls: {title}</legend>'
        f'<div class="lab-knobs">{controls}</div><div class="lab-actions">'
        '<button type="button" data-action="reset">Reset</button>'
        '<button type="button" data-action="compare" aria-pressed="false">Compare</button>'
        f'<button type="button" data-action="link">Copy {address}</button>'
        f'<details class="lab-save"><summary>Save</summary>{saves}</details>'
        f'<button type="button" data-action="show">Full screen</button>{live}'
        '</div></fieldset></form></template>'
        f'<p class="lab-message" data-message role="status"></p>{folded(dares)}</figure>'
    )


def recorded(drawing: Drawing | LightDrawing, record_url: str, live: tuple[str, int] | None = None, dares=()) -> str:
    """A lab as it stands on the static page: first picture and sentence, and the controls for the script to lay out.

    `drawing` is the one of its record, which the page fetches from `record_url` when the figure comes near; `live` says
    where the list of what live Python needs lies, and how many bytes that is. `dares` are those that stand under it
    here.
    """
    lab, state, told = drawing.lab, drawing.first, {"data-record": record_url}
    if live:
        told |= {"data-live": live[0], "data-live-bytes": live[1]}
    pictures = relative("".join(filled(drawing.stages, drawing.parts(state))))
    return figure(lab, state, pictures, knobs(lab), told, numbers=bool(live), dares=dares)
