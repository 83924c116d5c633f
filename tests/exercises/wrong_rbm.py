"""Typical wrong answers to the exercises on restricted Boltzmann machines, as a reader would type them."""

HIDDEN = "def hidden(v, W, c):\n    return {}\n"
F = "def free_energy(v, W, b, c):\n    return {}\n"


def slope(answer, heard="x @ W + c"):
    return f"""
def slope(v, v_end, W, c):
    def p(x):
        return 1 / (1 + np.exp(-({heard})))
    m = len(v)
    return {answer}
"""


WRONG = {
    "rbm.hidden": {
        "bias subtracted": HIDDEN.format("1 / (1 + np.exp(c - v @ W))"),
        "no bias": HIDDEN.format("1 / (1 + np.exp(-v @ W))"),
        "no sigmoid": HIDDEN.format("np.array([W.T @ x + c for x in v])"),
        "sign": HIDDEN.format("1 / (1 + np.exp(v @ W + c))"),
        "not normalised": HIDDEN.format("np.exp(c) * np.exp(v @ W)"),
        "softmax": """
def hidden(v, W, c):
    e = np.exp(v @ W + c)
    return e / e.sum(axis=1)[:, None]
""",
    },
    "rbm.free_energy": {
        "sign": F.format("v @ b + np.logaddexp(0, v @ W + c).sum(axis=1)"),
        "no visible biases": F.format("-np.logaddexp(0, v @ W + c).sum(axis=1)"),
        "no hidden biases": F.format("-v @ b - np.logaddexp(0, v @ W).sum(axis=1)"),
        "sum inside": F.format("-v @ b - np.log(1 + np.exp(np.sum(v @ W + c, axis=1)))"),
        "hidden units all on": F.format("-v @ b - v @ W.sum(axis=1) - c.sum()"),
        "probabilities instead": F.format("-v @ b - np.sum(1 / (1 + np.exp(-v @ W - c)), axis=1)"),
        "sign of the visible part": F.format("v @ b - np.logaddexp(0, v @ W + c).sum(axis=1)"),
    },
    "rbm.slope": {
        "sign": slope("(v_end.T @ p(v_end) - v.T @ p(v)) / m"),
        "sum": slope("v.T @ p(v) - v_end.T @ p(v_end)"),
        "data only": slope("v.T @ p(v) / m"),
        "one hidden layer for both": slope("(v.T @ p(v) - v_end.T @ p(v)) / m"),
        "no sigmoid": "def slope(v, v_end, W, c):\n return (v.T @ (v @ W + c) - v_end.T @ (v_end @ W + c)) / len(v)\n",
        "added": slope("(v.T @ p(v) + v_end.T @ p(v_end)) / m"),
    },
}
