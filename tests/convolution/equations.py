"""Convolution, batch normalisation, pooling, dropout. Pixels are counted from 0, as in the text."""

import numpy as np

from nbhelpers import convolution
from nbhelpers.convolution import batch_norm, dropout, pooling, receptive_field
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation


def picture(rng, stride=2, size=7, kernel=3):
    """One channel, one kernel."""
    x, w, b = rng.normal(size=(size, size)), rng.normal(size=(kernel, kernel)), rng.normal()
    y = convolution.conv2d(x[None, None], w[None, None], np.array([b]), stride)[0, 0]
    places, taps = range(len(y)), range(kernel)
    env = {"x": x, "w": w, "b": b, "y": y, "s": stride, "k": kernel, "origin": 0, "free": {"i": places, "j": places}}
    return {**env, "range": {"u": taps, "v": taps, "i": places, "j": places}}


@equation("con-forward", "convolution.conv2d")
def forward(rng):
    return picture(rng)


@equation("con-channels", "convolution.conv2d", how="two kernels, three channels, stride 2")
def channels(rng):
    x, w, b = rng.normal(size=(3, 5, 5)), rng.normal(size=(2, 3, 2, 2)), rng.normal(size=2)
    env = {"x": x, "w": w, "b": b, "y": convolution.conv2d(x[None], w, b, 2)[0], "s": 2, "origin": 0}
    two = range(2)
    return {**env, "free": {"o": two, "i": two, "j": two}, "range": {"c": range(3), "u": two, "v": two}}


@equation("con-flip", "convolution.convolve")
def flip(rng):
    env = picture(rng, stride=1, size=5)
    return {**env, "y": convolution.convolve(env["x"], env["w"])}


def size_values(rng):
    n, k, s = int(rng.integers(5, 30)), int(rng.integers(1, 6)), int(rng.integers(1, 5))
    return {"n": n, "k": k, "s": s}


@equation("con-size", "convolution.output_size", "convolution.padding_amounts", how="random sizes, with three paddings")
def any_size(rng):
    cases = [(*size_values(rng).values(), padding) for padding in ("valid", "same", 2) for _ in range(4)]
    return [
        {**dict(zip("nks", one[:3], strict=True)), "out": convolution.output_size(*one),
         "zeros": sum(convolution.padding_amounts(*one))} for one in cases
    ]  # fmt: skip


@equation("con-valid", "convolution.output_size", how="ten random sizes")
def valid(rng):
    cases = [size_values(rng) for _ in range(10)]
    return [{**one, "out": convolution.output_size(*one.values())} for one in cases]


@equation("con-same", "convolution.output_size", "convolution.padding_amounts", how="ten random sizes")
def same(rng):
    cases = [tuple(size_values(rng).values()) for _ in range(10)]
    return [
        {**dict(zip("nks", one, strict=True)), "out": convolution.output_size(*one, "same"),
         "zeros": sum(convolution.padding_amounts(*one, "same"))} for one in cases
    ]  # fmt: skip


def slopes_of(rng):
    """Slopes of E = sum g y, by the code and by central differences."""
    env = picture(rng)
    x, w, g = env["x"], env["w"], rng.normal(size=env["y"].shape)

    def error(x, w, b):
        return float(np.sum(g * convolution.conv2d(x[None, None], w[None, None], np.array([b]), 2)))

    dx, dw, db = convolution.conv2d_backward(g[None, None], x[None, None], w[None, None], 2)
    env |= {"g": g, "tolerance": ROUGH}
    taps, pixels = {"u": range(3), "v": range(3)}, {"a": range(7), "b": range(7)}
    by_code = {"dE/dw": dw[0, 0], "dE/dx": dx[0, 0], "dE/db": db[0]}
    b = env["b"]
    by_hand = {"dE/dw": slopes(lambda w: error(x, w, b), w), "dE/dx": slopes(lambda x: error(x, w, b), x)}
    by_hand["dE/db"] = slopes(lambda b: error(x, w, b), b)
    return [{**env, **found, "free": {**taps, **pixels}} for found in (by_code, by_hand)]


@equation("con-weights", "convolution.conv2d_backward", how="central differences of E, and the slopes of the code")
def weights(rng):
    return [{**case, "free": {"u": range(3), "v": range(3)}} for case in slopes_of(rng)]


@equation("con-pixels", "convolution.conv2d_backward", how="central differences of E, and the slopes of the code")
def pixels(rng):
    return [{**case, "free": {"a": range(7), "b": range(7)}} for case in slopes_of(rng)]


@equation("con-field", "convolution.receptive_field.fields", how="random stacks of four layers")
def field(rng):
    stack = [(int(rng.integers(1, 6)), int(rng.integers(1, 4)), "same") for _ in range(4)]
    found = receptive_field.fields(stack, 200)
    env = {"r": Table([at.size for at in found], origin=0), "j": Table([at.jump for at in found], origin=0)}
    return {
        **env,
        "k": Table([k for k, _, _ in stack]),
        "s": Table([s for _, s, _ in stack]),
        "free": {"n": range(1, 5)},
    }


def normed(rng, m=5):
    x, gamma, beta = rng.normal(1, 2, size=m), rng.normal(), rng.normal()
    found = batch_norm.batch_norm(x[:, None], np.array([gamma]), np.array([beta]))
    env = {"x": x, "gamma": gamma, "beta": beta, "m": m}
    env |= {"mu": float(found.mean[0]), "sigma": float(found.var[0]) ** 0.5}
    env |= {"hat x": found.x_hat[:, 0], "y": found.y[:, 0], "epsilon": batch_norm.EPS}
    every = range(1, m + 1)
    return {**env, "free": {"i": every}, "range": {"i": every}}, found


@equation("con-norm", "convolution.batch_norm.batch_norm")
def norm(rng):
    return normed(rng)[0]


@equation("con-affine", "convolution.batch_norm.batch_norm", how="γ and β chosen as the text says")
def affine(rng):
    env, found = normed(rng)
    a, c = rng.normal(size=2)
    y = batch_norm.batch_norm(env["x"][:, None], a * found.root, a * found.mean + c).y[:, 0]
    return {**env, "a": a, "c": c, "y": y}


@equation(
    "con-norm-back",
    "convolution.batch_norm.batch_norm_backward",
    how="central differences of E, and the slopes of the code",
)
def norm_back(rng):
    env, found = normed(rng)
    g = rng.normal(size=len(env["x"]))
    dx, dgamma, dbeta = batch_norm.batch_norm_backward(g[:, None], np.array([env["gamma"]]), found)

    def error(x):
        one = batch_norm.batch_norm(x[:, None], np.array([env["gamma"]]), np.array([env["beta"]]))
        return float(g @ one.y[:, 0])

    env |= {"g": g, "dE/dgamma": float(dgamma[0]), "dE/dbeta": float(dbeta[0]), "tolerance": ROUGH}
    return [{**env, "dE/dx": dx[:, 0]}, {**env, "dE/dx": slopes(error, env["x"])}]


def pooled(rng):
    x, two = rng.normal(size=(4, 4)), range(2)
    g = rng.normal(size=(2, 2))
    largest, mean = (pool(x[None, None])[0, 0] for pool in (pooling.max_pool, pooling.mean_pool))
    ranges = {"u": two, "v": two, "i": two, "j": two}
    return {"x": x, "g": g, "y": largest, "mean": mean, "origin": 0, "free": ranges, "range": ranges}


@equation("con-pool", "convolution.pooling.max_pool", "convolution.pooling.mean_pool",
          reading=((r"\text{or} \qquad y_{ij}", r"\qquad \text{mean}_{ij}"),))  # fmt: skip
def pool(rng):
    return {**pooled(rng), "free": {"i": range(2), "j": range(2)}}


@equation("con-pool-back", "convolution.pooling.max_pool_backward", "convolution.pooling.mean_pool_backward")
def pool_back(rng):
    env = pooled(rng)
    x, g = env["x"], env["g"]
    args = g[None, None], x[None, None]
    by_max = pooling.max_pool_backward(*args, env["y"][None, None])[0, 0]
    by_mean = pooling.mean_pool_backward(*args, env["mean"][None, None])[0, 0]

    def place(env):
        return 2 * env["i"] + env["u"], 2 * env["j"] + env["v"]

    won = Lazy(lambda env: x[place(env)] == env["y"][env["i"], env["j"]])
    return {**env, "dE/dx": by_max, "if it won": won, "this": [Lazy(lambda env: by_mean[place(env)])]}


@equation(
    "con-drop-mean",
    "convolution.dropout.dropout_as_noted",
    how="both values of k with their chances, and 100,000 units",
)
def drop_mean(rng):
    p, a = rng.uniform(0.1, 0.8), rng.normal() + 3
    env = {"p": p, "a": a, "kappa": 1, "draws": [{"kappa": 0}, {"kappa": 1}], "chances": [p, 1 - p]}
    kept = float(np.mean(dropout.dropout_as_noted(np.ones(100_000), p, rng)))
    return [env, {**env, "chances": [1 - kept, kept], "tolerance": 0.01}]


@equation("con-drop", "convolution.dropout.dropout_mask", how="the two values of the code's mask, with their chances")
def drop(rng):
    p, a = rng.uniform(0.1, 0.8), rng.normal()
    mask = np.unique(dropout.dropout_mask(1000, p, rng))
    draws = [{"kappa": k, "tilde a": value * a} for k, value in enumerate(mask)]
    return [{"p": p, "a": a, "draws": draws, "chances": [p, 1 - p], **draw} for draw in draws]
