"""Other right ways to write the exercises on optimizers and recurrent nets."""

RIGHT = {
    "optimizers.momentum": (
        """
def momentum(g, eta, beta):
    T = len(g)
    return [eta * (1 - beta) * sum(beta ** (t - s) * g[s] for s in range(t + 1)) for t in range(T)]
""",
        """
def momentum(g, eta, beta):
    m = 0
    for k in range(len(g)):
        m += (1 - beta) * (g[k] - m)
        g[k] = eta * m
    return g
""",
        """
from itertools import accumulate

def momentum(g, eta, beta):
    steps = accumulate(g, lambda m, x: beta * m + (1 - beta) * x, initial=0.0)
    next(steps)
    return (eta * m for m in steps)
""",
    ),
    "optimizers.adagrad": (
        """
def adagrad(g, eta, eps):
    return eta * g / (np.sqrt(np.cumsum(g**2)) + eps)
""",
        """
def adagrad(g, eta, eps):
    V = 0
    for x in g:
        V += x * x
        yield eta * x / (V**0.5 + eps)
""",
    ),
    "optimizers.adam": (
        """
def adam(g, eta, beta1, beta2, eps):
    out, m, V = [], 0, 0
    for t in range(len(g)):
        m += (1 - beta1) * (g[t] - m)
        V += (1 - beta2) * (g[t] ** 2 - V)
        out += [eta * m / (1 - beta1 ** (t + 1)) / (np.sqrt(V / (1 - beta2 ** (t + 1))) + eps)]
    return out
""",
        """
class Average:
    def __init__(self, beta):
        self.beta, self.sum, self.weight = beta, 0.0, 0.0
    def __call__(self, x):
        self.sum = self.beta * self.sum + x
        self.weight = self.beta * self.weight + 1
        return self.sum / self.weight

def adam(g, eta, beta1, beta2, eps):
    m, V = Average(beta1), Average(beta2)
    return np.array([eta * m(x) / (V(x * x) ** 0.5 + eps) for x in g])
""",
    ),
    "optimizers.adamw": (
        """
def adamw(w, g, eta, beta1, beta2, eps, weight_decay):
    path, m, V = [], 0, 0
    for t in range(len(g)):
        w = (1 - eta * weight_decay) * w
        m += (1 - beta1) * (g[t] - m)
        V += (1 - beta2) * (g[t] ** 2 - V)
        w = w - eta * m / (1 - beta1 ** (t + 1)) / (np.sqrt(V / (1 - beta2 ** (t + 1))) + eps)
        path += [w]
    return path
""",
    ),
    "recurrent.through_time": (
        """
def slope(w, v, x, y):
    h, dh = 0.0, 0.0
    for x_t in x:
        old = h
        h = np.tanh(w * h + v * x_t)
        dh = (1 - h * h) * (old + w * dh)
    return (h - y) * dh
""",
        """
import math

def slope(w, v, x, y):
    hs = [0]
    for a in x:
        hs += [math.tanh(w * hs[-1] + v * a)]
    d, out = hs[-1] - y, 0
    while len(hs) > 1:
        d *= 1 - hs.pop() ** 2
        out += d * hs[-1]
        d *= w
    return out
""",
    ),
    "recurrent.clip": (
        """
def clip(g, threshold):
    return g * min(1, threshold / np.linalg.norm(g)) if g.any() else g
""",
        """
def clip(g, threshold):
    n = np.sqrt(g @ g)
    if n > threshold:
        g *= threshold / n
    return g
""",
        """
import math

def clip(g, threshold):
    n = math.hypot(*g)
    return [a * threshold / n if n > threshold else a for a in g]
""",
    ),
    "recurrent.cell": (
        """
def s(a):
    return 1 / (1 + np.exp(-a))

def step(i, f, g, o, c):
    new = s(f) * c + s(i) * np.tanh(g)
    h = s(o) * np.tanh(new)
    return [new, h]
""",
        """
def step(i, f, g, o, s):
    i, f, o = 1 / (1 + np.exp(-np.array([i, f, o])))
    s *= f
    s += i * np.tanh(g)
    return np.array([s, o * np.tanh(s)])
""",
        """
from typing import NamedTuple

class State(NamedTuple):
    cell: np.ndarray
    h: np.ndarray

def step(i, f, g, o, s):
    gate = lambda a: (1 + np.tanh(a / 2)) / 2
    new = gate(f) * s + gate(i) * np.tanh(g)
    return State(new, gate(o) * np.tanh(new))
""",
        """
def step(i, f, g, o, s):
    gate = lambda a: 1 / (1 + np.exp(-a))
    new = gate(f) * s + gate(i) * np.tanh(g)
    yield new
    yield gate(o) * np.tanh(new)
""",
    ),
}
