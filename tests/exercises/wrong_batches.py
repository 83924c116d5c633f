"""Typical wrong answers to the exercises on batches, as a reader would type them; one for each hint."""


def epoch(step="w = w - eta * np.mean(w - batch)", order="order", before="pass", after="pass"):
    return f"""
def epoch(y, order, w, eta, B):
    start, row = w, {order}
    for i in range(0, len(row), B):
        batch = y[row[i : i + B]]
        {before}
        {step}
        {after}
    return w
"""


def scatter(answer, sigma2="np.var(g)"):
    return f"""
def scatter_of_batch(g, B):
    N = len(g)
    sigma2 = {sigma2}
    return {answer}
"""


def rate(answer, h="np.mean(x**2)", q="np.mean(x**4)", nu="(N - B) / (B * (N - 1))"):
    return f"""
def largest_rate(x, B):
    N = len(x)
    h, q = {h}, {q}
    nu = {nu}
    return {answer}
"""


FORMULA = "sigma2 / B * (N - B) / (N - 1)"
BOUND = "2 * h / (h**2 + nu * (q - h**2))"

WRONG = {
    "batches.epoch": {
        "sum": epoch("w = w - eta * np.sum(w - batch)"),
        "divided by B": epoch("w = w - eta * np.sum(w - batch) / B"),
        "last batch dropped": epoch(before="if len(batch) < B: break"),
        "order ignored": epoch(order="np.arange(len(y))"),
        "w held still": epoch("w = w - eta * np.mean(start - batch)"),
        "sign": epoch("w = w + eta * np.mean(w - batch)"),
    },
    "batches.scatter_of_batch": {
        "with replacement": scatter("sigma2 / B"),
        "over N": scatter("sigma2 / B * (N - B) / N"),
        "divided by N - 1": scatter(FORMULA, "np.var(g, ddof=1)"),
        "mean not taken off": scatter(FORMULA, "np.mean(g**2)"),
        "no B": scatter("sigma2 * (N - B) / (N - 1)"),
        "root": scatter(f"({FORMULA}) ** 0.5"),
    },
    "batches.largest_rate": {
        "full batch": rate("2 / h"),
        "single sample": rate("2 * h / q"),
        "with replacement": rate(BOUND, nu="1 / B"),
        "q alone": rate("2 * h / (h**2 + nu * q)"),
        "x instead of squares": rate(BOUND, h="np.mean(x)", q="np.mean(x**2)"),
        "half": rate("h / (h**2 + nu * (q - h**2))"),
    },
}
