"""What a reader does with an exercise on the page, for the tests of exercises."""

from contextlib import contextmanager

from playwright.sync_api import expect

PATIENT = 120_000  # ms until Python must have started and answered
IMPATIENT = """() => {
  const wait = (window.patient = window.setTimeout);
  window.setTimeout = (act, ms, ...more) => wait(act, ms === 20_000 ? 2_000 : ms, ...more);
}"""


@contextmanager
def impatient(page):
    """Meanwhile the page waits a tenth of the time for a sign of a computation."""
    page.evaluate(IMPATIENT)
    try:
        yield
    finally:
        page.evaluate("() => void (window.setTimeout = window.patient)")


def exercise(watched, name="hopfield.energy"):
    place = watched.page.locator(f'div.exercise[data-exercise="{name}"]')
    place.scroll_into_view_if_needed()
    expect(place).to_have_attribute("data-ready", "")
    return place


def opened(watched, name="hopfield.energy"):
    place = exercise(watched, name)
    place.get_by_role("button", name="your answer").click()
    expect(place.get_by_role("textbox")).to_be_focused(timeout=20_000)
    return place


def write(place, code):
    place.page.keyboard.press("Control+a")
    place.page.keyboard.press("Delete")
    place.page.keyboard.insert_text(code)
    assert text_of(place) == code.rstrip("\n")


def text_of(place):
    return place.get_by_role("textbox").inner_text().rstrip("\n")


def checked(place, said):
    place.get_by_role("button", name="Check").click()
    expect(place.locator(".exercise-report")).to_contain_text(said, timeout=PATIENT)
    return place.locator(".exercise-report")
