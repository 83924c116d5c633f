"""Hebb's rule and Oja's: all courses of a few steps, means over samples, one small step."""

import itertools

import numpy as np

from nbhelpers import neurons
from nbhelpers.neurons import hebb
from tests.equations.registry import equation
from tests.neurons.equations import of


@equation("neu-hebb", "neurons.hebb.hebb_step")
def hebb_rule(rng):
    W, x, eta = rng.normal(size=(4, 4)), rng.choice([-1.0, 1.0], 4), rng.uniform(0.1, 1)
    after = hebb.hebb_step(W, x, eta)
    return {"w": {0: W, 1: after}.__getitem__, "t": 0, "x": x, "eta": eta, "free": {"i": (1, 2), "j": (3, 4)}}


@equation("neu-rate", "neurons.hebb.link", how="all courses of three steps, each with its chance")
def rate(rng):
    eta, p, start, t = rng.uniform(0.1, 1), rng.uniform(0.1, 0.9), rng.normal(), 3
    draws, chances = [], []
    for signs in itertools.product((-1, 1), repeat=t):
        path = hebb.link(np.array([[1, sign] for sign in signs]), eta, start)
        draws.append({"w": lambda t, path=path: np.full((2, 2), path[t]), "Delta w_ij": path[1] - path[0]})
        chances.append(float(np.prod([p if sign > 0 else 1 - p for sign in signs])))
    return {"eta": eta, "p": p, "t": t, "i": 1, "j": 2, "draws": draws, "chances": chances, **draws[0]}


def lively(rng, n=3):
    """Weights and an input whose sum is not near 0."""
    w, x = rng.normal(size=n), rng.normal(size=n)
    return w, (x if abs(w @ x) > 0.3 else x + w)


def gentle(rng):
    """Weights of length 1, an input, and a rate with which a step of Hebb's rule is a thousandth as long at most."""
    w, x = lively(rng)
    return w / np.linalg.norm(w), x, 1e-3 / (x @ x)


@equation("neu-longer", "neurons.hebb.hebb", how="the length after one step of Hebb's rule")
def longer(rng):
    (w, x), eta = lively(rng), rng.uniform(0.1, 1)
    env = {"w": w, "x": x, "eta": eta, "hat y": neurons.weighted_sum(x, w), "range": of(i=3)}
    return {**env, "equals": float(np.sum(hebb.hebb([x], w, eta)[1] ** 2))}


@equation("neu-growth", "neurons.hebb.hebb", how="the mean of one step from each of five samples")
def growth(rng):
    X, w, eta = rng.normal(size=(5, 3)), rng.normal(size=3), rng.uniform(0.1, 1)
    draws = [{"x": x, "Delta w": hebb.hebb([x], w, eta)[1] - w} for x in X]
    env = {"w": w, "eta": eta, "R": np.cov(X.T, bias=True) + np.outer(X.mean(0), X.mean(0)), "draws": draws}
    return {**env, **draws[0], "free": of(i=3, k=3), "range": of(k=3)}


@equation("neu-power", "neurons.hebb.hebb", how="all courses of three steps through four samples")
def power(rng):
    X, w, eta, t = rng.normal(size=(4, 3)), rng.normal(size=3), rng.uniform(0.1, 1), 3
    values, vectors = np.linalg.eigh(X.T @ X / 4)
    paths = [hebb.hebb(X[list(order)], w, eta) @ vectors for order in itertools.product(range(4), repeat=t)]
    draws = [{"a": lambda t, path=path: path[t]} for path in paths]
    return {"eta": eta, "t": t, "lambda": values, "draws": draws, **draws[0], "free": of(k=3)}


@equation("neu-length", "neurons.hebb.hebb", how="one small step from weights of length 1")
def length(rng):
    w, x, eta = gentle(rng)
    y_hat = neurons.weighted_sum(x, w)
    env = {"w": w, "x": x, "eta": eta, "hat y": y_hat, "dots": y_hat**2 * (x @ x), "about": 2e-6}
    return {**env, "equals": np.linalg.norm(hebb.hebb([x], w, eta)[1])}


@equation(
    "neu-oja",
    "neurons.hebb.oja",
    how="one small step, to the square of its size",
    reading=(("w(t+1)", r"\text{next}"),),
)
def oja(rng):
    w, x, eta = gentle(rng)
    env = {"w": w, "x": x, "eta": eta, "hat y": neurons.weighted_sum(x, w), "next": hebb.oja([x], w, eta)[1]}
    return {**env, "about": 2e-6, "tolerance": 2e-6}


@equation("neu-lean", "neurons.hebb.oja", how="the mean of one step from w = c_k + ε c_l, to the square of ε")
def lean(rng):
    X, eta, epsilon = rng.normal(size=(6, 3)) * (1, 2, 3), 0.1, 1e-4
    values, vectors = np.linalg.eigh(X.T @ X / 6)
    cases = []
    for k, other in itertools.permutations(range(3), 2):
        w = vectors[:, k] + epsilon * vectors[:, other]
        change = np.mean([hebb.oja([x], w, eta)[1] - w for x in X], axis=0) @ vectors[:, other]
        env = {"eta": eta, "varepsilon": 1.0, "lambda": values, "k": k + 1, "l": other + 1}
        cases.append({**env, "this": [change / epsilon], "tolerance": 1e-3})
    return cases
