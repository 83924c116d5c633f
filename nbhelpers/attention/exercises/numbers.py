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
    task="A query meets 100 keys. Ninety-nine of them have the same score, and the score of one is higher. By how much "
    "must it be higher for that key to get half of all the weight?",
    truth=lambda: _where_half(100),
    hints=(
        Near(0.5, "Half of the weight is not a score of a half: set the key's exp(z) equal to the sum of the others'."),
        Near(99.0, "That is what its exp(z) must be, as a multiple of each of the others'. Take the logarithm."),
        Near(2.0, "That is a logarithm to base 10; a softmax has powers of e."),
        Near(np.log2(99), "That is a logarithm to base 2; a softmax has powers of e."),
        Near(np.log(50), "The others' exp(z) add up to 99 times that of one of them, not 50 times."),
    ),
)

counting = Prediction(
    name="attention.counting",
    title="What counting can do",
    task="The chatter is made of the same four letters, and τ = 3: a net without position codes reads four letters and "
    "has to name the first. It can tell the last one, where it is asked, from the three before; of these it knows only "
    "how often each letter occurs. It names the most frequent one (in a tie, any of those tied). In what share of all "
    "sequences is it right?",
    truth=lambda: _counting(3),
    hints=(
        Near(0.25, "That is plain guessing. But a letter that occurs is a better guess than one that does not."),
        Near(1 / 3, "That is right where all three are different. If two or three are equal, it does better."),
        Near(0.625, "That is the share for two letters."),
        Near(1.6875, "That is how often the most frequent letter occurs, on average. What share of the three is it?"),
    ),
)
