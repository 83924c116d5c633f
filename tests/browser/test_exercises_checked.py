"""Check on the page: cases, hints, what goes wrong and is said, an endless loop, a lost network; and axe."""

import pytest
from playwright.sync_api import expect

from nbhelpers.exercise import Exercise
from nbhelpers.exercises import get, registry
from tests.browser.conftest import lasting_page
from tests.browser.desk import PATIENT, checked, exercise, impatient, opened, write
from tests.browser.eyes import axe
from tests.browser.hands import live
from tests.exercises.test_registered import WRONG
from tests.whole import some

ENERGY = get("hopfield.energy")


@pytest.fixture(scope="module")
def chapter(own_site, chromium):
    """The chapter on Hopfield nets with its Python running."""
    with lasting_page(chromium, f"{own_site}/book/hopfield.html") as watched:
        yield watched


def desk(chapter):
    """The exercise with its editor open, whichever test is the first on this page."""
    there = exercise(chapter).get_by_role("textbox").count()
    return exercise(chapter) if there else opened(chapter)


def write_again(place, code):
    place.get_by_role("textbox").click()
    write(place, code)


@pytest.mark.whole
def test_lost_network_is_said_and_can_be_tried_again(chapter):
    """The first test on its page."""
    chapter.page.route("**/live.json", lambda route: route.abort())
    place = opened(chapter)
    failed = "Python could not be started: the list of what is needed could not be fetched"
    expect(place.locator(".exercise-report")).to_contain_text(failed)
    expect(place.locator(".exercise-report")).to_contain_text("You can write all the same; Check tries again.")
    expect(place.locator(".exercise-line")).to_contain_text("Check loads Python into this page")
    report = checked(place, "It could not be checked: the list of what is needed could not be fetched")
    expect(report).to_contain_text("Your answer is still there")
    chapter.page.unroute("**/live.json")
    checked(place, "The three dots are still there")


def test_check_says_which_case_failed_and_the_hint(chapter):
    place = desk(chapter)
    write_again(place, WRONG["hopfield.energy"]["no half"])
    report = checked(place, "The double sum visits every pair twice")
    here = ENERGY.check(WRONG["hopfield.energy"]["no half"])
    passed = sum(one.passed for one in here.outcomes)
    expect(report).to_contain_text(here.summary)
    assert 0 < passed == report.locator("li.passed").count()
    assert report.locator("li.failed").count() == len(here.outcomes) - passed > 0
    expect(report.locator("li.failed").first).to_contain_text("W = [[0, 1], [1, 0]] x = [1, 1] b = [0, 0]")
    write_again(place, ENERGY.solution)
    expect(chapter.page.locator("[data-exercises]")).not_to_contain_text("done")
    checked(place, "All cases pass.")
    assert place.get_attribute("data-passed") == ""
    expect(chapter.page.locator("[data-exercises]")).to_contain_text("1 of ")  # the reader's progress
    expect(chapter.page.locator("[data-exercises]")).to_contain_text("done")


def test_an_answer_goes_into_the_figures_and_out_again(chapter):
    figure = live(chapter, "hopfield.recall")
    before = figure.locator("[data-reading]").text_content()
    place = desk(chapter)
    write_again(place, WRONG["hopfield.energy"]["no half"])
    place.get_by_role("button", name="Use it in the figures").click()
    expect(place.locator(".exercise-report")).to_contain_text("Your energy is in the figures: ", timeout=PATIENT)
    expect(figure.locator("[data-reading]")).to_contain_text("Computed with your hopfield.energy.")
    write_again(place, "def energy(:")
    place.get_by_role("button", name="Use it in the figures").click()
    expect(place.locator(".exercise-report")).to_contain_text("Line 1 can't be read as Python", timeout=PATIENT)
    place.get_by_role("button", name="The book’s own again").click()
    expect(figure.locator("[data-reading]")).to_have_text(before, timeout=PATIENT)


@pytest.mark.parametrize(
    "code, said",
    [
        ("def energy(W, x, b)\n    return 1\n", "Line 1 can't be read as Python: expected ':'"),
        ("def energy(W, x, b):\n    return 1 / 0\n", "Line 2: ZeroDivisionError"),
        ("def energy(W, x, b):\n    return input()\n", "Line 2: EOFError: nobody can type while the code is checked"),
        ("print('<img src=x onerror=alert(1)>')\ndef energy(W, x, b):\n    return None\n", "<img src=x onerror"),
        ("def energy(W, x, b):\n    while True: pass\n", "It did not end within 10 s."),
    ],
)
def test_what_is_wrong_is_said_and_the_next_check_works(chapter, code, said):
    place = desk(chapter)
    write_again(place, code)
    report = checked(place, said)
    assert report.locator("img").count() == 0
    write_again(place, ENERGY.solution)
    checked(place, "All cases pass.")


@pytest.mark.whole
def test_a_loop_that_swallows_everything_is_stopped_by_the_reader(chapter):
    """test_live stops a figure without end in the same way."""
    place = desk(chapter)
    loop = "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n"
    write_again(place, loop)
    place.get_by_role("button", name="Check").click()
    place.get_by_role("button", name="Stop").click(timeout=PATIENT)
    expect(place.locator(".exercise-report")).to_contain_text("Stopped. Your answer is still there.")
    write_again(place, ENERGY.solution)
    checked(place, "All cases pass.")
    assert len(chapter.page.workers) == 1


@pytest.mark.parametrize("name", some([name for name, one in registry().items() if isinstance(one, Exercise)], 16))
def test_the_page_s_python_agrees_with_this_one(chapter, name):
    """The solution and typical wrong answers get the same verdict and hint in the browser as here."""
    asked = f"""async (answers) => {{
        const address = document.querySelector('div.exercise[data-python]').dataset.python;
        const {{ engineOf }} = await import(document.querySelector('script[src*="/book-"]').src);
        const engine = engineOf(address);
        await engine.start();
        const found = [];
        for (const code of answers) {{
          found.push(await engine.request({{ lab: '{name}', do: 'check', values: {{ code }} }}));
        }}
        return found;
    }}"""
    one = get(name)
    answers = [one.solution, *some([*WRONG[name].values(), one.start], 1)]
    kept = ("passed", "hint", "hints")  # an array of one number is taken for a number by an older NumPy alone
    here = [{key: one.check(code).as_dict()[key] for key in kept} for code in answers]
    assert [{key: found[key] for key in kept} for found in chapter.page.evaluate(asked, answers)] == here


def test_a_pause_is_said_to_be_one(chapter):
    place = desk(chapter)
    write_again(place, "import time\ntime.sleep(60)\n")
    with impatient(chapter.page):
        checked(place, "Stopped: it did not end within 20 s. Is there a pause (time.sleep)")


@pytest.mark.whole
def test_an_exercise_with_its_report_shuts_nobody_out(chapter):
    """A wrong answer that has been checked, a number judged wrong, all of it unfolded."""
    place = desk(chapter)
    write_again(place, 'print("the energy")\n' + WRONG["hopfield.energy"]["no half"])
    checked(place, "The double sum visits every pair twice")
    guess = exercise(chapter, "hopfield.after_the_turn")
    guess.get_by_label("Your number").fill("0")
    guess.get_by_label("Your number").press("Enter")
    expect(guess.locator(".exercise-said")).to_contain_text("✗")
    chapter.page.evaluate("document.querySelectorAll('div.exercise details').forEach((fold) => (fold.open = true))")
    assert axe(chapter.page, "div.exercise") == []
    chapter.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert axe(chapter.page, "div.exercise", runOnly=["color-contrast"]) == []


@pytest.mark.whole
def test_a_live_figure_with_something_to_draw_on_shuts_nobody_out(chapter):
    """Python, started for the exercise, has made the figures live."""
    figure = live(chapter, "hopfield.recall")
    assert figure.locator(".lab-grid").count() == 2
    assert axe(chapter.page, "figure.lab[data-source=live]") == []
    for picture in chapter.page.locator("svg:has(> .lab-grid)").all():
        assert picture.get_attribute("role") == "group", "nobody who hears the page finds what is in an image"
        assert picture.locator("> :not(.lab-grid, [aria-hidden=true])").count() == 0


@pytest.mark.whole
def test_axe_sees_what_shuts_readers_out(chapter):
    """The last test on its page."""
    chapter.page.evaluate("""() => {
        const bad = document.createElement("div");
        bad.id = "bad";
        bad.innerHTML = '<input><p style="color: #bbb; background: #ccc">hardly there</p>';
        document.querySelector("article").append(bad);
    }""")
    found = " ".join(axe(chapter.page, "#bad"))
    assert "label: <input" in found and "color-contrast: <p" in found
