"""Lab `convolution.kernel`: a kernel looks at a handwritten digit, window by window."""

import numpy as np
from matplotlib.patches import Rectangle

from nbhelpers.convolution import correlate, output_size, padding_amounts
from nbhelpers.convolution.labs.images import DIGITS, digit, fill, picture, shade, stage
from nbhelpers.lab import Choice, Lab, Panel, Point, Range
from nbhelpers.lab.style import COLOUR

SIDE = 28
EDGE = 2.0  # room around the digit for its padding
KERNELS = {
    "across": ("edges, left to right", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "down": ("edges, top to bottom", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
    "outline": ("outline", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "blur": ("blur", [[1 / 9] * 3] * 3),
    "sharpen": ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "identity": ("nothing: the pixel itself", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
}
PADDING = {"valid": "none (VALID)", "same": "zeros (SAME)"}


def kernel_state(kernel, image, stride, padding, row, column):
    """The map, the window nearest to the pixel asked for, its pixels, weights, products and their sum."""
    x, w = digit(image), np.array(KERNELS[kernel][1], dtype=float)
    before, after = padding_amounts(SIDE, 3, stride, padding)
    y = correlate(x, w, stride, padding)
    last = output_size(SIDE, 3, stride, padding) - 1
    i, j = (int(min(max((at - 1 + before + stride // 2) // stride, 0), last)) for at in (row, column))
    top, left = i * stride - before, j * stride - before
    pixels = np.pad(x, ((before, after), (before, after)))[top + before :, left + before :][:3, :3]
    return {
        "kernel": kernel, "image": image, "stride": stride, "padding": padding, "x": x, "w": w, "y": y,
        "unit": [i, j], "corner": [top, left], "pixels": pixels, "sum": float((pixels * w).sum()),
        "before": before, "after": after,
        "turned": float((pixels * w[::-1, ::-1]).sum()),
    }  # fmt: skip


def kernel_setup(seen, sums, answer):
    left = stage(seen, side=SIDE + 2 * EDGE, title="the digit x, and one window")
    left.set(xlim=(-EDGE, SIDE + EDGE), ylim=(SIDE + EDGE, -EDGE))
    left.add_patch(Rectangle((0, 0), SIDE, SIDE, fill=False, edgecolor=COLOUR["grid"], lw=1))
    artists = {"x": picture(left)}
    artists["zeros"] = left.add_patch(
        Rectangle((0, 0), 1, 1, fill=False, edgecolor=COLOUR["muted"], lw=1, ls=(0, (3, 2)))
    )
    artists["window"] = left.add_patch(Rectangle((0, 0), 3, 3, fill=False, edgecolor=COLOUR["weight"], lw=2.2))
    artists.update(_sums(sums))
    right = stage(answer, title="the map y")
    artists["size"] = right.text(SIDE, -1.2, "", ha="right", va="bottom", fontsize=11, color=COLOUR["muted"])
    artists["border"] = right.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor=COLOUR["grid"], lw=1))
    artists["y"] = picture(right)
    artists["unit"] = right.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor=COLOUR["weight"], lw=2.2))
    return artists


def _sums(figure):
    """Nine cells: the pixel in teal above the weight in blue; below them the sum."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 240), ylim=(0, 240))
    axes.axis("off")
    axes.text(6, 218, "pixel", color=COLOUR["activation"])
    axes.text(48, 218, "× weight, nine times")
    axes.texts[-1].set_color(COLOUR["weight"])
    pixels, weights = [], []
    for p in range(3):
        for q in range(3):
            x, y = 6 + 76 * q, 154 - 52 * p
            axes.add_patch(Rectangle((x, y), 72, 48, fill=False, edgecolor=COLOUR["grid"], lw=1))
            pixels.append(axes.text(x + 36, y + 34, "", ha="center", va="center", color=COLOUR["activation"]))
            weights.append(axes.text(x + 36, y + 14, "", ha="center", va="center", color=COLOUR["weight"]))
    total = axes.text(120, 22, "", ha="center", va="center", color=COLOUR["ink"], fontsize=14)
    return {"pixels": pixels, "weights": weights, "sum": total}


def kernel_update(artists, state):
    fill(artists.x, shade(state.x))
    before, after = state.before, state.after
    artists.zeros.set_visible(before + after > 0)
    artists.zeros.set_bounds(-before, -before, SIDE + before + after, SIDE + before + after)
    top, left = state.corner
    artists.window.set_bounds(left, top, 3, 3)
    w = state.w
    cell = SIDE / 28 * state.stride
    fill(artists.y, shade(state.y, np.abs(w).sum() / (1 if w.min() >= 0 else 2)), cell=cell)
    count = len(state.y)
    artists.border.set_bounds(0, 0, count * cell, count * cell)
    artists.size.set_text(f"{count} × {count}")
    i, j = state.unit
    artists.unit.set_bounds(j * cell, i * cell, cell, cell)
    for p, (pixel, weight) in enumerate(zip(artists.pixels, artists.weights, strict=True)):
        pixel.set_text(f"{state.pixels.ravel()[p]:.2f}")
        weight.set_text(f"× {_number(w.ravel()[p])}")
    artists.sum.set_text(f"sum y = {_number(state.sum)}")


def _number(value):
    """A weight or a sum, with no zero behind the point where there is nothing."""
    return f"{value:.2f}".removesuffix(".00")


def kernel_sentence(state):
    name, count = KERNELS[state.kernel][0].split(":")[0], len(state.y)
    i, j = state.unit
    told = (
        f"Kernel “{name}” with stride {state.stride} and padding {PADDING[state.padding]} makes "
        f"{count} × {count} numbers out of 28 × 28; the window of y({i}, {j}) sums to {_number(state.sum)}"
    )
    if abs(state.turned - state.sum) > 1e-9:
        return f"{told}, with the kernel turned over it would be {_number(state.turned)}."
    if not state.pixels.any():
        return f"{told}: there is no ink in it."
    return f"{told}."


kernel = Lab(
    name="convolution.kernel",
    title="A kernel looks at a digit",
    controls=(
        Choice("kernel", "kernel", {name: text for name, (text, _) in KERNELS.items()}, default="across"),
        Choice("image", "digit", DIGITS, default="3", recorded=("3", "7")),
        Range("stride", "stride s", 1, 4, default=1, recorded=(1, 2)),
        Choice("padding", "padding", PADDING, default="valid"),
        Range("row", "window at row", 0, 27, default=16, recorded=(9, 16)),
        Range("column", "window at column", 0, 27, default=16, recorded=(9, 16, 19)),
    ),
    panels=(
        Panel("seen", "the digit with the window that the kernel looks through", width=222, height=250),
        Panel("sums", "the nine pixels of the window, each times its weight, and their sum", width=214, height=230),
        Panel("answer", "the map: one number for each window; teal above zero, grey below", width=222, height=250),
    ),
    compute=kernel_state,
    setup=kernel_setup,
    update=kernel_update,
    read=kernel_sentence,
    points=(Point("window", "seen", "column", "row", at=lambda s: (s["corner"][1] + 1.5, s["corner"][0] + 1.5)),),
)
