"""Typical wrong answers to the exercises on Boltzmann machines, as a reader would type them; one for each hint."""


def fire(value, u="W[k] @ x - b[k]"):
    return f"def fire(W, x, b, k, T):\n    u = {u}\n    return {value}\n"


def boltzmann(weights, answer="weights / weights.sum()"):
    return f"def boltzmann(E, T):\n    weights = {weights}\n    return {answer}\n"


def sweep(says="dice[k] < 1 / (1 + np.exp(-u / T))", u="W[k] @ x_new - b[k]", order="range(len(x))"):
    return f"""
def sweep(W, b, x, T, dice):
    x_new = x.copy()
    for k in {order}:
        u = {u}
        x_new[k] = {says}
    return x_new
"""


def gradient(slopes, clear="np.fill_diagonal(slopes, 0)"):
    return f"def gradient(states, q, p):\n    slopes = {slopes}\n    {clear}\n    return slopes\n"


LOGISTIC = "1 / (1 + np.exp(-u / T))"
MEANS = "np.einsum('s,si,sj->ij', {}, states, states)"

WRONG = {
    "boltzmann.fire": {
        "no temperature": fire("1 / (1 + np.exp(-u))"),
        "times T": fire("1 / (1 + np.exp(-u * T))"),
        "sign": fire("1 / (1 + np.exp(u / T))"),
        "no threshold": fire(LOGISTIC, u="W[k] @ x"),
        "threshold added": fire(LOGISTIC, u="W[k] @ x + b[k]"),
        "the noted exponent": fire("np.exp(x[k] / T) / (1 + np.exp(x[k] / T))"),
        "not normalised": fire("np.exp(u / T)"),
        "a decision": fire("1.0 if u > 0 else 0.0"),
    },
    "boltzmann.distribution": {
        "no Z": boltzmann("np.exp(-(E - np.min(E)) / T)", "weights"),
        "overflow": boltzmann("np.exp(-E / T)"),
        "sign": boltzmann("np.exp((E - np.max(E)) / T)"),
        "no temperature": boltzmann("np.exp(np.min(E) - E)"),
        "times T": boltzmann("np.exp((np.min(E) - E) * T)"),
    },
    "boltzmann.sweep": {
        "all at once": sweep(u="W[k] @ x - b[k]"),
        "the other way round": sweep("dice[k] > 1 / (1 + np.exp(-u / T))"),
        "no dice": sweep("1 if u > 0 else 0"),
        "no temperature": sweep("dice[k] < 1 / (1 + np.exp(-u))"),
        "no threshold": sweep(u="W[k] @ x_new"),
        "threshold added": sweep(u="W[k] @ x_new + b[k]"),
        "backwards": sweep(order="reversed(range(len(x)))"),
    },
    "boltzmann.gradient": {
        "sign": gradient(f"{MEANS.format('p')} - {MEANS.format('q')}"),
        "diagonal": gradient(f"{MEANS.format('q')} - {MEANS.format('p')}", "pass"),
        "data alone": gradient(MEANS.format("q")),
        "product of means": gradient("np.outer(q @ states, q @ states) - np.outer(p @ states, p @ states)"),
        "half": gradient(f"({MEANS.format('q')} - {MEANS.format('p')}) / 2"),
        "signs for bits": gradient("(2 * states - 1).T @ ((q - p)[:, None] * (2 * states - 1))"),
    },
}
