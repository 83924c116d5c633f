"""Causal claims of the chapter on deep belief nets, with their controls."""


import numpy as np

from nbhelpers.convolution import cnn
from nbhelpers.datasets import record
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import trained
from tests.claims.registry import Found, claim, plus_minus

SEEDS = range(5)


def listed(values) -> str:
    return f"{np.min(values)} to {np.max(values)}"


def fallen(method):
    """(seeds, 2) falls of the bound in the first 200 steps and in all 1,000."""
    cells = record("deep_belief/falls")["cells"]
    return np.array([cells[f"{method}/{seed}"]["fell"] for seed in SEEDS])


@claim(
    "dbn-falls",
    "So here the falls come from the sampling, not from CD's bias.",
    control="The bias without the sampling: CD-1's mean over endlessly many samples. And the sampling without the "
    "bias: the exact gradient of as many samples.",
    longer="In 1,000 steps instead of 200 the bound has still not fallen once without sampling; with it, nearly as "
    "often as it rises.",
    refuted="the bound had fallen without sampling too, or had not fallen with the exact gradient of samples",
)
def falls():
    """Falls with both, with the bias alone, with the sampling alone."""
    both, sampled, biased = (fallen(name) for name in ("CD-1, 70 samples", "exact gradient, 70 samples",
                                                       "CD-1, endlessly many"))  # fmt: skip
    first, last = slice(0, 1), slice(1, 2)
    told = (
        f"In 200 steps from each of five starts the bound falls {listed(both[:, first])} times with CD-1 on 70 "
        f"samples, {listed(sampled[:, first])} times with the exact gradient of 70 samples, and never with CD-1's mean."
    )
    longer = np.array([both[:, last], sampled[:, last]])
    often = min(both[:, first].min(), sampled[:, first].min()) >= 40 and longer.min() > 350 and longer.max() < 550
    return Found(told, bool(often and biased.max() == 0))


def shares_as_asked(clamped, steps=(200, 500)):
    """(seeds, moments) of the share of 50 dreams, in %, in which the judge sees the digit asked for."""
    asked, found = np.repeat(np.arange(10), 5), []
    for seed in SEEDS:
        chain = joint.dream(trained.tuned().top, asked, 10, steps[-1], np.random.default_rng(seed), clamped)
        kept = [trained.shown(one) for step, one in enumerate(chain) if step in steps]
        found.append([100 * np.mean(cnn.predict(trained.judge(), one).argmax(axis=1) == asked) for one in kept])
    return np.array(found)


@claim(
    "dbn-held",
    "Hold one label on while the chain runs, and you dream of that digit.",
    control="The same chains from the same starts, their labels on at the start alone and then let go.",
    longer="After 500 steps instead of 200 the gap is wider still.",
    refuted="the digit asked for came as often without holding its label",
)
def held():
    """Dreams with the label held, and with the label let go."""
    on, free = shares_as_asked(True), shares_as_asked(False)
    told = (
        f"After 200 steps the judge sees the digit asked for in {plus_minus(on[:, 0])} % of the dreams, and in "
        f"{plus_minus(free[:, 0])} % if the label was let go; by chance it would be 10 % (five seeds of 50 dreams "
        f"each; ± is the standard deviation over the seeds). After 500 steps it is {plus_minus(on[:, 1])} % and "
        f"{plus_minus(free[:, 1])} %."
    )
    gap = on - free
    return Found(told, bool(gap.min() > 30 and gap[:, 1].mean() > gap[:, 0].mean()))


def as_read(kind, at, seeds=SEEDS, part="read"):
    """(seeds,) the share of dreams, in %, read as asked after "Gibbs steps/rounds of settling", or their variety."""
    cells = record("deep_belief/settled")["cells"]
    return np.array([np.mean(cells[f"{kind}/{seed}"][part][at]) for seed in seeds])


@claim(
    "dbn-settle",
    "Settling makes the tuned nets' dreams easier to read, and hardly more alike.",
    control="The same moments of the same chains, their pictures sent down without settling.",
    longer="After 1,000 Gibbs steps instead of 500 the gain is as large; unsettled dreams gain less than two points "
    "from the 500 steps more. Learning twice as long, or with four times the Gibbs steps, was tried on the first net: "
    "its unsettled dreams gained at most three points.",
    refuted="settled dreams were read as asked no more often, or had lost a tenth of their variety",
)
def settle():
    """Dreams before and after settling; how far apart they are; the same net after more learning."""
    raw, few, all_ = (as_read("tuned", f"500/{rounds}") for rounds in (0, 5, 20))
    late, last = (as_read("tuned", f"1000/{rounds}") for rounds in (0, 20))
    apart = [as_read("tuned", f"500/{rounds}", part="variety") for rounds in (0, 20)]
    echoes = [as_echoed(rounds) for rounds in ("0", "20")]
    told = (
        f"Of 500 dreams each, {plus_minus(raw)} % are read as asked without settling, {plus_minus(few)} % after "
        f"5 rounds and {plus_minus(all_)} % after 20 (five tuned nets; ± is the standard deviation over them). How "
        f"long to settle was chosen on the first; the other four have {plus_minus(all_[1:])} %. Dreams of a digit lie "
        f"{apart[0].mean():.2f} apart before and {apart[1].mean():.2f} after (the root of their variance, summed over "
        f"pixels). Test digits sent up with their label and down again at once: {plus_minus(echoes[0])} % without "
        f"settling, {plus_minus(echoes[1])} % with it."
    )
    more = [as_read(kind, "500/0", [0])[0] - raw[0] for kind in ("longer", "more steps")]
    gain = (all_ - raw, last - late)
    holds = min(map(np.min, gain)) > 2 and abs(gain[0].mean() - gain[1].mean()) < 1.5 and (late - raw).mean() < 2
    return Found(told, bool(holds and max(more) <= 3 and (apart[1] > 0.9 * apart[0]).all()))


def as_echoed(rounds):
    """(seeds,) the share of test digits, in %, still read correctly once they have gone up and down."""
    cells = record("deep_belief/settled")["cells"]
    return np.array([np.mean(cells[f"tuned/{seed}"]["echoes"][rounds]) for seed in SEEDS])


def errors(start, layers, labels, part="test"):
    """(seeds, 2) errors in % after the race's 1,000 updates, and after five or six times as many."""
    cells = record("deep_belief/controls")["cells"]
    return np.array([cells[f"{start}/{layers}/{labels}/{seed}"][part] for seed in SEEDS])


def more(start, layers, other, others, labels):
    """(seeds, 2) how many points more one start errs than another, seed by seed."""
    return errors(start, layers, labels) - errors(other, others, labels)


@claim(
    "dbn-depth",
    "With few labels pre-training keeps depth from hurting.",
    control="The same net, labels, updates and rate ($\\eta = 3$) from small random weights, with one hidden layer and "
    "with three.",
    longer="After 5,000 updates instead of 1,000 it is the same. With 4,000 labels it was a matter of time: after "
    "6,000 updates three random layers are level with one.",
    refuted="three random layers did as well as one with 100 labels, or three pre-trained ones did worse",
)
def depth():
    """What two more layers cost with 100 labels, from either start."""
    random, learned = more("random", 3, "random", 1, "100"), more("pre-trained", 3, "pre-trained", 1, "100")
    told = (
        f"With 100 labels three layers instead of one cost {plus_minus(random[:, 0])} points of test error from random "
        f"weights and {plus_minus(learned[:, 0])} after pre-training; after 5,000 updates {plus_minus(random[:, 1])} "
        f"and {plus_minus(learned[:, 1])} (± is the standard deviation over five seeds)."
    )
    late = more("random", 3, "random", 1, "4000").mean(axis=0)
    holds = random.min() > 5 and abs(learned).mean(axis=0).max() < 1.5
    return Found(told, bool(holds and late[0] > 2 and abs(late[1]) < 0.5))


@claim(
    "dbn-structure",
    "There, what was learned is structure, not just scale.",
    control="The same learned weights and biases, mixed up within each layer: sizes and histogram stay, what stands "
    "where is chance.",
    longer="After 5,000 updates instead of 1,000 it is the same.",
    refuted="the shuffled nets did as well as the pre-trained ones with 100 labels",
)
def structure():
    """What shuffling costs with 100 labels."""
    three, one = (more("shuffled", layers, "pre-trained", layers, "100") for layers in (3, 1))
    told = (
        f"With 100 labels shuffling costs {plus_minus(three[:, 0])} points of test error with three layers and "
        f"{plus_minus(one[:, 0])} with one; after 5,000 updates {plus_minus(three[:, 1])} and {plus_minus(one[:, 1])} "
        "(± is the standard deviation over five seeds)."
    )
    return Found(told, bool(min(three.min(), one.min()) > 2))


@claim(
    "dbn-new",
    "With 100 labels all nets classify their own digits correctly, and differ on new ones.",
    control="The same nets asked about the 100 digits that they learned, instead of new ones.",
    longer="From 1,000 to 5,000 updates no start gains or loses as much as a point on new digits.",
    refuted="the random nets erred more on their own 100 digits too, or went on gaining on new ones",
)
def new():
    """Errors on the learned digits and on new ones, three layers."""
    starts = ("pre-trained", "shuffled", "random")
    own = np.array([errors(start, 3, "100", "trained") for start in starts])
    test = np.array([errors(start, 3, "100") for start in starts])
    told = (
        "After 5,000 updates the test errors of three layers are "
        + ", ".join(f"{plus_minus(each[:, 1])} % {start}" for start, each in zip(starts, test, strict=True))
        + f"; the largest error on their own 100 digits is {own.max():.0f} % (± is the standard deviation over five "
        "seeds)."
    )
    change = abs(np.diff(test.mean(axis=1))).max()
    return Found(told, bool(own.max() == 0 and change < 1 and (test[2] - test[0]).min() > 5))


@claim(
    "dbn-start",
    "With 4,000 labels and more updates the small random weights close most of the gap: there pre-training was above "
    "all a *head start*.",
    control="The same nets and rate ($\\eta = 3$) with six times as many updates: only the stop is taken away.",
    longer="By then both classify their own 4,000 digits correctly but for one in a thousand, so there is little left "
    "to learn from them.",
    refuted="the gap was as wide after six times as many updates",
)
def start():
    """The gap between random and pre-trained, three layers, early and late."""
    gap, few = more("random", 3, "pre-trained", 3, "4000"), more("random", 3, "pre-trained", 3, "100")
    own = np.array([errors(name, 3, "4000", "trained")[:, 1] for name in ("random", "pre-trained")])
    told = (
        f"With 4,000 labels the random nets err {plus_minus(gap[:, 0])} points more than the pre-trained ones after "
        f"1,000 updates, and {plus_minus(gap[:, 1])} more after 6,000; with 100 labels it is {plus_minus(few[:, 0])} "
        f"after 1,000 and {plus_minus(few[:, 1])} after 5,000 (± is the standard deviation over five seeds)."
    )
    closed = gap[:, 1].max() < gap[:, 0].min() and gap[:, 1].mean() < 0.5 * gap[:, 0].mean()
    return Found(told, bool(closed and few[:, 1].min() > 10 and own.max() <= 0.1))
