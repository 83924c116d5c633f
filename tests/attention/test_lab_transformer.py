"""Lab `attention.transformer`: its weights, its guesses, what it says."""

import numpy as np
import pytest

from nbhelpers.attention import readers, transformer
from nbhelpers.attention.labs import transformer as lab
from nbhelpers.lab.drawing import Drawing
from nbhelpers.recurrent import letters


def test_rows_are_weights_of_the_head_that_is_chosen():
    for head in ("1.1", "2.4"):
        state = lab.state(head=head)
        read = transformer.forward(readers.reader("large"), letters.codes("the king and queen of he"))
        wanted = read.blocks[int(head[0]) - 1].weights[int(head[2]) - 1]
        assert state.weights == pytest.approx(wanted) and state.weights.sum(axis=1) == pytest.approx(np.ones(24))
        assert (np.triu(state.weights, 1) == 0).all()


def test_guesses_are_those_before_the_letter_came():
    state = lab.state()
    y_hat = transformer.forward(readers.reader("large"), letters.codes(state.words)).y_hat
    chances = np.exp(y_hat) / np.exp(y_hat).sum(axis=1, keepdims=True)
    for row, found in zip(chances, state.guesses, strict=True):
        assert [n for n in found if n >= 0] == [n for n in np.argsort(-row)[:3] if row[n] >= 0.1]
    came = letters.codes(state.words)[1:]
    assert (state.hits == (state.guesses[:-1] == came[:, None])).all()
    assert state.nats == pytest.approx(letters.surprise(y_hat[:-1], came).mean())


def test_sentences():
    assert lab.reading().startswith("“u” looks most at “q”, 1 letter back, with 97 %.")
    assert lab.reading(place=0).startswith("The first letter can look at nothing but itself.")
    assert "The space looks most at the space, 9 letters back" in lab.reading(head="2.1", place=12)
    assert "looks most at itself" in lab.reading(head="2.2", sentence="snark", place=18)
    assert "looks at many letters, at none with more than" in lab.reading(checkpoint=0, place=23)
    assert "After 0 updates" in lab.reading(checkpoint=0)


def test_a_reader_s_own_sentence_is_read_in_the_place_of_the_book_s():
    typed = lab.state(own="Alice was", place=20)
    assert typed.words == "alice was" and typed.at == 8 and typed.weights.shape == (9, 9)
    whole = lab.state(sentence="alice")
    assert typed.weights == pytest.approx(whole.weights[:9, :9])  # what comes after can change nothing
    drawing = Drawing(lab)
    drawing.parts(typed)
    assert "".join(text.get_text() for text in drawing.artists.letters) == "alice·was"
    assert lab.state(own="a").words == "the king and queen of he"
