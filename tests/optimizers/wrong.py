"""Typical wrong answers to the exercises on optimizers, as a reader would type them; one for each hint."""


def momentum(turn, start="m = 0.0", step="eta * m", after="pass", answer="np.array(steps)"):
    return f"""
def momentum(g, eta, beta):
    {start}
    steps = []
    for t, g_t in enumerate(g):
        {turn}
        steps.append({step})
        {after}
    return {answer}
"""


def adagrad(turn="V += g_t**2", step="eta * g_t / (np.sqrt(V) + eps)", after="pass", answer="np.array(steps)"):
    return f"""
def adagrad(g, eta, eps):
    V, t = 0.0, 0
    steps = []
    for g_t in g:
        t += 1
        {turn}
        steps.append({step})
        {after}
    return {answer}
"""


def adam(second="beta2 * V + (1 - beta2) * g_t**2", hats=("1 - beta1**t", "1 - beta2**t"), start=1, **parts):
    first = parts.get("first", "beta1 * m + (1 - beta1) * g_t")
    step = parts.get("step", "eta * m_hat / (np.sqrt(V_hat) + eps)")
    return f"""
def adam(g, eta, beta1, beta2, eps):
    m, V = {parts.get("begin", "0, 0")}
    steps = []
    for t, g_t in enumerate(g, start={start}):
        {parts.get("early", "pass")}
        m = {first}
        V = {second}
        m_hat = m / ({hats[0]})
        V_hat = V / ({hats[1]})
        steps.append({step})
        {parts.get("after", "pass")}
    return {parts.get("answer", "np.array(steps)")}
"""


ADAMW_STEP = "eta * (m_hat / (np.sqrt(V_hat) + eps) + weight_decay * w)"


def adamw(turn=f"w = w - {ADAMW_STEP}", m="g_t", V="g_t", reach="w", answer="np.array(path)", early="pass"):
    return f"""
def adamw(w, g, eta, beta1, beta2, eps, weight_decay):
    m, V = 0.0, 0.0
    path = []
    for t, g_t in enumerate(g, start=1):
        {early}
        m = beta1 * m + (1 - beta1) * {m}
        V = beta2 * V + (1 - beta2) * {V}**2
        m_hat, V_hat = m / (1 - beta1**t), V / (1 - beta2**t)
        {turn}
        path.append({reach})
    return {answer}
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
        "library's form, minus": momentum("m = beta * m - eta * g_t", step="m"),
        "beta twice": momentum("m = beta * (m + g_t)"),
        "1 - beta twice": momentum("m = (1 - beta) * (m + g_t)"),
        "beta at the gradient": momentum("m += beta * g_t"),
        "nothing forgotten": momentum("m += (1 - beta) * g_t"),
        "all added up": momentum("m += g_t"),
        "plain mean": momentum("m += g_t", step="eta * m / (t + 1)"),
        "corrected": momentum(AVERAGE, step="eta * m / (1 - beta ** (t + 1))"),
        "late": momentum("pass", after=AVERAGE),
        "Nesterov": momentum(AVERAGE, step="eta * (beta * m + (1 - beta) * g_t)"),
        "gradient added": momentum(AVERAGE, step="eta * (m + g_t)"),
        "plain SGD": momentum("m = g_t"),
        "eta twice": momentum("m = beta * m + (1 - beta) * eta * g_t"),
        "eta twice, library's form": momentum("m = beta * m + eta * g_t"),
        "squares": momentum("m = beta * m + (1 - beta) * g_t**2"),
        "places": momentum(AVERAGE, answer="np.cumsum(steps)"),
        "last step alone": momentum(AVERAGE, answer="eta * m"),
        "1 - beta in the step": momentum(AVERAGE, step="eta * (1 - beta) * m"),
        "beta in the step": momentum(AVERAGE, step="eta * beta * m"),
        "library's Nesterov": momentum("m = beta * m + g_t", step="eta * (g_t + beta * m)"),
        "eta in the average": momentum("m = eta * (beta * m + (1 - beta) * g_t)", step="m"),
        "sizes": momentum("m = beta * m + (1 - beta) * abs(g_t)"),
        "gradient and momentum": momentum(AVERAGE, step="eta * g_t + beta * m"),
    },
    "optimizers.adagrad": {
        "no root": adagrad(step="eta * g_t / (V + eps)"),
        "times the root": adagrad(step="eta * g_t * (np.sqrt(V) + eps)"),
        "no squares": adagrad(turn="V += abs(g_t)", step="eta * g_t / (V + eps)"),
        "only the last": adagrad(turn="V = g_t**2"),
        "too late": adagrad(turn="pass", after="V += g_t**2"),
        "mean": adagrad(step="eta * g_t / (np.sqrt(V / t) + eps)"),
        "sign": adagrad(step="-eta * g_t / (np.sqrt(V) + eps)"),
        "root of the root": adagrad(turn="V = np.sqrt(V + g_t**2)"),
        "sizes under the root": adagrad(turn="V += abs(g_t)"),
        "signs left": adagrad(turn="V += g_t"),
        "sum squared": adagrad(turn="V += g_t", step="eta * g_t / (np.sqrt(V**2) + eps)"),
        "future seen": adagrad(turn="V = np.sum(g**2)"),
        "moving average": adagrad(turn="V = 0.9 * V + 0.1 * g_t**2"),
        "count for V": adagrad(step="eta * g_t / (np.sqrt(t) + eps)"),
        "eps inside": adagrad(step="eta * g_t / np.sqrt(V + eps)"),
        "eps in V": adagrad(turn="V += g_t**2 + eps", step="eta * g_t / np.sqrt(V)"),
        "no eps": adagrad(step="eta * g_t / np.sqrt(V)"),
        "eps after the division": adagrad(step="eta * g_t / np.sqrt(V) + eps"),
        "no gradient": adagrad(step="eta / (np.sqrt(V) + eps)"),
        "squared above": adagrad(step="eta * g_t**2 / (np.sqrt(V) + eps)"),
        "size above": adagrad(step="eta * abs(g_t) / (np.sqrt(V) + eps)"),
        "no eta": adagrad(step="g_t / (np.sqrt(V) + eps)"),
        "places": adagrad(answer="np.cumsum(steps)"),
        "last step alone": adagrad(answer="steps[-1]"),
        "eta eaten up": adagrad("V += g_t**2; eta = eta / (np.sqrt(V) + eps)", "eta * g_t"),
        "eps multiplied": adagrad(step="eta * g_t / (np.sqrt(V) * eps)"),
        "eta in V": adagrad("V += (eta * g_t)**2"),
        "V above": adagrad(step="eta * V / (np.sqrt(V) + eps)"),
        "plain SGD": adagrad(step="eta * g_t"),
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
        "m not corrected": adam(hats=("1", "1 - beta2**t")),
        "V not corrected": adam(hats=("1 - beta1**t", "1")),
        "times t": adam(hats=("1 - beta1 * t", "1 - beta2 * t")),
        "power of the difference": adam(hats=("(1 - beta1)**t", "(1 - beta2)**t")),
        "power alone": adam(hats=("beta1**t", "beta2**t")),
        "correction multiplied": adam(hats=("1 / (1 - beta1**t)", "1 / (1 - beta2**t)")),
        "corrections swapped": adam(hats=("1 - beta2**t", "1 - beta1**t")),
        "beta1 in both corrections": adam(hats=("1 - beta1**t", "1 - beta1**t")),
        "t from two": adam(start=2),
        "no eps": adam(step="eta * m_hat / np.sqrt(V_hat)"),
        "eps after the division": adam(step="eta * m_hat / np.sqrt(V_hat) + eps"),
        "times the root": adam(step="eta * m_hat * (np.sqrt(V_hat) + eps)"),
        "no eta": adam(step="m_hat / (np.sqrt(V_hat) + eps)"),
        "places": adam(answer="np.cumsum(steps)"),
        "last step alone": adam(answer="steps[-1]"),
        "betas swapped": adam(early="beta1, beta2 = (beta2, beta1) if t == 1 else (beta1, beta2)"),
        "betas of the moments swapped": adam(
            first="beta2 * m + (1 - beta2) * g_t", second="beta1 * V + (1 - beta1) * g_t**2"
        ),
        "weights swapped": adam(first="(1 - beta1) * m + beta1 * g_t", second="(1 - beta2) * V + beta2 * g_t**2"),
        "library's momentum": adam(first="beta1 * m + g_t", second="beta2 * V + g_t**2"),
        "V without 1 - beta2": adam(second="beta2 * V + g_t**2"),
        "beta2 alone": adam(first="beta2 * m + (1 - beta2) * g_t", hats=("1 - beta2**t", "1 - beta2**t")),
        "m without 1 - beta1": adam(first="beta1 * m + g_t"),
        "V adds up": adam(second="V + g_t**2"),
        "signs left": adam(second="beta2 * V + (1 - beta2) * g_t"),
        "square of m": adam(second="beta2 * V + (1 - beta2) * m**2"),
        "deviations": adam(second="beta2 * V + (1 - beta2) * (g_t - m)**2"),
        "gradient for m": adam(step="eta * g_t / (np.sqrt(V_hat) + eps)"),
        "late": """
def adam(g, eta, beta1, beta2, eps):
    m = V = 0
    steps = []
    for t in range(1, len(g) + 1):
        m_hat, V_hat = m / (1 - beta1**t), V / (1 - beta2**t)
        steps.append(eta * m_hat / (np.sqrt(V_hat) + eps))
        m = beta1 * m + (1 - beta1) * g[t - 1]
        V = beta2 * V + (1 - beta2) * g[t - 1] ** 2
    return np.array(steps)
""",
        "starts at g": adam(begin="g[0], g[0]**2"),
        "eps before the correction": adam(step="eta * np.sqrt(1 - beta2**t) * m_hat / (np.sqrt(V) + eps)"),
        "V adds up, not corrected": adam(second="V + g_t**2", hats=("1 - beta1**t", "1")),
        "plus": adam(hats=("1 + beta1**t", "1 + beta2**t")),
        "beta1 in V": adam(second="beta1 * V + (1 - beta1) * g_t**2"),
        "beta2 in m": adam(first="beta2 * m + (1 - beta2) * g_t"),
    },
    "optimizers.adamw": {
        "L2": adamw("w = w - eta * m_hat / (np.sqrt(V_hat) + eps)", early="g_t = g_t + weight_decay * w"),
        "L2 in m alone": adamw("w -= eta * m_hat / (np.sqrt(V_hat) + eps)", m="(g_t + weight_decay * w)"),
        "L2 in V alone": adamw("w -= eta * m_hat / (np.sqrt(V_hat) + eps)", V="(g_t + weight_decay * w)"),
        "divided": adamw("w = w - eta * (m_hat + weight_decay * w) / (np.sqrt(V_hat) + eps)"),
        "twice": adamw(early="g_t = g_t + weight_decay * w"),
        "no decay": adamw("w = w - eta * m_hat / (np.sqrt(V_hat) + eps)"),
        "no eta at the decay": adamw("w = w - eta * m_hat / (np.sqrt(V_hat) + eps) - weight_decay * w"),
        "no eta at the moments": adamw("w = w - (m_hat / (np.sqrt(V_hat) + eps) + eta * weight_decay * w)"),
        "no eta": adamw("w = w - (m_hat / (np.sqrt(V_hat) + eps) + weight_decay * w)"),
        "grows": adamw("w = w - eta * (m_hat / (np.sqrt(V_hat) + eps) - weight_decay * w)"),
        "uphill": adamw(f"w = w + {ADAMW_STEP}"),
        "Adam's part uphill": adamw("w += eta * (m_hat / (np.sqrt(V_hat) + eps) - weight_decay * w)"),
        "after the step": adamw("w -= eta * m_hat / (np.sqrt(V_hat) + eps); w -= eta * weight_decay * w"),
        "no weight": adamw("w = w - eta * (m_hat / (np.sqrt(V_hat) + eps) + weight_decay)"),
        "penalty": adamw("w = w - eta * (m_hat / (np.sqrt(V_hat) + eps) + weight_decay * w**2)"),
        "decay alone": adamw("w = (1 - eta * weight_decay) * w"),
        "not corrected": adamw("w = w - eta * (m / (np.sqrt(V) + eps) + weight_decay * w)"),
        "gradient for m": adamw("w = w - eta * (g_t / (np.sqrt(V_hat) + eps) + weight_decay * w)"),
        "no root": adamw("w = w - eta * (m_hat / (V_hat + eps) + weight_decay * w)"),
        "eps inside": adamw("w = w - eta * (m_hat / np.sqrt(V_hat + eps) + weight_decay * w)"),
        "no eps": adamw("w = w - eta * (m_hat / np.sqrt(V_hat) + weight_decay * w)"),
        "steps": adamw(f"step = {ADAMW_STEP}; w = w - step", reach="step"),
        "from the start": adamw("pass", reach=f"w - {ADAMW_STEP}"),
        "last weight alone": adamw(answer="w"),
    },
}
