"""The back matter in the browser: the gallery's pictures and filter, terms and index that lead somewhere, axe."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from nbhelpers import labs
from tests.browser.test_site import HTML
from tests.whole import WHOLE, some

GALLERY = "book/gallery.html"


def chapters(watched):
    """The gallery's chapters that are to be seen."""
    return watched.page.eval_on_selector_all(
        ".gallery section", "all => all.filter((s) => !s.hidden).map((s) => s.dataset.chapter)"
    )


def test_the_gallery_shows_every_lab_and_each_leads_to_its_figure(site, go_to):
    watched = go_to(f"{site}/{GALLERY}")
    links = watched.page.eval_on_selector_all(
        ".gallery h3 a", "all => all.map((a) => [a.getAttribute('href'), a.textContent])"
    )
    book = {name: labs.get(name) for name in labs.registry() if not name.startswith("tiny.")}
    assert sorted(title for _, title in links) == sorted(lab.title for lab in book.values())
    for href, title in links:
        page, _, short = href.partition("#")
        figure = re.search(
            rf'<figure class="lab" id="{short}".*?</figcaption>', (HTML / "book" / page).read_text("utf8")
        )
        assert figure and title in unescape(figure[0]), href


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_pictures_are_those_of_the_page_s_theme_and_come_when_they_are_near(site, open_page, theme):
    watched = open_page("about:blank", color_scheme=theme)
    asked = []
    watched.page.on(
        "request", lambda request: asked.append(request.url) if "/_static/gallery/" in request.url else None
    )
    watched.page.goto(f"{site}/{GALLERY}")
    watched.page.wait_for_load_state("networkidle")
    first = len(asked)
    height = watched.page.evaluate("document.documentElement.scrollHeight")
    for image in some(watched.page.locator(f".gallery img.on-{theme}").all(), 16):
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("i => i.naturalWidth") == int(image.get_attribute("width"))
    there = len({lab for lab in labs.registry() if not lab.startswith("tiny.")})
    assert 0 < first < len(asked) == len(set(asked)) <= there and (len(asked) == there or not WHOLE)
    assert all(f".{theme}.svg" in url for url in asked)
    assert watched.page.evaluate("document.documentElement.scrollHeight") == height, "something moved"
    assert watched.complaints == []


def test_the_filter_shows_one_chapter_by_hand_and_by_key(site, go_to):
    watched = go_to(f"{site}/{GALLERY}")
    everything = chapters(watched)
    bar = watched.page.get_by_role("group", name="Show the labs of")
    bar.get_by_role("button", name="Hopfield nets").click()
    assert chapters(watched) == ["hopfield"]
    count = len([name for name in labs.registry() if name.startswith("hopfield.")])
    expect(watched.page.get_by_role("status")).to_have_text(f"{count} labs")
    expect(bar.get_by_role("button", pressed=True)).to_have_text("Hopfield nets")
    bar.get_by_role("button", name="All").press("Enter")
    assert chapters(watched) == everything and len(everything) > 9


def test_without_scripts_the_gallery_is_a_list_with_headings(site, open_page):
    watched = open_page(f"{site}/{GALLERY}", java_script_enabled=False)
    assert not watched.page.locator(".gallery-filter").is_visible()
    headings = watched.page.locator(".gallery h2").all()
    assert len(headings) > 9 and all(heading.is_visible() for heading in headings)
    assert watched.page.locator(".gallery img.on-light").first.is_visible()
    assert not watched.page.locator(".gallery img.on-dark").first.is_visible()


def test_a_term_leads_to_its_entry_and_the_entry_back_to_the_section(site, open_page):
    watched = open_page(f"{site}/book/hopfield.html")
    term = watched.page.locator("a:has(> .term)", has_text="crosstalk")
    assert term.evaluate("a => getComputedStyle(a.firstChild).fontStyle") == "italic"
    term.click()
    watched.page.wait_for_url("**/glossary.html#term-crosstalk")
    entry = watched.page.locator("dt#term-crosstalk + dd")
    expect(entry).to_contain_text("串扰")
    entry.get_by_role("link").click()
    watched.page.wait_for_url("**/hopfield.html#many-memories-and-the-crosstalk-between-them")


def test_every_place_in_the_index_and_in_the_map_is_there():
    for page in ("genindex.html", "book/notes_map.html", "book/glossary.html", "book/errata.html"):
        folder, text = (HTML / page).parent, (HTML / page).read_text("utf8")
        main = text[text.index("<article>") : text.index("</article>")]
        places = set(re.findall(r'href="([\w./-]+\.html)#([^"]+)"', main))
        assert places
        for target, ident in places:
            assert f'id="{unquote(ident)}"' in (folder / target).read_text("utf8"), (page, target, ident)


def test_every_page_leads_to_the_index(site, open_page):
    watched = open_page(f"{site}/book/hopfield.html")
    watched.page.get_by_role("navigation", name="Chapters").get_by_role("link", name="Index").click()
    watched.page.wait_for_url("**/genindex.html")
    for lab in ("hopfield.recall", "neurons.line"):
        assert watched.page.locator("article a", has_text=labs.get(lab).title).count() >= 1
