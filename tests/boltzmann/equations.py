"""Boltzmann machines: N units of 0 and 1; sums run over all states of a small net."""

import numpy as np

from nbhelpers import boltzmann, hopfield
from nbhelpers.boltzmann import learning, partition_cost
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

V, H = 2, 2  # visible and hidden units of a machine that learns


def net(rng, N=4):
    """Weights, thresholds and a state, a temperature; and the names of all indices."""
    w, b = boltzmann.random_net(N, rng)
    units = range(1, N + 1)
    env = {"w": w, "b": b, "x": rng.integers(0, 2, N).astype(float), "N": N, "T": rng.uniform(0.5, 2)}
    return env | {"free": {"i": units}, "range": {"i": units, "j": units}}


def over_states(probabilities):
    """A distribution as a function of the number of a state."""
    return lambda x: probabilities[x]


@equation("bm-input", "boltzmann.net_input")
def net_input(rng):
    env = net(rng)
    return {**env, "u": boltzmann.net_input(env["w"], env["x"], env["b"])}


@equation("bm-energy", "boltzmann.energy", how="every state of four units")
def energy(rng):
    env = net(rng)
    every = {"x": list(boltzmann.all_states(4)[::-1])}
    return {**env, "E": lambda x: boltzmann.energy(env["w"], x, env["b"]), "free": every}


@equation("bm-unit", "boltzmann.fire_probability", "boltzmann.net_input",
          reading=((r"p(x_i = 1 \mid u_i)", r"\text{on}_i"), (r"p(x_i = 0 \mid u_i)", r"\text{off}_i")))  # fmt: skip
def unit(rng):
    env = net(rng)
    u = boltzmann.net_input(env["w"], env["x"], env["b"])
    on = boltzmann.fire_probability(u, env["T"])
    return {**env, "u": u, "on": on, "off": 1 - on}


@equation("bm-boltzmann", "boltzmann.distribution", "boltzmann.log_partition", "boltzmann.energy",
          how="every state of four units", reading=(("x'", "y"),))  # fmt: skip
def distribution(rng):
    env = net(rng)
    w, b, T, states = env["w"], env["b"], env["T"], list(boltzmann.all_states(4))
    shares = boltzmann.distribution(w, b, T)
    env |= {"p": lambda x: shares[boltzmann.rows(x)[0]], "E": lambda x: boltzmann.energy(w, x, b)}
    return {**env, "Z": np.exp(boltzmann.log_partition(w, b, T)), "free": {"x": states}, "range": {"y": states}}


@equation("bm-conditional", "boltzmann.distribution", "boltzmann.energy", "boltzmann.fire_probability",
          how="the shares of two states that differ in unit k, and the unit's own answer",
          reading=((r"p(x_k = 1 \mid \text{rest})", r"\text{on}_k"),))  # fmt: skip
def conditional(rng):
    env = net(rng)
    w, b, T, x = env["w"], env["b"], env["T"], env["x"]
    u, shares = boltzmann.net_input(w, x, b), boltzmann.distribution(w, b, T)
    low, high = (np.where(np.eye(4) == 1, value, x) for value in (0.0, 1.0))
    p0, p1 = (shares[boltzmann.rows(states)] for states in (low, high))
    E0, E1 = (boltzmann.energy(w, states, b) for states in (low, high))
    env |= {"E_0": Lazy(lambda env: E0[env["k"] - 1]), "E_1": Lazy(lambda env: E1[env["k"] - 1]), "u": u}
    env["free"] = {"k": range(1, 5)}
    return [{**env, "on": p1 / (p0 + p1)}, {**env, "on": boltzmann.fire_probability(u, T)}]


@equation("bm-balance", "boltzmann.transition_matrix", "boltzmann.distribution",
          how="both ways along every edge of the cube of three units",
          reading=((r"a \to c", "a, c"), (r"c \to a", "c, a")))  # fmt: skip
def balance(rng):
    env = net(rng, N=3)
    K = boltzmann.transition_matrix(env["w"], env["b"], env["T"])
    env |= {"K": lambda a, c: K[a, c], "p": over_states(boltzmann.distribution(env["w"], env["b"], env["T"]))}
    return [{**env, "a": a, "c": a ^ bit} for a in range(8) for bit in (1, 2, 4)]


@equation("bm-tv", "boltzmann.total_variation",
          reading=((r"\lvert", "|"), (r"\rvert", "|"), (r"\operatorname{TV}", "D"), ("p^{*}", "q")))  # fmt: skip
def variation(rng):
    p, q = rng.dirichlet(np.ones(8), 2)

    def by_code(p, q):
        return boltzmann.total_variation([p(x) for x in range(8)], [q(x) for x in range(8)])

    return {"p": over_states(p), "q": over_states(q), "D": by_code, "range": {"x": range(8)}}


@equation("bm-floor", "boltzmann.expected_variation", "boltzmann.total_variation",
          how="the function of the code; 400 times 1000 samples",
          reading=((r"\text{mean of TV}", r"\text{mean}"),))  # fmt: skip
def floor(rng):
    env, m = net(rng, N=3), 1000
    p = boltzmann.distribution(env["w"], env["b"], env["T"])
    measured = np.mean([boltzmann.total_variation(p, found / m) for found in rng.multinomial(m, p, 400)])
    env = {"p": over_states(p), "m": m, "range": {"x": range(8)}}
    return [
        {**env, "mean": boltzmann.expected_variation(p, m), "about": 1e-9},
        {**env, "mean": measured, "about": 0.1},
    ]


@equation("bm-signs", "boltzmann.from_signs", "boltzmann.energy", "hopfield.energy",
          how="the energies of every state in both alphabets; the constant is that of all units off")  # fmt: skip
def signs(rng):
    env = net(rng)
    w, b = env["w"], env["b"]
    new_w, new_b = boltzmann.from_signs(w, b)
    env |= {"new w": new_w, "new b": new_b, "free": {"i": range(1, 5), "j": range(4, 0, -1)}}
    env["constant"] = boltzmann.energy(new_w, np.zeros(4), new_b) - hopfield.energy(w, -np.ones(4), b)
    return [
        {**env, "E": hopfield.energy(w, 2 * x - 1, b), "new E": boltzmann.energy(new_w, x, new_b)}
        for x in boltzmann.all_states(4)
    ]


def machine(rng):
    """A machine with random thresholds, a target without zeros; E, p(v) and p(v, h) as functions of their states."""
    made = learning.Machine(*boltzmann.random_net(V + H, rng), V)
    joint = boltzmann.distribution(made.weights, made.thresholds).reshape(2**V, 2**H)
    shown = learning.visible_distribution(made)
    env = {"E": energy_of(made.weights, made.thresholds), "p": lambda v, h=None: shown[v] if h is None else joint[v, h]}
    env["Z"] = np.exp(boltzmann.log_partition(made.weights, made.thresholds))
    return made, rng.dirichlet(np.ones(2**V)), {**env, "range": {"v": range(2**V), "h": range(2**H)}}


def energy_of(w, b):
    """E(v, h), for the numbers of both states."""
    every = boltzmann.energy(w, boltzmann.all_states(V + H), b).reshape(2**V, 2**H)
    return lambda v, h: every[v, h]


@equation("bm-visible", "boltzmann.learning.visible_distribution", "boltzmann.distribution", "boltzmann.energy")
def visible(rng):
    return {**machine(rng)[-1], "free": {"v": range(2**V)}}


@equation("bm-likelihood", "boltzmann.learning.log_likelihood", "boltzmann.learning.visible_distribution")
def likelihood(rng):
    made, q, env = machine(rng)
    return [
        {**env, "theta": made, "p_data": over_states(q), "L": lambda made, q=q: learning.log_likelihood(made, q)}
        for q in (q, learning.parity(V))
    ]


@equation("bm-kl", "boltzmann.learning.log_likelihood", "boltzmann.learning.visible_distribution",
          how="the log likelihood of the code, for random data and random machines")  # fmt: skip
def divergence(rng):
    cases = []
    for _ in range(3):
        made, p_data, env = machine(rng)
        cases.append({**env, "theta": made, "p_data": over_states(p_data)})
        cases[-1]["L"] = lambda made, p_data=p_data: learning.log_likelihood(made, p_data)
    return cases


PAIRS = [(i, j) for i in reversed(range(V + H)) for j in range(V + H) if i != j]


def linked(w, i, j, change):
    """The weights with w_ij and w_ji, one parameter, moved by `change`."""
    w = w.copy()
    w[i, j] += change
    w[j, i] += change
    return w


@equation("bm-log-slope", "boltzmann.energy", "boltzmann.distribution", how="central differences in every weight",
          reading=((r"h \mid v", "h, v"),))  # fmt: skip
def log_slope(rng):
    made, _, env = machine(rng)
    w, b, joint = *made[:2], boltzmann.distribution(*made[:2]).reshape(2**V, 2**H)
    env |= {"p": lambda h, v: joint[v, h] / joint[v].sum(), "free": {"v": range(2**V - 1, -1, -1)}, "tolerance": ROUGH}

    def in_weight(i, j):
        def moved(change):
            return energy_of(linked(w, i, j, change), b)

        def slope(function):
            return float(slopes(lambda change: function({"E": moved(change)}), 0.0))

        def of_energy(env):
            return slope(lambda changed: changed["E"](env["v"], env["h"]))

        return {**env, "d/dw": slope, "dE/dw": Lazy(of_energy)}

    return [in_weight(*pair) for pair in PAIRS]


@equation(
    "bm-gradient",
    "boltzmann.learning.exact_slopes",
    "boltzmann.learning.log_likelihood",
    how="means over all states; central differences of L, and the gradient of the code",
    reading=(
        (r"\langle x_i x_j \rangle_{\text{data}}", r"\text{data}(x_i x_j)"),
        (r"\langle x_i x_j \rangle_{\text{model}}", r"\text{model}(x_i x_j)"),
        (r"\langle x_i \rangle_{\text{data}}", r"\text{data}(x_i)"),
        (r"\langle x_i \rangle_{\text{model}}", r"\text{model}(x_i)"),
    ),
)
def gradient(rng):
    made, q, env = machine(rng)
    w, b, p = *made[:2], boltzmann.distribution(*made[:2]).reshape(2**V, 2**H)
    awake = q[:, None] * p / p.sum(axis=1, keepdims=True)  # v as in the data, h as the machine answers
    env |= {"x": Table(boltzmann.all_states(V + H).T), "elementwise": True, "tolerance": ROUGH}
    env |= {"data": lambda values: awake.ravel() @ values, "model": lambda values: p.ravel() @ values}

    def L(w, b):
        return learning.log_likelihood(learning.Machine(w, b, V), q)

    by_code, by_hand = learning.exact_slopes(made, q), np.zeros_like(w)
    for i, j in PAIRS:
        by_hand[i, j] = slopes(lambda change, i=i, j=j: L(linked(w, i, j, change), b), 0.0)
    found = by_code, learning.Slopes(by_hand, slopes(lambda b: L(w, b), b))
    return [
        {**env, "dL/dw": each.weights, "dL/db": each.thresholds, "free": {"i": (i + 1,), "j": (j + 1,)}}
        for each in found
        for i, j in PAIRS
    ]


@equation("bm-price", "boltzmann.partition_cost.operations", "boltzmann.partition_cost.counted_partition",
          how="the count of the code, and every operation counted as it is done")  # fmt: skip
def price(rng):
    N = int(rng.integers(2, 9))
    counted = partition_cost.counted_partition(*boltzmann.random_net(N, rng))[1]
    return [{"N": N, "operations": count} for count in (partition_cost.operations(N), counted)]
