"""What a piece of SVG shows, whoever wrote it: strokes, texts and pictures, compared within a part of a pixel."""

import base64
import io
import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

import numpy as np
from PIL import Image

XLINK = "{http://www.w3.org/1999/xlink}href"
STEP = re.compile(r"([MLQCz])([^MLQCz]*)")
USUAL = {"stroke-linejoin": "round", "stroke-dashoffset": "0", "stroke-linecap": "butt", "stroke-width": "1"}
INHERITED = ("fill", "stroke", "font", "text")


class Shape(NamedTuple):
    """One thing that is seen: how it looks, where it is (strokes of (n, 2) points), and what it says or shows."""

    look: dict
    strokes: list
    content: object = None


def shapes(piece: str) -> list[Shape]:
    """All that a part of a picture shows, from the back to the front."""
    root = ET.fromstring(f'<svg xmlns:xlink="http://www.w3.org/1999/xlink">{piece}</svg>')
    return [*_shapes(root, {one.get("id"): one for one in root.iter() if one.get("id")}, {})]


def _shapes(node, named, look, shift=(0.0, 0.0)):
    own = dict(one.split(":", 1) for one in node.get("style", "").split(";") if ":" in one)
    look = {**look, **{name.strip(): value.strip() for name, value in own.items()}}
    if node.get("clip-path"):
        look["clip"] = node.get("clip-path")
    if node.tag == "use":
        shift = (float(node.get("x", 0)), float(node.get("y", 0)))
        yield from _shapes(named[node.get(XLINK)[1:]], named, look, shift)
    elif node.tag == "path":
        yield Shape(_plain(look), [np.add(points, shift) for points in _strokes(node.get("d", ""))])
    elif node.tag == "text":
        yield Shape(_plain(look), [np.array([[float(node.get("x")), float(node.get("y"))]])], node.text)
    elif node.tag == "image":
        box, pixels = _box(node), _pixels(node)
        over, down = np.sign(np.diff(box, axis=0)[0]).astype(int)
        yield Shape(_plain(look), [np.sort(box, axis=0)], pixels[::down, ::over])
    elif node.tag in ("svg", "g"):
        for child in node:
            yield from _shapes(child, named, look, shift)


def _plain(look):
    """Without what changes nothing."""
    if look.get("fill-opacity") == "0":
        look = {**{name: value for name, value in look.items() if name != "fill-opacity"}, "fill": "none"}
    if look.get("stroke", "none") == "none":
        look = {name: value for name, value in look.items() if not name.startswith("stroke")}
    return {name: value for name, value in look.items() if USUAL.get(name) != value}


def _strokes(d):
    found = []
    for command, numbers in STEP.findall(d):
        points = np.array(numbers.split(), dtype=float).reshape(-1, 2)
        if command == "M":
            found.append([*points])
        elif command == "z":
            found[-1].append(found[-1][0])
        else:
            found[-1] += [*points]
    return [np.array(points) for points in found]


def _matrix(node):
    numbers = re.findall(r"-?[\d.]+(?:e-?\d+)?", node.get("transform", "matrix(1 0 0 1 0 0)"))
    return np.array(numbers, dtype=float).reshape(3, 2)


def _box(node):
    matrix = _matrix(node)
    size = np.array([float(node.get("width")), float(node.get("height"))])
    return np.array([matrix[2], size @ matrix[:2] + matrix[2]])


def _pixels(node):
    content = base64.b64decode(node.get(XLINK).partition(",")[2])
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGBA")).astype(int)


def unlike(one: str, other: str, within: float) -> str:
    """How two pieces differ, beyond `within` pixels and within the largest panel; "" if they do not."""
    ours, theirs = ([shape for shape in shapes(piece) if _near(shape)] for piece in (one, other))
    if len(ours) != len(theirs):
        return f"{len(ours)} shapes and {len(theirs)}"
    for number, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        if why := _unlike(a, b, within):
            return f"shape {number} of {len(ours)}: {why}"
    return ""


def _near(shape):
    """Does it reach into a panel? Matplotlib puts a marker of up to 7 px where a line leaves the whole picture."""
    return any((points.max(axis=0) > 7).all() and (points.min(axis=0) < (380, 500)).all() for points in shape.strokes)


def _unlike(a, b, within):
    looks = {name for name in a.look | b.look if not _equal(a.look.get(name), b.look.get(name))}
    if looks:
        return "; ".join(f"{name} is {a.look.get(name)} and {b.look.get(name)}" for name in sorted(looks))
    if isinstance(a.content, np.ndarray):
        if a.content.shape != b.content.shape:
            return f"other pixels, {a.content.shape} and {b.content.shape}"
        seen = [one.content * (one.content[..., 3:] > 0) for one in (a, b)]
        if (off := np.abs(seen[0] - seen[1]).max()) > 1:
            return f"pixels {off} of 255 apart"
    elif a.content != b.content:
        return f"it says {a.content!r} and {b.content!r}"
    if len(a.strokes) != len(b.strokes):
        return f"{len(a.strokes)} strokes and {len(b.strokes)}"
    apart = max((max(_away(p, q), _away(q, p)) for p, q in zip(a.strokes, b.strokes, strict=True)), default=0)
    return f"{apart:.2f} px apart" if apart > within else ""


def _equal(one, other):
    if one == other:
        return True
    numbers = [re.findall(r"\d+\.?\d*", text or "") for text in (one, other)]
    words = [re.sub(r"\d+\.?\d*", "", text or "") for text in (one, other)]
    same = words[0] == words[1] and len(numbers[0]) == len(numbers[1]) and "#" not in (one or "")
    return same and bool(np.allclose(*(np.array(one, dtype=float) for one in numbers), atol=2e-3))


def _away(points, line):
    """The largest distance of any of the points from a line through others."""
    if len(points) == len(line) and np.abs(points - line).max() < 0.1:
        return float(np.hypot(*(points - line).T).max())
    start, step = (line[:-1], np.diff(line, axis=0)) if len(line) > 1 else (line, np.zeros_like(line))
    off = points[:, None] - start
    length = (step**2).sum(axis=1)
    along = np.clip((off * step).sum(axis=2) / np.where(length, length, 1), 0, 1)
    return float(np.hypot(*np.moveaxis(off - along[..., None] * step, 2, 0)).min(axis=1).max())
