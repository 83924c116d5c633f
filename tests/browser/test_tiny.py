"""The lab on the page: what every control does, the address, compare, play - and every way it can go wrong."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.tiny.rooms.tiny import labs

BOWL = 'figure.lab[data-lab="tiny.bowl"]'


def ready(watched, lab="tiny.bowl"):
    figure = watched.page.locator(f'figure.lab[data-lab="{lab}"]')
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-ready", "")
    return figure


def slide(figure, name, index):
    figure.locator(f'[name="{name}"]').evaluate(
        "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})) }", str(index)
    )


def reading(figure):
    return figure.locator("[data-reading]").text_content()


def test_opens_with_python_s_sentence(own_tiny, go_to):
    watched = go_to(own_tiny)
    figure = ready(watched)
    assert reading(figure) == labs.bowl.reading()
    assert figure.get_attribute("data-source") == "recorded"
    assert watched.complaints == [] and watched.foreign == []


def test_every_kind_of_control(own_tiny, go_to):
    figure = ready(go_to(own_tiny))
    slide(figure, "eta", 2)
    assert reading(figure) == labs.bowl.reading(eta=1.0)
    assert figure.locator("output").first.text_content() == "1"
    figure.locator('[name="start"]').select_option("left")
    assert reading(figure) == labs.bowl.reading(eta=1.0, start="left")
    figure.locator('[name="halve"]').check()
    assert reading(figure) == labs.bowl.reading(eta=1.0, start="left", halve=True)
    figure.locator('[name="seed"]').select_option("1")
    assert reading(figure) == labs.bowl.reading(eta=1.0, start="left", halve=True, seed=1)
    slide(figure, "step", 10)
    assert reading(figure) == labs.bowl.reading(eta=1.0, start="left", halve=True, seed=1, step=10)
    figure.locator('[data-action="reset"]').click()
    assert reading(figure) == labs.bowl.reading()


def test_keyboard(own_tiny, go_to):
    figure = ready(go_to(own_tiny))
    slider = figure.locator('[name="eta"]')
    slider.focus()
    slider.press("End")
    assert reading(figure) == labs.bowl.reading(eta=1.1)
    assert slider.get_attribute("aria-valuetext") == "1.1"
    slider.press("ArrowLeft")
    assert reading(figure) == labs.bowl.reading(eta=1.0)


def test_address_follows_and_restores(tiny, open_page):
    watched = open_page(tiny[1])
    figure = ready(watched)
    before = watched.page.evaluate("history.length")
    for index in (0, 1, 2, 3):
        slide(figure, "eta", index)
    watched.page.wait_for_url("**/?bowl.eta=1.1")
    assert watched.page.evaluate("history.length") == before
    watched.page.reload()
    assert reading(ready(watched)) == labs.bowl.reading(eta=1.1)


def test_link_into_a_state_and_back(own_tiny, go_to):
    watched = go_to(own_tiny)
    figure = ready(watched)
    watched.page.get_by_role("link", name="Try η = 1").click()
    expect(figure.locator("[data-reading]")).to_have_text(labs.bowl.reading(eta=1.0, halve=True))
    watched.page.go_back()
    expect(figure.locator("[data-reading]")).to_have_text(labs.bowl.reading())


@pytest.mark.parametrize(
    "search, said",
    [
        ("bowl.eta=7", "eta can’t be “7”; allowed are 0.01, 0.1, 1, 1.1"),
        ("bowl.start=<img src=x onerror=alert(1)>", "start can’t be “<img"),
        ("bwol.eta=1", "“bwol”, which this page does not have; its figures are bowl, broken"),
    ],
)
def test_bad_addresses_are_named(own_tiny, go_to, search, said):
    watched = go_to(f"{own_tiny}/?{search}")
    figure = ready(watched)
    expect(figure.locator("[data-message]")).to_contain_text(said)
    assert reading(figure) == labs.bowl.reading()
    assert figure.locator("img").count() == 0 and watched.complaints == []


def test_copy_link_says_the_address_when_there_is_no_clipboard(tiny, open_page):
    watched = open_page(tiny[1])
    figure = ready(watched)
    watched.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    slide(figure, "eta", 0)
    figure.locator('[data-action="link"]').click()
    message = figure.locator("[data-message]")
    expect(message).to_contain_text("bowl.eta=0.01")
    link = re.search(r"http\S+", message.text_content())[0]
    assert reading(ready(open_page(link))) == labs.bowl.reading(eta=0.01)


def test_compare_keeps_the_present_state(own_tiny, go_to):
    figure = ready(go_to(own_tiny))
    button = figure.locator('[data-action="compare"]')
    button.click()
    slide(figure, "eta", 3)
    kept = figure.locator(".lab-kept")
    expect(kept).to_contain_text(labs.bowl.reading())
    expect(kept).to_contain_text("Kept: start on the right, learning rate η 0.1")
    assert reading(figure) == labs.bowl.reading(eta=1.1)
    assert figure.locator(".lab-panels svg").count() == 4
    button.click()
    assert kept.count() == 0 and figure.locator(".lab-panels svg").count() == 2


def test_play_pause_and_steps(own_tiny, go_to):
    figure = ready(go_to(own_tiny))
    play = figure.locator('[data-action="play"]')
    figure.locator('[data-action="back"]').click()
    assert reading(figure) == labs.bowl.reading(step=4)
    figure.locator('[data-action="forward"]').click()
    assert reading(figure) == labs.bowl.reading(step=5)
    play.click()
    expect(play).to_have_attribute("aria-label", "step: pause")
    expect(figure.locator("[data-reading]")).to_have_text(labs.bowl.reading(step=10))
    expect(play).to_have_attribute("aria-label", "step: play")
    play.click()
    expect(figure.locator("[data-reading]")).to_have_text(labs.bowl.reading(step=1))
    play.click()
    still = reading(figure)
    figure.page.wait_for_timeout(700)
    assert reading(figure) == still


HEARD = """(figure) => {
    const place = figure.querySelector(".lab-spoken"), heard = (window.heard = []);
    new MutationObserver(() => place.textContent && heard.push(place.textContent)).observe(place, { childList: true });
}"""


def test_the_sentence_is_spoken_once_when_it_has_settled(tiny, open_page):
    watched = open_page(tiny[1], reduced_motion="reduce")
    figure = ready(watched)
    figure.evaluate(HEARD)
    drag = "e.value = v; e.dispatchEvent(new Event('input', {bubbles: true}))"
    figure.locator('[name="step"]').evaluate(f"(e) => [6, 7, 8, 9, 4].forEach((v) => {{ {drag} }})")
    assert figure.locator(".lab-spoken").get_attribute("role") == "status"
    watched.page.wait_for_function("heard.length")
    figure.locator('[data-action="play"]').press("Enter")
    expect(figure.locator('[name="step"]')).to_have_attribute("aria-valuetext", "10 of 10")
    watched.page.wait_for_function("heard.length > 1")
    assert watched.page.evaluate("heard") == [labs.bowl.reading(step=4), labs.bowl.reading(step=10)]


def test_nothing_moves_by_itself(tiny, open_page):
    figure = ready(open_page(tiny[1], reduced_motion="reduce"))
    figure.page.wait_for_timeout(700)
    assert reading(figure) == labs.bowl.reading()


def test_without_scripts_the_first_picture_and_sentence_stand(tiny, open_page):
    figure = open_page(tiny[1], java_script_enabled=False).page.locator(BOWL)
    assert figure.locator("svg").first.is_visible()
    assert reading(figure) == labs.bowl.reading()
    assert not figure.locator("form").is_visible()


def test_record_is_fetched_only_when_its_figure_comes_near(tiny, open_page):
    folder, url = tiny
    page = folder / "index.html"
    page.write_text(
        page.read_text().replace('<figure class="lab"', '<div style="height:3000px"></div><figure class="lab"', 1)
    )
    watched = open_page(url)
    fetched = []
    watched.page.on("request", lambda request: fetched.append(request.url) if ".json" in request.url else None)
    watched.page.wait_for_timeout(400)
    assert fetched == []
    ready(watched)
    assert any("tiny.bowl" in address for address in fetched)


def damage(folder, change):
    (path,) = (folder / "_static" / "labs").glob("tiny.bowl.*.json")
    change(path)


def fewer_states(path):
    data = json.loads(path.read_text())
    data["frames"].pop()
    path.write_text(json.dumps(data))


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda path: path.unlink(), "the server answered 404"),
        (fewer_states, "it has 351 states instead of 352"),
    ],
)
def test_a_damaged_record_is_said_and_the_rest_goes_on(tiny, open_page, change, said):
    folder, url = tiny
    damage(folder, change)
    watched = open_page(url)
    figure = watched.page.locator(BOWL)
    expect(figure.locator("[data-message]")).to_contain_text(said)
    assert reading(figure) == labs.bowl.reading()
    other = ready(watched, "tiny.broken")
    slide(other, "depth", 0)
    assert reading(other) == "The depth is 0."


def test_lost_network_can_be_tried_again(tiny, open_page):
    watched = open_page("about:blank")
    watched.page.route("**/*.json", lambda route: route.abort())
    watched.page.goto(tiny[1])
    figure = watched.page.locator(BOWL)
    expect(figure.locator("[data-message]")).to_contain_text("could not be fetched")
    watched.page.unroute("**/*.json")
    figure.get_by_role("button", name="Try again").click()
    expect(figure).to_have_attribute("data-ready", "")
    expect(figure.locator("[data-message]")).to_be_empty()
