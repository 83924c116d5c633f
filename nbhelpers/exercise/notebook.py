"""An exercise in Jupyter: an editor, Check, Reset and the folded solution as ipywidgets."""

from __future__ import annotations

import ipywidgets as widgets
from IPython import get_ipython

from nbhelpers.exercise import page
from nbhelpers.exercise.definition import Exercise
from nbhelpers.exercise.prediction import Prediction

SECONDS = 10  # after which a reader's code is given up
CHECKING = (
    f"Checking … Code that takes longer than {SECONDS} s is stopped. One call that never ends, such as "
    "sum(range(10**15)), can’t be: restart the kernel then."
)
MONO = "<style>.nbhelpers-code textarea{font-family:monospace;tab-size:4}</style>"
_WIDE = {"width": "100%", "max_width": "46em"}


def mimebundle(exercise: Exercise | Prediction) -> dict:
    """Task, start and folded solution, which a notebook keeps; with a live kernel the widget as well."""
    bundle = {"text/html": page.still(exercise), "text/plain": repr(exercise)}
    if getattr(get_ipython(), "kernel", None) is None:
        return bundle
    return {**ExerciseWidget(exercise).box._repr_mimebundle_(), **bundle}


for kind in (Exercise, Prediction):
    kind._repr_mimebundle_ = lambda exercise, include=None, exclude=None: mimebundle(exercise)


class ExerciseWidget:
    """The widget of one exercise; `box` is what is displayed."""

    def __init__(self, exercise: Exercise | Prediction):
        self.exercise = exercise
        self.editor = _editor(exercise)
        self.check = widgets.Button(description="Check", button_style="primary")
        self.reset = widgets.Button(description="Reset")
        self.report = widgets.HTML()
        self.check.on_click(lambda button: self.judge())
        self.reset.on_click(lambda button: self.start())
        self.solution = widgets.HTML(page.folded(exercise), layout=_WIDE)
        task = widgets.HTML(MONO + page.prose(exercise.asked), layout=_WIDE)
        buttons = widgets.HBox([self.check, self.reset])
        self.box = widgets.VBox([task, self.editor, buttons, self.report, self.solution])

    def judge(self) -> None:
        """Check what stands in the editor and say what was found."""
        self.report.value = f"<p>{CHECKING}</p>"
        settings = {} if isinstance(self.exercise, Prediction) else {"seconds": SECONDS}
        self.report.value = page.report(self.exercise.check(self.editor.value, **settings))

    def start(self) -> None:
        """Back to the starting code."""
        self.editor.value = getattr(self.exercise, "start", "")
        self.report.value = ""


def _editor(exercise: Exercise | Prediction) -> widgets.Widget:
    if isinstance(exercise, Prediction):
        return widgets.Text(placeholder="a number", layout={"width": "12em"})
    lines = exercise.start.count("\n") + 4
    editor = widgets.Textarea(value=exercise.start, rows=lines, layout=_WIDE, continuous_update=False)
    editor.add_class("nbhelpers-code")
    return editor
