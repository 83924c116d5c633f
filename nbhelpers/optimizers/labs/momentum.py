"""Lab `optimizers.momentum`: learning rate and momentum on a bowl, theory beside measurement."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import ListedColormap

from nbhelpers.lab import Lab, Panel, Range
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import count
from nbhelpers.optimizers.convergence import best_momentum, best_sgd, bowl_path, largest_eta, measured_rate, rate

STEPS = 120  # drawn
LONG = 300  # run, to measure the rate over the second half
SMALLEST, LARGEST = 1e-6, 1e4
BETAS = np.linspace(0.0, 0.99, 45)
REACHES = np.linspace(0.05, 4.0, 60)  # eta lambda_max


def momentum_state(kappa, reach, beta):
    """Path of the heavy ball on E = (w1^2 + kappa w2^2) / 2 with eta = reach / kappa, from (1, 1)."""
    curvatures = np.array([1.0, kappa])
    eta = reach / kappa
    path = bowl_path(eta, beta, curvatures, [1.0, 1.0], LONG)
    best_eta, best_beta, best = best_momentum(curvatures)
    plain_eta, plain = best_sgd(curvatures)
    return {
        "kappa": kappa,
        "reach": reach,
        "beta": beta,
        "bound": float(largest_eta(1.0, beta)),
        "distance": _clip(np.linalg.norm(path[: STEPS + 1], axis=1) / np.sqrt(2)),
        "measured": float(measured_rate(path)),
        "theory": float(rate(eta, beta, curvatures)),
        "best": [float(best_eta * kappa), float(best_beta), float(best)],
        "plain": [float(plain_eta * kappa), float(plain)],
        "speed": _speed(kappa),
    }


@lru_cache(maxsize=64)
def _speed(kappa):
    """0 (slow) to 1 (fast) for each beta (row) and eta lambda_max (column); 0 where it diverges."""
    shrink = rate(REACHES / kappa, BETAS[:, None], [1.0, kappa])
    digits = -np.log10(np.minimum(shrink, 1 - 1e-9))  # digits won a step
    return np.round(np.clip(1 + np.log10(digits + 1e-9) / 3, 0, 1), 2)


def _clip(values):
    return np.clip(values, SMALLEST / 10, LARGEST * 10)


def momentum_setup(plan, curve):
    axes = plan.add_axes((0.14, 0.17, 0.83, 0.78))
    axes.set(xlim=(0, 4.1), ylim=(-0.03, 1.0), xlabel="learning rate, as η λmax", ylabel="momentum β")
    axes.plot([2, 4], [0, 1], color=COLOUR["error"], lw=1.5)
    axes.text(3.02, 0.2, "too far:\nη λmax >\n2 (1 + β)", color=COLOUR["error"], linespacing=1.3, va="center")
    fade = ListedColormap([rgba("energy", round(0.75 * i / 63, 3)) for i in range(64)])
    extent = (REACHES[0], REACHES[-1], BETAS[0], BETAS[-1])
    shared = dict(origin="lower", aspect="auto", interpolation="none", zorder=0)
    image = axes.imshow(np.zeros((45, 60)), cmap=fade, vmin=0, vmax=1, extent=extent, **shared)
    axes.set(xlim=(0, 4.1), ylim=(-0.03, 1.0))
    artists = {"speed": image}
    artists["plain"] = axes.plot([], [], "s", color=COLOUR["target"], markersize=8, clip_on=False)[0]
    artists["best"] = axes.plot([], [], "*", color=COLOUR["target"], markersize=15, mec=COLOUR["paper"])[0]
    artists["here"] = axes.plot([], [], "o", color="none", mec=COLOUR["ink"], mew=2.2, ms=11, clip_on=False)[0]
    axes = curve.add_axes((0.15, 0.17, 0.82, 0.73))
    axes.set(xlim=(0, STEPS), ylim=(SMALLEST, LARGEST), yscale="log", xlabel="step t")
    axes.set_yticks([1e-6, 1e-4, 1e-2, 1, 100, 1e4], ["10⁻⁶", "10⁻⁴", "0.01", "1", "100", "10⁴"])
    axes.minorticks_off()
    axes.set_title("distance from the minimum")
    guide = dict(color=COLOUR["target"], lw=1.3)
    artists["plain line"] = axes.plot([], [], dashes=(6, 3), **guide)[0]
    artists["best line"] = axes.plot([], [], dashes=(1.2, 1.8), **guide)[0]
    artists["theory"] = axes.plot([], [], color=COLOUR["muted"], lw=1.3, dashes=(3, 2))[0]
    artists["distance"] = axes.plot([], [], color=COLOUR["ink"])[0]
    for height, text, role in (
        (0.97, "— this setting", "ink"),
        (0.9, "- - its rate by theory", "muted"),
        (0.83, "– – SGD at its best", "target"),
        (0.76, "···· momentum at its best", "target"),
    ):
        axes.text(0.98, height, text, color=COLOUR[role], ha="right", va="top", transform=axes.transAxes)
    return artists


def momentum_update(artists, state):
    artists.speed.set_data(state.speed)
    artists.plain.set_data([state.plain[0]], [0])
    artists.best.set_data([state.best[0]], [state.best[1]])
    artists.here.set_data([state.reach], [state.beta])
    artists.distance.set_data(np.arange(STEPS + 1), state.distance)
    for name, factor in (
        ("theory", state.theory),
        ("plain line", state.plain[1]),
        ("best line", state.best[2]),
    ):
        artists[name].set_data([0, STEPS], [1, factor**STEPS])


def momentum_sentence(state):
    setting = f"At κ = {state.kappa:.0f}, η λmax = {state.reach:.2f} and β = {state.beta:.2f}"
    if state.reach > state.bound:
        return (
            f"{setting} the ball flies off: η λmax is above 2(1 + β) = {state.bound:.2f}, the distance grows "
            f"by {state.measured:.3f} a step (theory: {state.theory:.3f})."
        )
    return (
        f"{setting} the distance shrinks by {state.measured:.3f} a step; by theory it is {state.theory:.3f}, "
        f"and a digit takes {_steps(state.theory)}; SGD at its best needs {_steps(state.plain[1])}, momentum "
        f"at its best (η λmax = {state.best[0]:.2f}, β = {state.best[1]:.2f}) {_steps(state.best[2])}."
    )


def _steps(shrink):
    """Steps for a tenth of the distance."""
    if shrink >= 1 - 1e-9:
        return "forever"
    steps = -1 / np.log10(shrink) if shrink > 0 else 1
    return count(round(steps, 0 if steps >= 10 else 1), "step")


momentum = Lab(
    name="optimizers.momentum",
    title="Learning rate and momentum on a bowl",
    controls=(
        Range("kappa", "condition number κ", 4, 400, default=100, log=True, recorded=(25, 100, 400)),
        Range(
            "reach",
            "learning rate, as η λmax",
            0.1,
            4.0,
            default=1.9,
            recorded=(0.5, 1.0, 1.9, 2.2, 2.8, 3.3, 3.6, 3.9),
        ),
        Range("beta", "momentum β", 0.0, 0.99, default=0.67, recorded=(0.0, 0.2, 0.44, 0.67, 0.82, 0.9, 0.97)),
    ),
    panels=(
        Panel("map", "speed for every learning rate and momentum: the darker the faster", width=340, height=290),
        Panel("distance", "distance from the minimum against the step", width=340, height=290),
    ),
    compute=momentum_state,
    setup=momentum_setup,
    update=momentum_update,
    read=momentum_sentence,
)
