"""The memory task of *Recurrent nets* for a head of attention: a letter, chatter, and at the end the question.

Two tasks: "apart", in which the chatter has four symbols of its own, and "alike", in which it is made of the same four
letters, so that only its place tells the letter that counts. The nets have about as many weights each.
"""

from itertools import islice

import numpy as np

from nbhelpers.attention import one_head
from nbhelpers.guards import array, one_of, random, takes
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import recall_task
from nbhelpers.recurrent.clipping import clip

TASKS = ("apart", "alike")
LETTERS = len(recall_task.LETTERS)
SYMBOLS = LETTERS + len(recall_task.CHATTER)
WIDTH = 10
# name -> hidden units; the names are those of `recall_task.NETS`
RIVALS = {"RNN 1.5": 16, "LSTM 5": 8}
NETS = (*one_head.POSITIONS, *RIVALS)


@takes(distance=0, samples=1, rng=random, task=one_of(*TASKS))
def sequences(distance: int, samples: int, rng, task: str = "apart"):
    """(x, first): one-hot symbols (distance + 1, samples, 8), and the number of each sequence's first letter."""
    x, first = recall_task.sequences(distance, samples, rng)
    if task == "alike":
        x[1:] = np.roll(x[1:], LETTERS, axis=-1)
    return x, first


@takes(longest=1, rng=random, name=one_of(*NETS))
def new_net(name: str, longest: int, rng):
    """A fresh net: a head with that kind of positions, for up to `longest` places, or one of the RIVALS."""
    if name in RIVALS:
        return recall_task.new_net(name, RIVALS[name], rng)
    return one_head.new_net((SYMBOLS, WIDTH, LETTERS), longest, rng, name)


@takes(x=array("T samples inputs", finite=False))
def logits(net, x: np.ndarray) -> np.ndarray:
    """What the net says at the last place, (samples, 4), for x of shape (T, samples, 8)."""
    if isinstance(net, one_head.OneHead):
        return one_head.forward(net, x).y_hat
    return recall_task.of(net).forward(net, x).y_hat[-1]


@takes(x="T samples inputs", first=array("samples"))
def gradients(net, x: np.ndarray, first: np.ndarray):
    """The gradient of the mean cross-entropy by every parameter, in the form of the net."""
    if not isinstance(net, one_head.OneHead):
        return recall_task.gradients(net, x, first)
    seen = one_head.forward(net, x)
    return one_head.gradients(net, x, seen, recall_task.residual(seen.y_hat[None], first)[0])


@takes(updates=1, rng=random, batch=1)
def learn(net, distance: int, updates: int, rng, *, task="apart", eta=0.01, batch=20, threshold=1.0):
    """The net after each of `updates` steps of Adam on `batch` fresh sequences, gradients clipped at `threshold`."""

    def gradient(row):
        return clip(flat(gradients(shaped(net, row), *sequences(distance, batch, rng, task))), threshold)

    for turn in islice(adam(gradient, flat(net), eta=eta), updates):
        yield shaped(net, turn.w)


@takes(samples=1, rng=random)
def success(net, distance: int, samples: int, rng, task: str = "apart") -> float:
    """The share of fresh sequences whose first letter the net names."""
    x, first = sequences(distance, samples, rng, task)
    return float(np.mean(logits(net, x).argmax(axis=-1) == first))


@takes(places=1)
def best_by_counting(places: int) -> float:
    """The most that counting can get right: E[count of the most frequent of four letters] / places, drawn at random.

    Of `places` letters only the counts are known, and which of them came first may be any. The chance that no count
    is above c is places! / 4^places times the coefficient of x^places in (sum_{j <= c} x^j / j!)^4.
    """
    powers = np.exp(-np.cumsum(np.log(np.maximum(np.arange(places + 1), 1))))  # 1 / j!
    mean = 0.0
    for most in range(places):
        two = np.convolve(powers[: most + 1], powers[: most + 1])
        ways = np.convolve(two, two)
        mean += 1 - (ways[places] / powers[-1] / 4.0**places if places < len(ways) else 0.0)
    return float(mean / places)
