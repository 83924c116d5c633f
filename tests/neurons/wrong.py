"""Typical wrong answers to the exercises on neurons, as a reader would type them; one for each hint."""

UNIT = "def unit(X, w, theta):\n    return {}\n"
DELTA = "def delta(W, x, y, eta):\n    y_hat = x @ W\n    return {}\n"


def hebb(change, result="W + eta * change", clear="np.fill_diagonal(change, 0)"):
    return f"def hebb(W, x, eta):\n    change = {change}\n    {clear}\n    return {result}\n"


OUTER = "np.outer(x, x)"

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
    "neurons.hebb": {
        "diagonal": hebb(OUTER, clear="pass"),
        "both active only": hebb("np.outer((x + 1) / 2, (x + 1) / 2)"),
        "never weaker": hebb("np.where(x[:, None] == x, 1.0, 0.0)"),
        "sign": hebb(OUTER, "W - eta * change"),
        "no learning rate": hebb(OUTER, "W + change"),
        "the change alone": hebb(OUTER, "eta * change"),
        "the change alone, with its diagonal": hebb(OUTER, "eta * change", "pass"),
        "silent pairs left out": hebb("np.outer(x, x) - np.outer(x < 0, x < 0)"),
        "twice": hebb(OUTER, "W + eta * (change + change.T)"),
        "one way only": hebb("np.triu(np.outer(x, x))"),
        "over N": hebb(OUTER, "W + eta / len(x) * change"),
        "old weights shrunk": hebb(OUTER, "eta * (W + change)"),
        "one number for all": hebb("np.ones(W.shape) * np.dot(x, x)"),
        "one number for all, diagonal too": hebb("np.dot(x, x)", clear="pass"),
        "no partner": hebb("x * x", clear="pass"),
        "times the weight": hebb("W * np.outer(x, x)"),
        "forgetting": hebb("np.outer(x, x)", "W + eta * (change - W)"),
        "one way only, below": hebb("np.tril(np.outer(x, x))"),
        "both active only, diagonal too": hebb("np.outer(x > 0, x > 0)", clear="pass"),
        "sign, diagonal too": hebb(OUTER, "W - eta * change", "pass"),
        "no learning rate, diagonal too": hebb(OUTER, "W + change", "pass"),
        "unchanged": hebb(OUTER, "W"),
    },
    "neurons.delta": {
        "sign": DELTA.format("W + eta * np.outer(x, y_hat - y)"),
        "no input": DELTA.format("W + eta * (y - y_hat).reshape(1, -1)"),
        "no learning rate": DELTA.format("W + np.outer(x, y - y_hat)"),
        "target alone": DELTA.format("W + eta * np.outer(x, y)"),
        "the change alone": DELTA.format("eta * np.outer(x, y - y_hat)"),
        "twice as far": DELTA.format("W - eta * 2 * np.outer(x, y_hat - y)"),
        "S-shaped": DELTA.format("W + eta * np.outer(x, y - 1 / (1 + np.exp(-y_hat)))"),
        "output alone": DELTA.format("W + eta * np.outer(x, y_hat)"),
        "half as far": DELTA.format("W + 0.5 * eta * np.outer(x, y - y_hat)"),
        "slope of an S": DELTA.format("W + eta * np.outer(x, (y - y_hat) * y_hat * (1 - y_hat))"),
        "steps": DELTA.format("W + eta * np.outer(x, y - np.where(y_hat > 0, 1, 0))"),
        "sign of the error": DELTA.format("W + eta * np.sign(y - y_hat) * x[:, None]"),
        "squared error": DELTA.format("W + eta * np.outer(x, (y_hat - y) ** 2)"),
        "times the weight": DELTA.format("W + eta * (y - y_hat) * W"),
        "mean over units": DELTA.format("W + eta / W.shape[1] * np.outer(x, y - y_hat)"),
        "mean over inputs": DELTA.format("W + eta * np.outer(x, y - y_hat) / W.shape[0]"),
        "transposed": DELTA.format("W + eta * (y - y_hat)[:, None] * x"),
        "side by side": DELTA.format("W + eta * x * (y - y_hat)"),
        "one number for all": DELTA.format("W + eta * np.dot(y - y_hat, x)"),
        "errors added up": DELTA.format("W + eta * (y - y_hat).sum() * x[:, None]"),
        "W x": DELTA.format("W + eta * np.outer(x, y - W @ x)"),
        "steps of -1 and 1": DELTA.format("W + eta * np.outer(x, y - np.sign(y_hat))"),
        "the change alone, no eta": DELTA.format("np.outer(x, y - y_hat)"),
        "size of the error": DELTA.format("W + eta * np.outer(x, abs(y_hat - y))"),
        "added up": DELTA.format("W + eta * np.outer(x, y_hat + y)"),
        "unchanged": DELTA.format("W"),
    },
}

HARMLESS = {
    "neurons.hebb": {"change = eta / np.outer(x, x)": "states are -1 and +1, and so are their inverses"},
}
