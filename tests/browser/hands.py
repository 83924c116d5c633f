"""What a reader's hands and eyes do with a live lab, for the tests of live Python."""

import io

import numpy as np
from matplotlib.image import imsave
from playwright.sync_api import expect

READY = 90_000  # ms; other work may share the machine
UNFOLD = "figure => { for (let at = figure; (at = at.parentElement?.closest('details')); ) at.open = true; }"


def figure_of(watched, lab):
    """The lab's figure, scrolled to and ready; a page that was left before holds its old place until it is whole."""
    figure = watched.page.locator(f'figure.lab[data-lab="{lab}"]')
    figure.evaluate(UNFOLD)
    for _ in range(100):
        figure.scroll_into_view_if_needed()
        if figure.get_attribute("data-ready") is not None:
            break
        watched.page.wait_for_timeout(100)
    expect(figure).to_have_attribute("data-ready", "", timeout=20_000)
    return figure


def answered(figure):
    """The figure, once no question of it is open."""
    expect(figure).not_to_have_attribute("data-busy", "", timeout=READY)
    return figure


def live(watched, lab="tiny.bowl"):
    figure = figure_of(watched, lab)
    if figure.get_attribute("data-source") != "live":
        button = figure.locator('[data-action="live"]')
        if button.is_enabled():
            button.click()
    expect(figure).to_have_attribute("data-source", "live", timeout=READY)
    return answered(figure)


def turn(figure, lab, name, value):
    """Set a live control to a value of its full range, as a hand would."""
    index = lab.control(name).offered.index(value) if value in lab.control(name).offered else -1
    figure.locator(f'[name="{name}"]').evaluate(
        """(input, [index, value]) => {
            if (input.type === 'checkbox') input.checked = value;
            else if (input.type === 'number' || input.type === 'text') input.value = String(value);
            else if (input.tagName === 'SELECT') input.selectedIndex = index;
            else input.value = String(index);
            input.dispatchEvent(new Event('input', {bubbles: true}));
        }""",
        [index, value],
    )


def png(picture):
    """A PNG file of greys from 0 black to 1 white."""
    file = io.BytesIO()
    imsave(file, np.repeat(picture[:, :, None], 3, axis=2), format="png")
    return file.getvalue()


def reading(figure):
    return figure.locator("[data-reading]").text_content()


def message(figure):
    return figure.locator("[data-message]")


def workers(watched):
    return len(watched.page.workers)


KNOWN = "article[data-known]"
WAITING = "document.querySelectorAll('figure.lab template, div.exercise:not([data-ready])').length"


def settle(page):
    """Move, and wait until every section has had its turn: all controls are there, and what scrolls can be reached."""
    page.evaluate("dispatchEvent(new Event('scroll'))")
    expect(page.locator(KNOWN)).to_be_attached(timeout=60_000)
