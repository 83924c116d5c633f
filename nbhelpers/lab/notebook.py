"""A lab in Jupyter: displayed where it ends a cell, with its widget where there can be one."""

from __future__ import annotations

from dataclasses import dataclass, field

from IPython import get_ipython
from IPython.display import display

from nbhelpers.lab.cell_line import Line
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.page import still

try:
    from nbhelpers.lab.widget import LabWidget, widget
except ImportError:  # a host without anywidget: it shows the still
    LabWidget = widget = None


@dataclass
class Shown:
    """The widgets that a run of a cell has shown."""

    run: str
    widgets: list[LabWidget] = field(default_factory=list)


SHOWN: dict[str, Shown] = {}  # by the cell


def show(lab: Lab) -> None:
    """Display a lab: with a kernel behind it the figure that answers, else the still."""
    shell = get_ipython()
    if widget is None or getattr(shell, "kernel", None) is None:
        return display({"text/html": still(lab), "text/plain": repr(lab)}, raw=True)
    made = widget(lab)
    take_place(made, getattr(shell, "get_parent", dict)())  # a browser’s kernel knows no request
    return made._ipython_display_()


def take_place(made: LabWidget, request: dict) -> None:
    """Close the widgets that an earlier run of the cell has shown: their figures are gone."""
    cell, run = request.get("metadata", {}).get("cellId", ""), request.get("header", {}).get("msg_id", "")
    if not cell:
        return
    if cell in SHOWN and SHOWN[cell].run != run:
        for old in SHOWN.pop(cell).widgets:
            old.close()
    SHOWN.setdefault(cell, Shown(run)).widgets.append(made)


if getattr(get_ipython(), "kernel", None) is not None:
    Line(get_ipython()).begin()
Lab._ipython_display_ = show
if widget is not None:
    Lab.widget = widget
