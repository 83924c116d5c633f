"""A claim of the book stands on a measurement with a control, and its fold says what that found."""

import re

import pytest

from tests.claims.registry import Claim, Found, registered
from tests.claims.text import BLOCK, fold, standing, texts, written
from tests.whole import some

CLAIMS, STANDING = registered(), standing()
AGAIN = "run `python -m tests.claims.text`"


def test_every_marked_claim_has_an_entry_and_every_entry_its_sentence():
    assert set(STANDING) == set(CLAIMS)
    for label, (chapter, before, _) in STANDING.items():
        one = CLAIMS[label]
        assert chapter == one.chapter, label
        last = re.sub(r"\s+", " ", BLOCK.sub("", before)).strip()
        assert one.sentence in last, f"{label}: its sentence does not stand before its fold"


@pytest.mark.parametrize("label", some(CLAIMS, 30))
def test_the_measurement_bears_it_out_and_the_fold_says_so_in_whole_sentences(label):
    one = CLAIMS[label]
    assert one.measure().holds, f"{label}: {one.measure().told} Refuted if {one.refuted}."
    assert STANDING[label][2] == fold(one), AGAIN
    for words in (one.sentence, one.control, one.longer, one.measure().told):
        assert not words[0].islower() and words.rstrip(")")[-1] in ".?!", words


def test_a_fold_is_written_after_the_paragraph_of_its_sentence_and_written_anew():
    one = Claim("a-b", "x", "It is so.", "C.", "L.", "not", lambda: Found("1.", True))
    text = "First.\n\nBefore. It is so. More.\n\nLast."
    once = written(text, [one])
    assert once == f"First.\n\nBefore. It is so. More.\n\n{fold(one)}\n\nLast."
    other = one._replace(measure=lambda: Found("2.", True))
    assert written(once, [other]) == once.replace("1.", "2.") and written("Nothing.", [one]) == "Nothing."


def test_folds_stand_in_chapters_alone():
    assert all(any(BLOCK.search(text) for text in texts(chapter)) for chapter, _, _ in STANDING.values())
