"""The picture of the playground: the net with a map in every unit, the plane, both losses, the gradients by layer."""

from itertools import pairwise

import numpy as np
from contourpy import contour_generator
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbhelpers.lab import kit
from nbhelpers.lab.kit import boxes, cells
from nbhelpers.lab.style import COLOUR, rgba

REACH, SEEN = 2.4, 2.25  # of the maps, both ways; of the plane, where outlines leave the picture
FINE, COARSE = 33, 11  # cells along a side of the plane, and of a unit's map: every third of the former
PLACES = np.linspace(-REACH, REACH, 2 * FINE + 1)[1::2]  # the middles of the cells
GRID = np.stack(np.meshgrid(PLACES, PLACES), axis=-1).reshape(-1, 2)
LAST = 300  # epochs
LEVELS = 4  # shades of a map
CELL, BETWEEN = 3, 2  # pixels of a map's cell; cells between two maps
SIDE, PITCH = CELL * COARSE, CELL * (COARSE + BETWEEN)
WIDTH, HEIGHT, TOP = 350, 340, 26  # of the drawn net; TOP: above the first map
LEFT, RIGHT = 34, WIDTH - SIDE - 8  # of the first and the last column of maps
WIDTHS = ((0.1, 0.6), (0.5, 1.3), (1.5, 2.3), (4.0, 3.8))  # from that size of a weight on, so many pixels
BANDS = (0.1, 0.5, 0.9)  # answers at which the plane changes its shade
LEAST, GRADIENTS = 1e-5, (1e-8, 1.0)  # of the loss, and of the gradients, in the picture
NEAR = 0.6  # powers of ten that two names need between them
INPUTS = ("x₁", "x₂", "x₁²", "x₂²", "x₁x₂")
DASHES = ("-", "--", "-.", ":")
NOWHERE = Path(np.zeros((1, 2)))


def setup(net, plane, curve, gradients) -> dict:
    """The drawn net, the plane of the inputs with the points, and two curves against the epoch (log axis, from 1)."""
    return _lay_net(net) | _lay_plane(plane) | _lay_curve(curve) | _lay_gradients(gradients)


def _lay_net(figure):
    axes = kit.canvas(figure, width=WIDTH, height=HEIGHT)
    edges = {"capstyle": "butt", "fill": False}
    artists = {
        sign: [axes.add_patch(PathPatch(NOWHERE, ec=COLOUR[role], lw=width, ls=dash, zorder=1 + width / 8, **edges))
               for _, width in WIDTHS]
        for sign, role, dash in (("positive", "weight", "-"), ("negative", "error", (0, (2.2, 1.1))))
    }
    artists["paper"] = boxes.boxes(axes, facecolor=COLOUR["paper"], zorder=2)
    artists["maps"] = [_picture(axes) for _ in range(5)]
    artists["frames"] = boxes.boxes(axes, facecolor="none", edgecolor=COLOUR["muted"], linewidth=0.8, zorder=4)
    artists["dead"] = boxes.boxes(axes, facecolor="none", edgecolor=COLOUR["error"], linewidth=2.4, zorder=5)
    artists["names"] = [kit.note(axes, 0, TOP - 10, ha="center") for _ in range(5)]
    artists["inputs"] = [kit.note(axes, LEFT - 4, 0, ha="right", va="center") for _ in INPUTS]
    return artists


def _picture(axes):
    picture = kit.picture(axes, SIDE)
    picture.set_zorder(3)
    axes.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
    return picture


def _lay_plane(figure):
    axes = kit.axes(figure, (0.1, 0.115, 0.87, 0.865), xlim=(-SEEN, SEEN), ylim=(-SEEN, SEEN), xlabel="x₁",
                    xticks=range(-2, 3), yticks=range(-2, 3))  # fmt: skip
    axes.set_ylabel("x₂", labelpad=-4)
    shades = [
        axes.add_patch(PathPatch(NOWHERE, fc=rgba("activation", 0.16), ec=COLOUR["activation"], lw=2 * (level == 0.5)))
        for level in BANDS
    ]
    return {
        "shades": shades,
        "zeros": kit.dots(axes, "target", 5, mfc=COLOUR["paper"], mew=1.3),
        "ones": kit.dots(axes, "target", 6, mew=0),
        "wrong": cells.cells(axes, COLOUR["error"], linewidth=10, capstyle="round", zorder=1.5),
    }


def _time_axes(figure, **settings):
    return kit.axes(figure, (0.15, 0.2, 0.815, 0.7), xscale="log", xlim=(1, 3 * LAST), xlabel="epoch",
                    xticks={1: "0", 11: "10", 101: "100", LAST + 1: f"{LAST}"}, yscale="log", **settings)  # fmt: skip


def _lay_curve(figure):
    axes = _time_axes(figure, ylim=(LEAST, 0.6), yticks=kit.powers(-4, -3, -2, -1))
    axes.set_title("the loss E")
    kit.note(axes, 1.15, 5e-5, "training points", "energy", 12)
    kit.note(axes, 1.15, 1.8e-5, "fresh points (dashed)", "energy", 12)
    return {
        "fresh": kit.line(axes, "energy", ls="--", lw=1.5),
        "training": kit.line(axes, "energy"),
        "now": kit.dots(axes, "energy"),
    }


def _lay_gradients(figure):
    axes = _time_axes(figure, ylim=GRADIENTS, yticks=kit.powers(-8, -6, -4, -2, 0))
    axes.set_title("the gradient, layer by layer")
    return {
        "slopes": [kit.line(axes, "error", ls=dash, lw=1.6) for dash in DASHES],
        "ends": cells.cells(axes, COLOUR["error"], linewidth=6, capstyle="round"),
        "layers": [kit.note(axes, 1, 1, role="error", va="center") for _ in DASHES],
    }


def update(artists: dict, state: dict) -> None:
    """Maps, weights, plane, points, and the curves up to this epoch."""
    _show_net(artists, state)
    _show_plane(artists, state)
    _show_curves(artists, state)


def columns(sizes) -> list[float]:
    """Where each layer's maps begin, from the inputs to the output."""
    return [LEFT + (RIGHT - LEFT) * k / (len(sizes) - 1) for k in range(len(sizes))]


def _rows(units):
    """The upper edges of the maps of a layer, around the middle."""
    return TOP + PITCH * (np.arange(units) + 4 - units / 2)


def _show_net(artists, state):
    lefts = columns(state.sizes)
    places = [[(left, top) for top in _rows(n)] for left, n in zip(lefts, state.sizes, strict=True)]
    corners = [(x, y, x + SIDE, y + SIDE) for layer in places for x, y in layer]
    boxes.show(artists.paper, corners), boxes.show(artists.frames, corners)
    hidden = [corner for layer in places[1:-1] for corner in layer]
    dead = [place for place, gone in zip(hidden, state.dead.ravel(), strict=True) if gone]
    boxes.show(artists.dead, [(x - 1, y - 1, x + SIDE + 1, y + SIDE + 1) for x, y in dead])
    _show_maps(artists, state, places)
    _show_weights(artists, state, places)


def _show_maps(artists, state, places):
    names = ["", *(f"layer {n}" for n in range(1, len(places) - 1)), "ŷ"]
    for k, (picture, name) in enumerate(zip(artists.maps, artists.names, strict=True)):
        there = k < len(places)
        name.set_text(names[k] if there else "")
        picture.set_visible(there)
        if there:
            column = kit.mosaic(state.maps[k][:, ::-1], columns=1, gap=BETWEEN)
            kit.fill(picture, kit.shade(column, levels=LEVELS), *places[k][0], CELL)
            name.set_x(places[k][0][0] + SIDE / 2)
    for k, name in enumerate(artists.inputs):
        there = k < len(places[0])
        name.set_text(INPUTS[k] if there else "")
        name.set_y(places[0][k][1] + SIDE / 2 if there else 0)


def _show_weights(artists, state, places):
    ends = [
        (x + SIDE, y + SIDE / 2, to_x, to_y + SIDE / 2)
        for before, after in pairwise(places) for x, y in before for to_x, to_y in after
    ]  # fmt: skip
    weights = np.concatenate([one.ravel() for one in state.weights])
    bounds = [*(size for size, _ in WIDTHS), np.inf]
    for name, signed in (("positive", weights), ("negative", -weights)):
        for artist, (low, high) in zip(artists[name], pairwise(bounds), strict=True):
            artist.set_path(_strokes(np.array(ends)[(low <= signed) & (signed < high)]))


def _strokes(ends) -> Path:
    """A stroke for each (x, y, x, y)."""
    return Path(ends.reshape(-1, 2), [Path.MOVETO, Path.LINETO] * len(ends)) if len(ends) else NOWHERE


def _show_plane(artists, state):
    contour = contour_generator(PLACES, PLACES, state.surface, fill_type="OuterCode")
    for shade, level in zip(artists.shades, BANDS, strict=True):
        shade.set_path(region(contour, level))
    for name, target in (("zeros", 0), ("ones", 1)):
        artists[name].set_data(*state.points[state.targets == target].T)
    in_view = (np.abs(state.points) < SEEN).all(axis=1)
    cells.dots(artists.wrong, *state.points[state.wrong & in_view].T)


def region(contour, level: float) -> Path:
    """The outline of where what the generator was made for is above the level."""
    pieces = [Path(vertices, codes) for vertices, codes in zip(*contour.filled(level, 2.0), strict=True)]
    return Path.make_compound_path(*pieces) if pieces else NOWHERE


def _show_curves(artists, state):
    times, losses = np.array(state.times) + 1, np.maximum(state.losses, LEAST)
    for column, name in enumerate(("training", "fresh")):
        artists[name].set_data(times, losses[:, column])
    kit.put(artists.now, times[-1], losses[-1, 0])
    sizes = np.clip(state.gradients, *GRADIENTS).T
    names = [*(f"layer {n}" for n in range(1, len(sizes))), "output"]
    low, high = np.log10(GRADIENTS)
    heights = kit.spread_labels(np.log10(sizes[:, -1]), NEAR, low + NEAR / 2, high - NEAR / 2)
    last = np.full(len(sizes), times[-1])
    cells.dots(artists.ends, last, sizes[:, -1])
    for k, (line, name) in enumerate(zip(artists.slopes, artists.layers, strict=True)):
        there = k < len(sizes)
        line.set_data(times if there else [], sizes[k] if there else [])
        name.set_text(names[k] if there else "")
        kit.put(name, 1.15 * times[-1], 10 ** heights[k] if there else 1)
