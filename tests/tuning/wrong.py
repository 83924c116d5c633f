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
def maxout_back(g, z):
    h = z.max(axis=-1, keepdims=True)
    return {answer}
"""


def paired(delta="a - b", half="2.776 * delta.std(ddof=1) / np.sqrt(5)"):
    return f"""
def paired(a, b):
    delta = {delta}
    half = {half}
    return np.array([delta.mean(), delta.mean() - half, delta.mean() + half])
"""


def answered(order):
    """The right interval, given back in another order."""
    return paired().replace("np.array([delta.mean(), delta.mean() - half, delta.mean() + half])", order)


MEAN, SPREAD = "X.mean(axis=1, keepdims=True)", "X.std(axis=1, keepdims=True)"
DEFINED = "def gcn(X):\n    return {}\n"
ROUND = "X.T @ X / len(X)"

WRONG = {
    "tuning.gcn": {
        "over the samples": gcn("X.mean(axis=0)", "X.std(axis=0)"),
        "over everything": gcn("X.mean()", "X.std()"),
        "not centred": gcn(mean="0"),
        "length": gcn(spread="np.linalg.norm(X - X.mean(axis=1, keepdims=True), axis=1, keepdims=True)"),
        "no root": gcn(spread="X.var(axis=1, keepdims=True)"),
        "n - 1": gcn(spread="X.std(axis=1, ddof=1, keepdims=True)"),
        "not scaled": gcn(spread="1"),
        "times the spread": gcn(spread=f"(1 / {SPREAD})"),
        "spread about zero": gcn(spread="(X**2).mean(axis=1, keepdims=True) ** 0.5"),
        "length about zero": gcn(spread="(X**2).sum(axis=1, keepdims=True) ** 0.5"),
        "divided first": DEFINED.format(f"X / {SPREAD} - {MEAN}"),
        "only the mean divided": DEFINED.format(f"X - {MEAN} / {SPREAD}"),
        "mean distance": gcn(spread=f"np.mean(abs(X - {MEAN}), axis=1, keepdims=True)"),
        "from 0 to 1": gcn("X.min(1, keepdims=True)", "(X.max(1, keepdims=True) - X.min(1, keepdims=True))"),
        "width": gcn(spread="(X.max(1, keepdims=True) - X.min(1, keepdims=True))"),
        "largest": gcn(spread="X.max(axis=1)[:, None]"),
        "median": gcn("np.median(X, axis=1)[:, None]"),
        "sum for the mean": gcn("X.sum(axis=1)[:, None]"),
        "one spread": gcn(spread="X.std()"),
        "one mean": gcn(mean="X.mean()"),
        "one mean, spread of the samples": gcn("X.mean()", "X.std(axis=0)"),
        "mean over the samples": gcn(mean="X.mean(axis=0)"),
        "spread over the samples": gcn(spread="X.std(axis=0)"),
        "axis lost": gcn("X.mean(axis=1)", "X.std(axis=1)"),
        "largest distance": gcn(spread="np.max(np.abs(X - X.mean(axis=1, keepdims=True)), axis=1, keepdims=True)"),
    },
    "tuning.zca": {
        "not turned back": zca(back=""),
        "not centred": zca(samples="X"),
        "nothing centred": zca(samples="X", C=ROUND),
        "mean of each sample": zca().replace("X.mean(axis=0)", "X.mean(axis=1)[:, None]"),
        "one mean": zca().replace("X.mean(axis=0)", "X.mean()"),
        "no root": zca(scale="1 / (variances + eps)"),
        "no root, PCA": zca(scale="1 / (variances + eps)", back=""),
        "the wrong way": zca(scale="np.sqrt(variances + eps)"),
        "eps outside": zca(scale="1 / (np.sqrt(variances) + eps)"),
        "no eps": zca(scale="1 / np.sqrt(variances)"),
        "eps taken off": zca(scale="1 / np.sqrt(variances - eps)"),
        "m - 1": zca(C="np.cov(X.T)"),
        "no 1/m": zca(C="centred.T @ centred"),
        "1/n": zca(C="centred.T @ centred / X.shape[1]"),
        "rows for columns": zca().replace("U @ np.diag", "U.T @ np.diag").replace("@ U.T\n", "@ U\n"),
        "turned on": zca(back="@ U"),
        "not turned at first": zca().replace("U @ np.diag", "np.diag"),
        "scaled without turning": zca(back="").replace("U @ np.diag", "np.diag"),
        "not scaled": zca(scale="variances * 0 + 1"),
        "turned only": zca(scale="variances * 0 + 1", back=""),
        "standardised": "def zca(X, eps):\n    return (X - X.mean(axis=0)) / (X.std(axis=0) ** 2 + eps) ** 0.5\n",
        "the matrix": zca().replace("centred @ W", "W"),
        "transposed": zca().replace("centred @ W", "W.T @ centred.T"),
        "sizes": zca(C="np.cov(centred)"),
    },
    "tuning.maxout_back": {
        "to everyone": maxout_back("g[..., None] * np.ones_like(z)"),
        "shared out": maxout_back("g[..., None] * np.ones_like(z) / z.shape[-1]"),
        "to the smallest": maxout_back("g[..., None] * (z == z.min(axis=-1, keepdims=True))"),
        "times z": maxout_back("g[..., None] * h * (z == h)"),
        "no g": maxout_back("(z == h) * 1.0"),
        "sign": maxout_back("-g[:, :, None] * (z == h)"),
        "all but the winner": maxout_back("g[:, :, None] * (z < h)"),
        "positive pieces": maxout_back("g[:, :, None] * (z > 0)"),
        "positive winners": maxout_back("g[:, :, None] * ((z == h) & (z > 0))"),
        "every piece times z": maxout_back("g[:, :, None] * z"),
        "times z, no g": maxout_back("z * (z == h)"),
        "softmax": maxout_back("g[:, :, None] * np.exp(z - h) / np.exp(z - h).sum(axis=-1, keepdims=True)"),
        "mean over the samples": maxout_back("g[:, :, None] * (z == h) / len(z)"),
        "the winner's share": maxout_back("g[:, :, None] * (z == h) / z.shape[2]"),
        "the largest of all": maxout_back("g[:, :, None] * (z == np.max(z))"),
        "the first piece": maxout_back("np.concatenate([g[:, :, None], 0 * z[:, :, 1:]], axis=2)"),
        "largest unit": maxout_back("g[:, :, None] * (z == z.max(axis=-2, keepdims=True))"),
        "largest sample": maxout_back("g[:, :, None] * (z == z.max(axis=0))"),
        "g times h": maxout_back("g * h[:, :, 0]"),
        "which piece": maxout_back("z.argmax(axis=2)"),
        "sizes": maxout_back("g * (z == h)"),
        "g times h, with the axis": maxout_back("g[..., None] * h"),
    },
    "tuning.paired": {
        "n below": paired(half="2.776 * delta.std() / np.sqrt(5)"),
        "twice as wide": paired(half="2.776 * delta.std()"),
        "no root of n": paired(half="2.776 * delta.std(ddof=1)"),
        "divided by n": paired(half="2.776 * delta.std(ddof=1) / 5"),
        "n below, divided by n": paired(half="2.776 * delta.std() / 5"),
        "root of n - 1 twice": paired(half="2.776 * delta.std(ddof=1) / np.sqrt(4)"),
        "variance": paired(half="2.776 * np.var(delta, ddof=1) / np.sqrt(5)"),
        "variance, divided by n": paired(half="2.776 * np.var(delta, ddof=1) / 5"),
        "1.96": paired(half="1.96 * delta.std(ddof=1) / np.sqrt(5)"),
        "1.96, n below": paired(half="1.96 * delta.std() / np.sqrt(5)"),
        "standard error alone": paired(half="delta.std(ddof=1) / np.sqrt(5)"),
        "standard error alone, n below": paired(half="delta.std() / np.sqrt(5)"),
        "half of t": paired(half="2.776 / 2 * delta.std(ddof=1) / np.sqrt(5)"),
        "the spread alone": paired(half="delta.std(ddof=1)"),
        "not paired": paired(half="2.776 * np.sqrt(a.var(ddof=1) / 5 + b.var(ddof=1) / 5)"),
        "not paired, n below": paired(half="2.776 * np.sqrt(a.var() / 5 + b.var() / 5)"),
        "difference of the spreads": paired(half="2.776 * (a.std(ddof=1) - b.std(ddof=1)) / np.sqrt(5)"),
        "sum of the spreads": paired(half="2.776 * (a.std(ddof=1) + b.std(ddof=1)) / np.sqrt(5)"),
        "spread of a alone": paired(half="2.776 * a.std(ddof=1) / np.sqrt(5)"),
        "spread of b alone": paired(half="2.776 * b.std(ddof=1) / np.sqrt(5)"),
        "swapped": paired(delta="b - a"),
        "absolute": paired(delta="abs(a - b)"),
        "shares": paired(delta="(a - b) / b"),
        "median": paired().replace("delta.mean()", "np.median(delta)"),
        "upper end first": answered("[delta.mean(), delta.mean() + half, delta.mean() - half]"),
        "mean in the middle": answered("np.array([delta.mean() - half, delta.mean(), delta.mean() + half])"),
        "mean last": answered("np.array([delta.mean() - half, delta.mean() + half, delta.mean()])"),
        "half the width itself": answered("np.array([delta.mean(), -half, half])"),
        "t of six": paired(half="2.571 * delta.std(ddof=1) / np.sqrt(5)"),
    },
}

AS_MANY = "a and b have as many seeds"

HARMLESS = {
    "tuning.paired": {
        "half = 2.776 * delta.std(ddof=1) / np.sqrt(len(a))": AS_MANY,
        "half = 2.776 * delta.std(ddof=1) / np.sqrt(len(b))": AS_MANY,
    },
    "tuning.zca": {
        "C = centred.T @ X / len(X)": "the mean in one factor meets deviations that add up to 0",
        "C = X.T @ centred / len(X)": "the mean in one factor meets deviations that add up to 0",
        "C = centred.T @ centred / len(centred)": "centred has as many rows as X",
    },
}
