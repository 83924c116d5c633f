"""Lab `neurons.line`: the line that one unit draws through the plane of its two inputs."""

import numpy as np

from nbhelpers.backprop import sigmoid
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.neurons import CORNERS, TABLES, step, weighted_sum

VIEW = (-0.75, 1.75)
NEAR = 0.4  # within which two texts in the plane would touch
SUMS = (-4.5, 4.5)
EACH = 10  # points a corner, once there is noise
SURE = np.log(9)  # where the S-shaped answer is 0.1 and 0.9
EMPTY = np.zeros((1, 2))


def line_state(table, unit, w1, w2, theta, noise, seed):
    """Points, their targets and sums, the unit's answers at the points and at the four corners."""
    points, targets = _points(table, noise, seed)
    w = np.array([w1, w2])
    u, at_corners = (np.round(weighted_sum(at, w, theta), 9) for at in (points, CORNERS))  # a tie is a tie
    answer = step if unit == "step" else sigmoid
    return {
        "table": table, "unit": unit, "w": w, "theta": theta, "noise": noise,
        "points": points, "targets": targets, "u": u, "answers": answer(u), "wrong": step(u) != targets,
        "corners": answer(at_corners), "corners_right": step(at_corners) == TABLES[table],
        "side": side(w, theta), "lines": [segment(w, theta + shift) for shift in (0.0, -SURE, SURE)],
    }  # fmt: skip


def _points(table, noise, seed):
    """The four corners; with noise, EACH points round each of them."""
    targets = TABLES[table]
    if noise == 0:
        return CORNERS, targets
    cloud = np.random.default_rng(seed).normal(size=(4 * EACH, 2))
    return np.repeat(CORNERS, EACH, axis=0) + noise * cloud, np.repeat(targets, EACH)


def side(w, theta):
    """The part of the view where w . x > theta, as the corners of a polygon (k, 2); k = 0 if there is none."""
    low, high = VIEW
    square = np.array([(low, low), (high, low), (high, high), (low, high)])
    u = np.round(square @ w - theta, 9)  # a corner on the line is on the line, on every machine
    found = []
    for k in range(4):
        if u[k] > 0:
            found.append(square[k])
        if (u[k] > 0) != (u[k - 3] > 0):  # k - 3 is the next corner
            found.append(square[k] + (square[k - 3] - square[k]) * u[k] / (u[k] - u[k - 3]))
    return np.array(found).reshape(-1, 2)


def segment(w, theta):
    """The two ends of the line w . x = theta in the view; empty if it does not cross it."""
    inside, outside = side(w, theta), side(-w, -theta)
    if not len(inside) or not len(outside):
        return np.empty((0, 2))
    distance = np.abs(inside @ w - theta)
    return inside[np.sort(np.argsort(distance, kind="stable")[:2])]


def line_setup(plane, answer):
    ax = plane.add_axes((0.11, 0.13, 0.86, 0.83))
    ax.set(xlim=VIEW, ylim=VIEW, xticks=(0, 1), yticks=(0, 1), aspect="equal")
    ax.set_xlabel("x₁", labelpad=-4)
    ax.set_ylabel("x₂", labelpad=-4)
    artists = {"side": ax.fill(*EMPTY.T, color=rgba("activation", 0.18), lw=0)[0]}
    artists["line"] = ax.plot([], [], color=COLOUR["weight"], lw=2.5)[0]
    artists["sure"] = [ax.plot([], [], color=COLOUR["activation"], lw=1.2, ls=(0, (4, 3)))[0] for _ in range(2)]
    artists["arrow"] = ax.plot([], [], color=COLOUR["weight"], lw=2.5, solid_capstyle="butt")[0]
    artists["tip"] = ax.fill(*EMPTY.T, color=COLOUR["weight"], lw=0)[0]
    artists["sure_name"] = [ax.text(0, 0, "", color=COLOUR["activation"], ha="center", fontsize=11) for _ in range(2)]
    artists["yes"] = ax.text(0, 0, "says 1", color=COLOUR["activation"], ha="center", va="center")
    artists["words"] = ax.text(0.5, 0.45, "", color=COLOUR["error"], ha="center")
    artists |= _dots(ax, "")
    ax = answer.add_axes((0.11, 0.55, 0.86, 0.4))
    ax.set(xlim=SUMS, ylim=(-0.14, 1.14), xticks=(-4, -2, 0, 2, 4), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    ax.text(-4.4, 1.03, "answer y", color=COLOUR["activation"])
    ax.text(4.4, 0.06, "sum u", ha="right")
    artists["curve"] = ax.plot([], [], color=COLOUR["activation"], lw=1.6)[0]
    artists |= _dots(ax, "_u")
    artists |= _table(answer.add_axes((0.02, 0.0, 0.96, 0.44)))
    return artists


def _dots(ax, end):
    """Hollow for target 0, full for target 1, a ring round what is wrong."""
    return {
        "zeros" + end: ax.plot([], [], "o", mfc=COLOUR["paper"], mec=COLOUR["target"], mew=1.6, ms=7)[0],
        "ones" + end: ax.plot([], [], "o", color=COLOUR["target"], mew=0, ms=8)[0],
        "wrong" + end: ax.plot([], [], "o", mfc="none", mec=COLOUR["error"], mew=1.6, ms=13)[0],
    }


def _table(ax):
    """The truth table in words: inputs, what is wanted, what the unit says."""
    ax.set(xlim=(0, 1), ylim=(4.8, -0.4))
    ax.axis("off")
    heads = ((0.12, "x₁", "ink"), (0.26, "x₂", "ink"), (0.5, "wanted", "target"), (0.8, "says", "activation"))
    for x, name, role in heads:
        ax.text(x, 0, name, ha="center", va="center", color=COLOUR[role])
    ax.plot([0.04, 0.96], [0.5, 0.5], color=COLOUR["grid"], lw=1)
    wanted, says = [], []
    for row, corner in enumerate(CORNERS, start=1):
        for x, value in zip((0.12, 0.26), corner, strict=True):
            ax.text(x, row, f"{value:.0f}", ha="center", va="center")
        wanted.append(ax.text(0.5, row, "", ha="center", va="center", color=COLOUR["target"]))
        says.append(ax.text(0.8, row, "", ha="center", va="center"))
    return {"wanted": wanted, "says": says}


def line_update(artists, s):
    w, lines = s.w, s.lines
    yes = 0.5 + np.where(w < 0, -1, 1) * (0.95, 1.13)  # the corner that is furthest inside
    artists.side.set_xy(s.side if len(s.side) else EMPTY)
    artists.line.set_data(*lines[0].T)
    for k, ends in enumerate(lines[1:]):
        shown = s.unit == "sigmoid" and len(ends) > 0
        artists.sure[k].set_data(*(ends.T if shown else np.empty((2, 0))))
        artists.sure_name[k].set_position((0, 0))
        artists.sure_name[k].set_text(f"y = {(0.1, 0.9)[k]}" if shown and len(lines[0]) else "")
        if shown:
            artists.sure_name[k].set_position(_beside(ends, (-0.25, 0.25)[k] * w / np.hypot(*w), yes))
    _arrow(artists, w, lines[0])
    artists.yes.set_text(("says 1" if s.unit == "step" else "y > ½") if len(lines[0]) else "")
    artists.yes.set_position(yes)
    artists.words.set_text("" if len(lines[0]) else f"no line in view: it says {int(len(s.side) > 0)} to all")
    heights, across = s.answers, np.clip(s.u, *SUMS)
    for end, xy in (("", s.points), ("_u", np.stack([across, heights], axis=1))):
        artists["zeros" + end].set_data(*xy[s.targets == 0].T)
        artists["ones" + end].set_data(*xy[s.targets == 1].T)
        artists["wrong" + end].set_data(*xy[s.wrong].T)
    u = np.linspace(*SUMS, 61)
    stairs = ([SUMS[0], 0, 0, SUMS[1]], [0, 0, 1, 1])
    artists.curve.set_data(*((u, sigmoid(u)) if s.unit == "sigmoid" else stairs))
    rows = zip(TABLES[s.table], s.corners, s.corners_right, strict=True)
    for row, (wanted, says, right) in enumerate(rows):
        artists.wanted[row].set_text(f"{wanted:.0f}")
        said = f"{says:.0f}" if s.unit == "step" else f"{says:.2f}"
        artists.says[row].set_text(f"{said} {'✓' if right else '✗'}")
        artists.says[row].set_color(COLOUR["activation" if right else "error"])


def _beside(ends, shift, taken):
    """A place beside the middle of a line, or nearer to an end where that is `taken`."""
    for part in (0.5, 0.25, 0.75):
        place = np.clip(part * ends[0] + (1 - part) * ends[1] + shift, VIEW[0] + 0.25, VIEW[1] - 0.1)
        if np.abs(place - taken).max() > NEAR:
            break
    return place


def _arrow(artists, w, ends):
    """An arrow from the middle of the line, at a right angle to it, to the side that says 1."""
    if not len(ends):
        artists.arrow.set_data([], [])
        artists.tip.set_xy(EMPTY)
        return
    foot, along = ends.mean(axis=0), w / np.hypot(*w)
    across = np.array([-along[1], along[0]])
    neck = foot + 0.2 * along
    artists.arrow.set_data(*np.array([foot, neck]).T)
    artists.tip.set_xy(np.array([neck + 0.07 * across, neck - 0.07 * across, neck + 0.13 * along]))


def line_sentence(s):
    w1, w2 = s.w
    unit = "step unit" if s.unit == "step" else "S-shaped unit"
    count, right = len(s.wrong), int(np.sum(~s.wrong))
    setting = f"With weights {w1:g} and {w2:g} and threshold {s.theta:g}"
    text = f"{setting} this {unit} gets {right} of {count} points of {s.table} right"
    if not len(s.lines[0]):
        whole = "both weights are 0" if w1 == w2 == 0 else "the line lies outside the picture"
        return f"{text}: {whole}, so it says {int(len(s.side) > 0)} to everything in view."
    if right == count:
        return f"{text}: its line parts the two classes."
    if s.table == "XOR":
        best = "more than 3 of the 4 corners no line gets right"
        return f"{text}; {best if s.noise == 0 else 'no line can part clouds that lie crosswise'}."
    if s.corners_right.all():
        return f"{text}: all four corners, but noise has carried {count - right} across the line."
    lost = [f"({x1:.0f}, {x2:.0f})" for x1, x2 in CORNERS[~s.corners_right]]
    return f"{text}; on the wrong side: the {'corner' if len(lost) == 1 else 'corners'} {' and '.join(lost)}."


line = Lab(
    name="neurons.line",
    title="One neuron draws a line",
    controls=(
        Choice("table", "to be learnt", {name: name for name in TABLES}, default="XOR"),
        Choice("unit", "answer", {"step": "step", "sigmoid": "S-shaped"}, default="step"),
        Range("w1", "weight w₁", -2.0, 2.0, default=1.0, step=0.05, recorded=(-1.0, 0.0, 1.0)),
        Range("w2", "weight w₂", -2.0, 2.0, default=1.0, step=0.05, recorded=(-1.0, 0.0, 1.0)),
        Range("theta", "threshold θ", -3.0, 3.0, default=0.5, step=0.05, recorded=(-1.5, -0.5, 0.5, 1.5)),
        Range("noise", "noise", 0.0, 0.5, default=0.15, step=0.01, recorded=(0.0, 0.15)),
        Seed("seed", "seed", recorded=1),
    ),
    panels=(
        Panel("plane", "the plane of both inputs: points of two classes, the line, the side that says 1", 330, 330),
        Panel("answer", "above, the answer against the weighted sum; below, the truth table", 330, 330),
    ),
    compute=line_state,
    setup=line_setup,
    update=line_update,
    read=line_sentence,
)
