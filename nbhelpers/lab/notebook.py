"""A lab in Jupyter: the same controls, drawing and sentence as ipywidgets, for any value."""

from __future__ import annotations

from html import escape
from time import monotonic

import ipywidgets as widgets
from IPython import get_ipython

from nbhelpers.lab.background import THREADS, Newest
from nbhelpers.lab.controls import Choice, Control, Seed, Switch, Time
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.page import still
from nbhelpers.lab.pixels import Pixels
from nbhelpers.lab.style import notebook_css

PATIENCE = 0.4  # seconds before a running computation shows its progress
_KNOB = widgets.Layout(width="21em", max_width="100%", margin="0 1.5em 0 0")


def mimebundle(lab: Lab) -> dict:
    """The sentence and a still picture, which a notebook keeps; with a live kernel the widget as well."""
    drawing = Drawing(lab)
    bundle = {"text/html": still(lab, drawing), "text/plain": repr(lab)}
    if getattr(get_ipython(), "kernel", None) is None:
        return bundle
    return {**LabWidget(lab, drawing).box._repr_mimebundle_(), **bundle}


Lab._repr_mimebundle_ = lambda lab, include=None, exclude=None: mimebundle(lab)


class LabWidget:
    """The widget of one lab; `box` is what is displayed."""

    def __init__(self, lab: Lab, drawing: Drawing | None = None):
        self.lab = lab
        self.drawing = drawing or Drawing(lab)
        self.inputs = {control.name: _input(control) for control in lab.controls}
        self.view, self.reading, self.message = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.compare = widgets.ToggleButton(description="Compare", tooltip="keep the present state")
        self.kept = widgets.HTML()
        self.reset = widgets.Button(description="Reset")
        self.stop = widgets.Button(description="Stop")
        self.progress = widgets.FloatProgress(min=0, max=1, description="computing")
        shown = [self.progress, self.stop] if THREADS else [self.progress]
        self.busy = widgets.HBox(shown, layout=widgets.Layout(display="none"))
        self.runner = Newest(self._draw, self._show, self._fail, self._stopped, self._advance)
        self._since = monotonic()
        self._show(self._draw(lab.defaults))
        self._wire()
        self.box = self._lay_out()

    def _lay_out(self) -> widgets.Widget:
        knobs = [self._knob(control) for control in self.lab.controls if not isinstance(control, Pixels)]
        wrap = widgets.Layout(flex_flow="row wrap")
        title = widgets.HTML(f"<style>{notebook_css()}</style><b>{escape(self.lab.title)}</b>")
        actions = widgets.HBox([self.reset, self.compare])
        rows = [title, self.kept, self.view, self.reading, widgets.HBox(knobs, layout=wrap), actions, self.busy]
        return widgets.VBox([*rows, self.message])

    def _knob(self, control: Control) -> widgets.Widget:
        """The control below its label; with play and pause where time passes."""
        box = self.inputs[control.name]
        if isinstance(control, Switch):
            return widgets.VBox([box], layout=_KNOB)
        rows = [widgets.Label(control.label), box]
        if isinstance(control, Time):
            beat = int(min(450, max(60, 5000 / (control.last + 1))))
            play = widgets.Play(min=0, max=control.last, step=control.every, value=control.default, interval=beat)
            widgets.jslink((play, "value"), (box, "value"))
            rows.append(play)
        return widgets.VBox(rows, layout=_KNOB)

    def _wire(self) -> None:
        for box in self.inputs.values():
            box.observe(lambda change: self.ask(), "value")
        self.reset.on_click(lambda button: self.set(**self.lab.defaults))
        self.stop.on_click(lambda button: self.runner.stop())
        self.compare.observe(self._keep, "value")

    @property
    def values(self) -> dict:
        return {name: box.value for name, box in self.inputs.items()}

    def set(self, **values) -> None:
        """Turn controls from code; `ValueError` names a value that is not allowed."""
        self.lab.values(**values)
        for name, value in values.items():
            box = self.inputs[name]
            if isinstance(box, widgets.SelectionSlider) and value not in _values(box):
                box.options = _options(self.lab.control(name), sorted([*_values(box), value]))
            box.value = value

    def ask(self) -> None:
        self._since = monotonic()
        self.runner.ask(self.values)

    def _draw(self, values: dict) -> tuple[list[str], str]:
        state = self.lab.state(**values)
        return self.drawing.panels(state), self.lab.read(state)

    def _show(self, result: tuple[list[str], str]) -> None:
        panels, reading = result
        self.view.value = (
            f'<div class="nbhelpers-lab" style="display:flex;flex-wrap:wrap;gap:8px 20px">{"".join(panels)}</div>'
        )
        self.reading.value = f'<p style="line-height:1.4">{escape(reading)}</p>'
        self._settle("")

    def _fail(self, error: Exception) -> None:
        self._settle(f"{type(error).__name__}: {error}")

    def _stopped(self) -> None:
        self._settle("Stopped. The picture shows the last state that was finished.")

    def _settle(self, message: str) -> None:
        self.message.value = f'<p style="color:var(--lab-error,#c8401a)">{escape(message)}</p>' if message else ""
        self.busy.layout.display = "none"

    def _advance(self, share: float) -> None:
        if monotonic() - self._since > PATIENCE:
            self.progress.value = share
            self.busy.layout.display = ""

    def _keep(self, change) -> None:
        if not change["new"]:
            self.kept.value = ""
            return
        words = (f"{control.label} {control.show(self.values[control.name])}" for control in self.lab.controls)
        self.kept.value = f"<p>Kept: {escape(', '.join(words))}</p>{self.view.value}{self.reading.value}<hr>"


def _options(control: Control, values) -> list[tuple[str, object]]:
    return [(control.show(value), value) for value in values]


def _values(box: widgets.SelectionSlider) -> list:
    return [value for _, value in box.options]


def _input(control: Control) -> widgets.Widget:
    given = {"value": control.default, "layout": widgets.Layout(width="100%")}
    if isinstance(control, Switch):
        return widgets.Checkbox(description=control.label, indent=False, **given)
    if isinstance(control, Choice):
        return widgets.Dropdown(options=_options(control, control.options), **given)
    if isinstance(control, Seed):
        return widgets.BoundedIntText(min=0, max=Seed.highest, **given)
    if isinstance(control, Time):
        return widgets.IntSlider(min=0, max=control.last, step=control.every, **given)
    if isinstance(control, Pixels):
        return widgets.Text(**given)  # not laid out: ipywidgets can't draw, but `set` may
    if control.whole and not control.only:
        return widgets.IntSlider(min=control.low, max=control.high, step=control.step, **given)
    return widgets.SelectionSlider(options=_options(control, control.grid), **given)
