"""Lab `optimizers.noted`: multiplying by the root of V against dividing by it, when the loss changes its unit."""

import numpy as np

from nbhelpers.lab import Lab, Panel, Range
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count
from nbhelpers.nn.optimizers import minimize, rmsprop, rmsprop_as_noted

STEPS = 60
WS = (1e-4, 1e3)
FAR = 1e6


def noted_state(scale, eta):
    """RMSProp in both forms on E = scale w^2 / 2 from w = 1."""
    runs = [_run(method, scale, eta) for method in (rmsprop_as_noted, rmsprop)]
    return {
        "scale": scale,
        "eta": eta,
        "distances": [np.clip(distance, WS[0] / 10, WS[1] * 10) for distance, _ in runs],
        "end": [float(distance[-1]) for distance, _ in runs],
        "first": [float(first) for _, first in runs],
        "away": bool(len(runs[0][0]) <= STEPS),
    }


def _run(method, scale, eta):
    """(|w_0|, |w_1|, ... up to the point where it has run away; the first step)."""
    path = minimize(method, lambda w: scale * w, [1.0], STEPS, eta=eta)[:, 0]
    inside = abs(path) < FAR
    end = len(path) if inside.all() else int(inside.argmin())
    return abs(path[:end]), path[0] - path[1]


def noted_setup(curve, first):
    axes = curve.add_axes((0.15, 0.17, 0.82, 0.73))
    axes.set(xlim=(0, STEPS), ylim=WS, yscale="log", xlabel="step t")
    axes.set_yticks([1e-4, 1e-2, 1, 100], ["10⁻⁴", "0.01", "1", "100"])
    axes.minorticks_off()
    axes.set_title("distance |w| from the minimum")
    looks = (dict(color=COLOUR["error"]), dict(color=COLOUR["activation"], dashes=(4, 1.5)))
    lines = [axes.plot([], [], **look)[0] for look in looks]
    for height, text, role in ((0.97, "— times √V, as noted", "error"), (0.89, "- - divided by √V", "activation")):
        axes.text(0.98, height, text, color=COLOUR[role], ha="right", va="top", transform=axes.transAxes)
    axes = first.add_axes((0.17, 0.17, 0.8, 0.73))
    axes.set(xlim=(0.007, 140), ylim=(1e-6, 1e5), xscale="log", yscale="log", xlabel="gradient at the start")
    axes.set_xticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    axes.set_yticks([1e-6, 1e-3, 1, 1e3], ["10⁻⁶", "0.001", "1", "1000"])
    axes.minorticks_off()
    axes.set_title("length of the first step")
    laws = [axes.plot([], [], lw=1.2, alpha=0.7, **look)[0] for look in looks]
    pairs = zip("os", looks, strict=True)
    dots = [axes.plot([], [], marker, color=look["color"], ms=9)[0] for marker, look in pairs]
    return {"distance": lines, "law": laws, "here": dots}


def noted_update(artists, state):
    ends = np.array([0.007, 140])
    for i, power in enumerate((2, 0)):
        distance = state.distances[i]
        artists.distance[i].set_data(np.arange(len(distance)), distance)
        artists.here[i].set_data([state.scale], [state.first[i]])
        artists.law[i].set_data(ends, state.first[i] * (ends / state.scale) ** power)


def noted_sentence(state):
    first, right = state.first
    told = f"Where the gradient starts at {state.scale:.3g}, multiplying by √V makes a first step of {first:.3g}"
    if state.away:
        fate = f"and runs away within {count(len(state.distances[0]), 'step')}"
    else:
        fate = f"and is at distance {state.end[0]:.2g} after {STEPS} steps"
    return (
        f"{told} {fate}; dividing makes one of {right:.3g} whatever the gradient's unit, and is at distance "
        f"{state.end[1]:.2g}."
    )


noted = Lab(
    name="optimizers.noted",
    title="Times the root, or divided by the root?",
    controls=(
        Range(
            "scale",
            "gradient at the start",
            0.01,
            100.0,
            default=100.0,
            log=True,
            recorded=(0.01, 0.1, 1.0, 10.0, 100.0),
        ),
        Range("eta", "learning rate η", 0.003, 0.3, default=0.03, log=True, recorded=(0.003, 0.01, 0.03, 0.1, 0.3)),
    ),
    panels=(
        Panel("distance", "distance from the minimum against the step, for both forms", width=340, height=270),
        Panel("first", "length of the first step against the size of the gradient", width=340, height=270),
    ),
    compute=noted_state,
    setup=noted_setup,
    update=noted_update,
    read=noted_sentence,
)
