"""Exercise: the bound on log p(v)."""

import numpy as np

from nbhelpers.deep_belief import bound as exact
from nbhelpers.exercise import Case, Exercise, Hint

TENTHS = np.array([0.1, 0.2, 0.3, 0.4])
SKEW = np.array([0.2, 0.7, 0.1])


def bound_truth(q, prior, fit):
    """log p(v) less how far q is from the true posterior, KL(q || p(h | v))."""
    joint = prior * fit
    posterior = joint / joint.sum()
    return np.log(joint.sum()) - sum(a * np.log(a / b) for a, b in zip(q, posterior, strict=True))


def _logs(prior, fit):
    return np.log(prior) + np.log(fit)


def _of_a_stack(answer):
    """One picture after the other. What the answer has other than the book goes to the fit."""

    def bound(first, second, v):
        terms, prior = exact.bound(first, second, v), np.exp(exact.log_marginal(second))
        pictures = zip(np.exp(exact.log_posterior(first, v)), np.exp(exact.log_v_given_h(first, v)), strict=True)
        found = np.array([answer(q, prior, fit) for q, fit in pictures])
        return terms._replace(fit=found - terms.prior - terms.entropy)

    return bound


bound = Exercise(
    name="deep_belief.bound",
    title="The bound",
    task="""\
Write `bound(q, prior, fit)`: the lower bound on log p(v) for one picture v, one number.

For every state of h you are given `q`, its share Q(h | v); `prior`, how likely the second layer makes it, p(h); and
`fit`, p(v | h). All three are (states,) and above zero. Logs are natural.""",
    start="""\
def bound(q, prior, fit):
    # q, prior, fit: (states,)
    return ...
""",
    cases=(
        Case("q is the true posterior", (np.array([0.75, 0.25]), np.array([0.5, 0.5]), np.array([0.6, 0.2]))),
        Case("q is even", (np.array([0.5, 0.5]), np.array([0.9, 0.1]), np.array([0.2, 0.6]))),
        Case("three states", (SKEW, np.array([0.3, 0.3, 0.4]), np.array([0.05, 0.4, 0.9]))),
        Case("four states", (TENTHS, TENTHS[::-1], np.array([0.1, 0.7, 0.2, 0.5]))),
    ),
    truth=bound_truth,
    hints=(
        Hint(
            "log p(v) itself",
            "That is log p(v), the log of the sum. The bound is a mean of logs under q, plus the entropy of q.",
            lambda q, prior, fit: np.log(np.sum(prior * fit)),
        ),
        Hint(
            "no entropy",
            "The entropy of q is missing: minus the sum of q log q.",
            lambda q, prior, fit: q @ _logs(prior, fit),
        ),
        Hint(
            "sign of the entropy",
            "The entropy has the wrong sign. It is -sum q log q, which is positive, and it is added.",
            lambda q, prior, fit: q @ _logs(prior, fit) + q @ np.log(q),
        ),
        Hint(
            "sign",
            "The sign is turned over: that is minus the bound.",
            lambda q, prior, fit: q @ np.log(q) - q @ _logs(prior, fit),
        ),
        Hint(
            "sign of the logs",
            "The mean of the logs has the wrong sign. Only the entropy has a minus of its own, in front of q log q.",
            lambda q, prior, fit: -q @ _logs(prior, fit) - q @ np.log(q),
        ),
        Hint(
            "not under q",
            "Each log is to be weighed by Q(h | v): states that v does not lead to count little.",
            lambda q, prior, fit: np.sum(_logs(prior, fit)) - q @ np.log(q),
        ),
        Hint(
            "even weights",
            "You took the plain mean over the states. Each log is weighed by Q(h | v), and the products are added.",
            lambda q, prior, fit: np.mean(_logs(prior, fit)) - q @ np.log(q),
        ),
        Hint(
            "entropy not under q",
            "In the entropy each log q is weighed by q as well: minus the sum of q log q.",
            lambda q, prior, fit: q @ _logs(prior, fit) - np.sum(np.log(q)),
        ),
        Hint(
            "nothing under q",
            "Each log is to be weighed by Q(h | v), those of the entropy as well.",
            lambda q, prior, fit: np.sum(_logs(prior, fit)) - np.sum(np.log(q)),
        ),
        Hint(
            "mean for sum",
            "You took means over the states. q is the weight already: add up.",
            lambda q, prior, fit: np.mean(q * (_logs(prior, fit) - np.log(q))),
        ),
        Hint(
            "mean of the logs for sum",
            "You divided by the number of states. q is the weight already: add up.",
            lambda q, prior, fit: np.mean(q * _logs(prior, fit)) - q @ np.log(q),
        ),
        Hint(
            "not added up",
            "That is one number for each state. Add them up.",
            lambda q, prior, fit: q * (_logs(prior, fit) - np.log(q)),
        ),
        Hint(
            "entropy not added up",
            "The entropy is not added up: one number for each state is left.",
            lambda q, prior, fit: q @ _logs(prior, fit) - q * np.log(q),
        ),
        Hint(
            "logs not added up",
            "The mean of the logs is not added up: one number for each state is left.",
            lambda q, prior, fit: q * _logs(prior, fit) - q @ np.log(q),
        ),
        Hint(
            "base two",
            "Your logs have base 2. Here they are natural, np.log.",
            lambda q, prior, fit: q @ (_logs(prior, fit) - np.log(q)) / np.log(2),
        ),
        Hint(
            "no log",
            "That is the bound on p(v). Asked for is the one on log p(v).",
            lambda q, prior, fit: np.exp(q @ (_logs(prior, fit) - np.log(q))),
        ),
        Hint("no prior", "The second layer is missing: log p(h) under q.", lambda q, prior, fit: q @ np.log(fit / q)),
        Hint("no fit", "The way down is missing: log p(v | h) under q.", lambda q, prior, fit: q @ np.log(prior / q)),
        Hint(
            "the fit alone",
            "That is how well the states explain v. The second layer, log p(h), and the entropy of q are missing.",
            lambda q, prior, fit: q @ np.log(fit),
        ),
        Hint(
            "distance from the prior",
            "How far q is from the prior, KL(q || p(h)), is taken off, not added.",
            lambda q, prior, fit: q @ np.log(fit) + q @ np.log(q / prior),
        ),
        Hint(
            "log of the means",
            "You took the mean first and the log then. It is the other way round: the mean of the logs.",
            lambda q, prior, fit: np.log(q @ prior) + np.log(q @ fit) - q @ np.log(q),
        ),
        Hint(
            "log of the mean",
            "You took the mean first and the log then. It is the other way round: the mean of the logs.",
            lambda q, prior, fit: np.log(q @ (prior * fit)) - q @ np.log(q),
        ),
        Hint(
            "the entropy alone",
            "That is the entropy of q. The mean of log p(h) + log p(v | h) under q is missing.",
            lambda q, prior, fit: -q @ np.log(q),
        ),
        Hint(
            "only the prior under q",
            "q weighs the log of the prior alone. It weighs both logs: use brackets.",
            lambda q, prior, fit: q @ np.log(prior) + np.log(fit).sum() - q @ np.log(q),
        ),
        Hint(
            "only the fit under q",
            "q weighs log p(v | h) alone. It weighs both logs.",
            lambda q, prior, fit: np.log(prior).sum() + q @ np.log(fit) - q @ np.log(q),
        ),
        Hint(
            "quotient",
            "The two logs are added: the product p(h) p(v | h) is how likely both are together.",
            lambda q, prior, fit: q @ np.log(fit / prior) - q @ np.log(q),
        ),
        Hint(
            "quotient, turned round",
            "The two logs are added: the product p(h) p(v | h) is how likely both are together.",
            lambda q, prior, fit: q @ np.log(prior / fit) - q @ np.log(q),
        ),
        Hint(
            "under the prior",
            "The mean is taken under q, not under the prior: q says which states v leads to.",
            lambda q, prior, fit: prior @ _logs(prior, fit) - q @ np.log(q),
        ),
        Hint(
            "mean entropy",
            "You took the mean in the entropy. q is the weight already: add up.",
            lambda q, prior, fit: q @ _logs(prior, fit) - np.mean(q * np.log(q)),
        ),
    ),
    solution="""\
def bound(q, prior, fit):
    entropy = -np.sum(q * np.log(q))
    return np.sum(q * (np.log(prior) + np.log(fit))) + entropy
""",
    place="deep_belief.bound.bound",
    fits=_of_a_stack,
)
