"""The book on paper: every chapter bound, nothing wider than a page, links and states that are the right ones."""

import re

import pypdf
import pytest

from nbhelpers import labs
from tests.browser.conftest import book_html
from tools import pdf
from tools.console import Failure

LINKS = """() => [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href').slice(1))
    .filter((id) => !document.getElementById(id))"""
STATES = """(all) => all.map((state) => [state.id, state.querySelector('[data-reading]').lastChild.textContent])"""
PRINTED = ("hopfield", "genindex")


@pytest.fixture(scope="module")
def book(chromium):
    """The whole book as one document, not printed."""
    with pdf.bound(chromium, book_html()) as page:
        yield page


@pytest.fixture(scope="module")
def printed(chromium, tmp_path_factory):
    """Two of its pages, printed."""
    out = tmp_path_factory.mktemp("pdf") / "two.pdf"
    pages = pdf.make(chromium, book_html(), out, PRINTED)
    reader = pypdf.PdfReader(out)
    assert pages == len(reader.pages)
    return reader


@pytest.mark.whole
def test_every_page_of_the_book_is_bound_in_its_order(book):
    ids = book.eval_on_selector_all("article.chapter", "all => all.map((chapter) => chapter.id)")
    named = re.findall(r"- file: book/(\w+)", (pdf.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    assert ids == ["index", *named, "genindex"]
    assert book.locator(".contents .contents-chapter").count() == len(ids)


@pytest.mark.whole
def test_nothing_is_wider_than_the_paper_and_what_is_gets_named(book):
    assert pdf.call(book, "wide", "tooWide") == []
    book.evaluate(
        "document.getElementById('rbm').insertAdjacentHTML('beforeend',"
        " '<p id=wide><code style=\"white-space: pre\">' + 'long '.repeat(40) + '</code></p>')"
    )
    assert [line[:18] for line in pdf.call(book, "wide", "tooWide")] == ["rbm: <p> long long"]
    book.evaluate("document.getElementById('wide').remove()")


@pytest.mark.whole
def test_links_lead_somewhere_and_nothing_is_left_to_press_or_unfold(book):
    assert book.evaluate(LINKS) == []
    assert book.locator("button, input, select, details, form, .headerlink, .katex-mathml").count() == 0
    assert book.locator(f'a[href^="{book.evaluate("location.origin")}"]').count() == 0


@pytest.mark.whole
def test_solutions_stand_behind_their_chapter_and_are_all_there(book):
    exercises = book.locator("p.to-solution").count()
    assert exercises == book.locator(".solutions .solution").count() > 60
    assert book.locator("p.to-solution ~ .tag_hide-cell").count() == 0
    hebb = book.locator('#hopfield .solution:has(h4:text("Store patterns"))')
    assert "np.fill_diagonal(W, 0)" in hebb.text_content()


@pytest.mark.whole
def test_a_lab_shows_the_states_that_the_text_leads_to(book):
    states = dict(book.eval_on_selector_all("#hopfield--recall .lab-view", STATES))
    recall = labs.get("hopfield.recall")
    assert list(states) == [f"hopfield--recall-{letter}" for letter in "abcd"]
    assert states["hopfield--recall-a"] == recall.reading()
    assert states["hopfield--recall-b"] == recall.reading(noise=0.45, asked=1600)
    link = book.locator('#hopfield a.lab-link:has-text("almost pure noise")')
    assert link.get_attribute("href") == "#hopfield--recall-b" and link.text_content().endswith(" b")
    marked = book.locator("#hopfield--recall-b .lab-values b").all_text_contents()
    assert marked == ["share of units turned over 0.45", "units updated 1600"]


@pytest.mark.whole
def test_letters_of_a_lab_are_no_smaller_than_six_points(book):
    sizes = book.eval_on_selector_all(
        ".lab-panels > svg", "all => all.map((svg) => svg.getBoundingClientRect().width / svg.getAttribute('width'))"
    )
    assert len(sizes) > 250 and min(sizes) * 11 * 72 / 96 > 6


def test_the_outline_names_chapters_and_sections_where_they_are(printed):
    flat = list(entries(printed, printed.outline))
    titles = [title for title, _ in flat]
    assert titles[:2] == ["Part II · Networks that settle", "11. Hopfield nets"] and titles[-1] == "Index"
    for title, page in flat[1:]:
        assert squeezed(title) in squeezed(printed.pages[page].extract_text()), title


def entries(reader, items):
    for item in items:
        if isinstance(item, list):
            yield from entries(reader, item)
        else:
            yield item.title, reader.get_destination_page_number(item)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def test_the_contents_give_the_numbers_that_stand_on_the_pages(printed):
    text = printed.pages[1].extract_text()
    page = dict(entries(printed, printed.outline))["Exercises"]
    assert re.search(rf"Exercises\s*{page + 1}\b", text), text
    assert str(page + 1) in printed.pages[page].extract_text().split()


def test_pages_are_a4_with_every_font_inside(printed):
    for page in printed.pages:
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
        for font in page["/Resources"].get("/Font", {}).values():
            assert embedded(font.get_object()), font


def embedded(font):
    if font["/Subtype"] == "/Type3":
        return "/CharProcs" in font
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(f"/FontFile{kind}" in inner["/FontDescriptor"] for kind in ("", "2", "3"))


def test_an_unknown_chapter_is_named_with_those_there_are(chromium, tmp_path):
    with pytest.raises(Failure, match=r"no chapter is called hopfeld; there are index, neurons, .*genindex"):
        pdf.make(chromium, book_html(), tmp_path / "none.pdf", ["hopfeld"])
