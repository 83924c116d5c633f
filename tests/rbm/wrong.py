"""Typical wrong answers to the exercises on restricted Boltzmann machines, as a reader would type them."""

HIDDEN = "def hidden(v, W, c):\n    return {}\n"
F = "def free_energy(v, W, b, c):\n    return {}\n"


def both(name, answer, heard="v @ W + c"):
    """The answer, in which softplus is called `soft`, so that it does not overflow and so that it does."""
    stable, plain = f"np.logaddexp(0, {heard})", f"np.log(1 + np.exp({heard}))"
    return {
        name: F.format(answer.replace("soft", stable)),
        f"{name}, overflow": F.format(answer.replace("soft", plain)),
    }


def slope(answer, heard="x @ W + c", unit="1 / (1 + np.exp(-({})))"):
    return f"""
def slope(v, v_end, W, c):
    def p(x):
        return {unit.format(heard)}
    m = len(v)
    return {answer}
"""


U = "v @ W + c"
P = f"1 / (1 + np.exp(-({U})))"
SLOPE = "(v.T @ p(v) - v_end.T @ p(v_end)) / m"
SOFTMAX = """
def hidden(v, W, c):
    e = np.exp(v @ W + c)
    return e / e.sum(axis=1)[:, None]
"""

WRONG = {
    "rbm.hidden": {
        "bias subtracted": HIDDEN.format("1 / (1 + np.exp(c - v @ W))"),
        "no bias": HIDDEN.format("1 / (1 + np.exp(-v @ W))"),
        "bias outside": HIDDEN.format("c + 1 / (1 + np.exp(-v @ W))"),
        "no sigmoid": HIDDEN.format("np.array([W.T @ x + c for x in v])"),
        "sign": HIDDEN.format("1 / (1 + np.exp(v @ W + c))"),
        "not normalised": HIDDEN.format("np.exp(v @ W + c)"),
        "not normalised, sign": HIDDEN.format("np.exp(-v @ W - c)"),
        "overflow": HIDDEN.format(f"np.exp({U}) / (np.exp({U}) + 1)"),
        "softmax": SOFTMAX,
        "softmax without overflow": SOFTMAX.replace("v @ W + c)", "(v @ W + c) - (v @ W + c).max(axis=1)[:, None])"),
        "tanh": HIDDEN.format("np.tanh(v @ W + c)"),
        "twice the input": HIDDEN.format(f"(np.tanh({U}) + 1) / 2"),
        "decided": HIDDEN.format("v @ W + c > 0"),
        "signs for bits": HIDDEN.format("1 / (1 + np.exp(-(np.where(v, 1, -1) @ W + c)))"),
        "mean of the samples": HIDDEN.format(f"({P}).mean(axis=0)"),
        "transposed": HIDDEN.format("1 / (1 + np.exp(-(W.T @ v.T + c[:, None])))"),
        "sizes": HIDDEN.format("1 / (1 + np.exp(-(W @ v + c)))"),
        "minus below": HIDDEN.format("1 / (1 - np.exp(-(v @ W + c)))"),
        "one softmax": HIDDEN.format("np.exp(v @ W + c) / np.sum(np.exp(v @ W + c))"),
        "relu": HIDDEN.format("(v @ W + c) * (v @ W + c > 0)"),
    },
    "rbm.free_energy": {
        "overflow": F.format("-v @ b - np.log1p(np.exp(v @ W + c)).sum(axis=1)"),
        **both("sign", "v @ b + soft.sum(axis=1)"),
        **both("sign of the hidden part", "-v @ b + soft.sum(axis=1)"),
        **both("sign of the visible part", "v @ b - soft.sum(axis=1)"),
        **both("no visible biases", "-soft.sum(axis=1)"),
        **both("no hidden biases", "-v @ b - soft.sum(axis=1)", "v @ W"),
        **both("hidden biases outside", "-v @ b - c.sum() - soft.sum(axis=1)", "v @ W"),
        **both("hidden biases taken off", "-v @ b - soft.sum(axis=1)", "v @ W - c"),
        **both("minus inside", "-v @ b - soft.sum(axis=1)", "-v @ W - c"),
        **both("sum inside", "-v @ b - soft", "np.sum(v @ W + c, axis=1)"),
        **both("sum over all samples", "-v @ b - np.sum(soft)"),
        **both("sum over the samples", "-v @ b - np.sum(soft, axis=0)"),
        **both("one number", "-np.sum(v @ b) - np.sum(soft)"),
        **both("mean", "-v @ b - np.mean(soft, axis=1)"),
        **both("not summed", "-v @ b - soft"),
        **both("base two", "-v @ b - np.sum(soft, axis=1) / np.log(2)"),
        "one 1 for all": F.format("-v @ b - np.log1p(np.sum(np.exp(v @ W + c), axis=1))"),
        "sum of the factors": F.format("-v @ b - np.log(np.sum(1 + np.exp(v @ W + c), axis=1))"),
        "no logarithm": F.format("-v @ b - np.sum(1 + np.exp(v @ W + c), axis=1)"),
        "no free energy but its weight": F.format("np.exp(v @ b) * (1 + np.exp(v @ W + c)).prod(axis=1)"),
        "hidden units all on": F.format("-v @ b - v @ W.sum(axis=1) - c.sum()"),
        "probabilities instead": F.format("-v @ b - np.sum(1 / (1 + np.exp(-v @ W - c)), axis=1)"),
        "mean energy": F.format(f"-v @ b - np.sum(({U}) / (1 + np.exp(-v @ W - c)), axis=1)"),
        "sizes": F.format("-v @ b - np.logaddexp(0, W @ v + c).sum(axis=1)"),
        "hidden units all on, overflow": F.format("-v @ b - np.sum(np.log(np.exp(v @ W + c)), axis=1)"),
        **both("b without v", "-np.sum(b) - soft.sum(axis=1)"),
    },
    "rbm.slope": {
        "sign": slope("(v_end.T @ p(v_end) - v.T @ p(v)) / m"),
        "sum": slope("v.T @ p(v) - v_end.T @ p(v_end)"),
        "sign, sum": slope("v_end.T @ p(v_end) - v.T @ p(v)"),
        "sum of the data": slope("v.T @ p(v) - v_end.T @ p(v_end) / m"),
        "sum of the chain": slope("v.T @ p(v) / m - v_end.T @ p(v_end)"),
        "divided by the visible units": slope("(v.T @ p(v) - v_end.T @ p(v_end)) / v.shape[1]"),
        "divided by the hidden units": slope("(v.T @ p(v) - v_end.T @ p(v_end)) / len(c)"),
        "divided by everything": slope("(v.T @ p(v) - v_end.T @ p(v_end)) / v.size"),
        "divided twice": slope(f"{SLOPE} / m"),
        "data only": slope("v.T @ p(v) / m"),
        "data only, sum": slope("v.T @ p(v)"),
        "chain only": slope("v_end.T @ p(v_end) / m"),
        "one hidden layer for both": slope("(v.T @ p(v) - v_end.T @ p(v)) / m"),
        "the chain's hidden layer for both": slope("(v.T @ p(v_end) - v_end.T @ p(v_end)) / m"),
        "hidden layers changed over": slope("(v.T @ p(v_end) - v_end.T @ p(v)) / m"),
        "the data for both": slope("(v.T @ p(v) - v.T @ p(v_end)) / m"),
        "product of differences": slope("(v - v_end).T @ (p(v) - p(v_end)) / m"),
        "product of means": slope("np.outer(v.mean(0), p(v).mean(0)) - np.outer(v_end.mean(0), p(v_end).mean(0))"),
        "no sigmoid": slope(SLOPE, unit="{}"),
        "tanh": slope(SLOPE, unit="np.tanh({})"),
        "decided": slope(SLOPE, unit="({} > 0).astype(int)"),
        "sign in the sigmoid": slope(SLOPE, unit="1 / (1 + np.exp({}))"),
        "no biases": slope(SLOPE, heard="x @ W"),
        "bias taken off": slope(SLOPE, heard="x @ W - c"),
        "added": slope("(v.T @ p(v) + v_end.T @ p(v_end)) / m"),
        "transposed": slope("(p(v).T @ v - p(v_end).T @ v_end) / m"),
        "sizes": slope("(v @ p(v).T - v_end @ p(v_end).T) / m", heard="W.T @ x + c"),
        "one number": slope("np.mean(v.T @ p(v) - v_end.T @ p(v_end))"),
    },
}

AS_MANY = "as many ends as data, as many p as v"

HARMLESS = {
    "rbm.free_energy": {
        "return -v @ b - np.logaddexp(v @ W + c, 0).sum(axis=1)": "a sum of two weights may be turned round",
        "return -v @ b - np.logaddexp(-0, v @ W + c).sum(axis=1)": "-0 is 0",
    },
    "rbm.slope": {
        "return (v.T @ p - v_end.T @ p_end) / len(p)": AS_MANY,
        "return (v.T @ p - v_end.T @ p_end) / len(p_end)": AS_MANY,
        "return (v.T @ p - v_end.T @ p_end) / len(v_end)": AS_MANY,
    },
}
