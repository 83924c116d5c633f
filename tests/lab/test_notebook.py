"""The lab in Jupyter: same controls, drawing, sentence; newest value wins; errors and stops are said."""

import base64
import re
import threading

import pytest

from nbhelpers.lab import Stopped, background, source, track
from nbhelpers.lab.background import Newest
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.notebook import LabWidget
from nbhelpers.lab.page import still
from nbhelpers.lab.progress import reporting
from tests.tiny.rooms.tiny.labs import bowl, broken, slow

PATIENT = 20


def settled(widget):
    assert widget.runner.wait(PATIENT)
    return widget


def test_every_control_has_a_widget_with_its_default():
    assert LabWidget(bowl).values == bowl.defaults


def test_turning_a_control_gives_the_picture_and_sentence_of_that_value():
    widget = LabWidget(bowl)
    widget.set(eta=0.5)
    settled(widget)
    assert bowl.reading(eta=0.5) in widget.reading.value
    assert all(panel in widget.view.value for panel in Drawing(bowl).panels(bowl.state(eta=0.5)))


def test_reset_and_compare():
    widget = LabWidget(bowl)
    widget.set(step=9, halve=True)
    settled(widget)
    widget.compare.value = True
    widget.reset.click()
    settled(widget)
    assert widget.values == bowl.defaults
    assert bowl.reading(step=9, halve=True) in widget.kept.value and "half steps on" in widget.kept.value
    widget.compare.value = False
    assert widget.kept.value == ""


def test_any_value_can_be_set_and_the_slider_then_offers_it():
    widget = LabWidget(bowl)
    assert 0.12345 not in dict(widget.inputs["eta"].options).values()
    widget.set(eta=0.12345)
    settled(widget)
    assert bowl.reading(eta=0.12345) in widget.reading.value


def test_set_refuses_what_is_not_allowed():
    with pytest.raises(ValueError, match="eta .* can't be 7"):
        LabWidget(bowl).set(eta=7)


def test_an_error_is_said_in_the_lab_which_goes_on():
    widget = LabWidget(broken)
    widget.inputs["depth"].value = 3
    settled(widget)
    assert "RuntimeError: the pencil broke at depth 3" in widget.message.value
    assert "The depth is 1." in widget.reading.value
    widget.inputs["depth"].value = 2
    settled(widget)
    assert widget.message.value == "" and "The depth is 2." in widget.reading.value


def test_newest_value_wins_and_old_ones_are_given_up():
    widget = LabWidget(slow)
    for turns in (900, 800, 700, 2):
        widget.inputs["turns"].value = turns
    settled(widget)
    assert "2 turns." in widget.reading.value


def test_a_long_computation_can_be_stopped():
    widget = LabWidget(slow)
    widget.inputs["turns"].value = 1000
    widget.stop.click()
    settled(widget)
    assert "Stopped" in widget.message.value and "0 turns." in widget.reading.value
    widget.inputs["turns"].value = 1
    settled(widget)
    assert "1 turns." in widget.reading.value


def test_progress_is_shown_after_a_while(monkeypatch):
    monkeypatch.setattr("nbhelpers.lab.notebook.PATIENCE", 0)
    widget = LabWidget(slow)
    seen = []
    widget.progress.observe(lambda change: seen.append(change["new"]), "value")
    widget.inputs["turns"].value = 20
    settled(widget)
    assert seen == sorted(seen) and 0 < max(seen) < 1 and widget.busy.layout.display == "none"


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
    monkeypatch.setattr(threading.Thread, "start", lambda thread: pytest.fail("a thread was started"))
    done, failed, shares = [], [], []

    def work(request):
        return [1 / request for step in track(range(2))]

    runner = Newest(work, done.append, failed.append, lambda: None, shares.append)
    for request in (2, 0, 4):
        runner.ask(request)
    assert done == [[0.5, 0.5], [0.25, 0.25]] and shares[:2] == [0, 0.5] and runner.wait(0)
    assert [type(error) for error in failed] == [ZeroDivisionError]


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


def test_the_still_survives_where_inline_svg_does_not():
    html = still(bowl)
    assert "<svg" not in html and bowl.reading() in html
    images = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert len(images) == 2
    for image in images:
        assert base64.b64decode(image).decode().startswith("<svg")


def test_without_a_kernel_no_widget_is_offered():
    bundle = bowl._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"] == f"{bowl.title}: {bowl.reading()}"


def test_source_shows_a_function_from_its_home():
    shown = source(track)
    assert repr(shown).startswith("def track(") and shown._repr_markdown_().startswith("```python\ndef track(")
    with pytest.raises(ValueError, match="source shows functions and classes, not 3"):
        source(3)
