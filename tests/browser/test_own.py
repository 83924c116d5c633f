"""The reader's own: points put by hand and by keys, tables, pictures, digits drawn once; bad files; full storage."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect

from nbhelpers import labs
from nbhelpers.datasets import mnist
from tests.browser.conftest import lasting_page
from tests.browser.eyes import axe
from tests.browser.hands import answered, live, message, png, reading

DELTA, LINE, WRITE = "neurons.delta", "neurons.line", "backprop.write"
FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"


def value(figure, name="own"):
    return figure.locator(f'[name="{name}"]').get_attribute("data-value")


def at(figure, lab, x, y):
    """The place on the page of a point in the plane of the lab's points."""
    (left, low), (right, high) = labs.get(lab).control("own").box
    box = figure.locator(".lab-dots rect").bounding_box()
    return box["x"] + (x - left) / (right - left) * box["width"], box["y"] + (high - y) / (high - low) * box["height"]


def press(watched, figure, lab, *places):
    """Press at the first place, and let go at the last."""
    figure.locator(".lab-dots").scroll_into_view_if_needed()
    watched.page.mouse.move(*at(figure, lab, *places[0]))
    watched.page.mouse.down()
    for place in places[1:]:
        watched.page.mouse.move(*at(figure, lab, *place), steps=3)
    watched.page.mouse.up()
    return labs.get(lab).control("own").unpack(value(answered(figure)))


def opened(figure, name):
    figure.locator(f'[data-action="yours"][data-control="{name}"]').click()
    dialog = figure.locator("dialog.own-dialog")
    expect(dialog).to_be_visible()
    return dialog


@pytest.fixture(scope="module")
def neurons(own_site, chromium):
    with lasting_page(chromium, f"{own_site}/book/neurons.html") as watched:
        yield watched


@pytest.fixture(scope="module")
def backprop(own_site, chromium):
    with lasting_page(chromium, f"{own_site}/book/backprop.html") as watched:
        yield watched


def test_points_are_put_moved_changed_and_taken_away_with_the_pointer(neurons):
    figure = live(neurons, LINE)
    points, classes = press(neurons, figure, LINE, (0, 0))
    np.testing.assert_allclose(points, [[0, 0]], atol=0.02)
    press(neurons, figure, LINE, (1, 1), (1.4, 0.2))  # put and moved in one go
    points, classes = press(neurons, figure, LINE, (0, 0))  # pressed: the other class
    np.testing.assert_allclose(points, [[0, 0], [1.4, 0.2]], atol=0.03)
    assert classes.tolist() == [1, 0]
    assert reading(figure) == labs.get(LINE).reading(own=value(figure))
    points, _ = press(neurons, figure, LINE, (0, 0))  # and away
    np.testing.assert_allclose(points, [[1.4, 0.2]], atol=0.03)
    figure.locator('[data-action="clear"][data-control="own"]').click()
    assert reading(answered(figure)) == labs.get(LINE).reading()
    assert neurons.complaints == [] and message(figure).text_content() == ""


def test_the_same_with_the_keys_and_a_page_loaded_anew_has_them(neurons):
    lab, figure = labs.get(DELTA), live(neurons, DELTA)
    layer, said = figure.locator(".lab-dots"), figure.locator(".lab-said").first
    layer.focus()
    layer.press("Enter")
    expect(said).to_have_text("x 1.00, y 0.50: point 1 of 1")
    assert reading(answered(figure)) == lab.reading(own=value(figure), step=0)
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Enter", "Shift+ArrowUp"):
        layer.press(key)
    expect(said).to_have_text("x 1.40, y 1.00: point 2 of 2")
    layer.press("PageDown")
    expect(said).to_have_text("x 1.00, y 0.50: point 1 of 2")
    assert value(answered(figure)) == "1,0.5;1.4,1"
    assert reading(figure) == lab.reading(own="1,0.5;1.4,1", step=0)
    neurons.page.wait_for_timeout(400)
    assert "own" not in neurons.page.url
    neurons.page.reload()
    figure = live(neurons, DELTA)
    assert value(answered(figure)) == "1,0.5;1.4,1" and reading(figure) == lab.reading(own="1,0.5;1.4,1", step=0)
    layer = figure.locator(".lab-dots")
    for key in ("PageDown", "Delete", "PageDown", "Delete"):
        layer.press(key)
    assert value(answered(figure)) == "" and neurons.complaints == []


def test_a_table_is_pasted_or_a_file_and_what_is_wrong_with_one_is_said(neurons):
    lab, figure = labs.get(DELTA), live(neurons, DELTA)
    dialog = opened(figure, "own")
    said = dialog.get_by_role("status")
    wrong = {"1,2\n3": "line 2 has 1 columns, the first has 2", "a,b\nc,d\n": "0 of its columns hold numbers"}
    for text, words in wrong.items():
        dialog.get_by_role("textbox").fill(text)
        dialog.get_by_role("button", name="Use this").click()
        expect(said).to_contain_text(words)
        expect(said).to_contain_text("The figure stays as it was.")
    assert value(figure) == ""
    dialog.get_by_role("textbox").fill("x,y\n0,1\n1,2\n2,4\n")
    dialog.get_by_role("button", name="Use this").click()
    expect(said).to_have_text("In the figure now: 3 rows were read; x is x; y is the target y.")
    assert axe(neurons.page) == []
    for name, content, words in [
        ("huge.csv", b"1,2\n" * 1_100_000, "it has 4 MB; allowed are a million letters"),
        ("page.csv", b"\xff\xfe\x00\x01", "it is no text in UTF-8"),
        ("empty.csv", b"", "there is nothing in it"),
        ("long.csv", b"1,2\n" * 6000, "6,000 rows; allowed are 5,000"),
    ]:
        dialog.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "text/csv", "buffer": content}])
        expect(said).to_contain_text(words)
    dialog.locator("input[type=file]").set_input_files(
        [{"name": "big.csv", "mimeType": "text/csv", "buffer": b"length;weight\n100,5;7\n120;9\n"}]
    )
    expect(said).to_contain_text("length is x; weight is the target y; x is shown as")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    assert reading(answered(figure)) == lab.reading(own=value(figure), step=0) and len(value(figure).split(";")) == 2
    dialog = opened(figure, "own")  # what could be used is there again, the newest first
    assert dialog.locator(".own-list button").all_text_contents() == ["big.csv", "pasted"]
    dialog.locator(".own-list button").last.click()
    expect(dialog.get_by_role("status")).to_contain_text("3 rows were read")
    dialog.press("Escape")
    assert value(answered(figure)) == "0,1;1,2;2,4" and neurons.complaints == []


def test_a_digit_of_mnist_as_a_picture_gives_the_recorded_state(backprop):
    lab, figure = labs.get(WRITE), live(backprop, WRITE)
    dialog = opened(figure, "drawn")
    said = dialog.get_by_role("status")
    expect(dialog).to_contain_text("You have drawn no digits of your own yet.")
    for name, content, words in [
        ("page.png", b"<!doctype html><script>alert(1)</script>", "it is no picture that can be read; allowed are PNG"),
        ("broken.png", png(np.ones((9, 9)))[:60], "it is damaged: the browser could not unpack it"),
        ("bomb.png", png(np.ones((2, 2)))[:16] + b"\0\1\0\0" * 2 + bytes(30), "65536 × 65536 pixels; allowed are"),
        ("blank.png", png(np.ones((90, 90))), "nothing stands out from the paper"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "it is no picture"),
    ]:
        dialog.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "image/png", "buffer": content}])
        expect(said).to_contain_text(words)
    assert value(figure, "drawn") == ""
    for image in (3, 15, 18):
        digit, before = mnist().test_images[image].reshape(28, 28), value(figure, "drawn")
        dialog.locator("input[type=file]").set_input_files(
            [{"name": f"{image}.png", "mimeType": "image/png", "buffer": png(digit)}]
        )
        expect(figure.locator('[name="drawn"]')).not_to_have_attribute("data-value", before)
        expect(said).to_contain_text("28 by 28 pixels are taken as they are")
        entered = lab.state(drawn=value(answered(figure), "drawn"))
        recorded = lab.state(image=image)
        for part in ("p", "paper", "pull"):
            np.testing.assert_array_equal(entered[part], recorded[part])
        assert reading(figure) == lab.reading(drawn=value(figure, "drawn"))
    assert dialog.locator(".own-step figcaption").all_text_contents() == ["as it came", "ink"]
    dialog.press("Escape")
    expect(dialog).to_have_count(0)
    assert backprop.complaints == [] and "drawn" not in backprop.page.url


def test_digits_are_drawn_once_and_figures_take_them(backprop, own_site):
    page = backprop.page.context.new_page()
    page.goto(f"{own_site}/book/yours.html")
    own = page.locator("[data-own]")
    expect(own.locator(".own-asks")).to_have_text("Draw a 0")
    grid = own.locator(".lab-grid")
    grid.focus()
    for key in ["ArrowDown"] * 8 + ["ArrowRight"] * 12 + ["Space"] + ["Shift+ArrowDown"] * 12:
        grid.press(key)
    expect(own.get_by_role("button", name="your 0")).to_be_visible()
    own.get_by_role("button", name="Next digit").click()
    expect(own.locator(".own-asks")).to_have_text("Draw a 1")
    box = grid.bounding_box()
    page.mouse.move(box["x"] + 140, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 230, steps=5)
    page.mouse.up()
    expect(own.get_by_role("button", name="your 1")).to_be_visible()
    assert axe(page) == []
    kept = json.loads(page.evaluate("localStorage.getItem('own')"))
    assert set(kept["digits"]) == {"0", "1"}
    page.evaluate(FULL)
    own.get_by_role("button", name="Clear").click()
    expect(own.locator(".own-said")).to_contain_text("This browser keeps nothing")
    page.reload()
    figure = live(backprop, WRITE)
    dialog = opened(figure, "drawn")
    assert dialog.locator(".own-list button").all_text_contents()[:2] == ["your 0", "your 1"]
    digit = {"name": "a digit.png", "mimeType": "image/png", "buffer": png(mnist().test_images[0].reshape(28, 28))}
    dialog.locator("input[type=file]").set_input_files([digit])
    expect(dialog.get_by_role("status")).to_contain_text("taken as they are")
    dialog.get_by_role("button", name="your 1").click()
    expect(dialog.get_by_role("status")).to_contain_text("In the figure now")
    assert value(answered(figure), "drawn") == kept["digits"]["1"]
    assert reading(figure) == labs.get(WRITE).reading(drawn=kept["digits"]["1"])
    dialog.press("Escape")
    page.get_by_role("button", name="Delete a digit.png").click()
    everything = page.get_by_role("button", name="Delete all that is mine")
    everything.click()
    page.get_by_role("button", name="press again to be sure").click()
    assert page.evaluate("localStorage.getItem('own')") is None
    expect(own).to_contain_text("Nothing yet.")
    page.close()
    assert backprop.complaints == []


def test_a_full_storage_is_said_and_what_was_brought_is_used_all_the_same(neurons):
    figure = live(neurons, LINE)
    neurons.page.evaluate(FULL)
    dialog = opened(figure, "own")
    dialog.get_by_role("textbox").fill("0,0,no\n1,1,yes\n")
    dialog.get_by_role("button", name="Use this").click()
    expect(dialog.get_by_role("status")).to_contain_text("This browser keeps nothing more")
    dialog.press("Escape")
    assert value(answered(figure)) == "0,0,1;1,1,0" and "own" not in neurons.page.url
    assert reading(figure) == labs.get(LINE).reading(own="0,0,1;1,1,0") and neurons.complaints == []


