"""What a reader brings: pictures and texts looked over, and what each kind of control makes of them."""

import base64

import numpy as np
import pytest

from nbhelpers import brought
from nbhelpers.brought import Taken
from nbhelpers.lab import Choice, Dots, Pixels, Text
from nbhelpers.lab.answers import Answers
from nbhelpers.lab.drawing import Drawing
from tests.lab.test_pixels import grid, sheet_lab


def grey(shades):
    """Greys (height, width) from 0 to 255 as the page sends a picture."""
    shades = np.asarray(shades, dtype=np.uint8)
    text = base64.b64encode(shades.tobytes()).decode()
    return {"width": shades.shape[1], "height": shades.shape[0], "grey": text}


def as_it_is(shades):
    return Taken(1 - shades, "as it is.", {"ink": 1 - shades})


def test_a_picture_comes_as_greys():
    np.testing.assert_array_equal(brought.picture(grey([[0, 255, 51]])), [[0, 1, 0.2]])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"width": 0}, "width = 0: allowed are whole numbers from 1 to 256"),
        ({"height": 257}, "height = 257"),
        ({"width": "3"}, "width = '3'"),
        ({"width": None}, "width = None"),
        ({"width": 2}, r"grey holds 3 bytes; allowed: one for each of 2 x 1 pixels"),
        ({"grey": "<script>"}, "grey holds 0 bytes"),
        ({"grey": 7}, "grey holds 0 bytes"),
    ],
)
def test_what_is_no_picture_is_refused(changed, words):
    with pytest.raises(ValueError, match=words):
        brought.picture(grey([[0, 255, 51]]) | changed)


@pytest.mark.parametrize("text", [None, 7, "", " \n ", "x" * 1_000_001])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(ValueError, match="there is nothing in it|1,000,001 letters; allowed are 1,000,000"):
        brought.letters({"text": text})


def test_a_picture_in_black_and_white_becomes_a_drawing_and_one_with_greys_stays_a_picture():
    pixels = grid(2, 3, picture=as_it_is)
    black = pixels.take(grey([[0, 255, 255], [255, 0, 0]]))
    assert black.value == pixels.pack([[1, 0, 0], [0, 1, 1]]) and pixels.show(black.value) == "3 of 6"
    shades = np.array([[0, 255, 200], [101, 0, 3]])
    taken = pixels.take(grey(shades))
    assert pixels.check(taken.value) == taken.value and pixels.show(taken.value) == "a picture"
    np.testing.assert_allclose(pixels.ink(taken.value), 1 - shades / 255, atol=1e-12)
    np.testing.assert_array_equal(pixels.unpack(taken.value), [[1, 0, 0], [1, 1, 1]])
    np.testing.assert_array_equal(pixels.ink(black.value), [[1, 0, 0], [0, 1, 1]])


def test_a_grid_that_takes_no_pictures_refuses_their_text():
    text = grid(2, 3, picture=as_it_is).take(grey([[0, 255, 200], [101, 0, 3]])).value
    with pytest.raises(ValueError, match="a drawing of 2 x 3 pixels"):
        grid(2, 3).check(text)


def test_a_grid_with_two_inks_takes_a_table():
    pixels = grid(4, 4, corners=((-1, 1), (1, -1)), inks=("cat", "dog"))
    taken = pixels.take({"text": "a,b,kind\n-0.9,0.9,yes\n0.9,-0.9,no\n0.8,-0.8,no\n"})
    marks = np.zeros((4, 4))
    marks[0, 0], marks[3, 3] = 1, 2
    np.testing.assert_array_equal(pixels.unpack(taken.value), marks)
    assert "kind: yes cat, no dog" in taken.said and taken.said.endswith("nearest of 4 by 4 places, 2 in all.")


def test_a_text_is_cut_to_what_fits_and_to_known_letters():
    line = Text("own", "your sentence", "abc ", 6)
    taken = line.take({"text": "A b\n\n c! Abcabc"})
    assert taken.value == "a b c " and line.check(taken.value) == taken.value
    assert taken.said == "of 13 letters the first 6 are taken; 1 that are not in its alphabet were left out."
    with pytest.raises(ValueError, match="none of the letters “abc ”"):
        line.take({"text": "xyz"})


@pytest.mark.parametrize(
    ("control", "takes"),
    [
        (grid(), ""),
        (grid(picture=as_it_is), "picture"),
        (grid(inks=("cat", "dog")), "table"),
        (Dots("own", "points", "plane", ((0, 1), (1, 0))), "table"),
        (Text("own", "line", "abc", 5), "text"),
        (Choice("kind", "kind", {"a": "a"}, "a"), ""),
    ],
)
def test_each_control_says_what_it_takes(control, takes):
    assert control.takes == takes


def test_a_lab_answers_with_the_value_the_words_and_the_steps():
    answers = Answers(Drawing(sheet_lab(grid(2, 3, picture=as_it_is))))
    answer = answers.take("drawn", grey([[0, 255, 255], [255, 0, 0]]))
    assert answer["said"] == "as it is." and answers.lab.values(drawn=answer["value"])
    assert answer["steps"] == [{"shows": "ink", "shades": [[255, 0, 0], [0, 255, 255]]}]
    with pytest.raises(ValueError, match=r"dark \(dark\) takes nothing"):
        answers.take("dark", {"text": "yes"})
    with pytest.raises(ValueError, match="has no control 'light'"):
        answers.take("light", {"text": "yes"})


def test_pixels_that_take_pictures_are_pixels_all_the_same():
    assert isinstance(grid(picture=as_it_is), Pixels) and grid(picture=as_it_is).check("") == ""
