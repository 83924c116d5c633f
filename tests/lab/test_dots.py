"""Points that a reader puts: their text, what it refuses, tables, and where they lie in a picture."""

import json

import numpy as np
import pytest

from nbhelpers.lab import Dots, Lab, Panel
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.knobs import declaration, knobs


def dots(classes=("yes", "no"), **changed):
    given = {"panel": "plane", "corners": ((-2, 3), (2, -1)), "axes": ("width", "height"), "most": 5, **changed}
    return Dots("own", "your points", classes=classes, **given)


def laid(figure):
    return {"line": figure.add_axes((0.1, 0.2, 0.5, 0.4), xlim=(-2, 2), ylim=(-1, 3)).plot([], [])[0]}


def plane_lab(own):
    return Lab(
        name="tiny.plane", title="A plane", controls=(own,), panels=(Panel("plane", "a plane", 200, 100),),
        compute=lambda own: {"own": own},
        setup=laid,
        update=lambda artists, state: artists["line"].set_data([0, 1], [0, 1]),
        read=lambda state: "A plane.",
    )  # fmt: skip


@pytest.mark.parametrize("classes", [(), ("yes", "no"), ("a", "b", "c")])
def test_points_come_back_from_their_text(classes):
    own, rng = dots(classes), np.random.default_rng(0)
    points = rng.uniform((-2, -1), (2, 3), (5, 2)).round(3)
    of = rng.integers(0, max(len(classes), 1), 5)
    text = own.pack(points, of)
    found = own.unpack(text)
    np.testing.assert_array_equal(found.points, points)
    np.testing.assert_array_equal(found.classes, of)
    assert own.check(text) == text and own.show(text) == "5"
    assert len(own.unpack("").points) == 0 and own.show("") == "none"


@pytest.mark.parametrize(
    "text",
    ["1", "1,2,3", "3,0,0", "0,4,1", "nan,0,0", "0,0,.5", "0,0,-1", ";", "0,0,0;", "x,y,0", "0,0,0;" * 6, 7, None],
)
def test_what_is_no_text_of_points_is_refused(text):
    with pytest.raises(ValueError, match="up to 5 points x,y,class with ; between, x from -2 to 2 and y from -1 to 3"):
        dots().check(text)


def test_a_declaration_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="classes = "):
        dots(("only one",))
    with pytest.raises(ValueError, match="most"):
        dots(most=0)


def test_a_table_that_fits_is_taken_as_it_is():
    taken = dots().take({"text": "h,w,kind\n1,2,yes\n-1,0.5,no\n"})
    assert taken.value == "1,2,0;-1,0.5,1"
    assert taken.said == "2 rows were read; h is width; w is height; kind: yes yes, no no."


def test_a_table_that_does_not_fit_is_stretched_and_the_words_tell_how():
    own = dots(())
    taken = own.take({"text": "\n".join(f"{x},{10 * x}" for x in range(100, 111))})
    points, _ = own.unpack(taken.value)
    assert "11 rows were read; 5 of them, evenly chosen" in taken.said
    assert "width is shown as 0 + 0.36 · (value − 105); height is shown as 1 + 0.036 · (value − 1050)." in taken.said
    np.testing.assert_allclose(points[:, 0], 0.36 * (np.array([100, 102, 105, 108, 110]) - 105), atol=1e-3)
    np.testing.assert_allclose(points[:, 1], 1 + 0.36 * (np.array([100, 102, 105, 108, 110]) - 105), atol=1e-3)


def test_the_class_column_may_stand_anywhere_and_be_numbers():
    taken = dots().take({"text": "t,a,b\n0,1,2\n1,-1,0\n0,0,1"})
    assert taken.value == "1,2,1;-1,0,0;0,1,1"  # 1 comes first, as yes before no


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\nx,1\ny,2\nz,3\n", "no column has two different cells"),
        ("a,b,c\nx,1,u\ny,2,v\nx,3,w\n", "1 of its columns hold numbers alone"),
        ("", "nothing in it"),
    ],
)
def test_a_table_without_what_is_needed_is_refused(text, words):
    with pytest.raises(ValueError, match=words):
        dots().take({"text": text})


def test_the_page_is_told_where_points_may_lie():
    lab = plane_lab(dots(first={}))
    (grid,) = Drawing(lab).grids()
    assert grid["panel"] == 0 and grid["box"] == pytest.approx([20, 40, 100, 40])
    (told,) = json.loads(json.dumps(declaration(lab, live=True)))
    assert told["kind"] == "dots" and told["box"] == [[-2, -1], [2, 3]] and told["classes"] == ["yes", "no"]
    assert 'data-action="yours"' in knobs(lab, live=True) and knobs(lab) == ""
