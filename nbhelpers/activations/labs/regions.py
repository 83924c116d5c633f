"""Lab `activations.regions`: the flat pieces that a ReLU net of two inputs is folded from, counted exactly."""

from functools import lru_cache

import numpy as np

from nbhelpers.activations import regions as mathematics
from nbhelpers.lab import Choice, Lab, Panel, Range, Seed, kit
from nbhelpers.lab.words import count, say
from nbhelpers.nn import mlp

SIDE = 32  # pixels of the picture
BOX = (0.1, 0.1, 0.87, 0.82)
LOOKS = (("weight", {"lw": 1.8}), ("ink", {"lw": 1.2, "ls": kit.DASHED}))


@lru_cache(maxsize=64)
def _net(units, layers, seed):
    """The net, its pieces, the cuts of both layers, and its outputs on a grid, the largest of them 1."""
    net = mathematics.random_net(units, int(layers), np.random.default_rng(seed))
    found, cuts = mathematics.pieces(net)
    middle = (np.arange(SIDE) + 0.5) * 2 / SIDE - 1
    grid = np.stack(np.meshgrid(middle, middle[::-1]), axis=-1).reshape(-1, 2)
    values = mlp.predict(net, grid).reshape(SIDE, SIDE)
    return net, len(found), [np.array(one).reshape(-1, 2, 2) for one in cuts], values


def regions_state(units, layers, cut, seed):
    """The number of pieces, all cuts, the outputs on a grid, and along the level line x2 = cut with its corners."""
    net, number, cuts, values = _net(units, layers, seed)
    ends = np.concatenate(cuts)
    low, high = ends[..., 1].min(axis=1), ends[..., 1].max(axis=1)
    (x1, y1), (x2, y2) = ends[(low < cut) & (cut < high)].transpose(1, 2, 0)
    corners = np.sort(x1 + (x2 - x1) * (cut - y1) / (y2 - y1))
    across = np.concatenate([[-1.0], corners, [1.0]])
    along = mlp.predict(net, np.stack([across, np.full(len(across), cut)], axis=1))[:, 0]
    largest = max(float(np.abs(values).max()), 1e-9)
    return {
        "units": units, "layers": layers, "cut": cut, "pieces": number, "first": 1 + len(cuts[0]),
        "cuts": cuts, "output": values / largest, "across": across, "along": along / largest,
    }  # fmt: skip


def regions_setup(plane, along):
    return _lay_plane(plane) | _lay_along(along)


def _lay_plane(figure):
    axes = kit.axes(figure, BOX, "both inputs; shade: the output", xlim=(-1, 1), ylim=(-1, 1), xticks=(-1, 0, 1),
                    yticks=(-1, 0, 1), aspect="equal")  # fmt: skip
    image = kit.picture(axes)
    axes.set(xlim=(-1, 1), ylim=(-1, 1))
    return {
        "image": image,
        "cuts": [kit.line(axes, role, **style) for role, style in LOOKS],
        "level": kit.line(axes, "activation", lw=2.4, ls=kit.DOTTED),
    }


def _lay_along(figure):
    axes = kit.axes(figure, (0.1, 0.2, 0.87, 0.66), "the output along the dotted line", xlim=(-1, 1),
                    ylim=(-1.1, 1.1), xticks=(-1, 0, 1), yticks=(-1, 0, 1), xlabel="input x₁")  # fmt: skip
    kit.level(axes, 0, "grid", "-", 1)
    return {"along": kit.line(axes, "activation", lw=2), "corners": kit.dots(axes, "activation", 7)}


def regions_update(artists, state):
    kit.fill(artists.image, kit.shade(0.8 * state.output), -1, -1, 2 / SIDE)
    shown = [*state.cuts, np.empty((0, 2, 2))][:2]
    for line, ends in zip(artists.cuts, shown, strict=True):
        gaps = np.full((len(ends), 1, 2), np.nan)
        line.set_data(*np.concatenate([ends, gaps], axis=1).reshape(-1, 2).T)
    artists.level.set_data([-1, 1], [state.cut] * 2)
    artists.along.set_data(state.across, state.along)
    artists.corners.set_data(state.across[1:-1], state.along[1:-1])


def regions_sentence(state):
    corners = len(state.across) - 2
    yield say("The second layer cuts {first} flat pieces into {pieces}." if state.layers == "2" else
              "The square falls into {pieces} flat pieces, cut by {units}.",
              units=count(state.units, "unit"), first=state.first, pieces=state.pieces)  # fmt: skip
    yield say("One layer of {units} can make {most} at most.", units=count(state.units, "unit"),
              most=mathematics.most(state.units))
    yield say("Within a piece the output is a plane; along the dotted line it has {corners}.",
              corners=count(corners, "corner"))  # fmt: skip


regions = Lab(
    name="activations.regions",
    title="A ReLU net is folded from flat pieces",
    controls=(
        Range("units", "units of a hidden layer", 1, 8, default=8, recorded=(1, 2, 4, 8)),
        Choice("layers", "hidden layers", {"1": "one", "2": "two"}, default="1"),
        Range("cut", "height x₂ of the dotted line", -0.9, 0.9, default=0.0, step=0.1, recorded=(-0.5, 0.0, 0.5)),
        Seed("seed", "seed", recorded=2),
    ),
    panels=(
        Panel("plane", "the plane of both inputs, cut along the corners of every unit: solid lines of the first layer, "
              "dashed ones of the second", 340, 340),
        Panel("along", "the output along the dotted line, with its corners", 340, 220),
    ),
    compute=regions_state, setup=regions_setup, update=regions_update, read=regions_sentence,
)  # fmt: skip
