"""Causal claims of the chapter on convolution, with their controls."""

import numpy as np

from nbhelpers.datasets import record
from tests.claims.registry import Found, claim, plus_minus


def right(net):
    """The percentage of test digits that five nets classify correctly, after each of the epochs: (seeds, epochs)."""
    found = record("convolution/controls")
    return 100 * np.array([found["cells"][f"{net}/{seed}"]["test accuracy"] for seed in found["settings"]["seeds"]])


@claim(
    "con-near",
    "What the kernels live on is that pixels next to each other belong together.",
    control="The same net and the same digits, but all pixels have changed places, in one way for all digits.",
    longer="From epoch 6 to epoch 12 the shuffled ones gain more, but less than the gap that remains. We stopped "
    "there.",
    refuted="nets that learned shuffled digits had classified as many of them correctly",
)
def near():
    """LeNet on digits, and on digits with their pixels shuffled."""
    whole, mixed = right("plain"), right("shuffled")
    told = (
        f"After 12 epochs on 5,000 digits the plain net classifies {plus_minus(whole[:, -1])} % of 1,000 others "
        f"correctly, and {plus_minus(mixed[:, -1])} % where the pixels are shuffled; ± is the standard deviation over "
        "five seeds."
    )
    gap = whole[:, -2:].min(axis=0) - mixed[:, -2:].max(axis=0)
    first, then = (np.mean(found[:, -1] - found[:, -2]) for found in (whole, mixed))
    return Found(told, bool(gap.min() > 0 and first < then < np.mean(whole[:, -1] - mixed[:, -1])))


@claim(
    "con-largest",
    "There the maximum serves our LeNet better than the mean.",
    control="The same plain net from the same seeds, with mean pooling.",
    longer="After 6 epochs it is the same, seed by seed. Both gain until epoch 12, where we stopped.",
    refuted="the nets with mean pooling classified as many digits correctly",
)
def largest():
    """LeNet with max pooling and with mean pooling, seed by seed."""
    top, mean = right("plain"), right("mean")
    told = (
        f"After 12 epochs on 5,000 digits the nets classify {plus_minus(top[:, -1])} % of 1,000 others correctly with "
        f"max pooling and {plus_minus(mean[:, -1])} % with mean pooling; ± is the standard deviation over five seeds. "
        f"Seed by seed the difference is {(top - mean)[:, -1].min():.1f} to {(top - mean)[:, -1].max():.1f} points."
    )
    later = (top - mean)[:, -2:]
    clear = later.mean(axis=0) > 2 * later.std(axis=0, ddof=1) / len(later) ** 0.5
    return Found(told, bool(clear.all() and (later[:, 0] > 0).all()))


@claim(
    "con-sure",
    "What the missing factor spoils is not the answer but how sure the net is of it.",
    control="The same trained nets, tested with the factor put in: all activations after dropout times $1 - p$.",
    longer="After 10, 20 and 40 epochs it is the same.",
    refuted="the factor had changed how many digits are classified correctly, or had left the loss as it was",
)
def sure():
    """Nets that learned with dropout and without its factor, tested without it and with it."""
    cells = record("convolution/unscaled")["cells"].values()
    bare, scaled = (np.array([cell[name] for cell in cells])[:, 1:] for name in ("as it is", "scaled"))
    told = (
        f"After 40 epochs the nets classify {plus_minus(100 * bare[:, -1, 1])} % of the test digits correctly as they "
        f"are and {plus_minus(100 * scaled[:, -1, 1])} % with the factor put in. Their loss on these digits is "
        f"{plus_minus(bare[:, -1, 0], 2)} and {plus_minus(scaled[:, -1, 0], 2)}; ± is the standard deviation over five "
        "seeds."
    )
    same = abs(bare[..., 1] - scaled[..., 1]).max() < 0.01
    return Found(told, bool(same and (bare[..., 0] > 1.5 * scaled[..., 0]).all()))
