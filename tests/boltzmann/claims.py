"""Causal claims of the chapter on Boltzmann machines, with their controls."""

from functools import cache
from itertools import islice, product

import numpy as np

from nbhelpers import boltzmann, hopfield
from nbhelpers.boltzmann import annealing
from nbhelpers.datasets import record
from nbhelpers.hopfield import patterns
from tests.claims.registry import Found, claim, sd

NET = boltzmann.random_net(8, np.random.default_rng(2))  # the chapter's net of eight units
STATES = boltzmann.all_states(8)


def variation(nets, skip, keep, seed, T=0.5):
    """How far the samples of so many nets are from Boltzmann's distribution, `skip` sweeps thrown away."""
    W, b = NET
    rng = np.random.default_rng(seed)
    walk = boltzmann.chains(W, rng.integers(0, 2, (nets, 8)), rng, T, b)
    share = np.mean([boltzmann.shares(x) for x in islice(walk, skip, skip + keep)], axis=0)
    return boltzmann.total_variation(boltzmann.distribution(W, b, T), share)


@claim(
    "bm-cold",
    "At $T = 0.5$ they miss by more, because the samples of a cold net are not independent.",
    control="As many samples, but one from each of 4,000 nets, so that they are independent.",
    longer="With 500 sweeps thrown away instead of 250 the forty nets are just as clearly farther off.",
    refuted="independent samples had been as far from the distribution as those of forty nets",
)
def cold():
    """4,000 samples at T = 0.5: a hundred of each of forty nets, or one of each of 4,000."""
    few, late = (np.array([variation(40, skip, 100, seed) for seed in range(10)]) for skip in (250, 500))
    many = np.array([variation(4000, 250, 1, seed) for seed in range(5)])
    formula = boltzmann.expected_variation(boltzmann.distribution(*NET, 0.5), 4000)
    told = (
        f"A hundred samples of each of forty nets are {few.mean():.3f} ± {sd(few):.3f} from the distribution (ten "
        f"seeds), one of each of 4,000 nets {many.mean():.3f} ± {sd(many):.3f} (five seeds; ± is the standard "
        f"deviation over the seeds). The formula says {formula:.3f}. In both 250 sweeps are thrown away."
    )
    apart = all(one.mean() - 2 * sd(one) / np.sqrt(10) > 1.2 * many.mean() for one in (few, late))
    return Found(told, bool(apart and abs(many.mean() / formula - 1) < 0.15))


def lowest(T, updates, thresholds):
    """From every start the probability of the lowest state after so many updates at each temperature in turn."""
    W, _ = NET
    best, p = np.argmin(boltzmann.energy(W, STATES, thresholds)), np.eye(256)
    for one in np.atleast_1d(T):
        p = p @ np.linalg.matrix_power(boltzmann.transition_matrix(W, thresholds, one), updates)
    return p[:, best]


@claim(
    "bm-stuck",
    "But a cold net does not get from one to the other, so each of the thousand nets stays in the valley where it "
    "happened to begin.",
    control="The same net and starts at $T = 0.5$.",
    longer="After 1,000,000 updates instead of 1,000 the cold net still remembers its start.",
    refuted="the chance of the lowest state had not depended on the start in the cold, or still depended on it at "
    "$T = 0.5$",
)
def stuck():
    """The chance of the lowest state, from each of the 256 starts."""
    cold, longer, warm = lowest(0.1, 1000, NET[1]), lowest(0.1, 10**6, NET[1]), lowest(0.5, 10**4, NET[1])
    told = (
        f"After 1,000 updates at $T = 0.1$ the probability of the lowest state is between {cold.min():.3f} and "
        f"{cold.max():.3f}, depending on which of the 256 states was the start; at $T = 0.5$ it is {warm.min():.3f} "
        "from each, after 10,000. These are exact probabilities: nothing was drawn."
    )
    return Found(told, bool(min(np.ptp(cold), np.ptp(longer)) > 0.9 and np.ptp(warm) < 1e-3))


@claim(
    "bm-hair",
    "Annealing must choose a valley while the net can still cross, and at that temperature so small a difference "
    "hardly counts.",
    control="The same net with other thresholds, which lift its second valley by 1 and leave the lowest state lowest.",
    longer="With a hundred times as many updates it falls as far short in the first net, and not in the other.",
    refuted="annealing had fallen as far short where the valleys differ by 1 more",
)
def hair():
    """Annealing where two valleys are nearly as deep, and where they are not."""
    W, b = NET
    E = boltzmann.energy(W, STATES, b)
    near = np.arange(256)[:, None] ^ (1 << np.arange(8))
    one, two = sorted(np.flatnonzero((E[near] > E[:, None]).all(axis=1)), key=E.__getitem__)
    way = STATES[two] - STATES[one]
    lifted = b + way / (way @ way)
    stages = np.geomspace(2.0, 0.05, 20)
    found = [[lowest(stages, n, one).mean() for n in (500, 50_000)] for one in (b, lifted)]
    ideal = [boltzmann.distribution(W, one, 0.05).max() for one in (b, lifted)]
    told = (
        f"The net's two valleys differ by {E[two] - E[one]:.2f}. After 10,000 updates in twenty stages the lowest "
        f"state has the probability {found[0][0]:.2f}; at the last temperature it should have {ideal[0]:.2f}. With the "
        f"second valley lifted it is {found[1][0]:.2f} of {ideal[1]:.2f}. These are exact probabilities, over all 256 "
        "starts."
    )
    missed = np.array(ideal)[:, None] - found
    return Found(told, bool(missed[0].min() > 0.1 and missed[1].max() < 0.06 and missed[1, 1] < 0.02))


@claim(
    "bm-melt",
    "At a higher temperature the memories melt too, and the final quench starts from noise: some runs get stuck again.",
    control="The same nets, but started *in* the memories and held at the same temperatures.",
    longer="With 100 sweeps instead of 30 the memories that hold still hold, and the others are forgotten.",
    refuted="nets that start in a memory had kept it at $T = 0.8$, or lost it at $T = 0.5$",
)
def melt():
    """How many nets are quenched to the memory in which they began, after some time at a temperature."""
    found = {(T, sweeps): back(T, sweeps) for T, sweeps in product((0.5, 0.8), (30, 100))}
    held = 100 * sum(annealing.measured("held", 0.8))[-1]
    told = (
        f"Held at $T = 0.5$ for 30 sweeps and quenched, {np.mean(found[0.5, 30]):.0f} % of the nets are back in the "
        f"memory in which they began, at $T = 0.8$ {np.mean(found[0.8, 30]):.0f} ± {sd(found[0.8, 30]):.0f} % (± "
        "is the standard deviation over five groups of thirty nets); one of six would be 17 %. Of the stuck nets, "
        f"held at $T = 0.8$ for 300 sweeps, {held.mean():.0f} ± {sd(held):.0f} % end in a memory or a negative "
        "(eight seeds)."
    )
    holds = all(min(found[0.5, sweeps]) == 100 for sweeps in (30, 100))
    return Found(told, bool(holds and max(found[0.8, 30]) < 60 and max(found[0.8, 100]) < 45 and held.mean() < 97))


def back(T, sweeps, groups=5):
    """The percentage of each group of thirty nets that are quenched to the memory in which they began: (groups,)."""
    net = annealing.stuck_letters()
    start = np.tile(np.repeat(net.memories, 10, axis=0), (groups, 1))
    ends = annealing.anneal(net.weights, start, np.random.default_rng(0), annealing.held(T, sweeps), net.thresholds)
    return 100 * np.all(ends == start, axis=1).reshape(groups, -1).mean(axis=1)


@claim(
    "bm-near",
    "Started too cool to forget, it falls into the nearest memory, and that is the S.",
    control="The seven other mixtures of the three letters, with other signs: what is nearest to them is another "
    "memory, or a negative.",
    longer="After 300 sweeps instead of 100 most again end in the nearest one; each run ends at rest.",
    refuted="from most mixtures the net had gone to the S, or to no memory more often than to the nearest one",
)
def nearest():
    """Where the mixtures of P, L and S go when cooled from T_0 = 0.3."""
    found = {sweeps: fallen(sweeps) for sweeps in (100, 300)}
    own, others = found[100][:, 0], found[100][:, 1:].mean(axis=1)
    told = (
        f"Cooled from $T_0 = 0.3$ in 100 sweeps, {own.mean():.0f} ± {sd(own):.0f} % of the runs from the stuck net's "
        f"mixture end in the S. From the other seven mixtures {others.mean():.0f} ± {sd(others):.0f} % end in the "
        "memory or negative that is nearest to them (± is the standard deviation over five groups of ten runs from "
        "each mixture)."
    )
    return Found(told, all(one[:, 0].min() >= 60 and one.mean(axis=0).min() > 50 for one in found.values()))


@cache
def mixtures():
    """(eight mixtures at rest, the stuck net's first; what is nearest to each of them), all (8, N) of 0 and 1."""
    stored, signs = patterns.letters("PLS"), sorted(product((1, -1), repeat=3), key=lambda one: one != (1, -1, 1))
    weights = hopfield.store(stored)
    at_rest = [hopfield.settle(weights, np.sign(np.array(one) @ stored), np.random.default_rng(0)) for one in signs]
    m = np.array(at_rest) @ stored.T
    most = np.abs(m).argmax(axis=1)
    return (np.array(at_rest) + 1) / 2, (np.sign(m[np.arange(8), most])[:, None] * stored[most] + 1) / 2


def fallen(sweeps, groups=5, runs=10):
    """The percentage of runs from each mixture that end in what is nearest to it: (groups, 8)."""
    net, cooled = annealing.stuck_letters(), annealing.cooling(0.3, sweeps)
    start, near = (np.tile(np.repeat(one, runs, axis=0), (groups, 1)) for one in mixtures())
    ends = annealing.anneal(net.weights, start, np.random.default_rng(0), cooled, net.thresholds)
    return 100 * np.all(ends == near, axis=1).reshape(groups, 8, runs).mean(axis=2)


def likelihoods(way, one):
    """Log likelihoods of the record: (seeds, moments)."""
    found = record("boltzmann/learning")
    return np.array([found["cells"][f"{way}/{one}/{seed}"]["L"] for seed in found["settings"]["seeds"]])


@claim(
    "bm-hidden",
    "With hidden units the machine learns parity, given time.",
    control="The same climbs without hidden units.",
    longer="After 24,000 steps all fifteen machines with hidden units are nearer still; those without have not moved.",
    refuted="one of the machines with hidden units had stayed at $-\\ln 8$, or one without had left it",
)
def hidden():
    """The parity riddle with 0, 1, 2 and 4 hidden units, after 800, 8,000 and 24,000 steps."""
    found = {units: likelihoods("exact", units)[:, 1:] for units in (0, 1, 2, 4)}
    with_hidden, top = np.concatenate([found[units] for units in (1, 2, 4)]), -np.log(4)
    slow = found[1][:, 0].min()
    told = (
        f"The worst of five starts with one hidden unit is at ${slow:.3f}$ after 800 steps and at "
        f"${found[1][:, 1].min():.3f}$ after 8,000. The worst of all fifteen with one, two or four hidden units is "
        f"then at ${with_hidden[:, 1].min():.3f}$; the best possible is ${top:.3f}$. Without hidden units all five "
        f"stay at ${found[0].max():.3f}$."
    )
    works = np.all(with_hidden[:, 1] > -1.5) and np.all(with_hidden[:, 2] > with_hidden[:, 1])
    return Found(told, bool(works and slow < -2.07 and np.abs(found[0] + np.log(8)).max() < 1e-3))


@claim(
    "bm-noise",
    "There the sampled climb leaves the plateau sooner: its own noise shakes it off.",
    control="The same start and twenty-five times as many data and dreams per step: the noise is a fifth.",
    longer="By the exact gradient, without any noise, the climb has left the plateau as well after 8,000 steps.",
    refuted="climbs with a fifth of the noise had left the plateau as soon, or those with all of it had stayed as long",
)
def noise():
    """The start that lies on a plateau, climbed with 100 and with 2,500 samples a step."""
    much, little = (likelihoods("sampled", count)[:, -1] for count in (100, 2500))
    exact = likelihoods("exact", 1)[0]
    high, low = (f"${one.mean():.2f} \\pm {sd(one):.2f}$" for one in (much, little))
    told = (
        f"After 1,600 steps the climbs with 100 samples are at {high}, those with 2,500 at {low} (± is the standard "
        f"deviation over five runs from one start); the plateau is at ${-np.log(8):.2f}$."
    )
    error = np.sqrt((much.var() + little.var()) / len(much))
    return Found(told, bool(much.mean() - little.mean() > 2 * error and exact[1] < -2.07 and exact[2] > -1.5))
