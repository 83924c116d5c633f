"""The chapters in Jupyter: every figure turns, draws, plays, and outlives the kernel; links set it; answers stay."""

import re
import subprocess
import sys
from html import unescape

import nbformat
import pytest
from playwright.sync_api import expect

from nbhelpers import dares, labs
from nbhelpers.datasets import mnist
from tests.browser.conftest import lasting_page
from tests.browser.hands import answered, png, reading, turn
from tests.browser.jupyter import SLOW, Notebook, dragged, moved, server
from tests.whole import some
from tools import readable, workbooks

CHAPTERS = [path.stem for path in readable.chapters()]
OTHER_FRONT = ("optimizers", "hopfield", "rbm")
SHOWN, SET = "made = labs.surface.widget()\nmade", "made.set(eta=3.0, epoch=30)"
BROKEN = re.compile("Error displaying widget|model not found|Loading widget")
ITS_OWN = "Cannot read properties of undefined (reading 'schema')"  # Notebook 7.6.5 says so itself, of its shortcuts


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


@pytest.fixture(scope="module")
def hopfield(jupyter, chromium):
    """A chapter that has run, for all tests that leave its figures as able to move as they were."""
    with lasting_page(chromium, "about:blank") as watched:
        book = Notebook(watched, jupyter, "hopfield.ipynb").open()
        book.run_all()
        yield book


def test_a_dare_is_checked_by_the_kernel(hopfield):
    known, figure = dares.get("hopfield.the_negative"), hopfield.figure("hopfield.recall")
    dare, solution = figure.locator("details.dare"), {"noise": 0.6, "asked": 1600}
    figure.locator('[data-action="reset"]').click()
    dare.locator("summary").first.click()
    for values in ({}, solution):
        for name, value in values.items():
            turn(figure, known.lab, name, value)
        dare.get_by_role("button", name="Check").click()
        expect(dare.locator(".dare-verdict")).to_have_text(known.judge(**values).words, timeout=SLOW)
    expect(dare.locator(".dare-debrief")).to_be_visible()
    figure.locator('[data-action="reset"]').click()
    dare.get_by_role("button", name="Show the state").click()
    expect(figure.locator("[data-reading]")).to_have_text(known.lab.reading(**solution), timeout=SLOW)
    answered(figure)


@pytest.mark.whole
@pytest.mark.parametrize("name", CHAPTERS)
def test_every_control_and_point_moves_and_what_was_seen_last_outlives_the_kernel(notebook, jupyter, name):
    outlives(notebook(f"{name}.ipynb"), jupyter, name, 3)


@pytest.mark.whole
@pytest.mark.parametrize("name", OTHER_FRONT)
def test_in_notebook_7_too(tmp_path, open_page, name):
    workbooks.lay_out(tmp_path / "notebooks")
    with server(tmp_path / "notebooks", tmp_path, "notebook") as running:
        book = Notebook(open_page("about:blank"), running, f"{name}.ipynb").open()
        outlives(book, running, name, 1)
        running.end_kernels()


def outlives(book, jupyter, name, many):
    """Run all, move every control of so many labs (of all, in the whole run), save, end the kernel, open it again."""
    book.run_all()
    reopened(book, jupyter, turned(book, name, many))


def turned(book, name, many):
    """What so many labs of the chapter say once all their controls have been moved: {name: sentence}."""
    seen = {}
    for lab in some(chapter_labs(name), many):
        figure = book.figure(lab.name)
        moved(figure, lab)
        if lab.points:
            dragged(figure, lab.points[0])
        seen[lab.name] = reading(figure)
    return seen


def reopened(book, jupyter, seen):
    """Saved, its kernel ended and opened again, the notebook shows what was seen last, and counts as unchanged."""
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
    assert [said for said in book.watched.complaints if said != ITS_OWN] == []


def test_what_a_reader_does_with_a_figure(hopfield):
    """Links of the text set it, it plays within ten seconds, is compared, saved, made large; keys are its own."""
    book = hopfield
    figure, lab = book.figure("hopfield.recall"), labs.get("hopfield.recall")
    book.page.get_by_role("link", name="almost pure noise").click()
    expect(figure.locator("[data-reading]")).to_have_text(lab.reading(noise=0.45, asked=1600))
    figure.locator('[data-action="compare"]').click()
    expect(figure.locator(".lab-kept")).to_contain_text("units updated 1600")
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
    sheet = figure.locator('.lab-grid[aria-label^="pixels you turned over"]').bounding_box()
    book.page.mouse.click(sheet["x"] + sheet["width"] / 2, sheet["y"] + sheet["height"] / 2)
    expect(figure.locator('[name="drawn"]')).to_contain_text("of 400")
    figure.locator('[data-action="yours"][data-control="own"]').click()
    digit = {"name": "3.png", "mimeType": "image/png", "buffer": png(mnist().test_images[3].reshape(28, 28))}
    figure.locator("dialog input[type=file]").set_input_files([digit])
    expect(figure.locator("dialog").get_by_role("status")).to_contain_text("In the figure now: 28 by 28 pixels")
    figure.locator("dialog").get_by_role("button", name="Close").click()
    expect(figure.locator('[name="own"]')).to_contain_text("of 400")
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


ANSWER = """def my_energy(W, x, b):
    return -0.5 * x @ W @ x + b @ x

exercises.energy.use(my_energy)"""
USED = "Computed with your hopfield.energy."


def test_an_answer_is_checked_and_used_in_the_figures_and_stays(hopfield, jupyter):
    """The last test on its page: three more labs are turned, then its kernel ends and it is opened again."""
    book, figure = hopfield, hopfield.figure("hopfield.recall")
    expect(figure.locator("[data-reading]")).not_to_contain_text(USED)
    others = turned(book, "hopfield", 3)
    start = book.page.locator(".jp-CodeCell", has_text="def my_energy(")
    start.scroll_into_view_if_needed()
    start.locator(".cm-content").fill(ANSWER)
    start.locator(".cm-content").press("Shift+Enter")
    check = book.page.locator(".jp-CodeCell", has_text="exercises.energy.check(my_energy)")
    check.locator(".cm-content").press("Shift+Enter")
    expect(check.locator(".jp-OutputArea")).to_contain_text("All cases pass", timeout=SLOW)
    book.figure("hopfield.recall")
    expect(figure.locator("[data-reading]")).to_contain_text(USED, timeout=SLOW)
    reopened(book, jupyter, {name: reading(book.figure(name)) for name in (*others, "hopfield.recall")})
    start.scroll_into_view_if_needed()
    expect(start.locator(".cm-content")).to_contain_text("return -0.5 * x @ W @ x + b @ x")
    check.scroll_into_view_if_needed()
    expect(check.locator(".jp-OutputArea")).to_contain_text("All cases pass")
    book.page.goto("about:blank")
    jupyter.end_kernels()


@pytest.mark.whole
def test_a_widget_shown_again_still_answers_and_two_views_of_it_move_together(jupyter, open_page):
    cells = [nbformat.v4.new_code_cell(text) for text in ("from nbhelpers.backprop import labs", SHOWN, "made", SET)]
    mine = nbformat.v4.new_notebook(cells=cells, metadata=workbooks.KERNEL)
    nbformat.write(mine, jupyter.folder / "twice.ipynb")
    book = Notebook(open_page("about:blank"), jupyter, "twice.ipynb").open()
    book.run_all()
    figures = book.page.locator('figure.lab[data-lab="backprop.surface"][data-ready]')
    expect(figures).to_have_count(2, timeout=SLOW)
    book.page.locator(".jp-CodeCell").nth(2).locator(".cm-content").press("Shift+Enter")
    expect(figures).to_have_count(2)
    lab = labs.get("backprop.surface")
    for one in figures.all():
        expect(one.locator("[data-reading]")).to_have_text(lab.reading(eta=3.0, epoch=30), timeout=SLOW)
        answered(one)
    figures.last.locator('[data-action="reset"]').click()
    for one in figures.all():
        expect(one.locator("[data-reading]")).to_have_text(lab.reading(), timeout=SLOW)
        answered(one)
    book.save()
    assert figures.first.locator("[data-message]").text_content() == ""
    book.page.reload()
    expect(figures.first.locator('[name="eta"]')).to_be_enabled(timeout=SLOW)
    turn(figures.first, lab, "eta", 3.0)
    expect(figures.first.locator("[data-message]")).to_contain_text("run this figure's cell again", timeout=SLOW)
    book.restart()
    for one in figures.all():
        expect(one.locator("[data-message]")).to_contain_text("run its cell again")
        expect(one.locator('[name="eta"]')).to_be_disabled()
    jupyter.wait_for_kernel()
    jupyter.end_kernels()


@pytest.mark.whole
@pytest.mark.parametrize("name", CHAPTERS)
def test_converted_it_shows_every_picture(tmp_path, name):
    """`nbconvert --execute --to html`, of a chapter as a reader has it."""
    workbooks.lay_out(tmp_path)
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", f"{name}.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    page = unescape((tmp_path / f"{name}.html").read_text("utf8"))
    for lab in chapter_labs(name):
        assert f'<figure class="lab" data-lab="{lab.name}"' in page
        assert f"<strong>{lab.reading().partition(chr(10))[0]}</strong>" in page
    assert not BROKEN.search(page) and '<script type="application/vnd.jupyter.widget-view+json">' not in page
