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
    "What the kernels rely on is that neighbouring pixels belong together.",
    control="The same net and the same digits, but all pixels have changed places, in one way for all digits.",
    longer="From epoch 6 to epoch 12 the nets on shuffled digits gain more, but less than the gap that remains. We "
    "stopped there.",
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
    "In LeNet, which pools there, the maximum does better than the mean.",
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


def ways(parts, eta=0.01):
    """The percentage of test digits that small nets with these parts classify correctly: (seeds, epochs)."""
    found = record("convolution/cbapd")
    keys = [f"{parts}/{eta}/{seed}" for seed in found["settings"]["seeds"]]
    return np.array([found["cells"][key]["right"] for key in keys]) / 10


def clear(differences):
    """Whether the mean over the seeds is above 0 by more than twice its standard error."""
    return bool(np.mean(differences) > 2 * np.std(differences, ddof=1) / len(differences) ** 0.5)


@claim(
    "con-bare",
    "On its own it adds nothing: without ReLU or pooling the whole net is linear, with or without kernels.",
    control="The same nets with ReLU, or with max pooling, either of which is a nonlinearity; and dense layers with "
    "about as many weights in place of the convolutions.",
    longer="After 40 epochs it is the same, and the accuracies hardly change from there to epoch 60.",
    refuted="convolution alone had beaten dense layers alone, or had not beaten them where ReLU or pooling follows",
)
def bare():
    """Convolution against dense layers: alone, with ReLU, with pooling, with all."""
    names = {"alone": "C", "with ReLU": "CA", "with pooling": "CP", "with all": "CBAPD"}
    found = {name: ways(whole) - ways(whole[1:] or "none") for name, whole in names.items()}
    told = (
        f"After 60 epochs convolution alone classifies {plus_minus(ways('C')[:, -1])} % of the test digits correctly, "
        f"dense layers alone {plus_minus(ways('none')[:, -1])} %. In points, convolution adds "
        + ", ".join(f"{plus_minus(found[name][:, -1])} {name}" for name in list(names)[1:])
        + "; ± is the standard deviation over five seeds."
    )
    holds = all(clear(found[name][:, at]) for name in list(names)[1:] for at in (-2, -1))
    return Found(told, holds and not any(clear(found["alone"][:, at]) for at in (-2, -1)))


def gains_over(parts):
    """What all parts gain over these, at each learning rate, (5, epochs); and the gains at the end, in words."""
    gains = {eta: ways("CBAPD", eta) - ways(parts, eta) for eta in (0.003, 0.01, 0.03)}
    return gains, ", ".join(f"{plus_minus(gain[:, -1])} at $\\eta = {eta}$" for eta, gain in gains.items())


@claim(
    "con-four",
    "Taking the largest of four windows beats looking at one of the four alone.",
    control="The same kernels with stride 2, which leave as many numbers for the next block and have as many weights.",
    longer="After 30, 40 and 60 epochs it is the same, and so it is at two other learning rates.",
    refuted="the nets with stride 2 had classified as many digits correctly",
)
def four():
    """All parts, with pooling and with stride 2."""
    gains, words = gains_over("CBAD")
    told = (
        f"With all other parts on, pooling adds after 60 epochs, in points: {words}; ± is the standard deviation over "
        "five seeds."
    )
    return Found(told, all(clear(gain[:, at]) for gain in gains.values() for at in (-3, -2, -1)))


@claim(
    "con-late",
    "Dropout costs accuracy in the first epochs and pays off late, clearly where pooling is missing.",
    control="The same nets without dropout.",
    longer="From epoch 30 to 60 the order stays as it is. We stopped there.",
    refuted="nets with dropout had learned as fast, or those without pooling had not ended ahead",
)
def late():
    """With dropout and without it: nets with all other parts, and nets without pooling."""
    pooled, strided = ways("CBAPD") - ways("CBAP"), ways("CBAD") - ways("CBA")
    told = (
        f"After 3 epochs dropout has cost, in points, {plus_minus(-pooled[:, 2])} with pooling and "
        f"{plus_minus(-strided[:, 2])} without; after 60 it has brought {plus_minus(pooled[:, -1])} and "
        f"{plus_minus(strided[:, -1])}; ± is the standard deviation over five seeds."
    )
    early = clear(-pooled[:, 2]) and clear(-strided[:, 2])
    return Found(told, early and all(clear(strided[:, at]) and strided[:, at].min() > 0 for at in (-3, -2, -1)))


@claim(
    "con-fast",
    "Its worth shows at a larger one: there the nets without it end behind.",
    control="The same nets without batch norm, at all three learning rates.",
    longer="After 30, 40 and 60 epochs it is the same.",
    refuted="at the largest rate, too, the nets without batch norm had ended where those with it did",
)
def fast():
    """All parts, with batch norm and without it, at three learning rates."""
    gains, words = gains_over("CAPD")
    told = (
        f"With all other parts on, batch norm adds after 60 epochs, in points: {words}; ± is the standard deviation "
        "over five seeds."
    )
    late = gains[0.03]
    smaller = all(gains[eta][:, -1].mean() < late[:, -1].mean() / 2 for eta in (0.003, 0.01))
    return Found(told, smaller and all(clear(late[:, at]) for at in (-3, -2, -1)))
