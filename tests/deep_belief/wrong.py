"""Typical wrong answers to the exercises on deep belief nets, as a reader would type them; one for each hint."""

SIGMOID = "    s = lambda z: 1 / (1 + np.exp(-z))\n"


def climb(answer):
    return f"def climb(v, W1, c1, W2, c2):\n{SIGMOID}    return {answer}\n"


def bound(answer):
    return f"def bound(Q, prior, fit):\n    return {answer}\n"


def read_label(answer, minus_F="a + soft.sum(axis=1)", inputs="x @ W + c + U", soft="np.logaddexp(0, {})"):
    return f"""
def read_label(x, W, U, c, a):
    minus_F = {minus_F.replace("soft", soft.format(inputs))}
    return {answer}
"""


def both_labels(name, minus_F="a + soft.sum(axis=1)", inputs="x @ W + c + U", sign=""):
    """The softmax of minus_F, without overflow and with it."""
    e = f"np.exp({sign}minus_F)"
    safe = f"np.exp({sign}minus_F - ({sign}minus_F).max())"
    return {
        name: read_label(f"{safe} / {safe}.sum()", minus_F, inputs),
        f"{name}, overflow": read_label(f"{e} / {e}.sum()", minus_F, inputs, "np.log(1 + np.exp({}))"),
    }


SHARE = "np.exp(minus_F) / np.exp(minus_F).sum()"
SAFE = "np.exp(minus_F - minus_F.max()) / np.exp(minus_F - minus_F.max()).sum()"

WRONG = {
    "deep_belief.climb": {
        "no sigmoid below": climb("s((v @ W1 + c1) @ W2 + c2)"),
        "no sigmoid on top": climb("s(v @ W1 + c1) @ W2 + c2"),
        "no sigmoid": climb("(v @ W1 + c1) @ W2 + c2"),
        "rounded": climb("s((s(v @ W1 + c1) > 0.5) @ W2 + c2)"),
        "rounded on top": climb("s(s(v @ W1 + c1) @ W2 + c2) > 0.5"),
        "rounded twice": climb("s((s(v @ W1 + c1) > 0.5) @ W2 + c2) > 0.5"),
        "sign": climb("s(-(s(-(v @ W1 + c1)) @ W2 + c2))"),
        "sign below": climb("s((1 - s(v @ W1 + c1)) @ W2 + c2)"),
        "sign on top": climb("1 - s(s(v @ W1 + c1) @ W2 + c2)"),
        "tanh": climb("np.tanh(np.tanh(v @ W1 + c1) @ W2 + c2)"),
        "tanh below": climb("s(np.tanh(v @ W1 + c1) @ W2 + c2)"),
        "tanh on top": climb("np.tanh(s(v @ W1 + c1) @ W2 + c2)"),
        "relu": climb("s(np.maximum(0, v @ W1 + c1) @ W2 + c2)"),
        "softmax": """
def softmax(u):
    e = np.exp(u - u.max(axis=1)[:, None])
    return e / e.sum(axis=1)[:, None]

def climb(v, W1, c1, W2, c2):
    return softmax(softmax(v @ W1 + c1) @ W2 + c2)
""",
        "softmax on top": """
def climb(v, W1, c1, W2, c2):
    h = 1 / (1 + np.exp(-(v @ W1 + c1)))
    e = np.exp(h @ W2 + c2)
    return e / e.sum(axis=1)[:, None]
""",
        "two sigmoids below": climb("s(s(s(v @ W1 + c1)) @ W2 + c2)"),
        "no biases": climb("s(s(v @ W1) @ W2)"),
        "no biases below": climb("s(s(v @ W1) @ W2 + c2)"),
        "no biases on top": climb("s(s(v @ W1 + c1) @ W2)"),
        "thresholds": climb("s(s(v @ W1 - c1) @ W2 - c2)"),
        "thresholds below": climb("s(s(v @ W1 - c1) @ W2 + c2)"),
        "thresholds on top": climb("s(s(v @ W1 + c1) @ W2 - c2)"),
        "first layer only": climb("s(v @ W1 + c1)"),
        "mean of the rows": climb("s(s(v @ W1 + c1) @ W2 + c2).mean(axis=0)"),
        "transposed": climb("s(W2.T @ s(W1.T @ v.T + c1[:, None]) + c2[:, None])"),
        "sizes": climb("s(W2 @ s(W1 @ v + c1) + c2)"),
    },
    "deep_belief.bound": {
        "log p(v) itself": bound("np.log((prior * fit).sum())"),
        "no entropy": bound("np.sum(Q * (np.log(prior) + np.log(fit)))"),
        "sign of the entropy": bound("np.sum(Q * ((np.log(prior) + np.log(fit)) + np.log(Q)))"),
        "sign": bound("np.sum(Q * np.log(Q)) - np.sum(Q * (np.log(prior) + np.log(fit)))"),
        "sign of the logs": bound("-np.sum(Q * np.log(Q)) - np.sum(Q * (np.log(prior) + np.log(fit)))"),
        "not under Q": bound("(np.log(prior) + np.log(fit)).sum() - np.sum(Q * np.log(Q))"),
        "even weights": bound("(np.log(prior) + np.log(fit)).mean() - np.sum(Q * np.log(Q))"),
        "entropy not under Q": bound("np.sum(Q * (np.log(prior) + np.log(fit))) - np.sum(np.log(Q))"),
        "nothing under Q": bound("(np.log(prior) + np.log(fit)).sum() - np.log(Q).sum()"),
        "mean for sum": bound("np.mean(Q * (np.log(prior) + np.log(fit))) - np.mean(Q * np.log(Q))"),
        "mean of the logs for sum": bound("np.mean(Q * (np.log(prior) + np.log(fit))) - np.sum(Q * np.log(Q))"),
        "not added up": bound("Q * (np.log(prior) + np.log(fit)) - Q * np.log(Q)"),
        "entropy not added up": bound("np.sum(Q * (np.log(prior) + np.log(fit))) - Q * np.log(Q)"),
        "logs not added up": bound("Q * (np.log(prior) + np.log(fit)) - np.sum(Q * np.log(Q))"),
        "base two": bound("np.sum(Q * (np.log(prior) + np.log(fit))) / np.log(2) - np.sum(Q * np.log2(Q))"),
        "no log": bound("np.exp(np.sum(Q * np.log(prior * fit)) - np.sum(Q * np.log(Q)))"),
        "no prior": bound("np.sum(Q * np.log(fit)) - np.sum(Q * np.log(Q))"),
        "no fit": bound("np.sum(Q * np.log(prior)) - np.sum(Q * np.log(Q))"),
        "the fit alone": bound("np.sum(Q * np.log(fit))"),
        "distance from the prior": bound("np.sum(Q * np.log(fit)) + np.sum(Q * (np.log(Q) - np.log(prior)))"),
        "log of the means": bound("np.log(np.sum(Q * prior)) + np.log(np.sum(Q * fit)) - np.sum(Q * np.log(Q))"),
        "log of the mean": bound("np.log(np.sum(Q * prior * fit)) - np.sum(Q * np.log(Q))"),
        "the entropy alone": bound("-np.sum(Q * np.log(Q))"),
        "only the prior under Q": bound("np.sum(Q * np.log(prior) + np.log(fit)) - np.sum(Q * np.log(Q))"),
        "only the fit under Q": bound("np.sum(np.log(prior) + Q * np.log(fit)) - np.sum(Q * np.log(Q))"),
        "quotient": bound("np.sum(Q * (np.log(fit) - np.log(prior))) - np.sum(Q * np.log(Q))"),
        "quotient, turned round": bound("np.sum(Q * (np.log(prior) - np.log(fit))) - np.sum(Q * np.log(Q))"),
        "under the prior": bound("np.sum(prior * (np.log(prior) + np.log(fit))) - np.sum(Q * np.log(Q))"),
        "mean entropy": bound("np.sum(Q * (np.log(prior) + np.log(fit))) - np.mean(Q * np.log(Q))"),
    },
    "deep_belief.read_label": {
        "overflow": read_label(SHARE),
        **both_labels("sign", sign="-"),
        **both_labels("no label biases", "soft.sum(axis=1)"),
        **both_labels("no hidden biases", inputs="x @ W + U"),
        **both_labels("no biases", "soft.sum(axis=1)", "x @ W + U"),
        **both_labels("sign of the label biases", "soft.sum(axis=1) - a"),
        **both_labels("sign of the hidden part", "a - soft.sum(axis=1)"),
        **both_labels("hidden biases taken off", inputs="x @ W - c + U"),
        **both_labels("x unseen", inputs="c + U"),
        **both_labels("sum inside", "a + soft", "np.sum(x @ W + c + U, axis=1)"),
        **both_labels("mean", "a + soft.mean(axis=1)"),
        **both_labels("label unheard", "a + soft.sum()"),
        **both_labels("hidden units all on", "a + np.sum(x @ W + c + U, axis=1)"),
        "not normalised": read_label("np.exp(minus_F)"),
        "not normalised, largest off": read_label("np.exp(minus_F - minus_F.max())"),
        "minus F": read_label("minus_F"),
        "F": read_label("-minus_F"),
        "shares of F": read_label("minus_F / minus_F.sum()"),
        "each by itself": read_label("1 / (1 + np.exp(-minus_F))"),
        "one pass": read_label(SAFE, "a + U @ (1 / (1 + np.exp(-(x @ W + c))))"),
        "probabilities instead": read_label(SAFE, "a + np.sum(1 / (1 + np.exp(-(x @ W + c + U))), axis=1)"),
        "decided": read_label("minus_F == minus_F.max()"),
        "the number of the label": read_label("minus_F.argmax()"),
        "sizes": read_label(SAFE, "a + soft.sum(axis=0)"),
        "smallest taken off": read_label(SAFE.replace("max", "min")),
    },
}

HARMLESS = {
    "deep_belief.read_label": {
        "p = np.exp(minus_F - minus_F.max() - 1)": "only differences of the exponents count",
        "minus_F = a + np.logaddexp(inputs, 0).sum(axis=1)": "a sum of two weights may be turned round",
        "minus_F = a + np.logaddexp(-0, inputs).sum(axis=1)": "-0 is 0",
    },
}
