"""Typical wrong answers to the exercises on Hopfield nets, as a reader would type them; one for each hint."""

E = "def energy(W, x, b):\n    return {}\n"


def store(*lines, start="W = patterns.T @ patterns / patterns.shape[1]"):
    body = "".join(f"    {line}\n" for line in (start, *lines))
    return f"def store(patterns):\n{body}    return W\n"


def ask(decide, u="W[k] @ x - b[k]"):
    return f"""
def ask(W, x, b, k):
    x_new = x.copy()
    u = {u}
    {decide}
    return x_new
"""


def projection(weights, clear="np.fill_diagonal(W, 0)"):
    return f"def projection(patterns):\n    W = {weights}\n    {clear}\n    return W\n"


def ask_dense(push, decide="x_new[k] = np.sign(push) if push else x[k]"):
    return f"""
def ask_dense(patterns, x, k, n):
    x_new = x.copy()
    own = patterns[:, k]
    h = patterns @ x - own * x[k]
    push = {push}
    {decide}
    return x_new
"""


CLEAR = "np.fill_diagonal(W, 0)"
RULE = "x_new[k] = np.sign(u) if u else x[k]"

WRONG = {
    "hopfield.energy": {
        "sign": E.format("x @ W @ x / 2 - x @ b"),
        "sign of the weights": E.format("x @ W @ x / 2 + x @ b"),
        "no half": E.format("-np.sum(W * np.outer(x, x)) + np.sum(b * x)"),
        "no thresholds": E.format("-x @ W @ x / 2"),
        "sign of the thresholds": E.format("-x @ W @ x / 2 - x @ b"),
        "half of all": E.format("-0.5 * (x @ W @ x - x @ b)"),
        "b without x": E.format("-x @ W @ x / 2 + np.sum(b)"),
    },
    "hopfield.store": {
        "diagonal": store(),
        "no 1/N": store(CLEAR, start="W = sum(np.outer(p, p) for p in patterns)"),
        "1/P": store(CLEAR, start="W = np.mean([np.outer(p, p) for p in patterns], axis=0)"),
        "patterns with patterns": store(CLEAR, start="W = patterns @ patterns.T / patterns.shape[1]"),
        "minus one on the diagonal": store("W = W - np.eye(len(W))"),
        "sign": store(CLEAR, "W = -W"),
        "first pattern only": """
def store(patterns):
    for p in patterns:
        W = np.outer(p, p) / len(p)
        np.fill_diagonal(W, 0)
        return W
""",
    },
    "hopfield.ask": {
        "tie goes up": ask("x_new[k] = 1 if u >= 0 else -1"),
        "tie goes down": ask("x_new[k] = 1 if u > 0 else -1"),
        "tie gives zero": ask("x_new[k] = np.sign(u)"),
        "no threshold": ask(RULE, u="W[k] @ x"),
        "threshold added": ask(RULE, u="W[k] @ x + b[k]"),
        "all at once": ask("x_new = np.where(u == 0, x, np.sign(u))", u="W @ x - b"),
        "against its input": ask("x_new[k] = -np.sign(u) if u else x[k]"),
        "always turns": ask("x_new[k] = -x[k]"),
    },
    "hopfield.projection": {
        "diagonal": projection("np.linalg.pinv(patterns) @ patterns", clear="pass"),
        "wrong order": projection("patterns @ np.linalg.pinv(patterns)"),
        "Hebb": projection("patterns.T @ patterns / patterns.shape[1]"),
        "divided by N": projection("np.linalg.pinv(patterns) @ patterns / patterns.shape[1]"),
    },
    "hopfield.ask_dense": {
        "higher energy": ask_dense("np.sum((h - own) ** n) - np.sum((h + own) ** n)"),
        "tie goes up": ask_dense("np.sum((h + own) ** n - (h - own) ** n)", "x_new[k] = 1 if push >= 0 else -1"),
        "classic": ask_dense("own @ h"),
        "sum first": ask_dense("(h + own).sum() ** n - (h - own).sum() ** n"),
        "own voice": ask_dense("own @ (patterns @ x) ** (n - 1)"),
        "always turns": ask_dense("0", "x_new[k] = -x[k]"),
    },
}
