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
    return f"def gradient(states, p_data, p):\n    slopes = {slopes}\n    {clear}\n    return slopes\n"


LOGISTIC = "1 / (1 + np.exp(-u / T))"
MEANS = "np.einsum('s,si,sj->ij', {}, states, states)"
DATA, MODEL = MEANS.format("p_data"), MEANS.format("p")
MEANS_OF_UNITS = "np.outer(p_data @ states, p_data @ states) - np.outer(p @ states, p @ states)"

WRONG = {
    "boltzmann.fire": {
        "no temperature": fire("1 / (1 + np.exp(-u))"),
        "times T": fire("1 / (1 + np.exp(-u * T))"),
        "sign": fire("1 / (1 + np.exp(u / T))"),
        "no threshold": fire(LOGISTIC, u="W[k] @ x"),
        "threshold added": fire(LOGISTIC, u="W[k] @ x + b[k]"),
        "threshold not cooled": fire("1 / (1 + np.exp(-u))", u="np.sum(W[:, k] * x) / T - b[k]"),
        "input not cooled": fire("1 / (1 + np.exp(-u))", u="W[k] @ x - b[k] / T"),
        "the noted exponent": fire("np.exp(x[k] / T) / (1 + np.exp(x[k] / T))"),
        "own state times input": fire("1 / (1 + np.exp(-x[k] * u / T))"),
        "not normalised": fire("np.exp(u / T)"),
        "overflow": fire("np.exp(u / T) / (np.exp(0) + np.exp(u / T))"),
        "twice the input": fire("(1 + np.tanh(u / T)) / 2"),
        "half the input": fire(LOGISTIC, u="0.5 * W[k] @ x - b[k]"),
        "tanh": fire("np.tanh(u / T)"),
        "signs for bits": fire(LOGISTIC, u="W[k] @ np.where(x > 0, 1, -1) - b[k]"),
        "everybody": fire(LOGISTIC, u="W @ x - b"),
        "all thresholds": fire(LOGISTIC, u="W[k] @ x - b"),
        "one threshold for all": fire(LOGISTIC, u="W.dot(x) - b[k]"),
        "the unit before": fire(LOGISTIC, u="W[k - 1] @ x - b[k - 1]"),
        "no states": fire(LOGISTIC, u="np.sum(W[k]) - b[k]"),
        "T outside": fire("1 / (1 + np.exp(-u)) / T"),
        "T under the exponential": fire("1 / (1 + np.exp(-u) / T)"),
        "a decision": fire("1.0 if u > 0 else 0.0"),
        "the input": fire("u / T"),
        "sign of the weights": fire(LOGISTIC, u="-W[k] @ x - b[k]"),
        "minus below": fire("1 / (1 - np.exp(-u / T))"),
        "threshold N times": fire(LOGISTIC, u="sum(W[k, j] * x[j] - b[k] for j in range(len(x)))"),
        "all weights": fire(LOGISTIC, u="(W @ x).sum() - b[k]"),
        "not added up": fire(LOGISTIC, u="W[k] * x - b[k]"),
        "the state's energy": fire("1 / (1 + np.exp(u / T))", u="-0.5 * x @ W @ x + b @ x"),
    },
    "boltzmann.distribution": {
        "no Z": boltzmann("np.exp(-(E - np.min(E)) / T)", "weights"),
        "no Z, overflow": boltzmann("np.exp(-E / T)", "weights"),
        "overflow": boltzmann("np.exp(-E / T)"),
        "highest taken off": boltzmann("np.exp((np.max(E) - E) / T)"),
        "sign": boltzmann("np.exp((E - np.max(E)) / T)"),
        "sign, overflow": boltzmann("np.exp(E / T)"),
        "sign, lowest off": boltzmann("np.exp((E - np.min(E)) / T)"),
        "no temperature": boltzmann("np.exp(np.min(E) - E)"),
        "no temperature, overflow": boltzmann("np.exp(-E)"),
        "times T": boltzmann("np.exp((np.min(E) - E) * T)"),
        "times T, overflow": boltzmann("np.exp(-E * T)"),
        "T outside": boltzmann("np.exp(-(E - np.min(E)))", "weights / weights.sum() / T"),
        "mean for Z": boltzmann("np.exp((np.min(E) - E) / T)", "weights / weights.mean()"),
        "the number of states": boltzmann("np.exp((np.min(E) - E) / T)", "weights / len(E)"),
        "logarithms": boltzmann("np.exp((np.min(E) - E) / T)", "np.log(weights / sum(weights))"),
        "each by itself": boltzmann("1 + np.exp(E / T)", "1 / weights"),
        "Z alone": boltzmann("np.exp((np.min(E) - E) / T)", "sum(weights)"),
        "shares of the energies": boltzmann("E"),
        "each over itself and 1": boltzmann("np.exp((E.min() - E) / T)", "weights / (1 + weights)"),
    },
    "boltzmann.sweep": {
        "all at once": sweep(u="W[k] @ x - b[k]"),
        "probabilities at once": sweep(LOGISTIC, u="W[k] @ x - b[k]"),
        "probabilities": sweep(LOGISTIC),
        "the other way round": sweep("dice[k] > 1 / (1 + np.exp(-u / T))"),
        "sign": sweep("dice[k] < 1 / (1 + np.exp(u / T))"),
        "no dice": sweep("1 if u > 0 else 0"),
        "no dice, on at zero": sweep("1 if u >= 0 else 0"),
        "no temperature": sweep("dice[k] < 1 / (1 + np.exp(-u))"),
        "times T": sweep("dice[k] < 1 / (1 + np.exp(-u * T))"),
        "overflow": sweep("dice[k] < np.exp(u / T) / (1 + np.exp(u / T))"),
        "no threshold": sweep(u="W[k] @ x_new"),
        "threshold added": sweep(u="W[k] @ x_new + b[k]"),
        "threshold not cooled": sweep("dice[k] < 1 / (1 + np.exp(-u))", u="W[k] @ x_new / T - b[k]"),
        "backwards": sweep(order="reversed(range(len(x)))"),
        "first left out": sweep(order="range(1, len(x))"),
        "last left out": sweep(order="range(len(x) - 1)"),
        "first alone": sweep(order="[0]"),
        "never off": sweep("1 if dice[k] < 1 / (1 + np.exp(-u / T)) else x_new[k]"),
        "turns over": sweep("1 - x[k] if dice[k] < 1 / (1 + np.exp(-u / T)) else x[k]"),
        "minus one": sweep("1 if dice[k] < 1 / (1 + np.exp(-u / T)) else -1"),
        "twice the input": sweep("dice[k] < 1 / (1 + np.exp(-2 * u / T))"),
        "tanh": sweep("dice[k] < np.tanh(u / T)"),
        "one die": sweep("dice[0] < 1 / (1 + np.exp(-u / T))"),
        "sign of the weights": sweep(u="-W[k] @ x_new - b[k]"),
        "not normalised": sweep("dice[k] < np.exp(u / T)"),
        "stays or turns": sweep("1 if dice[k] < 1 / (1 + np.exp(-u / T)) else 1 - x_new[k]"),
        "all at once, the other way round": sweep("dice[k] > 1 / (1 + np.exp(-u / T))", u="W[k] @ x - b[k]"),
        "from nothing": sweep().replace("x.copy()", "np.zeros(len(x))"),
    },
    "boltzmann.gradient": {
        "sign": gradient(f"{MODEL} - {DATA}"),
        "diagonal": gradient(f"{DATA} - {MODEL}", "pass"),
        "sign, diagonal": gradient(f"{MODEL} - {DATA}", "pass"),
        "data alone": gradient(DATA),
        "model alone": gradient(f"-{MODEL}"),
        "model, not taken off": gradient(MODEL),
        "added": gradient(f"{DATA} + {MODEL}"),
        "product of means": gradient(MEANS_OF_UNITS),
        "product of means, diagonal": gradient(MEANS_OF_UNITS, "pass"),
        "half": gradient(f"({DATA} - {MODEL}) / 2"),
        "half, diagonal": gradient(f"({DATA} - {MODEL}) / 2", "pass"),
        "twice": gradient(f"2 * ({DATA} - {MODEL})"),
        "one triangle": gradient(f"{DATA} - {MODEL}", "slopes = np.triu(slopes, 1)"),
        "the other triangle": gradient(f"{DATA} - {MODEL}", "slopes = np.tril(slopes, -1)"),
        "divided by the number of states": gradient(f"({DATA} - {MODEL}) / len(states)"),
        "single units": gradient("p_data @ states - p @ states", "pass"),
        "unweighted": gradient("states.T @ states * np.sum(p_data - p)"),
        "sizes": gradient("states.T @ (p_data * states)"),
        "signs for bits": gradient("(2 * states - 1).T @ ((p_data - p)[:, None] * (2 * states - 1))"),
    },
}

ROUND = "the weights are symmetric: rows and columns are one"
AS_MANY = "W, b, x and the dice all have one row or number a unit"

HARMLESS = {
    "boltzmann.fire": {"u = x @ W[k] - b[k]": ROUND},
    "boltzmann.distribution": {"factors = np.exp(-(E - E.min()) / T - 1)": "only differences of the exponents count"},
    "boltzmann.sweep": {
        "x_new[k] = dice[k] <= 1 / (1 + np.exp(-u / T))": "that a die is p itself has no probability",
        "for k in range(len(W)):": AS_MANY,
        "for k in range(len(b)):": AS_MANY,
        "for k in range(len(dice)):": AS_MANY,
        "for k in range(len(x_new)):": AS_MANY,
        "u = x_new @ W[k] - b[k]": ROUND,
    },
}
