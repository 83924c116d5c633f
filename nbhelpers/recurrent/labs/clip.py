"""Lab `recurrent.clip`: descending beside a cliff, with and without a bound on the gradient."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.words import say
from nbhelpers.nn.optimizers import minimize, sgd
from nbhelpers.recurrent import clipping

TURNS = 60
LEAST = 1e-7  # losses below it are drawn at the rim
STARTS = {"floor": (1.6, 0.3), "far": (1.8, 0.6), "shelf": (3.0, -0.6)}
WORDS = {"floor": "at the foot of the cliff", "far": "farther off", "shelf": "on the plateau"}
VIEW = (-0.2, 3.2, -0.9, 1.2)
LOOKS = (("error", "--", 1.6), ("weight", "-", 2.2))  # without and with clipping


@lru_cache(maxsize=64)
def path(threshold, eta, start):
    """(w, b) after each of TURNS steps of SGD, (TURNS + 1, 2); no clipping for a threshold of None.

    Places are rounded: beside the cliff the last bit of a tanh would soon be seen.
    """

    def gradient(at):
        g = clipping.cliff_gradient(np.round(at, 9))
        return g if threshold is None else clipping.clip(g, threshold)

    return np.round(minimize(sgd, gradient, STARTS[start], TURNS, eta=eta), 9)


def clip_state(threshold, eta, start):
    """Both paths, their losses, and the longest step of each."""
    paths = [path(None, eta, start), path(threshold, eta, start)]
    return {
        "threshold": threshold, "eta": eta, "start": start, "paths": paths,
        "losses": [np.maximum(clipping.cliff_loss(*each.T), LEAST) for each in paths],
        "longest": [float(np.linalg.norm(np.diff(each, axis=0), axis=1).max()) for each in paths],
        "steepest": float(max(np.linalg.norm(clipping.cliff_gradient(at)) for at in paths[0])),
    }  # fmt: skip


def clip_setup(above, curve):
    view, losses = _view(above), _losses(curve)
    return {
        "paths": [kit.line(view, role, ls=dash, lw=width, marker="o", ms=3.5, mew=0) for role, dash, width in LOOKS],
        "losses": [kit.line(losses, role, ls=dash, lw=width) for role, dash, width in LOOKS],
        "start": kit.dots(view, "ink", 7, "s"),
    }


def _view(figure):
    axes = kit.axes(figure, (0.14, 0.15, 0.84, 0.75), "loss, seen from above", xlim=VIEW[:2], ylim=VIEW[2:],
                    xticks=(0, 1, 2, 3), yticks=(-0.5, 0, 0.5, 1))  # fmt: skip
    axes.set_xlabel("recurrent weight w", labelpad=1)
    axes.set_ylabel("bias b", labelpad=-4)
    w, b = np.meshgrid(np.linspace(*VIEW[:2], 160), np.linspace(*VIEW[2:], 140))
    height = 0.45 * np.sqrt(clipping.cliff_loss(w, b) / 0.72)
    axes.imshow(kit.shade(height, positive="energy", levels=100), extent=VIEW, origin="lower", aspect="auto")
    kit.note(axes, 1.2, -0.78, "plateau", size=12, ha="center")
    kit.note(axes, -0.1, 0.32, "valley", size=12)
    kit.note(axes, 1.5, 1.03, "foot of the cliff", size=12, ha="center")
    return axes


def _losses(figure):
    axes = kit.axes(figure, (0.16, 0.15, 0.81, 0.75), "loss E", xlim=(0, TURNS), ylim=(LEAST, 2), yscale="log",
                    xticks=(0, 20, 40, 60), yticks={1e-6: "10⁻⁶", 1e-4: "10⁻⁴", 0.01: "0.01", 1: "1"},
                    xlabel="step of the descent")  # fmt: skip
    kit.note(axes, 1.5, 4e-7, "- - without clipping", "error", 12, va="center")
    kit.note(axes, 1.5, 2e-6, "— with clipping", "weight", 12, va="center")
    return axes


def clip_update(artists, s):
    for line, path in zip(artists.paths, s.paths, strict=True):
        line.set_data(*np.clip(path, -40, 40).T)  # far outside the view: the line still leaves in its direction
    for line, losses in zip(artists.losses, s.losses, strict=True):
        line.set_data(np.arange(TURNS + 1), losses)
    kit.put(artists.start, *s.paths[0][0])


def clip_sentence(s):
    free, bound = (losses[-1] for losses in s.losses)
    yield _headline(s, free, bound)
    yield say("Without clipping the steepest gradient is {steepest:.3g} long and the longest step {longest:.3g}; the "
              "final loss is {loss}.",
              steepest=s.steepest, longest=s.longest[0], loss=_small(free))  # fmt: skip
    yield say("Clipped at θ = {threshold:g}, no step is longer than ηθ = {longest:.3g}; the final loss is {loss}.",
              threshold=s.threshold, longest=s.threshold * s.eta, loss=_small(bound))  # fmt: skip


def _headline(s, free, bound):
    out = [longest > 1 and loss > 0.1 for longest, loss in zip(s.longest, (free, bound), strict=True)]
    if s.start == "shelf" and s.steepest < 0.1:
        return say("On the plateau the gradient has vanished, and clipping makes it no longer.")
    if s.threshold >= s.steepest:
        return say("The bound is never reached: the two paths are one.")
    if all(out):
        return say("The bound is too loose: the cliff throws both paths out.")
    if out[0]:
        return say("The cliff throws the unclipped path out; the clipped one walks on into the valley."
                   if bound < 0.01 else
                   "The cliff throws the unclipped path out; the clipped one is still on its way.")  # fmt: skip
    if bound > max(10 * free, 0.01):
        return say("Here clipping only costs time: the clipped path is far behind.")
    return say("Both paths find the valley." if max(free, bound) < 0.01 else "Both paths are still on their way.")


def _small(loss):
    return "below 0.000001" if loss < 1e-6 else f"{loss:.2g}"


clip = Lab(
    name="recurrent.clip",
    title="A cliff, and a bound on the gradient",
    controls=(
        Range("threshold", "clip the gradient at length θ", 0.01, 1000.0, default=0.3, log=True,
              recorded=(0.01, 0.1, 0.3, 1.0, 10.0, 1000.0)),
        Range("eta", "learning rate η", 0.01, 1.0, default=0.3, log=True, recorded=(0.1, 0.3)),
        Choice("start", "start", WORDS, default="floor"),
    ),
    panels=(
        Panel("above", "the loss over weight and bias, darker is higher, and the path with and without clipping",
              350, 310),
        Panel("loss", "the loss against the step, with and without clipping", 310, 310),
    ),
    compute=clip_state, setup=clip_setup, update=clip_update, read=clip_sentence,
)  # fmt: skip
