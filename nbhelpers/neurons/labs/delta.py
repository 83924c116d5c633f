"""Lab `neurons.delta`: a line is fitted by the delta rule, up to its bound 2/λmax and past it."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Dots, Lab, Panel, Range, Time, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, say
from nbhelpers.neurons import delta as rule

STEPS = 60
START = (-1.0, 1.2)
FAR = 1e9
BOX = (0.14, 0.19, 0.83, 0.69)
SLOPES, CONSTANTS = (-1.9, 3.5), (-3.1, 2.3)  # the view of the weights
LOSSES = (0.02, 1e4)
RATES = (0.0, 2.2)
TURN = np.linspace(0, 2 * np.pi, 61)
CIRCLE = np.array([np.cos(TURN), np.sin(TURN)])
LEVELS = (0.1, 0.4, 1.0, 2.0, 3.6, 6.0)
NEAR = 5e-5  # a loss above the least one by less than this is the least one, to four digits
OWN = Dots("own", "your own points", panel="fit", corners=((-3, 5.5), (5, -4.5)), axes=("x", "the target y"),
           first={"step": 0})  # fmt: skip
FINE = 0.005  # a factor nearer to 1 than this needs more digits


@lru_cache(maxsize=64)
def _data(centre, own):
    """Twenty points near a line; x has exactly the mean `centre` and the variance 1. Or what the reader put there, once
    two points differ in x: fewer leave the line free to turn."""
    x, y = OWN.unpack(own).points.T
    if len(set(x)) > 1:
        return rule.with_constant(x), y
    rng = np.random.default_rng(4)
    x = rng.normal(size=20)
    x = (x - x.mean()) / x.std() + centre
    return rule.with_constant(x), x - 0.5 + 0.4 * rng.normal(size=20)


@lru_cache(maxsize=256)
def _run(eta, centre, own):
    """The weights (steps + 1, 2), and their losses; cut short far out."""
    X, y = _data(centre, own)
    path = rule.mean_path(X, y, START, eta, STEPS, FAR)
    return path, rule.half_mean_square(X, y, path)


def delta_state(eta, centre, own, step):
    """Samples, path and losses up to `step`, the least-squares answer, curvatures, factors and the bound."""
    X, y = _data(centre, own)
    path, losses = _run(eta, centre, own)
    put = OWN.unpack(own).points
    last = min(step, len(path) - 1)
    goal = rule.least_squares(X, y)
    curvatures, axes = np.linalg.eigh(rule.correlation(X))
    return {
        "eta": eta, "last": last, "waits": 0 < len(put) and len(set(put[:, 0])) < 2,
        "x": X[:, 0], "y": y, "path": path[: last + 1], "losses": losses[: last + 1],
        "goal": goal, "least": float(rule.half_mean_square(X, y, goal)),
        "curvatures": curvatures, "bound": rule.bound(X), "factors": rule.factors(X, eta),
        "shape": (axes / np.sqrt(curvatures)) @ axes.T,  # R^(-1/2): ellipses out of circles
    }  # fmt: skip


def delta_setup(fit, surface, loss, factor):
    return _lay_fit(fit) | _lay_surface(surface) | _lay_loss(loss) | _lay_factor(factor)


def _lay_fit(figure):
    axes = kit.axes(figure, BOX, "targets y, and the unit's outputs", xlim=(-3, 5), ylim=(-4.5, 5.5),
                    xticks=(-2, 0, 2, 4), yticks=(-4, 0, 4))  # fmt: skip
    axes.set_xlabel("input x", labelpad=0)
    points, errors = kit.dots(axes, "target", 6, mew=0), kit.line(axes, "error", lw=1)
    return {"points": points, "errors": errors, "line": kit.line(axes, "activation")}


def _lay_surface(figure):
    axes = kit.axes(figure, BOX, "loss surface; up: weight w₂ of 1", xlim=SLOPES, ylim=CONSTANTS, xticks=range(-1, 4),
                    yticks=range(-3, 3))  # fmt: skip
    axes.set_xlabel("weight w₁ of x", labelpad=0)
    return {
        "level": [kit.line(axes, "grid", lw=1) for _ in LEVELS],
        "goal": kit.dots(axes, "energy", 13, "+", mew=2),
        "path": kit.line(axes, "weight", lw=1.2, marker="o", ms=3),
        "now": kit.dots(axes, "weight", 9, mec=COLOUR["paper"]),
        "outside": kit.note(axes, -1.8, -2.95, role="error", size=12),
    }


def _lay_loss(figure):
    axes = kit.axes(figure, (0.17, 0.19, 0.79, 0.69), "loss E", xlim=(0, STEPS), ylim=LOSSES, yscale="log",
                    xticks=(0, 20, 40, 60), yticks=kit.powers(*range(-1, 5)), xlabel="step t")  # fmt: skip
    return {
        "least": kit.line(axes, "muted", lw=1.2, ls=kit.DASHED),
        "least_name": kit.note(axes, STEPS, 1, "least squares", "muted", ha="right", va="top"),
        "loss": kit.line(axes, "energy"),
        "loss_now": kit.dots(axes, "energy", clip_on=False),
    }


def _lay_factor(figure):
    axes = kit.axes(figure, (0.17, 0.19, 0.8, 0.69), "|1 − ηλ|: — steepest, ···· flattest", xlim=RATES,
                    ylim=(0, 1.75), xticks=(0, 0.5, 1, 1.5, 2), yticks=(0, 1), xlabel="learning rate η")  # fmt: skip
    axes.set_ylabel("left by a step", labelpad=0)
    kit.level(axes, 1, "error", "-", 1)
    return {
        "bound": kit.line(axes, "error", lw=1.4, ls=kit.DASHED),
        "bound_name": kit.note(axes, 0, 1.6, role="error"),
        "above": kit.note(axes, 2.18, 1.38, role="error", ha="right"),
        "flat": kit.line(axes, "ink", lw=1.4, ls=kit.DOTTED),
        "steep": kit.line(axes, "ink"),
        "at": kit.dots(axes, "weight"),
    }


def delta_update(artists, state):
    _show_fit(artists, state, *state.path[-1])
    _show_path(artists, state)
    shown = np.minimum(state.losses, 10 * LOSSES[1])
    artists.least.set_data([0, STEPS], [state.least] * 2)
    artists.least_name.set_y(0.85 * state.least)
    artists.loss.set_data(np.arange(len(shown)), shown)
    kit.put(artists.loss_now, state.last, min(shown[-1], LOSSES[1]))
    _show_factors(artists, state)


def _show_fit(artists, state, w1, w2):
    artists.points.set_data(state.x, state.y)
    artists.line.set_data(*_answers(w1, w2))
    answers = np.clip(state.x * w1 + w2, -1e4, 1e4)
    gaps = np.column_stack([state.y, answers, np.full(len(answers), np.nan)])
    artists.errors.set_data(np.repeat(state.x, 3), gaps.ravel())


def _answers(w1, w2):
    """Two points of the line w1 x + w2, far outside the picture but not so far that drawing fails."""
    x = np.array([-3.0, 5.0])
    if np.abs(x * w1 + w2).max() < 100:
        return x, x * w1 + w2
    y_hat = np.array([-100.0, 100.0])  # w1 is not 0: the paths of this lab run away in both weights
    return np.clip((y_hat - w2) / w1, -100, 100), y_hat


def _show_path(artists, state):
    for line, level in zip(artists.level, LEVELS, strict=True):
        line.set_data(*(state.goal[:, None] + np.sqrt(2 * level) * state.shape @ CIRCLE))
    kit.put(artists.goal, *state.goal)
    w = state.path[-1]
    inside = SLOPES[0] <= w[0] <= SLOPES[1] and CONSTANTS[0] <= w[1] <= CONSTANTS[1]
    artists.path.set_data(*state.path[np.abs(state.path).max(axis=1) < 30].T)
    artists.now.set_data(*(w[:, None] if inside else np.empty((2, 0))))
    artists.outside.set_text("" if inside else "off the picture")


def _show_factors(artists, state):
    low, high = state.curvatures
    kit.upright(artists.bound, state.bound, 0, 1.55)
    artists.bound_name.set_text(f"2/λmax = {state.bound:.4g}")
    artists.bound_name.set_x(min(2.75 / high + 0.04, 1.35))
    artists.steep.set_data(*_left(high))
    artists.flat.set_data(*_left(low))
    left = np.abs(state.factors)
    artists.at.set_data([state.eta] * 2, left)
    artists.above.set_text(f"↑ {left[0]:.3g} at η = {state.eta:.4g}" if left[0] > 1.75 else "")


def _left(curvature):
    """Learning rates, and |1 − ηλ| at them: what a step leaves of the error along a way of this curvature."""
    corner = [1 / curvature] if curvature * RATES[1] > 1 else []
    rates = np.array([0, *corner, RATES[1]])
    return rates, np.abs(1 - rates * curvature)


def delta_sentence(state):
    (flattest, steepest), (steep, flat) = state.curvatures, state.factors
    yield _headline(state)
    if state.waits:
        yield say("Until then the line is that of the book's twenty points.")
        return
    yield say("With η = {eta:.4g} the loss after {steps} is {loss}; the best line has {least:.4f}.",
              eta=state.eta, steps=count(state.last, "step"), loss=_short(state.losses[-1]),
              least=state.least)  # fmt: skip
    if not _on_bound(state):
        yield say("η is above its bound 2/λmax = {bound:.4g}." if abs(steep) > 1 else
                  "η is below its bound 2/λmax = {bound:.4g}.", bound=state.bound)  # fmt: skip
    yield say("In the steepest direction (λmax = {steepest:.4g}) a step multiplies the distance from the best weights "
              "by {steep}, in the flattest by {flat}." if steepest - flattest > 1e-6 else
              "In every direction (λmax = {steepest:.4g}) a step multiplies the distance from the best weights "
              "by {steep}.",
              steepest=steepest, steep=_signed(steep), flat=_signed(flat))  # fmt: skip


def _headline(state):
    """How the line comes to the best one, or that it doesn't."""
    steep = state.factors[0]
    if state.waits:
        return say("Put another point with another x: one alone leaves the line free to turn.")
    if _on_bound(state):
        return say("Exactly on the bound 2/λmax = {bound:.4g}: the line hops for ever.", bound=state.bound)
    if abs(steep) > 1:
        return say("Too fast: above η = {bound:.4g} the loss grows without end.", bound=state.bound)
    if state.losses[-1] - state.least < NEAR:
        return say("The line is as good as a line can be.")
    if state.last == 0:
        return say("The line is still where it started.")
    return say("The weights hop from side to side, nearer and nearer to the best line." if steep < 0 else
               "The weights glide towards the best line and are still on their way.")  # fmt: skip


def _on_bound(state):
    return np.isclose(abs(state.factors[0]), 1, rtol=0, atol=1e-9)


def _signed(factor):
    return f"{factor:.4f}" if abs(abs(factor) - 1) < FINE else f"{factor:.3f}"


def _short(value):
    return f"{value:.4f}" if value < 10 else f"{value:,.0f}" if value < 1e6 else "beyond a million"


fit = Lab(
    name="neurons.delta",
    title="The delta rule fits a line",
    controls=(
        Range("eta", "learning rate η", 0.02, 2.2, default=0.3, step=0.005,
              recorded=(0.02, 0.1, 0.3, 0.34, 0.345, 0.76, 0.765, 1.0, 1.99, 2.01)),
        Range("centre", "mean of the inputs", 0.0, 2.0, default=2.0, step=0.1, recorded=(0.0, 1.0, 2.0)),
        OWN,
        Time("step", "step", last=STEPS, default=20, recorded=(0, 1, 2, 3, 5, 10, 20, 40, 60)),
    ),
    panels=(
        Panel("fit", "the samples, and the line of the unit's answers", 330, 240),
        Panel("surface", "the loss as a surface over both weights, seen from above, with the path", 330, 240),
        Panel("loss", "the loss against the step, and the least that a line can have", 330, 240),
        Panel("factor", "what a step leaves of the error in the steepest and flattest direction, against η", 330, 240),
    ),
    compute=delta_state, setup=delta_setup, update=delta_update, read=delta_sentence,
)  # fmt: skip
