"""Causal claims of the chapter on batches, with their controls."""

from functools import cache
from itertools import islice

import numpy as np

from nbhelpers import batches
from nbhelpers.batches.labs.budget import measured
from nbhelpers.batches.tides import tide_of
from nbhelpers.datasets import record
from tests.claims.registry import Found, claim, sd

SEEDS = range(5)


@cache
def excess(B):
    """(seeds, 5): the loss on the tide above the least one after 1, 8 and 32 steps, an epoch, and 200 epochs."""
    X, y = batches.tide()
    least, start = batches.loss(X, y, batches.minimum(X, y)), np.array([-1.4, 2.2])
    an_epoch = 32 // B
    looks, found = [1, 8, 32, an_epoch, 200 * an_epoch], []
    for seed in SEEDS:
        rows = batches.deal(32, B, np.random.default_rng(seed))
        path = batches.descend(X, y, start, 0.5, islice(rows, max(looks)))
        found.append(batches.loss(X, y, path[looks]) - least)
    return np.array(found)


@claim(
    "bat-wait",
    "Because it does not have to wait.",
    control="As many steps for all, instead of as many samples: then the small batches are ahead neither after 1 step "
    "nor after 8 or 32.",
    longer="After 200 epochs the order has turned over: the full batch has arrived, and single samples hover.",
    refuted="small batches were ahead after equally many steps, too",
)
def wait():
    """The tide after an epoch, and after as many steps, for batches of 1, 4 and 32."""
    one, few, every = (excess(B) for B in (1, 4, 32))
    told = (
        f"Above the least loss after one epoch, batches of 1, 4 and 32: {one[:, 3].mean():.3f} ± "
        f"{sd(one[:, 3]):.3f}, {few[:, 3].mean():.3f} ± {sd(few[:, 3]):.3f} and {every[:, 3].mean():.3f}. After 32 "
        f"steps each: {one[:, 2].mean():.4f} ± {sd(one[:, 2]):.4f}, {few[:, 2].mean():.4f} ± {sd(few[:, 2]):.4f} "
        f"and {every[:, 2].mean():.4f} (five seeds; ± is the standard deviation)."
    )
    by_samples = one[:, 3].max() < few[:, 3].min() and few[:, 3].max() < every[:, 3].min()
    by_steps = all(every[:, look].mean() < seen[:, look].mean() for look in range(3) for seen in (one, few))
    by_steps = by_steps and every[:, 2].max() < one[:, 2].min()
    turned = one[:, 4].mean() > few[:, 4].mean() > 1e6 * every[:, 4].max()
    return Found(told, bool(by_samples and by_steps and turned))


@cache
def lengths(eta):
    """(2, 5, 1000): |Delta|^2 in 5 times 1,000 runs, eight weights, batches of 8, after 50 and 100 steps from 1."""
    (X, _), found = tide_of("8"), []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        delta = rng.normal(size=(1000, 8))
        delta /= np.linalg.norm(delta, axis=1, keepdims=True)
        squares = []
        for _ in range(100):
            x = X[rng.random((1000, 32)).argsort(axis=1)[:, :8]]
            delta = delta - eta / 8 * np.einsum("rbi,rb->ri", x, np.einsum("rbi,ri->rb", x, delta))
            squares.append(np.sum(delta**2, axis=1))
        found.append([squares[49], squares[99]])
    return np.array(found).swapaxes(0, 1)


@claim(
    "bat-few",
    "Most runs come home all the same, but a few fly so far that the *average* grows without limit.",
    control="The mean without the longest hundredth of the runs; and the same runs below the mean-square bound.",
    longer="After 100 steps instead of 50 more runs are home, and the longest hundredth is still nearly all of the "
    "mean.",
    refuted="the mean without its longest hundredth grew too, or if runs below the bound flew as far",
)
def few():
    """Batches of 8 with eight weights above the mean-square bound of 1.69, and below."""
    above, below = lengths(1.85), lengths(1.6)
    tail = [np.sort(seen.ravel())[-50:].sum() / seen.sum() for seen in above]
    rest = [np.sort(seen.ravel())[:-50].mean() for seen in above]
    homes = [(seen < 1).mean(axis=1) for seen in above]
    told = (
        f"These are 5,000 runs (five seeds) with eight weights and batches of 8, at $\\eta = 1.85$. Of the mean of "
        f"$|\\Delta|^2$, which begins at 1, the longest hundredth of the runs makes up {100 * tail[0]:.1f} % after 50 "
        f"steps, when it is {above[0].mean():.0f}; without them it is {rest[0]:.4f}. Nearer than at the start "
        f"are {100 * homes[0].mean():.1f} ± {100 * sd(homes[0]):.1f} % of the runs (± is the standard deviation over "
        f"the seeds). At $\\eta = 1.6$ all 5,000 are."
    )
    holds = above[0].mean() > 1 > 10 * rest[0] and min(tail) > 0.95 and (homes[1] > homes[0]).all()
    return Found(told, bool(holds and homes[0].min() > 0.95 and below[0].max() < 1))


@claim(
    "bat-wall",
    "The rule ends where the rate itself comes near the bound of the full batch.",
    control="A diagonal with an eighth of the rates. There batches of 1,024 stay well below the bound, and if the size "
    "of the batch ended the rule, it would end there as well.",
    longer="Each run goes on until it reaches the target. On the lower diagonal that takes eight times as long.",
    refuted="batches of 1,024 needed more epochs than those of 64 on the lower diagonal, too",
)
def wall():
    """Epochs to the target along two diagonals of the record."""
    sizes, etas, _, _, epochs = measured()

    def took(B, diagonal):
        return epochs[list(sizes).index(B), np.flatnonzero(np.isclose(etas, B / diagonal))[0]]

    high, low = ({B: took(B, diagonal) for B in (64, 256, 1024)} for diagonal in (1024, 8192))
    full = took(4096, 8192)
    shown = [", ".join(f"{one.mean():.1f} ± {sd(one):.1f}" for one in part.values()) for part in (high, low)]
    told = (
        f"Epochs to the target with batches of 64, 256 and 1,024: {shown[0]} on the diagonal $\\eta/B = 1/1024$, "
        f"{shown[1]} on $\\eta/B = 1/8192$, where the full batch of 4,096 needs {full.mean():.1f} ± "
        f"{sd(full):.1f} (mean ± standard deviation over five seeds)."
    )
    ends = high[1024].min() > 1.5 * high[64].max()
    goes_on = abs(low[1024].mean() - low[64].mean()) < max(sd(low[64]), sd(low[1024]))
    return Found(told, bool(ends and goes_on and full.mean() < 1.1 * low[64].mean()))


def called(order):
    """(seeds, looks, 10): what 1,000 test digits are called by the nets that read the digits in this order."""
    cells = record("batches/causes")["cells"]
    return np.array([cells[f"last/{order}/{seed}"]["called"] for seed in SEEDS])


@claim(
    "bat-last",
    "It believes in what it read last.",
    control="The same digits, sorted all the same, but with other digits at the end: nines and zeros, or threes and "
    "fours; and shuffled.",
    longer="After 24 epochs instead of 12 the sorted nets classify more digits correctly, but each of them still "
    "favours its last two.",
    refuted="the nets favoured the same digits whichever came last",
)
def last():
    """The share of test digits that are called by one of the last two names, 12 and 24 epochs on."""
    pairs = {"9": (8, 9), "0": (9, 0), "4": (3, 4)}
    own = {order: called(order)[..., pair].sum(axis=-1) / 10 for order, pair in pairs.items()}  # in %, (seeds, looks)
    even = {order: called("shuffled")[..., pair].sum(axis=-1) / 10 for order, pair in pairs.items()}
    shown = [f"{one[:, 0].mean():.0f} ± {sd(one[:, 0]):.0f} %" for one in own.values()]
    told = (
        f"With eights and nines last, after 12 epochs, {shown[0]} of the test digits are called 8 or 9; with nines and "
        f"zeros last {shown[1]} 9 or 0; with threes and fours last {shown[2]} 3 or 4. With the digits shuffled none of "
        f"these is above {max(one.max() for one in even.values()):.0f} % (mean ± standard deviation over five seeds)."
    )
    elsewhere = called("4")[..., (8, 9)].sum(axis=-1).max() / 10, called("9")[..., (3, 4)].sum(axis=-1).max() / 10
    favoured = all((own[order] > 1.5 * even[order]).all() for order in pairs)
    return Found(told, bool(favoured and max(elsewhere) < 10))


@claim(
    "bat-owed",
    "Batches of 256 and 1,024 need more epochs, not another rate.",
    control="As many steps as batches of 64 take in 12 epochs, 768, at the one rate of 0.5, instead of 12 epochs at "
    "any of ten rates.",
    longer="After 1,536 steps they are where they were after 768, within a point.",
    refuted="batches of 256 or of 1,024 stayed more than 2 points below the best with as many steps as batches of 64",
)
def owed():
    """Test accuracy of batches of 256 and 1,024: 12 epochs at any rate, and 768 steps."""
    settings, grid = record("batches/mnist")["settings"], record("batches/mnist")["cells"]
    steps = record("batches/causes")["cells"]

    def best(B):
        """The greatest mean over seeds at any rate, after 12 epochs, in %."""
        return 100 * max(np.mean([grid[f"{eta}/{B}/{seed}"]["test accuracy"] or 0.1 for seed in SEEDS])
                         for eta in settings["etas"])  # fmt: skip

    top = max(map(best, settings["batches"]))
    found = {B: 100 * np.array([steps[f"owed/{B}/{seed}"]["test accuracy"] for seed in SEEDS]) for B in (256, 1024)}
    shown = [f"{seen[:, 0].mean():.1f} ± {sd(seen[:, 0]):.1f} %" for seen in found.values()]
    told = (
        f"Test accuracy after 12 epochs at the best of ten rates: {best(256):.1f} % with batches of 256, "
        f"{best(1024):.1f} % with 1,024, {top:.1f} % with the best size of all. After 768 steps at $\\eta = 0.5$: "
        f"{shown[0]} and {shown[1]} "
        "(mean ± standard deviation over five seeds)."
    )
    holds = all(
        best(B) < top - 2 < seen[:, 0].mean() and abs(np.diff(seen.mean(axis=0))[0]) < 1 for B, seen in found.items()
    )
    return Found(told, bool(holds))
