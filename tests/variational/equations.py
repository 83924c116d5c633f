"""From codes to samples: the denoiser's field, its Jacobian, the cloud, its price, the bound and its gap."""

import itertools

import numpy as np

from nbhelpers import variational
from nbhelpers.nn import mlp
from nbhelpers.variational import bound, contractive, field
from tests.equations import special
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation


def of(**ranges):
    """i=3 -> {"i": 1, 2, 3}"""
    return {name: range(1, last + 1) for name, last in ranges.items()}


def mixture(rng, s=4, n=2):
    """Centres, the noise, and a noisy point."""
    return rng.normal(size=(s, n)), rng.uniform(0.5, 1.2), rng.normal(size=n)


BEST = (r"r^*(x)", r"\text{best}(x)")


@equation("var-best", "variational.field.best", how="Bayes' rule with the densities themselves", reading=(BEST,))
def best(rng):
    c, sigma, x = mixture(rng)
    chances = np.array([np.exp(special.log_normal(x, one, sigma).sum(axis=-1)) for one in c])
    env = {"c": c, "w": chances / chances.sum(), "x": x, "range": of(s=4)}
    value = field.best(x[None], c, sigma)[0]
    return {**env, "sigma": sigma, "best": lambda x: value, "free": of(s=4), "range": of(s=4, t=4)}


@equation("var-tweedie", "variational.field.best", "variational.field.log_density",
          how="the closed form of the mean, and central differences of ln p",
          reading=(BEST, (r"\nabla \ln p_\sigma(x)", "D")))  # fmt: skip
def tweedie(rng):
    c, sigma, x = mixture(rng)
    up = slopes(lambda x: float(field.log_density(x[None], c, sigma)[0]), x)
    value = field.best(x[None], c, sigma)[0]
    return {"x": x, "sigma": sigma, "D": up, "best": lambda x: value, "tolerance": ROUGH}


@equation("var-small", "variational.contractive.jacobian", "variational.contractive.penalty",
          how="a net that nearly copies one point; noise with the right second moments",
          reading=((r"\frac{\partial r_o}{\partial x_i}", "J_{io}"),))  # fmt: skip
def small(rng):
    net = mlp.new_mlp((2, 5, 2), rng, "tanh", "linear")
    x, sigma = rng.normal(size=2), 0.01
    last = net.layers[-1]
    off = x + 0.01 * rng.normal(size=2) - mlp.predict(net, x[None])[0]
    net = net._replace(layers=(net.layers[0], last._replace(bias=last.bias + off)))
    draws = [{"tilde x": x + sigma * one} for one in np.sqrt(2) * np.vstack([np.eye(2), -np.eye(2)])]
    J = contractive.jacobian(net, x[None])[0]
    assert np.isclose(contractive.penalty(net, x[None]), np.sum(J**2) / 2)
    return {"x": x, "sigma": sigma, "J": J, "draws": draws, **draws[0], "range": of(i=2, o=2), "about": 0.05,
            "r": lambda x: mlp.predict(net, x[None])[0]}  # fmt: skip


def some(rng, n=3, k=2):
    """A VAE, one picture of ink and paper, and its cloud."""
    vae = variational.new_vae((n, 4, k), rng, gain=2.0)
    x = (rng.random(n) > 0.5).astype(float)
    mu, log_var = (one[0] for one in variational.encode(vae, x[None]))
    return vae, x, mu, log_var, {"mu": mu, "sigma": np.exp(log_var / 2), "x": x, "free": of(j=k), "range": of(j=k)}


@equation("var-draw", "variational.draw", reading=((r", \qquad \varepsilon_j \sim N(0, 1)", ""),))
def drawn(rng):
    _, _, mu, log_var, env = some(rng)
    eps = rng.normal(size=2)
    return {**env, "varepsilon": eps, "z": variational.draw(mu[None], log_var[None], eps[None])[0]}


@equation("var-kl", "variational.kl", how="the code, and the mean of ln Q − ln p over a fine grid of the cloud")
def price(rng):
    _, _, mu, log_var, env = some(rng)
    z, chances = grid(mu, log_var)
    ratio = special.log_normal(z, mu, env["sigma"]).sum(axis=1) - special.log_normal(z).sum(axis=1)
    by_code = float(variational.kl(mu[None], log_var[None]).sum())
    return [{**env, "KL": by_code}, {**env, "KL": float(chances @ ratio), "tolerance": 1e-6}]


def grid(mu, log_var, step=0.5, reach=7):
    """Points of the cloud, evenly spaced in ε, and their chances."""
    line = np.arange(-reach, reach + step / 2, step)
    eps = np.array(list(itertools.product(line, repeat=len(mu))))
    chances = np.exp(bound.log_normal(eps))
    return mu + np.exp(log_var / 2) * eps, chances / chances.sum()


def seen(vae, x):
    """p(x | z) as a function of x and z."""
    return lambda x, z: float(np.prod(np.abs(1 - x - mlp.predict(vae.decoder, z[None])[0])))


P = ((r"p(x \mid z)", "p(x, z)"), (r"\mathrm{KL}", r"\text{KL}"))


@equation("var-loss", "variational.loss", reading=P)
def loss(rng):
    vae, x, mu, log_var, env = some(rng)
    eps, beta = rng.normal(size=2), rng.uniform(0.2, 2)
    z = mu + np.exp(log_var / 2) * eps
    return {**env, "p": seen(vae, x), "z": z, "beta": beta, "KL": float(variational.kl(mu[None], log_var[None]).sum()),
            "E": variational.loss(vae, x[None], eps[None], beta)}  # fmt: skip


@equation("var-slopes", "variational.gradients", "variational.loss",
          how="central differences of the loss in the encoder's last biases, and what the code sends back")  # fmt: skip
def sent_back(rng):
    vae, x, mu, log_var, env = some(rng)
    eps, beta = rng.normal(size=2), rng.uniform(0.2, 2)
    last = vae.encoder.layers[-1]

    def E(bias):
        layers = (*vae.encoder.layers[:-1], last._replace(bias=bias))
        return variational.loss(vae._replace(encoder=vae.encoder._replace(layers=layers)), x[None], eps[None], beta)

    def minus_log(z):
        return float(variational.minus_log_p(x[None], mlp.weighted_sums(vae.decoder, z[None])[-1])[0])

    g = slopes(minus_log, mu + np.exp(log_var / 2) * eps)
    env |= {"g": g, "beta": beta, "varepsilon": eps, "tolerance": ROUGH}
    by_code = variational.gradients(vae, x[None], eps[None], beta).encoder[-1].bias
    return [{**env, "dE/dmu": one[:2], "dE/ds": one[2:]} for one in (by_code, slopes(E, last.bias))]


def parts(rng):
    """The mean of ln p(x | z) over the cloud, the KL, and ln p(x), by fine grids."""
    vae, x, mu, log_var, env = some(rng)
    z, chances = grid(mu, log_var)
    exact = float(bound.log_evidence(vae.decoder, x[None], 7.0, 0.2)[0])
    env |= {"KL": float(variational.kl(mu[None], log_var[None]).sum()), "draws": [{"z": one} for one in z],
            "chances": chances, "z": z[0]}  # fmt: skip
    return vae, x, mu, log_var, exact, env


TWO = (*P, ("p(x)", r"\text{all}(x)"))


@equation("var-bound", "variational.bound.log_evidence", "variational.kl",
          how="both sides on fine grids; and it does not hold for a smaller p(x)", reading=TWO)  # fmt: skip
def floor(rng):
    vae, x, _, _, exact, env = parts(rng)
    env |= {"p": seen(vae, x)}
    low = env["chances"] @ np.log([env["p"](x, one["z"]) for one in env["draws"]]) - env["KL"]
    return [{**env, "all": lambda x: np.exp(exact)}, {**env, "all": lambda x: np.exp(low)},
            {**env, "all": lambda x: np.exp(low - 1e-3), "false": True}]  # fmt: skip


def log_cloud(z, mu, log_var):
    return float(special.log_normal(z, mu, np.exp(log_var / 2)).sum())


THREE = (*TWO, ("p(z)", r"\text{prior}(z)"), (r"Q(z \mid x)", "Q(z)"), (r"p(z \mid x)", r"\text{back}(z)"))


@equation("var-importance", "variational.bound.log_weights", "variational.bound.importance",
          how="the mean over the cloud on a fine grid, and p(x) by the prior's", reading=THREE)  # fmt: skip
def importance(rng):
    vae, x, mu, _, _, env = parts(rng)
    mu, log_var = 0.3 * np.tanh(mu), rng.uniform(0.1, 0.4, 2)  # a cloud that leaves nothing out
    z, chances = grid(mu, log_var, 0.25)
    logs = bound.log_weights(vae.decoder, *(np.tile(one, (len(z), 1)) for one in (x, mu, log_var)),
                             ((z - mu) / np.exp(log_var / 2))[None])  # fmt: skip
    by_code = float(np.exp(bound.importance(logs.T + np.log(chances * len(z))[:, None])[0]))
    exact = float(np.exp(bound.log_evidence(vae.decoder, x[None], 7.0, 0.2)[0]))
    env |= {"p": seen(vae, x), "prior": lambda z: float(np.exp(bound.log_normal(z))),
            "draws": [{"z": one} for one in z],
            "Q": lambda z: np.exp(log_cloud(z, mu, log_var)), "chances": chances,
            "tolerance": 1e-4}  # fmt: skip
    return [{**env, "all": lambda x, value=value: value} for value in (by_code, exact)]


@equation("var-gap", "variational.bound.log_evidence", "variational.kl", how="both sides on fine grids", reading=THREE)
def gap(rng):
    vae, x, mu, log_var, exact, env = parts(rng)
    p = seen(vae, x)
    return {**env, "p": p, "all": lambda x: np.exp(exact), "Q": lambda z: np.exp(log_cloud(z, mu, log_var)),
            "back": lambda z: p(x, z) * np.exp(bound.log_normal(z) - exact),
            "tolerance": 1e-6}  # fmt: skip
