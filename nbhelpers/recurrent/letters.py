"""A net that reads: letters of a text one after the other, and at each the chances of the next.

The text is *Alice's Adventures in Wonderland* in small letters, twelve chapters: ten to learn from, two held out.
"""

from functools import cache
from importlib import resources
from itertools import islice

import numpy as np

from nbhelpers import recurrent
from nbhelpers.guards import doubles, floats, random, real, takes, whole
from nbhelpers.nn.mlp import softmax
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import lstm
from nbhelpers.recurrent.clipping import clip
from nbhelpers.recurrent.recall_task import of

ALPHABET = " abcdefghijklmnopqrstuvwxyz'.,!?-:;"
HELD_OUT = 2  # chapters, the last ones
KINDS = {"RNN": (recurrent.new_rnn, 64), "LSTM": (lstm.new_lstm, 29)}  # what makes it; units, for equally many weights


@cache
def text() -> tuple[str, str]:
    """(to learn from, held out): the chapters, every paragraph ended by a space."""
    file = resources.files("nbhelpers") / "recurrent/data/alice.txt"
    chapters = [part.replace("\n", " ") for part in file.read_text().split("\n\n")]
    return " ".join(chapters[:-HELD_OUT]), " ".join(chapters[-HELD_OUT:])


def codes(words: str) -> np.ndarray:
    """The place of each letter in ALPHABET, (T,); ValueError names a letter that is not there."""
    if not isinstance(words, str) or set(words) - set(ALPHABET):
        raise ValueError(f"words must be text of the letters {ALPHABET!r}, got {words!r}")
    return np.array([ALPHABET.index(letter) for letter in words], dtype=int)


def as_codes(name: str, values, *axes: int) -> np.ndarray:
    """Values as places in ALPHABET, in an array of so many axes; ValueError where they are none."""
    found = floats(name, values)
    if found.ndim not in axes or not found.size or not np.isin(found, range(len(ALPHABET))).all():
        allowed = f"whole numbers from 0 to {len(ALPHABET) - 1} on {' or '.join(map(str, axes))} axes"
        raise ValueError(f"{name} must be {allowed}, got {values!r:.60}")
    return found.astype(int)


@takes(rng=random)
def new_reader(kind: str, rng, units: int | None = None):
    """A fresh net of that kind (a key of KINDS), letters in and letters out; `units` for another size."""
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    make, usual = KINDS[kind]
    return make((len(ALPHABET), usual if units is None else whole("units", units), len(ALPHABET)), rng)


def read(net, letters) -> np.ndarray:
    """Logits for the letter after each of `letters`, codes of (T,) or (T, B): (T, ..., 35)."""
    return of(net).forward(net, np.eye(len(ALPHABET))[as_codes("letters", letters, 1, 2)]).y_hat


def surprise(logits: np.ndarray, after: np.ndarray) -> np.ndarray:
    """-ln softmax(logits) at the letter that came, (T, ...): nats; 0 where it was certain."""
    logits = doubles("logits", logits)
    after = as_codes("after", after, logits.ndim - 1)
    if logits.shape != (*after.shape, len(ALPHABET)):
        raise ValueError(f"logits must have the shape {(*after.shape, len(ALPHABET))}, got {logits.shape}")
    chosen = np.take_along_axis(logits, after[..., None], axis=-1)[..., 0]
    top = logits.max(axis=-1)
    return top - chosen + np.log(np.exp(logits - top[..., None]).sum(axis=-1))


def gradients(net, letters: np.ndarray):
    """The gradient of the mean surprise by every parameter; letters (T + 1, B), each asked for after those before."""
    letters = as_codes("letters", letters, 2)
    x = np.eye(len(ALPHABET))[letters]
    states = of(net).forward(net, x[:-1])
    return of(net).backward(net, x[:-1], states, (softmax(states.y_hat) - x[1:]) / letters[1:].size).net


@takes(updates=1, rng=random, batch=1, length=1)
def learn(net, letters, updates: int, rng, *, eta: float = 0.004, batch: int = 32, length: int = 50, threshold=1.0):
    """The net after each of `updates` steps of Adam on `batch` random passages of the text, gradients clipped."""
    letters = as_codes("letters", letters, 1)

    def gradient(row):
        starts = rng.integers(len(letters) - length, size=batch)
        passages = letters[starts + np.arange(length + 1)[:, None]]
        return clip(flat(gradients(shaped(net, row), passages)), threshold)

    for turn in islice(adam(gradient, flat(net), eta=eta), updates):
        yield shaped(net, turn.w)


@takes(length=1, temperature=real(above=0), rng=random)
def write(net, begin: str, length: int, temperature: float, rng) -> str:
    """`length` letters that the net writes after `begin`, each drawn from softmax(logits / temperature)."""
    logits, written = read(net, codes(begin))[-1], begin
    state = memory(net, codes(begin))
    for _ in range(length):
        at = int(rng.choice(len(ALPHABET), p=softmax(logits / temperature)))
        written += ALPHABET[at]
        state, logits = take_in(net, state, at)
    return written[len(begin) :]


def memory(net, letters):
    """What the net keeps after those letters: (h,), of an LSTM (h, s)."""
    states = of(net).forward(net, np.eye(len(ALPHABET))[as_codes("letters", letters, 1)])
    return (states.h[-1],) if isinstance(net, recurrent.RNN) else (states.h[-1], states.s[-1])


def take_in(net, state: tuple, letter: int):
    """(the state, the logits) after one more letter."""
    x_t = np.eye(len(ALPHABET))[whole("letter", letter, 0, len(ALPHABET) - 1)]
    state = (recurrent.step(net, x_t, *state),) if isinstance(net, recurrent.RNN) else lstm.step(net, x_t, *state)[:2]
    return state, state[0] @ net.W_hy + net.c


@takes(context=0, weight=real(above=0))
def counted(learned: np.ndarray, letters: np.ndarray, context: int, weight: float = 5.0) -> np.ndarray:
    """Chances of each of `letters` by counts in `learned`, given the `context` letters before it: (T,).

        p_n = (how often it came after those n letters + weight p_{n-1}) / (how often those n came + weight)

    and p_{-1} = 1 / 35: where a context is rare, the shorter one speaks. The first letters have what context there is.
    """
    learned, letters = as_codes("learned", learned, 1), as_codes("letters", letters, 1)
    size, chances = len(ALPHABET), np.full(len(letters), 1 / len(ALPHABET))
    for n in range(context + 1):
        (old, told), (new, asked) = (_contexts(part, n, size) for part in (learned, letters))
        keys = np.unique(np.concatenate([old, new]))
        table = np.zeros((len(keys), size))
        np.add.at(table, (np.searchsorted(keys, old), told), 1)
        rows = table[np.searchsorted(keys, new)]
        chances[n:] = (rows[np.arange(len(asked)), asked] + weight * chances[n:]) / (rows.sum(axis=1) + weight)
    return chances


def _contexts(letters, n, size):
    """The n letters before each letter from the n-th on, as one number, and that letter."""
    before = sum(letters[k : len(letters) - n + k] * size**k for k in range(n)) if n else np.zeros(len(letters), int)
    return before, letters[n:]
