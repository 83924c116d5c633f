"""Typical wrong answers to the exercises on variational autoencoders, as a reader would type them."""


def best(w="np.exp(-np.sum((x - centres) ** 2, axis=1) / (2 * sigma ** 2))", end="(w / w.sum()) @ centres"):
    return f"def best(x, centres, sigma):\n    w = {w}\n    return {end}\n"


def price(terms="0.5 * (mu * mu + np.exp(log_var) - 1 - log_var)", end="terms.sum(axis=1)"):
    return f"def price(mu, log_var):\n    terms = {terms}\n    return {end}\n"


def gradient(first="g + beta * mu", second="g * sigma * eps / 2 + beta * (sigma ** 2 - 1) / 2", end="first, second"):
    return f"""
def gradient(g, mu, log_var, eps, beta):
    sigma = np.exp(0.5 * log_var)
    first = {first}
    second = {second}
    return {end}
"""


WRONG = {
    "variational.best": {
        "no sum": best(end="w @ centres"),
        "no half": best("np.exp(-np.sum((x - centres) ** 2, axis=1) / sigma ** 2)"),
        "not squared": best("np.exp(-np.sum((x - centres) ** 2, axis=1) / (2 * sigma))"),
        "length": best("np.exp(-np.linalg.norm(x - centres, axis=1) / (2 * sigma ** 2))"),
        "sign": best("np.exp(np.sum((x - centres) ** 2, axis=1) / (2 * sigma ** 2))"),
        "uniform": best("np.ones(len(centres))"),
        "nearest": best("np.sum((x - centres) ** 2, axis=1)", "centres[w.argmin()]"),
    },
    "variational.price": {
        "no half": price("mu ** 2 + np.exp(log_var) - 1 - log_var"),
        "root": price("0.5 * (mu * mu + np.exp(log_var / 2) - 1 - log_var)"),
        "square": price("0.5 * (mu * mu + np.exp(log_var) ** 2 - 1 - log_var)"),
        "variance": price("0.5 * (mu * mu + np.exp(log_var) - 1 - np.exp(log_var))"),
        "no logarithm": price("0.5 * (mu * mu + np.exp(log_var) - 1)"),
        "mean": price(end="terms.mean(axis=1)"),
        "all": price(end="terms.sum()"),
        "no one": price("0.5 * (mu * mu + np.exp(log_var) - log_var)"),
        "sign": price("0.5 * (mu * mu + np.exp(log_var) - 1 + log_var)"),
        "mean not squared": price("0.5 * (mu + np.exp(log_var) - 1 - log_var)"),
    },
    "variational.gradient": {
        "no price on the mean": gradient(first="g"),
        "no price": gradient("g", "g * sigma * eps / 2"),
        "no price on the width": gradient(second="g * sigma * eps / 2"),
        "no chance": gradient(second="g * sigma / 2 + beta * (sigma ** 2 - 1) / 2"),
        "at sigma": gradient(second="g * eps + beta * (sigma - 1 / sigma)"),
        "no half": gradient(second="g * sigma * eps + beta * (sigma ** 2 - 1)"),
        "no beta": gradient("g + mu", "(g * sigma * eps + sigma ** 2 - 1) / 2"),
        "order": gradient(end="second, first"),
    },
}

HARMLESS = {
    "variational.best": {
        "w = np.exp(-np.sum((x - centres) ** 2, axis=1) / (2 * sigma ** 2) - 1)": "a common factor is divided away",
        "w = np.exp(-np.sum((x - centres) ** 2 - 1, axis=1) / (2 * sigma ** 2))": "a common factor is divided away",
        "w = np.exp(-np.sum((centres - x) ** 2, axis=1) / (2 * sigma ** 2))": "the square of a difference",
    },
}
