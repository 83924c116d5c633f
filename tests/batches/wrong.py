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
        "divided by N": epoch("w = w - eta * np.sum(w - batch) / len(y)"),
        "divided twice": epoch("w = w - eta * np.mean(w - batch) / batch.size"),
        "mean over B": epoch("w = w - eta / B * np.mean(w - batch)"),
        "twice as far": epoch("w = w - eta * np.mean(2 * (w - batch))"),
        "half as far": epoch("w = w - eta * np.mean(w - batch) / 2"),
        "no eta": epoch("w = w - np.mean(w - batch)"),
        "the loss": epoch("w = w - eta * np.mean((w - batch)**2 / 2)"),
        "the square": epoch("w = w - eta * np.mean((batch - w)**2)"),
        "size of the error": epoch("w = w - eta * np.mean(abs(batch - w))"),
        "w left out": epoch("w -= eta * batch.mean()"),
        "numbers added": epoch("w += eta * batch.mean()"),
        "stops early": epoch(before="if i + B >= len(row): break"),
        "first batch only": epoch(after="return w"),
        "last batch only": epoch("w = start - eta * np.mean(start - batch)"),
        "numbers of samples": epoch(before="batch = row[i : i + B]"),
        "first number only": epoch("w = w - eta * (w - batch[0])"),
        "one sample at a time": epoch("\n        for one in batch: w = w - eta * (w - one)"),
        "all samples each time": epoch("w = w - eta * np.mean(w - y)"),
        "one step for all": epoch(before="w = start; batch = y"),
        "last number only": epoch("w = w - eta * (w - batch[-1])"),
        "first batch left out": epoch(before="if i == 0: continue"),
        "sorted": epoch(before="batch = np.sort(y)[row[i : i + B]]"),
        "median": epoch("w = w - eta * np.median(w - batch)"),
    },
    "batches.scatter_of_batch": {
        "with replacement": scatter("sigma2 / B"),
        "over N": scatter("sigma2 / B * (N - B) / N"),
        "divided by N - 1": scatter(FORMULA, "np.var(g, ddof=1)"),
        "mean not taken off": scatter(FORMULA, "np.mean(g**2)"),
        "no B": scatter("sigma2 * (N - B) / (N - 1)"),
        "root": scatter(f"({FORMULA}) ** 0.5"),
        "with replacement, N - 1": scatter("np.var(g, ddof=1) / B"),
        "squared mean": scatter(FORMULA, "np.mean(g) ** 2"),
        "sum": scatter(FORMULA, "np.sum((g - np.mean(g))**2)"),
        "standard deviation": scatter(FORMULA, "np.std(g)"),
        "absolute deviations": scatter(FORMULA, "np.mean(abs(g - g.mean()))"),
        "deviations not squared": scatter(FORMULA, "np.mean(g - np.mean(g))"),
        "variance of a variance": scatter(FORMULA, "np.var(g) ** 2"),
        "B squared": scatter("sigma2 / B**2 * (N - B) / (N - 1)"),
        "root of B": scatter("sigma2 / np.sqrt(B) * (N - B) / (N - 1)"),
        "times B": scatter("sigma2 * B * (N - B) / (N - 1)"),
        "divided by N": scatter("sigma2 / N * (N - B) / (N - 1)"),
        "one sample": scatter("sigma2"),
        "one sample, N - 1": scatter("sigma2", "g.var(ddof=1)"),
        "upside down": scatter("sigma2 / B * (N - 1) / (N - B)"),
        "B - 1": scatter("sigma2 / B * (N - (B - 1)) / (N - 1)"),
        "turned round": scatter("sigma2 / B * (B - N) / (N - 1)"),
        "plus one": scatter("sigma2 / B * (N - B) / (N + 1)"),
        "brackets": scatter("sigma2 / B * (N - B) / N - 1"),
        "brackets below": scatter("sigma2 / B * (N - B) * (N - 1)"),
        "factor squared": scatter("sigma2 / B * ((N - B) / (N - 1)) ** 2"),
        "factor's root": scatter("sigma2 / B * np.sqrt((N - B) / (N - 1))"),
        "factor alone": scatter("(N - B) / (N - 1)"),
        "standard error": scatter("np.std(g) / np.sqrt(B)"),
        "no N - 1": scatter("sigma2 / B * (N - B)"),
        "squares, with replacement": scatter("sigma2 / B", "np.mean(g**2)"),
        "all samples": scatter("sigma2 / N"),
        "B - 1 for N - B": scatter("sigma2 / B * (B - 1) / (N - 1)"),
        "first samples": scatter("np.var(g[:B])"),
    },
    "batches.largest_rate": {
        "full batch": rate("2 / h"),
        "single sample": rate("2 * h / q"),
        "with replacement": rate(BOUND, nu="1 / B"),
        "q alone": rate("2 * h / (h**2 + nu * q)"),
        "x instead of squares": rate(BOUND, h="np.mean(x)", q="np.mean(x**2)"),
        "half": rate("h / (h**2 + nu * (q - h**2))"),
        "worst sample": rate("2 / max(x**2)"),
        "over N": rate(BOUND, nu="(N - B) / (B * N)"),
        "no B": rate(BOUND, nu="(N - B) / (N - 1)"),
        "brackets": rate(BOUND, nu="(N - B) / B * (N - 1)"),
        "factor upside down": rate(BOUND, nu="B * (N - 1) / (N - B)"),
        "B squared": rate(BOUND, nu="(N - B) / (B**2 * (N - 1))"),
        "root of the factor": rate(BOUND, nu="np.sqrt((N - B) / (B * (N - 1)))"),
        "q - h": rate("2 * h / (h**2 + nu * (q - h))"),
        "standard deviation": rate("2 * h / (h**2 + nu * np.std(x**2))"),
        "variance with N - 1": rate("2 * h / (h**2 + nu * np.var(x**2, ddof=1))"),
        "h not squared": rate("2 * h / (h + nu * (q - h**2))"),
        "no h squared": rate("2 * h / (nu * (q - h**2))"),
        "noise taken off": rate("2 * h / (h**2 - nu * (q - h**2))"),
        "h below alone": rate("2 / (h**2 + nu * (q - h**2))"),
        "over h": rate("2 / (h + nu * (q - h**2))"),
        "mean squared": rate(BOUND, h="np.mean(x) ** 2"),
        "q is the mean of the cubes": rate(BOUND, q="np.mean(x**3)"),
        "q is the mean of the squares": rate(BOUND, q="np.mean(x**2)"),
        "sums": rate(BOUND, h="np.sum(x**2)", q="np.sum(x**4)"),
        "upside down": rate("(h**2 + nu * (q - h**2)) / (2 * h)"),
        "noise alone": rate("2 * h / (h**2 + nu * q - h**2)"),
        "1/N": rate(BOUND, nu="1 / N"),
        "share of the samples": rate(BOUND, nu="B / N"),
        "mean size": rate(BOUND, h="np.mean(abs(x))"),
    },
}

HARMLESS = {
    "batches.epoch": {
        "for i in range(-0, len(order), B):": "minus nothing is nothing",
        "for i in range(0, len(y), B):": "the order holds every sample once",
    },
    "batches.scatter_of_batch": {"sigma2 = np.mean((np.mean(g) - g) ** 2)": "a square has no sign"},
}
