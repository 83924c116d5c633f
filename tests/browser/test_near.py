"""What is far down a page is not laid out until it is near; links into it lead to their place all the same."""

import pytest

from tests.browser.conftest import Watched

LAID_OUT = "part => part.checkVisibility({contentVisibilityAuto: true})"
HEIGHT = "document.documentElement.scrollHeight"


@pytest.fixture
def unread(chromium):
    """`unread(address)`: a page as a reader has it; elsewhere the tests have all sections laid out at once."""
    contexts = []

    def opener(address):
        contexts.append(chromium.as_readers_have_it(viewport={"width": 1280, "height": 900}))
        watched = Watched(contexts[-1].new_page())
        watched.page.goto(address)
        return watched.page

    yield opener
    for context in contexts:
        context.close()


def test_far_sections_wait_and_their_controls_do_not_make_them_laid_out(site, unread):
    page = unread(f"{site}/book/hopfield.html")
    page.wait_for_load_state("networkidle")
    assert not page.locator("#references > p, #references > div").first.evaluate(LAID_OUT)
    assert page.locator("figure.lab form").count() < page.locator("figure.lab").count()


@pytest.mark.parametrize("place", ["landscape", "equation-hop-energy", "references"])
def test_a_link_leads_to_its_place(site, unread, place):
    page = unread(f"{site}/book/hopfield.html#{place}")
    page.wait_for_function(
        "place => Math.abs(document.getElementById(place).getBoundingClientRect().top - 100) < 60", arg=place
    )


def test_heights_are_known_once_the_reader_moves(site, unread):
    page = unread(f"{site}/book/hopfield.html")
    page.mouse.wheel(0, 300)
    whole = page.context.new_page()
    whole.set_viewport_size({"width": 1280, "height": 900})
    whole.goto(page.url)
    whole.add_style_tag(content="article > section > section { content-visibility: visible !important; }")
    whole.wait_for_load_state("networkidle")
    page.bring_to_front()
    page.wait_for_function(f"height => Math.abs({HEIGHT} - height) < 120", arg=whole.evaluate(HEIGHT))
