"""What a live page is answered, without a browser: only what changed, never an exception, the full ranges."""

import json
from dataclasses import replace

import pytest

from nbhelpers import labs
from nbhelpers.build import stages
from nbhelpers.lab import Point, svg
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.light.drawing import LightDrawing
from nbhelpers.live import Session
from tests.tiny import add_labs

add_labs()
BOWL = labs.get("tiny.bowl")


def ask(session, do, lab="tiny.bowl", **values):
    return json.loads(session.answer(json.dumps({"do": do, "lab": lab, "values": values})))


def test_controls_of_a_live_page_offer_their_full_ranges():
    stage = ask(Session(stage=stages.of), "stage")
    start, eta, halve, seed, step = stage["controls"]
    assert len(eta["values"]) > 90 and (eta["low"], eta["high"], eta["whole"]) == (0.001, 1.1, False)
    assert step["values"] == list(range(11)) and (seed["low"], seed["high"]) == (0, 9999)
    assert start["values"] == ["left", "right"] and halve["values"] == [False, True]
    assert stage["knobs"].count("<input") == 4 and 'type="number"' in stage["knobs"]
    assert [panel.count("<svg") for panel in stage["panels"]] == [1, 1]


def test_only_what_changed_is_sent():
    session = Session(stage=stages.of)
    first, again = ask(session, "compute"), ask(session, "compute")
    assert set(first["parts"]) == {"path", "loss", "label"} and again["parts"] == {}
    assert set(ask(session, "compute", step=6)["parts"]) == {"path", "loss"}
    ask(session, "stage")  # the page has laid a new stage: nothing stands on it
    assert set(ask(session, "compute", step=6)["parts"]) == {"path", "loss", "label"}


@pytest.mark.parametrize(
    "lab, values, said",
    [
        ("tiny.bowl", {"eta": 5}, "ValueError: eta (learning rate η) can't be 5"),
        ("tiny.bowl", {"etta": 5}, "ValueError: tiny.bowl has no control 'etta'"),
        ("tiny.broken", {"depth": 3}, "RuntimeError: the pencil broke at depth 3 (in refuse, labs.py line "),
    ],
)
def test_what_goes_wrong_is_said_in_the_answer(lab, values, said):
    session = Session(stage=stages.of)
    assert ask(session, "compute", lab, **values)["error"].startswith(said)
    assert ask(session, "compute", lab)["reading"] == labs.get(lab).reading()


def test_an_interrupt_is_an_answer_and_what_was_lost_is_sent_again(monkeypatch):
    session = Session(stage=stages.of)
    ask(session, "compute")
    with monkeypatch.context() as patched:
        patched.setattr(LightDrawing, "points", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        assert ask(session, "compute", step=9) == {"stopped": True}
    assert set(ask(session, "compute", step=9)["parts"]) == {"path", "loss", "label"}


def test_progress_is_reported():
    shares = []
    session = Session(shares.append, stages.of)
    ask(session, "compute", "tiny.slow", turns=30)
    assert shares and all(0 <= share <= 1 for share in shares)


def test_fonts_of_an_older_matplotlib_are_written_as_by_a_newer_one():
    old = svg.tidy("""<text style="font: italic 700 12px 'DejaVu Sans', sans-serif; text-anchor: middle">a</text>""")
    assert old == '<text style="font-size:12px;font-style:italic;font-weight:700;text-anchor:middle">a</text>'
    plain = svg.tidy("""<text style="font: 11px 'DejaVu Sans'; fill: #1f2937" x="1.25">a</text>""")
    assert plain == '<text style="font-size:11px;fill:var(--lab-ink,#1f2937)" x="1.2">a</text>'


def test_a_point_lies_where_the_picture_shows_it():
    race = labs.get("optimizers.race")
    drawing = Drawing(race)
    (usual,), (moved,) = (drawing.points(race.state(**given)) for given in ({}, {"right": 1.0, "up": -0.5}))
    shift = [after - before for after, before in zip(moved["at"], usual["at"], strict=True)]
    assert shift == pytest.approx([usual["unit"][0], 0.5 * usual["unit"][1]])
    assert 0 < usual["at"][0] < race.panels[0].width and 0 < usual["at"][1] < race.panels[0].height


@pytest.mark.parametrize(
    "point, said",
    [
        (Point("p", "nowhere", "right", "up", at=None), "lies in 'nowhere', which is no panel"),
        (Point("p", "path", "surface", "up", at=None), "moves surface, which is no Range"),
        (Point("p", "path", "right", "gone", at=None), "has no control 'gone'"),
    ],
)
def test_a_point_that_cannot_be_is_refused(point, said):
    with pytest.raises(ValueError, match=said):
        replace(labs.get("optimizers.race"), points=(point,))
