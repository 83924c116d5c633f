"""The net that reads: its text, the gradient of its loss, what it writes, and chances by counting."""

import numpy as np
import pytest

from nbhelpers.nn.mlp import softmax
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import letters

RNG = np.random.default_rng
SIZE = len(letters.ALPHABET)
kinds = pytest.mark.parametrize("kind", letters.KINDS)


def test_the_text_is_ten_chapters_and_two_in_35_letters():
    learned, held_out = letters.text()
    assert {*learned, *held_out} == {*letters.ALPHABET} and SIZE == 35
    assert learned.startswith("alice was beginning to get very tired of sitting by her sister on the bank, and of")
    assert held_out.startswith("the king and queen of hearts were seated on their throne when they arrived")
    assert held_out.rstrip().endswith("remembering her own child-life, and the happy summer days.")
    assert "curiouser and curiouser!" in learned and "off with her head!" in held_out


def test_a_letter_has_its_place():
    assert letters.codes(" az;").tolist() == [0, 1, 26, 34] and letters.codes("").dtype == int
    with pytest.raises(ValueError, match="words must be text of the letters .* got 'A b'"):
        letters.codes("A b")


@kinds
def test_a_new_reader_has_its_units_or_those_that_are_asked_for(kind):
    usual = letters.KINDS[kind][1]
    assert letters.new_reader(kind, RNG(0)).W_hy.shape == (usual, SIZE)
    assert letters.new_reader(kind, RNG(0), 3).W_hy.shape == (3, SIZE)
    with pytest.raises(ValueError, match="kind must be one of RNN, LSTM, got 'GRU'"):
        letters.new_reader("GRU", RNG(0))


def test_both_kinds_have_about_as_many_weights():
    sizes = [flat(letters.new_reader(kind, RNG(0))).size for kind in letters.KINDS]
    assert max(sizes) < 1.02 * min(sizes)


def test_surprise_is_minus_the_logarithm_of_the_probability():
    logits, after = RNG(0).normal(size=(4, 3, SIZE)), RNG(1).integers(SIZE, size=(4, 3))
    wanted = [[-np.log(softmax(logits[t, b])[after[t, b]]) for b in range(3)] for t in range(4)]
    assert letters.surprise(logits, after) == pytest.approx(np.array(wanted))
    far = 5000.0 * np.stack([np.eye(SIZE)[0], -np.ones(SIZE)])
    assert letters.surprise(far, np.array([3, 3])) == pytest.approx([5000.0, np.log(SIZE)])


@pytest.mark.parametrize("wrong", [[[0, 1]], [], [0, 35], [-1, 0], [0.5, 1]])
def test_what_is_no_letter_is_refused(wrong):
    assert letters.as_codes("letters", [[0, 34]], 1, 2).tolist() == [[0, 34]]
    with pytest.raises(ValueError, match=r"letters must be whole numbers from 0 to 34 on 1 or 3 axes, got \["):
        letters.as_codes("letters", wrong, 1, 3)
    with pytest.raises(ValueError, match=r"logits must have the shape \(2, 35\), got \(3, 35\)"):
        letters.surprise(np.zeros((3, SIZE)), np.array([1, 2]))
    net = letters.new_reader("RNN", RNG(0), 2)
    for letter in (35, 36):
        with pytest.raises(ValueError, match="letter = 3.: allowed are whole numbers from 0 to 34"):
            letters.take_in(net, (np.zeros(2),), letter)


@kinds
def test_gradient_is_the_slope_of_the_mean_surprise(kind):
    net, passages = letters.new_reader(kind, RNG(0), 3), RNG(1).integers(SIZE, size=(5, 2))
    row, found = flat(net), flat(letters.gradients(net, passages))

    def loss(at):
        return letters.surprise(letters.read(shaped(net, at), passages[:-1]), passages[1:]).mean()

    for k in RNG(2).choice(row.size, 25, replace=False):
        nudge = 1e-6 * (np.arange(row.size) == k)
        assert found[k] == pytest.approx((loss(row + nudge) - loss(row - nudge)) / 2e-6, rel=1e-5, abs=1e-9)


def test_it_learns_from_passages_of_the_text():
    """Of a text that says ab again and again, the next letter is soon certain."""
    text = letters.codes("ab" * 40)
    *_, net = letters.learn(letters.new_reader("RNN", RNG(0), 4), text, 150, RNG(1), eta=0.05, batch=4, length=6)
    assert letters.surprise(letters.read(net, text[:-1]), text[1:])[5:].max() < 0.1


def test_a_passage_is_as_long_and_there_are_as_many_as_is_said(monkeypatch):
    seen = []

    def gradients(net, passages):
        seen.append(passages)
        return shaped(net, flat(net) * 0 + 1.0)

    monkeypatch.setattr(letters, "gradients", gradients)
    net, text = letters.new_reader("RNN", RNG(0), 2), letters.codes("abcdefg")
    moved = [flat(one) for one in letters.learn(net, text, 30, RNG(1), batch=3, length=5)]
    assert len(moved) == 30 and {passages.shape for passages in seen} == {(6, 3)}
    assert (np.diff(np.array(seen), axis=1) == 1).all()
    assert {int(start) for passages in seen for start in passages[0]} == {1, 2}
    assert flat(net) - moved[0] == pytest.approx(np.full(moved[0].size, 0.004), rel=1e-3)


def test_a_gradient_is_clipped_and_many_passages_are_the_rule(monkeypatch):
    lengths, sizes = [], set()
    exact = letters.clip

    def clip(g, threshold):
        lengths.append(threshold)
        return exact(g, threshold)

    def gradients(net, passages):
        sizes.add(passages.shape)
        return net

    monkeypatch.setattr(letters, "clip", clip), monkeypatch.setattr(letters, "gradients", gradients)
    net, text = letters.new_reader("RNN", RNG(0), 2), letters.codes("abc" * 40)
    [*letters.learn(net, text, 2, RNG(1))], [*letters.learn(net, text, 1, RNG(1), threshold=0.5)]
    assert lengths == [1.0, 1.0, 0.5] and sizes == {(51, 32)}


@kinds
def test_letter_by_letter_it_says_what_it_says_of_the_whole(kind):
    net, text = letters.new_reader(kind, RNG(0), 5), letters.codes("off with his head!")
    net = net._replace(c=RNG(1).normal(size=SIZE))
    state = letters.memory(net, text[:4])
    for t in range(4, len(text)):
        state, logits = letters.take_in(net, state, text[t])
        assert logits == pytest.approx(letters.read(net, text)[t])


@kinds
def test_it_writes_letters_with_their_chances(kind):
    """Each letter from the chances that the net gives after all letters before it, drawn with this generator."""
    net = letters.new_reader(kind, RNG(0), 4)
    written, rng, wanted = letters.write(net, "ali", 12, 0.7, RNG(5)), RNG(5), "ali"
    for _ in range(12):
        chances = softmax(letters.read(net, letters.codes(wanted))[-1] / 0.7)
        wanted += letters.ALPHABET[rng.choice(SIZE, p=chances)]
    assert written == wanted[3:]


def test_cold_it_writes_the_likeliest_letter():
    net = letters.new_reader("RNN", RNG(0), 4)
    likeliest = letters.ALPHABET[letters.read(net, letters.codes("who"))[-1].argmax()]
    assert {letters.write(net, "who", 1, 1e-6, RNG(seed)) for seed in range(5)} == {likeliest}


def test_counting_by_hand():
    """Learned from abab: a and b twice each, b always after a, a once after b."""
    learned, asked = letters.codes("abab"), letters.codes("aba")
    ones = (2 + 5 / 35) / (4 + 5)
    assert letters.counted(learned, asked, 0) == pytest.approx([ones] * 3)
    pairs = [ones, (2 + 5 * ones) / (2 + 5), (1 + 5 * ones) / (1 + 5)]
    assert letters.counted(learned, asked, 1) == pytest.approx(pairs)
    assert letters.counted(learned, asked, 2) == pytest.approx([*pairs[:2], (1 + 5 * pairs[2]) / (1 + 5)])
    assert letters.counted(learned, asked, 0, weight=1.0) == pytest.approx([(2 + 1 / 35) / (4 + 1)] * 3)
    assert letters.counted(learned, letters.codes("xab"), 2)[2] == pytest.approx(pairs[1] * 5 / 5)


def test_chances_by_counting_sum_to_one():
    learned = letters.codes(letters.text()[0][:3000])
    for context in (0, 1, 3):
        after = [letters.counted(learned, letters.codes("the" + letter), context)[-1] for letter in letters.ALPHABET]
        assert sum(after) == pytest.approx(1)
