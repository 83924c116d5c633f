"""Typical wrong answers to the exercises on deep belief nets, as a reader would type them; one for each hint."""

SIGMOID = "    s = lambda z: 1 / (1 + np.exp(-z))\n"


def climb(answer):
    return f"def climb(v, W1, c1, W2, c2):\n{SIGMOID}    return {answer}\n"


def bound(answer):
    return f"def bound(q, prior, fit):\n    return {answer}\n"


def read_label(answer, inputs="x @ W + c + U", biases="d"):
    return f"""
def read_label(x, W, U, c, d):
    minus_F = {biases} + np.log(1 + np.exp({inputs})).sum(axis=1)
    return {answer}
"""


SHARE = "np.exp(minus_F) / np.exp(minus_F).sum()"

WRONG = {
    "deep_belief.climb": {
        "no sigmoid below": climb("s((v @ W1 + c1) @ W2 + c2)"),
        "no sigmoid on top": climb("s(v @ W1 + c1) @ W2 + c2"),
        "no biases": climb("s(s(v @ W1) @ W2)"),
        "rounded": climb("s((s(v @ W1 + c1) > 0.5) @ W2 + c2)"),
        "thresholds": climb("s(s(v @ W1 - c1) @ W2 - c2)"),
    },
    "deep_belief.bound": {
        "log p(v) itself": bound("np.log((prior * fit).sum())"),
        "no entropy": bound("np.sum(q * (np.log(prior) + np.log(fit)))"),
        "sign of the entropy": bound("np.sum(q * (np.log(prior) + np.log(fit) + np.log(q)))"),
        "no prior": bound("np.sum(q * np.log(fit)) - np.sum(q * np.log(q))"),
        "no fit": bound("np.sum(q * np.log(prior)) - np.sum(q * np.log(q))"),
        "not under q": bound("np.log(prior).sum() + np.log(fit).sum() - np.sum(q * np.log(q))"),
        "log of the means": bound("np.log(np.sum(q * prior)) + np.log(np.sum(q * fit)) - np.sum(q * np.log(q))"),
    },
    "deep_belief.read_label": {
        "sign": read_label("np.exp(-minus_F) / np.exp(-minus_F).sum()"),
        "not normalised": read_label("np.exp(minus_F)"),
        "no label biases": read_label(SHARE, biases="0"),
        "no hidden biases": read_label(SHARE, inputs="x @ W + U"),
        "each by itself": read_label("1 / (1 + np.exp(-minus_F))"),
        "one pass": """
def read_label(x, W, U, c, d):
    h = 1 / (1 + np.exp(-(x @ W + c)))
    p = np.exp(d + U @ h)
    return p / p.sum()
""",
    },
}
