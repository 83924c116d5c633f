"""The lab in Jupyter: what the kernel answers to a figure, its traits, what the notebook keeps."""

import base64
import re
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets import TraitError, link

from nbhelpers.lab import Range, Stopped, background, notebook, progress, source, track, widget
from nbhelpers.lab.background import Newest
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.page import still
from nbhelpers.lab.progress import reporting
from tests.tiny.rooms.tiny.labs import bowl, broken, slow

PATIENT = 20


class Asked:
    """A lab's widget and what it sent."""

    def __init__(self, lab, monkeypatch, **values):
        self.sent = []
        monkeypatch.setattr(widget.LabWidget, "send", lambda widget, content: self.sent.append(content))
        self.widget = lab.widget(**values)
        self.ask("open", 0)

    def ask(self, do, number, figure="f", **values):
        self.widget._asked(self.widget, {"do": do, "id": number, "figure": figure, "values": values}, [])

    def answers(self):
        assert all(figure.runner.wait(PATIENT) for figure in self.widget._figures.values())
        return {message["id"]: message for message in self.sent if "id" in message}


@pytest.fixture
def asked(monkeypatch):
    return lambda lab, **values: Asked(lab, monkeypatch, **values)


def test_every_control_is_a_trait_with_its_default_that_can_be_observed_and_linked():
    one, two, seen = bowl.widget(), bowl.widget(halve=True), []
    assert one.values == bowl.defaults and two.values == {**bowl.defaults, "halve": True}
    one.observe(lambda change: seen.append(change["new"]), "eta")
    link((one, "eta"), (two, "eta"))
    one.eta = 0.5
    assert seen == [0.5] and two.eta == 0.5


def test_what_a_control_does_not_allow_is_refused_in_its_words():
    widget = bowl.widget()
    with pytest.raises(TraitError, match=r"eta \(learning rate η\) can't be 7: allowed is a number from"):
        widget.eta = 7
    with pytest.raises(ValueError, match="eta .* can't be 7"):
        widget.set(step=9, eta=7)
    with pytest.raises(ValueError, match="eta .* can't be 7"):
        bowl.widget(eta=7)
    with pytest.raises(ValueError, match="has no control 'etta'"):
        bowl.widget(etta=7)
    assert widget.values == bowl.defaults


def test_a_control_that_every_widget_has_is_refused_by_name():
    controls = (*bowl.controls, Range("layout", "layout", 0, 1, 0))
    odd = replace(bowl, controls=controls, compute=lambda layout, **others: bowl.compute(**others))
    with pytest.raises(ValueError, match="tiny.bowl: a control can't be named 'layout'"):
        odd.widget()


def test_a_figure_opens_with_the_widget_s_own_state(asked):
    lab = asked(bowl, eta=0.5, step=9)
    opened = lab.answers()[0]["answer"]
    assert opened["values"] == {**bowl.defaults, "eta": 0.5, "step": 9}
    assert opened["first"]["reading"] == bowl.reading(eta=0.5, step=9)
    assert opened["first"]["parts"] == Drawing(bowl).parts(bowl.state(eta=0.5, step=9))
    assert opened["html"].startswith('<figure class="lab" id="bowl"') and "Copy code" in opened["html"]
    assert "Go live" not in opened["html"] and "Numbers (CSV)" in opened["html"]


def test_turning_a_control_gives_what_changed_to_each_figure(asked):
    lab = asked(bowl)
    lab.ask("open", 1, figure="second")
    lab.ask("compute", 2, step=6)
    lab.answers()
    lab.ask("compute", 3, step=6)
    lab.answers()
    lab.ask("compute", 4, figure="second", step=6)
    found = lab.answers()
    assert found[2]["answer"]["reading"] == bowl.reading(step=6)
    assert set(found[2]["answer"]["parts"]) == {"path", "loss"} == set(found[4]["answer"]["parts"])
    assert found[3]["answer"]["parts"] == {}


def test_two_figures_of_a_widget_do_not_take_each_other_s_turn(asked):
    lab = asked(slow)
    lab.ask("open", 1, figure="second")
    lab.ask("compute", 2, turns=300)
    lab.ask("compute", 3, figure="second", turns=300)
    found = lab.answers()
    assert [(found[one]["figure"], "300 turns." in found[one]["answer"]["reading"]) for one in (2, 3)] == [
        ("f", True),
        ("second", True),
    ]


def test_a_figure_whose_page_goes_is_forgotten(asked):
    lab = asked(slow)
    lab.ask("compute", 1, turns=1000)
    lab.ask("close", 2)
    lab.ask("close", 3)
    assert lab.widget._figures == {}


def test_what_is_shown_is_not_computed_again(monkeypatch, asked):
    computed, state = [], type(bowl).state
    monkeypatch.setattr(type(bowl), "state", lambda lab, **values: computed.append(values) or state(lab, **values))
    lab = asked(bowl, step=9)
    lab.widget._ipython_display_()
    lab.ask("numbers", 1, step=9)
    lab.ask("keep", 2)
    lab.answers()
    assert computed == [{}, {**bowl.defaults, "step": 9}]  # the stage is laid with the first


def test_the_numbers_are_python_s(asked):
    lab = asked(bowl)
    lab.ask("numbers", 1, step=3)
    assert bowl.reading(step=3) in lab.answers()[1]["answer"]["csv"]


def test_an_error_is_said_and_the_next_value_is_answered(asked):
    lab = asked(broken)
    lab.ask("compute", 1, depth=3)
    assert lab.answers()[1]["error"].startswith("RuntimeError: the pencil broke at depth 3 (in refuse, labs.py line ")
    lab.ask("compute", 2, depth=2)
    assert "The depth is 2." in lab.answers()[2]["answer"]["reading"]


def test_newest_value_wins_and_old_ones_are_given_up(asked):
    lab = asked(slow)
    for number, turns in enumerate((900, 800, 700, 2), start=1):
        lab.ask("compute", number, turns=turns)
    found = lab.answers()
    assert set(found) == {0, 4} and "2 turns." in found[4]["answer"]["reading"]


def test_a_long_computation_can_be_stopped_and_tells_its_progress(asked, monkeypatch):
    monkeypatch.setattr(progress, "PAUSE", 0)
    lab = asked(slow)
    lab.ask("compute", 1, turns=1000)
    lab.ask("stop", 1)
    assert set(lab.answers()) == {0} and {"figure": "f", "stopped": 1} in lab.sent
    lab.ask("compute", 3, turns=20)
    assert "20 turns." in lab.answers()[3]["answer"]["reading"]
    shares = [message["share"] for message in lab.sent if "share" in message]
    assert {"figure": "f", "begun": 3} in lab.sent and 0 < max(shares) < 1


def test_the_scripts_come_after_those_that_they_import_and_are_all_there():
    found = widget.scripts()
    names = list(found)
    for name, text in found.items():
        assert all(names.index(other) < names.index(name) for other in widget.IMPORTED.findall(text)), name
        assert "/**" not in text and text.strip()
    assert names[-1] == "notebook.js" and {"view.js", "save.js", "fullscreen.js"} < set(names)
    assert "python.js" not in names and "recorded.js" not in names


@pytest.fixture
def shown(monkeypatch):
    """What is displayed, as in a kernel."""
    found = []
    for module, name in ((notebook, "display"), (widget, "display"), (widget, "update_display")):
        monkeypatch.setattr(module, name, lambda bundle, raw, **more: found.append((bundle, more)))
    monkeypatch.setattr(notebook, "get_ipython", lambda: SimpleNamespace(get_parent=lambda: {}, kernel="one"))
    return found


def test_the_notebook_keeps_the_still_of_the_state_last_seen_and_no_widget(shown, asked):
    lab = asked(bowl)
    lab.widget._ipython_display_()
    lab.ask("compute", 1, step=6)
    lab.answers()
    lab.ask("keep", 2)
    place = lab.widget._place
    (first, at), (last, again) = shown
    assert at == again == {"display_id": place} and set(first) == set(last) == {"text/html", "text/plain"}
    assert f'data-place="{place}"' in first["text/html"] and bowl.reading() in first["text/html"]
    assert bowl.reading(step=6) in last["text/html"] and bowl.reading(step=6) in last["text/plain"]
    assert lab.sent[-1] == {"keeps": place}


def test_a_cell_that_runs_again_closes_what_it_had_shown():
    def ran(cell, run):
        made = bowl.widget()
        notebook.take_place(made, {"metadata": {"cellId": cell}, "header": {"msg_id": run}})
        return made

    first, beside, elsewhere, again = ran("a", "1"), ran("a", "1"), ran("b", "2"), ran("a", "3")
    assert [one.comm is None for one in (first, beside, elsewhere, again)] == [True, True, False, False]


def test_a_lab_that_ends_a_cell_is_displayed(shown):
    InteractiveShell.instance().display_formatter.format(bowl)
    InteractiveShell.clear_instance()
    assert [bowl.reading() in bundle["text/html"] for bundle, _ in shown] == [True]


def test_newest_drops_what_waits():
    done, gate = [], threading.Event()

    def work(request):
        gate.wait(PATIENT)
        return request

    runner = Newest(work, done.append, pytest.fail, lambda: None, lambda share: None)
    for request in range(10):
        runner.ask(request)
    gate.set()
    assert runner.wait(PATIENT)
    assert done[-1] == 9 and len(done) <= 2


def test_without_threads_whoever_asks_waits(monkeypatch):
    """As in a browser's Python, where no thread can be started."""
    monkeypatch.setattr(background, "THREADS", False)
    monkeypatch.setattr(progress, "PAUSE", 0)
    monkeypatch.setattr(threading.Thread, "start", lambda thread: pytest.fail("a thread was started"))
    done, failed, shares = [], [], []

    def work(request):
        return [1 / request for step in track(range(2))]

    runner = Newest(work, done.append, lambda *what: failed.append(what), lambda: None, shares.append)
    for request in (2, 0, 4):
        runner.ask(request)
    assert done == [[0.5, 0.5], [0.25, 0.25]] and shares[:2] == [0, 0.5] and runner.wait(0)
    assert [(request, type(error)) for request, error in failed] == [(0, ZeroDivisionError)]


def test_track_reports_and_can_be_stopped():
    shares = []
    with reporting(shares.append):
        assert list(track("abcd")) == list("abcd")
    assert shares == [0, 0.25, 0.5, 0.75]

    def refuse(share):
        raise Stopped

    with reporting(refuse), pytest.raises(Stopped):
        list(track(range(3)))
    assert list(track(iter(range(3)), total=3)) == [0, 1, 2]


def test_progress_is_told_seldom(monkeypatch):
    times, told = iter([0.0, 0.01, 0.2, 0.2, 0.25, 0.31, 0.31]), []
    monkeypatch.setattr(progress, "monotonic", lambda: next(times))
    tell = progress.seldom(told.append)
    for share in (0.1, 0.2, 0.3, 0.4):
        tell(share)
    assert told == [0.2, 0.4]


def test_the_still_survives_where_inline_svg_does_not():
    html = still(bowl)
    assert "<svg" not in html and bowl.reading() in html
    images = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert len(images) == 2
    for image in images:
        assert base64.b64decode(image).decode().startswith("<svg")


@pytest.mark.parametrize("name, missing", [("get_ipython", lambda: None), ("widget", None)])
def test_without_a_kernel_or_widgets_the_still_is_shown(shown, monkeypatch, name, missing):
    monkeypatch.setattr(notebook, name, missing)
    notebook.show(bowl)
    assert shown == [({"text/html": still(bowl), "text/plain": f"{bowl.title}: {bowl.reading()}"}, {})]


def test_source_shows_a_function_from_its_home():
    shown = source(track)
    assert repr(shown).startswith("def track(") and shown._repr_markdown_().startswith("```python\ndef track(")
    with pytest.raises(ValueError, match="source shows functions and classes, not 3"):
        source(3)
