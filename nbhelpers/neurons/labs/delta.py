"""Lab `neurons.delta`: a line is fitted by the delta rule, up to its bound 2/λmax and past it."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Lab, Panel, Range, Time
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count
from nbhelpers.neurons import delta as rule

STEPS = 60
START = (-1.0, 1.2)
FAR = 1e9
SLOPES, CONSTANTS = (-1.9, 3.5), (-3.1, 2.3)  # the view of the weights
LOSSES = (0.02, 1e4)
RATES = (0.0, 2.2)
TURN = np.linspace(0, 2 * np.pi, 61)
LEVELS = (0.1, 0.4, 1.0, 2.0, 3.6, 6.0)
FINE = 0.005  # a factor nearer to 1 than this needs more digits


@lru_cache(maxsize=64)
def _data(centre):
    """Twenty points near a line. x has exactly the mean `centre` and the variance 1."""
    rng = np.random.default_rng(4)
    x = rng.normal(size=20)
    x = (x - x.mean()) / x.std() + centre
    return rule.with_constant(x), x - 0.5 + 0.4 * rng.normal(size=20)


@lru_cache(maxsize=256)
def _run(eta, centre):
    """The weights (steps + 1, 2), and their losses; cut short far out."""
    X, d = _data(centre)
    path = rule.mean_path(X, d, START, eta, STEPS, FAR)
    return path, rule.half_mean_square(X, d, path)


def delta_state(eta, centre, step):
    """Samples, path and losses up to `step`, the least-squares answer, curvatures, factors and the bound."""
    X, d = _data(centre)
    path, losses = _run(eta, centre)
    goal = rule.least_squares(X, d)
    lam, axes = np.linalg.eigh(rule.correlation(X))
    return {
        "eta": eta, "centre": centre, "step": step, "x": X[:, 0], "d": d,
        "path": path, "losses": losses, "goal": goal, "least": float(rule.half_mean_square(X, d, goal)),
        "lambda": lam, "bound": rule.bound(X), "factors": rule.factors(X, eta),
        "shape": (axes / np.sqrt(lam)) @ axes.T,  # R^(-1/2): ellipses out of circles
    }  # fmt: skip


def delta_setup(fit, surface, loss, factor):
    ax = fit.add_axes((0.14, 0.19, 0.83, 0.69))
    ax.set(xlim=(-3, 5), ylim=(-4.5, 5.5), xticks=(-2, 0, 2, 4), yticks=(-4, 0, 4))
    ax.set_xlabel("input x", labelpad=0)
    ax.set_title("targets d, and what the unit says")
    artists = {"points": ax.plot([], [], "o", color=COLOUR["target"], ms=6, mew=0)[0]}
    artists["errors"] = ax.plot([], [], color=COLOUR["error"], lw=1)[0]
    artists["line"] = ax.plot([], [], color=COLOUR["activation"])[0]
    artists |= _surface(surface)
    ax = loss.add_axes((0.17, 0.19, 0.79, 0.69))
    ax.set(xlim=(0, STEPS), ylim=LOSSES, yscale="log", xlabel="step t", xticks=(0, 20, 40, 60))
    ax.set_yticks([0.1, 1, 10, 100, 1e3, 1e4], ["0.1", "1", "10", "100", "10³", "10⁴"])
    ax.minorticks_off()
    ax.set_title("loss E")
    artists["least"] = ax.plot([], [], color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)))[0]
    artists["least_name"] = ax.text(STEPS, 1, "least squares", color=COLOUR["muted"], ha="right", va="top", fontsize=11)
    artists["loss"] = ax.plot([], [], color=COLOUR["energy"])[0]
    artists["loss_now"] = ax.plot([], [], "o", color=COLOUR["energy"], ms=8, clip_on=False)[0]
    artists |= _factor(factor)
    return artists


def _surface(figure):
    ax = figure.add_axes((0.14, 0.19, 0.83, 0.69))
    ax.set(xlim=SLOPES, ylim=CONSTANTS, xticks=(-1, 0, 1, 2, 3), yticks=(-3, -2, -1, 0, 1, 2))
    ax.set_xlabel("weight w₁ of x", labelpad=0)
    ax.set_title("loss surface; up: weight w₂ of 1")
    artists = {"level": [ax.plot([], [], color=COLOUR["grid"], lw=1)[0] for _ in LEVELS]}
    artists["goal"] = ax.plot([], [], "+", color=COLOUR["energy"], ms=13, mew=2)[0]
    artists["path"] = ax.plot([], [], "o-", color=COLOUR["weight"], lw=1.2, ms=3)[0]
    artists["now"] = ax.plot([], [], "o", color=COLOUR["weight"], ms=9, mec=COLOUR["paper"])[0]
    artists["outside"] = ax.text(-1.8, -2.95, "", color=COLOUR["error"])
    return artists


def _factor(figure):
    ax = figure.add_axes((0.17, 0.19, 0.8, 0.69))
    ax.set(xlim=RATES, ylim=(0, 1.75), xticks=(0, 0.5, 1, 1.5, 2), yticks=(0, 1), xlabel="learning rate η")
    ax.set_title("|1 − ηλ|: — steepest way, ···· flattest")
    ax.set_ylabel("left by a step", labelpad=0)
    ax.axhline(1, color=COLOUR["error"], lw=1)
    artists = {"bound": ax.plot([], [], color=COLOUR["error"], lw=1.4, ls=(0, (4, 3)))[0]}
    artists["bound_name"] = ax.text(0, 1.6, "", color=COLOUR["error"], fontsize=11)
    artists["above"] = ax.text(2.18, 1.38, "", color=COLOUR["error"], ha="right", fontsize=11)
    artists["flat"] = ax.plot([], [], color=COLOUR["ink"], lw=1.4, ls=(0, (1.2, 1.5)))[0]
    artists["steep"] = ax.plot([], [], color=COLOUR["ink"])[0]
    artists["at"] = ax.plot([], [], "o", color=COLOUR["weight"], ms=8, clip_on=True)[0]
    return artists


def delta_update(artists, s):
    last = min(s.step, len(s.path) - 1)
    w = s.path[last]
    says = s.x * w[0] + w[1]
    artists.points.set_data(s.x, s.d)
    artists.line.set_data(*_answers(*w))
    gaps = np.column_stack([s.d, np.clip(says, -1e4, 1e4), np.full(len(says), np.nan)])
    artists.errors.set_data(np.repeat(s.x, 3), gaps.ravel())
    for artist, level in zip(artists.level, LEVELS, strict=True):
        round_ = s.goal[:, None] + np.sqrt(2 * level) * s.shape @ np.array([np.cos(TURN), np.sin(TURN)])
        artist.set_data(*round_)
    artists.goal.set_data(*s.goal[:, None])
    near = s.path[: last + 1]
    near = near[np.abs(near).max(axis=1) < 30]
    artists.path.set_data(*near.T)
    inside = SLOPES[0] <= w[0] <= SLOPES[1] and CONSTANTS[0] <= w[1] <= CONSTANTS[1]
    artists.now.set_data(*(w[:, None] if inside else np.empty((2, 0))))
    artists.outside.set_text("" if inside else "off the picture")
    shown = np.minimum(s.losses[: last + 1], 10 * LOSSES[1])
    artists.least.set_data([0, STEPS], [s.least] * 2)
    artists.least_name.set_y(0.85 * s.least)
    artists.loss.set_data(np.arange(last + 1), shown)
    artists.loss_now.set_data([last], [min(shown[-1], LOSSES[1])])
    eta, (low, high), bound = s.eta, s["lambda"], s.bound
    artists.bound.set_data([bound, bound], [0, 1.55])
    artists.bound_name.set_text(f"2/λmax = {bound:.4g}")
    artists.bound_name.set_x(min(2.75 / high + 0.04, 1.35))
    rates = np.array([0, 1 / high, RATES[1]])
    artists.steep.set_data(rates, np.abs(1 - rates * high))
    rates = np.array([0, 1 / low, RATES[1]]) if low * RATES[1] > 1 else np.array([0, RATES[1]])
    artists.flat.set_data(rates, np.abs(1 - rates * low))
    left = np.abs([1 - eta * high, 1 - eta * low])
    artists.at.set_data([eta, eta], left)
    artists.above.set_text(f"↑ {left[0]:.3g} at η = {eta:.4g}" if left[0] > 1.75 else "")


def _answers(w1, w2):
    """Two points of the line d = w1 x + w2, far outside the picture but not so far that drawing fails."""
    x = np.array([-3.0, 5.0])
    if np.abs(x * w1 + w2).max() < 100:
        return x, x * w1 + w2
    d = np.array([-100.0, 100.0])  # w1 is not 0: the paths of this lab run away in both weights
    return np.clip((d - w2) / w1, -100, 100), d


def delta_sentence(s):
    last = min(s.step, len(s.path) - 1)
    setting = f"With η = {s.eta:.4g} the loss after {count(last, 'step')} is {_short(s.losses[last])}"
    steep, flat = s.factors
    why = f"along the steepest way (λmax = {s['lambda'][-1]:.4g}) a step multiplies the error by {_signed(steep)}"
    if np.isclose(abs(steep), 1, rtol=0, atol=1e-9):
        return f"{setting} and never comes to the best: η is the bound 2/λmax = {s.bound:.4g} itself, and {why}."
    if abs(steep) > 1:
        return f"{setting} and will grow without end: η is above 2/λmax = {s.bound:.4g}, and {why}."
    if s["lambda"][-1] - s["lambda"][0] > 1e-6:
        why += f", along the flattest by {_signed(flat)}"
    return f"{setting} and falls to the best, {s.least:.4f}: η is below 2/λmax = {s.bound:.4g}, and {why}."


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
        Time("step", "step", last=STEPS, default=20, recorded=(0, 1, 2, 3, 5, 10, 20, 40, 60)),
    ),
    panels=(
        Panel("fit", "the samples, and the line of the unit's answers", 330, 240),
        Panel("surface", "the loss as a surface over both weights, seen from above, with the path", 330, 240),
        Panel("loss", "the loss against the step, and the least that a line can have", 330, 240),
        Panel("factor", "what a step leaves of the error along the steepest and the flattest way, against η", 330, 240),
    ),
    compute=delta_state,
    setup=delta_setup,
    update=delta_update,
    read=delta_sentence,
)  # fmt: skip
