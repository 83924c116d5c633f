"""Typical wrong answers to the exercises on convolution, as a reader would type them; one for each hint."""

WINDOW = "x[s * i : s * i + K, s * j : s * j + L]"


def correlate(value="np.sum(window * w)", window=WINDOW, rows="(H - K) // s + 1", columns="(W - L) // s + 1", end="y"):
    return f"""
def correlate(x, w, s):
    H, W = x.shape
    K, L = w.shape
    rows, columns = {rows}, {columns}
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = {window}
            y[i, j] = {value}
    return {end}
"""


def pool_back(share):
    return f"""
def pool_back(x, g):
    dx = np.zeros_like(x)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
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
        "upside down": correlate("np.sum(window * np.flipud(w))"),
        "mirrored": correlate("np.sum(window * np.fliplr(w))"),
        "transposed answer": correlate(end="y.T"),
        "i and j swapped": correlate(window="x[s * j : s * j + K, s * i : s * i + L]"),
        "K both ways": correlate(window=WINDOW.replace("L", "K"), columns="(W - K) // s + 1"),
        "L both ways": correlate(window=WINDOW.replace("K", "L"), rows="(H - L) // s + 1"),
        "K in both counts": correlate(columns="(W - K) // s + 1"),
        "L in both counts": correlate(rows="(H - L) // s + 1"),
        "K and L swapped": correlate(rows="(H - L) // s + 1", columns="(W - K) // s + 1"),
        "H both ways": correlate(columns="(H - L) // s + 1"),
        "W both ways": correlate(rows="(W - K) // s + 1"),
        "H and W swapped": correlate(rows="(W - K) // s + 1", columns="(H - L) // s + 1"),
        "one window short": correlate(rows="(H - K) // s", columns="(W - L) // s"),
        "1 before the division": correlate(rows="(H - K + 1) // s", columns="(W - L + 1) // s"),
        "stride not counted": correlate(rows="H - K + 1", columns="W - L + 1"),
        "K not counted": correlate(rows="H // s", columns="W // s"),
        "rest counted": correlate(rows="int(np.ceil((H - K) / s)) + 1", columns="int(np.ceil((W - L) / s)) + 1"),
        "no stride": correlate(window="x[i : i + K, j : j + L]", rows="H - K + 1", columns="W - L + 1"),
        "stride down only": correlate(window="x[s * i : s * i + K, j : j + L]"),
        "stride across only": correlate(window="x[i : i + K, s * j : s * j + L]"),
        "windows side by side": correlate(window="x[i * K : (i + 1) * K, j * L : (j + 1) * L]"),
        "window too small": correlate(window="x[s * i : s * i + K - 1, s * j : s * j + L - 1]"),
        "window too large": correlate(window="x[s * i : s * i + K + 1, s * j : s * j + L + 1]"),
        "same window": correlate(window="x[:K, :L]"),
        "maximum": correlate("(window * w).max()"),
        "matrix product": correlate("np.sum(window @ w)"),
        "sums multiplied": correlate("window.sum() * w.sum()"),
        "window alone": correlate("np.sum(window)"),
        "not added up": correlate("window * w"),
        "stride only counts": correlate(window="x[i : i + K, j : j + L]"),
        "mean": correlate("np.mean(window * w)"),
        "rows for columns": correlate(columns="(H - K) // s + 1"),
        "divided by the kernel": correlate("np.sum(window * w) / np.sum(w)"),
        "ReLU": correlate("max(np.sum(window * w), 0)"),
    },
    "convolution.pool_back": {
        "shared": pool_back("g[i, j] / 4"),
        "everyone": pool_back("g[i, j]"),
        "times the value": pool_back("g[i, j] * patch.max() * (patch == patch.max())"),
        "the losers": pool_back("g[i, j] * (patch < patch.max())"),
        "times each value": pool_back("g[i, j] * patch"),
        "times the maximum": pool_back("g[i, j] * patch.max()"),
        "value alone": pool_back("np.where(patch == patch.max(), patch, 0)"),
        "winners alone": pool_back("patch == patch.max()"),
        "a third for the losers": pool_back("g[i, j] / 3 * (patch < patch.max())"),
        "the smallest": pool_back("np.where(patch == np.min(patch), g[i, j], 0)"),
        "winner of the image": pool_back("g[i, j] * (patch == x.max())"),
        "winners of the columns": pool_back("g[i, j] * (patch == patch.max(0))"),
        "winners of the rows": pool_back("g[i, j] * (patch == patch.max(1)[:, None])"),
        "top left": pool_back("[[g[i, j], 0], [0, 0]]"),
        "winner transposed": pool_back("g[i, j] * (patch.T == patch.max())"),
        "above zero": pool_back("g[i, j] * (patch > 0)"),
        "above the mean": pool_back("g[i, j] * (patch > np.mean(patch))"),
        "shares by value": pool_back("g[i, j] * patch / np.sum(patch)"),
        "a quarter for the winner": pool_back("g[i, j] * (patch == patch.max()) / patch.size"),
        "sum of the errors": pool_back("np.sum(g) * (patch == patch.max())"),
        "first error": pool_back("g[0, 0] * (patch == patch.max())"),
        "g transposed": """
def pool_back(x, g):
    tops = np.repeat(np.repeat(x.reshape(len(x) // 2, 2, -1, 2).max((1, 3)), 2, 0), 2, 1)
    return (x == tops) * np.repeat(np.repeat(g.T, 2, 0), 2, 1)
""",
        "added to x": pool_back("patch + g[i, j] * (patch == patch.max())"),
        "maximum for all": pool_back("patch.max()"),
        "rows and columns of winners": pool_back("g[i, j] * (patch == patch.max(1))"),
        "losers keep their values": pool_back("np.where(patch == patch.max(), g[i, j], patch)"),
        "winner and quarter": pool_back("np.where(patch == patch.max(), g[i, j], g[i, j] / 4)"),
    },
    "convolution.batch_norm": {
        "eps outside": batch_norm("gamma * (x - mean) / (np.sqrt(variance) + eps) + beta"),
        "variance": batch_norm("gamma * (x - mean) / (variance + eps) + beta"),
        "m minus one": batch_norm("gamma * (x - mean) / np.sqrt(x.var(ddof=1) + eps) + beta"),
        "no gamma, no beta": batch_norm("(x - mean) / np.sqrt(variance + eps)"),
        "beta stretched": batch_norm("gamma * ((x - mean) / np.sqrt(variance + eps) + beta)"),
        "no mean": batch_norm("gamma * x / np.sqrt(variance + eps) + beta"),
        "no eps": batch_norm("gamma * (x - mean) / np.sqrt(variance) + beta"),
        "eps squared": batch_norm("gamma * (x - mean) / np.sqrt(variance + eps**2) + beta"),
        "root of eps outside": batch_norm("gamma * (x - mean) / (np.sqrt(variance) + eps**0.5) + beta"),
        "eps after the division": batch_norm("gamma * ((x - mean) / np.sqrt(variance) + eps) + beta"),
        "root of the standard deviation": batch_norm("gamma * (x - mean) / np.sqrt(np.std(x) + eps) + beta"),
        "variance squared": batch_norm("gamma * (x - mean) / np.sqrt(variance**2 + eps) + beta"),
        "length": batch_norm("gamma * (x - mean) / np.sqrt(np.sum((x - mean) ** 2) + eps) + beta"),
        "mean square": batch_norm("gamma * (x - mean) / np.sqrt(np.mean(x**2) + eps) + beta"),
        "sizes": batch_norm("gamma * (x - mean) / np.sqrt(np.mean(abs(x - mean)) + eps) + beta"),
        "range": batch_norm("gamma * (x - mean) / (np.ptp(x) + eps) + beta"),
        "from 0 to 1": batch_norm("gamma * (x - min(x)) / (np.ptp(x) + eps) + beta"),
        "multiplied": batch_norm("gamma * (x - mean) * np.sqrt(variance + eps) + beta"),
        "no division": batch_norm("gamma * (x - mean) + beta"),
        "no gamma": batch_norm("(x - mean) / np.sqrt(variance + eps) + beta"),
        "no beta": batch_norm("gamma * (x - mean) / np.sqrt(variance + eps)"),
        "gamma and beta swapped": batch_norm("beta * (x - mean) / np.sqrt(variance + eps) + gamma"),
        "beta taken off": batch_norm("gamma * (x - mean) / np.sqrt(variance + eps) - beta"),
        "divided by gamma": batch_norm("(x - mean) / np.sqrt(variance + eps) / gamma + beta"),
        "gamma added": batch_norm("(x - mean) / np.sqrt(variance + eps) + gamma + beta"),
        "mean after the division": batch_norm("gamma * (x - mean / np.sqrt(variance + eps)) + beta"),
        "mean minus x": batch_norm("gamma * (mean - x) / np.sqrt(variance + eps) + beta"),
        "median": batch_norm("gamma * (x - np.median(x)) / np.sqrt(variance + eps) + beta"),
        "gamma before the mean": batch_norm("(gamma * x - mean) / np.sqrt(variance + eps) + beta"),
        "beta below": batch_norm("gamma * (x - mean) / (np.sqrt(variance + eps) + beta)"),
        "not normalised": batch_norm("gamma * x + beta"),
        "beta above the line": batch_norm("gamma * (x - mean + beta) / np.sqrt(variance + eps)"),
        "squared mean": batch_norm("gamma * (x - mean) / np.sqrt(mean**2 + eps) + beta"),
    },
    "convolution.dropout": {
        "no scale": dropout("x * keep"),
        "times": dropout("x * keep * (1 - p)"),
        "the lost ones": dropout("x * (1 - keep) / (1 - p)"),
        "counted": dropout("x * keep / keep.mean()"),
        "times p": dropout("p * keep * x"),
        "divided by p": dropout("np.divide(x * keep, p)"),
        "1 + p": dropout("(1 + p) * keep * x"),
        "divided by 1 + p": dropout("keep * x / (1 + p)"),
        "root": dropout("keep * x / (1 - p)**0.5"),
        "squared": dropout("keep * x / (1 - p) / (1 - p)"),
        "brackets": dropout("x * keep / 1 - p"),
        "the lost ones, no scale": dropout("np.where(keep, 0, x)"),
        "the lost ones over p": dropout("np.where(keep, 0, x) / p"),
        "nobody left out": dropout("x / (1 - p)"),
        "unchanged": dropout("x"),
        "mean of the draws": dropout("(1 - p) * x"),
        "left out as they are": dropout("np.where(keep, x / (1 - p), x)"),
        "left out at p": dropout("np.where(keep, x / (1 - p), x * p)"),
        "taken away": dropout("x[keep == 1] / (1 - p)"),
        "taken away, no scale": dropout("x[keep == 1]"),
        "draw alone": dropout("keep / (1 - p)"),
        "number kept": dropout("x * keep / np.sum(keep)"),
        "sum kept": dropout("x * keep * np.sum(x) / np.sum(x * keep)"),
        "lost ones scaled": dropout("np.where(keep, x, x / (1 - p))"),
        "lost ones fainter": dropout("np.where(keep, x, x * (1 - p))"),
        "p x added": dropout("x * (keep + p)"),
    },
}

HARMLESS = {
    "convolution.correlate": {"y = np.ones((rows, columns))": "every place is written over"},
    "convolution.batch_norm": {
        "x_hat = (x - mean) / np.sqrt(np.mean((mean - x) ** 2) + eps)": "a square has no sign",
    },
    "convolution.pool_back": {"dx = np.ones_like(x)": "every place is written over"},
}
