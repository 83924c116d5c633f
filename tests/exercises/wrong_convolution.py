"""Typical wrong answers to the exercises on convolution, as a reader would type them; one for each hint."""


def correlate(value="np.sum(window * w)", window="x[s * i : s * i + K, s * j : s * j + L]"):
    return f"""
def correlate(x, w, s):
    K, L = w.shape
    rows, columns = (x.shape[0] - K) // s + 1, (x.shape[1] - L) // s + 1
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = {window}
            y[i, j] = {value}
    return y
"""


def pool_back(share):
    return f"""
def pool_back(x, d):
    dx = np.zeros_like(x)
    for i in range(d.shape[0]):
        for j in range(d.shape[1]):
            patch = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            dx[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = {share}
    return dx
"""


def batch_norm(result):
    return f"""
def batch_norm(x, gamma, beta, eps):
    mean = x.mean()
    variance = ((x - mean) ** 2).mean()
    return {result}
"""


def dropout(result):
    return f"""
def dropout(x, keep, p):
    return {result}
"""


WRONG = {
    "convolution.correlate": {
        "turned over": correlate("np.sum(window * w[::-1, ::-1])"),
        "transposed": correlate("np.sum(window * w.T)"),
        "stride only counts": correlate(window="x[i : i + K, j : j + L]"),
        "mean": correlate("np.mean(window * w)"),
    },
    "convolution.pool_back": {
        "shared": pool_back("d[i, j] / 4"),
        "everyone": pool_back("d[i, j]"),
        "times the value": pool_back("d[i, j] * patch.max() * (patch == patch.max())"),
        "the losers": pool_back("d[i, j] * (patch < patch.max())"),
    },
    "convolution.batch_norm": {
        "eps outside": batch_norm("gamma * (x - mean) / (np.sqrt(variance) + eps) + beta"),
        "variance": batch_norm("gamma * (x - mean) / (variance + eps) + beta"),
        "m minus one": batch_norm("gamma * (x - mean) / np.sqrt(x.var(ddof=1) + eps) + beta"),
        "no gamma, no beta": batch_norm("(x - mean) / np.sqrt(variance + eps)"),
        "beta stretched": batch_norm("gamma * ((x - mean) / np.sqrt(variance + eps) + beta)"),
        "no mean": batch_norm("gamma * x / np.sqrt(variance + eps) + beta"),
    },
    "convolution.dropout": {
        "no scale": dropout("x * keep"),
        "times": dropout("x * keep * (1 - p)"),
        "the lost ones": dropout("x * (1 - keep) / (1 - p)"),
        "counted": dropout("x * keep / keep.mean()"),
    },
}
