"""Typical wrong answers to the exercises on optimizers, as a reader would type them; one for each hint."""


def momentum(turn, start="m = 0.0", step="eta * m"):
    return f"""
def momentum(g, eta, beta):
    {start}
    steps = []
    for g_t in g:
        {turn}
        steps.append({step})
    return np.array(steps)
"""


def adagrad(turn="V += g_t**2", step="eta * g_t / (np.sqrt(V) + eps)", after="pass"):
    return f"""
def adagrad(g, eta, eps):
    V, t = 0.0, 0
    steps = []
    for g_t in g:
        t += 1
        {turn}
        steps.append({step})
        {after}
    return np.array(steps)
"""


def adam(second="beta2 * V + (1 - beta2) * g_t**2", hats=("1 - beta1**t", "1 - beta2**t"), start=1, **parts):
    step = parts.get("step", "eta * m_hat / (np.sqrt(V_hat) + eps)")
    return f"""
def adam(g, eta, beta1, beta2, eps):
    m = V = 0
    steps = []
    for t, g_t in enumerate(g, start={start}):
        m = beta1 * m + (1 - beta1) * g_t
        V = {second}
        m_hat = m / ({hats[0]})
        V_hat = V / ({hats[1]})
        steps.append({step})
        {parts.get("after", "pass")}
    return np.array(steps)
"""


AVERAGE = "m = beta * m + (1 - beta) * g_t"

WRONG = {
    "optimizers.momentum": {
        "library's form": momentum("m = beta * m + g_t"),
        "weights swapped": momentum("m = (1 - beta) * m + beta * g_t"),
        "starts at g": momentum(AVERAGE, start="m = g[0]"),
        "no memory": momentum("m = beta * 0.0 + (1 - beta) * g_t"),
        "no eta": momentum(AVERAGE, step="m"),
        "sign": momentum(AVERAGE, step="-eta * m"),
    },
    "optimizers.adagrad": {
        "no root": adagrad(step="eta * g_t / (V + eps)"),
        "times the root": adagrad(step="eta * g_t * (np.sqrt(V) + eps)"),
        "no squares": adagrad(turn="V += abs(g_t)", step="eta * g_t / (V + eps)"),
        "only the last": adagrad(turn="V = g_t**2"),
        "too late": adagrad(turn="pass", after="V += g_t**2"),
        "mean": adagrad(step="eta * g_t / (np.sqrt(V / t) + eps)"),
        "sign": adagrad(step="-eta * g_t / (np.sqrt(V) + eps)"),
    },
    "optimizers.adam": {
        "no correction": adam(hats=("1", "1")),
        "no power": adam(hats=("1 - beta1", "1 - beta2")),
        "t from zero": adam(start=0),
        "corrected twice": adam(after="m, V = m_hat, V_hat"),
        "no root": adam(step="eta * m_hat / (V_hat + eps)"),
        "eps inside": adam(step="eta * m_hat / np.sqrt(V_hat + eps)"),
        "no squares": adam(second="beta2 * V + (1 - beta2) * np.abs(g_t)"),
        "one beta": adam(second="beta1 * V + (1 - beta1) * g_t**2", hats=("1 - beta1**t", "1 - beta1**t")),
        "sign": adam(step="-eta * m_hat / (np.sqrt(V_hat) + eps)"),
    },
}
