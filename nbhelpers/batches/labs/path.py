"""Lab `batches.path`: batches of 1 to m samples on one bowl, with one learning rate and one budget of samples."""

from functools import cache, lru_cache
from itertools import islice

import numpy as np
from matplotlib.collections import LineCollection

from nbhelpers import batches
from nbhelpers.batches import stability
from nbhelpers.lab import Lab, Panel, Range, Seed, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, say

SAMPLES, EPOCHS = 32, 12
START = (-1.4, 2.2)
VIEW = (-2.3, 3.3, -1.7, 3.1)
LOSSES = (1e-4, 30.0)
LAST = EPOCHS * SAMPLES
FAR, TRAIL = 12.0, 64  # a path this far from the minimum has run away; so many samples of the path are drawn
SEEN = (0, 1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 256, 384)


@cache
def known():
    """X, y, the minimum, its loss and the curvature of the bowl."""
    X, y = batches.tide(SAMPLES)
    w = batches.minimum(X, y)
    return X, y, w, float(batches.loss(X, y, w)), batches.curvature(X)


@lru_cache(maxsize=512)
def run(batch, eta, seed):
    """(path, loss above the least one, batches) of a run of EPOCHS, cut where it runs away."""
    X, y, w, least, _ = known()
    rows = list(islice(batches.deal(SAMPLES, batch, np.random.default_rng(seed), "fresh"), _steps(batch)))
    path = batches.descend(X, y, START, eta, rows)
    inside = np.linalg.norm(path - w, axis=1) < FAR
    end = len(path) if inside.all() else int(inside.argmin())
    path = path[:end]
    return path, np.clip(batches.loss(X, y, path) - least, *LOSSES), rows


def _steps(batch):
    return EPOCHS * SAMPLES // batch


def path_state(batch, eta, seed, seen):
    """The path so far, the losses of this batch size, of one and of all; bound and floor of theory."""
    X, y, w, least, H = known()
    path, _, rows = run(batch, eta, seed)
    t = min(seen // batch, len(rows))
    now, bound = min(t, len(path) - 1), stability.largest_eta(X, batch)
    holds = eta < bound
    C = stability.stationary_covariance(X, y, eta, batch) if holds else np.zeros((2, 2))
    way_in = np.linalg.matrix_power(np.eye(2) - eta * H, t) @ (path[0] - w)
    return {
        "batch": batch, "eta": eta, "seen": seen, "steps": t,
        "trail": path[max(0, now - TRAIL // batch) : now + 1],
        "lines": [_line(X[k], y[k]) for k in sorted(rows[t - 1])] if 0 < t < len(path) else [],
        "distance": float(np.linalg.norm(path[now] - w)), "away": t >= len(path),
        "curves": [_curve(size, eta, seed) for size in (1, SAMPLES, batch)],
        "now": [float(now * batch), float(np.clip(batches.loss(X, y, path[now]) - least, *LOSSES))],
        "bound": bound, "full": float(stability.largest_eta(X, SAMPLES)), "holds": bool(holds),
        "floor": float(np.trace(H @ C) / 2), "ellipse": _ellipse(C) + w,
        "hovers": bool(holds and way_in @ H @ way_in / 2 <= np.trace(H @ C) / 2),
    }  # fmt: skip


def _curve(batch, eta, seed):
    """(samples seen, loss above the least one); thinned where steps are many."""
    excess = run(batch, eta, seed)[1]
    at = np.arange(0, len(excess), max(1, 5 // batch))
    return np.stack([at * batch, excess[at]])


def _line(x, level):
    """Two ends of the line x . w = level: where this sample has no error."""
    middle, along = x * level / (x @ x), np.array([-x[1], x[0]])
    return np.stack([middle - 9 * along, middle + 9 * along])


def _ellipse(C):
    """The outline two standard deviations about 0, (41, 2)."""
    values, axes = np.linalg.eigh(C)
    turn = np.linspace(0, 2 * np.pi, 41)
    return 2 * (np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.maximum(values, 0))) @ axes.T


def path_setup(above, curve):
    return _lay_plan(above) | _lay_curves(curve)


def _lay_plan(figure):
    X, y, w, _, _ = known()
    axes = kit.axes(figure, (0.09, 0.12, 0.9, 0.84), xlim=VIEW[:2], ylim=VIEW[2:], xticks=range(-2, 4),
                    yticks=range(-1, 4))  # fmt: skip
    axes.set_xlabel("w₁", labelpad=0)
    axes.set_ylabel("w₂", labelpad=-3)
    across, up = np.meshgrid(np.linspace(*VIEW[:2], 60), np.linspace(*VIEW[2:], 60))
    heights = batches.loss(X, y, np.stack([across, up], axis=-1))
    levels = heights.max() * np.linspace(0.1, 0.95, 9) ** 2
    axes.contour(across, up, heights, levels=levels, colors=COLOUR["grid"], linewidths=1)
    lines = axes.add_collection(LineCollection([], colors=COLOUR["target"], linewidths=1, alpha=0.4))
    ellipse = kit.band(axes, "noise", 0.28)
    path = kit.line(axes, "weight", lw=1.4, marker="o", ms=2.5)
    kit.put(kit.dots(axes, "energy", 13, "+", mew=2), *w)
    return {"lines": lines, "ellipse": ellipse, "path": path, "dot": kit.dots(axes, "weight", 9, mec=COLOUR["paper"])}


def _lay_curves(figure):
    axes = kit.axes(figure, (0.16, 0.16, 0.66, 0.76), "loss above the least one", xlim=(0, LAST), ylim=LOSSES,
                    yscale="log", xlabel="samples read", xticks=range(0, LAST + 1, 128),
                    yticks=(1e-4, 1e-2, 1))  # fmt: skip
    looks = (("noise", "-", 1.2), ("energy", (0, (1.2, 1.2)), 1.4), ("weight", "-", 2.2))
    beside = {"va": "center", "x": 1.03 * LAST, "y": 1}
    return {
        "floor": kit.line(axes, "muted", lw=1.4, ls=kit.DASHED),
        "drawn": [kit.line(axes, role, ls=ls, lw=lw) for role, ls, lw in looks],
        "names": [kit.note(axes, role=role, **beside) for role in ("noise", "energy", "weight", "muted")],
        "at": kit.dots(axes, "weight", 9, mec=COLOUR["paper"], clip_on=False),
    }


def path_update(artists, state):
    artists.lines.set_segments(state.lines)
    artists.ellipse.set_xy(state.ellipse)
    artists.path.set_data(*state.trail.T)
    kit.put(artists.dot, *state.trail[-1])
    kit.put(artists.at, *state.now)
    for line, curve in zip(artists.drawn, state.curves, strict=True):
        line.set_data(*curve)
    artists.floor.set_data([0, LAST], [state.floor if state.floor > LOSSES[0] else 1] * 2)
    artists.floor.set_visible(state.floor > LOSSES[0])
    _show_names(artists.names, state)


def _show_names(names, state):
    """The name of each curve at its end, if it ends at the right and is not the chosen one's a second time."""
    sizes = (1, SAMPLES, state.batch)
    *others, (_, mine) = (curve[:, -1] for curve in state.curves)
    ends = [
        end if seen > 0.9 * LAST and size != state.batch else None
        for size, (seen, end) in zip(sizes[:2], others, strict=True)
    ]
    heights = apart([*ends, mine, state.floor if state.floor > LOSSES[0] else None])
    for name, text, height in zip(names, [*(f"B = {size}" for size in sizes), "floor"], heights, strict=True):
        name.set_text(text)
        name.set_visible(height is not None)
        name.set_y(height or 1)


def apart(ends, gap=2.5, span=LOSSES):
    """Heights for the names beside a log axis: each at its end, moved until they lie a factor `gap` apart.

    None is for a name that is not shown.
    """
    shown = np.log([end for end in ends if end is not None])
    placed = np.exp(kit.spread_labels(shown, np.log(gap), np.log(span[0]), np.log(span[1] / 1.2)))
    inside = iter(np.clip(placed, *span))
    return [float(next(inside)) if end is not None else None for end in ends]


def called(batch, samples):
    """The name of a batch size: single samples, batches of 4, full batches."""
    return {1: "single samples", samples: "full batches"}.get(batch, f"batches of {batch}")


def path_sentence(state):
    when = {"samples": count(state.seen, "sample"), "epochs": count(state.seen / SAMPLES, "epoch")}
    when |= {"steps": count(state.steps, "step"), "eta": state.eta, "who": called(state.batch, SAMPLES)}
    yield _headline(state)
    if state.away:
        yield say("With {who} at η = {eta:.3g} it is gone after {samples} ({epochs}) and {steps}.", **when)
    else:
        yield say("With {who} at η = {eta:.3g}, w is {distance:.2g} from the minimum after {samples} ({epochs}) and "
                  "{steps}.", distance=state.distance, **when)  # fmt: skip
    if not state.holds:
        yield say("η is above {bound:.3g}, the theoretical bound for this batch size." if state.batch == SAMPLES else
                  "η is above {bound:.3g}, the theoretical bound for this batch size; full batches have {full:.3g}.",
                  bound=state.bound, full=state.full)  # fmt: skip
    elif state.floor and state.batch < SAMPLES:
        yield say("On average the loss stays {floor:.2g} above the least one: the noise floor.", floor=state.floor)


def _headline(state):
    """Whether the path comes to the minimum, hovers about it or runs away."""
    if state.away:
        return say("Too fast: the path has run away.")
    if not state.steps:
        return say("No step yet: a batch of {batch} must be read before the first one." if state.seen else
                   "Nothing has been read yet: w is at its start.", batch=state.batch)  # fmt: skip
    if not state.holds:
        return say("Too fast: this path will run away." if state.batch == SAMPLES else
                   "Too fast: on average such paths run away.")  # fmt: skip
    if state.floor == 0 or state.batch == SAMPLES:
        return say("A full batch has no noise: the path comes as close as you like.")
    return say("The path hovers about the minimum and never settles." if state.hovers else
               "The path is still on its way to the minimum.")  # fmt: skip


path = Lab(
    name="batches.path",
    title="One sample, a few, or all of them",
    controls=(
        Range("batch", "batch size B", 1, SAMPLES, default=1, recorded=(1, 2, 4, 8, 32)),
        Range("eta", "learning rate η", 0.02, 3.0, default=0.5, log=True, recorded=(0.1, 0.5, 1.5, 2.3, 2.8)),
        Seed("seed", "seed", recorded=2),
        Time("seen", "samples read", last=EPOCHS * SAMPLES, default=128, recorded=SEEN),
    ),
    panels=(
        Panel("above", "the path of w on the bowl; amber lines: no error for a sample of the last batch", 350, 320),
        Panel("curve", "loss above the least one against samples read: one sample, all, and this batch size", 350, 320),
    ),
    compute=path_state, setup=path_setup, update=path_update, read=path_sentence,
)  # fmt: skip
