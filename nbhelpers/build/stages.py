"""What the page's Python has in Matplotlib's place: each lab's stage, and every moving mark described.

`nbhelpers/lab/light` draws from it. What it can't move (anything but lines, texts, rectangles, polygons, paths without
bends, segments and pictures) is kept as it looks, to be seen or not.
"""

from __future__ import annotations

from functools import cache
from io import StringIO
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, weight_dict
from matplotlib.ft2font import FT2Font
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Transform

from nbhelpers.lab.answers import plain
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.light.geometry import Axis
from nbhelpers.lab.style import RC

COMMANDS = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "z"}
CAPS = {"projecting": "square"}
LETTERS = ((0x21, 0xFF), (0x174, 0x177), (0x302, 0x305), (0x391, 0x3C9), (0x2010, 0x22A5))  # from, to


def stage(drawing: Drawing) -> dict:
    """What `lab.light.drawing` needs of one lab, as JSON can carry it; `drawing` shows the state of the defaults."""
    figures = drawing.figures
    marks = {part: _mark(drawing, part, artist) for part, artist in drawing.moving.items()}
    fonts = sorted({mark["font"] for mark in marks.values() if "font" in mark})
    return _short({
        "panels": drawing.stages,
        "grids": drawing.grids(),
        "frames": [one.axes and _frame(one.axes[0].transData, one, one.axes[0]) for one in figures],
        "lists": [name for name, entry in drawing.artists.items() if not isinstance(entry, Artist)],
        "fonts": {font: _letters(*font.split()) for font in fonts},
        "marks": marks,
    })  # fmt: skip


def of(lab: Lab) -> dict:
    """The stage of a lab, made now."""
    return stage(Drawing(lab))


def _short(value: Any) -> Any:
    """Numbers with nine digits: a millionth of a pixel."""
    value = value if isinstance(value, dict | list) else plain(value)
    match value:
        case dict():
            return {name: _short(item) for name, item in value.items()}
        case list():
            return [_short(item) for item in value]
        case float():
            return float(f"{value:.9g}")
    return value


def _mark(drawing: Drawing, part: str, artist: Artist) -> dict:
    """One moving mark: its kind, where its data lie, and how it looks."""
    kind, look = _described(drawing, part, artist)
    clip, defs = drawing.clip(artist)
    frame = _frame(Artist.get_transform(artist), artist.get_figure(), artist.axes)
    return {"kind": kind, "frame": frame, "visible": artist.get_visible(), "clip": clip, "defs": defs, **look}


def _described(drawing: Drawing, part: str, artist: Artist) -> tuple[str, dict]:
    match artist:
        case Line2D():
            return "Line", _line(artist) | {"salt": f"{drawing.lab.name} {part}"}
        case Text() if _is_plain(artist):
            return "Text", _text(artist)
        case Rectangle() if not artist.get_angle():
            corner = {name: getattr(artist, f"get_{name}")() for name in ("x", "y", "width", "height")}
            return "Rectangle", _patch(artist) | corner
        case Polygon():
            return "Polygon", _patch(artist) | {"several": [artist.get_xy().tolist()]}
        case PathPatch() if not {3, 4} & set(_codes(artist) or ()):
            return "PathPatch", _patch(artist) | {"path": [artist.get_path().vertices.tolist(), _codes(artist)]}
        case LineCollection() | PolyCollection():
            kind = "Segments" if isinstance(artist, LineCollection) else "Polygon"
            return kind, _collection(artist) | {"several": [path.vertices.tolist() for path in artist.get_paths()]}
        case AxesImage() if artist.get_interpolation() == "none":
            return "Image", _image(artist)
    return "Fixed", {"svg": drawing.shown(artist)}


def _is_plain(text: Text) -> bool:
    """Is it one level line without a box or an arrow?"""
    around = (text.get_bbox_patch(), getattr(text, "arrow_patch", None))
    return around == (None, None) and not text.get_rotation() and "\n" not in text.get_text()


def _codes(patch: PathPatch) -> list[int] | None:
    codes = patch.get_path().codes
    return None if codes is None else list(codes)


def _line(line: Line2D) -> dict:
    x, y = (np.asarray(values, dtype=float) for values in line.get_data())
    return {
        "x": _numbers(x), "y": _numbers(y), "color": line.get_color(), "alpha": line.get_alpha(),
        "linewidth": line.get_linewidth(), "linestyle": _dashes(line),
        "solid": [_join(line.get_solid_joinstyle()), _cap(line.get_solid_capstyle())],
        "dashed": [_join(line.get_dash_joinstyle()), _cap(line.get_dash_capstyle())],
        "steps": _steps(line), "marker": _marker(line), "markersize": line.get_markersize(),
        "markerfacecolor": "none" if line.get_fillstyle() == "none" else line._markerfacecolor,
        "markeredgecolor": line._markeredgecolor, "markeredgewidth": line.get_markeredgewidth(),
    }  # fmt: skip


def _numbers(values: np.ndarray) -> list:
    """Numbers for JSON, which knows no nan: None, which NumPy reads as nan."""
    return [None if np.isnan(value) else value for value in values.ravel().tolist()]


def _steps(line: Line2D) -> bool:
    style = line.get_drawstyle()
    if style not in ("default", "steps-post"):
        raise ValueError(f"a moving line has the drawstyle {style!r}; allowed are 'default' and 'steps-post'")
    return style == "steps-post"


def _dashes(artist: Any) -> str | list | None:
    """Lengths at a width of 1, "-" for none of them, None for no stroke at all."""
    if artist.get_linestyle() in ("None", "", " "):
        return None
    offset, lengths = artist._unscaled_dash_pattern
    return "-" if lengths is None else [offset, list(lengths)]


def _marker(line: Line2D) -> dict | None:
    marker = line._marker
    if not marker or marker.get_marker() in ("None", None, "", " "):
        return None
    shape = marker.get_path().transformed(marker.get_transform())
    pieces = shape.iter_segments(simplify=False)
    steps = [[COMMANDS[code], [] if code == 79 else numbers.tolist()] for numbers, code in pieces]
    return {"path": steps, "join": _join(marker.get_joinstyle()), "cap": _cap(marker.get_capstyle())}


def _join(style: Any) -> str:
    return getattr(style, "name", style) or "round"


def _cap(style: Any) -> str:
    name = getattr(style, "name", style) or "butt"
    return CAPS.get(name, name)


def _text(text: Text) -> dict:
    size, weight = text.get_fontsize(), text.get_fontweight()
    weight = str(weight_dict.get(weight, weight))
    return {
        "x": float(text.get_position()[0]), "y": float(text.get_position()[1]), "text": text.get_text(),
        "color": text.get_color(), "alpha": text.get_alpha(), "size": size, "weight": weight,
        "horizontalalignment": text.get_horizontalalignment(),
        "verticalalignment": text.get_verticalalignment(), "font": f"{size} {weight}",
    }  # fmt: skip


@cache
def _letters(size: str, weight: str) -> dict:
    """How far letters reach above and below the line, in pixels: most of them as an x, and the others by name."""
    figure = Figure(figsize=(1, 1), dpi=72)
    renderer = RendererSVG(*figure.bbox.size, StringIO(), image_dpi=72)
    there = FT2Font(findfont(RC["font.family"])).get_charmap()
    letters = [chr(code) for first, last in LETTERS for code in range(first, last + 1) if code in there]
    reach = {letter: _reach(figure, renderer, letter, float(size), int(weight)) for letter in ["x", *letters]}
    above, below = reach["x"]
    high = {letter: up for letter, (up, _) in reach.items() if up > above}
    deep = {letter: down for letter, (_, down) in reach.items() if down > below}
    return {"above": above, "below": below, "high": high, "deep": deep}


def _reach(figure: Figure, renderer: RendererSVG, letter: str, size: float, weight: int) -> tuple[float, float]:
    """(above, below) the line for a text of one letter: by the box that Matplotlib gives it."""
    font = {"size": size, "weight": weight, "family": RC["font.family"]}
    text = figure.text(0.5, 0.5, letter, va="baseline", parse_math=False, **font)
    box = text.get_window_extent(renderer)
    text.remove()
    middle = figure.bbox.height / 2
    return box.y1 - middle, middle - box.y0


def _patch(patch: Patch) -> dict:
    face, edge = patch.get_facecolor(), patch.get_edgecolor()
    return {
        "facecolor": face if face[3] else "none", "edgecolor": edge if edge[3] else "none", "alpha": patch.get_alpha(),
        "linewidth": patch.get_linewidth(), "linestyle": _dashes(patch) or "-",
        "join": _join(patch.get_joinstyle()), "cap": _cap(patch.get_capstyle()),
    }  # fmt: skip


def _collection(collection: LineCollection | PolyCollection) -> dict:
    faces, edges = collection.get_facecolor().tolist(), collection.get_edgecolor().tolist()
    if len(faces) > 1 or len(edges) > 1:
        raise ValueError("a moving collection has several colours; allowed is one")
    face, edge = [*faces, "none"][0], [*edges, "none"][0]
    return {
        "facecolor": face, "edgecolor": edge, "alpha": None, "linewidth": float(collection.get_linewidth()[0]),
        "linestyle": "-", "join": _join(collection.get_joinstyle()), "cap": _cap(collection.get_capstyle()),
    }  # fmt: skip


def _image(image: AxesImage) -> dict:
    extent, shades = list(map(float, image.get_extent())), None
    if np.ndim(image.get_array()) == 2:
        shades = [*map(float, image.get_clim()), image.cmap(np.arange(image.cmap.N), bytes=True).tolist()]
    return {"pixels": [], "extent": extent, "upper": image.origin == "upper", "map": shades}


def _frame(transform: Transform, figure: Figure, axes: Axes | None) -> list:
    """[x axis, y axis, width, height], as `light.geometry.Frame.of` takes it; `ValueError` for another scale."""
    own = transform.contains_branch_seperately(axes.transData) if axes is not None else (False, False)
    scales = [getattr(axes, f"{side}axis")._scale if mine else None for side, mine in zip("xy", own, strict=True)]
    width, height = (float(size) for size in figure.bbox.size)
    made = [_axis(transform, side, scale, height) for side, scale in enumerate(scales)]
    return [*made, width, height]


def _axis(transform: Transform, side: int, scale: Any, height: float) -> list:
    kind, more = "linear", []
    if scale is not None and scale.name != "linear":
        kind = scale.name
        if kind not in ("log", "symlog"):
            raise ValueError(f"a moving mark stands on an axis of scale {kind!r}; allowed are linear, log and symlog")
        more = [scale.base, *((scale.linthresh, scale.linscale) if kind == "symlog" else (1.0, 1.0))]
    values = np.array([1.0, 10.0])
    pixels = transform.transform(np.column_stack([values, values]))[:, side]
    plain = Axis(1.0, 0.0, kind, *more)(values)
    slope = (pixels[1] - pixels[0]) / (plain[1] - plain[0])
    offset = pixels[0] - slope * plain[0]
    return [-slope, height - offset, kind, *more] if side else [slope, offset, kind, *more]
