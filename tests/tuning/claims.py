"""Causal claims of the chapter on tuning, with their controls."""

import numpy as np

from nbhelpers import datasets, tuning
from nbhelpers.stats.paired_t import t_interval
from nbhelpers.tuning.maxout import tangent_error
from tests.claims.registry import Found, claim
from tests.claims.registry import plus_minus as both

SD = "(five seeds; ± is their standard deviation)"
RATES, BYTES = (0.1, 0.3, 1.0), (0.003, 0.01, 0.03, 0.1)


def runs(name, eta, epochs, part="test", batch=32):
    """Per cent of digits that a variant classifies correctly, one number a seed."""
    return 100 * np.array(datasets.record("tuning/causes")["cells"][f"{name}/{eta}/{batch}/{epochs}"][part])


def chosen(name, etas):
    """`runs` for six epochs, at the rate that is best on the held-out digits."""
    return runs(name, max(etas, key=lambda eta: runs(name, eta, 6, "held out").mean()), 6)


def interval(a, b):
    """The mean of a - b, seed by seed, with its 95 % interval, in words."""
    return "{:+.1f} [{:+.1f}, {:+.1f}]".format(*t_interval(a - b)).replace("-", "−")


def crossed(name, first):
    """Accuracies of five nets (their draws), each on five training sets: (nets, sets)."""
    table = np.empty((5, 5))
    for k in range(5):
        found = first if k == 0 else runs(f"net {k}{name}", 0.3, 6)
        for seed in range(5):
            table[(seed + k) % 5, seed] = found[seed]
    return table


@claim(
    "tun-lucky",
    "Some seeds draw a lucky training set, and most settings profit.",
    control="Five draws of everything else (initial weights, order of the mini-batches), each on five training sets, "
    "with kernels of 5×5 and of 1×1: so luck with the digits and luck with the draws come apart. (Kernels of another "
    "size have another number of weights, so the draws are not shared.)",
    longer="After 20 epochs, with one draw a set, the two settings still go together (correlation above 0.5). But not "
    "all settings do: dropout and none, after 30 epochs, don't.",
    refuted="the two settings had not gone up and down together with the training sets, once five draws are averaged",
)
def lucky():
    """Two settings, five training sets, five draws of the net."""
    large, small = (crossed(*one) for one in (("", runs("none", 0.3, 6)), (", 1x1", tuning.scores("size", "1"))))
    sets, draws = (np.corrcoef(large.mean(axis), small.mean(axis))[0, 1] for axis in (0, 1))
    spread = [table.mean(axis=0).std(ddof=1) for table in (large, small)]
    pairs = [(tuning.scores(c.name, a), tuning.scores(c.name, b)) for c in tuning.CLAIMS.values() for a, b in c.pairs]
    together = sum(np.corrcoef(*pair)[0, 1] > 0 for pair in pairs)
    told = (
        f"The means of five draws have a standard deviation over the five training sets of {spread[0]:.1f} points with "
        f"5×5 kernels and of {spread[1]:.1f} with 1×1. From set to set the two go together (correlation {sets:.2f}), "
        f"from draw to draw they don't ({draws:.2f}). Of this chapter's {len(pairs)} comparisons {together} have a "
        "positive correlation over their five seeds."
    ).replace("-", "−")
    rest = [np.sum((t - t.mean(axis=0) - t.mean(axis=1)[:, None] + t.mean()) ** 2) / 16 for t in (large, small)]
    real = all(5 * one**2 / noise > 3.01 for one, noise in zip(spread, rest, strict=True))  # F(4, 16), 5 %
    longer = np.corrcoef(runs("none", 0.3, 20), runs("1x1", 0.3, 20))[0, 1]
    apart = np.corrcoef(runs("none", 0.3, 30), runs("dropout", 0.3, 30))[0, 1]
    return Found(told, bool(real and sets > 0.7 and draws < 0.5 < longer and apart < 0 and together > 0.7 * len(pairs)))


@claim(
    "tun-stroke",
    "A single pixel is too small a window, but not because it can't show a stroke.",
    control="The pixels of all digits in one random order, so that a window of 5×5 shows 25 scattered pixels and no "
    "stroke either.",
    longer="After 20 epochs 5×5 is still ahead of 1×1, by more than 2 points on the digits and on the shuffled ones.",
    refuted="5×5 had lost its lead over 1×1 where no window holds a stroke",
)
def stroke():
    """5×5 against 1×1, on digits and on digits without neighbourhoods."""
    straight = tuning.scores("size", "5"), tuning.scores("size", "1")
    shuffled = runs("shuffled", 0.3, 6), runs("shuffled 1x1", 0.3, 6)
    told = (
        f"5×5 minus 1×1, in points: {interval(*straight)} on the digits, {interval(*shuffled)} on the shuffled ones "
        "(five seeds; in brackets the 95 % interval of the paired differences)."
    )
    pairs = (("none", "1x1"), ("shuffled", "shuffled 1x1"))
    longer = [(runs(one, 0.3, 20) - runs(other, 0.3, 20)).mean() > 2 for one, other in pairs]
    return Found(told, bool(min(t_interval(a - b).low for a, b in (straight, shuffled)) > 0 and all(longer)))


@claim(
    "tun-dropout",
    "What dropout lacks here is time.",
    control="The same nets and seeds, with and without dropout, for 6 epochs and for 30: only the time is changed.",
    longer="After 100 epochs it is as after 30: dropout is ahead, and its interval lies above 0.",
    refuted="dropout had gone on hurting, or had only come level, with 30 epochs",
)
def dropout():
    """Dropout with p = 0.5 against none, after 6, 30 and 100 epochs."""
    pairs = [(runs("dropout", 0.3, epochs), runs("none", 0.3, epochs)) for epochs in (6, 30, 100)]
    learned = [runs(name, 0.3, 6, "learned") for name in ("none", "dropout")]
    told = (
        f"Dropout with $p = 0.5$ minus none, in points of test accuracy: {interval(*pairs[0])} after 6 epochs, "
        f"{interval(*pairs[1])} after 30 (five seeds; in brackets the 95 % interval of the paired differences). After "
        f"6 there is something to cure, too: of the digits it has learned, the net without dropout classifies "
        f"{both(learned[0])} % correctly, of the test digits {both(pairs[0][1])} %."
    )
    early, late, last = (t_interval(a - b) for a, b in pairs)
    return Found(told, bool(early.high < 0 < late.low and last.low > 0 and learned[0].mean() > 95))


SHAPES = ("sigmoid", "centred sigmoid", "tanh")


@claim(
    "tun-mean",
    "What holds the sigmoid back is the mean of its outputs, not its small derivative.",
    control="$f(u) - \\tfrac12$, which has the same derivative everywhere, but outputs of mean 0 at the start; and "
    "$f(4u)$, which keeps the mean of ½, but has four times the derivative at 0. The same net, digits and seeds.",
    longer="What the mean costs is time. After 20 epochs the sigmoid is still behind tanh at the same rate, but by "
    "less than 6 points on average; after 60 by less than 1.",
    refuted="$f(u) - \\tfrac12$ had stayed as far behind as $f(u)$, or $f(4u)$ had come as near to tanh as it",
)
def mean():
    """The sigmoid, with its mean taken away, and with its small derivative taken away."""
    plain, centred, tanh = ([runs(name, 1.0, epochs) for epochs in (6, 20, 60)] for name in SHAPES)
    freed, steep = chosen("centred sigmoid", (0.3, 1.0, 3.0)), chosen("steep sigmoid", RATES)
    told = (
        f"After 6 epochs at $\\eta = 1$ the sigmoid classifies {both(plain[0])} % of the test digits correctly, "
        f"sigmoid − ½ {both(centred[0])} %, tanh {both(tanh[0])} % {SD}. At its own best of three rates sigmoid − ½ "
        f"reaches {both(freed)} %, and the sigmoid with four times the derivative {both(steep)} %."
    )
    gap = [float((one - other).mean()) for one, other in zip(tanh, plain, strict=True)]
    caught = centred[0].min() > plain[0].max() + 5 and freed.min() > steep.max() + 5 and freed.mean() > 88
    return Found(told, bool(caught and gap[0] > 20 and 1 < gap[1] < 6 and gap[2] < 1))


@claim(
    "tun-bytes",
    "Bytes have two faults, large curvatures and large first pre-activations, and each does harm by itself.",
    control="Bytes with first weights 255 times smaller, so that the net starts as on 0 … 1 and only the curvature is "
    "left; and inputs of 0 … 1 with first weights 255 times larger, so that only the large first pre-activations are. "
    "Each at the best of the bytes' four rates.",
    longer="After 20 epochs at these rates both are still more than 5 points behind what 0 … 1 reaches in 6. By then "
    "the net on small weights classifies more than 98 % of its training digits correctly, so little is left to learn.",
    refuted="one of the two nets had come near to that on 0 … 1, so that the other fault alone had been to blame",
)
def bytes_():
    """One fault of the bytes at a time."""
    unit = tuning.scores("inputs", "unit")
    curved, summed = chosen("bytes, small weights", BYTES), chosen("large weights", BYTES)
    told = (
        f"Test accuracy after 6 epochs: {both(unit)} % on 0 … 1, {both(curved)} % where only the curvature is that of "
        f"bytes, {both(summed)} % where only the first pre-activations are {SD}. Bytes themselves, with both: "
        f"{both(tuning.scores('inputs', 'bytes'))} %."
    )
    longer = max(runs("bytes, small weights", 0.01, 20).mean(), runs("large weights", 0.003, 20).mean())
    learned = runs("bytes, small weights", 0.01, 20, "learned").mean()
    apart = unit.min() > max(curved.max(), summed.max()) + 5
    return Found(told, bool(apart and longer < unit.mean() - 5 and learned > 98))


@claim(
    "tun-even",
    "Give each digit a brightness and a contrast of its own, and the plain net loses about two points, GCN none.",
    control="The fault that GCN mends, put in: each image becomes $a x + b$ with its own random $a$ from 0.2 to 1 and "
    "$b$ from 0 to $1 - a$. (GCN turns it into exactly the same as before.)",
    longer="After 20 epochs the plain net loses more than 2 points, and GCN, level with it on the digits as they are, "
    "is ahead of it by more than 2 on the uneven ones.",
    refuted="the plain net had done as well on the uneven digits",
)
def even():
    """Inputs of 0 … 1 and GCN, on the digits as they are and on uneven ones."""
    unit, gcn, uneven = tuning.scores("inputs", "unit"), tuning.scores("inputs", "gcn"), chosen("uneven", RATES)
    told = (
        f"On inputs of 0 … 1 unevenness changes the test accuracy by {interval(uneven, unit)} points. GCN minus these "
        f"inputs is {interval(gcn, unit)} on the digits as they are and {interval(gcn, uneven)} on the uneven ones "
        "(five seeds; in brackets the 95 % interval of the paired differences)."
    )
    unit20, gcn20, uneven20 = runs("none", 1.0, 20), runs("gcn", 0.3, 20), runs("uneven", 1.0, 20)
    longer = [t_interval(one - uneven20).low > 0 and (one - uneven20).mean() > 2 for one in (unit20, gcn20)]
    level = abs((gcn20 - unit20).mean()) < 1
    return Found(told, bool(t_interval(unit - uneven).low > 1 and all(longer) and level))


@claim(
    "tun-faint",
    "Whitening makes rare and faint details as loud as the strokes.",
    control="$\\epsilon = 10$ in place of 0.1 under the same whitening, so that what varies little stays faint.",
    longer="After 20 epochs at the same rates $\\epsilon = 10$ is still ahead by more than 2 points.",
    refuted="whitening had cost as much where the faint details stay faint",
)
def faint():
    """ZCA after GCN, with all details raised to one size, and with the faint ones left faint."""
    loud, quiet, gcn = tuning.scores("inputs", "gcn zca"), chosen("zca 10", RATES), tuning.scores("inputs", "gcn")
    told = (
        f"ZCA after GCN classifies {both(loud)} % of the test digits correctly with $\\epsilon = 0.1$ and "
        f"{both(quiet)} % with $\\epsilon = 10$; GCN alone {both(gcn)} % {SD}."
    )
    longer = (runs("zca 10", 1.0, 20) - runs("zca 0.1", 0.3, 20)).mean()
    return Found(told, bool(t_interval(quiet - loud).low > 0 and quiet.mean() > gcn.mean() - 0.5 and longer > 2))


@claim(
    "tun-steps",
    "It is the few steps that cost accuracy, and not the size of the batch.",
    control="Batches of 32 that stop after 12 steps as well, and batches of 512 that are given 96 steps, against "
    "batches of 32 with 96; all at $\\eta = 1$.",
    longer="96 steps are the longer run: eight times as many, 48 epochs with batches of 512.",
    refuted="batches of 32 had done well with 12 steps, or batches of 512 badly with 96",
)
def steps():
    """Batches of 32 and of 512, with 12 steps and with 96."""
    few = runs("twelve steps", 1.0, 6), tuning.runs("base", "base", 1.0, 512)
    many = runs("none", 1.0, 3), runs("none", 1.0, 48, batch=512)
    told = (
        f"After 12 steps batches of 32 have reached {both(few[0])} % and batches of 512 {both(few[1])} %; after 96 "
        f"steps {both(many[0])} % and {both(many[1])} % {SD}."
    )
    level = abs((many[0] - many[1]).mean()) < 2
    return Found(told, bool(level and min(many[1]) > max(few[0].max(), few[1].max()) + 5))


@claim(
    "tun-idle",
    "Given fifty times as many steps, no unit with an idle line beats the tangents, and every one without does.",
    control="The same ten starts with the same slopes, but each line is raised or lowered until it touches the "
    "parabola, so that none starts far below the others.",
    longer="These are 20,000 steps. From 4,000 on the units with an idle line don't improve any more.",
    refuted="a unit with an idle line had beaten the tangents, or one without had not",
)
def idle():
    """Four lines and a parabola, from random starts and from starts without an idle line."""
    cells, bound = datasets.record("tuning/idle")["cells"], tangent_error(1.0, -2, 2, 4)
    random, touching = ([cells[f"{start}/{seed}"] for seed in range(10)] for start in ("random", "touching"))
    first, last = ([one["miss"][look] for one in random] for look in (1, 2))
    freed = [one["miss"][2] for one in touching]
    told = (
        f"Four pieces and the parabola, ten random starts: after 20,000 steps each unit has an idle line, and the best "
        f"of them misses by {min(last):.3f}; the tangents by {bound:.3f}. Without idle lines the worst of ten misses "
        f"by {max(freed):.3f}."
    )
    parted = all(one["idle"][2] for one in random) and not any(one["idle"][2] for one in touching)
    still = np.allclose(first, last, atol=2e-3)
    return Found(told, bool(parted and min(last) > bound + 0.005 > bound - 0.005 > max(freed) and still))
