"""Typical wrong answers to the exercises on recurrent nets, as a reader would type them; one for each hint."""


def slope(delta="(1 - h[t] ** 2) * q", heard="h[t - 1]", back="w * delta", last="0", start="h[-1] - y"):
    return f"""
def slope(w, v, x, y):
    h = [0.0]
    for x_t in x:
        h.append(np.tanh(w * h[-1] + v * x_t))
    total = 0.0
    q = {start}
    for t in range(len(x), {last}, -1):
        delta = {delta}
        total += delta * {heard}
        q = {back}
    return total
"""


def clip(body):
    return f"""
def clip(g, threshold):
    length = np.sqrt(np.sum(g**2))
    {body}
"""


def cell(new="sigmoid(f) * s + sigmoid(i) * np.tanh(g)", out="sigmoid(o) * np.tanh(new)"):
    return f"""
def sigmoid(a):
    return 1 / (1 + np.exp(-a))

def step(i, f, g, o, s):
    new = {new}
    return new, {out}
"""


WRONG = {
    "recurrent.through_time": {
        "last step only": slope(last="len(x) - 1"),
        "no slope of tanh": slope(delta="q"),
        "no weight on the way": slope(back="delta"),
        "own state": slope(heard="h[t]"),
        "sign": slope(start="y - h[-1]"),
    },
    "recurrent.clip": {
        "entry by entry": clip("return np.clip(g, -threshold, threshold)"),
        "always": clip("return threshold * g / length"),
        "length one": clip("return g / length if length > 1 else g"),
        "squared length": clip("return g if length**2 <= threshold else g * threshold / length**2"),
        "thrown away": clip("return g if length <= threshold else np.zeros(len(g))"),
    },
    "recurrent.cell": {
        "gates swapped": cell(new="sigmoid(i) * s + sigmoid(f) * np.tanh(g)"),
        "no tanh at the candidate": cell(new="sigmoid(f) * s + sigmoid(i) * g"),
        "a sigmoid candidate": cell(new="sigmoid(f) * s + sigmoid(i) * sigmoid(g)"),
        "no tanh at the output": cell(out="sigmoid(o) * new"),
        "old cell at the output": cell(out="sigmoid(o) * np.tanh(s)"),
        "sums as gates": cell(new="f * s + i * np.tanh(g)", out="o * np.tanh(new)"),
        "one gate": cell(new="(1 - sigmoid(i)) * s + sigmoid(i) * np.tanh(g)"),
    },
}
