"""Attention: one update of a dense net, one head, its way back, the net of one head, position codes."""

import numpy as np

from nbhelpers import attention
from nbhelpers.attention import example, one_head, pictures, scaling, transformer
from nbhelpers.nn import activations
from nbhelpers.nn.mlp import softmax
from tests.equations import special
from tests.equations.arithmetic import Lazy, Table
from tests.equations.differences import ROUGH, slopes
from tests.equations.registry import equation

n, T, k, v = 2, 3, 4, 2


def rows(matrix):
    return Table([row[None] for row in matrix])


def head(rng, beta=None):
    """(Q, K, V), what came out, and the names that most formulas have."""
    Q, K, V = rng.normal(size=(n, k)), rng.normal(size=(T, k)), rng.normal(size=(T, v))
    found = attention.attend(Q, K, V, beta=beta)
    return (Q, K, V), found, {"Q": rows(Q), "K": rows(K), "V": rows(V), "p": found.p, "Y": rows(found.Y), "T": T}


@equation("att-update", "attention.pictures.recall", "attention.attend")
def update(rng):
    kept, x, beta = rng.normal(size=(3, 5)), rng.normal(size=5), rng.uniform(0.5, 5)
    p, new = pictures.recall(x, pictures.direction(kept), beta)
    env = {"P": 3, "beta": beta, "p": p, "x^new": new, "z": pictures.direction(kept) @ pictures.direction(x)}
    return {**env, "x": Table(pictures.direction(kept), upper=1), "softmax": special.softmax}


@equation("att-mean", "attention.attend")
def mean(rng):
    beta = rng.uniform(0.3, 2)
    (Q, K, _), _, env = head(rng, beta)
    free = {"i": range(1, n + 1), "j": range(1, T + 1)}
    return {**env, "beta": beta, "z": beta * Q @ K.T, "free": free}


@equation("att-project", "attention.example.head")
def project(rng):
    he, tom = rng.normal(size=2)
    Q, K, V, *_ = example.head(he, tom)
    weights = {"W_Q": example.query_weights(he, tom), "W_K": example.W_K, "W_V": example.W_V}
    return {"X": example.X, "Q": Q, "K": K, "V": V, **weights}


@equation("att-head", "attention.attend")
def whole(rng):
    (Q, K, V), found, _ = head(rng)
    return {"Q": Q, "K": K, "V": V, "Y": found.Y, "k": k, "softmax": softmax}


@equation("att-hand", "attention.example.head", how="the code's weights, and the printed digits")
def hand(rng):
    *_, z, p, _Y = example.head()
    named = {f"z_3{j + 1}": z[2, j] for j in range(3)}
    return {**named, "p_31": p[2, 0], "about": 3e-3}


@equation("att-variance", "attention.scaling.draw", how="the variance over 40,000 draws")
def variance(rng):
    plain = scaling.draw(5, 1, rng, 40000).plain
    return {"k": 5, "Q_i": 1.0, "K_j": 1.0, "Var": lambda _: plain.var(), "tolerance": 0.2}


@equation("att-left", "attention.scaling.movable", how="central differences of the softmax")
def left(rng):
    z = rng.normal(size=T)
    found = np.diag(np.array([slopes(lambda at, j=j: softmax(at)[j], z) for j in range(T)]))
    env = {"p": softmax(z), "T": T, "range": {"j": range(1, T + 1)}, "tolerance": ROUGH}
    env |= {"dp_j/dz_j": Lazy(lambda env: found[env["j"] - 1])}
    return [env, {**env, "equals": float(scaling.movable(z))}]


@equation("att-back", "attention.backward", how="central differences of a loss, and the pass of the code")
def back(rng):
    beta = rng.uniform(0.3, 2)
    (Q, K, V), found, _ = head(rng, beta)
    target = rng.normal(size=(n, v))
    ways = {
        "Y": (lambda Y: Y, found.Y), "p": (lambda p: p @ V, found.p),
        "z": (lambda z: softmax(z) @ V, beta * Q @ K.T),
        "Q": (lambda Q: attention.attend(Q, K, V, beta=beta).Y, Q),
        "K": (lambda K: attention.attend(Q, K, V, beta=beta).Y, K),
        "V": (lambda V: attention.attend(Q, K, V, beta=beta).Y, V),
    }  # fmt: skip
    by = {name: slopes(lambda at, f=f: 0.5 * np.sum((f(at) - target) ** 2), at) for name, (f, at) in ways.items()}
    code = attention.backward(Q, K, V, found.p, found.Y - target, beta)
    env = {"V": V, "K": K, "Q": Q, "p": found.p, "beta": beta, "T": T, "g^Y": by["Y"], "tolerance": ROUGH}
    env |= {"g^p": by["p"], "g^z": by["z"], "free": {"i": range(1, n + 1), "j": range(1, T + 1)}}
    named = [{f"dE/d{name}": part for name, part in zip("QKV", parts, strict=True)}
             for parts in (code, [by[name] for name in "QKV"])]  # fmt: skip
    return [{**env, **one} for one in named]


@equation("att-one-head", "attention.one_head.forward")
def one(rng):
    net = one_head.new_net((3, k, 2), T, rng, "learned")._replace(c=rng.normal(size=2))
    x = rng.normal(size=(T, 1, 3))
    seen = one_head.forward(net, x)
    env = {"x": rows(x[:, 0]), "W_xh": net.W_xh, "P": rows(net.P), "h": rows(seen.h[0]), "T": T}
    env |= {"W_Q": net.W_Q, "Q": seen.Q[0], "Y": seen.head.Y[0], "W_y": net.W_y, "c": net.c[None]}
    return {**env, "hat y": seen.y_hat, "free": {"t": range(1, T + 1)}}


@equation("att-sinusoids", "attention.one_head.sinusoids")
def sinusoids(rng):
    width, places = 6, 5
    P = one_head.sinusoids(places, width)
    free = {"t": range(places), "i": range(width // 2)}
    return {"P": Table(P, origin=0), "n": width, "sin": np.sin, "cos": np.cos, "free": free}


@equation("att-layer-norm", "attention.transformer.layer_norm", how="a layer norm with random gains and shifts")
def layer_norm(rng):
    n = 5
    norm, x = transformer.Norm(*rng.normal(size=(2, n))), rng.normal(2, 3, size=n)
    r = np.sqrt(x.var() + transformer.EPS)
    env = {"h": x, "gamma": norm.gain, "b": norm.shift, "n": n, "epsilon": transformer.EPS, "mu": x.mean(), "r": r}
    which = {"i": range(1, n + 1)}
    return {**env, "hat h": transformer.layer_norm(norm, x), "free": which, "range": which}


@equation("att-block", "attention.transformer.block_forward", how="a block of two heads on four random rows")
def block(rng):
    one = transformer.new_transformer(6, 2, 1, 4, rng, 5).blocks[0]
    one = one._replace(b_1=rng.normal(size=5), b_2=rng.normal(size=6))
    x = rng.normal(size=(4, 6))
    seen = transformer.block_forward(one, x)
    env = {f"W_{name}": Table([getattr(one, f"W_{name}")[:, h] for h in range(2)], upper=1) for name in "QKV"}
    env |= {"W_O": Table(list(one.W_O), upper=1), "W_1": one.W_1, "W_2": one.W_2, "b_1": one.b_1, "b_2": one.b_2}
    env |= {"h": x, "u": seen.z, "h'": seen.middle, "h''": seen.out, "range": {"j": range(1, 3)}}
    looked = {"relu": activations.relu, "attend": lambda Q, K, V: attention.attend(Q, K, V, attention.causal(4)).Y}
    return {**env, **looked, "LN": lambda h: transformer.layer_norm(one.before, h)}
