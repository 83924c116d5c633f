"""Restricted Boltzmann machines: three visible and two hidden units, all 32 states counted."""

import copy

import numpy as np

from nbhelpers import rbm
from nbhelpers.rbm import ais as rbm_ais
from nbhelpers.rbm import exact as rbm_exact
from nbhelpers.rbm import pseudo_likelihood
from tests.equations import special
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

V, H = rbm_exact.all_bits(3), rbm_exact.all_bits(2)
GIVEN = (r"\mid", ",")
ON = ("p(h_j =", r"\text{unit}(j,")  # p(h_j = 1 | v) is unit(j, 1, v)
COUNTED = "all states of a small machine"


def unit(on):
    """The chance that unit j is 1 or 0, given the other layer, from `on`: the chances of 1 of all units."""
    return lambda j, value, given: {1: on(given)[j - 1], 0: 1 - on(given)[j - 1]}.get(value, 0.0)


def machine(rng):
    """Random weights and biases; what the code says of each state v and h; and the names of all indices."""
    one = rbm.RBM(rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=2))
    i, j = range(1, 4), range(1, 3)
    env = {"w": one.W, "b": one.b, "c": one.c, "Z": np.exp(rbm_exact.log_partition(one)), "sig": special.sigmoid}
    env |= {"E": lambda v, h: rbm.energy(one, [v], [h])[0], "F": lambda v: rbm.free_energy(one, [v])[0]}
    on = {"on": lambda v: rbm.hidden_probability(one, v), "u": Lazy(lambda env: special.logit(env["on"](env["v"])))}
    env |= {**on, "unit": unit(on["on"])}
    return one, {**env, "free": {"v": V[::-1], "h": H[::-1]}, "range": {"v": V, "h": H, "g": H, "s": V, "i": i, "j": j}}


def weights(one):
    """exp(-E) of every state: a row for each v, a column for each h."""
    return np.exp([[-rbm.energy(one, [v], [h])[0] for h in H] for v in V])


def place(state):
    """The row of `all_bits` in which a state stands."""
    return int(np.asarray(state) @ 2 ** np.arange(len(state))[::-1])


def up_and_down(one):
    """p(h | v) and p(v | h), from the energies of all states."""
    w = weights(one)
    return w / w.sum(axis=1, keepdims=True), (w / w.sum(axis=0)).T


def coins(chances, states):
    """The chance of these states, if each unit is 1 with its own chance."""
    return float(np.prod(np.where(np.asarray(states) == 1, chances, 1 - chances)))


@equation("rbm-energy", "rbm.energy", how=COUNTED)
def energy(rng):
    return machine(rng)[1]


@equation("rbm-joint", "rbm.energy", "rbm.free_energy", "rbm.hidden_probability", "rbm.exact.log_partition",
          how="all states: p(v) from the free energy, p(h | v) unit by unit")  # fmt: skip
def joint(rng):
    _, env = machine(rng)
    return {**env, "p": lambda v, h: np.exp(-env["F"](v)) / env["Z"] * coins(env["on"](v), h)}


def conditional(rng):
    """p(h | v) unit by unit as the code has it, and as the share of exp(-E) among all h."""
    one, env = machine(rng)
    up, _ = up_and_down(one)
    counted = {"on": (on := lambda v: up[place(v)] @ H), "unit": unit(on), "p": lambda h, v: up[place(v), place(h)]}
    return [{**env, "p": lambda h, v: coins(env["on"](v), h)}, {**env, **counted}]


equation("rbm-bayes", "rbm.hidden_probability", "rbm.energy", how="all states: unit by unit, and from the energies",
         reading=(GIVEN, (r"\sum_{ij}", r"\sum_{i,j}"), ("h'", "g")))(conditional)  # fmt: skip


@equation("rbm-product", "rbm.energy", "rbm.hidden_probability", how="what of exp(−E) depends on the hidden units")
def product(rng):
    one, env = machine(rng)
    equals = Lazy(lambda env: np.exp(-env["E"](env["v"], env["h"]) - env["v"] @ one.b))
    return [{**env, "v": v, "equals": equals} for v in V[::-1]]


@equation(
    "rbm-sum", "rbm.free_energy", "rbm.hidden_probability", how="the free energy of every v, less its own biases",
    reading=((r"\sum_{h'_j = 0}^{1} e^{u_j h'_j}", r"\sum_{s = 0}^{1} e^{u_j s}"), ("h'", "g")),
)  # fmt: skip
def whole_layer(rng):
    one, env = machine(rng)
    return [{**env, "v": v, "equals": np.exp(-env["F"](v) - v @ one.b)} for v in V[::-1]]


@equation("rbm-hidden", "rbm.hidden_probability", "rbm.energy", how="all states: unit by unit, and from the energies",
          reading=(ON, GIVEN, (r"\boxed{\;", ""), (r"\;}", "")))  # fmt: skip
def hidden(rng):
    return [{**case, "free": {**case["free"], "j": (1, 2)}} for case in conditional(rng)]


@equation("rbm-visible", "rbm.visible_probability", "rbm.energy", how="all states: by the code, and from the energies",
          reading=(("p(v_i =", r"\text{unit}(i,"), GIVEN))  # fmt: skip
def visible(rng):
    one, env = machine(rng)
    _, down = up_and_down(one)
    env["free"] = {"h": H[::-1], "i": range(1, 4)}
    by_code, counted = (lambda h: rbm.visible_probability(one, h)), (lambda h: down[place(h)] @ V)
    return [{**env, "unit": unit(on)} for on in (by_code, counted)]


@equation("rbm-free", "rbm.free_energy", "rbm.energy", "rbm.exact.log_partition", how="p(v) summed over all h")
def free(rng):
    one, env = machine(rng)
    w = weights(one)
    return {**env, "p": lambda v: w[place(v)].sum() / w.sum()}


def shares(samples):
    """How often each state is among the samples (starts, m, units), for each start: (starts, states)."""
    units = samples.shape[-1]
    codes = (samples @ 2.0 ** np.arange(units)[::-1]).astype(int)
    return np.array([np.bincount(row, minlength=2**units) / len(row) for row in codes])


@equation("rbm-gibbs", "rbm.gibbs_step", "rbm.sample", "rbm.exact.transition",
          how="how often each state comes up from each start: exactly, and among 20000 chains",
          reading=(GIVEN, (r"\sim", "=")))  # fmt: skip
def gibbs(rng, m=20_000):
    one, _ = machine(rng)
    up, down = up_and_down(one)
    exact = [np.linalg.matrix_power(rbm_exact.transition(one), t) for t in range(4)]
    on = np.array([[coins(rbm.hidden_probability(one, v), h) for h in H] for v in V])
    v, found = np.repeat(V, m, axis=0), ([np.eye(8)], [])
    for _ in range(3):
        h = rbm.sample(rbm.hidden_probability(one, v), copy.deepcopy(rng))  # the numbers that the step draws, too
        v = rbm.gibbs_step(one, v, rng)
        for side, states in zip(found, (v, h), strict=True):
            side.append(shares(states.reshape(8, m, -1)))

    def p(wanted, given):
        """What follows, if what is given is distributed like that."""
        return given @ {(8, 4): up, (4, 8): down}[given.shape[-1], np.shape(wanted)[-1]]

    sides = ((exact, [before @ on for before in exact[:3]], 1e-9), (*found, 0.02))
    return [{"v": Table(v, 0, 1), "h": Table(h, 1, 1), "p": p, "t": 2, "tolerance": rough} for v, h, rough in sides]


def at_weights(function, one):
    return slopes(lambda W: function(one._replace(W=W)), one.W)


@equation("rbm-positive", "rbm.free_energy", "rbm.hidden_probability", how="central differences of F",
          reading=(ON, GIVEN, ("F(v)", "F")))  # fmt: skip
def positive(rng):
    one, env = machine(rng)
    by_v = at_weights(lambda one: rbm.free_energy(one, V), one)
    env |= {"dF/dw": Lazy(lambda env: by_v[place(env["v"])]), "tolerance": ROUGH}
    return {**env, "free": {"v": V[::-1], "i": range(1, 4), "j": range(1, 3)}}


@equation(
    "rbm-negative", "rbm.exact.log_partition", "rbm.exact.model_moments", "rbm.free_energy",
    how="central differences of ln Z, and the means of the code",
    reading=(ON, GIVEN, ("v'", "s"), (r"\ln Z", r"\text{ln Z}")),
)  # fmt: skip
def negative(rng):
    one, env = machine(rng)
    w = weights(one)
    env |= {"p": lambda v: w[place(v)].sum() / w.sum(), "free": {"i": range(1, 4), "j": range(1, 3)}}
    by_hand = {"dln Z/dw": at_weights(rbm_exact.log_partition, one), "tolerance": ROUGH}
    return [{**env, "dln Z/dw": rbm_exact.model_moments(one).W}, {**env, **by_hand}]


def means(rng):
    """Five samples; v_i and h_j in all 32 joint states, and the chances of these in the data and after k steps."""
    one, env = machine(rng)
    up, down = up_and_down(one)
    rows = rng.integers(0, len(V), 5)
    p = np.bincount(rows, minlength=len(V)) / len(rows)

    def after(steps):
        return ((p @ np.linalg.matrix_power(up @ down, steps))[:, None] * up).ravel()

    env |= {"v": Table(np.repeat(V, len(H), axis=0).T), "h": Table(np.tile(H, (len(V), 1)).T), "data": after(0)}
    return one, V[rows], after, {**env, "elementwise": True, "free": {"i": range(1, 4), "j": range(1, 3)}}


DATA = ((r"\langle", "("), (r"\rangle_{\text{data}}", r") \cdot \text{data}"))


@equation(
    "rbm-gradient", "rbm.exact.gradient", "rbm.exact.log_likelihood",
    how="central differences of the log likelihood, and the code's gradient; means over all states",
    reading=((r"\langle \ln p(v) \rangle", "L"), *DATA, (r"\rangle_{\text{model}}", r") \cdot \text{model}")),
)  # fmt: skip
def gradient(rng):
    one, data, _, env = means(rng)
    w, by_code = weights(one), rbm_exact.gradient(one, data).W
    by_hand = at_weights(lambda one: rbm_exact.log_likelihood(one, data), one)
    env |= {"model": (w / w.sum()).ravel()}
    return [{**env, "dL/dw": by_code}, {**env, "dL/dw": by_hand, "tolerance": ROUGH}]


@equation(
    "rbm-cd", "rbm.contrastive_divergence", "rbm.exact.expected_cd", "rbm.ascend",
    how="a step of learning over its rate η, for k = 1, 2, 3: its exact mean, and with 20000 chains from each sample",
    reading=((r"\propto", r"/ \eta ="), *DATA, (r"\rangle_{k \text{ steps from the data}}", r") \cdot \text{left}")),
)  # fmt: skip
def contrastive(rng, m=20_000):
    one, data, after, env = means(rng)
    eta, cases = rng.uniform(0.1, 0.5), []
    for k in (1, 2, 3):
        drawn = rbm.contrastive_divergence(one, np.repeat(data, m, axis=0), rng, k).slopes
        for found, rough in ((rbm_exact.expected_cd(one, data, k), 1e-9), (drawn, 0.01)):
            moved = rbm.ascend(one, found, eta).W - one.W
            cases.append({**env, "Delta w": moved, "eta": eta, "left": after(k), "tolerance": rough})
    return cases


@equation("rbm-pseudo", "rbm.pseudo_likelihood.pseudo_likelihood", "rbm.free_energy",
          how="the code's sum for every v, and each unit's chance from the energies",
          reading=((r"p(v_i \mid v_{\text{without } i})", r"\text{guess}_i(v)"),))  # fmt: skip
def pseudo(rng):
    one, env = machine(rng)
    p = weights(one).sum(axis=1)

    def turned(v, i):
        return np.abs(v - np.eye(3)[i - 1])

    env["guess"] = lambda v: np.array([p[place(v)] / (p[place(v)] + p[place(turned(v, i))]) for i in (1, 2, 3)])
    env |= {"v^(i)": Lazy(lambda env: turned(env["v"], env["i"])), "free": {"v": V[::-1]}}
    return {**env, "equals": Lazy(lambda env: pseudo_likelihood.pseudo_likelihood(one, [env["v"]]))}


def annealing(rng, K, runs):
    """The machines from A to B and one beyond, the code's ln w of every run, and the states it went through."""
    one, _ = machine(rng)
    start, again = rbm_ais.without_weights(one, rng.normal(size=3)), copy.deepcopy(rng)
    log_Z = rbm_exact.log_partition(start)
    log_w = [*rbm_ais.anneal(one, rng, K, runs, start.b)][-1] - log_Z
    machines = [start, *(rbm_ais.between(start, one, k / K) for k in range(1, K + 2))]
    path = [rbm.sample(np.tile(special.sigmoid(start.b), (runs, 1)), again)]  # the same numbers once more
    for here in machines[1:]:
        path.append(rbm.gibbs_step(here, path[-1], again))
    return machines, log_w, path


@equation("rbm-importance", "rbm.free_energy", "rbm.exact.log_partition", "rbm.ais.anneal",
          how="all states, and 50000 runs of a single step", reading=((r"\rangle_0", r"\rangle"),))  # fmt: skip
def importance(rng):
    (zero, one, _), log_w, _ = annealing(rng, 1, 50_000)
    w = weights(zero).sum(axis=1)
    env = {"draws": [{"v": v} for v in V], "chances": w / w.sum(), "range": {"v": V}, "v": V[0]}
    for at, each in enumerate((zero, one)):
        env |= {f"F_{at}": lambda v, each=each: rbm.free_energy(each, [v])[0]}
        env |= {f"Z_{at}": np.exp(rbm_exact.log_partition(each))}
    return [env, {**env, "equals": np.exp(log_w).mean(), "tolerance": 0.05}]


@equation(
    "rbm-ais", "rbm.ais.anneal", "rbm.exact.log_partition", "rbm.exact.transition",
    how="ln w of a run and its states; the mean over all paths with their chances, and over 50000 runs",
)  # fmt: skip
def ais(rng, K=3):
    machines, log_w, path = annealing(rng, K, 50_000)
    F = np.array([-np.log(weights(each).sum(axis=1)) for each in machines])
    a, b, c = np.meshgrid(*[range(len(V))] * K, indexing="ij")  # all v_0, v_1, v_2
    T, p = [rbm_exact.transition(each) for each in machines], np.exp(-F[0]) / np.exp(-F[0]).sum()
    w, fall = p[a] * T[1][a, b] * T[2][b, c], F[:-1] - F[1:]
    draws = [{"w": value} for value in np.exp(fall[0][a] + fall[1][b] + fall[2][c]).ravel()]
    Z = {f"Z_{name}": np.exp(rbm_exact.log_partition(machines[at])) for name, at in (("A", 0), ("B", K))}
    env = {**Z, "F": lambda v: F[:, place(v)], "K": K, "origin": 0}
    env |= {"w": np.exp(log_w[0]), "v": Table([states[0] for states in path], origin=0)}
    mean = [{"w": np.exp(log_w).mean()}]
    return [{**env, "draws": draws, "chances": w.ravel()}, {**env, "draws": mean, "tolerance": 0.05}]
