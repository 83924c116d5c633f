"""The chapters in JupyterLab: every figure turns, draws, plays, and outlives the kernel; links set it; answers stay."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from nbhelpers import labs
from nbhelpers.lab import Time
from tests.browser.hands import answered, turn
from tests.browser.jupyter import Notebook, moved, server
from tests.whole import WHOLE
from tools import readable, workbooks

CHAPTERS = [path.stem for path in readable.chapters()]
QUICK = ("optimizers",)
BROKEN = re.compile("Error displaying widget|model not found|Loading widget")


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    home = tmp_path_factory.mktemp("jupyter")
    workbooks.lay_out(home / "notebooks")
    with server(home / "notebooks", home) as running:
        yield running
        running.end_kernels()


@pytest.fixture
def notebook(jupyter, open_page):
    def opened(name):
        return Notebook(open_page("about:blank"), jupyter, name).open()

    yield opened
    jupyter.end_kernels()


def chapter_labs(name):
    return [lab for lab in labs.registry().values() if lab.name.startswith(f"{name}.")]


@pytest.mark.parametrize("name", CHAPTERS if WHOLE else QUICK)
def test_every_control_moves_and_what_was_seen_last_outlives_the_kernel(notebook, jupyter, name):
    book = notebook(f"{name}.ipynb")
    book.run_all()
    seen = {lab.name: moved(book.figure(lab.name), lab) for lab in chapter_labs(name)}
    book.save()
    jupyter.end_kernels()
    book.open()
    for lab, sentence in seen.items():
        still = book.page.locator(f'figure.lab[data-lab="{lab}"]')
        still.scroll_into_view_if_needed()
        expect(still.locator("[data-reading]")).to_have_text(sentence)
        assert still.locator("img").evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 50)")
    assert not BROKEN.search(book.page.locator(".jp-Notebook").inner_text())
    expect(book.page.locator(".jp-mod-dirty")).to_have_count(0)  # to look changes nothing
    assert book.watched.complaints == []


def test_what_a_reader_does_with_a_figure(notebook):
    """Links of the text set it, it plays within ten seconds, is compared, saved, made large; keys are its own."""
    book = notebook("hopfield.ipynb")
    book.run_all()
    figure, lab = book.figure("hopfield.recall"), labs.get("hopfield.recall")
    book.page.get_by_role("link", name="almost pure noise").click()
    expect(figure.locator("[data-reading]")).to_have_text(lab.reading(noise=0.45, asked=1600))
    figure.locator('[data-action="compare"]').click()
    expect(figure.locator(".lab-kept")).to_contain_text("units asked 1600")
    turn(figure, lab, "asked", 0)
    answered(figure)
    figure.locator('[data-action="play"]').click()
    expect(figure.locator('[name="asked"]')).to_have_attribute("data-value", "1600", timeout=10_000)
    figure.locator("summary", has_text="Save").click()
    with book.page.expect_download() as saved:
        figure.locator('[data-as="svg"]').click()
    assert "labs.recall.widget(" in saved.value.path().read_text("utf8")
    with book.page.expect_download() as saved:
        figure.locator('[data-as="csv"]').click()
    assert "labs.recall.widget(noise=0.45" in saved.value.path().read_text("utf8")
    sheet = figure.locator(".lab-grid").bounding_box()
    book.page.mouse.click(sheet["x"] + sheet["width"] / 2, sheet["y"] + sheet["height"] / 2)
    expect(figure.locator('[name="drawn"]')).to_contain_text("of 400")
    slider = figure.locator('[name="noise"]')
    slider.focus()
    before = book.active()
    book.page.keyboard.press("ArrowLeft")
    expect(slider).not_to_have_attribute("data-value", "0.45")
    assert book.active() == before
    figure.locator('[data-action="show"]').click()
    box = figure.bounding_box()
    assert box["width"] > 1200 and box["x"] == 0
    book.page.keyboard.press("Escape")
    expect(figure).not_to_have_class(re.compile("lab-shown"))
    book.restart()
    expect(figure.locator("[data-message]")).to_contain_text("run its cell again")
    expect(figure.locator('[name="noise"]')).to_be_disabled()


def test_a_point_is_dragged(notebook):
    book = notebook("optimizers.ipynb")
    book.page.locator(".jp-CodeCell").first.click()
    book.run_all()
    figure = book.figure("optimizers.race")
    figure.evaluate("figure => figure.scrollIntoView()")
    point = figure.locator(".lab-point").first.bounding_box()
    x, y = point["x"] + point["width"] / 2, point["y"] + point["height"] / 2
    book.page.mouse.move(x, y)
    book.page.mouse.down()
    book.page.mouse.move(x + 30, y + 10, steps=5)
    book.page.mouse.up()
    words = figure.locator(".lab-point").first.get_attribute("aria-valuetext")
    expect(figure.locator(".lab-point").first).not_to_have_attribute("aria-valuetext", "")
    assert figure.locator('[name="right"]').get_attribute("data-value") != "0", words


def test_an_answer_is_the_notebook_s(notebook, jupyter):
    book = notebook("hopfield.ipynb")
    book.run_all()
    cell = book.page.locator(".jp-CodeCell", has_text="exercises.energy.check(my_energy)")
    cell.scroll_into_view_if_needed()
    expect(cell.locator(".jp-OutputArea")).to_contain_text("cases pass")


def test_converted_it_shows_every_picture(tmp_path):
    """`nbconvert --execute --to html`, of a chapter as a reader has it."""
    workbooks.lay_out(tmp_path)
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "hopfield.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    page = (tmp_path / "hopfield.html").read_text("utf8")
    for lab in chapter_labs("hopfield"):
        assert f'<figure class="lab" data-lab="{lab.name}"' in page
        assert lab.reading().split(":")[0] in page
    assert not BROKEN.search(page) and '<script type="application/vnd.jupyter.widget-view+json">' not in page


def test_time_plays_the_moments_that_the_page_plays():
    for lab in labs.registry().values():
        for control in [control for control in lab.controls if isinstance(control, Time)]:
            assert len(control.recorded) * 60 <= 10_000, lab.name
