"""Other right ways to write the exercises on images, deep nets and autoencoders."""

RIGHT = {
    "architectures.cost": (
        """
def cost(c_in, c_out, k, size, groups):
    w = k**2 * c_in * c_out // groups
    return [w + c_out, w * size**2]
""",
        """
def cost(c_in, c_out, k, size, groups):
    w = k**2 * c_in * c_out / groups
    return np.array([w + c_out, w * size**2])
""",
        """
def cost(c_in, c_out, k, size, groups):
    each = k * k * c_in // groups
    yield c_out * (each + 1)
    yield c_out * each * size * size
""",
    ),
    "architectures.field": (
        """
def field(layers):
    r = 1
    for k, s in reversed(layers):
        r = (r - 1) * s + k
    return r
""",
        """
def field(layers):
    if not layers:
        return 1
    *rest, (k, s) = layers
    return field(rest) + (k - 1) * int(np.prod([s for _, s in rest]))
""",
        """
def field(layers):
    r = np.ones(1, dtype=int)
    jump = 1
    while layers:
        k, s = layers.pop(0)
        r += (k - 1) * jump
        jump *= s
    return r
""",
    ),
    "architectures.back": (
        """
def back(h, W1, W2, e):
    z = h @ W1
    u = h + np.maximum(z, 0) @ W2
    out = np.where(u > 0, e, 0)
    through = out @ W2.T
    through[z <= 0] = 0
    return out + through @ W1.T
""",
        """
def relu(a):
    return a * (a > 0)

def back(h, W1, W2, e):
    z = np.matmul(h, W1)
    g = e * np.heaviside(h + np.dot(relu(z), W2), 0)
    return np.add(g, np.einsum('mj,ij->mi', np.einsum('mk,jk->mj', g, W2) * (z > 0), W1))
""",
    ),
    "autoencoders.rebuild": (
        """
def rebuild(X, W, b, V, c):
    s = lambda z: np.tanh(z / 2) / 2 + 0.5
    return s(s(X @ W + b) @ V + c)
""",
        """
def rebuild(X, W, b, V, c):
    rows = []
    for x in X:
        h = 1 / (1 + np.exp(-(x @ W + b)))
        rows.append(1 / (1 + np.exp(-(h @ V + c))))
    return rows
""",
        """
class Layer:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def __call__(self, x):
        return np.reciprocal(1 + np.exp(-x @ self.W - self.b))

def rebuild(X, W, b, V, c):
    return Layer(V, c)(Layer(W, b)(X))
""",
    ),
    "autoencoders.denoising": (
        """
def denoising_error(U, V, X, noise):
    seen = np.minimum(np.maximum(X + noise, 0), 1)
    return ((seen @ U @ V - X) ** 2).sum() / (2 * len(X))
""",
        """
def denoising_error(U, V, X, noise):
    noise += X
    np.clip(noise, 0, 1, out=noise)
    return 0.5 * np.linalg.norm(noise @ (U @ V) - X) ** 2 / X.shape[0]
""",
        """
def denoising_error(U, V, X, noise):
    clip = lambda t: max(0.0, min(1.0, t))
    total = 0
    for x, n in zip(X, noise):
        y = np.array([clip(a) for a in x + n]) @ U @ V
        total += sum((y - x) ** 2) / 2
    return total / len(X)
""",
    ),
    "autoencoders.sparsity": (
        """
def sparsity(H, rho):
    r = np.mean(H, 0)
    return sum(rho * np.log(rho / a) + (1 - rho) * np.log((1 - rho) / (1 - a)) for a in r)
""",
        """
def sparsity(H, rho):
    r = H.sum(axis=0) / H.shape[0]
    q = 1 - rho
    cross = -rho * np.log(r) - q * np.log(1 - r)
    return np.sum(cross + rho * np.log(rho) + q * np.log(q))
""",
    ),
    "convolution.correlate": (
        """
def correlate(x, w, s):
    v = np.lib.stride_tricks.sliding_window_view(x, w.shape)[::s, ::s]
    return np.einsum('ijkl,kl->ij', v, w)
""",
        """
def correlate(x, w, s):
    (H, B), (K, L) = x.shape, w.shape
    return [[np.sum(x[i : i + K, j : j + L] * w) for j in range(0, B - L + 1, s)] for i in range(0, H - K + 1, s)]
""",
        """
def correlate(x, w, s):
    K, L = w.shape
    H, W = x.shape
    full = np.zeros((H - K + 1, W - L + 1))
    for k in range(K):
        for l in range(L):
            full += w[k, l] * x[k : k + H - K + 1, l : l + W - L + 1]
    return full[::s, ::s]
""",
    ),
    "convolution.batch_norm": (
        """
def batch_norm(x, gamma, beta, eps):
    return beta + gamma * (x - x.mean()) / np.sqrt(x.var() + eps)
""",
        """
def batch_norm(x, gamma, beta, eps):
    x -= np.average(x)
    x /= (np.dot(x, x) / len(x) + eps) ** 0.5
    return gamma * x + beta
""",
        """
import statistics

def batch_norm(x, gamma, beta, eps):
    values = [float(a) for a in x]
    m, v = statistics.fmean(values), statistics.pvariance(values)
    return [gamma * (a - m) / (v + eps) ** 0.5 + beta for a in values]
""",
    ),
    "convolution.pool_back": (
        """
def pool_back(x, d):
    big = np.repeat(np.repeat(d, 2, 0), 2, 1)
    H, W = x.shape
    top = x.reshape(H // 2, 2, W // 2, 2).max((1, 3))
    return big * (x == np.kron(top, np.ones((2, 2))))
""",
        """
def pool_back(x, d):
    dx = 0 * x
    for i, j in np.ndindex(*d.shape):
        patch = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        a, b = np.unravel_index(patch.argmax(), (2, 2))
        dx[2 * i + a, 2 * j + b] = d[i, j]
    return dx
""",
    ),
    "convolution.dropout": (
        """
def dropout(x, keep, p):
    return np.where(keep, x / (1 - p), 0)
""",
        """
def dropout(x, keep, p):
    x[keep == 0] = 0
    x /= 1 - p
    return x
""",
        """
def dropout(x, keep, p):
    return (a / (1 - p) if k else 0 for a, k in zip(x, keep))
""",
    ),
    "tuning.paired": (
        """
def paired(a, b):
    d = a - b
    half = 2.776 * np.std(d, ddof=1) / 5**0.5
    return d.mean(), d.mean() - half, d.mean() + half
""",
        """
import statistics

T = 2.776

def paired(a, b):
    d = [float(x - y) for x, y in zip(a, b)]
    m, half = statistics.mean(d), T * statistics.stdev(d) / len(d) ** 0.5
    return [m, m - half, m + half]
""",
        """
def paired(a, b):
    a -= b
    m = np.mean(a)
    half = 2.776 * np.sqrt(np.sum((a - m) ** 2) / 4 / 5)
    return m + half * np.array([0, -1, 1])
""",
    ),
    "tuning.maxout_back": (
        """
def maxout_back(d, z):
    out = np.zeros(z.shape)
    np.put_along_axis(out, z.argmax(-1)[..., None], d[..., None], -1)
    return out
""",
        """
def maxout_back(d, z):
    return np.eye(z.shape[-1])[z.argmax(axis=-1)] * d[:, :, np.newaxis]
""",
        """
def maxout_back(d, z):
    for n in range(len(d)):
        for u in range(len(d[0])):
            z[n, u] = (z[n, u] == max(z[n, u])) * d[n, u]
    return z
""",
    ),
    "tuning.gcn": (
        """
def gcn(X):
    return ((X.T - X.mean(1)) / X.std(1)).T
""",
        """
def gcn(X):
    for row in X:
        row -= row.mean()
        row /= np.sqrt(np.mean(row**2))
    return X
""",
        """
def gcn(X):
    return [(x - np.mean(x)) / np.std(x) for x in X]
""",
    ),
    "tuning.zca": (
        """
def zca(X, eps):
    X = X - X.mean(0)
    C = np.cov(X.T, bias=True)
    v, U = np.linalg.eigh(C)
    return X @ (U / np.sqrt(v + eps)) @ U.T
""",
        """
def zca(X, eps):
    X = X - X.mean(axis=0)
    U, s, V = np.linalg.svd(X, full_matrices=False)
    return U * (s / np.sqrt(s**2 / len(X) + eps)) @ V
""",
    ),
}
