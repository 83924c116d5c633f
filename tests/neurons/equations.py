"""Units and layers, the delta rule."""

import numpy as np

from nbhelpers import backprop as bp
from nbhelpers import neurons
from nbhelpers.neurons import delta
from nbhelpers.nn import activations, mlp
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation


def of(**ranges):
    """i=3 -> {"i": 1, 2, 3}"""
    return {name: range(1, last + 1) for name, last in ranges.items()}


@equation("neu-sum", "neurons.weighted_sum")
def weighted_sum(rng):
    w, x, theta = rng.normal(size=4), rng.normal(size=4), rng.normal()
    return {"w": w, "x": x, "theta": theta, "d": 4, "u": neurons.weighted_sum(x, w, theta)}


@equation("neu-step", "neurons.step", how="both cases and the tie")
def step(rng):
    us = [0.0, 1e-9, -1e-9, *rng.normal(size=5)]
    return [{"u": u, "hat y": float(neurons.step(u)), "step": neurons.step} for u in us]


@equation(
    "neu-xor", "neurons.weighted_sum", "neurons.step", how="each row must hold exactly where the unit answers so",
    reading=tuple((rf"{x} &\mapsto {y}:", rf"\text{{{x}}} \iff") for x, y in
                  (("(0,0)", 0), ("(1,1)", 0), ("(1,0)", 1), ("(0,1)", 1))),
)  # fmt: skip
def xor(rng):
    def case():
        w, theta = rng.integers(-2, 3, 2), int(rng.integers(-3, 4))
        wanted = {"(0,0)": 0, "(1,1)": 0, "(1,0)": 1, "(0,1)": 1}
        said = {x: neurons.step(neurons.weighted_sum(np.array([int(x[1]), int(x[3])]), w, theta)) for x in wanted}
        return {"w": w, "theta": theta, **{x: said[x] == y for x, y in wanted.items()}}

    return [case() for _ in range(25)]


@equation("neu-sigmoid", "activations.sigmoid")
def sigmoid(rng):
    return [{"u": u, "f": activations.sigmoid} for u in rng.normal(0, 3, 5)]


@equation("neu-slope", "neurons.sigmoid_slope", "activations.sigmoid", how="the code's slope, and central differences")
def slope(rng):
    u, f = rng.normal(0, 2), activations.sigmoid
    env = {"u": u, "f": f, "f'": neurons.sigmoid_slope}
    return [env, {**env, "f'": lambda u: slopes(f, u), "tolerance": ROUGH}]


def layer_values(rng):
    W, x, theta = rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3)
    u = neurons.layer(x, W, theta, f=lambda u: u)
    return {"x": x, "theta": theta, "d": 4, "f": activations.sigmoid, "u": u, "hat y": neurons.layer(x, W, theta)}, W


@equation("neu-layer", "neurons.layer")
def layer(rng):
    env, W = layer_values(rng)
    return {**env, "w": W, "free": of(j=3)}


@equation("neu-matrix", "neurons.layer")
def matrix(rng):
    env, W = layer_values(rng)
    return {**env, "W": W}


def delta_values(rng):
    W, x, y, eta = rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=2), rng.uniform(0.1, 1)
    return {"w": W, "x": x, "y": y, "hat y": neurons.layer(x, W, f=lambda u: u), "eta": eta, "range": of(i=3, j=2)}


@equation("neu-delta", "neurons.delta.delta_step")
def delta_rule(rng):
    env = delta_values(rng)
    W, x = env["w"], env["x"]
    after = delta.delta_step(W, x, env["y"], env["eta"])
    return {**env, "w": {0: W, 1: after}.__getitem__, "x": lambda t: x, "t": 0, "free": of(i=3, j=2)}


@equation("neu-error", "backprop.squared_error")
def error(rng):
    env = delta_values(rng)
    return {**env, "E": bp.squared_error(env["hat y"], env["y"])}


@equation(
    "neu-gradient",
    "neurons.delta.delta_step",
    how="central differences of E and of y, and the step that the code takes",
)
def gradient(rng):
    env = delta_values(rng)
    W, x, y, eta = env["w"], env["x"], env["y"], env["eta"]
    by_code = (W - delta.delta_step(W, x, y, eta)) / eta
    env |= {"dhat y/dw": slopes(lambda W: x @ W, W), "free": of(i=3, j=2), "tolerance": ROUGH}
    return [{**env, "dE/dw": slopes(lambda W: 0.5 * np.sum((y - x @ W) ** 2), W)}, {**env, "dE/dw": by_code}]


@equation("neu-one", "neurons.delta.delta_step", how="the error on the same sample after one step")
def one(rng):
    env = delta_values(rng)
    left = env["y"] - env["x"] @ delta.delta_step(env["w"], env["x"], env["y"], env["eta"])
    return {**env, "free": of(j=2), "equals": Lazy(lambda env: left[env["j"] - 1])}


def samples(rng, m=5, n=3):
    X, y, eta = rng.normal(size=(m, n)), rng.normal(size=m), rng.uniform(0.05, 0.4)
    path = delta.mean_path(X, y, rng.normal(size=n), eta, 4)
    best = delta.least_squares(X, y)
    env = {"w": lambda t: path[t], "t": 1, "m": m, "eta": eta, "x": Table(X, upper=1), "y": Table(y, upper=1)}
    env |= {"R": delta.correlation(X), "b": X.T @ y / m, "w^*": best, "I": np.eye(n), "range": of(s=m)}
    return {**env, "v": lambda t: path[t] - best}, X, y


@equation("neu-mean", "neurons.delta.mean_path", "neurons.delta.correlation")
def mean(rng):
    return samples(rng)[0]


@equation("neu-best", "neurons.delta.half_mean_square", "neurons.delta.least_squares", "neurons.delta.correlation")
def best(rng):
    env, X, y = samples(rng)
    return {**env, "E": lambda w: delta.half_mean_square(X, y, w), "v": rng.normal(size=3)}


@equation("neu-distance", "neurons.delta.mean_path", "neurons.delta.least_squares")
def distance(rng):
    return samples(rng)[0]


@equation(
    "neu-factor",
    "neurons.delta.factors",
    "neurons.delta.mean_path",
    how="the way to the minimum along each eigenvector",
)
def factor(rng):
    env, X, _ = samples(rng)
    values, vectors = np.linalg.eigh(env["R"])
    env |= {"a": lambda t: env["v"](t) @ vectors, "lambda": values, "free": of(k=3), "t": 3}
    return [env, {**env, "lambda": (1 - delta.factors(X, env["eta"])[::-1]) / env["eta"]}]


@equation(
    "neu-bound",
    "neurons.delta.bound",
    "neurons.delta.mean_path",
    how="true where the path ends at the minimum, false where not",
)
def bound(rng):
    X = rng.normal(size=(6, 2)) * (1, 2)
    top = np.linalg.eigvalsh(X.T @ X / 6)[-1]
    near = [delta.bound(X) * (1 + side) for side in (-1e-6, 1e-6)]
    etas = [-0.1, *near, *rng.uniform(0.05, 1.9, 3) * delta.bound(X)]
    worse = [_grows(X, eta) for eta in etas]
    return [{"eta": eta, "lambda_max": top, "false": grows} for eta, grows in zip(etas, worse, strict=True)]


def _grows(X, eta):
    """Is the mean path, along the steepest direction, further from its end at last than on the way?"""
    steepest = np.linalg.eigh(X.T @ X)[1][:, -1]
    path = np.abs(delta.mean_path(X, np.zeros(len(X)), np.ones(2), eta, 400) @ steepest)
    return bool(path[-1] > path[200])


@equation("neu-entropy", "activations.sigmoid", "nn.mlp.output_errors", how="central differences of the cross-entropy")
def entropy(rng):
    u, y = rng.normal(), float(rng.uniform(0.1, 0.9))

    def cross(u):
        y_hat = activations.sigmoid(u)
        return -y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)

    env = {"u": u, "y": y, "hat y": activations.sigmoid(u), "tolerance": ROUGH}
    pair = mlp.output_errors("softmax", np.array([[env["hat y"], 1 - env["hat y"]]]), np.array([[y, 1 - y]]))
    return [{**env, "dL/du": slopes(cross, u)}, {**env, "dL/du": pair[0, 0]}]


@equation("neu-novikoff", "neurons.perceptron", how="mistakes of perceptrons on classes that a line parts")
def novikoff(rng):
    w = rng.normal(size=3)
    w /= np.linalg.norm(w)
    X = delta.with_constant(rng.normal(size=(40, 2)))
    X = X[np.abs(X @ w) > 0.2]
    k = sum(count for count, _ in neurons.perceptron(X, neurons.step(X @ w), sweeps=1000))
    return {"k": k, "r": np.linalg.norm(X, axis=1).max(), "gamma": np.abs(X @ w).min()}
