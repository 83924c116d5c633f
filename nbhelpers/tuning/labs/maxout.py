"""Lab `tuning.maxout`: one maxout unit learns the shape of a curve."""

from functools import cache, lru_cache
from itertools import islice

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, say
from nbhelpers.tuning.maxout import Lines, learn, random_lines, tangent_error, tangents

X = np.linspace(-2, 2, 81)
STEPS, MOST = 400, 8
ETA = 0.3
# name -> (shown, f, slope of f, largest second derivative or None)
SHAPES = {
    "parabola": ("the parabola x²/2", lambda x: x**2 / 2, lambda x: x, 1.0),
    "exponential": ("the exponential (eˣ − 1)/2", lambda x: (np.exp(x) - 1) / 2, lambda x: np.exp(x) / 2,
                    np.exp(2) / 2),
    "corner": ("the corner |x|", abs, np.sign, None),
    "wave": ("the wave sin 2x", lambda x: np.sin(2 * x), lambda x: 2 * np.cos(2 * x), None),
}  # fmt: skip


@lru_cache(maxsize=256)
def run(shape, pieces, seed):
    """The k lines after every step of descent on half the mean square miss, from random lines."""
    initial = random_lines(pieces, np.random.default_rng(seed))
    return np.array([initial, *islice(learn(X, SHAPES[shape][1](X), initial, ETA), STEPS)])


@cache
def by_tangents(shape):
    """The largest miss of the upper edge of 1 to MOST tangents, None for a shape that is not convex."""
    _, f, slope, _ = SHAPES[shape]
    if shape == "wave":
        return None
    fine = np.linspace(-2, 2, 1601)
    return np.array([abs(tangents(f, slope, -2, 2, k).upper(fine) - f(fine)).max() for k in range(1, MOST + 1)])


def out_of_reach(y):
    """Half the largest gap between y and the highest convex function below it: no convex function misses less."""
    edge = y.copy()
    for i in range(1, len(y) - 1):
        left, right = np.arange(i), np.arange(i + 1, len(y))
        share = (X[i] - X[left])[:, None] / (X[right][None, :] - X[left][:, None])
        edge[i] = min(y[i], (y[left][:, None] * (1 - share) + y[right][None, :] * share).min())
    return float((y - edge).max() / 2)


LIMIT = {shape: out_of_reach(parts[1](X)) for shape, parts in SHAPES.items()}


def maxout_state(shape, pieces, step, seed):
    """The lines and their upper edge at this step, its largest miss; which lines are nowhere the largest."""
    lines = Lines(*run(shape, pieces, seed)[step])
    shown, f, _, bend = SHAPES[shape]
    y, values = f(X), lines.all(X)
    miss = [float(abs(Lines(*one).upper(X) - y).max()) for one in run(shape, pieces, seed)[[0, step]]]
    bound = None if bend is None else float(tangent_error(bend, -2, 2, pieces))
    return {
        "shape": shape, "shown": shown, "pieces": pieces, "step": step, "y": y, "lines": values,
        "edge": values.max(axis=1), "miss": miss[1], "start": miss[0], "bound": bound, "limit": LIMIT[shape],
        "idle": pieces - len(set(values.argmax(axis=1).tolist())), "tangents": by_tangents(shape),
    }  # fmt: skip


def maxout_setup(curve, misses):
    return {**_curve(curve), **_misses(misses)}


def _curve(figure):
    axes = kit.axes(figure, (0.11, 0.16, 0.87, 0.74), "the lines and their upper edge", xlim=(-2, 2), ylim=(-2.2, 3.4),
                    xticks=(-2, -1, 0, 1, 2), yticks=(-2, 0, 2), xlabel="x")  # fmt: skip
    names = ("– – target", "target"), ("— maxout", "activation"), ("— its pieces", "weight")
    for height, (name, role) in zip((0.97, 0.89, 0.81), names, strict=True):
        kit.note(axes, 0.42, height, name, role, 12, va="top", transform=axes.transAxes)
    return {
        "line": [kit.line(axes, "weight", lw=1.1, alpha=0.8) for _ in range(MOST)],
        "edge": kit.line(axes, "activation", lw=3.2),
        "target": kit.line(axes, "target", lw=1.8, dashes=(4, 2)),
    }


def _misses(figure):
    axes = kit.axes(figure, (0.17, 0.16, 0.8, 0.74), "largest miss between −2 and 2", xscale="log", yscale="log",
                    xlim=(0.9, 9), ylim=(0.008, 6), xticks=(1, 2, 3, 4, 6, 8), yticks=(0.01, 0.1, 1),
                    xlabel="pieces k")  # fmt: skip
    return {
        "tangents": kit.line(axes, "target", marker="o", ms=5, lw=1.4),
        "limit": kit.line(axes, "error", lw=1.6, dashes=(4, 3)),
        "tangents name": kit.note(axes, 1, 0.011, "", "target", 12),
        "limit name": kit.note(axes, 1, 0.82 * LIMIT["wave"], "", "error", 12, va="top"),
        "here": kit.dots(axes, "activation", 11, mec=COLOUR["paper"]),
    }


def maxout_update(artists, state):
    for j, line in enumerate(artists.line):
        there = [0, -1] if j < state.pieces else []
        line.set_data(X[there], state.lines[there, min(j, state.pieces - 1)])
    artists.edge.set_data(X, state.edge)
    artists.target.set_data(X, state.y)
    convex = state.tangents is not None
    found = state.tangents if convex else np.zeros(MOST)
    artists.tangents.set_data(np.flatnonzero(found > 1e-9) + 1, found[found > 1e-9])
    artists["tangents name"].set_text("tangents at equal steps" if convex else "")
    artists.limit.set_data([] if convex else [0.9, 9], [] if convex else [state.limit] * 2)
    artists["limit name"].set_text("" if convex else "no convex function gets below")
    kit.put(artists.here, state.pieces, max(state.miss, 0.0085))


def maxout_sentence(state):
    pieces = count(state.pieces, "piece")
    yield _headline(state, pieces)
    yield say("After {steps} the unit with {pieces} misses {target} by at most {miss:.3f}.",
              steps=count(state.step, "step"), pieces=pieces, target=state.shown, miss=state.miss)  # fmt: skip
    if state.idle:
        yield say("It has {idle}, nowhere the largest.", idle=count(state.idle, "idle piece"))
    if state.tangents is None:
        yield say("No convex function comes closer than {limit:.3f}.", limit=state.limit)
    elif state.bound is None:
        yield say("Two pieces, x and −x, would be this target exactly.")
    else:
        yield say("The edge of {tangents} stays within M·4²/(8k²) = {bound:.3f} of the target.",
                  tangents=count(state.pieces, "tangent"), bound=state.bound)  # fmt: skip


def _headline(state, pieces):
    """How close the unit has come, and what keeps it from coming closer."""
    told = {"shape": state.shape, "miss": state.miss}
    if state.step == 0:
        return say("Before it has learned, the unit misses the {shape} by up to {miss:.3f}.", **told)
    if state.tangents is None:
        return say("A maxout unit is always convex: it misses the {shape} by up to {miss:.3f}.", **told)
    if state.pieces == 1:
        return say("One piece is a straight line: it misses the {shape} by up to {miss:.3f}.", **told)
    if state.miss < 0.0005:
        return say("The unit has become the {shape}, to three decimals.", shape=state.shape)
    if state.idle:
        return say("The edge is made of only {used} of the {pieces} pieces; the rest is idle.",
                   used=state.pieces - state.idle, pieces=state.pieces)  # fmt: skip
    return say("With {pieces} the unit comes closer to the {shape} than tangents: to {miss:.3f}."
               if state.miss < state.tangents[state.pieces - 1] else
               "With {pieces} the unit still misses the {shape} by up to {miss:.3f}.",
               pieces=pieces, **told)  # fmt: skip


unit = Lab(
    name="tuning.maxout",
    title="A maxout unit learns a shape",
    controls=(
        Choice("shape", "target", {name: parts[0] for name, parts in SHAPES.items()}, default="parabola"),
        Range("pieces", "pieces k", 1, MOST, default=4, recorded=(1, 2, 3, 4, 8)),
        Seed("seed", "seed", recorded=2),
        Time("step", "steps of learning", last=STEPS, default=100, recorded=(0, 5, 20, 100, 400)),
    ),
    panels=(
        Panel("curve", "the target, the pieces of the unit and their upper edge", 340, 290),
        Panel("misses", "largest miss against the number of pieces, with what tangents reach", 330, 290),
    ),
    compute=maxout_state, setup=maxout_setup, update=maxout_update, read=maxout_sentence,
)  # fmt: skip
