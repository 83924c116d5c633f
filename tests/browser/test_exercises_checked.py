"""Check on the page: cases, hints, what goes wrong and is said, an endless loop, a lost network."""

import pytest
from playwright.sync_api import expect

from nbhelpers.exercise import Exercise
from nbhelpers.exercises import get, registry
from tests.browser.conftest import lasting_page
from tests.browser.desk import PATIENT, checked, exercise, impatient, opened, write
from tests.exercises.test_registered import WRONG
from tests.whole import some

ENERGY = get("hopfield.energy")


@pytest.fixture(scope="module")
def chapter(own_site, chromium):
    """The chapter on Hopfield nets with its Python running."""
    with lasting_page(chromium, f"{own_site}/book/hopfield.html") as watched:
        yield watched


def test_check_says_which_case_failed_and_the_hint(chapter):
    """The first test on its page."""
    place = opened(chapter)
    report = checked(place, "The three dots are still there")
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


def desk(chapter):
    """The exercise with its editor open, whichever test is the first on this page."""
    there = exercise(chapter).get_by_role("textbox").count()
    return exercise(chapter) if there else opened(chapter)


def write_again(place, code):
    place.get_by_role("textbox").click()
    write(place, code)


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


def test_a_loop_that_swallows_everything_is_stopped_by_the_reader(chapter):
    place = desk(chapter)
    loop = "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n"
    write_again(place, loop)
    place.get_by_role("button", name="Check").click()
    place.get_by_role("button", name="Stop").click(timeout=PATIENT)
    expect(place.locator(".exercise-report")).to_contain_text("Stopped. Your answer is still there.")
    write_again(place, ENERGY.solution)
    checked(place, "All cases pass.")
    assert len(chapter.page.workers) == 1


@pytest.mark.parametrize("name", [name for name, one in registry().items() if isinstance(one, Exercise)])
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


def test_lost_network_is_said_and_can_be_tried_again(own_site, open_page):
    watched = open_page("about:blank")
    watched.page.route("**/live.json", lambda route: route.abort())
    watched.page.goto(f"{own_site}/book/hopfield.html")
    if not exercise(watched).get_attribute("data-python"):
        pytest.skip("this site was built without live Python")
    place = opened(watched)
    failed = "Python could not be started: the list of what is needed could not be fetched"
    expect(place.locator(".exercise-report")).to_contain_text(failed)
    expect(place.locator(".exercise-report")).to_contain_text("You can write all the same; Check tries again.")
    expect(place.locator(".exercise-line")).to_contain_text("Check loads Python into this page")
    report = checked(place, "It could not be checked: the list of what is needed could not be fetched")
    expect(report).to_contain_text("Your answer is still there")
    watched.page.unroute("**/live.json")
    checked(place, "The three dots are still there")
