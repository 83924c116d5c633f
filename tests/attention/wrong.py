"""Typical wrong answers to the exercises on attention, as a reader would type them; one for each hint."""


def attend(z="Q @ K.T / np.sqrt(K.shape[1])", p="np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)", out="p @ V"):
    return f"""
def attend(Q, K, V):
    z = {z}
    p = {p}
    return {out}
"""


def by_scores(body):
    return f"def by_scores(p, g):\n    return {body}\n"


def layer_norm(mu="x.mean(axis=1, keepdims=True)", r="x.std(axis=1, keepdims=True)", out="gain * (x - mu) / r + shift"):
    return f"""
def layer_norm(x, gain, shift):
    mu = {mu}
    r = {r}
    return {out}
"""


def look_back(body):
    return f"""
def look_back(z):
    T = len(z)
    {body}
"""


WRONG = {
    "attention.attend": {
        "not divided": attend(z="Q @ K.T"),
        "divided by k": attend(z="Q @ K.T / K.shape[1]"),
        "root of the number of keys": attend(z="Q @ K.T / np.sqrt(len(K))"),
        "multiplied by the root": attend(z="Q @ K.T * np.sqrt(K.shape[1])"),
        "softmax down the columns": attend(p="np.exp(z) / np.exp(z).sum(axis=0)"),
        "one softmax for all": attend(p="np.exp(z) / np.exp(z).sum()"),
        "powers not divided": attend(p="np.exp(z)"),
        "scores as weights": attend(p="z"),
        "the largest alone": attend(out="V[np.argmax(z, axis=1)]"),
        "keys for values": attend(out="p @ K"),
        "weights only": attend(out="p"),
    },
    "attention.by_scores": {
        "no mean": by_scores("p * g"),
        "plain mean": by_scores("p * (g - np.mean(g))"),
        "mean added": by_scores("p * (g + p @ g)"),
        "not multiplied": by_scores("g - p @ g"),
        "each by itself": by_scores("g * p * (1 - p)"),
        "sum for mean": by_scores("p * (g - np.sum(g))"),
        "sign": by_scores("-p * (g - p @ g)"),
    },
    "attention.layer_norm": {
        "over the samples": layer_norm("x.mean(axis=0)", "x.std(axis=0)"),
        "over everything": layer_norm("x.mean()", "x.std()"),
        "variance": layer_norm(r="x.var(axis=1, keepdims=True)"),
        "mean left in": layer_norm(out="gain * x / r + shift"),
        "no gain": layer_norm(out="(x - mu) / r"),
        "shift first": layer_norm(out="gain * ((x - mu) / r + shift)"),
    },
    "attention.look_back": {
        "looks ahead": look_back("p = np.exp(z); return p / p.sum(axis=1, keepdims=True)"),
        "hidden after": look_back("p = np.exp(z); return p / p.sum(axis=1, keepdims=True) * np.tri(T)"),
        "scores of 0": look_back("p = np.exp(z * np.tri(T)); return p / p.sum(axis=1, keepdims=True)"),
        "looks ahead only": look_back("p = np.exp(z) * np.tri(T).T; return p / p.sum(axis=1, keepdims=True)"),
        "columns": look_back("p = np.exp(z) * np.tri(T); return p / p.sum(axis=0)"),
    },
}

HARMLESS = {
    "attention.look_back": {
        "powers = -np.exp(z) * np.tri(T)": "the sign cancels in the share",
        "powers = np.exp(z) * -np.tri(T)": "the sign cancels in the share",
        "powers = np.exp(z - 1) * np.tri(T)": "a factor cancels in the share",
    },
    "attention.attend": {"z = Q @ K.T / np.sqrt(Q.shape[1])": "queries are as long as keys"},
}
