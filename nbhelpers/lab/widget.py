"""The widget of a lab: the kernel's half of the page's own figure, which asks it for states.

The output of a cell is HTML alone, the still of the state last seen: it outlives the kernel and needs no widget to be
seen. The widget is never displayed; where a front end runs it, its script (`web/notebook.js`) puts the figure in the
place of the still.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
from IPython.display import display, update_display
from traitlets import TraitError, TraitType, Unicode

from nbhelpers import yours
from nbhelpers.lab.answers import Answers, Latest
from nbhelpers.lab.background import Newest
from nbhelpers.lab.controls import Control
from nbhelpers.lab.dare import of as dares_of
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.failure import failure
from nbhelpers.lab.page import figure, still
from nbhelpers.lab.style import notebook_css

WEB = Path(__file__).parent / "web"
START = "notebook.js"
COMMENT = re.compile(r"/\*\*.*?\*/\s*|^[ \t]*//[^\n]*\n", re.DOTALL | re.MULTILINE)
IMPORTED = re.compile(r'(?:from |import\()"\./([\w-]+\.js)"')


class Setting(TraitType):
    """The value of a control; what the control does not allow is refused in its words."""

    def __init__(self, control: Control):
        super().__init__(control.default)
        self.control = control

    def validate(self, widget: Any, value: Any) -> Any:
        try:
            return self.control.check(value)
        except ValueError as error:
            raise TraitError(str(error)) from None


class LabWidget(anywidget.AnyWidget):
    """One lab in a notebook. Each control is a trait: `widget.eta = 0.3`; it can be observed and linked."""

    _esm = (WEB / "widget.js").read_text("utf8")
    _place = Unicode(help="where in the notebook its figure belongs").tag(sync=True)
    lab: Lab = None

    def __init__(self, **values):
        self._drawing = Drawing(self.lab)
        self._state = Latest(self._drawing)
        self._figures: dict[str, Figure] = {}
        super().__init__(_place=uuid4().hex, **values)
        self.on_msg(self._asked)
        yours.figures.add(self)

    @property
    def values(self) -> dict:
        return {control.name: getattr(self, control.name) for control in self.lab.controls}

    def set(self, **values) -> None:
        """Turn controls from code; `ValueError` names a value that is not allowed."""
        checked = {name: self.lab.control(name).check(value) for name, value in values.items()}
        with self.hold_sync():
            for name, value in checked.items():
                setattr(self, name, value)

    def anew(self) -> None:
        """A function that the lab may call is another one now: its figures ask again."""
        self._state.forget()
        self.send({"anew": self._place})

    def bundle(self) -> dict:
        """What the notebook keeps: the still, and words for a terminal."""
        _, state = self._state.seen
        words = f"{self.lab.title}: {self.lab.read(state)}".replace("\n", " ")
        return {"text/html": still(self.lab, self._drawing, state, self._place), "text/plain": words}

    def _ipython_display_(self) -> None:
        self._state(**self.values)
        display(self.bundle(), raw=True, display_id=self._place)

    def _asked(self, widget: LabWidget, request: dict, buffers: list) -> None:
        """A figure asks: `{"do": one of the names below, "figure": ..., "id": ..., "values": ...}`."""
        at_once = {"scripts": self._scripts, "open": self._open, "keep": self._keep, "close": self._close}
        name = request.get("figure")
        at_once.get(request["do"], lambda asked: self._figures[name].asked(asked))(request)

    def _scripts(self, request: dict) -> None:
        self.send({"scripts": scripts(), "style": style()})

    def _open(self, request: dict) -> None:
        """All that a new figure needs: its HTML, its stage and the picture of the present state."""
        made = self._figures[request["figure"]] = Figure(self, request["figure"])
        made.send(id=request["id"], answer=made.opening(self.values))

    def _close(self, request: dict) -> None:
        """The page that has this figure goes."""
        gone = self._figures.pop(request["figure"], None)
        if gone:
            gone.runner.stop()

    def _keep(self, request: dict) -> None:
        """The notebook keeps the state that is seen now; figures are told that their place is about to be written."""
        self.send({"keeps": self._place})
        update_display(self.bundle(), raw=True, display_id=self._place)


class Figure:
    """The kernel's half of one figure: what it asks is answered in turn, of what waits only the newest."""

    def __init__(self, widget: LabWidget, name: str):
        self.widget, self.name = widget, name
        self.answers = Answers(widget._drawing, widget._state)
        self.runner = Newest(self._work, lambda answer: self.send(**answer), self._failed, self._stopped, self._advance)
        self._last = 0  # the number of what was asked last before a stop

    def send(self, **message) -> None:
        self.widget.send({"figure": self.name, **message})

    def opening(self, values: dict) -> dict:
        lab, stage, first = self.widget.lab, self.answers.stage(), self.answers.compute(**values)
        state, dares = self.answers.state(**values), dares_of(lab)
        html = figure(lab, state, "".join(stage.pop("panels")), stage.pop("knobs"), address="code", dares=dares)
        return {**stage, "html": html, "values": values, "first": first}

    def asked(self, request: dict) -> None:
        if request["do"] == "stop":
            self._last = request["id"]
            self.runner.stop()
        else:
            self.runner.ask(request)

    def _work(self, request: dict) -> dict:
        """The answer to what may take long."""
        self.send(begun=request["id"])
        answers = self.answers
        work = {
            "compute": answers.compute, "numbers": answers.numbers, "take": answers.take, "dare": self._judged,
        }[request["do"]]  # fmt: skip
        return {"id": request["id"], "answer": work(**request["values"])}

    def _judged(self, dare: str, values: dict) -> dict:
        """Whether these values meet the lab's dare of that name."""
        return next(one for one in dares_of(self.widget.lab) if one.name == dare).judge(**values).as_dict()

    def _failed(self, request: dict, error: Exception) -> None:
        self.send(id=request["id"], error=failure(error, self.widget.lab))

    def _stopped(self) -> None:
        self.send(stopped=self._last)

    def _advance(self, share: float) -> None:
        self.send(share=share)


def kind_of(lab: Lab) -> type[LabWidget]:
    """The widget class of a lab, with a trait for each of its controls."""
    taken = [control.name for control in lab.controls if hasattr(LabWidget, control.name)]
    if taken:
        raise ValueError(f"{lab.name}: a control can't be named {taken[0]!r}: every widget has something of that name")
    settings = {control.name: Setting(control).tag(sync=True) for control in lab.controls}
    return type("LabWidget", (LabWidget,), {"lab": lab, **settings})


def widget(lab: Lab, **values) -> LabWidget:
    """The lab as a widget, `values` in the place of the defaults; it shows itself where it ends a cell."""
    return kind_of(lab)(**lab.values(**values))


@cache
def scripts() -> dict[str, str]:
    """The modules that the figure needs, by name, without their comments; each after those that it imports."""
    found: dict[str, str] = {}

    def collect(name: str) -> None:
        text = COMMENT.sub("", (WEB / name).read_text("utf8"))
        for other in IMPORTED.findall(text):
            if other not in found:
                collect(other)
        found[name] = text

    collect(START)
    return found


@cache
def style() -> str:
    """The page's style sheet for a figure, in the letters of the notebook around it."""
    return notebook_css() + re.sub(r"(?<=\d)rem\b", "em", (WEB / "lab.css").read_text("utf8"))
