"""Tuning: paired comparisons, maxout, preprocessing, search."""

import numpy as np

from nbhelpers import batches
from nbhelpers.datasets import preprocessing
from nbhelpers.stats import paired_t
from nbhelpers.tuning import maxout, random_search
from tests.equations import special
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

DELTA = ((r"\Delta", r"\text{Delta}"),)


@equation("tun-paired", "stats.paired_t.t_interval", how="five seeds; the variance that the code's interval is made of",
          reading=DELTA)  # fmt: skip
def a_pair(rng):
    a, b = rng.normal(80, 2, 5), rng.normal(79, 2, 5)
    draws = [{"a": one, "b": other, "Delta": one - other} for one, other in zip(a, b, strict=True)]
    found = paired_t.t_interval(a - b)
    spread = (found.high - found.mean) * np.sqrt(5) / special.student_t(0.975)
    return {"draws": draws, **draws[0], "equals": spread**2 * 4 / 5, "tolerance": 2e-3}


@equation("tun-interval", "stats.paired_t.t_interval",
          how="both ends of the code's interval, t from the t distribution",
          reading=((r"\pm", r"+ \text{side}"),
                   (r"\bar \Delta", r"\text{mean}"), (r"s_\Delta", r"\text{spread}")))  # fmt: skip
def interval(rng):
    delta = rng.normal(1, 2, 5)
    found, t = paired_t.t_interval(delta), special.student_t(0.975)
    env = {"mean": delta.mean(), "spread": delta.std(ddof=1), "n": 5, "t": t, "tolerance": 1e-3}
    return [{**env, "side": side, "this": [end]} for side, end in ((1, found.high), (-1, found.low))]


def maxout_values(rng, k=4, n=3):
    w, x, b = rng.normal(size=(n, k)), rng.normal(size=n), rng.normal(size=k)
    return {
        "w": w,
        "x": x,
        "b": b,
        "z": x @ w + b,
        "k": k,
        "range": {"i": range(1, n + 1)},
        "free": {"j": range(1, k + 1)},
    }


@equation("tun-maxout", "tuning.maxout.maxout")
def a_maxout(rng):
    env = maxout_values(rng)
    return {**env, "h": lambda x: maxout.maxout((x @ env["w"] + env["b"])[None], 4)[0, 0]}


@equation("tun-maxout-back", "tuning.maxout.maxout_backward", how="the slopes of the code, and central differences")
def maxout_back(rng):
    env, g = maxout_values(rng), rng.normal()
    by_code = maxout.maxout_backward(np.array([[g]]), env["z"][None], 4)[0]
    by_hand = slopes(lambda z: g * maxout.maxout(z[None], 4)[0, 0], env["z"])
    env |= {"g": g, "if is the largest": Lazy(lambda env: env["z"][env["j"] - 1] == env["z"].max()), "tolerance": ROUGH}
    return [{**env, "dE/dz": found} for found in (by_code, by_hand)]


@equation(
    "tun-tangents",
    "tuning.maxout.tangents",
    "tuning.maxout.tangent_error",
    how="a parabola, which meets the bound, and an arch",
)
def tangents(rng):
    low, high, k = -rng.uniform(0.5, 2), rng.uniform(0.5, 2), int(rng.integers(2, 6))
    M = rng.uniform(0.5, 2)
    part, cases = M / np.cosh(2), []
    parabola, arch = (
        (lambda x: M * x**2 / 2, lambda x: M * x),
        (lambda x: part * np.cosh(x), lambda x: part * np.sinh(x)),
    )
    for f, slope in (parabola, arch):
        lines = maxout.tangents(f, slope, low, high, k)
        env = {"f": f, "h": lambda x, lines=lines: float(np.max(lines.slopes * x + lines.offsets)), "M": M, "k": k}
        cases += [{**env, "u": high, "l": low, "x": x} for x in (low, high, *rng.uniform(low, high, 8))]
    at_most, edge = maxout.tangent_error(M, low, high, k), {"h": lambda x: 0.0, "x": 0.0, "M": M, "k": k}
    edge |= {"u": high, "l": low}
    return [*cases, {**edge, "f": lambda x: at_most}, {**edge, "f": lambda x: at_most * (1 + 1e-6), "false": True}]


def samples(rng, m=6, n=3):
    X = rng.normal(1, 1, size=(m, n)) @ rng.normal(size=(n, n))
    return X, {"m": m, "n": n, "range": {"k": range(1, m + 1), "i": range(1, n + 1)}}


@equation("tun-standard", "datasets.preprocessing.standard", "datasets.preprocessing.standardise")
def standard(rng):
    X, env = samples(rng)
    after = preprocessing.standardise(X, preprocessing.standard(X, 0.01))[0]
    env |= {"x": X[0], "new x": after, "mu": X.mean(axis=0), "sigma": X.std(axis=0), "epsilon": 0.01}
    return {**env, "free": {"i": range(1, 4)}}


@equation(
    "tun-hessian",
    "datasets.preprocessing.covariance",
    "batches.sample_gradients",
    how="central differences of the slopes of E",
)
def hessian(rng):
    X, env = samples(rng)
    y = rng.normal(size=6)
    second = slopes(lambda w: batches.sample_gradients(X, y, w).mean(axis=0), rng.normal(size=3))
    env |= {"x": X, "C": preprocessing.covariance(X), "mu": X.mean(axis=0), "d2E/dwdw": second, "tolerance": ROUGH}
    return {**env, "free": {"i": range(1, 4), "j": range(1, 4)}}


@equation("tun-gcn", "datasets.preprocessing.gcn")
def gcn(rng):
    x = rng.normal(2, 3, 5)
    env = {"x": x, "new x": preprocessing.gcn(x[None])[0], "bar x": x.mean(), "s": x.std(), "n": 5}
    return {**env, "free": {"i": range(1, 6)}, "range": {"i": range(1, 6)}}


def whitened(rng):
    """Whitening without a guard, W turned by a random rotation for the distance."""
    X, env = samples(rng)
    X = X - X.mean(axis=0)
    found = preprocessing.whitening(X, eps=1e-12)
    return X, found, {**env, "C": preprocessing.covariance(X), "tolerance": 1e-6}


@equation(
    "tun-moved",
    "datasets.preprocessing.whiten",
    "datasets.preprocessing.covariance",
    how="the covariance before and after",
)
def moved(rng):
    X, env = samples(rng)
    found = preprocessing.whitening(X, eps=0.1)
    after = preprocessing.covariance(preprocessing.whiten(X, found))
    env |= {"x": Table([row[None] for row in X]), "mu": X.mean(axis=0)[None], "W": found.W, "C'": after}
    return {**env, "C": preprocessing.covariance(X)}


@equation("tun-zca", "datasets.preprocessing.whitening")
def zca(rng):
    _, found, env = whitened(rng)
    return {**env, "W": found.W, "U": found.directions, "Lambda": np.diag(found.variances)}


@equation(
    "tun-distance",
    "datasets.preprocessing.whiten",
    "datasets.preprocessing.covariance",
    how="ZCA, and a random rotation of it",
)
def distance(rng):
    X, found, env = whitened(rng)
    cases = []
    for turn in (np.eye(3), np.linalg.qr(rng.normal(size=(3, 3)))[0]):
        turned = found._replace(W=found.W @ turn)
        after = preprocessing.whiten(X, turned)
        env |= {"x": Table(X), "x'": Table(after), "C'": preprocessing.covariance(after)}
        cases.append({**env, "W": turned.W, "Omega": turn})
    return cases


@equation(
    "tun-closest", "datasets.preprocessing.whitening", "datasets.preprocessing.covariance", how="random rotations"
)
def closest(rng):
    _, found, env = whitened(rng)
    env |= {"U": found.directions, "Lambda": np.diag(found.variances), "lambda": found.variances}
    return [{**env, "Omega": np.linalg.qr(rng.normal(size=(3, 3)))[0]} for _ in range(4)]


@equation("tun-scaling", "batches.steps_an_epoch", how="as many steps as the code makes of an epoch")
def scaling(rng):
    m, B, eta, sigma, g = 60, int(rng.choice([2, 3, 4, 5])), rng.uniform(0.1, 1), rng.uniform(0.5, 2), rng.normal()
    steps = batches.steps_an_epoch(m, B)
    env = {"m": m, "B": B, "eta": eta, "sigma": sigma, "bar g": g}
    return {**env, "equals": [-steps * eta * g, steps * eta**2 * sigma**2 / B]}


@equation(
    "tun-grid",
    "tuning.random_search.grid_points",
    "tuning.random_search.random_points",
    how="different values of one knob, counted",
)
def grid(rng):
    per_axis, D = int(rng.integers(2, 5)), int(rng.integers(2, 4))
    n = per_axis**D
    points = random_search.grid_points(per_axis, D), random_search.random_points(n, D, rng)
    return {"n": n, "D": D, "this": [len(np.unique(some[:, 0])) for some in points]}


@equation("tun-miss", "tuning.random_search.random_points", how="40,000 searches with n random values")
def miss(rng):
    n = int(rng.integers(2, 6))
    points = random_search.random_points(40_000 * (n + 1), 1, rng).reshape(-1, n + 1)
    nearest = np.abs(points[:, 1:] - points[:, :1]).min(axis=1)
    return {"n": n, "mean miss": nearest.mean(), "tolerance": 0.003}


@equation("tun-hit", "tuning.random_search.random_points", how="40,000 searches with n random values")
def hit(rng):
    p, n = rng.uniform(0.05, 0.3), int(rng.integers(2, 8))
    found = (random_search.random_points(40_000 * n, 1, rng).reshape(-1, n) < p).any(axis=1).mean()
    return {"p": p, "n": n, "a hit": "a hit", "P": lambda event: found, "tolerance": 0.01}
