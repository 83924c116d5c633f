"""Patterns: letters, digits chosen by their rules, and noise that turns what it was asked for."""

import numpy as np
import pytest

from nbhelpers import hopfield
from nbhelpers.datasets import mnist
from nbhelpers.hopfield import patterns


def test_digits_chosen_by_their_rules():
    typical, unlike = patterns.typical_digits(), patterns.unlike_digits()
    assert typical.shape == unlike.shape == (10, 400)
    off = ~np.eye(10, dtype=bool)
    overlaps = [np.abs(chosen @ chosen.T / 400)[off].mean() for chosen in (typical, unlike)]
    assert overlaps[0] > 0.4 > 0.2 > overlaps[1]
    weights = hopfield.store(unlike[:6])
    assert all(hopfield.is_stable(weights, x) for x in unlike[:6])
    assert not any(hopfield.is_stable(hopfield.store(typical[:6]), x) for x in typical[:6])


def test_unlike_digits_cannot_be_made_less_alike_one_by_one():
    """Each has the least sum of squared overlaps with the others, among the nine tenths nearest to its class's mean."""
    every, labels, chosen = patterns.digit_patterns(), mnist().train_labels, patterns.unlike_digits()
    for digit in range(10):
        own = every[labels == digit]
        order = np.argsort(np.sum((own - own.mean(axis=0)) ** 2, axis=1), kind="stable")
        legible = own[order[: int(0.9 * len(own))]]
        shared = np.sum((legible @ np.delete(chosen, digit, axis=0).T) ** 2, axis=1)
        assert np.array_equal(legible[shared.argmin()], chosen[digit])
        assert np.array_equal(own[order[0]], patterns.typical_digits()[digit])


def test_noise_turns_the_share_it_was_asked_for():
    (x,) = patterns.letters("H")
    for share, turned in ((0, 0), (0.25, 25), (1, 100)):
        noisy = patterns.add_noise(x, share, np.random.default_rng(0))
        assert np.sum(noisy == -x) == turned and np.sum(noisy == x) == 100 - turned


def test_letters_are_ten_by_ten_and_differ():
    drawn = patterns.letters("".join(patterns.LETTERS))
    assert drawn.shape == (13, 100) and len(np.unique(drawn, axis=0)) == 13
    assert patterns.letters("L")[0].reshape(10, 10)[:, 0].tolist() == [1] * 10


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: patterns.letters("HQ"), "'HQ'; allowed .* letters HOPFIELDNTSXZ"),
        (lambda: patterns.add_noise([1, -1], 1.5, np.random.default_rng(0)), "share is 1.5; .* between 0"),
        (lambda: patterns.random_patterns(0, 5, None), "count = 0: allowed are whole numbers from 1"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
