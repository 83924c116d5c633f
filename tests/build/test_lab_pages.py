"""The Sphinx extension on tiny books, sound and broken: what it puts on the page and what it warns of."""

import re
import shutil

import pytest

from tests.tiny import FOLDER, ROOMS, add_labs, sphinx

add_labs()
CRACK = "0, 4, 1, recorded=(1, 3)"


def build(folder, *options, more=""):
    """Sphinx over a folder with the tiny book's configuration and `more`; gives the finished process."""
    conf = (FOLDER / "conf.py").read_text().replace("__file__", repr(str(FOLDER / "conf.py")))
    (folder / "conf.py").write_text(conf + more)
    shutil.copy(FOLDER / "favicon.svg", folder)
    return sphinx.run("-n", "-b", "html", *options, folder, folder / "out" / "html")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    (folder / "index.md").write_text(
        "# Tiny\n\n[η = 1](lab:bowl?eta=1&halve=true)\n\n"
        '<figure class="lab" data-lab="tiny.bowl"><img src="old"></figure>\n\n```{toctree}\ndeep/plain\n```\n'
    )
    (folder / "deep").mkdir()
    (folder / "deep" / "plain.md").write_text(
        '# Plain\n\n<figure class="lab" data-lab="tiny.slow"></figure>\n\n[go](lab:slow?turns=1)\n'
    )
    made = build(folder, "-W")
    assert made.returncode == 0, made.stderr
    return folder


def test_the_still_becomes_the_figure_with_its_record(book):
    page = (book / "out/html/index.html").read_text()
    assert '<img src="old">' not in page
    record = re.search(r'data-lab="tiny.bowl" data-record="([^"]+)"', page)[1]
    assert (book / "out/html" / record).is_file()
    deep = (book / "out/html/deep/plain.html").read_text()
    record = re.search(r'data-lab="tiny.slow" data-record="(\.\./[^"]+)"', deep)[1]
    assert (book / "out/html/deep" / record).is_file()


def test_links_become_addresses_of_states(book):
    page = (book / "out/html/index.html").read_text()
    assert 'href="?bowl.eta=1&amp;bowl.halve=true#bowl"' in page


def test_a_second_build_records_nothing_and_writes_no_page(book):
    records = {path: path.stat().st_mtime_ns for path in (book / "out/labs").iterdir()}
    again = build(book, "-W")
    assert again.returncode == 0
    assert {path: path.stat().st_mtime_ns for path in (book / "out/labs").iterdir()} == records
    assert "0 added, 0 changed, 0 removed" in again.stdout


def test_another_script_or_style_has_every_page_written_again(tmp_path):
    (tmp_path / "index.md").write_text('# Tiny\n\n<figure class="lab" data-lab="tiny.slow"></figure>\n')
    assert build(tmp_path, "-W").returncode == 0
    more = "from nbhelpers.build import lab_pages\nlab_pages.css = lambda: '/* other */'\n"
    for _ in range(2):
        assert build(tmp_path, "-W", more=more).returncode == 0
        (folder,) = (tmp_path / "out/html/_static").glob("lab-*")
        assert f"_static/{folder.name}/lab.js" in (tmp_path / "out/html/index.html").read_text()


@pytest.mark.parametrize(
    "text, said",
    [
        ('<figure class="lab" data-lab="tiny.bwol"></figure>', "'tiny.bwol' is not among the labs:"),
        ('## Slow\n\n<figure class="lab" data-lab="tiny.slow"></figure>', "has the id 'slow', which leads to the lab"),
        ("[go](lab:bowl?eta=1)", "this page has no lab 'bowl'; its labs are none"),
    ],
)
def test_broken_pages_are_warned_of(tmp_path, text, said):
    (tmp_path / "index.md").write_text(f"# Broken\n\n{text}\n")
    made = build(tmp_path)
    assert said in made.stderr and "index.md" in made.stderr


def test_a_drawing_that_fails_stops_the_build_and_is_named(tmp_path):
    (tmp_path / "index.md").write_text('# Tiny\n\n<figure class="lab" data-lab="cracked.broken"></figure>\n')
    (tmp_path / "cracked").mkdir()
    (tmp_path / "cracked" / "__init__.py").touch()
    lab = (
        (ROOMS / "tiny" / "labs.py")
        .read_text()
        .replace('"tiny.', '"cracked.')
        .replace("0, 4, 1, recorded=(0, 1)", CRACK)
    )
    (tmp_path / "cracked" / "labs.py").write_text(lab)
    made = build(tmp_path, more=f"import nbhelpers\nnbhelpers.__path__.append({str(tmp_path)!r})\n")
    assert made.returncode != 0
    assert "recording lab cracked.broken failed: RuntimeError: the pencil broke at depth 3" in made.stderr
    assert not list((tmp_path / "out" / "labs").glob("cracked.broken*"))
