"""Typical wrong answers to the exercises on autoencoders, as a reader would type them; one for each hint."""


def rebuild(H, out):
    return f"""
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def rebuild(X, W, b, V, c):
    H = {H}
    return {out}
"""


CODE, OUT = "sigmoid(X @ W + b)", "sigmoid(H @ V + c)"


def denoising(E, seen="np.clip(X + noise, 0, 1)"):
    return f"def denoising_error(U, V, X, noise):\n    seen = {seen}\n    return {E}\n"


def sparsity(kl, rho_hat="H.mean(axis=0)"):
    return f"def sparsity(H, rho):\n    q = {rho_hat}\n    return {kl}\n"


ERROR = "0.5 * np.sum((seen @ U @ V - X) ** 2, axis=1).mean()"
AWAY = "(seen @ U @ V - X)"
KL = "(rho * np.log(rho / q) + (1 - rho) * np.log((1 - rho) / (1 - q)))"
TURNED = "(q * np.log(q / rho) + (1 - q) * np.log((1 - q) / (1 - rho)))"

WRONG = {
    "autoencoders.rebuild": {
        "linear code": rebuild("X @ W + b", OUT),
        "linear output": rebuild(CODE, "H @ V + c"),
        "linear": rebuild("X @ W + b", "H @ V + c"),
        "tanh": rebuild("np.tanh(X @ W + b)", "np.tanh(H @ V + c)"),
        "tanh code": rebuild("np.tanh(X @ W + b)", OUT),
        "tanh output": rebuild(CODE, "np.tanh(H @ V + c)"),
        "relu code": rebuild("np.maximum(X @ W + b, 0)", OUT),
        "relu": rebuild("np.maximum(X @ W + b, 0)", "np.maximum(H @ V + c, 0)"),
        "rounded code": rebuild("X @ W + b > 0", OUT),
        "rounded output": rebuild(CODE, "H @ V + c > 0"),
        "two sigmoids at the code": rebuild(f"sigmoid({CODE})", OUT),
        "two sigmoids at the output": rebuild(CODE, f"sigmoid({OUT})"),
        "the code": rebuild(CODE, "H"),
        "tied": rebuild(CODE, "sigmoid(H @ W.T + c)"),
        "no biases": rebuild("sigmoid(X @ W)", "sigmoid(H @ V)"),
        "no b": rebuild("sigmoid(X @ W)", OUT),
        "no c": rebuild(CODE, "sigmoid(H @ V)"),
        "biases taken off": rebuild("sigmoid(X @ W - b)", "sigmoid(H @ V - c)"),
        "b taken off": rebuild("sigmoid(X @ W - b)", OUT),
        "c taken off": rebuild(CODE, "sigmoid(H @ V - c)"),
        "biases outside": rebuild("sigmoid(X @ W) + b", "sigmoid(H @ V) + c"),
        "the error": rebuild(CODE, f"{OUT} - X"),
        "the error, turned round": rebuild(CODE, f"X - {OUT}"),
        "mean of the rows": rebuild(CODE, f"np.mean({OUT}, axis=0)"),
        "transposed": rebuild("sigmoid(W.T @ X.T + b[:, None])", "sigmoid(V.T @ H + c[:, None])"),
        "sizes": rebuild("sigmoid(W @ X + b)", "sigmoid(V @ H + c)"),
    },
    "autoencoders.denoising": {
        "against the noisy one": denoising("0.5 * np.sum((seen @ U @ V - seen) ** 2, axis=1).mean()"),
        "against the noisy one, not clipped": denoising("0.5 * np.sum((seen @ U @ V - X - noise) ** 2, axis=1).mean()"),
        "noise unused": denoising("0.5 * np.sum((X @ U @ V - X) ** 2, axis=1).mean()"),
        "not clipped": denoising(ERROR, seen="X + noise"),
        "clipped from below": denoising(ERROR, seen="np.clip(X + noise, 0, None)"),
        "clipped from above": denoising(ERROR, seen="np.clip(X + noise, None, 1)"),
        "clipped from -1": denoising(ERROR, seen="np.clip(X + noise, -1, 1)"),
        "noise clipped": denoising(ERROR, seen="X + np.clip(noise, 0, 1)"),
        "noise taken off": denoising(ERROR, seen="np.clip(X - noise, 0, 1)"),
        "noise times picture": denoising(ERROR, seen="np.clip(X * noise, 0, 1)"),
        "noise alone": denoising(ERROR, seen="np.clip(noise, 0, 1)"),
        "no half": denoising(f"np.sum({AWAY} ** 2, axis=1).mean()"),
        "mean of pixels": denoising(f"0.5 * ({AWAY} ** 2).mean()"),
        "mean of pixels, no half": denoising(f"({AWAY} ** 2).mean()"),
        "sum": denoising(f"0.5 * ({AWAY} ** 2).sum()"),
        "sum, no half": denoising(f"({AWAY} ** 2).sum()"),
        "by pixels": denoising(f"0.5 * ({AWAY} ** 2).mean(axis=1).sum()"),
        "for each picture": denoising(f"0.5 * ({AWAY} ** 2).sum(axis=1)"),
        "for each pixel": denoising(f"0.5 * ({AWAY} ** 2).sum(axis=0)"),
        "mean for each pixel": denoising(f"0.5 * ({AWAY} ** 2).mean(axis=0)"),
        "not squared": denoising(f"0.5 * {AWAY}.sum(axis=1).mean()"),
        "absolute": denoising(f"0.5 * np.abs({AWAY}).sum(axis=1).mean()"),
        "absolute, no half": denoising(f"np.abs({AWAY}).sum(axis=1).mean()"),
        "lengths": denoising(f"np.linalg.norm({AWAY}, axis=1).mean()"),
        "half of the lengths": denoising(f"0.5 * np.linalg.norm({AWAY}, axis=1).mean()"),
        "no net": denoising("0.5 * np.sum((seen - X) ** 2, axis=1).mean()"),
        "output clipped": denoising("0.5 * np.sum((np.clip(seen @ U @ V, 0, 1) - X) ** 2, axis=1).mean()"),
        "output clipped alone": denoising(
            "0.5 * np.sum((np.clip(seen @ U @ V, 0, 1) - X) ** 2, axis=1).mean()", seen="X + noise"
        ),
        "sigmoid": denoising("0.5 * np.sum((1 / (1 + np.exp(-seen @ U)) @ V - X) ** 2, axis=1).mean()"),
        "sizes": denoising("0.5 * np.sum((V @ (U @ seen) - X) ** 2, axis=1).mean()"),
        "no decoder": denoising("0.5 * np.sum((seen @ U - X) ** 2, axis=1).mean()"),
        "root": denoising(f"np.sqrt(np.mean({AWAY} ** 2))"),
        "root of the sum": denoising(f"np.sqrt(0.5 * np.sum({AWAY} ** 2, axis=1).mean())"),
        "added": denoising("0.5 * np.sum((seen @ U @ V + X) ** 2, axis=1).mean()"),
        "changed over": denoising("0.5 * np.sum((X @ U @ V - seen) ** 2, axis=1).mean()"),
        "not clipped, mean of pixels, no half": denoising(f"({AWAY} ** 2).mean()", seen="X + noise"),
        "not clipped, mean of pixels": denoising(f"0.5 * ({AWAY} ** 2).mean()", seen="X + noise"),
        "one length": denoising(f"np.linalg.norm({AWAY})"),
    },
    "autoencoders.sparsity": {
        "the other way round": sparsity(f"np.sum({TURNED})"),
        "the other way round, mean": sparsity(f"np.mean({TURNED})"),
        "first half only": sparsity("np.sum(rho * np.log(rho / q))"),
        "second half only": sparsity("np.sum((1 - rho) * np.log((1 - rho) / (1 - q)))"),
        "mean per sample": sparsity(f"{KL}.sum()", rho_hat="H.mean(axis=1)"),
        "every activation": sparsity(f"{KL}.mean(axis=0).sum()", rho_hat="H"),
        "every activation, summed": sparsity(f"{KL}.sum()", rho_hat="H"),
        "every activation, mean": sparsity(f"{KL}.mean()", rho_hat="H"),
        "mean over units": sparsity(f"{KL}.mean()"),
        "not added up": sparsity(KL),
        "base two": sparsity(f"{KL}.sum() / np.log(2)"),
        "base ten": sparsity(f"{KL}.sum() / np.log(10)"),
        "sign": sparsity("np.sum(rho * np.log(q / rho) + (1 - rho) * np.log((1 - q) / (1 - rho)))"),
        "sign of the second half": sparsity("np.sum(rho * np.log(rho / q) + (1 - rho) * np.log((1 - q) / (1 - rho)))"),
        "first half turned round": sparsity("np.sum(rho * np.log(q / rho) + (1 - rho) * np.log((1 - rho) / (1 - q)))"),
        "weighed by rho_hat": sparsity("np.sum(q * np.log(rho / q) + (1 - q) * np.log((1 - rho) / (1 - q)))"),
        "no weights": sparsity("np.sum(np.log(rho / q) + np.log((1 - rho) / (1 - q)))"),
        "rho in front of both": sparsity("np.sum(rho * np.log(rho / q) + rho * np.log((1 - rho) / (1 - q)))"),
        "cross-entropy": sparsity("-np.sum(rho * np.log(q) + (1 - rho) * np.log(1 - q))"),
        "no fraction": sparsity("len(q) * (rho * np.log(rho) + (1 - rho) * np.log(1 - rho))"),
        "squares": sparsity("np.sum((rho - q) ** 2)"),
        "half the squares": sparsity("0.5 * np.sum((rho - q) ** 2)"),
        "sizes": sparsity("np.sum(np.abs(rho - q))"),
        "one mean for all": sparsity(KL, rho_hat="H.mean()"),
        "one mean for all, times k": sparsity(f"H.shape[1] * {KL}", rho_hat="np.mean(H)"),
        "sum of the activations": sparsity(f"{KL}.sum()", rho_hat="H.sum(axis=0)"),
        "share of loud samples": sparsity(f"{KL}.sum()", rho_hat="np.mean(H > 0.5, axis=0)"),
        "no weight in the first term": sparsity("np.sum(np.log(rho / q) + (1 - rho) * np.log((1 - rho) / (1 - q)))"),
        "no weight in the second term": sparsity("np.sum(rho * np.log(rho / q) + np.log((1 - rho) / (1 - q)))"),
        "brackets": sparsity("np.sum(rho * np.log(rho / q) + (1 - rho) * np.log(1 - rho / 1 - q))"),
        "brackets above": sparsity("np.sum(rho * np.log(rho / q) + (1 - rho) * np.log(1 - rho / (1 - q)))"),
        "no logarithms": sparsity("np.sum(rho * rho / q + (1 - rho) * (1 - rho) / (1 - q))"),
    },
}

HARMLESS = {
    "autoencoders.denoising": {
        "seen = np.clip(0, X + noise, 1)": "0 clipped to X + noise and 1 is X + noise clipped to 0 and 1",
        "E = 0.5 * np.sum((X - seen @ U @ V) ** 2, axis=1)": "the square of a difference",
    },
}
