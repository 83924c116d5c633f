"""The built book as a PDF for paper: Chromium prints it, in as many passes as its page numbers need.

    python tools/pdf.py [CHAPTER ...]      all chapters without a name
"""

import argparse
import contextlib
import io
import logging
import os
import sys
from pathlib import Path

import pypdf
import yaml
from playwright.sync_api import Error, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools.book import BUILD, HTML
from tools.console import ROOT, Failure, say, step
from tools.server import served

START = "book/index.html"
SCRIPTS = ("tools/paper/", "nbhelpers/lab/web/")  # below the repository's top, served beside the pages
EMPTY = '<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8"></head><body></body></html>'
TEXT_WIDTH = 643  # px: A4 without its margins in tools/paper/print.css
PASSES = 4
logging.getLogger("pypdf").setLevel(logging.ERROR)  # Chromium counts its objects otherwise, which harms nothing
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none")


def serve_scripts(page, address):
    """Let the page find an empty document, and the scripts of the repository, beside the book."""
    page.route(f"{address}paper.html", lambda route: route.fulfill(body=EMPTY, content_type="text/html"))
    for folder in SCRIPTS:
        page.route(f"{address}{folder}**", lambda route: route.fulfill(path=ROOT / route.request.url[len(address) :]))


def call(page, module, function, *arguments):
    """What a function of tools/paper answers, in the page."""
    script = "([module, name, values]) => import(module).then((found) => found[name](...values))"
    try:
        return page.evaluate(script, [f"/tools/paper/{module}.js", function, list(arguments)])
    except Error as error:
        reason = error.message.splitlines()[0].split("Error: ")[-1]
        raise Failure(f"The book could not be put on paper: {reason}") from error


def places(pdf):
    """The page, from 1 on, of each place to which a link leads."""
    return {
        name.removeprefix("/"): pdf.get_destination_page_number(place) + 1
        for name, place in pdf.named_destinations.items()
    }


def print_once(page):
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    return pypdf.PdfReader(io.BytesIO(data))


def print_numbered(page):
    """Print until the numbers that are printed are those of the pages."""
    written = {}
    for count in range(PASSES):
        with step(f"printing, pass {count + 1}"):
            pdf = print_once(page)
        found = places(pdf)
        if found == written:
            return pdf
        unknown = call(page, "book", "number", found)
        if unknown:
            raise Failure(f"The PDF does not say on which page these are: {', '.join(unknown)}")
        written = found
    raise Failure(f"The page numbers did not settle in {PASSES} passes.")


def add_outline(writer, entries, pages):
    """Parts, chapters and sections beside the pages of a viewer: (level, title, place), from level 0 on."""
    above = []
    for level, title, place in entries:
        del above[level:]
        where = {"page_number": pages[place] - 1, "parent": above[-1] if above else None}
        above.append(writer.add_outline_item(title=title, is_open=level < 1, **where))


def save(pdf, title, entries, out):
    """Write the PDF with its title, its author and the contents as its outline."""
    writer = pypdf.PdfWriter(clone_from=pdf)
    writer.add_metadata({"/Title": title, "/Author": author(), "/Creator": "make pdf"})
    add_outline(writer, entries, places(pdf))
    out.parent.mkdir(parents=True, exist_ok=True)
    writer.write(out)


def author():
    return yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["author"]


@contextlib.contextmanager
def bound(browser, html, chapters=()):
    """A page of the browser that holds the site in the folder `html`, or some of its chapters, as one document."""
    with served(html) as address:
        page = browser.new_page(viewport={"width": TEXT_WIDTH, "height": 900})
        serve_scripts(page, address)
        page.emulate_media(media="print", color_scheme="light")
        page.goto(f"{address}paper.html")
        with step("putting the chapters together"):
            call(page, "book", "bind", address + START, list(chapters), author())
            call(page, "wide", "shrink")
        yield page
        page.close()


def make(browser, html, out, chapters=()):
    """Print the site in `html`, or some of its chapters, to the file `out`; its number of pages.

    Raises Failure for an unknown chapter, and for what is too wide for the paper.
    """
    with bound(browser, html, chapters) as page:
        wide = call(page, "wide", "tooWide")
        if wide:
            raise Failure("Too wide for the paper:\n" + "\n".join(f"  {line}" for line in wide))
        pdf = print_numbered(page)
        with step("writing title, author and outline into it"):
            save(pdf, page.title(), call(page, "front", "entries"), out)
    return len(pdf.pages)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", help="e.g. hopfield rbm (default: the whole book)")
    chapters = parser.parse_args().chapters
    out = BUILD / "pdf" / f"{'-'.join(chapters) or 'neural-networks-in-motion'}.pdf"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=QUIET)
            pages = make(browser, HTML, out, chapters)
    except Failure as failure:
        say(f"\n{failure}")
        return 1
    say(f"Made: {out} ({pages} pages, {out.stat().st_size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
