"""The exercises on the page: the editor, work that is kept, numbers judged without Python, no scripts."""

import re
import time

import pytest
from playwright.sync_api import expect

from nbhelpers.exercises import get, registry
from tests.browser.desk import PATIENT, exercise, opened, text_of, write
from tests.browser.test_damaged import FORBIDDEN
from tests.browser.test_offline import SAVING
from tests.whole import some

ENERGY = get("hopfield.energy")
CHAPTERS = {one.name.split(".")[0] for one in registry().values()}


@pytest.fixture
def site(own_site):
    """The book with a Python of its own: on a closed network the exercises are judged all the same."""
    return own_site


@pytest.fixture
def saving(site, open_page):
    """`saving(**context options)`: the chapter for a reader who saves data, so that Python stays away until Check."""

    def saving(**options):
        watched = open_page("about:blank", **options)
        watched.page.add_init_script(SAVING)
        watched.page.goto(f"{site}/book/hopfield.html")
        return watched

    return saving


@pytest.mark.parametrize("chapter", some(sorted(CHAPTERS), 4))
def test_every_exercise_stands_on_its_page_once(site, go_to, chapter):
    watched = go_to(f"{site}/book/{chapter}.html")
    names = watched.page.locator("div.exercise[data-exercise]").evaluate_all("all => all.map(e => e.dataset.exercise)")
    assert sorted(names) == sorted(name for name in registry() if name.startswith(f"{chapter}."))
    for name in names:
        exercise(watched, name)
    expect(watched.page.locator("div.exercise:not([data-ready])")).to_have_count(0)
    assert watched.complaints == [] and watched.foreign == []


def test_without_scripts_task_start_and_folded_solution_stand(site, open_page):
    watched = open_page(f"{site}/book/hopfield.html", java_script_enabled=False)
    place = watched.page.locator('div.exercise[data-exercise="hopfield.energy"]')
    expect(place).to_contain_text("the energy of the state x, one number")
    assert place.locator(".exercise-start").inner_text().strip() == ENERGY.start.strip()
    assert place.get_by_role("button").count() == 0
    assert not place.get_by_text("return -0.5 * x").is_visible()
    place.locator("summary").click()
    assert place.get_by_text("return -0.5 * x").is_visible()


def asked_of(watched):
    """All that is asked from now on for the editor and for Python, by name."""
    asked = []
    watched.page.context.on("request", lambda request: asked.append(request.url))
    return lambda: [word for word in ("editor-", "live.json", "asm.wasm") if any(word in url for url in asked)]


def test_editor_and_python_are_loaded_when_an_exercise_is_opened(site, open_page):
    watched = open_page("about:blank")
    asked = asked_of(watched)
    watched.page.route("**/live.json", lambda route: time.sleep(1) or route.continue_())
    watched.page.goto(f"{site}/book/hopfield.html")
    place = exercise(watched)
    expect(place.locator(".exercise-note")).to_have_text(re.compile(r"^loads Python into this page \(\d+ MB\)$"))
    assert asked() == []
    opened(watched)
    expect(place.locator(".exercise-line")).to_contain_text(re.compile(r"Loading Python into this page \(\d+ MB\) …"))
    expect(place.get_by_role("progressbar")).to_have_attribute("aria-label", re.compile("Loading Python"))
    expect(place.get_by_role("progressbar")).to_have_js_property("value", 1, timeout=PATIENT)
    expect(place.locator(".exercise-line")).to_be_empty(timeout=PATIENT)
    assert asked() == ["editor-", "live.json", "asm.wasm"]
    place = opened(watched, "hopfield.store")
    expect(place.locator(".exercise-line")).to_be_empty()
    assert len(watched.page.workers) == 1 and place.locator(".exercise-report").inner_text() == ""


def test_who_saves_data_loads_python_by_check_alone(site, open_page):
    watched = open_page("about:blank")
    asked = asked_of(watched)
    watched.page.add_init_script(SAVING)
    watched.page.goto(f"{site}/book/hopfield.html")
    expect(exercise(watched).locator(".exercise-note")).to_be_empty()
    place = opened(watched)
    expect(place.locator(".exercise-line")).to_have_text(re.compile(r"Check loads Python into this page \(\d+ MB\)\."))
    watched.page.wait_for_load_state("networkidle")
    assert asked() == ["editor-"] and not watched.page.workers
    place.get_by_role("button", name="Check").click()
    expect(place.get_by_role("progressbar")).to_have_attribute("aria-label", re.compile("Loading Python"))
    assert "live.json" in asked()


def test_python_is_coloured_tab_indents_and_escape_then_tab_leaves(saving):
    place = opened(saving())
    expect(place.locator(".tok-keyword").first).to_have_text("def")
    expect(place.locator(".tok-comment")).to_have_count(1)
    write(place, "def energy(W, x, b):")
    keyboard = place.page.keyboard
    keyboard.press("Enter")
    keyboard.type("E = 0")
    assert text_of(place).splitlines()[1] == "    E = 0"
    keyboard.press("Tab")
    assert text_of(place).splitlines()[1] == "        E = 0"
    keyboard.press("Shift+Tab")
    keyboard.press("Escape")
    keyboard.press("Tab")
    expect(place.get_by_role("button", name="Check")).to_be_focused()
    assert text_of(place).splitlines()[1] == "    E = 0"
    expect(place).to_contain_text("Press Escape, then Tab, to leave the editor")


def test_work_is_kept_and_can_be_reset(saving):
    watched = saving()
    write(opened(watched), "def energy(W, x, b):\n    return 7\n")
    watched.page.reload()
    place = exercise(watched)
    expect(place.get_by_role("button", name="Go on with your answer")).to_be_visible()
    assert "return 7" in text_of(opened(watched))
    place.get_by_role("button", name="Reset").click()
    assert text_of(place) == ENERGY.start.rstrip("\n")
    watched.page.reload()
    expect(exercise(watched).get_by_role("button", name="Write your answer")).to_be_visible()


def test_without_storage_and_without_the_editor_s_file_there_is_a_plain_field(site, open_page):
    watched = open_page("about:blank")
    watched.page.add_init_script(SAVING + "; " + FORBIDDEN)
    watched.page.route("**/editor-*.js", lambda route: route.abort())
    watched.page.goto(f"{site}/book/hopfield.html")
    place = opened(watched)
    field = place.locator("textarea")
    assert field.input_value() == ENERGY.start
    field.fill("rubbish")
    place.get_by_role("button", name="Reset").click()
    assert field.input_value() == ENERGY.start


def test_a_number_is_judged_in_the_page(site, go_to):
    watched = go_to(f"{site}/book/hopfield.html")
    place = exercise(watched, "hopfield.after_the_turn")
    field = place.get_by_label("Your number")
    for text, said in (
        ("0", "✗ That is the energy before the turn."),
        ("-3", "✗ The double sum visits each pair twice"),
        ("-99", "✗ Not yet: it is more than that."),
        ("99", "✗ Not yet: it is less than that."),
        ("a", "That can’t be read as one number."),
        ("1/0", "That can’t be read as one number."),
        ("x = −3/2", "✓ Right: it is −1.5."),
    ):
        field.fill(text)
        field.press("Enter")
        expect(place.locator(".exercise-said")).to_contain_text(said)
    assert watched.complaints == [] and watched.foreign == []


def test_a_site_without_python_says_where_an_answer_can_be_checked(site, open_page):
    def without_python(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r' data-python="[^"]*"', "", answer.text()))

    watched = open_page("about:blank")
    watched.page.route("**/hopfield.html", without_python)
    watched.page.goto(f"{site}/book/hopfield.html")
    place = opened(watched)
    expect(place.locator(".exercise-line")).to_contain_text("check your answer in the chapter’s notebook")
    expect(place.get_by_role("button", name="Check")).to_be_disabled()
    assert watched.complaints == []


def test_on_a_phone_an_open_exercise_with_its_report_does_not_scroll_sideways(saving):
    watched = saving(viewport={"width": 375, "height": 700})
    place = opened(watched, "hopfield.projection")
    write(place, "x = 1  # " + "a long line " * 20)
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 375
