"""Causal claims of the chapter on Hopfield nets, with their controls."""


import numpy as np

from nbhelpers import hopfield
from nbhelpers.datasets import record
from nbhelpers.hopfield import capacity, dense, patterns
from tests.claims.registry import Found, claim, sd


def kept(stored):
    """How many of the patterns are at rest with all of them stored."""
    weights = hopfield.store(stored)
    return sum(hopfield.is_stable(weights, one) for one in stored)


def drawn(count, seed, units=400):
    """Random patterns."""
    return patterns.random_patterns(count, units, np.random.default_rng(seed))


@claim(
    "hop-like",
    "It is not their number that kills the memory but their likeness.",
    control="As many patterns in as many units, but unlike: random ones. And the ten digits with the pixels of each "
    "shuffled, so that no shape is left to be alike, only the share of ink.",
    longer="With twenty random patterns instead of ten the net still keeps nearly all.",
    refuted="ten random patterns were forgotten too, or twenty",
)
def likeness():
    """Ten typical digits, ten random patterns, ten digits with shuffled pixels."""
    ten = patterns.typical_digits()
    mixed = [np.random.default_rng([seed, 1]).permuted(ten, axis=1) for seed in range(5)]
    random, shuffled = [kept(drawn(10, seed)) for seed in range(5)], [kept(one) for one in mixed]
    told = (
        f"Of ten typical digits {kept(ten)} are at rest, of ten random patterns {min(random)} in each of "
        f"five draws. Of the shuffled digits it is {max(shuffled)} in the best of five draws: being mostly paper is "
        "likeness enough."
    )
    longer = min(kept(drawn(20, seed)) for seed in range(5)) >= 18
    return Found(told, bool(kept(ten) == 0 and min(random) == 10 and max(shuffled) <= 1 and longer))


@claim(
    "hop-ties",
    "The peaks at even $P$ come from ties: with $N$ and $P$ even an input can be exactly 0, and ties let more states "
    "rest.",
    control="The same nets, each weight moved by about a ten thousandth, so that no input is exactly 0.",
    longer="With a hundred nets instead of twenty for each $P$ the peaks are there with ties, and gone without them.",
    refuted="nets without ties had as many minima at even $P$ as nets with them, or fewer at odd $P$",
)
def ties():
    """Minima of small nets for P = 3 to 7, with ties and with ties broken."""
    exact, moved = (minima(20, size) for size in (0, 1e-4))
    told = (
        "Over twenty nets of ten units there are on average "
        f"{', '.join(f'{one:.1f}' for one in exact)} minima with P = 3 to 7 patterns. With ties broken it is "
        f"{', '.join(f'{one:.1f}' for one in moved)}."
    )
    many = [minima(100, size) for size in (0, 1e-4)]
    return Found(told, all(peaked(a) and not peaked(b) and np.all(a[::2] == b[::2]) for a, b in ((exact, moved), many)))


def peaked(counts):
    """Whether both even P have more minima than their odd neighbours, by a tenth at least."""
    return bool(np.all(counts[1::2] > 1.1 * np.maximum(counts[:-1:2], counts[2::2])))


def minima(nets, size, units=10):
    """The mean number of minima for P = 3 to 7, with noise of this size on the weights: (5,)."""
    return np.array([np.mean([len(hopfield.all_minima(noisy(count, seed, size, units))) for seed in range(nets)])
                     for count in range(3, 8)])  # fmt: skip


def noisy(count, seed, size, units):
    """The weights of a random net, with symmetric noise."""
    half = np.triu(np.random.default_rng([seed, 3]).normal(0, 1, (units, units)), 1)
    return hopfield.store(drawn(count, [seed, units, count], units)) + size * (half + half.T)


@claim(
    "hop-steep",
    "The steeper the function beyond the cube, the more of the ten digits come back.",
    control="The square in place of the steeper functions, with the same patterns, the same noise and the same draws.",
    longer="Every recall runs until no unit wants to turn: there is nothing left to run.",
    refuted="the square had brought back as many of the ten as the fifth power, or the fourth as many as the fifth",
)
def steep():
    """Ten typical digits, each with a quarter of its pixels turned over, recalled by nets of several powers."""
    ten = patterns.typical_digits()
    found = {power: [returned(ten, power, seed) for seed in range(5)] for power in (2, 3, 4, 5)}
    two, three, four, five = ([np.mean(found[power]), sd(found[power])] for power in found)
    told = (
        f"Of the ten, {two[0]:.0f} come back to the last pixel with the square, {three[0]:.0f} with the cube, "
        f"{four[0]:.1f} ± {four[1]:.1f} with the fourth power and {five[0]:.1f} ± {five[1]:.1f} with the fifth (± is "
        "the standard deviation over five draws of the noise)."
    )
    rises = max(found[2] + found[3]) < min(found[4]) and max(found[4]) < min(found[5])
    return Found(told, bool(rises))


def returned(ten, power, seed):
    """How many of the patterns come back whole, a quarter of their pixels turned over."""
    rng = np.random.default_rng(seed)
    ends = [dense.settle(ten, patterns.add_noise(x, 0.25, rng), rng, power) for x in ten]
    return sum(np.array_equal(end, x) for end, x in zip(ends, ten, strict=True))


@claim(
    "hop-deepest",
    "Even so the net recalls: a memory need not be the deepest valley, only a valley.",
    control="The same search in the same nets at a load of 0.03, where theory has no deeper strangers.",
    longer="Cooled four times as slowly, the search finds strangers deeper than the memories from nearly the same load "
    "on.",
    refuted="at a load of 0.1 no stranger were deeper, or more than one bit in a hundred were wrong at rest",
)
def deepest():
    """Energies of memories and strangers at three loads, and the wrong bits where recall ends."""
    depths, found = record("hopfield/depths"), record("hopfield/capacity")
    loads = depths["settings"]["loads"]
    nets = [depths["cells"][f"1000/{seed}"] for seed in range(5)]
    deeper = {load: [net["stranger"][loads.index(load)] < net["deepest"][loads.index(load)] for net in nets]
              for load in (0.03, 0.1)}  # fmt: skip
    starts = [crossing(loads, net) for net in nets]
    slow = [crossing(depths["settings"]["slow"]["loads"], depths["cells"][f"1000/{seed}/slow"]) for seed in range(5)]
    at = found["settings"]["loads"].index(0.1)
    wrong = [100 * found["cells"][f"1000/0.0/{seed}"]["wrong_at_rest"][at] for seed in range(5)]
    told = (
        f"With 1,000 units the deepest stranger found lies below the memories from a load of {np.mean(starts):.3f} ± "
        f"{sd(starts):.3f} on (five nets for each load; cooled four times as slowly: {np.mean(slow):.3f} ± "
        f"{sd(slow):.3f}). At a load of 0.1 it lies below every single memory in {sum(deeper[0.1])} of the five nets, "
        f"and {np.mean(wrong):.2f} ± {sd(wrong):.2f} % of the bits are wrong where recall ends. At 0.03 it does so in "
        f"{sum(deeper[0.03])}."
    )
    return Found(told, bool(not any(deeper[0.03]) and all(deeper[0.1]) and max(wrong) < 1
                            and abs(np.mean(starts) - np.mean(slow)) < 0.01))  # fmt: skip


def crossing(loads, net):
    """The load from which the deepest stranger of a row of nets lies below the mean memory."""
    return capacity.first_crossing(loads, np.subtract(net["memories"], net["stranger"]), 0.0)
