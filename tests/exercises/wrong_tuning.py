"""Typical wrong answers to the exercises on tuning, as a reader would type them; one for each hint."""


def gcn(mean="X.mean(axis=1, keepdims=True)", spread="X.std(axis=1, keepdims=True)"):
    return f"""
def gcn(X):
    return (X - {mean}) / {spread}
"""


def zca(scale="(variances + eps) ** -0.5", back="@ U.T", samples="centred", C="centred.T @ centred / len(X)"):
    return f"""
def zca(X, eps):
    centred = X - X.mean(axis=0)
    C = {C}
    variances, U = np.linalg.eigh(C)
    W = U @ np.diag({scale}) {back}
    return {samples} @ W
"""


def maxout_back(answer):
    return f"""
def maxout_back(d, z):
    h = z.max(axis=-1, keepdims=True)
    return {answer}
"""


def paired(d="a - b", half="2.776 * d.std(ddof=1) / np.sqrt(5)"):
    return f"""
def paired(a, b):
    d = {d}
    half = {half}
    return np.array([d.mean(), d.mean() - half, d.mean() + half])
"""


WRONG = {
    "tuning.gcn": {
        "over the samples": gcn("X.mean(axis=0)", "X.std(axis=0)"),
        "over everything": gcn("X.mean()", "X.std()"),
        "not centred": gcn(mean="0"),
        "length": gcn(spread="np.linalg.norm(X - X.mean(axis=1, keepdims=True), axis=1, keepdims=True)"),
        "no root": gcn(spread="X.var(axis=1, keepdims=True)"),
    },
    "tuning.zca": {
        "not turned back": zca(back=""),
        "not centred": zca(samples="X"),
        "no root": zca(scale="1 / (variances + eps)"),
        "the wrong way": zca(scale="np.sqrt(variances + eps)"),
        "eps outside": zca(scale="1 / (np.sqrt(variances) + eps)"),
        "m - 1": zca(C="np.cov(X.T)"),
    },
    "tuning.maxout_back": {
        "to everyone": maxout_back("d[..., None] * np.ones_like(z)"),
        "shared out": maxout_back("d[..., None] * np.ones_like(z) / z.shape[-1]"),
        "to the smallest": maxout_back("d[..., None] * (z == z.min(axis=-1, keepdims=True))"),
        "times z": maxout_back("d[..., None] * h * (z == h)"),
        "no d": maxout_back("(z == h) * 1.0"),
    },
    "tuning.paired": {
        "n below": paired(half="2.776 * d.std() / np.sqrt(5)"),
        "no root of n": paired(half="2.776 * d.std(ddof=1)"),
        "1.96": paired(half="1.96 * d.std(ddof=1) / np.sqrt(5)"),
        "not paired": paired(half="2.776 * np.sqrt(a.var(ddof=1) / 5 + b.var(ddof=1) / 5)"),
        "swapped": paired(d="b - a"),
    },
}
