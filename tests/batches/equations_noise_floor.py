"""Batches: the noise that stays, rates that fall, how large a batch pays; orders and batches by enumeration."""

import itertools

import numpy as np

from nbhelpers import batches
from nbhelpers.batches import noise_floor, stability
from tests.batches.equations import problem, ways
from tests.equations import special
from tests.equations.arithmetic import Table
from tests.equations.registry import equation


@equation("bat-floor", "batches.noise_floor.stationary_variance",
          how="the closed form of the code; a small η for the ≈")  # fmt: skip
def floor(rng):
    eta, lam, s, nu = 0.01, rng.uniform(0.5, 1.5), rng.uniform(0.5, 2), rng.uniform(0.1, 1)
    env = {"eta": eta, "lambda": lam, "s": s, "nu": nu, "about": 0.01}
    v = noise_floor.stationary_variance(eta, lam, nu * s)
    settled = noise_floor.variances([eta] * 4000, lam, nu * s, 1.0)[-1]
    return [{**env, "v": v}, {**env, "v": settled}]


@equation(
    "bat-floor-rule", "batches.stability.excess_loss", "batches.scatter", how="the exact floor of the tide at a small η"
)
def floor_rule(rng):
    X, y = batches.tide(samples=64, seed=int(rng.integers(99)))
    best, eta, B = batches.minimum(X, y), 0.01, 2
    least = float(batches.loss(X, y, best))
    E = least + stability.excess_loss(X, y, eta, B)
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
    env = {"w_end": end, "w_start": start, "a": noise_floor.weights_of_samples([eta] * 6), "y": y, "eta": eta, "m": 6}
    return {**env, "a_0": (1 - eta) ** 6, "pi": lambda j: int(order[j - 1]) + 1, "range": {"j": range(1, 7)}}


@equation(
    "bat-shuffled",
    "batches.noise_floor.shuffled_variance",
    "batches.descend",
    how="the closed form; all orders of four numbers",
)
def shuffled(rng):
    y, eta, m = rng.normal(size=4), rng.uniform(0.2, 0.8), 4
    orders = itertools.permutations(range(m))
    ends = [batches.descend(np.ones((m, 1)), y, [y.mean()], eta, [[k] for k in row])[-1, 0] for row in orders]
    a_0 = (1 - eta) ** m
    at_rest = np.var(ends) / (1 - a_0**2)
    env = {"m": m, "eta": eta, "a_0": a_0, "sigma": y.std()}
    return [{**env, "v_shuffled": v} for v in (noise_floor.shuffled_variance(eta, m, y.var()), at_rest)]
