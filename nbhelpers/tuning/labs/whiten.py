"""Lab `tuning.whiten`: what preprocessing does to digits of 14 x 14 pixels, and to their covariance."""

from functools import lru_cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.datasets import preprocessing as pre
from nbhelpers.lab import Choice, Lab, Panel, Range
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import percent

COUNT, SIDE = 500, 14
PIXEL = 7 * SIDE + 7  # the one whose covariance with all others is shown
FLOOR = 1e-5  # spreads below are drawn here: directions that the digits do not use
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
    return X, np.maximum(np.linalg.eigvalsh(C)[::-1], FLOOR), C[PIXEL]


def whiten_state(kind, eps, digit):
    """One digit before and after, the eigenvalues of both covariances, the covariances of one pixel after."""
    after, spread, row = prepared(kind, eps)
    return {
        "kind": kind, "eps": eps, "before": digits()[digit],
        "after": np.round(after[digit], 12) + 0.0, "row": np.round(row, 12) + 0.0,  # no picture hangs on a last bit
        "spread": spread, "spread before": prepared("raw", 1.0)[1],
        "ratio": float(spread[0] / spread[99]), "others": _others(row),
        "ratio before": float(prepared("raw", 1.0)[1][0] / prepared("raw", 1.0)[1][99]),
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
    artists = {}
    empty = np.zeros((SIDE, SIDE, 4))
    for name, left, title in (("before", 0.03, "a digit, 14 × 14"), ("after", 0.53, "what the net gets")):
        axes = _picture(images, (left, 0.04, 0.44, 0.82), title)
        artists[name] = axes.imshow(empty, interpolation="none")
    axes = _picture(row, (0.1, 0.04, 0.8, 0.82), "covariance with the pixel ○")
    artists["row"] = axes.imshow(empty, interpolation="none")
    axes.plot([7], [7], "o", ms=14, mfc="none", mec=COLOUR["target"], mew=2)
    axes = spread.add_axes((0.17, 0.21, 0.8, 0.65))
    axes.set(xlim=(1, 196), ylim=(FLOOR / 1.5, 100), xscale="log", yscale="log", xlabel="direction, by its spread")
    axes.set_xticks([1, 10, 100], ["1", "10", "100"])
    axes.set_yticks([1e-4, 1e-2, 1, 100], ["10⁻⁴", "0.01", "1", "100"])
    axes.minorticks_off()
    axes.set_title("eigenvalues of the covariance")
    axes.text(1.15, 1.2e-4, "- - as they are", color=COLOUR["muted"])
    axes.text(1.15, 2.2e-5, "— prepared", color=COLOUR["activation"])
    artists["spread before"] = axes.plot([], [], color=COLOUR["muted"], dashes=(4, 2.5), lw=1.6)[0]
    artists["spread"] = axes.plot([], [], color=COLOUR["activation"], lw=2.6)[0]
    return artists


def _picture(figure, place, title):
    axes = figure.add_axes(place)
    axes.set(xticks=(), yticks=())
    axes.set_title(title)
    for spine in axes.spines.values():
        spine.set_visible(True)
    return axes


def whiten_update(artists, state):
    for name in ("before", "after", "row"):
        artists[name].set_data(coloured(state[name]))
    for name in ("spread", "spread before"):
        artists[name].set_data(np.arange(1, 197), state[name])


def whiten_sentence(state):
    doing = {
        "raw": "As they are", "standard": f"Standardised with ε = {state.eps:.2g}", "gcn": "After GCN",
        "zca": f"After ZCA with ε = {state.eps:.2g}", "gcn zca": f"After GCN and ZCA with ε = {state.eps:.2g}",
    }[state.kind]  # fmt: skip
    ratio = f"{state.ratio:.3g}"
    times = "as much as" if ratio == "1" else f"{ratio} times"
    told = (
        f"{doing}, the widest direction of the digits has {times} the variance of the 100th "
        f"(before: {state['ratio before']:.3g}), and the middle pixel shares at most {percent(state.others)} of "
        "its variance with any other"
    )
    if state.kind.endswith("zca") and state.eps <= 1e-3:
        told += "; directions that hold little but noise are blown up to full size"
    if state.kind.endswith("zca") and state.eps >= 3:
        told += "; ε is above most eigenvalues, so little is whitened"
    return told + "."


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
    compute=whiten_state,
    setup=whiten_setup,
    update=whiten_update,
    read=whiten_sentence,
)
