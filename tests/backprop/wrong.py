"""Typical wrong answers to the exercises of back-propagation, as a reader would type them; one for each hint."""

E = "def hidden_error(b, w, g):\n    return {}\n"
U = "def update(x, e, eta):\n    return {}\n"

WRONG = {
    "backprop.hidden_error": {
        "sign": E.format("b * (1 - b) * -np.sum(w * g, axis=1)"),
        "no slope": E.format("w.dot(g)"),
        "slope of b": """
def f(z):
    return 1 / (1 + np.exp(-z))

def hidden_error(b, w, g):
    return f(b) * (1 - f(b)) * (w @ g)
""",
        "transpose": E.format("b * (1 - b) * (w.T @ g)"),
        "no sum of g": E.format("b * (1 - b) * np.sum(w, axis=1) * np.sum(g)"),
        "tanh": E.format("(1 - b**2) * (w @ g)"),
        "b alone": E.format("b * (w @ g)"),
        "1 - b alone": E.format("(1 - b) * w.dot(g)"),
        "b squared": E.format("b**2 * (1 - b) * w.dot(g)"),
        "1 - b squared": E.format("b * (1 - b)**2 * w.dot(g)"),
        "slope squared": E.format("(b - b**2)**2 * w.dot(g)"),
        "1 + b": E.format("(b + b**2) * w.dot(g)"),
        "no g": E.format("b * (1 - b) * np.sum(w, axis=1)"),
        "no weights": E.format("g * b * (1 - b)"),
        "no weights, g added up": E.format("np.sum(g) * b * (1 - b)"),
        "last output only": """
def hidden_error(b, w, g):
    e = np.zeros(len(b))
    for h in range(len(b)):
        for j in range(len(g)):
            e[h] = b[h] * (1 - b[h]) * w[h, j] * g[j]
    return e
""",
        "one sum for all": E.format("b * (1 - b) * np.sum(w * g)"),
        "not added up": E.format("w * g * (b * (1 - b)).reshape(-1, 1)"),
        "side by side": E.format("b * (1 - b) * g * w"),
        "columns added up": E.format("b * (1 - b) * sum(w * g)"),
        "mean": E.format("b * (1 - b) * (w @ g) / len(g)"),
        "first output only": E.format("np.array([b[h] * (1 - b[h]) * w[h, 0] * g[0] for h in range(len(b))])"),
        "slope of g": E.format("b * (1 - b) * (w @ (g - g**2))"),
        "sign, no slope": E.format("-w.dot(g)"),
        "slope added": E.format("b * (1 - b) + w.dot(g)"),
        "number of units": E.format("b * (1 - b) * w.dot(g) / b.size"),
    },
    "backprop.update": {
        "sign": U.format("eta * np.mean([np.outer(x[k], e[k]) for k in range(len(x))], axis=0)"),
        "no 1/m": U.format("-eta * sum(np.outer(x[k], e[k]) for k in range(len(x)))"),
        "no eta": U.format("-x.T.dot(e) / x.shape[0]"),
        "transpose": U.format("-eta / len(x) * np.einsum('kh,ki->hi', e, x)"),
        "no transpose": U.format("-eta / len(x) * x.dot(e)"),
        "sign, no 1/m": U.format("eta * np.dot(x.T, e)"),
        "no eta, no 1/m": U.format("-np.dot(x.T, e)"),
        "half": U.format("-eta * x.T @ e / len(x) / 2"),
        "twice": U.format("-eta * x.T @ (2 * e) / len(x)"),
        "1/m twice": U.format("-eta / len(x) * np.mean([np.outer(*one) for one in zip(x, e)], axis=0)"),
        "transpose, no 1/m": U.format("-eta * sum(np.outer(e[k], x[k]) for k in range(len(x)))"),
        "number of units": U.format("-eta * x.T @ e / e.shape[1]"),
        "number of numbers": U.format("-eta * x.T @ e / np.size(x)"),
        "one number": U.format("-np.mean(eta * x.T @ e)"),
        "means multiplied": U.format("-eta * np.mean(x, axis=0)[:, None] * np.mean(e, axis=0)"),
        "sums multiplied": U.format("-eta / len(x) * np.outer(sum(x), sum(e))"),
        "last sample only": U.format("[-eta * np.outer(x[k], e[k]) for k in range(len(x))][-1]"),
        "last sample over m": U.format("[-eta * np.outer(x[k], e[k]) for k in range(len(x))][-1] / len(x)"),
        "first sample only": U.format("-eta * np.outer(x[0], e[0])"),
        "first sample over m": U.format("-eta * np.outer(x[0], e[0]) / len(x)"),
        "mean error only": U.format("-np.ones((x.shape[1], 1)) * eta * np.mean(e, axis=0)"),
        "wrong count": U.format("-eta * x.T @ e / len(x.T)"),
        "mean over inputs": U.format("-eta * (x.T @ e).mean(0)"),
        "mean over units": U.format("-eta * (x.T @ e).mean(1)"),
        "number of errors": U.format("-eta * x.T @ e / np.size(e)"),
        "sign, no eta": U.format("(x.T @ e) / len(x)"),
        "times m": U.format("-len(x) * eta * x.T @ e"),
        "everything added up": U.format("-eta * (x.T @ e).sum()"),
    },
}

HARMLESS = {
    "backprop.update": {"return -eta * x.T @ e / len(e)": "there are as many errors as samples"},
}
