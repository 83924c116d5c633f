"""The site: formulas at build time and the pages' shell, on tiny books and on this one."""

import ast
import json
import re
import runpy
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from pybtex.database import parse_file

from nbhelpers import labs, site
from nbhelpers.build.tours import is_tour
from nbhelpers.site.assets import BEGINNING, CODE, COLOURED, FONTS, _without_plain_words, first_fonts, keep
from nbhelpers.site.checked import unfolded
from nbhelpers.site.colour import LAYERS, ROLES, as_variables, coloured
from nbhelpers.site.formulas import outdated
from nbhelpers.site.katex import Formulas, KatexMissing
from tests.tiny.book import build, built

ROOT = Path(__file__).parents[1]
THEME = ROOT / "site" / "motion"
CHAPTERS = [
    chapter["file"]
    for part in yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))["parts"]
    for chapter in part["chapters"]
]


# formulas -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def formulas(tmp_path_factory):
    return Formulas(ROOT, tmp_path_factory.mktemp("store") / "formulas.json")


def visible(markup: str) -> str:
    """The text that KaTeX shows (what is only read aloud left out)."""
    return re.sub(r"<[^>]*>", "", re.sub(r'<span class="katex-mathml">.*?</math></span>', "", markup, flags=re.S))


def formulas_of(page: str) -> list[str]:
    """All formulas of a page of the book, as TeX."""
    path = ROOT / f"{page}.ipynb"
    if path.exists():
        cells = json.loads(path.read_text("utf8"))["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    else:
        text = (ROOT / f"{page}.md").read_text("utf8")
    text = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)
    return [a or b for a, b in re.findall(r"\$\$(.+?)\$\$|(?<!\\)\$([^$\n]+?)\$", text, flags=re.S)]


@pytest.mark.parametrize("page", sorted(ROLES))
def test_the_book_s_formulas_are_right_and_look_the_same_in_colour(page, formulas):
    plain = [(tex.strip(), False) for tex in formulas_of(page)]
    results = formulas.render(plain)
    assert plain and [(tex, r["error"]) for (tex, _), r in zip(plain, results, strict=True) if "error" in r] == []
    in_colour = formulas.render([(coloured(tex, ROLES[page]), False) for tex, _ in plain])
    for (tex, _), one, other in zip(plain, results, in_colour, strict=True):
        assert visible(other["html"]) == visible(one["html"]), tex


def test_a_formula_has_mathml_for_screen_readers_and_role_variables(formulas):
    tex = r"w_{hj} + \text{误差}"
    (result,) = formulas.render([(coloured(tex, LAYERS), True)])
    markup = as_variables(result["html"], tex, LAYERS)
    assert "<math" in markup and "误差" in visible(markup)
    assert "color:var(--lab-weight)" in markup and "mathcolor" not in markup
    assert f'<annotation encoding="application/x-tex">{tex}</annotation>' in markup


@pytest.mark.parametrize(
    ("tex", "word"), [(r"\frac{1}", "end of input"), (r"\nosuchcommand", "nosuchcommand"), ("a & b", "&")]
)
def test_a_wrong_formula_says_what_is_wrong(tex, word, formulas):
    (result,) = formulas.render([(tex, True)])
    assert word in result["error"]


def test_formulas_are_kept_and_a_damaged_store_is_made_again(tmp_path, monkeypatch):
    store = tmp_path / "formulas.json"
    first = Formulas(ROOT, store)
    results = first.render([("a+b", False), ("a+b", True)])
    first.save()
    with monkeypatch.context() as patch:
        patch.setattr(Formulas, "_ask_node", lambda *_: pytest.fail("asked again"))
        assert Formulas(ROOT, store).render([("a+b", False), ("a+b", True)]) == results
    store.write_text('{"version": ', "utf8")
    assert Formulas(ROOT, store).render([("a+b", False)]) == results[:1]


def test_a_function_s_name_as_an_index_is_one_part_of_the_mathml(formulas):
    """Two parts would be an error in a browser that reads MathML."""
    index, applied = formulas.render([(r"\lambda_{\max}", False), (r"\max f_{\min}", False)])
    assert "<msub><mi>λ</mi><mi>max</mi></msub>" in index["html"]
    assert "<mi>max</mi><mo>\u2061</mo>" in applied["html"] and "<mi>min</mi></msub>" in applied["html"]


def test_katex_that_is_not_there_is_named_with_its_cure(tmp_path):
    with pytest.raises(KatexMissing, match="npm ci"):
        Formulas(tmp_path, tmp_path / "formulas.json")


# a tiny book --------------------------------------------------------------------------------------------

CONF = """
extensions = ["myst_nb", "nbhelpers.site"]
myst_enable_extensions = ["dollarmath"]
myst_url_schemes = ["https", "lab"]
root_doc = "book/index"
numfig = True
"""
PAGE = """# Tiny

See {eq}`tiny-sum` and [this state](lab:race?eta=0.4) (where $u_k > 0$, or the $k$-th).

$$
\\begin{aligned} a &= \\sum_j w_j \\\\ b &= \\text{误差} \\end{aligned}
$$ (tiny-sum)

![A drawing](drawn/one.svg)

<details><summary>Solution</summary>

$x = 1$

</details>
"""


DRAWN = {"book/drawn/one.svg": '<svg class="drawn"><a href="x.html"/></svg>'}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return built(tmp_path_factory.mktemp("tiny"), {"book/index.md": PAGE} | DRAWN, CONF)


def test_a_page_holds_its_formulas_numbers_and_links(tiny):
    page = (tiny / "book" / "index.html").read_text("utf8")
    assert page.count("<math ") == 4 and "误差" in page
    assert 'class="eqno">(1)' in page and 'href="#equation-tiny-sum"' in page
    assert 'href="lab:race?eta=0.4"' in page  # handed through, to be resolved by the labs' extension
    assert '<svg class="drawn"><a href="x.html"/></svg>' in page


def test_behind_a_number_stands_how_the_equation_is_checked():
    told = {"code": ["a.b", "c.d"], "how": "x < y", "seed": 1, "compared": 1200, "example": "1 = 1"}
    shown = visible(unfolded("7", {**told, "slips": 3, "refused": 2}))
    assert shown.startswith("(7): how this is checked") and "a.b, c.d: x &lt; y." in shown
    assert "1,200 comparisons" in shown and "2 of 3 were refused" in shown


def test_pages_are_written_again_when_the_checks_say_something_else():
    env = SimpleNamespace(found_docs={"a", "b"})
    app = SimpleNamespace(checks={"one": 1})
    assert outdated(app, env, set(), set(), set()) == []  # a first build writes all pages anyway
    assert outdated(app, env, set(), set(), set()) == []
    app.checks = {"one": 2}
    assert outdated(app, env, {"b"}, set(), set()) == ["a"]


@pytest.mark.parametrize("name", ["build/exercise.html.jinja", "build/lab_pages.py", "site/web/site.js"])
def test_pages_are_written_again_when_what_makes_them_changes(name, tmp_path, monkeypatch):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    monkeypatch.setattr(site, "HERE", tmp_path / "site")
    path.write_text("one")
    before = site.fingerprint(tmp_path)
    path.write_text("two")
    assert site.fingerprint(tmp_path) != before


def test_a_stop_stays_with_its_formula_at_the_end_of_a_line(tiny):
    page = (tiny / "book" / "index.html").read_text("utf8")
    assert re.search(r'<span class="touching">,</span></span></span></span></span> or the', page)
    assert re.search(r'<span class="touching">-th</span></span></span></span></span>\)\.', page)


def test_a_page_asks_only_for_files_of_the_site(tiny):
    page = (tiny / "book" / "index.html").read_text("utf8")
    for address in re.findall(r'<(?:script|link|img)[^>]*\b(?:src|href)="([^"]+)"', page):
        assert (tiny / "book" / address.split("?")[0]).resolve().is_file(), address
    (style,) = re.findall("<style>(.*?)</style>", page, flags=re.DOTALL)
    addresses = re.findall(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)", style)
    assert len(addresses) > 20 and all((tiny / "book" / address).is_file() for address in addresses)
    scripts = re.findall(r"<script.*?>", page)
    assert not [script for script in scripts if "mathjax" in script.lower() or "://" in script]


def test_the_root_of_the_site_leads_to_the_landing_page(tiny):
    assert "url=book/index.html" in (tiny / "index.html").read_text("utf8")


def test_a_wrong_formula_fails_the_build_and_names_its_place(tmp_path):
    done = build(tmp_path, {"book/index.md": "# Broken\n\nFine $a$.\n\n$$\n\\frac{1}\n$$\n"}, CONF)
    assert done.returncode != 0
    assert re.search(r"index\.md:\d+: WARNING: formula .*frac", done.stderr), done.stderr


# this book ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asset", "page", "stays"),
    [
        ("_static/sphinx-thebe.js", "book/hopfield", False),
        ("const THEBE_JS_URL = ...", "search", False),
        ("_static/lab-0123456789/lab.js", "book/hopfield", True),
        ("katex/katex.min.css", "book/hopfield", True),
        ("_static/doctools.js", "book/hopfield", False),
        ("_static/doctools.js", "search", True),
    ],
)
def test_unused_assets_go_and_the_labs_stay(asset, page, stays):
    assert keep(asset, page) is stays


def test_words_of_code_without_a_colour_have_no_mark():
    assert {"k", "s1", "mi", "c1", "nf"} <= COLOURED and not {"n", "p", "o", "w"} & COLOURED
    marked = '<pre><span></span><span class="k">if</span> <span class="n">a</span><span class="p">:</span></pre>'
    assert CODE.sub(_without_plain_words, marked) == '<pre><span class="k">if</span> a:</pre>'


def test_the_page_knows_which_signs_each_font_file_has():
    """The style sheet asks for a file by the signs that site/font.py puts into it."""
    sheet = (ROOT / "site/motion/static/page.css").read_text("utf8")
    told = re.findall(r"fonts/([\w-]+)\.woff2.*?unicode-range: ([^;]+);", sheet, re.DOTALL)
    font = runpy.run_path(str(ROOT / "site/font.py"))
    made = {name: font["ranges"](signs) for _, name, signs in font["FONTS"]}
    assert {name: " ".join(ranges.split()) for name, ranges in told} == made


def test_the_map_links_each_finished_chapter_and_nothing_else():
    links = set(re.findall(r'href="([^"]+)\.html"', (ROOT / "book/drawn/chapters.svg").read_text("utf8")))
    others = {"errata", "notes_map", "notation", "glossary", "bibliography", "gallery", "yours", "teaching", "speed"}
    chapters = {Path(chapter).name for chapter in CHAPTERS if not is_tour(chapter)}
    assert links == chapters - others - {"accessibility", "dares", "licences"}


def test_works_cited_are_complete():
    entries = parse_file(ROOT / "book/references.bib", bib_format="bibtex").entries
    for key, entry in entries.items():
        assert entry.persons.get("author") and entry.fields.get("title"), key
        assert re.fullmatch(r"(1[89]|20)\d\d", entry.fields.get("year", "")), key


SECTIONS = {
    "Neurons": "neurons neurons.hebb neurons.delta",
    "A layered network": "backprop nn.mlp nn.training",
    "Generalising and searching": "nn.mlp nn.training generalising.minima",
    "Optimizers": "nn.optimizers optimizers.convergence optimizers.schedules optimizers.test_functions",
    "Batches": "batches batches.stability batches.noise_floor",
    "Hopfield nets": "hopfield hopfield.capacity hopfield.cutting hopfield.dense hopfield.sparse",
    "Boltzmann machines": "boltzmann boltzmann.learning boltzmann.annealing boltzmann.partition_cost",
    "Restricted Boltzmann machines": "rbm rbm.exact rbm.ais",
    "Deep belief nets": "rbm deep_belief deep_belief.bound deep_belief.labels deep_belief.up_down",
    "Autoencoders": "autoencoders autoencoders.corruption autoencoders.sparsity autoencoders.pca "
    "autoencoders.trained nn.mlp",
}


@pytest.mark.parametrize("section", SECTIONS)
def test_the_code_names_in_the_notation_are_those_of_the_code(section):
    names = set()
    for module in SECTIONS[section].split():
        tree = ast.parse(Path(find_spec(f"nbhelpers.{module}").origin).read_text("utf8"))
        names |= {getattr(node, kind, None) for node in ast.walk(tree) for kind in ("name", "id", "arg")}
    text = (ROOT / "book/notation.md").read_text("utf8").split(f"## {section}\n")[1].split("\n## ")[0]
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| $")]
    codes = {code for row in rows for code in re.findall(r"`(\w+)", row[4])}
    assert codes and codes <= names


def test_the_control_names_in_the_notation_are_those_of_the_labs():
    names = {control.name for lab in labs.registry() for control in labs.get(lab).controls}
    rows = [line.split("|") for line in (ROOT / "book/notation.md").read_text("utf8").splitlines()]
    shown = {name for row in rows if len(row) == 7 for name in re.findall(r"`(\w+)`", row[5])}
    assert shown and shown <= names


def test_the_beginning_of_a_page_asks_for_its_fonts():
    head = '<section><h1>One</h1><p>Plain.</p>'
    assert first_fonts(head) == ["fonts/motion-sans.woff2"]
    formula = '<p><em>so</em> <span class="katex"><span class="mord mathnormal">x</span></span></p>'
    wanted = ["motion-sans", "motion-sans-italic", "KaTeX_Main-Regular", "KaTeX_Math-Italic"]
    assert [Path(font).stem for font in first_fonts(head + formula)] == wanted
    figure = '<label for="line-w1">weight w₁</label>'
    assert [Path(font).stem for font in first_fonts(head + figure)] == ["motion-sans", "motion-sans-greek"]
    far = head + "<section></section>" * BEGINNING + formula
    assert first_fonts(far) == ["fonts/motion-sans.woff2"]
    assert all(path.startswith(("fonts/", "katex/fonts/")) and path.endswith(".woff2") for path in FONTS)
