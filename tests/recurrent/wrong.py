"""Typical wrong answers to the exercises on recurrent nets, as a reader would type them; one for each hint."""


def slope(e="(1 - h[t] ** 2) * g", met="h[t - 1]", back="w * e", last="0", start="h[-1] - y"):
    return f"""
def slope(w, v, x, y):
    h = [0.0]
    for x_t in x:
        h.append(np.tanh(w * h[-1] + v * x_t))
    total = 0.0
    g = {start}
    for t in range(len(x), {last}, -1):
        e = {e}
        total += e * {met}
        g = {back}
    return total
"""


def clip(body):
    return f"""
def clip(g, threshold):
    length = np.sqrt(np.sum(g**2))
    {body}
"""


def cell(new="sigmoid(f) * s + sigmoid(i) * np.tanh(s_tilde)", out="sigmoid(o) * np.tanh(new)"):
    return f"""
def sigmoid(a):
    return 1 / (1 + np.exp(-a))

def step(i, f, s_tilde, o, s):
    new = {new}
    return new, {out}
"""


def swapped(first, second):
    """The right step with two of its arguments changed over."""
    names = [{first: second, second: first}.get(name, name) for name in ("i", "f", "s_tilde", "o", "s")]
    return cell().replace("def step(i, f, s_tilde, o, s)", f"def step({', '.join(names)})")


NEW = "sigmoid(f) * s + sigmoid(i) * np.tanh(s_tilde)"
LONG = "length > threshold"

WRONG = {
    "recurrent.through_time": {
        "last step only": slope(last="len(x) - 1"),
        "no slope of tanh": slope(e="g"),
        "no slope of tanh on the way": slope(back="w * g"),
        "no weight on the way": slope(back="e"),
        "q stays": slope(back="g"),
        "v on the way": slope(back="v * e"),
        "q added up": slope(back="g + w * e"),
        "own state": slope(met="h[t]"),
        "the other weight": slope(met="x[t - 1]"),
        "sign": slope(start="y - h[-1]"),
        "no target": slope(start="h[-1]"),
        "twice": slope(start="2 * (h[-1] - y)"),
        "half": slope(start="0.5 * (h[-1] - y)"),
        "the error itself": slope(start="0.5 * (h[-1] - y) ** 2"),
        "one to start with": slope(start="1.0"),
        "1 - h": slope(e="(1 - h[t]) * g"),
        "sigmoid's slope": slope(e="h[t] * (1 - h[t]) * g"),
        "plus": slope(e="(1 + h[t] ** 2) * g"),
        "tanh twice": slope(e="(1 - np.tanh(h[t]) ** 2) * g"),
        "the state before": slope(e="(1 - h[t - 1] ** 2) * g"),
        "tanh for its slope": slope(e="np.tanh(h[t]) * g"),
        "last step left out": slope().replace("range(len(x), 0, -1)", "range(len(x) - 1, 0, -1)"),
        "forwards": slope().replace("range(len(x), 0, -1)", "range(1, len(x) + 1)"),
        "mean over time": slope().replace("return total", "return total / len(x)"),
        "state left out": slope(met="1"),
        "q in the sum": slope().replace("total += e", "total += g"),
        "slope of tanh alone": slope(e="1 - h[t] ** 2"),
        "slope of tanh turned round": slope(e="(h[t] ** 2 - 1) * g"),
        "target added": slope(start="h[-1] + y"),
        "squared error to start with": slope(start="(h[-1] - y) ** 2"),
        "w in the sum": slope(met="w * h[t - 1]"),
        "every state judged": slope(e="(1 - h[t] ** 2) * (h[t] - y)"),
    },
    "recurrent.clip": {
        "entry by entry": clip("return np.clip(g, -threshold, threshold)"),
        "upper side only": clip("return np.where(g > threshold, threshold, g)"),
        "always": clip("return threshold * g / length"),
        "length one": clip("return g / length if length > 1 else g"),
        "squared length": clip("return g if length**2 <= threshold else g * threshold / length**2"),
        "divided by the square": clip("return g if length <= threshold else g * threshold / length**2"),
        "the square against the threshold": clip("return g if length**2 <= threshold else g * threshold / length"),
        "thrown away": clip("return g if length <= threshold else np.zeros(len(g))"),
        "largest entry": clip("m = max(abs(g)); return g * threshold / m if m > threshold else g"),
        "sum of the sizes": clip("m = sum(abs(g)); return g * threshold / m if m > threshold else g"),
        "root mean square": clip("m = np.mean(g**2) ** 0.5; return g * threshold / m if m > threshold else g"),
        "threshold forgotten": clip(f"return g / length if {LONG} else g"),
        "not by its length": clip(f"return threshold * g if {LONG} else g"),
        "divided by the threshold": clip(f"return g / threshold if {LONG} else g"),
        "upside down": clip(f"return g / threshold * length if {LONG} else g"),
        "the short ones": clip("return threshold * g / length if length < threshold else g"),
        "the threshold taken off": clip(f"return g - threshold if {LONG} else g"),
        "unchanged": clip("return g"),
        "the length": clip("return np.minimum(length, threshold)"),
        "1 for the threshold": clip("return g * threshold / length if length > 1 else g"),
        "the threshold itself": clip(f"return threshold if {LONG} else g"),
    },
    "recurrent.cell": {
        "gates swapped": cell(new="sigmoid(i) * s + sigmoid(f) * np.tanh(s_tilde)"),
        "no tanh at the candidate": cell(new="sigmoid(f) * s + sigmoid(i) * s_tilde"),
        "a sigmoid candidate": cell(new="sigmoid(f) * s + sigmoid(i) * sigmoid(s_tilde)"),
        "no tanh at the output": cell(out="sigmoid(o) * new"),
        "old cell at the output": cell(out="sigmoid(o) * np.tanh(s)"),
        "sums as gates": cell(new="f * s + i * np.tanh(s_tilde)", out="o * np.tanh(new)"),
        "one gate": cell(new="(1 - sigmoid(i)) * s + sigmoid(i) * np.tanh(s_tilde)"),
        "no sigmoid at i": cell(new="sigmoid(f) * s + i * np.tanh(s_tilde)"),
        "no sigmoid at f": cell(new="f * s + sigmoid(i) * np.tanh(s_tilde)"),
        "no sigmoid at o": cell(out="o * np.tanh(new)"),
        "tanh at the gates": cell(
            new="np.tanh(f) * s + np.tanh(i) * np.tanh(s_tilde)", out="np.tanh(o) * np.tanh(new)"
        ),
        "tanh at i": cell(new="sigmoid(f) * s + np.tanh(i) * np.tanh(s_tilde)"),
        "tanh at f": cell(new="np.tanh(f) * s + sigmoid(i) * np.tanh(s_tilde)"),
        "tanh at o": cell(out="np.tanh(o) * np.tanh(new)"),
        "all kept": cell(new="s + sigmoid(i) * np.tanh(s_tilde)"),
        "all let in": cell(new="sigmoid(f) * s + np.tanh(s_tilde)"),
        "all let out": cell(out="np.tanh(new)"),
        "forgets turned round": cell(new="(1 - sigmoid(f)) * s + sigmoid(i) * np.tanh(s_tilde)"),
        "sigmoid of the new cell": cell(out="sigmoid(o) * sigmoid(new)"),
        "no candidate": cell(new="sigmoid(f) * s + sigmoid(i) * np.tanh(s)"),
        "g and i swapped": swapped("s_tilde", "i"),
        "i and o swapped": swapped("i", "o"),
        "f and o swapped": swapped("f", "o"),
        "f for both": cell(new="sigmoid(f) * s + (1 - sigmoid(f)) * np.tanh(s_tilde)"),
        "squashed cell": cell(new=f"np.tanh({NEW})"),
        "outputs swapped": cell().replace(
            "return new, sigmoid(o) * np.tanh(new)", "return sigmoid(o) * np.tanh(new), new"
        ),
        "output only": cell().replace("return new, ", "return "),
        "cell only": cell().replace("return new, sigmoid(o) * np.tanh(new)", "return new"),
        "the old cell first": cell().replace("return new, ", "return s, "),
        "nothing kept": cell(new="sigmoid(i) * np.tanh(s_tilde)"),
        "nothing let in": cell(new="sigmoid(f) * s"),
        "taken off": cell(new="sigmoid(f) * s - sigmoid(i) * np.tanh(s_tilde)"),
        "o lets in": cell(new="sigmoid(f) * s + sigmoid(o) * np.tanh(s_tilde)"),
        "i lets out": cell(out="sigmoid(i) * np.tanh(new)"),
        "f lets out": cell(out="sigmoid(f) * np.tanh(new)"),
        "i keeps": cell(new="sigmoid(i) * s + sigmoid(i) * np.tanh(s_tilde)"),
        "f lets in": cell(new="sigmoid(f) * s + sigmoid(f) * np.tanh(s_tilde)"),
        "candidate at the output": cell(out="sigmoid(o) * np.tanh(s_tilde)"),
        "sums, no tanh": cell(new="f * s + i * s_tilde", out="o * np.tanh(new)"),
        "f for both, turned round": cell(new="(1 - sigmoid(f)) * s + sigmoid(f) * np.tanh(s_tilde)"),
        "multiplied": cell(new="sigmoid(f) * s * sigmoid(i) * np.tanh(s_tilde)"),
        "added at the output": cell(out="sigmoid(o) + np.tanh(new)"),
    },
}

HARMLESS = {
    "recurrent.through_time": {"for t in range(len(x), 1, -1):": "the first step's share is that of h_0, which is 0"},
    "recurrent.clip": {"if length >= threshold:": "a gradient of just that length is multiplied by 1"},
}
