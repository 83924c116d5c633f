"""The ways in which tools/bench_figure.py shows one lab: a folder to serve and where its slider and picture are."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ipywidgets
import nbformat.v4
import plotly.graph_objects as go
from ipywidgets.embed import embed_snippet

from nbhelpers.lab.drawing import Drawing
from tools.bench import PLAIN
from tools.lite import KERNEL

TOLD = (
    "One figure of this book, the slope of an activation function, made in the ways that a notebook offers for a page "
    "without a server, and measured in one run on one machine. “Loaded” and “first answer” are for a first visit over "
    "slow 4G (1.6 Mbit/s, 150 ms), the answer to a slider that is turned as soon as it can be, and “first picture” is "
    "when the page shows anything; our page is the whole chapter, the others hold the figure alone. JupyterLite runs "
    "its one cell as soon as its Python is there. "
    "The times of a turn go from the event of a drag to the task after the frame that shows the new picture; up to "
    "16.7 ms of them are the wait for the screen. In Jupyter the time goes from the slider’s message to the picture "
    "that the kernel sends back. The last column says whether the figure still moves when the line is cut."
)
HANDLE = ".noUi-handle"  # of a slider of ipywidgets
SLIDER = 'figure.lab[data-lab="{lab}"][data-ready] input[name="{control}"]'
REQUIRE = '<script src="require.js"></script>'
MANAGER = '<script>require(["embed-amd.js"], (embed) => embed.renderWidgets());</script>'


@dataclass(frozen=True)
class Way:
    """`handle` is dragged along `rail`; `picture` is what must change."""

    name: str
    folder: Path
    page: str
    handle: str
    rail: str
    picture: str
    thumb: float | None = None  # its share of the rail, where the handle is not the thumb alone
    notebook: str = ""  # what a notebook that the way opens is to hold
    prepare: Callable | None = None  # what is done with the page once it is open


def ours(lab, control, scratch, html, modules):
    figure = f'figure.lab[data-lab="{lab.name}"]'
    slider = f'{figure} input[name="{control.name}"]'
    page = f"book/{lab.name.split('.')[0]}.html#{lab.short}"
    return Way("this book, recorded", html, page, slider, slider, f"{figure} .lab-views", thumb=0.34)


def plotly(lab, control, scratch, html, modules):
    """A figure with a frame a recorded state and a slider over them, in one HTML file beside Plotly's script."""
    states = [lab.state(**{control.name: value}) for value in control.recorded]

    def traces(state):
        x = [-6 + 0.05 * k for k in range(len(state["f"]))]
        at = [state["x"]]
        lines = ((x, state["f"], "x", "y"), (*state["tangent"], "x", "y"), (x, state["slopes"], "x2", "y2"))
        dots = ((at, [state["value"]], "x", "y"), (at, [state["slope"]], "x2", "y2"))
        drawn = [(line, "lines") for line in lines] + [(dot, "markers") for dot in dots]
        return [go.Scatter(x=d[0], y=d[1], xaxis=d[2], yaxis=d[3], mode=mode) for d, mode in drawn]

    frames = [
        go.Frame(data=traces(state), name=str(k), layout={"title": {"text": lab.read(state)}})
        for k, state in enumerate(states)
    ]
    now = {"mode": "immediate", "frame": {"duration": 0, "redraw": False}, "transition": {"duration": 0}}
    labels = [control.show(value) for value in control.recorded]
    steps = [{"label": text, "method": "animate", "args": [[str(k)], now]} for k, text in enumerate(labels)]
    halves = {
        "xaxis": {"domain": [0, 0.47]}, "xaxis2": {"domain": [0.53, 1], "anchor": "y2"}, "yaxis2": {"anchor": "x2"},
    }  # fmt: skip
    layout = {**halves, "sliders": [{"steps": steps}], "showlegend": False, "width": 720, "height": 420}
    figure = go.Figure(data=traces(states[0]), frames=frames, layout=layout)
    figure.write_html(scratch / "plotly.html", include_plotlyjs="directory")
    parts = (".slider-grip-rect", ".slider-rail-rect", ".js-plotly-plot")
    return Way("Plotly, frames and slider", scratch, "plotly.html", *parts)


def widgets(lab, control, scratch, html, modules):
    """An ipywidgets page: a slider linked in the browser to a stack of ready pictures."""
    drawing = Drawing(lab)
    pictures = []
    for value in control.recorded:
        state = lab.state(**{control.name: value})
        pictures.append(ipywidgets.HTML("".join(drawing.panels(state)) + f"<p>{lab.read(state)}</p>"))
    stack = ipywidgets.Stack(pictures, selected_index=0)
    slider = ipywidgets.IntSlider(0, 0, len(pictures) - 1, description=control.name, layout={"width": "500px"})
    ipywidgets.jslink((slider, "value"), (stack, "selected_index"))
    snippet = embed_snippet(views=[ipywidgets.VBox([slider, stack])], embed_url="", requirejs=False)
    dist = modules / "@jupyter-widgets" / "html-manager" / "dist"
    shutil.copytree(dist, scratch, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.map"))
    shutil.copy(modules / "requirejs" / "require.js", scratch)
    states = snippet[snippet.index('<script type="application') :]
    page = f"<!DOCTYPE html><html><head>{REQUIRE}</head><body>{states}{MANAGER}</body></html>"
    (scratch / "widgets.html").write_text(page, "utf8")
    parts = (HANDLE, ".noUi-base", ".widget-vbox > .widget-box:last-child")
    return Way("ipywidgets page, jslink", scratch, "widgets.html", *parts)


def lite(name, code, *parts):
    """A way by JupyterLite: a notebook of one cell, run as soon as that can be done.

    `parts` are the handle, the rail and the picture, with the names of lab and control in braces.
    """

    def make(lab, control, scratch, html, modules):
        cells = [nbformat.v4.new_code_cell(code(lab, control))]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        chapter = lab.name.split(".")[0]
        page = f"lite/notebooks/index.html?path={chapter}.ipynb"
        where = [part.format(lab=lab.name, control=control.name) for part in parts]
        thumb = None if where[0] == HANDLE else 0.34
        prepare = partial(run_cells, handle=where[0])
        return Way(name, html, page, *where, thumb, notebook=json.dumps(notebook), prepare=prepare)

    return make


def run_cells(page, handle=HANDLE):
    """Ask for the cells to be run, and again, until the slider is there: a session that has just come may take none."""
    page.wait_for_function("document.querySelector('.jp-KernelName')?.textContent.includes('Pyodide')")
    for _ in range(20):
        if page.locator(handle).count():
            return
        if not page.locator(".jp-InputPrompt", has_text="*").count():
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_timeout(3000)


def interact(lab, control):
    others = {one.name: one.default for one in lab.controls if one.name != control.name}
    return f"""{PLAIN.format(name=lab.name)}
values = {list(control.recorded)!r}
ipywidgets.interact(lambda at: plain(**{others!r}, {control.name}=values[at]), at=(0, len(values) - 1))"""


def own(lab, control):
    chapter = lab.name.split(".")[0]
    return f"from nbhelpers.{chapter} import labs\nlabs.{lab.short}"


MAKERS = (
    ours,
    plotly,
    widgets,
    lite("this book’s figure, in JupyterLite", own, SLIDER, SLIDER, "figure.lab .lab-views"),
    lite("interact and pyplot, in JupyterLite", interact, HANDLE, ".noUi-base", ".widget-output"),
)


def ways(lab, control, scratch, html, modules):
    return [make(lab, control, scratch, html, modules) for make in MAKERS]
