"""Typical wrong answers to the exercises on neurons, as a reader would type them; one for each hint."""

UNIT = "def unit(X, w, theta):\n    return {}\n"
START = "def start(Z):\n    units, n = Z.shape\n    return {}\n"
DELTA = "def delta(W, x, d, eta):\n    y = W @ x\n    return {}\n"


def hebb(change, result="W + eta * change", clear="np.fill_diagonal(change, 0)"):
    return f"def hebb(W, y, eta):\n    change = {change}\n    {clear}\n    return {result}\n"


OUTER = "np.outer(y, y)"

WRONG = {
    "neurons.unit": {
        "tie": UNIT.format("np.where(X @ w - theta >= 0, 1, 0)"),
        "threshold added": UNIT.format("np.where(X @ w + theta > 0, 1, 0)"),
        "no threshold": UNIT.format("np.where(X @ w > 0, 1, 0)"),
        "signs": UNIT.format("np.sign(X @ w - theta)"),
        "the sum itself": UNIT.format("np.sum(w * X, axis=1) - theta"),
        "S-shaped": UNIT.format("1 / (1 + np.exp(-(X @ w - theta)))"),
        "other side": UNIT.format("np.where(X @ w - theta < 0, 1, 0)"),
        "other side and a tie": UNIT.format("np.where(X @ w - theta > 0, 0, 1)"),
        "threshold off each weight": UNIT.format("np.where(np.sum(X * (w - theta), axis=1) > 0, 1, 0)"),
        "inputs compared": UNIT.format("np.where(X > theta, 1, 0) @ w"),
        "minus one": UNIT.format("np.array([1 if x @ w > theta else -1 for x in X])"),
        "minus one and a tie": UNIT.format("np.array([-1 if x @ w < theta else 1 for x in X])"),
        "the sum alone": UNIT.format("np.sum(X * w, axis=1)"),
        "ReLU": UNIT.format("np.maximum(0, X @ w - theta)"),
        "not added up": UNIT.format("np.where(X * w > theta, 1, 0)"),
        "one answer for all": UNIT.format("1 if np.sum(X * w) > theta else 0"),
        "columns added up": UNIT.format("np.where((X * w).sum(0) > theta, 1, 0)"),
        "w before X": UNIT.format("np.where(np.dot(w, X) > theta, 1, 0)"),
        "tanh": UNIT.format("np.tanh(X @ w - theta)"),
        "half at a tie": UNIT.format("(np.sign(X @ w - theta) + 1) / 2"),
        "S-shaped, no threshold": UNIT.format("1 / (1 + np.exp(-(X @ w)))"),
    },
    "neurons.start": {
        "variance 1/√n": START.format("Z * np.sqrt(1 / np.sqrt(n))"),
        "standard deviation 1/n": START.format("Z / n"),
        "number of units": START.format("Z * units ** -0.5"),
        "unchanged": START.format("Z"),
        "larger": START.format("Z * n ** 0.5"),
        "size of the table": START.format("Z / np.sqrt(units * n)"),
        "number of units, no root": START.format("Z / units"),
        "larger by n": START.format("n * Z"),
        "He": START.format("Z * np.sqrt(2) / np.sqrt(n)"),
        "Glorot": START.format("Z * np.sqrt(2 / (n + units))"),
        "measured": START.format("Z / (np.std(Z) * np.sqrt(n))"),
        "standardised": START.format("Z / np.std(Z)"),
        "unit length": START.format("Z / np.sqrt(np.sum(Z**2, axis=1))[:, None]"),
        "factor alone": START.format("n**-0.5"),
        "both sizes": START.format("Z / np.sqrt(units + n)"),
        "measured, mean off": START.format("(Z - np.mean(Z)) / np.std(Z) / n**0.5"),
    },
    "neurons.hebb": {
        "diagonal": hebb(OUTER, clear="pass"),
        "both active only": hebb("np.outer((y + 1) / 2, (y + 1) / 2)"),
        "never weaker": hebb("np.where(y[:, None] == y, 1.0, 0.0)"),
        "sign": hebb(OUTER, "W - eta * change"),
        "no learning rate": hebb(OUTER, "W + change"),
        "the change alone": hebb(OUTER, "eta * change"),
        "the change alone, with its diagonal": hebb(OUTER, "eta * change", "pass"),
        "silent pairs left out": hebb("np.outer(y, y) - np.outer(y < 0, y < 0)"),
        "twice": hebb(OUTER, "W + eta * (change + change.T)"),
        "one way only": hebb("np.triu(np.outer(y, y))"),
        "over N": hebb(OUTER, "W + eta / len(y) * change"),
        "old weights shrunk": hebb(OUTER, "eta * (W + change)"),
        "one number for all": hebb("np.ones(W.shape) * np.dot(y, y)"),
        "one number for all, diagonal too": hebb("np.dot(y, y)", clear="pass"),
        "no partner": hebb("y * y", clear="pass"),
        "times the weight": hebb("W * np.outer(y, y)"),
        "forgetting": hebb("np.outer(y, y)", "W + eta * (change - W)"),
        "one way only, below": hebb("np.tril(np.outer(y, y))"),
        "both active only, diagonal too": hebb("np.outer(y > 0, y > 0)", clear="pass"),
        "sign, diagonal too": hebb(OUTER, "W - eta * change", "pass"),
        "no learning rate, diagonal too": hebb(OUTER, "W + change", "pass"),
        "unchanged": hebb(OUTER, "W"),
    },
    "neurons.delta": {
        "sign": DELTA.format("W + eta * np.outer(y - d, x)"),
        "no input": DELTA.format("W + eta * (d - y).reshape(-1, 1)"),
        "no learning rate": DELTA.format("W + np.outer(d - y, x)"),
        "target alone": DELTA.format("W + eta * np.outer(d, x)"),
        "the change alone": DELTA.format("eta * np.outer(d - y, x)"),
        "twice as far": DELTA.format("W - eta * 2 * np.outer(y - d, x)"),
        "S-shaped": DELTA.format("W + eta * np.outer(d - 1 / (1 + np.exp(-y)), x)"),
        "output alone": DELTA.format("W + eta * np.outer(y, x)"),
        "half as far": DELTA.format("W + 0.5 * eta * np.outer(d - y, x)"),
        "slope of an S": DELTA.format("W + eta * np.outer((d - y) * y * (1 - y), x)"),
        "steps": DELTA.format("W + eta * np.outer(d - np.where(y > 0, 1, 0), x)"),
        "sign of the error": DELTA.format("W + eta * np.sign(d - y)[:, None] * x"),
        "squared error": DELTA.format("W + eta * np.outer((y - d) ** 2, x)"),
        "times the weight": DELTA.format("W + eta * ((d - y) * W.T).T"),
        "mean over units": DELTA.format("W + eta / W.shape[0] * np.outer(d - y, x)"),
        "mean over inputs": DELTA.format("W + eta * np.outer(d - y, x) / W.shape[1]"),
        "transposed": DELTA.format("W + eta * x[:, None] * (d - y)"),
        "side by side": DELTA.format("W + eta * x * (d - y)"),
        "one number for all": DELTA.format("W + eta * np.dot(d - y, x)"),
        "errors added up": DELTA.format("W + eta * (d - y).sum() * x"),
        "x W": DELTA.format("W + eta * np.outer(d - W.T @ x, x)"),
        "steps of -1 and 1": DELTA.format("W + eta * np.outer(d - np.sign(y), x)"),
        "the change alone, no eta": DELTA.format("np.outer(d - y, x)"),
        "size of the error": DELTA.format("W + eta * np.outer(abs(y - d), x)"),
        "added up": DELTA.format("W + eta * np.outer(y + d, x)"),
        "unchanged": DELTA.format("W"),
    },
}

HARMLESS = {
    "neurons.hebb": {"change = eta / np.outer(y, y)": "outputs are -1 and +1, and so are their inverses"},
}
