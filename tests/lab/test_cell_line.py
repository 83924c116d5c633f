"""The line under a cell that runs long: shown after a while to somebody who waits, and gone at the end."""

from types import SimpleNamespace

import nbformat
import pytest
from nbclient import NotebookClient

from nbhelpers.lab import cell_line, progress, track
from nbhelpers.lab.progress import reporting
from tools.notebooks import OwnKernel, kernel_environment


@pytest.fixture
def cell(monkeypatch):
    """A shell whose cells somebody waits for, with a clock that the test turns, and what was displayed."""
    made = SimpleNamespace(now=0.0, shown=[], hooks={}, asked={"content": {"allow_stdin": True}})
    shell = SimpleNamespace(events=SimpleNamespace(register=made.hooks.__setitem__), get_parent=lambda: made.asked)
    monkeypatch.setattr(cell_line, "monotonic", lambda: made.now)
    for name in ("display", "update_display"):

        def show(data, raw, display_id, name=name):
            made.shown.append((name, data.get("text/plain"), display_id))

        monkeypatch.setattr(cell_line, name, show)
    cell_line.Line(shell)
    made.begin, made.end = (lambda hook=made.hooks[name]: hook(None) for name in ("pre_run_cell", "post_run_cell"))
    yield made
    progress.tell_unasked(None)


def run(cell, seconds, steps=40):
    for _ in track(range(steps)):
        cell.now += seconds / steps


def test_a_quick_cell_has_no_line(cell):
    cell.begin()
    run(cell, 1.9)
    cell.end()
    assert cell.shown == []


def test_a_long_one_has_a_line_that_is_told_seldom_and_is_gone_at_the_end(cell):
    cell.begin()
    run(cell, 4)
    cell.end()
    names, texts, places = zip(*cell.shown, strict=True)
    assert names == ("display", *["update_display"] * 4) and len(set(places)) == 1
    assert texts == ("50% done", "62% done", "75% done", "88% done", None)
    cell.begin()
    cell.end()
    run(cell, 9)
    assert len(cell.shown) == 5


def test_every_cell_has_its_own_line(cell):
    for _ in range(2):
        cell.begin()
        run(cell, 3)
        cell.end()
    names, _, places = zip(*cell.shown, strict=True)
    assert names.count("display") == 2 and len(set(places)) == 2


@pytest.mark.parametrize("asked", [{}, {"content": {"allow_stdin": False}}], ids=["a browser", "a program"])
def test_where_nobody_waits_there_is_no_line(cell, asked):
    cell.asked = asked
    cell.begin()
    run(cell, 9)
    cell.end()
    assert cell.shown == []


def test_a_lab_that_tells_its_figure_tells_no_cell(cell):
    cell.begin()
    shares = []
    with reporting(shares.append):
        run(cell, 9)
    assert len(shares) == 40 and cell.shown == []


def test_a_track_within_another_tells_how_far_the_whole_is():
    shares = []
    with reporting(shares.append):
        for _ in track("ab"):
            for _ in track("abcd"):
                pass
            for _ in track(""):
                pass
        for step in track("ab"):
            for _ in track("ab"):
                break
            with pytest.raises(ZeroDivisionError):
                [1 / 0 for _ in track(step)]
    assert shares == [0, 0, 0.125, 0.25, 0.375, 0.5, 0.5, 0.625, 0.75, 0.875, 0, 0, 0, 0.5, 0.5, 0.5]


def test_what_an_error_leaves_behind_is_forgotten(cell):
    cell.begin()
    steps = iter(track(range(2)))
    next(steps), next(steps)
    cell.end()
    cell.begin()
    run(cell, 4)
    steps.close()
    assert cell.shown[0][1] == "50% done"


LONG = """
from nbhelpers.lab import cell_line, track
cell_line.BEFORE = 0
"""
COUNT = """
print("before")
for step in track(range(3)):
    pass
print("after")
"""


class Reader(NotebookClient):
    """Runs a notebook as a front end does, where somebody can be asked."""

    async def async_start_new_kernel_client(self):
        client = await super().async_start_new_kernel_client()
        client.allow_stdin = True
        return client


@pytest.mark.parametrize("client", [NotebookClient, Reader])
def test_what_a_notebook_keeps_says_no_share(client):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in (LONG, COUNT)])
    client(book, kernel_manager_class=OwnKernel, timeout=60).execute(env=kernel_environment())
    kept = [output.get("text", output.get("data")) for output in book.cells[1].outputs]
    assert kept == (["before\nafter\n"] if client is NotebookClient else ["before\n", {}, "after\n"])
