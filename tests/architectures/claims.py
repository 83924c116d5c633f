"""Causal claims of the chapter on architectures, with their controls."""

from nbhelpers.architectures import depth
from tests.claims.registry import Found, claim


@claim(
    "arc-late",
    "At 18 layers it was a matter of time.",
    control="The same nets, digits and learning rates with ten times as many epochs: only the stop is taken away.",
    longer="From epoch 300 to 400 the order stays as it is, and the losses of both go on falling.",
    refuted="with 400 epochs the nets of 18 layers were still behind those of 4, at any of the three learning rates",
)
def late():
    """Plain nets of 4 and of 18 layers, stopped after 40 epochs and after 400."""
    found = {eta: (depth.longer(1, eta), depth.longer(8, eta)) for eta in (0.003, 0.01, 0.03)}
    few, deep = found[0.03]
    told = (
        f"At $\\eta = 0.03$ the training loss after 40 epochs is {few[:, 1].mean():.2f} with 4 layers and "
        f"{deep[:, 1].mean():.2f} with 18; after 400 it is {few[:, -1].mean():.4f} and {deep[:, -1].mean():.5f} "
        "(means of five seeds). At each of three learning rates the worst of the deep nets then lies below the best of "
        "the others."
    )
    ahead = all(deep[:, at].max() < few[:, at].min() for few, deep in found.values() for at in (-2, -1))
    return Found(told, bool(ahead and deep[:, 1].mean() > few[:, 1].mean()))


def told(losses, digits=2):
    """Mean, lowest and highest seed."""
    return f"{losses.mean():.{digits}f} ({losses.min():.{digits}f} to {losses.max():.{digits}f})"


@claim(
    "arc-deep",
    "With 34 layers they catch up; with 50 they do not.",
    control="The same nets, digits and learning rates with ten times as many epochs: only the stop is taken away.",
    longer="From epoch 300 to 400 this stays so. The nets of 4 and of 34 layers are still learning then; we have not "
    "gone on.",
    refuted="after 400 epochs nets of 34 layers were still behind those of 4 at either rate, or those of 50 were not",
)
def deep():
    """Plain nets of 34 and of 50 layers, stopped after 40 epochs and after 400."""
    few, slow = depth.longer(1, 0.01), depth.longer(1, 0.003)
    more, most, late = (depth.deeper("plain", *at) for at in ((16, 0.01), (24, 0.01), (16, 0.003)))
    words = "; ".join(
        f"with {layers} layers {told(runs[:, 1])} after 40 epochs and {told(runs[:, -1])} after 400"
        for layers, runs in ((4, few), (34, more), (50, most))
    )
    small = f"with 4 layers {told(slow[:, -1])} and with 34 layers {told(late[:, -1])}"
    caught = all(late[:, at].mean() < slow[:, at].mean() and more[:, at].min() < few[:, at].max() for at in (-2, -1))
    holds = few[:, 1].max() < more[:, 1].min() and caught and most[:, -2:].min() > 3 * few[:, -2:].max()
    return Found(
        f"Training loss at $\\eta = 0.01$: {words}. At $\\eta = 0.003$ after 400 epochs: {small}. Mean, lowest and "
        "highest of five seeds.",
        bool(holds),
    )


@claim(
    "arc-alike",
    "What keeps the others from learning is neither their depth nor the randomness of their start, but what that start "
    "loses.",
    control="The mirrored start: as deep, as random, without shortcuts. It keeps angles and lengths exactly, where the "
    "usual start keeps only lengths, and only on average; we have not separated what each of the two is worth.",
    longer="After 400 epochs instead of 40 the worst of the mirrored nets is still ahead of the best of the others.",
    refuted="plain nets of 50 layers learned no better from the mirrored start than from the usual one",
)
def alike():
    """Plain nets of 50 layers from a random start that forgets, and from one that does not."""
    usual, kept, skip = (depth.deeper(kind, 24, 0.01) for kind in ("plain", "mirrored", "residual"))
    words = (
        f"At $\\eta = 0.01$ nets of 50 layers have after 40 epochs a training loss of {told(usual[:, 1])} from the "
        f"usual random start, of {told(kept[:, 1])} from the mirrored one, and of {told(skip[:, 1])} if they are "
        f"residual. After 400 epochs it is {told(usual[:, -1])}, {told(kept[:, -1], 5)} and {told(skip[:, -1], 5)} "
        "(mean, lowest and highest of five seeds)."
    )
    return Found(words, bool(all(kept[:, at].max() < usual[:, at].min() for at in (1, -1))))


@claim(
    "arc-shuffle",
    "The shortcut helps with both, and more with the identity.",
    control="The same residual stacks of 16 layers, asked for the digits with all their pixels shuffled in one way.",
    longer="After 200 epochs instead of 40 the order is the same, at every seed.",
    refuted="residual stacks gave back shuffled digits as well as the digits themselves, or no better than plain ones",
)
def shuffle():
    """Residual stacks that copy, and that give back what can be copied as well but is not the identity."""
    copied, shuffled, plain = (
        100 * depth.shuffled(*which) for which in (("copy", "residual"), ("shuffle", "residual"), ("copy", "plain"))
    )
    words = (
        f"After 40 epochs residual stacks miss {told(copied[:, 2], 0)} % of the variance where they copy, and "
        f"{told(shuffled[:, 2], 0)} % where the pixels are shuffled; plain stacks miss {told(plain[:, 2], 0)} % of "
        f"either. After 200 epochs it is {told(copied[:, -1], 0)} %, {told(shuffled[:, -1], 0)} % and "
        f"{told(plain[:, -1], 0)} %. Mean, lowest and highest of five seeds."
    )
    order = (copied, shuffled), (shuffled, plain)
    return Found(words, bool(all(one[:, at].max() < two[:, at].min() for one, two in order for at in (2, -1))))


@claim(
    "arc-hard",
    "In these stacks, from a random start, *the identity mapping is not easy to fit*, and the deeper they are, the "
    "harder it gets.",
    control="The same stacks with shortcuts: as many layers, weights and updates. Each kind learns at its best rate.",
    longer="After 200 epochs instead of 40 the plain stacks have come nearer, but are still far behind.",
    refuted="plain stacks, given five times as many epochs, had copied about as well as residual ones",
)
def hard():
    """Plain and residual stacks of 16 layers that copy, after 40 epochs and after 200."""
    plain, other = (100 * depth.shuffled("copy", kind) for kind in ("plain", "residual"))
    words = (
        f"After 40 epochs stacks of 16 layers miss {told(plain[:, 2], 0)} % of the variance (plain) and "
        f"{told(other[:, 2], 1)} % (residual), after 200 epochs {told(plain[:, -1], 0)} % and "
        f"{told(other[:, -1], 1)} %: mean, lowest and highest of five seeds."
    )
    deeper = [depth.at_best("copy", "plain", blocks)[:, -1].mean() for blocks in depth.settings("copy")["blocks"]]
    return Found(words, bool(plain[:, -1].min() > 3 * other[:, -1].max() and deeper == sorted(deeper)))
