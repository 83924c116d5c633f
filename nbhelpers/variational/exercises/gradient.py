"""Exercise: from the gradient at the code to those of its mean and its log variance."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

G = np.array([[0.5, -1.0, 0.2], [2.0, 0.3, -0.8]])
MU = np.array([[1.0, 0.4, -0.6], [-1.5, 0.2, 0.9]])
LOG_VAR = np.array([[0.3, -0.9, -2.0], [0.5, -0.2, 1.1]])
EPS = np.array([[0.7, -1.3, 0.4], [-0.5, 1.8, 0.9]])


def _truth(g, mu, log_var, eps, beta):
    """Central differences of g z + β KL."""

    def E(mu, s):
        return np.sum(g * (mu + np.exp(s / 2) * eps) + beta * (mu**2 + np.exp(s) - 1 - s) / 2)

    step, found = 1e-5, [np.zeros_like(mu), np.zeros_like(mu)]
    for place in np.ndindex(mu.shape):
        nudge = np.zeros_like(mu)
        nudge[place] = step
        found[0][place] = (E(mu + nudge, log_var) - E(mu - nudge, log_var)) / (2 * step)
        found[1][place] = (E(mu, log_var + nudge) - E(mu, log_var - nudge)) / (2 * step)
    return tuple(np.round(one, 8) for one in found)


def _wrong(name, words, first=lambda g, mu, s, eps, beta: g + beta * mu,
           second=lambda g, mu, s, eps, beta: (g * np.exp(s / 2) * eps + beta * (np.exp(s) - 1)) / 2):  # fmt: skip
    return Hint(name, words, lambda *given: (first(*given), second(*given)))


gradient = Exercise(
    name="variational.gradient",
    title="Through the draw",
    task="""\
Write `gradient(g, mu, log_var, eps, beta)`: the gradient of the loss with respect to the mean μ and to
s = ln σ², as a tuple of two.

`g` is the gradient that the decoder sends back to the code z = μ + σ ε. The loss also contains β times the KL
divergence. All arrays have shape (m, k).""",
    start="""\
def gradient(g, mu, log_var, eps, beta):
    sigma = np.exp(log_var / 2)
    at_mu = ...
    at_log_var = ...
    return at_mu, at_log_var
""",
    cases=(
        Case("two samples", (G, MU, LOG_VAR, EPS, 1.0)),
        Case("a small β", (G, MU, LOG_VAR, EPS, 0.3)),
        Case("no KL", (G, MU, LOG_VAR, EPS, 0.0)),
        Case("one sample, one number", (G[:1, :1], MU[:1, :1], LOG_VAR[:1, :1], EPS[:1, :1], 2.0)),
    ),
    truth=_truth,
    hints=(
        _wrong("no price on the mean", "The KL pulls at the mean too: β μ is missing.",
               first=lambda g, mu, s, eps, beta: g),
        _wrong("no price", "The KL's share is missing from both.", first=lambda g, mu, s, eps, beta: g,
               second=lambda g, mu, s, eps, beta: g * np.exp(s / 2) * eps / 2),
        _wrong("no price on the width", "The KL acts on the log variance too: β (σ² − 1) / 2.",
               second=lambda g, mu, s, eps, beta: g * np.exp(s / 2) * eps / 2),
        _wrong("no chance", "The derivative of z with respect to ln σ² is σ ε / 2: the ε is missing.",
               second=lambda g, mu, s, eps, beta: (g * np.exp(s / 2) + beta * (np.exp(s) - 1)) / 2),
        _wrong("at sigma", "That is the gradient at σ. What is wanted is the one at ln σ².",
               second=lambda g, mu, s, eps, beta: g * eps + beta * (np.exp(s / 2) - np.exp(-s / 2))),
        _wrong("no half", "At ln σ² both parts are halved: σ is exp(s / 2), and the KL has its factor ½.",
               second=lambda g, mu, s, eps, beta: g * np.exp(s / 2) * eps + beta * (np.exp(s) - 1)),
        _wrong("no beta", "The KL's share is not weighted by β.", first=lambda g, mu, s, eps, beta: g + mu,
               second=lambda g, mu, s, eps, beta: (g * np.exp(s / 2) * eps + np.exp(s) - 1) / 2),
        Hint("order", "Both are right, but in the wrong order: the mean's comes first.",
             lambda g, mu, s, eps, beta: ((g * np.exp(s / 2) * eps + beta * (np.exp(s) - 1)) / 2, g + beta * mu)),
    ),
    solution="""\
def gradient(g, mu, log_var, eps, beta):
    sigma = np.exp(log_var / 2)
    at_mu = g + beta * mu
    at_log_var = (g * sigma * eps + beta * (sigma**2 - 1)) / 2
    return at_mu, at_log_var
""",
)  # fmt: skip
