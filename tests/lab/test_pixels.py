"""The grid of pixels to draw on: its text, what it refuses, where it lies."""

import base64

import numpy as np
import pytest

from nbhelpers.lab import Lab, Panel, Pixels, Switch, Time, notebook  # noqa: F401 - gives labs their widget
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.knobs import declaration, knobs
from nbhelpers.lab.page import recorded


def grid(rows=3, columns=5, **changed):
    given = {"panel": "sheet", "corners": ((0, 3), (5, 0)), "first": {"step": 0}, **changed}
    return Pixels("drawn", "pixels drawn", rows=rows, columns=columns, **given)


def sheet_lab(pixels):
    def setup(figure):
        axes = figure.add_axes((0.1, 0.2, 0.5, 0.4), xlim=(0, 5), ylim=(0, 3))
        return {"line": axes.plot([], [])[0]}

    return Lab(
        name="tiny.sheet", title="A sheet",
        controls=(pixels, Time("step", "step", last=2, default=1), Switch("dark", "dark")),
        panels=(Panel("sheet", "a sheet of paper", 200, 100),),
        compute=lambda drawn, step, dark: {"count": int(pixels.unpack(drawn).sum()), "step": step},
        setup=setup,
        update=lambda artists, state: artists["line"].set_data([0, state["count"]], [0, 1]),
        read=lambda state: f"{state['count']} pixels are marked.",
    )  # fmt: skip


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (8, 8), (20, 20), (28, 28), (7, 13)])
def test_a_drawing_comes_back_from_its_text(shape):
    pixels = grid(*shape)
    for seed in range(5):
        marks = np.random.default_rng(seed).random(shape) < 0.4
        text = pixels.pack(marks)
        np.testing.assert_array_equal(pixels.unpack(text), marks)
        assert len(text) == pixels.letters and pixels.check(text) == text


def test_the_text_is_bits_row_by_row():
    marks = np.zeros((3, 5))
    marks[0, 0] = marks[2, 4] = 1
    assert grid().pack(marks) == base64.urlsafe_b64encode(bytes([0b10000000, 0b00000010])).decode().rstrip("=")
    assert not grid().unpack("").any() and grid().show("") == "none" and grid().show(grid().pack(marks)) == "2 of 15"


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (36, 36)])
def test_a_drawing_with_two_inks_comes_back_from_its_text(shape):
    pixels = grid(*shape, inks=("cat", "dog"))
    for seed in range(5):
        marks = np.random.default_rng(seed).integers(0, 3, shape)
        text = pixels.pack(marks)
        np.testing.assert_array_equal(pixels.unpack(text), marks)
        assert len(text) == pixels.letters and pixels.show(text) == f"{np.count_nonzero(marks)} of {marks.size}"


def test_a_pixel_has_one_ink_and_no_other_than_those_that_there_are():
    pixels = grid(1, 4, inks=("cat", "dog"))
    assert pixels.pack([[1, 0, 2, 0]]) == base64.urlsafe_b64encode(bytes([0b1000_0010])).decode().rstrip("=")
    with pytest.raises(ValueError, match="can't be"):
        pixels.unpack(base64.urlsafe_b64encode(bytes([0b1000_1000])).decode().rstrip("="))
    with pytest.raises(ValueError, match="marks holds 3; allowed are whole numbers from 0 to 2"):
        pixels.pack([[1, 0, 3, 0]])
    with pytest.raises(ValueError, match=r"inks = \(\): allowed is a tuple of one or more words"):
        grid(inks=())


@pytest.mark.parametrize("value", ["x", "AA", "AAAAA", "A A", "gA=", "AAE", 3, None, "<b>"])
def test_other_texts_are_refused(value):
    with pytest.raises(ValueError, match=r"drawn \(pixels drawn\) can't be .*a drawing of 3 x 5 pixels, 3 letters"):
        grid().check(value)


def test_a_grid_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="drawn: rows = 0: allowed are whole numbers from 1 to 64"):
        grid(rows=0)
    with pytest.raises(ValueError, match=r"marks has the shape \(2, 2\); allowed is \(3, 5\)"):
        grid().pack(np.zeros((2, 2)))
    with pytest.raises(ValueError, match="the pixels 'pixels drawn' lies in 'wall', which is no panel"):
        sheet_lab(grid(panel="wall"))
    with pytest.raises(ValueError, match="step .* can't be 7"):
        sheet_lab(grid(first={"step": 7}))


def test_the_page_is_told_where_the_grid_lies_and_offers_it_live_alone():
    lab = sheet_lab(grid())
    (place,) = Drawing(lab).grids()
    assert (place["name"], place["panel"]) == ("drawn", 0)
    assert place["box"] == pytest.approx([20, 40, 100, 40])  # the axes' own box, from the top
    assert 'name="drawn"' in knobs(lab, live=True) and 'name="drawn"' not in recorded(Drawing(lab), "record.json")
    live, played = declaration(lab, live=True)[0], declaration(lab)[0]
    assert (live["kind"], live["rows"], live["columns"], live["first"]) == ("pixels", 3, 5, {"step": 0})
    assert played["values"] == [""] and "rows" not in played


def test_in_jupyter_a_drawing_is_set_from_code():
    lab = sheet_lab(grid())
    widget = lab.widget()
    widget.set(drawn=lab.control("drawn").pack(np.ones((3, 5))))
    assert "15 pixels are marked." in lab.reading(**widget.values)
