"""Activations: functions and slopes, and how signals and errors fare in deep nets."""

import itertools

import numpy as np

from nbhelpers import neurons
from nbhelpers.activations import hinges, normalised, propagation, regions, weight_init
from nbhelpers.nn import activations, mlp
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

sigmoid, tanh = activations.sigmoid, activations.tanh
CODE_AND_DIFFERENCES = "the code's slope, and central differences"


@equation("act-linear", "nn.mlp.forward", how="two layers without a nonlinearity between them")
def linear(rng):
    X, W, c = rng.normal(size=(3, 2)), [rng.normal(size=(2, 4)), rng.normal(size=(4, 3))], rng.normal(size=2)
    layers = tuple(mlp.Layer(w, np.full(w.shape[1], at)) for w, at in zip(W, c, strict=True))
    first = mlp.forward(mlp.MLP(layers[:1], output="linear"), X)[-1]
    second = mlp.forward(mlp.MLP(layers[1:], output="linear"), first)[-1]
    biases = [layer.bias for layer in layers]
    env = {"X": X, "W_1": W[0], "W_2": W[1], "c_1": biases[0], "c_2": biases[1], "A_2": second}
    return {**env, "W": W[0] @ W[1], "c": biases[0] @ W[1] + biases[1]}


@equation("act-tanh", "activations.tanh", "activations.sigmoid")
def a_tanh(rng):
    return [{"tanh": tanh, "f": sigmoid, "x": x} for x in rng.normal(0, 2, 4)]


@equation("act-tanh-slope", "activations.activation", "activations.sigmoid", how=CODE_AND_DIFFERENCES)
def tanh_slope(rng):
    one, x = activations.activation("tanh"), rng.normal()
    env = {"f": sigmoid, "x": x, "tolerance": ROUGH}
    return [{**env, "d/dx": lambda f: slopes(lambda x: f({"x": x}), x)}, {**env, "d/dx": lambda f: one.slope(x)}]


@equation("act-relu", "activations.relu", "activations.leaky_relu", how="on both sides of 0, and at 0")
def a_relu(rng):
    a = rng.uniform(0.01, 0.5)
    leaky = {"relu": activations.relu, "leaky": lambda x: activations.leaky_relu(x, a), "a": a}
    return [{**leaky, "x": x} for x in (0.0, *rng.normal(size=6))]


@equation("act-relu-slope", "activations.activation", how=CODE_AND_DIFFERENCES)
def relu_slope(rng):
    a = rng.uniform(0.01, 0.5)
    relu, leaky = activations.activation("relu"), activations.activation("leaky", a)
    by_code = {"relu'": relu.slope, "leaky'": leaky.slope, "a": a}
    by_hand = {"relu'": lambda x: slopes(relu.f, x), "leaky'": lambda x: slopes(leaky.f, x), "tolerance": ROUGH}
    xs = rng.normal(size=6)
    return [{**by_code, "x": x} for x in (0.0, *xs)] + [{**by_code, **by_hand, "x": x} for x in xs]


def of(**ranges):
    """i=3 -> {"i": 1, 2, 3}"""
    return {name: range(1, last + 1) for name, last in ranges.items()}


@equation("act-hinges", "activations.hinges.through", "activations.relu", how="between and beside five points")
def hinge_sum(rng):
    t, y = np.sort(rng.normal(size=5)), rng.normal(size=5)
    net = hinges.through(t, y)
    env = {"y": y, "c": net.layers[1].weights[:, 0], "t": hinges.hinges(net), "k": 4, "relu": activations.relu}
    outputs = {x: float(mlp.predict(net, [[x]])[0, 0]) for x in rng.uniform(t[0] - 1, t[-1] + 1, 5)}
    straight = {x: float(np.interp(x, t, y)) for x in rng.uniform(t[0], t[-1], 5)}
    return [{**env, "x": x, "hat y": y_hat} for x, y_hat in (outputs | straight).items()]


@equation("act-regions", "activations.regions.pieces", "activations.regions.most", how="pieces counted")
def most_pieces(rng):
    cases = [{"n": n, "P": regions.most(n)} for n in range(9)]
    for n in (2, 3, 5):
        turn = (np.arange(n) + rng.uniform(0.2, 0.8, n)) * np.pi / n
        first = mlp.Layer(np.stack([np.cos(turn), np.sin(turn)]), rng.normal(size=n))
        net = mlp.MLP((first, mlp.Layer(np.ones((n, 1)), np.zeros(1))), "relu", "linear")
        cases.append({"n": n, "P": len(regions.pieces(net, 1e3)[0])})
    return cases


@equation("act-pairs", "neurons.weighted_sum", how="a mean over seven sets of weights")
def pairs(rng):
    x = rng.normal(size=3)
    draws = [{"w": w, "z": neurons.weighted_sum(x, w)} for w in rng.normal(size=(7, 3))]
    return {"x": x, "draws": draws, "range": of(i=3, k=3), **draws[0]}


@equation("act-width", "activations.weight_init.rms", how="the mean over all signs of the weights")
def width(rng):
    x, v, n = rng.normal(size=4), rng.uniform(0.2, 2), 4
    z = x @ (np.sqrt(v) * np.array(list(itertools.product((-1, 1), repeat=n))).T)
    env = {"x": x, "v": v, "n": n, "z": 0.0}
    return [{**env, "draws": draws} for draws in ([{"z": each} for each in z], [{"z": weight_init.rms(z)}])]


def chain(rng, widths=(3, 4, 3, 2), name="tanh"):
    """Sums z_l, weights W_l and errors e_l of a net, the errors by central differences; L is the last layer."""
    f, slope, _ = activations.activation(name)
    W = [rng.normal(size=shape) for shape in itertools.pairwise(widths)]
    z, y = [rng.normal(size=widths[0])], rng.normal(size=widths[-1])

    def last(start, at):
        for w in W[at:]:
            start = f(start) @ w
        return start

    for w in W:
        z.append(f(z[-1]) @ w)
    e = [slopes(lambda s, at=at: 0.5 * np.sum((last(s, at) - y) ** 2), z[at]) for at in range(len(z))]
    env = {"e": Table(e), "D": Table([np.diag(slope(at)) for at in z]), "W": Table(W, origin=2), "L": len(z)}
    return {**env, "z": Table(z), "cdots": np.eye(widths[1]), "tolerance": ROUGH}, W, z, e


@equation("act-back", "activations.activation", how="central differences of E in every sum")
def back(rng):
    env, W, z, e = chain(rng)
    at = 2
    f, slope, _ = activations.activation("tanh")
    env |= {"dE/dz": Table(e), "f'": slope, "w": W[at - 2], "l": at}
    env["dz/dz"] = Lazy(lambda env: SlopeOf(slopes(lambda start: f(start) @ W[at - 2], z[at - 2])))
    return {**env, "free": {"i": range(1, 4)}, "range": {"j": range(1, 5)}}


class SlopeOf(Table):
    """dz_{l,j} / dz_{l-1,i}: the layers' numbers are left out."""

    def at(self, layer, j, before, i):
        assert before == layer - 1
        return Table(self.values).at(j, i)


@equation("act-chain", "activations.activation", how="central differences of E in the first and the last sums")
def whole_chain(rng):
    return chain(rng)[0]


@equation("act-bound", "activations.activation", how="errors of 20 nets; for a straight net of one unit they are equal")
def bound(rng):
    def case(widths, name):
        env, W, z, _ = chain(rng, widths, name)
        _, slope, _ = activations.activation(name)
        most = max(float(slope(each).max()) for each in z[:-1])
        return {**env, "s": most, "W": Lazy(lambda env: max(np.linalg.norm(w, 2) for w in W))}

    w, slope = rng.uniform(0.2, 0.9), activations.activation("relu").slope(1.0)
    straight = {
        "e": Table([(w * slope) ** (3 - at) for at in range(4)]),
        "s": float(slope),
        "W": np.array([[w]]),
        "L": 4,
    }
    return [straight, *(case((3, 4, 3, 2), "tanh") for _ in range(20))]


def deep_net(rng, name="tanh"):
    """The code's mean squares M_l and G_l, with the sigma_l, n_l and v_l that belong to them; Gaussian draws of x."""
    widths = rng.integers(3, 40, 5).tolist()
    v = [propagation.init_variance("Xavier", n, k) for n, k in itertools.pairwise(widths)]
    M, G = propagation.theory(name, widths, "Xavier")
    sigma = [np.sqrt(n * v_l * M_l) for n, v_l, M_l in zip(widths, v, M, strict=False)]
    env = {"n": Table(widths, origin=0), "v": Table(v), "M": Table(M, origin=0), "G": Table(G), "sigma": Table(sigma)}
    points, chances = np.polynomial.hermite_e.hermegauss(160)
    one, draws = activations.activation(name), [{"x": x} for x in points]
    env |= {"f": one.f, "f'": one.slope, "draws": draws, "chances": chances / chances.sum(), "x": 0.0}
    return {**env, "tolerance": 1e-6}, widths, v, G


@equation(
    "act-forward",
    "activations.propagation.theory",
    "activations.propagation.init_variance",
    how="ReLU layers, where M_l = sigma_l² / 2",
)
def forward(rng):
    env, *_ = deep_net(rng, "relu")
    return {**env, "sigma": Table([np.sqrt(2 * at) for at in env["M"].values[1:]]), "free": {"l": range(1, 5)}}


@equation("act-size", "activations.propagation.theory", how="Gauss-Hermite points for the mean")
def size(rng):
    return {**deep_net(rng)[0], "free": {"l": range(1, 5)}}


@equation(
    "act-chi",
    "activations.propagation.theory",
    "activations.propagation.mean_squares",
    how="Gauss-Hermite points for the mean",
)
def chi(rng):
    env, widths, v, _ = deep_net(rng)
    mean = [propagation.mean_squares("tanh", sigma**2)[1] for sigma in env["sigma"].values]
    chi = Table([widths[at] * v[at - 1] * mean[at - 2] for at in range(2, 5)], origin=2)
    return {**env, "chi": chi, "free": {"l": range(2, 5)}}


@equation(
    "act-half",
    "activations.propagation.mean_squares",
    "activations.leaky",
    how="Gauss-Hermite points, half on either side",
)
def half(rng):
    sigma, a = rng.uniform(0.5, 2), rng.uniform(0.05, 0.9)
    one = activations.leaky(a)
    points, chances = np.polynomial.hermite_e.hermegauss(40)
    draws = [{"f": float(one.f(z)), "f'": float(one.slope(z))} for z in sigma * points]
    env = {"sigma": sigma, "a": a, "draws": draws, "chances": chances / chances.sum(), **draws[0]}
    value, slope = np.sqrt(propagation.mean_squares("leaky", sigma**2, a))
    return [env, {**env, "draws": [{"f": value, "f'": slope}], "chances": [1.0]}]


@equation(
    "act-telescope", "activations.propagation.init_variance", how="the product of n_l v_l over the layers, rule LeCun"
)
def telescope(rng):
    n = rng.integers(2, 60, 4).tolist()
    factors = [k * propagation.init_variance("LeCun", before, k) for before, k in itertools.pairwise(n)]
    return {"n": Table(n), "L": 4, "cdots": 1, "equals": float(np.prod(factors))}


def normal_values(rng, m=5):
    z, e_hat = rng.normal(size=m), rng.normal(size=m)
    z_hat, r = normalised.normalise(z[:, None])
    env = {"z": z, "hat z": z_hat[:, 0], "r": float(r[0]), "mu": z.mean(), "B": m, "epsilon": normalised.EPS}
    every = {"k": range(1, m + 1), "i": range(1, m + 1)}
    return {**env, "hat e": e_hat, "free": {"k": range(1, m + 1)}, "range": every}, z_hat, r


@equation("act-normal", "activations.normalised.normalise")
def normal(rng):
    return normal_values(rng)[0]


@equation(
    "act-normal-back",
    "activations.normalised.normalise_back",
    "activations.normalised.normalise",
    how=CODE_AND_DIFFERENCES,
)
def normal_back(rng):
    env, z_hat, r = normal_values(rng)
    by_code = normalised.normalise_back(env["hat e"][:, None], z_hat, r)[:, 0]
    env["dhat z/dz"] = slopes(lambda z: normalised.normalise(z[:, None])[0][:, 0], env["z"])
    by_hand = slopes(lambda z: env["hat e"] @ normalised.normalise(z[:, None])[0][:, 0], env["z"])
    return [{**env, "e": e, "tolerance": ROUGH} for e in (by_code, by_hand)]
