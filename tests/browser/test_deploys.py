"""A page that is open while the next build is laid out in its place: it goes on, or says why not and loses nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.builds import BUILD, CHAPTER, deploy, edition, network, soon, whole
from tests.browser.conftest import Watched
from tests.browser.desk import exercise, opened, text_of, write
from tests.browser.hands import figure_of, message, reading
from tests.browser.test_offline import SAVING
from tests.browser.test_tiny import slide

NEWS = "this book has a new edition since you opened this page"
CODE = "def energy(w, x, b):\n    return 42.0\n"
NAMED = """() => [...new Set([...document.querySelectorAll("[data-live], [data-record], [data-editor]")].flatMap(
    ({ dataset }) => [dataset.live, dataset.record, dataset.editor]).filter(Boolean))]"""
ANSWERS = """([names, method]) => Promise.all(names.map(async (name) => {
    const answer = await fetch(name, { method });
    await answer.text();
    return answer.status;
}))"""
PREDICTION = "div.exercise[data-kind=prediction] input"
WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"


def says(place, text):
    expect(place).to_contain_text(text, timeout=60_000)  # other work may share the machine


def turned(watched):
    """The address and the sentence of a page on which a reader has turned a lab."""
    figure = figure_of(watched, "hopfield.recall")
    slide(figure, "noise", 3)
    watched.page.wait_for_url("**recall.noise**")
    return watched.page.url.split("#")[0], reading(figure)


def state(watched):
    return watched.page.url.split("#")[0], reading(figure_of(watched, "hopfield.recall"))


def go_live(watched):
    figure = figure_of(watched, "hopfield.recall")
    figure.locator('[data-action="live"]').click()
    return figure


def is_build(watched, number):
    watched.page.wait_for_function(f"document.documentElement.dataset.script === '{number}'")
    assert watched.page.evaluate(BUILD) == f"{number},{number}"
    there = watched.page.evaluate(ANSWERS, [watched.page.evaluate(NAMED), "HEAD"])
    assert set(there) == {200}


def reload(place):
    place.get_by_role("button", name="Reload").click()


def test_an_old_page_says_that_there_is_a_new_edition_and_loses_nothing(few, open_page):
    edition(few, 1)
    with network(few) as net:
        watched = open_page("about:blank")
        watched.page.add_init_script(SAVING)  # Python starts with Check, not with the editor
        watched.page.goto(f"{net.address}/{CHAPTER}")
        work = turned(watched)
        write(opened(watched), CODE)
        watched.page.locator(PREDICTION).first.fill("0.1")
        deploy(few, 2)
        figure = go_live(watched)
        says(message(figure), f"Live Python could not be started: {NEWS}")
        late = watched.page.locator("figure.lab").last
        late.scroll_into_view_if_needed()
        says(message(late), f"This figure can’t move: {NEWS}")
        place = exercise(watched)
        place.get_by_role("button", name="Check").click()
        says(place.locator(".exercise-report"), NEWS)
        for part in (figure, late, place):
            expect(part.get_by_role("button", name="Reload")).to_be_visible()
        reload(place)
        is_build(watched, 2)
        assert state(watched) == work
        assert watched.page.locator(PREDICTION).first.input_value() == "0.1"
        assert text_of(opened(watched)) == CODE.rstrip("\n")


@pytest.mark.whole
def test_a_kept_page_goes_on_beside_the_next_build_and_comes_to_it(few, visit):
    """First one tab, where the worker has not heard of the next build yet; then two, of which one is older."""
    edition(few, 1)
    with network(few) as net:
        first = visit(f"{net.address}/{CHAPTER}")
        whole(first)
        work = turned(first)
        deploy(few, 2)
        figure = go_live(first)
        says(message(figure), NEWS)
        reload(figure)
        is_build(first, 2)
        assert state(first) == work
        soon(first, WAITING)
        first.page.goto(f"{net.address}/{CHAPTER}?again=1")
        is_build(first, 2)
        whole(first)

        names = first.page.evaluate(NAMED)
        deploy(few, 3)
        second = Watched(first.page.context.new_page())
        second.page.goto(f"{net.address}/{CHAPTER}?second=1")
        soon(second, WAITING)
        second.page.reload()
        is_build(second, 3)
        assert first.page.evaluate(BUILD) == "2,2"
        kept = [name for name in names if "live-" not in name]  # Python had not been used
        assert set(first.page.evaluate(ANSWERS, [kept, "GET"])) == {200}
        figure_of(first, "hopfield.dense")
        figure = go_live(first)
        says(message(figure), NEWS)
        reload(figure)
        is_build(first, 3)
        assert second.complaints == []
