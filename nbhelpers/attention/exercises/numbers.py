"""Numbers to predict in the chapter on attention."""

from itertools import product

import numpy as np

from nbhelpers.exercise import Near, Prediction


def _share(ahead, keys):
    """The weight of a key whose score is so far ahead of the others', which are all alike."""
    return np.exp(ahead) / (np.exp(ahead) + keys - 1)


def _where_half(keys):
    """By bisection: how far ahead a score must be for half of the weight."""
    low, high = 0.0, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if _share(middle, keys) < 0.5 else (low, middle)
    return low


def _counting(places):
    """How often the most frequent of four letters, at so many places, is the first one (ties: either)."""
    right = 0.0
    for said in product(range(4), repeat=places):
        counts = np.bincount(said, minlength=4)
        best = counts == counts.max()
        right += best[said[0]] / best.sum()
    return right / 4**places


ahead = Prediction(
    name="attention.ahead",
    title="How far ahead?",
    task="A query meets 100 keys. Ninety-nine of them have the same score, and one is ahead of them. By how much must "
    "it be ahead to get half of all the weight?",
    truth=lambda: _where_half(100),
    hints=(
        Near(0.5, "Half of the weight is not a score of a half: set its power equal to the sum of the others'."),
        Near(99.0, "That is what its power must be, as a multiple of each of the others. Take the logarithm."),
        Near(2.0, "That is a logarithm to base 10; softmax has powers of the number e."),
        Near(np.log2(99), "That is a logarithm to base 2; softmax has powers of the number e."),
        Near(np.log(50), "The others together have the power 99 times that of one of them, not 50 times."),
    ),
)

counting = Prediction(
    name="attention.counting",
    title="What counting can do",
    task="The chatter is made of the same four letters, and the net does not know places. It is asked at a fourth "
    "letter, which it can tell from the three before; of those it knows only how often each was said. It names the "
    "most frequent one. In what share of all sequences is that the first letter? (In a tie any of the tied will do.)",
    truth=lambda: _counting(3),
    hints=(
        Near(0.25, "That is plain guessing. But a letter that was said is a better guess than one that was not."),
        Near(1 / 3, "That is right where all three are different. If two or three are equal, it does better."),
        Near(0.625, "That is the share for two letters."),
        Near(1.6875, "That is how often the most frequent letter is said, on average. Which share of the three is it?"),
    ),
)
