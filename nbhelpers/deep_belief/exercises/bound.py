"""Exercise: the bound on log p(v)."""

import numpy as np

from nbhelpers.deep_belief import bound as exact
from nbhelpers.exercise import Case, Exercise, Hint

TENTHS = np.array([0.1, 0.2, 0.3, 0.4])
SKEW = np.array([0.2, 0.7, 0.1])


def bound_truth(Q, prior, fit):
    """log p(v) less how far Q is from the true posterior, KL(Q || p(h | v))."""
    joint = prior * fit
    posterior = joint / joint.sum()
    return np.log(joint.sum()) - sum(a * np.log(a / b) for a, b in zip(Q, posterior, strict=True))


def _logs(prior, fit):
    return np.log(prior) + np.log(fit)


def _of_a_stack(answer):
    """One picture after the other. What the answer has other than the book goes to the fit."""

    def bound(first, second, v):
        terms, prior = exact.bound(first, second, v), np.exp(exact.log_marginal(second))
        pictures = zip(np.exp(exact.log_posterior(first, v)), np.exp(exact.log_v_given_h(first, v)), strict=True)
        found = np.array([answer(Q, prior, fit) for Q, fit in pictures])
        return terms._replace(fit=found - terms.prior - terms.entropy)

    return bound


bound = Exercise(
    name="deep_belief.bound",
    title="The bound",
    task="""\
Write `bound(Q, prior, fit)`: the lower bound on log p(v) for one picture v, one number.

For every state of h you are given `Q`, its probability Q(h | v); `prior`, how likely the second layer makes it, p(h);
and `fit`, p(v | h). All three are (states,) and above zero. Logs are natural.""",
    start="""\
def bound(Q, prior, fit):
    # Q, prior, fit: (states,)
    return ...
""",
    cases=(
        Case("Q is the true posterior", (np.array([0.75, 0.25]), np.array([0.5, 0.5]), np.array([0.6, 0.2]))),
        Case("Q is even", (np.array([0.5, 0.5]), np.array([0.9, 0.1]), np.array([0.2, 0.6]))),
        Case("three states", (SKEW, np.array([0.3, 0.3, 0.4]), np.array([0.05, 0.4, 0.9]))),
        Case("four states", (TENTHS, TENTHS[::-1], np.array([0.1, 0.7, 0.2, 0.5]))),
    ),
    truth=bound_truth,
    hints=(
        Hint(
            "log p(v) itself",
            "That is log p(v), the log of the sum. The bound is a mean of logs under Q, plus the entropy of Q.",
            lambda Q, prior, fit: np.log(np.sum(prior * fit)),
        ),
        Hint(
            "no entropy",
            "The entropy of Q is missing: minus the sum of Q log Q.",
            lambda Q, prior, fit: Q @ _logs(prior, fit),
        ),
        Hint(
            "sign of the entropy",
            "The entropy has the wrong sign. It is -sum Q log Q, which is positive, and it is added.",
            lambda Q, prior, fit: Q @ _logs(prior, fit) + Q @ np.log(Q),
        ),
        Hint(
            "sign",
            "The sign is flipped: that is minus the bound.",
            lambda Q, prior, fit: Q @ np.log(Q) - Q @ _logs(prior, fit),
        ),
        Hint(
            "sign of the logs",
            "The mean of the logs has the wrong sign. Only the entropy has a minus of its own, in front of Q log Q.",
            lambda Q, prior, fit: -Q @ _logs(prior, fit) - Q @ np.log(Q),
        ),
        Hint(
            "not under Q",
            "Each log is to be weighted by Q(h | v): states that v hardly leads to count little.",
            lambda Q, prior, fit: np.sum(_logs(prior, fit)) - Q @ np.log(Q),
        ),
        Hint(
            "even weights",
            "You took the plain mean over the states. Each log is weighted by Q(h | v), and the products are added.",
            lambda Q, prior, fit: np.mean(_logs(prior, fit)) - Q @ np.log(Q),
        ),
        Hint(
            "entropy not under Q",
            "In the entropy each log Q is weighted by Q as well: minus the sum of Q log Q.",
            lambda Q, prior, fit: Q @ _logs(prior, fit) - np.sum(np.log(Q)),
        ),
        Hint(
            "nothing under Q",
            "Each log is to be weighted by Q(h | v), those of the entropy as well.",
            lambda Q, prior, fit: np.sum(_logs(prior, fit)) - np.sum(np.log(Q)),
        ),
        Hint(
            "mean for sum",
            "You took means over the states. Q is the weight already: add up.",
            lambda Q, prior, fit: np.mean(Q * (_logs(prior, fit) - np.log(Q))),
        ),
        Hint(
            "mean of the logs for sum",
            "You divided by the number of states. Q is the weight already: add up.",
            lambda Q, prior, fit: np.mean(Q * _logs(prior, fit)) - Q @ np.log(Q),
        ),
        Hint(
            "not added up",
            "That is one number for each state. Add them up.",
            lambda Q, prior, fit: Q * (_logs(prior, fit) - np.log(Q)),
        ),
        Hint(
            "entropy not added up",
            "The entropy is not added up: one number for each state is left.",
            lambda Q, prior, fit: Q @ _logs(prior, fit) - Q * np.log(Q),
        ),
        Hint(
            "logs not added up",
            "The mean of the logs is not added up: one number for each state is left.",
            lambda Q, prior, fit: Q * _logs(prior, fit) - Q @ np.log(Q),
        ),
        Hint(
            "base two",
            "Your logs are to base 2. Here they are natural, np.log.",
            lambda Q, prior, fit: Q @ (_logs(prior, fit) - np.log(Q)) / np.log(2),
        ),
        Hint(
            "no log",
            "That is the bound on p(v). Asked for is the one on log p(v).",
            lambda Q, prior, fit: np.exp(Q @ (_logs(prior, fit) - np.log(Q))),
        ),
        Hint("no prior", "The second layer is missing: log p(h) under Q.", lambda Q, prior, fit: Q @ np.log(fit / Q)),
        Hint("no fit", "The way down is missing: log p(v | h) under Q.", lambda Q, prior, fit: Q @ np.log(prior / Q)),
        Hint(
            "the fit alone",
            "That is how well the states explain v. The second layer, log p(h), and the entropy of Q are missing.",
            lambda Q, prior, fit: Q @ np.log(fit),
        ),
        Hint(
            "distance from the prior",
            "How far Q is from the prior, KL(Q || p(h)), is subtracted, not added.",
            lambda Q, prior, fit: Q @ np.log(fit) + Q @ np.log(Q / prior),
        ),
        Hint(
            "log of the means",
            "You took the mean first and then the log. It is the other way round: the mean of the logs.",
            lambda Q, prior, fit: np.log(Q @ prior) + np.log(Q @ fit) - Q @ np.log(Q),
        ),
        Hint(
            "log of the mean",
            "You took the mean first and then the log. It is the other way round: the mean of the logs.",
            lambda Q, prior, fit: np.log(Q @ (prior * fit)) - Q @ np.log(Q),
        ),
        Hint(
            "the entropy alone",
            "That is the entropy of Q. The mean of log p(h) + log p(v | h) under Q is missing.",
            lambda Q, prior, fit: -Q @ np.log(Q),
        ),
        Hint(
            "only the prior under Q",
            "Q weights only the log of the prior. It should weight both logs: use brackets.",
            lambda Q, prior, fit: Q @ np.log(prior) + np.log(fit).sum() - Q @ np.log(Q),
        ),
        Hint(
            "only the fit under Q",
            "Q weights only log p(v | h). It should weight both logs.",
            lambda Q, prior, fit: np.log(prior).sum() + Q @ np.log(fit) - Q @ np.log(Q),
        ),
        Hint(
            "quotient",
            "The two logs are added: the product p(h) p(v | h) is how likely both are together.",
            lambda Q, prior, fit: Q @ np.log(fit / prior) - Q @ np.log(Q),
        ),
        Hint(
            "quotient, turned round",
            "The two logs are added: the product p(h) p(v | h) is how likely both are together.",
            lambda Q, prior, fit: Q @ np.log(prior / fit) - Q @ np.log(Q),
        ),
        Hint(
            "under the prior",
            "The mean is taken under Q, not under the prior: Q says which states v leads to.",
            lambda Q, prior, fit: prior @ _logs(prior, fit) - Q @ np.log(Q),
        ),
        Hint(
            "mean entropy",
            "You took the mean in the entropy. Q is the weight already: add up.",
            lambda Q, prior, fit: Q @ _logs(prior, fit) - np.mean(Q * np.log(Q)),
        ),
    ),
    solution="""\
def bound(Q, prior, fit):
    entropy = -np.sum(Q * np.log(Q))
    return np.sum(Q * (np.log(prior) + np.log(fit))) + entropy
""",
    place="deep_belief.bound.bound",
    fits=_of_a_stack,
)
