"""Lab `optimizers.noted`: multiplying by the root of V against dividing by it, when the loss changes its unit."""

import numpy as np

from nbhelpers.lab import Lab, Panel, Range, kit
from nbhelpers.lab.words import count, say
from nbhelpers.nn.optimizers import minimize, rmsprop, rmsprop_as_noted

STEPS = 60
WS = (1e-4, 1e3)
FAR = 1e6
STUCK = 0.95  # of the way is left
GRADIENTS = (0.007, 140)  # at the start, in the picture
LOOKS = (("error", "-", "o"), ("activation", (0, (4, 1.5)), "s"))  # as noted, and divided


def noted_state(scale, eta):
    """RMSProp in both forms on E = scale w^2 / 2 from w = 1."""
    runs = [_run(method, scale, eta) for method in (rmsprop_as_noted, rmsprop)]
    return {
        "scale": scale,
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
    return _lay_distances(curve) | _lay_first(first)


def _lay_distances(figure):
    axes = kit.axes(figure, (0.15, 0.17, 0.82, 0.73), "distance |w| from the minimum", xlim=(0, STEPS), ylim=WS,
                    yscale="log", xlabel="step t", yticks=kit.powers(-4, -2, 0, 2))  # fmt: skip
    for height, text, role in ((0.97, "— times √V, as noted", "error"), (0.89, "- - divided by √V", "activation")):
        kit.note(axes, 0.98, height, text, role, 12, ha="right", va="top", transform=axes.transAxes)
    return {"distance": [kit.line(axes, role, ls=ls) for role, ls, _ in LOOKS]}


def _lay_first(figure):
    axes = kit.axes(figure, (0.17, 0.17, 0.8, 0.73), "length of the first step", xlim=GRADIENTS, ylim=(1e-6, 1e5),
                    xscale="log", yscale="log", xlabel="gradient at the start", xticks=(0.01, 0.1, 1, 10, 100),
                    yticks={1e-6: "10⁻⁶", 1e-3: "0.001", 1: "1", 1e3: "1000"})  # fmt: skip
    return {
        "law": [kit.line(axes, role, ls=ls, lw=1.2, alpha=0.7) for role, ls, _ in LOOKS],
        "here": [kit.dots(axes, role, 9, marker) for role, _, marker in LOOKS],
    }


def noted_update(artists, state):
    for i, power in enumerate((2, 0)):
        distance, first = state.distances[i], state.first[i]
        artists.distance[i].set_data(np.arange(len(distance)), distance)
        kit.put(artists.here[i], state.scale, first)
        artists.law[i].set_data(GRADIENTS, first * (np.array(GRADIENTS) / state.scale) ** power)


def noted_sentence(state):
    times, divided = state.first
    yield _headline(state)
    yield say("From w = 1, where the gradient is {scale:.3g}, multiplying makes a first step of {times:.3g}, dividing "
              "one of {divided:.3g}.", scale=state.scale, times=times, divided=divided)  # fmt: skip
    yield say("Ten times the gradient would make the first of these a hundred times as long, and leave the second as "
              "it is.")  # fmt: skip
    yield say("After {steps} dividing is at distance {divided:.2g}." if state.away else
              "After {steps} multiplying is at distance {times:.2g}, dividing at {divided:.2g}.",
              steps=count(STEPS, "step"), times=state.end[0], divided=state.end[1])  # fmt: skip


def _headline(state):
    """Where multiplying ends (away, stuck, or on its way), and where dividing does."""
    times, divided = state.end
    if state.away:
        return say("Multiplying by √V runs away within {steps}; dividing ends {divided:.2g} from the minimum.",
                   steps=count(len(state.distances[0]), "step"), divided=divided)  # fmt: skip
    if times > STUCK:
        return say("Multiplying by √V hardly moves; dividing ends {divided:.2g} from the minimum.", divided=divided)
    return say("Multiplying by √V happens to be ahead: it ends {times:.2g} from the minimum, dividing {divided:.2g}."
               if times < divided else
               "Multiplying by √V lags behind: it ends {times:.2g} from the minimum, dividing {divided:.2g}.",
               times=times, divided=divided)  # fmt: skip


noted = Lab(
    name="optimizers.noted",
    title="Times the root, or divided by the root?",
    controls=(
        Range("scale", "gradient at the start", 0.01, 100.0, default=100.0, log=True,
              recorded=(0.01, 0.1, 1.0, 10.0, 100.0)),
        Range("eta", "learning rate η", 0.003, 0.3, default=0.03, log=True, recorded=(0.003, 0.01, 0.03, 0.1, 0.3)),
    ),
    panels=(
        Panel("distance", "distance from the minimum against the step, for both forms", width=340, height=270),
        Panel("first", "length of the first step against the size of the gradient", width=340, height=270),
    ),
    compute=noted_state, setup=noted_setup, update=noted_update, read=noted_sentence,
)  # fmt: skip
