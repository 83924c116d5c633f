"""Batches: least squares with N samples, B of them a step; means over all batches are taken by enumeration."""

import itertools

import numpy as np
from scipy import special

from nbhelpers import batches
from nbhelpers.batches import noise_floor, stability
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

ALL = "the mean over all batches, with and without replacement"


def problem(rng, N=4, d=2):
    """Inputs, levels, a start; samples are counted from 1."""
    X, y, w = rng.normal(size=(N, d)), rng.normal(size=N), rng.normal(size=d)
    every = range(1, N + 1)
    return X, y, w, {"N": N, "eta": rng.uniform(0.1, 0.4), "range": {"k": every}}


def column(rows):
    return Table([np.array(row)[:, None] for row in rows])


def ways(N, B, replace):
    """All batches as rows of sample numbers, each as likely as the others."""
    found = itertools.product(range(N), repeat=B) if replace else itertools.permutations(range(N), B)
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
    env |= {"nu": batches.noise_factor(4, B, replace), "with replacement,": replace, "without,": not replace}
    return {**env, "tolerance": ROUGH, "range": {"k": range(1, 5), "i": every, "j": every}}


def both(rng):
    return [all_batches(rng, replace) for replace in (True, False)]


equation("bat-unbiased", "batches.sample_gradients", how=ALL, reading=(("g_{k_j}", "G_{k_j}"),))(both)
equation("bat-square", "batches.scatter", "batches.sample_gradients", how=ALL)(both)
equation("bat-variance", "batches.noise_factor", "batches.scatter", how=ALL)(both)


@equation("bat-sigma", "batches.scatter")
def sigma(rng):
    return [{key: value for key, value in each.items() if key != "k"} for each in both(rng)]


@equation("bat-error", "batches.descend", "batches.minimum", "batches.curvature")
def error(rng):
    X, y, w, env = problem(rng)
    rows, best = rng.choice(4, 2, replace=False), batches.minimum(X, y)
    path = batches.descend(X, y, w, env["eta"], [rows]) - best
    env |= {"d": column(path), "x": column(X), "r": Table(X @ best - y), "S": (rows + 1).tolist(), "B": 2, "t": 1}
    return {**env, "I": np.eye(2), "H_S": batches.curvature(X[rows])}


def one_weight(rng, B=2):
    """All batches without replacement from two starts on either side of the minimum of one weight."""
    X, y, _, env = problem(rng, d=1)
    best, away, draws = batches.minimum(X, y), rng.uniform(0.5, 2), []
    for rows in ways(4, B, False):
        H = float(batches.curvature(X[rows])[0, 0])
        ends = [batches.descend(X, y, best + start, env["eta"], [rows])[-1] - best for start in (away, -away, 0)]
        draws += [{"d": Table([s, float(end[0])]), "H_S": H, "rest": float(ends[2][0])}
                  for s, end in zip((away, -away), ends, strict=False)]  # fmt: skip
    return X, {**env, **draws[0], "draws": draws, "t": 1, "B": B}


@equation("bat-one", "batches.descend", how="all batches, from two starts on either side")
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
    env |= {"h": np.mean(x**2), "q": np.mean(x**4), "nu": batches.noise_factor(4, 2)}
    return [{**env, "eta": edge * share} for share in (0.3, 1 - 1e-6, 1 + 1e-6, 1.5)]


@equation("bat-length", "batches.descend", "batches.tide", how="inputs of one length, all residuals 0")
def length(rng):
    X, _ = batches.tide(samples=6, harmonics=2, seed=int(rng.integers(99)))
    best, k, eta = rng.normal(size=4), int(rng.integers(6)), rng.uniform(0.1, 0.9)
    path = batches.descend(X, X @ best, rng.normal(size=4), eta, [[k]]) - best
    return {"d": Table(path), "x": Table(X), "k": k + 1, "t": 1, "eta": eta, "R": np.sqrt(2)}


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
    "batches.stability.spread",
    "batches.descend",
    how="all batches from starts of mean 0",
)
def second(rng):
    X, y, _, env = problem(rng)
    best, eta, B = batches.minimum(X, y), env["eta"], 2
    starts = [sign * start for start in rng.normal(size=(3, 2)) for sign in (1, -1)]
    ends = [batches.descend(X, y, best + s, eta, [rows])[-1] - best for s in starts for rows in ways(4, B, False)]
    before, after = (np.mean([np.outer(d, d) for d in some], axis=0) for some in (starts, ends))
    nu, r = batches.noise_factor(4, B), X @ best - y
    G = batches.sample_gradients(X, y, best)

    def act(matrix):
        return lambda C: (matrix @ C.ravel()).reshape(2, 2)

    env |= {"C_t": before, "C_t+1": after, "C": rng.normal(size=(2, 2)), "nu": nu, "R": G.T @ G / 4, "r": Table(r)}
    return {
        **env,
        "x": column(X),
        "H": batches.curvature(X),
        "L": act(stability.drift(X)),
        "Q": act(stability.spread(X, nu)),
    }


@equation(
    "bat-bound",
    "batches.stability.largest_eta",
    "batches.stability.drift",
    "batches.stability.spread",
    how="true just below, false above",
)
def bound(rng):
    X = rng.normal(size=(5, 2))
    edge = stability.largest_eta(X, 2)
    env = {"L": stability.drift(X), "Q": stability.spread(X, batches.noise_factor(5, 2))}
    env["rho"] = lambda A: float(np.abs(np.linalg.eigvals(A)).max())
    return [{**env, "eta": edge * (1 - 1e-6)}, {**env, "eta": edge * (1 + 1e-6), "false": True}]


@equation(
    "bat-push", "batches.descend", "batches.noise_floor.variances", how="one step of a single weight, and its variance"
)
def push(rng):
    y, eta, w, k = rng.normal(size=4), rng.uniform(0.1, 0.9), rng.normal(), int(rng.integers(4))
    X, start = np.full((4, 1), rng.uniform(0.5, 1)), rng.uniform(0.5, 2)
    lam, best = float(batches.curvature(X)[0, 0]), batches.minimum(X, y)
    path = batches.descend(X, y, [w], eta, [[k]])[:, 0] - best[0]
    noise = float(batches.sample_gradients(X, y, best)[k, 0])
    V = noise_floor.variances([eta], lam, 0.7 * 0.4, start)
    draws = [{"d": Table([sign * np.sqrt(start)])} for sign in (1, -1)]
    env = {"d": Table(path), "n": Table([noise]), "V": Table(V), "t": 1, "eta": eta, "lambda": lam, "draws": draws}
    return {**env, "nu": 0.7, "s": 0.4}


@equation("bat-floor", "batches.noise_floor.floor", how="the closed form of the code; a small η for the ≈")
def floor(rng):
    eta, lam, s, nu = 0.01, rng.uniform(0.5, 1.5), rng.uniform(0.5, 2), rng.uniform(0.1, 1)
    env = {"eta": eta, "lambda": lam, "s": s, "nu": nu, "about": 0.01}
    v = noise_floor.floor(eta, lam, nu * s)
    settled = noise_floor.variances([eta] * 4000, lam, nu * s, 1.0)[-1]
    return [{**env, "v": v}, {**env, "v": settled}]


@equation(
    "bat-floor-rule", "batches.stability.floor_loss", "batches.scatter", how="the exact floor of the tide at a small η"
)
def floor_rule(rng):
    X, y = batches.tide(samples=64, seed=int(rng.integers(99)))
    best, eta, B = batches.minimum(X, y), 0.01, 2
    least = float(batches.loss(X, y, best))
    E = least + stability.floor_loss(X, y, eta, B)
    sigma = np.sqrt(batches.scatter(batches.sample_gradients(X, y, best)))
    return {
        "E": E,
        "E_min": least,
        "eta": eta,
        "B": B,
        "sigma": sigma,
        "nu": batches.noise_factor(64, B),
        "about": 0.05,
    }


@equation("bat-written-out", "batches.noise_floor.variances", how="a learning rate of its own at every step")
def written_out(rng):
    etas, lam, T = rng.uniform(0.1, 0.9, 5), rng.uniform(0.5, 1.5), 5
    V = noise_floor.variances(etas, lam, 0.7 * 0.4, rng.uniform(0.5, 2))
    env = {"V": Table(V, origin=0), "eta": Table(etas, origin=0), "lambda": lam, "nu": 0.7, "s": 0.4, "T": T}
    return {**env, "range": {"t": range(T), "u": range(T)}}


@equation("bat-robbins-monro", "batches.noise_floor.variances",
          how="rates a, a/t and a/t², summed by the zeta function: both hold where the code's V comes to 0",
          reading=((r"\sum_{t} \eta_t^2", r"\text{squares}"), (r"\sum_{t} \eta_t", r"\text{sum}")))  # fmt: skip
def robbins_monro(rng):
    a, cases = rng.uniform(0.3, 0.9), []
    for p in (0, 1, 2):
        etas = a / np.arange(1, 20_001.0) ** p
        sums = {
            "sum": np.inf if p <= 1 else a * special.zeta(p),
            "squares": np.inf if p == 0 else a**2 * special.zeta(2 * p),
        }
        cases.append({**sums, "false": bool(noise_floor.variances(etas, 1.0, 1.0, 1.0)[-1] > 0.02)})
    return cases


@equation("bat-weights", "batches.noise_floor.weights_of_samples")
def weights(rng):
    eta, T = rng.uniform(0.1, 0.9), 6
    a = noise_floor.weights_of_samples([eta] * T)
    return {"a": a, "eta": eta, "T": T, "free": {"j": range(1, T + 1)}}


@equation("bat-taylor", "batches.loss", "batches.sample_gradients", "batches.curvature")
def taylor(rng):
    X, y, w, env = problem(rng)
    G = batches.sample_gradients(X, y, w)
    env |= {"g": G.mean(axis=0), "g_S": G[:2].mean(axis=0), "w": w, "H": batches.curvature(X)}
    return {**env, "E": lambda w: batches.loss(X, y, w)}


def best_step(rng):
    X, y, w, env = problem(rng)
    G = batches.sample_gradients(X, y, w)
    g, H, Sigma = G.mean(axis=0), batches.curvature(X), np.cov(G.T, bias=True)
    return X, y, w, G, {**env, "g": g, "H": H, "Sigma": Sigma, "B": 2, "fall": 0.0}


@equation("bat-fall", "batches.loss", "batches.sample_gradients", how="the mean over all batches, with replacement")
def fall(rng):
    X, y, w, G, env = best_step(rng)
    moved = [w - env["eta"] * G[rows].mean(axis=0) for rows in ways(4, 2, True)]
    draws = [{"fall": float(batches.loss(X, y, w) - batches.loss(X, y, at))} for at in moved]
    return {**env, "draws": draws}


@equation("bat-noise-scale", "batches.noise_floor.best_step", "batches.noise_floor.noise_scale")
def noise_scale(rng):
    *_, env = best_step(rng)
    given = env["g"], env["H"], env["Sigma"]
    found = {B: noise_floor.best_step(*given, size) for B, size in (("B", 2), ("infty", np.inf))}
    for B, (eta, fallen) in found.items():
        env |= {f"eta_{B}": eta, f"fall_{B}": fallen}
    return {**env, "B_noise": noise_floor.noise_scale(*given)}


@equation(
    "bat-epoch", "batches.descend", "batches.noise_floor.weights_of_samples", how="an epoch of the mean of six numbers"
)
def epoch(rng):
    y, eta, order, start = rng.normal(size=6), rng.uniform(0.1, 0.9), rng.permutation(6), rng.normal()
    end = batches.descend(np.ones((6, 1)), y, [start], eta, [[k] for k in order])[-1, 0]
    env = {"w_end": end, "w_start": start, "a": noise_floor.weights_of_samples([eta] * 6), "y": y, "eta": eta, "N": 6}
    return {**env, "q": (1 - eta) ** 6, "pi": lambda j: int(order[j - 1]) + 1, "range": {"j": range(1, 7)}}


@equation(
    "bat-shuffled",
    "batches.noise_floor.shuffled_floor",
    "batches.descend",
    how="the closed form; all orders of four numbers",
)
def shuffled(rng):
    y, eta, N = rng.normal(size=4), rng.uniform(0.2, 0.8), 4
    orders = itertools.permutations(range(N))
    ends = [batches.descend(np.ones((N, 1)), y, [y.mean()], eta, [[k] for k in row])[-1, 0] for row in orders]
    q = (1 - eta) ** N
    at_rest = np.var(ends) / (1 - q**2)
    env = {"N": N, "eta": eta, "q": q, "sigma": y.std()}
    return [{**env, "v_shuffled": v} for v in (noise_floor.shuffled_floor(eta, N, y.var()), at_rest)]
