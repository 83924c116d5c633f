"""Typical wrong answers to the exercises on activations, as a reader would type them; one for each hint."""


def back(answer):
    return f"""
def leaky_back(e, Z, leak):
    return {answer}
"""


def sizes(loop="chi[::-1]", end="np.sqrt(np.array(squares[::-1]))", turn="squares[-1] * factor"):
    return f"""
def error_sizes(chi):
    squares = [1.0]
    for factor in {loop}:
        squares.append({turn})
    return {end}
"""


def spread(answer):
    return f"""
def start_spread(n, leak):
    return {answer}
"""


START = "def start(Z):\n    n, units = Z.shape\n    return {}\n"

WRONG = {
    "activations.start": {
        "variance 1/√n": START.format("Z * np.sqrt(1 / np.sqrt(n))"),
        "standard deviation 1/n": START.format("Z / n"),
        "number of units": START.format("Z * units ** -0.5"),
        "unchanged": START.format("Z"),
        "larger": START.format("Z * n ** 0.5"),
        "size of the table": START.format("Z / np.sqrt(units * n)"),
        "number of units, no root": START.format("Z / units"),
        "larger by n": START.format("n * Z"),
        "He": START.format("Z * np.sqrt(2) / np.sqrt(n)"),
        "Glorot": START.format("Z * np.sqrt(2 / (n + units))"),
        "measured": START.format("Z / (np.std(Z) * np.sqrt(n))"),
        "standardised": START.format("Z / np.std(Z)"),
        "unit length": START.format("Z / np.sqrt(np.sum(Z**2, axis=0))"),
        "factor alone": START.format("n**-0.5"),
        "both sizes": START.format("Z / np.sqrt(units + n)"),
        "measured, mean off": START.format("(Z - np.mean(Z)) / np.std(Z) / n**0.5"),
    },
    "activations.leaky_back": {
        "the value": back("e * np.where(Z > 0, Z, leak * Z)"),
        "sign of the error": back("np.maximum(e, leak * e)"),
        "no leak": back("e * (Z > 0)"),
        "sides swapped": back("e * np.where(Z < 0, 1, leak)"),
        "derivative alone": back("np.where(Z > 0, 1, leak)"),
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
        "no root": sizes(end="np.array(squares[::-1])"),
        "last first": sizes(end="np.sqrt(np.array(squares))"),
        "wrong end": sizes(loop="chi", end="np.sqrt(np.array(squares))"),
        "last first, no root": sizes(end="np.array(squares)"),
        "wrong end, no root": sizes(loop="chi", end="np.array(squares)"),
        "first factor first": sizes(loop="chi"),
        "first factor first, no root": sizes(loop="chi", end="np.array(squares[::-1])"),
        "no product": sizes(turn="factor"),
        "no product, no root": sizes(turn="factor", end="np.array(squares[::-1])"),
        "last layer left out": sizes(end="np.sqrt(np.array(squares[:0:-1]))"),
        "root at each step": sizes(turn="np.sqrt(squares[-1] * factor)", end="np.array(squares[::-1])"),
        "two roots": sizes(turn="squares[-1] * factor**0.5"),
        "added": sizes(turn="squares[-1] + factor"),
        "divided": sizes(turn="squares[-1] / factor"),
        "half": sizes(end="np.array(squares[::-1]) / 2"),
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
