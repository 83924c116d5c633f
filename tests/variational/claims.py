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
    "var-blots",
    "With biases that start at 0 about three draws in ten are blots, which have more ink than any digit, and yet the "
    "judge is sure of more draws, not of fewer.",
    control="The same nets, draws and order of digits; only the decoder's last biases start from the mean picture.",
    longer="Nets that started from the mean picture draw no blot after 90 epochs either. Those with biases 0 were not "
    "trained longer than 30.",
    refuted="a tenth of the draws of the nets that started from the mean picture had been blots as well, or the judge "
    "had been less sure of the others",
)
def blots():
    """Sixteen numbers with KL, biases from 0 and from the mean picture: the share of blots among draws from N(0, I)."""
    flat, mean = ([100 * one["standard"]["blots"] for one in judged(net, 0)] for net in ("16/1, biases 0", "16/1"))
    late = [100 * one["standard"]["blots"] for one in judged("16/1")]
    told = (
        f"Of draws from $N(0, I)$ after 30 epochs {plus_minus(np.array(flat), 0)} % are blots with biases that start "
        f"at 0, and {plus_minus(np.array(mean), 1)} % with biases of the mean picture. The judge is sure of "
        f"{plus_minus(sure('16/1, biases 0', 'standard', 0), 0)} % and of "
        f"{plus_minus(sure('16/1', 'standard', 0), 0)} % (± over five seeds)."
    )
    surer = (sure("16/1, biases 0", "standard", 0) > sure("16/1", "standard", 0)).all()
    return Found(told, bool(min(flat) > 20 and max(mean) < 1 and max(late) < 1 and surer))


@claim(
    "var-middle",
    "Its codes reach much farther than $N(0, I)$, so the draws stay in the middle of its map and show the same few "
    "digits again and again.",
    control="The same plain nets, drawn from a normal distribution with the mean and covariance of their codes.",
    longer="After 50 epochs the difference is smaller: the codes have not spread as far yet.",
    refuted="draws that reach as far as the codes had been as much alike in one of the five nets",
)
def middle():
    """The commonest answer among draws from N(0, I) and among fitted draws, of the plain nets with two numbers."""
    near, far = alike("2/plain", "standard"), alike("2/plain", "fitted")
    early = alike("2/plain", "standard", 0).mean() - alike("2/plain", "fitted", 0).mean()
    told = (
        f"The commonest answer among a thousand samples of the plain net with two numbers: {plus_minus(near, 0)} % "
        f"drawn from $N(0, I)$, {plus_minus(far, 0)} % fitted (± over five seeds)."
    )
    return Found(told, bool((near > far).all() and 0 < early < near.mean() - far.mean()))


@claim(
    "var-prior",
    "With sixteen numbers they and the variational net's are judged alike, so what the KL has bought here is not finer "
    "pictures, but codes whose distribution we know *without looking*.",
    control="The same nets, starts and order of digits without noise in the code and without KL.",
    longer="These are nets after 90 epochs. After 30 it is the same.",
    refuted="the samples of the nets with KL had been less alike than the fitted ones of the plain nets, or the judge "
    "surer of them, by more than the spread over seeds",
)
def prior():
    """Sixteen numbers: plain and with KL, drawn from N(0, I) and from fitted distributions."""
    told = (
        f"With sixteen numbers the judge is sure of {plus_minus(sure('16/1', 'standard'), 0)} % of the samples with KL "
        f"from $N(0, I)$, and of {plus_minus(sure('16/plain', 'fitted'), 0)} % of the plain nets' fitted ones. The "
        f"commonest answers are {plus_minus(alike('16/1', 'standard'), 0)} % and "
        f"{plus_minus(alike('16/plain', 'fitted'), 0)} % (± over five seeds). Plain and from $N(0, I)$: "
        f"{plus_minus(alike('16/plain', 'standard'), 0)} %, and "
        f"{plus_minus(np.array([100 * one['standard']['blots'] for one in judged('16/plain')]), 0)} % are blots."
    )
    near = [sure("16/plain", "fitted", at).mean() - sure("16/1", "standard", at).mean() for at in (0, 1)]
    as_much = [abs(alike("16/1", "standard", at).mean() - alike("16/plain", "fitted", at).mean()) for at in (0, 1)]
    return Found(told, bool(0 < min(near) and max(near) < 6 and max(as_much) < 2))
