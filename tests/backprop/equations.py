"""Back-propagation: a net of three layers, d inputs, q hidden units, l outputs; and nets of many layers."""

import statistics

import numpy as np

from nbhelpers import backprop as bp
from nbhelpers.backprop import autograd
from nbhelpers.nn import activations, mlp
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

d, q, outputs = 3, 4, 2
ALONG = "central differences of E_k, and the pass of the code"
RANGES = {"i": range(1, d + 1), "h": range(1, q + 1), "j": range(1, outputs + 1)}
f = activations.sigmoid


def net_values(rng):
    """A net with thresholds, one sample, all signals and errors by the names of the text."""
    net = bp.Net(*(rng.normal(size=shape) for shape in ((d, q), q, (q, outputs), outputs)))
    x, y, eta = rng.normal(size=d), rng.uniform(size=outputs), rng.uniform(0.1, 1)
    signals = bp.forward(net, x)
    errors = bp.backward(net, signals, y)
    env = {**signals._asdict(), **net._asdict(), **errors._asdict(), "hat y": signals.y_hat, "x": x, "y": y}
    env |= {"eta": eta, "f": f, "z": rng.normal(), "d": d, "q": q, "l": outputs, "free": RANGES, "range": RANGES}
    return net, {**env, "tolerance": ROUGH}, bp.changes(x, signals, errors, eta)


def error_at(net, x, y):
    """E_k of a net."""
    return bp.squared_error(bp.forward(net, x).y_hat, y)


def output_error(net, beta, y):
    return bp.squared_error(f(beta - net.theta), y)


def with_slopes(net, env):
    """E_k differentiated in every signal and parameter, by central differences."""
    x, y = env["x"], env["y"]
    found = {"E_k": error_at(net, x, y), "dE_k/dx": slopes(lambda x: error_at(net, x, y), x)}
    found["dE_k/dhat y"] = slopes(lambda y_hat: bp.squared_error(y_hat, y), env["hat y"])
    found["dE_k/dbeta"] = slopes(lambda beta: output_error(net, beta, y), env["beta"])
    found["dE_k/db"] = slopes(lambda b: output_error(net, b @ net.w, y), env["b"])
    found["dE_k/dalpha"] = slopes(lambda alpha: output_error(net, f(alpha - net.gamma) @ net.w, y), env["alpha"])
    found["dhat y/dbeta"] = slopes(lambda beta: f(beta - net.theta), env["beta"])
    found["dbeta/db"] = slopes(lambda b: b @ net.w, env["b"])
    found["db/dalpha"] = slopes(lambda alpha: f(alpha - net.gamma), env["alpha"])
    found["dalpha/dx"] = slopes(lambda x: x @ net.v, x)
    for name in net._fields:
        found[f"dE_k/d{name}"] = slopes(lambda p, n=name: error_at(net._replace(**{n: p}), x, y), getattr(net, name))
    return {**env, **found}


@equation("bp-forward", "backprop.forward", "activations.sigmoid")
def forward(rng):
    return net_values(rng)[1]


@equation("bp-loss", "backprop.squared_error")
def loss(rng):
    return with_slopes(*net_values(rng)[:2])


def flat(net):
    return np.concatenate([part.ravel() for part in net])


@equation("bp-descent", "backprop.changes", how=ALONG)
def descent(rng):
    net, env, delta = net_values(rng)
    env = with_slopes(net, env)
    return {**env, "Delta p": flat(delta), "dE_k/dp": flat([env[f"dE_k/d{name}"] for name in net._fields])}


@equation("bp-promise", "backprop.changes", "backprop.step", how="E_k before and after one small step")
def promise(rng):
    net, env, _ = net_values(rng)
    env, eta, x, y = with_slopes(net, env), 1e-4, env["x"], env["y"]
    delta, slope = flat(bp.step(net, x, y, eta)) - flat(net), flat([env[f"dE_k/d{name}"] for name in net._fields])

    def error(p):
        parts = np.split(p, np.cumsum([part.size for part in net])[:-1])
        return error_at(bp.Net(*(part.reshape(old.shape) for part, old in zip(parts, net, strict=True))), x, y)

    def entry(values):
        return Lazy(lambda env: values if np.ndim(env["p"]) else values[env["p"]])

    fall = eta * float(slope @ slope)
    env |= {"E_k": error, "p": flat(net), "Delta p": entry(delta), "dE_k/dp": entry(slope), "eta": eta}
    return {**env, "range": {"p": range(len(slope))}, "about": fall * 0.02 / error(flat(net)), "tolerance": fall * 0.02}


@equation("bp-slope", "activations.sigmoid", "backprop.backward", how="central differences, and the slope in e_h")
def slope(rng):
    env, alone = {"z": rng.normal(0, 2), "f": f, "tolerance": ROUGH}, np.ones((1, 1))

    def in_code(z):
        net = bp.Net(alone, np.zeros(1), alone, np.zeros(1))
        signals = bp.forward(net, np.array([z]))
        errors = bp.backward(net, signals, np.zeros(1))
        return float(errors.e[0] / errors.g[0])

    return [{**env, "f'": lambda z: slopes(f, z)}, {**env, "f'": in_code}]


def along(rng):
    net, env, delta = net_values(rng)
    return {**with_slopes(net, env), **{f"Delta {name}": part for name, part in delta._asdict().items()}}


for label, code in (
    ("bp-output-error", ("backprop.backward",)),
    ("bp-delta-w", ("backprop.changes", "backprop.backward")),
    ("bp-back", ("backprop.backward",)),
    ("bp-hidden-error", ("backprop.backward",)),
    ("bp-updates", ("backprop.changes", "backprop.backward")),
    ("bp-input-error", ("backprop.backward",)),
):
    equation(label, *code, how=ALONG)(along)


@equation("bp-chain", "backprop.autograd.backward", how="messages, and central differences on every edge")
def chain(rng):
    """E = sum_j c_j u_j^2 with u_j = tanh(w_j a): a goes into three values, and they into E."""
    a, w, c = rng.normal(), rng.normal(size=3), rng.normal(size=3)
    start = autograd.Value(a)
    u = [autograd.tanh(start * each) for each in w]
    E = autograd.as_value(0.0)
    for value, each in zip(u, c, strict=True):
        E = E + value * value * each
    autograd.backward(E)
    env = {"dE/da": float(start.message), "dE/du": slopes(lambda u: np.sum(c * u**2), np.tanh(w * a))}
    env["du/da"] = slopes(lambda a: np.tanh(w * a), a)
    return {**env, "range": {"j": range(1, 4)}, "tolerance": ROUGH}


def deep(rng):
    """A net of three layers of matrices, its activations, and the slopes of its loss."""
    net = mlp.new_mlp((3, 4, 3, 2), rng, output="sigmoid")
    net = net._replace(layers=tuple(at._replace(bias=rng.normal(size=len(at.bias))) for at in net.layers))
    X, Y = rng.normal(size=(5, 3)), rng.uniform(size=(5, 2))
    A = mlp.forward(net, X)
    env = {"A": Table(A, origin=0), "W": Table([at.weights for at in net.layers]), "f": f, "m": 5, "N": 3}
    return net, X, Y, {**env, "c": Table([at.bias for at in net.layers]), "free": {"n": (2, 3)}, "tolerance": ROUGH}


@equation("bp-layer", "nn.mlp.forward", reading=((r"\qquad n = 1, \dots, N,", ""),))
def layer(rng):
    return {**deep(rng)[3], "free": {"n": (1, 2, 3)}}


def after(net, z, n):
    """The outputs, from the weighted sums z of layer n on."""
    for at in net.layers[n:]:
        z = f(z) @ at.weights + at.bias
    return f(z)


@equation("bp-layer-back", "nn.mlp.gradients", how="central differences of E in every weighted sum and weight")
def layer_back(rng):
    net, X, Y, env = deep(rng)
    A = mlp.forward(net, X)
    z = [before @ at.weights + at.bias for before, at in zip(A[:-1], net.layers, strict=True)]
    e = [slopes(lambda z, n=n: 0.5 * np.sum((after(net, z, n) - Y) ** 2), z[n - 1]) for n in (1, 2, 3)]
    found = mlp.gradients(net, X, Y)
    env |= {"e": Table(e), "f'": activations.ACTIVATIONS["sigmoid"].slope_of_value}
    return {**env, "dE/dW": Table([at.weights for at in found]), "dE/dc": Table([at.bias for at in found])}


@equation("bp-accumulated", "backprop.accumulated_epoch", how="the step that the code takes, and each sample's slopes")
def accumulated(rng):
    net, env, _ = net_values(rng)
    X, Y, eta = rng.normal(size=(4, d)), rng.uniform(size=(4, outputs)), 0.3
    given = [{"x": x, "y": y, **bp.forward(net, x)._asdict()} for x, y in zip(X, Y, strict=True)]
    each = [with_slopes(net, {**env, **one}) for one in given]
    gradients = [flat([one[f"dE_k/d{name}"] for name in net._fields]) for one in each]
    step = flat(bp.accumulated_epoch(net, X, Y, eta)) - flat(net)
    E = np.mean(bp.squared_error(bp.forward(net, X).y_hat, Y))
    values = {"E_k": Lazy(lambda env: each[env["k"] - 1]["E_k"]), "E": E, "m": 4, "dE/dp": -step / eta}
    return {**values, "dE_k/dp": Lazy(lambda env: gradients[env["k"] - 1]), "tolerance": ROUGH}


def soft(rng):
    """Softmax and cross-entropy of one sample."""
    beta, theta, y = rng.normal(size=3), rng.normal(size=3), rng.dirichlet(np.ones(3))

    def cross(beta):
        return -np.sum(y * np.log(mlp.softmax(beta - theta)))

    net = mlp.MLP((mlp.Layer(np.eye(3), -theta),))
    y_hat = mlp.predict(net, beta[None])[0]
    env = {"beta": beta, "theta": theta, "y": y, "hat y": y_hat}
    env |= {"dE_k/dbeta": slopes(cross, beta), "g": mlp.output_errors("softmax", y_hat[None], y[None])[0]}
    ranges = {"i": range(1, 4), "j": range(1, 4)}
    return {**env, "delta": np.eye(3), "free": ranges, "range": ranges, "tolerance": ROUGH}


@equation("bp-likelihood", "backprop.squared_error")
def likelihood(rng):
    """The squared error, and minus the logarithm of the density of a normal distribution of variance 1."""
    y_hat, y = rng.normal(size=2)
    density = statistics.NormalDist(y_hat).pdf(y)
    env = {"y": y, "hat y": y_hat, "pi": np.pi}
    by_code = bp.squared_error([y_hat], [y]) + np.log(2 * np.pi) / 2
    return [{**env, "equals": -np.log(density)}, {**env, "equals": by_code}]


@equation("bp-softmax", "nn.mlp.softmax", "nn.mlp.loss")
def softmax(rng):
    env, y = soft(rng), np.eye(3)[rng.integers(3)]
    net = mlp.MLP((mlp.Layer(np.eye(3), -env["theta"]),))
    return {**env, "y": y, "E_k": mlp.loss(net, env["beta"][None], y[None])}


equation("bp-softmax-error", "nn.mlp.output_errors", how="central differences of the cross-entropy")(soft)
