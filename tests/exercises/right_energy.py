"""Other right ways to write the exercises on nets that have an energy, and on stacks of them."""

RIGHT = {
    "boltzmann.fire": (
        """
def fire(W, x, b, k, T):
    return np.tanh((W[k] @ x - b[k]) / (2 * T)) / 2 + 1 / 2
""",
        """
import math

def fire(W, x, b, k, T):
    u = sum(W[k][j] * x[j] for j in range(len(x))) - b[k]
    return 1 / (1 + math.exp(-u / T))
""",
        """
def fire(W, x, b, k, T):
    u = (W @ x - b)[k : k + 1]
    return 1 / (1 + np.exp(-u / T))
""",
    ),
    "boltzmann.distribution": (
        """
def boltzmann(E, T):
    logs = -E / T
    return np.exp(logs - np.logaddexp.reduce(logs))
""",
        """
def boltzmann(E, T):
    E -= E.min()
    p = np.exp(-E / T)
    p /= np.sum(p)
    return p
""",
        """
def boltzmann(E, T):
    return [1 / sum(np.exp((e - f) / T) for f in E) for e in E]
""",
    ),
    "boltzmann.sweep": (
        """
def sweep(W, b, x, T, dice):
    x = x.copy()
    for k, roll in enumerate(dice):
        x[k] = float(roll < 1 / (1 + np.exp((b[k] - W[k] @ x) / T)))
    return x
""",
        """
def sweep(W, b, x, T, dice):
    now = list(x)
    for k in range(len(now)):
        u = np.dot(W[k], now) - b[k]
        now[k] = 1 if dice[k] < 1 / (1 + np.exp(-u / T)) else 0
    return now
""",
        """
def sweep(W, b, x, T, dice):
    y = np.array(x, dtype=bool)
    for k in range(y.size):
        y[k] = np.log(1 / dice[k] - 1) > -(W[k] @ y - b[k]) / T
    return y
""",
    ),
    "boltzmann.gradient": (
        """
def gradient(states, q, p):
    g = np.einsum('s,si,sj->ij', q - p, states, states)
    return g * (1 - np.eye(len(g)))
""",
        """
def gradient(states, q, p):
    N = states.shape[1]
    out = np.zeros((N, N))
    for s, d in zip(states, q - p):
        out += d * np.outer(s, s)
    out[np.arange(N), np.arange(N)] = 0
    return out
""",
        """
def gradient(states, q, p):
    N = len(states[0])
    return [[0 if i == j else sum((q - p) * states[:, i] * states[:, j]) for j in range(N)] for i in range(N)]
""",
    ),
    "deep_belief.climb": (
        """
def climb(v, W1, c1, W2, c2):
    for W, c in ((W1, c1), (W2, c2)):
        v = 1 / (1 + np.exp(-v @ W - c))
    return v
""",
        """
from functools import reduce

def climb(v, *rest):
    W1, c1, W2, c2 = rest
    return reduce(lambda a, l: 1 / (1 + np.exp(-(a @ l[0] + l[1]))), [(W1, c1), (W2, c2)], v)
""",
    ),
    "deep_belief.bound": (
        """
def bound(Q, prior, fit):
    return np.sum(Q * (np.log(prior) + np.log(fit / Q)))
""",
        """
import math

def bound(Q, prior, fit):
    return math.fsum(a * (math.log(b / a) + math.log(c)) for a, b, c in zip(Q, prior, fit))
""",
        """
def bound(Q, prior, fit):
    return np.dot(Q, np.log(fit)) - Q @ (np.log(Q) - np.log(prior))
""",
    ),
    "deep_belief.read_label": (
        """
def read_label(x, W, U, c, a):
    F = np.array([-dy - np.sum(np.logaddexp(0, x @ W + c + u)) for dy, u in zip(a, U)])
    p = np.exp(F.min() - F)
    return p / p.sum()
""",
        """
def read_label(x, W, U, c, a):
    log_p = a + np.logaddexp(0, x @ W + c + U).sum(axis=1)
    return [1 / np.exp(log_p - one).sum() for one in log_p]
""",
    ),
    "hopfield.energy": (
        """
def energy(W, x, b):
    return -np.sum(np.triu(W, 1) * np.outer(x, x)) + np.sum(b * x)
""",
        """
def energy(W, x, b):
    N = len(x)
    E = 0
    for i in range(N):
        E += b[i] * x[i]
        for j in range(i):
            E -= W[i, j] * x[i] * x[j]
    return E
""",
        """
def energy(W, x, b):
    x = np.asmatrix(x).T
    return -x.T * W * x / 2 + b @ x
""",
        """
def energy(W, x, b):
    W *= -0.5
    return np.einsum('i,ij,j', x, W, x) + np.inner(b, x)
""",
    ),
    "hopfield.store": (
        """
def store(patterns):
    N = patterns.shape[1]
    return sum(np.outer(p, p) for p in patterns) / N * (1 - np.eye(N))
""",
        """
def store(patterns):
    P, N = patterns.shape
    return patterns.T @ patterns / N - P / N * np.eye(N)
""",
        """
from fractions import Fraction

def store(patterns):
    N = len(patterns[0])
    share = lambda i, j: Fraction(int(sum(p[i] * p[j] for p in patterns)), N) if i != j else Fraction(0)
    return [[share(i, j) for j in range(N)] for i in range(N)]
""",
    ),
    "hopfield.ask": (
        """
def ask(W, x, b, k):
    y = np.array(x)
    u = sum(W[k] * x) - b[k]
    y[k] = 1 if u > 0 else -1 if u < 0 else x[k]
    return y
""",
        """
def ask(W, x, b, k):
    u = W[k] @ x - b[k]
    return [np.sign(u) or v if i == k else v for i, v in enumerate(x)]
""",
        """
def ask(W, x, b, k):
    u = (W @ x - b)[k]
    return np.where((np.arange(len(x)) == k) & (u != 0), np.sign(u), x)
""",
    ),
    "hopfield.projection": (
        """
def projection(patterns):
    X = patterns
    W = X.T @ np.linalg.solve(X @ X.T, X)
    return W - np.diag(np.diag(W))
""",
        """
def projection(patterns):
    Q, _ = np.linalg.qr(patterns.T)
    W = Q @ Q.T
    np.fill_diagonal(W, 0)
    return W
""",
        """
def projection(patterns):
    _, s, V = np.linalg.svd(patterns, full_matrices=False)
    W = V.T @ V
    for i in range(len(W)):
        W[i, i] = 0
    return W
""",
    ),
    "hopfield.ask_dense": (
        """
def ask_dense(patterns, x, k, n):
    E = lambda s: -((patterns @ s) ** n).sum()
    y = x.copy()
    y[k] *= -1
    return y if E(y) < E(x) else x
""",
        """
def ask_dense(patterns, x, k, n):
    rest = patterns @ x - patterns[:, k] * x[k]
    u = np.sum((rest + patterns[:, k]) ** n - (rest - patterns[:, k]) ** n)
    new = x.copy()
    new[k] = np.sign(u) if u else x[k]
    return new
""",
    ),
    "rbm.hidden": (
        """
def hidden(v, W, c):
    return 1 - 1 / (1 + np.exp(v @ W + c))
""",
        """
def hidden(v, W, c):
    return [[1 / (1 + np.exp(-(row @ W[:, j] + c[j]))) for j in range(len(c))] for row in v]
""",
        """
@np.vectorize
def s(u):
    return 1 / (1 + np.exp(-u))

def hidden(v, W, c):
    return s(np.dot(v, W) + c)
""",
    ),
    "rbm.free_energy": (
        """
def free_energy(v, W, b, c):
    return -(v @ b) - np.sum(np.logaddexp(0, v @ W + c), axis=1)
""",
        """
def free_energy(v, W, b, c):
    u = v @ W + c
    return -np.dot(v, b) - (np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))).sum(1)
""",
        """
def free_energy(v, W, b, c):
    out = []
    for row in v:
        out.append(-sum(row * b) - sum(np.logaddexp(0, u) for u in row @ W + c))
    return tuple(out)
""",
    ),
    "rbm.slope": (
        """
def slope(v, v_end, W, c):
    h = lambda x: 1 / (1 + np.exp(-x @ W - c))
    return np.mean([np.outer(a, h(a)) - np.outer(z, h(z)) for a, z in zip(v, v_end)], axis=0)
""",
        """
def slope(v, v_end, W, c):
    m = v.shape[0]
    def half(x):
        return np.einsum('mi,mj->ij', x, 1 / (1 + np.exp(-(x @ W + c)))) / m
    return half(v) - half(v_end)
""",
    ),
}
