"""Typical wrong answers to the exercises on activations, as a reader would type them; one for each hint."""


def back(answer):
    return f"""
def leaky_back(e, Z, leak):
    return {answer}
"""


def sizes(loop="chi[::-1]", end="np.sqrt(np.array(d[::-1]))", turn="d[-1] * factor"):
    return f"""
def error_sizes(chi):
    d = [1.0]
    for factor in {loop}:
        d.append({turn})
    return {end}
"""


def spread(answer):
    return f"""
def start_spread(n, leak):
    return {answer}
"""


WRONG = {
    "activations.leaky_back": {
        "the value": back("e * np.where(Z > 0, Z, leak * Z)"),
        "sign of the error": back("np.maximum(e, leak * e)"),
        "no leak": back("e * (Z > 0)"),
        "sides swapped": back("e * np.where(Z < 0, 1, leak)"),
        "slope alone": back("np.where(Z > 0, 1, leak)"),
        "value alone": back("np.maximum(Z, leak * Z)"),
        "leak alone": back("np.where(Z > 0, e, leak)"),
        "leak everywhere": back("e * leak"),
        "leak added": back("(Z > 0) * e + leak * e"),
        "minus the leak": back("np.where(Z > 0, e, -leak * e)"),
        "above the leak": back("np.where(Z > leak, e, leak * e)"),
        "unchanged": back("e"),
        "divided": back("e / np.where(Z > 0, 1, leak)"),
        "added": back("e + np.where(Z > 0, 1, leak)"),
        "forward on the error": back("np.where(e * Z > 0, e * Z, leak * e * Z)"),
        "matrix product": back("e @ np.where(Z > 0, 1, leak)"),
        "added up over samples": back("np.sum(e * np.where(Z > 0, 1, leak), axis=0)"),
        "mean over samples": back("np.mean(e * np.where(Z > 0, 1, leak), axis=0)"),
        "one above zero": back("np.where(Z > 0, 1, leak * e)"),
        "1 - leak": back("np.where(Z > 0, e, (1 - leak) * e)"),
        "value below zero": back("np.where(Z > 0, e, leak * Z)"),
    },
    "activations.error_sizes": {
        "no root": sizes(end="np.array(d[::-1])"),
        "last first": sizes(end="np.sqrt(np.array(d))"),
        "wrong end": sizes(loop="chi", end="np.sqrt(np.array(d))"),
        "last first, no root": sizes(end="np.array(d)"),
        "wrong end, no root": sizes(loop="chi", end="np.array(d)"),
        "first factor first": sizes(loop="chi"),
        "first factor first, no root": sizes(loop="chi", end="np.array(d[::-1])"),
        "no product": sizes(turn="factor"),
        "no product, no root": sizes(turn="factor", end="np.array(d[::-1])"),
        "last layer left out": sizes(end="np.sqrt(np.array(d[:0:-1]))"),
        "root at each step": sizes(turn="np.sqrt(d[-1] * factor)", end="np.array(d[::-1])"),
        "two roots": sizes(turn="d[-1] * factor**0.5"),
        "added": sizes(turn="d[-1] + factor"),
        "divided": sizes(turn="d[-1] / factor"),
        "half": sizes(end="np.array(d[::-1]) / 2"),
        "from the front": "def error_sizes(chi):\n    return np.sqrt(np.cumprod([*chi, 1]))",
    },
    "activations.start_spread": {
        "variance": spread("2 / (n * (1 + leak**2))"),
        "LeCun": spread("n**-0.5"),
        "no leak": spread("np.sqrt(2 / n)"),
        "leak not squared": spread("np.sqrt(2 / (n * (1 + leak)))"),
        "sum squared": spread("np.sqrt(2 / n) / (1 + leak)"),
        "variance, no leak": spread("2 / n"),
        "no half": spread("1 / np.sqrt(n * (1 + leak**2))"),
        "2 before the root": spread("2 * (n * (1 + leak**2)) ** -0.5"),
        "half for double": spread("np.sqrt(0.5 / n / (1 + leak**2))"),
        "leak above": spread("np.sqrt(2 / n * (1 + leak**2))"),
        "1 - leak²": spread("np.sqrt(2 / n / (1 - leak**2))"),
        "brackets": spread("np.sqrt(2 / (1 + leak**2 * n))"),
        "brackets after n": spread("np.sqrt(2 / n) * (1 + leak)"),
        "added to n": spread("np.sqrt(2 / (leak**2 + n))"),
        "root of n alone": spread("2 / ((1 + leak**2) * np.sqrt(n))"),
        "1 + leak² without the root": spread("np.sqrt(2 / n) / (1 + leak**2)"),
        "upside down": spread("np.sqrt(n / 2 * (1 + leak**2))"),
        "leak in place of 1": spread("np.sqrt(2 / (leak**2 * n))"),
        "1 - leak": spread("np.sqrt(2 / n / (1 - leak))"),
        "n not under the root": spread("np.sqrt(2 / (1 + leak**2)) / n"),
        "leak doubled": spread("np.sqrt(2 / n / (1 + leak * 2))"),
    },
}

HARMLESS = {
    "activations.leaky_back": {"return e * np.where(Z >= 0, 1.0, leak)": "at 0 itself either slope is as good"},
}
