"""Autoencoders: two halves, two errors, the linear net, damage, penalties."""

import itertools

import numpy as np

from nbhelpers import autoencoders as ae
from nbhelpers.autoencoders import corruption, pca, sparsity
from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.parameters import flat, shaped
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

TURNED = (r"^T", r"^\top")
ERRORS = {
    "squared": lambda x_hat, x: float(np.mean(np.sum((x_hat - x) ** 2, axis=1)) / 2),
    "cross-entropy": lambda x_hat, x: float(-np.mean(np.log(x_hat**x * (1 - x_hat) ** (1 - x)).sum(axis=1))),
}


def of(**ranges):
    """i=3 -> {"i": 1, 2, 3}"""
    return {name: range(1, last + 1) for name, last in ranges.items()}


def net_values(rng, n=4, k=2, hidden="tanh"):
    """A net n-k-n with biases, and its parameters under their names."""
    net = ae.new_autoencoder((n, k), rng, hidden=hidden)
    net = net._replace(layers=tuple(one._replace(bias=rng.normal(size=len(one.bias))) for one in net.layers))
    (W, b), (V, c) = net.layers
    return net, {"W": W, "b": b, "V": V, "c": c, "n": n, "k": k, "f": np.tanh, "f_out": lambda z: 1 / (1 + np.exp(-z))}


@equation("aut-net", "autoencoders.encode", "autoencoders.reconstruct", how="three samples, tanh, then sigmoids")
def halves(rng):
    net, env = net_values(rng)
    x = rng.random((3, 4))
    return {**env, "x": x, "h": ae.encode(net, x), "hat x": ae.reconstruct(net, x)}


def output(rng, n=3):
    """A sample, the sums before its output, and what comes out."""
    x, a = rng.random(n), rng.normal(0, 2, n)
    return x, a, {"x": x, "hat x": sigmoid(a), "n": n, "free": of(i=n)}


@equation("aut-errors", "autoencoders.reconstruction_error", "autoencoders.cross_entropy")
def errors(rng):
    x, a, env = output(rng)
    return {**env, "E_sq": error_of(a, x, "squared"), "E_ce": error_of(a, x, "cross-entropy")}


def error_of(a, x, kind):
    """E of one sample x whose output has the sums a."""
    if kind == "squared":
        return ae.reconstruction_error(sigmoid(a)[None], x[None])
    return ae.cross_entropy(a[None], x[None])


@equation("aut-slopes", "autoencoders.gradients", "autoencoders.reconstruction_error", "autoencoders.cross_entropy",
          how="central differences of E in the output's sums, and what the code sends back",
          reading=(("\\qquad\ne_i", r"\qquad s_i"),))  # fmt: skip
def sent_back(rng):
    x, a, env = output(rng)

    by_hand = [slopes(lambda a, kind=kind: error_of(a, x, kind), a) for kind in ae.ERRORS]
    net, _ = net_values(rng, n=3)
    seen = rng.random((1, 3))
    by_code = [ae.gradients(net, seen, x[None], kind)[-1].bias for kind in ae.ERRORS]
    answered = {**env, "hat x": ae.reconstruct(net, seen)[0]}
    cases = [{**env, "e": by_hand[0], "s": by_hand[1], "tolerance": ROUGH}]
    return [*cases, {**answered, "e": by_code[0], "s": by_code[1]}]


def cloud(rng, n=4, m=9):
    """Data less their mean, which count for more in some directions than in others, and their covariance."""
    x = rng.normal(size=(m, n)) @ np.diag([2.0, 1.4, 0.7, 0.4])[:n] @ np.linalg.qr(rng.normal(size=(n, n)))[0]
    _, C = pca.mean_and_covariance(x + rng.normal(size=n))
    return x - x.mean(axis=0), C, {"C": C, "I": np.eye(n)}


def mean_error(rest, U, V):
    """E of the linear net, sample by sample; `rest`: the data less their mean."""
    return ae.reconstruction_error(rest @ U @ V, rest)


@equation("aut-linear", "autoencoders.pca.linear_error", "autoencoders.reconstruction_error", reading=(TURNED,),
          how="the code's error from the covariance, and the mean over the samples")  # fmt: skip
def linear(rng):
    rest, C, env = cloud(rng)
    U, V = rng.normal(size=(4, 2)), rng.normal(size=(2, 4))
    found = pca.linear_error(C, pca.Linear(U, V)), mean_error(rest, U, V)
    return [{**env, "U": U, "V": V, "E": E} for E in found]


@equation("aut-kept", "autoencoders.pca.linear_error", "autoencoders.pca.linear_slopes", reading=(TURNED,),
          how="the best encoder, where the slope in U is 0, for a random decoder")  # fmt: skip
def kept(rng):
    rest, C, env = cloud(rng)
    V = rng.normal(size=(2, 4))
    Q = np.linalg.qr(V.T)[0]
    U = np.linalg.pinv(V)
    best = pca.Linear(U, V)
    assert np.abs(pca.linear_slopes(C, best).U).max() < 1e-9
    return [{**env, "Q": Q, "E": E} for E in (pca.linear_error(C, best), mean_error(rest, U, V))]


@equation("aut-floor", "autoencoders.pca.pca_error", "autoencoders.pca.train_linear", "autoencoders.pca.linear_error",
          how="the code's floor, and where descent from a random start ends")  # fmt: skip
def floor(rng):
    rest, C, _ = cloud(rng)
    values = np.linalg.svd(rest, compute_uv=False) ** 2 / len(rest)
    env = {"lambda": values, "k": 2, "range": of(i=4)}
    *_, end = itertools.islice(pca.train_linear(C, 2, rng, 0.02), 3000)
    learned = {**env, "E_min": pca.linear_error(C, end), "tolerance": 1e-6}
    return [learned, *({**env, "k": k, "E_min": pca.pca_error(C, k)} for k in (1, 2, 3))]


def added_up(start, net, gradients):
    """What the slopes `gradients(net)` add up to on the straight way from one net to another."""
    begin = flat(start.layers)
    way = flat(net.layers) - begin
    at, shares = np.polynomial.legendre.leggauss(40)
    found = [flat(gradients(shaped(net, begin + (share + 1) / 2 * way))) @ way for share in at]
    return float(shares @ found / 2)


@equation("aut-denoise", "autoencoders.corruption.corrupt", "autoencoders.loss", "autoencoders.gradients",
          how="three kinds of damage, two errors; E by the code, and its slopes added up")  # fmt: skip
def denoise(rng):
    net, env = net_values(rng)
    W, b, V, c = (env.pop(name) for name in "WbVc")
    blank = net._replace(layers=(net.layers[0], ae.Layer(0 * V, 0 * c)))  # every output 1/2
    x, cases = rng.uniform(0.1, 0.9, (5, 4)), []
    env |= {"x": x, "f_enc": lambda x: np.tanh(x @ W + b), "f_dec": lambda h: 1 / (1 + np.exp(-h @ V - c))}
    for (kind, damage), (error, value) in itertools.product(corruption.KINDS.items(), ERRORS.items()):
        seed = int(rng.integers(999))
        seen = corruption.corrupt(x, kind, 0.2, np.random.default_rng(seed))
        env |= {"damage": lambda x, damage=damage, seed=seed: damage(x, 0.2, np.random.default_rng(seed))}
        E = ae.loss(net, seen, x, error)
        climbed = added_up(blank, net, lambda net, seen=seen, error=error: ae.gradients(net, seen, x, error))
        cases += [{**env, "tilde x": seen, "error": value, "E": each} for each in (E, value(0 * x + 0.5, x) + climbed)]
    return cases


def active(rng, m=5, beta=0.7):
    """A net, samples, and how active its code is."""
    net, env = net_values(rng, n=3, hidden="sigmoid")
    x, rho = rng.random((m, 3)), rng.uniform(0.05, 0.3)
    H = ae.encode(net, x)
    return net, x, H, {**env, "rho": rho, "beta": beta, "m": m, "hat rho": H.mean(axis=0), "free": of(j=2)}


@equation("aut-kl", "autoencoders.sparsity.kl_penalty", "autoencoders.gradients", "autoencoders.reconstruction_error",
          how="Ω by the code; E + Ω is what its slopes add up to on the way from a net whose Ω is 0")  # fmt: skip
def penalty(rng):
    net, x, H, env = active(rng)
    W, _ = net.layers[0]
    content = np.full(2, np.log(env["rho"] / (1 - env["rho"])))  # every unit as active as it should be: Ω = 0
    start = net._replace(layers=(ae.Layer(0 * W, content), net.layers[1]))

    def of_code(H):
        return sparsity.kl_penalty(H, env["beta"], env["rho"])

    climbed = added_up(start, net, lambda net: ae.gradients(net, x, x, penalty=of_code))
    before, E = (ae.reconstruction_error(ae.reconstruct(each, x), x) for each in (start, net))
    return {**env, "E": E, "Omega": of_code(H)[0], "this": [before + climbed]}


@equation(
    "aut-kl-slope", "autoencoders.sparsity.kl_penalty", how="the code's slopes, and central differences of its penalty"
)
def penalty_slope(rng):
    _, _, H, env = active(rng)
    given = env["beta"], env["rho"]
    by_code, by_hand = sparsity.kl_penalty(H, *given)[1], slopes(lambda H: sparsity.kl_penalty(H, *given)[0], H)
    each = [{**env, "dOmega/dh": row} for row in by_code]
    return [*each, *({**env, "dOmega/dh": row, "tolerance": ROUGH} for row in by_hand)]
