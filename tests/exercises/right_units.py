"""Other right ways to write the exercises on single units, layers and the way back through them."""

RIGHT = {
    "activations.leaky_back": (
        """
def leaky_back(e, Z, leak):
    return np.where(Z > 0, e, leak * e)
""",
        """
def leaky_back(e, Z, leak):
    e[Z <= 0] *= leak
    return e
""",
        """
def leaky_back(errors, sums, a=0.1):
    slope = (sums > 0) + a * (sums <= 0)
    return errors * slope
""",
        """
def leaky_back(e, Z, leak):
    return [[a if z > 0 else leak * a for a, z in zip(r, s)] for r, s in zip(e, Z)]
""",
    ),
    "activations.error_sizes": (
        """
def error_sizes(chi):
    return np.sqrt(np.append(np.cumprod(chi[::-1])[::-1], 1))
""",
        """
def error_sizes(chi):
    return [float(np.prod(chi[k:])) ** 0.5 for k in range(len(chi) + 1)]
""",
        """
import math

def error_sizes(chi):
    return tuple(math.sqrt(math.prod(chi[k:])) for k in range(len(chi) + 1))
""",
        """
def error_sizes(chi):
    for k in range(len(chi) + 1):
        yield np.sqrt(np.prod(chi[k:]))
""",
    ),
    "activations.start_spread": (
        """
import math
start_spread = lambda n, leak: math.sqrt(2 / n / (1 + leak * leak))
""",
        """
def start_spread(n: int, leak: float) -> float:
    return float((n * (1 + leak**2) / 2) ** -0.5)
""",
        """
def start_spread(n, leak):
    return np.array([np.sqrt(2 / ((1 + leak**2) * n))])
""",
        """
from decimal import Decimal

def start_spread(n, leak):
    return (2 / ((1 + Decimal(float(leak)) ** 2) * int(n))).sqrt()
""",
    ),
    "backprop.hidden_error": (
        """
def hidden_error(b, w, g):
    return (w * g).sum(axis=1) * (b - b**2)
""",
        """
def hidden_error(b, w, g):
    return [bi * (1 - bi) * sum(wij * gj for wij, gj in zip(row, g)) for bi, row in zip(b, w)]
""",
        """
def hidden_error(b, w, g):
    e = np.empty_like(b)
    for i in range(len(b)):
        e[i] = np.dot(w[i, :], g) * b[i] * (1 - b[i])
    return tuple(e)
""",
    ),
    "backprop.update": (
        """
def update(x, e, eta):
    return -eta * np.mean([np.outer(a, b) for a, b in zip(x, e)], axis=0)
""",
        """
def update(x, e, eta):
    return -eta / x.shape[0] * np.einsum('mi,mj->ij', x, e)
""",
        """
def update(x, e, eta):
    x *= -eta / len(x)
    return x.T.dot(e)
""",
    ),
    "generalising.decay_step": (
        """
def decay_step(w, g, eta, decay):
    return w - eta * (g + decay * w)
""",
        """
def decay_step(w, g, eta, decay):
    w -= eta * (g + decay * w)
    return w
""",
        """
def decay_step(w, g, eta, decay):
    return [a - eta * s - eta * decay * a for a, s in zip(w, g)]
""",
    ),
    "batches.epoch": (
        """
def epoch(y, order, w, eta, B):
    for i in range(0, len(order), B):
        w += eta * (y[order[i : i + B]].mean() - w)
    return w
""",
        """
def epoch(y, order, w, eta, B):
    left = list(order)
    while left:
        batch, left = left[:B], left[B:]
        w = (1 - eta) * w + eta * sum(y[k] for k in batch) / len(batch)
    return w
""",
        """
def epoch(y, order, w, eta, B):
    for part in np.split(order, range(B, len(order), B)):
        w = w - eta * np.average(w - y[part])
    return np.array([[w]])
""",
    ),
    "batches.scatter_of_batch": (
        """
def scatter_of_batch(g, B):
    return g.var() / B * (len(g) - B) / (len(g) - 1)
""",
        """
def scatter_of_batch(g, B):
    return np.var(g, ddof=1) * (1 / B - 1 / len(g))
""",
        """
def scatter_of_batch(g, B):
    g -= g.mean()
    N = len(g)
    return np.float32((g @ g) / N * (N - B) / B / (N - 1))
""",
    ),
    "batches.largest_rate": (
        """
def largest_rate(x, B):
    N, s = len(x), x**2
    h = s.mean()
    return 2 * h / (h * h + s.var() * (N - B) / (N - 1) / B)
""",
        """
def largest_rate(x, B):
    x **= 2
    h = np.mean(x)
    spread = np.var(x, ddof=1) * (1 / B - 1 / len(x))
    return 2 / (h + spread / h)
""",
    ),
    "neurons.unit": (
        """
def unit(X, w, theta):
    return X @ w > theta
""",
        """
def unit(X, w, theta):
    return [int(sum(a * b for a, b in zip(x, w)) > theta) for x in X]
""",
        """
def unit(X, w, theta):
    return np.heaviside(X @ w - theta, 0)
""",
        """
def unit(X, w, theta):
    return map(lambda x: 1 if np.dot(x, w) > theta else 0, X)
""",
    ),
    "activations.start": (
        """
def start(Z):
    n, units = Z.shape
    return Z * n**-0.5
""",
        """
def start(Z):
    Z /= np.sqrt(len(Z))
    return Z
""",
        """
def start(Z):
    return [[z / len(Z) ** 0.5 for z in row] for row in Z]
""",
    ),
    "neurons.hebb": (
        """
def hebb(W, x, eta):
    return W + eta * (np.outer(x, x) - np.diag(x * x))
""",
        """
def hebb(W, x, eta):
    new = W.copy()
    for i in range(len(x)):
        for j in range(len(x)):
            if i != j:
                new[i, j] += eta * x[i] * x[j]
    return new
""",
        """
def hebb(W, x, eta):
    return np.where(np.eye(len(x), dtype=bool), W, W + eta * x[:, None] * x)
""",
        """
def hebb(W, x, eta):
    W_new = W + eta * np.outer(x, x)
    np.fill_diagonal(W_new, 0)
    return W_new
""",
    ),
    "neurons.delta": (
        """
def delta(W, x, y, eta):
    return W - eta * x[:, None] * (x @ W - y)[None, :]
""",
        """
def delta(W, x, y, eta):
    return np.transpose([w + eta * (yk - w @ x) * x for w, yk in zip(W.T, y)])
""",
        """
def delta(W, x, y, eta):
    W = np.array(W)
    W += eta * np.einsum('i,j->ij', x, y - x.dot(W))
    return W
""",
    ),
}
