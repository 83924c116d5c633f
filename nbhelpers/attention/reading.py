"""The transformer reads and writes *Alice*: the text, the letters and the loss are those of the recurrent readers."""

from itertools import islice

import numpy as np

from nbhelpers.attention import transformer
from nbhelpers.guards import random, real, takes
from nbhelpers.nn.mlp import softmax
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent.clipping import clip
from nbhelpers.recurrent.letters import ALPHABET, as_codes, codes

PLACES = 40  # letters that a net sees at once
STEP = 10  # from one window to the next, in a longer text


def gradients(net, letters: np.ndarray):
    """The gradient of the mean surprise by every parameter; letters (B, T + 1), each asked for after those before."""
    letters = as_codes("letters", letters, 2)
    states = transformer.forward(net, letters[:, :-1])
    came = np.eye(len(ALPHABET), dtype=states.y_hat.dtype)[letters[:, 1:]]
    return transformer.backward(net, letters[:, :-1], states, (softmax(states.y_hat) - came) / letters[:, 1:].size)


@takes(updates=1, rng=random, batch=1, length=1)
def learn(net, letters, updates: int, rng, *, eta=0.01, batch: int = 24, length: int = PLACES, threshold=1.0):
    """The net after each of `updates` steps of Adam on `batch` random passages of the text, gradients clipped.

    Passes run in the precision of the net, Adam in float64.
    """
    letters, kind = as_codes("letters", letters, 1), net.E.dtype

    def gradient(row):
        starts = rng.integers(len(letters) - length, size=batch)
        passages = letters[starts[:, None] + np.arange(length + 1)]
        return clip(flat(gradients(shaped(net, row.astype(kind)), passages)), threshold)

    for turn in islice(adam(gradient, flat(net), eta=eta), updates):
        yield shaped(net, turn.w.astype(kind))


def read(net, letters) -> np.ndarray:
    """Logits for the letter after each of `letters`, codes (T,), T as large as you like: (T, 35).

    The text is cut into windows of PLACES letters, STEP apart; each letter is read in the earliest one, where it has
    the most before it: at least PLACES - STEP letters, unless the text begins there.
    """
    letters = as_codes("letters", letters, 1)
    wide = min(len(letters), PLACES)
    starts = np.minimum(np.arange(0, len(letters) - wide + STEP, STEP), len(letters) - wide)
    logits = np.zeros((len(letters), len(ALPHABET)))
    found = transformer.forward(net, letters[starts[:, None] + np.arange(wide)]).y_hat
    for start, one in zip(starts[::-1], found[::-1], strict=True):
        logits[start : start + wide] = one
    return logits


@takes(length=1, temperature=real(above=0), rng=random)
def write(net, begin: str, length: int, temperature: float, rng) -> str:
    """`length` letters that the net writes after `begin`, each drawn from softmax(logits / temperature)."""
    written = list(codes(begin))
    for _ in range(length):
        logits = transformer.forward(net, np.array(written[-PLACES:])).y_hat[-1]
        written.append(int(rng.choice(len(ALPHABET), p=softmax(logits.astype(float) / temperature))))
    return "".join(ALPHABET[at] for at in written[len(begin) :])
