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
    },
    "neurons.start": {
        "variance 1/√n": START.format("Z * np.sqrt(1 / np.sqrt(n))"),
        "standard deviation 1/n": START.format("Z / n"),
        "number of units": START.format("Z * units ** -0.5"),
        "unchanged": START.format("Z"),
        "larger": START.format("Z * n ** 0.5"),
        "size of the table": START.format("Z / np.sqrt(units * n)"),
    },
    "neurons.hebb": {
        "diagonal": hebb(OUTER, clear="pass"),
        "both active only": hebb("np.outer((y + 1) / 2, (y + 1) / 2)"),
        "never weaker": hebb("np.where(y[:, None] == y, 1.0, 0.0)"),
        "sign": hebb(OUTER, "W - eta * change"),
        "no learning rate": hebb(OUTER, "W + change"),
        "the change alone": hebb(OUTER, "eta * change"),
    },
    "neurons.delta": {
        "sign": DELTA.format("W + eta * np.outer(y - d, x)"),
        "no input": DELTA.format("W + eta * (d - y).reshape(-1, 1)"),
        "no learning rate": DELTA.format("W + np.outer(d - y, x)"),
        "target alone": DELTA.format("W + eta * np.outer(d, x)"),
        "the change alone": DELTA.format("eta * np.outer(d - y, x)"),
        "twice as far": DELTA.format("W - eta * 2 * np.outer(y - d, x)"),
        "S-shaped": DELTA.format("W + eta * np.outer(d - 1 / (1 + np.exp(-y)), x)"),
    },
}
