"""Causal claims of the chapter on attention, with their controls."""

import numpy as np

from nbhelpers.attention import recall, scaling
from nbhelpers.datasets import record
from nbhelpers.recurrent import letters
from tests.claims.registry import Found, claim

SEEDS = range(5)


def share(runs):
    """Percent: mean, lowest and highest run."""
    right = 100 * np.asarray(runs)
    return f"{right.mean():.0f} % ({right.min():.0f} to {right.max():.0f})"


def runs(task, net, distance, at=1):
    """What each of five runs gets right after 150, 600 or more updates."""
    cells = record("attention/recall")["cells"]
    return np.array([cells[f"{task}/{net}/{distance}/{seed}"]["success"][at] for seed in SEEDS])


def stretched(net):
    """(seeds, distances asked at)."""
    cells = record("attention/stretched")["cells"]
    return np.array([cells[f"{net}/{seed}"]["success"] for seed in SEEDS])


@claim(
    "att-scale",
    "Undivided scores of long keys leave the softmax hardly any derivative.",
    control="The same scores of the same queries and keys, divided by √k.",
    longer="With keys of 1,024 numbers still less is left without the division, and as much as before with it.",
    refuted="as much had been left without the division, or less with it the longer the keys",
)
def scale():
    """Five draws of 200 queries with 16 keys each."""
    draws = {k: [scaling.draw(k, 16, np.random.default_rng(seed), 200) for seed in SEEDS] for k in (64, 1024)}
    left = {k: np.array([[scaling.movable(z).mean() for z in one] for one in draws[k]]) for k in draws}
    told = (
        f"With keys of 64 numbers, {left[64][:, 0].mean():.2f} ({left[64][:, 0].min():.2f} to "
        f"{left[64][:, 0].max():.2f}) of the derivative is left without the division and {left[64][:, 1].mean():.2f} "
        f"({left[64][:, 1].min():.2f} to {left[64][:, 1].max():.2f}) with it; with 1,024 numbers, "
        f"{left[1024][:, 0].mean():.2f} and {left[1024][:, 1].mean():.2f}: means over 200 queries with 16 keys each, "
        "and the range of five draws."
    )
    kept = abs(left[1024][:, 1] - left[64][:, 1]).max() < 0.05
    return Found(told, bool(left[64][:, 0].max() < 0.3 and left[1024][:, 0].max() < 0.1 and kept))


@claim(
    "att-far",
    "What such a head learns at one distance holds at eight times the distance.",
    control="An RNN and an LSTM with at least as many weights, taught at the same distance by as many updates.",
    longer="At distance 160, eight times that of the training, the head is as good as at 20.",
    refuted="heads had become worse with the distance, or the RNNs and LSTMs had not",
)
def far():
    """Nets taught at distance 20, asked at 20 to 160."""
    heads, plain, gated = (stretched(net) for net in ("none", "RNN 1.5", "LSTM 5"))
    told = (
        f"Taught at distance 20, the heads name {share(heads[:, 0])} of the letters correctly there and "
        f"{share(heads[:, -1])} at distance 160; the RNNs {share(plain[:, 0])} and {share(plain[:, -1])}, the LSTMs "
        f"{share(gated[:, 0])} and {share(gated[:, -1])}: mean, lowest and highest of five seeds."
    )
    worse = max(np.mean(net[:, -1] - net[:, 0]) for net in (plain, gated))
    return Found(told, bool(np.ptp(heads, axis=1).max() < 0.05 and worse < -0.15))


@claim(
    "att-place",
    "Without position codes a head can only count.",
    control="The same heads with codes, sinusoids or learned ones.",
    longer="After 2,400 updates the heads without codes are no better at distance 5.",
    refuted="heads without codes had named more than counting can, or heads with codes no more",
)
def place():
    """Chatter of the same four letters, distances 5 to 80."""
    distances = (5, 20, 40, 80)
    bare = [runs("alike", "none", far) for far in distances]
    most = [recall.best_by_counting(far) for far in distances]
    coded = np.array([[runs("alike", net, far) for far in distances] for net in ("sinusoids", "learned")])
    later = runs("alike", "none", 5, at=2)
    told = (
        f"At distance 5 heads without codes name {share(bare[0])} of the letters correctly, and {share(bare[-1])} at "
        f"80; counting can reach {100 * most[0]:.0f} % and {100 * most[-1]:.0f} %. With codes it is "
        f"{share(coded[:, 0])} and {share(coded[:, -1])}; all after 600 updates. After 2,400, heads without codes "
        f"name {share(later)} at 5."
    )
    within = all(one.mean() < top + 0.02 for one, top in zip([*bare, later], [*most, most[0]], strict=True))
    return Found(told, bool(within and coded.mean(axis=-1).min() > 0.9))


def lesser(part, at):
    """Bits a letter on held-out text of five small transformers without a part, after 1,000 or 2,000 updates."""
    cells = record("attention/without")["cells"]
    return np.array([cells[f"{part}/{seed}"]["held out"][at] for seed in SEEDS]) / np.log(2)


@claim(
    "att-bag",
    "Without position codes the net hardly beats counts of pairs.",
    control="The same transformer with learned position codes, and as many updates.",
    longer="From 1,000 to 2,000 updates, the nets without codes gain less than 0.1 bits, those with codes more.",
    refuted="nets without codes had come near those with codes, or more updates had brought them there",
)
def bag():
    """The small transformer with position codes and without, beside counts of one and two letters before."""
    bare, whole = lesser("positions", 2), lesser("nothing", 2)
    learned, held_out = (letters.codes(part) for part in letters.text())
    pairs, triples = (-np.log2(letters.counted(learned, held_out[:20000], n)).mean() for n in (1, 2))
    gains = [lesser(part, 1).mean() - lesser(part, 2).mean() for part in ("positions", "nothing")]
    told = (
        f"After 2,000 updates, nets without codes pay {bare.mean():.2f} bits a letter ({bare.min():.2f} to "
        f"{bare.max():.2f}), with codes {whole.mean():.2f} ({whole.min():.2f} to {whole.max():.2f}); counts of one "
        f"letter before pay {pairs:.2f}, of two {triples:.2f}."
    )
    holds = triples + 0.3 < bare.min() and bare.max() < pairs and whole.max() < triples
    return Found(told, bool(holds and gains[0] < 0.1 < gains[1]))
