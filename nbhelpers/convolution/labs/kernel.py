"""Lab `convolution.kernel`: a kernel looks at a handwritten digit, window by window."""

import numpy as np

from nbhelpers.convolution import correlate, output_size, padding_amounts
from nbhelpers.convolution.labs.images import BOX, DIGITS, digit
from nbhelpers.lab import Choice, Lab, Panel, Point, Range, kit
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.words import say

SIDE = 28
EDGE = 2.0  # room around the digit for its padding
KERNELS = {
    "across": ("edges, left to right", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "down": ("edges, top to bottom", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
    "outline": ("outline", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "blur": ("blur", [[1 / 9] * 3] * 3),
    "sharpen": ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "identity": ("identity: the pixel itself", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
}
SIDES = {  # with positive weights, with negative ones
    "across": ("on the right", "on the left"), "down": ("below", "above"),
    "outline": ("in the middle", "around the middle"),
}  # fmt: skip
PADDING = {"valid": "none (VALID)", "same": "zeros (SAME)"}
NIL = 0.005  # what is smaller is printed as 0


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
    left = kit.canvas(seen, BOX, "the digit x, and one window", xlim=(-EDGE, SIDE + EDGE), ylim=(SIDE + EDGE, -EDGE))
    right = kit.canvas(answer, BOX, "the map y", SIDE)
    kit.rectangle(left, "grid", width=SIDE)
    return {
        "x": kit.picture(left),
        "zeros": kit.rectangle(left, "muted", ls=(0, (3, 2))),
        "window": kit.rectangle(left, "weight", width=3, lw=2.2),
        **_sums(sums),
        "size": kit.note(right, SIDE, -1.2, role="muted", ha="right", va="bottom"),
        "border": kit.rectangle(right, "grid"),
        "y": kit.picture(right),
        "unit": kit.rectangle(right, "weight", lw=2.2),
    }


def _sums(figure):
    """Nine cells: the pixel in teal above the weight in blue; below them the sum."""
    axes = kit.bare(figure, (0, 240), (0, 240))
    kit.note(axes, 6, 218, "pixel", "activation", 12)
    kit.note(axes, 48, 218, "× weight, nine times", "weight", 12)
    middle = {"ha": "center", "va": "center"}
    pixels, weights = [], []
    for row, column in np.ndindex(3, 3):
        x, y = 6 + 76 * column, 154 - 52 * row
        kit.rectangle(axes, "grid", x, y, 72, 48)
        pixels.append(kit.note(axes, x + 36, y + 34, "", "activation", 12, **middle))
        weights.append(kit.note(axes, x + 36, y + 14, "", "weight", 12, **middle))
    return {"pixels": pixels, "weights": weights, "sum": kit.note(axes, 120, 22, size=14, **middle)}


def kernel_update(artists, state):
    _window(artists, state)
    _map(artists, state)
    for pixel, weight, x, w in zip(artists.pixels, artists.weights, state.pixels.flat, state.w.flat, strict=True):
        pixel.set_text(f"{x:.2f}")
        weight.set_text(f"× {_number(w)}")
    artists.sum.set_text(f"sum y = {_number(state.sum)}")


def _window(artists, state):
    before, padded = state.before, SIDE + state.before + state.after
    top, left = state.corner
    kit.fill(artists.x, kit.shade(state.x))
    artists.zeros.set_visible(padded > SIDE)
    artists.zeros.set_bounds(-before, -before, padded, padded)
    artists.window.set_bounds(left, top, 3, 3)


def _map(artists, state):
    w, cell, across = state.w, state.stride, len(state.y)
    i, j = state.unit
    kit.fill(artists.y, kit.shade(state.y, np.abs(w).sum() / (1 if w.min() >= 0 else 2)), cell=cell)
    artists.border.set_bounds(0, 0, across * cell, across * cell)
    artists.size.set_text(f"{across} × {across}")
    artists.unit.set_bounds(j * cell, i * cell, cell, cell)


def _number(value):
    """A weight or a sum, with no zero after the point where there is nothing."""
    return f"{value:.2f}".removesuffix(".00")


def kernel_sentence(state):
    yield _headline(state)
    yield say("The kernel “{name}” with stride {stride}, without padding, makes {side} × {side} numbers out of 28 × 28."
              if state.padding == "valid" else
              "The kernel “{name}” with stride {stride} and zeros around the digit makes {side} × {side} numbers "
              "out of 28 × 28.",
              name=KERNELS[state.kernel][0].split(":")[0], stride=state.stride, side=len(state.y))  # fmt: skip
    i, j = state.unit
    yield say("The window shown gives the number in row {i}, column {j} of the map, both counted from 0.", i=i, j=j)
    if abs(state.turned - state.sum) >= NIL:
        yield say("Rotated by half a turn, the kernel would give {turned}.", turned=_number(state.turned))


def _headline(state):
    """What this kernel finds in the window."""
    told = _number(state.sum)
    if not state.pixels.any():
        return say("There is no ink in this window: the sum is 0.")
    if state.kernel == "blur":
        return say("The sum is the mean of the nine pixels: {sum}.", sum=told)
    if state.kernel == "identity":
        return say("The sum is the middle pixel itself: {sum}.", sum=told)
    middle = state.pixels[1, 1]
    if state.kernel != "sharpen":
        return _edge(state.kernel, state.sum, told)
    if abs(state.sum - middle) < NIL:
        return say("The middle pixel is like its neighbours: sharpening leaves it at {sum}.", sum=told)
    return say("Sharpening turns the middle pixel from {pixel} into {sum}.", pixel=_number(middle), sum=told)


def _edge(kernel, total, told):
    """Which of the two sides that a kernel compares has more ink, as it weighs it."""
    if abs(total) < NIL:
        return say("Positive and negative products cancel: the sum is 0, there is no edge here.")
    heavy, light = SIDES[kernel] if total > 0 else SIDES[kernel][::-1]
    return say("Ink {heavy} outweighs ink {light}: the sum is {sum}.", heavy=heavy, light=light, sum=told)


def kernel_formulas(state):
    """One number of the map: nine products and their sum."""
    names = {"y": Symbol("y", state.sum, "one number of the map", ("sum", "unit"))}
    for k, (w, x) in enumerate(zip(state.w.ravel(), state.pixels.ravel(), strict=True)):
        row, column = k // 3 + 1, k % 3 + 1
        names[f"w{k}"] = Symbol(f"w_{row}{column}", w, f"weight, row {row}, column {column}", (f"weights.{k}",))
        names[f"x{k}"] = Symbol(f"x_{row}{column}", x, "the pixel under it", (f"pixels.{k}",))
    yield Formula("{y} = " + " + ".join(f"{{w{k}}} · {{x{k}}}" for k in range(9)), names)


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
        Panel("seen", "the digit, with the window that the kernel looks through", width=222, height=250),
        Panel("sums", "the nine pixels of the window, each times its weight, and their sum", width=214, height=230),
        Panel("answer", "the map: one number for each window; teal above zero, grey below", width=222, height=250),
    ),
    compute=kernel_state, setup=kernel_setup, update=kernel_update, read=kernel_sentence, formulas=kernel_formulas,
    points=(Point("window", "seen", "column", "row", at=lambda s: (s["corner"][1] + 1.5, s["corner"][0] + 1.5)),),
)  # fmt: skip
