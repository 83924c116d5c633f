"""Hopfield nets: N units of -1 and +1, P patterns."""

import numpy as np

from nbhelpers import hopfield
from nbhelpers.hopfield import capacity, dense_capacity, patterns, sparse
from nbhelpers.hopfield import dense as hopfield_dense
from tests.equations import special
from tests.equations.arithmetic import Lazy, Table
from tests.equations.registry import equation


def net(rng, N=6, P=3):
    """Weights stored from P patterns, a random state, thresholds; and the names of all indices."""
    X = patterns.random_patterns(P, N, rng)
    w, x, b = hopfield.store(X), rng.choice([-1.0, 1.0], N), rng.normal(size=N)
    units, stored = range(1, N + 1), range(1, P + 1)
    return X, {
        "w": w, "x": x, "b": b, "N": N, "P": P, "free": {"i": units}, "range": {"i": units, "j": units, "t": stored}
    }  # fmt: skip


def both(N):
    return {"i": range(1, N + 1), "j": range(1, N + 1)}


def kept(rng, N=6, P=3):
    """The same with the patterns as x^s."""
    X, env = net(rng, N, P)
    free = {"s": range(1, P + 1), **both(N)}
    return X, {**env, "x": Table(X, upper=1), "free": free, "range": {**env["range"], "s": range(1, P + 1)}}


@equation("hop-rules", "hopfield.store")
def rules(rng):
    return {**net(rng)[1], "free": both(6)}


@equation("hop-input", "hopfield.net_input")
def net_input(rng):
    _, env = net(rng)
    return {**env, "u": hopfield.net_input(env["w"], env["x"], env["b"])}


@equation("hop-update", "hopfield.recall_at_once", how="all three cases, ties included, against one turn of all units")
def update(rng):
    _, env = net(rng, N=8, P=2)
    w, x = env["w"], np.where(rng.random(8) < 0.5, env["x"], hopfield.to_signs(rng.integers(0, 2, 8)))
    b = np.where(rng.random(8) < 0.3, w @ x, env["b"])
    after = next(hopfield.recall_at_once(w, x, b), x)
    return {**env, "x": x, "new x": after, "u": hopfield.net_input(w, x, b), "free": {"i": range(1, 9)}}


@equation("hop-one", "hopfield.store")
def one(rng):
    X, env = kept(rng, P=1)
    return {**env, "w": hopfield.store(X)}


@equation("hop-one-stable", "hopfield.store", "hopfield.net_input")
def one_stable(rng):
    X, env = kept(rng, P=1)
    return {**env, "u": hopfield.net_input(hopfield.store(X), X[0]), "free": {"i": range(1, 7)}}


@equation("hop-energy", "hopfield.energy")
def energy(rng):
    _, env = net(rng)
    return {**env, "E": hopfield.energy(env["w"], env["x"], env["b"])}


def without_one(env):
    """The energies of the nets from which unit k was taken out, for every k."""
    w, x, b = env["w"], env["x"], env["b"]
    rest = [np.delete(np.arange(len(x)), k) for k in range(len(x))]
    return np.array([hopfield.energy(w[np.ix_(r, r)], x[r], b[r]) for r in rest])


@equation("hop-apart", "hopfield.energy", how="all pairs and what is left without unit k, at random values")
def apart(rng):
    _, env = net(rng)
    env["free"] = {"k": range(1, 7)}
    linked = env["w"] + np.diag(rng.normal(size=6))  # the last term counts too
    return [{**env, "equals": -2 * hopfield.energy(env["w"], env["x"])}, {**env, "w": linked}]


@equation("hop-split", "hopfield.energy", "hopfield.net_input", reading=((r"E_{-k}", "A_k"),),
          how="E_-k is the energy of the net without unit k")  # fmt: skip
def split(rng):
    _, env = net(rng)
    w, x, b = env["w"], env["x"], env["b"]
    env["free"] = {"k": range(1, 7)}
    return {**env, "E": hopfield.energy(w, x, b), "u": hopfield.net_input(w, x, b), "A": without_one(env)}


def turned(env):
    """By how much E changes if unit k turns over, for every k: two energies, one less the other."""
    w, x, b = env["w"], env["x"], env["b"]
    flips = x * (1 - 2 * np.eye(len(x)))
    return np.array([hopfield.energy(w, flip, b) - hopfield.energy(w, x, b) for flip in flips])


@equation("hop-delta", "hopfield.energy_change", "hopfield.net_input", how="the difference of two energies")
def delta(rng):
    _, env = net(rng)
    w, x, b = env["w"], env["x"], env["b"]
    env |= {"u": hopfield.net_input(w, x, b), "Delta x": -2 * x, "free": {"k": range(1, 7)}}
    by_code = np.array([hopfield.energy_change(w, x, k, b) for k in range(6)])
    return [{**env, "Delta E": turned(env)}, {**env, "Delta E": by_code}]


@equation("hop-down", "hopfield.recall", "hopfield.net_input", how="every flip of a recall, and the energies around it")
def down(rng):
    _, env = net(rng, N=12)
    w, x, b = env["w"], env["x"], env["b"]
    found, E = [], hopfield.energy(w, x, b)
    for flip in hopfield.recall(w, x, rng, b):
        u = hopfield.net_input(w, x, b)
        found.append({"Delta E": Table([flip.energy - E]), "u": Table([u[flip.unit]]), "free": {"k": (1,)}})
        x, E = flip.state, flip.energy
    return found


@equation("hop-hebb", "hopfield.store")
def hebb(rng):
    X, env = kept(rng)
    return {**env, "w": hopfield.store(X)}


@equation("hop-crosstalk", "hopfield.store", "hopfield.net_input", how="the input of every stored bit, row by row")
def crosstalk(rng):
    X, env = kept(rng)
    U = [hopfield.net_input(hopfield.store(X), x) for x in X]
    return {**env, "u": Lazy(lambda env: U[env["s"] - 1]), "free": {"i": range(1, 7), "s": range(1, 4)}}


@equation("hop-c", "hopfield.capacity.crosstalk", "hopfield.net_input", how="crosstalk and input of every stored bit")
def c(rng):
    X, env = kept(rng)
    U = [hopfield.net_input(hopfield.store(X), x) for x in X]
    C = Table(capacity.crosstalk(X), upper=1)
    return {**env, "u": Lazy(lambda env: U[env["s"] - 1]), "C": C, "free": {"i": range(1, 7), "s": range(1, 4)}}


@equation(
    "hop-variance", "hopfield.capacity.crosstalk", how="all sets of 3 patterns of 3 units; 300 of 1000 units for the ≈"
)
def variance(rng):
    P, N = 3, 3
    everything = hopfield.all_states(P * N).reshape(-1, P, N)
    draws = [{"C": Table(capacity.crosstalk(X), upper=1)} for X in everything]
    one = {"i": int(rng.integers(1, 4)), "s": int(rng.integers(1, 4))}
    many = capacity.crosstalk(patterns.random_patterns(300, 1000, rng))
    measured = {"draws": [{"C": value} for value in rng.choice(many.ravel(), 20_000)], "C": 0.0, "i": 1, "s": 1}
    measured |= {"tolerance": 0.05, "about": 0.05, "N": 1000, "P": 300, "C_i^s": Lazy(lambda env: env["C"])}
    return [{"draws": draws, "N": N, "P": P, "about": 0.6, **one, "C": draws[0]["C"]}, measured]


@equation(
    "hop-tail",
    "hopfield.capacity.wrong_bit_probability",
    "hopfield.capacity.crosstalk",
    how="the normal tail; 40 nets of 300 units",
)
def tail(rng):
    N, P = 300, 90
    wrong = np.mean([capacity.crosstalk(patterns.random_patterns(P, N, rng)) > 1 for _ in range(40)])
    env = {"N": N, "P": P, "Q": special.Q, "about": 1e-9}
    by_code = capacity.wrong_bit_probability(P / N)
    return [{**env, "p_wrong": by_code}, {**env, "p_wrong": wrong, "about": 0.1}]


@equation(
    "hop-error-free", "hopfield.capacity.wrong_bit_probability", how="the tail of a million to a hundred million units"
)
def error_free(rng):
    N, c = 10.0 ** rng.uniform(6, 8), rng.uniform(3, 5)
    P = N / (c * np.log(N))
    return {"N": N, "P": P, "c": c, "p_wrong": capacity.wrong_bit_probability(P / N), "about": 0.05}


@equation(
    "hop-4lnN", "hopfield.capacity.error_free_load", how="just below the bound, and false just above",
    reading=((r"\text{for large } N", ""),),
)  # fmt: skip
def bound(rng):
    N = int(rng.integers(100, 10_000))
    P = N * capacity.error_free_load(N)
    return [{"N": N, "P": P * (1 - 1e-6)}, {"N": N, "P": P * (1 + 1e-6), "false": True}]


@equation("hop-sparse", "hopfield.sparse.store")
def sparse_rule(rng):
    X = sparse.sparse_patterns(4, 8, 0.25, rng)
    w, b = sparse.store(X)
    return {"w": w, "b": b, "x": Table(X, upper=1), "mu": float(X.mean()), "N": 8, "P": 4,
            "free": both(8), "range": {"s": range(1, 5), "j": range(1, 9)}}  # fmt: skip


@equation("hop-sparse-variance", "hopfield.sparse.store", how="150 patterns of 1000 units, a quarter of them on")
def sparse_variance(rng):
    X = sparse.sparse_patterns(150, 1000, 0.25, rng)
    w, b = sparse.store(X)
    many = 1 - X * (X @ w - b)  # C of every stored bit
    env = {"draws": [{"C": value} for value in rng.choice(many.ravel(), 20_000)], "C": 0.0, "i": 1, "s": 1}
    return {**env, "tolerance": 0.05, "about": 0.05, "a": 0.25, "N": 1000, "P": 150,
            "C_i^s": Lazy(lambda env: env["C"])}  # fmt: skip


@equation("hop-ags", "hopfield.capacity.settled_overlap", how="y from the overlap m = erf(y) that the code finds")
def ags(rng):
    N, load = 1000, rng.uniform(0.03, 0.13)
    return {"N": N, "P": N * load, "y": special.erfinv(capacity.settled_overlap(load)), "tolerance": 1e-6}


@equation("hop-squares", "hopfield.energy", "hopfield.store", "hopfield.overlap")
def squares(rng):
    X, env = net(rng)
    z = [6 * hopfield.overlap(env["x"], pattern) for pattern in X]
    return {**env, "E": hopfield.energy(env["w"], env["x"]), "z": np.array(z)}


def valley(N, n):
    """F(z) as the code has it: less the energy of a net of one pattern, in a state that agrees with it by z."""
    return lambda z: -hopfield_dense.energy(np.ones((1, N)), np.where(np.arange(N) < (N + z) // 2, 1, -1), n)


@equation("hop-dense", "hopfield.dense.energy", how="F(z) is less the energy of a net of one pattern; n = 2 to 5",
          reading=((r"n = 2, 3, 4, \dots", ""),))  # fmt: skip
def dense(rng):
    X, env = kept(rng)
    x, cases = rng.choice([-1.0, 1.0], 6), []
    agreement = {"z_s": Lazy(lambda env: X[env["s"] - 1] @ x), "free": {"z": range(6, -7, -2)}}
    for n in (2, 3, 4, 5):
        cases.append({**env, **agreement, "n": n, "F": valley(6, n), "E": hopfield_dense.energy(X, x, n)})
    return cases


@equation(
    "hop-dense-update", "hopfield.dense.recall", "hopfield.dense.energy",
    how="every flip of a recall and all units at its end; n = 2, 3, 4",
    reading=((r"\operatorname{sgn} \sum", r"\operatorname{sgn}(\sum"), (r"\Big), \qquad", r")), \qquad")),
)  # fmt: skip
def dense_update(rng):
    return [case for n in (2, 3, 4) for case in answers(rng, n)]


def answers(rng, n, N=9, P=4):
    """What the units say, one case each; sgn 0 is what the unit said before."""
    X, env = kept(rng, N, P)
    env |= {"x_k^s": Lazy(lambda env: X[env["s"] - 1, env["k"] - 1]), "F": valley(N, n), "free": {}}
    x = rng.choice([-1.0, 1.0], N)

    def case(k, before, after):
        rest = np.delete(np.arange(N), k)
        here = {"k": k + 1, "x": before, "new x": after, "h": X[:, rest] @ before[rest]}
        return {**env, **here, "sgn": lambda u: before[k] if abs(u) < 1e-9 else np.sign(u)}

    for flip in hopfield_dense.recall(X, x, rng, n):
        yield case(flip.unit, x, flip.state)
        x = flip.state
    yield from (case(k, x, x) for k in range(N))


@equation("hop-dense-capacity", "hopfield.dense_capacity.wrong_bit_probability",
          "hopfield.dense_capacity.error_free_count", "hopfield.dense.energy_changes",
          how="the code's functions, n = 2, 3, 4; bits that turn in nets of 80 units",
          reading=((r"(2n", r"\text{odd}(2n"), ("!!", "")))  # fmt: skip
def dense_load(rng):
    N, P, wrong = 80, 900, []
    for X in [patterns.random_patterns(P, N, rng) for _ in range(8)]:
        wrong.append(np.mean([hopfield_dense.energy_changes(X, x, 3) < 0 for x in X[:200]]))
    env = {"odd": lambda m: special.double_factorial(m), "P": P, "N": N, "Q": special.Q, "about": 1e-9}

    def by_code(n):
        p, P_max = dense_capacity.wrong_bit_probability(N, P, n), dense_capacity.error_free_count(N, n)
        return {**env, "n": n, "p_wrong": p, "P_max": P_max}

    return [*(by_code(n) for n in (2, 3, 4)), {**by_code(3), "p_wrong": np.mean(wrong), "about": 0.15}]


@equation("hop-attention", "hopfield.dense.attention", how="β = 1, 2 and 3: so many copies of every unit")
def attention(rng):
    X, env = kept(rng)
    x, cases = rng.choice([-1.0, 1.0], 6), []
    for copies in (1, 2, 3):
        p, mixed = hopfield_dense.attention(np.repeat(X, copies, axis=1), np.repeat(x, copies))
        cases.append({**env, "p": p, "x^new": mixed[::copies], "beta": copies, "z": X @ x, "softmax": special.softmax})
    return cases
