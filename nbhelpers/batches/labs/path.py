"""Lab `batches.path`: batches of 1 to N samples on one bowl, with one learning rate and one budget of samples."""

from functools import cache, lru_cache
from itertools import islice

import numpy as np
from matplotlib.collections import LineCollection

from nbhelpers import batches
from nbhelpers.batches import stability
from nbhelpers.lab import Lab, Panel, Range, Seed, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

SAMPLES, EPOCHS = 32, 12
START = (-1.4, 2.2)
VIEW = (-2.3, 3.3, -1.7, 3.1)
LOSSES = (1e-4, 30.0)
FAR, TRAIL = 12.0, 64  # a path this far from the minimum has run away; so many samples of the path are drawn
SEEN = (0, 1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 256, 384)


@cache
def known():
    """X, y, the minimum, its loss and the curvature of the bowl."""
    X, y = batches.tide(SAMPLES)
    w = batches.minimum(X, y)
    return X, y, w, float(batches.loss(X, y, w)), batches.curvature(X)


@lru_cache(maxsize=512)
def walk(batch, eta, seed):
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
    path, _, rows = walk(batch, eta, seed)
    t = min(seen // batch, len(rows))
    now, bound = min(t, len(path) - 1), stability.largest_eta(X, batch)
    holds = eta < bound
    C = stability.floor(X, y, eta, batch) if holds else np.zeros((2, 2))
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
    excess = walk(batch, eta, seed)[1]
    at = np.arange(0, len(excess), max(1, 5 // batch))
    return np.stack([at * batch, excess[at]])


def _line(x, level):
    """Two ends of the line x . w = level: where this sample is content."""
    middle, along = x * level / (x @ x), np.array([-x[1], x[0]])
    return np.stack([middle - 9 * along, middle + 9 * along])


def _ellipse(C):
    """The outline two standard deviations about 0, (41, 2)."""
    values, axes = np.linalg.eigh(C)
    turn = np.linspace(0, 2 * np.pi, 41)
    return 2 * (np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.maximum(values, 0))) @ axes.T


def path_setup(above, curve):
    X, y, w, _, _ = known()
    plan = above.add_axes((0.09, 0.12, 0.9, 0.84))
    plan.set(xlim=VIEW[:2], ylim=VIEW[2:], xticks=[-2, -1, 0, 1, 2, 3], yticks=[-1, 0, 1, 2, 3])
    plan.set_xlabel("w₁", labelpad=0)
    plan.set_ylabel("w₂", labelpad=-3)
    across, up = np.meshgrid(np.linspace(*VIEW[:2], 60), np.linspace(*VIEW[2:], 60))
    heights = batches.loss(X, y, np.stack([across, up], axis=-1))
    plan.contour(across, up, heights, levels=heights.max() * np.linspace(0.1, 0.95, 9) ** 2,
                 colors=COLOUR["grid"], linewidths=1)  # fmt: skip
    lines = plan.add_collection(LineCollection([], colors=COLOUR["target"], linewidths=1, alpha=0.4))
    ellipse = plan.fill([0], [0], facecolor=COLOUR["noise"], alpha=0.28, lw=0)[0]
    path = plan.plot([], [], color=COLOUR["weight"], lw=1.4, marker="o", ms=2.5)[0]
    plan.plot(*w, "+", color=COLOUR["energy"], ms=13, mew=2)
    rim = dict(markeredgecolor=COLOUR["paper"], ls="", marker="o", ms=9)
    dot = plan.plot([], [], color=COLOUR["weight"], **rim)[0]
    return {"lines": lines, "ellipse": ellipse, "path": path, "dot": dot, **_curves(curve, rim)}


def _curves(figure, rim):
    axes = figure.add_axes((0.16, 0.16, 0.66, 0.76))
    axes.set(xlim=(0, EPOCHS * SAMPLES), ylim=LOSSES, yscale="log", xlabel="samples read")
    axes.set_xticks([0, 128, 256, 384])
    axes.set_yticks([1e-4, 1e-2, 1], ["0.0001", "0.01", "1"])
    axes.minorticks_off()
    axes.set_title("loss above the least one")
    floor = axes.plot([], [], color=COLOUR["muted"], lw=1.4, ls=(0, (4, 3)))[0]
    looks = (("noise", "-", 1.2), ("energy", (0, (1.2, 1.2)), 1.4), ("weight", "-", 2.2))
    drawn = [axes.plot([], [], color=COLOUR[role], ls=ls, lw=lw)[0] for role, ls, lw in looks]
    names = [axes.text(EPOCHS * SAMPLES * 1.03, 1, "", color=COLOUR[role], va="center", fontsize=11)
             for role, *_ in looks]  # fmt: skip
    names.append(axes.text(EPOCHS * SAMPLES * 1.03, 1, "floor", color=COLOUR["muted"], va="center", fontsize=11))
    dot = axes.plot([], [], color=COLOUR["weight"], clip_on=False, **rim)[0]
    return {"floor": floor, "drawn": drawn, "names": names, "at": dot}


def path_update(artists, state):
    artists.lines.set_segments(state.lines)
    artists.ellipse.set_xy(state.ellipse)
    artists.path.set_data(*state.trail.T)
    artists.dot.set_data(*state.trail[-1:].T)
    artists.at.set_data([state.now[0]], [state.now[1]])
    for line, curve in zip(artists.drawn, state.curves, strict=True):
        line.set_data(*curve)
    floor = state.floor if state.floor > LOSSES[0] else None
    artists.floor.set_data([0, EPOCHS * SAMPLES], [floor or 1] * 2)
    artists.floor.set_visible(floor is not None)
    sizes = (1, SAMPLES, state.batch)
    *others, mine = state.curves
    named = [
        curve[0, -1] > 0.9 * EPOCHS * SAMPLES and size != sizes[2]
        for size, curve in zip(sizes[:2], others, strict=True)
    ]
    ends = [curve[1, -1] if one else None for curve, one in zip(others, named, strict=True)]
    heights = apart([*ends, mine[1, -1], floor])
    texts = [*(f"B = {size}" for size in sizes), "floor"]
    for name, text, height in zip(artists.names, texts, heights, strict=True):
        name.set_text(text)
        name.set_visible(height is not None)
        name.set_y(height or 1)


def apart(ends, gap=2.5, span=LOSSES):
    """Heights for the names beside a log axis: each at its end, moved until they lie a factor `gap` apart."""
    order = sorted((i for i, end in enumerate(ends) if end is not None), key=lambda i: ends[i])
    placed, ground = [None] * len(ends), span[0] / gap
    for i in order:
        placed[i] = ground = max(ends[i], ground * gap)
    roof = span[1] / 1.2 * gap
    for i in order[::-1]:
        placed[i] = roof = min(placed[i], roof / gap)
    return placed


def path_sentence(state):
    size, steps, seen = state.batch, state.steps, state.seen
    who = f"Batches of {size}, η = {state.eta:.3g}"
    read = f"{count(seen, 'sample')} read ({count(seen / SAMPLES, 'epoch')}), {count(steps, 'step')}"
    if steps == 0:
        waits = f": a batch of {size} must be read before the first one" if seen else ""
        return f"{who}: {read}{waits}; w stands {state.distance:.2f} from the minimum."
    crossed = f"η is above {state.bound:.3g}, the bound of theory for this batch size"
    if not state.holds and size < SAMPLES:
        crossed += f" (all {SAMPLES} at once: {state.full:.3g})"
    if state.away:
        return f"{who}: {read}, and the path has run away, for {crossed}."
    text = f"{who}: {read}, w is {state.distance:.2g} from the minimum"
    if not state.holds:
        return f"{text}, and will not stay: {crossed}."
    if state.floor == 0 or size == SAMPLES:
        return f"{text}; a full batch has no noise, so it comes as close as you like."
    if state.hovers:
        return f"{text}; the noise floor is reached: it hovers about {state.floor:.2g} above the least loss."
    return f"{text}; still on its way to the noise floor, {state.floor:.2g} above the least loss."


path = Lab(
    name="batches.path",
    title="One sample, a few, or all of them",
    controls=(
        Range("batch", "batch size B", 1, SAMPLES, default=4, recorded=(1, 2, 4, 8, 32)),
        Range("eta", "learning rate η", 0.02, 3.0, default=0.5, log=True, recorded=(0.1, 0.5, 1.5, 2.3, 2.8)),
        Seed("seed", "seed", recorded=2),
        Time("seen", "samples read", last=EPOCHS * SAMPLES, default=64, recorded=SEEN),
    ),
    panels=(
        Panel("above", "the path of w on the bowl; lines: where each sample of the last batch is content", 350, 320),
        Panel("curve", "loss above the least one against samples read: one sample, all, and this batch size", 350, 320),
    ),
    compute=path_state,
    setup=path_setup,
    update=path_update,
    read=path_sentence,
)
