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
    m = len(g)
    sigma2 = {sigma2}
    return {answer}
"""


def rate(answer, mu2="np.mean(x**2)", mu4="np.mean(x**4)", nu="(m - B) / (B * (m - 1))"):
    return f"""
def largest_rate(x, B):
    m = len(x)
    mu2, mu4 = {mu2}, {mu4}
    nu = {nu}
    return {answer}
"""


FORMULA = "sigma2 / B * (m - B) / (m - 1)"
BOUND = "2 * mu2 / (mu2**2 + nu * (mu4 - mu2**2))"

WRONG = {
    "batches.epoch": {
        "sum": epoch("w = w - eta * np.sum(w - batch)"),
        "divided by B": epoch("w = w - eta * np.sum(w - batch) / B"),
        "last batch dropped": epoch(before="if len(batch) < B: break"),
        "order ignored": epoch(order="np.arange(len(y))"),
        "w held still": epoch("w = w - eta * np.mean(start - batch)"),
        "sign": epoch("w = w + eta * np.mean(w - batch)"),
        "divided by m": epoch("w = w - eta * np.sum(w - batch) / len(y)"),
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
        "over m": scatter("sigma2 / B * (m - B) / m"),
        "divided by m - 1": scatter(FORMULA, "np.var(g, ddof=1)"),
        "mean not taken off": scatter(FORMULA, "np.mean(g**2)"),
        "no B": scatter("sigma2 * (m - B) / (m - 1)"),
        "root": scatter(f"({FORMULA}) ** 0.5"),
        "with replacement, m - 1": scatter("np.var(g, ddof=1) / B"),
        "squared mean": scatter(FORMULA, "np.mean(g) ** 2"),
        "sum": scatter(FORMULA, "np.sum((g - np.mean(g))**2)"),
        "standard deviation": scatter(FORMULA, "np.std(g)"),
        "absolute deviations": scatter(FORMULA, "np.mean(abs(g - g.mean()))"),
        "deviations not squared": scatter(FORMULA, "np.mean(g - np.mean(g))"),
        "variance of a variance": scatter(FORMULA, "np.var(g) ** 2"),
        "B squared": scatter("sigma2 / B**2 * (m - B) / (m - 1)"),
        "root of B": scatter("sigma2 / np.sqrt(B) * (m - B) / (m - 1)"),
        "times B": scatter("sigma2 * B * (m - B) / (m - 1)"),
        "divided by m": scatter("sigma2 / m * (m - B) / (m - 1)"),
        "one sample": scatter("sigma2"),
        "one sample, m - 1": scatter("sigma2", "g.var(ddof=1)"),
        "upside down": scatter("sigma2 / B * (m - 1) / (m - B)"),
        "B - 1": scatter("sigma2 / B * (m - (B - 1)) / (m - 1)"),
        "turned round": scatter("sigma2 / B * (B - m) / (m - 1)"),
        "plus one": scatter("sigma2 / B * (m - B) / (m + 1)"),
        "brackets": scatter("sigma2 / B * (m - B) / m - 1"),
        "brackets below": scatter("sigma2 / B * (m - B) * (m - 1)"),
        "factor squared": scatter("sigma2 / B * ((m - B) / (m - 1)) ** 2"),
        "factor's root": scatter("sigma2 / B * np.sqrt((m - B) / (m - 1))"),
        "factor alone": scatter("(m - B) / (m - 1)"),
        "standard error": scatter("np.std(g) / np.sqrt(B)"),
        "no m - 1": scatter("sigma2 / B * (m - B)"),
        "squares, with replacement": scatter("sigma2 / B", "np.mean(g**2)"),
        "all samples": scatter("sigma2 / m"),
        "B - 1 for m - B": scatter("sigma2 / B * (B - 1) / (m - 1)"),
        "first samples": scatter("np.var(g[:B])"),
    },
    "batches.largest_rate": {
        "full batch": rate("2 / mu2"),
        "single sample": rate("2 * mu2 / mu4"),
        "with replacement": rate(BOUND, nu="1 / B"),
        "mu4 alone": rate("2 * mu2 / (mu2**2 + nu * mu4)"),
        "x instead of squares": rate(BOUND, mu2="np.mean(x)", mu4="np.mean(x**2)"),
        "half": rate("mu2 / (mu2**2 + nu * (mu4 - mu2**2))"),
        "worst sample": rate("2 / max(x**2)"),
        "over m": rate(BOUND, nu="(m - B) / (B * m)"),
        "no B": rate(BOUND, nu="(m - B) / (m - 1)"),
        "brackets": rate(BOUND, nu="(m - B) / B * (m - 1)"),
        "factor upside down": rate(BOUND, nu="B * (m - 1) / (m - B)"),
        "B squared": rate(BOUND, nu="(m - B) / (B**2 * (m - 1))"),
        "root of the factor": rate(BOUND, nu="np.sqrt((m - B) / (B * (m - 1)))"),
        "mu4 - mu2": rate("2 * mu2 / (mu2**2 + nu * (mu4 - mu2))"),
        "standard deviation": rate("2 * mu2 / (mu2**2 + nu * np.std(x**2))"),
        "variance with m - 1": rate("2 * mu2 / (mu2**2 + nu * np.var(x**2, ddof=1))"),
        "mu2 not squared": rate("2 * mu2 / (mu2 + nu * (mu4 - mu2**2))"),
        "no mu2 squared": rate("2 * mu2 / (nu * (mu4 - mu2**2))"),
        "noise taken off": rate("2 * mu2 / (mu2**2 - nu * (mu4 - mu2**2))"),
        "mu2 below alone": rate("2 / (mu2**2 + nu * (mu4 - mu2**2))"),
        "over mu2": rate("2 / (mu2 + nu * (mu4 - mu2**2))"),
        "mean squared": rate(BOUND, mu2="np.mean(x) ** 2"),
        "mu4 is the mean of the cubes": rate(BOUND, mu4="np.mean(x**3)"),
        "mu4 is the mean of the squares": rate(BOUND, mu4="np.mean(x**2)"),
        "sums": rate(BOUND, mu2="np.sum(x**2)", mu4="np.sum(x**4)"),
        "upside down": rate("(mu2**2 + nu * (mu4 - mu2**2)) / (2 * mu2)"),
        "noise alone": rate("2 * mu2 / (mu2**2 + nu * mu4 - mu2**2)"),
        "1/m": rate(BOUND, nu="1 / m"),
        "share of the samples": rate(BOUND, nu="B / m"),
        "mean size": rate(BOUND, mu2="np.mean(abs(x))"),
    },
}

HARMLESS = {
    "batches.epoch": {
        "for i in range(-0, len(order), B):": "minus nothing is nothing",
        "for i in range(0, len(y), B):": "the order holds every sample once",
    },
    "batches.scatter_of_batch": {"sigma2 = np.mean((np.mean(g) - g) ** 2)": "a square has no sign"},
}
