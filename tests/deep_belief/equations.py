"""Deep belief nets: the way up, the bound of a stack of two by enumeration, and a top that sees labels."""

import itertools

import numpy as np

from nbhelpers import deep_belief, rbm
from nbhelpers.deep_belief import bound as exact
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import up_down
from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.mlp import Layer
from nbhelpers.rbm import RBM
from nbhelpers.rbm import exact as rbm_exact
from tests.equations.arithmetic import Lazy, Table
from tests.equations.registry import equation

STATES = "the sum over all states of machines of 3 and 2 units, the shares from their energies"
NATURAL = (r"\log", r"\ln")
POSTERIOR = (r"p(h \mid v)", r"\text{posterior}(h, v)")
PRIMED = ("y'", "k")


def machine(visible, hidden, rng):
    return RBM(rng.normal(size=(visible, hidden)), rng.normal(size=visible), rng.normal(size=hidden))


def of(**ranges):
    """i=3 -> {"i": 1, 2, 3}"""
    return {name: range(1, last + 1) for name, last in ranges.items()}


def row(state):
    """The place of a state in the list of all."""
    return int("".join(str(int(unit)) for unit in state), 2)


def listed(units):
    """All states of 0 and 1, in the order of `row`."""
    return [np.array(state, dtype=float) for state in itertools.product((0, 1), repeat=units)]


def shares(one):
    """exp(-E(v, h)) / Z of every v (rows) and every h (columns)."""
    states = listed(len(one.c))
    found = np.array([[rbm.energy(one, [v], [h])[0] for h in states] for v in listed(len(one.b))])
    return np.exp(-found) / np.exp(-found).sum()


@equation("dbn-up", "deep_belief.upward", reading=((r"p(h_{1j} = 1 \mid v)", r"\text{share}_j"),))
def up(rng):
    first = machine(3, 2, rng)
    v = rng.integers(0, 2, 3).astype(float)
    env = {"v": v, "c": Table([first.c]), "w_1,ij": Lazy(lambda env: first.W[env["i"] - 1, env["j"] - 1])}
    env |= {"share": deep_belief.upward([first], v[None])[1][0], "sig": sigmoid, "z": rng.normal(0, 3)}
    return {**env, "range": of(i=3), "free": of(j=2)}


@equation("dbn-climb", "deep_belief.upward", how="four samples, three layers")
def upward(rng):
    stack = [machine(3, 4, rng), machine(4, 2, rng), machine(2, 3, rng)]
    A = deep_belief.upward(stack, rng.random((4, 3)))
    env = {"W": Table([one.W for one in stack]), "c": Table([one.c for one in stack])}
    return {**env, "A": Table(A, origin=0), "sig": lambda z: 1 / (1 + np.exp(-z)), "free": of(l=3)}


def stacked(rng, tight=False):
    """A stack of two: p(v) from the code, the other shares from energies. `tight`: the second is the first, turned."""
    first = machine(3, 2, rng)
    second = deep_belief.upside_down(first) if tight else machine(2, 2, rng)
    below, above = shares(first), shares(second).sum(axis=1)
    given, up = below / below.sum(axis=0), below / below.sum(axis=1, keepdims=True)
    both = given * above
    posterior = both / both.sum(axis=1, keepdims=True)

    def p(v, h=None):
        return float(np.exp(exact.log_likelihood(first, second, [v])[0])) if h is None else both[row(v), row(h)]

    env = {"p": p, "p_1": lambda v, h: given[row(v), row(h)], "p_2": lambda h: above[row(h)]}
    env |= {"posterior": lambda h, v: posterior[row(v), row(h)], "h": np.zeros(2), "v": np.zeros(3)}
    return first, second, up, {**env, "range": {"h": listed(2)}, "free": {"v": listed(3)}}


@equation("dbn-model", "deep_belief.bound.log_likelihood", how=STATES, reading=((r"v \mid h", "v, h"),))
def model(rng):
    return stacked(rng)[-1]


@equation("dbn-one", "deep_belief.bound.log_likelihood", "deep_belief.bound.log_posterior",
          how="every v and h; the posterior by enumeration, and the code's, where the second machine begins",
          reading=(POSTERIOR, NATURAL))  # fmt: skip
def one(rng):
    *_, env = stacked(rng)
    first, _, _, tight = stacked(rng, tight=True)
    tight["posterior"] = lambda h, v: float(np.exp(exact.log_posterior(first, [v])[0, row(h)]))
    free = {"v": listed(3), "h": listed(2)}
    return [{**env, "free": free}, {**tight, "free": free}]


@equation("dbn-two", "deep_belief.bound.log_likelihood", "deep_belief.bound.log_posterior",
          how="Q at random, and Q of the first machine; sums over all states",
          reading=(POSTERIOR, NATURAL))  # fmt: skip
def two(rng):
    first, _, _, env = stacked(rng)
    chances = rng.dirichlet(np.ones(4))
    cases = [{**env, "Q": lambda h: chances[row(h)]}]
    for v in listed(3):
        q = np.exp(exact.log_posterior(first, [v])[0])
        cases.append({**env, "Q": lambda h, q=q: q[row(h)], "free": {"v": [v]}})
    return cases


@equation("dbn-kl", "deep_belief.bound.bound", "deep_belief.bound.log_likelihood", reading=(POSTERIOR, NATURAL),
          how="the KL is the gap between the code's log p(v) and its bound; sums over all states")  # fmt: skip
def kl(rng):
    first, second, up, env = stacked(rng)
    cases = []
    for v, q in zip(listed(3), up, strict=True):
        gap = exact.log_likelihood(first, second, [v]) - exact.bound(first, second, [v]).bound
        cases.append({**env, "KL": float(gap[0]), "Q": lambda h, q=q: q[row(h)], "free": {"v": [v]}})
    return cases


@equation("dbn-bound", "deep_belief.bound.bound", "deep_belief.bound.log_likelihood", how=f"{STATES}; every v",
          reading=((r"Q(\cdot \mid v)", "v"), (r"h \mid v", "h, v"), (r"v \mid h", "v, h"), NATURAL))  # fmt: skip
def bound(rng):
    cases = []
    for tight in (False, True):
        first, second, up, env = stacked(rng, tight)

        def by_code(v, first=first, second=second):
            return float(exact.bound(first, second, [v]).bound[0])

        env |= {"B": by_code, "Q": lambda h, v, up=up: up[row(v), row(h)]}
        cases.append({**env, "H": lambda v, up=up: float(-np.sum(up[row(v)] * np.log(up[row(v)])))})
    return cases


@equation("dbn-chain", "deep_belief.bound.learn", "deep_belief.bound.bound", "deep_belief.bound.log_likelihood",
          "rbm.exact.log_likelihood", how="a second machine after 100, 10 and 1 exact steps, means over random data",
          reading=((r"\overline{\log p(v)}", "L"), (r"\overline{B}", "B")))  # fmt: skip
def chain(rng):
    first, v = machine(3, 2, rng), rng.integers(0, 2, (6, 3)).astype(float)
    start = deep_belief.upside_down(first)
    weights = np.exp(exact.log_posterior(first, v)).mean(axis=0)
    env = {"B_start": exact.bound(first, start, v).bound.mean(), "L_one layer": rbm_exact.log_likelihood(first, v)}
    learned = list(itertools.islice(exact.learn(start, weights, 0.1), 100))
    cases = []
    for second in (learned[99], learned[9], learned[0]):
        L, B = exact.log_likelihood(first, second, v).mean(), exact.bound(first, second, v).bound.mean()
        cases.append({**env, "L_after": L, "B_after": B})
    return cases


def labelled(rng, below=3, classes=3, hidden=2):
    """A top over 3 units and 3 labels."""
    top = machine(below + classes, hidden, rng)
    env = {"b": top.b[:below], "a": top.b[below:], "c": top.c, "w": top.W[:below], "u": top.W[below:], "y": 1}
    env |= {"x": rng.random(below), "h": rng.integers(0, 2, hidden).astype(float)}
    return top, {**env, "range": of(i=below, j=hidden, k=classes), "free": of(y=classes)}


@equation("dbn-label", "deep_belief.labels.label_given_hidden", reading=((r"y \mid h", "y, h"), PRIMED))
def label(rng):
    top, env = labelled(rng)
    return {**env, "p": lambda y, h: joint.label_given_hidden(top, h[None], 3)[0, y - 1]}


@equation("dbn-free", "rbm.free_energy", reading=((r"\textstyle", ""),),
          how="F of the code for each label, and by summing out the hidden units, state by state")  # fmt: skip
def free(rng):
    top, env = labelled(rng)
    by_code = {"F": lambda x, y: rbm.free_energy(top, [np.append(x, np.eye(3)[y - 1])])[0]}
    return [{**env, **by_code}, {**env, "F": summed_out(top)}]


def summed_out(top):
    """F(x, y) = -ln sum_h exp(-E(x, y, h)), by the energies of all h."""

    def F(x, y):
        v = np.append(x, np.eye(3)[y - 1])
        return -np.log(sum(np.exp(-rbm.energy(top, [v], [h])[0]) for h in listed(len(top.c))))

    return F


@equation("dbn-read", "deep_belief.labels.label_given_below", reading=((r"y \mid x", "y, x"), PRIMED),
          how="the free energies from the energies of all hidden states")  # fmt: skip
def read(rng):
    top, env = labelled(rng)
    return {**env, "F": summed_out(top), "p": lambda y, x: joint.label_given_below(top, [x], 3)[0, y - 1]}


def one_way(rng, below, above):
    """A layer between units below and above, and a state of both."""
    layer = Layer(rng.normal(size=(below, above)), rng.normal(size=above))
    states = (rng.integers(0, 2, n).astype(float) for n in (below, above))
    return layer, *states, {"eta": 0.3, "sig": sigmoid}


@equation("dbn-wake", "deep_belief.up_down.slopes")
def wake(rng):
    layer, h, v, env = one_way(rng, 2, 3)
    moved = 0.3 * up_down.slopes(layer, h[None], v[None]).weights
    env |= {"h": h, "v": v, "p": up_down.probability(layer, h[None])[0]}
    return {**env, "Delta w": moved, "free": of(j=2, i=3)}


@equation("dbn-sleep", "deep_belief.up_down.slopes")
def sleep(rng):
    layer, v, h, env = one_way(rng, 3, 2)
    moved = 0.3 * up_down.slopes(layer, v[None], h[None]).weights
    env |= {"h": h, "v": v, "p": up_down.probability(layer, v[None])[0]}
    return {**env, "Delta r": moved, "free": of(j=2, i=3)}
