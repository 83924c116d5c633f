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


KL = "(rho * np.log(rho / q) + (1 - rho) * np.log((1 - rho) / (1 - q)))"

WRONG = {
    "autoencoders.rebuild": {
        "linear code": rebuild("X @ W + b", OUT),
        "linear output": rebuild(CODE, "H @ V + c"),
        "the code": rebuild(CODE, "H"),
        "tied": rebuild(CODE, "sigmoid(H @ W.T + c)"),
        "no biases": rebuild("sigmoid(X @ W)", "sigmoid(H @ V)"),
    },
    "autoencoders.denoising": {
        "against the noisy one": denoising("0.5 * np.sum((seen @ U @ V - seen) ** 2, axis=1).mean()"),
        "noise unused": denoising("0.5 * np.sum((X @ U @ V - X) ** 2, axis=1).mean()"),
        "not clipped": denoising("0.5 * np.sum((seen @ U @ V - X) ** 2, axis=1).mean()", seen="X + noise"),
        "no half": denoising("np.sum((seen @ U @ V - X) ** 2, axis=1).mean()"),
        "mean of pixels": denoising("0.5 * ((seen @ U @ V - X) ** 2).mean()"),
    },
    "autoencoders.sparsity": {
        "the other way round": sparsity("np.sum(q * np.log(q / rho) + (1 - q) * np.log((1 - q) / (1 - rho)))"),
        "first half only": sparsity("np.sum(rho * np.log(rho / q))"),
        "mean per sample": sparsity(f"{KL}.sum()", rho_hat="H.mean(axis=1)"),
        "every activation": sparsity(f"{KL}.mean(axis=0).sum()", rho_hat="H"),
        "mean over units": sparsity(f"{KL}.mean()"),
        "base two": sparsity(f"{KL}.sum() / np.log(2)"),
    },
}
