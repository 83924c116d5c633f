"""Causal claims of the chapter on variational autoencoders, with their controls."""

import numpy as np

from nbhelpers.datasets import record
from tests.claims.registry import Found, claim, plus_minus

SEEDS = range(5)


def judged(net, at=1) -> list[dict]:
    """What the judge said of the five nets, after the shorter (0) or the longer (1) training."""
    cells = record("variational/samples")["cells"]
    return [cells[f"{net}/{seed}"]["judged"][at] for seed in SEEDS]


def sure(net, way, at=1) -> np.ndarray:
    """The share of samples, in %, of which the judge is sure."""
    return np.array([100 * one[way]["above"] for one in judged(net, at)])


def alike(net, way, at=1) -> np.ndarray:
    """The share of samples, in %, that get the commonest answer."""
    return np.array([100 * max(one[way]["answers"]) for one in judged(net, at)])


@claim(
    "var-middle",
    "Its codes reach much farther than $N(0, I)$, so the draws stay in the middle of its map and show the same few "
    "digits again.",
    control="The same plain nets, drawn from a normal distribution with the mean and covariance of their codes.",
    longer="After 30 epochs of the nets with sixteen numbers, and 50 of those with two, it is the same.",
    refuted="draws that reach as far as the codes were as much alike",
)
def middle():
    """The commonest answer among draws from N(0, I) and among fitted draws, of the plain nets."""
    parts, holds = [], []
    for net, words in (("2/plain", "two"), ("16/plain", "sixteen")):
        near, far = alike(net, "standard"), alike(net, "fitted")
        shares = f"{plus_minus(near, 0)} % drawn from $N(0, I)$ and {plus_minus(far, 0)} % fitted"
        parts.append(f"with {words} numbers {shares}")
        holds += [(alike(net, "standard", at) > alike(net, "fitted", at)).all() for at in (0, 1)]
    told = f"The commonest answer among a thousand samples of the plain net: {', '.join(parts)} (± over five seeds)."
    return Found(told, bool(all(holds)))


@claim(
    "var-prior",
    "So this is what the KL has bought here: not finer pictures, but codes whose distribution we know *without "
    "looking*.",
    control="The same nets, starts and order of digits without noise in the code and without KL.",
    longer="These are nets after 90 epochs. After 30 the codes with KL do not fill the prior yet: the commonest answer "
    "of their samples is still too common, though less so than without KL.",
    refuted="the judge were surer of samples of the nets with KL than of fitted samples of the plain ones, or they "
    "were as much alike as the plain nets' from the prior",
)
def prior():
    """Sixteen numbers: plain and with KL, drawn from N(0, I) and from fitted distributions."""
    told = (
        f"With sixteen numbers the judge is sure of {plus_minus(sure('16/1', 'standard'), 0)} % of the samples with KL "
        f"from $N(0, I)$, and of {plus_minus(sure('16/plain', 'fitted'), 0)} % of the plain nets' fitted ones. The "
        f"commonest answer from $N(0, I)$ is {plus_minus(alike('16/1', 'standard'), 0)} % with KL and "
        f"{plus_minus(alike('16/plain', 'standard'), 0)} % without (± over five seeds)."
    )
    near = abs(sure("16/1", "standard").mean() - sure("16/plain", "fitted").mean()) < 3
    early = (alike("16/1", "standard", 0) < alike("16/plain", "standard", 0)).all()
    late = (alike("16/1", "standard") < 0.5 * alike("16/plain", "standard")).all()
    return Found(told, bool(near and early and late))
