"""Lab `neurons.line`: the line that one unit draws through the plane of its two inputs."""

import numpy as np

from nbhelpers.lab import Choice, Dots, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.formula import Formula, Symbol
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count, listed, say
from nbhelpers.neurons import CORNERS, TABLES, sigmoid, step, weighted_sum

VIEW = (-0.75, 1.75)
NEAR = 0.4  # within which two texts in the plane would touch
SUMS = (-4.5, 4.5)
EACH = 10  # points a corner, once there is noise
SURE = np.log(9)  # where the S-shaped answer is 0.1 and 0.9
STEP = ([SUMS[0], 0, 0, SUMS[1]], [0, 0, 1, 1])  # the stairs of the step unit
EMPTY = np.zeros((1, 2))
OWN = Dots("own", "your own points", panel="plane", corners=((VIEW[0], VIEW[1]), (VIEW[1], VIEW[0])),
           axes=("x₁", "x₂"), classes=("target 1", "target 0"))  # fmt: skip


def line_state(table, own, unit, w1, w2, theta, noise, seed):
    """Points, their targets and sums, the unit's answers at the points and at the four corners."""
    points, targets = _points(table, own, noise, seed)
    w = np.array([w1, w2])
    u, at_corners = (np.round(weighted_sum(at, w, theta), 9) for at in (points, CORNERS))  # a tie is a tie
    answer = step if unit == "step" else sigmoid
    return {
        "table": table, "own": bool(own), "unit": unit, "w": w, "theta": theta, "noise": noise,
        "points": points, "targets": targets, "u": u, "answers": answer(u), "wrong": step(u) != targets,
        "corners": answer(at_corners), "corners_right": step(at_corners) == TABLES[table],
        "side": side(w, theta), "lines": [segment(w, theta + shift) for shift in (0.0, -SURE, SURE)],
    }  # fmt: skip


def _points(table, own, noise, seed):
    """The reader's own points; or the four corners, and with noise EACH points round each of them."""
    if own:
        points, classes = OWN.unpack(own)
        return points, 1 - classes
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
    return _lay_plane(plane) | _lay_answer(answer) | _lay_table(answer)


def _lay_plane(figure):
    axes = kit.axes(figure, (0.11, 0.13, 0.86, 0.83), xlim=VIEW, ylim=VIEW, xticks=(0, 1), yticks=(0, 1))
    axes.set_aspect("equal")
    axes.set_xlabel("x₁", labelpad=-4)
    axes.set_ylabel("x₂", labelpad=-4)
    return {
        "side": axes.fill(*EMPTY.T, color=rgba("activation", 0.18), lw=0)[0],
        "line": kit.line(axes, "weight", lw=2.5),
        "sure": [kit.line(axes, "activation", lw=1.2, ls=kit.DASHED) for _ in range(2)],
        "arrow": kit.line(axes, "weight", lw=2.5, solid_capstyle="butt"),
        "tip": kit.band(axes, "weight", None),
        "sure_name": [kit.note(axes, 0, 0, role="activation", ha="center") for _ in range(2)],
        "yes": kit.note(axes, 0, 0, "says 1", "activation", 12, ha="center", va="center"),
        "words": kit.note(axes, 0.5, 0.45, "", "error", 12, ha="center"),
        **_dots(axes, ""),
    }


def _lay_answer(figure):
    axes = kit.axes(figure, (0.11, 0.55, 0.86, 0.4), xlim=SUMS, ylim=(-0.14, 1.14), xticks=(-4, -2, 0, 2, 4),
                    yticks={0: "0", 0.5: "½", 1: "1"})  # fmt: skip
    kit.note(axes, -4.4, 1.03, "output ŷ", "activation", 12)
    kit.note(axes, 4.4, 0.06, "pre-activation u", size=12, ha="right")
    return {"curve": kit.line(axes, "activation", lw=1.6), **_dots(axes, "_u")}


def _dots(axes, end):
    """Hollow for target 0, full for target 1, a ring round what is wrong."""
    return {
        "zeros" + end: kit.dots(axes, "target", 7, mfc=COLOUR["paper"], mew=1.6),
        "ones" + end: kit.dots(axes, "target", mew=0),
        "wrong" + end: kit.ring(axes, "error", width=1.6),
    }


def _lay_table(figure):
    """The truth table in words: inputs, what is wanted, what the unit says."""
    axes = kit.canvas(figure, (0.02, 0.0, 0.96, 0.44), ylim=(4.8, -0.4))
    axes.set_axis_off()
    middle = {"size": 12, "ha": "center", "va": "center"}
    heads = ((0.12, "x₁", "ink"), (0.26, "x₂", "ink"), (0.5, "target y", "target"), (0.8, "output ŷ", "activation"))
    for x, name, role in heads:
        kit.note(axes, x, 0, name, role, **middle)
    kit.line(axes, "grid", [0.04, 0.96], [0.5, 0.5], lw=1)
    artists = {"wanted": [], "says": []}
    for row, (x1, x2) in enumerate(CORNERS, start=1):
        kit.note(axes, 0.12, row, f"{x1:.0f}", **middle)
        kit.note(axes, 0.26, row, f"{x2:.0f}", **middle)
        artists["wanted"].append(kit.note(axes, 0.5, row, role="target", **middle))
        artists["says"].append(kit.note(axes, 0.8, row, **middle))
    return artists


def line_update(artists, state):
    _show_line(artists, state)
    _show_arrow(artists, state.w, state.lines[0])
    for end, xy in (("", state.points), ("_u", np.stack([np.clip(state.u, *SUMS), state.answers], axis=1))):
        artists["zeros" + end].set_data(*xy[state.targets == 0].T)
        artists["ones" + end].set_data(*xy[state.targets == 1].T)
        artists["wrong" + end].set_data(*xy[state.wrong].T)
    u = np.linspace(*SUMS, 61)
    artists.curve.set_data(*((u, sigmoid(u)) if state.unit == "sigmoid" else STEP))
    _show_table(artists, state)


def _show_line(artists, state):
    crosses = len(state.lines[0]) > 0
    yes = 0.5 + np.where(state.w < 0, -1, 1) * (0.95, 1.13)  # the corner that is furthest inside
    artists.side.set_xy(state.side if len(state.side) else EMPTY)
    artists.line.set_data(*state.lines[0].T)
    for k, ends in enumerate(state.lines[1:]):
        shown = state.unit == "sigmoid" and len(ends) > 0
        artists.sure[k].set_data(*(ends.T if shown else np.empty((2, 0))))
        artists.sure_name[k].set_text(f"ŷ = {(0.1, 0.9)[k]}" if shown and crosses else "")
        shift = (-0.25, 0.25)[k] * state.w / np.hypot(*state.w) if shown else 0
        kit.put(artists.sure_name[k], *(_beside(ends, shift, yes) if shown else (0, 0)))
    artists.yes.set_text(("output 1" if state.unit == "step" else "ŷ > ½") if crosses else "")
    kit.put(artists.yes, *yes)
    artists.words.set_text("" if crosses else f"no line in view: the output is {int(len(state.side) > 0)} everywhere")


def _beside(ends, shift, taken):
    """A place beside the middle of a line; where that is `taken` nearer to an end, or else on the line's other side."""
    for part, away in ((0.5, 1), (0.25, 1), (0.75, 1), (0.5, -1), (0.5, -2)):
        place = np.clip(part * ends[0] + (1 - part) * ends[1] + away * shift, VIEW[0] + 0.25, VIEW[1] - 0.1)
        if np.abs(place - taken).max() > NEAR:
            break
    return place


def _show_arrow(artists, w, ends):
    """An arrow from the middle of the line, at a right angle to it, to the side with output 1."""
    if not len(ends):
        artists.arrow.set_data([], [])
        artists.tip.set_xy(EMPTY)
        return
    foot, along = ends.mean(axis=0), w / np.hypot(*w)
    across = np.array([-along[1], along[0]])
    neck = foot + 0.2 * along
    artists.arrow.set_data(*np.array([foot, neck]).T)
    artists.tip.set_xy(np.array([neck + 0.07 * across, neck - 0.07 * across, neck + 0.13 * along]))


def _show_table(artists, state):
    rows = zip(artists.wanted, artists.says, TABLES[state.table], state.corners, state.corners_right, strict=True)
    for wanted, says, target, answer, right in rows:
        wanted.set_text(f"{target:.0f}")
        says.set_text(f"{answer:.{0 if state.unit == 'step' else 2}f} {'✓' if right else '✗'}")
        says.set_color(COLOUR["activation" if right else "error"])


def line_sentence(state):
    right, points = int(np.sum(~state.wrong)), len(state.wrong)
    yield _headline(state, points - right)
    yield say("This {unit} unit with weights {w1:g} and {w2:g} and threshold {theta:g} classifies {right} of {points} "
              "points of {table} correctly.", unit="step" if state.unit == "step" else "S-shaped", w1=state.w[0],
              w2=state.w[1], theta=state.theta, right=right, points=points,
              table="your own" if state.own else state.table)  # fmt: skip
    if state.unit == "sigmoid":
        yield say("An output above ½ counts as 1.")
    lost = [f"({x1:.0f}, {x2:.0f})" for x1, x2 in CORNERS[~state.corners_right]]
    if lost and not state.own:
        yield say("It is wrong at the corners {corners}." if lost[1:] else "It is wrong at the corner {corners}.",
                  corners=listed(lost))  # fmt: skip


def _headline(state, wrong):
    """What the line does to the two classes; `wrong` is how many points lie on the wrong side."""
    lost = int(np.sum(~state.corners_right))
    if not len(state.lines[0]):
        return say("Both weights are 0: the output is {answer} everywhere." if not state.w.any() else
                   "The line lies outside the picture: the output is {answer} everywhere in view.",
                   answer=int(len(state.side) > 0))  # fmt: skip
    if state.own and len(set(state.targets)) < 2:
        return say("Put points of both classes: press a point to change its class.")
    if not wrong:
        return say("The line separates the two classes: all {points} points are right.", points=len(state.wrong))
    if state.own:
        return say("The line leaves {wrong} of your {points} points on the wrong side.", wrong=wrong,
                   points=len(state.wrong))  # fmt: skip
    if state.table == "XOR":
        return say("No line solves XOR: this one gets {right} of 4 corners right.", right=4 - lost)
    if not lost:
        return say("All four corners are right, but noise has carried {points} across the line.",
                   points=count(wrong, "point"))  # fmt: skip
    return say("The line leaves {lost} of the 4 corners of {table} on the wrong side.", lost=lost, table=state.table)


def line_formulas(state):
    """The pre-activation and the output at the corner (1, 1)."""
    (w1, w2), u = state.w, round(float(state.w.sum() - state.theta), 9)
    names = {
        "w1": Symbol("w_1", w1, "weight of the first input", ("line", "arrow")),
        "w2": Symbol("w_2", w2, "weight of the second input", ("line", "arrow")),
        "x1": Symbol("x_1", 1, "first input, at the corner (1, 1)"), "x2": Symbol("x_2", 1, "second input, there"),
        "theta": Symbol("θ", state.theta, "threshold", ("line",)), "u": Symbol("u", u, "pre-activation"),
    }  # fmt: skip
    yield Formula("{u} = {w1} · {x1} + {w2} · {x2} − {theta}", names)
    output = {"y": Symbol("ŷ", state.corners[-1], "output", ("says.3", "curve"))}
    yield Formula(
        "{y} = step({u})" if state.unit == "step" else "{y} = [1|1 + e^(−{u})]", {"u": names["u"], **output}
    )


line = Lab(
    name="neurons.line",
    title="One neuron draws a line",
    controls=(
        Choice("table", "truth table", {name: name for name in TABLES}, default="XOR"),
        OWN,
        Choice("unit", "nonlinearity", {"step": "step", "sigmoid": "S-shaped"}, default="step"),
        Range("w1", "weight w₁", -2.0, 2.0, default=1.0, step=0.05, recorded=(-1.0, 0.0, 1.0)),
        Range("w2", "weight w₂", -2.0, 2.0, default=1.0, step=0.05, recorded=(-1.0, 0.0, 1.0)),
        Range("theta", "threshold θ", -3.0, 3.0, default=0.5, step=0.05, recorded=(-1.5, -0.5, 0.5, 1.5)),
        Range("noise", "noise", 0.0, 0.5, default=0.15, step=0.01, recorded=(0.0, 0.15)),
        Seed("seed", "seed", recorded=1),
    ),
    panels=(
        Panel("plane", "the plane of both inputs: points of two classes, the line, the side with output 1", 330, 330),
        Panel("answer", "above, the output against the pre-activation; below, the truth table", 330, 330),
    ),
    compute=line_state, setup=line_setup, update=line_update, read=line_sentence, formulas=line_formulas,
)  # fmt: skip
