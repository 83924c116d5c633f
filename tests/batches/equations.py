"""Batches: least squares with m samples, B of them a step; means over all batches are taken by enumeration."""

import itertools

import numpy as np

from nbhelpers import batches
from nbhelpers.batches import noise_floor, stability
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

DELTA = ((r"\Delta", r"\text{Delta}"),)  # Δ with an index, a variable of its own
ALL = "the mean over all batches, with and without replacement"


def problem(rng, m=4, d=2):
    """Inputs, levels, a start; samples are counted from 1."""
    X, y, w = rng.normal(size=(m, d)), rng.normal(size=m), rng.normal(size=d)
    every = range(1, m + 1)
    return X, y, w, {"m": m, "eta": rng.uniform(0.1, 0.4), "range": {"k": every}}


def column(rows):
    return Table([np.array(row)[:, None] for row in rows])


def ways(m, B, replace):
    """All batches as rows of sample numbers, each as likely as the others."""
    found = itertools.product(range(m), repeat=B) if replace else itertools.permutations(range(m), B)
    return [list(rows) for rows in found]


@equation("bat-mean", "batches.loss", "batches.sample_gradients", how="central differences of E and of every E_k",
          reading=((r"\nabla E_k(w)", r"\text{slopes}_k(w)"), ("E_k(w)", r"\text{each}_k(w)")))  # fmt: skip
def mean(rng):
    X, y, w, env = problem(rng)

    def each(w):
        return np.array([batches.loss(X[[k]], y[[k]], w) for k in range(4)])

    G = batches.sample_gradients(X, y, w)
    env |= {"E": lambda w: batches.loss(X, y, w), "each": each, "slopes": lambda w: slopes(each, w), "w": w}
    env |= {"nabla E": lambda w: slopes(lambda w: batches.loss(X, y, w), w), "g": G.mean(axis=0), "tolerance": ROUGH}
    return {**env, "g_k": Lazy(lambda env: G[env["k"] - 1]), "free": {"k": range(1, 5)}}


@equation("bat-step", "batches.descend", "batches.sample_gradients", how="the step of the code, central differences")
def step(rng):
    X, y, w, env = problem(rng)
    rows = rng.choice(4, 3, replace=False)
    G, path = batches.sample_gradients(X, y, w), batches.descend(X, y, w, env["eta"], [rows])
    env |= {"S": (rows + 1).tolist(), "B": 3, "w": Table(path), "t": 1, "tolerance": ROUGH}
    g_S = slopes(lambda w: batches.loss(X[rows], y[rows], w), w)
    return {**env, "g_k": Lazy(lambda env: G[env["k"] - 1]), "g_S": g_S}


def all_batches(rng, replace, B=2):
    """Every batch of 2 of 4: its gradient, and the deviations of its samples."""
    X, y, w, env = problem(rng)
    G = batches.sample_gradients(X, y, w)
    delta, every = G - G.mean(axis=0), range(1, B + 1)
    draws = [{"g_S": G[rows].mean(axis=0), "k": Table([row + 1 for row in rows])} for rows in ways(4, B, replace)]
    sigma2 = batches.scatter(G)
    env |= {"G": Table(G), "g": slopes(lambda w: batches.loss(X, y, w), w), "delta": Table(delta), "B": B}
    env |= {"sigma": np.sqrt(sigma2), "c": 0.0 if replace else -sigma2 / 3, "draws": draws, **draws[0]}
    env |= {"nu": batches.noise_factor(4, B, replace), "with replacement,": replace, "without.": not replace}
    return {**env, "tolerance": ROUGH, "range": {"k": range(1, 5), "i": every, "j": every}}


def both(rng):
    return [all_batches(rng, replace) for replace in (True, False)]


equation("bat-unbiased", "batches.sample_gradients", how=ALL, reading=(("g_{k_j}", "G_{k_j}"),))(both)
equation("bat-square", "batches.scatter", "batches.sample_gradients", how=ALL)(both)
equation("bat-variance", "batches.noise_factor", "batches.scatter", how=ALL)(both)


@equation("bat-sigma", "batches.scatter")
def sigma(rng):
    return [{key: value for key, value in each.items() if key != "k"} for each in both(rng)]


@equation("bat-error", "batches.descend", "batches.minimum", "batches.curvature", reading=DELTA)
def error(rng):
    X, y, w, env = problem(rng)
    rows, best = rng.choice(4, 2, replace=False), batches.minimum(X, y)
    path = batches.descend(X, y, w, env["eta"], [rows]) - best
    env |= {"Delta": column(path), "x": column(X), "r": Table(X @ best - y), "S": (rows + 1).tolist(), "B": 2, "t": 1}
    return {**env, "I": np.eye(2), "H_S": batches.curvature(X[rows])}


def one_weight(rng, B=2):
    """All batches without replacement from two starts on either side of the minimum of one weight."""
    X, y, _, env = problem(rng, d=1)
    best, away, draws = batches.minimum(X, y), rng.uniform(0.5, 2), []
    for rows in ways(4, B, False):
        H = float(batches.curvature(X[rows])[0, 0])
        ends = [batches.descend(X, y, best + start, env["eta"], [rows])[-1] - best for start in (away, -away, 0)]
        draws += [{"Delta": Table([s, float(end[0])]), "H_S": H, "rest": float(ends[2][0])}
                  for s, end in zip((away, -away), ends, strict=False)]  # fmt: skip
    return X, {**env, **draws[0], "draws": draws, "t": 1, "B": B}


@equation("bat-one", "batches.descend", how="all batches, from two starts on either side", reading=DELTA)
def one(rng):
    _, env = one_weight(rng)
    return {**env, "(a constant)": float(np.mean([draw["rest"] ** 2 for draw in env["draws"]]))}


@equation(
    "bat-one-bound",
    "batches.stability.largest_eta",
    "batches.noise_factor",
    how="true just below the code's bound, false above",
)
def one_bound(rng):
    X, env = one_weight(rng)
    x, edge = X[:, 0], stability.largest_eta(X, 2)
    env |= {"mu_2": np.mean(x**2), "mu_4": np.mean(x**4), "nu": batches.noise_factor(4, 2)}
    return [{**env, "eta": edge * share} for share in (0.3, 1 - 1e-6, 1 + 1e-6, 1.5)]


@equation("bat-length", "batches.descend", "batches.tide", how="inputs of one length, all residuals 0",
          reading=DELTA)  # fmt: skip
def length(rng):
    X, _ = batches.tide(samples=6, harmonics=2, seed=int(rng.integers(99)))
    best, k, eta = rng.normal(size=4), int(rng.integers(6)), rng.uniform(0.1, 0.9)
    path = batches.descend(X, X @ best, rng.normal(size=4), eta, [[k]]) - best
    return {"Delta": Table(path), "x": Table(X), "k": k + 1, "t": 1, "eta": eta}


@equation("bat-trace", "batches.stability.largest_eta", how="true just below the code's bounds, false just above one",
          reading=((r"\text{one at a time: } \eta", r"\qquad \text{single}"),))  # fmt: skip
def trace(rng):
    X = 1.3 * batches.tide(samples=8, harmonics=2, seed=int(rng.integers(99)))[0]
    values = np.linalg.eigvalsh(batches.curvature(X))[::-1]
    edges = stability.largest_eta(X, 8), stability.largest_eta(X, 1)
    env = {"lambda": values, "lambda_max": values[0], "lambda_d": values[3], "dots": values[2]}
    sides = itertools.product((1 - 1e-6, 1 + 1e-6), repeat=2)
    return [{**env, "eta": a * edges[0], "single": b * edges[1], "false": max(a, b) > 1} for a, b in sides]


@equation(
    "bat-second",
    "batches.stability.drift",
    "batches.stability.curvature_moment",
    "batches.descend",
    how="all batches from starts of mean 0",
)
def second(rng):
    X, y, _, env = problem(rng)
    best, eta, B = batches.minimum(X, y), env["eta"], 2
    starts = [sign * start for start in rng.normal(size=(3, 2)) for sign in (1, -1)]
    ends = [batches.descend(X, y, best + s, eta, [rows])[-1] - best for s in starts for rows in ways(4, B, False)]
    before, after = (np.mean([np.outer(one, one) for one in some], axis=0) for some in (starts, ends))
    nu, r = batches.noise_factor(4, B), X @ best - y
    G = batches.sample_gradients(X, y, best)

    def act(matrix):
        return lambda C: (matrix @ C.ravel()).reshape(2, 2)

    env |= {"C_t": before, "C_t+1": after, "C": rng.normal(size=(2, 2)), "nu": nu, "r": Table(r)}
    env["Sigma_min"] = G.T @ G / 4
    return {
        **env,
        "x": column(X),
        "H": batches.curvature(X),
        "L": act(stability.drift(X)),
        "Q": act(stability.curvature_moment(X, nu)),
    }


@equation(
    "bat-bound",
    "batches.stability.largest_eta",
    "batches.stability.drift",
    "batches.stability.curvature_moment",
    how="true just below, false above",
)
def bound(rng):
    X = rng.normal(size=(5, 2))
    edge = stability.largest_eta(X, 2)
    env = {"L": stability.drift(X), "Q": stability.curvature_moment(X, batches.noise_factor(5, 2))}
    env["rho"] = lambda A: float(np.abs(np.linalg.eigvals(A)).max())
    return [{**env, "eta": edge * (1 - 1e-6)}, {**env, "eta": edge * (1 + 1e-6), "false": True}]


@equation("bat-push", "batches.descend", "batches.noise_floor.variances",
          how="one step of a single weight, and its variance", reading=DELTA)  # fmt: skip
def push(rng):
    y, eta, w, k = rng.normal(size=4), rng.uniform(0.1, 0.9), rng.normal(), int(rng.integers(4))
    X, start = np.full((4, 1), rng.uniform(0.5, 1)), rng.uniform(0.5, 2)
    lam, best = float(batches.curvature(X)[0, 0]), batches.minimum(X, y)
    path = batches.descend(X, y, [w], eta, [[k]])[:, 0] - best[0]
    noise = float(batches.sample_gradients(X, y, best)[k, 0])
    V = noise_floor.variances([eta], lam, 0.7 * 0.4, start)
    draws = [{"Delta": Table([sign * np.sqrt(start)])} for sign in (1, -1)]
    env = {"Delta": Table(path), "n": Table([noise]), "V": Table(V), "t": 1, "eta": eta, "lambda": lam, "draws": draws}
    return {**env, "nu": 0.7, "s": 0.4}
