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

ALONE = "return x_new[k]"
PINV = "np.linalg.pinv(patterns)"
GAIN = "np.sum((h + own) ** n - (h - own) ** n)"
FIRST = """
def store(patterns):
    for p in patterns:
        W = np.outer(p, p) / len(p)
        np.fill_diagonal(W, 0)
        return W
"""
ALL_IN_TURN = """
def ask(W, x, b, k):
    x_new = x.copy()
    for i in range(len(x)):
        u = W[i] @ x_new - b[i]
        if u != 0:
            x_new[i] = np.sign(u)
    return x_new
"""
ALL_DENSE = """
def ask_dense(patterns, x, k, n):
    x_new = x.copy()
    for i in range(len(x)):
        turned = x.copy()
        turned[i] = -x[i]
        if np.sum((patterns @ turned) ** n) > np.sum((patterns @ x) ** n):
            x_new[i] = turned[i]
    return x_new
"""

ROUND = "the weights are symmetric: rows and columns are one"

WRONG = {
    "hopfield.energy": {
        "sign": E.format("x @ W @ x / 2 - x @ b"),
        "sign of the weights": E.format("x @ W @ x / 2 + x @ b"),
        "no half": E.format("-np.sum(W * np.outer(x, x)) + np.sum(b * x)"),
        "no thresholds": E.format("-x @ W @ x / 2"),
        "sign of the thresholds": E.format("-x @ W @ x / 2 - x @ b"),
        "half of all": E.format("-0.5 * (x @ W @ x - x @ b)"),
        "b without x": E.format("-x @ W @ x / 2 + np.sum(b)"),
        "no half, sign of the thresholds": E.format("-np.sum(W * np.outer(x, x)) - np.sum(b * x)"),
        "no half, no thresholds": E.format("-np.sum(W * np.outer(x, x))"),
        "sign, no half": E.format("np.sum(W * np.outer(x, x)) - np.sum(b * x)"),
        "sign of the weights, no half": E.format("np.sum(W * np.outer(x, x)) + np.sum(b * x)"),
        "sign, no thresholds": E.format("np.sum(W * np.outer(x, x)) / 2"),
        "half of a half": E.format("-0.5 * np.sum(np.triu(W, 1) * np.outer(x, x)) + b @ x"),
        "no states": E.format("-np.sum(W) / 2 + b @ x"),
        "one state of two": E.format("-np.sum(W * x) / 2 + b @ x"),
        "not added up": E.format("-x * (W @ x) / 2 + b * x"),
        "weights not added up": E.format("-x * (W @ x) / 2 + b @ x"),
        "thresholds not added up": E.format("-x @ W @ x / 2 + b * x"),
        "thresholds in the double sum": """
def energy(W, x, b):
    E = 0
    for i in range(len(x)):
        for j in range(len(x)):
            E += -0.5 * W[i, j] * x[i] * x[j] + b[i] * x[i]
    return E
""",
        "half of all, sign of the thresholds": E.format("-(np.sum(W * np.outer(x, x)) + b @ x) / 2"),
        "b not multiplied, not added up": E.format("-np.sum(W * np.outer(x, x)) / 2 + b"),
        "every pair by itself": E.format("-W * x * x[:, None] / 2 + b @ x"),
    },
    "hopfield.store": {
        "diagonal": store(),
        "no 1/N": store(CLEAR, start="W = sum(np.outer(p, p) for p in patterns)"),
        "no 1/N, diagonal": store(start="W = sum(np.outer(p, p) for p in patterns)"),
        "1/P": store(CLEAR, start="W = np.mean([np.outer(p, p) for p in patterns], axis=0)"),
        "1/P, diagonal": store(start="W = np.mean([np.outer(p, p) for p in patterns], axis=0)"),
        "1/NP": store(CLEAR, "W = W / len(patterns)"),
        "1/NP, diagonal": store("W = W / len(patterns)"),
        "patterns with patterns": store(CLEAR, start="W = patterns @ patterns.T / patterns.shape[1]"),
        "patterns with patterns, diagonal": store(start="W = patterns @ patterns.T / patterns.shape[1]"),
        "patterns with patterns, no 1/N": store(CLEAR, start="W = np.dot(patterns, patterns.T)"),
        "patterns with patterns, nothing else": store(start="W = np.dot(patterns, patterns.T)"),
        "patterns with patterns, 1/P": store(CLEAR, start="W = patterns @ patterns.T / len(patterns)"),
        "minus one on the diagonal": store("W = W - np.eye(len(W))"),
        "one taken off before 1/N": store("W -= np.eye(len(W)) / len(W)"),
        "ones on the diagonal": store("np.fill_diagonal(W, 1)"),
        "sign": store(CLEAR, "W = -W"),
        "sign, diagonal": store("W = -W"),
        "first pattern only": FIRST,
        "last pattern only": FIRST.replace("        return", "    return"),
        "last pattern only, no 1/N": FIRST.replace("        return", "    return").replace(" / len(p)", ""),
        "sum of the patterns": store(CLEAR, start="s = patterns.sum(axis=0); W = np.outer(s, s) / len(s)"),
        "half": store(CLEAR, "W = W / 2"),
        "one triangle": store(CLEAR, "W = np.triu(W)"),
        "the other triangle": store(CLEAR, "W = np.tril(W)"),
        "mean pattern": store(CLEAR, start="s = patterns.mean(axis=0); W = np.outer(s, s) / len(s)"),
    },
    "hopfield.ask": {
        "tie goes up": ask("x_new[k] = 1 if u >= 0 else -1"),
        "tie goes down": ask("x_new[k] = 1 if u > 0 else -1"),
        "tie gives zero": ask("x_new[k] = np.sign(u)"),
        "turns at a tie": ask("if u * x[k] <= 0: x_new[k] = -x[k]"),
        "never down": ask("if u > 0: x_new[k] = 1"),
        "never up": ask("if u < 0: x_new[k] = -1"),
        "turns if negative": ask("if u < 0: x_new[k] = -x[k]"),
        "turns if positive": ask("if u > 0: x_new[k] = -x[k]"),
        "bits": ask("x_new[k] = u > 0"),
        "bits, tie goes up": ask("x_new[k] = u >= 0"),
        "bits, tie stays": ask("if u != 0: x_new[k] = u > 0"),
        "the input itself": ask("x_new[k] = u"),
        "unit k alone": ask(f"{RULE}; {ALONE}"),
        "no threshold": ask(RULE, u="W[k] @ x"),
        "threshold added": ask(RULE, u="W[k] @ x + b[k]"),
        "no states": ask(RULE, u="W[k].sum() - b[k]"),
        "half the input": ask(RULE, u="W[k] @ x / 2 - b[k]"),
        "many inputs": ask(RULE, u="W[k] @ x - b"),
        "the unit before": ask("if u: x_new[k - 1] = np.sign(u)", u="W[k - 1] @ x - b[k - 1]"),
        "all at once": ask("x_new = np.where(u == 0, x, np.sign(u))", u="W @ x - b"),
        "all at once, zero": ask("x_new = np.sign(u)", u="W @ x - b"),
        "all at once, tie goes up": ask("x_new = 2 * (u >= 0) - 1", u="W @ x - b"),
        "all at once, tie goes down": ask("x_new = 2 * (u > 0) - 1", u="W @ x - b"),
        "all in turn": ALL_IN_TURN,
        "against its input": ask("x_new[k] = -np.sign(u) if u else x[k]"),
        "always turns": ask("x_new[k] = -x[k]"),
        "sign of the weights": ask(RULE, u="-W[k] @ x - b[k]"),
    },
    "hopfield.projection": {
        "diagonal": projection(f"{PINV} @ patterns", clear="pass"),
        "wrong order": projection(f"patterns @ {PINV}"),
        "wrong order, diagonal": projection(f"patterns @ {PINV}", clear="pass"),
        "Hebb": projection("patterns.T @ patterns / patterns.shape[1]"),
        "Hebb without 1/N": projection("patterns.T @ patterns"),
        "Hebb with diagonal": projection("patterns.T @ patterns / patterns.shape[1]", clear="pass"),
        "Hebb with diagonal, without 1/N": projection("patterns.T @ patterns", clear="pass"),
        "divided by N": projection(f"{PINV} @ patterns / patterns.shape[1]"),
        "divided by N, diagonal": projection(f"{PINV} @ patterns / patterns.shape[1]", clear="pass"),
        "divided by P": projection(f"{PINV} @ patterns / len(patterns)"),
        "N times": projection("patterns.T @ np.linalg.inv(patterns @ patterns.T / patterns.shape[1]) @ patterns"),
        "not inverted": projection("patterns.T @ (patterns @ patterns.T) @ patterns / patterns.shape[1] ** 2"),
        "the pseudo-inverse alone": projection(PINV, clear="pass"),
        "one off the diagonal": projection(f"{PINV} @ patterns", clear="W = W - np.eye(len(W))"),
        "ones on the diagonal": projection(f"{PINV} @ patterns", clear="np.fill_diagonal(W, 1)"),
        "inv": projection("np.linalg.inv(patterns) @ patterns"),
        "sizes": projection(f"{PINV}.T @ patterns"),
        "identity less projection": projection(f"np.eye(patterns.shape[1]) - {PINV} @ patterns"),
        "not inverted, without 1/N": projection("patterns.T @ (patterns @ patterns.T) @ patterns"),
        "Hebb inverted": projection("np.linalg.pinv(patterns.T @ patterns)"),
    },
    "hopfield.ask_dense": {
        "higher energy": ask_dense("np.sum((h - own) ** n) - np.sum((h + own) ** n)"),
        "tie goes up": ask_dense(GAIN, "x_new[k] = 1 if push >= 0 else -1"),
        "tie goes down": ask_dense(GAIN, "x_new[k] = 1 if push > 0 else -1"),
        "tie gives zero": ask_dense(GAIN, "x_new[k] = np.sign(push)"),
        "turns at a tie": ask_dense(GAIN, "if push * x[k] <= 0: x_new[k] = -x[k]"),
        "classic": ask_dense("own @ h"),
        "no power": ask_dense("np.sum((h + own) * n) - np.sum((h - own) * n)"),
        "sum first": ask_dense("(h + own).sum() ** n - (h - own).sum() ** n"),
        "others to the power n - 1": ask_dense("own @ h ** (n - 1)"),
        "others to the power n": ask_dense("own @ h ** n"),
        "own link": ask_dense("own @ (patterns @ x) ** (n - 1)"),
        "own link, power n": ask_dense("own @ (patterns @ x) ** n"),
        "absolute": ask_dense("np.sum(abs(h + own) ** n) - np.sum(abs(h - own) ** n)"),
        "best memory": ask_dense("own[np.argmax(patterns @ x)]"),
        "unit k alone": ask_dense(GAIN, f"x_new[k] = np.sign(push) if push else x[k]; {ALONE}"),
        "all at once": ALL_DENSE,
        "the unit before": "def ask_dense(patterns, x, k, n):\n    k = k - 1\n" + ask_dense(GAIN).split("n):\n")[1],
        "always turns": ask_dense("0", "x_new[k] = -x[k]"),
        "higher energy, turns at a tie": ask_dense(GAIN, "if push * x[k] >= 0: x_new[k] = -x[k]"),
        "all turned": ask_dense(
            "np.sum((-patterns @ x) ** n) - np.sum((patterns @ x) ** n)", "x_new = -x if push > 0 else x"
        ),
    },
}

HARMLESS = {
    "hopfield.energy": {
        "return x @ (-0.5 * x @ W) + b @ x": ROUND,
        "return -0.5 * x @ W @ x + x @ b": ROUND,
        "return W @ (-0.5 * x) @ x + b @ x": ROUND,
        "return -0.5 / x @ W @ x + b @ x": "a state is -1 or +1, and so is one over it",
    },
    "hopfield.ask": {"u = x @ W[k] - b[k]": ROUND},
    "hopfield.ask_dense": {
        "return turned if after < before else x": "nothing in x was changed",
        "turned[k] = -x[k]": "turned is still a copy of x",
    },
}
