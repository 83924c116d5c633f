"""What a reader saves of a lab: the files, as another program finds them; nothing in them is markup of the address."""

import base64
import csv
import io
import math
import re
import struct
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from nbhelpers.lab.answers import plain
from tests.browser.hands import READY, answered, live, turn
from tests.browser.test_tiny import ready, slide
from tests.lab.test_csv_table import missing
from tests.tiny import add_labs
from tests.tiny.rooms.tiny import labs

add_labs()
SVG = "{http://www.w3.org/2000/svg}"


def saved(figure, form):
    """The name and the bytes of the file that a reader gets."""
    if not figure.locator("details.lab-save").evaluate("menu => menu.open"):
        figure.locator(".lab-save summary").click()
    with figure.page.expect_download(timeout=READY) as waiting:
        figure.locator(f'[data-as="{form}"]').click()
    download = waiting.value
    expect(figure.locator("[data-message]")).to_have_text(f"Saved as {download.suggested_filename}.")
    with open(download.path(), "rb") as file:
        return download.suggested_filename, file.read()


def texts(root):
    return " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))


def whole(content):
    """The document, if it needs nothing from elsewhere and every id in it is one of a kind."""
    text = content.decode()
    assert "var(" not in text and "class=" not in text and "<script" not in text
    assert not re.search(r'(href="|url\()(?!#|data:image/png)', text)
    root = ElementTree.fromstring(text)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:url\(|href=")#([^)"]+)', text)) <= set(ids)
    return root


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_stands_alone(tiny, open_page, scheme):
    watched = open_page(tiny[1], color_scheme=scheme)
    figure = ready(watched)
    slide(figure, "eta", 2)
    figure.locator('[name="start"]').select_option("left")
    name, content = saved(figure, "svg")
    assert name == "tiny-bowl-start_left-eta_1.svg"
    root = whole(content)
    sentence = labs.bowl.reading(eta=1.0, start="left")
    assert root.find(f"{SVG}title").text == labs.bowl.title
    assert sentence in root.find(f"{SVG}desc").text and sentence in texts(root)
    assert "learning rate η 1" in texts(root) and "bowl.eta=1" in root.find(f"{SVG}desc").text
    panels = root.findall(f"{SVG}svg")
    assert [panel.get("width") for panel in panels] == ["340", "340"]
    assert panels[0].get("y") == panels[1].get("y") and float(panels[1].get("x")) >= float(panels[0].get("x")) + 340
    assert "#0b62b0" in content.decode() and "#62aef5" not in content.decode()
    assert watched.complaints == [] and watched.foreign == []


def test_a_png_is_twice_as_fine_and_white(tiny, open_page):
    watched = open_page(tiny[1], color_scheme="dark")
    figure = ready(watched)
    root = whole(saved(figure, "svg")[1])
    name, content = saved(figure, "png")
    assert name == "tiny-bowl.png" and content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (2 * int(root.get("width")), 2 * int(root.get("height")))
    pixels = watched.page.evaluate(
        """async (bytes) => {
            const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
            const pen = canvas.getContext("2d");
            pen.drawImage(bitmap, 0, 0);
            const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
            const dark = [...Array(data.length / 4).keys()].filter((k) => data[4 * k] < 128).length;
            return { corner: [...data.slice(0, 4)], dark };
        }""",
        list(content),
    )
    assert pixels["corner"] == [255, 255, 255, 255] and pixels["dark"] > 1000
    assert watched.complaints == []


def test_the_menu_with_the_keyboard(tiny, open_page):
    watched = open_page(tiny[1])
    figure = ready(watched)
    fetched = []
    watched.page.on("request", lambda request: fetched.append(request.url))
    summary = figure.locator(".lab-save summary")
    summary.focus()
    summary.press("Enter")
    picture = figure.get_by_role("button", name="Picture (SVG)")
    expect(picture).to_be_visible()
    summary.press("Tab")
    expect(picture).to_be_focused()
    picture.press("Escape")
    expect(picture).to_be_hidden()
    expect(summary).to_be_focused()
    summary.press("Enter")
    summary.press("Tab")
    expect(picture).to_be_visible()
    picture.press("Shift+Tab")
    summary.press("Shift+Tab")
    expect(figure.locator('[data-action="link"]')).to_be_focused()
    expect(picture).to_be_hidden()
    summary.press("Enter")
    watched.page.locator("h1").click()
    expect(picture).to_be_hidden()
    assert fetched == [], "the code that saves is loaded when it is used"


HOSTILE = '"><img src=x onerror=alert(1)>&lt;]]>../../etc'


def test_hostile_addresses_reach_no_file(tiny, open_page):
    watched = open_page(f"{tiny[1]}/?bowl.start={quote(HOSTILE)}&bowl.eta=1&x={quote(HOSTILE)}&show={quote(HOSTILE)}")
    figure = ready(watched)
    name, content = saved(figure, "svg")
    assert name == "tiny-bowl-eta_1.svg"
    root = whole(content)
    assert "onerror" not in content.decode() and root.find(f".//{SVG}img") is None
    assert watched.page.locator("img").count() == 0 and watched.complaints == []


def test_hostile_words_in_a_lab_are_text_in_its_file(tiny, open_page):
    """A title, a sentence or a value that looks like markup is written as what it is."""
    watched = open_page(tiny[1])
    figure = ready(watched)
    figure.evaluate(
        """(figure, words) => {
            figure.querySelector(".lab-title").textContent = words + "\\u0001";
            figure.querySelector("[data-reading]").textContent = words;
        }""",
        HOSTILE,
    )
    root = whole(saved(figure, "svg")[1].replace(b"onerror", b"on_error"))
    assert root.find(f"{SVG}title").text == HOSTILE.replace("onerror", "on_error")
    assert {element.tag for element in root} == {f"{SVG}{tag}" for tag in ("title", "desc", "rect", "text", "svg")}


@pytest.mark.whole
def test_numbers_are_python_s(running):
    """Any value, as CPython computes it; test_policy has Python started by the press that saves."""
    running.complaints.clear()
    figure = live(running)
    figure.locator('[data-action="reset"]').click()
    for name, value in {"eta": 1.1, "seed": 4321, "step": 7}.items():
        turn(figure, labs.bowl, name, value)
    answered(figure)
    name, content = saved(figure, "csv")
    assert name == "tiny-bowl-eta_1.1-seed_4321-step_7.csv"
    check_numbers(content, {"eta": 1.1, "step": 7, "seed": 4321})
    whole(saved(figure, "svg")[1])
    assert running.complaints == [] and running.foreign == []


def check_numbers(content, values):
    text = content.decode()
    assert missing(plain(labs.bowl.state(**values)), text) == []
    assert f"# {labs.bowl.reading(**values)}\n" in text and text.startswith("# http")
    rows = {row[0]: row[1] for row in csv.reader(io.StringIO(text)) if len(row) == 2}
    assert math.isclose(float(rows["eta"]), values["eta"], rel_tol=1e-9) and rows["step"] == str(values["step"])


def test_python_that_does_not_come_is_said(tiny, open_page):
    watched = open_page("about:blank")
    watched.page.route("**/live.json", lambda route: route.abort())
    watched.page.goto(tiny[1])
    figure = ready(watched)
    figure.locator(".lab-save summary").click()
    figure.locator('[data-as="csv"]').click()
    expect(figure.locator("[data-message]")).to_contain_text("Live Python could not be started")
    assert figure.get_attribute("data-source") == "recorded"


DECODED = """async ([text, type]) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const video = document.createElement('video');
    video.muted = true;
    video.src = URL.createObjectURL(new Blob([bytes], {type}));
    await new Promise((done, failed) => { video.onloadeddata = done; video.onerror = failed; });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    const pen = canvas.getContext('2d', {willReadFrequently: true}), seen = new Set();
    await new Promise((done, failed) => {
        const look = () => {
            pen.drawImage(video, 0, 0);
            const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
            seen.add(data.reduce((sum, one, k) => (sum + one * (k % 97)) >>> 0, 0));
            if (!video.ended) video.requestVideoFrameCallback(look);
        };
        video.requestVideoFrameCallback(look);
        video.onended = done;
        video.play().catch(failed);
    });
    return [canvas.width, canvas.height, seen.size];
}"""


def test_a_run_is_saved_as_a_film_and_the_lab_is_where_it_was(tiny, open_page):
    watched = open_page(tiny[1])
    figure = ready(watched)
    before = figure.locator("[data-reading]").text_content()
    name, content = saved(figure, "film")
    ending = name.rpartition(".")[2]
    assert name.startswith("tiny-bowl") and ending in ("webm", "mp4")
    assert figure.locator("[data-reading]").text_content() == before
    watched.page.goto("about:blank")
    width, height, pictures = watched.page.evaluate(DECODED, [base64.b64encode(content).decode(), f"video/{ending}"])
    assert width % 2 == height % 2 == 0 and width > 900
    assert pictures >= len(labs.bowl.control("step").recorded)
    assert watched.complaints == []


def test_a_film_can_be_stopped(tiny, open_page):
    figure = ready(open_page(tiny[1]))
    before = figure.locator("[data-reading]").text_content()
    figure.locator(".lab-save summary").click()
    figure.locator('[data-as="film"]').click()
    figure.get_by_role("button", name="Stop").click()
    expect(figure.locator("[data-message]")).to_have_text("Stopped: there is no film.")
    assert figure.locator("[data-reading]").text_content() == before
