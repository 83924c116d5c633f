"""Causal claims of the chapter on generalising and searching, with their controls."""

from functools import partial

import numpy as np

from nbhelpers import datasets
from nbhelpers.generalising.labs.augment import curves
from tests.claims.registry import Found, claim, plus_minus

SEEDS = range(5)
told_of = partial(plus_minus, digits=3)


def record(part, name, what):
    """(seeds, ...): what the record says of one net."""
    cells = datasets.record("generalising/causes")["cells"]
    return np.array([cells[f"{part}/{name}/{seed}"][what] for seed in SEEDS])


@claim(
    "gen-noise",
    "What is learned by heart is the noise.",
    control="The same nets and points without the noise.",
    longer="After 20,000 epochs instead of 2,000 the validation error with noise is higher still, and without noise it "
    "is as low as ever.",
    refuted="the validation error rose without noise, too",
)
def noise():
    """The validation error at the end, above the least one of the run, with noise of 0.3 and with none."""
    found = {noise: record("points", f"{noise}/1e-06", "validation") for noise in ("0.3", "0")}
    least = {noise: record("points", f"{noise}/1e-06", "least") for noise in found}
    told = (
        f"With noise of 0.3 the validation error ends, after 2,000 epochs, at {told_of(found['0.3'][:, 0])}, and was "
        f"{told_of(least['0.3'][:, 0])} at the best epoch. Without noise it ends at {plus_minus(found['0'][:, 0], 4)}, "
        f"and was {plus_minus(least['0'][:, 0], 4)} (five seeds; ± is the standard deviation)."
    )
    rise = {noise: found[noise] - least[noise] for noise in found}  # (seeds, looks)
    holds = rise["0.3"].min() > 10 * rise["0"].max() and (found["0.3"][:, 1].mean() > found["0.3"][:, 0].mean())
    return Found(told, bool(holds and found["0"][:, 1].mean() <= found["0"][:, 0].mean()))


@claim(
    "gen-decay",
    "The right amount of weight decay does nearly all that early stopping does, without stopping.",
    control="The same nets with a millionth of decay, which is as good as none; and with more decay.",
    longer="These are runs of 20,000 epochs, ten times the lab's. Without decay the validation error goes on rising "
    "until then.",
    refuted="the nets with $\\lambda = 0.001$ ended no lower than those without decay",
)
def decay():
    """The validation error after 20,000 epochs, by the amount of decay."""
    ends = {name: record("points", f"0.3/{name}", "validation")[:, 1] for name in ("1e-06", "0.001", "0.003", "0.03")}
    least, none = record("points", "0.3/1e-06", "least")[:, 1], record("points", "0.3/1e-06", "validation")
    told = (
        f"The validation error after 20,000 epochs is {told_of(ends['1e-06'])} without decay, {told_of(ends['0.001'])} "
        f"with $\\lambda = 0.001$, {told_of(ends['0.003'])} with 0.003 and {told_of(ends['0.03'])} with 0.03. Stopped "
        f"at its best epoch, the net without decay has {told_of(least)} (five seeds; ± is the standard deviation)."
    )
    gain = ends["1e-06"] - ends["0.001"]
    holds = gain.min() > 0 and gain.mean() > 2 * gain.std(ddof=1) / 5**0.5 and none[:, 1].mean() > none[:, 0].mean()
    order = ends["0.001"].mean() < ends["0.003"].mean() < ends["0.03"].mean()
    return Found(told, bool(holds and order and ends["0.001"].mean() < 1.2 * least.mean()))


@claim(
    "gen-sure",
    "A net that grows too sure of its mistakes is punished by the loss, but not by the accuracy.",
    control="The overconfidence taken away: every logit is divided by one number, called the temperature, chosen on "
    "the digits held back. Not one answer changes.",
    longer="These are the nets at their last epoch, three times as far as the one that early stopping keeps in the "
    "sigmoid net, and nearly twice in the ReLU net.",
    refuted="the last nets had the greater loss even with their overconfidence taken away",
)
def sure():
    """Test loss of the net kept and of the last one, as they are and at their best temperature."""
    told, holds = [], True
    for name in ("sigmoid", "relu"):
        kept, last = record("sure", name, "kept"), record("sure", name, "last")
        told.append(
            f"{told_of(kept[:, 0])} at the epoch kept and {told_of(last[:, 0])} at the last one; with the "
            f"overconfidence taken away the last has {told_of(last[:, 1])}, the kept one {told_of(kept[:, 1])}"
        )
        holds &= (last[:, 0] > kept[:, 0]).all() and last[:, 1].mean() < kept[:, 1].mean() < kept[:, 0].mean()
    words = (
        f"Test loss of the sigmoid nets: {told[0]}. Of the ReLU nets: {told[1]} (five seeds; ± is the standard "
        "deviation)."
    )
    far = [last / record("sure", name, "epoch").mean() for name, last in (("sigmoid", 60), ("relu", 40))]
    holds &= 2.5 < far[0] < 3.5 and 1.5 < far[1] < 2
    return Found(words, bool(holds))


@claim(
    "gen-shift",
    "A net tolerates the shifts that it was shown while it learned, and not much more.",
    control="The same nets trained with digits that are never moved, and with digits moved by up to four pixels.",
    longer="These are nets after 40 epochs. After 20 they had lost the same by one pixel, within half a point of the "
    "mean or, without any shifts, within one.",
    refuted="nets that never saw a moved digit lost as little by one pixel, or those that saw four lost as much by "
    "four",
)
def shift():
    """What a shift costs nets that have seen none, one pixel and four."""
    reach = (0, 1, 4)
    found = {by: 100 * record("shifts", by, "accuracy") for by in reach}  # (seeds, looks, moved by 0, 1, 2, 4, 6)
    lost = {by: seen[..., :1] - seen for by, seen in found.items()}
    shown = {by: [plus_minus(lost[by][:, 1, at], 1) for at in (1, 3)] for by in reach}
    told = (
        f"Moved by one pixel, nets trained with shifts of up to 0, 1 and 4 pixels lose {shown[0][0]}, {shown[1][0]} "
        f"and {shown[4][0]} points of accuracy; moved by four, {shown[0][1]}, {shown[1][1]} and {shown[4][1]} (mean ± "
        "standard deviation over five seeds)."
    )
    holds = lost[1][:, :, 1].max() < lost[0][:, :, 1].min() and lost[4][:, :, 3].max() < 0.3 * lost[1][:, :, 3].min()
    same = {by: abs(np.diff(seen[:, :, 1].mean(axis=0))[0]) for by, seen in lost.items()}
    return Found(told, bool(holds and max(same[1], same[4]) < 0.5 and same[0] < 1))


@claim(
    "gen-anew",
    "It is not the moving that helps: it is that the digits are moved anew each time.",
    control="The same digits, each moved by up to one pixel too, but once and for all, before training begins. And "
    "digits that are never moved. All nets take equally many updates.",
    longer="After 4,000 updates instead of 2,000 the nets with digits moved anew are still ahead of both.",
    refuted="nets that learn from digits moved once had been as good on new digits",
)
def anew():
    """Test accuracy of nets that learn from a thousand digits, by how these are moved."""
    right = {moved: 100 * curves("1000", moved, "test")[:, -2:] for moved in ("never", "once", "1")}
    shown = [plus_minus(right[moved][:, 0], 1) for moved in right]
    told = (
        f"Test accuracy, in per cent, after 2,000 updates with 1,000 digits: {shown[0]} never moved, {shown[1]} moved "
        f"once, {shown[2]} moved anew each time, all by up to one pixel (mean ± standard deviation over five seeds)."
    )
    ahead = [right["1"][:, look].min() - right[other][:, look].max() for look in (0, 1) for other in ("never", "once")]
    return Found(told, bool(min(ahead) > 0))
