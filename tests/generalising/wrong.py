"""Typical wrong answers to the exercises of generalising, as a reader would type them; one for each hint."""

S = "def stop(errors, patience):\n    return {}\n"
A = "def accept(rise, T):\n    return {}\n"
D = "def decay_step(w, g, eta, decay):\n    return {}\n"
LOOP = """
def stop(errors, patience):
    best = 0
    for epoch in range(len(errors)):
        if errors[epoch] {less} errors[best]:
            best = epoch
        if epoch - best {enough} patience:
            break
    return {end}
"""

WRONG = {
    "generalising.decay_step": {
        "decay forgotten": D.format("w - eta * g"),
        "growth": D.format("(1 + eta * decay) * w - eta * g"),
        "no eta at the decay": D.format("(1 - decay) * w - eta * g"),
        "gradient of the square": D.format("(1 - 2 * eta * decay) * w - eta * g"),
        "penalty for its gradient": D.format("w - eta * g - eta * decay * w**2 / 2"),
        "gradient forgotten": D.format("(1 - eta * decay) * w"),
        "no eta at the gradient": D.format("(1 - eta * decay) * w - g"),
        "no eta": D.format("(1 - decay) * w - g"),
        "eta twice": D.format("(1 - eta**2 * decay) * w - eta * g"),
        "half left": D.format("(1 - eta * decay / 2) * w - eta * g"),
        "square for gradient": D.format("w - eta * g - eta * decay * w**2"),
        "penalty of all weights": D.format("w - eta * (g + 0.5 * decay * (w @ w))"),
        "no w": D.format("w - eta * g - eta * decay"),
        "size of w": D.format("w - eta * g - eta * decay * abs(w)"),
        "L1": D.format("w - eta * g - eta * decay * np.sign(w)"),
        "after the step": D.format("(w - eta * g) * (1 - eta * decay)"),
        "gradient shrunk": D.format("(1 - eta) * w - eta * decay * g"),
        "λ times both": D.format("(1 - eta * decay) * w - eta * decay * g"),
        "uphill the loss": D.format("(1 - eta * decay) * w + eta * g"),
        "the change alone": D.format("-eta * g - eta * decay * w"),
        "what is taken off": D.format("eta * g + eta * decay * w"),
        "the gradient alone": D.format("decay * w + g"),
        "uphill": D.format("w + eta * g + eta * decay * w"),
        "after the step, no eta": D.format("(w - eta * g) * (1 - decay)"),
        "penalty, no eta": D.format("w - eta * g - decay * w**2 / 2"),
        "growth, no eta": D.format("(1 + decay) * w - eta * g"),
        "sum of the weights": D.format("w - eta * (g + decay * w.sum())"),
        "length of the weights": D.format("w - eta * (g + decay * (w @ w) ** 0.5)"),
    },
    "generalising.stop": {
        "counted from 0": LOOP.format(less="<", enough=">=", end="best"),
        "lowest of all": S.format("errors.argmin() + 1"),
        "lowest of all, from 0": S.format("list(errors).index(min(errors))"),
        "the last epoch": LOOP.format(less="<", enough=">=", end="epoch + 1"),
        "too patient": LOOP.format(less="<", enough=">", end="best + 1"),
        "equal counts": LOOP.format(less="<=", enough=">=", end="best + 1"),
        "rises in a row": """
def stop(errors, patience):
    best, waited = 0, 0
    for k in range(1, len(errors)):
        if errors[k] < errors[best]:
            best = k
        waited = 0 if errors[k] < errors[k - 1] else waited + 1
        if waited == patience:
            break
    return best + 1
""",
        "the error": LOOP.format(less="<", enough=">=", end="errors[best]"),
    },
    "generalising.accept": {
        "more than one": A.format("np.exp(-rise / T)"),
        "sign": A.format("np.exp(rise / T)"),
        "sign, capped": A.format("np.minimum(1, np.exp(rise / T))"),
        "no temperature": A.format("np.minimum(1, np.exp(-rise))"),
        "times T": A.format("np.minimum(1, np.exp(-T * rise))"),
        "downhill only": A.format("np.where(rise > 0, 0, 1)"),
        "downhill never": A.format("(rise > 0) * np.exp(-rise / T)"),
        "size of the change": A.format("np.exp(-abs(rise) / T)"),
        "refused": A.format("1 - np.minimum(1, np.exp(-rise / T))"),
        "heat bath": A.format("np.exp(-rise / T) / (1 + np.exp(-rise / T))"),
        "power of two": A.format("np.minimum(1, 2 ** (-rise / T))"),
    },
}

HARMLESS = {
    "generalising.accept": {"return np.exp(-np.maximum(0, rise) / T)": "the larger of two, in any order"},
}
