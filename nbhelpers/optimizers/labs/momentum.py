"""Lab `optimizers.momentum`: learning rate and momentum on a bowl, theory beside measurement."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import ListedColormap

from nbhelpers.lab import Lab, Panel, Range, kit
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import say
from nbhelpers.optimizers.convergence import best_momentum, best_sgd, bowl_path, largest_eta, measured_rate, rate

STEPS = 120  # drawn
LONG = 300  # run, to measure the rate over the second half
SMALLEST, LARGEST = 1e-6, 1e4
BETAS = np.linspace(0.0, 0.99, 45)
REACHES = np.linspace(0.05, 4.0, 60)  # eta lambda_max
NEVER = 1 - 1e-9  # a rate from here on brings nothing nearer
CLOSE = 1.15  # so many times the fewest steps are nearly the best
SWINGING = 1e-6  # how near the root of beta a rate is where the ball swings in both directions


def momentum_state(kappa, reach, beta):
    """Path of the heavy ball on E = (w1^2 + kappa w2^2) / 2 with eta = reach / kappa, from (1, 1)."""
    curvatures = np.array([1.0, kappa])
    eta = reach / kappa
    path = bowl_path(eta, beta, curvatures, [1.0, 1.0], LONG)
    best_eta, best_beta, best = best_momentum(curvatures)
    plain_eta, plain = best_sgd(curvatures)
    return {
        "kappa": kappa, "reach": reach, "beta": beta, "bound": float(largest_eta(1.0, beta)),
        "distance": np.clip(np.linalg.norm(path[: STEPS + 1], axis=1) / np.sqrt(2), SMALLEST / 10, LARGEST * 10),
        "measured": float(measured_rate(path)), "theory": float(rate(eta, beta, curvatures)),
        "best": [float(best_eta * kappa), float(best_beta), float(best)],
        "plain": [float(plain_eta * kappa), float(plain)], "speed": _speed(kappa),
    }  # fmt: skip


@lru_cache(maxsize=64)
def _speed(kappa):
    """0 (slow) to 1 (fast) for each beta (row) and eta lambda_max (column); 0 where it diverges."""
    shrink = rate(REACHES / kappa, BETAS[:, None], [1.0, kappa])
    digits = -np.log10(np.minimum(shrink, 1 - 1e-9))  # digits won a step
    return np.round(np.clip(1 + np.log10(digits + 1e-9) / 3, 0, 1), 2)


def momentum_setup(plan, curve):
    return _lay_map(plan) | _lay_distances(curve)


def _lay_map(figure):
    axes = kit.axes(figure, (0.14, 0.17, 0.83, 0.78), xlabel="learning rate, as η λmax", ylabel="momentum β")
    kit.line(axes, "error", [2, 4], [0, 1], lw=1.5)
    kit.note(axes, 3.02, 0.2, "too far:\nη λmax >\n2 (1 + β)", "error", 12, linespacing=1.3, va="center")
    fade = ListedColormap([rgba("energy", round(0.75 * i / 63, 3)) for i in range(64)])
    extent = (REACHES[0], REACHES[-1], BETAS[0], BETAS[-1])
    look = {"cmap": fade, "vmin": 0, "vmax": 1, "origin": "lower", "aspect": "auto", "zorder": 0}
    speed = axes.imshow(np.zeros((len(BETAS), len(REACHES))), extent=extent, **look)
    axes.set(xlim=(0, 4.1), ylim=(-0.03, 1.0))
    return {
        "speed": speed,
        "plain": kit.dots(axes, "target", 8, "s", clip_on=False),
        "best": kit.dots(axes, "target", 15, "*", mec=COLOUR["paper"]),
        "here": kit.ring(axes, "ink", 11, 2.2, clip_on=False),
    }


def _lay_distances(figure):
    axes = kit.axes(figure, (0.15, 0.17, 0.82, 0.73), "distance from the minimum", xlim=(0, STEPS),
                    ylim=(SMALLEST, LARGEST), yscale="log", xlabel="step t",
                    yticks=kit.powers(*range(-6, 5, 2)))  # fmt: skip
    artists = {
        "plain line": kit.line(axes, "target", lw=1.3, ls=(0, (6, 3))),
        "best line": kit.line(axes, "target", lw=1.3, ls=(0, (1.2, 1.8))),
        "theory": kit.line(axes, "muted", lw=1.3, ls=(0, (3, 2))),
        "distance": kit.line(axes, "ink"),
    }
    for height, text, role in (
        (0.97, "— this setting", "ink"), (0.9, "- - by theory", "muted"),
        (0.83, "– – SGD at its best", "target"), (0.76, "···· momentum at its best", "target"),
    ):  # fmt: skip
        kit.note(axes, 0.98, height, text, role, 12, ha="right", va="top", transform=axes.transAxes)
    return artists


def momentum_update(artists, state):
    artists.speed.set_data(state.speed)
    kit.put(artists.plain, state.plain[0], 0)
    kit.put(artists.best, *state.best[:2])
    kit.put(artists.here, state.reach, state.beta)
    artists.distance.set_data(np.arange(STEPS + 1), state.distance)
    for name, factor in (("theory", state.theory), ("plain line", state.plain[1]), ("best line", state.best[2])):
        artists[name].set_data([0, STEPS], [1, factor**STEPS])


def momentum_sentence(state):
    yield _headline(state)
    yield say("In the long run each step multiplies the distance by {measured:.3f} (theory: {theory:.3f}), at "
              "κ = {kappa:.0f}, η λmax = {reach:.2f} and β = {beta:.2f}.",
              measured=state.measured, theory=state.theory, kappa=state.kappa, reach=state.reach,
              beta=state.beta)  # fmt: skip
    if state.reach > state.bound:
        yield say("The bound is 2(1 + β) = {bound:.4g}.", bound=state.bound)
    yield say("To reach a tenth of the distance, SGD at its best needs {plain} steps, momentum at its best {best} "
              "(η λmax = {reach:.2f}, β = {beta:.2f}).",
              plain=_steps(state.plain[1]), best=_steps(state.best[2]), reach=state.best[0],
              beta=state.best[1])  # fmt: skip


def _headline(state):
    """Whether the ball comes to rest, and how soon."""
    if state.reach > state.bound:
        return say("The ball flies off: η λmax = {reach:.4g} is above its bound {bound:.4g}.",
                   reach=state.reach, bound=state.bound)  # fmt: skip
    if state.theory >= NEVER:
        return say("The ball never comes to rest: η λmax = {reach:.4g} is its bound.", reach=state.reach)
    steps, plain = _steps(state.theory), _steps(state.plain[1])
    if np.log(state.best[2]) > CLOSE * np.log(state.theory):
        return say("Nearly the best there is: the distance falls tenfold in {steps} steps.", steps=steps)
    if state.beta > state.best[1] and abs(state.theory - np.sqrt(state.beta)) < SWINGING:
        return say("The ball swings to and fro: the distance needs {steps} steps to fall tenfold.", steps=steps)
    if steps == plain:
        return say("As fast as SGD at its best: the distance falls tenfold in {steps} steps.", steps=steps)
    return say("Faster than any SGD: the distance falls tenfold in {steps} steps, not {plain}."
               if state.theory < state.plain[1] else
               "Slower than SGD at its best: the distance falls tenfold in {steps} steps, not {plain}.",
               steps=steps, plain=plain)  # fmt: skip


def _steps(shrink):
    """How many steps make a tenth of the distance."""
    steps = -1 / np.log10(shrink)
    return f"{steps:,.0f}" if steps >= 10 else f"{steps:.1f}"


momentum = Lab(
    name="optimizers.momentum",
    title="A little momentum beats any SGD",
    controls=(
        Range("kappa", "condition number κ", 4, 400, default=100, log=True, recorded=(25, 100, 400)),
        Range("reach", "learning rate, as η λmax", 0.1, 4.0, default=1.9,
              recorded=(0.5, 1.0, 1.9, 2.2, 2.8, 3.3, 3.6, 3.9)),
        Range("beta", "momentum β", 0.0, 0.99, default=0.67, recorded=(0.0, 0.2, 0.44, 0.67, 0.82, 0.9, 0.97)),
    ),
    panels=(
        Panel("map", "speed for every learning rate and momentum: the darker the faster", width=340, height=290),
        Panel("distance", "distance from the minimum against the step", width=340, height=290),
    ),
    compute=momentum_state, setup=momentum_setup, update=momentum_update, read=momentum_sentence,
)  # fmt: skip
