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
