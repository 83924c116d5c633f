"""The five pictures of the lab `convolution.digit_to_answer`."""

import numpy as np

from nbhelpers.convolution.labs.images import BOX
from nbhelpers.lab import kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import percent

CELL = (66, 25)  # pixels: a product's cell
TABLE = (8, 152)
PICTURES = {  # name: maps in a row, left, top, pixels a number; pixels of one map
    "first": (6, 4, 206, 2, 28),
    "pooled": (6, 4, 282, 3, 14),
    "second": (8, 4, 344, 3, 10),
    "last": (4, 280, 344, 3, 5),
}
TITLES = {
    "first": "block 1: six maps after ReLU", "pooled": "pooled: 14 × 14", "second": "block 2: sixteen maps",
    "last": "pooled: 5 × 5",
}  # fmt: skip
WINDOWS = 6
FEW = 5  # shades of what differs from place to place


def setup(sheet, trace, maps, answer, saliency):
    paper = kit.canvas(sheet, BOX, "the digit, and what is seen", 28)
    kit.rectangle(paper, "grid", width=28)
    return {
        "marks": kit.picture(paper),
        "x": kit.picture(paper),
        "field": kit.rectangle(paper, "weight", lw=2.2),
        **_trace(trace),
        **_maps(maps),
        **_answer(answer),
        **_saliency(saliency),
    }


def _trace(figure):
    axes = kit.canvas(figure, width=346, height=330)
    titles = [kit.note(axes, 8, 16, "", "activation", 12), kit.note(axes, 136, 16, "its kernel", "weight", 12)]
    kit.note(axes, 115, 72, "×", size=14, ha="center", va="center")
    for left in (8, 132):
        kit.rectangle(axes, "grid", left, 24, 95)
    kit.note(axes, 8, 144, "products, place by place", size=12)
    middle, numbers = {"ha": "center", "va": "center", "zorder": 3}, []
    products = kit.picture(axes, 1)
    for row, column in np.ndindex(5, 5):
        left, top = TABLE[0] + CELL[0] * column, TABLE[1] + CELL[1] * row
        kit.rectangle(axes, "grid", left, top, *CELL)
        numbers.append(kit.note(axes, left + CELL[0] / 2, top + CELL[1] / 2, "", size=12, **middle))
    return {
        "window": kit.picture(axes, 1), "weights": kit.picture(axes, 1), "products picture": products,
        "products": numbers, "titles": titles[:1], "which": kit.note(axes, 240, 60, "", "muted"),
        "total": kit.note(axes, 8, 298, "", size=13), "sums": kit.note(axes, 8, 320, "", "muted"),
    }  # fmt: skip


def _maps(figure):
    large = kit.canvas(figure, (4 / 356, 1 - 176 / 420, 150 / 356, 150 / 420), width=28)
    kit.rectangle(large, "grid", width=28)
    below = kit.canvas(figure, width=356, height=420)
    name = kit.note(below, 4, 16, "", "activation", 12)
    steps = [kit.note(below, 164, 44 + 31 * at, "") for at in range(5)]
    for part, (_, left, top, *_) in PICTURES.items():
        kit.note(below, left, top - 6, TITLES[part], "muted")
    return {
        "map": kit.picture(large), "unit": kit.rectangle(large, "weight", lw=2.2), "name": name, "steps": steps,
        **{part: kit.picture(below, 1) for part in PICTURES},
        "chosen": kit.rectangle(below, "weight", lw=1.8),
        "windows": [kit.rectangle(below, "weight", lw=1.4) for _ in range(WINDOWS)],
    }  # fmt: skip


def _answer(figure):
    axes = kit.axes(figure, (0.1, 0.03, 0.42, 0.82), "probability and logit", xlim=(0, 1), ylim=(9.6, -0.6), xticks=(),
                    yticks=range(10))  # fmt: skip
    bars = axes.barh(range(10), np.zeros(10), 0.6, color=COLOUR["activation"], ec=COLOUR["activation"])
    logits = [kit.note(axes, 2.1, k, "", "muted", ha="right", va="center", clip_on=False) for k in range(10)]
    return {"bars": bars, "logits": logits, "most": kit.note(axes, 0, 0, va="center", clip_on=False)}


def _saliency(figure):
    axes = kit.canvas(figure, (0.02, 0.13, 0.96, 0.8), "saliency", 28)
    kit.rectangle(axes, "grid", width=28)
    kit.note(figure, 0.02, 0.075, "more ink raises the logit", "activation")
    kit.note(figure, 0.02, 0.015, "more ink lowers it", "error")
    return {"ink": kit.picture(axes), "pull": kit.picture(axes), "logit": kit.note(axes, 28, -0.8, ha="right")}


def update(artists, state):
    kit.fill(artists.marks, kit.shade(0.5 * state.marks, positive="noise"))
    kit.fill(artists.x, kit.shade(state.x, positive="ink"))
    (top, bottom), (left, right) = state.field
    artists.field.set_bounds(left, top, right - left + 1, bottom - top + 1)
    _show_trace(artists, state)
    _show_large(artists, state)
    _show_all(artists, state)
    for bar, text, share, logit in zip(artists.bars, artists.logits, state.outputs, state.logits, strict=True):
        bar.set_width(share)
        text.set_text(f"{logit:.1f}")
    best = int(np.argmax(state.outputs))
    kit.put(artists.most, min(state.outputs[best] + 0.03, 1.02), best)
    artists.most.set_text(percent(state.outputs[best]))
    kit.fill(artists.ink, kit.shade(0.35 * state.x, positive="noise"))
    kit.fill(artists.pull, kit.shade(state.pull, max(np.abs(state.pull).max(), 1e-9), negative="error"))
    artists.logit.set_text(f"of the logit of {best}")


def _show_trace(artists, state):
    kit.fill(artists.window, kit.shade(state.window, max(1.0, state.window.max()), levels=FEW), 8, 24, 19)
    kit.fill(artists.weights, kit.shade(state.weights, np.abs(state.weights).max(), "weight"), 132, 24, 19)
    shades = kit.shade(state.products, max(np.abs(state.products).max(), 0.1), levels=FEW)
    shades[..., 3] *= 0.5
    artists["products picture"].set_data(shades)
    left, top = TABLE
    artists["products picture"].set_extent((left, left + 5 * CELL[0], top + 5 * CELL[1], top))
    for text, product in zip(artists.products, state.products.flat, strict=True):
        text.set_text(f"{product:.2f}" if product else "0")
    here = state.products.sum()
    if state.block == 0:
        artists.titles[0].set_text("on the digit")
        artists.which.set_text("")
        artists.total.set_text(f"sum of the products: {here:.2f}")
        artists.sums.set_text("")
    else:
        artists.titles[0].set_text(f"on pooled map {state.most + 1}")
        artists.which.set_text("counts most of six")
        artists.total.set_text(f"their sum: {here:.2f}; of all six windows: {state.sum:.2f}")
        artists.sums.set_text("window by window: " + ", ".join(f"{one:.1f}" for one in state.sums))


def _show_large(artists, state):
    i, j = state.unit
    cell, start = ((1, 0), (2, 3.5))[state.block]
    kit.fill(artists.map, kit.shade(state.map, max(state.map.max(), 1e-9)), start, start, cell)
    artists.unit.set_bounds(start + j * cell, start + i * cell, cell, cell)
    artists.name.set_text(f"map {state.k + 1} of block {state.block + 1}, after ReLU")
    steps = (
        f"sum of the products: {state.sum:.2f}",
        f"with the bias, {_signed(state.bias)}: {state.z:.2f}",
        f"batch norm, × {state.scale:.2f} {_signed(state.shift)}: {state.normed:.2f}",
        f"ReLU: {state.activation:.2f}",
        f"pooling keeps {state.best:.2f}",
    )
    for text, told in zip(artists.steps, steps, strict=True):
        text.set_text(told)


def _signed(value):
    return f"{'−' if value < 0 else '+'} {abs(value):.2f}"


def _show_all(artists, state):
    for part, (across, left, top, cell, _) in PICTURES.items():
        maps = state[part]
        whole = kit.mosaic(maps, across) / max(np.quantile(maps, 0.99), 1e-9)
        kit.fill(artists[part], kit.shade(np.round(whole, 6)), left, top, cell)
    left, top, side = _place(("first", "second")[state.block], state.k)
    artists.chosen.set_bounds(left - 1, top - 1, side + 2, side + 2)
    for channel, window in enumerate(artists.windows):
        window.set_visible(state.block == 1)
        left, top, _ = _place("pooled", channel)
        window.set_bounds(left + 3 * state.unit[1], top + 3 * state.unit[0], 15, 15)


def _place(part, number):
    """Left, top and side of one map in its picture, in pixels of the panel."""
    across, left, top, cell, size = PICTURES[part]
    row, column = divmod(number, across)
    return left + cell * (size + 1) * column, top + cell * (size + 1) * row, cell * size
