"""Typical wrong answers to the exercises of back-propagation, as a reader would type them; one for each hint."""

E = "def hidden_error(b, w, g):\n    return {}\n"
U = "def update(x, e, eta):\n    return {}\n"
D = "def decay_step(w, slope, eta, decay):\n    return {}\n"

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
        "first output only": E.format("np.array([b[h] * (1 - b[h]) * w[h, 0] * g[0] for h in range(len(b))])"),
    },
    "backprop.update": {
        "sign": U.format("-eta * np.mean([np.outer(x[k], e[k]) for k in range(len(x))], axis=0)"),
        "no 1/m": U.format("eta * sum(np.outer(x[k], e[k]) for k in range(len(x)))"),
        "no eta": U.format("x.T.dot(e) / x.shape[0]"),
        "transpose": U.format("eta / len(x) * np.einsum('kh,ki->hi', e, x)"),
        "no transpose": U.format("eta / len(x) * x.dot(e)"),
        "wrong count": U.format("eta * x.T @ e / len(x.T)"),
    },
    "backprop.decay_step": {
        "decay forgotten": D.format("w - eta * slope"),
        "growth": D.format("(1 + eta * decay) * w - eta * slope"),
        "no eta at the decay": D.format("(1 - decay) * w - eta * slope"),
        "slope of the square": D.format("(1 - 2 * eta * decay) * w - eta * slope"),
        "price for its slope": D.format("w - eta * slope - eta * decay * w**2 / 2"),
        "uphill": D.format("w + eta * slope + eta * decay * w"),
    },
}
