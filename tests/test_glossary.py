"""The glossary: every term that the book defines has its entry, and every entry is defined in the book."""

import re
from pathlib import Path

import pytest

from nbhelpers.site.glossary import GLOSSARY, definitions, entries, in_chinese, lookup, plain
from tests.places import markdown, sections

ROOT = Path(__file__).parents[1]
ENTRIES = entries(ROOT / f"{GLOSSARY}.md")
PAGES = {path.stem: markdown(path) for path in sorted((ROOT / "book").glob("*.ipynb"))}


@pytest.mark.parametrize("page", PAGES)
def test_every_definition_has_an_entry_with_its_chinese_name(page):
    known = lookup(ENTRIES)
    missing = [(term, chinese) for term, chinese in definitions(PAGES[page]) if (plain(term), chinese) not in known]
    assert missing == [], f"{page}: not in {GLOSSARY}.md"


def bare(words):
    return words.lower().replace("-", " ").replace("\u2019", "'")


def said(text):
    """(Chinese name, the words of the paragraph up to the end of its parenthesis), for each parenthesis with one."""
    for part in re.split(r"\n\s*\n", text):
        words = " ".join(part.split())
        for match in re.finditer(r"[(（]([^()（）]*)[)）]", words):
            yield from ((chinese, bare(words[: match.end()])) for chinese in in_chinese(match[1]))


def test_every_entry_is_defined_in_the_book():
    """A chapter gives its Chinese name in a parenthesis, with one of its English names before that."""
    found = [pair for text in PAGES.values() for pair in said(text)]
    for entry in ENTRIES:
        for chinese in entry.chinese:
            parts = [part for name, part in found if name == chinese]
            assert parts, f"{entry.names[0]}: nobody says {chinese}"
            named = [part for part in parts if any(plain(name) in part for name in entry.names)]
            assert named, f"{entry.names[0]}: not in {parts}"


def test_an_entry_has_no_double():
    names = [plain(name) for entry in ENTRIES for name in entry.names]
    assert len(names) == len(set(names)) and len(ENTRIES) > 90
    assert [entry.names[0].lower() for entry in ENTRIES] == sorted(entry.names[0].lower() for entry in ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.names[0])
def test_an_entry_says_what_it_is_in_a_sentence_or_two_and_where(entry):
    text, place = re.fullmatch(r"(.+?\.) Explained in \[\]\(/book/(.+)\)", entry.text).groups()
    assert 15 < len(text) < 220 and text.count(". ") <= 2
    page, _, section = place.partition("#")
    assert section in sections(ROOT / "book" / page), f"{page} has no section {section}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a *crosstalk* (串扰) of", [("crosstalk", "串扰")]),
        ("the **Gates** (门)", [("Gates", "门")]),
        ("(*max pooling*, 最大值池化)", [("max pooling", "最大值池化")]),
        ("*it* (GCN, 全局对比度归一化, ZCA白化)", [("it", "全局对比度归一化"), ("it", "ZCA白化")]),
        ("*emphasis* (in English) and 2 * 3 * (四)", []),
        ("plain words (平常)", []),
    ],
)
def test_what_counts_as_a_definition(text, found):
    assert list(definitions(text)) == found


def test_a_definition_without_an_entry_and_one_with_another_chinese_name_are_noticed():
    known = lookup(ENTRIES)
    assert (plain("Crosstalk"), "串扰") in known and (plain("the gates"), "门") in known
    assert (plain("crosstalk"), "噪声") not in known and (plain("backpropagandum"), "串扰") not in known
