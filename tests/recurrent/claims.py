"""Causal claims of the chapter on recurrent nets, with their controls."""

from functools import cache

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.nn.optimizers import minimize, sgd
from nbhelpers.recurrent import clipping
from tests.claims.registry import Found, claim

LEARNED = 0.9  # from here on a run has learned the task


def share(runs):
    """Percent of letters named correctly: mean, lowest and highest run."""
    right = 100 * np.asarray(runs)
    return f"{right.mean():.0f} % ({right.min():.0f} to {right.max():.0f})"


def first(net, hidden, distance):
    """The share of letters that each of five runs names after 600 updates."""
    cells = record("recurrent/memory")["cells"]
    return np.array([cells[f"{hidden}/{net}/{distance}/{seed}"]["success"] for seed in range(5)])


def taught(way, net, hidden, distance, what="success"):
    """What each of five runs reaches at the start and after every quarter: (seeds, 5)."""
    cells = record("recurrent/taught")["cells"]
    return np.array([cells[f"{way}/{net}/{hidden}/{distance}/{seed}"][what] for seed in range(5)])


@cache
def descents(threshold, steps, eta=0.3):
    """The loss at the end of descents from twenty starts near the foot of the cliff; no clipping for None."""

    def gradient(at):
        g = clipping.cliff_gradient(at)
        return g if threshold is None else clipping.clip(g, threshold)

    starts = np.random.default_rng(0).uniform((1.4, 0.25), (1.8, 0.5), (20, 2))
    return np.array([clipping.cliff_loss(*minimize(sgd, gradient, start, steps, eta=eta)[-1]) for start in starts])


@claim(
    "rec-luck",
    "With clipping no luck is needed.",
    control="The same descents from the same twenty starts, drawn near the foot of the cliff, without clipping.",
    longer="After 200 steps all clipped ones are in the valley; most unclipped ones that missed it are still outside.",
    refuted="clipped descents were stuck outside the valley as well, or all unclipped ones came back to it with time",
)
def luck():
    """Twenty descents beside the cliff, with clipping and without."""
    free, bound = (descents(threshold, 60) > 0.1 for threshold in (None, 0.3))
    later, kept = (descents(threshold, 200) > 0.1 for threshold in (None, 0.3))
    told = (
        f"With $\\eta = 0.3$, {free.sum()} of 20 descents without clipping have a loss above 0.1 after 60 steps, and "
        f"{bound.sum()} of those clipped at $\\theta = 0.3$."
    )
    return Found(told, bool(free.sum() >= 3 and not bound.any() and 2 * later.sum() > free.sum() and not kept.any()))


@claim(
    "rec-open",
    "What helps is a gate that starts open.",
    control="The same nets of 16 units, tasks and updates; only the bias of the forget gate is different.",
    longer="After 2,400 updates no run with bias 1 has learned distance 40 either.",
    refuted="runs with bias 1 learned distance 40 as well, or some with bias 3 or 5 did not",
)
def open_gates():
    """The LSTM of 16 units at distance 40 with three biases."""
    shut, half, wide = (first(f"LSTM {bias}", 16, 40) for bias in (1, 3, 5))
    later = np.array([cell["success"][-1] for cell in record("recurrent/longer")["cells"].values()])
    told = (
        f"At distance 40 nets with bias 1 name {share(shut)} of the letters correctly, with bias 3 {share(half)} and "
        f"with bias 5 {share(wide)}: mean, lowest and highest of five seeds after 600 updates."
    )
    return Found(told, bool(max(shut.max(), later.max()) < LEARNED < min(half.min(), wide.min())))


@claim(
    "rec-late",
    "What the gradient hardly reaches is learned late.",
    control="The same nets and task with recurrent weights twice as large, and nothing else changed.",
    longer="Four times as many updates make up for it: most runs of scale 0.5 have then learned the distance as well.",
    refuted="nets of scale 0.5 had learned distance 20 within 600 updates, or had not learned it with more",
)
def late():
    """Plain nets of 16 units at distance 20, with recurrent weights of scale 0.5 and of scale 1."""
    half, whole = (taught("time", net, 16, 20) for net in ("RNN 0.5", "RNN 1.0"))
    little, much = (np.exp(np.log(taught("time", net, 16, 20, "reach")[:, 0]).mean()) for net in ("RNN 0.5", "RNN 1.0"))
    counts = [int((runs[:, at] > LEARNED).sum()) for at in (1, -1) for runs in (half, whole)]
    told = (
        f"At the start {1e9 * little:.0f} billionths of the gradient reach the letter with scale 0.5, and "
        f"{1000 * much:.0f} thousandths with scale 1. After 600 updates {counts[0]} of 5 runs of scale 0.5 have "
        f"learned distance 20, and {counts[1]} of 5 of scale 1; after 2,400 updates {counts[2]} and {counts[3]} have."
    )
    return Found(told, bool(little < 1e-4 * much and counts[0] == 0 and counts[1] >= 3 and counts[2] >= 3))


@claim(
    "rec-enough",
    "A gradient that arrives is not enough.",
    control="Nets with the same bias and 16 units, which all learn the distance.",
    longer="With 2,400 updates one run of 8 units still fails, and its gradient still arrives.",
    refuted="every run with a gradient that arrives had learned the distance, given time",
)
def enough():
    """LSTMs with bias 5 at distance 40, of 8 units and of 16."""
    small, large = taught("time", "LSTM 5", 8, 40), first("LSTM 5", 16, 40)
    reach = taught("time", "LSTM 5", 8, 40, "reach")
    told = (
        f"With 8 units {(small[:, 1] < LEARNED).sum()} of 5 runs fail after 600 updates and "
        f"{(small[:, -1] < LEARNED).sum()} after 2,400; at the letter the gradient is never less than "
        f"{reach.min():.2f} times as long as at the end. With 16 units {(large < LEARNED).sum()} of 5 fail."
    )
    return Found(told, bool((small[:, -1] < LEARNED).any() and reach.min() > 0.3 and large.min() > LEARNED))


@claim(
    "rec-kinds",
    "The gradient's length does not decide which kind learns better.",
    control="A net of the other kind with far less of the gradient, at the same distance, size and number of updates.",
    longer="After 2,400 updates most of the plain nets have learned the distance, and none of the LSTMs.",
    refuted="the kind whose gradient is longer at the letter had learned better",
)
def kinds():
    """LSTMs with bias 1 and plain nets of scale 1 at distance 40, of 16 units."""
    cells = record("recurrent/longer")["cells"].values()
    gates, plain = np.array([cell["success"] for cell in cells]), taught("time", "RNN 1.0", 16, 40)
    with_gates = np.exp(np.mean([np.log(cell["reach"][0]) for cell in cells]))
    without = np.exp(np.log(taught("time", "RNN 1.0", 16, 40, "reach")[:, 0]).mean())
    told = (
        f"At the start {1000 * with_gates:.0f} thousandths of the gradient reach the letter in the LSTMs with bias 1, "
        f"{1000 * without:.1f} in the plain nets of scale 1. After 600 updates they name {share(gates[:, 1])} and "
        f"{share(plain[:, 1])} of the letters correctly, after 2,400 {share(gates[:, -1])} and {share(plain[:, -1])}: "
        "mean, lowest and highest of five seeds."
    )
    return Found(told, bool(with_gates > 10 * without and gates[:, -1].max() < plain[:, -1].min()))
