"""Lab `tuning.whiten`: what preprocessing does to digits of 14 x 14 pixels, and to their covariance."""

from functools import lru_cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.datasets import preprocessing as pre
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.style import rgba
from nbhelpers.lab.words import percent, say

COUNT, SIDE = 500, 14
MIDDLE = 7
PIXEL = MIDDLE * SIDE + MIDDLE  # the one whose covariance with all others is shown
FINE, COARSE = 1e-3, 3.0  # an epsilon that lets noise through, and one that whitens little
ALONE = 0.15  # of its variance is all that a pixel shares
DRAWN_FROM = 1e-5  # smaller eigenvalues are drawn here: directions that the digits do not use
KINDS = {
    "raw": "as they are (0 … 1)", "standard": "standardised", "gcn": "GCN", "zca": "ZCA", "gcn zca": "GCN, then ZCA",
}  # fmt: skip


@lru_cache(maxsize=1)
def digits():
    return pre.shrink(datasets.mnist().train_images[:COUNT])


@lru_cache(maxsize=64)
def prepared(kind, eps):
    """(digits after, eigenvalues of their covariance, covariances of PIXEL with all)."""
    X = digits()
    if kind.startswith("gcn"):
        X = pre.gcn(X)
    if kind == "standard":
        X = pre.standardise(X, pre.standard(X, eps))
    if kind.endswith("zca"):
        X = pre.whiten(X, pre.whitening(X, eps))
    C = pre.covariance(X)
    return X, np.maximum(np.linalg.eigvalsh(C)[::-1], DRAWN_FROM), C[PIXEL]


def whiten_state(kind, eps, digit):
    """One digit before and after, the eigenvalues of both covariances, the covariances of one pixel after."""
    _, before, _ = prepared("raw", 1.0)
    after, eigenvalues, row = prepared(kind, eps)
    return {
        "kind": kind, "eps": eps, "before": digits()[digit],
        "after": np.round(after[digit], 12) + 0.0, "row": np.round(row, 12) + 0.0,  # no picture hangs on a last bit
        "spread": eigenvalues, "spread before": before, "others": _others(row),
        "ratio": float(eigenvalues[0] / eigenvalues[99]), "ratio before": float(before[0] / before[99]),
    }  # fmt: skip


def _others(row):
    """The largest covariance with another pixel, as a share of the pixel's own variance."""
    return float(np.delete(abs(row), PIXEL).max() / row[PIXEL])


def coloured(values):
    """Signed values as an image: ink above 0, blue below; full at the largest size."""
    share = values / max(abs(values).max(), 1e-12)
    image = np.where((share > 0)[..., None], rgba("ink"), rgba("weight"))
    image[..., 3] = abs(share)
    return image.reshape(SIDE, SIDE, 4)


def whiten_setup(images, row, spread):
    artists = {
        "before": _picture(images, (0.03, 0.04, 0.44, 0.82), "a digit, 14 × 14"),
        "after": _picture(images, (0.53, 0.04, 0.44, 0.82), "what the net gets"),
        "row": _picture(row, (0.1, 0.04, 0.8, 0.82), "covariance with the pixel ○"),
    }
    kit.put(kit.ring(artists["row"].axes, "target", 14, 2), MIDDLE, MIDDLE)
    axes = kit.axes(spread, (0.17, 0.21, 0.8, 0.65), "eigenvalues of the covariance", xscale="log", yscale="log",
                    xlim=(1, 196), ylim=(DRAWN_FROM / 1.5, 100), xlabel="direction, by its variance",
                    xticks=(1, 10, 100), yticks={1e-4: "10⁻⁴", 0.01: "0.01", 1: "1", 100: "100"})  # fmt: skip
    kit.note(axes, 1.15, 1.2e-4, "- - as they are", "muted", 12)
    kit.note(axes, 1.15, 2.2e-5, "— prepared", "activation", 12)
    return artists | {
        "spread before": kit.line(axes, "muted", dashes=(4, 2.5), lw=1.6),
        "spread": kit.line(axes, "activation", lw=2.6),
    }


def _picture(figure, box, title):
    axes = kit.axes(figure, box, title, xticks=(), yticks=())
    axes.spines[:].set_visible(True)
    return axes.imshow(np.zeros((SIDE, SIDE, 4)), interpolation="none")


def whiten_update(artists, state):
    for name in ("before", "after", "row"):
        artists[name].set_data(coloured(state[name]))
    for name in ("spread", "spread before"):
        artists[name].set_data(np.arange(1, 197), state[name])


def whiten_sentence(state):
    before = _others(prepared("raw", 1.0)[2])
    yield _headline(state, before)
    if state.kind == "raw":
        yield say("Its covariance with any other pixel is no larger.")
        yield say("The largest eigenvalue of the covariance is {ratio:.3g} times as large as the 100th.",
                  ratio=state.ratio)  # fmt: skip
        return
    yield say("The middle pixel shares at most {others} of its variance with any other (before: {before}).",
              others=percent(state.others), before=percent(before))  # fmt: skip
    yield say("The largest eigenvalue divided by the 100th is {ratio:.3g} (before: {before:.3g}).",
              ratio=state.ratio, before=state["ratio before"])  # fmt: skip
    if state.kind.endswith("zca"):
        yield say("Of the {all} eigenvalues before whitening, {below} are below ε = {eps:.2g}.",
                  all=len(state.spread), below=(state.spread < 0.5).sum(), eps=state.eps)  # fmt: skip
    if state.kind == "standard":
        yield say("Each pixel is standardised with ε = {eps:.2g}.", eps=state.eps)


def _headline(state, before):
    """What is left of the likeness of neighbouring pixels, and what went wrong."""
    others = percent(state.others)
    if not state.kind.endswith("zca"):
        return say("Neighbouring pixels say nearly the same: the middle one shares {others} of its variance."
                   if state.kind == "raw" else
                   "Neighbouring pixels still say nearly the same: the middle one shares {others} of its variance.",
                   others=others)  # fmt: skip
    if state.eps <= FINE:
        return say("Whitened, but what was faint noise is blown up to full size as well.")
    if state.eps >= COARSE:
        return say("With ε = {eps:.2g}, little is whitened.", eps=state.eps)
    return say("Whitened: the middle pixel is nearly alone and shares at most {others} of its variance."
               if state.others < ALONE else
               "Partly whitened: the middle pixel now shares {others} of its variance, down from {before}.",
               others=others, before=percent(before))  # fmt: skip


whiten = Lab(
    name="tuning.whiten",
    title="Preprocessing real digits",
    controls=(
        Choice("kind", "preprocessing", KINDS, default="zca"),
        Range("eps", "ε", 1e-4, 10.0, default=0.1, log=True, recorded=(1e-4, 1e-3, 0.01, 0.1, 10.0)),
        Range("digit", "digit number", 0, 19, default=0, recorded=(0, 1, 2)),
    ),
    panels=(
        Panel("images", "a digit before and after preprocessing; blue is below 0", 350, 195),
        Panel("row", "covariance of a middle pixel with every other pixel after preprocessing", 205, 205),
        Panel("spread", "eigenvalues of the covariance before and after, the largest first", 340, 230),
    ),
    compute=whiten_state, setup=whiten_setup, update=whiten_update, read=whiten_sentence,
)  # fmt: skip
