"""What digits drawn from a code are worth: plain autoencoders and variational ones, codes of two sizes, five seeds.

    python -m nbhelpers.variational.experiments.samples    # ten minutes; writes data/samples.json

All nets learn from the same 3,500 digits. A judge that has learned from the other 1,500 says how sure it is of 1,000
pictures drawn from codes taken by chance. "plain" is the same net, start and order of digits without noise in the
code and without KL. Decoders start from the mean picture, but for one control. Stopped half way, it goes on where it
was. Single precision: another processor may round otherwise.
"""
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets, variational
from nbhelpers.autoencoders.experiments.codes import greys
from nbhelpers.measurements import command
from nbhelpers.nn import mlp, training
from nbhelpers.nn.parameters import flat, shaped

OUT = Path(__file__).parents[1] / "data" / "samples.json"
LEARNED = 3500  # digits that the nets learn from; the rest is the judge's
KINDS = {"plain": (0, 0.0), **{beta: (1, float(beta)) for beta in ("0.3", "1", "4")}}  # noise, beta
FLAT = "1, biases 0"  # as "1", but the decoder starts with all biases 0
KINDS[FLAT] = KINDS["1"]
BLOT = 0.32  # mean ink of a picture that is called a blot; no digit has as much
SETTINGS = {"hidden": 96, "eta": 0.002, "batch": 100, "epochs": {"2": [50, 100], "16": [30, 90]}, "every": 5,
            "kinds": {"2": ["plain", "1"], "16": list(KINDS)}, "longer": ["plain", "1"], "seeds": list(range(5)),
            "drawn": 1000, "shown": 12}  # fmt: skip


def cells() -> list[tuple]:
    """(size of the code, kind, seed) for every measurement, seed by seed."""
    return [(k, kind, seed) for seed in SETTINGS["seeds"] for k, kinds in SETTINGS["kinds"].items() for kind in kinds]


def nets(k: int, kind: str, seed: int, digits: np.ndarray):
    """The nets after every epoch, in single precision: Adam in place, on the gradients of the book."""
    rng = np.random.default_rng([seed, k])
    vae = variational.new_vae((784, SETTINGS["hidden"], k), rng)
    vae = vae if kind == FLAT else variational.from_the_mean(vae, digits)
    w, (noise, beta) = flat(vae).astype(np.float32), KINDS[kind]
    m, V, t = np.zeros_like(w), np.zeros_like(w), 0
    while True:
        for rows in training.minibatches(len(digits), SETTINGS["batch"], rng):
            eps = noise * rng.normal(size=(len(rows), k)).astype(np.float32)
            g = flat(variational.gradients(shaped(vae, w), digits[rows], eps, beta))
            t += 1
            m += 0.1 * (g - m)
            V += 0.001 * (g * g - V)
            w -= SETTINGS["eta"] / (1 - 0.9**t) * m / (np.sqrt(V / (1 - 0.999**t)) + 1e-8)
        yield shaped(vae, w.astype(float))


@cache
def judge() -> mlp.MLP:
    """A classifier that has learned from the digits that the nets have not seen, moved by up to a pixel."""
    rng, digits = np.random.default_rng(1), datasets.mnist()
    targets = mlp.one_hot(digits.train_labels[LEARNED:], 10)
    net = mlp.new_mlp((784, 100, 10), rng, hidden="relu", gain=1.4)
    options = {"eta": 0.2, "decay": 0.97, "batch": 50, "distort": training.shift_digits}
    return next(islice(training.train(net, digits.train_images[LEARNED:], targets, rng=rng, **options), 59, None))


def verdict(pictures: np.ndarray) -> dict:
    """How sure the judge is: the mean probability of its answer, the share above 0.9, the share of every answer."""
    p = mlp.predict(judge(), pictures)
    shares = np.bincount(p.argmax(axis=1), minlength=10) / len(p)
    sure = p.max(axis=1)
    return {"sure": round(float(sure.mean()), 4), "above": round(float(np.mean(sure > 0.9)), 4),
            "blots": round(float(np.mean(pictures.mean(axis=1) > BLOT)), 4),
            "answers": [round(float(one), 3) for one in shares]}  # fmt: skip


def judged(vae, kind: str, seed: int, X: np.ndarray) -> dict:
    """Pictures from z ~ N(0, I), and from a normal distribution with the mean and covariance of the codes of X."""
    noise, k = KINDS[kind][0], len(vae.decoder.layers[0].weights)
    eps = np.random.default_rng([seed, 7]).normal(size=(SETTINGS["drawn"], k))
    mu, log_var = variational.encode(vae, X)
    codes = variational.draw(mu, log_var, noise * np.random.default_rng([seed, 8]).normal(size=mu.shape))
    fitted = codes.mean(axis=0) + eps @ np.linalg.cholesky(np.cov(codes.T)).T
    pictures = {"standard": mlp.predict(vae.decoder, eps), "fitted": mlp.predict(vae.decoder, fitted)}
    shown = {name: [greys(one) for one in found[: SETTINGS["shown"]]] for name, found in pictures.items()}
    told = {name: verdict(found) for name, found in pictures.items()}
    again = verdict(mlp.predict(vae.decoder, variational.encode(vae, datasets.mnist().test_images)[0]))
    return {**told, "rebuilt": again, "shown": shown}


def parts(vae, kind: str, X: np.ndarray, seed: int) -> list:
    """-ln p(x | z) and KL of X, means over its rows, one draw each."""
    mu, log_var = variational.encode(vae, X)
    z = variational.draw(mu, log_var, KINDS[kind][0] * np.random.default_rng([seed, 9]).normal(size=mu.shape))
    E = variational.minus_log_p(X, mlp.weighted_sums(vae.decoder, z)[-1]).mean()
    return [round(float(E), 3), round(float(variational.kl(mu, log_var).sum(axis=1).mean()), 3)]


def measure(k: str, kind: str, seed: int, last: int | None = None) -> dict:
    """The curves on learned and on test digits, and the verdicts after each of the numbers of epochs."""
    digits, short, long = datasets.mnist(), *SETTINGS["epochs"][k]
    X, last = digits.train_images[:LEARNED].astype(np.float32), last or (long if kind in SETTINGS["longer"] else short)
    curves, found = {"learned": [], "test": []}, []
    for epoch, vae in enumerate(islice(nets(int(k), kind, seed, X), last), start=1):
        if (epoch % SETTINGS["every"] == 0 and epoch <= short) or epoch in (1, last):
            for name, rows in (("learned", digits.train_images[:1000]), ("test", digits.test_images)):
                curves[name].append(parts(vae, kind, rows, seed))
        if epoch in (short, long):
            mu, log_var = variational.encode(vae, digits.test_images)
            price = sorted(variational.kl(mu, log_var).mean(axis=0), reverse=True)
            found.append({**judged(vae, kind, seed, digits.train_images[:LEARNED]),
                          "kl": [round(float(one), 3) for one in price]})  # fmt: skip
            if seed or epoch == long:  # pictures of one seed are enough
                found[-1].pop("shown")
    return {"curves": curves, "judged": found}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
