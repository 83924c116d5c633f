"""Lab `variational.field`: the arrows r(x) - x of a denoiser in the plane, and a point that follows them."""

from functools import lru_cache

import numpy as np

from nbhelpers.lab import Choice, Lab, Panel, Point, Range, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import say
from nbhelpers.nn.mlp import predict
from nbhelpers.variational import field as fields
from nbhelpers.variational import trained

REACH, GRID, SHARE, STEPS = 2.0, 13, 0.25, 24
LENGTH = 0.4  # of an arrow that is drawn
PLACES = (-1.5, -0.5, 0.5, 1.5)
KINDS = {
    "noise": "a net trained to remove noise",
    "contractive": "a net trained without noise, with a price on its Jacobian",
    "best": "the best answer, in closed form",
}
CURVE = fields.curve(1000)
CENTRES = fields.curve(250)  # as good as all of them, and four times as fast
FIELD = np.array([(x, y) for x in np.linspace(-1.8, 1.8, GRID) for y in np.linspace(-1.8, 1.8, GRID)])


@lru_cache(maxsize=64)
def answer(kind, sigma, seed):
    """r(x), for points x in rows."""
    if kind == "best":
        return lambda x: fields.best(x, CENTRES, float(sigma))
    net = trained.of_the_curve(kind, sigma, seed)
    return lambda x: predict(net, x)


def field_state(kind, sigma, right, up, seed):
    """The arrows on a grid, and the way of one point; how far it and its start are from the curve."""
    r, start = answer(kind, sigma, seed), np.array([[right, up]])
    way = fields.follow(r, start, STEPS, SHARE)[:, 0]
    arrow, wanted = (one(start)[0] - start[0] for one in (r, answer("best", sigma, seed)))
    return {
        "kind": kind, "sigma": float(sigma), "start": (right, up), "arrows": LENGTH * (r(FIELD) - FIELD), "way": way,
        "gaps": [float(np.hypot(*(CURVE - way[place]).T).min()) for place in (0, -1)],
        "error": float(np.hypot(*(arrow - wanted))), "wanted": float(np.hypot(*wanted)),
    }  # fmt: skip


def field_setup(plane):
    axes = kit.axes(plane, (0.09, 0.08, 0.89, 0.83), "the curve, the arrows, and the path of the point",
                    xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=(-2, 0, 2), yticks=(-2, 0, 2))  # fmt: skip
    kit.line(axes, "target", *CURVE[::20].T, lw=3)
    kit.line(axes, "muted", *FIELD.T, ls="", marker="o", ms=2.5)
    return {
        "arrows": kit.line(axes, "muted", lw=1.1),
        "way": kit.line(axes, "activation", lw=1.5, marker="o", ms=3),
        "start": kit.dots(axes, "activation", 12, mec=COLOUR["paper"], mew=2),
    }


def field_update(artists, state):
    ends = np.round(FIELD + state.arrows, 2)
    gaps = np.full(len(FIELD), np.nan)
    artists.arrows.set_data(*(np.column_stack([a, b, gaps]).ravel() for a, b in zip(FIELD.T, ends.T, strict=True)))
    artists.way.set_data(*np.round(state.way, 2).T)
    kit.put(artists.start, *state.start)


def field_sentence(state):
    first, last = state.gaps
    if last < 0.05:
        yield say("The point walks back to the curve.")
    elif last < first:
        yield say("The point comes nearer to the curve and stops {gap:.2f} from it.", gap=last)
    else:
        yield say("The point ends {gap:.2f} from the curve, farther away than it began.", gap=last)
    yield say("It starts {first:.2f} from the curve, and is {last:.2f} from it after {steps} steps, each "
              "a quarter of an arrow.",
              first=first, last=last, steps=STEPS)  # fmt: skip
    if state.kind != "best":
        yield say("At the start the best arrow is {wanted:.2f} long; the tip of this one is {error:.2f} from its tip.",
                  wanted=state.wanted, error=state.error)  # fmt: skip


field = Lab(
    name="variational.field",
    title="The arrows of a denoiser point back to the data",
    controls=(
        Choice("kind", "whose arrows", KINDS, default="noise"),
        Choice("sigma", "noise σ", {"0.1": "0.1", "0.2": "0.2", "0.4": "0.4"}, default="0.2"),
        Range("right", "start of the point, across", -1.8, 1.8, default=0.5, step=0.05, recorded=PLACES),
        Range("up", "start of the point, up", -1.8, 1.8, default=-0.5, step=0.05, recorded=PLACES),
        Choice("seed", "seed", {str(seed): str(seed) for seed in range(5)}, default="0", recorded=("0", "1")),
    ),
    panels=(Panel("plane", "a curve in the plane, an arrow at each place of a grid, and the path of a point that "
                  "follows the arrows", 350, 360),),
    compute=field_state, setup=field_setup, update=field_update, read=field_sentence,
    points=(Point("start of the point", "plane", "right", "up", at=lambda state: state["start"]),),
    data=("variational/fields",),
)  # fmt: skip
