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
    },
    "activations.error_sizes": {
        "no root": sizes(end="np.array(d[::-1])"),
        "last first": sizes(end="np.sqrt(np.array(d))"),
        "wrong end": sizes(loop="chi", end="np.sqrt(np.array(d))"),
        "no product": sizes(turn="factor"),
    },
    "activations.start_spread": {
        "variance": spread("2 / (n * (1 + leak**2))"),
        "LeCun": spread("n**-0.5"),
        "no leak": spread("np.sqrt(2 / n)"),
        "leak not squared": spread("np.sqrt(2 / (n * (1 + leak)))"),
        "sum squared": spread("np.sqrt(2 / n) / (1 + leak)"),
    },
}
