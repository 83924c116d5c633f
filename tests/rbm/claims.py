"""Causal claims of the chapter on restricted Boltzmann machines, with their controls."""

from functools import cache

import numpy as np

from nbhelpers import rbm
from nbhelpers.datasets import record
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.rbm import bars, exact, labs, landscape
from nbhelpers.rbm.experiments import bars as bars_experiment
from tests.claims.registry import Found, claim, sd

SEEDS = range(5)
WITH_CHAINS = ("cd", "persistent")


def spread(values):
    """Mean ± standard deviation, as printed."""
    return f"${np.mean(values):.2f} \\pm {sd(values):.2f}$"


def ends(way, rate, steps):
    """Log likelihoods on bars and stripes after so many steps: one for each seed."""
    return np.array([record("rbm/bars")["cells"][f"{way}/{rate}/{seed}"][str(steps)] for seed in SEEDS])


@claim(
    "rbm-bias",
    "With large weights more chains help little, for the bias stays; only more steps remove it.",
    control="The same five machines and as many chains, but twenty steps instead of one.",
    longer="With infinitely many chains (computed from the table of one step) CD-1 is as far off as with 1,000.",
    refuted="1,000 chains had brought CD-1 nearer to the exact gradient than 100 by more than a tenth, or CD-20 with "
    "100 chains had not been nearer than both",
)
def bias():
    """CD-1 and CD-20 in machines with large weights, with 100 and with 1,000 chains."""
    runs = {n: [labs.angle.state(k=1, size=3.0, chains=n, seed=seed) for seed in SEEDS] for n in (100, 1000)}
    few, many = (np.array([one["angles"].mean(axis=0) for one in runs[n]]) for n in (100, 1000))  # (machines, k)
    endless = np.array([one["bias"] for one in runs[100]])
    told = (
        "In five machines with weights of standard deviation 3, ten draws each, CD-1 is on average "
        f"{few[:, 0].mean():.1f}° off the exact gradient with 100 chains and {many[:, 0].mean():.1f}° with 1,000. "
        f"CD-20 is {few[:, -1].mean():.1f}° off with 100."
    )
    stays = many[:, 0].mean() > 0.9 * few[:, 0].mean() and abs(endless[:, 0] - many[:, 0]).max() < 2
    return Found(told, bool(stays and np.all(few[:, -1] < many[:, 0]) and few[:, -1].mean() < 0.5 * many[:, 0].mean()))


@cache
def learning(seed, steps=1500):
    """CD-1 on bars and stripes: its machines, step by step."""
    return list(bars.learn([0.5] * steps, np.random.default_rng(seed)))


def off(machine, data):
    """How far CD-1 with endlessly many chains is off the exact gradient, in degrees."""
    return exact.angle(exact.gradient(machine, data), exact.expected_cd(machine, data, 1))


@claim(
    "rbm-late",
    "So CD-1 is good early, and gets worse.",
    control="The last machines with all parameters divided by ten. And the last machines as they are, with "
    "fourteen other pictures, which they have not learned, as data: there the exact gradient is longer than at the "
    "start, so it is not just a vanishing gradient that CD-1 misses.",
    longer="After 1,500 steps CD-1 is no better than after 750, on the mean of the five.",
    refuted="the last machines with small parameters were as far off, or if CD-1 were right about other pictures",
)
def late():
    """The bias of CD-1 along its own way on bars and stripes."""
    data, found = bars.pictures(), []
    for seed in SEEDS:
        first, middle, last = (learning(seed)[step - 1] for step in (1, 750, 1500))
        small = rbm.RBM(*(part / 10 for part in last))
        other = exact.all_bits(9)[np.random.default_rng([seed, 1]).choice(512, 14, replace=False)]
        longer = np.linalg.norm(exact.gradient(last, other).W) > np.linalg.norm(exact.gradient(first, data).W)
        found.append([*(off(one, data) for one in (first, middle, last, small)), off(last, other), longer])
    first, middle, last, small, other, longer = np.array(found).T
    told = (
        f"With infinitely many chains CD-1 is {first.mean():.1f} ± {sd(first):.1f}° off the exact gradient after the "
        f"first step, {middle.mean():.0f} ± {sd(middle):.0f}° after 750 and {last.mean():.0f} ± {sd(last):.0f}° "
        f"after 1,500 (± is the standard deviation over five seeds). With all parameters divided by ten it is "
        f"{small.mean():.1f}°, and with other pictures {other.mean():.0f} ± {sd(other):.0f}°."
    )
    grows = first.max() + 10 < min(middle.min(), last.min()) and middle.mean() < last.mean()
    return Found(told, bool(grows and small.max() < 10 and other.min() > 20 and longer.all()))


@claim(
    "rbm-few",
    "Fourteen chains are too few for steps of this size.",
    control="A hundred chains for each picture instead of one, each with one step per update as before.",
    longer="After 4,500 steps the fourteen chains are no nearer, and the 1,400 are still ahead of CD-1 with as many.",
    refuted="1,400 chains with one step per update had ended as far from the exact gradient as 14",
)
def few():
    """Persistent CD at a large rate, with 14 chains and with 1,400."""
    some, ten, many, cd = (ends(way, "0.5", 1500) for way in bars_experiment.FAST)
    told = (
        f"With $\\eta = 0.5$ persistent CD ends at {spread(some)} nats with 14 chains and at {spread(many)} with "
        f"1,400 (± is the standard deviation over five seeds). With ten steps of each of the 14 between "
        f"two updates it is {spread(ten)}. CD-1 with 1,400 chains ends at {spread(cd)}: what it lacks is not chains."
    )
    long, _, long_many, long_cd = (ends(way, "0.5", 4500) for way in bars_experiment.FAST)
    longer = long.mean() < some.mean() and long_many.min() > max(long.max() + 1, long_cd.max())
    best = max(cd.max(), ten.mean()) < many.min()
    return Found(told, bool(some.max() + 0.5 < many.min() and best and longer))


@claim(
    "rbm-rate",
    "With a falling rate persistent CD ends far nearer to the exact gradient than with a constant one.",
    control="The same runs at a constant $\\eta = 0.1$: only the fall is taken away.",
    longer="With 45,000 steps instead of 15,000 it is the same. But after 15,000 the falling rate puts "
    "persistent CD ahead of CD-1 in all five seeds, after 45,000 in four.",
    refuted="the best run with a constant rate had ended above the worst with a falling one",
)
def rate():
    """CD-1 and persistent CD with a rate that stays and with one that falls."""
    kinds = [(way, rate) for rate in ("0.1", "0.1 falling") for way in ("cd", "persistent")]
    (cd, pcd, cd_falls, pcd_falls), long = ([ends(*kind, steps) for kind in kinds] for steps in (15000, 45000))
    best = ends("exact", "0.1 falling", 15000)
    told = (
        f"After 15,000 steps at $\\eta = 0.1$ CD-1 is at {spread(cd)} nats and persistent CD at {spread(pcd)}. With a "
        f"rate that falls from there to 0 CD-1 ends at {spread(cd_falls)}, persistent CD at {spread(pcd_falls)} and "
        f"the exact gradient at {spread(best)} (± is the standard deviation over five seeds)."
    )
    higher = pcd.max() + 1 < pcd_falls.min() and long[1].max() < long[3].min()
    ahead = [int(np.sum(mine > other)) for other, mine in ((cd_falls, pcd_falls), long[2:])]
    return Found(told, bool(higher and pcd.max() < cd.min() and ahead == [5, 4]))


@claim(
    "rbm-whole",
    "The blot is hardly to blame.",
    control="The same hundred digits without a blot.",
    longer="After fifty times up and down instead of ten the two are as near to each other.",
    refuted="the rest of an undamaged digit had kept at least half of the pixels that a blotted one loses",
)
def whole():
    """Pixels of a digit that change outside the blot, with a blot and without."""
    found = {rounds: np.array([lost(image, rounds) for image in range(100)]) for rounds in (10, 50)}
    without, blotted = found[10].T
    told = (
        f"Of the pixels outside the blot {blotted.mean():.0f} ± {sd(blotted):.0f} are wrong after ten times up and "
        f"down; without a blot, {without.mean():.0f} ± {sd(without):.0f} of the same pixels are (100 test "
        "digits; ± is the standard deviation over the digits)."
    )
    return Found(told, all(two[:, 0].mean() > 0.8 * two[:, 1].mean() for two in found.values()))


def lost(image, rounds):
    """How many pixels outside the blot's place are wrong after so many rounds: (without a blot, with one)."""
    digit, outside = binary_mnist()[1][image].reshape(28, 28), np.ones((28, 28), dtype=bool)
    outside[8:14, 16:22] = False
    states = [labs.reconstruct.state(image=image, damage=one, held=False, rounds=rounds) for one in ("none", "blot")]
    return [int(np.sum((one.rebuilt > 0.5) != digit, where=outside)) for one in states]


@claim(
    "rbm-fill",
    "The persistent chains are out there *during learning*; whatever they find too comfortable, they fill up.",
    control="The same machine, digits and rate, and as many epochs, but with CD-1, whose chains start at the digits.",
    longer="After 20 epochs instead of 5 the order is the same, in the height of the old dreams and in the new ones.",
    refuted="CD-1 had raised the old dreams as much, or had come to dream of as many kinds of digit",
)
def fill():
    """The machine trained by CD-1 goes on learning, by persistent CD or by CD-1."""
    found, epochs = record("rbm/valleys"), [0, 1, 5, 20]
    above, kinds = (
        {way: np.array([found["cells"][f"{way}/{seed}"][what] for seed in SEEDS]) for way in ("cd", "persistent")}
        for what in ("above", "kinds")
    )
    assert [0, *found["settings"]["epochs"]] == epochs
    start, five, cd = above["cd"][:, 0], above["persistent"][:, 2], above["cd"][:, 2]
    told = (
        f"The states in which the CD-1 machine's dreams end lie {start.mean():.0f} ± {sd(start):.0f} nats of free "
        f"energy above test digits. After 5 more epochs by persistent CD the same states lie {five.mean():.0f} ± "
        f"{sd(five):.0f} above them, after 5 more by CD-1 {cd.mean():.0f} ± {sd(cd):.0f} (± is the standard deviation "
        f"over five seeds). Among 20 new chains from noise there were {kinds['cd'][:, 0].mean():.1f} kinds of digit at "
        f"first, and then {kinds['persistent'][:, 2].mean():.1f} and {kinds['cd'][:, 2].mean():.1f}."
    )
    rises = all(above["persistent"][:, at].min() > above["cd"][:, at].max() for at in (2, 3))
    dreams = all(kinds["persistent"][:, at].mean() > kinds["cd"][:, at].mean() + 1 for at in (2, 3))
    return Found(told, bool(rises and dreams))


def tried(way, part, steps=4000):
    """A score of the measures from Hinton's guide after so many steps: one for each seed."""
    found = record("rbm/guide")
    at = found["settings"]["steps"].index(steps)
    return np.array([found["cells"][f"{way}/{seed}"][part][at] for seed in SEEDS])


@claim(
    "rbm-digits",
    "The machine runs out of digits: with 5,000 of them instead of 100 the gap stays small, and test digits keep what "
    "they gained.",
    control="The same machine, rate and number of steps, but fifty times as many digits to learn from.",
    longer="After 8,000 steps the gap of the 100 digits is wider, and test digits have lost more. With 5,000 they "
    "stay where they are on average, although in one of the five seeds the chains go astray.",
    refuted="the gap had grown with 5,000 digits to a quarter of what it is with 100, or test digits had lost as well",
)
def digits():
    """Persistent CD on 100 digits and on 5,000: the gap in free energy, and exact likelihoods."""
    few, many = ({n: tried(way, "gap", n) for n in (2000, 4000, 8000)} for way in ("plain", "5,000 digits"))
    lost, won = ({n: tried(way, "held out", n) for n in (2000, 4000, 8000)} for way in ("plain", "5,000 digits"))
    told = (
        f"After 4,000 steps the gap is {spread(few[4000])} nats with 100 digits and {spread(many[4000])} with 5,000 "
        "(± is the standard deviation over five seeds). From "
        f"2,000 steps to 4,000 and 8,000 the log likelihood of a test digit goes from {spread(lost[2000])} to "
        f"{spread(lost[4000])} and {spread(lost[8000])} nats with 100 digits, with 5,000 from {spread(won[2000])} to "
        f"{spread(won[4000])} and {spread(won[8000])}."
    )
    small = all(np.all(4 * many[n] < few[n]) for n in many) and few[8000].mean() > few[4000].mean()
    falls = lost[2000].mean() > lost[4000].mean() > lost[8000].mean()
    return Found(told, bool(small and falls and won[2000].mean() < min(won[4000].mean(), won[8000].mean())))


@claim(
    "rbm-decay",
    "Weight decay keeps the gap smaller, and test digits gain by it.",
    control="The same digits, draws and steps without the decay.",
    longer="After 8,000 steps instead of 4,000 the decay is worth even more.",
    refuted="the decay had been worth less than the spread over the seeds, in the gap or in test digits",
)
def decays():
    """The log likelihood of test digits and the gap, with weight decay and without."""
    (gap, held), (gap_plain, held_plain) = (
        [tried(way, part) for part in ("gap", "held out")] for way in ("decay", "plain")
    )
    late = tried("decay", "held out", 8000) - tried("plain", "held out", 8000)
    told = (
        f"After 4,000 steps with weight decay a test digit has {spread(held)} nats and the gap is {spread(gap)}; "
        f"without, {spread(held_plain)} and {spread(gap_plain)} (± is the standard deviation over five seeds). In all "
        "five seeds both are better with it."
    )
    better = np.all(held > held_plain) and np.all(gap < gap_plain) and late.mean() > (held - held_plain).mean()
    return Found(told, bool(better and held.mean() - held_plain.mean() > sd(held_plain)))


@claim(
    "rbm-momentum",
    "With momentum the machine does worse, since the rate is then too large.",
    control="The same momentum at a tenth of the rate. (Ten times the rate without momentum does harm as well, in "
    "another way: more hidden units stay on.)",
    longer="The order is the same after 2,000 steps and after 4,000.",
    refuted="momentum at a tenth of the rate had done half as much harm on average",
)
def momentum():
    """Momentum at the same rate, at a tenth of it, and ten times the rate."""
    ways = ("plain", "momentum", "momentum, a tenth of the rate", "large rate")
    (plain, same, tenth, large), early = ([tried(way, "held out", n) for way in ways] for n in (4000, 2000))
    told = (
        f"After 4,000 steps a test digit has {spread(plain)} nats with nothing added, {spread(same)} with momentum "
        f"0.9, {spread(tenth)} with momentum 0.9 at a tenth of the rate, and {spread(large)} at ten times the rate "
        f"without momentum (± is the standard deviation over five seeds). Of the hidden units "
        f"{100 * tried('momentum', 'on').mean():.0f} % are on with momentum, {100 * tried('plain', 'on').mean():.0f} % "
        "with nothing added."
    )
    harms = np.all(same < plain) and np.all(large < plain) and np.all(tenth > same)
    before = early[1].mean() < min(early[0].mean(), early[2].mean()) and early[3].mean() < early[0].mean()
    return Found(told, bool(harms and before and abs(tenth.mean() - plain.mean()) < 0.5 * (plain - same).mean()))


@claim(
    "rbm-old",
    "Persistent CD fills the valleys that CD-1 leaves standing, because its chains go on from where they stand.",
    control="CD-1 itself: the same machines, data, rate, number of chains and start of the chains, only that these go "
    "back to the rows after each step. And CD-1 with infinitely many chains, computed from the table of one step: what "
    "it lacks is not chains.",
    longer="After 300 steps CD-1 has left more at the columns than persistent CD had after 100, in all five seeds.",
    refuted="CD-1, with 60 chains or with infinitely many, had left as little at the columns in one seed",
)
def old():
    """Four lines learned, the columns taken away: what is left of p(v) at them by three ways."""
    starts = [landscape.learned(seed) for seed in SEEDS]
    ways = {
        way: np.array([what_is_left(starts[seed], way, seed) for seed in SEEDS]) for way in (*WITH_CHAINS, "endless")
    }
    (start, cd, cd_long), (_, chains, _), (_, endless, endless_long) = (found.T for found in ways.values())
    told = (
        f"At first {100 * start.mean():.0f} % of p(v) lies at the columns. After 100 steps without them CD-1 with 60 "
        f"chains has left {100 * cd.mean():.1f} ± {100 * sd(cd):.1f} %, persistent CD with as many, from the same "
        f"start, {100 * chains.mean():.1f} ± {100 * sd(chains):.1f} %, and CD-1 with infinitely many chains "
        f"{100 * endless.mean():.1f} ± {100 * sd(endless):.1f} % (± is the standard deviation over five seeds)."
    )
    far = chains.max() < 0.5 * min(cd.min(), endless.min())
    return Found(told, bool(far and chains.max() < min(cd_long.min(), endless_long.min())))


def what_is_left(machine, way, seed):
    """What p(v) the columns have at the start, after 100 and after 300 steps with the rows alone."""
    found = []
    moments = landscape.forget(machine, way, np.random.default_rng([seed, 1])) if way in WITH_CHAINS else None
    for step in range(301):
        machine = next(moments).machine if moments else machine
        if step in (0, 100, 300):
            found.append(landscape.share(machine, landscape.COLUMNS))
        if not moments:
            machine = rbm.ascend(machine, exact.expected_cd(machine, landscape.ROWS, 1), 0.1)
    return found
